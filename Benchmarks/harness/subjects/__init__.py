"""What is measured, one file each. A subject says how it is started; it does not start itself."""

from harness.subjects.direct import Direct
from harness.subjects.evenkeel import EvenkeelNGram, EvenkeelOff
from harness.subjects.litellm import LiteLLM
from harness.subjects.nginx import Nginx

# In the order in which a round goes through them.
ALL = (Direct, Nginx, EvenkeelOff, EvenkeelNGram, LiteLLM)
NAMES = tuple(subject.name for subject in ALL)


def named(names):
    return [subject for subject in ALL if subject.name in names]
