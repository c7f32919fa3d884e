"""What every subject answers."""

from dataclasses import dataclass
from pathlib import Path


@dataclass
class Setting:
    """What a subject is started with."""

    upstream_port: int
    workers: int
    # Empty, the subject's own.
    folder: Path
    evenkeel: Path
    # Two free ports: the first for clients, the second for what else the subject opens.
    ports: tuple
    judging_threads: int
    # A file of the encoder's weights; None: those built in.
    weights: Path


class Subject:
    name = ""
    # Whether the answer's body arrives as the upstream sent it, byte for byte.
    passes_bytes = True
    # Below a hundred streams a second, so that a run has to be longer.
    is_slow = False
    # Answers 200 when the server is up.
    ready_path = "/v1/models"

    def __init__(self, setting):
        self.setting = setting

    @classmethod
    def missing(cls, options):
        """Why it cannot be measured; None when it can."""
        raise NotImplementedError

    def command(self):
        """The command line; files that it needs are written to the setting's folder first. None: nothing to start."""
        raise NotImplementedError

    def environment(self):
        """Variables set for the process; None takes one away."""
        return {}

    def port(self, scenario):
        return self.setting.ports[0]
