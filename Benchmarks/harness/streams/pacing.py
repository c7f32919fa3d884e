"""When the first, each and the last token of a stream reach a client, if the upstream sends them as a model does."""

import bisect
import json
import statistics
import sys
from dataclasses import dataclass
from itertools import accumulate

from harness import answers, counters, load, places
from harness.cores import Cores
from harness.failure import BenchmarkFailure
from harness.processes import run_pinned
from harness.servers import running

REFERENCE = "direct"


@dataclass
class Stream:
    """Milliseconds since its request."""

    # By token: when the client had it.
    tokens_ms: list
    end_ms: float
    # Characters of text that the client had at least half a pause after the reference had had them; None for itself.
    most_held: int = None


@dataclass
class Round:
    """One subject's streams, one after another."""

    streams: list
    # Cores that were busy with something else than server, upstream and client.
    disturbance: float

    @property
    def first_ms(self):
        return statistics.median(stream.tokens_ms[0] for stream in self.streams)

    @property
    def end_ms(self):
        return statistics.median(stream.end_ms for stream in self.streams)

    @property
    def mean_token_ms(self):
        return statistics.median(statistics.fmean(stream.tokens_ms) for stream in self.streams)

    @property
    def most_held(self):
        return max(stream.most_held for stream in self.streams)


def measure(subjects, prompts, options, folder, say):
    """By subject: a Round a round. The reference has to be among the subjects."""
    found, plan, cores = {}, options.plan, Cores(1)
    with running(subjects, 1, cores, folder, options) as bench:
        bench.stream_long(0)
        events = answers.events_of_stream(answers.ask(bench.upstream_port, body=answers.request_body("stream")))
        texts = [answers.text_of_events([event]) for event in events]
        expected = folder / "expected"
        expected.write_text("".join(texts), encoding="utf-8")
        ends = list(accumulate(len(text) for text in texts))
        bench.stream_long(plan.token_ms)
        for number in range(plan.stream_rounds):
            taken = {}
            for server in bench.servers:
                requests = prompts.write(folder / "prompts", plan.paced_streams)
                taken[server.name] = _round(bench, server, requests, expected, ends, plan, cores)
            _note_held(taken, ends, plan.token_ms)
            for name, one in taken.items():
                say(
                    f"a chunk every {plan.token_ms} ms, round {number + 1}, {name}: first text {one.first_ms:.2f} ms, "
                    f"end {one.end_ms:.0f} ms")
                found.setdefault(name, []).append(one)
    return found


def _round(bench, server, requests, expected, ends, plan, cores):
    load.wait_until_idle(server.process)
    seconds = plan.paced_streams * len(ends) * plan.token_ms / 1000
    before, others = counters.Counters(server), load.others_cpu_seconds(server.process, bench.upstream)
    output = run_pinned(
        [
            sys.executable, "-I", places.BENCHMARKS / "harness" / "streams" / "pacer.py", server.subject.port("stream"),
            plan.paced_streams, requests, expected,
        ],
        cores.load, timeout=3 * seconds + 30)
    others = load.others_cpu_seconds(server.process, bench.upstream) - others
    try:
        rows = json.loads((output or "").splitlines()[-1])
    except (IndexError, ValueError) as error:
        raise BenchmarkFailure(
            f"{server.name}, paced streams: {(output or 'no end')[-600:]}\n{server.process.last_words()}") from error
    counters.check(server, before, counters.Counters(server), False, "paced streams")
    return Round([_stream(row, ends) for row in rows], max(0.0, others / seconds))


def _stream(row, ends):
    """A token was there when the text's end that came last lay at its own or behind."""
    times, known = zip(*row["arrivals"])
    return Stream([times[bisect.bisect_left(known, end)] for end in ends], row["end_ms"])


def _note_held(taken, ends, pause_ms):
    """What the client of a stream lacked at any time, half a pause after the reference's client had it."""
    reference = [
        statistics.median(times) for times in zip(*(stream.tokens_ms for stream in taken[REFERENCE].streams))]
    for name, one in taken.items():
        for stream in one.streams if name != REFERENCE else ():
            there = (bisect.bisect_right(stream.tokens_ms, time + pause_ms / 2) for time in reference)
            stream.most_held = max(end - (ends[count - 1] if count else 0) for end, count in zip(ends, there))
