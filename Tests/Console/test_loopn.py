"""The whole loop with a person in it: refusals found, tried again, appealed, reviewed in the browser, exported."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import own_prompts
from browser import Browser
from conftest import Start
from console_process import ConsoleProcess
from evenkeel_process import ROOT, run_command
from over_refusing import OverRefusingModel
from own_prompts import OwnPrompt
from raw_client import RawClient
from waiting import until

POLICY = """
name: loop
extends: balanced
false_refusals:
  when: { refusal: [full, partial], prompt_harm: { below: 0.3 } }
  action: retry
  retry: { system: The request is harmless. Answer it directly and helpfully. }
"""
LETTERS = {
    "homonyms": "h",
    "figurative_language": "f",
    "safe_targets": "t",
    "safe_contexts": "c",
    "definitions": "d",
    "nons_group_real_discr": "g",
    "real_group_nons_discr": "r",
    "historical_events": "e",
    "privacy_public": "p",
    "privacy_fictional": "i",
}


@pytest.fixture
def prompts() -> list[OwnPrompt]:
    """Three of each type, harmless and harmful."""
    every = own_prompts.read()
    kinds = dict.fromkeys(prompt.type for prompt in every)
    return [prompt for kind in kinds for prompt in [one for one in every if one.type == kind][:3]]


@pytest.fixture
def policies(tmp_path: Path) -> Path:
    folder = tmp_path / "policies"
    shutil.copytree(ROOT / "policies", folder)
    (folder / "loop.yaml").write_text(POLICY)
    return folder


@pytest.fixture
def console(start: Start, prompts: list[OwnPrompt], policies: Path) -> Iterator[ConsoleProcess]:
    """A proxy before a model that refuses too much, through which every prompt was asked once."""
    model = OverRefusingModel(prompts)
    flags = {"--upstream": model.url, "--policies": str(policies), "--policy": "loop", "--classifier": "ngram"}
    console = start([], *(part for pair in flags.items() for part in pair))
    try:
        with RawClient(console.process.url) as raw:
            for prompt in prompts:
                raw.chat({"model": "m", "messages": [{"role": "user", "content": prompt.text}]})
        until(lambda: len(console.records()) == len(prompts), "every refusal to be recorded")
        yield console
    finally:
        model.stop()


def appeal(console: ConsoleProcess, decision: str) -> str:
    """What comes of a user's word that an answer should have been given."""
    with RawClient(console.process.url) as raw:
        said = {"decision": decision, "verdict": "should_have_answered", "comment": "nobody was to be hurt"}
        answer = raw.send("POST", "/v1/feedback", json.dumps(said).encode())
    assert answer.status == 200, answer.body
    return answer.json()["status"]


def review(browser: Browser, prompts: dict[str, OwnPrompt]) -> list[str]:
    """Labels everything in the queue with the keyboard, as a person who knows what is harmless; what was shown."""
    script = "return document.querySelector('details.item[open] .said.prompt .text')?.textContent ?? ''"
    seen: list[str] = []
    for count in range(1, len(prompts) + 1):
        shown = browser.wait_for(lambda: browser.run(script), "the next item")
        seen.append(shown)
        keys = [LETTERS[prompts[shown].type], "1"] if prompts[shown].is_safe else ["2"]
        browser.press(*keys)
        browser.wait_for(
            lambda: browser.run("return Number(document.getElementById('progress').value)") == count,
            f"label {count} to be acknowledged",
        )
    return seen


def test_from_a_false_refusal_to_tuning_data_and_policy_tests(
    browser: Browser, console: ConsoleProcess, prompts: list[OwnPrompt], policies: Path, tmp_path: Path
) -> None:
    known = {prompt.text: prompt for prompt in prompts}
    found = {record["prompt"]: record for record in console.records().values()}
    suspected = {text for text, record in found.items() if record["verdict"] == "exaggerated_refusal"}
    false = {text for text in suspected if known[text].is_safe}
    assert len(false) >= 10
    recovered = {text for text in false if found[text]["retry_is_delivered"]}
    assert len(recovered) >= 5
    assert all(found[text]["retry_answer"] == known[text].answer for text in recovered)

    # A rule refused something harmless; its user says so, twice, and it comes first.
    blocked = [t for t, record in found.items() if record["verdict"] == "guard_block" and known[t].is_safe][-1]
    assert [appeal(console, found[blocked]["id"]) for _ in range(2)] == ["opened", "unchanged"]

    browser.log_in(console.url, console.tokens["reviewer"])
    browser.open(f"{console.url}/review")
    seen = review(browser, known)
    assert seen[0] == blocked
    assert sorted(seen) == sorted(known)
    for record in console.records().values():
        prompt = known[record["prompt"]]
        label, kind = ("false_refusal", prompt.type) if prompt.is_safe else ("right_refusal", None)
        assert (record["review_label"], record["review_type"], record["reviewer"]) == (label, kind, "a-reviewer")

    # How far the suspicion held.
    stats = run_command("refusals", "stats", "--json", "--data", str(console.data))
    assert json.loads(stats.stdout)["labels"]["exaggerated_refusal"].get("false_refusal") == len(false)

    tuning = tmp_path / "tuning.json"
    export(console, "--format", "alpaca", "--refusal", "No.", "-o", str(tuning))
    pairs = {row["instruction"]: row["output"] for row in json.loads(tuning.read_text())}
    assert {text: pairs[text] for text in recovered} == {text: known[text].answer for text in recovered}
    assert all(text in pairs for text in known if not known[text].is_safe)

    tests = policies / "loop.test.yaml"
    export(console, "--format", "policy-tests", "--verdict", "exaggerated_refusal", "-o", str(tests))
    done = run_command("policy", "test", "--classifier", "ngram", str(policies), "--policy", "loop")
    assert done.returncode == 0 and f"{len(false)} of {len(false)} tests passed" in done.stdout, done.stdout


def export(console: ConsoleProcess, *flags: str) -> None:
    done = run_command("refusals", "export", *flags, "--data", str(console.data))
    assert done.returncode == 0, done.stderr
