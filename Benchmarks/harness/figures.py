"""Medians, ranges and ratios."""

import statistics
from dataclasses import dataclass


@dataclass
class Figure:
    median: float
    low: float
    high: float


def figure(values):
    return Figure(statistics.median(values), min(values), max(values))


def ratio(values, reference):
    """Median of the rounds' ratios: a round's runs lie seconds apart, two rounds' runs do not."""
    if not reference or any(item == 0 for item in reference):
        return None
    return figure([value / base for value, base in zip(values, reference)])


def difference(values, reference):
    """Median of the rounds' differences."""
    return figure([value - base for value, base in zip(values, reference)])
