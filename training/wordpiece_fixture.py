#!/usr/bin/env python3
"""Makes strings of many scripts with a seeded generator and has Hugging Face's tokenizer cut them: what the Swift tokenizer is held to.

The strings are made of single characters, of a few words written here, and of the vocabulary's own pieces; none is taken from a text. Bytes that
are not UTF-8 are decoded as U+FFFD for Hugging Face. A string's special tokens, such as `[SEP]`, stay ordinary text.
"""

import argparse
import base64
import json
import random
import struct
import sys
import unicodedata

from tokenizers import Tokenizer

WORDS = """the of and Process KILLED naïve café Straße ﬁancée can't don't e-mail www.example.org user@example.org 3.14159 1,000,000 0xFF kill-9 $PID C++
don’t “quoted” —dash… [CLS] [SEP] [PAD] [UNK] [MASK] [cls] ##ing [unused1] <s> </s> 你好 世界 こんにちは カタカナ ﾊﾝｶｸ 안녕하세요 ᄒᆞᆫ Привет ёлка Ελλάδα ΣΊΣΥΦΟΣ
مرحبا كَتَبَ שָׁלוֹם नमस्ते हिन्दी বাংলা ਪੰਜਾਬੀ தமிழ் తెలుగు ಕನ್ನಡ മലയാളം සිංහල ไทยแลนด์ ລາວ မြန်မာ ខ្មែរ ქართული Հայերեն አማርኛ ᏣᎳᎩ ᠮᠣᠩᠭᠣᠯ བོད་ཡིག Tiếng Việt İstanbul ıĞŞ ǅ ŉ
👩‍👩‍👧‍👦 🏳️‍🌈 👋🏽 🇩🇪 😀😀 ℌ 𝐛𝐨𝐦𝐛 ① ｂｏｍｂ ½ ² ™ ﷺ ㍿ ﬀ ẞ Ω Å º""".split()
RANGES = [
    (0x20, 0x7F), (0x20, 0x7F), (0x20, 0x7F), (0xA0, 0x250), (0x250, 0x370), (0x300, 0x370), (0x370, 0x590), (0x590, 0x780), (0x780, 0x900),
    (0x900, 0xE00), (0xE00, 0x1100), (0x1100, 0x1400), (0x1680, 0x1A00), (0x1AB0, 0x1D00), (0x1D00, 0x2000), (0x2000, 0x2070), (0x2070, 0x2C00),
    (0x2E80, 0x3100), (0x3100, 0x3400), (0x3400, 0x3500), (0x4E00, 0xA000), (0xA000, 0xAC00), (0xAC00, 0xD7A4), (0xE000, 0xE100), (0xF900, 0xFB00),
    (0xFB00, 0xFE00), (0xFE00, 0x10000), (0x10000, 0x11000), (0x11000, 0x12000), (0x16A00, 0x17000), (0x1D100, 0x1D200), (0x1D400, 0x1D800),
    (0x1E000, 0x1F000), (0x1F000, 0x1FB00), (0x20000, 0x20100), (0x2F800, 0x2FA20), (0xE0000, 0xE01F0), (0x10FF00, 0x110000),
]
SPACES = [" ", " ", " ", "  ", "\n", "\t", "\r\n", "\u00a0", "\u3000", "\u2028", "\u200b", "\x00", "\x1f", "\x7f", "\ufeff", ""]
MARKS = [chr(c) for c in range(0x110000) if unicodedata.category(chr(c))[0] == "M"]


class Strings:
    def __init__(self, seed, pieces):
        self.random, self.pieces = random.Random(seed), pieces

    def character(self):
        start, end = self.random.choice(RANGES)
        return chr(self.random.randrange(start, end))

    def word(self):
        draw, kind = self.random, self.random.randrange(10)
        if kind < 3:
            return draw.choice(WORDS)
        if kind < 6:
            word = "".join(draw.choice(self.pieces) for _ in range(draw.randint(1, 3)))
            return draw.choice([word, word.upper(), word.capitalize(), word.replace("##", "")])
        if kind == 6:
            return "".join(self.character() for _ in range(draw.randint(1, 12)))
        if kind == 7:
            start, end = draw.choice(RANGES)
            return "".join(chr(draw.randrange(start, end)) for _ in range(draw.randint(1, 8)))
        if kind == 8:
            base = draw.choice(["a", "e", "한", "я", "か", "", self.character()])
            return base + "".join(draw.choice(MARKS) for _ in range(draw.randint(1, 6)))
        return draw.choice("!?.,;:'\"()[]{}<>/\\|@#$%^&*-_=+~`") * draw.randint(1, 4)

    def text(self):
        draw, kind = self.random, self.random.randrange(40)
        if kind == 0:  # around the longest word that is cut
            return draw.choice(["a", "ab", "é", "e\u0301", "中", "한", "x\u200b", "𝐛"]) * draw.randint(30, 210)
        if kind == 1:
            return "".join(draw.choice(MARKS) if draw.random() < 0.8 else self.character() for _ in range(draw.randint(1, 60)))
        if kind == 2:
            return "".join(chr(draw.choice([0x302E, 0x16FF0, 0x1D165, 0x1D16D, 0x1B44, 0x11446, 0x1D15E, 0x301, 0x941, 0x61, 0x200B, 0xAD, 0x1DF6, 0xC3C]))
                           for _ in range(draw.randint(1, 12)))
        return "".join(self.word() + draw.choice(SPACES) for _ in range(draw.randint(1, 14)))

    def bytes(self):
        """UTF-8, in one of eight cases damaged."""
        draw, text = self.random, self.text()
        content = bytearray(text.encode("utf-8", "surrogatepass"))
        if draw.randrange(8) == 0 and content:
            for _ in range(draw.randint(1, 4)):
                at = draw.randrange(len(content))
                damage = draw.randrange(3)
                if damage == 0:
                    content[at] = draw.randrange(256)
                elif damage == 1:
                    del content[at]
                    if not content:
                        break
                else:
                    content[at:at] = draw.choice([b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xe0\x80\x80", b"\xff", b"\x80", b"\xf0\x9f\x98"])
        return bytes(content)


class Reference:
    def __init__(self, tokenizer_json):
        self.tokenizer = Tokenizer.from_file(tokenizer_json)
        self.model = self.tokenizer.model

    def tokens(self, content):
        """The ids; special tokens in the text are cut like any other text, which `Tokenizer.encode` would not do."""
        text = content.decode("utf-8", "replace")
        words = self.tokenizer.pre_tokenizer.pre_tokenize_str(self.tokenizer.normalizer.normalize_str(text))
        return [token.id for word, _ in words for token in self.model.tokenize(word)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--tokenizer", required=True, metavar="FILE", help="tokenizer.json of the model")
    parser.add_argument("--output", required=True, metavar="FILE")
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--binary", action="store_true", help="lengths and numbers as 32-bit words, for long runs")
    options = parser.parse_args()
    reference = Reference(options.tokenizer)
    strings = Strings(options.seed, [piece for piece in reference.tokenizer.get_vocab() if not piece.startswith("[")])
    strings.pieces.sort()
    rows = []
    for _ in range(options.count):
        content = strings.bytes()
        rows.append((content, reference.tokens(content)))
    if options.binary:
        with open(options.output, "wb") as file:
            for content, tokens in rows:
                file.write(struct.pack("<II", len(content), len(tokens)) + content + struct.pack(f"<{len(tokens)}I", *tokens))
        return
    with open(options.output, "w", encoding="ascii") as file:
        for content, tokens in rows:
            file.write(json.dumps([base64.b64encode(content).decode(), tokens], separators=(",", ":")) + "\n")


if __name__ == "__main__":
    sys.exit(main())
