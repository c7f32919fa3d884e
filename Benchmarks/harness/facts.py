"""What the figures were measured on and with."""

import datetime
import os
import platform
import re
import shutil
import subprocess

from harness import places
from harness.subjects.nginx import Nginx


def gather(options):
    """Names and versions, in the order in which they are shown."""
    return {
        "date": datetime.date.today().isoformat(),
        "cores": str(len(os.sched_getaffinity(0))),
        "processor": _first(r"model name\s*:\s*(.+)", _read("/proc/cpuinfo")),
        "kernel": platform.release(),
        "system": _first(r'PRETTY_NAME="(.+)"', _read("/etc/os-release")),
        "evenkeel": _commit(),
        "swift": _first(r"Swift version (\S+)", _output(["swift", "--version"])),
        "nginx": _first(r"nginx/(\S+)", _output([Nginx.binary(), "-v"])) if Nginx.binary() else "missing",
        "wrk": _first(r"wrk (\S*\d\S*)", _output(["wrk", "--version"])),
        "litellm": _litellm(),
        "python": platform.python_version(),
    }


def missing_tools():
    """What no run can do without."""
    return [] if shutil.which("wrk") else ["wrk is not installed (Debian: wrk)"]


def _commit():
    if not shutil.which("git"):
        return "unknown"
    commit = _output(["git", "-C", str(places.REPOSITORY), "rev-parse", "--short", "HEAD"]).strip()
    changed = _output(
        ["git", "-C", str(places.REPOSITORY), "status", "--porcelain", "--", "Sources", "policies"]).strip()
    return f"commit {commit}{' with changes' if changed else ''}"


def _litellm():
    python = places.LITELLM_ENVIRONMENT / "bin" / "python"
    if not python.exists():
        return "missing"
    return _output([str(python), "-c", "import importlib.metadata as m; print(m.version('litellm'))"]).strip()


def _output(command):
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr


def _read(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def _first(pattern, text):
    found = re.search(pattern, text)
    return found.group(1).strip() if found else "unknown"
