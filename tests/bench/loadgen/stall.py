"""The stall test: 1,000 requests a second at a server that freezes twice. What the engine tells of the tail must be the
truth, worked out from due times and the server's stamps; what peers tell beside it is information."""

import json
import re

from harness.client import CORES, run_client
from harness.figure import Figure
from harness.server import Server
from harness.trouble import Unmeasured, gist, tell

PROTOCOLS = ("plain", "tls", "http2")
CONNECTIONS = (10, 100, 1000)
TAILS = ("p95", "p99", "p99.9", "max")


def stall_run(bench, protocol, connections, seconds):
    """Both sides are in one process here, so it may use every core."""
    command = [bench.program("bench_stall"), protocol, str(connections), str(seconds)]
    cost = run_client(command, seconds + 30, cores=set(CORES))
    if cost.status != 0:
        raise Unmeasured(f"{' '.join(command)}: {gist(cost.output)}")
    return json.loads(cost.output)


def engine_figures(bench, protocol, connections, seconds):
    name = f"{protocol}_{connections}"
    try:
        run = stall_run(bench, protocol, connections, seconds)
    except Unmeasured as trouble:
        tell(str(trouble))
        run = {"missing": None, **{tail: {"miss": None} for tail in TAILS}}
    for tail in TAILS:
        yield Figure(f"{name}_{tail}", run[tail]["miss"], "of_what_it_may_miss_by", 1)
    yield Figure(f"{name}_unaccounted", run["missing"], "requests", 0)


def p99_told(bench, words, seconds):
    """In milliseconds, as hey and ab write it."""
    stalls = [(seconds / 4, seconds / 20), (3 * seconds / 4, seconds / 20)]
    with Server(bench, stalls=stalls) as server:
        output = run_client(words(server), seconds + 30).output
    hey = re.search(r"99% in ([\d.]+) secs", output)
    ab = re.search(r"^ +99% +(\d+)", output, re.MULTILINE)
    return float(hey[1]) * 1000 if hey else float(ab[1]) if ab else None


def peer_figures(bench, truth, seconds):
    """hey at the same rate over the same 100 connections; ab, which knows no rate, as fast as it can."""
    asked = {"hey": lambda server: ["hey", "-cpus", "1", "-c", "100", "-q", "10", "-z", f"{seconds}s", server.url],
             "ab": lambda server: ["ab", "-q", "-k", "-c", "100", "-t", str(seconds), "-n", "100000000", server.url]}
    for name, words in asked.items():
        try:
            told = p99_told(bench, words, seconds)
        except Unmeasured as trouble:
            tell(str(trouble))
            told = None
        yield Figure(f"{name}_p99_to_true", told and told / truth, "ratio")


def figures(bench):
    seconds = bench.pick(4, 20)
    for protocol in PROTOCOLS:
        for connections in CONNECTIONS:
            yield from engine_figures(bench, protocol, connections, seconds)
    truth = stall_run(bench, "plain", 100, seconds)["p99"]["true"]
    yield from peer_figures(bench, truth, seconds)
