"""Moderations: a marker at any place of an input is flagged in the result of that input, and in no other."""

import pytest

from coverage.case_list import Case, cases
from coverage.dialects import MODERATIONS
from coverage.station import Spelling, Station, escaped, plainly, request
from coverage.words import FORBIDDEN

CASES = [case for case in cases("request") if case.dialect == MODERATIONS]


@pytest.mark.parametrize("spell", [plainly, escaped])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_a_marker_is_flagged(station: Station, case: Case, spell: Spelling) -> None:
    assert flags(station, plainly(request(MODERATIONS, case.harmless, False), "")) == [False] * inputs(case)
    flagged = flags(station, spell(request(MODERATIONS, case.planted(FORBIDDEN), False), FORBIDDEN))
    # Of several inputs the list plants in the last.
    assert flagged == [False] * (inputs(case) - 1) + [True]


def inputs(case: Case) -> int:
    """How many results a request has: content parts are one input together."""
    given = case.harmless["input"]
    return len(given) if isinstance(given, list) and isinstance(given[0], str) else 1


def flags(station: Station, body: bytes) -> list[bool]:
    answer, seen = station.ask(MODERATIONS, body, [])
    assert seen is None, "moderations go to nobody"
    assert answer.status == 200, answer.body
    return [result["flagged"] for result in answer.json()["results"]]
