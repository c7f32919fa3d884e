"""One proxy between a client and a scripted upstream, for many cases."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evenkeel_process import EvenkeelProcess, run_command
from fake_upstream import FakeUpstream
from raw_client import RawAnswer, RawClient
from upstream_answers import MODEL, Step, whole
from waiting import until

from .case_list import REQUESTS, STREAMED, WHOLE, Case
from .dialects import EMBEDDINGS, Dialect
from .words import planted

POLICIES = Path(__file__).parent / "policies"
EMBEDDED = {
    "object": "list",
    "data": [{"object": "embedding", "index": 0, "embedding": [0.5, -0.25]}],
    "model": MODEL,
    "usage": {"prompt_tokens": 1, "total_tokens": 1},
}


class Station:
    """The binary with the policy of the table, its upstream, and one connection to it."""

    def __init__(self, data: Path) -> None:
        self.upstream = FakeUpstream()
        self.data = data
        self.withheld: dict[str, str] = {}
        """Whatever was refused or cut: the case by the decision's id."""
        flags = {
            "--upstream": self.upstream.url,
            "--listen": "127.0.0.1:0",
            "--operators-listen": "127.0.0.1:0",
            "--policies": str(POLICIES),
            "--policy": "coverage",
            "--policy-poll": "0s",
            # No rule asks for a score.
            "--classifier": "ngram",
            "--data": str(data),
            "--threads": "1",
            "--judging-threads": "1",
        }
        self.evenkeel = EvenkeelProcess(*(part for pair in flags.items() for part in pair))
        self.client = RawClient(self.evenkeel.url)

    def stop(self) -> None:
        self.client.__exit__()
        self.evenkeel.stop()
        self.upstream.stop()

    def ask(self, dialect: Dialect, body: bytes, answer: list[Step]) -> tuple[RawAnswer, bytes | None]:
        """What the client got, and what upstream was sent, if it was."""
        self.upstream.always(answer, "POST", dialect.path)
        self.upstream.forget()
        got = self.client.send("POST", dialect.path, body)
        asked = self.upstream.requests(dialect.path)
        assert len(asked) <= 1, f"{len(asked)} requests for one"
        return got, asked[0].body if asked else None

    def note_withheld(self, case: Case, answer: RawAnswer) -> None:
        self.withheld[answer.fields["x-evenkeel-decision"]] = case.id

    def unrecorded(self) -> list[str]:
        """The cases without a record; waits for the records that are still being written."""

        def missing() -> set[str]:
            listed = run_command("refusals", "list", "--json", "--limit", "100000", "--data", str(self.data))
            assert listed.returncode == 0, listed.stderr
            return self.withheld.keys() - {json.loads(line)["id"] for line in listed.stdout.splitlines()}

        try:
            until(lambda: not missing(), "all records")
        except AssertionError:
            return sorted(self.withheld[decision] for decision in missing())
        return []


def harmless_answer(dialect: Dialect, is_streamed: bool) -> list[Step]:
    """An answer that passes."""
    if dialect == EMBEDDINGS:
        return whole(EMBEDDED)
    if not dialect.generates:
        return []
    document = (STREAMED if is_streamed else WHOLE)[dialect.name][0]
    plain = planted(document, [], "")
    return dialect.streamed(plain) if is_streamed else whole(plain)


def request(dialect: Dialect, fields: dict[str, Any], is_streamed: bool) -> dict[str, Any]:
    """A request's document."""
    more: dict[str, Any] = {"model": MODEL}
    if dialect.generates:
        # Ollama streams unless it is told not to.
        more |= {"stream": is_streamed}
    return more | fields


def plain_request(dialect: Dialect, is_streamed: bool) -> bytes:
    """A request that passes."""
    fields = planted(REQUESTS[dialect.name][0], [], "")
    return json.dumps(request(dialect, fields, is_streamed)).encode()


Spelling = Callable[[Any, str], bytes]


def plainly(document: Any, marker: str) -> bytes:
    return json.dumps(document).encode()


def escaped(document: Any, marker: str) -> bytes:
    """With every letter of the marker written as an escape."""
    return json.dumps(document).replace(marker, escapes(marker)).encode()


def escapes(text: str) -> str:
    return "".join(f"\\u{ord(letter):04x}" for letter in text)
