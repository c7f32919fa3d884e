"""Documents with places for words: what stands there harmlessly, and what stands there when a case plants a marker."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

# The phrases of `policies/coverage.yaml`.
FORBIDDEN = "crimson walrus protocol"
ERASED = "amber otter ledger"
LABEL = "[REDACTED]"
# The forbidden phrase as nothing else in these tests begins: not one byte of it may be seen.
TRACES = ("crim", "walru")


class Words(str):
    """Harmless text at a place of a document where a case can plant a marker.

    The same object at several places is one text that is said several times, as the last event of a stream repeats
    what the others said in pieces.
    """

    frame: str
    """What stands around the words, which stand at `{}`: the JSON of a tool call's arguments, say."""
    words: str
    is_spoken: bool
    """Whether a stream may say it in pieces, one event each."""
    note: str
    """What tells the place from others with the same path."""

    def __new__(cls, words: str, note: str = "", *, frame: str = "{}", is_spoken: bool = False) -> "Words":
        made = super().__new__(cls, frame.replace("{}", words))
        made.words, made.note, made.frame, made.is_spoken = words, note, frame, is_spoken
        return made

    @property
    def is_json(self) -> bool:
        """Whether it is a JSON document within a JSON string, which may hold escapes of its own."""
        return self.frame != "{}"

    def planted(self, marker: str) -> str:
        return self.frame.replace("{}", f"{self.words} {marker}.")


def spoken(words: str, note: str = "") -> Words:
    """Words that a stream says in pieces."""
    return Words(words, note, is_spoken=True)


def arguments(words: str, note: str = "", *, is_spoken: bool = False) -> Words:
    """Arguments of a tool call."""
    return Words(words, note, frame='{"dish": "{}", "hot": true}', is_spoken=is_spoken)


@dataclass(frozen=True)
class Spot:
    """One place of words in a document."""

    words: Words | str
    steps: tuple[str | int, ...]
    """The keys and indices that lead there."""
    is_key: bool
    path: str
    """As the table shows it."""


# What JSON Schema calls types tells no places apart.
SCHEMA_TYPES = {"object", "array", "string", "number", "integer", "boolean", "null"}


def tag(value: Any, is_entry: bool) -> str | None:
    """What kind of thing an object is, by its own words; messages in an array are told apart by who speaks."""
    if not isinstance(value, dict):
        return None
    kind, role = value.get("type"), value.get("role")
    if is_entry and isinstance(role, str) and kind in (None, "message"):
        return None if isinstance(role, Words) else role
    if not isinstance(kind, str) or isinstance(kind, Words) or kind in SCHEMA_TYPES:
        return None
    return kind


def spots(document: Any) -> list[Spot]:
    """The places of words in a document, in its order."""
    return [spot for spot in _walk(document, (), "") if isinstance(spot.words, Words)]


def other_spots(document: Any) -> list[Spot]:
    """The places of all other strings, such as constants; not those of keys."""
    return [spot for spot in _walk(document, (), "") if not isinstance(spot.words, Words)]


def _walk(value: Any, steps: tuple[str | int, ...], path: str) -> Iterator[Spot]:
    if isinstance(value, str):
        yield Spot(value, steps, False, path)
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            kind = tag(entry, is_entry=True)
            yield from _walk(entry, (*steps, index), f"{path}[{kind or ''}]")
    elif isinstance(value, dict):
        for key, entry in value.items():
            if isinstance(key, Words):
                yield Spot(key, (*steps, str(key)), True, f"{path}.*:key" if path else "*:key")
            kind = tag(entry, is_entry=False)
            shown = "*" if isinstance(key, Words) else key
            below = f"{path}.{shown}" if path else shown
            yield from _walk(entry, (*steps, str(key)), f"{below}({kind})" if kind else below)


def replaced(document: Any, chosen: Callable[[Spot], str | None]) -> Any:
    """A copy as plain JSON values, with other text at the spots for which there is one."""

    def copy(value: Any, steps: tuple[str | int, ...]) -> Any:
        if isinstance(value, Words):
            text = chosen(Spot(value, steps, False, ""))
            return str(value) if text is None else text
        if isinstance(value, list):
            return [copy(entry, (*steps, index)) for index, entry in enumerate(value)]
        if isinstance(value, dict):
            made: dict[str, Any] = {}
            for key, entry in value.items():
                at = (*steps, str(key))
                text = chosen(Spot(key, at, True, "")) if isinstance(key, Words) else None
                made[str(key) if text is None else text] = copy(entry, at)
            return made
        return value

    return copy(document, ())


def planted(document: Any, spots: list[Spot], marker: str) -> Any:
    """The document with the marker at these spots."""
    places = {(spot.steps, spot.is_key) for spot in spots}
    return replaced(document, lambda spot: spot.words.planted(marker) if (spot.steps, spot.is_key) in places else None)
