"""Whole answers: a marker at any place is withheld or taken out, and what holds none arrives byte for byte."""

import json
from typing import Any

import pytest
from upstream_answers import whole

from coverage.case_list import REPEATED_WHOLE, WHOLE, Case, cases
from coverage.dialects import DIALECTS, Dialect, strings
from coverage.gaps import every
from coverage.station import Station, escaped, plain_request, plainly
from coverage.strands import leak
from coverage.words import ERASED, FORBIDDEN, LABEL, planted, spots

EVERY_CASE = every(cases("whole"))
DOCUMENTS = [(dialect, number) for dialect in DIALECTS for number in range(len(WHOLE.get(dialect.name, [])))]


@EVERY_CASE
def test_a_marker_is_withheld(station: Station, case: Case) -> None:
    for spell in (plainly, escaped):
        given = spell(case.planted(FORBIDDEN), FORBIDDEN)
        answer, _ = station.ask(case.dialect, plain_request(case.dialect, False), whole(given))
        assert leak([answer.json()], FORBIDDEN, case.words) is None
        fault = case.dialect.fault_of_cut(answer, False)
        assert fault is None, f"{fault}; the answer was {given!r}"
        station.note_withheld(case, answer)


@EVERY_CASE
def test_what_is_taken_out_does_not_arrive_and_the_rest_does(station: Station, case: Case) -> None:
    for spell in (plainly, escaped):
        given = spell(case.planted(ERASED), ERASED)
        answer, _ = station.ask(case.dialect, plain_request(case.dialect, False), whole(given))
        assert answer.status == 200, answer.body
        got = answer.json()
        assert ERASED not in "".join(strings(got))
        assert without_logprobs(got) == without_logprobs(case.planted(LABEL))


def without_logprobs(value: Any) -> Any:
    """Tokens that are taken out cannot be replaced by a label, so all of a changed text's go."""
    if isinstance(value, list):
        return [without_logprobs(entry) for entry in value]
    if isinstance(value, dict):
        return {key: None if key == "logprobs" else without_logprobs(entry) for key, entry in value.items()}
    return value


@pytest.mark.parametrize(("dialect", "number"), DOCUMENTS, ids=lambda value: getattr(value, "name", value))
def test_what_holds_no_marker_arrives_byte_for_byte(station: Station, dialect: Dialect, number: int) -> None:
    document = planted(WHOLE[dialect.name][number], [], "")
    given = json.dumps(document, indent=1, ensure_ascii=False).encode() + b"\n"
    answer, _ = station.ask(dialect, plain_request(dialect, False), whole(given))
    assert (answer.status, answer.fields.get("x-evenkeel-action")) == (200, "allow"), answer.body
    assert answer.body == given


@pytest.mark.parametrize("number", range(len(REPEATED_WHOLE)))
def test_what_repeats_the_request_is_not_judged_again(station: Station, number: int) -> None:
    dialect, document = REPEATED_WHOLE[number]
    given = json.dumps(planted(document, spots(document), FORBIDDEN)).encode()
    answer, _ = station.ask(dialect, plain_request(dialect, False), whole(given))
    assert (answer.status, answer.fields["x-evenkeel-action"], answer.body) == (200, "allow", given)


def test_everything_withheld_is_recorded(station: Station) -> None:
    assert station.unrecorded() == []
