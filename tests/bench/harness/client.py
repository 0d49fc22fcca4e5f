"""Runs one client program and says what it cost: the processor time of the whole process, start-up included, as the
kernel counted it, and the most memory it held."""

import os
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass

from .trouble import Unmeasured

# The server has the first core to itself and a client the last, so that neither's batches depend on where the
# scheduler puts the other.
CORES = sorted(os.sched_getaffinity(0))
SERVER_CORES = {CORES[0]}
CLIENT_CORES = {CORES[-1]}


@dataclass(frozen=True)
class Cost:
    cpu_seconds: float
    peak_kib: int
    output: str
    status: int


def pinned(cores):
    return lambda: os.sched_setaffinity(0, cores)


def text_of(file):
    file.seek(0)
    return file.read().decode(errors="replace")


def run_client(command, seconds_max, watch=lambda process: None, cores=None):
    """Runs `command` to its end, which must come within `seconds_max`. `watch` is called now and then meanwhile."""
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                                       preexec_fn=pinned(cores or CLIENT_CORES))
        except FileNotFoundError as missing:
            raise Unmeasured(f"{command[0]} is not installed") from missing
        usage, peak_kib = await_end(process, time.monotonic() + seconds_max, watch)
        cpu = usage.ru_utime + usage.ru_stime
        return Cost(cpu, peak_kib, text_of(output), process.returncode)


def await_end(process, deadline, watch):
    peak_kib = 0
    while True:
        peak_kib = max(peak_kib, memory_kib(process.pid, "VmHWM"))
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid != 0:
            process.returncode = os.waitstatus_to_exitcode(status)
            return usage, peak_kib
        if time.monotonic() > deadline:
            process.kill()
            process.wait()
            raise Unmeasured(f"{process.args[0]} did not end in time")
        watch(process)
        time.sleep(0.05)


def memory_kib(pid, field):
    """A field of /proc/PID/status; 0 where the process has just ended. Not wait4's figure: that one remembers this
    interpreter's own size from before exec."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as status:
            return next((int(line.split()[1]) for line in status if line.startswith(field + ":")), 0)
    except (FileNotFoundError, ProcessLookupError):
        return 0


def interrupt(process):
    process.send_signal(signal.SIGINT)
