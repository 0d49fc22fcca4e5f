"""What could not be measured, and why: told on the error stream, never taken for a figure."""

import sys


class Unmeasured(Exception):
    """A contestant that is not installed, does not know an option, or ended badly."""


def tell(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)
