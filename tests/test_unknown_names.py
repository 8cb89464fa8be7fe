"""Names of a question that the papers, or the named one, do not have."""

import pytest
from conftest import make_assistant, make_paper

from rag import Assistant
from rag.unknown_names import foreign_names, name_elsewhere, not_together, unknown_name, unknown_subject, unknown_system

HERD = make_paper(
    "HerdNet: Counting Cows", "HerdNet counts cows with a ResNet on the Pastura data of multiple farms (MF)."
)


@pytest.mark.parametrize(
    ("bare", "foreign"),
    [
        ("Does it beat YoloCow on hills?", ["YoloCow"]),
        ("Was it tried in Norway?", ["Norway"]),
        ("Why is it built on ResNet?", []),
        ("Was it tried on Pasturas?", []),
        ("What does it count?", []),
        ("How many cows do it and YoloCow find?", []),
        ("Does it need a GPU?", []),  # a term of the field
        ("", []),
    ],
)
def test_a_name_that_the_paper_has_not_is_foreign_unless_it_is_asked_after_as_well(
    bare: str, foreign: list[str]
) -> None:
    assert foreign_names(bare, [HERD]) == foreign


@pytest.fixture(scope="module")
def herd(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("herd"), (HERD,))


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("Does YoloCow count cows?", "YoloCow"),
        ("Does ResNet-50 count cows?", "ResNet-50"),
        ("Is a ResNet-initialised network better?", None),
        ("Is a YoloCow-initialised network better?", "YoloCow-initialised"),
        ("Is OpenFarm's HerdNet better?", None),
        ("Is Farmco better than HerdNet?", "Farmco"),
        ("How does ResNet-Cow work?", "ResNet-Cow"),
        ("How does U-ResNet work?", "U-ResNet"),
        ("What is Cows-Data?", None),  # both plain words, and both in the paper
    ],
)
def test_a_name_that_no_paper_has_is_unknown_but_not_who_owns_a_thing_or_what_is_done_with_one(
    herd: Assistant, question: str, unknown: str | None
) -> None:
    speller = herd.index.derived.speller
    assert unknown_name(question, herd.index, speller, {"HerdNet"}, plain=True) == unknown


def test_the_long_form_of_an_acronym_that_papers_have_is_not_unknown(tmp_path_factory: pytest.TempPathFactory) -> None:
    herd = make_paper("HerdNet: Counting Cows", "HerdNet counts cows on the quiz of the NHJF.")
    assistant = make_assistant(tmp_path_factory.mktemp("long"), (herd,))
    asked = (
        "On the Northern Hordaland Journal quiz, does HerdNet win?",
        "On the Southern Hordaland quiz, does HerdNet win?",
    )
    found = [unknown_name(q, assistant.index, assistant.speller, {"HerdNet"}, plain=True) for q in asked]
    assert found == [None, "Southern"]
    assert foreign_names(asked[0], [herd]) == ["HerdNet"][1:]


def test_papers_that_go_by_their_titles_may_be_related(tmp_path_factory: pytest.TempPathFactory) -> None:
    sheep = make_paper("Counting Sheep on Very Steep Hills", "A network counts sheep.")
    barn = make_paper("BarnNet: Barns", "BarnNet finds barns.")
    assistant = make_assistant(tmp_path_factory.mktemp("apart"), (HERD, sheep, barn))

    def apart(question: str) -> tuple[str, str] | None:
        return not_together(question, assistant.names.mentions(question), assistant.index)

    assert apart("Is BarnNet trained on what HerdNet counts?") == ("BarnNet", "HerdNet")
    assert apart(f"Is BarnNet trained on its data (“{sheep.title}”)?") is None


@pytest.mark.parametrize(
    ("question", "together"),
    [
        ("Is BarnNet trained on what HerdNet counts?", False),
        ("What does HerdNet count, and what about BarnNet?", True),
        ("Who counts with HerdNet and what does BarnNet find?", True),
        ("What does HerdNet count, and which animals does BarnNet find?", True),
        ("HerdNet, SheepNet and BarnNet: what do they find?", True),
    ],
)
def test_names_of_a_list_or_of_clauses_that_ask_for_themselves_need_not_stand_together(
    tmp_path_factory: pytest.TempPathFactory, question: str, together: bool
) -> None:
    barn = make_paper("BarnNet: Barns", "BarnNet finds barns.")
    assistant = make_assistant(tmp_path_factory.mktemp("clauses"), (HERD, barn))
    assert (not_together(question, assistant.names.mentions(question), assistant.index) is None) is together


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("Which papers try a ResNet from OpenFarm?", None),
        ("Where is an OpenFarm model (ResNet) used?", None),
        ("Which papers try an OpenFarm model?", "OpenFarm"),
        ("Which papers set ResNet against OpenFarm?", "OpenFarm"),
    ],
)
def test_who_made_a_thing_that_papers_name_need_not_be_named_by_them(
    herd: Assistant, question: str, unknown: str | None
) -> None:
    assert unknown_name(question, herd.index, herd.index.derived.speller, set(), plain=False) == unknown


def test_a_general_acronym_and_the_rest_of_a_name_are_no_foreign_names() -> None:
    paper = make_paper("HerdNet: Counting Cows", "HerdNet counts cows of PubMed.")
    assert foreign_names("Under what URL is   kept?", [paper]) == []
    assert foreign_names("Who reads the   Central figures?", [paper]) == []
    assert foreign_names("Who reads the figures of   with GPT-4?", [paper]) == ["GPT-4"]


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("what is cowlab", "cowlab"),
        ("tell me about cow-lab-x", "cow-lab-x"),
        ("Is COWLAB accurate?", "COWLAB"),
        ("what are the limits of cowlab?", "cowlab"),
        ("what is herdnet", None),
        ("what is counting", None),
        ("what is cow-counting", None),
        ("how does mooining of cows work", None),  # a slip rather than a name
        ("Is the hill steep?", None),
    ],
)
def test_what_a_question_is_about_by_a_strange_word_alone_is_unknown_however_it_is_written(
    herd: Assistant, question: str, unknown: str | None
) -> None:
    assert unknown_subject(question, herd.speller) == unknown


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("on which farm was cowclip trained", "cowclip"),
        ("does herdnet beat barnsam", "barnsam"),
        ("what was medclip trained on", "medclip"),  # the field's vocabulary has it, and no paper
        ("is herdnet better", None),
        ("how does resnet count cows", None),  # is looked up by itself
        ("which planet has cabinets and a reformer", None),
        ("does ResNet count", None),
    ],
)
def test_a_name_in_small_letters_that_is_built_like_a_networks_is_unknown_anywhere(
    herd: Assistant, question: str, unknown: str | None
) -> None:
    assert unknown_system(question, herd.index.derived.speller) == unknown


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("What is HerdNet++?", "HerdNet++"),
        ("What is HerdNet+?", "HerdNet+"),
        ("What is FARM++?", "FARM++"),
        ("Is the CD8+ cow counted?", None),
        ("Is it written in C++?", None),
    ],
)
def test_a_plus_makes_another_name_of_one(herd: Assistant, question: str, unknown: str | None) -> None:
    speller = herd.index.derived.speller
    assert unknown_name(question, herd.index, speller, set(), plain=False) == unknown


def test_a_system_that_few_papers_have_is_not_spoken_of_by_the_others(tmp_path_factory: pytest.TempPathFactory) -> None:
    barns = [make_paper(f"Barns of the {place}", "A network finds barns with GoatNet.") for place in ("East", "West")]
    index = make_assistant(tmp_path_factory.mktemp("few"), (HERD, *barns)).index
    number = {paper.title: number for number, paper in enumerate(index.papers)}
    assert name_elsewhere("Is GoatNet good at cows?", index, number[HERD.title]) == "GoatNet"
    assert name_elsewhere("Are GoatNets good at cows?", index, number[HERD.title]) == "GoatNets"
    assert name_elsewhere("Is GoatNet good at barns?", index, number[barns[0].title]) is None
    assert name_elsewhere("Is SheepNet good at cows?", index, number[HERD.title]) is None  # nobody has it
