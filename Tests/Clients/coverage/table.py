"""Writes the generated parts of docs/coverage.md: `make coverage`."""

import re
from collections.abc import Iterable
from pathlib import Path

from evenkeel_process import ROOT

from .case_list import CASES, Case
from .dialects import DIALECTS, MODERATIONS, Dialect
from .gaps import GAPS, gap
from .wordless import WORDLESS

DOCUMENT = ROOT / "docs" / "coverage.md"
# A JSON Schema has words at any depth; the cases plant a marker at each of its keywords.
SCHEMA = re.compile(
    r"\b(parameters|schema|input_schema|output_schema|guided_json|format)"
    r"\.(title|description|properties|required|\$defs|x-note)\b.*"
)
WHAT_HAPPENS = {"request": "refused", "whole": "cut", "streamed": "cut"}


# What events call the answer, its items and its blocks, as the whole answer calls them.
AS_WHOLE = [
    (re.compile(r"^choices\[\]\.delta\b"), "choices[].message"),
    (re.compile(r"^response\."), ""),
    (re.compile(r"^item\(message\)"), "output[assistant]"),
    (re.compile(r"^item\(([^)]*)\)"), r"output[\1]"),
    (re.compile(r"^content_block\(([^)]*)\)"), r"content[\1]"),
]
# The events that hold all of a response.
STATES = ("queued", "created", "in_progress", "completed", "incomplete", "failed")


def row(case: Case) -> str:
    """The row that a case belongs to: its place in the whole request or answer."""
    place = SCHEMA.sub(r"\1.**", case.path).rpartition(": ")[2]
    if case.part == "streamed":
        for pattern, whole in AS_WHOLE:
            place = pattern.sub(whole, place)
    return place


def events(cases: Iterable[Case]) -> str:
    """The events of a stream that the cases stand in."""
    kinds = list(dict.fromkeys(case.path.rpartition(": ")[0].removeprefix("response.") for case in cases))
    states = [kind for kind in kinds if kind in STATES]
    if len(states) > 2:
        kinds = [kind for kind in kinds if kind not in STATES] + ["all with a response"]
    return ", ".join(kind if " " in kind else f"`{kind}`" for kind in kinds)


def cell(cases: Iterable[Case]) -> str:
    """What becomes of a marker at a place."""
    found = list(cases)
    if not found:
        return ""
    gaps = sorted({GAPS.index(open_one) + 1 for case in found if (open_one := gap(case))})
    done = f"{WHAT_HAPPENS[found[0].part]}, redacted" if found[0].dialect != MODERATIONS else "scored"
    if not gaps:
        return done
    numbers = ", ".join(map(str, gaps))
    return f"open: {numbers}" if all(gap(case) for case in found) else f"{done}; in part open: {numbers}"


def requests(dialect: Dialect) -> list[str]:
    """The table of a dialect's requests."""
    cases = [case for case in CASES if case.dialect == dialect and case.part == "request"]
    lines = ["| field | marker in it |", "|---|---|"]
    for field in dict.fromkeys(map(row, cases)):
        lines.append(f"| `{shown(field)}` | {cell(case for case in cases if row(case) == field)} |")
    return lines


def answers(dialect: Dialect) -> list[str]:
    """The table of a dialect's answers: a place of the whole answer beside the same place of a stream's events."""
    cases = [case for case in CASES if case.dialect == dialect and case.part != "request"]
    fields: dict[str, list[Case]] = {}
    for case in cases:
        fields.setdefault(row(case), []).append(case)
    if not fields:
        return []
    has_events = any(": " in case.path for case in cases)
    lines = ["| field | whole | streamed |" + (" events |" if has_events else "")]
    lines.append("|---|---|---|" + ("---|" if has_events else ""))
    for field, found in fields.items():
        parts = [cell(case for case in found if case.part == part) for part in ("whole", "streamed")]
        line = f"| `{shown(field)}` | {parts[0]} | {parts[1]} |"
        if has_events:
            line += f" {events(case for case in found if case.part == 'streamed')} |"
        lines.append(line)
    return lines


def shown(field: str) -> str:
    """As Markdown wants it in a table."""
    return field.replace("|", "\\|")


def tables() -> str:
    parts: list[str] = []
    for dialect in DIALECTS:
        count = sum(case.dialect == dialect for case in CASES)
        parts += [f"### `{dialect.name}`", "", f"`POST {dialect.path}`, {count:,} cases.", "", *requests(dialect), ""]
        if of_answers := answers(dialect):
            parts += [*of_answers, ""]
    return "\n".join(parts).rstrip()


def gaps() -> str:
    if not GAPS:
        return "None is known."
    lines = ["| | endpoints | where | why |", "|---|---|---|---|"]
    for number, one in enumerate(GAPS, 1):
        lines.append(f"| {number} | {', '.join(one.dialects)} | `{shown(one.within)}` | {one.reason} |")
    return "\n".join(lines)


def wordless() -> str:
    lines = ["| fields | endpoints | in | why |", "|---|---|---|---|"]
    for one in WORDLESS:
        paths = ", ".join(f"`{shown(path)}`" for path in one.paths)
        names = "all" if len(one.dialects) == len(DIALECTS) else ", ".join(dialect.name for dialect in one.dialects)
        lines.append(f"| {paths} | {names} | {', '.join(one.parts)} | {one.reason} |")
    return "\n".join(lines)


GENERATED = {"coverage table": tables, "open cells": gaps, "wordless fields": wordless}


def written(text: str) -> str:
    """The document with its generated parts made anew."""
    for name, make in GENERATED.items():
        begin, end = f"<!-- {name} -->\n", f"\n<!-- /{name} -->"
        before, found, rest = text.partition(begin)
        _, closed, after = f"\n{rest}".partition(end)
        if not (found and closed):
            raise ValueError(f"{DOCUMENT} has no part `{name}`")
        text = before + begin + make() + end + after
    return text


def main(path: Path = DOCUMENT) -> None:
    path.write_text(written(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
