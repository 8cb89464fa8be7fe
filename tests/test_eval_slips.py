"""Questions mistyped by rule."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval import slips
from eval.__main__ import main

FACT = {"id": "fact-1", "kind": "fact", "question": "How does VoCo outline tumours, and when?", "papers": ["voco"]}
TALK = {"id": "talk-1", "turns": [{"question": "What is VoCo?"}, {"question": "Which organs are labeled?"}]}


def made(folder: Path, *rows: dict[str, Any], seed: int = 0) -> dict[str, Any]:
    path = folder / "golden.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return {row["id"]: row for row in slips.made([path], seed)}


def test_a_question_is_asked_mistyped_without_marks_and_respelt(tmp_path: Path) -> None:
    found = made(tmp_path, FACT)
    assert list(found) == ["fact-1-slip", "fact-1-bare", "fact-1-respelt"]
    assert found["fact-1-bare"]["question"] == "how does VoCo outline tumours and when"
    assert found["fact-1-respelt"]["question"] == "How does VoCo outline tumors, and when?"
    assert all(row["papers"] == ["voco"] for row in found.values())


@pytest.mark.parametrize("seed", range(5))
def test_a_letter_slips_in_two_words_and_names_stay(tmp_path: Path, seed: int) -> None:
    question = made(tmp_path, FACT, seed=seed)["fact-1-slip"]["question"]
    assert "VoCo" in question
    changed = [(a, b) for a, b in zip(FACT["question"].split(), question.split(), strict=True) if a != b]
    assert len(changed) == 2
    assert all(a[0] == b[0] and abs(len(a) - len(b)) <= 1 for a, b in changed)


def test_every_turn_of_a_conversation_is_changed_and_what_stays_the_same_left_out(tmp_path: Path) -> None:
    found = made(tmp_path, TALK, {"id": "x", "question": "CT"})
    assert [turn["question"] for turn in found["talk-1-bare"]["turns"]] == ["what is VoCo", "which organs are labeled"]
    assert found["talk-1-respelt"]["turns"][1]["question"] == "Which organs are labelled?"
    assert not any(name.startswith("x") for name in found)


def test_the_command_writes_questions_that_can_be_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "slips.jsonl"
    assert main(["slips", "--out", str(out)]) == 0
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert f"{len(rows)} questions" in capsys.readouterr().out
    assert len({row["id"] for row in rows}) == len(rows) > 1000
    assert main(["slips", "--out", str(out)]) == 2  # never over a file
