"""The encoder's kernels by themselves: against the core's peak, and beside ONNX Runtime."""

import json
import re
import sys
from dataclasses import dataclass

from harness import environments, places
from harness.failure import BenchmarkFailure
from harness.processes import run_pinned

# What ONNX Runtime runs: all-MiniLM-L6-v2 as published, with all its neurons and rows; the narrower network of the kernels,
# as an exporter writes it; and that with its last layer written out for the first row alone, as the kernels do it.
GRAPHS = ("published", "narrow", "trimmed")

_FOLDER = places.BENCHMARKS / "encoder"
_ROW = re.compile(r"\s*(\d+)\s+([\d.]+)\s+(\d+)\s+([\d.]+)\s*(?:(\d+)%)?\s*$")
_THREADS = re.compile(r"\s*(\d+) threads, 64 tokens each:\s+(\d+) tokens/s")


@dataclass
class Timing:
    """The fastest of many runs of one length on one thread."""

    ms: float
    # Of the core's VNNI peak; None where it has no such unit.
    peak_share: float


@dataclass
class Kernels:
    # By instruction set, the fastest first, then by tokens.
    timings: dict
    # Tokens a second by threads, texts of 64 tokens, the fastest instruction set.
    by_threads: dict

    @property
    def best(self):
        return next(iter(self.timings))

    def ms_at_peak(self, tokens):
        """What the products would take if nothing but them were done; None without a peak."""
        timing = self.timings[self.best].get(tokens)
        return timing.ms * timing.peak_share if timing and timing.peak_share else None


@dataclass
class Comparison:
    """One length, all on one thread, in turns, the fastest run of each."""

    tokens: int
    # By graph.
    onnxruntime_ms: dict
    # By instruction set.
    ms: dict
    # By instruction set and graph: how many times as fast the kernels are.
    ratios: dict


def measure(cores):
    """Compiles and times the kernels; takes about 20 s."""
    output = run_pinned([_FOLDER / "bench", len(cores)], cores, timeout=300)
    timings, by_threads, name = {}, {}, None
    for line in (output or "").splitlines():
        row, threads = _ROW.match(line), _THREADS.match(line)
        if row and name:
            tokens, ms, _, _, share = row.groups()
            timings[name][int(tokens)] = Timing(float(ms), int(share) / 100 if share else None)
        elif threads:
            by_threads[int(threads[1])] = int(threads[2])
        elif re.fullmatch(r"[a-z0-9]+", line):
            name = line
            timings[name] = {}
    if not timings or not by_threads or not all(timings.values()):
        raise BenchmarkFailure(f"the kernels gave no figures:\n{(output or 'no end within 300 s')[-600:]}")
    return Kernels(timings, by_threads)


def missing_onnxruntime():
    """Installs what the comparison needs, once; None, or why it could not be."""
    stamp = places.ONNX_RUNTIME_ENVIRONMENT / "installed.txt"
    requirements = _FOLDER / "requirements.txt"
    if stamp.exists() and stamp.read_text() == requirements.read_text():
        return None
    reason = environments.install(
        places.ONNX_RUNTIME_ENVIRONMENT, requirements, "ONNX Runtime, and PyTorch to export the model",
        "about 6 GB")
    if reason is None:
        stamp.write_text(requirements.read_text())
    return reason


def compare(core, folder):
    """Times the kernels beside ONNX Runtime on one core; takes about two minutes."""
    figures = folder / "against-onnxruntime.json"
    output = run_pinned(
        [places.ONNX_RUNTIME_ENVIRONMENT / "bin" / "python", _FOLDER / "against_onnxruntime.py", "--json", figures],
        {core}, timeout=600, environment={"PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"})
    print(output or "", file=sys.stderr, flush=True)
    try:
        rows = json.loads(figures.read_text())
    except (OSError, ValueError) as error:
        last = (output or "no end within 600 s").strip()[-400:]
        raise BenchmarkFailure(f"the comparison with ONNX Runtime gave no figures:\n{last}") from error
    return [Comparison(**row) for row in rows]
