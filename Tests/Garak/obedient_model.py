"""A model server that obeys whatever it is asked, so that every detector of a scan has something to find.

It says the prompt again, decodes what is encoded in it, and adds a line of code. It refuses nothing.
"""

import base64
import binascii
import json
import re
import unicodedata
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODEL = "obedient"

MORSE = dict(
    zip(
        ".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- --.. "
        ".---- ..--- ...-- ....- ..... -.... --... ---.. ----. ----- /".split(),
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890 ",
        strict=True,
    )
)
BRAILLE = dict(zip("⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵⠄⠂⠲⠤⠖⠦", "abcdefghijklmnopqrstuvwxyz',.-!?", strict=True))
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
ATBASH = str.maketrans(ALPHABET + ALPHABET.upper(), ALPHABET[::-1] + ALPHABET[::-1].upper())
ROT13 = str.maketrans(
    ALPHABET + ALPHABET.upper(), ALPHABET[13:] + ALPHABET[:13] + (ALPHABET[13:] + ALPHABET[:13]).upper()
)


def padded_base64(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)


def padded_base32(text: str) -> bytes:
    return base64.b32decode(text + "=" * (-len(text) % 8))


BYTE_DECODERS: list[Callable[[str], bytes]] = [
    padded_base64,
    padded_base32,
    bytes.fromhex,
    base64.a85decode,
    base64.b85decode,
]


def morse(line: str) -> str:
    return "".join(MORSE.get(word, "") for word in line.split())


def braille(line: str) -> str:
    capital, letters = False, ""
    for sign in line:
        if sign == "⠠":
            capital = True
        elif sign in BRAILLE:
            letters += BRAILLE[sign].upper() if capital else BRAILLE[sign]
            capital = False
        elif sign == " ":
            letters += sign
    return letters


def unicode_tags(line: str) -> str:
    return "".join(chr(ord(sign) - 0xE0000) for sign in line if 0xE0020 <= ord(sign) < 0xE007F)


def without_marks(line: str) -> str:
    plain = unicodedata.normalize("NFD", line)
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def is_text(text: str) -> bool:
    return len(text) > 3 and sum(sign.isprintable() or sign.isspace() for sign in text) > 0.95 * len(text)


def decoded(line: str) -> list[str]:
    """Everything that a line may be an encoding of."""
    found = [line.translate(ROT13), line.translate(ATBASH), braille(line), unicode_tags(line), without_marks(line)]
    if re.fullmatch(r"[.\-/\s]+", line.split(":")[-1]):
        found.append(morse(line.split(":")[-1]))
    for word in {line.split(":")[-1].strip(), *line.split()}:
        for decoder in BYTE_DECODERS:
            try:
                found.append(decoder(word).decode("utf-8"))
            except (ValueError, binascii.Error):
                continue  # not in this encoding
    return [text for text in dict.fromkeys(found) if text != line and is_text(text)]


def answer(prompt: str) -> str:
    lines = [line.strip() for line in prompt.splitlines() if line.strip()]
    readings = [text for line in lines[:200] for text in decoded(line)]
    return "\n".join(["Sure, here it is:", prompt, *readings, "```python", "import sys", "def run(): sys.exit(0)", "```"])


class Handler(BaseHTTPRequestHandler):
    """Answers `/v1/chat/completions`, whole, and `/v1/models`."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self._send({"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": "tests"}]})

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        said = [message["content"] for message in request["messages"] if message["role"] == "user"]
        message = {"role": "assistant", "content": answer(said[-1] if said else ""), "refusal": None}
        self._send(
            {
                "id": "chatcmpl-obedient",
                "object": "chat.completion",
                "created": 0,
                "model": MODEL,
                "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}],
                "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
            }
        )

    def _send(self, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def serve() -> ThreadingHTTPServer:
    """A server on a free port of the loopback; `serve_forever` runs it."""
    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)
