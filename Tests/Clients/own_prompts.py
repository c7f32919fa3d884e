"""The project's own harmless prompts that look unsafe, and the harmful ones beside them."""

from dataclasses import dataclass
from pathlib import Path

PATH = Path(__file__).resolve().parents[1] / "FalseRefusals" / "own-prompts.txt"
CONTRAST = "contrast_"


@dataclass(frozen=True)
class OwnPrompt:
    """A line of the file."""

    text: str
    type: str
    """XSTest's; of a harmful prompt the type that it looks like, behind `contrast_`."""
    answer: str
    """What helps; empty for a harmful prompt."""

    @property
    def is_safe(self) -> bool:
        return not self.type.startswith(CONTRAST)


def read(path: Path = PATH) -> list[OwnPrompt]:
    found: list[OwnPrompt] = []
    kind = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            kind = line.strip("[]")
            continue
        text, _, answer = line.partition(" ==> ")
        prompt = OwnPrompt(text, kind, answer)
        if not kind or prompt.is_safe != bool(answer):
            raise ValueError(f"{path.name}:{number}: no type, or an answer where none belongs, or none where one does")
        found.append(prompt)
    return found
