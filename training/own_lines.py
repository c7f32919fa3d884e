"""Reads the lines that are written for this project and lie in training/own (its README describes the two formats)."""

import hashlib
import os

CATEGORIES = [
    "violent_crimes", "nonviolent_crimes", "sex_crimes", "child_exploitation", "defamation", "specialized_advice", "privacy",
    "intellectual_property", "indiscriminate_weapons", "hate", "self_harm", "sexual_content", "elections", "cyber",
]
# One group in this many is kept for dev, whole: no frame or topic stands on both sides.
DEV_SHARE = 8
TURN = " <<>> "
REFUSAL = {"full": "refusal", "partial": "partial", "none": "compliance"}


class BadLine(Exception):
    """A line that does not follow the format; says where."""


def read(folder):
    """(prompt rows, answer rows) of all `prompts-*.txt` and `answers-*.txt`, with the fields of the data README.

    A prompt row may hold `history` (its earlier turns). Identical texts are kept once; groups are drawn for dev by a hash of file and title.
    """
    prompts, answers = [], []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".txt") and name.startswith(("prompts-", "answers-")):
            rows = list(_rows(os.path.join(folder, name), name[:-4]))
            (prompts if name.startswith("prompts-") else answers).extend(rows)
    return _unique(prompts, "prompt", "history"), _unique(answers, "prompt", "response")


def _rows(path, name):
    split, group = None, None
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if line.startswith("# "):
                group = f"{name}/{line[2:].strip()}"
                split = "dev" if int(hashlib.sha256(group.encode()).hexdigest(), 16) % DEV_SHARE == 0 else "train"
            elif line.strip():
                if group is None:
                    raise BadLine(f"{path}:{number}: a line before the first group")
                read_line = _prompt if name.startswith("prompts-") else _answer
                row = read_line(line, f"{path}:{number}")
                yield {"source": f"own-{name}", "commercial": True, "split": split, "group": group, "lang": None, **row}


def _prompt(line, where):
    label, category, text = _fields(line, 3, where)
    label, _, attack = label.partition("+")
    _check(label in ("safe", "harmful") and attack in ("", "attack"), f"{where}: unknown label")
    turns = _text(text).split(TURN)
    return {"prompt": turns[-1], "history": turns[:-1], "prompt_label": label, "category": _category(category, where),
            "attack": "jailbreak" if attack else "none"}


def _answer(line, where):
    prompt_label, response_label, refusal, category, text = _fields(line, 5, where)
    _check({prompt_label, response_label} <= {"safe", "harmful"} and refusal in REFUSAL, f"{where}: unknown label")
    prompt, arrow, answer = text.partition(" ==> ")
    _check(bool(arrow), f"{where}: no ==>")
    return {"prompt": _text(prompt), "response": _text(answer), "prompt_label": prompt_label, "response_label": response_label,
            "refusal": REFUSAL[refusal], "category": _category(category, where), "attack": "none"}


def _fields(line, count, where):
    fields = [field.strip() for field in line.split(" | ", count - 1)]
    _check(len(fields) == count and fields[-1] != "", f"{where}: not {count} fields")
    return fields


def _category(word, where):
    _check(word == "-" or word in CATEGORIES, f"{where}: unknown category `{word}`")
    return None if word == "-" else word


def _check(is_good, message):
    if not is_good:
        raise BadLine(message)


def _text(field):
    return field.replace("\\n", "\n").strip()


def _unique(rows, *keys):
    seen, found = set(), []
    for row in rows:
        key = tuple(str(row.get(name)).lower() for name in keys)
        if key not in seen:
            seen.add(key)
            found.append(row)
    return found
