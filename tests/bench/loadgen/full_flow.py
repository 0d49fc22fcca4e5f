"""Processor time per request of a whole flow of redline's over 50 connections, against wrk's fixed GET."""

import os

from harness import closed_loop, peers
from harness.figure import Figure
from harness.rounds import interleaved, middle, ratio
from harness.server import Server

SCENARIO = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "scenarios", "full_flow.yaml")


def full_flow(bench, server, connections, seconds):
    return [bench.redline, "run", SCENARIO, "--set", f"target={server.url[:-1]}", "--set", f"users={connections}",
            "--set", f"connections={connections}", "--set", f"stages.hold.duration={seconds}s"]


def figures(bench):
    with Server(bench) as server:
        seconds, rounds = bench.pick((1, 5), (4, 9))
        commands = {"redline": full_flow, "wrk": peers.wrk}
        values = interleaved(closed_loop.contestants(bench, server, commands, 50, seconds), rounds)
    yield Figure("redline_to_wrks_fixed_get", ratio(values, "redline", "wrk"), "ratio", 1.2)
    yield Figure("redline", middle(values, "redline"), "us/request")
