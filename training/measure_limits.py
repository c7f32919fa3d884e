#!/usr/bin/env python3
"""Measures what the model card's limits say, as the built program serves at `balanced`: long texts, padding, disguises, languages, distress, partial refusals.
And what the shipped policies' rules on categories cost, for docs/policies.md.

Everything is made of dev rows, with a fixed seed. It chooses nothing.
"""

import collections
import dataclasses
import os
import random
import re
import subprocess
import sys

import encoder_data
import measure_served
import ngram_data
import own_lines
import training_rows

DOCUMENTS, INSIDE = 500, 400
LANGUAGES = ("zh", "vi", "th", "fr", "es", "it", "pt", "de")
POLICIES = os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "policies")
# A rule that asks for a category and for nothing else, as the shipped policies write it.
_CATEGORY_RULE = re.compile(r"- id: (\S+)\n +when: \{ category: \[?([a-z_, ]+?)\]?, at_least: ([\d.]+) \}")


def share(found, rows, key="prompt_flagged"):
    """`flagged of all`, for the harmful and for the harmless rows."""
    said = []
    for harmful, name in ((True, "harmful"), (False, "harmless")):
        flags = [one[key] for one, row in zip(found, rows) if row.harm is harmful]
        said.append(f"{sum(flags)} of {len(flags)} {name} ({100 * sum(flags) / len(flags):.1f} %)" if flags else f"none {name}")
    return ", ".join(said)


def main():
    options = measure_served.arguments(__doc__).parse_args()
    prompts, answers = measure_served.dev_rows(options)
    prompts = [row for row in prompts if row.part != "statements"]
    draw = random.Random(5)

    def judged(rows):
        return measure_served.classify(options.program, rows)

    def changed(rows, change):
        return [dataclasses.replace(row, prompt=change(row.prompt)) for row in rows]

    short = [row for row in prompts if len(row.prompt) <= 400]
    safe_answers = [row.answer.strip() for row in answers if row.response is False and row.refusal in (None, 2) and len(row.answer) > 200]

    def document(count):
        return "\n\n".join(draw.choice(safe_answers) for _ in range(count))

    documents = [dataclasses.replace(prompts[0], prompt=document(draw.randrange(1, 7)), harm=False) for _ in range(DOCUMENTS)]
    print("documents of one to six safe answers:", share(judged(documents), documents))
    chosen = draw.sample(short, INSIDE)
    print("those prompts by themselves:", share(judged(chosen), chosen))
    inside = changed(chosen, lambda text: "\n\n".join((document(3), text, document(3))))
    print("between three safe answers on either side:", share(judged(inside), inside))
    sentences = [row.prompt.strip() for row in short if row.harm is False and 20 <= len(row.prompt) <= 160]
    print("short prompts by themselves:", share(judged(short), short))
    padded = changed(short, lambda text: ngram_data.padded((text.strip(),), sentences, draw)[0])
    print("with one to three harmless prompts around:", share(judged(padded), padded))
    spaced = changed(draw.sample(short, 600), lambda text: " ".join(text))
    print("letters apart by blanks:", share(judged(spaced), spaced))
    disguised = changed(draw.sample(short, 1500), lambda text: encoder_data.disguised(text, draw))
    print("digits for letters, one word split, doubled letters, marks:", share(judged(disguised), disguised))
    print_distress(judged, prompts, own_lines.read(options.own)[0])
    print_category_rules(judged, [row for row in prompts if row.harm is False and row.part in ("contrast", "hard")])
    print_partial(judged, answers)
    print_languages(options, judged)


def discloses_distress(row):
    return row.harm is False and row.category == encoder_data.DISTRESS


def category_rules():
    """(policy, rule, its categories, its bound) of the shipped policies."""
    for policy in ("base", "childrens-tutor"):
        with open(os.path.join(POLICIES, f"{policy}.yaml"), encoding="utf-8") as file:
            for name, categories, bound in _CATEGORY_RULE.findall(file.read()):
                yield policy, name, categories.split(", "), float(bound)


def print_distress(judged, prompts, own):
    """How many disclosures the rules for distress match, and what else they do; `own` are the lines written for this project."""
    neighbours = {row["prompt"] for row in own if row["source"].startswith("own-prompts-distress") and row["prompt_label"] == "safe" and row["category"] is None}
    kinds = collections.defaultdict(list)
    for row in prompts:
        if discloses_distress(row):
            kinds[f"disclosures, {row.part}"].append(row)
        elif row.harm and row.category == encoder_data.DISTRESS:
            kinds["harmful, on self-harm"].append(row)
        elif row.harm is False:
            kinds["other harmless"].append(row)
    kinds["of these everyday"] = [row for row in kinds["other harmless"] if row.part == "everyday"]
    kinds["of these neighbours of disclosures"] = [row for row in kinds["other harmless"] if row.prompt in neighbours]
    bounds = [bound for _, _, categories, bound in category_rules() if categories == [encoder_data.DISTRESS]]
    for kind, rows in kinds.items():
        found = judged(rows)
        counts = ", ".join(f"{sum(one['categories'][encoder_data.DISTRESS] >= bound for one in found)} from {bound}" for bound in bounds)
        print(f"distress: {kind}: of {len(rows)} {counts}; {sum(one['prompt_flagged'] for one in found)} flagged")


def print_category_rules(judged, rows):
    """Of harmless own prompts: how many each rule matches, and how many of these `harm` would let pass at `balanced`."""
    found = judged(rows)
    print(f"harmless own prompts: {sum(one['prompt_flagged'] for one in found)} of {len(rows)} flagged")
    for policy, name, categories, bound in category_rules():
        matched = [(one, row) for one, row in zip(found, rows) if any(one["categories"][category] >= bound for category in categories)]
        print(f"rule {name} of {policy}, from {bound}: matches {len(matched)}, {sum(not one['prompt_flagged'] for one, _ in matched)} of them not flagged; "
              f"{sum(discloses_distress(row) for _, row in matched)} disclose distress, of {sum(map(discloses_distress, rows))}")


def print_partial(judged, answers):
    known = [row for row in answers if row.refusal is not None]
    said = collections.Counter((("full", "partial", "none")[row.refusal], one["refusal"]) for one, row in zip(judged(known), known))
    for kind in ("full", "partial", "none"):
        print(f"answers that are refusals: {kind}:", ", ".join(f"{said[kind, other]} said {other}" for other in ("full", "partial", "none")))


def print_languages(options, judged):
    data = training_rows.Data(options.data, options.own, commercial_only=False)
    for language in LANGUAGES:
        rows = [training_rows.Row(row["prompt"], 1, "dev", "", harm=row["prompt_label"] == "harmful") for row in data.own_prompts + data.prompts
                if row.get("lang") == language and row["split"] != "train" and row["prompt_label"] and not row.get("history")]
        if rows:
            print(f"{language}:", share(judged(rows), rows))


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(f"the program failed: {error}")
