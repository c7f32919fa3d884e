"""The encoder's weights: what is rounded, written, read and restored stays what it was, to half a step."""

import encoder_file
import encoder_quantise
import numpy as np
import pytest
import restore_checkpoint

LAYERS, WORDS = 2, 50
WIDTH, INNER = encoder_quantise.WIDTH, encoder_quantise.INNER


@pytest.fixture
def state():
    """Float weights of a small vocabulary by Hugging Face's names."""
    random = np.random.default_rng(3)
    shapes = {"embeddings.word_embeddings.weight": (WORDS, WIDTH), "embeddings.position_embeddings.weight": (8, WIDTH),
              "embeddings.token_type_embeddings.weight": (2, WIDTH), "embeddings.LayerNorm.weight": (WIDTH,), "embeddings.LayerNorm.bias": (WIDTH,)}
    for layer in range(LAYERS):
        at = f"encoder.layer.{layer}"
        for parts in encoder_quantise.LINEARS.values():
            for part in parts:
                outputs = INNER if part == "intermediate.dense" else WIDTH
                inputs = INNER if part == "output.dense" else WIDTH
                shapes |= {f"{at}.{part}.weight": (outputs, inputs), f"{at}.{part}.bias": (outputs,)}
        for norm in encoder_quantise.NORMS.values():
            shapes |= {f"{at}.{norm}.weight": (WIDTH,), f"{at}.{norm}.bias": (WIDTH,)}
    return {name: random.normal(0, 0.05, shape).astype(np.float32) for name, shape in shapes.items()}


@pytest.fixture
def arrays(state):
    random = np.random.default_rng(4)
    inputs = {"queries_keys_values": WIDTH, "attention_output": WIDTH, "up": WIDTH, "down": INNER}
    maxima = {f"layer{layer}.{name}": random.uniform(0.1, 9, size) for layer in range(LAYERS) for name, size in inputs.items()}
    found = encoder_quantise.quantise(state, maxima)
    heads = {"heads.weights": random.normal(size=(20, 3 * WIDTH)).astype(np.float32), "heads.bias": random.normal(size=20).astype(np.float32)}
    return {"shape": np.array([LAYERS, WORDS, 8], np.uint32), **found, **heads}


def test_a_checkpoint_is_restored_to_half_a_step(tmp_path, state, arrays):
    encoder_file.write_encoder(tmp_path / "weights.bin", arrays)
    restored = restore_checkpoint.state_of(encoder_file.read_encoder(tmp_path / "weights.bin"))
    names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
             "attention_output": "attention.output.dense", "up": "intermediate.dense", "down": "output.dense"}
    for layer in range(LAYERS):
        for name, source in names.items():
            linear = next(key for key, parts in restore_checkpoint.PARTS.items() if name in parts)
            rows = slice(None)
            if linear == "queries_keys_values":
                start = WIDTH * restore_checkpoint.PARTS[linear].index(name)
                rows = slice(start, start + WIDTH)
            half_step = 0.5 * arrays[f"layer{layer}.{linear}.scales"][rows, None] * arrays[f"layer{layer}.{linear}.smoothing"]
            was = state[f"encoder.layer.{layer}.{source}.weight"]
            assert (np.abs(restored[f"encoder.layers.{layer}.{name}.weight"] - was) <= half_step * 1.001).all(), name
            assert (restored[f"encoder.layers.{layer}.{name}.bias"] == state[f"encoder.layer.{layer}.{source}.bias"]).all()
        assert (restored[f"encoder.layers.{layer}.output_norm.bias"] == state[f"encoder.layer.{layer}.output.LayerNorm.bias"]).all()
    words = state["embeddings.word_embeddings.weight"]
    assert np.abs(restored["encoder.words.weight"] - words).max() <= 0.51 * np.abs(words).max() / 127
    assert (restored["heads.weight"] == arrays["heads.weights"]).all() and restored["heads.bias"].shape == (20,)


def test_panels_are_undone():
    steps = np.arange(32 * 8, dtype=np.int32).reshape(32, 8)
    assert (encoder_quantise.without_panels(encoder_quantise.panels(steps)) == steps).all()


@pytest.mark.parametrize("at", [0, 20, -1])
def test_a_damaged_file_is_not_read(tmp_path, arrays, at):
    content = bytearray(encoder_file.encode(arrays))
    content[at] ^= 1
    (tmp_path / "weights.bin").write_bytes(content)
    with pytest.raises(encoder_file.BadWeights):
        encoder_file.read_encoder(tmp_path / "weights.bin")
