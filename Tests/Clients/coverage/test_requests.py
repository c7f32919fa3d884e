"""Requests: a marker at any place is refused or taken out, and what holds none reaches upstream byte for byte."""

import json
import re
from typing import Any

import pytest

from coverage.case_list import REQUESTS, Case, cases
from coverage.dialects import DIALECTS, MODERATIONS, Dialect
from coverage.gaps import every
from coverage.station import (
    Spelling,
    Station,
    escaped,
    escapes,
    harmless_answer,
    plainly,
    request,
)
from coverage.wordless import WORDLESS
from coverage.words import ERASED, FORBIDDEN, LABEL, planted

CASES = [case for case in cases("request") if case.dialect != MODERATIONS]
EVERY_CASE = every(CASES)
DOCUMENTS = [
    (dialect, number)
    for dialect in DIALECTS
    if dialect != MODERATIONS
    for number in range(len(REQUESTS.get(dialect.name, [])))
]


def spellings(case: Case) -> list[tuple[Spelling, bool]]:
    """How the marker is written, and whether the escapes are those of JSON within a JSON string."""
    found: list[tuple[Spelling, bool]] = [(plainly, False), (escaped, False)]
    return [*found, (plainly, True)] if case.words.is_json else found


@EVERY_CASE
def test_a_marker_is_refused_and_upstream_is_not_asked(station: Station, case: Case) -> None:
    for at, (spell, is_inner) in enumerate(spellings(case)):
        is_streamed = case.dialect.generates and at % 2 == 1
        document = case.planted(escapes(FORBIDDEN) if is_inner else FORBIDDEN)
        body = spell(request(case.dialect, document, is_streamed), FORBIDDEN)
        answer, seen = station.ask(case.dialect, body, harmless_answer(case.dialect, is_streamed))
        assert seen is None, f"upstream was sent {seen!r}"
        fault = case.dialect.fault_of_refused(answer, is_streamed)
        assert fault is None, f"{fault}; the request was {body!r}"
        assert answer.fields["x-evenkeel-action"] == "refuse"
        station.note_withheld(case, answer)


@EVERY_CASE
def test_what_is_taken_out_does_not_reach_upstream_and_the_rest_does(station: Station, case: Case) -> None:
    for spell, is_inner in spellings(case):
        document = case.planted(escapes(ERASED) if is_inner else ERASED)
        body = spell(request(case.dialect, document, False), ERASED)
        answer, seen = station.ask(case.dialect, body, harmless_answer(case.dialect, False))
        assert seen is not None, f"refused with {answer.body!r}"
        assert ERASED.encode() not in seen and escapes(ERASED).encode() not in seen
        assert opened(json.loads(seen)) == opened(request(case.dialect, case.planted(LABEL), False))
        assert (answer.status, answer.fields["x-evenkeel-action"]) == (200, "change")


def opened(value: Any) -> Any:
    """With JSON inside of strings read as well, whose escapes may be written otherwise."""
    if isinstance(value, str) and value.startswith(("{", "[")):
        try:
            return json.loads(value)
        except ValueError:
            return value
    if isinstance(value, list):
        return [opened(entry) for entry in value]
    if isinstance(value, dict):
        return {key: opened(entry) for key, entry in value.items()}
    return value


@pytest.mark.parametrize(("dialect", "number"), DOCUMENTS, ids=lambda value: getattr(value, "name", value))
def test_what_holds_no_marker_reaches_upstream_byte_for_byte(station: Station, dialect: Dialect, number: int) -> None:
    document = planted(REQUESTS[dialect.name][number], [], "")
    for is_streamed in (False, True) if dialect.generates else (False,):
        body = oddly_written(request(dialect, document, is_streamed))
        answer, seen = station.ask(dialect, body, harmless_answer(dialect, is_streamed))
        assert (answer.status, answer.fields.get("x-evenkeel-action")) == (200, "allow"), answer.body
        assert seen == body


def oddly_written(document: dict[str, Any]) -> bytes:
    """With spellings and an unknown field that a program that reads and writes JSON again would change."""
    odd = b'"x_odd":{"one":1.0,"hundred":1e2,"big":12345678901234567890,"text":"\\u0041\\/\\ud83d\\ude00","none":null}'
    return b"{ " + odd + b" ,\n\t" + json.dumps(document, indent=1, ensure_ascii=False).encode()[1:]


OPTIONS = [
    (dialect, path)
    for entry in WORDLESS
    for dialect in entry.dialects
    for path in entry.paths
    if "request" in entry.parts and re.fullmatch(r"[a-z_.]+", path) and dialect != MODERATIONS
]


@pytest.mark.parametrize(("dialect", "path"), OPTIONS, ids=lambda value: getattr(value, "name", value))
def test_a_wordless_field_is_not_judged(station: Station, dialect: Dialect, path: str) -> None:
    """The list of wordless fields is true: what stands in one reaches upstream, whatever it is."""
    value: Any = FORBIDDEN
    *above, name = path.split(".")
    for key in (name, *reversed(above)):
        value = {key: value}
    body = json.dumps(request(dialect, planted(REQUESTS[dialect.name][0], [], ""), False) | value).encode()
    answer, seen = station.ask(dialect, body, harmless_answer(dialect, False))
    assert (answer.status, seen) == (200, body)


def test_everything_refused_is_recorded(station: Station) -> None:
    assert station.unrecorded() == []
