"""The gate: floors that say why they are there, and what a run below them is told."""

from dataclasses import replace
from pathlib import Path

import pytest
from test_eval_changes import run_of
from test_eval_report import make_report, make_result

from eval.changes import compare
from eval.gate import Floor, FloorsError, check, lines, load

GOOD = 'split = "test"\nmeasure = "key_facts"\nat_least = 0.9\nreason = "measured 0.95"\ndate = 2026-01-31\n'


def floors(tmp_path: Path, text: str) -> tuple[Floor, ...]:
    path = tmp_path / "floors.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def entry(**changes: str) -> str:
    rows = dict(line.split(" = ", 1) for line in GOOD.splitlines())
    rows.update(changes)
    return "[[floor]]\n" + "".join(f"{key} = {value}\n" for key, value in rows.items() if value)


def test_the_shipped_floors_are_on_the_half_that_was_only_measured_with() -> None:
    assert {floor.split for floor in load()} == {"test"}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (entry(reason=""), "floor 1: 'reason' is None"),
        (entry(reason='" "'), "floor 1: 'reason' is ' '"),
        (entry(date=""), "'date' is None; it takes the day"),
        (entry(date='"soon"'), "'date' is 'soon'"),
        (entry() + entry(measure='"key_fact"'), "floor 2: there is no measure 'key_fact'"),
        (entry(split='"train"'), "'split' is 'train'"),
        (entry(at_least=""), "it bounds nothing"),
        (entry(at_least="true"), "'at_least' is True"),
        (entry(above='"bm25"'), "a list of names"),
        (entry(minimum="1"), "unknown field 'minimum'"),
        ("floor = 3", r"has no \[\[floor\]\]"),
        ("", r"has no \[\[floor\]\]"),
        ("[[floor", "not TOML"),
    ],
)
def test_an_entry_that_cannot_be_used_is_refused(text: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(FloorsError, match=problem):
        floors(tmp_path, text)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FloorsError, match=r"no '.*floors\.toml'"):
        load(tmp_path / "floors.toml")


def test_a_measure_below_its_floor_fails_with_value_floor_and_reason(tmp_path: Path) -> None:
    bounds = floors(tmp_path, entry())
    assert check(make_report(make_result("a")), bounds).failures == ()
    (failure,) = check(make_report(make_result("a"), make_result("b", passed=False)), bounds).failures
    assert failure == "test, all questions: key facts is 0.5000, below its floor 0.9 (measured 0.95, 2026-01-31)"


def test_a_limit_from_above_and_a_comparison_within_the_report(tmp_path: Path) -> None:
    report = make_report(make_result("a"))
    (failure,) = check(report, floors(tmp_path, entry(at_least="", at_most="0.5"))).failures
    assert "above its limit 0.5" in failure
    ranked = replace(make_result("a"), ranked={"ours": ("alpha",), "bm25": ("alpha",), "dense": ("gamma", "alpha")})
    text = entry(at_least="", trait='"retriever"', name='"ours"', measure='"mrr"', above='["bm25", "dense"]')
    (failure,) = check(make_report(ranked), floors(tmp_path, text)).failures
    assert "not above bm25's 1.0000" in failure


def test_what_was_not_asked_is_skipped_and_said(tmp_path: Path) -> None:
    text = entry() + entry(trait='"kind"', name='"list"', measure='"f1"')
    gate = check(make_report(make_result("a")), floors(tmp_path, text))
    assert (gate.checked, gate.failures) == (1, ())
    assert gate.skipped == ("test, kind list: F1 was not measured in this run",)
    assert lines(gate)[-1] == "gate: passed, 1 floors checked"


def test_a_gate_that_could_check_nothing_fails(tmp_path: Path) -> None:
    gate = check(make_report(make_result("a", "dev")), floors(tmp_path, entry()))
    assert gate.failures == ("no floor was measured; ask the kinds and splits that have one",)


def test_a_run_that_was_stopped_fails(tmp_path: Path) -> None:
    report = replace(make_report(make_result("a")), questions=2)
    assert "only 1 of 2" in check(report, floors(tmp_path, entry())).failures[0]


def test_a_significant_loss_fails_although_the_floor_holds(tmp_path: Path) -> None:
    bounds = floors(tmp_path, entry(at_least="0.1"))
    report = run_of(8)
    (failure,) = check(replace(report, comparison=compare(report, run_of(18))), bounds).failures
    assert "worse than the baseline: 0.9000 to 0.4000" in failure
    assert check(replace(report, comparison=compare(report, run_of(9))), bounds).failures == ()
