"""Processor time per request of a whole flow of redline's over 50 connections, against wrk's fixed GET."""

import os

from harness import closed_loop, peers
from harness.figure import Figure
from harness.rounds import interleaved, middle, ratio
from harness.server import Server

SCENARIO = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "scenarios", "full_flow.yaml")


def full_flow(bench, server, connections, requests):
    return peers.Asked([bench.redline, "run", SCENARIO, "--set", f"target={server.url[:-1]}", "--set",
                        f"users={connections}", "--set", f"connections={connections}", "--set",
                        f"flows_max={requests}"])


def figures(bench):
    with Server(bench) as server:
        requests, rounds = bench.pick((50_000, 5), (300_000, 9))
        asking = {"redline": full_flow, "wrk": peers.wrk}
        values = interleaved(closed_loop.contestants(bench, server, asking, 50, requests), rounds)
    yield Figure("redline_to_wrks_fixed_get", ratio(values, "redline", "wrk"), "ratio", 1.2)
    yield Figure("redline", middle(values, "redline"), "us/request")
