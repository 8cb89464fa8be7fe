"""List and count questions: decided for every paper of the corpus."""

import re
from pathlib import Path

import numpy as np
import pytest
from conftest import make_assistant, make_paper

from rag import Answer, Assistant, Settings, lists
from rag.condition import Condition
from rag.conditions import CONDITIONS
from rag.index import open_index
from rag.list_text import list_draft
from rag.lists import Lists, _best_f1
from rag.types import Evidence, HowFar, Paper, Transcript
from rag.verify import verify

TWELVE = tuple(
    make_paper(title, abstract)
    for title, abstract in (
        (
            "RenalSeg: Outlining Organs on CT",
            "We outline the kidneys on computed tomography (CT) volumes of adults. Training takes two days.",
        ),
        (
            "Stones in the Urinary Tract",
            "We count stones in renal images of the emergency room. The counts agree with those of two readers.",
        ),
        (
            "KidneyGraph: Growth of Cysts over Years",
            "Cysts of the kidney grow slowly. We follow their growth over nine years with a graph network.",
        ),
        (
            "A Chatbot for the Waiting Room",
            "We build a chatbot that answers patients in the waiting room. Nurses liked its tone.",
        ),
        (
            "Caries on Phone Photographs",
            "Caries is found in photographs of teeth that are taken with a phone. Dentists confirmed the finds.",
        ),
        (
            "Sleep Stages from Sound",
            "We read the stages of sleep from the sound of breathing. A microphone beside the bed is enough.",
        ),
        (
            "Federated Training across Nine Hospitals",
            "Federated learning keeps records where they are. We train across nine hospitals without moving data.",
        ),
        (
            "MothNet: Butterflies in Museum Drawers",
            "MothNet names butterflies and moths in drawers of a museum. Curators check only the unsure ones.",
        ),
        (
            "Gait from Floor Sensors",
            "We measure how old people walk with sensors in the floor. Falls can be foreseen by some weeks.",
        ),
        (
            "Diffusion Models for Hand Radiographs",
            "We draw radiographs of hands with a diffusion model. Experts could not tell them from true ones.",
        ),
        (
            "Counting Cells under the Microscope",
            "Cells in a drop of blood are counted under the microscope. The count takes a second.",
        ),
        (
            "Voices of Singers and Their Larynx",
            "We film the larynx of singers at work. Nodes on the vocal folds show in the voice early.",
        ),
    )
)


@pytest.fixture(scope="module")
def twelve(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Twelve papers of quite different topics with the local embedder."""
    chosen = Settings(home=tmp_path_factory.mktemp("twelve"))
    return Assistant(open_index(chosen, assistant.index.embedder, papers=TWELVE, source=["twelve.txt"]), chosen)


def titles(answer: Answer) -> set[str]:
    return {paper.title.split(":")[0].split(" on ")[0] for paper in answer.papers}


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("Which papers are about the kidney?", {"RenalSeg", "Stones in the Urinary Tract", "KidneyGraph"}),
        ("List all renal papers.", {"RenalSeg", "Stones in the Urinary Tract", "KidneyGraph"}),
        ("Which papers deal with teeth?", {"Caries"}),
        ("Is there any work on sleep?", {"Sleep Stages from Sound"}),
        ("Which papers use federated learning?", {"Federated Training across Nine Hospitals"}),
        ("Show me papers that study butterflies", {"MothNet"}),
        ("Which papers look at x-rays?", {"Diffusion Models for Hand Radiographs"}),
    ],
)
def test_a_list_has_every_paper_about_its_topic_and_no_other(twelve: Assistant, question: str, right: set[str]) -> None:
    answer = twelve.ask(question)
    assert answer.kind == "list"
    assert titles(answer) == right


@pytest.mark.parametrize("question", ["Which papers use CT?", "Which papers use computed tomography?"])
def test_an_acronym_and_its_long_form_give_the_same_list(twelve: Assistant, question: str) -> None:
    assert titles(twelve.ask(question)) == {"RenalSeg"}


@pytest.mark.parametrize(
    "question", ["How many papers are about the kidney?", "Which papers are about the kidney?", "List kidney papers"]
)
def test_the_number_said_is_the_number_of_rows(twelve: Assistant, question: str) -> None:
    head, _, *rows = twelve.ask(question).text.splitlines()
    assert head.startswith(f"{len(rows)} of {len(TWELVE)} papers match")
    assert all(row.startswith("- ") for row in rows)


def test_a_count_is_a_list_that_is_called_a_count(twelve: Assistant) -> None:
    count, listed = (
        twelve.ask("How many papers are about the kidney?"),
        twelve.ask("Which papers are about the kidney?"),
    )
    assert (count.kind, listed.kind) == ("count", "list")
    assert count.papers == listed.papers


def test_one_paper_matches_in_the_singular(twelve: Assistant) -> None:
    assert twelve.ask("Which papers deal with teeth?").text.startswith("1 of 12 papers matches")


@pytest.mark.parametrize("question", ["Which papers use quantum annealing?", "How many papers describe submarines?"])
def test_a_topic_of_no_paper_gives_none_of_all(twelve: Assistant, question: str) -> None:
    answer = twelve.ask(question)
    assert answer.text.startswith(f"None of the {len(TWELVE)} papers matches")
    assert answer.citations == ()


def test_what_a_question_sets_aside_is_not_listed(twelve: Assistant) -> None:
    answer = twelve.ask("Which papers are about teeth rather than kidneys?")
    assert titles(answer) == {"Caries"}


def test_each_row_quotes_its_own_paper_and_is_supported(twelve: Assistant) -> None:
    answer = twelve.ask("Which papers are about the kidney?")
    rows = [sentence for sentence in answer.sentences if sentence.numbers]
    assert [row.numbers for row in rows] == [(1,), (2,), (3,)]
    for row, paper in zip(rows, answer.papers, strict=True):
        assert row.support == "supported"
        assert row.text.startswith(paper.title)
        assert any(c.quote.rstrip(".") in row.text for c in answer.citations if c.paper == paper)


def test_the_quote_of_a_row_is_the_passage_about_the_topic(twelve: Assistant) -> None:
    assert "outline the kidneys" in twelve.ask("Which papers are about the kidney?").text


def test_every_paper_is_decided_whatever_is_asked_to_be_retrieved(twelve: Assistant) -> None:
    ranking = twelve._rank("kidney", "bm25")
    matches = Lists(twelve.index, twelve.synonyms).decide("kidney", ranking)
    assert {match.number for match in matches} == {0, 1, 2}
    assert [match.probability for match in matches] == sorted((match.probability for match in matches), reverse=True)
    assert all(twelve.index.paper(match.row) == TWELVE[match.number] for match in matches)


@pytest.mark.parametrize("topic", ["", "  ", "?!", "🧠"])
def test_a_topic_without_words_matches_nothing(twelve: Assistant, topic: str) -> None:
    lists = Lists(twelve.index, twelve.synonyms)
    assert lists.decide(topic, twelve._rank("kidney", "hybrid")) == []


# --- which papers are taken ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("probabilities", "taken"),
    [
        # The expected F1 of the k likeliest, 2 * their sum / (k + sum of all), worked out by hand.
        ([0.9, 0.1], [0]),  # 1.8 / 2 = 0.9; 2 / 3 = 0.67
        ([0.9, 0.6], [0, 1]),  # 1.8 / 2.5 = 0.72; 3 / 3.5 = 0.86
        ([0.1, 0.9, 0.8, 0.1], [1, 2]),  # 1.8 / 2.9 = 0.62; 3.4 / 3.9 = 0.87; 3.6 / 4.9 = 0.73
        ([0.2, 0.2, 0.2], [0, 1, 2]),  # 0.4 / 1.6 = 0.25; 0.8 / 2.6 = 0.31; 1.2 / 3.6 = 0.33
        ([0.3, 0.0, 0.3], [0, 2]),  # of those with none at all, none is taken
        ([0.0, 0.0], []),
        ([], []),
    ],
)
def test_the_papers_with_the_greatest_expected_f1_are_taken(probabilities: list[float], taken: list[int]) -> None:
    assert _best_f1(np.array(probabilities)) == taken


# --- conditions ----------------------------------------------------------------------------------

LINKED = (
    make_paper("Stones of the Kidney", "We count stones of the kidney. Code is at https://github.com/a/stones."),
    make_paper("Cysts of the Kidney", "We follow cysts of the kidney. We ask for no code."),
    make_paper("Caries of the Teeth", "Caries is found on photographs. Code is at https://github.com/b/caries."),
    make_paper("Sleep from Sound", "We read the stages of sleep. See https://example.org/sleep for sounds."),
)


@pytest.fixture(scope="module")
def linked(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Four papers, two with a repository."""
    chosen = Settings(home=tmp_path_factory.mktemp("linked"))
    return Assistant(open_index(chosen, assistant.index.embedder, papers=LINKED, source=["linked.txt"]), chosen)


def condition(name: str) -> Condition:
    return next(condition for condition in CONDITIONS if condition.name == name)


@pytest.mark.parametrize(
    ("topic", "conditions", "right"),
    [
        ("", ["gives a GitHub link"], {0, 2}),
        ("", ["gives a link"], {0, 2, 3}),
        ("kidney", [], {0, 1}),
        ("kidney", ["gives a GitHub link"], {0}),
        ("", ["gives a link", "is a survey"], set()),
    ],
)
def test_a_paper_of_the_list_is_about_the_topic_and_meets_every_condition(
    linked: Assistant, topic: str, conditions: list[str], right: set[int]
) -> None:
    ranking = linked._rank(topic or "papers", "hybrid")
    matches = Lists(linked.index, linked.synonyms).decide(topic, ranking, [condition(name) for name in conditions])
    assert {match.number for match in matches} == right


def test_the_row_of_a_condition_quotes_the_sentence_that_meets_it(linked: Assistant) -> None:
    answer = linked.ask("Which papers about the kidney have a GitHub link?")
    assert [citation.quote for citation in answer.citations] == ["Code is at https://github.com/a/stones."]
    assert answer.text.startswith("1 of 4 papers matches “kidney” and gives a GitHub link:")


def test_a_list_by_a_condition_alone_says_which(linked: Assistant) -> None:
    assert linked.ask("How many papers link to GitHub?").text.startswith("2 of 4 papers give a GitHub link:")


# --- without a topic, and what is left out ----------------------------------------------------------


@pytest.mark.parametrize("question", ["Which papers?", "List all papers"])
def test_a_list_without_a_topic_has_every_paper(twelve: Assistant, question: str) -> None:
    answer = twelve.ask(question)
    assert answer.kind == "list"
    assert answer.papers == TWELVE


def test_the_papers_of_the_corpus_are_counted(twelve: Assistant) -> None:
    answer = twelve.ask("How many papers are there in the corpus?")
    assert answer.kind == "count"
    assert answer.text.startswith(f"There are {len(TWELVE)} papers")


@pytest.mark.parametrize("question", ["Which papers do not use CT?", "papers that don't look at the kidney, please"])
def test_papers_that_say_what_is_not_wanted_are_left_out_and_that_is_said(twelve: Assistant, question: str) -> None:
    answer = twelve.ask(question)
    assert "RenalSeg" not in titles(answer) and "Caries" in titles(answer)
    assert "12 papers do not mention “" in answer.text.splitlines()[0]


def test_a_negated_condition_gives_the_papers_that_do_not_meet_it(twelve: Assistant) -> None:
    assert titles(twelve.ask("Which papers have no experts judge results?")).isdisjoint(
        titles(twelve.ask("Which papers have experts judge results?"))
    )


def test_a_limit_that_cannot_be_applied_is_not_claimed_in_the_first_line(twelve: Assistant) -> None:
    first = twelve.ask("Which papers on the kidney train on more than 100?").text.splitlines()[0]
    assert first.startswith("Sizes are not compared, so “more than 100” was not applied: 3 of 12")


def test_of_two_things_asked_for_together_none_may_lack(twelve: Assistant) -> None:
    assert titles(twelve.ask("Which papers use both photographs and dentists?")) == {"Caries"}


@pytest.fixture(scope="module")
def named(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Papers that name networks in several ways, and one that has the words of a long form apart."""
    papers = tuple(
        make_paper(title, abstract)
        for title, abstract in (
            ("Knees", "We see knees with a compact attention transformer reader (CATR) and a DenseNet121."),
            ("Hips", "We see hips with MedCATR and train it for nine days on one computer."),
            ("Elbows", "A compact network sees elbows. The reader pays attention to a transformer on the hill."),
            ("Hands", "We see hands with Densenet-169 and a mmV-Net on the bones of old people."),
            ("Feet", "We see feet with a V-Net that runs on the phone of the one who walks."),
        )
    )
    chosen = Settings(home=tmp_path_factory.mktemp("named"))
    return Assistant(open_index(chosen, assistant.index.embedder, papers=papers, source=["named.txt"]), chosen)


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("Which papers use CATR?", {"Knees", "Hips"}),
        ("Which papers use DenseNet?", {"Knees", "Hands"}),
        ("Which papers use V-Net?", {"Feet"}),
        ("Which papers use a V-Net or a DenseNet?", {"Knees", "Hands", "Feet"}),
    ],
)
def test_a_name_gives_the_papers_that_say_it(named: Assistant, question: str, right: set[str]) -> None:
    assert titles(named.ask(question)) == right


# --- list_draft ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "On Kidneys [12]",
        "Kidneys [1] and [2, 3]",
        "Kidneys | Livers | Hearts",
        "**Kidneys** and _livers_",
        "# Kidneys",
        "Kidneys: [99]: a reply",
        "1. Kidneys",
        "Kidneys?! What. Next.",
    ],
)
def test_a_title_with_markup_makes_no_marker_and_no_further_row(title: str) -> None:
    paper = Paper("kidneys", title, "We outline the kidneys on CT volumes [12] of adults.")
    draft = list_draft([Evidence(paper, 0, len(paper.abstract), 1.0)], 12, "kidneys [3]")
    checked = verify(draft)
    assert len([line for line in checked.text.splitlines() if line.startswith("- ")]) == 1
    assert re.findall(r"\[\d[^\]]*\]", checked.text) == ["[1]"]
    assert [(c.number, c.quote) for c in checked.citations] == [(1, paper.abstract)]


def test_an_abstract_with_line_ends_stays_in_its_row() -> None:
    paper = Paper("kidneys", "On Kidneys", "We outline the kidneys\non CT volumes\r\nof adults.")
    text = list_draft([Evidence(paper, 0, len(paper.abstract), 1.0)], 12, "kidneys").text
    assert len(text.splitlines()) == 3
    assert verify(list_draft([Evidence(paper, 0, len(paper.abstract), 1.0)], 12, "kidneys")).citations


def test_a_topic_too_long_to_say_is_not_said() -> None:
    short, long = list_draft((), 12, "kidney stones"), list_draft((), 12, " ".join(["kidney"] * 20))
    assert "“kidney stones”" in short.text
    assert "kidney" not in long.text


def test_either_side_of_an_or_will_do(twelve: Assistant) -> None:
    assert titles(twelve.ask("Which papers are about caries or butterflies?")) == {"Caries", "MothNet"}


def test_what_is_set_aside_is_left_out_and_that_is_said(twelve: Assistant) -> None:
    answer = twelve.ask("Which papers are about the kidney but not cysts?")
    assert "KidneyGraph" not in titles(answer) and "RenalSeg" in titles(answer)
    assert answer.notice is not None and "but not cysts" in answer.notice


@pytest.mark.parametrize("question", ["Which papers give a link?", "How many papers are about the kidney?"])
@pytest.mark.parametrize("of", [TWELVE, TWELVE[:6]], ids=len)
def test_how_far_a_list_of_many_papers_is_shows_while_they_are_read_and_leaves_no_trace(
    twelve: Assistant, monkeypatch: pytest.MonkeyPatch, question: str, of: tuple[Paper, ...]
) -> None:
    monkeypatch.setattr(lists, "_STEP", 5)
    fresh = Assistant(twelve.index, twelve.settings).among(paper.id for paper in of)
    transcript, seen = Transcript(), []
    for event in fresh.stream(question):
        transcript.add(event)
        seen.append((isinstance(event, HowFar), transcript.shown))
    assert [shown for how_far, shown in seen if how_far] == [
        "5 of 12 papers checked …",
        "10 of 12 papers checked …",
    ]
    answer = fresh.ask(question)
    assert seen[-1][1] == answer.text
    assert "papers checked" not in answer.text


def test_what_was_read_for_one_list_is_not_read_again_for_the_next(
    twelve: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "_STEP", 5)
    fresh = Assistant(twelve.index, twelve.settings)
    told = [
        sum(isinstance(event, HowFar) for event in fresh.stream(question))
        for question in ("Which papers give a link?", "How many papers give a link?", "Which papers are about teeth?")
    ]
    assert told == [2, 0, 2]


def test_a_small_corpus_says_nothing_of_how_far_it_is(linked: Assistant) -> None:
    fresh = Assistant(linked.index, linked.settings)
    assert not any(isinstance(event, HowFar) for event in fresh.stream("Which papers give a link?"))


@pytest.mark.parametrize(
    "asked", ["about the kidney", "that mention a hip or a knee", "with bones, even if only in passing"]
)
def test_a_count_and_its_list_are_the_same_papers(twelve: Assistant, asked: str) -> None:
    counted, listed = twelve.ask(f"How many papers {asked}?"), twelve.ask(f"List the papers {asked}.")
    assert [paper.id for paper in counted.papers] == [paper.id for paper in listed.papers]


def test_a_few_of_many_papers_know_the_short_forms_of_all(twelve: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "_MOST_READ", 2)
    whole = Lists(twelve.index, twelve.synonyms)
    few = whole.about("kidneys", twelve._rank("kidneys", "bm25"))
    assert len(few) == 2 < len(whole)
    assert few._short_forms is whole._short_forms


def test_a_paper_with_the_stems_of_a_term_of_the_field_that_says_it_in_no_way_is_not_listed(tmp_path: Path) -> None:
    said = make_paper(
        "Rewarded Reports", "A model that writes reports learns from the reward of reinforcement learning."
    )
    findings = make_paper("Findings", "Our findings reinforce what is known of learning in hospitals.")
    small = make_assistant(tmp_path, (said, findings, *TWELVE))
    citations = small.ask("Which papers use reinforcement learning?").citations
    assert [citation.paper.title for citation in citations] == [said.title]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Tumours were pathology-confirmed.", False),
        ("It lags behind fields like radiology and pathology.", False),
        ("Slides of digital pathology are read.", True),
        ("Radiology and pathology images are read.", True),
    ],
)
def test_a_test_or_a_department_is_no_slide_of_tissue(text: str, kept: bool) -> None:
    assert ("pathology" in lists._OF_PEOPLE.sub(" ", text)) is kept
