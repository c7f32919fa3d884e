"""Writes a tiny llama model with random weights as GGUF: it speaks nonsense, but over the real server."""

from pathlib import Path

import gguf
import numpy as np

WIDTH = 64
HEADS = 4
LAYERS = 2
HIDDEN = 128
CONTEXT = 8192
NAME = "evenkeel-tiny-random"

WORDS = (
    "a an and are as at bake boil bowl bread butter carrot cheese chop cook cream cup dish fry garden garlic good "
    "green herb hot in is it lemon milk mix of oil on onion oven pan pasta pepper pot potato red rice roast salad "
    "salt serve simmer slice small soup spoon stir sugar sweet table taste the then time to tomato warm water with"
).split()

TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}assistant:"
)


def vocabulary() -> tuple[list[bytes], list[float], list[int]]:
    """Three control tokens, all bytes, and some words; scores as SentencePiece has them."""
    kinds = gguf.TokenType
    tokens: list[tuple[bytes, float, int]] = [
        (b"<unk>", 0.0, kinds.UNKNOWN),
        (b"<s>", 0.0, kinds.CONTROL),
        (b"</s>", 0.0, kinds.CONTROL),
    ]
    tokens += [(f"<0x{byte:02X}>".encode(), 0.0, kinds.BYTE) for byte in range(256)]
    # U+2581 stands for the blank before a word.
    tokens += [("\u2581".encode() + word.encode(), -float(rank), kinds.NORMAL) for rank, word in enumerate(WORDS)]
    names, scores, types = zip(*tokens, strict=True)
    return list(names), list(scores), [int(kind) for kind in types]


def write(path: Path) -> None:
    names, scores, types = vocabulary()
    random = np.random.default_rng(20_26)

    def matrix(rows: int, columns: int) -> np.ndarray:
        return (random.standard_normal((rows, columns)) / np.sqrt(columns)).astype(np.float32)

    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name(NAME)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(HIDDEN)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(len(names))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(names)
    writer.add_token_scores(scores)
    writer.add_token_types(types)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_chat_template(TEMPLATE)

    # The first dimension is large in every embedding and so in every state. The output weighs it for words and against
    # everything else: the model says words only, never ends by itself, and never half a character.
    embedding = matrix(len(names), WIDTH)
    embedding[:, 0] = 4.0
    output = matrix(len(names), WIDTH) * 4
    output[:, 0] = [8.0 if kind == gguf.TokenType.NORMAL else -8.0 for kind in types]
    writer.add_tensor("token_embd.weight", embedding)
    for layer in range(LAYERS):
        block = f"blk.{layer}"
        writer.add_tensor(f"{block}.attn_norm.weight", np.ones(WIDTH, np.float32))
        writer.add_tensor(f"{block}.ffn_norm.weight", np.ones(WIDTH, np.float32))
        for part in ("attn_q", "attn_k", "attn_v", "attn_output"):
            writer.add_tensor(f"{block}.{part}.weight", matrix(WIDTH, WIDTH) * 0.5)
        writer.add_tensor(f"{block}.ffn_gate.weight", matrix(HIDDEN, WIDTH))
        writer.add_tensor(f"{block}.ffn_up.weight", matrix(HIDDEN, WIDTH))
        writer.add_tensor(f"{block}.ffn_down.weight", matrix(WIDTH, HIDDEN) * 0.5)
    writer.add_tensor("output_norm.weight", np.ones(WIDTH, np.float32))
    writer.add_tensor("output.weight", output)

    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
