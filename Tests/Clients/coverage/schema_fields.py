"""Every field of OpenAI's API description that can hold free text, in the notation of the cases' paths."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from .words import SCHEMA_TYPES

Node = dict[str, Any]
Path = tuple[str | tuple[str, ...], ...]
"""Segments of text; where a kind of thing has several names, all of them in a tuple."""

ROOTS = [
    ("chat_completions", "request", "CreateChatCompletionRequest"),
    ("chat_completions", "whole", "CreateChatCompletionResponse"),
    ("chat_completions", "streamed", "CreateChatCompletionStreamResponse"),
    ("completions", "request", "CreateCompletionRequest"),
    ("completions", "whole", "CreateCompletionResponse"),
    ("completions", "streamed", "CreateCompletionResponse"),
    ("responses", "request", "CreateResponse"),
    ("responses", "whole", "Response"),
    ("responses", "streamed", "ResponseStreamEvent"),
    ("embeddings", "request", "CreateEmbeddingRequest"),
    ("embeddings", "whole", "CreateEmbeddingResponse"),
    ("moderations", "request", "CreateModerationRequest"),
    ("moderations", "whole", "CreateModerationResponse"),
]
# Shapes that stand at several places, and the place where their own fields are asked for. Elsewhere one case below the
# place shows that they are read there.
HOMES = {
    "Response": ("whole", ""),
    "OutputItem": ("whole", "output[]"),
    "InputItem": ("request", "input[]"),
    "Tool": ("", "tools[]"),
}
# Formats whose values are no free text. A `uri` is not among them: it is listed where it stands.
FORMATS = {"date", "date-time", "uuid", "unixtime", "double", "binary"}


@dataclass(frozen=True)
class Field:
    """A field that can hold free text, or anything."""

    part: str
    path: Path
    kind: str
    """`text` for a string; `below` when any place below it will do; `key` for the names of a map's entries."""

    @property
    def paths(self) -> list[str]:
        """The path with each name of its kinds."""
        return ["".join(taken) for taken in product(*((s,) if isinstance(s, str) else s for s in self.path))]

    def is_named(self, known: set[str]) -> bool:
        """Whether a case has this place."""
        if self.kind == "below":
            heads = tuple(path.removesuffix("]") + end for path in self.paths for end in (".", "[", "(", ""))
            return any(place.startswith(heads) for place in known)
        return any(path + (":key" if self.kind == "key" else "") in known for path in self.paths)


class Description:
    """The schemas of the description."""

    def __init__(self, description: Node) -> None:
        self._schemas = description["components"]["schemas"]

    def fields(self, part: str, name: str) -> set[Field]:
        """What can hold text in an object of this schema."""
        return set(self._walk({"$ref": f"#/components/schemas/{name}"}, (), (), part))

    def _resolved(self, node: Node) -> tuple[Node, tuple[str, ...]]:
        names: tuple[str, ...] = ()
        while "$ref" in node:
            names += (node["$ref"].rsplit("/", 1)[1],)
            node = self._schemas[names[-1]]
        return node, names

    def _constants(self, node: Node) -> list[str]:
        node, _ = self._resolved(node)
        found = [node["const"]] if "const" in node else list(node.get("enum", []))
        return found or [
            c for key in ("anyOf", "oneOf", "allOf") for one in node.get(key, []) for c in self._constants(one)
        ]

    def _properties(self, node: Node) -> dict[str, Node]:
        node, _ = self._resolved(node)
        merged = dict(node.get("properties", {}))
        for one in node.get("allOf", []):
            merged |= self._properties(one)
        return merged

    def _tags(self, properties: dict[str, Node], is_entry: bool) -> list[tuple[str, ...]]:
        """As `words.tag` of the objects: one way each for several roles, one way in all for several types."""
        types = self._constants(properties["type"]) if "type" in properties else []
        roles = self._constants(properties["role"]) if "role" in properties else []
        if is_entry and roles and types in ([], ["message"]):
            return [(role,) for role in roles]
        kinds = tuple(kind for kind in types if kind not in SCHEMA_TYPES)
        return [kinds] if kinds else [("",)]

    def _walk(self, node: Node, path: Path, within: tuple[str, ...], part: str) -> Iterator[Field]:
        node, names = self._resolved(node)
        for name in names:
            if name in HOMES and not self._is_home(name, part, path) or name in within:
                yield Field(part, path, "below")
                return
        within += names
        branches = [one for key in ("anyOf", "oneOf") for one in node.get(key, [])]
        for branch in branches:
            yield from self._walk(branch, path, within, part)
        yield from self._own(node, path, part, has_branches=bool(branches))
        properties = self._properties(node)
        if properties:
            yield from self._object(properties, path, within, part)
        elif node.get("allOf"):
            for one in node["allOf"]:
                yield from self._walk(one, path, within, part)
        if "items" in node:
            yield from self._walk(node["items"], (*path, "[", "]"), within, part)
        yield from self._map(node, path, within, part)

    def _own(self, node: Node, path: Path, part: str, has_branches: bool) -> Iterator[Field]:
        """What a node says of itself: that it is a string, or that it can be anything."""
        types = node["type"] if isinstance(node.get("type"), list) else [node.get("type")]
        is_constant = "enum" in node or "const" in node
        if "string" in types and not is_constant and node.get("format") not in FORMATS:
            yield Field(part, path, "text")
        structure = ("properties", "items", "allOf", "additionalProperties")
        is_open = not has_branches and not is_constant and not any(key in node for key in structure)
        if "$recursiveRef" in node or is_open and (types == [None] or "object" in types):
            yield Field(part, path, "below")

    def _map(self, node: Node, path: Path, within: tuple[str, ...], part: str) -> Iterator[Field]:
        values = node.get("additionalProperties")
        if values is True or values == {}:
            yield Field(part, path, "below")
        elif isinstance(values, dict):
            yield Field(part, (*path, ".*"), "key")
            yield from self._walk(values, (*path, ".*"), within, part)

    def _object(self, properties: dict[str, Node], path: Path, within: tuple[str, ...], part: str) -> Iterator[Field]:
        is_entry = path[-1:] == ("]",)
        for tags in self._tags(properties, is_entry or not path):
            shown: Path
            if is_entry:
                shown = (*path[:-1], tags, "]")
            elif tags == ("",):
                shown = path
            else:
                # The events of a stream begin with their kind.
                shown = (*path, "(", tags, ")") if path else (tags, ":")
            for name, value in properties.items():
                joint = " " if shown[-1:] == (":",) else "." if shown else ""
                yield from self._walk(value, (*shown, f"{joint}{name}"), within, part)

    @staticmethod
    def _is_home(name: str, part: str, path: Path) -> bool:
        home_part, home = HOMES[name]
        return home_part in ("", part) and "".join(s for s in path if isinstance(s, str)) == home
