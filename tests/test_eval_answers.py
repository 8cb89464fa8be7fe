"""Answers kept on disk: only those of the very same question, settings, corpus and code count."""

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import PAPERS
from test_eval_report import make_result

from eval import answers
from eval.answers import FILE, Answers
from eval.results import Result
from eval.samples import Sample, Turn

SAMPLE = Sample("a", "fact", "dev", (Turn("What?", ("alpha",)),))


def make_answers(folder: Path, **settings: object) -> Answers:
    return Answers(folder, PAPERS, settings)


@pytest.fixture
def result(tmp_path: Path) -> Result:
    result = make_result("a", text="ü \ud800 – [1].")
    make_answers(tmp_path).add(SAMPLE, result)
    return result


def test_a_result_is_the_same_when_read_again(tmp_path: Path) -> None:
    result = make_result("a", text="ü – [1].")
    make_answers(tmp_path).add(SAMPLE, result)
    assert make_answers(tmp_path).get(SAMPLE) == result


def test_half_a_character_in_an_answer_does_not_lose_it(tmp_path: Path, result: Result) -> None:
    assert make_answers(tmp_path).get(SAMPLE) is not None


def test_a_changed_question_or_expectation_is_asked_again(tmp_path: Path, result: Result) -> None:
    kept = make_answers(tmp_path)
    assert kept.get(replace(SAMPLE, turns=(Turn("What else?", ("alpha",)),))) is None
    assert kept.get(replace(SAMPLE, turns=(Turn("What?", ("beta",)),))) is None


def test_another_model_corpus_or_code_is_asked_again(
    tmp_path: Path, result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert make_answers(tmp_path, model="other").get(SAMPLE) is None
    assert Answers(tmp_path, PAPERS[:2], {}).get(SAMPLE) is None
    monkeypatch.setattr(answers, "code", lambda: "changed")
    assert make_answers(tmp_path).get(SAMPLE) is None


def test_a_torn_line_is_passed_over_and_does_not_spoil_the_next(tmp_path: Path, result: Result) -> None:
    path = tmp_path / FILE
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:100])
    other = replace(SAMPLE, id="b")
    make_answers(tmp_path).add(other, make_result("b"))
    kept = make_answers(tmp_path)
    assert len(kept) == 2
    assert kept.get(other) == make_result("b")


def test_a_line_that_is_no_result_is_passed_over(tmp_path: Path, result: Result) -> None:
    path = tmp_path / FILE
    path.write_bytes(b'[]\n{"key": "x", "result": {}}\n\xff\n' + path.read_bytes())
    assert len(make_answers(tmp_path)) == 1


def test_the_code_has_one_fingerprint_per_state() -> None:
    answers.code.cache_clear()
    first = answers.code()
    answers.code.cache_clear()
    assert answers.code() == first
    assert len(first) == 64
