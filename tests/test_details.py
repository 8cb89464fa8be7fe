"""Usual details that a question asks for and an abstract leaves out."""

from dataclasses import replace

import pytest
from conftest import make_paper

from rag.details import missing_detail

BARE = make_paper("On Kidneys", "We outline kidneys on CT volumes of adults. Readers agree with us.")


@pytest.mark.parametrize(
    ("question", "detail", "given"),
    [
        ("What was the data split?", "how the data were split", "We split them at random."),
        ("How were the data split between training and testing?", "how the data were split", "A fold is held out."),
        ("What learning rate was used?", "a learning rate", "The learning rate is 0.001."),
        ("When was HerdNet released?", "a date", "It was released in 2021."),
        ("Since what year have hospitals adopted it?", "a date", "Hospitals have had it since 2021."),
        ("Under which licence is it?", "a licence", "Data come under CC-BY."),
        ("How much does a scan cost?", "a price", "A scan costs $40."),
        ("What does it cost to host the data?", "a price", "It costs 3 euros."),
        ("How long does one picture take to outline?", "an inference time", "It needs 3 seconds."),
        ("Is it FDA cleared?", "regulatory approval", "It has FDA clearance."),
        ("How many trainable parameters has it?", "a number of parameters", "It has 7B weights."),
        ("What was the mean age?", "the people's age or sex", "Adults were aged 20 to 60."),
        ("At 3 T?", "a field strength", "Scans were taken at 3T."),
        ("Which scanners were used?", "the scanner", "We use a scanner of Siemens."),
        ("Is it written in PyTorch?", "the software that it is written in", "It is written in Python."),
        ("Which data augmentations helped?", "data augmentation", "Augmenting the images helps."),
        ("How were the readers compensated?", "what was paid, or by whom", "Readers were paid."),
        ("What hourly pay did readers get?", "what was paid, or by whom", "Readers were paid."),
        ("Was there a validation split?", "how the data were split", "We use five-fold cross-validation."),
        ("What are the error bars?", "confidence intervals", "Dice is 0.9 ± 0.1."),
        ("Did patients give informed consent?", "ethical approval", "All gave consent."),
        ("Are there competing interests?", "conflicts of interest", "No conflict of interest is known."),
        ("What is its carbon footprint?", "energy use", "It emits little carbon."),
        ("What panoptic quality does it reach?", "a panoptic quality", "It has a PQ of 60."),
        ("By how much does the PSNR rise?", "a PSNR", "The PSNR rises by 2 dB."),
        ("How do I install it?", "how to install it", "Install it with a line."),
        ("How many layers has it?", "the size of its network", "It has twelve layers."),
        ("What were the exclusion criteria?", "which patients were left out", "Adults were excluded."),
        ("When were the scans acquired?", "when the data were collected", "Scans are of 2019."),
        (
            "How long did outlining take, how many hours did they annotate?",
            "how long annotating took",
            "It took weeks.",
        ),
        ("Which hospitals use it?", "use in the clinic", "It is deployed in two hospitals."),
        ("What patch size does it use?", "an image size", "Patches have 64 x 64 pixels."),
        ("What did it win, any award?", "an award", "It won a prize."),
        ("How much GPU memory does it need?", "memory use", "It needs little memory."),
        ("Which GPUs were used?", "the graphics card that it ran on", "It runs on a single GPU."),
        ("Which hardware is needed?", "the hardware that it ran on", "It runs on a CPU."),
        ("What type of GPU is needed?", "the model of its graphics card", "It runs on an A100."),
        ("How strong was the magnet?", "a field strength", "Scans were taken at 3T."),
        ("What is the size of the largest KidNet version?", "a number of parameters", "It has 7B weights."),
        ("Where did the readers work?", "where they work", "Readers are of Kerry Hospital."),
        ("Where were the kidneys scanned?", "where that was", "Scans are from two hospitals."),
        ("How often does it miss a kidney?", "how often that is", "It finds 97% of them."),
        ("How long is an examination?", "how long that takes", "Each takes 20 minutes."),
        ("On what date was it shown?", "a day", "It was shown on 8 Oct 2023."),
        ("In which file format are they stored?", "a file format", "Volumes come as NIfTI."),
        ("What false positive rate has it?", "a false positive or negative rate", "Its false positive rate is 0.1."),
        ("What patch size is used?", "an image size", "Patches are 96 x 96."),
        ("What specificity is reached?", "a specificity", "It is specific: specificity 0.9."),
        ("What Dice score is reached?", "a Dice score", "Its DSC is 0.9."),
        ("What BLEU is reached?", "a BLEU or ROUGE score", "Its BLEU is 0.3."),
        ("What is the p-value?", "a p-value", "It is better (p < 0.01)."),
        ("Was it significant, what p value?", "a p-value", "The gain is statistically significant."),
        ("What field strengths did the magnets have?", "a field strength", "Scans were taken at 1.5 T."),
        ("How long does KidNet take for one scan?", "an inference time", "It runs in real time, in seconds."),
        ("What accuracy did it reach?", "an accuracy", "Its accuracy is 97%."),
    ],
)
def test_a_detail_is_missing_until_the_abstract_gives_it(question: str, detail: str, given: str) -> None:
    assert missing_detail(question, BARE) == detail
    assert missing_detail(question, replace(BARE, abstract=f"{BARE.abstract} {given}")) is None


@pytest.mark.parametrize(
    ("question", "missing", "known"),
    [
        ("Who wrote it?", "its authors", {"authors": ("A. Nobody",)}),
        ("When was it published?", "when it was published", {"year": 2024}),
        ("Which journal is it in?", "where it was published or how it was received", {"venue": "Nature"}),
    ],
)
def test_what_a_record_may_know_is_missing_until_it_does(question: str, missing: str, known: dict[str, object]) -> None:
    assert missing_detail(question, BARE) == missing
    assert missing_detail(question, replace(BARE, **known)) is None  # type: ignore[arg-type]


def test_a_year_in_the_question_is_not_the_one_that_it_asks_for() -> None:
    paper = replace(BARE, abstract="FARM 2019 has 300 cows.")
    assert missing_detail("When was the FARM 2019 data collected?", paper) == "when the data were collected"
    assert missing_detail("When was the data collected?", paper) is None
    told = replace(BARE, abstract="FARM 2019 has 300 cows seen in 2018.")
    assert missing_detail("When was the FARM 2019 data collected?", told) is None


@pytest.mark.parametrize(
    "question",
    [
        "What is outlined?",
        "Do readers agree?",
        "How are kidneys outlined?",
        "Which patients are they?",
        "What is lost?",
        "Is the temporal lobe seen?",
        "Where are kidneys to be had without a price?",
        "Do readers agree who needn't be paid?",
        "Does an unsupervised warm-up help?",
        "What does it do in its loss to compensate?",
        "Are blurred volumes compensated by others?",
        "Does it read body temperature?",
        "How many heads were scanned?",
        "How are the data split between sick and healthy adults?",
        "",
    ],
)
def test_a_question_for_no_such_detail_misses_none(question: str) -> None:
    assert missing_detail(question, BARE) is None


def test_an_abstract_may_say_itself_where_a_work_was_shown() -> None:
    asked = "At which conference was it presented?"
    assert missing_detail(asked, BARE) == "where it was published or how it was received"
    assert missing_detail(asked, replace(BARE, abstract="The contest was held at MICCAI.")) is None


def test_who_made_a_thing_asks_for_authors_only_of_a_named_work() -> None:
    paper = make_paper("A Network for Teeth", "We present a network that finds caries in photographs of teeth.")
    assert missing_detail("Who built it?", paper) == "its authors"
    assert missing_detail("Who built a net that finds caries?", paper, named=False) is None
    assert missing_detail("Who wrote the work on caries?", paper, named=False) == "its authors"


@pytest.mark.parametrize("given", ["12\\% of them", "one third of them", "30 of the 80 teeth", "9 out of ten"])
def test_a_share_is_missing_until_some_share_is_given(given: str) -> None:
    question = "What portion of the teeth were milk teeth?"
    assert missing_detail(question, make_paper("Teeth", "We look at 80 teeth of adults and children.")) == "a share"
    assert missing_detail(question, make_paper("Teeth", f"We look at teeth, and {given} have caries.")) is None


def test_the_emission_of_positrons_is_no_use_of_energy() -> None:
    assert missing_detail("What is positron emission tomography used for?", make_paper("Bees", "Bees fly.")) is None
    assert missing_detail("What were its emissions?", make_paper("Bees", "Bees fly.")) == "energy use"


def test_a_measure_asked_for_its_value_needs_a_number() -> None:
    paper = make_paper(
        "Teeth",
        "We look at 80 teeth of adults and of children in photographs. The accuracy of the diagnosis is known to rise "
        "with the light.",
    )
    assert missing_detail("What accuracy did it reach?", paper) == "an accuracy"
    assert missing_detail("What raises the accuracy of dentists?", paper) is None


def test_a_gain_is_no_value_of_a_measure() -> None:
    gained = make_paper(
        "Teeth", "On teeth it gains: with more than 50% and 10% macro-F1-score improvement over others."
    )
    ahead = make_paper("Teeth", "It outperforms others by an average of 7% on Dice.")
    assert missing_detail("What macro-F1 score does it reach?", gained) == "an F1 score"
    assert missing_detail("What Dice does it get?", ahead) == "a Dice score"
    assert missing_detail("What Dice improvement does it bring?", ahead) is None
    both = make_paper("Teeth", "Its Dice rises from 0.7 to 0.8.")
    assert missing_detail("What Dice does it get?", both) is None


def test_who_wrote_some_things_in_a_work_does_not_ask_for_its_authors() -> None:
    paper = make_paper("A Network for Teeth", "Dentists wrote the prompts for our network.")
    assert missing_detail("Who wrote the prompts for the network?", paper) is None
    assert missing_detail("Who wrote the two studies?", paper) == "its authors"
    assert missing_detail("Who wrote the paper on teeth?", paper) == "its authors"


def test_a_payment_may_be_misspelt() -> None:
    assert (
        missing_detail("How much were they payed?", make_paper("Bees", "We count bees.")) == "what was paid, or by whom"
    )


def test_precision_and_recall_may_be_asked_together() -> None:
    paper = make_paper("Teeth", "The finder of teeth does well on 80 films. Dentists need precision.")
    given = make_paper("Teeth", "The finder of teeth has a precision of 0.8 and a recall of 0.7.")
    assert missing_detail("What precision and recall did the finder get on films?", paper) == "a precision"
    assert missing_detail("What precision and recall did the finder get on films?", given) is None
    assert missing_detail("What recall does it reach?", paper) == "a recall"
    assert missing_detail("Why do dentists need precision?", paper) is None


def test_what_calls_cost_in_a_study_is_a_price_and_a_maker_a_scanner() -> None:
    paper = make_paper("Teeth", "We look at teeth. A loss costs little.")
    assert missing_detail("What did the calls cost in the first test of the reader?", paper) == "a price"
    assert missing_detail("What does it cost in accuracy?", paper) == "an accuracy"
    assert missing_detail("On which maker's machine were they seen?", paper) == "the scanner"
    assert missing_detail("How many billion parameters has it?", paper) == "a number of parameters"
    assert missing_detail("how many bilion params has it got", paper) == "a number of parameters"


def test_who_of_two_sides_won_asks_after_no_contest() -> None:
    assert missing_detail("Machine against the readers: who won?", BARE) is None
    assert missing_detail("Who won the challenge?", BARE) == "the winner"
