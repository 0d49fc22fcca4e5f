"""Starts and stops the bench server, and asks it how many requests it has answered."""

import http.client
import ssl
import subprocess
import tempfile

from .client import SERVER_CORES, pinned


class Server:
    """As a context: a server on a free loopback port, `stamps()` readable once it is left."""

    def __init__(self, bench, tls=False, stamped=False, stalls=()):
        self._stamps_file = tempfile.NamedTemporaryFile(prefix="redline-bench-") if stamped else None
        self._command = [bench.program("bench_server")]
        self._command += ["--tls"] if tls else []
        self._command += ["--stamps", self._stamps_file.name] if stamped else []
        for at, length in stalls:
            self._command += ["--stall", f"{at * 1000:.0f}:{length * 1000:.0f}"]
        self._tls = tls

    def __enter__(self):
        self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True,
                                         preexec_fn=pinned(SERVER_CORES))
        words = self._process.stdout.readline().split()
        self.port = int(words[1])
        self.ca_file = words[3] if self._tls else None
        self.url = f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}/"
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()
        self._process.stdout.close()

    def count(self):
        if self._tls:
            trusting = ssl._create_unverified_context()
            connection = http.client.HTTPSConnection("127.0.0.1", self.port, timeout=30, context=trusting)
        else:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", "/count")
        answer = int(connection.getresponse().read())
        connection.close()
        return answer

    def stamps(self):
        """When the kernel received each request, in nanoseconds, in order."""
        with open(self._stamps_file.name, encoding="ascii") as file:
            return sorted(int(line) for line in file)
