"""What judging by the encoder adds to the proxy's latency, and how much it judges under load."""

import json
import os
import statistics
import sys
from dataclasses import dataclass

from harness import answers, counters, load, places
from harness.cores import Cores
from harness.encoder import prompts
from harness.failure import BenchmarkFailure
from harness.processes import run_pinned
from harness.servers import running
from harness.subjects.direct import Direct
from harness.subjects.evenkeel import EvenkeelEncoder, EvenkeelEncoderPrompt, EvenkeelNGram, EvenkeelOff

_LATENCY_SUBJECTS = (Direct, EvenkeelOff, EvenkeelNGram, EvenkeelEncoderPrompt, EvenkeelEncoder)
_THROUGHPUT_SUBJECTS = (EvenkeelOff, EvenkeelNGram, EvenkeelEncoder)
_JUDGING_THREADS = 4
# Enough to keep the threads busy; what is under way when a burst ends is not counted, so more would cost exactness.
CONNECTIONS = 16
# More requests than one burst or probe of the encoder can need.
_FRESH = 20_000
_REPEATED = "repeated"


@dataclass
class Probe:
    """One connection, one request after another, in one round."""

    # Until the answer's first character and until its last byte, in milliseconds.
    first_ms: list
    end_ms: list
    # CPU time of the server for one answer.
    cpu_us: float
    # What the classifier was asked for one answer beyond its cache; None for those without one.
    texts: float

    @property
    def p50_end(self):
        return statistics.median(self.end_ms)

    @property
    def p50_first(self):
        return statistics.median(self.first_ms)


@dataclass
class Throughput:
    run: load.Run
    # What the classifier was asked beyond its cache; None for those without one.
    texts_per_second: float


def latency(options, folder, say):
    """By subject (and `repeated` for texts judged before), then by kind of answer: a Probe a round."""
    found, fresh, cores = {}, prompts.Prompts(), Cores(1)
    with running(_LATENCY_SUBJECTS, 1, cores, folder, options) as bench:
        expected = _expected(bench, folder)
        for number in range(options.plan.rounds):
            for kind in ("whole", "stream"):
                for server in bench.servers:
                    for repeats in (False, True) if server.subject.__class__ is EvenkeelEncoder else (False,):
                        probe = _probe(server, kind, repeats, fresh, options, cores, folder, expected[kind])
                        name = f"{server.name}, {_REPEATED}" if repeats else server.name
                        say(
                            f"one connection, round {number + 1}, {kind}, {name}: p50 {probe.p50_end:.2f} ms, "
                            f"first text {probe.p50_first:.2f} ms")
                        found.setdefault(name, {}).setdefault(kind, []).append(probe)
    return found


def throughput(options, folder, say):
    """By subject (and `repeated` for texts judged before): a Throughput a round; and how the cores were shared."""
    found, fresh = {}, prompts.Prompts()
    threads = min(_JUDGING_THREADS, len(os.sched_getaffinity(0)))
    cores = Cores(threads, shared=Cores.refusal(threads) is not None)
    with running(_THROUGHPUT_SUBJECTS, 1, cores, folder, options, judging_threads=threads) as bench:
        for number in range(options.plan.rounds):
            for server in bench.servers:
                for repeats in (False, True) if isinstance(server.subject, EvenkeelEncoder) else (False,):
                    one = _burst(bench, server, repeats, fresh, options.plan, cores, threads, folder)
                    name = f"{server.name}, {_REPEATED}" if repeats else server.name
                    say(
                        f"{threads} judging threads, round {number + 1}, {name}: {one.run.answers_per_second:.0f} "
                        f"requests/s, {one.texts_per_second or 0:.0f} texts/s")
                    found.setdefault(name, []).append(one)
    return found, f"{threads} judging threads, one event loop; {cores}"


def _expected(bench, folder):
    whole, stream = folder / "expected-whole", folder / "expected-stream"
    whole.write_bytes(answers.ask(bench.upstream_port, body=answers.request_body("whole")).body)
    stream.write_text(bench.texts["stream"])
    return {"whole": whole, "stream": stream}


def _probe(server, kind, repeats, fresh, options, cores, folder, expected):
    requests = prompts.write(folder / "prompts", fresh.take(1 if repeats else _FRESH), stream=kind == "stream")
    load.wait_until_idle(server.process)
    before, cpu = counters.Counters(server), server.process.cpu_seconds()
    seconds = _seconds(server, repeats, options.plan.latency_duration, 1)
    output = run_pinned(
        [
            sys.executable, "-I", places.BENCHMARKS / "harness" / "encoder" / "prober.py", server.subject.port(kind),
            seconds, requests, expected, kind,
        ],
        cores.load, timeout=seconds + 60)
    cpu = server.process.cpu_seconds() - cpu
    try:
        figures = json.loads((output or "").splitlines()[-1])
    except (IndexError, ValueError) as error:
        raise BenchmarkFailure(
            f"{server.name}, one connection, {kind}: {(output or 'no end')[-600:]}\n{server.process.last_words()}"
        ) from error
    after = counters.Counters(server)
    counters.check(server, before, after, repeats, "one connection")
    count = len(figures["end_ms"])
    if count == 0:
        raise BenchmarkFailure(f"{server.name}, one connection, {kind}: no answer in {seconds} s")
    # The prober does not count its first request; the server does.
    texts = counters.judged(server, before, after, count + 1)
    return Probe(figures["first_ms"], figures["end_ms"], cpu / (count + 1) * 1e6, texts)


def _burst(bench, server, repeats, fresh, plan, cores, threads, folder):
    requests = prompts.write(folder / "prompts", fresh.take(1 if repeats else _FRESH))
    server.check("whole", bench.texts["whole"])
    if repeats:
        answers.ask(server.subject.port("whole"), body=requests.read_bytes().rstrip())
    before, seconds = counters.Counters(server), _seconds(server, repeats, plan.duration, 2)
    run = load.burst(
        server, bench.upstream, "whole", CONNECTIONS, seconds, cores, threads,
        {
            "BENCH_REQUESTS": str(requests),
            "BENCH_THREADS": str(load.wrk_threads(CONNECTIONS, cores)),
        })
    after = counters.Counters(server)
    counters.check(server, before, after, repeats, "throughput")
    return Throughput(run, counters.judged(server, before, after, seconds))


def _seconds(server, repeats, judging, otherwise):
    """Only what the encoder judges is slow enough to need long for a figure."""
    return judging if isinstance(server.subject, EvenkeelEncoder) and not repeats else otherwise
