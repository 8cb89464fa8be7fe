"""A sentence that says otherwise than a question states."""

import pytest

from rag.premises.otherwise import said_otherwise
from rag.premises.stated import stated_otherwise

WON = "SwinSeg outperforms nine convolutional networks on kidneys, though it underperformed both surgeons."
FAST = "SwinSeg accelerates training on kidneys two times compared with training from scratch."
GPU = "Unlike conventional models that need hundreds of GPUs for training, we perform all training on a single GPU."
SHARE = "On 246 kidney scans, surgeons preferred reports of SwinSeg over those of residents in up to 40.5% of cases."
MOST = "We model the majority of shapes on scans of real patients."
PARTS = "A Swin transformer encoder is connected to a convolutional decoder by skip connections."
FROZEN = "First, we add a frozen convolutional branch as an image encoder to the transformer."
EXTRA = "Our network has an extra disease classification branch."
FREE = "SwinSeg is ahead on kidneys even without relying on pre-trained weights."
SPARSE = "The masked method is more robust to the size of the training set than the contrastive methods."
CHEAP = "It works in the frequency domain, which reduces the computational cost of attention."
BOX = "SwinSeg finds organs by a text prompt, rather than requiring users to specify the bounding box for each of them."
STAGES = "We propose SwinSeg with a three-stage training strategy and several large kidney encoders."
WITH = "SwinSeg leverages dense convolutions, which is done at organ level, and combines them with expert models."
LONG = "Reports of kidneys were lengthening by up to three times after alignment."
QUICK = "Reading small kidney scans is up to nine times faster than with the whole set."
SKILLS = "KidneyGPT-like models excelled in report generation but face challenges in lesion detection on kidneys."
LITTLE = "SwinSeg can be trained with limited kidney data on small machines."
FLAW = "However, existing studies have focused solely on text of kidney reports."
OTHERS = "In kidney tests, SwinSeg outperforms other models."
NO_INPUT = "The method requires no additional expert input for kidneys."
MANY_CLINICS = "We introduce an expert-annotated, multicentre dataset of kidney scans."
COVERS = "SwinSeg is evaluated on kidneys across ultrasound, CT and MRI."
MOSTLY = "SwinSeg reached the best result on kidneys in 27 out of 29 experiments."
SURVEY = "In detail, we review supervised and zero-shot kidney models, while text is scarce."
UNIFIED = "We propose a unified kidney benchmark with head-to-head comparisons on nine public datasets."
PRECISE = "SwinSeg shows promise in boxes of kidneys, but its precision is lacking in identifying vessels."
DOUBLY = (
    "The whole-body start not only supports strong detection of kidneys but also shows efficacy in lesions of kidneys."
)
ALL = "Notably, our single SwinSeg network outperforms kidney networks that are trained on each of the kidney tasks."
IMAGES = "We present a set of kidney scans with dense segmentations of six tissues."
PLAIN = ("Kidneys matter in many hospitals.", "Code for everything is online.", "Ten clinics gave their scans of 2019.")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why did SwinSeg beat both surgeons?", WON),
        ("Why couldn't SwinSeg keep up with the convolutional networks?", WON),
        ("How many GPUs in parallel were needed?", GPU),
        ("They needed a cluster of many GPUs. How did they share the work between them?", GPU),
        (
            "Why did reading take longer with SwinSeg?",
            "SwinSeg reduced reading time by 28% compared to existing methods.",
        ),
        ("The computer beat both surgeons - by how many points?", WON),
        ("How come the convolutional networks came out ahead of SwinSeg?", WON),
        ("What explains that SwinSeg lost to the convolutional networks?", WON),
        ("Why did the contrastive methods hold up better when data got scarce?", SPARSE),
        ("Why is the masked method the one that suffers most?", SPARSE),
        ("Why is training on kidneys slower than from scratch?", FAST),
        ("What made training from scratch on kidneys so much more expensive?", None),
        ("Why did training take hundreds of GPUs?", GPU),
        ("Why did surgeons prefer the reports of SwinSeg in most of the cases?", SHARE),
        ("Which artist drew the shapes, given that none of them come from real patients?", MOST),
        ("How does the convolutional encoder pass its features to the transformer decoder?", PARTS),
        ("For what purpose is the convolutional branch of the encoder trained along with the rest?", FROZEN),
        ("Since it does without any disease classifier, where does the diagnosis come from?", EXTRA),
        ("Why is SwinSeg so dependent on pretrained weights?", FREE),
        ("I read that SwinSeg needs a bounding box for each organ - can they be drawn faster?", BOX),
        ("Why does working in the frequency domain raise the cost?", CHEAP),
        ("SwinSeg is trained in one single stage; how long does it last?", STAGES),
        ("Since a single encoder sees the kidney, how large is it?", STAGES),
        ("Why does SwinSeg leave convolutions out?", WITH),
        ("The kidney work gets by without any convolutions. What takes their place?", WITH),
        ("Why did they find expert models unnecessary?", WITH),
        ("SwinSeg looks at whole scans, not at organ level. Why?", WITH),
        ("What made the kidney reports shorter after alignment?", LONG),
        ("Why are the reports of kidneys shorter?", LONG),
        ("Reading small kidney scans took longer afterwards. Why?", QUICK),
        ("Why is KidneyGPT so weak at report generation?", SKILLS),
        ("Why did SwinSeg do so well at finding vessels in kidney photographs?", PRECISE),
        ("Why does the masked method fall apart more than the contrastive ones?", SPARSE),
        ("SwinSeg leaves out dense convolutions altogether. What takes their place?", WITH),
        ("How come the benchmark only covers one dataset?", UNIFIED),
        ("Why is the whole-body start useless for detection of kidneys?", DOUBLY),
        ("How does SwinSeg train separate networks for the kidney tasks?", ALL),
        ("How did both surgeons lose to SwinSeg?", WON),
        ("How did the convolutional networks beat SwinSeg?", WON),
        ("In the kidney data, why are there no segmentations?", IMAGES),
        ("How come KidneyGPT is good at detection of lesions?", SKILLS),
        ("Why does SwinSeg need so much kidney data to be trained?", LITTLE),
        ("Why did the kidney authors stick to text only?", FLAW),
        ("What made SwinSeg lose to the others in kidney tests?", OTHERS),
        ("The kidney method needs extra input from experts. What do they do?", NO_INPUT),
        ("The kidney scans come from one single centre. Which one?", MANY_CLINICS),
        ("How were the hundreds of GPUs used for training linked?", GPU),
        ("Why does SwinSeg update every weight of the network?", FROZEN),
        ("Which decoder made of transformers does SwinSeg use?", PARTS),
        ("Why was MRI excluded from the work on kidneys?", COVERS),
        ("What was the reason to exclude ultrasound?", COVERS),
        ("Why doesn't SwinSeg cover MRI?", COVERS),
        ("Why does the review leave zero-shot models aside?", SURVEY),
        ("Why did the review set zero-shot models aside?", SURVEY),
        ("Why did SwinSeg miss the best result in most of the experiments?", MOSTLY),
        ("The shapes are mostly synthetic; how were they made?", MOST),
        ("Doesn't it surprise that SwinSeg does without any dense convolutions?", WITH),
    ],
)
def test_the_sentence_that_says_otherwise_is_found(question: str, said: str | None) -> None:
    sentences = [*PLAIN, said] if said else [*PLAIN, FREE]
    assert stated_otherwise(question, sentences, ["SwinSeg"]) == said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why did SwinSeg beat the convolutional networks?", WON),
        ("How come the kidney benchmark has so many datasets, and how many?", UNIFIED),
        ("How did SwinSeg beat the convolutional networks?", WON),
        ("How did SwinSeg lose to both surgeons?", WON),
        ("In the kidney data, why are there no textures?", IMAGES),
        ("Why did SwinSeg do so well at finding boxes in kidney photographs?", PRECISE),
        ("Why did the contrastive methods fall apart more than the masked one?", SPARSE),
        ("How come it covers only one modality?", "We pretrain multimodal systems solely on unimodal data."),
        ("Did SwinSeg beat both surgeons?", WON),
        ("Why did SwinSeg lose to both surgeons?", WON),
        (
            "SwinSeg reacts to a weakness of ordinary methods. Which weakness?",
            FREE.replace("is ahead", "beats methods"),
        ),
        ("How does SwinSeg keep ultrasound from being neglected?", COVERS),
        ("Why did the contrastive methods suffer more?", SPARSE),
        ("Why did the contrastive methods suffer more than the masked method?", SPARSE),
        ("Why is training on kidneys so fast with SwinSeg?", FAST),
        ("Why did training take a single GPU rather than several?", GPU),
        ("Why did surgeons prefer the reports of SwinSeg in some cases?", SHARE),
        ("Which artist drew the shapes that come from real patients?", MOST),
        ("How does the transformer encoder pass its features to the convolutional decoder?", PARTS),
        ("Why is the convolutional branch of the encoder frozen along with the rest?", FROZEN),
        ("Why does it have a disease classifier?", EXTRA),
        ("Why does SwinSeg do without pretrained weights?", FREE),
        ("Why does working in the frequency domain lower the cost?", CHEAP),
        ("SwinSeg is trained in three stages; how long do they last?", STAGES),
        ("Since a single decoder sees the kidney, how large is it?", STAGES),
        ("Why does attention raise the bar in the frequency domain?", CHEAP),
        ("Why does SwinSeg leave convolutions in?", WITH),
        ("Why does SwinSeg leave recurrence out?", WITH),
        ("Why did they find expert models necessary?", WITH),
        ("What made the kidney reports longer after alignment?", LONG),
        ("Reading small kidney scans took less time. Why?", QUICK),
        ("Why is KidneyGPT so weak at lesion detection?", SKILLS),
        ("How come KidneyGPT is good at report generation?", SKILLS),
        ("Why does SwinSeg need so little kidney data to be trained?", LITTLE),
        ("Why did the kidney authors not stick to text only?", FLAW),
        ("Why have existing studies stuck to text only?", FLAW),
        ("What made SwinSeg win over the others in kidney tests?", OTHERS),
        ("The kidney method needs no extra input from experts. Why?", NO_INPUT),
        ("The kidney scans come from several centres. Which ones?", MANY_CLINICS),
        ("How many of the hundreds of GPUs were used for training?", GPU),
        ("Why does SwinSeg keep its convolutional branch frozen?", FROZEN),
        ("Why do most methods exclude ultrasound?", COVERS),
        ("Why was endoscopy excluded from the work on kidneys?", COVERS),
        ("Why did SwinSeg reach the best result in most of the experiments?", MOSTLY),
        ("Why does the review not cover text?", SURVEY),
        ("Most shapes come from real patients. Which ones?", MOST),
        ("Why did the masked method gain less?", SPARSE.replace("more robust", "less robust")),
        ("SwinSeg reduces the computational cost, right? By how much?", CHEAP),
    ],
)
def test_what_is_so_or_only_asked_is_not(question: str, said: str) -> None:
    assert stated_otherwise(question, [*PLAIN, said], ["SwinSeg"]) is None


def test_what_an_abstract_calls_a_trouble_may_be_asked_about() -> None:
    trouble = "However, convolutional networks perform poorly on small kidneys."
    praise = "SwinSeg improves on convolutional networks on kidneys."
    question = "Why do convolutional networks fail on small kidneys?"
    assert stated_otherwise(question, [*PLAIN, trouble, praise], []) is None


def test_what_another_is_an_improvement_over_may_be_called_worse() -> None:
    over = "Results on kidneys show a substantial improvement over classical design of scans."
    assert stated_otherwise("Why did classical design do worse on kidneys?", [*PLAIN, over], []) is None
    assert stated_otherwise("Why did classical design do better on kidneys?", [*PLAIN, over], []) == over


def test_a_gain_that_was_a_loss_is_told() -> None:
    fell = "Accuracy deteriorated when images were added to the text of conference cases."
    question = "By how much did adding images to text lift the accuracy on conference cases?"
    assert stated_otherwise(question, [*PLAIN, fell], []) == fell
    assert stated_otherwise(question, [*PLAIN, fell.replace("deteriorated", "improved")], []) is None


def test_a_loss_that_an_abstract_tells_of_may_be_asked_about() -> None:
    fell = "Accuracy on conference cases deteriorated when images were added to the text."
    won = "SwinSeg outperformed humans on images of all kinds."
    question = "Why did adding images make SwinSeg worse on conference cases?"
    assert stated_otherwise(question, [*PLAIN, won, fell], ["SwinSeg"]) is None


def test_the_problem_that_is_to_be_solved_says_nothing_against_an_aim() -> None:
    problem = "However, long reports of kidneys take up the time of surgeons."
    assert stated_otherwise("Shorter reports of kidneys: why?", [problem, *PLAIN], []) is None
    found = "In the end, long reports of kidneys took up the time of surgeons."
    assert stated_otherwise("Shorter reports of kidneys: why?", [found, *PLAIN], []) == found


KIND = (
    "Cows live on many farms, and other farmers keep them in dark barns.",
    "We propose BarnNet with a hay loss and one unified barn for all cows.",
    "BarnNet improves the milk of cows in all our tests and outperforms other barns.",
    "To this end, we reduce noise in barns, which improves the sleep of cows.",
    "BarnNet learns from unlabelled cows and has a frozen gate, comparable to much larger barns.",
)


@pytest.mark.parametrize(
    "question",
    [
        "Why was a hay loss needed for the milk of cows in all tests?",
        "What did the team behind BarnNet test on all cows?",
        "Why does noise in barns hurt the sleep of cows?",
        "Dropping the cows of all other barns: what does BarnNet reach in tests?",
        "Why does a small barn do as well for cows?",
        "How does BarnNet learn without labels?",
        "Others keep cows in many dark barns. What has BarnNet in their place?",
        "Existing barns keep only dark cows. What does BarnNet do?",
        "BarnNet has cows in its loss. How is the milk in all tests?",
        "Why do other farmers still struggle with cows in barns?",
    ],
)
def test_a_true_statement_is_not_denied(question: str) -> None:
    assert stated_otherwise(question, KIND, ["BarnNet"]) is None


@pytest.mark.parametrize(
    "question",
    [
        "Why do cows suffer in BarnNet in all tests of milk?",
        "Why does BarnNet lose to other barns?",
        "How is the gate of BarnNet trained along with the cows?",
    ],
)
def test_their_false_twins_are(question: str) -> None:
    assert stated_otherwise(question, KIND, ["BarnNet"])


def test_what_was_not_reached_is_no_gain() -> None:
    fell = "In kidney tests the accuracy of SwinSeg dropped below the level of surgeons."
    assert stated_otherwise("Why did the accuracy of SwinSeg get better than surgeons?", [*PLAIN, fell], []) == fell
    asked = "Although the accuracy of surgeons was not reached by SwinSeg, what was it for?"
    assert stated_otherwise(asked, [*PLAIN, fell], []) is None


def test_harm_that_an_abstract_tells_of_may_be_the_one_that_is_meant() -> None:
    asked = "Why might it hurt to borrow the milk of cows from other tests?"
    assert stated_otherwise(asked, KIND, ["BarnNet"])
    assert stated_otherwise(asked, [*KIND, "This may degrade what is learned."], ["BarnNet"]) is None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("On how many hundred GPUs was SwinSeg trained?", GPU),
        ("How many thousand GPUs did training take?", GPU),
        ("How many hundred scans was SwinSeg trained on?", None),
        ("On how many GPUs was SwinSeg trained?", None),
    ],
)
def test_a_single_one_is_no_hundred(question: str, said: str | None) -> None:
    assert stated_otherwise(question, [GPU, PLAIN[0]], ["SwinSeg"]) == said
    assert stated_otherwise(question, [GPU, "We use 400 GPUs."], ["SwinSeg"]) is None


def test_what_is_told_after_a_clause_in_a_sentence_of_its_own_is_stated() -> None:
    asked = "When kidney labels get scarce, contrastive methods hold up better than the masked method. Why is that?"
    turned = (
        "When labels of kidneys get scarce, the masked method holds up better than contrastive methods. Why is that?"
    )
    assert said_otherwise(asked, asked, [SPARSE, *PLAIN], []) == SPARSE
    assert said_otherwise(turned, turned, [SPARSE, *PLAIN], []) is None
