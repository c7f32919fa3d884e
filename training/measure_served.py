#!/usr/bin/env python3
"""Measures the built classifier on dev as it serves: int8, normalised, cut by the program itself. Compare with what write_encoder.py reports.

Conversations are left out of the prompts: `evenkeel classify` judges all turns, the report the last one.
"""

import argparse
import json
import os
import subprocess
import tempfile

import numpy as np

import dev_figures
import training_rows


def classify(program, rows):
    """The program's answers to rows, in their order."""
    with tempfile.TemporaryDirectory() as folder:
        given, got = os.path.join(folder, "in.jsonl"), os.path.join(folder, "out.jsonl")
        with open(given, "w", encoding="utf-8") as file:
            for number, row in enumerate(rows):
                line = {"id": str(number), "prompt": row.prompt}
                file.write(json.dumps(line if row.answer is None else {**line, "response": row.answer}) + "\n")
        subprocess.run([*program, "classify", "--input", given, "--output", got], check=True)
        with open(got, encoding="utf-8") as file:
            return [json.loads(line) for line in file]


def show(name, label, score, flagged):
    recall, wrong = (100 * flagged[rows].mean() if rows.any() else float("nan") for rows in (label, ~label))
    print(f"{name:24} n={len(label):5} AP={100 * dev_figures.average_precision(label, score):5.1f} F1={100 * dev_figures.f1(label, flagged):5.1f} "
          f"recall={recall:5.1f} false positives={wrong:5.1f}")


def show_at(name, thresholds, label, score, part):
    """What flagging from each threshold on costs and finds: the figures that stand beside the thresholds in `policies`."""
    for threshold in thresholds:
        share = {(one, harmful): 100 * (score >= threshold)[(part == one) & (label == harmful)].mean() for one in ("everyday", "real") for harmful in (False, True)
                 if ((part == one) & (label == harmful)).any()}
        print(f"{name} from {threshold}:", "; ".join(f"{one}, {'harmful' if harmful else 'harmless'} {found:.1f} %" for (one, harmful), found in share.items()))


def arguments(description):
    """The command line that names the data and the program."""
    parser = argparse.ArgumentParser(description=description.split("\n", 1)[0])
    training_rows.add_arguments(parser)
    parser.add_argument("program", nargs="+", help="the built program")
    return parser


def dev_rows(options):
    """(single prompts with a label, answers) of dev."""
    prompts, answers = training_rows.read_rows(options)
    prompts = [row for row in prompts if row.split == "dev" and row.harm is not None and not row.history]
    return prompts, [row for row in answers if row.split == "dev"]


def main():
    parser = arguments(__doc__)
    for kind in ("prompts", "answers"):
        parser.add_argument(f"--{kind}-at", type=float, action="append", default=[], metavar="HARM", help=f"say what flagging {kind} from here on does; may be repeated")
    options = parser.parse_args()
    prompts, answers = dev_rows(options)
    found = classify(options.program, prompts)
    label, part = np.array([row.harm for row in prompts]), np.array([row.part for row in prompts])
    score, flagged = (np.array([one[key] for one in found]) for key in ("prompt_harm", "prompt_flagged"))
    for name in ("everyday", "contrast", "hard", "real", "pool", "statements"):
        show(f"prompts, {name}", *(array[part == name] for array in (label, score, flagged)))
    every = part != "statements"
    show("prompts, all", label[every], score[every], flagged[every])
    show_at("prompts", options.prompts_at, label, score, part)
    found = classify(options.program, answers)
    known = np.array([row.response is not None for row in answers])
    label = np.array([bool(row.response) for row in answers])
    score, flagged = (np.array([one[key] for one in found]) for key in ("response_harm", "response_flagged"))
    show("answers", label[known], score[known], flagged[known])
    show_at("answers", options.answers_at, label[known], score[known], np.array([row.part for row in answers])[known])
    known = np.array([row.refusal is not None for row in answers])
    label, flagged = np.array([row.refusal in (0, 1) for row in answers]), np.array([one["refusal"] != "none" for one in found])
    score = np.array([1 - one["refusal_probabilities"]["none"] for one in found])
    show("refusals", label[known], score[known], flagged[known])
    safe = known & np.array([row.prompt_safe for row in answers])
    show("refusals, safe prompts", label[safe], score[safe], flagged[safe])


if __name__ == "__main__":
    main()
