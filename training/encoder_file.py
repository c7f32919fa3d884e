"""Writes the encoder's weights file that Sources/Classifiers/Encoder reads (docs/decisions/0006-encoder-weights.md).

All numbers are little endian. After magic, version and the number of sections comes the SHA-256 of everything behind it: the table of
sections, then the sections in the table's order, each at the next multiple of 64 bytes.
"""

import hashlib
import struct

import numpy as np

from own_lines import CATEGORIES

MAGIC = b"EVKENC\0\0"
VERSION = 2
ALIGNMENT = 64
MOST_BYTES = 30_000_000
KINDS = {"int8": 0, "uint8": 1, "uint16": 2, "int32": 3, "uint32": 4, "float32": 5}
ENTRY = struct.Struct("<48sIIIQQ")
HEAD = len(MAGIC) + 8 + 32

# What one scalar becomes (Sources/Classifiers/Encoder/WordPieceScalars.swift): kind << 24 | scalar, or EXPANSION | index.
LETTER, DROPPED, BREAK, SPACE, PUNCTUATION, IDEOGRAPH, FIRST_MARK = 0, 1, 2, 3, 4, 5, 16
EXPANSION = 1 << 31
# Blocks of 256 scalars that need no entries of their own.
ALL_SAME, ALL_DROPPED, ALL_IDEOGRAPHS = 0xFFFF, 0xFFFE, 0xFFFD


class BadWeights(Exception):
    """A file that is no weights file of this version, or is damaged."""


def encode(arrays):
    """The file's bytes. A section's rows are the first dimension, its columns the product of the others."""
    position = HEAD + ENTRY.size * len(arrays)
    table, body = bytearray(), bytearray()
    for name, array in arrays.items():
        array = np.ascontiguousarray(array)
        assert array.ndim >= 1 and array.size > 0, name
        title = name.encode("ascii")
        assert 0 < len(title) <= 48, name
        padding = -(position + len(body)) % ALIGNMENT
        body += bytes(padding)
        content = array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
        columns = array.size // array.shape[0]
        table += ENTRY.pack(title, KINDS[array.dtype.name], array.shape[0], columns, position + len(body), len(content))
        body += content
    rest = bytes(table + body)
    return MAGIC + struct.pack("<II", VERSION, len(arrays)) + hashlib.sha256(rest).digest() + rest


def write_encoder(path, arrays):
    """Writes the file. arrays: name -> numpy array of one of `KINDS`."""
    content = encode(arrays)
    assert len(content) <= MOST_BYTES, f"{len(content)} bytes"
    with open(path, "wb") as file:
        file.write(content)


def read_encoder(path):
    """The arrays of a file, as [rows, columns]: to train on from, for checks and golden vectors."""
    with open(path, "rb") as file:
        content = file.read()
    if content[:8] != MAGIC or len(content) < HEAD:
        raise BadWeights(f"{path}: not an encoder's weights file")
    version, count = struct.unpack_from("<II", content, 8)
    if version != VERSION:
        raise BadWeights(f"{path}: of version {version}, not {VERSION}")
    if content[16:HEAD] != hashlib.sha256(content[HEAD:]).digest():
        raise BadWeights(f"{path}: damaged, its checksum does not match")
    types = {value: key for key, value in KINDS.items()}
    arrays = {}
    for index in range(count):
        title, kind, rows, columns, offset, _ = ENTRY.unpack_from(content, HEAD + index * ENTRY.size)
        found = np.frombuffer(content, np.dtype(types[kind]).newbyteorder("<"), rows * columns, offset)
        arrays[title.rstrip(b"\0").decode()] = found.reshape(rows, columns)
    return arrays


# What training lays texts out with; Sources/Classifiers/Encoder/EncoderSettings.swift has the same, in this order.
SETTINGS = {
    "prompt tokens": 256, "overlap": 64, "context tokens": 96, "context characters": 2000, "answer tokens": 288, "refusal opening": 1000,
    "passage window": 240, "passage context": 720, "earlier turns": 3,
}
STACK_LEAST = 1e-4
LEVELS = ("permissive", "balanced", "strict")


def write_classifier(path, arrays, tokenizer_json, calibrations, thresholds, conversations=False, stack=None, ngram_weights=None):
    """Writes everything that Sources/Classifiers/Encoder reads.

    arrays: what `encoder_quantise.quantise` gives, and `heads.weights` [20, 1152] and `heads.bias` [20]. calibrations: name -> (edges, values)
    for `prompt_harm`, `attack`, `response_harm`, `refusal`, `full_refusal` and each category; `answer.` before a category's name for answers,
    where they differ. thresholds: `prompt` and `response` -> level -> probability; `attack`, `refusal`, `full_refusal` -> probability;
    `categories` -> name -> probability, 0.5 for one that is missing. conversations: whether the proxy shall judge the last turns together. stack: [3, 3], for
    prompt harm, response harm and refusal each what the log odds of the encoder and of the n-gram classifier (its calibrated probability, kept
    `STACK_LEAST` from 0 and 1) are multiplied by, and a bias: their sum is what the calibration maps take. ngram_weights: the n-gram file it
    was fitted with.
    """
    layers = sum(name.endswith(".up.weights") for name in arrays)
    sections = {"shape": np.array([layers, len(arrays["words"]), len(arrays["position_rows"])], np.uint32), **arrays}
    maps = [calibrations["prompt_harm"], *(calibrations[name] for name in CATEGORIES), calibrations["attack"], calibrations["response_harm"],
            *(calibrations.get(f"answer.{name}", calibrations[name]) for name in CATEGORIES), calibrations["refusal"], calibrations["full_refusal"]]
    sections["calibration.counts"] = np.array([len(edges) for edges, _ in maps], np.uint32)
    sections["calibration.knots"] = np.concatenate([np.stack([edges, values], 1) for edges, values in maps]).astype(np.float32)
    named = thresholds.get("categories", {})
    chosen = [*(thresholds["prompt"][level] for level in LEVELS), *(thresholds["response"][level] for level in LEVELS), thresholds["attack"],
              *(named.get(name, 0.5) for name in CATEGORIES), thresholds["refusal"], thresholds["full_refusal"]]
    sections["thresholds"] = np.array([round(1000 * threshold) for threshold in chosen], np.uint32)
    sections["settings"] = np.array([*SETTINGS.values(), conversations], np.uint32)
    if stack is not None:
        with open(ngram_weights, "rb") as file:
            revision = file.read()[12:18]
        sections["stack"] = np.array(stack, np.float32).reshape(3, 3)
        sections["stack.ngram"] = np.frombuffer(revision, np.uint8)
    write_encoder(path, sections | tokenizer_tables(tokenizer_json))


def tokenizer_tables(tokenizer_json):
    """The sections of the tokenizer, from a Hugging Face `tokenizer.json` of an uncased BERT.

    What each scalar becomes is asked of the tokenizer itself, so its Unicode version and quirks come along.
    """
    from tokenizers import Tokenizer
    tokenizer = Tokenizer.from_file(str(tokenizer_json))
    words = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    assert [number for _, number in words] == list(range(len(words)))
    vocabulary = "\n".join(word for word, _ in words).encode()
    blocks, entries, expansions = _scalar_tables(tokenizer.normalizer, tokenizer.pre_tokenizer)
    return {
        "vocabulary": np.frombuffer(vocabulary, np.uint8),
        "scalars.blocks": np.array(blocks, np.uint16),
        "scalars.entries": np.array(entries, np.uint32),
        "scalars.expansions": np.array(expansions, np.uint32),
    }


def _scalar_tables(normalizer, splitter):
    becomes = {}
    for scalar in range(0x110000):
        if not 0xD800 <= scalar < 0xE000:
            changed = normalizer.normalize_str(f"a{chr(scalar)}a")
            assert changed[0] == changed[-1] == "a", hex(scalar)
            becomes[scalar] = changed[1:-1]
    ranks = _mark_ranks(normalizer, becomes)
    low, high = min(ranks, key=ranks.get), max(ranks, key=ranks.get)
    is_punctuation = {}

    def simple(character):
        if character == " ":
            return SPACE << 24
        if character not in is_punctuation:
            is_punctuation[character] = len(splitter.pre_tokenize_str(f"a{character}a")) == 3
        kind = PUNCTUATION if is_punctuation[character] else FIRST_MARK + ranks[character] if character in ranks else LETTER
        return kind << 24 | ord(character)

    expansions, places = [0], {}

    def entry(scalar):
        if 0xD800 <= scalar < 0xE000:
            return DROPPED << 24
        result = becomes[scalar]
        if 0xAC00 <= scalar < 0xD7A4:
            return scalar  # Hangul syllables are decomposed by rule
        if result == "":
            # Marks on both sides change places across what is not there for canonical ordering.
            passes = normalizer.normalize_str(f"a{high}{chr(scalar)}{low}") == f"a{low}{high}"
            return (DROPPED if passes else BREAK) << 24
        if len(result) == 1:
            return simple(result)
        if len(result) == 3 and result[0] == result[2] == " ":
            return IDEOGRAPH << 24 | ord(result[1])
        if result not in places:
            places[result] = len(expansions)
            expansions.extend([len(result), *map(simple, result)])
        return EXPANSION | places[result]

    blocks, entries, numbers = [], [], {}
    for start in range(0, 0x110000, 256):
        block = tuple(entry(scalar) for scalar in range(start, start + 256))
        scalars = range(start, start + 256)
        if all(found == scalar for found, scalar in zip(block, scalars)):
            blocks.append(ALL_SAME)
        elif all(found == DROPPED << 24 for found in block):
            blocks.append(ALL_DROPPED)
        elif all(found == IDEOGRAPH << 24 | scalar for found, scalar in zip(block, scalars)):
            blocks.append(ALL_IDEOGRAPHS)
        else:
            if block not in numbers:
                numbers[block] = len(numbers)
                entries.append(block)
            blocks.append(numbers[block])
    return blocks, entries, expansions


def _mark_ranks(normalizer, becomes):
    """The characters that are left by the normalizer and that canonical ordering moves, each with its place in that order.

    Most marks are dropped as accents; spacing marks and those that the normalizer's Unicode version does not know as such are not.
    """
    import unicodedata
    left = sorted({character for result in becomes.values() for character in result if unicodedata.category(character)[0] == "M"})

    def moves(first, second):
        return first != second and normalizer.normalize_str(f"a{first}{second}") == f"a{second}{first}"

    # A character belongs to a class when it moves before exactly the marks of the higher ones.
    ranks, reference = {}, {}
    for character in left:
        number = unicodedata.combining(character)
        others = [other for other in left if unicodedata.combining(other) != number and unicodedata.combining(other)]
        if number and any(moves(character, other) or moves(other, character) for other in others):
            ranks[character] = number
            reference.setdefault(number, character)
    for character, number in ranks.items():
        for other, example in reference.items():
            assert moves(example, character) == (number < other), (hex(ord(character)), number, other)
    for character in left:
        if character not in ranks:
            assert not any(moves(example, character) or moves(character, example) for example in reference.values())
    order = {number: index for index, number in enumerate(sorted(set(ranks.values())))}
    return {character: order[number] for character, number in ranks.items()}
