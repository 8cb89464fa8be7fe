"""`python -m eval claims`: reading labelled claims, scoring them, and the command."""

import json
from pathlib import Path

import pytest
from conftest import HashedWords

from eval import __main__ as cli
from eval import claims
from eval.claims import ClaimsError

ROWS = [
    {"claim": "The network segments the liver.", "evidence": "A network segments the liver on CT.", "label": "SUPPORT"},
    {"claim": "The drug helps.", "evidence": ["It was tried.", "The drug does not help."], "label": "CONTRADICT"},
    {"claim": "It rains.", "evidence": [{"title": "x", "text": "Bread is baked."}], "label": "not_supported"},
]


def write(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return path


def test_evidence_may_be_a_text_texts_or_objects(tmp_path: Path) -> None:
    read = claims.read(write(tmp_path / "a.jsonl", *ROWS))
    assert [claim.label for claim in read] == ["SUPPORT", "CONTRADICT", "NOT_SUPPORTED"]
    assert read[1].paper.abstract == "It was tried.\n\nThe drug does not help."
    assert read[2].paper.abstract == "Bread is baked."


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ([ROWS[0], "{"], "line 2: not JSON"),
        ([ROWS[0], "[]"], "line 2: no object"),
        ([{"claim": "a", "label": "SUPPORT"}], "line 1: it needs"),
        ([{**ROWS[0], "evidence": [" "]}], "line 1: it needs"),
        ([{**ROWS[0], "label": 3}], "line 1: it needs"),
        ([ROWS[0]], "1 supported claims of 1"),
        ([], "0 supported claims of 0"),
    ],
)
def test_a_file_that_cannot_be_measured_says_why(tmp_path: Path, lines: list[object], message: str) -> None:
    with pytest.raises(ClaimsError, match=message):
        claims.read(write(tmp_path / "a.jsonl", *lines))


def test_the_score_is_measured_beside_cosine_and_overlap(tmp_path: Path) -> None:
    read = claims.read(write(tmp_path / "a.jsonl", *ROWS))
    rows = {row.name: row for row in claims.measure(read, HashedWords())}
    assert set(rows) == {"ours", "ours, words alone", "cosine", "word overlap"}
    assert rows["ours, words alone"].rest == 1.0
    assert rows["ours, words alone"].contradicted == 1.0
    # Both have every word of the claim; overlap cannot tell a contradiction.
    assert rows["word overlap"].contradicted == 0.5
    printed = claims.table({"a.jsonl": (read, list(rows.values()))})
    assert "SUPPORT 1" in printed
    assert "1.000" in printed


def test_without_contradictions_that_column_is_empty(tmp_path: Path) -> None:
    read = claims.read(write(tmp_path / "a.jsonl", ROWS[0], ROWS[2]))
    assert all(row.contradicted is None for row in claims.measure(read, HashedWords()))


@pytest.mark.parametrize("arguments", [["claims"], ["claims", "nowhere.jsonl"]])
def test_bad_input_is_one_line_and_exit_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(arguments) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_made_sentences_are_printed_rule_by_rule(
    shipped_home: Path, assistant: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAG_HOME", str(shipped_home))
    assert cli.main(["claims", "--made"]) == 0
    printed = capsys.readouterr().out
    assert "another number" in printed
    assert "two merged" in printed
