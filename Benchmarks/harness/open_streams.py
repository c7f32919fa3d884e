"""What many open, slow streams cost a server: memory, and CPU per chunk when every chunk comes alone."""

import json
import resource
import sys
import time
from dataclasses import dataclass

from harness import answers, load, places
from harness.failure import BenchmarkFailure
from harness.processes import Process

_WINDOW = 3.0
_OPEN_WITHIN = 3.0


@dataclass
class Holding:
    """The figures of one server with its streams open."""

    streams: int
    before_bytes: int
    open_bytes: int
    # CPU time of the server for one chunk of 268 bytes, each read and written alone.
    cpu_us_per_chunk: float

    @property
    def added_bytes(self):
        return self.open_bytes - self.before_bytes


def raise_file_limit(streams):
    """A server needs two descriptors a stream; servers inherit our limit."""
    needed = 2 * streams + 500
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < needed:
        raise BenchmarkFailure(f"{streams} open streams need {needed} file descriptors, the hard limit is {hard}")
    if soft < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))


def hold(bench, server, streams, cores, folder):
    """Opens the streams, measures while all of them are open, and waits for every [DONE]."""
    load.wait_until_idle(server.process)
    before = server.process.memory_bytes()
    opener = Process(
        [
            sys.executable, places.BENCHMARKS / "harness" / "opener.py", server.subject.port("stream"), streams,
            places.REQUESTS / "stream.json",
        ],
        cores.load, folder / f"opener-{server.name}.log",
    )
    try:
        _wait_until_open(bench, server, streams, opener)
        time.sleep(0.5)
        start, cpu = _chunks_written(bench), server.process.cpu_seconds()
        time.sleep(_WINDOW / 2)
        during = server.process.memory_bytes()
        time.sleep(_WINDOW / 2)
        cpu, chunks = server.process.cpu_seconds() - cpu, _chunks_written(bench) - start
        still_open = _gauges(bench)["open_streams"]
        if still_open != streams:
            raise BenchmarkFailure(f"{server.name}: only {still_open} of {streams} streams stayed open")
        _wait_for_ends(server, streams, opener)
        return Holding(streams, before, during, cpu / chunks * 1e6)
    finally:
        opener.stop()


def _wait_until_open(bench, server, streams, opener):
    deadline = time.monotonic() + _OPEN_WITHIN
    count = 0
    while time.monotonic() < deadline and opener.is_running:
        count = _gauges(bench)["open_streams"]
        if count == streams:
            return
        time.sleep(0.05)
    raise BenchmarkFailure(
        f"{server.name}: {count} of {streams} streams open after {_OPEN_WITHIN} s:\n{opener.last_words()}")


def _wait_for_ends(server, streams, opener):
    deadline = time.monotonic() + 20
    while opener.is_running and time.monotonic() < deadline:
        time.sleep(0.05)
    try:
        counts = json.loads(opener.log.read_text().splitlines()[-1])
    except (IndexError, ValueError) as error:
        raise BenchmarkFailure(f"{server.name}: the opener gave no counts:\n{opener.last_words()}") from error
    if counts["finished"] != streams:
        raise BenchmarkFailure(f"{server.name}: not every stream ended with [DONE]: {counts}")


def _gauges(bench):
    return json.loads(answers.ask(bench.upstream_port, "GET", "/bench/open-streams").body)


def _chunks_written(bench):
    return _gauges(bench)["chunks_written"]
