"""What the proxy recorded, decided again: by the same policy as at the time, and by others."""

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from conftest import POLICIES, Serve
from conversations import HARMFUL, chat
from evenkeel_process import run_command
from raw_client import RawClient


def replay(folder: Path, records: Path, *flags: str) -> dict[str, Any]:
    done = run_command("policy", "replay", str(folder), "--records", str(records), "--json", *flags)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def changes(report: dict[str, Any]) -> dict[tuple[str, str], int]:
    return {(part["from"], part["to"]): part["records"] for part in report["transitions"]}


def test_recorded_refusals_are_decided_again(serve: Serve, tmp_path: Path) -> None:
    process = serve()
    with RawClient(process.url) as raw:
        for _ in range(3):
            raw.chat(chat(HARMFUL))
    process.terminate()
    assert process.wait() == 0
    exported = tmp_path / "records.jsonl"
    done = run_command(
        "refusals", "export", "--unreviewed", "--format", "jsonl", "--data", str(tmp_path / "data"),
        "--output", str(exported)
    )
    assert done.returncode == 0, done.stderr
    for source in (exported, tmp_path / "data", tmp_path / "data" / "refusals.sqlite"):
        # The same policy says the same.
        assert changes(replay(POLICIES, source)) == {("refuse", "refuse"): 3}

    lenient = tmp_path / "lenient"
    lenient.mkdir()
    (lenient / "a.yaml").write_text(
        "name: lenient\nprompt: { rules: [{ id: r, when: { harm: { at_least: 1 } }, action: refuse }] }\n"
    )
    report = replay(lenient, exported, "--policy", "lenient", "--examples", "1")
    assert changes(report) == {("refuse", "allow"): 3}
    assert report["changed"] == 3
    (example,) = report["examples"]
    assert example["rules_after"] == []
    assert example["words"] and HARMFUL.startswith(example["words"].rstrip("…"))


def test_results_of_policy_tests_are_junit_that_others_read(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "name: a\nprompt: { rules: [{ id: r, when: { any_phrase: stop }, action: refuse }] }\n"
        'tests:\n  - { prompt: "stop <now> & \\"here\\" \\u0001", expect: { refuse: r } }\n'
        "  - { prompt: go on, expect: { refuse: r } }\n"
    )
    done = run_command("policy", "test", str(tmp_path), "--classifier", "ngram", "--format", "junit")
    assert done.returncode == 1
    (suite,) = ElementTree.fromstring(done.stdout)
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == ("a", "2", "1")
    passed, failed = suite
    assert 'stop <now> & "here"' in (passed.get("name") or "")
    assert list(passed) == []
    assert (failed[0].tag, failed.get("line")) == ("failure", "5")
