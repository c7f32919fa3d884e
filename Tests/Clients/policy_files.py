"""Reads policy files as the policy language does: YAML 1.2's truths, and no dates."""

import re
from pathlib import Path
from typing import Any

import yaml


class PolicyLoader(yaml.SafeLoader):
    """YAML 1.1 reads `no` and `on` as truths and `2026-11-21` as a date; policy files do not."""


PolicyLoader.yaml_implicit_resolvers = {
    start: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp"))]
    for start, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
PolicyLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def parse(text: str) -> Any:
    # The loader is a safe one.
    return yaml.load(text, Loader=PolicyLoader)  # noqa: S506


def load(path: Path) -> Any:
    return parse(path.read_text(encoding="utf-8"))
