"""Writes the n-gram weights file that Sources/Classifiers/NgramWeights.swift reads (layout: docs/ngram-features.md).

All numbers are little endian. After the magic and the version comes the SHA-256 of everything behind it.
"""

import hashlib
import struct

import ngram_text

MAGIC = b"EVKNGRAM"
VERSION = 1
TABLES = ("prompt", "answer", "answer_prompt", "refusal", "full_refusal")
HEADS = ("prompt", "response", "refusal", "full_refusal")
LEVELS = ("permissive", "balanced", "strict")


def encode(folding, tables, heads, thresholds):
    """The file's bytes.

    tables: name -> {bits, weights (int8), char, word, opening (scales)}; heads: name -> {bias, edges, values};
    thresholds: `prompt` and `response` -> level -> probability; `refusal` and `full_refusal` -> probability.
    """
    body = bytearray()
    body += struct.pack("<5I", ngram_text.BLOCK, ngram_text.WORD_SCALARS, ngram_text.OPENING_WORDS, ngram_text.PROMPT_CONTEXT,
                        ngram_text.REFUSAL_OPENING)
    body += struct.pack("<I", len(folding))
    for source, target in sorted(folding.items()):
        body += struct.pack("<2I", source, target)
    for name in HEADS:
        head = heads[name]
        body += struct.pack("<fI", head["bias"], len(head["edges"]))
        for edge, value in zip(head["edges"], head["values"]):
            body += struct.pack("<2f", edge, value)
    for name in ("prompt", "response"):
        body += struct.pack("<3I", *(thousandths(thresholds[name][level]) for level in LEVELS))
    body += struct.pack("<2I", thousandths(thresholds["refusal"]), thousandths(thresholds["full_refusal"]))
    for name in TABLES:
        table = tables[name]
        body += struct.pack("<I3f", table["bits"], table["char"], table["word"], table["opening"])
    for name in TABLES:
        weights = tables[name]["weights"]
        assert len(weights) == 1 << tables[name]["bits"] and weights.dtype == "int8"
        body += weights.tobytes()
    return MAGIC + struct.pack("<I", VERSION) + hashlib.sha256(body).digest() + bytes(body)


def thousandths(threshold):
    return round(threshold * 1000)
