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
            # Judging threads share the event loops' cores, so that a worker is a core here too.
            "--judging-threads", setting.workers,
            "--operators-listen", f"127.0.0.1:{setting.ports[1]}",
            "--access-log", "off",
        ]

    def environment(self):
        # What the caller's shell configures must not reach the measured server.
        return {name: None for name in os.environ if name.startswith("EVENKEEL_")}


class EvenkeelOff(Evenkeel):
    name = "evenkeel-off"
    policies = places.BENCHMARKS / "policies-off"
    policy = "judging-off"


class EvenkeelNGram(Evenkeel):
    name = "evenkeel-ngram"
    policies = places.REPOSITORY / "policies"
    policy = "balanced"
