"""Is a question, or the topic of a list, about what the papers are about?"""

import pytest
from conftest import make_assistant

from rag import Assistant, Settings
from rag.field import about_one, in_field
from rag.retrieve import rank


@pytest.mark.parametrize("topic", ["mamba", "brain tumours", "ultrasound", "report generation", "fairness", "OCT"])
def test_a_topic_of_the_field_is_in_it_however_short(assistant: Assistant, topic: str) -> None:
    assert in_field(assistant.index, rank(assistant.index, topic), listed=True)


@pytest.mark.parametrize("topic", ["stock prices", "knitting", "weather in spring", "football", "air traffic control"])
def test_a_topic_of_another_field_is_not(assistant: Assistant, topic: str) -> None:
    assert not in_field(assistant.index, rank(assistant.index, topic), listed=True)


def test_a_question_must_be_nearer_than_a_topic(assistant: Assistant) -> None:
    ranking = rank(assistant.index, "nursing")
    assert in_field(assistant.index, ranking, listed=True)
    assert not in_field(assistant.index, ranking)


@pytest.mark.parametrize(
    "question",
    [
        "Can throwing out near-duplicate scans beforehand make a network smarter later on?",
        "How can I leave out some readings so a session at the scanner is over sooner?",
    ],
)
def test_a_layman_who_uses_no_term_is_in_the_field(assistant: Assistant, question: str) -> None:
    assert in_field(assistant.index, rank(assistant.index, question))
    assert not in_field(assistant.index, rank(assistant.index, "Who composed the Goldberg Variations?"))


@pytest.mark.parametrize(
    ("question", "one"),
    [
        ("Who lets untrained volunteers on the web draw outlines, with a bot helping along?", True),
        ("Who turned tumor outlines on CT into written and structured reports?", True),
        ("Who checks whether results hold up across sex, age, race or skin color of the patients?", False),
        ("Who has worked on self-supervised learning made for 3D volumes?", False),
    ],
)
def test_a_close_description_is_of_one_paper_where_that_stands_out(
    assistant: Assistant, question: str, one: bool
) -> None:
    assert about_one(assistant.index, rank(assistant.index, question)) is one
    assert assistant.ask(question).kind == ("fact" if one else "list")


def test_without_a_dense_side_words_decide(tmp_path_factory: pytest.TempPathFactory) -> None:
    small = make_assistant(tmp_path_factory.mktemp("words"))
    assert isinstance(small.settings, Settings)
    assert in_field(small.index, rank(small.index, "liver on CT", "bm25"))
    assert not in_field(small.index, rank(small.index, "knitting of jumpers", "bm25"))
    assert in_field(small.index, rank(small.index, "knitting of jumpers", "bm25"), listed=True)
    assert not about_one(small.index, rank(small.index, "liver on CT", "bm25"))
