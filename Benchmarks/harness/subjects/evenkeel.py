"""The proxy of this repository, without judging and with the shipped policies."""

import os

from harness import places
from harness.subjects.subject import Subject


class Evenkeel(Subject):
    policies = None
    policy = ""

    @classmethod
    def missing(cls, options):
        if not os.access(options.evenkeel, os.X_OK):
            return "evenkeel is not built (`swift build -c release`, or name it with --evenkeel)"
        return None

    def command(self):
        setting = self.setting
        return [
            setting.evenkeel, "serve",
            "--upstream", f"http://127.0.0.1:{setting.upstream_port}",
            "--listen", f"127.0.0.1:{setting.ports[0]}",
            "--policies", self.policies,
            "--policy", self.policy,
            "--data", setting.folder / "data",
            "--threads", setting.workers,
            "--access-log", "off",
        ]


class EvenkeelOff(Evenkeel):
    name = "evenkeel-off"
    policies = places.BENCHMARKS / "policies-off"
    policy = "judging-off"


class EvenkeelNGram(Evenkeel):
    name = "evenkeel-ngram"
    policies = places.REPOSITORY / "policies"
    policy = "balanced"
