"""The latency histogram: its error at every quantile, and what recording a value costs beside prometheus-cpp's Observe."""

from statistics import median

from harness.callgrind import instructions
from harness.client import run_client
from harness.figure import Figure


def deed(bench, *words):
    return [bench.program("bench_histogram"), *words]


def instructions_each(bench, name, values):
    """Of recording alone: making the values is taken out, and so is what a run costs whatever it does."""
    def per_value(what):
        twice = instructions(deed(bench, what, str(2 * values)))
        return (twice - instructions(deed(bench, what, str(values)))) / values
    return per_value(name) - per_value("values")


def figures(bench):
    error = float(run_client(deed(bench, "error"), 60).output)
    yield Figure("error", error * 100, "%", 0.1)
    rounds = bench.pick("11", "41")
    costs = [line.split() for line in run_client(deed(bench, "cost", rounds), 120).output.splitlines()]
    yield Figure("record_to_observe", median(float(ours) / float(theirs) for ours, theirs in costs), "ratio", 0.25)
    record, observe = (instructions_each(bench, name, 100_000) for name in ("record", "observe"))
    yield Figure("record_to_observe_instructions", record / observe, "ratio", 0.25)
    yield Figure("record", record, "instructions")
    yield Figure("observe", observe, "instructions")
