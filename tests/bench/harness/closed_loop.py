"""What a request costs a client that keeps N connections busy: its processor time over what the server answered."""

from .client import interrupt, run_client
from .trouble import Unmeasured, gist, tell_once

PATIENCE_SECONDS = 120  # for one run of one client
VERDICTS = ("undecided", "failed", '"message"')  # how the line that says why begins, in text and in JSON


def refuse_failure(words, cost):
    """A usage mistake measures nothing; redline's other exits are verdicts on a run that was made."""
    if cost.status == 0:
        return
    if "redline" in words[0] and cost.status in (1, 3, 130):
        tell_once(words[1:], f"redline ended with {cost.status}: {gist(cost.output, *VERDICTS)}")
        return
    raise Unmeasured(f"{' '.join(words)} ended with {cost.status}: {gist(cost.output)}")


def run_for(asked, server, requests, wrap=()):
    """Runs what was asked until the server has answered so many requests; answers with its cost and their number."""
    before = server.count()
    told = []

    def end_it(process):
        if not asked.ends_itself and not told and server.count() - before >= requests:
            told.append(True)
            interrupt(process)

    cost = run_client([*wrap, *asked.words], PATIENCE_SECONDS, end_it)
    refuse_failure(asked.words, cost)
    answered = server.count() - before
    if answered == 0:
        raise Unmeasured(f"{asked.words[0]} sent nothing: {gist(cost.output)}")
    return cost, answered


def cpu_per_request(asked, server, requests=0):
    """In microseconds."""
    cost, answered = run_for(asked, server, requests)
    return cost.cpu_seconds / answered * 1e6


def contestants(bench, server, asking, connections, requests):
    """For interleaved(): `asking` maps a name to one of peers' functions."""
    def measure(ask):
        return lambda: cpu_per_request(ask(bench, server, connections, requests), server, requests)
    return {name: measure(ask) for name, ask in asking.items()}
