"""User-space instructions per request, counted by valgrind: exact, whatever else the machine does, and without the
kernel. What start-up and end cost is cancelled by taking a short run from a longer one."""

import re
import tempfile

from .client import run_client
from .closed_loop import refuse_failure
from .trouble import Unmeasured

# Under valgrind a client runs some thirty times slower, and so may its end be.
PATIENCE_SECONDS = 120


def instructions(command):
    with tempfile.NamedTemporaryFile(prefix="redline-bench-callgrind-") as counts:
        wrapped = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={counts.name}", *command]
        cost = run_client(wrapped, PATIENCE_SECONDS)
        refuse_failure(command, cost)
        return total_in(counts.read().decode(errors="replace"))


def total_in(text):
    """The sum a callgrind file ends with, over all threads."""
    found = re.findall(r"^(?:totals|summary): (\d+)", text, re.MULTILINE)
    if not found:
        raise Unmeasured("callgrind wrote no totals")
    return int(found[-1])


def instructions_per_request(make, server, short_seconds, long_seconds):
    """`make` gives the command for so many seconds; the server counts the requests."""
    totals = []
    for seconds in (short_seconds, long_seconds):
        before = server.count()
        total = instructions(make(seconds))
        totals.append((total, server.count() - before))
    (short, few), (long, many) = totals
    if many <= few:
        raise Unmeasured("the longer run sent no more requests than the shorter")
    return (long - short) / (many - few)
