"""What policies cost: deciding by them, redacting answers, and loading them."""

import os
import subprocess
import sys
import time
from dataclasses import asdict

from harness import facts, places
from harness.failure import BenchmarkFailure
from harness.policies import report
from harness.policies.measurement import read
from harness.processes import ended_children_cpu_seconds, machine_cpu_seconds, run_pinned

# Seconds of CPU for a group of cases that are measured in turn.
_SECONDS = 8
_QUICK_SECONDS = 2


def measure(options, folder):
    """The policies' tables, and every measurement. One thread, on the last core."""
    program = _build()
    print("deciding by policies, and loading them", file=sys.stderr, flush=True)
    busy, own, start = machine_cpu_seconds(), ended_children_cpu_seconds(), time.monotonic()
    output = run_pinned(
        [program, folder, _QUICK_SECONDS if options.quick else _SECONDS], {max(os.sched_getaffinity(0))}, timeout=900)
    elapsed = time.monotonic() - start
    others = machine_cpu_seconds() - busy - (ended_children_cpu_seconds() - own)
    results = report.Results(facts.gather_policies(options), read(output), max(0, others) / elapsed)
    return report.render(results), asdict(results)


def _build():
    command = ["swift", "build", "-c", "release", "--package-path", places.BENCHMARKS, "--product", "PolicyCost"]
    try:
        subprocess.run([str(part) for part in command], check=True, stdout=sys.stderr)
    except FileNotFoundError as error:
        raise BenchmarkFailure("`swift` is not on the PATH; the policies' part needs a Swift 6 toolchain") from error
    except subprocess.CalledProcessError as error:
        raise BenchmarkFailure("PolicyCost does not build") from error
    return places.BENCHMARKS / ".build" / "release" / "PolicyCost"
