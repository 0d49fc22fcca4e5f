"""How each contestant is asked for the same load. One thread and one core each; a peer's further options are its
defaults."""


def raw(bench, server, connections, seconds):
    return [bench.program("bench_raw_client"), str(server.port), str(connections), str(seconds)]


def wrk(_, server, connections, seconds):
    return ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", server.url]


def ab(_, server, connections, seconds):
    return ["ab", "-q", "-k", "-c", str(connections), "-t", str(seconds), "-n", "100000000", server.url]


def h2load(_, server, connections, seconds):
    return ["h2load", "--h1", "-t1", f"-c{connections}", "-D", str(seconds), server.url]


def hey(_, server, connections, seconds):
    return ["hey", "-cpus", "1", "-c", str(connections), "-z", f"{seconds}s", server.url]


def h2load_at_rate(server, connections, seconds, per_second):
    """h2load shares a rate out by client."""
    return ["h2load", "--h1", "-t1", f"-c{connections}", "-D", str(seconds), f"--rps={per_second / connections:g}",
            server.url]


def redline(*options):
    """The closed model, as many users as connections, every request the same bytes as a peer's would be."""
    return traced_redline("--no-trace", *options)


def traced_redline(*options):
    """As users have it: each request with a traceparent of its own."""
    def command(bench, server, connections, seconds):
        trust = ["--cacert", server.ca_file] if server.ca_file else []
        return [bench.redline, "load", server.url, "--users", str(connections), "--connections", str(connections),
                "--threads", "1", "--duration", f"{seconds}s", *trust, *options]
    return command


def redline_at_rate(bench, server, connections, seconds, per_second):
    return [bench.redline, "--format", "json", "load", server.url, "--rate", f"{per_second}/s", "--connections",
            str(connections), "--threads", "1", "--duration", f"{seconds}s", "--no-trace"]
