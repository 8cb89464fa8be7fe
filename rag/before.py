"""What a new generation of an index takes over from those before it: whatever is still as it was written."""

import logging
from collections.abc import Iterator
from pathlib import Path

from rag.fingerprints import as_marks
from rag.manifest import FORMAT, Manifest, changed_file, generations, read_generation
from rag.paper_file import PaperFile
from rag.spans import Spans
from rag.texts import Texts
from rag.token_file import Tokens
from rag.vector_file import TEXTS, VECTORS, VectorFile

log = logging.getLogger(__name__)

CHROMA = "chroma"
"""The folder of the Chroma collection in a generation."""


class Before:
    """What a new generation takes over from one before, besides its vectors."""

    def __init__(self, generation: Path, manifest: Manifest) -> None:
        """Raises OSError or ValueError where papers, sentences or terms cannot be read."""
        self.generation, self.manifest = generation, manifest
        changed = changed_file(generation, manifest, whole=True, of=lambda name: not _searched(name))
        if changed:
            raise ValueError(f"{changed!r} has changed since it was built")
        self.papers = PaperFile(generation)
        self.spans = Spans.load(generation)
        self.tokens = Tokens.load(generation / "tokens")
        self.numbers = {mark: number for number, mark in enumerate(as_marks(self.papers.digests[:, 1]))}

    @classmethod
    def find(cls, folder: Path) -> "Before | None":
        """The newest generation of a corpus folder; None where there is none of this format that can be read."""
        for generation, manifest in _readable(folder):
            try:
                return cls(generation, manifest)
            except (OSError, ValueError, EOFError) as error:
                log.warning("nothing but vectors is taken over from %s: %s", generation, error)
        return None

    @property
    def texts(self) -> Texts:
        """What it had embedded."""
        return Texts(self.papers, self.papers.ids, self.spans, self.manifest.granularity)


def _readable(folder: Path) -> Iterator[tuple[Path, Manifest]]:
    """The generations of a corpus folder of this format, the one in use first."""
    for generation in generations(folder):
        manifest = read_generation(generation)
        if manifest and manifest.format == FORMAT:
            yield generation, manifest


def known_vectors(folder: Path, embed_model: str) -> VectorFile | None:
    """The vectors of the newest generation of this embedder that has them whole."""
    for generation, manifest in _readable(folder):
        same = manifest.embed_model == embed_model
        if same and not changed_file(generation, manifest, whole=True, of=(VECTORS, TEXTS).__contains__):
            return VectorFile(generation)
    return None


def _searched(name: str) -> bool:
    """Whether a file of a generation is only searched, so that it can be made anew from the others."""
    return name.startswith((f"{CHROMA}/", "bm25/")) or name in (VECTORS, TEXTS)
