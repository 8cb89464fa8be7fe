"""Papers in everyday English: the dictionary, and its vectors beside those of the papers."""

from pathlib import Path

import numpy as np
import pytest
from conftest import PAPERS, make_paper

from rag import Assistant, Settings, glossary, glosses, interaction
from rag.embeddings import LocalEmbedding
from rag.glossary import entries_of
from rag.glosses import Glosses
from rag.index import open_index
from rag.interaction import Interaction, read_question
from rag.passages import split_sentences
from rag.plain_words import dictionary
from rag.words import STOPWORDS


@pytest.fixture(scope="module")
def reader(assistant: Assistant) -> LocalEmbedding:
    assert isinstance(assistant.index.embedder, LocalEmbedding)
    return assistant.index.embedder.everyday()


def called(text: str) -> list[str]:
    return [glossary.glossary().glosses[entry][0] for entry in entries_of(text)]


def test_words_are_found_in_whatever_spelling_and_of_phrases_the_longest() -> None:
    assert called("Pre-training") == called("PRETRAINING") == called("pre training") != []
    assert len(called("optical coherence tomography")) == 1  # and not tomography by itself
    assert called("tomography") != called("optical coherence tomography")
    assert called("Segmentation. Segmentation!") == called("segmentation")
    assert called("") == called("zzz of the") == []


def test_no_gloss_is_the_word_itself_and_no_everyday_word_is_glossed() -> None:
    held = glossary.glossary()
    for words, entry in held.entries.items():
        assert all(gloss.strip() == gloss and gloss for gloss in held.glosses[entry]), words
        assert " ".join(words) not in held.glosses[entry]
        assert not set(words) <= STOPWORDS, words
    assert len(held.entries) > len(dictionary())


def test_a_line_without_a_gloss_or_a_word_in_two_lines_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.setattr(glossary.resources, "files", lambda _: tmp_path)
    for lines, problem in (("ct = slices\nct, mri = scan\n", "line 2: 'ct'"), ("ct scan\n", "line 1: 'ct scan'")):
        (tmp_path / "data" / glossary.FILE).write_text(lines, "utf-8")
        with pytest.raises(ValueError, match=problem):
            glossary.glossary.__wrapped__()


def test_each_text_has_the_best_of_its_glosses(reader: LocalEmbedding) -> None:
    texts = ["Segmentation of the retina.", "Nothing here.", "Segmentation."]
    held = Glosses.read(reader, texts)
    asked = read_question("cutting out the shape", reader.embed_in_context(["cutting out the shape"])[1][0])
    assert asked is not None
    found = held.of_texts(held.nearest(asked.vectors), [(0, 3)])
    assert found.shape == (len(asked.vectors), 3)
    assert (found[:, 1] == 0).all() and (found[:, 0] >= found[:, 2]).all() and (found[:, 2] > 0).all()
    apart = held.of_texts(held.nearest(asked.vectors), [(2, 3), (0, 1)])
    assert np.array_equal(apart, found[:, [2, 0]])


def test_what_was_read_before_is_not_read_again(reader: LocalEmbedding, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["Segmentation of the retina.", "Radiographs of the thorax."]
    whole, before = Glosses.read(reader, texts), Glosses.read(reader, texts[:1])
    read: list[str] = []
    embed = LocalEmbedding.embed_in_context
    monkeypatch.setattr(
        LocalEmbedding, "embed_in_context", lambda self, some: (read.extend(some), embed(self, some))[1]
    )
    again = Glosses.read(reader, texts, before)
    known = {"; ".join(glossary.glossary().glosses[entry]) for entry in before.of_entries()}
    assert read and known and not set(read) & known
    for one, other in zip(
        (again.lengths, again.entries, again.named, again.ends),
        (whole.lengths, whole.entries, whole.named, whole.ends),
        strict=True,
    ):
        assert np.array_equal(one, other)
    assert np.abs(again.vectors.astype(int) - whole.vectors).max() <= 1


def test_texts_without_any_gloss(reader: LocalEmbedding, tmp_path: Path) -> None:
    held = Glosses.read(reader, ["zzz", ""])
    held.save(tmp_path)
    loaded = Glosses.load(tmp_path, 2)
    asked = np.ones((2, loaded.vectors.shape[1]), np.float32)
    assert (loaded.of_texts(loaded.nearest(asked), [(0, 2)]) == np.zeros((2, 2))).all()


def test_a_paper_is_found_by_what_a_layman_calls_its_things(reader: LocalEmbedding) -> None:
    papers = [
        make_paper("Otoscopy by Smartphone", "We study otoscopy. Cerumen hides the tympanic membrane."),
        make_paper("Cystoscopy by Night", "We study cystoscopy. Catheters hide the urothelium."),
    ]
    sentences = [split_sentences(paper.abstract) for paper in papers]
    read = list(interaction.read_papers(reader, papers, sentences))
    flat = [texts for paper in read for texts in paper.units]
    asked = read_question("peeking into the bladder", reader.embed_in_context(["peeking into the bladder"])[1][0])
    assert asked is not None
    texts = [
        text
        for paper, spans in zip(papers, sentences, strict=True)
        for text in (paper.title, *(paper.abstract[start:end] for start, end in spans))
    ]

    def lead(held: Glosses | None) -> float:
        found = Interaction(
            np.concatenate(flat),
            np.array([len(each) for each in flat], np.int32),
            np.cumsum([0, *map(len, sentences)]),
            np.concatenate([paper.pieces for paper in read]),
            np.ones(2, np.int32),
            held,
        ).papers(asked, np.arange(2))
        return float(found[1] - found[0])

    assert lead(Glosses.read(reader, texts)) > max(lead(None), 0.05)


def test_an_index_of_another_glossary_is_built_anew(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, embedder = Settings(home=tmp_path), assistant.index.embedder
    first = open_index(settings, embedder, papers=PAPERS)
    assert open_index(settings, embedder, papers=PAPERS).folder == first.folder
    monkeypatch.setattr(glosses, "digest", lambda: "another")
    renewed = open_index(settings, embedder, papers=PAPERS)
    assert renewed.folder != first.folder
    assert renewed.everyday is not None and renewed.everyday.glosses is not None


@pytest.mark.parametrize("left", [0, 40, 2000])
def test_damaged_glosses_are_read_anew(assistant: Assistant, tmp_path: Path, left: int) -> None:
    settings, embedder = Settings(home=tmp_path), assistant.index.embedder
    first = open_index(settings, embedder, papers=PAPERS)
    first.close()
    path = first.folder / interaction.EVERYDAY_FOLDER / glosses.FILE
    path.write_bytes(path.read_bytes()[:left])
    renewed = open_index(settings, embedder, papers=PAPERS)
    assert renewed.folder != first.folder
    assert renewed.everyday is not None and renewed.everyday.glosses is not None
