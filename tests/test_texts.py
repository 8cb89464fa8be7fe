"""What is embedded: sentences with their titles, or whole papers; each with its name, its mark and its paper."""

from dataclasses import replace

import pytest
from conftest import PAPERS, make_nodes

from rag.manifest import Granularity
from rag.paper_file import ids_of
from rag.passages import split_sentences
from rag.spans import Spans
from rag.texts import Texts
from rag.types import Paper


def texts(granularity: Granularity, papers: tuple[Paper, ...] = PAPERS) -> Texts:
    return Texts(papers, ids_of(papers), Spans.of([split_sentences(p.abstract) for p in papers]), granularity)


def test_a_sentence_is_embedded_with_its_title_and_shown_without_it() -> None:
    sentences = texts("sentence")
    nodes = make_nodes(PAPERS)
    assert len(sentences) == len(nodes)
    for place, node in enumerate(nodes):
        paper = PAPERS[sentences.number(place)]
        assert sentences.words(place) == node.text
        assert sentences.words(place) in paper.abstract
        assert sentences.text(place) == f"{paper.title}. {node.text}"
        assert sentences.node(place).node_id == node.node_id == sentences.names()[place]


def test_a_whole_paper_is_embedded_as_title_and_abstract() -> None:
    wholes = texts("paper")
    assert len(wholes) == len(PAPERS)
    for place, paper in enumerate(PAPERS):
        assert wholes.text(place) == f"{paper.title}. {paper.abstract}"
        assert wholes.words(place) == paper.abstract
        assert (wholes.number(place), wholes.first_of(place)) == (place, place)
    assert wholes.names() == [paper.id for paper in PAPERS]


def test_the_first_text_of_a_paper_is_its_first_sentence() -> None:
    sentences = texts("sentence")
    for number, paper in enumerate(PAPERS):
        first = sentences.first_of(number)
        assert sentences.number(first) == number
        assert paper.abstract.startswith(sentences.words(first))


@pytest.mark.parametrize("granularity", ["sentence", "paper"])
def test_the_marks_change_with_what_is_embedded_and_with_nothing_else(granularity: Granularity) -> None:
    before = texts(granularity)
    dated = texts(granularity, (replace(PAPERS[0], year=2024, id="another"), *PAPERS[1:]))
    assert dated.marks() == before.marks()
    titled = texts(granularity, (replace(PAPERS[0], title="Another title"), *PAPERS[1:]))
    of_first = before.first_of(1)
    assert set(titled.marks()[:of_first]).isdisjoint(before.marks())
    assert titled.marks()[of_first:] == before.marks()[of_first:]
