"""Answers of a run on disk, a line each as they come, so that a run that was stopped goes on where it was.

A kept answer counts for the same question, settings, corpus and code only; anything else is asked again, and so are
a line that was torn when the run was stopped and an answer that was an error.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import eval as here
import prompts
import rag
from eval import jsonl
from eval.results import Result, result_from
from eval.samples import Sample
from rag import Paper
from rag.cache import fingerprint
from rag.fingerprints import fingerprint as corpus_fingerprint

FILE = "answers.jsonl"
_SCORING = ("metrics.py", "results.py", "run.py", "score.py")
"""Modules of eval that a kept result depends on."""


class Answers:
    """The answers kept in a folder, by all that they depend on."""

    def __init__(self, folder: Path, papers: Iterable[Paper], settings: Mapping[str, Any]) -> None:
        self._path = folder / FILE
        self._context = (json.dumps(settings, sort_keys=True, default=str), corpus_fingerprint(tuple(papers)), code())
        self._kept = dict(self._read())

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, sample: Sample) -> Result | None:
        """The result that was kept for this sample as it is now, or None."""
        return self._kept.get(self._key(sample))

    def add(self, sample: Sample, result: Result) -> None:
        """Write a result down. An error is not: it may pass."""
        if any(exchange.error for exchange in result.exchanges):
            return
        jsonl.append(self._path, {"key": self._key(sample), "result": asdict(result)})

    def _read(self) -> Iterable[tuple[str, Result]]:
        for row in jsonl.kept(self._path):
            try:
                yield str(row["key"]), result_from(row["result"])
            except (ValueError, KeyError, TypeError):
                continue  # of another version: asked again

    def _key(self, sample: Sample) -> str:
        return fingerprint(*self._context, repr(sample))


@lru_cache(maxsize=1)
def code() -> str:
    """Fingerprint (SHA-256) of the files that answer and score."""
    digest = hashlib.sha256()
    files = [
        *(path for root in (rag, prompts) for path in sorted(_folder(root).rglob("*")) if path.is_file()),
        *(_folder(here) / name for name in _SCORING),
    ]
    for path in files:
        if "__pycache__" not in path.parts:
            digest.update(f"{path.name}\0".encode())
            digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _folder(package: Any) -> Path:
    return Path(next(iter(package.__path__)))
