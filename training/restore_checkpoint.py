#!/usr/bin/env python3
"""Makes a checkpoint of a weights file, to train on from the shipped weights with texts of one's own.

The weights are what the file's int8 steps stand for, so what was lost by rounding stays lost until training mends it.
"""

import argparse

import numpy as np

import encoder_file
import encoder_quantise

# Where each linear layer of the file goes, and how its rows are split.
PARTS = {"queries_keys_values": ("query", "key", "value"), "attention_output": ("attention_output",), "up": ("up",), "down": ("down",)}
NORMS = {"attention": "attention_norm", "output": "output_norm"}


def state_of(arrays):
    """The state of `encoder_model.Classifier` as fp32 arrays by name, from the sections that `encoder_file.read_encoder` gives."""
    state = {
        "encoder.words.weight": arrays["words"].astype(np.float32) * arrays["word_scales"].reshape(-1, 1),
        "encoder.positions.weight": arrays["position_rows"], "encoder.segments.weight": arrays["segment_rows"],
        "encoder.norm.weight": arrays["embedding_gain"].ravel(), "encoder.norm.bias": arrays["embedding_offset"].ravel(),
        "heads.weight": arrays["heads.weights"], "heads.bias": arrays["heads.bias"].ravel(),
    }
    for number in range(int(arrays["shape"].ravel()[0])):
        at, to = f"layer{number}", f"encoder.layers.{number}"
        for name, parts in PARTS.items():
            smoothing = arrays[f"{at}.{name}.smoothing"].ravel()
            panels = arrays[f"{at}.{name}.weights"].reshape(-1, len(smoothing) // encoder_quantise.PANEL_INPUTS,
                                                            encoder_quantise.PANEL_OUTPUTS, encoder_quantise.PANEL_INPUTS)
            steps = encoder_quantise.without_panels(panels).astype(np.float32)
            # A row of the file is worked out as (activation * smoothing) @ (steps * scale).
            weights = steps * arrays[f"{at}.{name}.scales"].reshape(-1, 1) * smoothing
            for part, rows, bias in zip(parts, np.split(weights, len(parts)), np.split(arrays[f"{at}.{name}.bias"].ravel(), len(parts))):
                state[f"{to}.{part}.weight"], state[f"{to}.{part}.bias"] = rows, bias
        for name, part in NORMS.items():
            state[f"{to}.{part}.weight"], state[f"{to}.{part}.bias"] = (arrays[f"{at}.{name}_{kind}"].ravel() for kind in ("gain", "offset"))
    return {name: np.array(value, np.float32) for name, value in state.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--weights", required=True, metavar="FILE", help="what write_encoder.py wrote")
    parser.add_argument("--output", required=True, metavar="FILE", help="the checkpoint to train on from")
    options = parser.parse_args()
    import torch

    state = state_of(encoder_file.read_encoder(options.weights))
    torch.save({"model": {name: torch.from_numpy(value) for name, value in state.items()}}, options.output)
    inner = state["encoder.layers.0.up.weight"].shape[0]
    if inner != encoder_quantise.INNER:
        print(f"{inner} neurons a layer: prune_encoder.py --checkpoint makes {encoder_quantise.INNER} of them")


if __name__ == "__main__":
    main()
