"""The manifest of an index: what it was made from, and which generation of a corpus folder is in use."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from rag import files
from rag.config import Settings

FORMAT = 2
"""Raised when an index of the older code cannot be read by the newer."""

SHIPPED = "shipped"
"""The manifest's `source` of the corpus that comes with the project."""

GIVEN = "given in Python"
"""The manifest's `source` of papers that came from a program rather than from files."""

MANIFEST = "manifest.json"
CURRENT = "current"

Granularity = Literal["sentence", "paper"]
"""What has a vector of its own: each sentence, or each paper as a whole."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made from; another manifest means another index."""

    format: int
    source: str | list[str]
    """SHIPPED, or the files that the papers were read from."""
    corpus: str
    """Fingerprint of the papers, all that is known of them included."""
    papers: int
    passages: int
    granularity: Granularity
    embed_model: str
    dimensions: int
    version: str
    """Of this project, when it was built."""
    created: str
    """UTC, ISO 8601."""
    server: str | None
    """Address of the Chroma server that holds the collection; None where it stands in the generation's own folder."""
    collection: str
    """Its name in Chroma."""
    files: dict[str, str]
    """SHA-256 of each file that is never written again, by its path: a damaged vector file can end the whole
    process.
    """
    samples: dict[str, str]
    """For each large file of these, the mark of its size and of samples of it, which opening compares instead."""

    def matches(self, corpus: str, embed_model: str, server: str | None = None) -> bool:
        """Whether this index serves these papers, this embedder and this place of the vectors."""
        found = (self.format, self.corpus, self.embed_model, self.server)
        return found == (FORMAT, corpus, embed_model, server)

    @property
    def vectors(self) -> int:
        """How many vectors there are."""
        return self.papers if self.granularity == "paper" else self.passages


def corpus_folder(settings: Settings) -> Path:
    """Where the index of the corpus lives."""
    return settings.home / "corpora" / settings.corpus


def current_generation(folder: Path) -> Path | None:
    """The generation in use of a corpus folder; None where none is named."""
    try:
        name = (folder / CURRENT).read_text("utf-8").strip()
    except (OSError, ValueError):
        return None
    return folder / name if name else None


def generations(folder: Path) -> list[Path]:
    """The generations of a corpus folder: the one in use, whatever its state, then others that were whole, newest
    first.
    """
    current = current_generation(folder)
    others = [path.parent for path in folder.glob(f"*/{MANIFEST}") if path.parent != current]
    others.sort(key=lambda generation: str(manifest_values(generation).get("created")), reverse=True)
    return [*([current] if current and current.is_dir() else []), *others]


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of the current generation of a corpus folder, or None where there is none that can be read."""
    generation = current_generation(folder)
    return read_generation(generation) if generation else None


def read_generation(generation: Path) -> Manifest | None:
    """The manifest of a generation, or None where it cannot be read."""
    try:
        return Manifest(**manifest_values(generation))
    except TypeError:  # of an older or newer format
        return None


def manifest_values(generation: Path) -> dict[str, Any]:
    """What the manifest of a generation holds, whatever its format; nothing where it cannot be read."""
    try:
        values = json.loads((generation / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def seal(generation: Path, paths: Sequence[Path]) -> tuple[dict[str, str], dict[str, str]]:
    """The manifest's `files` and `samples` for these files of a generation."""
    names = {path.relative_to(generation).as_posix(): path for path in sorted(paths)}
    whole = dict(zip(names, files.each(files.sha256, names.values()), strict=True))
    large = {name: files.sample(path) for name, path in names.items() if path.stat().st_size > files.SAMPLED}
    return whole, large


def changed_file(
    generation: Path, manifest: Manifest, whole: bool = False, of: Callable[[str], bool] = lambda name: True
) -> str | None:
    """The first file that is not as it was written (or is not there), among those whose name `of` takes; None where all
    are. Large ones are sampled unless `whole`.
    """
    wanted = {name: mark for name, mark in manifest.files.items() if of(name)}
    samples = {} if whole else {name: mark for name, mark in manifest.samples.items() if name in wanted}

    def found(path: Path) -> str:
        try:
            return files.sample(path) if path.relative_to(generation).as_posix() in samples else files.sha256(path)
        except OSError:
            return ""

    marks = files.each(found, [generation / name for name in wanted])
    expected = {**wanted, **samples}.values()
    return next((name for name, mark, other in zip(wanted, marks, expected, strict=True) if mark != other), None)
