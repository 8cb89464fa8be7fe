"""Running the golden questions, with a small assistant that answers from a script."""

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.answers import Answers
from eval.results import Report, Result, without_times
from eval.run import Budget, BudgetError, run
from eval.samples import Sample, Turn
from rag import (
    Answer,
    Citation,
    Evidence,
    InvalidQuestion,
    Paper,
    ProviderAuthError,
    ProviderUnavailable,
    Sentence,
    Settings,
    Usage,
)

ALPHA = Paper("alpha", "Alpha", "We segment stroke lesions. Dice is 0.81 on 250 scans.")
BETA = Paper("beta", "Beta", "A survey of transformers in imaging.")
GAMMA = Paper("gamma", "Gamma", "Contrastive learning of volumes.")


class Scripted:
    """An assistant that gives the answer written for a question, and remembers what it was asked."""

    papers = (ALPHA, BETA, GAMMA)

    def __init__(
        self, *answers: Answer | Exception, ranking: Mapping[str | None, Sequence[Paper]] | None = None
    ) -> None:
        self.answers = list(answers)
        self.ranking = ranking or {}
        self.asked: list[tuple[str, list[Mapping[str, str]]]] = []

    def ask(self, question: str, *, history: Sequence[Mapping[str, str]] = (), model: str | None = None) -> Answer:
        self.asked.append((question, list(history)))
        answer = self.answers[len(self.asked) - 1]
        if isinstance(answer, Exception):
            raise answer
        return answer

    def retrieve(self, question: str, *, k: int = 10, retriever: str | None = None) -> tuple[Evidence, ...]:
        ranked = self.ranking.get(retriever, ())
        return tuple(Evidence(paper, 0, 10, 1 / n) for n, paper in enumerate(ranked, 1))[:k]


def make_answer(text: str, *papers: Paper, kind: Any = "fact") -> Answer:
    """Cites each paper's first sentence; all in one sentence of its own."""
    citations = []
    for number, paper in enumerate(papers, 1):
        quote = paper.abstract.split(". ")[0]
        citations.append(Citation(number, paper, quote, 0, len(quote)))
    sentence = Sentence(text, tuple(range(1, len(papers) + 1)), "supported")
    return Answer("q", "q, standing alone", kind, text, (sentence,), tuple(citations), ())


def abstaining(*nearest: Paper) -> Answer:
    return Answer("q", "q", "abstain", "The abstracts do not say that lesions are stroke lesions.", (), (), (), nearest)


def make_turn(**changes: Any) -> Turn:
    turn = Turn("What does Alpha segment?", ("alpha",), (), (("alpha", (0, 26)),), (("stroke",),))
    return replace(turn, **changes)


def make_sample(*turns: Turn, kind: str = "fact", **changes: Any) -> Sample:
    return Sample(f"{kind}-1", kind, "dev", turns or (make_turn(),), **changes)


def only(report: Report) -> Result:
    (result,) = report.results
    return result


def test_a_right_answer_passes_with_full_scores() -> None:
    report = run(Scripted(make_answer("Stroke lesions [1].", ALPHA)), [make_sample()])
    result = only(report)
    assert result.passed
    (exchange,) = result.exchanges
    assert exchange.why_not == ()
    assert exchange.citations[0].quote == "We segment stroke lesions"
    assert dict(exchange.scores) == dict.fromkeys(
        (
            "answered",
            "first_citation",
            "citation_precision",
            "citation_recall",
            "sentence_citation_precision",
            "quote_verbatim",
            "evidence_hit",
            "key_facts",
            "sentence_support",
        ),
        1.0,
    )


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (make_answer("Stroke [1].", BETA, ALPHA), "its first citation is beta, not a gold paper"),
        (make_answer("Stroke [1].", BETA), "it does not cite alpha"),
        (make_answer("Stroke."), "it cites nothing"),
        (make_answer("Lesions [1].", ALPHA), "it does not say 'stroke'"),
        (abstaining(ALPHA), "it abstains, but the abstracts say"),
    ],
)
def test_a_wrong_answer_fails_and_the_record_says_why(answer: Answer, reason: str) -> None:
    result = only(run(Scripted(answer), [make_sample()]))
    assert not result.passed
    assert reason in result.exchanges[0].why_not


def test_what_an_abstention_happens_to_say_is_no_fact_found() -> None:
    (exchange,) = only(run(Scripted(abstaining()), [make_sample()])).exchanges
    assert exchange.scores["key_facts"] == 0


def test_an_optional_paper_cited_first_is_not_wrong() -> None:
    sample = make_sample(make_turn(optional=("beta",)))
    result = only(run(Scripted(make_answer("Stroke [1][2].", BETA, ALPHA)), [sample]))
    assert result.passed
    assert result.exchanges[0].scores["citation_precision"] == 1


def test_a_quote_is_checked_against_the_corpus_and_not_against_what_the_answer_brings() -> None:
    made_up = Paper("alpha", "Alpha", "We segment everything.")
    (exchange,) = only(run(Scripted(make_answer("Stroke [1].", made_up)), [make_sample()])).exchanges
    assert exchange.scores["quote_verbatim"] == 0


def test_a_list_passes_by_f1_and_names_what_is_missing_and_wrong() -> None:
    turn = make_turn(papers=("alpha", "beta"), evidence=(("alpha", (0, 26)), ("beta", (0, 8))), key_facts=())
    good = only(run(Scripted(make_answer("[1][2]", BETA, ALPHA, kind="list")), [make_sample(turn, kind="list")]))
    assert good.passed
    bad = only(run(Scripted(make_answer("[1][2]", ALPHA, GAMMA, kind="list")), [make_sample(turn, kind="list")]))
    assert bad.exchanges[0].scores["f1"] == 0.5
    (reason,) = bad.exchanges[0].why_not
    assert reason == "F1 of its papers is 0.50, below 0.8; missing: beta; wrong: gamma"


@pytest.mark.parametrize(("text", "exact", "error"), [("One paper [1].", 1, 0), ("2 of 3 papers [1].", 0, 1)])
def test_a_count_must_state_the_right_number_too(text: str, exact: float, error: float) -> None:
    sample = make_sample(make_turn(key_facts=()), kind="count", count=1)
    result = only(run(Scripted(make_answer(text, ALPHA, kind="count")), [sample]))
    assert result.exchanges[0].scores["count_exact"] == exact
    assert result.exchanges[0].scores["count_error"] == error
    assert result.passed is bool(exact)


def test_an_unanswerable_question_passes_when_it_abstains_and_records_the_nearest() -> None:
    sample = make_sample(Turn("Which GPU?", abstain=True), kind="unanswerable", reason="near-topic", about=("alpha",))
    (near,) = only(run(Scripted(abstaining(BETA, ALPHA)), [sample])).exchanges
    assert near.passed
    assert near.scores == {"abstained": 1.0, "nearest_hit": 1.0}
    (far,) = only(run(Scripted(abstaining(BETA)), [sample])).exchanges
    assert far.passed
    assert far.scores["nearest_hit"] == 0
    answered = only(run(Scripted(make_answer("An A100 [1].", ALPHA)), [sample]))
    assert not answered.passed


def test_a_conversation_is_asked_in_order_with_what_was_really_said() -> None:
    assistant = Scripted(make_answer("Stroke [1].", ALPHA), abstaining())
    turns = (make_turn(), Turn("will it rain?", standalone="Will it rain?", abstain=True))
    result = only(run(assistant, [make_sample(*turns, kind="conversation")]))
    assert result.passed
    assert assistant.asked == [
        ("What does Alpha segment?", []),
        (
            "will it rain?",
            [
                {"role": "user", "content": "What does Alpha segment?"},
                {"role": "assistant", "content": "Stroke [1]."},
            ],
        ),
    ]


def test_a_conversation_fails_when_one_turn_does() -> None:
    turns = (make_turn(), make_turn())
    assistant = Scripted(make_answer("Stroke [1].", ALPHA), abstaining())
    result = only(run(assistant, [make_sample(*turns, kind="conversation")]))
    assert [exchange.passed for exchange in result.exchanges] == [True, False]
    assert not result.passed


def test_an_error_fails_its_question_and_the_run_goes_on() -> None:
    assistant = Scripted(InvalidQuestion("too long"), make_answer("Stroke [1].", ALPHA))
    report = run(assistant, [make_sample(), replace(make_sample(), id="fact-2")])
    assert [result.passed for result in report.results] == [False, True]
    assert report.results[0].exchanges[0].why_not == ("InvalidQuestion: too long",)


def test_a_refused_key_ends_the_run() -> None:
    with pytest.raises(ProviderAuthError):
        run(Scripted(ProviderAuthError("wrong key")), [make_sample()])


def test_retrieval_is_measured_over_papers_and_beside_the_plain_retrievers() -> None:
    ranking = {None: [BETA, BETA, GAMMA, ALPHA], "bm25": [ALPHA], "dense": [GAMMA]}
    sample = make_sample(make_turn(optional=("gamma",)))
    report = run(Scripted(make_answer("Stroke [1].", ALPHA), ranking=ranking), [sample])
    assert only(report).ranked == {"ours": ("beta", "gamma", "alpha"), "bm25": ("alpha",), "dense": ("gamma",)}
    values = {}
    for name in ("ours", "bm25", "dense"):
        group = report.group("dev", "retriever", name)
        assert group is not None
        values[name] = {measure: estimate.value for measure, estimate in group.measures.items()}
    # the optional paper takes no rank: alpha is second, its gain 1/log2(3)
    expected = {"hit@1": 0, "hit@5": 1, "mrr": 0.5, "ndcg@10": 0.63093, "recall@10": 1}
    assert values["ours"] == pytest.approx(expected, abs=1e-5)
    assert set(values["bm25"].values()) == {1}
    assert set(values["dense"].values()) == {0}


def test_dev_and_test_are_summed_up_apart() -> None:
    samples = [make_sample(), replace(make_sample(), id="fact-2", split="test", voice="layman")]
    report = run(Scripted(make_answer("Stroke [1].", ALPHA), make_answer("Lesions [1].", ALPHA)), samples)
    passed = {
        (group.split, group.trait, group.name): group.measures["passed"].value
        for group in report.groups
        if "passed" in group.measures
    }
    assert passed == {
        ("dev", "all", "all"): 1,
        ("dev", "papers", "one to find"): 1,
        ("dev", "kind", "fact"): 1,
        ("test", "all", "all"): 0,
        ("test", "papers", "one to find"): 0,
        ("test", "kind", "fact"): 0,
        ("test", "voice", "layman"): 0,
    }


def test_the_abstention_rates_come_from_both_sorts_of_question() -> None:
    unanswerable = make_sample(Turn("Which GPU?", abstain=True), kind="unanswerable", reason="off-topic")
    report = run(Scripted(abstaining(), abstaining()), [make_sample(), unanswerable])
    group = report.group("dev")
    assert group is not None
    rates = {
        name: group.measures[name].value for name in ("abstention_precision", "abstention_recall", "false_refusal")
    }
    assert rates == {"abstention_precision": 0.5, "abstention_recall": 1.0, "false_refusal": 1.0}


def test_two_runs_give_the_same_report_but_for_times(tmp_path: Path) -> None:
    def once() -> str:
        report = run(Scripted(make_answer("Stroke [1].", ALPHA)), [make_sample()], settings=Settings(home=tmp_path))
        return json.dumps(without_times(report.to_dict()))

    assert once() == once()
    assert '"seconds"' not in once()


USED = Usage(90, 10, 0.01)


class Fluent:
    """Answers every question alike with a model that takes 100 tokens and 0.01 dollars; asked by several threads."""

    papers = (ALPHA, BETA, GAMMA)

    def __init__(self, usage: Usage = USED, *, fails: Sequence[str] = ()) -> None:
        self.usage, self.fails = usage, set(fails)
        self.asked: list[str] = []
        self._lock = threading.Lock()

    def ask(self, question: str, *, history: Sequence[Mapping[str, str]] = ()) -> Answer:
        with self._lock:
            self.asked.append(question)
        if question in self.fails:
            raise ProviderUnavailable("down")
        return replace(make_answer("Stroke lesions [1].", ALPHA), model="m", usage=self.usage)

    def retrieve(self, question: str, *, k: int = 10, retriever: str | None = None) -> tuple[Evidence, ...]:
        return ()


def numbered_samples(count: int) -> list[Sample]:
    return [replace(make_sample(make_turn(question=f"Question {n}?")), id=f"fact-{n}") for n in range(count)]


def test_questions_asked_at_once_are_reported_in_their_order() -> None:
    report = run(Fluent(), numbered_samples(20), jobs=4)
    assert [result.id for result in report.results] == [f"fact-{n}" for n in range(20)]


@pytest.mark.parametrize("budget", [Budget(cost=0.03), Budget(tokens=300), Budget(cost=9, tokens=250)])
def test_a_budget_stops_the_run_and_the_report_says_how_many_were_asked(budget: Budget) -> None:
    assistant = Fluent()
    report = run(assistant, numbered_samples(10), budget=budget)
    assert (len(report.results), report.questions, len(assistant.asked)) == (3, 10, 3)
    assert report.usage == Usage(270, 30, pytest.approx(0.03))


def test_a_budget_in_dollars_is_refused_where_no_price_is_known() -> None:
    with pytest.raises(BudgetError, match="--tokens"):
        run(Fluent(Usage(90, 10, 0.0)), numbered_samples(3), budget=Budget(cost=1))


def test_a_run_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    samples = numbered_samples(6)
    run(Fluent(), samples, budget=Budget(tokens=200), kept=Answers(tmp_path, Fluent.papers, {}))
    assistant = Fluent()
    report = run(assistant, samples, kept=Answers(tmp_path, Fluent.papers, {}))
    assert assistant.asked == [f"Question {n}?" for n in range(2, 6)]
    assert len(report.results) == 6
    assert without_times(report.to_dict()) == without_times(run(Fluent(), samples).to_dict())


def test_an_answer_that_failed_is_asked_again(tmp_path: Path) -> None:
    samples = numbered_samples(2)
    run(Fluent(fails=["Question 0?"]), samples, kept=Answers(tmp_path, Fluent.papers, {}))
    assistant = Fluent()
    assert all(r.passed for r in run(assistant, samples, kept=Answers(tmp_path, Fluent.papers, {})).results)
    assert assistant.asked == ["Question 0?"]


def test_tokens_and_cost_are_measured_where_a_model_wrote() -> None:
    group = run(Fluent(), numbered_samples(2)).group("dev")
    assert group is not None
    assert (group.measures["tokens"].value, group.measures["cost"].value) == (100, 0.01)
    extractive = run(Scripted(make_answer("Stroke [1].", ALPHA)), [make_sample()]).group("dev")
    assert extractive is not None
    assert "tokens" not in extractive.measures


class Words:
    """A judge for whom papers support a claim when they together hold all of its words."""

    def find_all(self, claim: str, papers: Sequence[Paper]) -> tuple[object, str]:
        held = " ".join(paper.abstract for paper in papers).lower()
        return None, "supported" if all(word in held for word in claim.lower().rstrip(".").split()) else "unsupported"


def test_alce_needs_a_judge_and_leaves_out_citations_that_add_nothing() -> None:
    answer = make_answer("stroke lesions [1][2].", ALPHA, BETA)
    assert "alce_recall" not in only(run(Scripted(answer), [make_sample()])).exchanges[0].scores
    (exchange,) = only(run(Scripted(answer), [make_sample()], judge=Words())).exchanges
    assert (exchange.scores["alce_recall"], exchange.scores["alce_precision"]) == (1.0, 0.5)


def test_an_answer_is_as_sure_as_its_best_paper_is_ahead() -> None:
    evidence = (Evidence(ALPHA, 0, 5, 0.9), Evidence(ALPHA, 6, 9, 0.8), Evidence(BETA, 0, 5, 0.6))
    (exchange,) = only(run(Scripted(replace(make_answer("[1]", ALPHA), evidence=evidence)), [make_sample()])).exchanges
    assert exchange.confidence == pytest.approx(0.3)
    assert only(run(Scripted(make_answer("[1]", ALPHA)), [make_sample()])).exchanges[0].confidence is None


def test_the_settings_are_kept_without_the_home_folder(tmp_path: Path) -> None:
    report = run(Scripted(abstaining()), [make_sample()], settings=Settings(home=tmp_path, retriever="bm25"))
    assert report.settings["retriever"] == "bm25"
    assert "home" not in report.settings
    assert tmp_path.name not in json.dumps(report.to_dict())
