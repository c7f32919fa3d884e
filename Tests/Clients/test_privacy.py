"""What of a person reaches the data folder: redacted records, pseudonyms, retention, deletion."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from conftest import POLICIES, Records, Serve
from conversations import HARMFUL, REFUSAL, chat
from evenkeel_process import run_command
from fake_upstream import FakeUpstream
from raw_client import RawClient
from test_records import metric
from upstream_answers import DONE, choice, completion, spoken, streamed, whole
from waiting import until

MAIL = "ann.lee@example.com"
CARD = "4111 1111 1111 1111"
USER = "ann-4711-of-the-shop"


def policies(folder: Path, record: str) -> str:
    """The tests' policy with another `record`."""
    text = (POLICIES / "clients.yaml").read_text(encoding="utf-8")
    assert text.count("record: { content: full }") == 1
    folder.mkdir(exist_ok=True)
    (folder / "clients.yaml").write_text(text.replace("record: { content: full }", f"record: {record}"), encoding="utf-8")
    return str(folder)


def stored(data: Path) -> bytes:
    """Every byte of the data folder."""
    return b"".join(path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file())


@pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
def test_personal_data_reaches_no_file(
    serve: Serve, upstream: FakeUpstream, records: Records, tmp_path: Path, stream: bool
) -> None:
    proxy = serve("--policies", policies(tmp_path / "policies", "{ content: redacted }"))
    answer = f"{REFUSAL} Ask {MAIL} about {CARD} and no one else."
    # In pieces of seven characters: no value is in one piece.
    pieces = spoken(*(answer[at : at + 7] for at in range(0, len(answer), 7)))
    upstream.script(streamed(pieces + [DONE]) if stream else whole(completion(choice(answer))))
    with RawClient(proxy.url) as raw:
        shown = raw.chat(chat(f"What is a good recipe for tomato soup? Write to {MAIL}.", stream=stream, user=USER))
        assert MAIL in (shown.text() if stream else shown.json()["choices"][0]["message"]["content"])
        raw.chat(chat(f"{HARMFUL} I am {MAIL} and pay with {CARD}.", user=USER))
    kept = until(lambda: len(found := records()) == 2 and found, "two records")
    assert kept[0]["prompt"] == f"{HARMFUL} I am [EMAIL] and pay with [CREDIT_CARD]."
    assert kept[1]["answer"] == f"{REFUSAL} Ask [EMAIL] about [CREDIT_CARD] and no one else."
    assert [record["content_mode"] for record in kept] == ["redacted", "redacted"]
    assert re.fullmatch("[0-9a-f]{32}", kept[0]["user_key"]) and kept[0]["user_key"] == kept[1]["user_key"]
    proxy.stop()
    everything = stored(tmp_path / "data")
    assert b"[CREDIT_CARD]" in everything
    for secret in (MAIL, CARD, USER):
        assert secret.encode() not in everything
        assert not any(secret in line for line in proxy.output_lines + proxy.error_lines)


def test_a_persons_records_are_deleted_by_the_name_that_the_app_gave(
    serve: Serve, records: Records, tmp_path: Path
) -> None:
    proxy = serve()
    with RawClient(proxy.url) as raw:
        for user in (USER, "somebody else"):
            raw.chat(chat(HARMFUL, user=user))
    until(lambda: len(records()) == 2, "two records")
    data = str(tmp_path / "data")
    assert (tmp_path / "data" / "user-key").stat().st_mode & 0o777 == 0o600
    done = run_command("refusals", "purge", "--user-id", USER, "--app", "local", "--data", data)
    assert (done.returncode, done.stdout) == (0, "1 records purged\n"), done.stderr
    assert len(records()) == 1
    again = run_command("refusals", "purge", "--user-id", USER, "--app", "local", "--data", data)
    assert again.stdout == "0 records purged\n"


def test_a_pseudonym_stays_over_restarts_and_goes_with_its_secret(
    serve: Serve, records: Records, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("0123456789abcdef of our own\n", encoding="utf-8")
    seen: list[Any] = []
    for flags in ([], [], ["--user-key-file", str(secret)]):
        proxy = serve(*flags)
        with RawClient(proxy.url) as raw:
            raw.chat(chat(HARMFUL, safety_identifier=USER))
        proxy.stop()
        seen.append(records("--limit", "1")[0]["user_key"])
    assert seen[0] == seen[1] != seen[2]


def test_what_a_policy_keeps_no_longer_is_deleted_at_the_start(serve: Serve, records: Records, tmp_path: Path) -> None:
    first = serve()
    with RawClient(first.url) as raw:
        raw.chat(chat(HARMFUL))
        until(lambda: metric(first, "evenkeel_records_written_total") == 1, "the record")
    first.stop()
    exported = run_command(
        "refusals", "export", "--unreviewed", "--format", "jsonl", "--data", str(tmp_path / "data")
    )
    record = json.loads(exported.stdout)
    # The same record, eight days older.
    high = int(record["id"][:8] + record["id"][9:13], 16) - 8 * 86_400_000
    digits = f"{high:012x}"
    old = record | {"id": f"{digits[:8]}-{digits[8:]}{record['id'][13:]}"}
    file = tmp_path / "old.jsonl"
    file.write_text(json.dumps(old) + "\n", encoding="utf-8")
    imported = run_command("refusals", "import", "--data", str(tmp_path / "data"), str(file))
    assert imported.returncode == 0, imported.stdout + imported.stderr
    assert len(records()) == 2
    second = serve("--policies", policies(tmp_path / "week", "{ content: full, retention: 7d }"))
    until(lambda: len(records()) == 1, "the old record to go")
    assert records()[0]["id"] == record["id"]
    said = until(
        lambda: second.log_lines("records were deleted, as their policy keeps them no longer"), "a log line"
    )
    assert (said[0]["policy"], said[0]["records"]) == ("clients", "1")
