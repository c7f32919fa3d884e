"""Golden activations: what PyTorch in fp32 makes of some texts, for tests of the native encoder on real weights."""

import json

import numpy as np
import torch

# So many of a text's pooled numbers, spread evenly, keep the fixture small and still give a telling cosine.
KEPT = 96


def pooled(model, tokens, second_segment):
    """First row, mean and maximum of a PyTorch BertModel's last rows, as the kernels order them."""
    segments = [int(index >= second_segment) for index in range(len(tokens))]
    with torch.inference_mode():
        rows = model.eval()(
            input_ids=torch.tensor([tokens]), token_type_ids=torch.tensor([segments])
        ).last_hidden_state[0]
    return torch.cat([rows[0], rows.mean(0), rows.amax(0)]).float().numpy()


def golden(model, inputs):
    """Rows {tokens, second_segment, indices, values}; `inputs`: pairs of tokens and where the second segment begins."""
    rows = []
    for tokens, second_segment in inputs:
        values = pooled(model, tokens, second_segment)
        indices = np.linspace(0, len(values) - 1, KEPT).round().astype(int)
        rows.append(
            {
                "tokens": [int(token) for token in tokens],
                "second_segment": int(second_segment),
                "indices": indices.tolist(),
                "values": [round(float(value), 5) for value in values[indices]],
            }
        )
    return rows


def write(path, rows):
    """One row a line."""
    with open(path, "w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, separators=(",", ":")) + "\n")
