"""What one would otherwise take, on three papers."""

from pathlib import Path
from typing import Any

import pytest
from conftest import PAPERS, HashedWords, make_assistant

from eval import peers
from eval.peers.standin import NOTHING, CopyingModel, copied
from eval.peers.systems import Reply, systems
from eval.samples import Sample, Turn

LIVER, SWIN, SURVEY = PAPERS
CITING = """Cite the sources. For example:
Source 1:
The sky is red.
Now it's your turn.
------
Source 1:
The liver is shown on CT scans.

Source 2:
The Dice is 0.94 on CT of the liver.
------
Query: Which Dice on liver CT?
Answer: """


def sample(kind: str, *papers: str, **fields: Any) -> Sample:
    turn = Turn("Which Dice?", papers, fields.pop("optional", ()), abstain=kind == "unanswerable")
    return Sample(f"{kind}-1", kind, "dev", (turn,), **fields)


def test_the_stand_in_copies_what_shares_most_words_and_says_where_from() -> None:
    assert copied(CITING) == "The Dice is 0.94 on CT of the liver [2]. The liver is shown on CT scans [1]."
    assert copied(CITING.replace("Which Dice on liver CT?", "Who won the cup?")) == NOTHING


def test_the_stand_in_reads_a_context_without_numbers() -> None:
    prompt = (
        "Context is below.\n---------------------\nThe liver is on CT.\n---------------------\nQuery: liver?\nAnswer: "
    )
    assert CopyingModel().complete(prompt).text == "The liver is on CT."


def test_single_paper_questions_are_scored_by_rank_and_first_citation() -> None:
    found = peers.scores(sample("fact", "b", optional=("o",)), Reply(("a", "b"), False), ["o", "a", "b"])
    assert (found["hit@1"], found["hit@5"], found["1st cit"], found["refuses"]) == (0.0, 1.0, 0.0, 0.0)
    assert found["nDCG@10"] == pytest.approx(0.6309, abs=1e-4)


def test_lists_comparisons_and_refusals_have_their_own_measures() -> None:
    assert peers.scores(sample("list", "a", "b"), Reply(("a", "c"), False), []) == {"refuses": 0.0, "set F1": 0.5}
    assert peers.scores(sample("compare", "a", "b"), Reply(("b", "c", "a"), False), [])["all cit"] == 1.0
    assert peers.scores(sample("unanswerable", reason="off-topic"), Reply((), True), []) == {"abstains": 1.0}
    assert peers.scores(sample("list", "a"), Reply(("a",), True), []) == {"refuses": 1.0, "set F1": 0.0}


def test_every_system_finds_a_paper_by_its_words_and_cites_it(tmp_path: Path) -> None:
    assistant = make_assistant(tmp_path)
    for system in systems(assistant, HashedWords(), CopyingModel(), None):
        question = "Which Dice does LiverNet reach on the liver?"
        assert system.rank(question)[0] == LIVER.id, system.name
        reply = system.ask(question)
        assert reply.cited[0] == LIVER.id and not reply.abstained, system.name


def test_the_table_has_a_block_for_each_half_and_leaves_conversations_out(tmp_path: Path) -> None:
    class Fixed:
        name = "fixed"

        def ask(self, question: str) -> Reply:
            return Reply(("a",), False)

        def rank(self, question: str) -> list[str]:
            return ["a"]

    talk = Sample("talk", "conversation", "test", (Turn("x", ("a",)), Turn("y", ("a",))))
    rows = peers.measure([Fixed()], [sample("fact", "a"), sample("list", "a"), talk])
    assert [row.split for row in rows] == ["dev"]
    head, row = peers.table(rows).splitlines()
    assert head.split() == ["dev", "hit@1", "hit@5", "nDCG@10", "1st", "cit", "set", "F1", "refuses", "p50", "ms"]
    assert row.split()[:7] == ["fixed", "1.00", "1.00", "1.00", "1.00", "1.00", "0.00"]
    assert peers.table(rows, markdown=True).startswith("| dev | hit@1 |")
