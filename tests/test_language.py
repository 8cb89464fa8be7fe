"""Is a question in English?"""

import pytest

from rag.language import foreign_language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Welche Arbeiten gibt es zu der Segmentierung von Tumoren mit Transformern?", "German"),
        ("Quels sont les articles sur la segmentation des tumeurs ?", "French"),
        ("¿Cuáles son los artículos que hay sobre la segmentación de tumores?", "Spanish"),
        ("哪些论文研究脑肿瘤?", "another script"),
    ],
)
def test_another_language_is_told(question: str, language: str) -> None:
    assert foreign_language(question) == language


@pytest.mark.parametrize(
    "question",
    [
        "Which papers use CT?",
        "voco code??",
        "U-Net vs nnU-Net",
        "How does the model of de Marneffe et al. score on Le Petit?",
        "What is α in the DCT paper?",
    ],
)
def test_english_is_english_with_foreign_words_in_it(question: str) -> None:
    assert foreign_language(question) is None
