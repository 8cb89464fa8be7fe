"""Late interaction: tokens of a question against the tokens of papers."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from conftest import PAPERS, HashedWords, make_assistant, make_paper
from numpy.typing import NDArray

from rag import Assistant, Paper, interaction
from rag.embeddings import LocalEmbedding, embed_question
from rag.glossary import glossary
from rag.index import open_index
from rag.interaction import Asked, Interaction, Read
from rag.passages import split_sentences
from rag.retrieve import rank
from rag.token_axes import DIMENSIONS, main_axes, token_axes

CHEST = make_paper(
    "Findings on Radiographs", "We study radiographs of the thorax. Opacities are found in 0.9 of the cases."
)
LIVER = make_paper("Lesions on CT", "We segment lesions of the liver. A surgeon checks the outlines.")


@pytest.fixture(scope="module")
def local(assistant: Assistant) -> LocalEmbedding:
    assert isinstance(assistant.index.embedder, LocalEmbedding)
    return assistant.index.embedder


def read(embedder: LocalEmbedding, papers: Sequence[Paper]) -> list[Read]:
    return list(interaction.read_papers(embedder, papers, [split_sentences(paper.abstract) for paper in papers]))


def held(papers: Sequence[Read]) -> Interaction:
    flat = [texts for paper in papers for texts in paper.units]
    return Interaction(
        np.concatenate(flat),
        np.array([len(texts) for texts in flat], np.int32),
        firsts_of(papers),
        np.concatenate([paper.pieces for paper in papers]),
        np.array([len(paper.pieces) for paper in papers], np.int32),
    )


def firsts_of(papers: Sequence[Read]) -> NDArray[np.int64]:
    return np.cumsum([0, *(len(paper.units) - 1 for paper in papers)])


def ask(embedder: LocalEmbedding, question: str) -> Asked:
    tokens = embed_question(embedder, question)[1]
    assert tokens is not None
    asked = interaction.read_question(question, tokens)
    assert asked is not None
    return asked


def test_a_question_in_other_words_finds_its_paper_and_sentence(local: LocalEmbedding) -> None:
    papers = held(read(local, [LIVER, CHEST]))
    scores = papers.papers(ask(local, "pictures of the chest"), np.arange(2))
    assert scores.shape == (2,) and scores[1] > scores[0]
    assert ((scores >= 0) & (scores <= 1.01)).all()
    of_liver, of_chest = papers.sentences(ask(local, "an operating doctor looks them over"), np.arange(2))
    assert [len(of_liver), len(of_chest)] == [3, 3]  # the title, then each sentence
    assert int(of_liver.argmax()) == 2


def test_a_paper_scores_at_least_as_its_best_sentence(local: LocalEmbedding) -> None:
    papers, asked = held(read(local, PAPERS)), ask(local, "which network outlines the liver")
    numbers = np.array([2, 0])
    for whole, sentences in zip(papers.papers(asked, numbers), papers.sentences(asked, numbers), strict=True):
        assert whole >= sentences.max() - 1e-6


def test_every_token_is_of_the_sentence_that_it_stands_in(local: LocalEmbedding) -> None:
    long = make_paper(
        "Many Sentences", " ".join(f"Sentence number {place} tells of the {place}th patient." for place in range(60))
    )
    (found,) = read(local, [long])
    texts = [long.title, *(long.abstract[start:end] for start, end in split_sentences(long.abstract))]
    assert [len(unit) for unit in found.units] == local.lengths(texts)
    assert len(found.pieces) > 1
    assert np.linalg.norm(found.pieces.astype(np.float32), axis=1) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize(
    "paper",
    [
        Paper("a", "", "We present a network without a title."),
        Paper("b", "A title " * 300, "The title alone is longer than the model reads. So nothing is left of this."),
        Paper("c", "One word", "word " * 2000),
        Paper("d", "\x00\x01", "⠀⠀. " * 12),
    ],
    ids=lambda paper: paper.id,
)
def test_a_strange_paper_is_read_and_compared(local: LocalEmbedding, paper: Paper) -> None:
    units = read(local, [paper, CHEST])
    papers, asked = held(units), ask(local, "pictures of the chest")
    assert np.isfinite(papers.papers(asked, np.arange(2))).all()
    assert [len(found) for found in papers.sentences(asked, np.arange(2))] == [len(paper.units) for paper in units]
    assert papers.papers(asked, np.arange(2)).argmax() == 1


def test_a_question_of_framing_words_alone_is_asked_by_them(local: LocalEmbedding) -> None:
    asked = ask(local, "what is it about")
    assert len(asked.vectors) == len(asked.weights) == 4
    assert asked.weights.sum() == pytest.approx(1)


def test_a_rare_word_counts_more(local: LocalEmbedding) -> None:
    tokens = embed_question(local, "time radiograph")[1]
    assert tokens is not None
    asked = interaction.read_question("time radiograph", tokens)
    assert asked is not None
    assert asked.weights[0] < asked.weights[1:].max()


def test_what_is_written_is_read_again(local: LocalEmbedding, tmp_path: Path) -> None:
    units = read(local, PAPERS)
    interaction.write(tmp_path / "it", units, "one")
    firsts = firsts_of(units)
    found = Interaction.load(tmp_path / "it", firsts, "one")
    asked = ask(local, "brain scans")
    assert len(found) == len(PAPERS)
    assert np.array_equal(found.papers(asked, np.arange(3)), held(units).papers(asked, np.arange(3)))
    assert all(np.array_equal(a, b) for a, b in zip(found.of_paper(1).units, units[1].units, strict=True))
    for wrong in (lambda: Interaction.load(tmp_path / "it", firsts, "two"),
                  lambda: Interaction.load(tmp_path / "it", firsts[:-1], "one")):  # fmt: skip
        with pytest.raises(ValueError, match="token vectors"):
            wrong()
    np.save(tmp_path / "it" / "counts.npy", np.array([1, 1, 2], np.int32))
    with pytest.raises(ValueError, match="pieces"):
        Interaction.load(tmp_path / "it", firsts, "one")


def test_the_whole_question_counts_beside_its_tokens_where_it_is_given(local: LocalEmbedding) -> None:
    papers, question = held(read(local, [LIVER, CHEST])), "pictures of the chest"
    tokens = local.embed_in_context([question])[1][0]
    alone = interaction.read_question(question, tokens)
    whole = interaction.read_question(question, tokens, whole=True)
    assert alone and whole and alone.whole is None and whole.whole is not None
    both = interaction.together([(whole, 0.5), (whole, 0.5)])
    assert both and both.whole == pytest.approx(whole.whole, abs=1e-6)
    near = local.embed([f"{CHEST.title}. {CHEST.abstract}"])[0] @ whole.whole
    scores = [float(papers.papers(asked, np.array([1]))[0]) for asked in (alone, whole)]
    share = interaction._WHOLES
    assert scores[1] == pytest.approx((1 - share) * scores[0] + share * near, abs=2e-3)


def test_some_papers_score_as_among_all(local: LocalEmbedding) -> None:
    papers, asked = held(read(local, PAPERS)), ask(local, "brain scans")
    some = papers.some(np.array([1, 2]))
    assert len(some) == 2
    assert np.array_equal(some.papers(asked, np.array([1, 0])), papers.papers(asked, np.array([2, 1])))
    assert np.array_equal(some.sentences(asked, np.array([0]))[0], papers.sentences(asked, np.array([1]))[0])


def test_the_kept_axes_are_those_of_the_shipped_papers(assistant: Assistant, local: LocalEmbedding) -> None:
    kept, made = main_axes(), token_axes(local, assistant.papers)
    assert kept.shape == made.shape == (DIMENSIONS, 384)
    same = float(np.linalg.norm(kept @ made.T)) ** 2 / len(kept)
    assert same > 0.999, "renew rag/data/token_axes.npy, as rag.token_axes says"


def test_an_index_keeps_tokens_and_reads_only_new_papers(
    assistant: Assistant, local: LocalEmbedding, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = assistant.settings.__class__(home=tmp_path)
    texts: list[str] = []
    really = LocalEmbedding.embed_in_context
    glosses = {"; ".join(entry) for entry in glossary().glosses}

    def counting(self: LocalEmbedding, some: Sequence[str]) -> object:
        texts.extend(text for text in some if text not in glosses)
        return really(self, some)

    monkeypatch.setattr(LocalEmbedding, "embed_in_context", counting)
    with_two = open_index(settings, local, papers=PAPERS[:2])
    assert with_two.interaction is not None and with_two.everyday is not None and len(texts) == 4  # by both readers
    before = [unit.copy() for unit in with_two.interaction.of_paper(1).units]
    with_two.close()
    texts.clear()
    changed = open_index(settings, local, papers=(CHEST, *PAPERS[1:]))
    assert sorted(texts) == sorted(2 * [f"{paper.title}. {paper.abstract}" for paper in (CHEST, PAPERS[2])])
    assert changed.interaction is not None
    assert all(np.array_equal(a, b) for a, b in zip(changed.interaction.of_paper(1).units, before, strict=True))
    changed.close()


@pytest.mark.parametrize("missing", [interaction.FOLDER, interaction.EVERYDAY_FOLDER])
def test_an_index_of_before_gets_its_tokens(
    missing: str, assistant: Assistant, local: LocalEmbedding, tmp_path: Path
) -> None:
    import json
    import shutil

    settings = assistant.settings.__class__(home=tmp_path)
    old = open_index(settings, local, papers=PAPERS)
    shutil.rmtree(old.folder / missing)
    manifest = json.loads((old.folder / "manifest.json").read_text("utf-8"))
    manifest["files"] = {name: mark for name, mark in manifest["files"].items() if not name.startswith(missing)}
    (old.folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    old.close()
    new = open_index(settings, local, papers=PAPERS)
    assert new.interaction is not None and new.everyday is not None and new.folder != old.folder
    new.close()


def test_another_embedder_ranks_without(tmp_path: Path) -> None:
    small = make_assistant(tmp_path)
    assert isinstance(small.index.embedder, HashedWords)
    assert small.index.interaction is None and small.index.everyday is None
    assert rank(small.index, "brain scans").asked is None


def test_a_laymans_question_is_ranked_by_it_and_a_technical_one_is_not(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[int] = []
    really = Interaction.papers
    monkeypatch.setattr(
        Interaction, "papers", lambda self, asked, some: called.append(len(some)) or really(self, asked, some)
    )
    rank(assistant.index, "can a machine tell that somebody wriggled in the tube")
    assert called
    called.clear()
    paper = assistant.papers[0]
    rank(assistant.index, paper.title)
    assert not called
