"""Waiting on conditions with a deadline, since a fixed sleep is either too short or wasted."""

import time
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")

# Far above what anything here takes: a test that reaches it has failed, not been slow.
DEADLINE = 20.0


def until(condition: Callable[[], Value], what: str, deadline: float = DEADLINE) -> Value:
    """The first true value of a condition; fails the test when none comes in time."""
    end = time.monotonic() + deadline
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited {deadline:g} s in vain for {what}")
        time.sleep(0.005)
