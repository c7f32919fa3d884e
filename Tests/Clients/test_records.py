"""The refusal log, read with the program's own commands."""

import csv
import io
import json
from pathlib import Path

import pytest
from openai import OpenAI

from conftest import Records
from conversations import ANSWER, HARMFUL, HARMFUL_ANSWER, HARMLESS, REFUSAL, chat, said
from evenkeel_process import EvenkeelProcess, run_command
from fake_upstream import FakeUpstream
from raw_client import RawClient
from upstream_answers import DONE, MODEL, choice, completion, spoken, streamed, whole
from waiting import until


def metric(evenkeel: EvenkeelProcess, name: str) -> float:
    """The sum of a metric over its labels; 0 before it is there."""
    with RawClient(evenkeel.operators_url) as operators:
        text = operators.send("GET", "/metrics").body.decode()
    rows = [line for line in text.splitlines() if line.split("{")[0].split(" ")[0] == name]
    return sum(float(row.rsplit(" ", 1)[1]) for row in rows)


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_a_false_refusal_is_recorded(
    client: OpenAI, upstream: FakeUpstream, records: Records, stream: bool
) -> None:
    answer = streamed(spoken(REFUSAL) + [DONE]) if stream else whole(completion(choice(REFUSAL)))
    upstream.script(answer)
    if stream:
        parts = client.chat.completions.create(model=MODEL, messages=said(HARMLESS), stream=True)
        text = "".join(part.choices[0].delta.content or "" for part in parts)
    else:
        text = client.chat.completions.create(model=MODEL, messages=said(HARMLESS)).choices[0].message.content or ""
    # The answer itself is passed on unchanged.
    assert text == REFUSAL
    record = until(records, "a record")[0]
    assert record["verdict"] == "exaggerated_refusal"
    assert (record["prompt"], record["answer"]) == (HARMLESS, REFUSAL)
    assert (record["model"], record["policy"], record["is_streamed"]) == (MODEL, "clients", stream)
    assert record["refusal_kind"] == "full"
    assert record["prompt_harm"] < 0.3


def test_a_refused_prompt_is_recorded_under_the_id_that_the_client_was_shown(raw: RawClient, records: Records) -> None:
    answer = raw.chat(chat(HARMFUL))
    record = until(records, "a record")[0]
    assert record["id"] == answer.fields["x-evenkeel-decision"]
    assert (record["verdict"], record["stage"], record["rule_ids"]) == ("guard_block", "prompt", ["harm"])
    assert record["prompt"] == HARMFUL
    assert f"clients@{record['policy_revision']}" == answer.fields["x-evenkeel-policy"]


def test_a_cut_answer_is_recorded(raw: RawClient, upstream: FakeUpstream, records: Records) -> None:
    upstream.script(whole(completion(choice(HARMFUL_ANSWER))))
    raw.chat(chat())
    record = until(records, "a record")[0]
    assert (record["verdict"], record["stage"]) == ("guard_cut", "response")
    assert record["answer_harm"] >= 0.7


def test_an_answer_that_passes_is_counted_and_not_kept(
    evenkeel: EvenkeelProcess, raw: RawClient, upstream: FakeUpstream, records: Records
) -> None:
    upstream.script(whole(completion(choice(ANSWER))))
    raw.chat(chat())
    raw.chat(chat(HARMFUL))
    kept = until(records, "the record of the refused prompt")
    assert [record["verdict"] for record in kept] == ["guard_block"]


def test_records_are_exported(raw: RawClient, upstream: FakeUpstream, records: Records, tmp_path: Path) -> None:
    upstream.script(whole(completion(choice(REFUSAL))))
    raw.chat(chat())
    raw.chat(chat(HARMFUL))
    until(lambda: len(records()) == 2, "two records")
    data = str(tmp_path / "data")

    lines = run_command("refusals", "export", "--unreviewed", "--format", "jsonl", "--data", data)
    assert lines.returncode == 0, lines.stderr
    exported = [json.loads(line) for line in lines.stdout.splitlines()]
    assert [record["verdict"] for record in exported] == ["exaggerated_refusal", "guard_block"]

    table = run_command("refusals", "export", "--unreviewed", "--format", "csv", "--data", data)
    assert table.returncode == 0, table.stderr
    rows = list(csv.DictReader(io.StringIO(table.stdout)))
    assert [row["prompt"] for row in rows] == [HARMLESS, HARMFUL]
    assert [row["id"] for row in rows] == [record["id"] for record in exported]


def test_records_are_listed_shown_and_counted(raw: RawClient, records: Records, tmp_path: Path) -> None:
    raw.chat(chat(HARMFUL))
    record = until(records, "a record")[0]
    assert records("--verdict", "exaggerated_refusal") == []
    assert len(records("--verdict", "guard_block")) == 1
    data = str(tmp_path / "data")
    for command in (["list"], ["show", record["id"]], ["stats"]):
        done = run_command("refusals", *command, "--data", data)
        assert done.returncode == 0, done.stderr
        assert "guard_block" in done.stdout
    assert HARMFUL in run_command("refusals", "show", record["id"], "--data", data).stdout


def test_acknowledged_records_survive_a_kill(
    evenkeel: EvenkeelProcess, raw: RawClient, records: Records
) -> None:
    count = 20
    shown = [raw.chat(chat(HARMFUL)).fields["x-evenkeel-decision"] for _ in range(count)]
    until(lambda: metric(evenkeel, "evenkeel_records_written_total") >= count, "the records to be acknowledged")
    evenkeel.kill()
    assert sorted(record["id"] for record in records()) == sorted(shown)


def test_the_log_reads_well_after_a_kill_in_the_middle(
    evenkeel: EvenkeelProcess, raw: RawClient, records: Records
) -> None:
    shown: list[str] = []
    while metric(evenkeel, "evenkeel_records_written_total") < 1:
        shown.append(raw.chat(chat(HARMFUL)).fields["x-evenkeel-decision"])
    acknowledged = metric(evenkeel, "evenkeel_records_written_total")
    evenkeel.kill()
    kept = [record["id"] for record in records("--limit", "100000")]
    assert len(kept) >= acknowledged
    assert set(kept) <= set(shown)


def test_a_restart_goes_on_with_the_same_log(serve, records: Records) -> None:
    for _ in range(2):
        evenkeel = serve()
        with RawClient(evenkeel.url) as raw:
            raw.chat(chat(HARMFUL))
        evenkeel.stop()
    assert len(records()) == 2


def test_prompts_stand_in_no_log_line_and_no_metric(
    evenkeel: EvenkeelProcess, raw: RawClient, records: Records
) -> None:
    raw.chat(chat(HARMFUL), authorization="Bearer sk-the-clients-own-secret")
    until(records, "a record")
    until(lambda: any("x-evenkeel" in line or "decision" in line for line in evenkeel.output_lines), "the access line")
    with RawClient(evenkeel.operators_url) as operators:
        metrics = operators.send("GET", "/metrics").body.decode()
    written = "\n".join(evenkeel.output_lines + evenkeel.error_lines) + metrics
    assert "pipe bomb" not in written
    assert "sk-the-clients-own-secret" not in written
