"""Names that a list question asks for, and where a paper says them."""

import pytest
from conftest import make_paper

from rag.name_condition import name_condition
from rag.said_names import names_asked, without_names


@pytest.mark.parametrize(
    ("topic", "names"),
    [
        ("DenseNet", ("DenseNet",)),
        ("ViTs", ("ViT",)),
        ("YOLO 8 detectors", ("YOLO 8",)),
        ("Llama-based chatbots", ()),
        ("LoRA-tuned LLaMA", ("LoRA", "LLaMA")),
        ("X-rays of COVID-19", ()),
        ("MRI", ()),
        ("non-DICOM pictures", ()),
        ("Self-Supervised learning", ()),
        ("knees", ()),
    ],
)
def test_names_are_read_from_how_they_are_written(topic: str, names: tuple[str, ...]) -> None:
    assert names_asked(topic) == names


@pytest.mark.parametrize(
    ("topic", "rest"),
    [
        ("DenseNet", ""),
        ("fine-tunes DenseNets", "fine-tunes"),
        ("evaluates LoRA", ""),
        ("DenseNet on kidneys", "on kidneys"),
        ("kidney DenseNet", "kidney"),
    ],
)
def test_what_is_done_with_a_name_is_nothing_beside_it(topic: str, rest: str) -> None:
    assert without_names(topic) == rest


@pytest.mark.parametrize(
    ("name", "long", "abstract", "says"),
    [
        ("DenseNet", None, "We use DenseNet121.", True),
        ("DenseNet", None, "We use Densenet-169.", True),
        ("DenseNet", None, "We use dense nets.", False),
        ("YOLO", None, "We use YOLOv8n.", True),
        ("V-Net", None, "We use VNet.", True),
        ("V-Net", None, "We use mmV-Net.", False),
        ("mmV-Net", None, "We use V-Net.", False),
        ("GPT-4", None, "We use GPT-4o.", True),
        ("GPT-4", None, "We use GPT-40.", False),
        ("GPT-4", None, "We use GPT-3.", False),
        ("DINO", None, "We use MedDINO.", True),
        ("DINO", None, "The dino lived.", False),
        ("CAT", "cross attention transformer", "A Cross-Attention Transformer sees.", True),
        ("CAT", "cross attention transformer", "The attention of a transformer goes across.", False),
        ("CAT", "cross attention model", "Cross-attention sees.", True),
        ("CAT", None, "A cat sees.", False),
    ],
)
def test_a_paper_says_a_name_as_such_and_not_in_loose_words(
    name: str, long: str | None, abstract: str, says: bool
) -> None:
    assert bool(name_condition(name, long).met(make_paper("A Study", abstract))) is says


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("A DenseNet for Knees", "Knees that hurt are seen by a network before they are seen by a doctor."),
        ("On Hips and Elbows", "A ResNet152 is the teacher of the smaller network that looks at all the hips."),
    ],
)
def test_it_is_shown_by_the_sentence_that_says_it_or_the_first_for_a_title(title: str, shown: str) -> None:
    abstract = (
        "Knees that hurt are seen by a network before they are seen by a doctor. "
        "A ResNet152 is the teacher of the smaller network that looks at all the hips."
    )
    paper = make_paper(title, abstract)
    name = "DenseNet" if "DenseNet" in title else "ResNet"
    span = name_condition(name).met(paper)
    assert span and abstract[slice(*span)] == shown
