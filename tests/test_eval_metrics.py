"""The measures, against values worked out by hand."""

import math
import random

import pytest
import pytrec_eval

from eval import metrics


def test_a_hit_counts_only_within_the_first_k() -> None:
    assert metrics.hit_at_k(["a", "b", "c"], {"b"}, 1) == 0
    assert metrics.hit_at_k(["a", "b", "c"], {"b"}, 2) == 1


def test_reciprocal_rank_is_one_over_the_first_relevant_rank() -> None:
    assert metrics.reciprocal_rank(["a", "b", "c", "d"], {"c", "d"}) == pytest.approx(1 / 3)
    assert metrics.reciprocal_rank(["a", "b"], {"x"}) == 0


def test_ndcg_discounts_by_the_logarithm_of_the_rank() -> None:
    # found at ranks 2 and 3: 1/log2(3) + 1/log2(4); best order 1/log2(2) + 1/log2(3)
    value = metrics.ndcg_at_k(["x", "a", "b"], {"a": 1, "b": 1}, 10)
    assert value == pytest.approx((1 / math.log2(3) + 0.5) / (1 + 1 / math.log2(3)))


def test_ndcg_gains_by_grade_and_ignores_grades_of_zero_and_below() -> None:
    value = metrics.ndcg_at_k(["low", "high"], {"high": 2, "low": 1, "bad": -1, "none": 0}, 10)
    assert value == pytest.approx((1 + 2 / math.log2(3)) / (2 + 1 / math.log2(3)))
    assert metrics.ndcg_at_k(["bad"], {"bad": -1}, 10) is None


def test_ndcg_compares_with_the_best_that_k_places_can_hold() -> None:
    assert metrics.ndcg_at_k(["a"], {"a": 1, "b": 1, "c": 1}, 1) == 1


def test_recall_at_k_is_over_all_relevant() -> None:
    assert metrics.recall_at_k(["a", "x", "b"], {"a", "b", "c", "d"}, 2) == 0.25
    assert metrics.recall_at_k(["a"], set(), 2) is None


def test_optional_papers_are_neither_rewarded_nor_punished() -> None:
    assert metrics.precision(["a", "maybe", "wrong"], ["a", "b"], ["maybe"]) == 0.5
    assert metrics.recall(["a", "maybe"], ["a", "b"]) == 0.5
    assert metrics.f1(["a", "maybe"], ["a", "b"], ["maybe"]) == pytest.approx(2 / 3)


def test_precision_is_undefined_when_only_optional_papers_are_found() -> None:
    assert metrics.precision(["maybe"], ["a"], ["maybe"]) is None
    assert metrics.precision([], ["a"]) is None


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    # precision 2/3, recall 2/4
    assert metrics.f1(["a", "b", "x"], ["a", "b", "c", "d"]) == pytest.approx(2 * (2 / 3) * 0.5 / (2 / 3 + 0.5))
    assert metrics.f1([], ["a"]) == 0
    assert metrics.f1([], []) == 1


def test_a_sentence_with_one_wrong_citation_is_wrong() -> None:
    sentences = [["a"], ["a", "x"], ["b"], [], ["maybe"]]
    assert metrics.sentence_citation_precision(sentences, ["a", "b"], ["maybe"]) == pytest.approx(2 / 3)
    assert metrics.sentence_citation_precision([[], ["maybe"]], ["a"], ["maybe"]) is None


def test_the_first_citation_alone_decides_first_citation_accuracy() -> None:
    assert metrics.first_citation(["a", "x"], ["a"]) == 1
    assert metrics.first_citation(["x", "a"], ["a"]) == 0
    assert metrics.first_citation(["maybe"], ["a"], ["maybe"]) == 1
    assert metrics.first_citation([], ["a"]) == 0


def test_a_quote_off_by_one_character_is_not_verbatim() -> None:
    abstract = "We segment stroke."
    quotes = [("segment", abstract, (3, 10)), ("segment", abstract, (4, 11)), ("Segment", abstract, (3, 10))]
    assert metrics.quote_verbatim_rate(quotes) == pytest.approx(1 / 3)
    assert metrics.quote_verbatim_rate([]) is None


def test_evidence_is_hit_by_an_overlap_in_the_same_paper_only() -> None:
    gold = {"a": [(10, 20)], "b": [(0, 5)]}
    assert metrics.evidence_hit({"a": [(19, 30)]}, gold) == 0.5
    assert metrics.evidence_hit({"a": [(20, 30)]}, gold) == 0, "the end is exclusive"
    assert metrics.evidence_hit({"b": [(10, 20)]}, gold) == 0
    assert metrics.evidence_hit({"a": [(0, 30)], "b": [(4, 6)]}, gold) == 1
    assert metrics.evidence_hit({}, {}) is None


def test_key_facts_ignore_case_spaces_and_escaped_percent_signs() -> None:
    text = "It gains 2.20\\% Kappa on\n  Chest X-rays."
    assert metrics.key_facts_found(text, [["2.20%"], ["chest x-rays", "CXR"], ["MRI"]]) == pytest.approx(2 / 3)
    assert metrics.key_facts_found(text, []) is None


@pytest.mark.parametrize(
    ("text", "fact", "found"),
    [
        ("it takes 10.5 hours", "0.5", False),
        ("it takes 1,400 scans", "400", False),
        ("it takes 40.57 ms", "40.5", True),
        ("n=250", "250", True),
        ("(0.5)", "0.5", True),
    ],
)
def test_a_number_is_not_found_inside_a_longer_one(text: str, fact: str, found: bool) -> None:
    assert metrics.fact_found(text, [fact]) is found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("**3** of 92 papers match:", 3),
        ("Three papers do [1][2][3].", 3),
        ("As [4] says, 12 papers do.", 12),
        ("No paper does.", 0),
        ("With a T2w score of 0.5 on COVID-19, 7 papers do", 7),
        ("1,033 papers", 1033),
        ("7.", 7),
        ("The abstracts do not say.", None),
    ],
)
def test_the_stated_count_is_the_first_number_of_the_text(text: str, count: int | None) -> None:
    assert metrics.stated_count(text) == count


@pytest.mark.parametrize(("stated", "error"), [(3, 0), (5, 0), (2, 1), (7, 2)])
def test_optional_papers_widen_the_right_count(stated: int, error: int) -> None:
    assert metrics.count_error(stated, 3, optional=2) == error


def test_abstention_counts_each_kind_of_slip_in_its_own_rate() -> None:
    pairs = [(True, True), (True, True), (True, False), (False, True), (False, False), (False, False), (False, False)]
    cases = metrics.abstention(pairs)
    assert metrics.mean(cases["abstention_precision"]) == pytest.approx(2 / 3)
    assert metrics.mean(cases["abstention_recall"]) == pytest.approx(2 / 3)
    assert metrics.mean(cases["false_refusal"]) == pytest.approx(1 / 4)


def test_a_mean_without_cases_is_undefined() -> None:
    assert metrics.mean(metrics.abstention([(False, False)])["abstention_precision"]) is None


def test_a_percentile_lies_between_its_neighbours() -> None:
    assert metrics.percentile([4, 1, 3, 2], 50) == 2.5
    assert metrics.percentile([7], 99) == 7
    with pytest.raises(ValueError, match="at least one"):
        metrics.percentile([], 50)


def test_the_bootstrap_interval_is_that_of_a_share() -> None:
    low, high = metrics.bootstrap_interval([1.0] * 50 + [0.0] * 50)
    # normal approximation: 0.5 ± 1.96 · sqrt(0.25 / 100)
    assert low == pytest.approx(0.402, abs=0.015)
    assert high == pytest.approx(0.598, abs=0.015)
    assert metrics.bootstrap_interval([1.0, 1.0]) == (1.0, 1.0)


def test_the_bootstrap_gives_the_same_interval_twice() -> None:
    values = [0.1, 0.9, 0.4, 0.7]
    assert metrics.bootstrap_interval(values) == metrics.bootstrap_interval(values)
    with pytest.raises(ValueError, match="at least one"):
        metrics.bootstrap_interval([])


def test_auroc_is_the_chance_that_a_positive_scores_above_a_negative() -> None:
    assert metrics.auroc([3, 4], [1, 2]) == 1.0
    assert metrics.auroc([1, 2], [3, 4]) == 0.0
    # Pairs (0.8, 0.5), (0.8, 0.2), (0.5, 0.5), (0.5, 0.2): won, won, tied, won.
    assert metrics.auroc([0.8, 0.5], [0.5, 0.2]) == 3.5 / 4
    assert metrics.auroc([1], []) is None
    assert metrics.auroc([], [1]) is None


def test_sentence_support_is_over_the_sentences_that_claim_something() -> None:
    assert metrics.sentence_support(["supported", "partial", None, "supported"]) == pytest.approx(2 / 3)
    assert metrics.sentence_support([None]) is None


def holds(*together: set[str]) -> metrics.Entails:
    """Entailment of every sentence by exactly the sets of citations that hold one of these."""
    return lambda _, cited: any(needed <= set(cited) for needed in together)


def test_alce_recall_takes_all_citations_of_a_sentence_together() -> None:
    sentences = [("s", ["a", "b"]), ("s", ["a"]), ("s", [])]
    assert metrics.alce_recall(sentences, holds({"a", "b"})) == pytest.approx(1 / 3)
    assert metrics.alce_recall([], holds({"a"})) is None


def test_alce_precision_counts_a_citation_that_adds_nothing_as_useless() -> None:
    # a alone entails: a is of use, b neither entails nor is it needed
    assert metrics.alce_precision([("s", ["a", "b"])], holds({"a"})) == 0.5
    # neither alone, both together: both are of use
    assert metrics.alce_precision([("s", ["a", "b"])], holds({"a", "b"})) == 1
    # each alone: both are of use, although one would do
    assert metrics.alce_precision([("s", ["a", "b"])], holds({"a"}, {"b"})) == 1
    # a sentence that is not entailed makes all its citations useless
    assert metrics.alce_precision([("s", ["a", "b"]), ("s", ["c"])], holds({"c"})) == pytest.approx(1 / 3)
    assert metrics.alce_precision([("s", [])], holds({"a"})) is None


def test_the_risk_coverage_curve_gives_the_surest_answers_first() -> None:
    answers = [(0.9, False), (0.5, True), (0.7, False), (0.1, False)]
    assert metrics.risk_coverage(answers, 8) == [(1 / 8, 0), (2 / 8, 0), (3 / 8, 1 / 3), (4 / 8, 1 / 4)]
    assert metrics.risk_coverage([], 8) == []


def test_answers_of_equal_confidence_come_in_together() -> None:
    assert metrics.risk_coverage([(1, True), (1, False), (0, True)], 3) == [(2 / 3, 1 / 2), (1, 2 / 3)]
    assert metrics.aurc([(1, True), (1, False)]) == 0.5


def test_the_area_under_the_curve_is_the_mean_risk() -> None:
    assert metrics.aurc([(3, False), (2, True), (1, False)]) == pytest.approx((0 + 1 / 2 + 1 / 3) / 3)
    assert metrics.aurc([]) is None


def test_turns_of_one_conversation_are_drawn_together() -> None:
    # two conversations, one all right and one all wrong: a draw is 0, a half or 1, so the interval is the whole range
    values, clusters = [1.0] * 10 + [0.0] * 10, ["a"] * 10 + ["b"] * 10
    assert metrics.bootstrap_interval(values, clusters=clusters) == (0, 1)
    low, high = metrics.bootstrap_interval(values)
    assert 0.2 < low < high < 0.8


def test_another_seed_draws_otherwise() -> None:
    values = [0.1, 0.9, 0.4, 0.7, 0.35]
    assert metrics.bootstrap_interval(values, seed=1) != metrics.bootstrap_interval(values, seed=2)


def test_the_bootstrap_of_a_mean_is_the_same_whichever_way_it_is_asked_for() -> None:
    values = [0.1, 0.9, 0.4, 0.7, 0.35]
    asked = metrics.bootstrap_of(lambda drawn: sum(values[n] for n in drawn) / len(drawn), len(values))
    assert asked == pytest.approx(metrics.bootstrap_interval(values))


def test_the_randomization_test_is_exact_for_few_differences() -> None:
    # of 2^5 ways to set the signs of five equal differences, two are as far from 0 as all plus
    assert metrics.randomization_test([1, 1, 1, 1, 1, 0, 0]) == pytest.approx(2 / 32)
    # McNemar's exact test with 7 against 1: 2 · (C(8,0) + C(8,1)) / 2^8
    assert metrics.randomization_test([1] * 7 + [-1]) == pytest.approx(2 * 9 / 256)
    assert metrics.randomization_test([1, -1]) == 1
    assert metrics.randomization_test([0, 0]) == 1


def test_the_randomization_test_draws_signs_for_many_differences() -> None:
    # 18 against 6: McNemar's exact p is 0.0227
    p = metrics.randomization_test([1] * 18 + [-1] * 6)
    assert p == pytest.approx(0.0227, abs=0.006)
    assert p == metrics.randomization_test([1] * 18 + [-1] * 6)


def test_the_ranking_measures_agree_with_trec_eval() -> None:
    draw = random.Random(0)
    papers = [f"p{n}" for n in range(30)]
    grades = {f"q{n}": {p: draw.choice([1, 1, 2]) for p in draw.sample(papers, draw.randint(1, 6))} for n in range(50)}
    rankings = {query: draw.sample(papers, 20) for query in grades}
    scored = {query: {p: float(20 - place) for place, p in enumerate(ranking)} for query, ranking in rankings.items()}
    wanted = {"ndcg_cut_10", "recip_rank", "recall_10", "success_1", "success_5"}
    theirs = pytrec_eval.RelevanceEvaluator(grades, wanted).evaluate(scored)
    for query, ranking in rankings.items():
        ours = {
            "ndcg_cut_10": metrics.ndcg_at_k(ranking, grades[query], 10),
            "recip_rank": metrics.reciprocal_rank(ranking, grades[query]),
            "recall_10": metrics.recall_at_k(ranking, grades[query], 10),
            "success_1": metrics.hit_at_k(ranking, grades[query], 1),
            "success_5": metrics.hit_at_k(ranking, grades[query], 5),
        }
        assert ours == pytest.approx(theirs[query])
