"""The encoder's tables, in Markdown."""

from dataclasses import dataclass, field

from harness.encoder.kernels import GRAPHS
from harness.encoder.proxy import CONNECTIONS
from harness.figures import difference, figure
from harness.tables import number, ranged, signed, table, verdict

_OFF = "evenkeel-off"
_PROMPT = "evenkeel-encoder, prompt only"
# Tokens of the prompts that the proxy is asked, and the length that the goals name.
_TOKENS = 64


@dataclass
class Results:
    facts: dict = field(default_factory=dict)
    kernels: object = None
    # Empty where ONNX Runtime could not be had.
    comparisons: list = field(default_factory=list)
    # By subject and kind of answer: a list of proxy.Probe, one a round.
    latency: dict = field(default_factory=dict)
    # By subject: a list of proxy.Throughput, one a round.
    throughput: dict = field(default_factory=dict)
    placement: str = ""
    left_out: list = field(default_factory=list)


def render(results, plan):
    rounds = f"{plan.rounds} rounds in the proxy; medians, with the lowest and the highest in brackets."
    parts = [table(["measured with", ""], [[name, value] for name, value in results.facts.items()]), rounds]
    parts += [_lengths(results.kernels), _threads(results.kernels)]
    if results.comparisons:
        parts.append(_comparisons(results))
    if results.latency:
        parts += [_latency(results.latency, "whole"), _latency(results.latency, "stream")]
    if results.throughput:
        parts.append(_throughput(results))
    parts.append(_goals(results))
    if results.left_out:
        parts.append("Not measured:\n\n" + "\n".join(f"- {reason}" for reason in results.left_out))
    return "\n\n".join(parts) + "\n"


def _lengths(kernels):
    best, *others = kernels.timings
    rows = []
    for tokens, timing in kernels.timings[best].items():
        share = f"{timing.peak_share * 100:.0f} %" if timing.peak_share else "-"
        row = [str(tokens), number(timing.ms), _rate(tokens, timing), share]
        rows.append(row + [_rate(tokens, kernels.timings[name].get(tokens)) for name in others])
    header = ["tokens", f"{best}: ms", "tokens/s", "of the VNNI peak", *(f"{name}: tokens/s" for name in others)]
    return "### The encoder's kernels by length, one thread\n\n" + table(header, rows)


def _rate(tokens, timing):
    return number(tokens / timing.ms * 1e3) if timing else "-"


def _threads(kernels):
    one = kernels.by_threads[1]
    rows = [[str(count), number(rate), f"{rate / one:.2f}"] for count, rate in kernels.by_threads.items()]
    title = f"### The encoder's kernels by threads, {kernels.best}, texts of 64 tokens"
    return f"{title}\n\n" + table(["threads", "tokens/s", "to one thread"], rows)


def _comparisons(results):
    names = list(results.comparisons[0].ms)
    rows = []
    for item in results.comparisons:
        row = [str(item.tokens), *(number(item.onnxruntime_ms[graph]) for graph in GRAPHS)]
        for name in names:
            row += [number(item.ms[name]), *(f"{item.ratios[name][graph]:.2f}" for graph in GRAPHS)]
        rows.append(row)
    header = ["tokens", "ONNX Runtime int8: ms", "narrow: ms", "trimmed: ms"]
    for name in names:
        header += [f"{name}: ms", "times as fast", "as narrow", "as trimmed"]
    graphs = (
        "ONNX Runtime runs all-MiniLM-L6-v2 as published; *narrow*, the narrower network that the kernels run; *trimmed*, that "
        "with its last layer written out for the first row alone.")
    return f"### Beside ONNX Runtime int8, one thread\n\n{graphs}\n\n{table(header, rows)}"


def _latency(by_subject, kind):
    """Whole answers count to their last byte, streams to the first character that is let through."""
    rows = []
    for name, kinds in by_subject.items():
        probes, off = kinds[kind], by_subject[_OFF][kind]
        added = name not in (_OFF, "direct")
        own, base = ([_quantile(_taken(probe, kind), 0.5) for probe in some] for some in (probes, off))
        row = [name, ranged(figure(own)), signed(difference(own, base)) if added else "-"]
        # A round has too few requests for a 99th percentile of its own.
        own, base = (_quantile([ms for probe in some for ms in _taken(probe, kind)], 0.99) for some in (probes, off))
        row += [number(own), f"{own - base:+.3f}" if added else "-"]
        texts = [probe.texts for probe in probes if probe.texts is not None]
        rows.append([
            *row, number(figure([probe.cpu_us for probe in probes]).median),
            f"{figure(texts).median:.1f}" if texts else "-",
        ])
    what = "Latency of whole answers" if kind == "whole" else "Time to the first text of a stream"
    title = f"### {what}, a prompt of {_TOKENS} tokens, one connection, one worker"
    return f"{title}\n\n" + table(["", "p50 ms", "added", "p99 ms", "added", "CPU us a request", "texts judged"], rows)


def _taken(probe, kind):
    return probe.end_ms if kind == "whole" else probe.first_ms


def _quantile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _throughput(results):
    rows = []
    for name, items in results.throughput.items():
        runs = [item.run for item in items]
        texts = [item.texts_per_second for item in items if item.texts_per_second is not None]
        rows.append([
            name, ranged(figure([run.answers_per_second for run in runs])), _texts(texts),
            number(figure([run.cpu_us_per_answer for run in runs]).median),
            number(figure([run.p50_ms for run in runs]).median), number(figure([run.p99_ms for run in runs]).median),
        ])
    header = ["", "requests/s", "texts judged/s", "CPU us a request", "p50 ms", "p99 ms"]
    title = f"### Whole answers, a prompt of {_TOKENS} tokens, {CONNECTIONS} connections"
    return f"{title}\n\n{table(header, rows)}\n\n{results.placement[0].upper()}{results.placement[1:]}."


def _texts(rates):
    if not rates:
        return "-"
    return ranged(figure(rates)) if any(rates) else "0"


def _goals(results):
    best = results.kernels.best
    item = next((item for item in results.comparisons if item.tokens == _TOKENS), None)
    published, narrow, trimmed = (item.ratios[best][graph] if item else None for graph in GRAPHS)
    added, share = _prompt_alone(results)
    faster = "64 tokens: times as fast as ONNX Runtime int8 with"
    rows = [
        [f"{faster} all-MiniLM-L6-v2 as published, must", "at least 2", *verdict(published, lambda it: it >= 2)],
        ["the same, goal", "at least 3", *verdict(published, lambda it: it >= 3)],
        [f"{faster} the narrow network of the kernels", "at least 2", *verdict(narrow, lambda it: it >= 2)],
        [f"{faster} that, its last layer trimmed by hand", "at least 2", *verdict(trimmed, lambda it: it >= 2)],
        ["prompt of 64 tokens judged: ms added at p50", "below 3", *verdict(added, lambda it: it < 3)],
        ["the same: the kernels' share of the added CPU, %", "over 80", *verdict(share, lambda it: it > 80)],
    ]
    return "### The encoder against the goals\n\n" + table(["", "goal", "measured", ""], rows) + _ceiling(results)


def _prompt_alone(results):
    """Milliseconds that judging one prompt adds at p50, and how much of the CPU that it adds is the kernels' own."""
    if _PROMPT not in results.latency:
        return None, None
    own, off = results.latency[_PROMPT]["whole"], results.latency[_OFF]["whole"]
    added = difference([probe.p50_end for probe in own], [probe.p50_end for probe in off]).median
    cpu = difference([probe.cpu_us for probe in own], [probe.cpu_us for probe in off]).median
    kernels = results.kernels.timings[results.kernels.best][_TOKENS].ms * 1e3
    return added, kernels / cpu * 100 if cpu > 0 else None


def _ceiling(results):
    """What the goals ask of this core: its products alone, at the peak, against ONNX Runtime."""
    least = results.kernels.ms_at_peak(_TOKENS)
    others = next((item.onnxruntime_ms for item in results.comparisons if item.tokens == _TOKENS), None)
    if least is None or others is None:
        return ""
    published, narrow, trimmed = (f"{others[graph] / least:.1f}" for graph in GRAPHS)
    return (
        f"\n\nAt this core's VNNI peak the integer products of {_TOKENS} tokens alone take {least:.2f} ms, which would "
        f"be {published} times as fast as ONNX Runtime with the published network, {narrow} times with the narrow one and "
        f"{trimmed} times with the trimmed one: the ceilings on this core, whatever else is saved.")
