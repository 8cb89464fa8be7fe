"""Two named systems of which one is said to beat the other."""

import pytest

from rag.assistant import Assistant
from rag.head_to_head import read_claim


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("Does CheXagent outperform MedRegA?", "CheXagent", "MedRegA"),
        ("By how much does CheXagent outperform MedRegA?", "CheXagent", "MedRegA"),
        ("How did CheXagent beat MedRegA?", "CheXagent", "MedRegA"),
        ("Is it true that CheXagent is worse than MedRegA?", "MedRegA", "CheXagent"),
        ("CheXagent is worse than MedRegA, why?", "MedRegA", "CheXagent"),
        ("Why does Chameleon beat MedMax?", "Chameleon", "MedMax"),
    ],
)
def test_a_claim_names_who_is_ahead(assistant: Assistant, question: str, better: str, worse: str) -> None:
    claim = read_claim(question, assistant.names)
    assert claim and (claim.better, claim.worse) == (better, worse)


@pytest.mark.parametrize(
    "question",
    [
        "Which is better, CheXagent or MedRegA?",
        "Which models does CheXagent outperform?",
        "Does CheXagent outperform other models?",
        "Why does ViT outperform CNN?",
        "How does CheXagent differ from MedRegA?",
        "What is CheXagent?",
    ],
)
def test_other_questions_claim_nothing_of_two_systems(assistant: Assistant, question: str) -> None:
    assert read_claim(question, assistant.names) is None


@pytest.mark.parametrize(
    "question",
    [
        "Does CheXagent outperform MedRegA?",
        "By how much does CheXagent outperform MedRegA?",
        "Why is CheXagent better than MedRegA?",
        "CheXagent is worse than MedRegA, why?",
    ],
)
def test_that_no_abstract_has_both_is_said(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.abstained and answer.gap and "none of them compares" in answer.gap


@pytest.mark.parametrize(
    ("claim", "turned", "said"),
    [
        ("By how much does VILA-M3 outperform Med-Gemini?", "By how much does Med-Gemini outperform VILA-M3?", "~9%"),
        ("Does MedMax beat Chameleon?", "Why does Chameleon beat MedMax?", "26% gain"),
        ("Does ConTEXTual Net 3D beat LLMSeg?", "How did LLMSeg beat ConTEXTual Net 3D?", "F1=0.22"),
    ],
)
def test_an_abstract_that_has_both_answers_or_says_otherwise(
    assistant: Assistant, claim: str, turned: str, said: str
) -> None:
    answer = assistant.ask(claim)
    assert not answer.abstained and said in answer.text
    contrary = assistant.ask(turned)
    assert contrary.gap and "says otherwise" in contrary.gap and said in contrary.gap


@pytest.mark.parametrize(
    "question",
    [
        "Is PMC-15M larger than MedConcept-23M?",
        "Does RadGPT have more scans than Merlin?",
    ],
)
def test_what_each_says_of_its_own_size_is_set_side_by_side(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).kind == "compare"


@pytest.mark.parametrize(
    "question",
    [
        "Is Merlin more accurate than RadGPT?",
        "Why is MedMax larger than Merlin?",
        "Has Merlin more hospitals than RadGPT?",
    ],
)
def test_what_is_better_taken_for_granted_or_not_counted_is_no_size(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.gap and "none of them compares" in answer.gap
