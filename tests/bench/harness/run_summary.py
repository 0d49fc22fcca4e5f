"""The flat JSON summary of a run of redline's own."""

import json

from .client import run_client
from .trouble import Unmeasured, tell


def summary_of(command, seconds_max):
    """Nothing where the run was not made. Its progress goes before the summary, which is one JSON object."""
    try:
        output = run_client(command, seconds_max).output
        return json.loads(output[output.index("{"):])
    except (Unmeasured, ValueError) as trouble:
        tell(f"no summary of {' '.join(command)}: {trouble}")
        return None
