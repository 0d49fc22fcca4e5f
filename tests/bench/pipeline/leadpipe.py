"""A serving leadpipe in a scratch folder: asked over HTTP while it runs, its ledger read once it has stopped."""

import contextlib
import http.client
import json
import os
import sqlite3
import subprocess
import tempfile
import time

from harness.client import SERVER_CORES, pinned
from harness.trouble import Unmeasured

STATES = ["accepted", "sold", "unsold", "duplicate", "rejected", "failed", "returned"]  # by number, lead_state.hpp


class Leadpipe:
    """As a context; `switches` are those of `leadpipe serve`. The ledger is gone when it is left."""

    def __init__(self, bench, *switches):
        self._folder = tempfile.TemporaryDirectory(prefix="redline-bench-")
        self._database = os.path.join(self._folder.name, "leads.sqlite")
        log = os.path.join(self._folder.name, "log")
        self._command = [os.path.join(bench.build, "leadpipe"), "serve", "--port", "0", "--database", self._database,
                         "--log", log, *switches]

    def __enter__(self):
        try:
            self._process = subprocess.Popen(self._command, stdout=subprocess.PIPE, text=True,
                                             preexec_fn=pinned(SERVER_CORES))
        except OSError as missing:
            raise Unmeasured(f"{self._command[0]} cannot be run") from missing
        self.url = self._process.stdout.readline().strip().rpartition(" ")[2]
        if not self.url:
            self.__exit__()
            raise Unmeasured(f"{' '.join(self._command)} does not serve")
        return self

    def __exit__(self, *_):
        self.stop()
        self._process.stdout.close()
        self._folder.cleanup()

    def stop(self):
        self._process.terminate()
        self._process.wait()

    def ask(self, method, path):
        connection = http.client.HTTPConnection(self.url.removeprefix("http://"), timeout=60)
        with contextlib.closing(connection):
            connection.request(method, path, headers={"Content-Length": "0"} if method == "POST" else {})
            return json.loads(connection.getresponse().read())

    def settle(self, seconds_max):
        """Waits until no lead is on its way."""
        deadline = time.monotonic() + seconds_max
        while (law := self.ask("GET", "/admin/conservation"))["in_flight"] != 0:
            if time.monotonic() > deadline:
                raise Unmeasured(f"leads were in flight for {seconds_max} s: {law}")
            time.sleep(0.05)
        return law

    def fates(self):
        """How many leads of each (state, reason) the ledger of the stopped pipeline holds."""
        with contextlib.closing(sqlite3.connect(self._database)) as ledger:
            rows = ledger.execute("SELECT state, coalesce(reason, ''), count(*) FROM leads GROUP BY 1, 2")
            return {(STATES[state], reason): count for state, reason, count in rows}
