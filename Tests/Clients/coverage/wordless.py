"""Fields that can hold a string and are no words: what is not judged, and why."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from .dialects import (
    ANTHROPIC,
    CHAT,
    COMPLETIONS,
    DIALECTS,
    EMBEDDINGS,
    MODERATIONS,
    RESPONSES,
    Dialect,
)


@dataclass(frozen=True)
class Wordless:
    """Fields that are not judged for one reason."""

    dialects: tuple[Dialect, ...]
    parts: tuple[str, ...]
    paths: tuple[str, ...]
    """As the cases', with `*` for anything."""
    reason: str
    is_constant: bool = False
    """Whether the description gives a list of values, so that the field is none that can hold text."""

    def holds(self, dialect: str, part: str, path: str) -> bool:
        return (
            part in self.parts
            and any(one.name == dialect for one in self.dialects)
            and any(fnmatchcase(path, pattern.replace("[", "[[]")) for pattern in self.paths)
        )


EVERY = tuple(DIALECTS)
OPENAI = (CHAT, COMPLETIONS, RESPONSES, EMBEDDINGS, MODERATIONS)
ASKED, ANSWERED, BOTH = ("request",), ("whole", "streamed"), ("request", "whole", "streamed")
REPEATED = ("instructions", "prompt", "tools", "tool_choice", "text", "metadata", "user")

WORDLESS = [
    Wordless(
        EVERY,
        BOTH,
        ("model", "*: response.model", "*: message(message).model"),
        "names the model that is asked, or that answered",
    ),
    Wordless(
        EVERY, ANSWERED, ("id", "*: response.id", "*: message(message).id"), "the server's own number of the answer"
    ),
    Wordless((CHAT, COMPLETIONS), ANSWERED, ("system_fingerprint",), "names the server's configuration"),
    Wordless((CHAT, COMPLETIONS), ANSWERED, ("object", "service_tier"), "a constant", is_constant=True),
    Wordless(
        (CHAT, RESPONSES), ("streamed",), ("obfuscation", "*: obfuscation"), "padding against the measuring of lengths"
    ),
    Wordless(OPENAI, ASKED, ("user",), "the app's own name for the person behind the request"),
    Wordless((ANTHROPIC,), ASKED, ("metadata.user_id",), "as `user`"),
    Wordless((CHAT, RESPONSES), ASKED, ("safety_identifier",), "as `user`"),
    Wordless((CHAT, RESPONSES), ASKED, ("prompt_cache_key",), "chooses a cache"),
    Wordless((CHAT, COMPLETIONS), ASKED, ("logit_bias.*:key",), "numbers of tokens"),
    Wordless(
        (MODERATIONS,), ASKED, ("input[image_url].image_url.url",), "an image, which no classifier of text can judge"
    ),
    Wordless(
        (RESPONSES,),
        ("whole",),
        (*(f"{name}*" for name in REPEATED), "safety_identifier", "prompt_cache_key"),
        "repeats the request, where it was judged: judged again as the answer's words, a system prompt that forbids a "
        "thing by its name would have every answer cut",
    ),
    Wordless(
        (RESPONSES,), ("streamed",), tuple(f"*: response.{name}*" for name in REPEATED), "as those of a whole response"
    ),
]


def is_wordless(dialect: str, part: str, path: str) -> bool:
    return any(entry.holds(dialect, part, path) for entry in WORDLESS)
