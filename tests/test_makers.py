"""What part a large model has in the papers of a list."""

import pytest

from rag.makers import is_known_maker, part_in
from rag.types import Paper

_ABSTRACTS = {
    "helped": "We study bees. We use GPT-4 to tidy the names of hives.",
    "beaten": "Our model gives an improvement of 3% over prior work. It shows a 9% improvement over GPT-4o on wings.",
    "tested": "We test it on hives. GPT-4V reached an accuracy of 61% on pictures of bees.",
    "itself": "In this study, we evaluated what GPT-4V and Gemini know of bees.",
    "wrote": "A ready-made LLM is good at this. We use a large language model to extract the names of hives.",
    "none": "Systems such as Gemini are not made for bees.",
}


def _meeting(question: str) -> list[str]:
    part = part_in(question)
    assert part
    return [
        name
        for name, abstract in _ABSTRACTS.items()
        if part.condition.met(Paper(id=name, title="Bees", abstract=abstract))
    ]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Which papers use an OpenAI model as a helper?", ["helped"]),
        ("Who used GPT-4 merely to translate or tidy labels?", ["helped"]),
        ("Whose model beats GPT-4o?", ["beaten"]),
        ("Papers in which GPT-4o loses to the authors' system", ["beaten"]),
        ("Which papers report how GPT-4 scored?", ["beaten", "tested", "itself"]),
        ("Where does a model from Google show up?", ["itself", "none"]),
        ("Who measured their own model against GPT-4o?", ["beaten"]),
        ("Which papers try out off-the-shelf chatbots such as GPT-4V?", ["itself"]),
        ("How many put ready-made assistants like GPT-4V to the test?", ["itself"]),
        ("Who tested GPT-4V without building a model of their own?", ["itself"]),
        ("How many put GPT-4V through its paces as their main purpose?", ["itself"]),
        ("Who put the big commercial chatbots to the test as they come?", ["itself"]),
        ("Which papers beat proprietary language models?", ["beaten"]),
        ("Which papers use a large language model to clean texts?", ["wrote"]),
        ("papers in which GPT-4 cleaned the names", ["helped"]),
    ],
)
def test_a_models_part_tells_papers_apart(question: str, found: list[str]) -> None:
    assert _meeting(question) == found


def test_a_question_without_a_part_has_none() -> None:
    assert part_in("Which papers mention GPT-4?") is None
    assert part_in("Gemini versus GPT-4 on bees: how many hives?") is None


def test_a_maker_is_known_by_what_it_makes() -> None:
    assert is_known_maker("openai", {"gpt-4"}.__contains__)
    assert not is_known_maker("openai", {"gemini"}.__contains__)
