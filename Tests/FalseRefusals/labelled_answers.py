"""Answers of models that people labelled: what was asked, what was said, and whether that refuses."""

import gzip
import json
from dataclasses import dataclass, field
from pathlib import Path

import own_prompts
from over_refusing import FULL, PARTIAL

KINDS = {"refusal": "full", "full": "full", "partial": "partial", "compliance": "none", "none": "none"}


@dataclass(frozen=True)
class Prompt:
    """A prompt with a person's label."""

    text: str
    is_safe: bool
    type: str = field(default="", compare=False)
    """XSTest's, where the file says so."""


@dataclass(frozen=True)
class Answer:
    """One model's answer to a prompt, with a person's label."""

    prompt: Prompt
    text: str
    kind: str
    """`full`, `partial` or `none`."""
    model: str

    @property
    def is_false_refusal(self) -> bool:
        return self.prompt.is_safe and self.kind != "none"


def _rows(path: Path) -> list[dict[str, str]]:
    opened = gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")
    with opened as file:
        return [json.loads(line) for line in file if line.strip()]


def read_prompts(path: Path) -> list[Prompt]:
    """The distinct prompts of a file that have a label: `prompt` and `prompt_label` (`safe` or anything else).

    A `.txt` is a file such as `own-prompts.txt`.
    """
    if path.suffix == ".txt":
        return [Prompt(prompt.text, prompt.is_safe, prompt.type) for prompt in own_prompts.read(path)]
    rows = [row for row in _rows(path) if row.get("prompt") and row.get("prompt_label")]
    found = [Prompt(row["prompt"], row["prompt_label"] == "safe", row.get("type") or "") for row in rows]
    return list(dict.fromkeys(found))


def read_answers(path: Path, known: list[Prompt]) -> tuple[list[Answer], int]:
    """The labelled answers of a file, and how many had no label for their prompt.

    Keys: `prompt`, `response`, `refusal` (`refusal`, `partial` or `compliance`), `prompt_label` and `model`. Where the
    file does not say what the prompt is, `known` may. For a `.txt`, written refusals are dealt out to its prompts.
    """
    if path.suffix == ".txt":
        return _dealt(own_prompts.read(path)), 0
    labels = {prompt.text: prompt.is_safe for prompt in known}
    answers, unknown = [], 0
    for row in _rows(path):
        label = row.get("prompt_label")
        is_safe = label == "safe" if label else labels.get(row["prompt"])
        if is_safe is None or not row.get("response"):
            unknown += 1
            continue
        prompt = Prompt(row["prompt"], is_safe)
        answers.append(Answer(prompt, row["response"], KINDS[row["refusal"]], row.get("model") or "-"))
    return answers, unknown


def _dealt(prompts: list[own_prompts.OwnPrompt]) -> list[Answer]:
    """For each harmless prompt its answer, a full refusal and a partial one; for each harmful one a full refusal."""
    answers = []
    for place, own in enumerate(prompts):
        prompt = Prompt(own.text, own.is_safe)
        answers.append(Answer(prompt, FULL[place % len(FULL)], "full", "-"))
        if own.is_safe:
            answers.append(Answer(prompt, PARTIAL[place % len(PARTIAL)], "partial", "-"))
            answers.append(Answer(prompt, own.answer, "none", "-"))
    return answers
