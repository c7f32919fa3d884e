"""Processes that end with the run, and what the kernel says of them."""

import ctypes
import os
import resource
import signal
import subprocess
from pathlib import Path

_TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


class Process:
    """A process in a group of its own, pinned to cores, that ends with its group when stopped or when we die."""

    def __init__(self, command, cores, log, environment=None, folder=None):
        self.log = Path(log)
        with open(self.log, "wb") as output:
            self._process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                env=_environment(environment), cwd=folder,
                start_new_session=True, preexec_fn=_pinned(cores),
            )
        self.identifier = self._process.pid

    @property
    def is_running(self):
        return self._process.poll() is None

    def stop(self):
        """Ends the whole group: politely, then not."""
        for number, patience in ((signal.SIGTERM, 4), (signal.SIGKILL, 4)):
            try:
                os.killpg(self.identifier, number)
            except ProcessLookupError:
                pass
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                continue
        # Workers can outlive a parent that ended at the first signal; the group is theirs too.
        try:
            os.killpg(self.identifier, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def last_words(self, lines=15):
        text = self.log.read_text(errors="replace").splitlines()
        return "\n".join("    " + line[:300] for line in text[-lines:])

    def tree(self):
        """Ids of the process and all its descendants."""
        children = {}
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                fields = _stat(entry)
                if fields:
                    children.setdefault(int(fields[1]), []).append(int(entry))
        found, open_list = [], [self.identifier]
        while open_list:
            found.append(open_list.pop())
            open_list += children.get(found[-1], [])
        return found

    def cpu_seconds(self):
        """User and system time that the process and its workers have used, to 10 ms each."""
        ticks = 0
        for identifier in self.tree():
            fields = _stat(identifier)
            if fields:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / _TICKS_PER_SECOND

    def memory_bytes(self):
        """Proportional set size over the process and its workers: shared pages are counted once."""
        total = 0
        for identifier in self.tree():
            try:
                rollup = Path(f"/proc/{identifier}/smaps_rollup").read_text()
            except OSError:
                continue
            total += sum(int(line.split()[1]) * 1024 for line in rollup.splitlines() if line.startswith("Pss:"))
        return total


def machine_cpu_seconds():
    """Time in which the machine's cores were neither idle nor waiting for a disk, stolen time included."""
    fields = [int(field) for field in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / _TICKS_PER_SECOND


def ended_children_cpu_seconds():
    """CPU time of the processes that we started and that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run_pinned(command, cores, timeout, environment=None):
    """Runs a command to its end and returns its output; None when it ran past the timeout, in seconds."""
    process = subprocess.Popen(
        [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env=_environment(environment), text=True, start_new_session=True, preexec_fn=_pinned(cores),
    )
    try:
        return process.communicate(timeout=timeout)[0]
    except subprocess.TimeoutExpired:
        return None
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _environment(changes):
    merged = {**os.environ, **(changes or {})}
    return {name: value for name, value in merged.items() if value is not None}


def _pinned(cores):
    def prepare():
        os.sched_setaffinity(0, cores)
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)

    return prepare


def _stat(identifier):
    """Fields of /proc/ID/stat from the state on (the name before it may hold blanks); None when it is gone."""
    try:
        return Path(f"/proc/{identifier}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
