"""A client that sends exactly the bytes it is given, for what a well-behaved one cannot say."""

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from waiting import DEADLINE


@dataclass
class RawAnswer:
    """An answer as it came."""

    status: int
    fields: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)

    def events(self) -> list[Any]:
        """The JSON of a stream's events; `[DONE]` as that text."""
        found: list[Any] = []
        for block in self.body.decode().replace("\r\n", "\n").split("\n\n"):
            data = "\n".join(line[5:].lstrip(" ") for line in block.split("\n") if line.startswith("data:"))
            if data:
                found.append(data if data == "[DONE]" else json.loads(data))
        return found

    def text(self, index: int = 0) -> str:
        """The content that a stream's deltas of one choice make up."""
        choices = [c for e in self.events() if isinstance(e, dict) for c in e.get("choices", [])]
        return "".join(c["delta"].get("content") or "" for c in choices if c["index"] == index)


class RawClient:
    """One keep-alive connection."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=DEADLINE)

    def __enter__(self) -> "RawClient":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def send(self, method: str, path: str, body: bytes | None = None, **fields: str) -> RawAnswer:
        """Underscores in field names stand for hyphens."""
        shown = {name.replace("_", "-"): value for name, value in fields.items()}
        if body is not None:
            shown.setdefault("content-type", "application/json")
        self._connection.request(method, path, body, shown)
        response = self._connection.getresponse()
        content = response.read()
        return RawAnswer(response.status, {name.lower(): value for name, value in response.getheaders()}, content)

    def chat(self, body: bytes | dict[str, Any], **fields: str) -> RawAnswer:
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.send("POST", "/v1/chat/completions", sent, **fields)
