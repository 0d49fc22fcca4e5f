"""Ten thousand plaintext connections: processor time per request, and memory there and at a thousand."""

import resource

from harness import closed_loop, peers
from harness.closed_loop import run_for
from harness.figure import Figure
from harness.rounds import interleaved, middle, ratio
from harness.server import Server

CONTESTANTS = {
    "redline_epoll": peers.redline("--io", "epoll"),
    "redline_io_uring": peers.redline("--io", "uring"),
    "wrk": peers.wrk,
    "raw": peers.raw,
}
MIB = 1024


def raise_descriptor_limit():
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def peaks(bench, server, connections, rounds):
    """The most resident memory of each over twenty requests a connection, in MiB."""
    requests = 20 * connections

    def measure(ask):
        return lambda: run_for(ask(bench, server, connections, requests), server, requests)[0].peak_kib / MIB
    return interleaved({name: measure(ask) for name, ask in CONTESTANTS.items()}, rounds)


def figures(bench):
    raise_descriptor_limit()
    requests, rounds = bench.pick((100_000, 3), (500_000, 7))
    with Server(bench) as server:
        cpu = interleaved(closed_loop.contestants(bench, server, CONTESTANTS, 10_000, requests), rounds)
        at_ten_thousand = peaks(bench, server, 10_000, bench.pick(1, 3))
        at_thousand = peaks(bench, server, 1000, bench.pick(1, 3))
    yield Figure("redline_epoll_to_wrk", ratio(cpu, "redline_epoll", "wrk"), "ratio", 1.05)
    yield Figure("redline_io_uring_to_wrk", ratio(cpu, "redline_io_uring", "wrk"), "ratio", 0.85)
    for name in CONTESTANTS:
        yield Figure(name, middle(cpu, name), "us/request")
    for name in ("redline_epoll", "redline_io_uring"):
        yield Figure(f"{name}_memory_to_wrk", ratio(at_ten_thousand, name, "wrk"), "ratio", 0.35)
        yield Figure(f"{name}_memory", middle(at_ten_thousand, name), "MiB", 16)
        yield Figure(f"{name}_memory_at_1000", middle(at_thousand, name), "MiB", 6)
    yield Figure("wrk_memory", middle(at_ten_thousand, "wrk"), "MiB")
