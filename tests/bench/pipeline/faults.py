"""Whether faults, alone and in pairs, lose leads that were acknowledged: the seeded runs of
../../integration/pipeline/fault_matrix_test.cpp over all architectures, which prints a line a run."""

import os
import re
import subprocess

from harness.figure import Figure
from harness.trouble import Unmeasured, tell

RUN = re.compile(r"run (\d+) (\S+) (\S+) acknowledged (\d+) lost (\d+) settled (\d+) dead (\d+) "
                 r"replayed (\d+) law (\w+)")
SECONDS_A_RUN = 60  # the test itself gives up waiting after 30 s


def seeded_runs(bench, count):
    words = [bench.program("integration_fault_matrix"), "--run_test=fault_matrix/no_seeded_faults_lose_a_lead"]
    environment = {**os.environ, "LEADPIPE_MATRIX_RUNS": str(count)}
    try:
        ended = subprocess.run(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                               timeout=count * SECONDS_A_RUN)
    except (OSError, subprocess.TimeoutExpired) as trouble:
        raise Unmeasured(f"the fault matrix was not run: {trouble}") from trouble
    runs = RUN.findall(ended.stdout)
    for run in runs:
        tell("run {} {} {} acknowledged {} lost {} settled {} dead {} replayed {} law {}".format(*run))
    if len(runs) != count:
        raise Unmeasured(f"{len(runs)} runs of {count} came to their end: {ended.stderr.strip()[-500:]}")
    return runs


def figures(bench):
    runs = seeded_runs(bench, bench.pick(10, 100))
    acknowledged, lost, settled, dead, replayed = (sum(int(run[column]) for run in runs) for column in range(3, 8))
    yield Figure("lost_leads", lost, "leads", 0)
    yield Figure("unsettled_leads", acknowledged - lost - settled - dead, "leads", 0)
    yield Figure("runs_law_broken", sum(run[8] != "holds" for run in runs), "runs", 0)
    yield Figure("dead_letters_replayed", replayed, "leads")
    yield Figure("dead_letters_left", dead, "leads")
    yield Figure("acknowledged_leads", acknowledged, "leads")
    yield Figure("runs", len(runs), "runs")
