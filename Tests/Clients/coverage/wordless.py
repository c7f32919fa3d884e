"""Fields that can hold a string and are no words: what is not judged, and why."""

from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True)
class Wordless:
    """A field of some dialects, in some parts."""

    dialects: tuple[str, ...]
    parts: tuple[str, ...]
    path: str
    """As the cases', with `*` for anything."""
    reason: str

    def holds(self, dialect: str, part: str, path: str) -> bool:
        return dialect in self.dialects and part in self.parts and fnmatchcase(path, self.path.replace("[", "[[]"))


OPENAI = ("chat_completions", "completions", "responses", "embeddings", "moderations")
ASKED = ("request",)
ANSWERED = ("whole", "streamed")
REPEATS = (
    "repeats the request, where it was judged; judged again as the answer's words, a system prompt that forbids a "
    "thing by its name would have every answer cut"
)
BOTH = ASKED + ANSWERED

CHATS = ("chat_completions", "responses")

WORDLESS = [
    Wordless(OPENAI, BOTH, "model", "names the model that is asked, or that answered"),
    Wordless(OPENAI, ("whole", "streamed"), "id", "the server's own number of the answer"),
    Wordless(OPENAI, ANSWERED, "system_fingerprint", "names the server's configuration"),
    Wordless(OPENAI, ("streamed",), "obfuscation", "random padding against the measuring of lengths"),
    Wordless(("responses",), ("streamed",), "*: obfuscation", "random padding against the measuring of lengths"),
    Wordless(OPENAI, (*ASKED, "whole"), "user", "the app's own name for the person behind the request"),
    Wordless(CHATS, (*ASKED, "whole"), "safety_identifier", "as `user`"),
    Wordless(CHATS, (*ASKED, "whole"), "prompt_cache_key", "chooses a cache"),
    Wordless(OPENAI, ASKED, "logit_bias.*:key", "numbers of tokens"),
    Wordless(
        ("moderations",), ASKED, "input[image_url].image_url.url", "an image, which no classifier of text can judge"
    ),
    *(
        Wordless(("responses",), ("whole",), path, REPEATS)
        for path in (
            "instructions",
            "instructions[*",
            "tools[*",
            "tool_choice(*",
            "text.format(*",
            "prompt.*",
            "metadata.*",
        )
    ),
]
