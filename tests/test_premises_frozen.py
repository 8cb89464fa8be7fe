"""What a question takes to be trained and an abstract says is frozen."""

import pytest

from rag.premises.claims import claims
from rag.premises.frozen import frozen_part, kept_frozen

BRANCH = "First, we add a frozen convolutional network (CNN) branch as an image encoder to the transformer."
LITTLE = "With 0.5\\% extra trainable parameters, KidneyTune is ahead of full fine-tuning on kidneys."
OTHERS = "Existing methods tune all the parameters of the pre-trained models."
PLAIN = "Kidneys matter in many hospitals."
SENTENCES = [PLAIN, OTHERS, BRANCH, LITTLE]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("How was the CNN branch fine-tuned on kidneys?", BRANCH),
        ("A CNN branch was put next to the encoder. With which data did they tune the weights of that branch?", BRANCH),
        ("Why was it better to train the convolutional branch than to freeze it?", BRANCH),
        ("Why do they keep updating the CNN branch rather than leaving it fixed?", BRANCH),
        ("Why did they unfreeze the CNN branch?", BRANCH),
        ("How was the CNN branch frozen?", None),
        ("Is the CNN branch trained?", None),
        ("Why is the CNN branch not trained?", None),
        ("How is the transformer trained beside the branch?", None),
        ("How do existing methods train the CNN branch?", None),
    ],
)
def test_a_frozen_part_is_not_trained(question: str, said: str | None) -> None:
    assert frozen_part(question, SENTENCES) == said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why does KidneyTune retrain half of the parameters?", BRANCH),
        ("Doesn't it get expensive that KidneyTune updates every weight of the network?", BRANCH),
        ("The kidney paper changes all of the pre-trained weights. Why?", LITTLE),
        ("Why do existing methods tune all the parameters?", None),
        ("How does KidneyTune compare with updating all the weights?", None),
        ("Why does KidneyTune not update all the weights?", None),
        ("Why does KidneyTune train a few prompts?", None),
    ],
)
def test_little_is_trained_where_a_claim_has_all(question: str, said: str | None) -> None:
    found = [kept_frozen(claim, SENTENCES, ["KidneyTune"]) for claim in claims(question)]
    assert next(filter(None, found), None) == said
