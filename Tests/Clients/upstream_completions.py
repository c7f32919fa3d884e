"""What the scripted upstream says to completions of the older API, and to embeddings."""

from typing import Any

from upstream_answers import MODEL, USAGE, event

PATH = "/v1/completions"
EMBEDDINGS = "/v1/embeddings"


def text_choice(text: str, index: int = 0, finish: str | None = "stop", **more: Any) -> dict[str, Any]:
    return {"index": index, "text": text, "logprobs": None, "finish_reason": finish} | more


def text_completion(*choices: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "cmpl-upstream-1",
        "object": "text_completion",
        "created": 1760000000,
        "model": MODEL,
        "choices": list(choices),
        "usage": USAGE,
    } | more


def text_chunk(*choices: dict[str, Any]) -> dict[str, Any]:
    chunk = text_completion(*choices)
    del chunk["usage"]
    return chunk


def spoken_text(*pieces: str, index: int = 0, finish: str = "stop") -> list[bytes]:
    """The events of one choice's stream, without `[DONE]`."""
    events = [event(text_chunk(text_choice(piece, index, None))) for piece in pieces]
    return events + [event(text_chunk(text_choice("", index, finish)))]


def text_usage_chunk() -> dict[str, Any]:
    return text_chunk() | {"usage": USAGE}


def embeddings(*vectors: Any) -> dict[str, Any]:
    data = [{"object": "embedding", "index": index, "embedding": vector} for index, vector in enumerate(vectors)]
    usage = {"prompt_tokens": 5, "total_tokens": 5}
    return {"object": "list", "data": data, "model": MODEL, "usage": usage}
