"""The manifest of an index: which generation is in use, whether it serves, and which of its files have changed."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from rag import Settings, files
from rag.manifest import (
    FORMAT,
    Manifest,
    changed_file,
    corpus_folder,
    current_generation,
    generations,
    manifest_values,
    read_generation,
    read_manifest,
    seal,
)


def manifest(**values: object) -> Manifest:
    known: dict[str, object] = {
        "format": FORMAT,
        "source": ["papers.txt"],
        "corpus": "abc",
        "papers": 2,
        "passages": 7,
        "granularity": "sentence",
        "embed_model": "model",
        "dimensions": 64,
        "version": "0",
        "created": "2026-01-01T00:00:00+00:00",
        "server": None,
        "collection": "passages",
        "files": {},
        "samples": {},
    }
    return Manifest(**{**known, **values})  # type: ignore[arg-type]


def generation(folder: Path, name: str, day: int = 1, current: bool = False) -> Path:
    made = folder / name
    made.mkdir(parents=True)
    values = asdict(manifest(created=f"2026-01-{day:02}T00:00:00+00:00"))
    (made / "manifest.json").write_text(json.dumps(values), "utf-8")
    if current:
        (folder / "current").write_text(f"{name}\n", "utf-8")
    return made


def test_each_corpus_has_a_folder_of_its_own_below_the_home(tmp_path: Path) -> None:
    lab, default = (corpus_folder(Settings(home=tmp_path, corpus=name)) for name in ("lab", "default"))
    assert lab != default
    assert tmp_path in lab.parents


def test_the_generation_in_use_comes_first_then_the_newest(tmp_path: Path) -> None:
    used = generation(tmp_path, "b", day=2, current=True)
    oldest, newest = generation(tmp_path, "a", day=1), generation(tmp_path, "c", day=3)
    (tmp_path / "half-made").mkdir()
    assert current_generation(tmp_path) == used
    assert generations(tmp_path) == [used, newest, oldest]
    assert read_manifest(tmp_path) == read_generation(used)


def test_a_generation_in_use_counts_whatever_its_state_and_one_that_is_gone_does_not(tmp_path: Path) -> None:
    other, used = generation(tmp_path, "a"), generation(tmp_path, "b", current=True)
    (used / "manifest.json").unlink()
    assert generations(tmp_path) == [used, other]
    used.rmdir()
    assert generations(tmp_path) == [other]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00"], ids=["empty", "no text"])
def test_a_folder_that_names_no_generation_has_none_in_use(tmp_path: Path, content: bytes) -> None:
    assert (current_generation(tmp_path), read_manifest(tmp_path), generations(tmp_path)) == (None, None, [])
    (tmp_path / "current").write_bytes(content)
    assert (current_generation(tmp_path), read_manifest(tmp_path)) == (None, None)


@pytest.mark.parametrize("content", ["{", "[1]", "", '{"format": 1}', '{"from_the_future": 1}'])
def test_a_manifest_that_cannot_be_read_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.json").write_text(content, "utf-8")
    assert read_generation(tmp_path) is None
    assert isinstance(manifest_values(tmp_path), dict)


def test_values_of_another_format_are_still_given(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"format": 1, "source": ["a.bib"]}', "utf-8")
    assert manifest_values(tmp_path) == {"format": 1, "source": ["a.bib"]}


@pytest.mark.parametrize(
    ("values", "serves"),
    [
        ({}, True),
        ({"format": FORMAT - 1}, False),
        ({"corpus": "another"}, False),
        ({"embed_model": "another"}, False),
        ({"server": "http://elsewhere:8000"}, False),
        ({"source": "shipped", "version": "9", "created": ""}, True),
    ],
)
def test_an_index_serves_the_papers_embedder_and_place_that_it_was_made_for(values: dict, serves: bool) -> None:
    assert manifest(**values).matches("abc", "model") is serves


def test_there_are_as_many_vectors_as_texts_that_have_one() -> None:
    assert (manifest().vectors, manifest(granularity="paper").vectors) == (7, 2)


# --- files that are never written again ----------------------------------------------------------


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Manifest]:
    """A generation with a small file and one that is large enough to be sampled."""
    monkeypatch.setattr(files, "SAMPLED", 1000)
    (tmp_path / "bm25").mkdir()
    (tmp_path / "bm25" / "small.json").write_bytes(b"[1, 2]")
    (tmp_path / "vectors.npy").write_bytes(bytes(range(256)) * 10)
    whole, samples = seal(tmp_path, [tmp_path / "vectors.npy", tmp_path / "bm25" / "small.json"])
    return tmp_path, manifest(files=whole, samples=samples)


def test_a_seal_marks_every_file_and_samples_the_large_ones(sealed: tuple[Path, Manifest]) -> None:
    assert set(sealed[1].files) == {"bm25/small.json", "vectors.npy"}
    assert set(sealed[1].samples) == {"vectors.npy"}


def test_files_as_they_were_written_have_not_changed(sealed: tuple[Path, Manifest]) -> None:
    assert changed_file(*sealed) is None
    assert changed_file(*sealed, whole=True) is None


@pytest.mark.parametrize("name", ["bm25/small.json", "vectors.npy"])
@pytest.mark.parametrize(
    "damage", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-1])], ids=["missing", "cut"]
)
def test_a_file_that_is_missing_or_cut_short_is_named(
    sealed: tuple[Path, Manifest], name: str, damage: Callable[[Path], object]
) -> None:
    folder, made = sealed
    damage(folder / name)
    assert changed_file(folder, made) == name
    assert changed_file(folder, made, whole=True) == name
    assert changed_file(folder, made, of=lambda other: other != name) is None
