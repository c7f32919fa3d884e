"""What a client makes of a stream: the texts that its events say piece by piece."""

from collections import defaultdict
from typing import Any

from .words import ERASED, FORBIDDEN, LABEL, TRACES, Words, tag

# By these events say which choice, item or block they go on with.
INDICES = ("index", "output_index", "content_index", "summary_index", "annotation_index", "command_index")
# Numbering and padding, which may change when events are taken out or held back.
PASSING = ("sequence_number", "obfuscation")

Place = tuple[str, tuple[Any, ...]]


def strands(documents: list[Any]) -> dict[Place, str]:
    """All strings at each place, one after the other; numbers and truths as text, since they must survive as well."""
    found: dict[Place, list[str]] = defaultdict(list)
    for document in documents:
        kind = tag(document, is_entry=True)
        _gather(document, f"{kind}: " if kind else "", (), found)
    return {place: "".join(pieces) for place, pieces in found.items()}


def _gather(value: Any, path: str, indices: tuple[Any, ...], found: dict[Place, list[str]]) -> None:
    if isinstance(value, dict):
        indices += tuple((name, value[name]) for name in INDICES if name in value)
        for key, entry in value.items():
            if key not in PASSING:
                _gather(entry, f"{path}.{key}", indices, found)
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            numbered = isinstance(entry, dict) and "index" in entry
            _gather(entry, f"{path}[{'' if numbered else index}]", indices, found)
    else:
        found[path, indices].append(value if isinstance(value, str) else repr(value))


def redacted(texts: dict[Place, str]) -> dict[Place, str]:
    """What is left of the texts when the phrase is taken out of them."""
    return {
        (path.replace(ERASED, LABEL), indices): text.replace(ERASED, LABEL) for (path, indices), text in texts.items()
    }


def leak(documents: list[Any], marker: str, words: Words) -> str | None:
    """A text in which something of the marker can be seen; the words stand before it."""
    traces = TRACES if marker == FORBIDDEN else ()
    shown = [*strands(documents).values(), *(key for document in documents for key in keys(document))]
    for text in shown:
        if f"{words.words} {marker[0]}" in text or marker in text or any(trace in text for trace in traces):
            return text
    return None


def keys(value: Any) -> list[str]:
    if isinstance(value, list):
        return [key for entry in value for key in keys(entry)]
    if isinstance(value, dict):
        return [*value, *(key for entry in value.values() for key in keys(entry))]
    return []
