"""Where things lie in the repository."""

from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parent.parent
REPOSITORY = BENCHMARKS.parent
DOCUMENT = REPOSITORY / "docs" / "benchmarks.md"
REQUESTS = BENCHMARKS / "requests"
WRK_SCRIPT = BENCHMARKS / "wrk" / "chat.lua"
LITELLM_ENVIRONMENT = BENCHMARKS / ".venv-litellm"
ONNX_RUNTIME_ENVIRONMENT = BENCHMARKS / ".venv-onnxruntime"
EVENKEEL = REPOSITORY / ".build" / "release" / "evenkeel"
