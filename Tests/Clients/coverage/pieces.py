"""Cutting what a stream says into pieces."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .case_list import Case


@dataclass(frozen=True)
class Way:
    """One way to say a text."""

    name: str
    split: Callable[[str], list[str]]
    needs_speech: bool
    """Whether only a text that is said in pieces can be said this way."""
    is_bytewise: bool = False
    """Whether what the marker stands in is written one byte a chunk."""


def middle(text: str) -> list[str]:
    """Two pieces, the border within the marker or the label."""
    at = max(len(text) - 10, 1)
    return [text[:at], text[at:]]


WAYS = [
    Way("at once", lambda text: [text], needs_speech=False),
    Way("byte by byte", lambda text: [text], needs_speech=False, is_bytewise=True),
    Way("in two pieces", middle, needs_speech=True),
    Way("letter by letter", list, needs_speech=True),
]


def events(case: Case, marker: str, way: Way) -> list[Any]:
    """The documents of a stream with the marker, said that way."""
    made: list[Any] = []
    for at, document in enumerate(case.planted(marker)):
        said = (spot for spot in case.places if spot.steps[0] == at and spot.words.is_spoken)
        spoken = next(said, None) if is_piece(document) else None
        if spoken is None:
            made.append(document)
            continue
        for piece in way.split(spoken.words.planted(marker)):
            part = copy.deepcopy(document)
            put(part, spoken.steps[1:], piece)
            made.append(part)
    for number, document in enumerate(made):
        if "sequence_number" in document:
            document["sequence_number"] = number
    return made


def is_spoken(case: Case) -> bool:
    """Whether the stream says the text in pieces."""
    return any(spot.words.is_spoken and is_piece(case.document[spot.steps[0]]) for spot in case.places)


def is_piece(document: Any) -> bool:
    """Whether an event says a piece of a text. Where events have types, the others say all of one."""
    return str(document.get("type", "delta")).endswith("delta")


def put(document: Any, steps: tuple[str | int, ...], text: str) -> None:
    for step in steps[:-1]:
        document = document[step]
    document[steps[-1]] = text
