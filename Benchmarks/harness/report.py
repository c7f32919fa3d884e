"""The tables, in Markdown."""

from harness.answers import CHUNK_COUNT
from harness.figures import difference, figure, ratio
from harness.tables import number, ranged, signed, table, times, verdict

_REFERENCE = "nginx"


def render(results, facts, plan):
    rounds = f"{plan.rounds} rounds of {plan.duration} s; medians, with the lowest and the highest in brackets."
    parts = [_facts(facts), rounds + _disturbance(results)]
    parts += [f"Workers {count}: {place}." for count, place in results.placements.items()]
    for workers, scenarios in results.runs.items():
        label = "one worker" if workers == 1 else f"{workers} workers"
        for scenario, render_one in (("whole", _whole), ("stream", _stream), ("single", _single)):
            if scenario in scenarios:
                parts.append(render_one(scenarios[scenario], label, plan))
    parts.append(_goals(results))
    if results.left_out:
        parts.append("Not measured:\n\n" + "\n".join(f"- {reason}" for reason in results.left_out))
    return "\n\n".join(parts) + "\n"


def _facts(facts):
    return table(["measured with", ""], [[name, value] for name, value in facts.items()])


def _disturbance(results):
    """How much of the machine other work took: the first thing to look at when a range is wide."""
    tables = [by_subject for scenarios in results.runs.values() for by_subject in scenarios.values()]
    shares = [run.disturbance for by_subject in tables for runs in by_subject.values() for run in runs]
    if not shares:
        return ""
    cores = figure(shares)
    return f" Other work kept {cores.median:.1f} cores of the machine busy ({cores.low:.1f} to {cores.high:.1f})."


def _whole(by_subject, label, plan):
    title = f"### Whole answers, {label}, {plan.connections} connections"
    return title + "\n\n" + _loaded(by_subject, "requests/s", "CPU us a request", 1)


def _stream(by_subject, label, plan):
    title = f"### Streams of {CHUNK_COUNT} chunks, {label}, {plan.connections} connections"
    return title + "\n\n" + _loaded(by_subject, "streams/s", "CPU us a chunk", CHUNK_COUNT)


def _loaded(by_subject, rate, cost, parts_of_answer):
    rows = []
    for name, runs in by_subject.items():
        rates, costs = _rates(runs), [run.cpu_us_per_answer / parts_of_answer for run in runs]
        reference = by_subject.get(_REFERENCE, [])
        rows.append([
            name, ranged(figure(rates)), times(ratio(rates, _rates(reference))), ranged(figure(costs)),
            times(ratio(costs, [run.cpu_us_per_answer / parts_of_answer for run in reference])),
            number(figure([run.p50_ms for run in runs]).median), number(figure([run.p99_ms for run in runs]).median),
            f"{figure([run.busy for run in runs]).median * 100:.0f} %",
        ])
    return table(["", rate, "to nginx", cost, "to nginx", "p50 ms", "p99 ms", "server busy"], rows)


def _single(by_subject, label, plan):
    rows = []
    for name, runs in by_subject.items():
        medians = [run.p50_ms for run in runs]
        reference = [run.p50_ms for run in by_subject.get(_REFERENCE, [])]
        rows.append([
            name, ranged(figure(medians)), times(ratio(medians, reference)),
            number(figure([run.p99_ms for run in runs]).median),
        ])
    shown = table(["", "p50 ms", "to nginx", "p99 ms"], rows)
    added = _added_by_judging(by_subject)
    line = f"\n\nevenkeel-ngram over evenkeel-off at p50: {signed(added)} ms." if added else ""
    return f"### Latency of whole answers, one connection, {label}\n\n{shown}{line}"


def _goals(results):
    """The design's goals beside what was measured; a goal without its figures is said to be not measured."""
    one = results.runs.get(1, {})
    whole, stream = one.get("whole", {}), one.get("stream", {})
    throughput = _median_ratio(_rates(whole.get("evenkeel-off")), _rates(whole.get("nginx")))
    chunk = _median_ratio(_costs(stream.get("evenkeel-off")), _costs(stream.get("nginx")))
    off, ngram = (
        _median_ratio(_rates(whole.get(name)), _rates(whole.get("litellm")))
        for name in ("evenkeel-off", "evenkeel-ngram"))
    rows = [
        ["judging off, whole answers: throughput to nginx", "at least 1", *verdict(throughput, lambda it: it >= 1)],
        ["judging off, streams: CPU a chunk to nginx", "at most 1.5", *verdict(chunk, lambda it: it <= 1.5)],
        ["judging off, whole answers: throughput to LiteLLM", "at least 200", *verdict(off, lambda it: it >= 200)],
        ["n-gram on, whole answers: throughput to LiteLLM", "at least 200", *verdict(ngram, lambda it: it >= 200)],
    ]
    return "### Against the goals\n\n" + table(["one worker", "goal", "measured", ""], rows)


def _median_ratio(values, reference):
    found = ratio(values, reference) if values and reference else None
    return found.median if found else None


def _added_by_judging(by_subject):
    if "evenkeel-ngram" not in by_subject or "evenkeel-off" not in by_subject:
        return None
    return difference(*([run.p50_ms for run in by_subject[name]] for name in ("evenkeel-ngram", "evenkeel-off")))


def _rates(runs):
    return [run.answers_per_second for run in runs or []]


def _costs(runs):
    return [run.cpu_us_per_answer for run in runs or []]
