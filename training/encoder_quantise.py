"""Quantises a BERT-type encoder to what Sources/CEncoderKernels runs.

Weights are symmetric int8 with a scale for each output, the word embeddings with a scale for each word. SmoothQuant
(arXiv 2211.10438) moves part of the spread between an activation's channels into the weights: an activation is
multiplied by `smoothing` before it is quantised, and the weights carry the inverse. The layouts are those that
Sources/CEncoderKernels/include/CEncoderKernels.h states.
"""

import re

import numpy as np

WIDTH = 384
HEADS = 12
INNER = 1152
PANEL_OUTPUTS = 16
PANEL_INPUTS = 4
# Half of the spread goes into the weights, as the paper recommends.
ALPHA = 0.5
EPSILON = 1e-12

# Each linear layer of ours, and the Hugging Face parts it is made of, one below the other.
LINEARS = {
    "queries_keys_values": ("attention.self.query", "attention.self.key", "attention.self.value"),
    "attention_output": ("attention.output.dense",),
    "up": ("intermediate.dense",),
    "down": ("output.dense",),
}
NORMS = {"attention": "attention.output.LayerNorm", "output": "output.LayerNorm"}


def layer_count(state):
    """How many layers a state dict of Hugging Face's BertModel holds."""
    found = (re.match(r"encoder\.layer\.(\d+)\.", name) for name in state)
    return 1 + max(int(match.group(1)) for match in found if match)


def linear_weights(state, layer, name):
    """The weights [outputs, inputs] and the bias of one of LINEARS, as float32."""
    parts = [f"encoder.layer.{layer}.{part}" for part in LINEARS[name]]
    weights = np.concatenate([np.asarray(state[f"{part}.weight"], np.float32) for part in parts])
    bias = np.concatenate([np.asarray(state[f"{part}.bias"], np.float32) for part in parts])
    return weights, bias


def smoothing_of(weights, maxima):
    """What an activation is multiplied by, [inputs], given each channel's largest magnitude."""
    activations = np.maximum(np.asarray(maxima, np.float64), 1e-5)
    columns = np.maximum(np.abs(weights).max(axis=0).astype(np.float64), 1e-5)
    divisor = activations**ALPHA / columns ** (1 - ALPHA)
    return (1 / np.maximum(divisor, 1e-5)).astype(np.float32)


def quantise_rows(rows):
    """Steps in -127...127 and what a step of each row is worth."""
    scales = (np.abs(rows).max(axis=1) / 127).astype(np.float32)
    inverse = np.divide(1, scales, out=np.zeros_like(scales), where=scales > 0)
    steps = np.clip(np.rint(rows * inverse[:, None]), -127, 127).astype(np.int8)
    return steps, scales


def panels(steps):
    """[outputs, inputs] laid out as [outputs / 16][inputs / 4][16][4]."""
    outputs, inputs = steps.shape
    split = steps.reshape(outputs // PANEL_OUTPUTS, PANEL_OUTPUTS, inputs // PANEL_INPUTS, PANEL_INPUTS)
    return np.ascontiguousarray(split.transpose(0, 2, 1, 3))


def without_panels(laid_out):
    """The inverse of `panels`."""
    blocks, groups, outputs, inputs = laid_out.shape
    return laid_out.transpose(0, 2, 1, 3).reshape(blocks * outputs, groups * inputs)


def quantise(state, maxima):
    """All arrays of an encoder by name.

    `state`: the float weights by Hugging Face's names (`embeddings.word_embeddings.weight`, ...), arrays or tensors
    that NumPy reads. `maxima`: the largest magnitude seen in every input channel of every linear layer,
    `layer{i}.{queries_keys_values,attention_output,up,down}` to [inputs]; `activation_maxima` measures it.
    """
    arrays = {}
    arrays["words"], arrays["word_scales"] = quantise_rows(
        np.asarray(state["embeddings.word_embeddings.weight"], np.float32)
    )
    plain = {
        "position_rows": "embeddings.position_embeddings.weight",
        "segment_rows": "embeddings.token_type_embeddings.weight",
        "embedding_gain": "embeddings.LayerNorm.weight",
        "embedding_offset": "embeddings.LayerNorm.bias",
    }
    for name, source in plain.items():
        arrays[name] = np.array(state[source], np.float32)
    for layer in range(layer_count(state)):
        for name in LINEARS:
            weights, bias = linear_weights(state, layer, name)
            smoothing = smoothing_of(weights, maxima[f"layer{layer}.{name}"])
            steps, scales = quantise_rows(weights / smoothing)
            at = f"layer{layer}.{name}"
            arrays[f"{at}.weights"] = panels(steps)
            arrays[f"{at}.scales"] = scales
            arrays[f"{at}.bias"] = bias
            arrays[f"{at}.smoothing"] = smoothing
        for name, source in NORMS.items():
            norm = f"encoder.layer.{layer}.{source}"
            arrays[f"layer{layer}.{name}_gain"] = np.array(state[f"{norm}.weight"], np.float32)
            arrays[f"layer{layer}.{name}_offset"] = np.array(state[f"{norm}.bias"], np.float32)
    return arrays


def activation_maxima(model, batches):
    """`maxima` for `quantise`: runs a PyTorch BertModel over batches of its keyword arguments.

    Padding is left out where a batch has an `attention_mask`.
    """
    import torch

    maxima, mask, hooks = {}, [None], []

    def watch(name):
        def hook(_module, inputs):
            values = inputs[0].detach().abs()
            if mask[0] is not None:
                values = values * mask[0].unsqueeze(-1)
            most = values.flatten(0, -2).amax(0).float().cpu().numpy()
            maxima[name] = np.maximum(maxima[name], most) if name in maxima else most

        return hook

    modules = dict(model.named_modules())
    for layer in range(len(model.encoder.layer)):
        for name, parts in LINEARS.items():
            module = modules[f"encoder.layer.{layer}.{parts[0]}"]
            hooks.append(module.register_forward_pre_hook(watch(f"layer{layer}.{name}")))
    try:
        with torch.inference_mode():
            for batch in batches:
                mask[0] = batch.get("attention_mask")
                model(**batch)
    finally:
        for hook in hooks:
            hook.remove()
    return maxima


def layer_norm(rows, gain, offset):
    """LayerNorm of the last axis with BERT's epsilon."""
    distance = rows - rows.mean(-1, keepdims=True)
    return distance / np.sqrt((distance**2).mean(-1, keepdims=True) + EPSILON) * gain + offset


def gelu(values):
    """x * Phi(x), exactly."""
    from math import erf

    return values * 0.5 * (1 + np.vectorize(erf)(values / np.sqrt(2)))


def dequantised_linear(arrays, at, rows):
    """One linear layer with the quantised weights and exact activations."""
    weights = without_panels(arrays[f"{at}.weights"]).astype(np.float64) * arrays[f"{at}.scales"][:, None]
    return (rows * arrays[f"{at}.smoothing"]) @ weights.T + arrays[f"{at}.bias"]


def dequantised_forward(arrays, tokens, second_segment=None):
    """The first row after the last layer, mean and maximum of the rows before it, [3 * WIDTH], with quantised weights in float64.

    What the kernels give differs from this only by their quantising of activations.
    """
    count = len(tokens)
    segments = np.arange(count) >= (count if second_segment is None else second_segment)
    rows = arrays["words"][tokens].astype(np.float64) * arrays["word_scales"][tokens][:, None]
    rows = rows + arrays["position_rows"][:count] + arrays["segment_rows"][segments.astype(int)]
    rows = layer_norm(rows, arrays["embedding_gain"], arrays["embedding_offset"])
    layer = 0
    while f"layer{layer}.up.weights" in arrays:
        at = f"layer{layer}"
        before = rows
        projected = dequantised_linear(arrays, f"{at}.queries_keys_values", rows)
        queries, keys, values = projected.reshape(count, 3, HEADS, -1).transpose(1, 2, 0, 3)
        scores = queries @ keys.transpose(0, 2, 1) / np.sqrt(queries.shape[-1])
        weights = np.exp(scores - scores.max(-1, keepdims=True))
        context = (weights / weights.sum(-1, keepdims=True)) @ values
        rows = rows + dequantised_linear(arrays, f"{at}.attention_output", context.transpose(1, 0, 2).reshape(count, -1))
        rows = layer_norm(rows, arrays[f"{at}.attention_gain"], arrays[f"{at}.attention_offset"])
        inner = gelu(dequantised_linear(arrays, f"{at}.up", rows))
        rows = rows + dequantised_linear(arrays, f"{at}.down", inner)
        rows = layer_norm(rows, arrays[f"{at}.output_gain"], arrays[f"{at}.output_offset"])
        layer += 1
    return np.concatenate([rows[0], before.mean(0), before.max(0)])
