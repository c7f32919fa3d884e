#!/usr/bin/env python3
"""Averages the weights of checkpoints of `train_encoder.py`: runs from one pretrained encoder that drew different examples.

The mean generalises better to sources that none of them saw than each alone (Wortsman et al., "Model soups", ICML 2022).
"""

import argparse

import torch


def averaged(paths):
    """The mean of the models' parameters, in the first one's types."""
    models = [torch.load(path, weights_only=False)["model"] for path in paths]
    return {name: (sum(model[name].float() for model in models) / len(models)).to(value.dtype) for name, value in models[0].items()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--output", required=True, metavar="FILE", help="the checkpoint to write; it can be measured, not trained on")
    parser.add_argument("checkpoints", nargs="+", metavar="CHECKPOINT", help="two or more")
    options = parser.parse_args()
    torch.save({"model": averaged(options.checkpoints)}, options.output)
