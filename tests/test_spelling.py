"""Slips of the keyboard."""

import pytest

from rag.lexicon import Lexicon
from rag.spelling import Speller

TEXTS = (
    "Segmenting the kidneys: a network for segmentation of tumors in colour images.",
    "We analyze concepts of radiology, and organise volumes. Pediatric patients, self-supervised pre-training.",
    "A transformer beats the network. The network is named RenalNet. Center of the fiber.",
)


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(Lexicon.build(TEXTS))


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("segmntation", "segmentation"),
        ("segmenttation", "segmentation"),
        ("segmemtation", "segmentation"),
        ("segmnetation", "segmentation"),
        ("concpets", "concepts"),
        ("egmentation", "segmentation"),
        ("ransformer", "transformer"),
        ("radiologx", "radiology"),
    ],
)
def test_one_letter_missing_doubled_wrong_or_swapped_is_set_right(speller: Speller, slip: str, word: str) -> None:
    assert speller.correct(f"What is {slip}?") == f"What is {word}?"


@pytest.mark.parametrize(("word", "meant"), [("seperatly", "separately"), ("rememberd", "remembered")])
def test_a_long_word_with_two_slips_is_set_right(speller: Speller, word: str, meant: str) -> None:
    assert speller.correct(f"is it {word} so") == f"is it {meant} so"


def test_letters_swapped_are_the_likelier_slip(speller: Speller) -> None:
    assert speller.correct("scraped or waht") == "scraped or what"


def test_what_a_system_may_be_called_is_no_slip_of_anothers_name() -> None:
    speller = Speller(Lexicon.build(["RadCliq is a measure of reports by a transformer."]))
    assert speller.correct("which films did radclip see") == "which films did radclip see"
    assert speller.correct("what did the transfromer see") == "what did the transformer see"


def test_a_name_with_two_slips_of_a_word_stays(speller: Speller) -> None:
    assert speller.correct("does SeparatlyNet or Seperatly help?") == "does SeparatlyNet or Seperatly help?"


@pytest.mark.parametrize("word", ["homepage", "wristbands", "paperwork"])
def test_two_words_in_one_are_no_slip(speller: Speller, word: str) -> None:
    assert speller.correct(f"is it the {word}?") == f"is it the {word}?"


@pytest.mark.parametrize("word", ["sgmntation", "cnocpts"])
def test_two_slips_in_a_short_word_or_at_its_beginning_are_left(speller: Speller, word: str) -> None:
    assert speller.correct(word) == word


@pytest.mark.parametrize("word", ["concept", "network", "kidneys", "kidney", "volume", "segmenting", "segmented"])
def test_words_of_the_corpus_and_their_forms_are_left(speller: Speller, word: str) -> None:
    assert speller.correct(word) == word


@pytest.mark.parametrize("word", ["colon", "contests", "natter", "rumors", "columns", "patents", "house", "tutor"])
def test_english_words_near_to_a_word_of_the_corpus_are_left(speller: Speller, word: str) -> None:
    assert speller.correct(word) == word


@pytest.mark.parametrize("word", ["RENALNEX", "RenalNex", "NETWROK", "netWrok", "GPT-4x", "netwrok-4", "netwrok2"])
def test_what_is_written_like_a_name_is_left(speller: Speller, word: str) -> None:
    assert speller.correct(word) == word


@pytest.mark.parametrize("word", ["teh", "mri", "ct", "a"])
def test_short_words_are_left(speller: Speller, word: str) -> None:
    assert speller.correct(word) == word


@pytest.mark.parametrize(
    ("other", "word"),
    [
        ("color", "colour"),
        ("tumours", "tumors"),
        ("analyse", "analyze"),
        ("organize", "organise"),
        ("paediatric", "pediatric"),
        ("centre", "center"),
    ],
)
def test_british_and_american_spellings_become_the_corpus_own(speller: Speller, other: str, word: str) -> None:
    assert speller.correct(other) == word


@pytest.mark.parametrize("word", ["positron", "hounsfield"])
def test_words_that_the_field_knows_are_no_slips_of_the_corpus_own(word: str) -> None:
    near = Speller(Lexicon.build(["position hounsfields hounfield"]))
    assert near.correct(f"What is {word}?") == f"What is {word}?"


def test_an_ending_of_a_word_of_the_field_may_have_a_slip() -> None:
    assert Speller(Lexicon.build(["dermatology"])).correct("dermatolgy") == "dermatology"


@pytest.mark.parametrize("text", ["", "   ", "🧠?", "Was ist ein Röntgenbild?", "什么是肝脏分割？", "[1] <b>", "…\n…"])
def test_text_without_a_slip_comes_back_as_it_is(speller: Speller, text: str) -> None:
    assert speller.correct(text) == text


def test_punctuation_and_spaces_around_a_slip_stay(speller: Speller) -> None:
    assert speller.correct("(netwrok),  radiolgy…") == "(network),  radiology…"


def test_of_two_words_as_near_the_commoner_one_is_taken() -> None:
    assert Speller(Lexicon.build(["scanner scannet scannet scannet"])).correct("scannex") == "scannet"
    assert Speller(Lexicon.build(["scanner scanner scanner scannet"])).correct("scannex") == "scanner"


def test_a_corrected_question_stays_as_it_is_when_corrected_again(speller: Speller) -> None:
    once = speller.correct("which concpets of radiolgy does the tranformer learn")
    assert once == "which concepts of radiology does the transformer learn"
    assert speller.correct(once) == once


def test_a_speller_without_texts_changes_nothing() -> None:
    assert Speller(Lexicon.build([])).correct("segmnetation") == "segmnetation"


def test_it_knows_the_words_of_its_texts_and_the_parts_of_their_compounds(speller: Speller) -> None:
    assert "self-supervised" in speller
    assert "supervised" in speller
    assert "unsupervised" not in speller


@pytest.mark.parametrize("word", ["bake", "kneel"])
def test_verbs_that_english_has_only_with_an_ending_in_its_list_are_left(word: str) -> None:
    texts = ["base of the knee"]
    assert Speller(Lexicon.build(texts)).correct(f"How do I {word} it?") == f"How do I {word} it?"


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("howmany", "how many"),
        ("fastr", "faster"),
        ("hospitl", "hospital"),
        ("languaeg", "language"),
        ("hosppital", "hospital"),
        ("Whihc", "which"),
    ],
)
def test_a_slip_in_an_english_word_that_the_corpus_lacks_is_set_right(speller: Speller, slip: str, word: str) -> None:
    assert speller.correct(f"{slip} is it?") == f"{word} is it?"


@pytest.mark.parametrize("word", ["resnet", "llama", "llava", "unet", "biomed", "densenet", "yolov", "pytorch"])
def test_a_name_that_is_a_letter_too_many_or_wrong_from_an_english_word_is_left(speller: Speller, word: str) -> None:
    assert speller.correct(f"Is {word} used?") == f"Is {word} used?"


def test_a_word_of_the_corpus_is_preferred_to_one_of_english() -> None:
    assert Speller(Lexicon.build(["house"])).correct("hosital") == "hospital"
    assert Speller(Lexicon.build(["hositals"])).correct("hosital") == "hosital"
    assert Speller(Lexicon.build(["hositala"])).correct("hosital") == "hositala"


def test_an_everyday_word_of_the_dictionary_is_no_slip_of_a_corpus_word() -> None:
    speller = Speller(Lexicon.build(["mamba networks and carcinoma"]))
    assert speller.correct("papers on mamma carcinoma") == "papers on mamma carcinoma"
    assert speller.correct("papers on mambo carcinoma") == "papers on mamba carcinoma"


@pytest.mark.parametrize("question", ["Combien d'imagse dans RenalNet ?", "Wie viele Netwerke hat RenalNet?"])
def test_what_is_in_another_language_has_no_slips_of_english(speller: Speller, question: str) -> None:
    assert speller.correct(question) == question


def test_letters_are_within_a_word_from_its_beginning_or_from_behind_a_joint_on(speller: Speller) -> None:
    assert speller.within("selfsuper") and speller.within("supervised") and speller.within("renal")
    assert not speller.within("alnet") and not speller.within("pervised")


def test_a_word_is_strange_that_neither_the_texts_nor_any_vocabulary_have(speller: Speller) -> None:
    assert speller.is_strange("cowlab") and speller.is_strange("renal-xnet")
    assert not any(map(speller.is_strange, ("renalnet", "kidney", "kidneys", "hill", "hill-walking", "mri")))
