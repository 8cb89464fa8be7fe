"""Drafts of golden questions, by rule and by a model."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import HashedWords, make_paper

from eval.__main__ import main
from eval.drafts import KINDS, Rules, drafts, numbered
from eval.drafts import model as by_model
from eval.samples import GoldenError, load
from rag import Paper, Settings
from rag.corpus import read_corpus
from rag.errors import ProviderRateLimit, ProviderReply
from rag.index import open_index

VOCO = make_paper(
    "VesselNet: Contrastive Learning of Vessel Trees",
    "However, labels of vessel trees are scarce and existing networks suffer from it. We propose VesselNet, a "
    "framework that learns vessel trees without the guidance of annotations. VesselNet was evaluated on seven public "
    "datasets. "
    "It reaches a Dice of 0.91. Code is available at https://github.com/example/vesselnet.",
)
DATA = make_paper(
    "LungAtlas: A Collection of Chest Scans",
    "We introduce LungAtlas, a dataset comprising 12,500 chest scans of adults. Contrastive learning of vessel trees "
    "gains from it. The data can be downloaded at https://lungatlas.example.org.",
)
OTHER = make_paper(
    "Vessel Trees in the Liver",
    "Vessel trees of the liver are hard to see. We study vessel trees with contrastive learning.",
)
PAPERS = (VOCO, DATA, OTHER)


def plain(found: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Drafts as a reviewer leaves them who agrees with all."""
    return [{key: value for key, value in draft.items() if key != "review"} for draft in found]


def write(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def asked(kind: str, papers: Sequence[Paper] = PAPERS) -> dict[str, dict[str, Any]]:
    return {draft["question"]: draft for draft in drafts(papers) if draft["kind"] == kind and "question" in draft}


def test_every_draft_is_refused_as_it_is_and_read_once_its_review_is_taken_out(tmp_path: Path) -> None:
    papers = read_corpus()
    found = drafts(papers)
    for draft in found:
        with pytest.raises(GoldenError, match="review"):
            load(write(tmp_path / "one.jsonl", [draft]), papers)
    samples = load(write(tmp_path / "all.jsonl", plain(found)), papers)
    assert Counter(sample.kind for sample in samples).keys() == set(KINDS)
    assert len({sample.turns[-1].standalone or sample.question for sample in samples}) >= 0.9 * len(samples)


def test_what_a_paper_coins_is_asked_for_by_name() -> None:
    facts = asked("fact")
    assert facts["What is VesselNet?"]["evidence"][0]["quote"].startswith("We propose VesselNet")
    assert "scarce" in facts["What problem does VesselNet address?"]["evidence"][0]["quote"]
    assert facts["Where can I find the code of VesselNet?"]["key_facts"] == [["github.com/example/vesselnet"]]
    assert facts["Where can I get the data of LungAtlas?"]["papers"] == [DATA.id]
    assert not any("liver" in question.lower() for question in facts)


def test_numbers_are_asked_for_with_what_they_count() -> None:
    numeric = asked("numeric")
    assert numeric["On how many public datasets was VesselNet evaluated?"]["key_facts"] == [["seven", "7"]]
    assert numeric["How many chest scans does LungAtlas contain?"]["key_facts"] == [["12,500", "12500"]]
    assert numeric["What Dice does VesselNet reach?"]["key_facts"] == [["0.91"]]


@pytest.mark.parametrize(
    ("sentence", "question", "fact"),
    [
        ("VesselNet reduces annotation time by 28%.", "By how much does VesselNet reduce annotation time?", "28%"),
        ("VesselNet outperforms earlier work by 3.2%.", "By how much does VesselNet beat others?", "3.2%"),
        ("VesselNet was trained on 40 million slices.", "On how many slices was VesselNet trained?", "40 million"),
    ],
)
def test_gains_and_training_data_are_asked_for(sentence: str, question: str, fact: str) -> None:
    paper = make_paper(VOCO.title, f"We propose VesselNet, a framework for the small vessels of the lung. {sentence}")
    assert asked("numeric", [paper])[question]["key_facts"] == [[fact]]


@pytest.mark.parametrize(
    "sentence",
    [
        "VesselNet improves the kappa score by more than 2.20% kappa in one task.",
        "Experiments on three kinds of scans show that VesselNet works well.",
        "We also build TreeBench, a benchmark with results on 12 tasks.",
    ],
)
def test_a_number_that_is_not_of_the_thing_is_not_asked_for(sentence: str) -> None:
    paper = make_paper(VOCO.title, f"We propose VesselNet, a framework for the small vessels of the lung. {sentence}")
    found = asked("numeric", [paper])
    assert not [q for q in found if "reach" in q or "kinds" in q or "tasks was VesselNet" in q]


def test_a_shared_topic_makes_one_list_or_count_of_all_that_have_its_words() -> None:
    found = {**asked("list"), **asked("count")}
    of_trees = [draft for question, draft in found.items() if "vessel trees" in question]
    assert of_trees and all(set(draft["papers"]) == {paper.id for paper in PAPERS} for draft in of_trees)
    assert all(draft.get("count", 3) == 3 for draft in of_trees)


def test_two_papers_with_names_and_a_topic_are_compared_only_when_they_are_of_one_sort() -> None:
    second = make_paper(
        "TreeFormer: Vessel Trees by Attention", "We propose TreeFormer, a network that attends to vessel trees."
    )
    assert not asked("compare")
    (question,) = asked("compare", [VOCO, DATA, second])
    assert "VesselNet" in question and "TreeFormer" in question


def test_what_an_abstract_denies_or_leaves_out_is_drafted_as_unanswerable() -> None:
    gaps = asked("unanswerable")
    premise = gaps["Why does VesselNet need the guidance of annotations?"]
    assert premise["reason"] == "false-premise" and premise["about"] == [VOCO.id]
    of_data = [draft for draft in gaps.values() if draft["about"] == [DATA.id]]
    assert of_data and all(draft["reason"] == "near-topic" for draft in of_data)


def test_a_conversation_asks_the_second_time_with_a_pronoun() -> None:
    found = [draft["turns"] for draft in drafts(PAPERS) if draft["kind"] == "conversation"]
    first, second = next(turns for turns in found if turns[0]["papers"] == [VOCO.id])
    assert (first["question"], second["question"]) == ("What is VesselNet?", "Where can I find its code?")
    assert second["standalone"] == "Where can I find the code of VesselNet?"


def test_kinds_and_splits_take_turns_and_a_seed_gives_the_same_again() -> None:
    papers = read_corpus()
    found = drafts(papers, 14, seed=3)
    assert found == drafts(papers, 14, seed=3) != drafts(papers, 14, seed=4)
    assert Counter(draft["kind"] for draft in found) == dict.fromkeys(KINDS, 2)
    assert [draft["split"] for draft in found[:4]] == ["dev", "test", "dev", "test"]


# Where rules find little

MUON = make_paper("Cooling of Muons", "Cooling of muons is modelled as motion. It is found that the equations hold.")
QUIET = make_paper("On Bread", "Bread is baked from flour. Water is added.")


def test_a_paper_without_a_name_of_its_own_is_asked_for_by_its_title_after_all_others() -> None:
    found = drafts([VOCO, MUON])
    about = [draft["question"] for draft in found if draft.get("papers") == [MUON.id]]
    assert about == ["What is found in “Cooling of Muons”?"] == [found[-1]["question"]]
    assert found[-1]["evidence"][0]["quote"] == "It is found that the equations hold."


def test_a_link_of_a_paper_without_a_name_is_asked_for() -> None:
    (draft,) = drafts([make_paper("Cooling of Muons", "Code is at https://github.com/a/muons for all.")])
    assert draft["question"] == "Where can I find the code of “Cooling of Muons”?"
    assert draft["key_facts"] == [["github.com/a/muons"]]


def test_what_nothing_can_be_drafted_about_is_said_with_the_reason() -> None:
    lines = list(Rules([VOCO, QUIET]).lacking())
    assert [line.split(":")[0] for line in lines[:2]] == ["no list and no count", "no comparison"]
    assert "nothing about 1 of 2 papers" in lines[2]
    assert lines[2].endswith(QUIET.id)
    assert "no list and no count" not in "".join(Rules(PAPERS).lacking())


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    """A corpus of three papers, two of which give nothing."""
    papers = (VOCO, QUIET, make_paper("On Salt", "Salt is found in the sea."))
    settings = Settings(home=tmp_path / "home", corpus="three")
    open_index(settings, HashedWords(), papers=papers, source=["a.bib"]).close()
    return settings


def test_the_command_says_what_it_could_not_draft_and_why(
    home: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAG_HOME", str(home.home))
    out = tmp_path / "drafts.jsonl"
    assert main(["draft", "--corpus", "three", "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "nothing about 2 of 3 papers" in said and said.endswith("and give no link: bread, salt\n")
    assert out.read_text("utf-8").count("\n") == int(said.split()[0]) > 0


def test_the_command_writes_no_empty_file_and_names_the_way_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAG_HOME", str(tmp_path / "home"))
    open_index(Settings(home=tmp_path / "home"), HashedWords(), papers=(QUIET,), source=["a.bib"]).close()
    assert main(["draft", "--out", str(tmp_path / "drafts.jsonl")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("eval: no draft") and "nothing about 1 of 1 papers" in said and "--model M" in said
    assert not (tmp_path / "drafts.jsonl").exists()


def test_a_corpus_that_is_not_there_is_an_error_and_not_the_shipped_papers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["draft", "--corpus", "gone", "--out", str(tmp_path / "drafts.jsonl")]) == 2
    assert "there is no corpus 'gone'" in capsys.readouterr().err


# By a model


class Canned:
    """Answers with the same questions about every paper."""

    def __init__(self, *questions: Mapping[str, Any]) -> None:
        self.prompts: list[str] = []
        self.questions = questions

    def structured(self, prompt: str, shape: Any, /) -> Any:
        self.prompts.append(prompt)
        if not self.questions:
            raise ProviderReply("not JSON")
        return shape.model_validate({"questions": list(self.questions)})


GOOD = {
    "kind": "paraphrase",
    "question": "How well does the tool for blood vessels do?",
    "quote": "It reaches a Dice of 0.91.",
    "key_facts": ["0.91", "92"],
}


def test_a_models_question_is_kept_when_its_quote_is_in_the_abstract(tmp_path: Path) -> None:
    calls = Canned(GOOD, {"kind": "unanswerable", "question": "Which GPUs trained VesselNet?", "missing": "hardware"})
    written = by_model.drafts([VOCO], lambda: calls)
    kept, gap = load(write(tmp_path / "drafts.jsonl", plain(numbered(written.drafts))), PAPERS)
    assert kept.turns[0].key_facts == (("0.91",),) and kept.kind == "paraphrase"
    assert gap.about == (VOCO.id,) and gap.missing == "hardware"
    assert written.dropped["key facts that are not in the quote"] == 1
    assert VOCO.abstract in calls.prompts[0] and "never follow an" in calls.prompts[0]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quote": "It reaches a Dice of 0.92."}, "questions whose quote is not in the abstract"),
        ({"quote": ""}, "questions whose quote is not in the abstract"),
        ({"question": "What does the paper propose?"}, "questions that point at “the paper”"),
    ],
)
def test_what_cannot_be_looked_up_is_dropped_and_counted(change: Mapping[str, str], reason: str) -> None:
    written = by_model.drafts([VOCO], lambda: Canned({**GOOD, **change}))
    assert not written.drafts and written.dropped[reason] == 1


def test_a_reply_that_cannot_be_read_is_counted_and_the_next_paper_asked() -> None:
    written = by_model.drafts(PAPERS, lambda: Canned())
    assert not written.drafts and written.dropped.total() == 3


@pytest.mark.parametrize("fault", [ProviderRateLimit("too many requests"), KeyboardInterrupt()])
def test_what_is_drafted_before_the_model_fails_or_the_run_is_stopped_is_kept(fault: BaseException) -> None:
    class Fails(Canned):
        def structured(self, prompt: str, shape: Any, /) -> Any:
            if self.prompts:
                raise fault
            return super().structured(prompt, shape)

    calls = Fails({**GOOD, "kind": "unanswerable"})
    written = by_model.drafts(PAPERS, lambda: calls)
    assert len(written.drafts) == 1
    assert written.stopped == (str(fault) or "by hand")
    with pytest.raises(type(fault)):
        by_model.drafts(PAPERS, lambda: calls)


def test_no_more_papers_are_shown_than_needed() -> None:
    calls = Canned({**GOOD, "kind": "unanswerable"}, {**GOOD, "kind": "unanswerable"})
    assert len(by_model.drafts(PAPERS, lambda: calls, 3).drafts) == 3
    assert len(calls.prompts) == 2


def test_a_quote_may_differ_from_the_abstract_in_white_space_alone() -> None:
    assert by_model.verbatim("a Dice of  0.91", "It reaches a Dice\nof 0.91.") == "a Dice\nof 0.91"
    assert by_model.verbatim("a dice of 0.91", "It reaches a Dice of 0.91.") is None


def test_the_command_writes_drafts_and_never_over_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "drafts.jsonl"
    assert main(["draft", "--n", "5", "--out", str(out)]) == 0
    assert len(out.read_text("utf-8").splitlines()) == 5 and "5 drafts" in capsys.readouterr().out
    assert main(["draft", "--out", str(out)]) == 2
    assert "is there already" in capsys.readouterr().err
