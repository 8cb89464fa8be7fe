"""One language only, of a work that masters several."""

import pytest

from rag.premises.languages import one_language

BOTH = "KidneyChat is the first bilingual assistant for kidneys."
NEED = "This highlights the need for multilingual datasets."


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why does KidneyChat only understand English?", BOTH),
        ("why is KidneyChat monolingual", BOTH),
        ("Why can it handle just one language?", BOTH),
        ("What was the reason to train on English alone?", BOTH),
        ("Does KidneyChat only understand English?", None),
        ("Why does KidneyChat understand English and Chinese?", None),
        ("Why do existing assistants only understand English?", None),
        ("Why is it not limited to English?", None),
    ],
)
def test_several_languages_are_more_than_one(question: str, said: str | None) -> None:
    assert one_language(question, [NEED, BOTH]) == said


def test_a_need_for_several_is_no_mastery() -> None:
    assert one_language("Why does KidneyChat only understand English?", [NEED]) is None
