"""The run: every round goes through the subjects in turn, so that what disturbs the machine disturbs all of them."""

import sys
from dataclasses import dataclass, field

from harness import load
from harness.cores import Cores
from harness.servers import running


@dataclass
class Results:
    """Everything that was measured, and what was not and why."""

    # By workers, scenario and subject: a list of load.Run, one a round.
    runs: dict = field(default_factory=dict)
    placements: dict = field(default_factory=dict)
    left_out: list = field(default_factory=list)


def measure(subjects, options, folder):
    """All sets of figures that the options ask for."""
    results, plan = Results(), options.plan
    for workers in options.workers:
        refusal = Cores.refusal(workers)
        if refusal:
            results.left_out.append(refusal)
            continue
        cores = Cores(workers)
        results.placements[workers] = str(cores)
        scenarios = ["whole", "stream"]
        # Latency at low load does not depend on the workers.
        if workers == options.workers[0]:
            scenarios.append("single")
        _loads(subjects, workers, cores, scenarios, folder / f"workers-{workers}", plan, options, results)
    return results


def _loads(subjects, workers, cores, scenarios, folder, plan, options, results):
    _say(f"starting {', '.join(subject.name for subject in subjects)} with {workers} worker(s): {cores}")
    with running(subjects, workers, cores, folder, options) as bench:
        for server in bench.servers:
            for scenario in ("whole", "stream"):
                _drive(bench, server, scenario, workers, cores, plan, seconds=1)
        for number in range(plan.rounds):
            for scenario in scenarios:
                for server in bench.servers:
                    run = _drive(bench, server, scenario, workers, cores, plan)
                    _say(
                        f"{workers} worker(s), round {number + 1}, {scenario}, {server.name}: "
                        f"{run.answers_per_second:.0f}/s, {run.cpu_us_per_answer:.1f} us of CPU, "
                        f"p50 {run.p50_ms:.2f} ms")
                    by_scenario = results.runs.setdefault(workers, {}).setdefault(scenario, {})
                    by_scenario.setdefault(server.name, []).append(run)


def _drive(bench, server, scenario, workers, cores, plan, seconds=None):
    if seconds is None:
        seconds = plan.latency_duration if scenario == "single" else plan.duration
        if scenario == "stream" and server.subject.is_slow:
            seconds = plan.slow_stream_duration
    connections = 1 if scenario == "single" else plan.connections
    text = bench.texts["stream" if scenario == "stream" else "whole"]
    return load.drive(server, bench.upstream, scenario, connections, seconds, cores, workers, text)


def _say(line):
    print(line, file=sys.stderr, flush=True)
