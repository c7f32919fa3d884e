"""What the measuring program prints."""

import json
from dataclasses import dataclass

from harness.failure import BenchmarkFailure


@dataclass
class Measurement:
    """Microseconds of CPU that one call of a case takes: the fastest sample, and the median of them all."""

    best: float
    median: float
    samples: int
    facts: dict


def read(output):
    """Measurements by the names of their cases."""
    try:
        rows = json.loads(output or "")
    except ValueError as error:
        last = (output or "no end within 15 minutes").strip()[-400:]
        raise BenchmarkFailure(f"the policies gave no figures:\n{last}") from error
    return {row["name"]: Measurement(row["best"], row["median"], row["samples"], row["facts"]) for row in rows}
