"""Processor time per request of a fixed GET over 50 kept-alive connections under TLS 1.3."""

from harness import closed_loop, peers
from harness.figure import Figure
from harness.rounds import interleaved, middle, ratio
from harness.server import Server

CONTESTANTS = {"redline": peers.redline(), "wrk": peers.wrk}


def figures(bench):
    with Server(bench, tls=True) as server:
        requests, rounds = bench.pick((50_000, 5), (300_000, 9))
        values = interleaved(closed_loop.contestants(bench, server, CONTESTANTS, 50, requests), rounds)
    yield Figure("redline_to_wrk", ratio(values, "redline", "wrk"), "ratio", 1.0)
    for name in CONTESTANTS:
        yield Figure(name, middle(values, name), "us/request")
