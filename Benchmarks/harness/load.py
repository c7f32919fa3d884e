"""One run of wrk against one server."""

import json
import time
from dataclasses import dataclass

from harness import answers, places
from harness.failure import BenchmarkFailure
from harness.processes import ended_children_cpu_seconds, machine_cpu_seconds, run_pinned

# Fewer answers than this on each connection, and the answers in flight at the end weigh too much to be left out.
_FEW_PER_CONNECTION = 20


@dataclass
class Run:
    """The figures of one run."""

    answers_per_second: float
    p50_ms: float
    p99_ms: float
    # CPU time of the server for one answer, user and system, all workers.
    cpu_us_per_answer: float
    # Share of the cores that the server could use: near 1, it was the bottleneck.
    busy: float
    answers: int
    # Cores that were busy with something else than server, upstream and wrk.
    disturbance: float


def drive(server, upstream, scenario, connections, duration, cores, workers, expected_text):
    """Checks an answer, loads the server, checks again, and returns the figures; any wrong answer ends everything."""
    body = "stream" if scenario == "stream" else "whole"
    server.check(body, expected_text)
    run = burst(
        server, upstream, scenario, connections, duration, cores, workers,
        {"BENCH_REQUEST": str(places.REQUESTS / f"{body}.json")})
    server.check(body, expected_text)
    return run


def burst(server, upstream, scenario, connections, duration, cores, workers, environment):
    """The load alone; the server must have been checked, so that the size of its answers is known."""
    body = "stream" if scenario == "stream" else "whole"
    wait_until_idle(server.process)
    threads = wrk_threads(connections, cores)
    before = server.process.cpu_seconds()
    others = others_cpu_seconds(server.process, upstream)
    output = run_pinned(
        [
            "wrk", "--threads", threads, "--connections", connections, "--duration", f"{duration}s",
            "--timeout", "60s", "--script", places.WRK_SCRIPT,
            f"http://127.0.0.1:{server.subject.port(body)}/v1/chat/completions",
        ],
        cores.load, timeout=duration + 70,
        environment=environment,
    )
    cpu = server.process.cpu_seconds() - before
    others = others_cpu_seconds(server.process, upstream) - others
    if not server.process.is_running:
        raise BenchmarkFailure(f"{server.name} ended during {scenario}:\n{server.process.last_words()}")
    return _figures(server, scenario, body, connections, cpu, others, workers, _result(server, scenario, output))


def wrk_threads(connections, cores):
    return min(3, connections, len(cores.load))


def others_cpu_seconds(*ours):
    """CPU time that the machine spent on none of these processes (one may be named twice) and on none that ended."""
    processes = {process.identifier: process for process in ours}
    ours = sum(process.cpu_seconds() for process in processes.values())
    return machine_cpu_seconds() - ended_children_cpu_seconds() - ours


def _figures(server, scenario, body, connections, cpu, others, workers, result):
    requests, size = result["requests"], server.wire_bytes[body]
    if requests == 0:
        raise BenchmarkFailure(f"{server.name}, {scenario}: no answer at all in {result['duration_us'] / 1e6:.1f} s")
    count = requests
    if requests < _FEW_PER_CONNECTION * connections:
        # wrk counts an answer when it is complete, and a byte when it comes.
        count = max(requests, result["bytes"] / size)
    elif abs(result["bytes"] / requests / size - 1) > 0.05:
        raise BenchmarkFailure(
            f"{server.name}, {scenario}: answers of {result['bytes'] / requests:.0f} bytes, the checked one had {size}")
    seconds = result["duration_us"] / 1e6
    return Run(
        answers_per_second=count / seconds, p50_ms=result["p50_us"] / 1e3, p99_ms=result["p99_us"] / 1e3,
        cpu_us_per_answer=cpu / count * 1e6, busy=cpu / seconds / workers, answers=requests,
        disturbance=max(0.0, others / seconds),
    )


def _result(server, scenario, output):
    if output is None:
        raise BenchmarkFailure(f"{server.name}, {scenario}: wrk did not end in time")
    lines = [line[6:] for line in output.splitlines() if line.startswith("BENCH ")]
    if not lines:
        raise BenchmarkFailure(f"{server.name}, {scenario}: wrk gave no figures:\n{output[-600:]}")
    result = json.loads(lines[0])
    faults = [name for name in ("connect", "read", "write", "status", "timeout") if result[name]]
    if faults:
        counts = ", ".join(f"{name} {result[name]}" for name in faults)
        raise BenchmarkFailure(f"{server.name}, {scenario}: wrk counted errors: {counts}")
    return result


def wait_until_idle(process, patience=5):
    """Waits for what an earlier run left behind, so that it is not counted in this one."""
    deadline = time.monotonic() + patience
    used = process.cpu_seconds()
    while time.monotonic() < deadline:
        time.sleep(0.1)
        now = process.cpu_seconds()
        if now - used <= 0.01:
            return
        used = now
