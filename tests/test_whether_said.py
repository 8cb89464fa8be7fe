"""What a question asks whether one paper has, and its abstract does not name."""

import pytest
from conftest import make_assistant, make_paper

from rag import Assistant
from rag.whether_said import not_named

HERD = make_paper(
    "HerdNet: Counting Cows in 3D",
    "HerdNet counts cows during surgery with large patches, tokens and a language model, as pathologists do.",
)


@pytest.fixture(scope="module")
def herd(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return make_assistant(tmp_path_factory.mktemp("herd"), (HERD,))


@pytest.mark.parametrize(
    ("bare", "unnamed"),
    [
        ("Is   a transformer?", ["transformer"]),  # its tokens and patches may be another network's
        ("Does   use robotic surgery?", ["robotic surgery"]),
        ("Does   work in 2D?", ["2D"]),
        ("Is   two-dimensional?", ["two-dimensional"]),
        ("Does   work in 3D?", []),
        ("Does   use an LLM?", []),
        ("Does   count during surgery?", []),
        ("Is   a transformer or a tree?", []),
        ("Does   work without a transformer?", []),
        ("Is   a transformer, and how large is it?", []),
        ("Does   count cows?", []),
    ],
)
def test_whether_a_work_is_or_has_something_is_told_by_naming_it(
    herd: Assistant, bare: str, unnamed: list[str]
) -> None:
    assert not_named(bare.replace("  ", "HerdNet"), bare, herd.index, 0) == unnamed


@pytest.mark.parametrize(
    "question",
    [
        "Is SKM-TEA a transformer?",
        "Does ISLES 2022 come in 2D?",
        "Does PitVis cover robotic surgery?",
        "Is KnoBo a GAN?",
    ],
)
def test_what_a_named_paper_does_not_name_is_told(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).abstained


@pytest.mark.parametrize(
    "question",
    ["Is TransDAE a transformer?", "Is MedShapeNet 3D?", "Does KnoBo use an LLM?", "Does CC-SAM use ultrasound?"],
)
def test_what_it_names_is_answered(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).abstained
