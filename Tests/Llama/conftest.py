"""Fixtures: llama.cpp's server with a tiny model, and the real binary before it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openai import OpenAI

import tiny_model
from evenkeel_process import BINARY, ROOT, EvenkeelProcess
from llama_server import LlamaServer


def pytest_sessionstart() -> None:
    if not BINARY.exists():
        pytest.exit(f"there is no binary at `{BINARY}`: build it first", returncode=3)


@pytest.fixture(scope="session")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LlamaServer]:
    model = tmp_path_factory.mktemp("model") / "tiny.gguf"
    tiny_model.write(model)
    server = LlamaServer(model)
    yield server
    server.stop()


@pytest.fixture
def evenkeel(llama: LlamaServer, tmp_path: Path) -> Iterator[EvenkeelProcess]:
    process = EvenkeelProcess(
        "--upstream", llama.url, "--listen", "127.0.0.1:0", "--operators-listen", "127.0.0.1:0",
        "--policies", str(ROOT / "policies"), "--data", str(tmp_path / "data"),
    )  # fmt: skip
    yield process
    process.stop()


@pytest.fixture
def client(evenkeel: EvenkeelProcess) -> Iterator[OpenAI]:
    with OpenAI(base_url=f"{evenkeel.url}/v1", api_key="unused", max_retries=0, timeout=60) as client:
        yield client
