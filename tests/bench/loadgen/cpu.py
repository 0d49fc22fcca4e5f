"""Processor time per request of a fixed GET over 50 kept-alive connections, against every peer and the floor."""

from harness import closed_loop, peers
from harness.figure import Figure
from harness.rounds import interleaved, middle, ratio
from harness.server import Server

CONTESTANTS = {
    "redline": peers.redline(),
    "redline_epoll": peers.redline("--io", "epoll"),
    "redline_io_uring": peers.redline("--io", "uring"),
    "redline_traced": peers.traced_redline(),
    "raw": peers.raw,
    "wrk": peers.wrk,
    "ab": peers.ab,
    "h2load": peers.h2load,
    "hey": peers.hey,
}


def figures(bench):
    with Server(bench) as server:
        requests, rounds = bench.pick((50_000, 5), (300_000, 9))
        values = interleaved(closed_loop.contestants(bench, server, CONTESTANTS, 50, requests), rounds)
    yield Figure("raw_to_wrk", ratio(values, "raw", "wrk"), "ratio", 0.9)
    yield Figure("redline_to_wrk", ratio(values, "redline", "wrk"), "ratio", 0.9)
    yield Figure("redline_to_hey", ratio(values, "redline", "hey"), "ratio", 0.22)
    yield Figure("redline_to_raw", ratio(values, "redline", "raw"), "ratio", 1.05)
    yield Figure("redline_traced_to_wrk", ratio(values, "redline_traced", "wrk"), "ratio")
    yield Figure("redline_epoll_to_raw", ratio(values, "redline_epoll", "raw"), "ratio")
    yield Figure("redline_io_uring_to_raw", ratio(values, "redline_io_uring", "raw"), "ratio")
    for name in CONTESTANTS:
        yield Figure(name, middle(values, name), "us/request")
