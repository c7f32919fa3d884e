"""Runs the kernels of Sources/CEncoderKernels from Python, on arrays that encoder_quantise.quantise gives.

Compiles them with clang, so that training measures the very arithmetic that is served.
"""

import ctypes
import pathlib
import subprocess
import tempfile

import numpy as np

SOURCES = pathlib.Path(__file__).resolve().parent.parent / "Sources" / "CEncoderKernels"
ALIGNMENT = 64
WIDTH = 384
POOLED = 3 * WIDTH
MOST_TOKENS = 512
STATUSES = {1: "bad length", 2: "bad token", 3: "not finite"}


class Linear(ctypes.Structure):
    """evenkeel_linear."""

    NAMES = ("weights", "scales", "bias", "smoothing")
    _fields_ = [(name, ctypes.c_void_p) for name in NAMES]


class Layer(ctypes.Structure):
    """evenkeel_layer."""

    _fields_ = [
        ("queries_keys_values", Linear),
        ("attention_output", Linear),
        ("attention_gain", ctypes.c_void_p),
        ("attention_offset", ctypes.c_void_p),
        ("up", Linear),
        ("down", Linear),
        ("output_gain", ctypes.c_void_p),
        ("output_offset", ctypes.c_void_p),
    ]


class Weights(ctypes.Structure):
    """evenkeel_encoder_weights."""

    NAMES = ("words", "word_scales", "position_rows", "segment_rows", "embedding_gain", "embedding_offset")
    _fields_ = [
        ("layers", ctypes.c_uint32),
        ("vocabulary", ctypes.c_uint32),
        ("positions", ctypes.c_uint32),
        *[(name, ctypes.c_void_p) for name in NAMES],
        ("layer", ctypes.POINTER(Layer)),
    ]


def build(folder, options=("-O2",), compiler="clang"):
    """Compiles the kernels to a shared library in `folder` and loads it."""
    library = pathlib.Path(folder) / "encoder.so"
    sources = [str(path) for path in sorted(SOURCES.rglob("*.c"))]
    command = [compiler, "-shared", "-fPIC", *options, f"-I{SOURCES / 'include'}", *sources, "-lm", "-o", str(library)]
    subprocess.run(command, check=True)
    kernels = ctypes.CDLL(str(library))
    kernels.evenkeel_instruction_set_count.restype = ctypes.c_size_t
    kernels.evenkeel_instruction_set_name.argtypes = [ctypes.c_size_t]
    kernels.evenkeel_instruction_set_name.restype = ctypes.c_char_p
    kernels.evenkeel_encoder_create.argtypes = [ctypes.POINTER(Weights), ctypes.c_char_p]
    kernels.evenkeel_encoder_create.restype = ctypes.c_void_p
    kernels.evenkeel_encoder_destroy.argtypes = [ctypes.c_void_p]
    kernels.evenkeel_workspace_create.argtypes = [ctypes.c_uint32]
    kernels.evenkeel_workspace_create.restype = ctypes.c_void_p
    kernels.evenkeel_workspace_destroy.argtypes = [ctypes.c_void_p]
    kernels.evenkeel_encoder_run.argtypes = [
        ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p,
    ]  # fmt: skip
    return kernels


def load():
    """The kernels, compiled in a folder that is gone again at once."""
    with tempfile.TemporaryDirectory() as folder:
        return build(folder)


def instruction_sets(kernels):
    """The names of those that this processor can run, best first."""
    count = kernels.evenkeel_instruction_set_count()
    return [kernels.evenkeel_instruction_set_name(i).decode() for i in range(count)]


def aligned(array, dtype):
    """A contiguous copy at an address that the kernels take."""
    array = np.ascontiguousarray(array, dtype)
    memory = np.empty(array.nbytes + ALIGNMENT, np.uint8)
    start = -memory.ctypes.data % ALIGNMENT
    copy = memory[start : start + array.nbytes].view(dtype).reshape(array.shape)
    copy[...] = array
    return copy


class NativeEncoder:
    """An encoder of one instruction set with a workspace of its own; for one thread."""

    def __init__(self, kernels, arrays, instruction_set=None):
        self.kernels = kernels
        self.kept = {
            name: aligned(array, np.int8 if name == "words" or name.endswith(".weights") else np.float32)
            for name, array in arrays.items()
        }
        count = sum(name.endswith(".up.weights") for name in arrays)
        self.layers = (Layer * count)(*[self._layer(i) for i in range(count)])
        weights = Weights(
            count,
            len(arrays["words"]),
            len(arrays["position_rows"]),
            *[self._address(name) for name in Weights.NAMES],
            self.layers,
        )
        name = None if instruction_set is None else instruction_set.encode()
        self.workspace = None
        self.encoder = kernels.evenkeel_encoder_create(ctypes.byref(weights), name)
        if not self.encoder:
            raise ValueError(f"no encoder for `{instruction_set}`")
        self.workspace = kernels.evenkeel_workspace_create(MOST_TOKENS)
        self.pooled = np.empty(POOLED, np.float32)

    def _address(self, name):
        return self.kept[name].ctypes.data

    def _layer(self, i):
        values = {}
        for name, kind in Layer._fields_:
            at = f"layer{i}.{name}"
            values[name] = Linear(*[self._address(f"{at}.{n}") for n in Linear.NAMES]) if kind is Linear else self._address(at)
        return Layer(**values)

    def __del__(self):
        if getattr(self, "encoder", None):
            self.kernels.evenkeel_encoder_destroy(self.encoder)
        if getattr(self, "workspace", None):
            self.kernels.evenkeel_workspace_destroy(self.workspace)

    def run(self, tokens, second_segment=None):
        """The first row after the last layer, mean and maximum of the rows before it, [3 * WIDTH]."""
        tokens = np.ascontiguousarray(tokens, np.uint32)
        second = len(tokens) if second_segment is None else second_segment
        status = self.kernels.evenkeel_encoder_run(
            self.encoder, self.workspace, tokens.ctypes.data, len(tokens), second, self.pooled.ctypes.data
        )
        if status:
            raise ValueError(STATUSES[status])
        return self.pooled.copy()
