"""A refusal log in PostgreSQL that two proxies share, seen from outside."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import Serve
from conversations import HARMFUL
from evenkeel_process import EvenkeelProcess, run_command
from postgresql_server import PostgreSQLServer
from test_records import metric
from test_spilling import ready, refuse
from waiting import until


@pytest.fixture
def server() -> Iterator[PostgreSQLServer]:
    server = PostgreSQLServer()
    yield server
    server.remove()


@pytest.fixture
def settings(server: PostgreSQLServer, tmp_path: Path) -> str:
    """The path of a settings file that names the server."""
    path = tmp_path / "evenkeel.yaml"
    path.write_text(f"records:\n  database: {server.address}\n")
    return str(path)


def ids(settings: str, *filters: str) -> list[str]:
    listed = run_command("refusals", "list", "--json", "--config", settings, *filters)
    assert listed.returncode == 0, listed.stderr
    return [json.loads(line)["id"] for line in listed.stdout.splitlines()]


def counted(settings: str) -> int:
    """Requests whose prompts were refused, by the log's own counts, which come in within a second."""
    stats = run_command("refusals", "stats", "--json", "--config", settings)
    assert stats.returncode == 0, stats.stderr
    return json.loads(stats.stdout)["requests"]["outcomes"].get("refused_prompt", 0)


def written(*proxies: EvenkeelProcess) -> float:
    return sum(metric(proxy, "evenkeel_records_written_total") for proxy in proxies)


def test_two_proxies_write_one_log_and_the_commands_work_on_it(serve: Serve, settings: str, tmp_path: Path) -> None:
    proxies = [serve("--config", settings, "--data", str(tmp_path / name)) for name in ("one", "two")]
    found = [decision for proxy in proxies for decision in refuse(proxy, 5)]
    until(lambda: written(*proxies) == 10, "all records in the database")
    assert sorted(ids(settings)) == sorted(found)
    assert not list(tmp_path.glob("*/refusals.sqlite*"))

    def run(*arguments: str) -> str:
        done = run_command("refusals", *arguments, "--config", settings)
        assert done.returncode == 0, done.stderr
        return done.stdout

    until(lambda: counted(settings) == 10, "each request counted")
    assert json.loads(run("stats", "--json"))["records"] == 10
    assert HARMFUL in run("show", found[0])
    run("review", found[0], "--label", "false_refusal", "--type", "homonyms", "--note", "it's \u202efine; --")
    assert ids(settings, "--label", "false_refusal") == [found[0]]
    assert len(run("list", "--grouped", "--json").splitlines()) == 1
    exported = tmp_path / "export.jsonl"
    run("export", "--unreviewed", "--format", "jsonl", "-o", str(exported))
    rows = [json.loads(line) for line in exported.read_text().splitlines()]
    assert [row["id"] for row in rows] == sorted(found)

    # Into a log of SQLite, and back into an emptied one.
    lite = ["--data", str(tmp_path / "lite")]
    assert run_command("refusals", "import", str(exported), *lite).returncode == 0
    purged = run_command("refusals", "purge", "--older-than", "2100-01-01", "--config", settings)
    assert purged.stdout == "10 records purged\n"
    assert "deleted rows stay in the server's files" in purged.stderr
    assert ids(settings) == []
    assert "10 records and 1 reviews imported" in run("import", str(tmp_path / "lite"))
    assert ids(settings, "--label", "false_refusal") == [found[0]]


def test_a_crash_of_the_server_costs_no_record_and_no_answer(
    serve: Serve, settings: str, server: PostgreSQLServer, tmp_path: Path
) -> None:
    proxies = [serve("--config", settings, "--data", str(tmp_path / name)) for name in ("one", "two")]
    found = [decision for proxy in proxies for decision in refuse(proxy, 2)]
    until(lambda: written(*proxies) == 4, "the first records in the database")
    server.crash()
    found += [decision for proxy in proxies for decision in refuse(proxy, 3)]
    for proxy in proxies:
        until(lambda proxy=proxy: metric(proxy, "evenkeel_record_spill_records") == 3, "the next in the spill files")
        assert ready(proxy)["status"] == "degraded"
    # One of them does not live to see the server again.
    proxies[0].kill()
    server.start()
    proxies[0] = serve("--config", settings, "--data", str(tmp_path / "one"))
    until(lambda: sorted(ids(settings)) == sorted(found), "every record in the database")
    for proxy in proxies:
        until(lambda proxy=proxy: ready(proxy)["status"] == "ready", "both to write again")

    # A killed process takes the counts of its last second with it; none is there twice.
    until(lambda: counted(settings) >= 7, "the counts")
    assert counted(settings) <= 10
    said = "\n".join(line for proxy in proxies for line in proxy.error_lines + proxy.output_lines)
    assert "hidden-word" not in said


def test_a_command_says_what_is_wrong_with_the_database_and_not_its_password(
    settings: str, server: PostgreSQLServer
) -> None:
    empty = run_command("refusals", "list", "--config", settings)
    assert (empty.returncode, empty.stdout) == (1, "")
    assert f"no refusal log in `postgresql://{server.folder}/postgres`" in empty.stderr
    server.crash()
    away = run_command("refusals", "stats", "--config", settings)
    assert away.returncode == 1
    assert "cannot reach the refusal log in" in away.stderr
    Path(settings).write_text("records:\n  database: mysql://evenkeel:hidden-word@db/evenkeel\n")
    foreign = run_command("refusals", "list", "--config", settings)
    assert foreign.returncode == 1
    assert "has to be an address such as `postgresql://USER@HOST/NAME`" in foreign.stderr
    assert "hidden-word" not in empty.stderr + away.stderr + foreign.stderr
