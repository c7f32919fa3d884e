"""Puts the tables between the markers of docs/benchmarks.md."""

from harness import places
from harness.failure import BenchmarkFailure


def replace_results(part, markdown):
    """Replaces one part's tables and leaves the other's, which may come from another run."""
    text = places.DOCUMENT.read_text()
    opening, closing = f"<!-- {part} results -->", f"<!-- /{part} results -->"
    before, start, rest = text.partition(opening)
    _, end, after = rest.partition(closing)
    if not start or not end:
        raise BenchmarkFailure(f"docs/benchmarks.md lacks the markers `{opening}` and `{closing}`")
    places.DOCUMENT.write_text(f"{before}{opening}\n{markdown}{closing}{after}")
