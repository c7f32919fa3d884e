"""The JSON Schema that the program prints: it takes every policy that loads, and refuses what editors should mark."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import policy_files
from evenkeel_process import ROOT, run_command

POLICIES = ROOT / "policies"
FIXTURES = ROOT / "Tests" / "PolicyTests" / "Fixtures" / "folders"
CLIENTS = ROOT / "Tests" / "Clients" / "policies"


def schema(*flags: str) -> dict[str, Any]:
    printed = run_command("policy", "schema", *flags)
    assert printed.returncode == 0, printed.stderr
    return json.loads(printed.stdout)


def kind(path: Path) -> str:
    """Which schema a file is for, by its name."""
    if path.name in ("routes.yaml", "routes.yml"):
        return "--routes"
    return "--tests" if path.name.endswith((".test.yaml", ".test.yml")) else ""


@pytest.fixture(scope="module")
def validators() -> dict[str, Draft202012Validator]:
    return {flag: Draft202012Validator(schema(*([flag] if flag else []))) for flag in ("", "--routes", "--tests")}


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))


def faults(validators: dict[str, Draft202012Validator], path: Path) -> list[str]:
    return [
        f"{path}: {'/'.join(map(str, error.absolute_path))}: {error.message}"
        for error in validators[kind(path)].iter_errors(policy_files.load(path))
    ]


@pytest.mark.parametrize("flag", ["", "--routes", "--tests"])
def test_the_schema_is_a_schema(flag: str) -> None:
    Draft202012Validator.check_schema(schema(*([flag] if flag else [])))


@pytest.mark.parametrize("path", files(POLICIES) + files(CLIENTS), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_shipped_files_are_valid(validators: dict[str, Draft202012Validator], path: Path) -> None:
    assert faults(validators, path) == []


def test_whatever_loads_is_valid(validators: dict[str, Draft202012Validator]) -> None:
    """Of the loader's own cases those that the program finds no fault with."""
    good = [folder for folder in sorted(FIXTURES.iterdir()) if run_command("policy", "check", str(folder)).returncode == 0]
    paths = [path for folder in good for path in files(folder)]
    assert {kind(path) for path in paths} == {"", "--routes", "--tests"}
    assert [fault for path in paths for fault in faults(validators, path)] == []


# One policy with every key of the language.
WHOLE = """
name: whole
description: Every key.
extends: base
mode: enforce
on_classifier_failure: refuse
on_overload: allow
prompt:
  roles: [user, tool]
  turns: all
  unknown_content: refuse
  token_prompts: refuse
  media: allow
  start: judged
  rules:
    - id: a
      when:
        harm: { at_least: 0.5 }
        attack: { below: 1 }
        category: [hate, cyber]
        between: [0.2, 0.8]
        pii: [email, iban]
        any_phrase: [one, 2]
        phrase_list: names
        expression: '\\bx+y'
        language: [de, no]
        length: { between: [1, 9] }
        role: user
        app: "dev*"
        model: [a, b]
        all: [{ harm: { at_least: 0.1 } }]
        any: [{ harm: { at_least: 0.1 } }, { not: { app: web } }]
        not: { pii: email }
      action: refuse
      message: gone
      as: error
      mode: enforce
    - { id: b, when: { pii: email }, action: redact, continue: true }
    - { id: c, when: { app: web }, action: rewrite, system: { prepend: Be kind. } }
    - { id: d, when: { app: web }, action: rewrite, system: { replace: Be kind. } }
    - { id: e, when: { app: web }, action: judge, judge: guard, message: gone }
    - { id: f, off: true }
response:
  release: trail
  window: 240
  context: 720
  trail: 100
  rules:
    - { id: a, when: { refusal: [full, none], harm: { at_least: 0 } }, action: allow }
exceptions:
  - { id: x, stage: prompt, match: { role: tool }, unless: { attack: { at_least: 0.5 } }, skip: [a] }
  - { id: y, stage: response, match: { refusal: full }, skip: a }
  - { id: z, off: true }
always: [a]
judges:
  guard: { url: "http://127.0.0.1:1", model: m, format: wildguard, timeout_ms: 100, on_failure: allow }
phrase_lists:
  names: [one, two]
  others: { file: others.txt }
false_refusals:
  when: { refusal: [full, partial], prompt_harm: { below: 0.3 } }
  action: annotate
messages:
  gone: { en: Gone., no: Borte. }
record: { content: hashed }
tests:
  - { prompt: a, response: b, app: web, model: m, expect: allow }
  - { prompt: a, role: tool, expect: { refuse: a } }
  - { prompt: a, expect: { action: redact, rule: b, category: hate, text: "[EMAIL]" } }
"""


def test_a_policy_with_every_key_is_valid(validators: dict[str, Draft202012Validator]) -> None:
    validators[""].validate(policy_files.parse(WHOLE))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("mode: enforce\non", "mod: enforce\non"),
        ("mode: enforce\non", "mode: enforced\non"),
        ("turns: all", "turns: some"),
        ("turns: all", "turns: 0"),
        ("on_overload: allow", "on_overload: wait"),
        ("unknown_content: refuse", "unknown_content: judge"),
        ("token_prompts: refuse", "token_prompts: [refuse]"),
        ("media: allow", "media: true"),
        ("start: judged", "start: early"),
        ("harm: { at_least: 0.5 }", "harm: { at_least: 1.5 }"),
        ("harm: { at_least: 0.5 }", "harm: { at_least: 0.5, below: 0.6 }"),
        ("harm: { at_least: 0.5 }", "harm: 0.5"),
        ("between: [0.2, 0.8]", "between: [0.2]"),
        ("        between: [0.2, 0.8]\n", ""),
        ("[hate, cyber]", "[hate, hatred]"),
        ("[email, iban]", "[email, email]"),
        ("[email, iban]", "[]"),
        ("language: [de, no]", "language: [xx]"),
        ("role: user\n", "role: customer\n"),
        ("refusal: [full, none], harm", "attack: { at_least: 0.5 }, harm"),
        ("role: user\n", "role: user\n        refusal: full\n"),
        ("match: { refusal: full }", "match: { role: user }"),
        ("match: { role: tool }", "match: { refusal: full }"),
        ("action: redact, continue: true", "action: redact, continue: yes please"),
        ("action: redact, continue: true", "action: redact, message: gone"),
        ("action: rewrite, system: { prepend: Be kind. }", "action: rewrite"),
        ("{ prepend: Be kind. }", "{ prepend: Be kind., replace: Be good. }"),
        ("action: judge, judge: guard", "action: judge"),
        ("action: judge, judge: guard", "action: refuse, judge: guard"),
        ("{ id: f, off: true }", "{ id: f, off: true, action: refuse }"),
        ("{ id: f, off: true }", "{ id: f, off: false }"),
        ("{ id: f, off: true }", "{ id: f, action: refuse }"),
        ("{ id: f, off: true }", "{ when: { app: web }, action: refuse }"),
        ("  trail: 100\n", ""),
        ("action: allow }", "action: rewrite, system: { prepend: a } }"),
        ("format: wildguard", "format: llamaguard"),
        ("on_failure: allow", "on_failure: perhaps"),
        ("refusal: [full, partial]", "refusal: [none]"),
        ("action: annotate", "action: repeat"),
        ("{ en: Gone., no: Borte. }", "{ english: Gone. }"),
        ("content: hashed", "content: some"),
        ("expect: allow", "expect: accept"),
        ("expect: { refuse: a }", "expect: {}"),
        ("name: whole", "name: Whole"),
        ("name: whole", ""),
    ],
)
def test_what_editors_should_mark_is_not_valid(
    validators: dict[str, Draft202012Validator], old: str, new: str
) -> None:
    assert WHOLE.count(old) >= 1
    assert not validators[""].is_valid(policy_files.parse(WHOLE.replace(old, new, 1)))


def test_every_key_is_asked_for_by_name(validators: dict[str, Draft202012Validator]) -> None:
    """Any key with one letter more is refused, wherever it stands."""

    def variants(node: Any) -> Any:
        if isinstance(node, list):
            for index, item in enumerate(node):
                for variant in variants(item):
                    yield [*node[:index], variant, *node[index + 1 :]]
        if isinstance(node, dict):
            for key, value in node.items():
                for variant in variants(value):
                    yield {**node, key: variant}
            yield {**node, "x-other": {}}

    whole = policy_files.parse(WHOLE)
    seen = 0
    for variant in variants(whole):
        seen += 1
        assert not validators[""].is_valid(variant), variant
    assert seen > 40


@pytest.mark.parametrize(
    ("text", "is_valid"),
    [
        ("default: a\nroutes:\n  - { app: [web], model: m, key: 'k*', header: { x-team: red }, policy: a }", True),
        ("routes:\n  - { endpoint: chat_completions, policy: a }", True),
        ("routes:\n  - { endpoint: [completions, responses, embeddings, moderations], policy: a }", True),
        ("routes:\n  - { endpoint: [anthropic_messages, ollama_chat], policy: a }", True),
        ("routes:\n  - { endpoint: chat, policy: a }", False),
        ("routes:\n  - { endpoint: [ollama_chat, messages], policy: a }", False),
        ("routes:\n  - { app: web }", False),
        ("routes:\n  - { app: web, policy: a, header: { X-Team: red } }", False),
        ("routs: []", False),
    ],
)
def test_routes(validators: dict[str, Draft202012Validator], text: str, is_valid: bool) -> None:
    assert validators["--routes"].is_valid(policy_files.parse(text)) is is_valid


@pytest.mark.parametrize(
    ("text", "is_valid"),
    [
        ("policy: a\ntests: [{ prompt: a, expect: allow }]", True),
        ("tests: [{ prompt: a, expect: allow }]", False),
        ("policy: a\ntests: [{ expect: allow }]", False),
    ],
)
def test_files_of_tests(validators: dict[str, Draft202012Validator], text: str, is_valid: bool) -> None:
    assert validators["--tests"].is_valid(policy_files.parse(text)) is is_valid
