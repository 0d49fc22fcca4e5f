"""Leads answered a second under a burst three times the steady rate, event-driven and as the synchronous monolith: the
same leads and buyers, in turns on the same core. A lead counts when its sender was answered within a second of
when it was due; buyers take 30 ms (median)."""

import os

from harness.figure import Figure
from harness.peers import Asked
from harness.rounds import interleaved, middle, ratio
from harness.run_summary import summary_of
from harness.trouble import Unmeasured
from pipeline.leadpipe import Leadpipe

SCENARIO = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "scenarios",
                        "burst_of_leads.yaml")
BURST_SECONDS = 6


def summary_under_burst(bench, architecture):
    with Leadpipe(bench, "--arch", architecture, "--buyer-latency", "30ms", "--seed", "7") as leadpipe:
        words = [bench.redline, "run", SCENARIO, "--set", f"target={leadpipe.url}", "--format", "json"]
        summary = summary_of(Asked(words), 60)
        law = leadpipe.ask("GET", "/admin/conservation")
    if summary is None:
        raise Unmeasured(f"{architecture}: no summary")
    if not law["holds"]:
        raise Unmeasured(f"{architecture}: the conservation law does not hold: {law}")
    return summary


def figures(bench):
    latest = {}

    def answered_by(architecture):
        def measure():
            latest[architecture] = summary_under_burst(bench, architecture)
            return latest[architecture]["requests"]["ok"] / BURST_SECONDS
        return measure

    values = interleaved({"event": answered_by("event"), "monolith": answered_by("monolith-sync")},
                         bench.pick(1, 3))
    yield Figure("monolith_to_event", ratio(values, "monolith", "event"), "of 1", 1 / 3)
    for name in ("event", "monolith"):
        yield Figure(f"{name}_leads_each_second", middle(values, name), "1/s")
    if "event" in latest:
        yield Figure("event_p99", latest["event"]["response_time_ms"]["p99"], "ms")
