"""The n-gram classifier's featuriser: normalisation, blocks, spans, hashed features.

The specification is docs/ngram-features.md; Sources/Classifiers/NgramFolding.swift, NgramSpans.swift and NgramFeatures.swift
implement the same rules, and the golden vectors in Tests/ClassifiersTests hold both to it. Everything here is vectorised over a whole corpus.
"""

import re
import unicodedata

import numpy as np

# Odd 64-bit constants: the first mixes scalars, the others finish the hash of one kind of feature.
MIX = np.uint64(0x9E3779B97F4A7C15)
FINISH = {
    "char3": np.uint64(0xC2B2AE3D27D4EB4F),
    "char4": np.uint64(0x9FB21C651E98DF25),
    "char5": np.uint64(0xD6E8FEB86659FD93),
    "word1": np.uint64(0xA0761D6478BD642F),
    "word2": np.uint64(0xE7037ED1A0B428DB),
    "opening": np.uint64(0x8EBC6AF09C88C6E3),
}
BLOCK = 512  # normalised scalars; two neighbouring blocks make a window, so a passage or an opening is one window
WORD_SCALARS = 24  # a word's further scalars do not enter its hash
OPENING_WORDS = 8
PROMPT_CONTEXT = 512  # scalars of the prompt's end that the response head sees
SPAN_SHORTEST = 8  # a span of a prompt has at least so many positions
SPAN_LONGEST = 80  # from here on a span ends at the next word, within a sentence too
REFUSAL_OPENING = 1000  # scalars of an answer that the refusal head sees (RefusalOpening.characters)

DROPPED, SPACE = 0, 0x20


def folding():
    """Scalar -> scalar for every scalar from U+0080 on that changes; 0 means dropped.

    Simple lower case, compatibility forms that are a single scalar, Latin, Greek and Cyrillic without their marks. A target is never
    longer in UTF-8 than its source.
    """
    table = {}
    for scalar in range(0x80, 0x20000):
        if 0xD800 <= scalar <= 0xDFFF:
            continue
        target = _fold(scalar)
        if target != scalar and len(chr(target).encode()) <= len(chr(scalar).encode()):
            table[scalar] = target
    for scalar in range(0xE0000, 0xE0080):
        table[scalar] = DROPPED
    return table


def _fold(scalar):
    character = chr(scalar)
    dropped = (0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF)
    if scalar in dropped or 0x200B <= scalar <= 0x200F or 0x202A <= scalar <= 0x202E or 0x2060 <= scalar <= 0x206F:
        return DROPPED
    if 0x300 <= scalar <= 0x36F or 0xFE00 <= scalar <= 0xFE0F or 0x80 <= scalar <= 0x84 or 0x86 <= scalar <= 0x9F:
        return DROPPED
    punctuation = {0x2018: "'", 0x2019: "'", 0x201B: "'", 0x2BC: "'", 0x201C: '"', 0x201D: '"', 0x201E: '"', 0xAB: '"',
                   0xBB: '"', 0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-", 0x2014: "-", 0x2212: "-", 0x3001: ",",
                   0x3002: ".", 0x85: " ", 0x2028: " ", 0x2029: " "}
    if scalar in punctuation:
        return ord(punctuation[scalar])
    if unicodedata.category(character) == "Zs":
        return SPACE
    stripped = "".join(c for c in unicodedata.normalize("NFKD", character) if not 0x300 <= ord(c) <= 0x36F)
    if len(stripped) == 1:
        character = stripped
    lower = character.lower()
    return ord(lower) if len(lower) == 1 else ord(character)


_LINE_END = re.compile("[\n-\r]")


class Normaliser:
    """Text to normalised scalars, by a folding table."""

    def __init__(self, table):
        self.table = {source: (None if target == DROPPED else target) for source, target in table.items()}
        for scalar in list(range(0x21)) + [0x7F]:
            self.table[scalar] = SPACE
        for scalar in range(0x41, 0x5B):
            self.table[scalar] = scalar + 0x20
        for scalar in range(0xD800, 0xE000):
            self.table[scalar] = 0xFFFD

    def __call__(self, text):
        """Folded, each run of spaces made one, none at the ends. Lone surrogates count as U+FFFD."""
        return " ".join(word for word in text.translate(self.table).split(" ") if word)

    def lines(self, text):
        """The same, but a run of spaces that holds a line end (U+000A to U+000D) becomes U+000A; features take that for a space."""
        return "\n".join(line for line in map(self, _LINE_END.split(text)) if line)


def classes(scalars):
    """0 separator, 1 part of a word, 2 a word of its own (ideographs, kana, pictographs)."""
    s = scalars
    word = ((s >= 0x61) & (s <= 0x7A)) | ((s >= 0x30) & (s <= 0x39)) | (s == 0x27) | (s >= 0xC0)
    word &= ~(((s >= 0x2010) & (s <= 0x206F)) | ((s >= 0x3000) & (s <= 0x303F)))
    single = (((s >= 0x2E80) & (s <= 0x9FFF)) | ((s >= 0xF900) & (s <= 0xFAFF)) | ((s >= 0x1F000) & (s <= 0x1FFFF))
              | ((s >= 0x20000) & (s <= 0x3FFFF)))
    return np.where(word, np.where(single, 2, 1), 0).astype(np.uint8)


class Features:
    """Hashes of all features of some normalised texts: `kind` -> (text index, position in the text, 64-bit hash)."""

    def __init__(self, texts):
        lengths = np.array([len(t) + 2 for t in texts], dtype=np.int64)
        joined = "".join(f" {t} " for t in texts)
        s = np.frombuffer(joined.encode("utf-32-le"), dtype="<u4")
        s = np.where(s == 0x0A, np.uint32(SPACE), s)
        ends = np.cumsum(lengths)
        starts = ends - lengths
        self.texts, self.lengths, self.found = len(texts), lengths, {}
        owner = np.repeat(np.arange(len(texts), dtype=np.int32), lengths)
        position = (np.arange(len(s), dtype=np.int64) - starts[owner]).astype(np.int32)
        self._characters(s, owner, position, lengths)
        self._words(s, owner, position)

    def _characters(self, s, owner, position, lengths):
        value = s.astype(np.uint64) + np.uint64(1)
        left = (lengths[owner] - position).astype(np.int32)  # scalars from here to the end
        gram = value[:-2] * MIX * MIX + value[1:-1] * MIX + value[2:] if len(s) > 2 else np.empty(0, np.uint64)
        for size in (3, 4, 5):
            if size > 3:
                gram = gram[:-1] * MIX + value[size - 1:] if len(gram) else gram
            keep = np.flatnonzero(left[: len(gram)] >= size)
            self.found[f"char{size}"] = (owner[keep], position[keep], finish(gram[keep], f"char{size}"))

    def _words(self, s, owner, position):
        kind = classes(s)
        before, after = np.concatenate(([0], kind[:-1])), np.concatenate((kind[1:], [0]))
        starts = np.flatnonzero((kind == 2) | ((kind == 1) & (before != 1)))
        ends = np.flatnonzero((kind == 2) | ((kind == 1) & (after != 1))) + 1
        length = np.minimum(ends - starts, WORD_SCALARS)
        word = np.zeros(len(starts), np.uint64)
        for offset in range(WORD_SCALARS):
            live = np.flatnonzero(length > offset)
            word[live] = (word[live] + s[starts[live] + offset] + np.uint64(1)) * MIX
            word[live] ^= word[live] >> np.uint64(32)
        who, where = owner[starts], position[starts]
        previous = np.concatenate((np.zeros(1, np.uint64), word[:-1])) if len(word) else word
        first = np.concatenate(([True], who[1:] != who[:-1])) if len(who) else np.empty(0, bool)
        previous = np.where(first, np.uint64(0), previous)
        self.found["word1"] = (who, where, finish(word, "word1"))
        self.found["word2"] = (who, where, finish(previous * MIX + word, "word2"))
        index = np.arange(len(who)) - np.maximum.accumulate(np.where(first, np.arange(len(who)), 0))
        keep = index < OPENING_WORDS
        self.found["opening"] = (who[keep], where[keep], finish(word[keep], "opening"))


def finish(gram, kind):
    return (gram ^ (gram >> np.uint64(32))) * FINISH[kind]


def bucket(hashes, bits):
    return (hashes >> np.uint64(64 - bits)).astype(np.int32)


def windows(lengths, block=BLOCK):
    """For each text the number of its blocks, and the windows as (text, first block, last block).

    Positions count from the leading space. A text of up to two blocks is one window; longer ones have a window per neighbouring pair.
    """
    blocks = np.maximum(1, -(-lengths // block))
    count = np.maximum(1, blocks - 1)
    text = np.repeat(np.arange(len(lengths)), count)
    first = np.arange(len(text)) - np.repeat(np.cumsum(count) - count, count)
    last = np.minimum(first + 1, blocks[text] - 1)
    return blocks, text, first, last


# Where a span may end: before a space, a line end or a word of its own.
_SPAN_END = re.compile("[ \n\u2e80-\u2fff\u3040-\u9fff\uf900-\ufaff\U0001f000-\U0001ffff\U00020000-\U0003ffff]")
_MARKS, _CLOSING = ".!?", "\"')]"


def spans(text):
    """The pieces of a text from `Normaliser.lines` beside its windows: its spans and their neighbouring pairs, as (start, end).

    Positions count from the leading space. A span is a sentence, or a part of a long one. A text of one span has no pieces.
    """
    text = f" {text} "
    bounds = [0]
    for match in _SPAN_END.finditer(text, SPAN_SHORTEST, max(SPAN_SHORTEST, len(text) - SPAN_SHORTEST + 1)):
        at = match.start()
        length = at - bounds[-1]
        if length >= SPAN_LONGEST or (length >= SPAN_SHORTEST and _ends_sentence(text, at)):
            bounds.append(at)
    bounds.append(len(text))
    if len(bounds) == 2:
        return []
    return list(zip(bounds, bounds[1:])) + list(zip(bounds, bounds[2:]))


def _ends_sentence(text, at):
    before = text[at - 1]
    return text[at] == "\n" or before in _MARKS or (before in _CLOSING and text[at - 2] in _MARKS)


def ranges(texts, with_spans=False):
    """What is judged of each text, as three arrays: text, start, end. Windows first; with `with_spans` the pieces of prompts too."""
    lengths = np.array([len(text) + 2 for text in texts], dtype=np.int64)
    _, owner, first, last = windows(lengths)
    start, end = first * BLOCK, np.minimum((last + 1) * BLOCK, lengths[owner])
    if with_spans:
        pieces = [(index, *piece) for index, text in enumerate(texts) for piece in spans(text)]
        more = np.array(pieces, dtype=np.int64).reshape(-1, 3)
        owner, start, end = (np.concatenate(pair) for pair in zip((owner, start, end), more.T))
    return owner, start, end
