"""Work that a question takes a person to do and a machine does."""

import pytest

from rag.premises.agents import done_by_machine

PROMPT = "Results of the classifier are converted into token prompts for the writer."
SENTENCE = "The code is used to construct a report by selecting a ready-made sentence for each finding."
AIM = "It relieves radiologists from the burden of writing."
AT_WORK = "Prompts are checked by two radiologists."


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How is the prompt that the radiologist types in turned into tokens?", PROMPT),
        ("What happens when the doctor enters a wrong prompt?", PROMPT),
        ("How long are the prompts written by clinicians?", PROMPT),
        ("How does the doctor pick the sentences?", SENTENCE),
        ("Does the doctor pick the sentences?", None),
        ("Why does no doctor pick the sentences?", None),
        ("How does the doctor choose a scanner?", None),
        ("How do the prompts help?", None),
    ],
)
def test_what_a_machine_makes_no_person_does(question: str, said: str | None) -> None:
    assert done_by_machine(question, [AIM, PROMPT, SENTENCE]) == said


def test_where_people_are_at_work_nothing_is_said() -> None:
    assert done_by_machine("How is the prompt that the radiologist types in used?", [PROMPT, AT_WORK]) is None
