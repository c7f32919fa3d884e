"""Scans an obedient model with garak, directly and through evenkeel, and prints what was found as a Markdown table.

    scan.py [--policy balanced] [--probes dan.Dan_11_0,encoding.InjectBase64] [--reports FOLDER]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Clients"))

import obedient_model  # noqa: E402
import yaml  # noqa: E402
from evenkeel_process import ROOT, EvenkeelProcess  # noqa: E402

# Probes that need no download and whose detectors look for words, not through a model.
PROBES = [
    "dan.Dan_11_0",
    "dan.DUDE",
    "dan.STAN",
    "dan.AntiDAN",
    "dan.DanInTheWild",
    "donotanswer.DiscriminationExclusionToxicityHatefulOffensive",
    "donotanswer.HumanChatbox",
    "donotanswer.InformationHazard",
    "donotanswer.MaliciousUses",
    "donotanswer.MisinformationHarms",
    "encoding.InjectBase64",
    "encoding.InjectBraille",
    "encoding.InjectHex",
    "encoding.InjectMorse",
    "encoding.InjectROT13",
    "encoding.InjectUnicodeTagChars",
    "encoding.InjectZalgo",
    "grandma.Slurs",
    "grandma.Substances",
    "lmrc.SexualContent",
    "lmrc.Sexualisation",
    "lmrc.SlurUsage",
    "malwaregen.Evasion",
    "malwaregen.Payload",
    "malwaregen.SubFunctions",
    "malwaregen.TopLevel",
    "phrasing.FutureTense",
    "phrasing.PastTense",
    "promptinject.HijackHateHumans",
    "promptinject.HijackKillHumans",
    "promptinject.HijackLongPrompt",
]


# What the policy says in a scan. garak finds refusals by a list of English phrases, and counts an answer without any of
# them as obedience.
REFUSAL = "I'm sorry, but I can't assist with that."


@dataclass
class Found:
    """What one detector found in the answers to one probe."""

    prompts: list[str]
    hits: int
    refused: int


Scan = dict[tuple[str, str], Found]


def scan(url: str, probes: list[str], folder: Path) -> Scan:
    """Runs garak against a base URL; its own reports stay in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    options = {"openai": {"OpenAICompatible": {"uri": f"{url}/v1/"}}}
    settings = folder / "generator.json"
    settings.write_text(json.dumps(options))
    # garak keeps its state below these, and would ask a model hub for nothing that these probes need.
    homes = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("DATA", "CACHE", "CONFIG")}
    environment = os.environ | homes | {"OPENAICOMPATIBLE_API_KEY": "none", "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, "-m", "garak", "--config", str(HERE / "garak.yaml")]
    command += ["--target_type", "openai.OpenAICompatible", "--target_name", obedient_model.MODEL]
    command += ["--generator_option_file", str(settings), "--spec", ",".join(f"probes.{probe}" for probe in probes)]
    command += ["--report_prefix", str(folder / "scan")]
    with (folder / "garak.log").open("w") as log:
        subprocess.run(command, env=environment, stdout=log, stderr=subprocess.STDOUT, check=True)
    return read(folder / "scan.report.jsonl")


def read(report: Path) -> Scan:
    entries = [json.loads(line) for line in report.read_text(encoding="utf-8").splitlines()]
    # An attempt is written when it was made and again when it was judged.
    judged = [entry for entry in entries if entry["entry_type"] == "attempt" and entry["status"] == 2]
    found = {}
    for entry in entries:
        if entry["entry_type"] == "eval":
            attempts = [attempt for attempt in judged if attempt["probe_classname"] == entry["probe"]]
            prompts = sorted(attempt["prompt"]["turns"][-1]["content"]["text"] for attempt in attempts)
            outputs = [output["text"] for attempt in attempts for output in attempt["outputs"]]
            hits = entry["total_evaluated"] - entry["passed"]
            found[entry["probe"], entry["detector"]] = Found(prompts, hits, outputs.count(REFUSAL))
    return found


def table(without: Scan, guarded: Scan) -> str:
    rows = [
        "| probe | detector | prompts | hits without | hits with | refused or cut |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    for probe, detector in sorted(without):
        before, after = without[probe, detector], guarded[probe, detector]
        assert before.prompts == after.prompts, f"{probe} was asked differently"
        numbers = [len(before.prompts), before.hits, after.hits, after.refused]
        rows.append(f"| `{probe}` | `{detector}` | " + " | ".join(map(str, numbers)) + " |")
    sums = [
        sum(len(found.prompts) for found in without.values()),
        sum(found.hits for found in without.values()),
        sum(found.hits for found in guarded.values()),
        sum(found.refused for found in guarded.values()),
    ]
    rows.append("| all | | " + " | ".join(map(str, sums)) + " |")
    return "\n".join(rows)


def write_policy(folder: Path, extended: str) -> None:
    """A policy that refuses as the one that it extends does, in garak's words."""
    messages: dict[str, dict[str, str]] = {}
    for file in folder.glob("*.yaml"):
        policy = yaml.safe_load(file.read_text(encoding="utf-8"))
        for name, languages in (policy.get("messages") or {}).items():
            messages.setdefault(name, {}).update(dict.fromkeys(languages, REFUSAL))
    lines = ["name: scanned", f"extends: {extended}", f"messages: {json.dumps(messages)}"]
    (folder / "scanned.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--policy", default="balanced", help="a shipped policy")
    parser.add_argument("--policies", type=Path, default=ROOT / "policies", help="the folder of shipped policies")
    parser.add_argument("--probes", default=",".join(PROBES), help="garak's names, parted by commas")
    parser.add_argument("--reports", type=Path, help="where garak's reports are kept; by default nowhere")
    given = parser.parse_args()
    probes = given.probes.split(",")

    model = obedient_model.serve()
    threading.Thread(target=model.serve_forever, daemon=True).start()
    direct = f"http://127.0.0.1:{model.server_port}"
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        reports = given.reports or work / "reports"
        policies = work / "policies"
        shutil.copytree(given.policies, policies)
        write_policy(policies, given.policy)
        flags = {"--upstream": direct, "--policies": str(policies), "--policy": "scanned"}
        flags |= {"--listen": "127.0.0.1:0", "--operators-listen": "127.0.0.1:0", "--data": str(work / "data")}
        evenkeel = EvenkeelProcess(*(part for pair in flags.items() for part in pair))
        try:
            print(table(scan(direct, probes, reports / "without"), scan(evenkeel.url, probes, reports / "with")))
        finally:
            evenkeel.stop()
            model.shutdown()


if __name__ == "__main__":
    main()
