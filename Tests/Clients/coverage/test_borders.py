"""The marker at every border: of the windows in which answers are judged, and of the pieces that a stream says."""

from typing import Any

import pytest
from upstream_answers import whole

from coverage.case_list import STREAMED, WHOLE, Case
from coverage.dialects import DIALECTS, Dialect
from coverage.pieces import Way, events
from coverage.station import Station, plain_request
from coverage.strands import leak, redacted, strands
from coverage.words import ERASED, FORBIDDEN, LABEL, Words, spots

GENERATING = [dialect for dialect in DIALECTS if dialect.generates]
EVERY_DIALECT = pytest.mark.parametrize("dialect", GENERATING, ids=lambda dialect: dialect.name)
# The window of `policies/coverage.yaml`, in characters.
WINDOW = 240
FILLER = "Roast the tomatoes with garlic and a little oil then add the stock and let it all simmer "


def saying(document: Any, words: Words) -> Any:
    """A document of the list whose first text is another."""
    first = spots(document)[0].words

    def copy(value: Any) -> Any:
        if value is first:
            return words
        if isinstance(value, list):
            return [copy(entry) for entry in value]
        return {key: copy(entry) for key, entry in value.items()} if isinstance(value, dict) else value

    return copy(document)


def case(dialect: Dialect, part: str, words: Words) -> Case:
    document = saying((STREAMED if part == "streamed" else WHOLE)[dialect.name][0], words)
    return Case(dialect, part, "", "", document, tuple(spots(document)))


def filler(length: int) -> str:
    return (FILLER * (length // len(FILLER) + 1))[:length].rstrip().ljust(length, "x")


def in_pieces(size: int) -> Way:
    return Way(
        f"in pieces of {size}",
        lambda text: [text[at : at + size] for at in range(0, len(text), size)],
        needs_speech=True,
    )


@EVERY_DIALECT
@pytest.mark.parametrize("offset", range(WINDOW - 30, WINDOW + 10, 3))
def test_a_marker_across_the_border_of_a_window_is_cut(station: Station, dialect: Dialect, offset: int) -> None:
    words = Words(filler(offset), is_spoken=True)
    one = case(dialect, "whole", words)
    answer, _ = station.ask(dialect, plain_request(dialect, False), whole(one.planted(FORBIDDEN)))
    assert leak([answer.json()], FORBIDDEN, words) is None
    assert dialect.fault_of_cut(answer, False) is None
    one = case(dialect, "streamed", words)
    for way in (in_pieces(7), in_pieces(WINDOW - 1)):
        documents = events(one, FORBIDDEN, way)
        answer, _ = station.ask(dialect, plain_request(dialect, True), dialect.streamed(documents))
        assert leak(dialect.events(answer), FORBIDDEN, words) is None, way.name
        assert dialect.fault_of_cut(answer, True) is None, way.name


@EVERY_DIALECT
@pytest.mark.parametrize("offset", range(WINDOW - 24, WINDOW + 10, 6))
def test_what_is_taken_out_is_taken_out_across_the_border_of_a_window(
    station: Station, dialect: Dialect, offset: int
) -> None:
    words = Words(filler(offset), is_spoken=True)
    one = case(dialect, "whole", words)
    answer, _ = station.ask(dialect, plain_request(dialect, False), whole(one.planted(ERASED)))
    assert answer.json() == one.planted(LABEL)
    one = case(dialect, "streamed", words)
    documents = events(one, ERASED, in_pieces(7))
    answer, _ = station.ask(dialect, plain_request(dialect, True), dialect.streamed(documents))
    got, expected = strands(dialect.events(answer)), redacted(strands(documents))
    assert {place: text for place, text in got.items() if text} == {p: t for p, t in expected.items() if t}


@EVERY_DIALECT
@pytest.mark.parametrize("marker", [FORBIDDEN, ERASED], ids=["cut", "redacted"])
def test_a_marker_is_found_however_it_is_said_in_two_pieces(station: Station, dialect: Dialect, marker: str) -> None:
    words = Words("Roast", is_spoken=True)
    one = case(dialect, "streamed", words)
    for at in range(1, len(words.planted(marker))):
        way = Way(f"in two pieces at {at}", lambda text, at=at: [text[:at], text[at:]], needs_speech=True)
        documents = events(one, marker, way)
        answer, _ = station.ask(dialect, plain_request(dialect, True), dialect.streamed(documents))
        assert leak(dialect.events(answer), marker, words) is None, way.name
        if marker == FORBIDDEN:
            assert dialect.fault_of_cut(answer, True) is None, way.name
        else:
            assert LABEL in answer.body.decode(), way.name
