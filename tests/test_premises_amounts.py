"""By how much something was better or worse: the number that question and sentence share, and which way both go."""

import pytest

from rag.premises.amounts import by_as_much

TIME = "In the user study, it reduced annotation time by 28% compared to clicks."
GAIN = (
    "We tune a model on it: a 26% gain over the Chameleon model and an 18.3% improvement over GPT-4o on twelve tasks."
)
FASTER = "Training converges 10 times faster compared with training from scratch."
NEAR = "It reaches within 8% of benchmark performance with two volumes."
MOVED = "The AUC score went from 0.78 to 0.83 on the brain scans."


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Why did people need 28% more time in the user study?", TIME),
        ("What do they blame for the 28 percent slowdown in the user study?", TIME),
        ("What makes Chameleon 26% better than the tuned model?", GAIN),
        ("GPT-4o won against it by 18.3% on the tasks. Why?", GAIN),
        ("Why is GPT-4o 18.3 points ahead of the model?", GAIN),
        ("Why did training take ten times as long as from scratch?", FASTER),
        ("Why does it surpass the benchmark by 8 percent?", NEAR),
        ("Why did the AUC on brain scans fall from 0.83 to 0.78?", MOVED),
    ],
)
def test_the_other_way_round(question: str, sentence: str) -> None:
    assert by_as_much(question, ["It is small.", sentence], []) == ("opposite", sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Why did people need 28% less time in the user study?", TIME),
        ("How was the 28% reduction of annotation time measured?", TIME),
        ("What makes the tuned model 26% better than Chameleon?", GAIN),
        ("Why is GPT-4o 18.3 points behind the model?", GAIN),
        ("Why did training take a tenth, ten times faster than from scratch?", FASTER),
        ("How can it come within 8 percent of the benchmark?", NEAR),
        ("Why did the AUC on brain scans rise from 0.78 to 0.83?", MOVED),
    ],
)
def test_the_same_way(question: str, sentence: str) -> None:
    assert by_as_much(question, ["It is small.", sentence], []) == ("same", sentence)


@pytest.mark.parametrize(
    "question",
    [
        "Did people need 28% more time in the user study?",  # asks whether it is so
        "Why did people need 29% more time in the user study?",  # another number
        "Why are 28% of the volumes healthy?",  # no change
        "Who lost 28% of their hair?",  # nothing else in common
    ],
)
def test_no_verdict(question: str) -> None:
    assert by_as_much(question, [TIME], []) is None
