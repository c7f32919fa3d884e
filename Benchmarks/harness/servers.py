"""Starts the upstream and the subjects before it, and stops them again, whatever happens."""

import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager

from harness import answers, places
from harness.failure import BenchmarkFailure
from harness.processes import Process
from harness.subjects.subject import Setting

_READY_WITHIN = 90


class Server:
    """A running subject: its process, or the upstream's for the subject that has none."""

    def __init__(self, subject, process):
        self.subject = subject
        self.process = process
        self.name = subject.name
        # Bytes of one answer on the wire, by scenario; the checks fill it in.
        self.wire_bytes = {}

    def check(self, scenario, expected_text):
        self.wire_bytes[scenario] = answers.check(self.subject, self.subject.port(scenario), scenario, expected_text)


class Bench:
    """One upstream with subjects before it."""

    def __init__(self, upstream, upstream_port, servers, texts):
        self.upstream = upstream
        self.upstream_port = upstream_port
        self.servers = servers
        # What the upstream says, by scenario.
        self.texts = texts

    def stream_long(self, pause_ms):
        """From now on the upstream's streams are long ones with a pause between two chunks; 0 sends them at once."""
        path = f"/bench/long-streams?pause_ms={pause_ms}"
        if answers.ask(self.upstream_port, "GET", path).status != 200:
            raise BenchmarkFailure("the upstream sends no long streams")


def build_upstream():
    """Builds BenchUpstream in release and returns its path."""
    command = [
        "swift", "build", "-c", "release", "--package-path", str(places.BENCHMARKS), "--product", "BenchUpstream",
    ]
    try:
        subprocess.run(command, check=True, stdout=sys.stderr)
    except FileNotFoundError as error:
        raise BenchmarkFailure("`swift` is not on the PATH; the upstream needs a Swift 6 toolchain") from error
    except subprocess.CalledProcessError as error:
        raise BenchmarkFailure("the upstream does not build") from error
    return places.BENCHMARKS / ".build" / "release" / "BenchUpstream"


@contextmanager
def running(subjects, workers, cores, folder, options, judging_threads=None):
    """The subjects with `workers` workers each, started, ready and checked; everything is stopped on the way out."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        upstream_port = _free_ports(1)[0]
        upstream = Process(
            [
                places.BENCHMARKS / ".build" / "release" / "BenchUpstream", "--listen", f"127.0.0.1:{upstream_port}",
                "--threads", min(3, len(cores.load)),
            ],
            cores.load, folder / "upstream.log",
        )
        stack.callback(upstream.stop)
        _wait_until_ready("the upstream", upstream, upstream_port, "/v1/models")
        servers = []
        for kind in subjects:
            home = folder / kind.name
            home.mkdir(parents=True)
            subject = kind(Setting(
                upstream_port, workers, home, options.evenkeel, _free_ports(2), judging_threads or workers,
                options.weights))
            process, command = upstream, subject.command()
            if command is not None:
                process = Process(command, cores.server, home / "log", subject.environment(), home)
                stack.callback(process.stop)
            servers.append(Server(subject, process))
        texts = _upstream_texts(upstream_port)
        for server in servers:
            _wait_until_ready(server.name, server.process, server.subject.port("whole"), server.subject.ready_path)
            for scenario in ("whole", "stream"):
                server.check(scenario, texts[scenario])
        yield Bench(upstream, upstream_port, servers, texts)


def _upstream_texts(port):
    whole = answers.ask(port, body=answers.request_body("whole"))
    stream = answers.ask(port, body=answers.request_body("stream"))
    return {
        "whole": answers.text_of_whole(whole),
        "stream": answers.text_of_events(answers.events_of_stream(stream)),
    }


def _wait_until_ready(name, process, port, path):
    deadline = time.monotonic() + _READY_WITHIN
    while time.monotonic() < deadline:
        if not process.is_running:
            raise BenchmarkFailure(f"{name} ended before it was ready:\n{process.last_words()}")
        try:
            if answers.ask(port, "GET", path, timeout=5).status == 200:
                return
        except (OSError, ValueError, BenchmarkFailure):
            pass  # not listening yet
        time.sleep(0.1)
    raise BenchmarkFailure(f"{name} was not ready after {_READY_WITHIN} s:\n{process.last_words()}")


def _free_ports(count):
    """Ports that are free now; they are asked for together so that they differ."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for item in sockets:
            item.bind(("127.0.0.1", 0))
        return tuple(item.getsockname()[1] for item in sockets)
    finally:
        for item in sockets:
            item.close()
