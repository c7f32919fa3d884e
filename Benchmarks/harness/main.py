"""From the command line to the report."""

import json
import signal
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from harness import (
    document, encoder, facts, options as command_line, policies, report, rounds, servers, streams, subjects)
from harness.failure import BenchmarkFailure


def main(arguments=None):
    options = command_line.parse(arguments)
    # An ended run must unwind, so that its servers end with it.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit("ended by a signal"))
    try:
        return _run(options)
    except BenchmarkFailure as failure:
        print(f"benchmark failed: {failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


def _run(options):
    if {"proxy", "encoder"} & set(options.parts):
        for tool in facts.missing_tools():
            raise BenchmarkFailure(tool)
    if set(options.parts) != {"policies"}:
        servers.build_upstream()
    figures = {}
    measures = {
        "proxy": _proxy, "streams": streams.measure, "encoder": encoder.measure, "policies": policies.measure}
    for part, measure in measures.items():
        if part not in options.parts:
            continue
        with tempfile.TemporaryDirectory(prefix="evenkeel-bench-") as folder:
            markdown, figures[part] = measure(options, Path(folder))
        print(markdown, flush=True)
        if options.write_docs:
            document.replace_results(part, markdown)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n")
    return 0


def _proxy(options, folder):
    """The proxy beside other servers: its tables, and every run."""
    present, left_out = [], []
    for subject in subjects.named(options.subjects):
        reason = subject.missing(options)
        if reason:
            left_out.append(f"{subject.name}: missing: {reason}")
            print(left_out[-1], file=sys.stderr)
        else:
            present.append(subject)
    left_out += [f"{name}: not asked for" for name in subjects.NAMES if name not in options.subjects]
    if not present:
        raise BenchmarkFailure("nothing to measure is there")
    gathered = facts.gather(options)
    results = rounds.measure(present, options, folder)
    results.left_out = left_out + results.left_out
    return report.render(results, gathered, options.plan), _plain(results, gathered, options)


def _plain(results, gathered, options):
    """Every run, not only the medians."""
    return {
        "facts": gathered,
        "plan": asdict(options.plan),
        "placements": results.placements,
        "runs": {
            workers: {
                scenario: {name: [asdict(run) for run in runs] for name, runs in by_subject.items()}
                for scenario, by_subject in scenarios.items()
            }
            for workers, scenarios in results.runs.items()
        },
        "not_measured": results.left_out,
    }
