"""The one error that ends a run with a message instead of a traceback."""


class BenchmarkFailure(Exception):
    """Something that makes the figures worthless: a wrong answer, a server that died, a missing tool."""
