"""Running the golden questions, with a small assistant that answers from a script."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.results import Report, Result
from eval.run import run
from eval.samples import Sample, Turn
from rag import Answer, Citation, Evidence, InvalidQuestion, Paper, ProviderAuthError, Sentence, Settings

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
    assert values["ours"] == pytest.approx({"hit@1": 0, "hit@5": 1, "mrr": 0.5, "ndcg@10": 0.63093}, abs=1e-5)
    assert values["bm25"] == {"hit@1": 1, "hit@5": 1, "mrr": 1, "ndcg@10": 1}
    assert values["dense"] == {"hit@1": 0, "hit@5": 0, "mrr": 0, "ndcg@10": 0}


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
        ("dev", "kind", "fact"): 1,
        ("test", "all", "all"): 0,
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
        data = report.to_dict()
        del data["date"], data["latency"], data["results"][0]["exchanges"][0]["seconds"]
        return json.dumps(data)

    assert once() == once()


def test_the_settings_are_kept_without_the_home_folder(tmp_path: Path) -> None:
    report = run(Scripted(abstaining()), [make_sample()], settings=Settings(home=tmp_path, retriever="bm25"))
    assert report.settings["retriever"] == "bm25"
    assert "home" not in report.settings
    assert tmp_path.name not in json.dumps(report.to_dict())
