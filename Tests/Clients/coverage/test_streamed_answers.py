"""Streamed answers: what was tested of whole ones, with the marker said in pieces that are cut in every way."""

from typing import Any

import pytest

from coverage.case_list import REPEATED_STREAMED, STREAMED, Case, cases
from coverage.dialects import DIALECTS, Dialect
from coverage.gaps import every
from coverage.pieces import WAYS, Way, events, is_spoken
from coverage.station import Station, plain_request
from coverage.strands import Place, leak, redacted, strands
from coverage.words import ERASED, FORBIDDEN, planted, spots

EVERY_CASE = every(cases("streamed"))
DOCUMENTS = [(dialect, number) for dialect in DIALECTS for number in range(len(STREAMED.get(dialect.name, [])))]


def ways(case: Case) -> list[Way]:
    return [way for way in WAYS if is_spoken(case) or not way.needs_speech]


@EVERY_CASE
def test_a_marker_cuts_the_stream_before_any_of_it_left(station: Station, case: Case) -> None:
    for way in ways(case):
        documents = events(case, FORBIDDEN, way)
        steps = case.dialect.streamed(documents, FORBIDDEN if way.is_bytewise else None)
        answer, _ = station.ask(case.dialect, plain_request(case.dialect, True), steps)
        got = case.dialect.events(answer)
        assert leak(got, FORBIDDEN, case.words) is None, f"{way.name}: {answer.body!r}"
        fault = case.dialect.fault_of_cut(answer, True)
        assert fault is None, f"{way.name}: {fault}; the events were {documents}"
        station.note_withheld(case, answer)


@EVERY_CASE
def test_what_is_taken_out_does_not_arrive_and_the_rest_does(station: Station, case: Case) -> None:
    for way in ways(case):
        documents = events(case, ERASED, way)
        steps = case.dialect.streamed(documents, ERASED if way.is_bytewise else None)
        answer, _ = station.ask(case.dialect, plain_request(case.dialect, True), steps)
        got = case.dialect.events(answer)
        assert leak(got, ERASED, case.words) is None, f"{way.name}: {answer.body!r}"
        # Redacting moves text between events, and takes none away.
        expected = redacted(strands(documents))
        assert without_logprobs(strands(got)) == without_logprobs(expected), way.name


def without_logprobs(texts: dict[Place, str]) -> dict[Place, str]:
    """Tokens that are taken out get no label, so all of a changed text's go. An absent text is an empty one."""
    return {place: text for place, text in texts.items() if text and "logprobs" not in place[0]}


@pytest.mark.parametrize(("dialect", "number"), DOCUMENTS, ids=lambda value: getattr(value, "name", value))
def test_what_holds_no_marker_arrives_byte_for_byte(station: Station, dialect: Dialect, number: int) -> None:
    arrives_unchanged(station, dialect, planted(STREAMED[dialect.name][number], [], ""))


@pytest.mark.parametrize("number", range(len(REPEATED_STREAMED)))
def test_what_repeats_the_request_is_not_judged_again(station: Station, number: int) -> None:
    dialect, document = REPEATED_STREAMED[number]
    arrives_unchanged(station, dialect, planted(document, spots(document), FORBIDDEN))


def arrives_unchanged(station: Station, dialect: Dialect, documents: list[Any]) -> None:
    steps = dialect.streamed(documents)
    answer, _ = station.ask(dialect, plain_request(dialect, True), steps)
    assert (answer.status, answer.fields.get("x-evenkeel-action")) == (200, "allow"), answer.body
    written = [step.split(b"\r\n", 1)[1].removesuffix(b"\r\n") for step in steps[1:-1] if isinstance(step, bytes)]
    assert answer.body == b"".join(written)


def test_everything_cut_is_recorded(station: Station) -> None:
    assert station.unrecorded() == []
