"""The protocols that are served: where they are, how they stream, and how they say that something was withheld."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from raw_client import RawAnswer
from upstream_answers import DONE, LAST_CHUNK, Step, body, chunk, chunked_head, event

MESSAGE = "The coverage policy does not allow this."


@dataclass(frozen=True)
class Dialect:
    """A protocol. Each check says what is wrong, or nothing."""

    name: str
    """As in `endpoint:` of a route."""
    path: str
    is_lines: bool = False
    """Whether a stream is one JSON document a line instead of server-sent events."""
    generates: bool = True
    """Whether a model writes text in answer."""

    @property
    def content_type(self) -> str:
        return "application/x-ndjson" if self.is_lines else "text/event-stream"

    def written(self, document: Any) -> bytes:
        """One event as upstream writes it."""
        if self.is_lines:
            return body(document) + b"\n"
        named = isinstance(document, dict) and self.name in ("responses", "anthropic_messages")
        return (f"event: {document['type']}\n".encode() if named else b"") + event(document)

    def streamed(self, documents: list[Any], bytewise: str | None = None) -> list[Step]:
        """A stream, one HTTP chunk an event. With `bytewise`, one byte a chunk around these words, else few chunks."""
        events = [self.written(document) for document in documents]
        if self.name in ("chat_completions", "completions"):
            events.append(DONE)
        pieces = events if bytewise is None else cut_around(b"".join(events), bytewise.encode())
        return [chunked_head(self.content_type), *map(chunk, pieces), LAST_CHUNK]

    def events(self, answer: RawAnswer) -> list[Any]:
        """The documents of a streamed answer, without `[DONE]`."""
        if self.is_lines:
            return [json.loads(line) for line in answer.body.split(b"\n") if line.strip()]
        return [part for part in answer.events() if part != "[DONE]"]

    def fault_of_refused(self, answer: RawAnswer, is_streamed: bool) -> str | None:
        """What is wrong with the answer to a refused prompt."""
        if self.name == "embeddings":
            return self._fault_of_error(answer)
        if answer.status != 200:
            return f"status {answer.status}: {answer.body[:200]!r}"
        return self._fault_of_end(answer, is_streamed)

    def fault_of_cut(self, answer: RawAnswer, is_streamed: bool) -> str | None:
        """What is wrong with an answer that was cut."""
        if answer.status != 200:
            return f"status {answer.status}: {answer.body[:200]!r}"
        if not is_streamed and answer.fields.get("x-evenkeel-action") != "cut":
            return f"the action is {answer.fields.get('x-evenkeel-action')}"
        return self._fault_of_end(answer, is_streamed)

    @staticmethod
    def _fault_of_error(answer: RawAnswer) -> str | None:
        if answer.status != 400:
            return f"status {answer.status}"
        code = answer.json()["error"]["code"]
        return None if code == "content_filter" else f"the error's code is {code}"

    def _fault_of_end(self, answer: RawAnswer, is_streamed: bool) -> str | None:
        """What is wrong with how an answer ends that says the policy's message in the model's place."""
        documents = self.events(answer) if is_streamed else [answer.json()]
        if MESSAGE not in "".join(strings(documents)):
            return f"the policy's message is not there: {answer.body[-400:]!r}"
        match self.name:
            case "chat_completions" | "completions":
                ends = [end for d in documents for c in d.get("choices", []) if (end := c.get("finish_reason"))]
                if "content_filter" not in ends:
                    return f"the choices finish with {ends}"
                if is_streamed and not answer.body.endswith(DONE):
                    return "no [DONE] at the end"
            case "responses":
                last = documents[-1]
                response = last.get("response", {}) if is_streamed else last
                if is_streamed and last.get("type") != "response.incomplete":
                    return f"the last event is {last.get('type')}"
                reason = (response.get("incomplete_details") or {}).get("reason")
                if (response.get("status"), reason) != ("incomplete", "content_filter"):
                    return f"the response ends with {response.get('status')}, {reason}"
            case "anthropic_messages":
                reasons = [
                    (d.get("delta") or {}).get("stop_reason") if is_streamed else d.get("stop_reason")
                    for d in documents
                    if not is_streamed or d.get("type") == "message_delta"
                ]
                if reasons != ["refusal"]:
                    return f"the message stops with {reasons}"
                if is_streamed and documents[-1].get("type") != "message_stop":
                    return f"the last event is {documents[-1].get('type')}"
            case "ollama_chat":
                last = documents[-1]
                if (last.get("done"), last.get("done_reason")) != (True, "content_filter"):
                    return f"the last line says {last.get('done')}, {last.get('done_reason')}"
        return None


def cut_around(written: bytes, words: bytes, margin: int = 40) -> list[bytes]:
    """The bytes, one by one from a little before the words to a little behind them."""
    at = written.find(words)
    begin, end = max(0, at - margin), min(len(written), at + len(words) + margin)
    pieces = [written[:begin], *(bytes([one]) for one in written[begin:end]), written[end:]]
    return [piece for piece in pieces if piece]


def strings(value: Any) -> Iterator[str]:
    """Every string of a document, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for entry in value:
            yield from strings(entry)
    elif isinstance(value, dict):
        for key, entry in value.items():
            yield key
            yield from strings(entry)


CHAT = Dialect("chat_completions", "/v1/chat/completions")
COMPLETIONS = Dialect("completions", "/v1/completions")
RESPONSES = Dialect("responses", "/v1/responses")
EMBEDDINGS = Dialect("embeddings", "/v1/embeddings", generates=False)
MODERATIONS = Dialect("moderations", "/v1/moderations", generates=False)
ANTHROPIC = Dialect("anthropic_messages", "/v1/messages")
OLLAMA = Dialect("ollama_chat", "/api/chat", is_lines=True)
DIALECTS = [CHAT, COMPLETIONS, RESPONSES, EMBEDDINGS, MODERATIONS, ANTHROPIC, OLLAMA]
