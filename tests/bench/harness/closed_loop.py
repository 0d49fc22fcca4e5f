"""What a request costs a client that keeps N connections busy: its processor time over what the server answered."""

from .client import run_client
from .trouble import Unmeasured, gist, tell


def refuse_failure(command, cost):
    """A usage mistake measures nothing; redline's other exits are verdicts on a run that was made."""
    if cost.status == 0:
        return
    if "redline" in command[0] and cost.status in (1, 3):
        tell(f"redline ended with {cost.status}: {gist(cost.output, 'undecided', 'failed')}")
        return
    raise Unmeasured(f"{' '.join(command)} ended with {cost.status}: {gist(cost.output)}")


def cpu_per_request(command, server, seconds_max):
    """In microseconds."""
    before = server.count()
    cost = run_client(command, seconds_max)
    refuse_failure(command, cost)
    requests = server.count() - before
    if requests == 0:
        raise Unmeasured(f"{command[0]} sent nothing: {gist(cost.output)}")
    return cost.cpu_seconds / requests * 1e6


def contestants(bench, server, commands, connections, seconds):
    """For interleaved(): `commands` maps a name to one of peers' functions."""
    def measure(make):
        return lambda: cpu_per_request(make(bench, server, connections, seconds), server, seconds + 30)
    return {name: measure(make) for name, make in commands.items()}
