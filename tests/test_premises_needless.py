"""What a question takes to be at hand and a work does without."""

import pytest

from rag.premises.needless import never_needed

REFERENCE = "The method tells blur in the absence of a reference ground truth image."
TEXT = "Triplets are generated without the need for any paired text descriptions."
FEEDBACK = "A judge model ranks them, eliminating the need for additional expert radiologist feedback."
WEIGHTS = "It is ahead even without relying on pre-trained weights."
TRAINING = "Such a method finds lesions without explicitly training the model for that specific pathology."
BOX = "It finds organs by a text prompt, rather than requiring users to specify the bounding box for each organ."
SENTENCES = ["Kidneys matter in many hospitals.", REFERENCE, TEXT, FEEDBACK, WEIGHTS, TRAINING, BOX]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Which reference image is each scan compared with?", REFERENCE),
        ("How is the clean reference scan registered?", REFERENCE),
        ("How many ground truth images does the motion-free grader want?", REFERENCE),
        ("How are the paired text descriptions gathered?", TEXT),
        ("What were the radiologists told before they gave feedback on the model?", FEEDBACK),
        ("Which pretrained weights does it start from?", WEIGHTS),
        ("Which pathology is the model explicitly trained for, which specific one?", TRAINING),
        ("How tight must the box be that users draw around every organ?", BOX),
    ],
)
def test_what_is_done_without_is_not_at_hand(question: str, said: str) -> None:
    assert never_needed(question, SENTENCES) == said


@pytest.mark.parametrize(
    "question",
    [
        "How does the method do without a reference image?",
        "Why is it good that no reference image is needed?",
        "Does it need a reference image?",
        "Which text describes kidneys?",
        "How do existing methods use a reference image?",
        "Where do radiologists work?",
        "How did they get round paying radiologists for feedback?",
        "How is the model trained to find lesions?",
        "What does the user write to find every organ?",
        "How does it find the bounding box of an organ?",
    ],
)
def test_what_is_denied_or_only_touched_stands(question: str) -> None:
    assert never_needed(question, SENTENCES) is None
