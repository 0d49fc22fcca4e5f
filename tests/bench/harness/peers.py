"""How each contestant is asked for the same load. One thread and one core each; a peer's further options are its
defaults."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    words: list
    ends_itself: bool = True  # after its requests; one that knows only a duration is interrupted after them


def raw(bench, server, connections, requests):
    return Asked([bench.program("bench_raw_client"), str(server.port), str(connections), str(requests)])


def wrk(_, server, connections, __):
    return Asked(["wrk", "-t1", f"-c{connections}", "-d600s", server.url], ends_itself=False)


def ab(_, server, connections, requests):
    return Asked(["ab", "-q", "-k", "-c", str(connections), "-n", str(requests), server.url])


def h2load(_, server, connections, requests):
    return Asked(["h2load", "--h1", "-t1", f"-c{connections}", "-n", str(requests), server.url])


def hey(_, server, connections, requests):
    return Asked(["hey", "-cpus", "1", "-c", str(connections), "-n", str(requests), server.url])


def redline(*options):
    """The closed model, as many users as connections, every request the same bytes as a peer's would be."""
    return traced_redline("--no-trace", *options)


def traced_redline(*options):
    """As users have it: each request with a traceparent of its own."""
    def ask(bench, server, connections, requests):
        trust = ["--cacert", server.ca_file] if server.ca_file else []
        return Asked([bench.redline, "load", server.url, "--users", str(connections), "--connections",
                      str(connections), "--threads", "1", "--duration", "1500s", "--requests", str(requests), *trust,
                      *options])
    return ask


def raw_at_rate(bench, server, connections, seconds, per_second, tick_microseconds):
    """The floor of an open model that wakes once a tick."""
    a_tick = per_second * tick_microseconds // 1_000_000
    return Asked([bench.program("bench_raw_client"), str(server.port), str(connections), str(seconds * per_second),
                  str(tick_microseconds), str(a_tick)])


def h2load_at_rate(server, connections, seconds, per_second):
    """h2load shares a rate out by client."""
    return Asked(["h2load", "--h1", "-t1", f"-c{connections}", "-D", str(seconds),
                  f"--rps={per_second / connections:g}", server.url])


def redline_at_rate(bench, server, connections, seconds, per_second):
    return Asked([bench.redline, "--format", "json", "load", server.url, "--rate", f"{per_second}/s", "--connections",
                  str(connections), "--threads", "1", "--duration", f"{seconds}s", "--no-trace"])
