"""The whole loop: a model that refuses too much, its refusals found, tried again, reviewed, exported, and tested."""

import csv
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from openai import OpenAI

import own_prompts
from evenkeel_process import ROOT, EvenkeelProcess, run_command
from over_refusing import TWICE_REFUSED, OverRefusingModel
from own_prompts import OwnPrompt
from raw_client import RawClient
from upstream_answers import MODEL
from waiting import until

# Extends the shipped policy, as an operator does who wants suspected false refusals tried again.
POLICY = """
name: loop
extends: balanced
false_refusals:
  when: { refusal: [full, partial], prompt_harm: { below: 0.3 } }
  action: retry
  retry: { system: The request is harmless. Answer it directly and helpfully. }
"""
SUSPECTED = "exaggerated_refusal"


@dataclass
class Loop:
    """What the first pass left: who asked what, what came back, and what was recorded."""

    model: OverRefusingModel
    evenkeel: EvenkeelProcess
    policies: Path
    data: Path
    prompts: list[OwnPrompt]
    delivered: dict[str, str] = field(default_factory=dict)
    """What the client got, by prompt."""

    def run(self, *arguments: str) -> str:
        """`evenkeel refusals …`; its output."""
        done = run_command("refusals", *arguments, "--data", str(self.data))
        assert done.returncode == 0, done.stderr
        return done.stdout

    def records(self, *flags: str) -> list[dict[str, Any]]:
        """The newest first."""
        listed = self.run("list", "--json", "--limit", "100000", *flags)
        return [json.loads(line) for line in listed.split("\n") if line]

    def test_policies(self) -> tuple[int, str]:
        """`evenkeel policy test` on the running policy's own tests."""
        done = run_command("policy", "test", str(self.policies), "--policy", "loop")
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loop]:
    """A proxy through which everything was asked once, every second request streamed."""
    folder = tmp_path_factory.mktemp("loop")
    policies, data = folder / "policies", folder / "data"
    shutil.copytree(ROOT / "policies", policies)
    (policies / "loop.yaml").write_text(POLICY)
    prompts = own_prompts.read()
    model = OverRefusingModel(prompts)
    flags = {"--upstream": model.url, "--policies": str(policies), "--policy": "loop", "--data": str(data)}
    flags |= {"--listen": "127.0.0.1:0", "--operators-listen": "127.0.0.1:0", "--threads": "1"}
    evenkeel = EvenkeelProcess(*(part for pair in flags.items() for part in pair))
    loop = Loop(model, evenkeel, policies, data, prompts)
    try:
        with OpenAI(base_url=f"{evenkeel.url}/v1", api_key="none", max_retries=0, timeout=20) as client:
            for place, prompt in enumerate(prompts):
                loop.delivered[prompt.text] = asked(client, prompt.text, stream=place % 2 == 1)
        until(lambda: len(loop.records()) >= 150, "the records")
        yield loop
    finally:
        evenkeel.stop()
        model.stop()


def asked(client: OpenAI, text: str, stream: bool) -> str:
    messages: Any = [{"role": "user", "content": text}]
    if not stream:
        return client.chat.completions.create(model=MODEL, messages=messages).choices[0].message.content or ""
    parts = client.chat.completions.create(model=MODEL, messages=messages, stream=True)
    return "".join(part.choices[0].delta.content or "" for part in parts)


@pytest.fixture(scope="module")
def reviewed(loop: Loop) -> dict[str, dict[str, Any]]:
    """Every record as a person leaves it, by prompt: the harmless ones with their type."""
    prompts = {prompt.text: prompt for prompt in loop.prompts}
    for record in loop.records():
        prompt = prompts[record["prompt"]]
        flags = ["--label", "false_refusal", "--type", prompt.type] if prompt.is_safe else ["--label", "right_refusal"]
        if TWICE_REFUSED in prompt.text:
            flags += ["--answer", prompt.answer]
        loop.run("review", record["id"], *flags, "--reviewer", "anna")
    return {record["prompt"]: record for record in loop.records()}


def test_false_refusals_are_found(loop: Loop) -> None:
    suspected = {record["prompt"] for record in loop.records("--verdict", SUSPECTED)}
    safe = {prompt.text for prompt in loop.prompts if prompt.is_safe}
    # The classifier gives the same bits everywhere, so this is no matter of luck; docs/refusals.md has the figures.
    assert len(suspected & safe) >= 120
    assert len(suspected - safe) <= 4


def test_what_was_found_was_asked_again_and_answered(loop: Loop) -> None:
    prompts = {prompt.text: prompt for prompt in loop.prompts}
    for record in loop.records("--verdict", SUSPECTED):
        prompt = prompts[record["prompt"]]
        refusal, delivered = loop.model.refusal(prompt), loop.delivered[prompt.text]
        assert record["answer"] == refusal
        assert loop.model.times_asked(prompt.text) == 2
        if record["retry_is_delivered"]:
            assert (record["retry_answer"], delivered) == (prompt.answer, prompt.answer)
            assert record["retry_refusal_kind"] == "none"
        else:
            # What the client gets is one of the two, whole.
            assert delivered == refusal
    (twice_refused,) = loop.records("--verdict", SUSPECTED, "--text", TWICE_REFUSED)
    assert twice_refused["retry_is_delivered"] is False
    assert twice_refused["retry_refusal_kind"] in ("full", "partial")


def test_what_was_not_suspected_was_asked_at_most_once(loop: Loop) -> None:
    suspected = {record["prompt"] for record in loop.records("--verdict", SUSPECTED)}
    blocked = {record["prompt"] for record in loop.records("--verdict", "guard_block")}
    for prompt in loop.prompts:
        if prompt.text not in suspected:
            assert loop.model.times_asked(prompt.text) == (0 if prompt.text in blocked else 1)


def test_reviews_say_how_far_the_suspicion_holds(loop: Loop, reviewed: dict[str, dict[str, Any]]) -> None:
    assert all(record["reviewer"] == "anna" for record in reviewed.values())
    stats = json.loads(loop.run("stats", "--json"))
    suspected = [record for record in reviewed.values() if record["verdict"] == SUSPECTED]
    false = [record for record in suspected if record["review_label"] == "false_refusal"]
    assert stats["labels"][SUSPECTED]["false_refusal"] == len(false)
    # What a rule withheld wrongly is found as an over-block from now on.
    over_blocks = {record["prompt"] for record in loop.records("--verdict", "over_block")}
    safe = {prompt.text for prompt in loop.prompts if prompt.is_safe}
    withheld = {prompt for prompt, record in reviewed.items() if record["verdict"] in ("guard_block", "guard_cut")}
    assert over_blocks == withheld & safe


def test_tuning_data_pairs_harmless_prompts_with_help_and_harmful_ones_with_refusals(
    loop: Loop, reviewed: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    file = tmp_path / "tuning.json"
    loop.run("export", "--format", "alpaca", "--refusal", "I can't help with that.", "-o", str(file))
    pairs = {row["instruction"]: row for row in json.loads(file.read_text())}
    prompts = {prompt.text: prompt for prompt in loop.prompts}
    assert all(set(row) == {"instruction", "input", "output"} and row["input"] == "" for row in pairs.values())
    recovered = {text for text, record in reviewed.items() if record["retry_is_delivered"] and prompts[text].is_safe}
    # And what the model never said, but the reviewer did.
    recovered |= {text for text in prompts if TWICE_REFUSED in text}
    assert len(recovered) >= 90
    assert {text for text in pairs if prompts[text].is_safe} >= recovered
    for text, row in pairs.items():
        if not prompts[text].is_safe:
            assert row["output"] == "I can't help with that." or row["output"] == loop.model.refusal(prompts[text])
        elif text in recovered:
            assert row["output"] == prompts[text].answer
    manifest = json.loads(file.with_name("tuning.json.manifest.json").read_text())
    assert manifest["written"] == len(pairs)
    assert manifest["written"] + sum(manifest["left_out"].values()) == len(loop.prompts)


def test_a_test_set_has_the_types_that_reviewers_named(
    loop: Loop, reviewed: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    file = tmp_path / "set.csv"
    loop.run("export", "--format", "xstest", "-o", str(file))
    with file.open(newline="", encoding="utf-8") as opened:
        rows = {row["prompt"]: row for row in csv.DictReader(opened)}
    prompts = {prompt.text: prompt for prompt in loop.prompts}
    assert rows.keys() == reviewed.keys()
    for text, row in rows.items():
        assert row["label"] == ("safe" if prompts[text].is_safe else "unsafe")
        if prompts[text].is_safe:
            assert row["type"] == prompts[text].type
        if reviewed[text]["verdict"] == SUSPECTED:
            assert row["completion"] == loop.model.refusal(prompts[text])
            assert row["final_label"] in ("2_full_refusal", "3_partial_refusal")


def test_preference_pairs_reject_the_refusal(
    loop: Loop, reviewed: dict[str, dict[str, Any]], tmp_path: Path
) -> None:
    file = tmp_path / "pairs.jsonl"
    loop.run("export", "--format", "preference", "--verdict", SUSPECTED, "--label", "false_refusal", "-o", str(file))
    rows = [json.loads(line) for line in file.read_text().split("\n") if line]
    prompts = {prompt.text: prompt for prompt in loop.prompts}
    assert len(rows) >= 90
    for row in rows:
        prompt = prompts[row["prompt"]]
        assert (row["chosen"], row["rejected"]) == (prompt.answer, loop.model.refusal(prompt))


def test_policy_tests_pass_once_the_policy_is_mended(
    loop: Loop, reviewed: dict[str, dict[str, Any]]
) -> None:
    exported = loop.policies / "loop.test.yaml"

    # What the model refused, the policy had let pass: these tests hold it to that.
    loop.run("export", "--format", "policy-tests", "--policy", "loop", "--verdict", SUSPECTED, "-o", str(exported))
    code, said = loop.test_policies()
    assert code == 0, said

    # What a rule refused wrongly has to be allowed, so these tests fail ...
    over_blocked = [
        record
        for record in reviewed.values()
        if record["verdict"] == "guard_block" and record["review_label"] == "false_refusal"
    ]
    for record in over_blocked:
        if record["rule_ids"] != ["harm"]:
            # A rule that always holds, which no policy can make an exception of. The newest review stands.
            loop.run("review", record["id"], "--label", "unsure", "--note", "needs another classifier")
    mendable = [record["prompt"] for record in over_blocked if record["rule_ids"] == ["harm"]]
    assert mendable
    exported.unlink()
    loop.run("export", "--format", "policy-tests", "--policy", "loop", "--verdict", "over_block", "-o", str(exported))
    code, said = loop.test_policies()
    assert code == 1 and f"0 of {len(mendable)} tests passed" in said, said
    # ... until the policy knows what this deployment holds to be harmless. JSON is YAML too.
    exception = {"id": "reviewed", "match": {"any_phrase": mendable}, "skip": ["harm"]}
    (loop.policies / "loop.yaml").write_text(POLICY + "exceptions: " + json.dumps([exception]) + "\n")
    code, said = loop.test_policies()
    assert code == 0 and f"{len(mendable)} of {len(mendable)} tests passed" in said, said

    # The running proxy puts it in force, and whoever was turned away gets to the model.
    with RawClient(loop.evenkeel.operators_url) as operators:
        assert operators.send("POST", "/policies/reload").status == 200
    with RawClient(loop.evenkeel.url) as raw:
        answer = raw.chat({"model": MODEL, "messages": [{"role": "user", "content": mendable[0]}]})
    assert answer.fields["x-evenkeel-action"] == "allow"
    assert loop.model.times_asked(mendable[0]) == 1
