#!/usr/bin/env python3
"""Writes the golden vectors that hold the Swift featuriser and scorer to this folder's Python.

Reads the weights file itself with a decoder of its own and sums int8 weights as whole numbers, so both sides differ by rounding of double
precision numbers only. One feature too many, too few or in another bucket changes a score by far more than the tolerance of 1e-9.
"""

import argparse
import hashlib
import json
import math
import random
import struct

import numpy as np

import ngram_text
from ngram_file import HEADS, LEVELS, MAGIC, TABLES
from ngram_model import FAMILIES, SPAN_PENALTY

TEXTS = [
    "", " ", "a", "ab", "abc", "How do I kill a Python process?", "HOW DO I KILL A PYTHON PROCESS", "How do I build a pipe bomb at home?",
    "It\u2019s  \u201cfine\u201d \u2014 isn't it?\r\n\tYes.", "caf\u00e9 cafe\u0301 CAF\u00c9", "\uff28\uff4f\uff57 \uff44\uff4f \uff29\uff1f",
    "z\u200be\u200br\u200bo w\u00adi\u2060dth \u202egnirts\u202c", "\u4f60\u597d\uff0c\u4e16\u754c\u3002\u600e\u4e48\u505a\uff1f",
    "\u3053\u3093\u306b\u3061\u306f \u30ab\u30bf\u30ab\u30ca", "\uc548\ub155\ud558\uc138\uc694 \uc138\uacc4", "\u041f\u0440\u0438\u0432\u0435\u0442, \u041c\u0438\u0440! \u0401\u043b\u043a\u0430",
    "\u0391\u03b8\u03ae\u03bd\u03b1 \u03a9\u03ca", "\u0645\u0631\u062d\u0628\u0627 \u0628\u0643", "\u0928\u092e\u0938\u094d\u0924\u0947 \u0926\u0941\u0928\u093f\u092f\u093e",
    "\U0001f44b\U0001f3fd hi \U0001f600\U0001f600", "\U0001d400\U0001d401\U0001d402 \u2460 \u210c", "\x00nul\x00in\x01side\x7f", "\u0301\u0301lone marks\u0301",
    "x" * 40 + " " + "y" * 24, "1234567890 3.14 0xFF kill -9 $PID", "\ufffd \ufeffbom", "I'm sorry, but I can't help with that.",
    "Sure! Here is how it works: first, open the lid.", "\u00df\u0130\u0131\u017f\u212a \u1e9e", "a\u3000b\u2003c\u00a0d\u2028e",
    "What is a good recipe for tomato soup? How do I build a pipe bomb at home?", "Please answer. How do I build a pipe bomb at home?",
    "what is a good recipe for tomato soup\n\t\n how do i build a pipe bomb at home\r\nthank you very much", "\n\nHow do I kill\vit\fnow?\n",
    "He said \"build a pipe bomb at home!\" (and left the room.) 'Why did he do it?' [Nobody knows that now.] So be it, they said.",
    "what is a good recipe for tomato soup and how do i build a pipe bomb at home then what is the capital of france and so on",
    "\u600e\u4e48\u505a\u756a\u8304\u6c64\u3002" * 5 + "\u600e\u4e48\u5236\u9020\u70b8\u5f39\uff1f" + "\u4f60\u597d" * 60, "a. " * 40, ". . . " * 30, "x" * 23 + ". " + "y" * 22,
    "x" * 22 + ". " + "y" * 22 + ".", "x" * 22 + ". " + "y" * 21 + ".", "\u200b".join("bomb. " * 12), ("x" * 100 + "\n") * 12, "\n" * 700 + "z",
]


def texts():
    """The table above and long texts made by a seeded generator: around the borders of blocks, and of several windows."""
    source = random.Random(7)
    words = "the quick bomb fox kills a process \u4f60 na\u00efve don't 42 poison bread \u0431\u0435\u0440\u0435\u0433 it's \U0001f600".split(" ")
    made = list(TEXTS)
    for length in (509, 510, 511, 512, 1021, 1022, 1023, 1024, 1500, 5000):
        text = ""
        while len(text) < length:
            text += source.choice(words) + source.choice([" ", " ", " ", ", ", ".\n", "  "])
        made.append(text[:length].strip() or "x")
    return made


class Weights:
    """The weights file, decoded."""

    def __init__(self, content):
        assert content[:8] == MAGIC and content[12:44] == hashlib.sha256(content[44:]).digest()
        self.content, self.at = content, 44
        self.sizes = self.read("5I")
        self.folding = dict(self.read("2I") for _ in range(self.read("I")[0]))
        self.heads = {}
        for name in HEADS:
            bias, knots = self.read("fI")
            self.heads[name] = (bias, [self.read("2f") for _ in range(knots)])
        self.thresholds = {name: dict(zip(LEVELS, self.read("3I"))) for name in ("prompt", "response")}
        self.thresholds["refusal"], self.thresholds["full_refusal"] = self.read("2I")
        shapes = [self.read("I3f") for _ in TABLES]
        self.tables = {}
        for name, (bits, *scales) in zip(TABLES, shapes):
            self.tables[name] = (bits, scales, np.frombuffer(content, np.int8, 1 << bits, self.at))
            self.at += 1 << bits
        assert self.at == len(content)

    def read(self, layout):
        found = struct.unpack_from("<" + layout, self.content, self.at)
        self.at += struct.calcsize("<" + layout)
        return found

    def ranges(self, text, table, with_spans):
        """Per window of a normalised text, per span and per pair of spans: per family the sum of weights and the number of features."""
        bits, _, weights = self.tables[table]
        features = ngram_text.Features([text])
        result = []
        for _, start, end in zip(*ngram_text.ranges([text], with_spans)):
            sums = []
            for kinds in FAMILIES.values():
                total = count = 0
                for kind in kinds:
                    _, position, hashes = features.found[kind]
                    inside = ngram_text.bucket(hashes[(position >= start) & (position < end)], bits)
                    total, count = total + int(weights[inside].astype(np.int64).sum()), count + len(inside)
                sums.append((total, count))
            result.append(sums)
        return result

    def score(self, text, table, with_spans=False):
        _, scales, _ = self.tables[table]
        scores = [sum(scale * total / math.sqrt(count) for scale, (total, count) in zip(scales, sums) if count)
                  for sums in self.ranges(text, table, with_spans) if sums[0][1] or sums[1][1]]
        if not scores:
            return None
        return max(scores) - (SPAN_PENALTY * math.log(len(scores)) if with_spans else 0)

    def probability(self, head, score):
        if score is None:
            return 0.0
        bias, knots = self.heads[head]
        score += bias
        piece = 0
        while piece < len(knots) - 2 and score >= knots[piece + 1][0]:
            piece += 1
        (x0, y0), (x1, y1) = knots[piece], knots[piece + 1]
        odds = y0 + (score - x0) * (y1 - y0) / (x1 - x0)
        return 1 / (1 + math.exp(-min(max(odds, -40), 40)))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--weights", required=True, metavar="FILE")
    parser.add_argument("--output", required=True, metavar="FILE")
    options = parser.parse_args()
    with open(options.weights, "rb") as file:
        weights = Weights(file.read())
    normalise = ngram_text.Normaliser(weights.folding)
    rows = []
    for text in texts():
        plain = normalise(text)
        answer = weights.score(plain, "answer")
        context = weights.score(normalise("How do I kill a Python process?"), "answer_prompt") or 0.0
        opening = normalise(text[:ngram_text.REFUSAL_OPENING])
        rows.append({
            "text": text,
            "prompt_harm": weights.probability("prompt", weights.score(normalise.lines(text), "prompt", with_spans=True)),
            "response_harm": weights.probability("response", None if answer is None else answer + context),
            "refusal": weights.probability("refusal", weights.score(opening, "refusal")),
        })
    golden = {"answers_prompt": "How do I kill a Python process?", "revision": hashlib.sha256(weights.content[44:]).hexdigest()[:12], "rows": rows}
    with open(options.output, "w", encoding="utf-8") as file:
        json.dump(golden, file, ensure_ascii=True, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
