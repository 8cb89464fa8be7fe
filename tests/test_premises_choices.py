"""What was chosen, done or needed after all, by a sentence that says otherwise than a question."""

import pytest

from rag.premises.denied_acts import done_after_all
from rag.premises.instead import swapped_choice
from rag.premises.many_needed import many_needed
from rag.premises.none_of_it import none_of_it
from rag.premises.same_number import counted_otherwise

POOL = "Furthermore, we build a hay pool (instead of fixed hay) for cows."
OTHERS = "Existing works build a hay pool instead of fixed hay."
NONE = "We test six further herds, finding no significant losses of milk."
FEW = "CowNet works well on farms using only two labelled barns for training."
WITHOUT = "CowNet works without large herds of cows."
MRI = "We collect 4,000 MRI scans of cows on nine farms."
CHECKED = "Through farmer review and refinement, we ensure the quality of the notes."
MENDED = "It delivers fences that can be corrected quickly by farmers."


@pytest.mark.parametrize(
    ("question", "said", "contrary"),
    [
        ("Why was fixed hay preferred rather than a pool?", POOL, True),
        ("Why did they build a pool instead of fixed hay?", POOL, False),
        ("Why was fixed hay chosen rather than a pool?", OTHERS, False),
        ("Is it a pool rather than fixed hay?", POOL, False),
    ],
)
def test_the_one_instead_of_the_other(question: str, said: str, contrary: bool) -> None:
    assert swapped_choice(question, [said]) == (said if contrary else None)


@pytest.mark.parametrize(
    ("question", "more", "contrary"),
    [
        ("What losses of milk did the six herds see?", (), True),
        ("What losses of milk did the six herds see?", ("Losses grew in June.",), False),
        ("Why were there no losses of milk in six herds?", (), False),
        ("How were the herds fed?", (), False),
    ],
)
def test_what_there_was_none_of(question: str, more: tuple[str, ...], contrary: bool) -> None:
    assert none_of_it(question, [NONE, *more]) == (NONE if contrary else None)


@pytest.mark.parametrize(
    ("question", "said", "contrary"),
    [
        ("Why does CowNet need hundreds of labelled barns?", FEW, True),
        ("What huge herds does CowNet need?", WITHOUT, True),
        ("How many labelled barns does CowNet need?", FEW, False),
        ("Why does CowNet need hundreds of scales?", FEW, False),
        ("Why doesn't CowNet need hundreds of barns?", FEW, False),
    ],
)
def test_little_is_enough(question: str, said: str, contrary: bool) -> None:
    assert many_needed(question, [said]) == (said if contrary else None)


@pytest.mark.parametrize(
    ("question", "contrary"),
    [
        ("How were the 4,000 CT scans taken?", True),
        ("How were the 4,000 MRI scans taken?", False),
        ("How were the 4,000 scans taken?", False),
        ("How were the 3,000 CT scans taken?", False),
    ],
)
def test_a_number_counts_what_the_abstract_says(question: str, contrary: bool) -> None:
    assert counted_otherwise(question, [MRI]) == (MRI if contrary else None)


@pytest.mark.parametrize(
    ("question", "said", "contrary"),
    [
        ("Why have farmers never checked the notes?", CHECKED, True),
        ("How can one trust notes that no farmer ever went over?", CHECKED, True),
        ("Why can the fences not be fixed afterwards by farmers?", MENDED, True),
        ("Why cant a farmer fix the fences?", MENDED, True),
        ("Why can farmers fix the fences?", MENDED, False),
        ("Why can the fences not be fixed?", "Fences could not be corrected.", False),
    ],
)
def test_what_is_done_after_all(question: str, said: str, contrary: bool) -> None:
    assert done_after_all(question, [said]) == (said if contrary else None)
