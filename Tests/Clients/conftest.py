"""Fixtures: the scripted upstream, the real binary before it, and clients of both."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openai import OpenAI

import wire_schema
from evenkeel_process import BINARY, EvenkeelProcess, run_command
from fake_upstream import FakeUpstream
from raw_client import RawClient
from upstream_answers import MODEL, whole
from wire_schema import WireSchema

CLIENT_KEY = "sk-the-clients-own-secret"
POLICIES = Path(__file__).parent / "policies"

Serve = Callable[..., EvenkeelProcess]
Records = Callable[..., list[dict[str, Any]]]


def pytest_sessionstart() -> None:
    if not BINARY.exists():
        pytest.exit(f"there is no binary at `{BINARY}`: build it first", returncode=3)


@pytest.fixture
def upstream() -> Iterator[FakeUpstream]:
    upstream = FakeUpstream()
    card = {"id": MODEL, "object": "model", "created": 1760000000, "owned_by": "tests"}
    upstream.always(whole({"object": "list", "data": [card]}))
    upstream.always(whole(card), path=f"/v1/models/{MODEL}")
    yield upstream
    upstream.stop()


@pytest.fixture
def serve(upstream: FakeUpstream, tmp_path: Path) -> Iterator[Serve]:
    """Starts the binary before the upstream; further flags as given. Everything started is ended."""
    started: list[EvenkeelProcess] = []

    def start(*flags: str) -> EvenkeelProcess:
        flags_of_tests = {
            "--upstream": upstream.url,
            "--listen": "127.0.0.1:0",
            "--operators-listen": "127.0.0.1:0",
            "--policies": str(POLICIES),
            "--policy": "clients",
            "--data": str(tmp_path / "data"),
            "--threads": "1",
            "--judging-threads": "1",
        }
        # A flag that the test gives counts instead of the one here.
        kept = [part for pair in flags_of_tests.items() if pair[0] not in flags for part in pair]
        process = EvenkeelProcess(*kept, *flags)
        started.append(process)
        return process

    yield start
    for process in started:
        process.stop()


@pytest.fixture
def evenkeel(serve: Serve) -> EvenkeelProcess:
    """The binary with the tests' own policy and no keys."""
    return serve()


@pytest.fixture
def client(evenkeel: EvenkeelProcess) -> Iterator[OpenAI]:
    """The official client, told nothing but a base URL and a key. It never tries twice, so that faults show."""
    with OpenAI(base_url=f"{evenkeel.url}/v1", api_key=CLIENT_KEY, max_retries=0, timeout=20) as client:
        yield client


@pytest.fixture
def raw(evenkeel: EvenkeelProcess) -> Iterator[RawClient]:
    with RawClient(evenkeel.url) as raw:
        yield raw


@pytest.fixture
def records(tmp_path: Path) -> Records:
    """Reads the refusal log with the program itself, the newest record first."""

    def read(*flags: str) -> list[dict[str, Any]]:
        listed = run_command("refusals", "list", "--json", "--data", str(tmp_path / "data"), *flags)
        assert listed.returncode == 0, listed.stderr
        return [json.loads(line) for line in listed.stdout.splitlines()]

    return read


@pytest.fixture(scope="session")
def schema() -> WireSchema:
    if not wire_schema.PATH.exists():
        pytest.skip("no copy of OpenAI's API description; EVENKEEL_WIRE_SCHEMA names one")
    return WireSchema()
