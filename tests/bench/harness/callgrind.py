"""User-space instructions per request, counted by valgrind: exact, whatever else the machine does, and without the
kernel. What start-up and end cost is cancelled by taking a short run from a longer one."""

import re
import tempfile

from .client import run_client
from .closed_loop import run_for
from .trouble import Unmeasured


def under_callgrind(file):
    return ["valgrind", "--tool=callgrind", f"--callgrind-out-file={file.name}"]


def counts_file():
    return tempfile.NamedTemporaryFile(prefix="redline-bench-callgrind-")


def instructions(words):
    """Of a whole program."""
    with counts_file() as counts:
        run_client([*under_callgrind(counts), *words], seconds_max=120)
        return total_in(counts.read().decode(errors="replace"))


def total_in(text):
    """The sum a callgrind file ends with, over all threads."""
    found = re.findall(r"^(?:totals|summary): (\d+)", text, re.MULTILINE)
    if not found:
        raise Unmeasured("callgrind wrote no totals")
    return int(found[-1])


def instructions_per_request(ask, server, few, many):
    """`ask` gives what to ask for so many requests; how many there were is the server's count."""
    totals = []
    for requests in (few, many):
        with counts_file() as counts:
            _, answered = run_for(ask(requests), server, requests, under_callgrind(counts))
            totals.append((total_in(counts.read().decode(errors="replace")), answered))
    (short, fewer), (long, more) = totals
    if more <= fewer:
        raise Unmeasured("the longer run sent no more requests than the shorter")
    return (long - short) / (more - fewer)
