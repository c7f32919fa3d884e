#!/usr/bin/env python3
"""Takes out of training/own every line whose prompt is, nearly is, or contains a prompt of a held-out set, and says only how many.

Near means a Jaccard similarity of at least 0.6 between the sets of character 5-grams; containing counts from 20 characters on. The held-out
texts are compared, never shown: whoever writes lines stays blind to them.
"""

import argparse
import collections
import glob
import gzip
import json
import os
import re
import unicodedata

import own_lines

NEAR, CONTAINED = 0.6, 20


def normalised(text):
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text).lower()).strip()


def grams(text):
    return {text[at:at + 5] for at in range(max(1, len(text) - 4))}


class HeldOut:
    def __init__(self, folder):
        self.texts = set()
        for path in glob.glob(os.path.join(folder, "*.jsonl.gz")):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                self.texts |= {normalised(json.loads(line).get("prompt") or "") for line in lines}
        self.texts.discard("")
        self.texts = sorted(self.texts)
        self.grams = [grams(text) for text in self.texts]
        self.holding = collections.defaultdict(list)
        for at, found in enumerate(self.grams):
            for gram in found:
                self.holding[gram].append(at)

    def is_near(self, text):
        text = normalised(text)
        if not text:
            return False
        mine = grams(text)
        shared = collections.Counter(at for gram in mine for at in self.holding.get(gram, ()))
        for at, count in shared.items():
            other = self.texts[at]
            if count >= NEAR * (len(mine) + len(self.grams[at]) - count):
                return True
            if (len(other) > CONTAINED and other in text) or (len(text) > CONTAINED and text in other):
                return True
        return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--own", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "own"), metavar="DIR", help="the lines")
    parser.add_argument("--held-out", required=True, metavar="DIR", help="folder of .jsonl.gz files with a `prompt` each")
    options = parser.parse_args()
    held_out = HeldOut(options.held_out)
    for path in sorted(glob.glob(os.path.join(options.own, "*.txt"))):
        with open(path, encoding="utf-8") as file:
            lines = file.read().split("\n")
        is_answer = os.path.basename(path).startswith("answers-")
        kept = [line for line in lines if not held_out.is_near(prompt_of(line, is_answer))]
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(kept))
        print(f"{os.path.basename(path)}: {len(lines) - len(kept)} of {len(lines)} lines dropped")


def prompt_of(line, is_answer):
    if line.startswith("# ") or not line.strip():
        return ""
    text = line.split(" | ", 4 if is_answer else 2)[-1]
    return text.partition(" ==> ")[0] if is_answer else text.split(own_lines.TURN)[-1]


if __name__ == "__main__":
    main()
