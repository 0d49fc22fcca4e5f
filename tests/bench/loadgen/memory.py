"""Nothing per request is kept: resident memory after many millions of requests, less what it was after fewer."""

from harness import peers
from harness.client import interrupt, memory_kib, run_client
from harness.figure import Figure
from harness.server import Server
from harness.trouble import Unmeasured, gist

SECONDS_MAX = 1500
MIB = 1024


class Watch:
    """Reads the client's memory when the server has answered so many requests, and ends the client after the last."""

    def __init__(self, server, counts):
        self._server = server
        self._counts = list(counts)
        self.kib = []

    def __call__(self, process):
        while self._counts and self._server.count() >= self._counts[0]:
            self._counts.pop(0)
            self.kib.append(memory_kib(process.pid, "VmRSS"))
            if not self._counts:
                interrupt(process)


def figures(bench):
    few, many = bench.pick((500_000, 3_000_000), (1_000_000, 50_000_000))
    with Server(bench) as server:
        watch = Watch(server, (few, many))
        asked = peers.redline()(bench, server, 50, many + 1_000_000)  # It is ended sooner, while under way.
        cost = run_client(asked.words, SECONDS_MAX, watch)
    if len(watch.kib) < 2:
        raise Unmeasured(f"redline ended before {many} requests: {gist(cost.output)}")
    name = f"growth_from_{few // 1000}k_to_{many // 1000}k_requests"
    yield Figure(name, (watch.kib[1] - watch.kib[0]) / MIB, "MiB", 1)
    yield Figure("after_last", watch.kib[1] / MIB, "MiB")
