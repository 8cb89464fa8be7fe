"""The embedder taught everyday words, and how it was taught."""

import re
from pathlib import Path

import numpy as np
import pytest

from eval.everyday import found_among_its_like, read_fields
from rag import Assistant, everyday, minilm, retrieve
from rag.embeddings import LocalEmbedding
from rag.retrieve import rank

LAY = "is there a machine that peeks at grandma's belly and draws around whatever should not be growing there?"


@pytest.fixture(scope="module")
def local(assistant: Assistant) -> LocalEmbedding:
    assert isinstance(assistant.index.embedder, LocalEmbedding)
    return assistant.index.embedder


def test_only_upper_linear_layers_of_the_encoder_are_changed_and_by_little() -> None:
    tensors, _ = minilm.read_weights(minilm.weights_folder() / "model.safetensors")
    changed = everyday.adapted(tensors)
    assert changed.keys() == tensors.keys()
    other = {name for name in tensors if changed[name] is not tensors[name]}
    assert len(other) == 6 * 3 and {name.split(".")[2] for name in other} == {"3", "4", "5"}
    for name in other:
        difference = changed[name] - tensors[name]
        assert 0 < np.linalg.norm(difference) < np.linalg.norm(tensors[name])
        assert np.linalg.matrix_rank(difference, tol=1e-3) <= 16


def test_questions_that_it_was_not_fitted_on_find_their_passage_among_its_neighbours(local: LocalEmbedding) -> None:
    fields = [field for field in read_fields() if field.held_back][:6]
    before, after = (found_among_its_like(fields, reader) for reader in (local, local.everyday()))
    assert after > before + 0.04


def test_it_was_fitted_on_nothing_that_names_a_paper_here(assistant: Assistant) -> None:
    names = {word for paper in assistant.papers for word in re.findall(r"\b\w*[A-Z]\w*[A-Z][\w-]*", paper.title)}
    names = {name for name in names if not name.isupper()}
    assert len(names) > 20
    texts = " ".join(passage.text for field in read_fields() for passage in field.passages)
    assert names & set(re.findall(r"[\w-]+", texts)) <= {"LLMs", "MRIs"}


def test_every_field_has_passages_to_tell_apart() -> None:
    fields = read_fields()
    assert sum(field.held_back for field in fields) == 16 and len(fields) > 400
    for field in fields:
        assert len({passage.text for passage in field.passages}) == len(field.passages) >= 4, field.name
        assert all(question for passage in field.passages for question in passage.questions)


def test_the_taught_embedder_is_another_one_under_another_name(local: LocalEmbedding) -> None:
    other = local.everyday()
    assert other is local.everyday() is not local and other.everyday() is other
    assert everyday.digest() in other.model_name and other.model_name != local.model_name
    mine, others = (reader.embed(["PET shows glucose metabolism."])[0] for reader in (local, other))
    assert 0.3 < float(mine @ others) < 0.999


def test_a_question_in_everyday_words_is_ranked_by_it(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    read = rank(assistant.index, LAY)
    monkeypatch.setattr(retrieve, "_INTERACTION_WEIGHT", 0.0)
    without = rank(assistant.index, LAY)
    assert read.papers.tolist() != without.papers.tolist()
    # What tells whether a question is of the field goes by the embedder as published.
    assert read.vector is not None and without.vector is not None and read.vector.tolist() == without.vector.tolist()
    assert read.asked is not None and without.asked is not None
    assert read.asked.vectors.tolist() == without.asked.vectors.tolist()


@pytest.mark.parametrize("mode", ["hybrid", "dense", "bm25"])
def test_a_question_in_the_words_of_the_papers_is_never_read_by_it(
    mode: retrieve.Mode, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(self: LocalEmbedding) -> LocalEmbedding:
        raise AssertionError("read as everyday words")

    _ = assistant.index.everyday  # opened by then
    monkeypatch.setattr(LocalEmbedding, "everyday", forbidden)
    question = "400 multi-vendor MRI cases with high variability in stroke lesion size, quantity and location"
    assert rank(assistant.index, question if mode == "hybrid" else LAY, mode).papers.max() > 0


def test_both_forms_have_a_taught_one_in_a_file_of_its_own(tmp_path: Path) -> None:
    reader = LocalEmbedding(tmp_path, int8=True).everyday()
    assert reader.int8() is reader
    reader.embed(["heat pictures of the chest"])
    (model,) = tmp_path.glob("*.onnx")
    assert everyday.digest() in model.name and "int8" in model.name
