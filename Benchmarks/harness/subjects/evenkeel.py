"""The proxy of this repository, without judging and with each classifier."""

import os
import subprocess

from harness import places
from harness.subjects.subject import Subject


class Evenkeel(Subject):
    policies = None
    policy = ""
    classifier = "ngram"

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
            "--judging-threads", setting.judging_threads,
            "--classifier", self.classifier,
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


class EvenkeelNGramTrail(EvenkeelNGram):
    """Lets text run ahead of the judge by as much as a window holds."""

    name = "evenkeel-ngram, trail"
    policies = places.BENCHMARKS / "policies-trail"
    policy = "trail"


class EvenkeelEncoder(Evenkeel):
    name = "evenkeel-encoder"
    policies = places.REPOSITORY / "policies"
    policy = "balanced"
    classifier = "encoder"

    @classmethod
    def missing(cls, options):
        return super().missing(options) or _missing_weights(options)

    def command(self):
        weights = self.setting.weights
        return super().command() + (["--weights", weights] if weights else [])


class EvenkeelEncoderPrompt(EvenkeelEncoder):
    """Judges prompts only, so that one text is judged a request."""

    name = "evenkeel-encoder, prompt only"
    policies = places.BENCHMARKS / "policies-prompt"
    policy = "prompt-only"


class EvenkeelEncoderTrail(EvenkeelEncoder):
    """The same with the encoder."""

    name = "evenkeel-encoder, trail"
    policies = places.BENCHMARKS / "policies-trail"
    policy = "trail"


def _missing_weights(options):
    command = [options.evenkeel, "classify", "--classifier", "encoder", "Good morning"]
    command += ["--weights", options.weights] if options.weights else []
    try:
        done = subprocess.run(
            [str(part) for part in command], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"the encoder gives no answer: {error}"
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        return f"no encoder: {last[0][:200]} (name weights with --weights)"
    return None
