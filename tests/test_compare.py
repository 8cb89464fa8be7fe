"""Comparison questions: which papers, and the same aspects of each side by side."""

from pathlib import Path

import pytest
from conftest import PAPERS, make_assistant, make_paper

from rag import Assistant
from rag.compare import MOST_SIDES, find_sides, names_another
from rag.head_to_head import of_one_paper
from rag.side_asked import asked_of
from rag.types import Answer

TEETH = make_paper(
    "ToothNet: Caries on Photographs",
    "ToothNet finds caries in photographs of teeth | taken with a phone. We propose a network that runs on the phone "
    "itself. The dataset holds 14,000 photographs | of 900 people. Results show an accuracy of 91% [7] in the end.",
)
FOUR = (*PAPERS, TEETH)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("compare"), FOUR)


def sides(assistant: Assistant, question: str) -> tuple[int, ...] | None:
    found = find_sides(
        question,
        assistant._rank(question, "hybrid"),
        assistant.names,
        lambda part: assistant._rank(part, "hybrid"),
        assistant.papers,
    )
    return found.numbers if found else None


def rows(answer: Answer) -> list[list[str]]:
    """The cells of a table, its frame and its rule left out."""
    lines = answer.text.splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in (lines[0], *lines[2:])]


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Compare LiverNet and SwinSeg.", (0, 1)),
        ("Compare SwinSeg and LiverNet.", (1, 0)),
        ("How does ToothNet differ from SwinSeg?", (3, 1)),
        ("swinseg vs livernet", (1, 0)),
        ("Compare LiverNet, SwinSeg and ToothNet", (0, 1, 3)),
        ("Compare LiverNet with LiverNet's rival SwinSeg", (0, 1)),
    ],
)
def test_named_papers_are_the_sides_in_the_order_of_the_question(
    small: Assistant, question: str, numbers: tuple[int, ...]
) -> None:
    assert sides(small, question) == numbers


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Compare the network that segments the liver on CT with the one for caries in photographs of teeth.", {0, 3}),
        ("How do the survey of state space models for X-ray and the caries photographs of teeth differ?", {2, 3}),
        ("Compare LiverNet with the network for caries in photographs of teeth.", {0, 3}),
    ],
)
def test_described_papers_are_sides_too(small: Assistant, question: str, numbers: set[int]) -> None:
    assert set(sides(small, question) or ()) == numbers


def test_no_side_is_named_twice_and_there_are_never_too_many(small: Assistant) -> None:
    many = sides(small, "Compare LiverNet, SwinSeg, ToothNet, LiverNet, SwinSeg, MedMamba and all four of the others")
    assert many is not None
    assert len(many) == len(set(many)) <= MOST_SIDES


def test_a_corpus_of_one_paper_compares_nothing(tmp_path: Path) -> None:
    alone = make_assistant(tmp_path, PAPERS[:1])
    assert sides(alone, "Compare LiverNet and the network for teeth.") is None
    answer = alone.ask("What is the difference between LiverNet and the others?")
    assert answer.kind != "compare"
    assert answer.text


def test_a_question_that_names_one_side_and_nothing_like_another_is_no_comparison(small: Assistant) -> None:
    assert sides(small, "Compare LiverNet.") is None
    answer = small.ask("Compare LiverNet.")
    assert answer.kind == "fact"
    assert "|---" not in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "Compare LiverNet and SwinSeg.",
        "Compare LiverNet, SwinSeg and ToothNet",
        "How does ToothNet differ from SwinSeg?",
    ],
)
def test_every_row_of_the_table_has_a_label_and_a_cell_for_each_side(small: Assistant, question: str) -> None:
    answer = small.ask(question)
    assert answer.kind == "compare"
    lines = answer.text.splitlines()
    assert all(line.startswith("|") and line.endswith("|") for line in lines)
    assert set(lines[1]) == {"|", "-"}
    assert {line.count("|") for line in lines} == {len(sides(small, question) or ()) + 2}
    assert all(row[0] for row in rows(answer)[1:])


def test_the_columns_are_headed_by_the_papers_names_and_cite_only_their_own(small: Assistant) -> None:
    answer = small.ask("How does ToothNet differ from SwinSeg?")
    table = rows(answer)
    assert table[0] == ["", "ToothNet", "SwinSeg"]
    assert [paper.title.split(":")[0] for paper in answer.papers] == ["ToothNet", "SwinSeg"]
    for row in table[1:]:
        assert "[2]" not in row[1]
        assert "[1]" not in row[2]


def test_no_sentence_is_shown_twice(small: Assistant) -> None:
    cells = [cell for row in rows(small.ask("How does ToothNet differ from SwinSeg?"))[1:] for cell in row[1:]]
    assert len([cell for cell in cells if cell != "–"]) == len({cell for cell in cells if cell != "–"})


def test_a_pipe_in_an_abstract_does_not_break_the_table_and_is_still_quoted(small: Assistant) -> None:
    answer = small.ask("Compare how many photographs ToothNet and scans SwinSeg use.")
    assert {line.count("|") for line in answer.text.splitlines()} == {4}
    assert {sentence.support for sentence in answer.sentences if sentence.numbers} == {"supported"}
    quotes = [citation.quote for citation in answer.citations if citation.paper == TEETH]
    assert any("|" in quote for quote in quotes)


def test_a_pipe_or_a_bracket_in_a_title_does_not_break_the_table(tmp_path: Path) -> None:
    papers = (
        make_paper("Teeth | Caries [3]", "We find caries in photographs of teeth. It takes a second per photograph."),
        make_paper("Ears [4] | Noise", "We measure noise in the ears of drummers. It takes an hour per drummer."),
    )
    answer = make_assistant(tmp_path, papers).ask(
        "Compare caries in photographs of teeth with noise in ears of drummers"
    )
    assert answer.kind == "compare"
    assert {line.count("|") for line in answer.text.splitlines()} == {4}
    assert "[3]" not in answer.text
    assert "[4]" not in answer.text


def test_what_was_asked_stands_in_the_first_row(small: Assistant) -> None:
    answer = small.ask("Compare on how many photographs ToothNet and on how many scans SwinSeg was trained.")
    asked = rows(answer)[1]
    assert "14,000" in asked[1]
    assert "1,200" in asked[2]


def test_what_tells_best_what_was_asked_stands_in_its_row_and_first(tmp_path: Path) -> None:
    hives = make_paper(
        "HiveNet: Bees",
        "Bees dance in their hives in summer. We present HiveNet, a collection of 700 images of bees and hives. "
        "We propose a network for their dances as well, which is fast.",
    )
    combs = make_paper(
        "CombNet: Wax",
        "We present CombNet for the wax of bees in combs. How many images CombNet needs differs from hive to hive. "
        "It is tried on combs of all kinds. The collection has 80 images of wax and combs.",
    )
    assistant = make_assistant(tmp_path, (*PAPERS, hives, combs))
    asked = rows(assistant.ask("How many images do HiveNet and CombNet have?"))[1]
    assert "700 images" in asked[1] and asked[2].startswith("The collection has 80 images")


def test_the_one_described_beside_names_is_counted_with_them(tmp_path: Path) -> None:
    papers = (
        make_paper("HiveNet: Dances of Bees", "HiveNet follows the dances of bees with attention."),
        make_paper("CombNet: Wax of Bees", "CombNet weighs the wax of bees with attention."),
        make_paper("Guided attention on wasps in gardens", "Guided attention finds wasps in gardens."),
    )
    assistant = make_assistant(tmp_path, (*PAPERS, *papers))
    question = "What is new in HiveNet, in CombNet and in the guided attention network on wasps, each of the three?"
    assert sides(assistant, question) == (3, 4, 5)


def test_each_side_is_asked_its_own_part(small: Assistant) -> None:
    question = "Both see inside people. What does ToothNet run on, and how well does SwinSeg do?"
    asked = [asked_of(question, number, small.names) for number in (3, 1)]
    assert asked == ["What does ToothNet run on", "how well does SwinSeg do?"]
    shared = "How many scans have ToothNet and SwinSeg, and what do they run on?"
    assert "what do they run on" in asked_of(shared, 3, small.names)


def test_a_verified_table_is_supported_cell_by_cell(small: Assistant) -> None:
    for question in ("Compare LiverNet and SwinSeg.", "Compare LiverNet, SwinSeg and ToothNet"):
        cited = [sentence for sentence in small.ask(question).sentences if sentence.numbers]
        assert cited
        assert {sentence.support for sentence in cited} == {"supported"}


def test_an_index_of_comparison_words_alone_is_no_failure(small: Assistant) -> None:
    for question in ("Compare.", "vs. ?", "difference between and", "compare compare compare"):
        answer = small.ask(question)
        assert answer.text


SECOND = make_paper(
    "A Bench for ToothNet", "We test ToothNet on a bench of 48 tasks | with teeth of all ages and kinds."
)
GUMS = make_paper("Gums on Film", "We find sore gums with GumScan, a network | that looks at films of teeth and gums.")


def test_the_other_paper_of_one_name_and_one_that_has_a_further_name_are_sides(tmp_path: Path) -> None:
    corpus = make_assistant(tmp_path, (*FOUR, SECOND, GUMS))
    owners = corpus.names.mentions("ToothNet")[0].papers
    if len(owners) > 1:
        assert sides(corpus, "Compare the first ToothNet with the later one") == owners[:2]
    assert sides(corpus, "How does ToothNet differ from GumScan?") == (3, 5)


def test_a_third_work_beside_two_names_and_three_described_ones_are_sides(small: Assistant) -> None:
    third = "Compare LiverNet, SwinSeg and the caries method for photographs of teeth."
    assert sides(small, third) == (0, 1, 3)
    described = (
        "Contrast what the liver segmentation network on CT, the state space models survey of X-ray and the caries "
        "photographs study of teeth find."
    )
    assert len(sides(small, described) or ()) == 3


def test_a_named_work_held_against_a_name_that_another_has_is_compared(small: Assistant) -> None:
    corpus = (*FOUR, GUMS)
    names = small.names
    asked = "How does LiverNet differ from what SwinSeg does?"
    assert not names_another(asked, lambda text: small._rank(text, "hybrid"), names, corpus)  # it names two
    asked = "Is LiverNet quicker than a ResNet?"
    assert not names_another(asked, lambda text: small._rank(text, "hybrid"), names, small.papers)  # nobody has it


def test_the_likeliest_paper_that_has_the_other_name_is_the_other_side(tmp_path: Path) -> None:
    gums = make_paper("Sore Gums on Film", "We train a ResNet on films of gums, | and find sore gums as dentists do.")
    ears = make_paper("Ears in Pictures", "We train a ResNet on pictures of ears, | and find ears as nurses do.")
    corpus = make_assistant(tmp_path, (*FOUR, gums, ears))
    assert corpus.names.mentions("a ResNet on gums") == []
    asked = "How does LiverNet differ from the ResNet for sore gums?"
    assert sides(corpus, asked) == (0, 4)
    assert corpus.ask(asked).kind == "compare"


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Set the study of state space models against the one on caries in photographs of teeth.", {2, 3}),
        ("What separates the liver segmentation network for CT from the network for caries in photographs?", {0, 3}),
        ("How does LiverNet segment, as opposed to the network for caries in photographs of teeth?", {0, 3}),
    ],
)
def test_a_described_side_is_looked_up_by_itself(small: Assistant, question: str, numbers: set[int]) -> None:
    answer = small.ask(question)
    assert answer.kind == "compare"
    assert {small.papers.index(paper) for paper in answer.papers} == numbers


def test_two_papers_called_by_the_same_words_are_the_sides(tmp_path: Path) -> None:
    first = make_paper("Drumming Ears", "We hear with tidal contrast in drummers. | It is tested on six drums.")
    later = make_paper("Listening at Scale", "We extend tidal contrast to choirs. | The bench holds 48 songs.")
    corpus = make_assistant(tmp_path, (*FOUR, first, later))
    answer = corpus.ask("There are two tidal contrast papers. On how many drums or songs is each tested?")
    assert answer.kind == "compare"
    assert [paper.title for paper in answer.papers] == [first.title, later.title]


def test_what_one_paper_says_of_a_system_that_another_goes_by_is_no_comparison(tmp_path: Path) -> None:
    rival = make_paper("GumNet: Gums", "GumNet finds sore gums 9% better than ToothNet does. | GumNet is small.")
    corpus = make_assistant(tmp_path, (*FOUR, rival))
    papers, names = corpus.papers, corpus.names
    assert of_one_paper("How far is GumNet ahead of ToothNet?", names, papers)
    assert not of_one_paper("How do GumNet and ToothNet work?", names, papers)
    assert not of_one_paper("Which is better than the other, GumNet or ToothNet?", names, papers)
    assert not of_one_paper("How far is GumNet ahead of LiverNet?", names, papers)
    assert corpus.ask("How far is GumNet ahead of ToothNet?").kind == "fact"


def test_a_side_is_asked_without_the_names_of_the_others_and_without_the_scene(small: Assistant) -> None:
    named = "What Dice do LiverNet and SwinSeg reach on scans?"
    assert "SwinSeg" not in asked_of(named, 0, small.names)
    assert "LiverNet" in asked_of(named, 0, small.names)
    scene = "There are two papers on teeth. By what measure do they rank the photographs?"
    assert asked_of(scene, 3, small.names) == "By what measure do they rank the photographs?"
    short = "There are two papers on teeth. What did they find?"
    assert asked_of(short, 3, small.names) == short


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("LiverNet segments which organ, SwinSeg which?", {0, 1}),
        ("I can only read one of LiverNet, SwinSeg and ToothNet. Which one looks at the patient's teeth?", {0, 1, 3}),
        ("How do the network for caries in photographs of teeth, LiverNet and SwinSeg go about it?", {0, 1, 3}),
        ("LiverNet is fast. Is the network for caries in photographs of teeth?", {0, 3}),
        ("Is either the network for caries in photographs of teeth or the survey of state space models free?", {2, 3}),
    ],
)
def test_works_that_are_named_or_described_and_asked_the_same_are_compared(
    small: Assistant, question: str, numbers: set[int]
) -> None:
    answer = small.ask(question)
    assert answer.kind == "compare"
    assert {small.papers.index(paper) for paper in answer.papers} == numbers


def test_what_is_compared_within_one_named_paper_is_no_other_paper(small: Assistant) -> None:
    answer = small.ask("How do small and large photographs compare in ToothNet's accuracy?")
    assert answer.kind == "fact"
    assert answer.papers[0] == TEETH


def test_of_two_papers_of_one_name_the_words_beside_it_tell_which_is_meant(tmp_path: Path) -> None:
    first = make_paper("TideNet: Contrast in Drummers", "TideNet hears drummers | on six drums.")
    later = make_paper(
        "Large-Scale TideNet for Choirs", "TideNet is extended to choirs | on 48 songs at a large scale."
    )
    corpus = make_assistant(tmp_path, (*FOUR, first, later))
    answer = corpus.ask("Compare LiverNet, the large-scale TideNet paper and SwinSeg.")
    assert later in answer.papers
    assert first not in answer.papers
    each = corpus.ask("TideNet came out, and then again. On how many songs or drums was each tested?")
    assert set(each.papers) == {first, later}


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("Who has more images, LiverNet or the study of caries in photographs of teeth?", {0, 3}),
        ("Of SwinSeg, LiverNet and ToothNet, which holds the most patients?", {0, 1, 3}),
        ("Rank by size: SwinSeg, ToothNet", {1, 3}),
    ],
)
def test_papers_set_against_each_other_by_size_are_sides(small: Assistant, question: str, numbers: set[int]) -> None:
    assert set(sides(small, question) or ()) == numbers
    assert small.ask(question).kind == "compare"


def test_what_is_no_paper_is_no_side_by_size(small: Assistant) -> None:
    assert small.ask("Which has more weights, LiverNet or a usual decision tree?").kind != "compare"


def test_the_sentence_that_names_a_collection_answers_what_a_side_was_tried_on(tmp_path: Path) -> None:
    papers = (
        make_paper(
            "HiveSeg: Combs",
            "Combs are cut in many ways. Benchmarks on photographs are popular. We propose HiveSeg, a network for "
            "combs. It is small. It runs on a phone. HiveSeg came third in the HIVE 2021 challenge.",
        ),
        make_paper(
            "WaspSeg: Nests",
            "Nests are grey. We propose WaspSeg, a network for nests. It is large. WaspSeg leads on the NESTS dataset.",
        ),
    )
    answer = make_assistant(tmp_path, papers).ask("HiveSeg and WaspSeg: which benchmark did each one use?")
    asked = rows(answer)[1]
    assert "HIVE 2021" in asked[1]
    assert "NESTS" in asked[2]
