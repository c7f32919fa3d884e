"""Puts the tables between the markers of docs/benchmarks.md."""

from harness import places
from harness.failure import BenchmarkFailure

_START, _END = "<!-- results -->", "<!-- /results -->"


def replace_results(markdown):
    text = places.DOCUMENT.read_text()
    before, start, rest = text.partition(_START)
    _, end, after = rest.partition(_END)
    if not start or not end:
        raise BenchmarkFailure(f"docs/benchmarks.md lacks the markers `{_START}` and `{_END}`")
    places.DOCUMENT.write_text(f"{before}{_START}\n{markdown}{_END}{after}")
