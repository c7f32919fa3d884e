"""What streams cost beside nginx, judging off and on: memory and CPU while many are open, and how late text comes."""

import sys
from dataclasses import asdict

from harness import facts, places
from harness.cores import Cores
from harness.encoder import prompts
from harness.failure import BenchmarkFailure
from harness.servers import running
from harness.streams import holding, pacing, report
from harness.subjects.direct import Direct
from harness.subjects.evenkeel import (
    EvenkeelEncoder, EvenkeelEncoderTrail, EvenkeelNGram, EvenkeelNGramTrail, EvenkeelOff)
from harness.subjects.nginx import Nginx

_HELD = (Nginx, EvenkeelOff, EvenkeelNGram, EvenkeelNGramTrail)
# Fewer streams, so that one core can judge them, and each with a prompt of its own, so that no verdict is known.
_HELD_JUDGED = (EvenkeelOff, EvenkeelEncoder, EvenkeelEncoderTrail)
_PACED = (Direct, Nginx, EvenkeelOff, EvenkeelNGram, EvenkeelEncoder, EvenkeelEncoderTrail)


def measure(options, folder):
    """The streams' tables, and every run."""
    results = report.Results(facts.gather_streams(options))
    present = _present(options, results)
    if EvenkeelOff not in present:
        raise BenchmarkFailure(results.left_out[0])
    fresh, plan = _Prompts(), options.plan
    holding.raise_file_limit(plan.open_streams)
    for number in range(plan.stream_rounds):
        for subject in _HELD:
            if subject in present:
                requests = places.REQUESTS / "stream.json"
                _hold(subject, plan.open_streams, requests, folder / f"held-{number}", options, results.held)
    if EvenkeelEncoder in present:
        for number in range(plan.stream_rounds):
            for subject in _HELD_JUDGED:
                requests = fresh.write(folder / "prompts", plan.judged_streams)
                _hold(subject, plan.judged_streams, requests, folder / f"judged-{number}", options, results.held_judged)
    results.paced = pacing.measure(
        [subject for subject in _PACED if subject in present], fresh, options, folder / "paced", _say)
    return report.render(results, plan), asdict(results)


class _Prompts:
    """Requests for streams, none of them twice."""

    def __init__(self):
        self._prompts = prompts.Prompts()

    def write(self, path, count):
        return prompts.write(path, self._prompts.take(count), stream=True)


def _present(options, results):
    present = []
    for subject in dict.fromkeys((*_PACED, *_HELD, *_HELD_JUDGED)):
        reason = subject.missing(options)
        if reason:
            results.left_out.append(f"{subject.name}: missing: {reason}")
            _say(results.left_out[-1])
        else:
            present.append(subject)
    return present


def _hold(subject, streams, requests, folder, options, found):
    """A fresh server each time: what a process keeps after its streams is not part of the figure."""
    cores, home = Cores(1), folder / subject.name
    with running([subject], 1, cores, home, options) as bench:
        one = holding.hold(bench, bench.servers[0], streams, options.plan.pause_ms, requests, cores, home)
    _say(
        f"{streams} open streams, {subject.name}: {one.added_bytes / 1e6:.1f} MB added, "
        f"{one.cpu_us_per_chunk:.1f} us of CPU a chunk, {one.busy * 100:.0f} % busy")
    found.setdefault(subject.name, []).append(one)


def _say(line):
    print(line, file=sys.stderr, flush=True)
