"""The corpora that the page can ask: opened when asked for, opened anew after a change, gone when deleted."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import HashedWords, make_paper

from rag import CorpusError, Settings
from rag.index import open_index
from ui import library
from ui.library import Library


class Opened:
    """Stands for an Opening, which would read papers."""

    made: list["Opened"]

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.made.append(self)


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """The openings that are let go of, in order."""
    gone: list[Any] = []
    Opened.made = []
    monkeypatch.setattr(library, "Opening", Opened)
    monkeypatch.setattr(library, "_close_later", gone.append)
    yield gone


def home(folder: Path, *corpora: str) -> Settings:
    for name in corpora:
        papers = [make_paper()]
        open_index(Settings(home=folder, corpus=name), HashedWords(), papers=papers, source=["a.bib"]).close()
    return Settings(home=folder)


@pytest.mark.parametrize("name", [None, "", "default", 7, ["lab"]])
def test_without_a_name_the_corpus_is_that_of_the_settings(tmp_path: Path, closed: list[Any], name: object) -> None:
    made = Library(home(tmp_path, "lab"))
    assert made.opening(name) is made.opening()
    assert len(Opened.made) == 1


def test_another_corpus_is_opened_once_and_listed_after_the_first(tmp_path: Path, closed: list[Any]) -> None:
    made = Library(home(tmp_path, "lab", "zoo"))
    assert made.opening("lab") is made.opening("lab")
    assert made.opening("lab").settings.corpus == "lab"
    assert made.names() == ("default", "lab", "zoo")


@pytest.mark.parametrize("name", ["gone", "../etc", "a b", "x" * 500])
def test_a_name_that_no_corpus_has_is_refused_without_a_word_about_this_machine(
    tmp_path: Path, closed: list[Any], name: str
) -> None:
    with pytest.raises(CorpusError, match="there is no corpus") as caught:
        Library(home(tmp_path, "lab")).opening(name)
    assert str(tmp_path) not in str(caught.value)
    assert len(str(caught.value)) < 200


def test_a_corpus_that_was_deleted_is_let_go_of(tmp_path: Path, closed: list[Any]) -> None:
    made = Library(home(tmp_path, "lab"))
    lab: Any = made.opening("lab")
    shutil.rmtree(tmp_path / "corpora" / "lab")
    with pytest.raises(CorpusError):
        made.opening("lab")
    assert closed == [lab]


def test_of_many_corpora_those_asked_last_stay_open(
    tmp_path: Path, closed: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "_OPEN", 2)
    made = Library(home(tmp_path, "a", "b", "c"))
    a, b = made.opening("a"), made.opening("b")
    made.opening("a")
    made.opening("c")
    assert closed == [b]
    assert made.opening("a") is a


@pytest.mark.parametrize("name", ["default", "lab"])
def test_a_corpus_that_changed_is_opened_anew(tmp_path: Path, closed: list[Any], name: str) -> None:
    made = Library(home(tmp_path, "lab"))
    old = made.opening(name)
    made.reopen(name)
    assert made.opening(name) is not old
    assert closed == [old]
