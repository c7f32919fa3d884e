"""Shares with intervals that take into account that answers to the same prompt are alike."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")

DRAWS = 2000
SEED = 20261121


@dataclass(frozen=True)
class Share:
    """So many of so many, with the 95 % interval of a bootstrap over prompts; of none or all, the rule of three."""

    part: int
    whole: int
    low: float
    high: float

    def __str__(self) -> str:
        if self.whole == 0:
            return "none"
        percent = 100 * self.part / self.whole
        return f"{percent:.0f} % ({self.part} of {self.whole}; {100 * self.low:.0f} to {100 * self.high:.0f})"


def share(
    items: list[Item], among: Callable[[Item], bool], of: Callable[[Item], bool], by: Callable[[Item], str]
) -> Share:
    """The share of the items `among` which `of` holds. Whole groups (`by`, the prompt) are drawn, with replacement."""
    groups: dict[str, list[int]] = {}
    for item in items:
        if among(item):
            counts = groups.setdefault(by(item), [0, 0])
            counts[0] += of(item)
            counts[1] += 1
    # Prompts of which nothing counts are drawn too: how many count is chance as well.
    pairs = [tuple(counts) for counts in groups.values()]
    pairs += [(0, 0)] * (len({by(item) for item in items}) - len(pairs))
    part, whole = (sum(pair[place] for pair in pairs) for place in (0, 1))
    generator = random.Random(SEED)  # noqa: S311: nothing secret
    drawn = []
    for _ in range(DRAWS if whole else 0):
        chosen = generator.choices(pairs, k=len(pairs))
        total = sum(pair[1] for pair in chosen)
        if total:
            drawn.append(sum(pair[0] for pair in chosen) / total)
    drawn.sort()
    low, high = (drawn[int(0.025 * len(drawn))], drawn[int(0.975 * len(drawn))]) if drawn else (0.0, 0.0)
    # No draw of all or none differs from another: three in as many prompts is what chance leaves open.
    counted = sum(pair[1] > 0 for pair in pairs)
    if counted and part == 0:
        high = min(1.0, 3 / counted)
    if counted and part == whole:
        low = max(0.0, 1 - 3 / counted)
    return Share(part, whole, low, high)


def difference(
    items: list[Item], among: tuple[Callable[[Item], bool], Callable[[Item], bool]],
    of: tuple[Callable[[Item], bool], Callable[[Item], bool]], by: Callable[[Item], str],
) -> str:
    """By how many points the first of two shares of the same items is larger, with the 95 % interval.

    Both are taken of the same draws of prompts, so that what makes a prompt hard for both counts for neither.
    """
    groups: dict[str, list[int]] = {}
    for item in items:
        counts = groups.setdefault(by(item), [0, 0, 0, 0])
        for place in (0, 1):
            if among[place](item):
                counts[2 * place] += of[place](item)
                counts[2 * place + 1] += 1
    rows = list(groups.values())

    def points(chosen: list[list[int]]) -> float | None:
        sums = [sum(row[place] for row in chosen) for place in range(4)]
        return 100 * (sums[0] / sums[1] - sums[2] / sums[3]) if sums[1] and sums[3] else None

    generator = random.Random(SEED)  # noqa: S311: nothing secret
    drawn = sorted(
        value for _ in range(DRAWS) if (value := points(generator.choices(rows, k=len(rows)))) is not None
    )
    whole = points(rows)
    if whole is None:
        return "none"
    return f"{whole:+.0f} ({drawn[int(0.025 * len(drawn))]:+.0f} to {drawn[int(0.975 * len(drawn))]:+.0f})"
