"""Questions about a person's health, told from questions about research on it."""

from importlib import resources

import numpy as np
import pytest

from rag.advice import WEIGHTS, asks_advice, only_tells
from rag.embeddings import Vectors


@pytest.mark.parametrize(
    "question",
    [
        "Should I take aspirin for my stroke?",
        "I have diabetes, which drug should I take?",
        "My son coughs; does he have pneumonia?",
        "How long do I live with a tumour like mine?",
        "Do I need surgery for my retina?",
        "is this lump dangerous",
        "Is a nodule of 8 mm in the lung serious?",
        "What dose of ibuprofen is right for a child?",
        "How should we treat pneumonia?",
        "MY CHEST HURTS",
        "My foot feels numb, what is it?",
        "My knee clicks on the stairs. Do I have osteoarthritis?",
    ],
)
def test_a_question_about_a_persons_health_asks_for_advice(question: str) -> None:
    assert asks_advice(question)


@pytest.mark.parametrize(
    "question",
    [
        "Can a network find stroke in speech?",
        "Which papers are about pneumonia?",
        "I am looking for datasets of lung nodules",
        "tell me the accuracy numbers for three classes",
        "My thesis is on stroke: which signs does speech have?",
        "My model misses small tumours, what helps?",
        "Is it safe to trust AI with my x-ray?",
        "How often did my colleagues prefer a chest report by hand?",
        "Is pneumonia found on chest x-rays?",
        "Stage I. lung cancer",
        "Where did I leave my keys?",
        "I have few labeled chest x-rays: what helps?",
        "I get photos of a rash. Does somebody shorten what comes with it for the doctor?",
        "Masking beats contrast on CT, I read. Is that so?",
        "We care about pneumonia; I heard unlabelled scans help. By how much?",
        "I'd like to outline a kidney on a scan with a few clicks",
        "",
        "How international was the challenge on tumours? I'd like the number of teams that took part.",
    ],
)
def test_a_question_about_research_or_about_no_illness_does_not(question: str) -> None:
    assert not asks_advice(question)


def test_who_asks_for_papers_asks_for_no_advice_unless_on_what_to_do() -> None:
    assert not asks_advice("As a doctor I treat skin: which of these show some?", of_papers=True)
    assert asks_advice("Which of these pills should I take for my headache?", of_papers=True)


def test_what_asks_nothing_and_speaks_of_nobody_asks_for_no_advice_however_it_sounds() -> None:
    weights = np.load(str(resources.files("rag") / "data" / WEIGHTS))
    sounds = (weights[:-1] * (9 / float(weights[:-1] @ weights[:-1]))).astype(np.float32)
    assert not asks_advice("spotting tumours of the breast by warmth where no x-ray is to be had", vector=sounds)
    assert asks_advice("spotting tumours of the breast by warmth, is it of any use", vector=sounds)
    assert asks_advice("mum had a stroke on tuesday and the pills ran out", vector=sounds)


def test_who_only_tells_what_a_work_does_asks_for_no_advice_unless_he_sounds_ill() -> None:
    weights = np.load(str(resources.files("rag") / "data" / WEIGHTS))

    def sounding(like: float) -> Vectors:
        along = (like - float(weights[-1])) / float(weights[:-1] @ weights[:-1])
        return np.asarray(weights[:-1] * along, np.float32)

    told = "i tap my kidney once, then it draws the border"
    assert only_tells(told, sounding(1.5))
    assert not only_tells(told, None)
    assert not only_tells(told, sounding(4))
    assert not only_tells(f"{told}, is that bad", sounding(1.5))
    assert not only_tells("my kidney lit up on the scan", sounding(1.5))
    assert asks_advice("guessed from my scans, do I have cancer?", vector=sounding(3))
    assert not asks_advice("how bad will my knees be, guessed from scans and notes", vector=sounding(0.5))
