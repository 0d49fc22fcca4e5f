"""User-space instructions per request of a fixed GET over 50 connections."""

from harness import peers
from harness.callgrind import instructions_per_request
from harness.figure import Figure
from harness.server import Server
from harness.trouble import Unmeasured, tell

CONTESTANTS = {"redline": peers.redline("--io", "epoll"), "wrk": peers.wrk, "raw": peers.raw}


def measured(bench, server, ask):
    few, many = bench.pick((5000, 10_000), (10_000, 20_000))
    try:
        return instructions_per_request(lambda requests: ask(bench, server, 50, requests), server, few, many)
    except Unmeasured as trouble:
        tell(str(trouble))
        return None


def figures(bench):
    with Server(bench) as server:
        counts = {name: measured(bench, server, ask) for name, ask in CONTESTANTS.items()}
    both = counts["redline"] is not None and counts["wrk"] is not None
    yield Figure("redline_to_wrk", counts["redline"] / counts["wrk"] if both else None, "ratio", 0.8)
    for name, count in counts.items():
        yield Figure(name, count, "instructions/request")
