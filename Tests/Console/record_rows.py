"""Rows of the refusal log as `evenkeel refusals import` takes them."""

import hashlib
import random
import time
from typing import Any

CATEGORIES = (
    "violent_crimes", "nonviolent_crimes", "sex_crimes", "child_exploitation", "defamation", "specialized_advice",
    "privacy", "intellectual_property", "indiscriminate_weapons", "hate", "self_harm", "sexual_content", "elections",
    "cyber",
)

# The same ids in every run; they are told apart by their number.
_random = random.Random(6)


def decision_id(milliseconds: int) -> str:
    """A UUID version 7 of that time."""
    value = (milliseconds << 80) | (0x7 << 76) | (_random.getrandbits(12) << 64) | (0b10 << 62) | _random.getrandbits(62)
    digits = f"{value:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def record_time(record: dict[str, Any]) -> int:
    """When the request came, in Unix milliseconds."""
    return int(record["id"].replace("-", "")[:12], 16)


def row(prompt: str | None, answer: str | None = None, *, age: float = 60, **changes: Any) -> dict[str, Any]:
    """A suspected false refusal `age` seconds ago, but for what is changed."""
    milliseconds = int((time.time() - age) * 1000)
    record: dict[str, Any] = {
        "id": decision_id(milliseconds),
        "app": "devtools",
        "key_id": None,
        "endpoint": "/v1/chat/completions",
        "model": "llama-3.1-8b-instruct",
        "is_streamed": True,
        "policy": "balanced",
        "policy_revision": "0123456789ab",
        "classifier": "encoder@1",
        "stage": "response",
        "action": "allow",
        "is_enforced": True,
        "rule_ids": [],
        "cause": "rules",
        "verdict": "exaggerated_refusal",
        "prompt_harm": 0.08,
        "attack": 0.02,
        "answer_harm": 0.03,
        "refusal_score": 0.97,
        "refusal_kind": "full",
        "categories": {},
        "prompt_judging_us": 2_140,
        "answer_judging_us": 3_870,
        "total_us": 812_000,
        "upstream_ms": 803,
        "status_code": 200,
        "delivery": "complete",
        "released_characters": len(answer or ""),
        "content_mode": "full",
        "prompt": prompt,
        "prompt_bytes": None if prompt is None else len(prompt.encode()),
        "answer": answer,
        "answer_bytes": None if answer is None else len(answer.encode()),
        "user_key": None,
    }
    record |= changes
    # A classifier that scores categories scores all of them.
    record["categories"] = dict.fromkeys(CATEGORIES, 0.01) | record["categories"]
    return record


def blocked(prompt: str, *, age: float = 60, **changes: Any) -> dict[str, Any]:
    """A prompt that a rule refused, so that there is no answer."""
    facts: dict[str, Any] = {
        "stage": "prompt",
        "action": "refuse",
        "rule_ids": ["harm"],
        "verdict": "guard_block",
        "prompt_harm": 0.83,
        "answer_harm": None,
        "refusal_score": None,
        "refusal_kind": None,
        "categories": {"violent_crimes": 0.71, "cyber": 0.34},
        "answer_judging_us": 0,
        "upstream_ms": None,
        "released_characters": 0,
        "total_us": 2_400,
    }
    return row(prompt, None, age=age, **(facts | changes))


def retried(prompt: str, first: str, second: str, *, age: float = 60, **changes: Any) -> dict[str, Any]:
    """A refusal that was tried once more, and the second answer was delivered."""
    facts: dict[str, Any] = {
        "retry_answer": second,
        "retry_answer_bytes": len(second.encode()),
        "retry_answer_harm": 0.04,
        "retry_refusal_kind": "none",
        "retry_is_delivered": True,
        "retry_ms": 640,
        "retry_tokens": 212,
    }
    return row(prompt, first, age=age, **(facts | changes))


def hashed(text: str, *, age: float = 60, **changes: Any) -> dict[str, Any]:
    """A record of which only hashes were kept."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    facts: dict[str, Any] = {"content_mode": "hashed", "prompt_bytes": len(text), "answer_bytes": 80}
    return row(digest, digest, age=age, **(facts | changes))
