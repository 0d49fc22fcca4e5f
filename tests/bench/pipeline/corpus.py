"""The real address lines, which are never committed, and the program that reads them."""

import os

from harness.client import run_client
from harness.trouble import Unmeasured


def address_bench(bench, deed, rounds):
    """What programs/addresses.cpp prints: a list of numbers for each line."""
    folder = os.environ.get("REDLINE_CORPUS_DIR")
    if folder is None:
        raise Unmeasured("REDLINE_CORPUS_DIR is not set, so there are no real addresses to read")
    words = [bench.program("bench_addresses"), deed, os.path.join(folder, "addresses"), str(rounds)]
    run = run_client(words, 120)
    if run.status != 0:
        raise Unmeasured(f"{' '.join(words)}: {run.output.strip()}")
    return [[float(word) for word in line.split()] for line in run.output.splitlines()]
