"""The papers that questions are asked of: those of files, or the shipped ones; and what tells corpora apart."""

import hashlib
from collections.abc import Iterable, Sequence
from importlib import resources
from pathlib import Path

from rag.errors import CorpusError
from rag.ids import find_links, paper_id
from rag.readers import read_files
from rag.types import Paper

__all__ = ["find_links", "fingerprint", "paper_id", "read_corpus", "shipped_corpus"]


def shipped_corpus() -> Path:
    """The page of 92 abstracts on medical image analysis that comes with the project."""
    return Path(str(resources.files("rag") / "data" / "medical_image_analysis_papers.txt"))


def read_corpus(paths: Iterable[Path] | None = None) -> tuple[Paper, ...]:
    """Read papers from files and folders, in order; without any, the shipped corpus.

    Raises CorpusError, naming file and line, when there is no paper in them. `rag.readers.read_files` also says what
    was merged or skipped.
    """
    imported = read_files(paths if paths is not None else (shipped_corpus(),))
    if not imported.papers:
        raise CorpusError(imported.why_empty())
    return imported.papers


def fingerprint(papers: Sequence[Paper]) -> str:
    """SHA-256 (hex) of everything an index is made from; the same papers in the same order give the same."""
    digest = hashlib.sha256()
    for paper in papers:
        for part in (paper.id, paper.title, paper.abstract):
            digest.update(part.encode("utf-8"))
            digest.update(b"\0")
    return digest.hexdigest()
