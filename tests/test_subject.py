"""Whether a question asks of one paper if something is so, and what it is about."""

import pytest
from conftest import PAPERS

from rag.name_claims import Claims
from rag.names import Names
from rag.subject import asked_topic, subject_of


@pytest.fixture(scope="module")
def names() -> Names:
    return Names.build(Claims.build(PAPERS))


@pytest.mark.parametrize(
    "question",
    [
        "Does SwinSeg use CT?",
        "so is the SwinSeg paper new?",
        "Can SwinSeg be had?",
        "is this one new (SwinSeg)?",
        "does it use CT (“SwinSeg: Dice on Brain MRI”)?",
    ],
)
def test_the_paper_of_which_it_is_asked_whether_something_is_so(names: Names, question: str) -> None:
    subject = subject_of(question, names)
    assert subject is not None and subject.papers == (1,)


@pytest.mark.parametrize(
    "question",
    [
        "What is SwinSeg?",
        "Does LiverNet beat SwinSeg?",
        "Is there code for SwinSeg?",
        "Does it use CT?",
        "Which use CT?",
    ],
)
def test_other_questions_have_no_such_paper(names: Names, question: str) -> None:
    assert subject_of(question, names) is None


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("is SwinSeg about medicine?", "medicine"),
        ("Is SwinSeg a paper on the brain?", "the brain"),
        ("Does SwinSeg deal with CT or MRI?", "CT or MRI"),
        ("Has SwinSeg got anything to do with chemistry?", "chemistry"),
        ("Is the SwinSeg paper really about brains?", "brains"),
        ("Does SwinSeg cover tumours?", "tumours"),
        ("is this about brains (SwinSeg)?", "brains"),
        ("is it about brains (“SwinSeg: Dice on Brain MRI”)?", "brains"),
        ("Does SwinSeg use CT?", None),
        ("What is SwinSeg about?", None),
        ("Is SwinSeg better on CT?", None),
    ],
)
def test_what_a_paper_is_asked_to_be_about(names: Names, question: str, topic: str | None) -> None:
    assert asked_topic(question, names) == topic
