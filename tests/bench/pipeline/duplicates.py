"""How well leadpipe's library recognises duplicates among parties whose entities are known. Weights and threshold were
chosen on the entities with an odd id; only the even half has a goal."""

import os

from harness.client import run_client
from harness.figure import Figure
from harness.trouble import Unmeasured

CORPUS = "addresses/chicago_duplicates_with_true_ids.csv"


def corpus_file():
    folder = os.environ.get("REDLINE_CORPUS_DIR")
    if not folder:
        raise Unmeasured("REDLINE_CORPUS_DIR is not set, so the parties are not to be found")
    return os.path.join(folder, CORPUS)


def figures(bench):
    output = run_client([bench.program("bench_duplicates"), "figures", corpus_file()], 120).output
    for half, *numbers in (line.split() for line in output.splitlines()):
        precision, recall, f1, compared, pairs = map(float, numbers)
        yield Figure(f"{half}_missing_f1", 1 - f1, "of 1", 0.10 if half == "even" else None)
        yield Figure(f"{half}_f1", f1, "of 1")
        yield Figure(f"{half}_precision", precision, "of 1")
        yield Figure(f"{half}_recall", recall, "of 1")
        yield Figure(f"{half}_pairs_compared", 100 * compared / pairs, "%")
