"""Cuts an answer into passages exactly as Sources/Classifiers/PassageCutter.swift does."""

import bisect
import re

WINDOW = 240
CONTEXT = 720
_SENTENCE_END = re.compile("\n|(?<=[.!?])[ \t\r]|[\u3002\uff01\uff1f]")


def cut(text, window=WINDOW, context=CONTEXT):
    """The passages (context and window) of a text; lengths in Unicode scalars."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    passages, start = [], 0
    while start < len(text):
        end = min(start + window, len(text))
        earliest = start + (window + 1) // 2
        at = bisect.bisect_left(ends, earliest)
        if at < len(ends) and ends[at] < end:
            end = ends[at]
        passages.append(text[max(0, start - context):end])
        start = end
    return passages
