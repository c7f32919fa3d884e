"""The one list of cases that the tests and the table are made from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from . import (
    anthropic_answers,
    anthropic_requests,
    chat_answers,
    chat_requests,
    ollama_cases,
    other_cases,
    responses_answers,
    responses_requests,
    responses_streams,
)
from .dialects import (
    ANTHROPIC,
    CHAT,
    COMPLETIONS,
    DIALECTS,
    EMBEDDINGS,
    MODERATIONS,
    OLLAMA,
    RESPONSES,
    Dialect,
)
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
        here: set[str] = set()
        groups: dict[int, list[Spot]] = {}
        for spot in spots(document):
            groups.setdefault(id(spot.words), []).append(spot)
        for group in groups.values():
            of_group = {case.id: case for case in _of_text(dialect, part, document, group)}
            assert not here & of_group.keys(), f"two texts of one document are at {here & of_group.keys()}"
            here |= of_group.keys()
            # The same place in another document says nothing new.
            yield from (case for name, case in of_group.items() if name not in seen)
        seen |= here


def _of_text(dialect: Dialect, part: str, document: Any, group: list[Spot]) -> Iterator[Case]:
    """The cases of one text: wherever it stands, and at each place alone, since each could say something else."""
    chosen = [tuple(group)] + ([(spot,) for spot in group] if len(group) > 1 else [])
    for at, places in enumerate(chosen):
        notes = [places[0].words.note]
        if len(group) > 1:
            notes.append("and where it is repeated" if at == 0 else "here alone")
        yield Case(dialect, part, shown(places[0].path, part), ", ".join(filter(None, notes)), document, places)


def shown(path: str, part: str) -> str:
    """A place of a stream without the list of its events: by the event's type and the place in it."""
    if part != "streamed":
        return path
    kind, _, rest = path.removeprefix("[").partition("]")
    return f"{kind}: {rest.removeprefix('.')}" if kind else rest.removeprefix(".")


REQUESTS: dict[str, list[Any]] = {
    CHAT.name: chat_requests.REQUESTS,
    COMPLETIONS.name: other_cases.COMPLETION_REQUESTS,
    RESPONSES.name: responses_requests.REQUESTS,
    EMBEDDINGS.name: other_cases.EMBEDDING_REQUESTS,
    MODERATIONS.name: other_cases.MODERATION_REQUESTS,
    ANTHROPIC.name: anthropic_requests.REQUESTS,
    OLLAMA.name: ollama_cases.REQUESTS,
}
WHOLE: dict[str, list[Any]] = {
    CHAT.name: chat_answers.WHOLE,
    COMPLETIONS.name: other_cases.COMPLETIONS,
    RESPONSES.name: responses_answers.WHOLE,
    ANTHROPIC.name: anthropic_answers.WHOLE,
    OLLAMA.name: ollama_cases.WHOLE,
}
STREAMED: dict[str, list[Any]] = {
    CHAT.name: chat_answers.STREAMED,
    COMPLETIONS.name: other_cases.COMPLETION_STREAMS,
    RESPONSES.name: responses_streams.STREAMED,
    ANTHROPIC.name: anthropic_answers.STREAMED,
    OLLAMA.name: ollama_cases.STREAMED,
}

# What an answer says again of its request, by dialect: not judged once more, and so not a case.
REPEATED_WHOLE: list[tuple[Dialect, Any]] = [(RESPONSES, document) for document in responses_answers.REPEATED]
REPEATED_STREAMED: list[tuple[Dialect, Any]] = [(RESPONSES, document) for document in responses_streams.REPEATED]

CASES: list[Case] = [
    case
    for dialect in DIALECTS
    for part, documents in (("request", REQUESTS), ("whole", WHOLE), ("streamed", STREAMED))
    for case in _cases(dialect, part, documents.get(dialect.name, []))
]


def cases(part: str) -> list[Case]:
    return [case for case in CASES if case.part == part]
