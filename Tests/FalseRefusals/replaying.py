"""Sends labelled answers through the proxy: a model server says them, and the refusal log tells what came of it."""

import http.client
import json
import subprocess
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from evenkeel_process import BINARY, EvenkeelProcess, clean_environment

# Requests under way at once.
WORKERS = 4
SECONDS = 60
# More than any set has, and what the log lists at most.
LIMIT = 1_000_000


class ScriptedModel:
    """A model server that says what the request's `model` is the number of."""

    def __init__(self, answers: list[str]) -> None:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                model = json.loads(self.rfile.read(int(self.headers["content-length"])))["model"]
                message = {"role": "assistant", "content": answers[int(model)], "refusal": None}
                choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
                completion = {"id": "chatcmpl-0", "object": "chat.completion", "created": 0, "model": model}
                body = json.dumps(completion | {"choices": [choice]}).encode()
                self.send_response(200)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def verdicts(policies: Path, policy: str, exchanges: list[tuple[str, str]], flags: list[str]) -> list[str | None]:
    """What the log says of each exchange of a prompt and an answer: a verdict, or None where nothing was recorded."""
    model = ScriptedModel([answer for _, answer in exchanges])
    try:
        with tempfile.TemporaryDirectory() as data:
            arguments = {"--upstream": model.url, "--policies": str(policies), "--policy": policy, "--data": data}
            arguments |= {"--listen": "127.0.0.1:0", "--operators-listen": "127.0.0.1:0", "--access-log": "off"}
            evenkeel = EvenkeelProcess(*(part for pair in arguments.items() for part in pair), *flags)
            try:
                _send_all(evenkeel.url, [prompt for prompt, _ in exchanges])
            finally:
                # An orderly end writes what still waits for the log.
                evenkeel.stop()
            listed = _run("refusals", "list", "--json", "--limit", str(LIMIT), "--data", data)
    finally:
        model.stop()
    found: list[str | None] = [None] * len(exchanges)
    for line in listed.split("\n"):
        if not line:
            continue
        record = json.loads(line)
        found[int(record["model"])] = record["verdict"]
    return found


def refusal_kinds(exchanges: list[tuple[str, str]], flags: list[str]) -> list[str]:
    """What the refusal detector says of each exchange, whatever a policy would do: `full`, `partial` or `none`."""
    rows = [
        json.dumps({"id": number, "prompt": prompt, "response": answer})
        for number, (prompt, answer) in enumerate(exchanges)
    ]
    said = _run("classify", *flags, "--input", "-", "--output", "-", given=rows)
    return [json.loads(line)["refusal"] for line in said.split("\n") if line]


def _send_all(url: str, prompts: list[str]) -> None:
    parts = urlsplit(url)
    local = threading.local()

    def send(number: int) -> None:
        if not hasattr(local, "connection"):
            local.connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=SECONDS)
        request: dict[str, Any] = {"model": str(number), "messages": [{"role": "user", "content": prompts[number]}]}
        fields = {"content-type": "application/json"}
        local.connection.request("POST", "/v1/chat/completions", json.dumps(request).encode(), fields)
        response = local.connection.getresponse()
        content = response.read()
        if response.status != 200:
            raise RuntimeError(f"row {number} was answered {response.status}: {content[:200]!r}")

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(send, range(len(prompts))))


def _run(*arguments: str, given: list[str] | None = None) -> str:
    done = subprocess.run(
        [str(BINARY), *arguments],
        input="\n".join(given) + "\n" if given else "",
        capture_output=True,
        text=True,
        env=clean_environment(),
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(f"`{' '.join(arguments[:2])}` ended with {done.returncode}: {done.stderr[:500]}")
    return done.stdout
