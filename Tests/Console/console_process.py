"""The real binary with a console: users, records, and where its pages are."""

import json
import re
from pathlib import Path
from typing import Any

from evenkeel_process import ROOT, EvenkeelProcess, run_command


class ConsoleProcess:
    """One `evenkeel serve` with a reviewer and a viewer, and the records that it was given."""

    def __init__(self, folder: Path, rows: list[dict[str, Any]], *flags: str) -> None:
        self.data = folder / "data"
        tokens = folder / "tokens"
        self.tokens = {role: self._add(role, tokens) for role in ("reviewer", "viewer")}
        if rows:
            self.take(rows, folder)
        flags_of_tests = {
            # Nothing listens there: the console needs no model server.
            "--upstream": "http://127.0.0.1:9",
            "--listen": "127.0.0.1:0",
            "--operators-listen": "127.0.0.1:0",
            "--policies": str(ROOT / "policies"),
            "--data": str(self.data),
            "--console-tokens-file": str(tokens),
            # Words in microseconds: these tests are of pages, not of scores.
            "--classifier": "ngram",
            "--threads": "1",
            "--judging-threads": "1",
        }
        # A flag that the test gives counts instead of the one here.
        kept = [part for pair in flags_of_tests.items() if pair[0] not in flags for part in pair]
        self.process = EvenkeelProcess(*kept, *flags)
        self.url = f"{self.process.operators_url}/console"

    @staticmethod
    def _add(role: str, tokens: Path) -> str:
        done = run_command("console", "add", "--name", f"a-{role}", "--role", role, "--file", str(tokens))
        assert done.returncode == 0, done.stderr
        found = re.search(r"ekc-[0-9a-f]{64}", done.stdout + done.stderr)
        assert found, done.stdout
        return found[0]

    def take(self, rows: list[dict[str, Any]], folder: Path) -> None:
        """Puts rows into the log, before the process runs or while it does."""
        file = folder / "rows.jsonl"
        # As they would have come: the queue shows first what came last.
        lines = [json.dumps(row) + "\n" for row in sorted(rows, key=lambda row: row["id"])]
        file.write_text("".join(lines), encoding="utf-8")
        done = run_command("refusals", "import", str(file), "--data", str(self.data))
        assert done.returncode == 0, done.stdout + done.stderr

    def records(self) -> dict[str, dict[str, Any]]:
        """What the log holds, by id, read with the program's own command."""
        done = run_command("refusals", "list", "--json", "--limit", "10000", "--data", str(self.data))
        assert done.returncode == 0, done.stderr
        return {record["id"]: record for record in map(json.loads, done.stdout.splitlines())}

    def stop(self) -> None:
        self.process.stop()
