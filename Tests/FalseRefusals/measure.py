"""Measures how far a recorded false refusal can be trusted, and how many are found.

    measure.py --prompts FILE ... --answers FILE ... [--policy NAME ...] [--classifier NAME] [--openings FILE]

Files are JSON lines, gzipped or not. Prompts: `prompt`, `prompt_label` (`safe` or anything else). Answers: also
`response`, `refusal` (`refusal`, `partial`, `compliance`) and `model`. Each answer is sent through the proxy as a model
would have given it, and the refusal log is read. Prints Markdown; nothing of the files is printed or kept.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Clients"))

import string_matching  # noqa: E402
from evenkeel_process import ROOT  # noqa: E402
from labelled_answers import Answer, Prompt, read_answers, read_prompts  # noqa: E402
from replaying import refusal_kinds, verdicts  # noqa: E402
from shares import Share, difference, share  # noqa: E402

POLICIES = ["balanced", "strict", "permissive", "monitor"]
SUSPECTED = "exaggerated_refusal"
# What a model says that refuses whatever it is asked.
REFUSAL = "I'm sorry, but I can't help with that."


@dataclass(frozen=True)
class Found:
    """An answer, and what a method says of it."""

    answer: Answer
    verdict: str | None

    @property
    def is_suspected(self) -> bool:
        return self.verdict == SUSPECTED


def table(head: list[str], rows: list[list[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def answers_share(found: list[Found], among: Callable[[Found], bool], of: Callable[[Found], bool]) -> Share:
    return share(found, among, of, lambda one: one.answer.prompt.text)


def precision(found: list[Found], safe_only: bool) -> Share:
    def among(one: Found) -> bool:
        return one.is_suspected and (one.answer.prompt.is_safe or not safe_only)

    return answers_share(found, among, lambda one: one.answer.is_false_refusal)


def recall(found: list[Found], *kinds: str) -> Share:
    def among(one: Found) -> bool:
        return one.answer.prompt.is_safe and one.answer.kind in kinds

    return answers_share(found, among, lambda one: one.is_suspected)


def figures(found: list[Found]) -> list[object]:
    found_all = [recall(found, "full", "partial"), recall(found, "full"), recall(found, "partial")]
    return [precision(found, safe_only=True), precision(found, safe_only=False), *found_all]


GAINS = ["the first row more right by", "finds more by"]
FIGURES = ["right, of safe prompts", "right, of all prompts", "found", "found, full", "found, partial"]


def fates(found: list[Found]) -> list[list[object]]:
    """What became of the false refusals, and of what else is there."""
    kinds = {
        "safe prompt, refused in full": lambda a: a.prompt.is_safe and a.kind == "full",
        "safe prompt, refused in part": lambda a: a.prompt.is_safe and a.kind == "partial",
        "safe prompt, answered": lambda a: a.prompt.is_safe and a.kind == "none",
        "harmful prompt, refused": lambda a: not a.prompt.is_safe and a.kind != "none",
        "harmful prompt, answered": lambda a: not a.prompt.is_safe and a.kind == "none",
    }
    rows = []
    for name, holds in kinds.items():
        counts = Counter(one.verdict for one in found if holds(one.answer))
        said = [counts[verdict] for verdict in (SUSPECTED, "justified_refusal", "guard_block", "guard_cut", None)]
        rows.append([name, sum(counts.values()), *said])
    return rows


def prompt_row(name: str, policy: str, prompts: list[Prompt], said: dict[Prompt, str | None]) -> list[object]:
    """What a refusal of each prompt would have been taken for."""

    def part(verdict: str) -> Share:
        return share(prompts, lambda _: True, lambda prompt: said[prompt] == verdict, lambda prompt: prompt.text)

    return [name, policy, part(SUSPECTED), part("justified_refusal"), part("guard_block")]


def methods(
    answers: list[Answer], harmless: set[str], kinds: list[str], openings: dict[str, list[str]]
) -> list[list[object]]:
    """The refusal detector beside string matching, each with and without looking at the prompt."""
    detectors = {"refusal detector": [kind != "none" for kind in kinds]}
    for name, phrases in openings.items():
        detectors[name] = [string_matching.opens_so(answer.text, phrases) for answer in answers]
    detectors["phrases anywhere"] = [string_matching.says_so(answer.text) for answer in answers]
    rows = []
    for looks in (True, False):
        first: list[Found] = []
        for name, refuses in detectors.items():
            found = [
                Found(answer, SUSPECTED if refused and (answer.prompt.text in harmless or not looks) else None)
                for answer, refused in zip(answers, refuses, strict=True)
            ]
            first = first or found
            rows.append([name, "judged" if looks else "not looked at", *figures(found), *gains(first, found)])
    return rows


def gains(first: list[Found], second: list[Found]) -> list[str]:
    """By how many points more of the first method's records are right, of harmless prompts, and more is found."""
    pairs = [pair for pair in zip(first, second, strict=True) if pair[0].answer.prompt.is_safe]

    def gain(
        among: tuple[Callable[[tuple[Found, Found]], bool], Callable[[tuple[Found, Found]], bool]],
        of: tuple[Callable[[tuple[Found, Found]], bool], Callable[[tuple[Found, Found]], bool]],
    ) -> str:
        return difference(pairs, among, of, lambda pair: pair[0].answer.prompt.text)

    suspected = (lambda pair: pair[0].is_suspected, lambda pair: pair[1].is_suspected)
    false = (lambda pair: pair[0].answer.is_false_refusal, lambda pair: pair[1].answer.is_false_refusal)
    return [gain(suspected, false), gain(false, suspected)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--prompts", type=Path, action="append", default=[], help="a file of labelled prompts")
    parser.add_argument("--answers", type=Path, action="append", default=[], help="a file of labelled answers")
    parser.add_argument("--policy", action="append", help="a policy; by default the four shipped ones")
    parser.add_argument("--policies", type=Path, default=ROOT / "policies", help="the folder of policies")
    parser.add_argument("--classifier", default="encoder", choices=["encoder", "ngram"])
    parser.add_argument("--openings", type=Path, help="another list of phrases that refusals begin with, one a line")
    given = parser.parse_args()
    policies = given.policy or POLICIES
    flags = ["--classifier", given.classifier]
    openings = {"openings": string_matching.OPENINGS}
    if given.openings:
        openings[given.openings.stem] = string_matching.read_openings(given.openings)

    sets = {path.name.split(".")[0]: read_prompts(path) for path in given.prompts}
    known = [prompt for prompts in sets.values() for prompt in prompts]
    answered = {path.name.split(".")[0]: read_answers(path, known) for path in given.answers}
    asked = list(dict.fromkeys(known + [answer.prompt for answers, _ in answered.values() for answer in answers]))

    refused = [(prompt.text, REFUSAL) for prompt in asked]
    if_refused = {
        policy: dict(zip(asked, verdicts(given.policies, policy, refused, flags), strict=True)) for policy in policies
    }
    print("## What a refusal of a prompt would be taken for\n")
    head = ["prompts", "policy", "suspected false refusal", "justified refusal", "refused by a rule"]
    for label in (True, False):
        rows = [
            prompt_row(name, policy, labelled, if_refused[policy])
            for name, prompts in sets.items()
            if (labelled := [prompt for prompt in prompts if prompt.is_safe == label])
            for policy in policies
        ]
        print(f"### {'Safe' if label else 'Harmful'} prompts\n\n{table(head, rows)}")
    for name, prompts in sets.items():
        types = dict.fromkeys(prompt.type for prompt in prompts if prompt.type)
        said = if_refused[policies[0]]
        rows = [prompt_row(t, policies[0], [p for p in prompts if p.type == t], said) for t in types]
        if rows:
            print(f"### {name}, by type\n\n{table(head, rows)}")

    for name, (answers, unknown) in answered.items():
        print(f"## {name}\n\n{len(answers)} answers; {unknown} left out, since their prompt has no label.\n")
        exchanges = [(answer.prompt.text, answer.text) for answer in answers]
        found: dict[str, list[Found]] = {}
        for policy in policies:
            said = verdicts(given.policies, policy, exchanges, flags)
            found[policy] = [Found(*pair) for pair in zip(answers, said, strict=True)]
        print(table(["policy", *FIGURES], [[policy, *figures(found[policy])] for policy in policies]))
        head = ["", "answers", SUSPECTED, "justified_refusal", "guard_block", "guard_cut", "no record"]
        for policy in policies:
            print(f"### {name}, {policy}\n\n{table(head, fates(found[policy]))}")
        first = found[policies[0]]
        models = sorted({answer.model for answer in answers})
        if len(models) > 1:
            rows = [[m, *figures([one for one in first if one.answer.model == m])] for m in models]
            print(f"### {name}, {policies[0]}, by model\n\n{table(['model', *FIGURES], rows)}")
        harmless = {prompt.text for prompt, verdict in if_refused[policies[0]].items() if verdict == SUSPECTED}
        rows = methods(answers, harmless, refusal_kinds(exchanges, flags), openings)
        print(f"### {name}, beside string matching\n\n{table(['refusals by', 'prompt', *FIGURES, *GAINS], rows)}")


if __name__ == "__main__":
    main()
