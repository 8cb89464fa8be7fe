"""Readers' words on answers: a line each, never more than a disk can bear, and no error where it cannot be written."""

import json
from pathlib import Path

import pytest
from ui_samples import make_answer

from ui import feedback
from ui.feedback import FILE, record
from ui.turns import Turn

TURN = Turn("What is Tiny?", make_answer("It works [1]."))


def lines(home: Path) -> list[dict]:
    return [json.loads(line) for line in (home / FILE).read_text("utf-8").split("\n") if line]


def test_each_word_is_a_line_with_the_answer_and_what_was_said_before(tmp_path: Path) -> None:
    home = tmp_path / "new" / "home"
    assert record(home, TURN, [], "up", None)
    assert record(home, TURN, [Turn("Hello?", make_answer("Yes [1]."))], "down", "  wrong\u2028paper ")
    first, second = lines(home)
    assert (first["verdict"], first["word"], first["history"], first["question"]) == ("up", "", [], "What is Tiny?")
    assert (second["verdict"], second["word"]) == ("down", "wrong\u2028paper")
    assert second["history"][0]["content"] == "Hello?"


@pytest.mark.parametrize("verdict", ["", "UP", None, 1, ["up"], "<script>"])
def test_what_is_no_verdict_is_not_written(tmp_path: Path, verdict: object) -> None:
    assert not record(tmp_path, TURN, [], verdict, "x")
    assert not (tmp_path / FILE).exists()


def test_a_long_word_is_cut_and_a_strange_one_left_out(tmp_path: Path) -> None:
    record(tmp_path, TURN, [], "up", "x" * 5000)
    record(tmp_path, TURN, [], "up", {"not": "text"})
    assert [len(line["word"]) for line in lines(tmp_path)] == [1000, 0]


def test_a_full_file_grows_no_further(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "_MOST_BYTES", 10)
    assert record(tmp_path, TURN, [], "up", "")
    assert not record(tmp_path, TURN, [], "up", "")
    assert len(lines(tmp_path)) == 1


def test_a_home_that_cannot_be_written_is_no_error_for_the_reader(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert not record(tmp_path / "file", TURN, [], "up", "")
    assert "could not be written" in caplog.text
