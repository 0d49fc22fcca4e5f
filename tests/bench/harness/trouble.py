"""What could not be measured, and why: told on the error stream, never taken for a figure."""

import sys


class Unmeasured(Exception):
    """A contestant that is not installed, does not know an option, or ended badly."""


def tell(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


_told = set()


def tell_once(about, text):
    """Rounds repeat themselves; one of them is enough to know."""
    if str(about) not in _told:
        _told.add(str(about))
        tell(text)


def gist(output, *beginnings):
    """The line of a program's output that begins with one of the words, or else its first and last; not valgrind's."""
    lines = [line.strip() for line in output.splitlines() if line.strip() and not line.startswith(("==", "--"))]
    said = [line for line in lines if line.startswith(beginnings)] if beginnings else []
    return " … ".join(said or list(dict.fromkeys(lines[:1] + lines[-1:])))
