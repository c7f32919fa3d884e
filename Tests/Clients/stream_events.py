"""Reads streams whose events are named, and streams of lines."""

import json
from typing import Any

from raw_client import RawAnswer

Event = dict[str, Any]


def named_events(answer: RawAnswer) -> list[Event]:
    """The documents of a stream of named events; each name has to be its document's type."""
    found = []
    for block in answer.body.decode().replace("\r\n", "\n").split("\n\n"):
        lines = [line.partition(":") for line in block.split("\n") if line and not line.startswith(":")]
        if not lines:
            continue
        fields = {name: value.removeprefix(" ") for name, _, value in lines}
        document = json.loads(fields["data"])
        assert fields["event"] == document["type"], block
        found.append(document)
    return found


def lines(answer: RawAnswer) -> list[Event]:
    """The documents of a stream of lines: each is ended, and none is empty, since Ollama's client breaks on those."""
    text = answer.body.decode()
    assert text.endswith("\n"), "the last line is open"
    return [json.loads(line) for line in text.removesuffix("\n").split("\n")]


def of_type(events: list[Event], kind: str) -> list[Event]:
    return [event for event in events if event["type"] == kind]
