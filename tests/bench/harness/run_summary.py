"""The flat JSON summary of a run of redline's own."""

import json

from .client import run_client
from .trouble import Unmeasured, tell


def summary_of(asked, seconds_max):
    """Nothing where the run was not made. Its progress goes before the summary, which is one JSON object."""
    try:
        output = run_client(asked.words, seconds_max).output
        return json.loads(output[output.index("{"):])
    except (Unmeasured, ValueError) as trouble:
        tell(f"no summary of {' '.join(asked.words)}: {trouble}")
        return None
