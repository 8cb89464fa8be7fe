"""How long an answer by a model waits for us: from the question to its first words, the provider answering at once.

The provider is a server of our own on loopback that streams an answer in OpenAI's form, so what is measured is our
time and the client's, not a model's.
"""

import json
import os
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from rag import Assistant

_TIMES = 20
_WORDS = ("The ", "network ", "segments ", "the ", "liver ", "on ", "CT ", "[1].")


@dataclass(frozen=True, slots=True)
class FirstToken:
    """Medians over alternating runs, in milliseconds."""

    ours: float
    """From the question to the first piece: ranking, prompt, request, reading."""
    plain: float
    """From the call of the same client to its first piece, with the same prompt."""
    passing: float
    """From the server's first token to our first piece."""


def measure(assistant: Assistant, question: str) -> FirstToken:
    """Stream the question through the assistant and, in turn, its prompt through the bare client."""
    with _provider() as sent:
        ours, plain, passing = [], [], []
        model = "openai/first-token"
        _time(lambda: assistant.stream(question, model=model))  # what is imported on first use is no part of it
        bare = _bare(model)
        _time(bare)
        for _ in range(_TIMES):
            started, first = _time(lambda: assistant.stream(question, model=model))
            ours.append(first - started)
            passing.append(first - next(moment for moment in sent if moment > started))
            started, first = _time(bare)
            plain.append(first - started)
    return FirstToken(*(1000 * statistics.median(times) for times in (ours, plain, passing)))


def _bare(model: str) -> Callable[[], Iterator[Any]]:
    import importlib

    litellm = importlib.import_module("litellm")  # the assistant has set it up by now
    messages = [{"role": "user", "content": "word " * 1500}]
    return lambda: (
        chunk.choices[0].delta.content
        for chunk in litellm.completion(model=model, messages=messages, stream=True, temperature=0)
        if chunk.choices and chunk.choices[0].delta.content
    )


def _time(stream: Callable[[], Iterator[Any]]) -> tuple[float, float]:
    """When the call was made and when its first text came; the rest is read to its end."""
    started = time.perf_counter()
    first = 0.0
    for event in stream():
        if not first and isinstance(event, str):
            first = time.perf_counter()
    return started, first


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that keeps a connection and leaves is nothing to report."""


@contextmanager
def _provider() -> Iterator[list[float]]:
    """A server that answers at once, as the OpenAI provider of this process; yields when it sent each first token."""
    sent: list[float] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing on stderr."""

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            sent.append(time.perf_counter())
            for word in _WORDS:
                self._event({"choices": [{"index": 0, "delta": {"content": word}, "finish_reason": None}]})
            self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
            self._write(b"data: [DONE]\n\n")
            self.wfile.write(b"0\r\n\r\n")

        def _event(self, content: dict[str, Any]) -> None:
            base = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "first-token"}
            self._write(f"data: {json.dumps(base | content)}\n\n".encode())

        def _write(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    server = _Quiet(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    mine = {"OPENAI_BASE_URL": f"http://127.0.0.1:{server.server_address[1]}/v1", "OPENAI_API_KEY": "none"}
    before = {name: os.environ.get(name) for name in mine}
    os.environ.update(mine)
    try:
        yield sent
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        server.shutdown()
        server.server_close()
