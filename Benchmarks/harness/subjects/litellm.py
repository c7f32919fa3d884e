"""LiteLLM's proxy, from PyPI, in a virtual environment of its own."""

import os

from harness import environments, places
from harness.subjects.subject import Subject

_CONFIGURATION = """\
model_list:
  - model_name: bench-model
    litellm_params:
      model: openai/bench-model
      api_base: http://127.0.0.1:{upstream}/v1
      api_key: bench
litellm_settings:
  num_retries: 0
  telemetry: false
"""


class LiteLLM(Subject):
    name = "litellm"
    passes_bytes = False
    is_slow = True
    ready_path = "/health/liveliness"

    @classmethod
    def missing(cls, options):
        if not cls._binary().exists():
            return install()
        return None

    @staticmethod
    def _binary():
        return places.LITELLM_ENVIRONMENT / "bin" / "litellm"

    def command(self):
        setting = self.setting
        configuration = setting.folder / "config.yaml"
        configuration.write_text(_CONFIGURATION.format(upstream=setting.upstream_port))
        return [
            self._binary(), "--config", configuration, "--host", "127.0.0.1", "--port", setting.ports[0],
            "--num_workers", setting.workers, "--telemetry", "False",
        ]

    def environment(self):
        # A call to anywhere but loopback goes to a closed port and fails at once.
        closed = "http://127.0.0.1:9"
        return {
            "HTTP_PROXY": closed, "HTTPS_PROXY": closed, "http_proxy": closed, "https_proxy": closed,
            "NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost",
            "LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_MODE": "PRODUCTION", "LITELLM_LOG": "ERROR",
            "NO_DOCS": "True", "DISABLE_ADMIN_UI": "True",
            "PATH": f"{places.LITELLM_ENVIRONMENT / 'bin'}:{os.environ.get('PATH', '')}",
        }


def install():
    """Installs the pinned version once; None, or why it could not be."""
    return environments.install(
        places.LITELLM_ENVIRONMENT, places.BENCHMARKS / "requirements.txt", "LiteLLM's proxy", "about 700 MB")
