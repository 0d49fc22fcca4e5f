"""The open model at 10,000 requests a second with automatic pacing, against h2load held to the same rate, and
against the least a client can do that wakes as often."""

from functools import partial

from harness import peers
from harness.closed_loop import cpu_per_request
from harness.figure import Figure
from harness.rounds import interleaved, middle, ratio
from harness.run_summary import summary_of
from harness.server import Server

PER_SECOND = 10_000
CONNECTIONS = 50
TICK_MICROSECONDS = 400  # loadgen/src/pacer.hpp


def figures(bench):
    seconds, rounds = bench.pick((3, 3), (8, 7))
    with Server(bench) as server:
        ours = peers.redline_at_rate(bench, server, CONNECTIONS, seconds, PER_SECOND)
        theirs = peers.h2load_at_rate(server, CONNECTIONS, seconds, PER_SECOND)
        floor = peers.raw_at_rate(bench, server, CONNECTIONS, seconds, PER_SECOND, TICK_MICROSECONDS)
        values = interleaved({"redline": partial(cpu_per_request, ours, server),
                              "raw": partial(cpu_per_request, floor, server),
                              "h2load": partial(cpu_per_request, theirs, server)}, rounds)
        summary = summary_of(ours, seconds + 30)
    yield Figure("redline_to_h2load", ratio(values, "redline", "h2load"), "ratio", 1.05)
    yield Figure("redline_to_raw", ratio(values, "redline", "raw"), "ratio", 1.05)
    yield Figure("raw_to_h2load", ratio(values, "raw", "h2load"), "ratio")
    yield Figure("redline", middle(values, "redline"), "us/request")
    yield Figure("h2load", middle(values, "h2load"), "us/request")
    yield Figure("send_lag_p50", summary and summary["send_lag_ms"]["p50"] * 1000, "us")
