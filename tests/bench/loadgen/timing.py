"""When requests leave, by the kernel's receive stamps at the server: 1,000 a second against the even schedule, and a
Poisson process of 100 a second against the exponential distribution."""

import os
from statistics import median

from harness import peers
from harness.arrivals import distance_allowed, largest_distance, send_errors
from harness.client import run_client
from harness.closed_loop import refuse_failure
from harness.figure import Figure
from harness.rounds import interleaved, middle, ratio
from harness.server import Server

PER_SECOND = 1000
CONNECTIONS = 50
POISSON_PER_SECOND = 100
SCENARIO = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "scenarios", "poisson.yaml")


def stamps_of(bench, ask, seconds):
    with Server(bench, stamped=True) as server:
        words = ask(server).words
        refuse_failure(words, run_client(words, seconds + 30))
    return server.stamps()


def send_error(bench, ask, seconds):
    """The median, in microseconds."""
    return lambda: median(send_errors(stamps_of(bench, ask, seconds), PER_SECOND)) / 1000


def distance_to_allowed(times):
    """Kolmogorov and Smirnov's distance of the gaps over the one allowed at alpha 0.01."""
    gaps = [later - sooner for sooner, later in zip(times, times[1:])]
    return largest_distance(gaps, 1e9 / POISSON_PER_SECOND) / distance_allowed(len(gaps))


def poisson_distance(bench, seconds):
    def once():
        return distance_to_allowed(stamps_of(bench, lambda server: peers.Asked([
            bench.redline, "run", SCENARIO, "--set", f"target={server.url[:-1]}", "--set",
            f"stages.hold.duration={seconds}s"]), seconds))
    return once


def figures(bench):
    seconds, rounds = bench.pick((5, 3), (10, 5))
    errors = interleaved({
        "redline": send_error(bench, lambda server: peers.redline_at_rate(bench, server, CONNECTIONS, seconds,
                                                                          PER_SECOND), seconds),
        "h2load": send_error(bench, lambda server: peers.h2load_at_rate(server, CONNECTIONS, seconds, PER_SECOND),
                             seconds),
    }, rounds)
    yield Figure("send_error_to_h2load", ratio(errors, "redline", "h2load"), "ratio", 0.1)
    yield Figure("send_error", middle(errors, "redline"), "us")
    yield Figure("h2load_send_error", middle(errors, "h2load"), "us")
    dues = [int(line) for line in run_client([bench.program("bench_schedule")], 60).output.split()]
    yield Figure("schedule_poisson_distance_to_allowed", distance_to_allowed(dues), "ratio", 1.0)
    distances = interleaved({"redline": poisson_distance(bench, bench.pick(15, 60))}, 1)
    yield Figure("server_poisson_distance_to_allowed", middle(distances, "redline"), "ratio", 1.0)
