"""Two runs compared: pairs of the same question only, and no verdict without enough of them."""

from dataclasses import replace

import pytest
from test_eval_report import make_report, make_result

from eval.changes import compare, verdict
from eval.results import Change, Comparison, Report


def run_of(passed: int, of: int = 20, split: str = "test") -> Report:
    return make_report(*(make_result(f"q{n}", split, passed=n < passed) for n in range(of)))


def change(compared: Comparison, measure: str, trait: str = "all") -> Change:
    (found,) = (c for c in compared.changes if (c.measure, c.trait) == (measure, trait))
    return found


def test_a_large_difference_is_shown_and_a_small_one_is_not() -> None:
    worse = change(compare(run_of(8), run_of(18)), "passed")
    assert (worse.before, worse.after, worse.n, worse.verdict) == (0.9, 0.4, 20, "worse")
    assert worse.p == pytest.approx(2 / 2**10)
    assert worse.low < -0.5 < worse.high < 0
    same = change(compare(run_of(15), run_of(18)), "passed")
    assert same.verdict == "no difference shown"
    assert same.p == pytest.approx(2 / 2**3)
    assert change(compare(run_of(18), run_of(8)), "passed").verdict == "better"


def test_less_is_better_where_it_is() -> None:
    assert verdict("false_refusal", -1, 0.01) == "better"
    assert verdict("false_refusal", 1, 0.01) == "worse"
    assert verdict("key_facts", 1, 0.01) == "better"
    assert verdict("key_facts", 1, 0.05) == "no difference shown"


def test_every_kind_is_compared_too() -> None:
    assert change(compare(run_of(8), run_of(18)), "key_facts", "kind").name == "fact"


def test_a_question_that_changed_is_not_paired() -> None:
    now = run_of(20)
    was = replace(run_of(20), results=(*run_of(19, 19).results, make_result("q19", "test", text="Another question?")))
    compared = compare(now, was)
    assert (compared.paired, compared.unpaired) == (19, 1)
    assert change(compared, "passed").n == 19


def test_runs_without_a_common_question_are_refused() -> None:
    with pytest.raises(ValueError, match="shares no question"):
        compare(make_report(make_result("a")), make_report(make_result("b")))


def test_questions_that_pass_in_one_run_only_are_named() -> None:
    compared = compare(run_of(1, of=2), make_report(make_result("q0", passed=False), make_result("q1")))
    assert [(flip.id, flip.passed) for flip in compared.flips] == [("q0", True), ("q1", False)]


def test_another_corpus_is_said() -> None:
    assert compare(run_of(2, 2), run_of(2, 2)).same_corpus
    assert not compare(run_of(2, 2), replace(run_of(2, 2), corpus="other")).same_corpus
