"""What commands share: settings from options, questions by options, and places for results that can be written."""

import argparse
from pathlib import Path

import pytest

from eval.choosing import add_options, check_file, make_folder, settings


def options(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model")
    add_options(parser)
    return parser.parse_args(arguments)


def test_options_win_over_the_environment_where_they_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAG_CORPUS", "lab")
    monkeypatch.setenv("RAG_MODEL", "openai/a")
    kept, chosen = settings(options()), settings(options("--corpus", "zoo", "--model", "openai/b"))
    assert (kept.corpus, kept.model) == ("lab", "openai/a")
    assert (chosen.corpus, chosen.model) == ("zoo", "openai/b")


def test_a_folder_for_results_is_made_and_left_empty(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []
    make_folder(tmp_path / "a")


def test_a_place_that_cannot_be_written_is_said_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for check, path in ((make_folder, "file"), (make_folder, "file/below"), (check_file, "file/below.md")):
        with pytest.raises(ValueError, match="another folder with --out"):
            check(tmp_path / path)
    with pytest.raises(ValueError, match="give a file with --out"):
        check_file(tmp_path)


def test_a_file_for_results_is_not_made_before_there_are_any(tmp_path: Path) -> None:
    check_file(None)
    check_file(tmp_path / "new" / "table.md")
    assert not (tmp_path / "new" / "table.md").exists()
