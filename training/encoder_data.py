"""Turns the data into examples for the encoder: what is drawn how often, how drawn texts are altered, and what each teaches which head.

A row is drawn with replacement in proportion to its weight, and altered anew each time. Texts become tokens as the proxy makes them:
`[CLS] turn [SEP] ... prompt [SEP]` in segment 0, and for answers `answer [SEP]` in segment 1.
"""

import dataclasses
import random
import re

import numpy as np

import ngram_data
import passages
from encoder_file import SETTINGS
from encoder_model import ATTACK, HARM, OUTPUTS, RESPONSE
from own_lines import CATEGORIES

# Most tokens of each part; Sources/Classifiers/Encoder cuts at the same numbers.
PROMPT_TOKENS = SETTINGS["prompt tokens"] - 2  # without the first token and the separator
PAIR_PROMPT_TOKENS, ANSWER_TOKENS = SETTINGS["context tokens"], SETTINGS["answer tokens"]
EARLIER_TURNS, REFUSAL_OPENING = SETTINGS["earlier turns"], SETTINGS["refusal opening"]
CLS, SEP = 101, 102
# A harmful answer may begin harmlessly: passages before its last count so much, or one harmless passage of many is taken for harm.
EARLY_CERTAINTY = 0.4
# Own disclosures of distress are few, and only their category tells a policy of them: they are drawn so much more often, and this category counts in full, where it is and where it is not.
DISTRESS_FACTOR, DISTRESS = 2.5, "self_harm"


class Drawing:
    """Draws training examples; the same seed gives the same ones."""

    def __init__(self, prompts, answers, seed, answer_share=0.34):
        self.prompts, self.answers = [[row for row in rows if row.split == "train"] for rows in (prompts, answers)]
        self.prompt_weights, self.answer_weights = [np.array([row.weight for row in rows]) for rows in (self.prompts, self.answers)]
        self.prompt_weights[[_discloses_distress(row) for row in self.prompts]] *= DISTRESS_FACTOR
        self.answer_share = answer_share
        self.random, self.numbers = random.Random(seed), np.random.default_rng(seed)
        safe = [row for row in self.prompts if row.harm is False and row.part != "statements" and not row.attack]
        self.sentences = [row.prompt.strip() for row in safe if 20 <= len(row.prompt) <= 160 and not re.search(r"[.!?]\s|[\n\r]", row.prompt)]
        self.documents = [row.answer.strip() for row in self.answers if row.response is False and row.refusal in (None, 2) and len(row.answer) > 200]
        self.runs = [run for text in self.documents for run in ngram_data.sentence_runs(text, self.random)]
        self.turns = [(row.prompt.strip(), row.answer.strip()[:300]) for row in self.answers if row.response is False and row.prompt and len(row.prompt) < 300]

    def draw(self, count):
        """`count` rows, altered."""
        pairs = int(self.numbers.binomial(count, self.answer_share))
        found = [self._altered_prompt(self.prompts[i]) for i in self._choose(self.prompt_weights, count - pairs)]
        return found + [self._altered_answer(self.answers[i]) for i in self._choose(self.answer_weights, pairs)]

    def _choose(self, weights, count):
        return self.numbers.choice(len(weights), count, p=weights / weights.sum())

    def _altered_prompt(self, row):
        chance, draw = self.random.random(), self.random
        if row.harm is None:
            return row
        if row.history:
            # Where a policy does not have the model's turns judged, the proxy gives the user's alone.
            turns = row.history if draw.random() < 0.5 else row.history[::2]
            return dataclasses.replace(row, history=turns[-EARLIER_TURNS:])
        text, short = row.prompt.strip(), len(row.prompt) <= 400
        if chance < 0.10:
            return dataclasses.replace(row, prompt=ngram_data.altered(text, draw))
        if chance < 0.14:
            return dataclasses.replace(row, prompt=disguised(text, draw))
        if chance < 0.22 and short and row.part != "statements":
            return dataclasses.replace(row, prompt=ngram_data.framed(text, draw), attack=None)
        if chance < 0.36 and short:
            shape = (text, None, None, None, None)
            change = ngram_data.padded if draw.random() < 0.6 else ngram_data.run_together
            return dataclasses.replace(row, prompt=change(shape, self.sentences, draw)[0])
        if chance < 0.44 and short:
            around = [self._long_text(draw.randrange(1, 5)) for _ in range(2)]
            if not row.harm and draw.random() < 0.4:
                return dataclasses.replace(row, prompt="\n\n".join(around), category=None, attack=False)
            return dataclasses.replace(row, prompt="\n".join((around[0], text, around[1])))
        if chance < 0.50 and short:
            turns = [text for pair in draw.sample(self.turns, draw.randrange(1, 3)) for text in pair]
            return dataclasses.replace(row, history=tuple(turns if draw.random() < 0.5 else turns[::2])[-EARLIER_TURNS:])
        return row

    def _long_text(self, runs):
        return " ".join(self.random.choice(self.runs) for _ in range(runs))

    def _altered_answer(self, row):
        """One passage of the answer, as the proxy cuts it; its opening teaches both heads. The prompt is sometimes left out."""
        draw = self.random
        cut = passages.cut(row.answer)
        # The last passage of most answers holds all of them.
        at = draw.choice((0, draw.randrange(len(cut)), len(cut) - 1, len(cut) - 1))
        change = {"answer": cut[at], "certainty": EARLY_CERTAINTY if row.response and at < len(cut) - 1 else 1.0}
        if row.refusal is not None and (row.response is None or draw.random() < 0.5):
            opening = row.answer[:REFUSAL_OPENING]
            if row.refusal != 1 and len(opening) > 300 and draw.random() < 0.4:
                # A stream is looked at before its opening is complete.
                opening = opening[:draw.randrange(80, 300)]
            change = {"answer": opening, "response": row.response if len(opening) == len(row.answer) else None, "certainty": 1.0}
        elif at > 0 or (len(cut[at]) < len(row.answer) and row.refusal == 1):
            change["refusal"] = None
        if draw.random() < 0.08:
            change["prompt"] = ""
        elif draw.random() < 0.06:
            change["answer"] = ngram_data.altered(change["answer"], draw)
        return dataclasses.replace(row, **change)


_LEET = str.maketrans({"a": "4", "e": "3", "i": "1", "o": "0", "s": "5", "t": "7"})


def disguised(text, draw):
    """A copy with letters as digits, doubled letters, letters split by blanks in one word, or all in capitals and marks."""
    words = text.split(" ")
    at = draw.randrange(len(words))
    choice = draw.randrange(4)
    if choice == 0:
        return text.translate(_LEET) if draw.random() < 0.5 else " ".join(w.translate(_LEET) if draw.random() < 0.3 else w for w in words)
    if choice == 1:
        words[at] = "".join(c * (1 + (draw.random() < 0.3)) for c in words[at])
    elif choice == 2:
        words[at] = draw.choice([" ", ".", "-", "_"]).join(words[at])
    else:
        words = [w + draw.choice(["", "!!", "??", "...", " pls", " lol"]) for w in words]
    return " ".join(words)


class Tokeniser:
    """BERT's tokenizer, with literal special tokens in a text taken as text."""

    def __init__(self, path):
        from tokenizers import Tokenizer
        self.tokenizer = Tokenizer.from_file(path)
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.tokenizer.encode_special_tokens = True

    def of(self, texts):
        return [found.ids for found in self.tokenizer.encode_batch(texts, add_special_tokens=False)]

    def encode(self, rows, end="random", draw=None):
        """(tokens, first index of segment 1) for each row. A text that is too long keeps its `first` or `last` tokens, or either."""
        parts = [part for row in rows for part in (*row.history, row.prompt, row.answer or "")]
        ids = iter(self.of(parts))
        found = []
        for row in rows:
            turns = [next(ids) for _ in row.history]
            prompt, answer = next(ids), next(ids)
            if row.answer is not None:
                head = [CLS, *prompt[-PAIR_PROMPT_TOKENS:], SEP]
                found.append((head + answer[:ANSWER_TOKENS] + [SEP], len(head)))
                continue
            for turn in reversed(turns):
                prompt = turn + [SEP] + prompt
            keep_last = turns or end == "last" or (end == "random" and draw.random() < 0.5)
            tokens = prompt[-PROMPT_TOKENS:] if keep_last else prompt[:PROMPT_TOKENS]
            found.append(([CLS, *tokens, SEP], len(tokens) + 2))
        return found


SMOOTHING = 0.04
# How much each head's loss counts; a category head is one of 14.
HEAD_WEIGHT = {"harm": 1.0, "category": 0.15, "attack": 0.3, "response": 1.0, "refusal": 0.8}


def targets(rows):
    """(targets, weights) [rows, 20]: smoothed labels, and what each counts."""
    wanted, counts = np.zeros((len(rows), len(OUTPUTS)), np.float32), np.zeros((len(rows), len(OUTPUTS)), np.float32)
    for i, row in enumerate(rows):
        _teach(wanted[i], counts[i], HARM, row.harm if row.answer is None else None, HEAD_WEIGHT["harm"])
        _teach(wanted[i], counts[i], ATTACK, row.attack if row.answer is None else None, HEAD_WEIGHT["attack"])
        _teach(wanted[i], counts[i], RESPONSE, row.response, HEAD_WEIGHT["response"] * row.certainty)
        label = row.harm if row.answer is None else row.response
        if label is not None and (row.category or not label):
            for at, name in enumerate(CATEGORIES, 1):
                # Hazards overlap and a row names one: the others of a harmful text are hardly known to be absent.
                sure = not label or name == row.category
                weight = 1.0 if name == DISTRESS else HEAD_WEIGHT["category"]
                _teach(wanted[i], counts[i], at, name == row.category, weight * (1.0 if sure else 0.4))
        if row.refusal is not None:
            wanted[i, 17:20] = SMOOTHING / 3
            wanted[i, 17 + row.refusal] += 1 - SMOOTHING
            counts[i, 17:20] = HEAD_WEIGHT["refusal"]
    return wanted, counts


def _discloses_distress(row):
    return row.harm is False and row.category == DISTRESS and row.part == "hard"


def _teach(wanted, counts, at, label, weight):
    if label is not None:
        wanted[at] = SMOOTHING / 2 + (1 - SMOOTHING) * label
        counts[at] = weight
