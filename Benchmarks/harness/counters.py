"""What the proxy counted of its own judging, so that nothing is timed as judged that was refused or known."""

import re

from harness import answers
from harness.failure import BenchmarkFailure
from harness.subjects.evenkeel import Evenkeel, EvenkeelEncoder


class Counters:
    """What the proxy's operators' port says; zeros for other servers."""

    def __init__(self, server):
        self.hits = self.misses = self.refusals = self.failures = 0
        if not isinstance(server.subject, Evenkeel):
            return
        text = answers.ask(server.subject.setting.ports[1], "GET", "/metrics").body.decode()
        for name, labels, value in re.findall(r"^(\w+)\{(.*)\} (\S+)$", text, re.MULTILINE):
            if name == "evenkeel_classifier_cache_total":
                self.hits += float(value) if 'result="hit"' in labels else 0
                self.misses += float(value) if 'result="miss"' in labels else 0
            elif name == "evenkeel_decisions_total" and 'action="refuse"' in labels:
                self.refusals += float(value)
            elif name == "evenkeel_classifier_failures_total":
                self.failures += float(value)


def judged(server, before, after, per):
    """Texts that were judged anew, by request or by second; None for servers without a cache of verdicts."""
    return (after.misses - before.misses) / per if isinstance(server.subject, EvenkeelEncoder) else None


def check(server, before, after, repeats, what):
    """A refusal is another answer, a text found in the cache was not judged: neither may be timed as judging."""
    if after.refusals > before.refusals or after.failures > before.failures:
        raise BenchmarkFailure(
            f"{server.name}, {what}: {after.refusals - before.refusals:.0f} refusals, "
            f"{after.failures - before.failures:.0f} failures of the classifier; the prompts are harmless")
    if not isinstance(server.subject, EvenkeelEncoder):
        return
    hits, misses = after.hits - before.hits, after.misses - before.misses
    if repeats and hits < misses or not repeats and hits > 0:
        raise BenchmarkFailure(f"{server.name}, {what}: {hits:.0f} texts known from before, {misses:.0f} new")
