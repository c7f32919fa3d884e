"""The streams' tables, in Markdown."""

from dataclasses import dataclass, field

from harness.answers import LONG_CHUNK_COUNT
from harness.figures import difference, figure, ratio
from harness.streams.pacing import REFERENCE
from harness.tables import number, ranged, table, times, verdict

_NGINX = "nginx"
_OFF = "evenkeel-off"


@dataclass
class Results:
    facts: dict
    # By subject: a list of holding.Holding, one a round; all streams ask the same.
    held: dict = field(default_factory=dict)
    # The same with fewer streams, of which each asks something else.
    held_judged: dict = field(default_factory=dict)
    # By subject: a list of pacing.Round.
    paced: dict = field(default_factory=dict)
    left_out: list = field(default_factory=list)


def render(results, plan):
    count = f"{plan.stream_rounds} rounds" if plan.stream_rounds > 1 else "One round"
    rounds = f"{count}; medians, with the lowest and the highest in brackets."
    parts = [
        table(["measured with", ""], [[name, value] for name, value in results.facts.items()]),
        rounds + _disturbance(results),
        _holdings(results.held, f"{plan.open_streams:,} open streams", plan),
    ]
    if results.held_judged:
        title = f"{plan.judged_streams} open streams, each with a prompt of its own"
        parts.append(_holdings(results.held_judged, title, plan))
    parts += [_windows(results, plan), _paced(results.paced, plan), _goals(results, plan)]
    if results.left_out:
        parts.append("Not measured:\n\n" + "\n".join(f"- {reason}" for reason in results.left_out))
    return "\n\n".join(parts) + "\n"


def _disturbance(results):
    found = [one for by_subject in (results.held, results.held_judged, results.paced) for one in by_subject.values()]
    cores = figure([one.disturbance for rounds in found for one in rounds])
    return f" Other work kept {cores.median:.1f} cores of the machine busy ({cores.low:.1f} to {cores.high:.1f})."


def _holdings(by_subject, title, plan):
    rows = []
    for name, holdings in by_subject.items():
        reference = by_subject.get(_NGINX, [])
        rows.append([
            name, number(figure([one.before_bytes / 1e6 for one in holdings]).median), ranged(figure(_added(holdings))),
            number(figure([one.added_bytes / one.streams / 1024 for one in holdings]).median),
            times(ratio(_added(holdings), _added(reference))), ranged(figure(_costs(holdings))),
            times(ratio(_costs(holdings), _costs(reference))),
            f"{figure([one.busy for one in holdings]).median * 100:.0f} %",
        ])
    header = [
        "", "MB before", "MB added", "KB a stream", "to nginx", "CPU us a chunk", "to nginx", "server busy"]
    return f"### {title}, one worker, a chunk each every {plan.pause_ms} ms\n\n" + table(header, rows)


def _windows(results, plan):
    """A chunk is a word here, and so a token: what judging adds to a chunk is what the windows cost for a token."""
    rows = []
    for name, by_subject, streams in (
        ("evenkeel-ngram", results.held, plan.open_streams),
        ("evenkeel-encoder", results.held_judged, plan.judged_streams),
    ):
        if name not in by_subject:
            continue
        off, trail, window = (_costs(by_subject[key]) for key in (_OFF, f"{name}, trail", name))
        judging = difference(trail, off)
        texts = [one.texts_per_second for one in by_subject[f"{name}, trail"] if one.texts_per_second is not None]
        rows.append([
            name, f"{streams:,}", *(number(figure(costs).median) for costs in (off, trail, window)),
            _signed(judging), _signed(difference(window, off)),
            f"{1e6 / judging.median:,.0f}" if judging.median > 0 else "-",
            number(figure(texts).median) if texts else "-",
        ])
    header = [
        "", "streams", "CPU us a chunk: off", "trail", "window", "us a token, trail", "us a token, window",
        "tokens/s that a core judges", "texts judged/s"]
    return "### The windows' cost for a generated token, beyond judging off\n\n" + table(header, rows)


def _paced(by_subject, plan):
    reference = by_subject[REFERENCE]
    rows = []
    for name, rounds in by_subject.items():
        row = [name, ranged(figure([one.first_ms for one in rounds]))]
        if name == REFERENCE:
            rows.append([*row, "-", "-", "-", "-"])
            continue
        for kind in ("first_ms", "mean_token_ms", "end_ms"):
            own, base = ([getattr(one, kind) for one in some] for some in (rounds, reference))
            row.append(_signed(difference(own, base)))
        rows.append([*row, str(max(one.most_held for one in rounds))])
    title = f"### First and last text of a stream, a chunk every {plan.token_ms} ms, one connection, one worker"
    header = [
        "", "first text ms", "added to it", "added to a token on average", "added to the stream's end",
        "characters held at most"]
    streams = plan.stream_rounds * plan.paced_streams
    return (
        f"{title}\n\n{table(header, rows)}\n\nAll in milliseconds, of {streams} streams of {LONG_CHUNK_COUNT} chunks "
        f"each; added is beyond {REFERENCE}.")


def _goals(results, plan):
    off, nginx = results.held[_OFF], results.held.get(_NGINX, [])
    chunk = ratio(_costs(off), _costs(nginx))
    rows = [
        ["CPU of a chunk that comes alone, to nginx", "at most 1.5",
         *verdict(chunk.median if chunk else None, lambda it: it <= 1.5)],
        [f"{plan.open_streams:,} open streams: MB added", "below 25",
         *verdict(figure(_added(off)).median, lambda it: it < 25)],
    ]
    return "### The streams against the goals\n\n" + table(["judging off, one worker", "goal", "measured", ""], rows)


def _signed(item):
    return f"{item.median:+.2f} ({item.low:+.2f} to {item.high:+.2f})"


def _added(holdings):
    return [one.added_bytes / 1e6 for one in holdings]


def _costs(holdings):
    return [one.cpu_us_per_chunk for one in holdings]
