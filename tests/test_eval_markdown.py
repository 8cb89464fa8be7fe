"""The short report in Markdown."""

from dataclasses import replace

from test_eval_changes import run_of
from test_eval_report import NASTY, make_report, make_result

from eval.changes import compare
from eval.markdown import summary
from eval.results import Gate, Judging
from rag import Usage


def test_each_split_has_a_table_with_intervals_test_first() -> None:
    text = summary(make_report(make_result("a"), make_result("b", "dev", passed=False)))
    assert text.index("## Test") < text.index("## Dev")
    assert "| passed | 100.0% | 100.0% to 100.0% | 1 |" in text
    assert "| fact | 1 | 0.0% (0.0% to 0.0%) |" in text


def test_new_failures_of_dev_say_why_and_those_of_test_only_their_name() -> None:
    was = make_report(make_result("a", text="Seen?"), make_result("b", "dev", text=NASTY))
    now = make_report(make_result("a", text="Seen?", passed=False), make_result("b", "dev", text=NASTY, passed=False))
    text = summary(replace(now, comparison=compare(now, was)))
    assert "0 questions pass that failed; 2 fail that passed." in text
    assert "- `b` \\<script\\>alert('x')\\</script\\>" in text
    assert "New failures of test, which is not for looking at: `a`." in text
    assert "Seen?" not in text


def test_what_changed_for_sure_is_in_the_table() -> None:
    report = run_of(8)
    text = summary(replace(report, comparison=compare(report, run_of(18))))
    assert "| test | all | passed | 90.0% | 40.0% | -50.0 (" in text
    assert "| worse |" in text


def test_gate_judge_and_an_early_end_are_said() -> None:
    report = make_report(make_result("a"))
    gate = Gate(3, ("facts fell",), ())
    judging = Judging("openai/m", "p" * 64, 9, 8, 2, Usage(), ())
    text = summary(replace(report, gate=gate, judging=judging, questions=5))
    assert "**Gate failed:**\n\n- facts fell" in text
    assert "`openai/m` judged 8 of 9 answers; 2 verdicts could not be read." in text
    assert "**Stopped: 1 of 5 questions were asked.**" in text
    assert "**Gate passed** (3 floors)." in summary(replace(report, gate=Gate(3, (), ())))


def test_what_models_used_is_said_where_one_was_asked() -> None:
    report = make_report(make_result("a"))
    assert "tokens" not in summary(report)
    assert "cost 0.1200 US dollars" in summary(replace(report, usage=Usage(1000, 20, 0.12)))
    assert "an amount that litellm does not know" in summary(replace(report, usage=Usage(1000, 20, 0)))
