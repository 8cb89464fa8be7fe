"""Short forms that papers give for longer names."""

import pytest

from rag.short_forms import ShortForms

TEXTS = (
    "Magnetic resonance imaging (MRI) is slow.",
    "We use convolutional neural networks (CNNs) on chest X-rays (CXRs).",
    "Visual question answering (VQA) helps (SEE below). It beats the lot (AB).",
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("papers on MRI", "papers on magnetic resonance imaging"),
        ("CNNs", "Convolutional Neural Networks"),
        ("CXR", "chest x-rays"),
        ("papers on VQA", "papers on visual question answering"),
    ],
)
def test_a_name_has_the_same_names_in_either_form(one: str, other: str) -> None:
    forms = ShortForms(TEXTS)
    assert len(forms.names(one)) == 2
    assert forms.names(one) == forms.names(other)


@pytest.mark.parametrize("text", ["papers on AB", "papers on SEE", "mriqc", "papers on resonance"])
def test_other_words_have_no_second_name(text: str) -> None:
    assert ShortForms(TEXTS).names(text) == (text,)


def test_a_short_form_in_the_plural_is_of_a_kind_of_things() -> None:
    forms = ShortForms(TEXTS)
    assert forms.is_kind("CNN") and not forms.is_kind("VQA")
    assert forms.long_of("VQA") == "visual question answering"


def test_a_short_form_may_be_written_small() -> None:
    forms = ShortForms(["Visual question answering (VQA) is hard."])
    assert forms.names("vqa papers") == ("VQA papers", "visual question answering papers")


def test_what_kind_of_thing_a_long_form_is_may_go_unsaid() -> None:
    forms = ShortForms(["The segment anything model (SAM) is large."])
    assert forms.names("papers on Segment Anything")[0] == "papers on SAM"
