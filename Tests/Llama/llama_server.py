"""llama.cpp's OpenAI-compatible server as a process, serving the tiny model on a free port."""

import re
import subprocess
import sys
import threading
from pathlib import Path

import tiny_model
from waiting import DEADLINE, until

ADDRESS = re.compile(r"Uvicorn running on (http://127\.0\.0\.1:(\d+))")
ESTABLISHED = "01"


class LlamaServer:
    """Ready to be asked when its making returns."""

    def __init__(self, model: Path) -> None:
        self._lines: list[str] = []
        self._process = subprocess.Popen(
            [
                sys.executable, "-m", "llama_cpp.server", "--model", str(model), "--model_alias", tiny_model.NAME,
                "--n_ctx", str(tiny_model.CONTEXT), "--host", "127.0.0.1", "--port", "0", "--seed", "1",
                "--n_threads", "1", "--n_threads_batch", "1",
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )  # fmt: skip
        self._reader = threading.Thread(target=self._drain, daemon=True)
        self._reader.start()
        try:
            until(lambda: self._process.poll() is not None or self._address(), "llama.cpp's server", 120)
            assert self._process.poll() is None, "llama.cpp's server ended at its start"
        except AssertionError as error:
            self.stop()
            raise AssertionError(f"{error}\n" + "\n".join(self._lines[-20:])) from None

    def _drain(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.append(line.rstrip("\n"))

    def _address(self) -> re.Match[str] | None:
        return next((found for line in list(self._lines) if (found := ADDRESS.search(line))), None)

    @property
    def url(self) -> str:
        found = self._address()
        assert found is not None
        return found[1]

    def connections(self) -> int:
        """Open connections to the server, from the kernel's table."""
        found = self._address()
        assert found is not None
        port = f":{int(found[2]):04X}"
        rows = [line.split() for line in Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]]
        return sum(1 for row in rows if row[1].endswith(port) and row[3] == ESTABLISHED)

    def stop(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(DEADLINE)
        self._reader.join(DEADLINE)
