"""What many open, slow streams cost a server: memory, and CPU per chunk when every chunk comes alone."""

import json
import resource
import sys
import time
from dataclasses import dataclass

from harness import answers, counters, load, places
from harness.failure import BenchmarkFailure
from harness.processes import Process

# The streams begin over about the time in which a window of their text fills, so that windows close at all times alike.
_BEGIN_WITHIN = 3.0
_OPEN_WITHIN = _BEGIN_WITHIN + 4.0
_SETTLING = 0.5
# Seconds in which a chunk's cost is measured; the first streams are open for as long as that and all the above.
_MEASURED = 12.0
_MEMORY_LOOKS = 6
# A server that is busier falls behind, and what it leaves for later would not be counted.
_MOST_BUSY = 0.95


@dataclass
class Holding:
    """The figures of one server with its streams open."""

    streams: int
    before_bytes: int
    # The highest of some looks.
    open_bytes: int
    # CPU time of the server for one chunk of 268 bytes, each read and written alone.
    cpu_us_per_chunk: float
    # Share of the server's core.
    busy: float
    # What the classifier was asked beyond its cache; None for servers without one.
    texts_per_second: float
    # Cores that were busy with something else than server, upstream and load.
    disturbance: float

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


def hold(bench, server, streams, pause_ms, requests, cores, folder):
    """Opens the streams, measures while all of them are open, and waits for every [DONE]."""
    bench.stream_long(pause_ms)
    load.wait_until_idle(server.process)
    before, counted = server.process.memory_bytes(), counters.Counters(server)
    opener = Process(
        [
            sys.executable, places.BENCHMARKS / "harness" / "streams" / "opener.py", server.subject.port("stream"),
            streams, _BEGIN_WITHIN, answers.LONG_CHUNK_COUNT * answers.CHUNK_LENGTH, requests,
        ],
        cores.load, folder / f"opener-{server.name}.log",
    )
    try:
        _wait_until_open(bench, server, streams, opener)
        time.sleep(_SETTLING)
        holding = _measure(bench, server, streams, pause_ms, before, opener)
        _wait_for_ends(server, streams, pause_ms, opener)
        counters.check(server, counted, counters.Counters(server), False, f"{streams} open streams")
        return holding
    finally:
        opener.stop()


def _measure(bench, server, streams, pause_ms, before, opener):
    processes = (server.process, bench.upstream, opener)
    judged = counters.Counters(server)
    others, start = load.others_cpu_seconds(*processes), _gauges(bench)["chunks_written"]
    begun, cpu, memory = time.monotonic(), server.process.cpu_seconds(), []
    for _ in range(_MEMORY_LOOKS):
        time.sleep(_MEASURED / _MEMORY_LOOKS)
        memory.append(server.process.memory_bytes())
    cpu, gauges = server.process.cpu_seconds() - cpu, _gauges(bench)
    elapsed, others = time.monotonic() - begun, load.others_cpu_seconds(*processes) - others
    chunks, busy = gauges["chunks_written"] - start, cpu / elapsed
    if gauges["open_streams"] != streams:
        raise BenchmarkFailure(
            f"{server.name}: only {gauges['open_streams']} of {streams} streams stayed open for {elapsed:.1f} s")
    if abs(chunks / (streams * elapsed * 1000 / pause_ms) - 1) > 0.05:
        raise BenchmarkFailure(f"{server.name}: the upstream sent {chunks} chunks in {elapsed:.1f} s, out of its pace")
    if busy > _MOST_BUSY:
        raise BenchmarkFailure(f"{server.name}: {streams} streams keep it {busy * 100:.0f} % busy, too many to keep up")
    texts = counters.judged(server, judged, counters.Counters(server), elapsed)
    return Holding(
        streams, before, max(memory), cpu / chunks * 1e6, busy, texts, max(0.0, others / elapsed))


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


def _wait_for_ends(server, streams, pause_ms, opener):
    deadline = time.monotonic() + answers.LONG_CHUNK_COUNT * pause_ms / 1000 + 10
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
