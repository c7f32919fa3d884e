"""Python environments of other systems' packages, each under Benchmarks and made once."""

import subprocess
import sys


def install(environment, requirements, what, size):
    """Makes the environment and installs the pinned packages; None, or why they could not be had."""
    print(f"installing {what} into Benchmarks/{environment.name} ({size}, once)", file=sys.stderr, flush=True)
    for command in (
        [sys.executable, "-m", "venv", environment],
        [environment / "bin" / "pip", "install", "--quiet", "--requirement", requirements],
    ):
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"{what} could not be installed: {error}"
        if done.returncode != 0:
            last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no reason given"]
            return f"{what} could not be installed: {last[0][:200]}"
    return None
