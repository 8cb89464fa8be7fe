"""Measuring several sizes: every step in turn, what a step gave kept, so that a stopped run goes on where it was."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval import sizes
from eval.at_size import STEPS
from eval.children import Child, SpeedError
from eval.timing import Measurement

CORPUS = "papers.jsonl"


@pytest.fixture
def ran(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The steps that are run, by name and size; each gives one figure, and `stop` in the list ends the run there."""
    (tmp_path / CORPUS).write_text("{}\n")
    done: list[str] = []

    def run_child(arguments: list[str], home: Path) -> Child:
        step, *rest = arguments[2:]
        if step == "prepare":
            for folder in map(Path, rest[3::2]):
                folder.mkdir(parents=True)
                (folder / "papers.jsonl").touch()
            name = step
        else:
            name = f"{step} {home.name}"
        if name == stop.get("at"):
            raise KeyboardInterrupt
        done.append(name)
        printed = json.dumps([Measurement(name, 1.0, "s").to_dict()])
        return Child(2.5, 300.0, f"a line that a library printed\n{printed}\n")

    monkeypatch.setattr(sizes, "run_child", run_child)
    return done


stop: dict[str, str] = {}


def measure(folder: Path) -> dict[int, list[Measurement]]:
    return sizes.measure(folder / CORPUS, [10, 100], folder / "work")


def test_every_step_of_every_size_is_run_once_and_gives_its_figures_and_memory(tmp_path: Path, ran: list[str]) -> None:
    found = measure(tmp_path)
    assert ran == ["prepare", *(f"{step} {size}" for size in (10, 100) for step in STEPS)]
    assert [figure.name for figure in found[0]] == ["prepare"]
    names = [figure.name for figure in found[10]]
    assert "peak memory, building" in names
    assert names.index("cold start to the first answer") < names.index("start 10")
    (cold,) = (figure for figure in found[10] if figure.name.startswith("cold start"))
    assert cold.value == 2.5


def test_a_run_that_was_stopped_goes_on_where_it_was_with_the_figures_that_it_had(
    tmp_path: Path, ran: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(stop, "at", "start 100")
    with pytest.raises(KeyboardInterrupt):
        measure(tmp_path)
    before = list(ran)
    ran.clear()
    monkeypatch.delitem(stop, "at")
    found = measure(tmp_path)
    assert ran[0] == "start 100"
    assert not set(ran) & set(before)
    ran.clear()
    assert measure(tmp_path) == found
    assert ran == []


def test_a_further_size_is_laid_out_beside_those_that_are_there(tmp_path: Path, ran: list[str]) -> None:
    measure(tmp_path)
    ran.clear()
    sizes.measure(tmp_path / CORPUS, [10, 100, 1000], tmp_path / "work")
    assert ran == ["prepare", *(f"{step} 1000" for step in STEPS)]


@pytest.mark.parametrize("missing", ["corpus", "vectors"])
def test_a_missing_file_is_named_before_anything_is_measured(tmp_path: Path, ran: list[str], missing: str) -> None:
    gone: Any = tmp_path / "gone"
    corpus, lent = (gone, None) if missing == "corpus" else (tmp_path / CORPUS, gone)
    with pytest.raises(SpeedError, match="gone"):
        sizes.measure(corpus, [10], tmp_path / "work", lent)
    assert ran == []


def test_a_folder_with_figures_of_another_file_is_refused(tmp_path: Path, ran: list[str]) -> None:
    measure(tmp_path)
    ran.clear()
    (tmp_path / CORPUS).write_text("another\n")
    with pytest.raises(SpeedError, match="another --work"):
        measure(tmp_path)
    assert ran == []
