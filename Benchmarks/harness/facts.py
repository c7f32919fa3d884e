"""What the figures were measured on and with."""

import datetime
import os
import platform
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

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


def gather_encoder(options):
    """The same for what the encoder's tables need."""
    every = gather(options)
    names = ("date", "cores", "processor", "kernel", "evenkeel", "swift", "wrk", "python")
    clang = _first(r"clang version (\S+)", _output(["clang", "--version"]))
    return {name: every[name] for name in names} | {"encoder": _encoder(options), "clang": clang}


def gather_streams(options):
    every = gather(options)
    names = ("date", "cores", "processor", "kernel", "evenkeel", "swift", "nginx", "python")
    return {name: every[name] for name in names} | {"encoder": _encoder(options)}


def gather_policies(options):
    every = gather(options)
    return {name: every[name] for name in ("date", "cores", "processor", "kernel", "evenkeel", "swift")}


def _encoder(options):
    """The revision of the weights that are served."""
    with tempfile.TemporaryDirectory() as folder:
        rows = Path(folder) / "in.jsonl"
        rows.write_text('{"id": 1, "prompt": "Good morning"}\n')
        command = [str(options.evenkeel), "classify", "--classifier", "encoder", "--input", str(rows)]
        command += ["--output", str(Path(folder) / "out.jsonl")]
        command += ["--weights", str(options.weights)] if options.weights else []
        return _first(r"encoder@([0-9a-f]+)", _output(command)).replace("unknown", "missing")


def gather_onnxruntime():
    python = str(places.ONNX_RUNTIME_ENVIRONMENT / "bin" / "python")
    return {"onnxruntime": _output(
        [python, "-c", "import importlib.metadata as m; print(m.version('onnxruntime'))"]).strip()}


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
