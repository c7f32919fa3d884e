"""The policies' tables, in Markdown."""

from dataclasses import dataclass

from harness.tables import number, table, verdict

_PARTS = ("views", "phrases", "expressions", "data", "language")
# What the goal in docs/benchmarks.md names, in microseconds.
_GOAL = 100
_TEXTS = {
    "prose": "prose",
    "words": "prose with many of the phrases' words",
    "code": "code and log lines",
    "german": "German",
    "russian": "Russian",
    "disguised": "disguised",
}
_OTHERS = {
    "decide/prose": "one text, nothing found",
    "decide/six": "six texts, nothing found",
    "decide/refused": "a phrase found that refuses",
    "decide/found": "3 phrases, a hardware address and a wallet found and redacted",
    "decide/disguised-found": "a phrase found in a disguise and redacted",
}


@dataclass
class Results:
    facts: dict
    # By name: measurement.Measurement.
    measurements: dict
    # Cores that other work kept busy meanwhile.
    disturbance: float


def render(results):
    found = results.measurements
    return "\n\n".join([
        table(["measured with", ""], [[name, value] for name, value in results.facts.items()]),
        "Microseconds of CPU on one thread: the fastest sample, with the median in brackets. Other work kept "
        f"{results.disturbance:.1f} cores of the machine busy.",
        _deciding(found), _parts(found), _rules(found), _answers(found), _loading(found), _routes(found), _goals(found),
    ]) + "\n"


def _us(item, scale=1.0):
    return f"{number(item.best / scale)} ({number(item.median / scale)})"


def _views(item):
    return f"{item.facts['views']:.1f}".removesuffix(".0")


def _deciding(found):
    whole = found["decide/prose"].best
    rows = [
        [label, _views(found[name]), _us(found[name]),
         f"{found[name].best / whole:.2f}"]
        for name, label in _OTHERS.items()
    ]
    title = "### Deciding by 200 rules, 5,000 phrases and 50 expressions, texts of 2 KB"
    return f"{title}\n\n" + table(["", "views of a text", "us", "to nothing found"], rows)


def _parts(found):
    rows = []
    for name, label in _TEXTS.items():
        whole = found[f"decide/{name}"]
        parts = [found[f"part/{name}/{part}"].best for part in _PARTS]
        rest = whole.best - sum(parts)
        rows.append(
            [label, _views(whole), _us(whole)]
            + [f"{number(part)} ({part / whole.best * 100:.0f} %)" for part in [*parts, rest]])
    header = ["us, one text", "views", "whole", "views made", "phrases", "expressions", "personal data", "language",
              "rules and the rest"]
    return "### Deciding by parts, nothing found, and each part's share\n\n" + table(header, rows)


def _rules(found):
    whole = found["decide/prose"].best
    rows = []
    for name in sorted((name for name in found if name.startswith("rules/")), key=lambda it: int(it.split("/")[1])):
        count = int(name.split("/")[1])
        rows.append([
            f"{count:,}", _us(found[name]), number(found[name].best / count * 1e3),
            f"{found[name].best / whole * 100:.1f} %",
        ])
    return "### Rules on scores alone\n\n" + table(["rules", "us", "ns a rule", "of the whole above"], rows)


def _answers(found):
    rows = [
        [name.split("/", 1)[1], _us(item)] for name, item in found.items() if name.startswith("stream/")
    ]
    title = "### Redacting a streamed answer, nothing found, windows of 240 characters"
    return (
        f"{title}\n\n" + table(["looked for", "us a KB of answer"], rows)
        + f"\n\nThe rules for answers take {_us(found['passage'])} us for a passage of 960 characters, which is one window "
        "with what is judged beside it.")


def _loading(found):
    rows = []
    for kind, label in (("shared", "the same lists"), ("own", "lists of their own")):
        for count in (1, 10, 100):
            read, load, tests = (found[f"{step}/{kind}/{count}"] for step in ("read", "load", "tests"))
            rows.append([
                f"{count}, {label}", f"{read.facts['files']:.0f}", number(read.facts["kilobytes"]), _us(read, 1e3),
                _us(load, 1e3), f"{tests.facts['tests']:,.0f}", _us(tests, 1e3),
                number((read.best + load.best + tests.best) / 1e3),
            ])
    header = ["policies", "files", "KB", "ms to read", "ms to load", "tests", "ms to test", "ms together"]
    return "### Reloading\n\n" + table(header, rows)


def _routes(found):
    labels = {
        "first": "the first route matches", "middle": "the seven hundredth", "last": "the last", "none": "none"}
    rows = [[label, _us(found[f"resolve/{name}"])] for name, label in labels.items()]
    title = "### Finding the policy of a request among 1,000 routes"
    return f"{title}\n\n" + table(["", "us"], rows) + f"\n\nLoading them takes {_us(found['load/routes'], 1e3)} ms."


def _goals(found):
    rows = []
    for name, label in [*((f"decide/{name}", label) for name, label in _TEXTS.items()), *list(_OTHERS.items())[2:]]:
        rows.append([label, f"below {_GOAL}", *verdict(found[name].best, lambda it: it < _GOAL)])
    return (
        "### The policies against the goal\n\n"
        + table(["us to decide about one text of 2 KB", "goal", "measured", ""], rows))
