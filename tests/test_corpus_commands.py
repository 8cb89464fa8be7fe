"""Commands that change corpora: what they print, what they refuse, and that a refusal changes nothing."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PAPERS, make_paper, page
from llm_server import LLMServer

from rag.__main__ import main

Capture = pytest.CaptureFixture[str]
LUNG = make_paper("LungNet: Finding Nodules", "LungNet finds nodules on CT of the lung. It was trained on 900 scans.")


@pytest.fixture(autouse=True)
def _cheap(provider: LLMServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An embedder that costs nothing."""
    monkeypatch.setenv("RAG_EMBED_MODEL", "openai/hashed-words")
    yield


@pytest.fixture
def three(tmp_path: Path) -> Path:
    path = tmp_path / "three.txt"
    path.write_text(page(*PAPERS), encoding="utf-8")
    return path


@pytest.fixture
def more(tmp_path: Path) -> Path:
    path = tmp_path / "more.txt"
    path.write_text(page(PAPERS[0], LUNG), encoding="utf-8")
    return path


def run(capsys: Capture, *arguments: str) -> str:
    """What a command prints that ends well."""
    assert main(arguments) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def refused(capsys: Capture, *arguments: str) -> str:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == "" and "Traceback" not in err
    return err


def titles(capsys: Capture, corpus: str = "lab") -> list[str]:
    return [paper["title"] for paper in json.loads(run(capsys, "papers", "--json", "--corpus", corpus))]


def test_a_named_corpus_is_indexed_added_to_asked_and_deleted(capsys: Capture, three: Path, more: Path) -> None:
    assert run(capsys, "index", "--corpus", "lab", str(three)).startswith("3 papers, ")
    assert run(capsys, "add", "--corpus", "lab", str(more)) == (
        "4 papers in the corpus 'lab': 1 added, 1 there already\n"
    )
    assert "[1] LungNet" in run(capsys, "ask", "--corpus", "lab", "How many scans was LungNet trained on?")
    assert len(titles(capsys)) == 4 and len(titles(capsys, "default")) == 92
    (info,) = json.loads(run(capsys, "corpora", "--json"))
    assert (info["name"], info["papers"]) == ("lab", 4)
    assert refused(capsys, "delete", "--corpus", "lab").startswith("CorpusError: this deletes")
    assert len(titles(capsys)) == 4
    run(capsys, "delete", "--corpus", "lab", "--yes")
    assert run(capsys, "corpora") == ""


def test_papers_that_are_replaced_are_said(capsys: Capture, three: Path, more: Path) -> None:
    assert main(["index", "--corpus", "lab", str(three)]) == 0
    assert "take the place" not in capsys.readouterr().err
    assert main(["index", "--corpus", "lab", str(three)]) == 0
    assert "take the place" not in capsys.readouterr().err
    assert main(["index", "--corpus", "lab", str(more)]) == 0
    assert "take the place of the papers that the corpus 'lab' had (3)" in capsys.readouterr().err


def test_doctor_says_that_there_is_no_such_corpus(capsys: Capture) -> None:
    assert main(["doctor", "--corpus", "lob"]) == 2
    out = capsys.readouterr().out
    assert "FIX  index      there is no corpus 'lob'" in out and "next question" not in out


def test_a_filter_may_begin_with_what_it_rules_out(capsys: Capture, three: Path) -> None:
    run(capsys, "index", "--corpus", "lab", str(three))
    assert "InvalidFilter" in refused(capsys, "papers", "--corpus", "lab", "--where", "-place:rome")
    assert main(["papers", "--corpus", "lab", "--where", "-author:lee"]) == 0
    assert capsys.readouterr() == ("", "None of the 3 papers is known to be not by lee\n")


def test_the_environment_names_the_corpus_too(capsys: Capture, three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_CORPUS", "lab")
    run(capsys, "index", str(three))
    assert len(json.loads(run(capsys, "papers", "--json"))) == 3


def test_removed_papers_are_named_and_an_unknown_one_removes_none(capsys: Capture, three: Path) -> None:
    run(capsys, "index", "--corpus", "lab", str(three))
    said = refused(capsys, "remove", "--corpus", "lab", PAPERS[0].id, "no-such")
    assert "'no-such'" in said and len(titles(capsys)) == 3
    assert run(capsys, "remove", "--corpus", "lab", PAPERS[0].id) == "2 papers in the corpus 'lab': 1 removed\n"


def test_an_update_reads_the_file_as_it_is_now(capsys: Capture, three: Path) -> None:
    run(capsys, "index", "--corpus", "lab", str(three))
    three.write_text(page(*PAPERS, LUNG), encoding="utf-8")
    assert run(capsys, "update", "--corpus", "lab") == "4 papers in the corpus 'lab': 1 added\n"


def test_what_is_exported_makes_the_same_corpus_again(capsys: Capture, three: Path, tmp_path: Path) -> None:
    run(capsys, "index", "--corpus", "lab", str(three))
    out = tmp_path / "lab.jsonl"
    assert "3 papers written" in run(capsys, "export", "--corpus", "lab", str(out))
    run(capsys, "index", "--corpus", "again", str(out))
    assert run(capsys, "papers", "--json", "--corpus", "again") == run(capsys, "papers", "--json", "--corpus", "lab")
    assert ".jsonl" in refused(capsys, "export", "--corpus", "lab", str(tmp_path / "lab.docx"))


def test_a_corpus_that_there_is_not_is_refused_by_every_command(capsys: Capture, tmp_path: Path) -> None:
    for command in (["ask", "What is VoCo?"], ["papers"], ["update"], ["remove", "x"], ["export", "x.bib"], ["delete"]):
        assert "'lob'" in refused(capsys, *command, "--corpus", "lob")
    assert not (tmp_path / "home" / "corpora" / "lob").exists()
    assert "RAG_CORPUS is '../x'" in refused(capsys, "papers", "--corpus", "../x")
    assert "Name files" in refused(capsys, "index", "--corpus", "lob")
