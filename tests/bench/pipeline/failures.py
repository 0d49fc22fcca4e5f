"""The share of hostile leads that end neither sold nor with an honest no, while a tenth of the calls to buyers fail:
with nothing done about it, and with everything leadpipe has. The buyers are the same ones, with the same dice."""

import os

from harness.client import run_client
from harness.figure import Figure
from harness.trouble import Unmeasured, tell
from pipeline.leadpipe import Leadpipe

SCENARIO = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "scenarios",
                        "hostile_leads.yaml")
COMMON = ["--arch", "event", "--buyer-errors", "10%", "--seed", "7"]
NONE = ["--validation", "off", "--retry", "none", "--dead-letters", "off", "--breaker", "off"]
ALL = ["--validation", "repair", "--retry", "backoff", "--dead-letters", "on", "--redelivery", "20ms"]

# What a buyer that got the call and could read it says when it does not want the lead.
HONEST = {"no bids", "Not Interested", "Quota Reached", "Duplicate", "cap_reached"}


def is_answered(state, reason):
    return state in ("sold", "duplicate") or (state == "unsold" and reason in HONEST)


def fates(bench, profile, leads, switches):
    """Where `leads` leads went, refused ones included, after one replay of what was dead."""
    with Leadpipe(bench, *COMMON, *switches) as leadpipe:
        run = run_client([bench.redline, "run", SCENARIO, "--set", f"target={leadpipe.url}", "--set",
                          f"data.lead.profile={profile}", "--set", f"flows_max={leads}"], 300)
        if run.status != 0:
            raise Unmeasured(f"redline run {SCENARIO}: {run.output.strip()[-500:]}")
        leadpipe.settle(60)
        leadpipe.ask("POST", "/admin/dead-letters/replay")
        law = leadpipe.settle(60)
        leadpipe.stop()
        known = leadpipe.fates()
    if law["received"] != leads:
        raise Unmeasured(f"{law['received']} leads came, {leads} were sent")
    known[("refused", "")] = leads - sum(known.values())
    return known


def share_of_failures(bench, profile, leads, name, switches):
    known = fates(bench, profile, leads, switches)
    for (state, reason), count in sorted(known.items(), key=lambda fate: -fate[1]):
        tell(f"{profile}, {name}: {count} {state} {reason}".rstrip())
    return 1 - sum(count for fate, count in known.items() if is_answered(*fate)) / leads


def figures(bench):
    leads = bench.pick(1000, 10_000)
    for prefix, profile, goal in (("", "hostile", 0.2), ("typical_", "typical", None)):
        none = share_of_failures(bench, profile, leads, "none", NONE)
        everything = share_of_failures(bench, profile, leads, "all", ALL)
        yield Figure(f"{prefix}failures_kept", everything / none, "of 1", goal)
        yield Figure(f"{prefix}reduction", 1 - everything / none, "of 1")
        yield Figure(f"{prefix}failures_none", 100 * none, "%")
        yield Figure(f"{prefix}failures_all", 100 * everything, "%")
