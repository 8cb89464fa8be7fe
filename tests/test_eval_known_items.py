"""Questions made by rule from a paper's words."""

from conftest import make_paper

from eval.known_items import make
from rag.words import terms

TEXT = (
    "The convolutional network segments liver tumours and kidneys in abdominal computed tomography scans of children."
)
PAPERS = [make_paper(f"Title {number}", TEXT.replace("liver", word)) for number, word in enumerate(("lung", "brain"))]


def test_two_thirds_of_the_telling_words_of_its_paper_in_another_order() -> None:
    telling = [word.strip(".") for word in PAPERS[0].abstract.split() if terms(word)]
    for item in make(PAPERS, 2):
        words = item.question.split()
        assert len(words) == len(telling) - len(telling) // 3
        assert set(words) <= {word.strip(".") for word in PAPERS[item.paper].abstract.split()}
        assert all(terms(word) for word in words)


def test_a_seed_gives_the_same_questions_and_another_seed_others() -> None:
    assert make(PAPERS, 2, seed=1) == make(PAPERS, 2, seed=1)
    assert make(PAPERS, 2, seed=1) != make(PAPERS, 2, seed=2)
    assert sorted(item.paper for item in make(PAPERS, 5)) == [0, 1]


def test_a_sentence_of_few_telling_words_gives_no_question() -> None:
    assert make([make_paper("Short", "We use it. They have scans of it.")], 1) == []
