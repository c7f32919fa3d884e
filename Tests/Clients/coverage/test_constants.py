"""Every string of every document that is no place for words is judged as well, but for the fields that are listed."""

import copy
import json
from typing import Any

import pytest
from upstream_answers import whole

from coverage.case_list import REQUESTS, STREAMED, WHOLE, shown
from coverage.dialects import DIALECTS, MODERATIONS, Dialect
from coverage.pieces import put
from coverage.station import Station, harmless_answer, plain_request, request
from coverage.wordless import is_wordless
from coverage.words import FORBIDDEN, other_spots, planted

DOCUMENTS = {"request": REQUESTS, "whole": WHOLE, "streamed": STREAMED}
TABLES = [
    (dialect, part)
    for dialect in DIALECTS
    for part in DOCUMENTS
    if dialect != MODERATIONS and DOCUMENTS[part].get(dialect.name)
]


@pytest.mark.parametrize(("dialect", "part"), TABLES, ids=lambda value: getattr(value, "name", value))
def test_what_passes_is_listed_and_what_is_listed_passes(station: Station, dialect: Dialect, part: str) -> None:
    tried: dict[str, bool] = {}
    for document in DOCUMENTS[part][dialect.name]:
        harmless = planted(document, [], "")
        for spot in other_spots(document):
            path = shown(spot.path, part)
            # Tokens that were not chosen are cases, which depend on those that were.
            if path in tried or "top_logprobs" in path:
                continue
            changed = copy.deepcopy(harmless)
            put(changed, spot.steps, f"{spot.words} {FORBIDDEN}.")
            tried[path] = passes(station, dialect, part, changed)
    passed = {path for path, came_through in tried.items() if came_through}
    assert passed == {path for path in tried if is_wordless(dialect.name, part, path)}
    assert len(passed) < len(tried)


def passes(station: Station, dialect: Dialect, part: str, document: Any) -> bool:
    """Whether the marker comes through; a request or an answer that cannot be read does not."""
    if part == "request":
        body = json.dumps(request(dialect, document, False)).encode()
        _, seen = station.ask(dialect, body, harmless_answer(dialect, False))
        return seen is not None
    is_streamed = part == "streamed"
    steps = dialect.streamed(document) if is_streamed else whole(document)
    answer, _ = station.ask(dialect, plain_request(dialect, is_streamed), steps)
    return FORBIDDEN.encode() in answer.body
