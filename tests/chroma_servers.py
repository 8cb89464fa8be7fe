"""Chroma servers on loopback: a real one, and one before it that stands in for distributed Chroma's sparse index and
for the quotas of the hosted one.
"""

import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


class ChromaServer:
    """A `chroma run` (the Rust server) over one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        chroma = Path(sys.executable).with_name("chroma")
        self.process = subprocess.Popen(
            [str(chroma), "run", "--path", str(self.folder), "--host", "127.0.0.1", "--port", str(self.port)],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(1200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            assert self.process.poll() is None, "chroma run has ended"
            time.sleep(0.05)
        raise AssertionError("chroma run does not listen")

    def kill(self) -> None:
        if self.process:
            self.process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
            self.process.wait()
            self.process = None


Sparse = dict[int, float]


class SparseStandIn:
    """A proxy before a `chroma run` that does what distributed Chroma does with sparse vectors, as far as its source
    says: takes a schema with a sparse index, keeps the vectors, and answers a search for one by `1 - product`. All
    else is the real server's. With `ignores_schema` it makes collections as a server does that knows no schemas; with
    `quotas` it refuses as Chroma Cloud does.
    """

    def __init__(self, chroma: ChromaServer, ignores_schema: bool = False, quotas: bool = False) -> None:
        self.chroma = chroma
        self.ignores_schema = ignores_schema
        self.quotas = Quotas() if quotas else None
        self.keys: dict[str, str] = {}
        """The key of each collection's sparse index, by the collection's id."""
        self.vectors: defaultdict[str, dict[str, Sparse]] = defaultdict(dict)
        """Of each collection, by its id, the sparse vector of each record."""
        self.searches = 0
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                """Nothing."""

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, answer = stand_in.answer(self.command, self.path, body)
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}"
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        """What is sent back: status and body."""
        asked = json.loads(body) if body else {}
        if self.quotas is None:
            return self._answer(method, path, asked)
        *_, before, last = path.split("?")[0].split("/")
        if last == "pre-flight-checks":
            return 200, b'{"max_batch_size": 1000, "supports_base64_encoding": true}'
        with self.quotas.at_once(before, last) as free:
            if not free:
                return _error(429, "Too many requests; backoff and try again")
            action = "create_collection" if method == "POST" and last == "collections" else last
            refused = self.quotas.refuse("update_collection" if before == "collections" else action, asked)
            return _error(422, f"Quota exceeded: {refused}") if refused else self._answer(method, path, asked)

    def _answer(self, method: str, path: str, asked: dict[str, Any]) -> tuple[int, bytes]:
        *_, before, last = path.split("?")[0].split("/")
        key = None
        if method == "POST" and last == "search":
            return 200, json.dumps(self._search(before, asked)).encode()
        if method == "POST" and last == "collections":
            key = self._take_key(asked)
        writes = method == "POST" and last in ("add", "upsert", "update")
        if writes and before in self.keys and not self._take_vectors(before, asked):
            return 200, b"{}"
        status, answer = self._forward(method, path, json.dumps(asked).encode() if asked else b"")
        if status == 200 and "collections" in path and last not in ("add", "upsert", "update", "query", "count"):
            found = json.loads(answer)
            if key:
                self.keys[found["id"]] = key
            for collection in found if isinstance(found, list) else [found]:
                if isinstance(collection, dict) and collection.get("id") in self.keys:
                    schema = collection["schema"]["keys"]
                    schema[self.keys[collection["id"]]] = _schema_of_sparse()
            answer = json.dumps(found).encode()
        return status, answer

    def _take_key(self, asked: dict[str, Any]) -> str | None:
        """Take the sparse index out of a schema; its key."""
        if self.ignores_schema:
            asked["schema"] = None
        keys = (asked.get("schema") or {}).get("keys", {})
        sparse = [key for key, types in keys.items() if "sparse_vector" in types]
        for key in sparse:
            del keys[key]
        return sparse[0] if sparse else None

    def _take_vectors(self, collection: str, asked: dict[str, Any]) -> bool:
        """Take the sparse vectors out of records; whether anything else is left to be written."""
        key, left = self.keys[collection], bool(asked.get("embeddings") or asked.get("documents"))
        for id_, about in zip(asked["ids"], asked.get("metadatas") or [], strict=False):
            vector = (about or {}).pop(key, None)
            if vector:
                assert vector["#type"] == "sparse_vector"
                self.vectors[collection][id_] = dict(zip(vector["indices"], vector["values"], strict=True))
            left = left or bool(about)
        return left

    def _search(self, collection: str, asked: dict[str, Any]) -> dict[str, Any]:
        self.searches += 1
        ids, scores = [], []
        for search in asked["searches"]:
            knn = search["rank"]["$knn"]
            assert knn["key"] == self.keys[collection]
            wanted = dict(zip(knn["query"]["indices"], knn["query"]["values"], strict=True))
            found = [
                (1 - sum(weight * own.get(number, 0.0) for number, weight in wanted.items()), id_)
                for id_, own in self.vectors[collection].items()
                if own.keys() & wanted.keys()
            ]
            best = sorted(found)[: min(knn["limit"], search["limit"]["limit"])]
            ids.append([id_ for _, id_ in best])
            scores.append([score for score, _ in best])
        nothing = [None] * len(ids)
        select = [["#score"]] * len(ids)
        return {
            "ids": ids, "scores": scores, "documents": nothing, "embeddings": nothing, "metadatas": nothing,
            "select": select,
        }  # fmt: skip

    def _forward(self, method: str, path: str, body: bytes) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.chroma.port, timeout=60)
        connection.request(method, path, body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        read = answer.status, answer.read()
        connection.close()
        return read


class Quotas:
    """What Chroma Cloud refuses, as it publishes it (https://docs.trychroma.com/cloud/quotas-limits), in the words of
    Chroma's source (rust/frontend/src/quota/mod.rs). A `get` without a limit is cut short without a word, as others
    have seen it there.
    """

    def __init__(self) -> None:
        self.together = 10
        """Reads of a collection at once, and writes."""
        self.refused: list[str] = []
        """What was refused, in order."""
        self.busy = 0
        """Requests that were sent away because too many were under way."""
        self._under_way: Counter[tuple[str, bool]] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def at_once(self, collection: str, action: str) -> Iterator[bool]:
        """Whether a request may go on beside those that are under way."""
        key = collection, action in ("get", "query", "search", "count")
        with self._lock:
            free = self._under_way[key] < self.together
            self._under_way[key] += 1
            self.busy += not free
        try:
            yield free
        finally:
            with self._lock:
                self._under_way[key] -= 1

    def refuse(self, action: str, asked: dict[str, Any]) -> str | None:
        """Why a request is refused, if it is."""
        for what, usage, limit in self._used(action, asked):
            if usage > limit:
                self.refused.append(what)
                name = action.replace("_", " ").title()
                why = f"current usage of {usage} exceeds limit of {limit}"
                return f"'{what}' exceeded quota limit for action '{name}': {why}"
        if action == "get":
            asked["limit"] = asked.get("limit") or 300
        return None

    def _used(self, action: str, asked: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
        """What a request uses, how much, and how much it may."""
        if action in ("add", "upsert", "update", "delete"):
            yield "Number of records", len(asked.get("ids") or []), 300
        for id_ in asked.get("ids") or []:
            yield "ID size (bytes)", len(id_.encode()), 128
        for document in asked.get("documents") or []:
            yield "Document size (bytes)", len((document or "").encode()), 16_384
        for about in asked.get("metadatas") or []:
            yield from self._of_metadata(about or {}, 4_096)
        yield from self._of_metadata(asked.get("metadata") or asked.get("new_metadata") or {}, 256)
        yield "Name size (bytes)", len((asked.get("name") or "").encode()), 128
        yield "Limit value", asked.get("limit") or 0, 300
        yield "Number of results", asked.get("n_results") or 0, 300
        for search in asked.get("searches") or []:
            yield "Limit value in rank expression", search["rank"]["$knn"]["limit"], 300
            yield "Limit value", search["limit"]["limit"], 300

    def _of_metadata(self, about: dict[str, Any], most: int) -> Iterator[tuple[str, int, int]]:
        yield "Number of metadata dictionary keys", len(about), 32
        for key, value in about.items():
            yield "Size of metadata dictionary key (bytes)", len(key.encode()), 36
            if isinstance(value, str):
                yield "Size of metadata dictionary value (bytes)", len(value.encode()), most
            elif isinstance(value, dict):
                yield "Sparse vector populated dimension", len(value["indices"]), 4_096


def _error(status: int, message: str) -> tuple[int, bytes]:
    return status, json.dumps({"error": "ChromaError", "message": message}).encode()


def _schema_of_sparse() -> dict[str, Any]:
    return {"sparse_vector": {"sparse_vector_index": {"enabled": True, "config": {"bm25": False}}}}
