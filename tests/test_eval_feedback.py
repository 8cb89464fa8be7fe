"""The chat's feedback made into candidates for golden questions."""

import json
from pathlib import Path
from typing import Any

import pytest
from ui_samples import make_answer, make_paper

from eval.__main__ import main
from eval.feedback import candidates
from eval.samples import load
from ui.feedback import FILE, record
from ui.turns import Turn

TURN = Turn("What is Tiny?", make_answer("It works [1]."))


def test_a_good_answer_is_a_golden_question_once_its_review_is_taken_out(tmp_path: Path) -> None:
    record(tmp_path, TURN, (), "up", "")
    (candidate,) = candidates(tmp_path / FILE)
    assert candidate.pop("review")["answer"] == "It works [1]."
    (tmp_path / "golden.jsonl").write_text(json.dumps(candidate), "utf-8")
    (sample,) = load(tmp_path / "golden.jsonl", [make_paper()])
    assert sample.question == "What is Tiny?" and sample.turns[0].papers == ("tiny",)


def test_a_candidate_is_refused_until_it_is_reviewed(tmp_path: Path) -> None:
    record(tmp_path, TURN, (), "up", "")
    (candidate,) = candidates(tmp_path / FILE)
    (tmp_path / "golden.jsonl").write_text(json.dumps(candidate), "utf-8")
    with pytest.raises(ValueError, match="review"):
        load(tmp_path / "golden.jsonl", [make_paper()])


def test_the_last_word_on_an_answer_counts(tmp_path: Path) -> None:
    record(tmp_path, TURN, (), "up", "")
    record(tmp_path, TURN, (), "down", "wrong number")
    (candidate,) = candidates(tmp_path / FILE)
    assert candidate["review"]["word"] == "wrong number" and "rated bad" in candidate["review"]["to_do"]


def test_an_abstention_and_a_later_turn_keep_their_kind(tmp_path: Path) -> None:
    none = make_answer("The abstracts do not say.", quotes=(), kind="abstain", nearest=(make_paper(),))
    record(tmp_path, Turn("What is Big?", none), (), "up", "")
    record(tmp_path, Turn("Does it work?", TURN.answer), (TURN,), "down", "")
    unanswerable, later = candidates(tmp_path / FILE)
    assert unanswerable["kind"] == "unanswerable" and unanswerable["about"] == ["tiny"]
    assert later["kind"] == "conversation" and [turn["question"] for turn in later["turns"]] == [
        "What is Tiny?",
        "Does it work?",
    ]


def test_the_command_writes_a_file_and_never_over_one(tmp_path: Path, capsys: Any, monkeypatch: Any) -> None:
    monkeypatch.setenv("RAG_HOME", str(tmp_path))
    assert main(["feedback"]) == 2
    assert "no feedback" in capsys.readouterr().err
    record(tmp_path, TURN, (), "up", "")
    out = tmp_path / "candidates.jsonl"
    assert main(["feedback", "--out", str(out)]) == 0
    assert len(out.read_text("utf-8").splitlines()) == 1 and "1 candidate" in capsys.readouterr().out
    assert main(["feedback", "--out", str(out)]) == 2


def test_a_line_that_is_not_the_chats_is_said(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"question": 3}\n', "utf-8")
    with pytest.raises(ValueError, match="line 1"):
        list(candidates(tmp_path / FILE))
