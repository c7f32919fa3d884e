"""The real binary as a process: started on free ports, watched through its log, ended for certain."""

import json
import os
import signal
import subprocess
import threading
from pathlib import Path
from typing import Any, IO

from waiting import DEADLINE, until

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("EVENKEEL_BINARY", ROOT / ".build" / "release" / "evenkeel"))


def clean_environment() -> dict[str, str]:
    """This process's environment without anything that would configure evenkeel."""
    return {name: value for name, value in os.environ.items() if not name.startswith("EVENKEEL_")}


class EvenkeelProcess:
    """One `evenkeel serve`; ready to be used when its making returns."""

    def __init__(self, *arguments: str) -> None:
        self.error_lines: list[str] = []
        self.output_lines: list[str] = []
        self._process = subprocess.Popen(
            [str(BINARY), "serve", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=clean_environment(),
        )
        # Both pipes are always drained, so that a chatty process never blocks on a full one.
        self._readers = [
            threading.Thread(target=self._drain, args=(stream, lines), daemon=True)
            for stream, lines in ((self._process.stdout, self.output_lines), (self._process.stderr, self.error_lines))
        ]
        for reader in self._readers:
            reader.start()
        try:
            until(lambda: self.exit_code is not None or len(self._addresses()) == 2, "both ports to listen")
            assert self.exit_code is None, f"evenkeel ended with {self.exit_code} at its start"
        except AssertionError as error:
            self.stop()
            raise AssertionError(f"{error}\n" + "\n".join(self.error_lines[-20:])) from None

    @staticmethod
    def _drain(stream: IO[bytes] | None, lines: list[str]) -> None:
        assert stream is not None
        for line in stream:
            lines.append(line.decode("utf-8", "replace").rstrip("\n"))

    def log_lines(self, message: str) -> list[dict[str, Any]]:
        """The log lines with this message."""
        found = []
        for line in list(self.error_lines):
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if isinstance(entry, dict) and entry.get("message") == message:
                found.append(entry)
        return found

    def _addresses(self) -> list[str]:
        """Of the clients' port and the operators'; fewer while they are not both open."""
        lines = self.log_lines("clients can connect")[:1] + self.log_lines("operators can connect")[:1]
        return [line["address"] for line in lines]

    @property
    def url(self) -> str:
        """Where clients connect."""
        return f"http://{self._addresses()[0]}"

    @property
    def operators_url(self) -> str:
        return f"http://{self._addresses()[1]}"

    @property
    def exit_code(self) -> int | None:
        return self._process.poll()

    def kill(self) -> None:
        """`kill -9`: nothing is flushed, nothing is said."""
        self._process.kill()
        self._process.wait(DEADLINE)

    def terminate(self) -> None:
        self._process.send_signal(signal.SIGTERM)

    def wait(self) -> int:
        return self._process.wait(DEADLINE)

    def stop(self) -> None:
        """Ends the process, by force if it does not end by itself."""
        if self.exit_code is None:
            self._process.terminate()
            try:
                self._process.wait(DEADLINE)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(DEADLINE)
        for reader in self._readers:
            reader.join(DEADLINE)


def run_command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Any other subcommand, to its end."""
    return subprocess.run(
        [str(BINARY), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=DEADLINE,
        env=clean_environment(),
        check=False,
    )
