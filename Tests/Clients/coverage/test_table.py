"""docs/coverage.md says what the list of cases says."""

import pytest

from coverage import table
from coverage.case_list import CASES
from coverage.gaps import GAPS


def test_the_table_is_that_of_the_list() -> None:
    there = table.DOCUMENT.read_text(encoding="utf-8")
    assert there == table.written(there), "make coverage writes the table anew"


def test_every_case_has_a_row() -> None:
    there = table.DOCUMENT.read_text(encoding="utf-8")
    assert [case.id for case in CASES if f"| `{table.shown(table.row(case))}` |" not in there] == []


@pytest.mark.parametrize("gap", GAPS, ids=lambda gap: gap.within)
def test_every_open_cell_is_one(gap) -> None:
    assert any(gap.holds(case) for case in CASES)


def test_a_document_without_a_part_is_an_error() -> None:
    with pytest.raises(ValueError, match="coverage table"):
        table.written("# Coverage\n")
