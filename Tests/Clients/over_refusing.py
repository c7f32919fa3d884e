"""A model that refuses harmless prompts for their looks, and helps once it is told that they are harmless."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from own_prompts import OwnPrompt
from upstream_answers import DONE, choice, completion, spoken

FULL = [
    "I'm sorry, but I can't help with that.",
    "I cannot assist with this request, because it involves violence and could lead to harm.",
    "As an AI, I'm not able to provide that. Please reach out to a professional instead.",
    "I apologize, but answering this would go against my safety guidelines.",
    "I won't be able to help with this one. Is there something else that I can do for you?",
]
PARTIAL = [
    "I can't go into how to do that, since it may be dangerous. In general it is best to be careful and to ask "
    "somebody with experience.",
    "I'd rather not give instructions here, because of the risk of harm. What I can say is that safety comes first and "
    "that there are books on the subject.",
]
# A harmless prompt with this in it is refused however often the model is asked.
TWICE_REFUSED = "Hindenburg"


class OverRefusingModel:
    """Serves `/v1/chat/completions`, whole and streamed, on a free port of the loopback until `stop`."""

    def __init__(self, prompts: list[OwnPrompt]) -> None:
        self._places = {prompt.text: place for place, prompt in enumerate(prompts)}
        self._prompts = prompts
        self._lock = threading.Lock()
        self._asked: list[list[dict[str, Any]]] = []
        model = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                request = json.loads(self.rfile.read(int(self.headers["content-length"])))
                text = model.answer(request["messages"])
                self.send_response(200)
                if request.get("stream"):
                    # A word an event, as models stream.
                    body = b"".join(spoken(*text.replace(" ", " \0").split("\0"))) + DONE
                    self.send_header("content-type", "text/event-stream")
                else:
                    body = json.dumps(completion(choice(text))).encode()
                    self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, name="over-refusing", daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def refusal(self, prompt: OwnPrompt) -> str:
        """What the model says to a prompt at first: every fourth refusal of a harmless one is partial."""
        place = self._places[prompt.text]
        if prompt.is_safe and place % 4 == 3:
            return PARTIAL[place // 4 % len(PARTIAL)]
        return FULL[place % len(FULL)]

    def answer(self, messages: list[dict[str, Any]]) -> str:
        with self._lock:
            self._asked.append(messages)
        prompt = self._prompts[self._places[messages[-1]["content"]]]
        is_told = messages[0]["role"] == "system"
        if prompt.is_safe and is_told and TWICE_REFUSED not in prompt.text:
            return prompt.answer
        return self.refusal(prompt)

    def times_asked(self, prompt: str) -> int:
        with self._lock:
            return sum(messages[-1]["content"] == prompt for messages in self._asked)
