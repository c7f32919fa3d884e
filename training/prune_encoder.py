#!/usr/bin/env python3
"""Makes the checkpoint that training starts from: all-MiniLM-L6-v2, or a checkpoint of its width, with the feed-forward neurons that carry most.

Of each layer the `INNER` neurons are kept whose output, squared and added up over drawn texts, moves the layer's sum most (docs/decisions/0017-narrower-layers.md).
"""

import argparse
import os

import torch

import encoder_data
import encoder_model
import train_encoder
from encoder_model import BASE_INNER, INNER, LAYERS

TEXTS, BATCH = 3072, 64


@torch.no_grad()
def importance(model, encoded):
    """What each neuron adds to its layer's sum: [layers][neurons], the sum over tokens of (activation * length of its output weights) squared."""
    found = [torch.zeros(layer.down.in_features) for layer in model.encoder.layers]
    order = sorted(range(len(encoded)), key=lambda i: len(encoded[i][0]))
    for at in range(0, len(order), BATCH):
        tokens, segments, mask = train_encoder.tensors([encoded[i] for i in order[at:at + BATCH]])

        def watch(name, values, mask=mask):
            if name.endswith(".down"):
                shown = mask[:, :values.shape[1], None]  # the last layer has one row
                found[int(name[len("layer")])] += ((values.float() ** 2) * shown).sum((0, 1))

        model.encoder(tokens, segments, mask, watch=watch)
    return [power * (layer.down.weight ** 2).sum(0) for power, layer in zip(found, model.encoder.layers)]


def pruned(model, scores):
    """The state of `model` with the best `INNER` neurons of each layer, in their order."""
    state = model.state_dict()
    for number in range(LAYERS):
        kept = scores[number].argsort(descending=True)[:INNER].sort().values
        share = scores[number][kept].sum() / scores[number].sum()
        print(f"layer {number}: the {INNER} neurons that are kept carry {100 * share:.1f} %")
        at = f"encoder.layers.{number}"
        for name in (f"{at}.up.weight", f"{at}.up.bias"):
            state[name] = state[name][kept].clone()
        state[f"{at}.down.weight"] = state[f"{at}.down.weight"][:, kept].clone()
    return state


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    encoder_data.add_arguments(parser)
    parser.add_argument("--checkpoint", metavar="FILE", help="a checkpoint of the full width (default: all-MiniLM-L6-v2 with new heads)")
    parser.add_argument("--output", required=True, metavar="FILE", help="the checkpoint to train on from")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="threads (default: all)")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    model = encoder_model.loaded(options.checkpoint, BASE_INNER) if options.checkpoint else encoder_model.pretrained()
    model.eval()
    drawing = encoder_data.Drawing(*encoder_data.read_rows(options), seed=1, answer_share=0.5)
    tokeniser = encoder_data.Tokeniser(os.path.join(encoder_model.base_folder(), "tokenizer.json"))
    encoded = tokeniser.encode(drawing.draw(TEXTS), "random", drawing.random)
    torch.save({"model": pruned(model, importance(model, encoded))}, options.output)


if __name__ == "__main__":
    main()
