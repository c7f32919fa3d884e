"""The one list of cases that the tests and the table are made from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from . import chat_answers, chat_requests
from .dialects import CHAT, DIALECTS, Dialect
from .words import Spot, Words, planted, spots

@dataclass(frozen=True)
class Case:
    """One place where text can stand."""

    dialect: Dialect
    part: str
    """`request`, `whole` or `streamed`."""
    path: str
    """The place as the table shows it."""
    note: str
    """What tells the case from others at the same place."""
    document: Any = field(repr=False)
    """The request or the answer; of a stream the list of its events."""
    places: tuple[Spot, ...] = field(repr=False)
    """Where the marker is planted; several where the document repeats one text."""

    @property
    def words(self) -> Words:
        return self.places[0].words

    @property
    def id(self) -> str:
        return f"{self.dialect.name} {self.path}" + (f" ({self.note})" if self.note else "")

    def planted(self, marker: str) -> Any:
        return planted(self.document, list(self.places), marker)

    @property
    def harmless(self) -> Any:
        return planted(self.document, [], "")


def _cases(dialect: Dialect, part: str, documents: list[Any]) -> Iterator[Case]:
    seen: set[str] = set()
    for document in documents:
        groups: dict[int, list[Spot]] = {}
        for spot in spots(document):
            groups.setdefault(id(spot.words), []).append(spot)
        for group in groups.values():
            chosen = [tuple(group)]
            # A text that is said several times could also be said differently each time.
            if len(group) > 1:
                chosen += [(spot,) for spot in group]
            for at, places in enumerate(chosen):
                path = _shown(places[0].path, part)
                note = places[0].words.note
                if len(group) > 1:
                    note = note or ("wherever it is repeated" if at == 0 else "here alone")
                case = Case(dialect, part, path, note, document, places)
                assert case.id not in seen, f"two cases are called {case.id}"
                seen.add(case.id)
                yield case


def _shown(path: str, part: str) -> str:
    """A place of a stream without the list of its events: by the event's type and the place in it."""
    if part != "streamed":
        return path
    kind, _, rest = path.removeprefix("[").partition("]")
    return f"{kind}: {rest.removeprefix('.')}" if kind else rest.removeprefix(".")


REQUESTS: dict[str, list[Any]] = {CHAT.name: chat_requests.REQUESTS}
WHOLE: dict[str, list[Any]] = {CHAT.name: chat_answers.WHOLE}
STREAMED: dict[str, list[Any]] = {CHAT.name: chat_answers.STREAMED}

CASES: list[Case] = [
    case
    for dialect in DIALECTS
    for part, documents in (("request", REQUESTS), ("whole", WHOLE), ("streamed", STREAMED))
    for case in _cases(dialect, part, documents.get(dialect.name, []))
]


def cases(part: str) -> list[Case]:
    return [case for case in CASES if case.part == part]
