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
        # Short ones, most of which are a name.
        ("Qu'est-ce que Merlin ?", "French"),
        ("De quoi parle Merlin ?", "French"),
        ("Combien d'images dans ChestX-ray8 ?", "French"),
        ("¿Qué es Merlin?", "Spanish"),
        ("para qué sirve VoCo", "Spanish"),
        ("¿Cuántas imágenes tiene ChestX-ray8?", "Spanish"),
        ("Was ist VoCo?", "German"),
        ("Wozu dient CheXagent?", "German"),
        ("und wie viele Bilder?", "German"),
        ("Cos'è VoCo?", "Italian"),
        ("Come funziona Merlin?", "Italian"),
        ("O que é Merlin?", "Portuguese"),
        ("Wat is VoCo?", "Dutch"),
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
        "What is Was in Merlin?",
        "was it?",
        "how come?",
        "WER of Whisper?",
        "a chi square test?",
        "or MRI, in vivo?",
        "de la Cruz et al. method",
    ],
)
def test_english_is_english_with_foreign_words_in_it(question: str) -> None:
    assert foreign_language(question) is None
