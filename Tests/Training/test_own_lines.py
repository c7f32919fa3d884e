"""The project's own lines: every one follows the format, and no group stands on both sides of the split."""

import collections
import os

import own_lines
import pytest
from conftest import TRAINING


def test_all_lines_follow_the_format_and_groups_are_kept_whole():
    prompts, answers = own_lines.read(os.path.join(TRAINING, "own"))
    assert len(prompts) > 20_000 and len(answers) > 20_000
    sides = collections.defaultdict(set)
    for row in prompts + answers:
        sides[row["group"]].add(row["split"])
        assert row["prompt_label"] in ("harmful", "safe")
    assert all(len(found) == 1 for found in sides.values())
    assert {split for found in sides.values() for split in found} == {"train", "dev"}


@pytest.mark.parametrize("line, error", [
    ("safe | - | before any group", "before the first group"),
    ("# group\nunsure | - | how?", "unknown label"),
    ("# group\nharmful | mischief | how?", "unknown category"),
    ("# group\nharmful | cyber", "not 3 fields"),
])
def test_a_bad_line_is_named(tmp_path, line, error):
    (tmp_path / "prompts-a.txt").write_text(line + "\n")
    with pytest.raises(own_lines.BadLine, match=error) as raised:
        own_lines.read(tmp_path)
    assert f"prompts-a.txt:{1 if 'before' in error else 2}" in str(raised.value)
