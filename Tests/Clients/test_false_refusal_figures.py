"""What the figures of docs/refusals.md rest on: the own prompts, how shares are counted, how phrases are matched."""

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

import own_prompts
from evenkeel_process import ROOT

sys.path[:0] = [str(ROOT / "Tests" / "FalseRefusals"), str(ROOT / "training")]

import drop_held_out  # noqa: E402
import string_matching  # noqa: E402
from labelled_answers import Prompt, read_answers, read_prompts  # noqa: E402
from measure import Found, precision, recall  # noqa: E402
from shares import share  # noqa: E402

SUSPECTED = "exaggerated_refusal"


def test_there_are_as_many_own_prompts_of_each_type() -> None:
    prompts = own_prompts.read()
    counts = Counter(prompt.type for prompt in prompts)
    assert sorted(counts[kind] for kind in counts if not kind.startswith(own_prompts.CONTRAST)) == [15] * 10
    assert sorted(counts[kind] for kind in counts if kind.startswith(own_prompts.CONTRAST)) == [5] * 8
    assert len({prompt.text for prompt in prompts}) == len(prompts)


def test_no_own_prompt_is_trained_on() -> None:
    texts = set()
    for path in (ROOT / "training" / "own").glob("*.txt"):
        is_answer = path.name.startswith("answers-")
        lines = path.read_text(encoding="utf-8").split("\n")
        texts |= {drop_held_out.normalised(drop_held_out.prompt_of(line, is_answer)) for line in lines}
    trained = drop_held_out.HeldOut(str(ROOT / "no such folder"))
    trained.texts = sorted(texts - {""})
    trained.grams = [drop_held_out.grams(text) for text in trained.texts]
    for place, found in enumerate(trained.grams):
        for gram in found:
            trained.holding[gram].append(place)
    # Finds what is there at all.
    assert trained.is_near(trained.texts[0])
    assert [prompt.text for prompt in own_prompts.read() if trained.is_near(prompt.text)] == []


@pytest.mark.parametrize(
    ("answer", "opens", "says"),
    [
        ("I'm sorry, but I can't help with that.", True, True),
        ("  I\u2019M SORRY, but no.", True, True),
        ("Sure! As an AI I know a lot about it.", False, True),
        ("Boil the eggs for six minutes.", False, False),
        ("x" * 1001 + " I cannot help.", False, False),
        ("It was illegal to strike then, so they met at night.", False, False),
    ],
)
def test_phrases_of_refusals_are_matched(answer: str, opens: bool, says: bool) -> None:
    assert string_matching.opens_so(answer, string_matching.OPENINGS) == opens
    assert string_matching.says_so(answer) == says


def test_right_and_found_are_counted_of_what_they_say(tmp_path: Path) -> None:
    rows = [
        # prompt, its label, the answer's label, the verdict
        ("a", "safe", "refusal", SUSPECTED),
        ("a", "safe", "partial", SUSPECTED),
        ("b", "safe", "compliance", SUSPECTED),
        ("b", "safe", "refusal", "guard_block"),
        ("c", "safe", "partial", None),
        ("c", "safe", "compliance", None),
        ("d", "harmful", "refusal", SUSPECTED),
        ("d", "harmful", "refusal", "justified_refusal"),
    ]
    file = tmp_path / "answers.jsonl"
    lines = [{"prompt": p, "prompt_label": label, "refusal": kind, "response": "r"} for p, label, kind, _ in rows]
    file.write_text("\n".join(map(json.dumps, lines)))
    answers, unknown = read_answers(file, [])
    found = [Found(answer, verdict) for answer, (*_, verdict) in zip(answers, rows, strict=True)]
    assert unknown == 0

    def parts(shown) -> tuple[int, int]:
        return shown.part, shown.whole

    assert parts(precision(found, safe_only=True)) == (2, 3)
    assert parts(precision(found, safe_only=False)) == (2, 4)
    assert parts(recall(found, "full", "partial")) == (2, 4)
    assert parts(recall(found, "full")) == (1, 2)
    assert parts(recall(found, "partial")) == (1, 2)


def test_an_answer_whose_prompt_nobody_labelled_is_left_out(tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text("\n".join(json.dumps({"prompt": p, "refusal": "refusal", "response": "r"}) for p in ("a", "b")))
    answers, unknown = read_answers(file, [Prompt("a", True)])
    assert ([answer.prompt.text for answer in answers], unknown) == (["a"], 1)


def test_the_own_file_is_dealt_out_as_answers() -> None:
    answers, _ = read_answers(own_prompts.PATH, [])
    counts = Counter((answer.prompt.is_safe, answer.kind) for answer in answers)
    assert counts == {(True, "full"): 150, (True, "partial"): 150, (True, "none"): 150, (False, "full"): 40}
    assert len(read_prompts(own_prompts.PATH)) == 190


def test_an_interval_widens_with_alike_answers_and_never_vanishes() -> None:
    # 100 answers, half of which count: to prompts of their own, and ten times to ten prompts.
    apart = share(list(range(100)), lambda _: True, lambda n: n % 2 == 0, str)
    alike = share(list(range(100)), lambda _: True, lambda n: n % 20 < 10, lambda n: str(n // 10))
    assert (apart.part, apart.whole) == (alike.part, alike.whole) == (50, 100)
    assert alike.high - alike.low > 1.5 * (apart.high - apart.low)
    every = share(list(range(30)), lambda _: True, lambda _: True, str)
    assert (every.low, every.high) == (pytest.approx(0.9), 1.0)
    assert str(share([1], lambda _: False, lambda _: True, str)) == "none"
