"""What parsing and respelling a hostile address line costs in processor time."""

from statistics import median

from harness.figure import Figure
from pipeline.corpus import address_bench

PER_SECOND = 50_000


def figures(bench):
    rounds = address_bench(bench, "repair", bench.pick(5, 41))
    cost = median(microseconds for microseconds, _ in rounds)
    yield Figure("repair", cost, "us", 1e6 / PER_SECOND)
    yield Figure("lines_each_cpu_second", 1e6 / cost, "lines")
    yield Figure("lines_repaired", rounds[0][1], "%")
