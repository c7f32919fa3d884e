"""The command line, and the plan of a run that follows from it."""

import argparse
from dataclasses import dataclass
from pathlib import Path

from harness import places
from harness.subjects import NAMES


PARTS = ("proxy", "streams", "encoder", "policies")


@dataclass
class Plan:
    """How much is measured. Durations are in whole seconds, as wrk takes them."""

    rounds: int
    duration: int
    # A system that answers a dozen streams a second needs longer for a figure.
    slow_stream_duration: int
    latency_duration: int
    stream_rounds: int
    connections: int = 64
    open_streams: int = 1000
    # So many as one core judges with the encoder and has most of its time left.
    judged_streams: int = 64
    # Between two chunks of an open stream: 192 of them take 19 s.
    pause_ms: int = 100
    # The same where one stream is looked at by itself, and how many of them a round has.
    token_ms: int = 20
    paced_streams: int = 3


FULL = Plan(rounds=3, duration=4, slow_stream_duration=8, latency_duration=3, stream_rounds=3)
QUICK = Plan(rounds=2, duration=2, slow_stream_duration=5, latency_duration=1, stream_rounds=1, paced_streams=1)


def parse(arguments=None):
    """Options, with `.plan` made of them."""
    parser = argparse.ArgumentParser(
        prog="Benchmarks/run",
        description="Measures evenkeel beside nginx, LiteLLM's proxy and the bare upstream: all in one run, in turn, "
        "on loopback only. Needs wrk and nginx (Debian: wrk, nginx-light), and a Swift toolchain for the upstream.",
    )
    parser.add_argument(
        "--only", choices=PARTS, action="append", metavar="PART",
        help="measure one part: `proxy` (beside other servers), `streams` (many open ones, and how late text comes), "
        "`encoder` (its kernels, and what it adds) or `policies` (deciding by them, and loading them)",
    )
    parser.add_argument("--quick", action="store_true", help="under nine minutes: one worker, two short rounds")
    parser.add_argument(
        "--subjects", type=_subjects, default=list(NAMES), metavar="A,B",
        help=f"what to measure, of {', '.join(NAMES)} (default: all); what is missing is named in the report",
    )
    parser.add_argument(
        "--workers", type=_workers, metavar="N,M",
        help="workers of every server, one set of figures each (default: 1 and 2, with --quick 1)",
    )
    parser.add_argument("--rounds", type=_positive, help="rounds of every load (default: 3, with --quick 2)")
    parser.add_argument("--duration", type=_positive, help="seconds of one load (default: 4, with --quick 2)")
    parser.add_argument(
        "--evenkeel", type=Path, default=places.EVENKEEL, metavar="PATH",
        help="the evenkeel binary (default: .build/release/evenkeel)",
    )
    parser.add_argument(
        "--weights", type=Path, metavar="PATH", help="the encoder's weights (default: those built into the binary)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every run's figures to FILE")
    parser.add_argument("--write-docs", action="store_true", help="put the tables into docs/benchmarks.md")
    options = parser.parse_args(arguments)
    options.parts = options.only or list(PARTS)
    options.plan = QUICK if options.quick else FULL
    if options.rounds:
        options.plan.rounds = options.plan.stream_rounds = options.rounds
    if options.duration:
        options.plan.duration = options.duration
    options.workers = options.workers or ([1] if options.quick else [1, 2])
    options.evenkeel = options.evenkeel.resolve()
    options.weights = options.weights and options.weights.resolve()
    return options


def _subjects(text):
    names = text.split(",")
    for name in names:
        if name not in NAMES:
            raise argparse.ArgumentTypeError(f"unknown subject `{name}`, known are {', '.join(NAMES)}")
    return [name for name in NAMES if name in names]


def _workers(text):
    return [_positive(item) for item in text.split(",")]


def _positive(text):
    if not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"`{text}` is not a number above 0")
    return int(text)
