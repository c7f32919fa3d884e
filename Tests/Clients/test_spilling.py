"""The refusal log while its database is away, and its copy for log shippers, seen from outside."""

import json
import sqlite3
from pathlib import Path

from conftest import Records, Serve
from conversations import HARMFUL, chat
from evenkeel_process import EvenkeelProcess, run_command
from fake_upstream import FakeUpstream
from raw_client import RawClient
from test_records import metric
from waiting import until

# Nobody listens on it, so that connecting fails at once.
NO_DATABASE = "postgresql://nobody@127.0.0.1:1/none"


def refuse(evenkeel: EvenkeelProcess, times: int = 1) -> list[str]:
    """Has requests refused, and gives the ids of their decisions."""
    with RawClient(evenkeel.url) as client:
        return [client.chat(chat(HARMFUL)).fields["x-evenkeel-decision"] for _ in range(times)]


def ready(evenkeel: EvenkeelProcess) -> dict[str, object]:
    with RawClient(evenkeel.operators_url) as operators:
        answer = operators.send("GET", "/readyz")
    return {"code": answer.status} | json.loads(answer.body)


def test_records_of_a_locked_database_survive_kill_9_and_are_in_it_after_the_next_start(
    serve: Serve, records: Records, tmp_path: Path
) -> None:
    first = serve()
    lock = sqlite3.connect(tmp_path / "data" / "refusals.sqlite", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    ids = refuse(first, 3)
    until(lambda: metric(first, "evenkeel_records_spilled_total") == 3, "the records in the spill file")
    state = ready(first)
    assert (state["code"], state["status"]) == (200, "degraded")
    assert "3 records wait in the spill file" in state["records"]["detail"]
    assert metric(first, "evenkeel_records_healthy") == 0
    first.kill()
    lock.execute("ROLLBACK")
    assert records() == []

    second = serve()
    until(lambda: metric(second, "evenkeel_records_caught_up_total") == 3, "the records out of the spill file")
    assert sorted(record["id"] for record in records()) == sorted(ids)
    assert ready(second)["status"] == "ready"
    counted = lock.execute("SELECT sum(requests) FROM traffic WHERE outcome = 'refused_prompt'").fetchone()
    # Counts of the last second may go with a killed process; none may count twice.
    assert (counted[0] or 0) <= 3


def test_a_proxy_starts_and_answers_without_its_database(serve: Serve, tmp_path: Path) -> None:
    settings = tmp_path / "evenkeel.yaml"
    settings.write_text(f"records:\n  database: {NO_DATABASE}\n")
    evenkeel = serve("--config", str(settings))
    assert ready(evenkeel)["status"] == "ready"
    refuse(evenkeel, 2)
    until(lambda: metric(evenkeel, "evenkeel_records_spilled_total") == 2, "the records in the spill file")
    assert ready(evenkeel)["status"] == "degraded"
    assert metric(evenkeel, "evenkeel_record_spill_records") == 2
    message = "refusal log cannot be written, records go to the spill file"
    assert len(until(lambda: evenkeel.log_lines(message), "a line in the log")) == 1


def test_the_stream_holds_the_lines_of_an_export(serve: Serve, tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    evenkeel = serve("--records-stream", str(path))
    ids = refuse(evenkeel, 5)
    until(lambda: metric(evenkeel, "evenkeel_records_written_total") == 5, "the records in the database")
    assert metric(evenkeel, "evenkeel_record_stream_lines_total") == 5
    assert path.stat().st_mode & 0o777 == 0o600
    exported = run_command("refusals", "export", "--unreviewed", "--format", "jsonl", "--data", str(tmp_path / "data"))
    # An export is in the order of the ids, which is any order within a millisecond.
    assert sorted(path.read_text().splitlines()) == sorted(exported.stdout.splitlines())
    assert [json.loads(line)["id"] for line in path.read_text().splitlines()] == ids

    path.rename(tmp_path / "shipped.jsonl")
    more = refuse(evenkeel)
    until(lambda: metric(evenkeel, "evenkeel_records_written_total") == 6, "the next record in the database")
    assert [json.loads(line)["id"] for line in path.read_text().splitlines()] == more


def test_records_and_access_log_lines_on_one_stream_stay_whole(serve: Serve, upstream: FakeUpstream) -> None:
    evenkeel = serve("--records-stream", "stdout")
    ids = refuse(evenkeel, 20)
    until(lambda: len(evenkeel.output_lines) == 40, "a record and a line of the access log for each request")
    lines = [json.loads(line) for line in evenkeel.output_lines]
    assert [line["id"] for line in lines if "verdict" in line] == ids
    assert len([line for line in lines if line.get("log") == "request"]) == 20
