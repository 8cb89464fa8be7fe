"""What a question takes for granted in the field's own terms, and whether a text speaks of it."""

from pathlib import Path

import pytest

from rag import attributes as module
from rag.attributes import MEDICAL, attributes, lacks, names_any, vocabulary


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("How does it use MRI of the liver?", ["MRI", "liver"]),
        ("Why is a diffusion model trained on videos?", ["diffusion model", "videos"]),
        ("How early is glioblastoma seen?", ["glioblastoma"]),
        ("How early is chordoma seen?", ["chordoma"]),
        ("Which PET tracer is best?", ["PET"]),
        ("Can my pet be scanned?", []),
        ("What is the diagnosis?", []),
        ("Where is the code?", []),
        ("Which gpu trains it, and is LoRA used?", ["gpu", "LoRA"]),
        ("Is it a white-box model, or did whitebox tests clip it?", []),
        ("Does it read xrays, x rays or X-rays?", ["xrays"]),
        ("Which optic nerve is seen?", ["optic nerve"]),
        ("Does simvastatin help?", ["simvastatin"]),
        ("What prompted the agents to pay attention to the data?", []),
    ],
)
def test_the_attributes_of_a_question_are_found_in_its_order(question: str, found: list[str]) -> None:
    assert [attribute.word for attribute in attributes(question)] == found


def test_only_what_belongs_to_medicine_is_found_where_that_is_asked() -> None:
    assert [attribute.word for attribute in attributes("a diffusion model of the knee", medical=True)] == ["knee"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How does it use CT?", "We segment organs on computed tomography."),
        ("How does it read the heart?", "Cardiac function is measured."),
        ("Why use a GAN?", "Images are made by pix2pixGAN."),
        ("Does it find pneumonia on X-rays?", "Pneumonia is found on chest radiographs."),
        ("How early is glioblastoma seen?", "Glioblastomas are seen early."),
        ("How does it use CT?", "Dental CBCT is read."),
        ("Is it trained on images of the eyes?", "Fundus photographs are graded."),
        ("Why does it use self supervision?", "It learns from unlabelled scans."),
        ("Which nurses rated it?", "It was rated by nursing staff."),
        ("How was it pre-trained?", "Pretraining takes a week."),
        ("Why is the encoder frozen?", "The weights of the encoder are kept fixed."),
        ("How is the spleen outlined?", "Each organ is outlined."),
        ("Which videos were used?", "Frames of an operation are labelled."),
    ],
)
def test_a_text_may_say_an_attribute_in_other_words(question: str, text: str) -> None:
    assert not any(lacks(attribute, text) for attribute in attributes(question))


@pytest.mark.parametrize(
    "question", ["How does it use CT?", "How is the knee read?", "Why use a GAN?", "Which PET scanner?", "Is RNA read?"]
)
def test_a_text_about_something_else_lacks_it_though_its_letters_are_in_other_words(question: str) -> None:
    text = "We report on ultrasound of the liver with a transformer: competitive detection of organs by external tests."
    asked = attributes(question)
    assert asked and all(lacks(attribute, text) for attribute in asked)


@pytest.mark.parametrize(
    "question", ["How is the spleen outlined?", "Which videos were used?", "Why a transformer?", "Was a phantom used?"]
)
def test_a_text_that_has_its_letters_in_longer_words_lacks_it(question: str) -> None:
    text = "This framework, in the manner of its organization, transfers what was learned on natural pictures."
    asked = attributes(question)
    assert asked and all(lacks(attribute, text) for attribute in asked)


def test_every_section_that_is_medicine_is_there_and_every_term_is_said_by_the_words_that_ask_for_it() -> None:
    assert {term.section for term in vocabulary()} > MEDICAL
    assert len(vocabulary()) > 450
    for term in vocabulary():
        for word in term.asked:
            spelled = word.replace("*", "")
            asked = [attribute for attribute in attributes(spelled) if not lacks(attribute, spelled)]
            assert asked, word


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("CT | tomogra*", 1),
        ("## modalities\nCT, tomogra*", 2),
        ("## modalities\nCT | tomogra* | scan", 2),
        ("## modalities\n\n# a comment\nCT,, scanner | tomogra*", 4),
        ("## modalities\n(CT) | tomogra*", 2),
        ("## modalities\nCT | tomogra*\nMRI, CT | magnetic", 3),
        ("## modalities\nCT, CT | tomogra*", 2),
        ("## Two Words\nCT | tomogra*", 1),
    ],
)
def test_a_line_out_of_form_is_refused_with_its_number(
    text: str, line: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / module.FILE).write_text(text, "utf-8")
    monkeypatch.setattr(module.resources, "files", lambda _: tmp_path)
    with pytest.raises(ValueError, match=rf"attributes\.txt, line {line}:"):
        vocabulary.__wrapped__()


@pytest.mark.parametrize(
    ("section", "text", "found"),
    [
        ("body", "We outline the spleen.", True),
        ("body", "We outline organs.", False),
        ("languages", "Reports in Japanese and English.", True),
        ("languages", "A bilingual language model.", False),
        ("diseases", "Signs of pneumonia.", True),
        ("diseases", "Signs of disease.", False),
    ],
)
def test_a_text_names_something_of_a_section_or_nothing(section: str, text: str, found: bool) -> None:
    assert names_any(section, text) is found


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Which graph network is it?", "We read radiographs."),
        ("How is the audio read?", "We read ultrasound."),
        ("Is it causal?", "We read it because it is there."),
        ("How many thermal images are there?", "Furthermore, we read scans."),
        ("Which wavelet is used?", "We filter in the frequency domain."),
        ("Whose whole-slide images are they?", "Four tissues are seen."),
    ],
)
def test_a_word_within_another_one_that_means_something_else_does_not_say_it(question: str, text: str) -> None:
    assert any(lacks(attribute, text) for attribute in attributes(question))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Which arteries are seen?", "Cardiovascular risk is read."),
        ("Which graph network is it?", "We use MedGraph."),
        ("Which annotation tool is it?", "Scans are unannotated."),
        ("Is it few-shot?", "It is a few-shot learner."),
    ],
)
def test_a_word_behind_a_prefix_or_in_a_compound_with_a_capital_says_it(question: str, text: str) -> None:
    assert not any(lacks(attribute, text) for attribute in attributes(question))
