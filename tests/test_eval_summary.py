"""Results summed up: which cases a measure is over, and which groups there are."""

from dataclasses import replace

import pytest
from test_eval_report import make_exchange, make_result

from eval.results import Exchange, Result
from eval.summary import cases, latency, risks, summarise


def exchange(**changes: object) -> Exchange:
    return replace(make_exchange(), **changes)  # type: ignore[arg-type]


def conversation(*passed: bool) -> Result:
    return replace(make_result("c", kind="conversation"), exchanges=tuple(map(make_exchange, passed)), ranked={})


def test_a_sample_passes_as_a_whole_and_other_measures_are_over_its_turns() -> None:
    found = cases([conversation(True, False, True)])
    assert [case.value for case in found["passed"]] == [0]
    assert [(case.turn, case.value) for case in found["key_facts"]] == [(0, 1), (1, 0), (2, 1)]


def test_first_and_later_turns_are_apart() -> None:
    groups = {g.name: g.measures["passed"] for g in summarise([conversation(True, False, True)]) if g.trait == "turn"}
    assert (groups["first"].value, groups["first"].n) == (1, 1)
    assert (groups["later"].value, groups["later"].n) == (0.5, 2)


def test_rankings_for_one_paper_and_for_several_are_apart() -> None:
    several = replace(make_result("l", kind="list"), ranked={"ours": ("beta", "x"), "bm25": ("alpha",)})
    found = {(g.trait, g.name): g.measures for g in summarise([make_result("a"), several])}
    assert found["retriever", "ours"]["hit@1"].value == 1
    # beta may be cited too, so it takes no rank
    assert found["list-retriever", "ours"]["recall@10"].value == 0
    assert found["list-retriever", "bm25"]["recall@10"].value == 1


def test_abstentions_are_no_part_of_the_risk_and_wrong_answers_are() -> None:
    given, wrong = exchange(confidence=0.5), exchange(confidence=0.2, passed=False)
    unsure = exchange(confidence=None)
    result = replace(make_result("a"), exchanges=(given, wrong, unsure, exchange(abstained=True)))
    assert risks([result]) == [(0.5, False), (0.2, True)]


def test_the_area_under_the_risk_curve_has_an_interval() -> None:
    results = [make_result(f"q{n}", passed=n % 3 > 0) for n in range(12)]
    (aurc,) = (g.measures["aurc"] for g in summarise(results) if g.trait == "all")
    assert aurc.value == pytest.approx(1 / 3)
    assert 0 <= aurc.low < aurc.value < aurc.high <= 1


def test_latency_is_by_step_over_all_exchanges() -> None:
    fast, slow = exchange(seconds={"total": 1.0, "verify": 0.5}), exchange(seconds={"total": 3.0})
    found = latency([replace(make_result("a"), exchanges=(fast, slow))])
    assert (found["total"]["p50"], found["total"]["max"], found["total"]["sum"]) == (2, 3, 4)
    assert found["verify"]["sum"] == 0.5
    assert latency([]) == {}
