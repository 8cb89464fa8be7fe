"""One thing for all, or one for each, the other way round than a question takes it."""

import pytest

from rag.premises.one_for_all import split_or_shared

UNIFIED = "We propose KidneyFormer, a unified transformer model for all organs of the belly."
SPLIT = "The idea is to use several binary classifiers, each model responsible for one finding."
ONCE = "We propose KidneyFormer with a train-once design for all tasks."
HEADS = (
    "While other work has many isolated attention mechanisms, KidneyFormer has a single, unified attention mechanism."
)
SOURCES = "We collected 1.3 million scans from 55 public datasets of kidneys."
BEATEN = "KidneyFormer surpasses an assembly of eight expert models."
PLAIN = "Kidneys matter in many hospitals."


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why does KidneyFormer use a separate network for each organ?", UNIFIED),
        ("How are the separate models inside KidneyFormer joined?", UNIFIED),
        ("How many independent networks, one per organ, does KidneyFormer chain together?", UNIFIED),
        ("Which of KidneyFormer's isolated attention modules is the largest?", HEADS),
        ("Why are there many small attention modules rather than one big one?", HEADS),
        ("Why does the reporter use one shared classifier for all findings?", SPLIT),
        ("Which multi-label network tells all the findings?", SPLIT),
        ("With only one classifier for the findings, how are rare ones told?", SPLIT),
        ("Why did they keep to a single source dataset?", SOURCES),
        ("Why must KidneyFormer be trained separately for each task?", ONCE),
        ("How many times does KidneyFormer have to be trained?", ONCE),
    ],
)
def test_the_other_of_the_two_is_found(question: str, said: str) -> None:
    assert split_or_shared(question, [PLAIN, BEATEN, said], ["KidneyFormer"]) == said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why does KidneyFormer use a single model for all organs?", UNIFIED),
        ("Does KidneyFormer use a separate network for each organ?", UNIFIED),
        ("Why does it not use a separate network for each organ?", UNIFIED),
        ("Why is it better than a separate network for each organ?", UNIFIED),
        ("Why do existing methods use a separate network for each organ?", UNIFIED),
        ("Why is a separate network for each organ inadequate?", UNIFIED),
        ("How do the separate classifiers split the findings?", SPLIT),
        ("What does each model of the reporter tell?", SPLIT),
        ("How is KidneyFormer trained only once?", ONCE),
        ("Why does NetFormer2 have to be trained three times?", ONCE),
        ("How are the scans of the single patient shown?", SOURCES),
    ],
)
def test_what_is_so_or_said_of_others_stands(question: str, said: str) -> None:
    assert split_or_shared(question, [PLAIN, BEATEN, said], ["KidneyFormer"]) is None


def test_where_there_are_both_nothing_is_said() -> None:
    both = "We build one model of several expert models."
    assert split_or_shared("Why is there a separate model for each organ?", [UNIFIED, both], []) is None
