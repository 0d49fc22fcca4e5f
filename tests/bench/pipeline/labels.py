"""How many tokens of the labelled corpus the address labeller has wrong, on the half that chose none of its rules."""

from harness.figure import Figure
from pipeline.corpus import address_bench


def figures(bench):
    (odd_wrong, even_wrong, cost), *_ = address_bench(bench, "labels", bench.pick(3, 21))
    yield Figure("even_tokens_wrong", even_wrong, "%", 10)
    yield Figure("odd_tokens_wrong", odd_wrong, "%")
    yield Figure("label", cost, "us")
