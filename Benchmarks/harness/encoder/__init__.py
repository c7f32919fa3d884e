"""What the encoder costs: its kernels by themselves, and in the proxy."""

import os
import sys
from dataclasses import asdict

from harness import facts
from harness.encoder import kernels, proxy, report
from harness.subjects.evenkeel import EvenkeelEncoder


def measure(options, folder):
    """The encoder's tables, and every run."""
    results = report.Results()
    results.facts = facts.gather_encoder(options)
    cores = os.sched_getaffinity(0)
    _say("timing the encoder's kernels")
    results.kernels = kernels.measure(cores)
    reason = kernels.missing_onnxruntime()
    if reason:
        results.left_out.append(f"ONNX Runtime: {reason}")
        _say(results.left_out[-1])
    else:
        _say("timing them beside ONNX Runtime")
        results.facts |= facts.gather_onnxruntime()
        results.comparisons = kernels.compare(max(cores), folder)
    reason = EvenkeelEncoder.missing(options)
    if reason:
        results.left_out.append(f"the proxy with the encoder: {reason}")
        _say(results.left_out[-1])
    else:
        results.latency = proxy.latency(options, folder / "latency", _say)
        results.throughput, results.placement = proxy.throughput(options, folder / "throughput", _say)
    return report.render(results, options.plan), asdict(results)


def _say(line):
    print(line, file=sys.stderr, flush=True)
