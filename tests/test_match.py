"""Which sentence of a paper answers a question: the signs, not their weights."""

import pytest

from rag.match import Matcher

LINK = "https://example.org/code"


def better(question: str, one: str, other: str, name: str | None = "LiverNet") -> bool:
    """Whether `one` scores above `other` where cosine and place tell nothing."""
    matcher = Matcher(question, "LiverNet: Segmenting the Liver on CT", name, [LINK], lambda _: 1.0)
    return matcher.score(one, 0.5, 0.5) > matcher.score(other, 0.5, 0.5)


@pytest.mark.parametrize(
    ("question", "answers", "does_not"),
    [
        ("How many volumes does it use?", "It has 1,200 of them in total.", "It has a great many of them."),
        ("How accurate is it?", "The Dice was 93.5% in the end.", "The Dice was very good in the end."),
        ("Where is the code?", f"See {LINK} for everything.", "See the paper's own page for everything."),
        ("At which address is the implementation?", f"See {LINK} for everything.", "See the implementation in full."),
        ("Where are the scripts?", f"See {LINK} for everything.", "See the parts of all in full."),
        ("Did they put it online?", f"See {LINK} for everything.", "See the page that they show in full."),
        ("What is LiverNet?", "We introduce LiverNet to the reader.", "We show pictures to the reader ok."),
        (
            "What problem does LiverNet address?",
            "However, this remains challenging here.",
            "We introduce LiverNet to the readers.",
        ),
        ("Why is it hard?", "However, this remains challenging here.", "Moreover, this stands as is up here."),
        ("On which datasets was it tested?", "Evaluated on benchmarks such as A.", "Designed by people living as A."),
        ("Which dataset was made?", "We made the dataset OrganSet today.", "We made the dataset itself today."),
        ("Which dataset was made?", "We made the collection OrganSet today.", "We had OrganSet made by people today."),
        ("Name the network.", "The network is called a UNetPlus.", "The network is called a giant."),
        ("Which optimiser does it use?", "The optimiser is plain descent.", "The augmenter is plain mirrors."),
        (
            "Which findings can it tell?",
            "Only cysts, stones, and scars were told.",
            "Only one of them was told, is all.",
        ),
        (
            "On which scans did it do worse?",
            "It reached 0.9 but fell on old ones.",
            "It reached 0.9 and rose on old ones.",
        ),
        ("What fraction of labels does it need?", "It needs 10% of the usual lot.", "It needs ten of the usual lot."),
        ("How few hours did it need to run?", "It ran for about 3 hours there.", "It ran for about 3 rounds there."),
        ("Does it help with small livers?", "It achieves more than the others.", "It considers more of the others."),
        (
            "How come it skips borders?",
            "It skips them because of ragged lines.",
            "It skips them in case of ragged lines.",
        ),
        (
            "What is the purpose of LiverNet?",
            "It enables the planning of surgery.",
            "It precedes the planning of surgery.",
        ),
        ("What does it do about noise?", "It is mitigated by several layers.", "It is travelling by several layers."),
        ("Which loss came out on top?", "The focal one surpasses all of them.", "The focal one resembles all of them."),
        ("How far did it drop?", "It dropped down to 61 in the end.", "It dropped down to us in the end."),
        ("What did LiverNet save?", "It saved time in the reading room.", "LiverNet is a system of many parts."),
        ("Name the three findings.", "Only redness, pits, and rims, it was.", "Only redness or pits and no rims was."),
        ("On what hardware was it run?", "It took a GPU to run it, the end.", "It took a day to run it, the end."),
        ("Where could I grab the scans?", f"See {LINK} for everything.", "See the paper's own page for everything."),
        ("How are borders found?", "We find them using a second decoder.", "We find them, as in a second decoder."),
        (
            "What did earlier work do?",
            "Existing models have one decoder in all.",
            "Our own model has one decoder in all.",
        ),
        ("What is the catch?", "It runs only with two bigger cards now.", "It runs both with two bigger cards now."),
        ("I have one laptop. Will it do?", "It was run on a CPU in the end.", "It was run by a man in the end."),
        ("What do they plan to do next?", "In future, more organs come in.", "In winter, more organs come in."),
        ("Where do its scans come from?", "Taken from the clinics of the city.", "Taken to all the clinics in a city."),
        ("something that draws the liver", "We propose a thing to do it with.", "We remember a thing to do it with."),
        ("What can it be used for?", "It can be used for planning cuts.", "It has to be paid by the clinics."),
        (
            "Is it any good on old scans?",
            "It is superior on every one of them.",
            "It is repeated on every one of them.",
        ),
        (
            "What is the point of difference, and what sets it apart?",
            "It is the only one of its kind.",
            "It is an odd one of its kind.",
        ),
        (
            "How do nets differ from trees, then?",
            "Nets need care, whereas the others need none.",
            "Nets need trees, and trees need other nets.",
        ),
        (
            "What went wrong with it?",
            "Sub-optimal nets are used by all.",
            "Several newer nets are used by all.",
        ),
        (
            "Which issues are there?",
            "Sub-optimal nets are used by all.",
            "Several newer nets are used by all.",
        ),
        (
            "What was the weakness of its predecessors?",
            "Existing nets see one slice at a time.",
            "All of our nets see one slice a time.",
        ),
        ("Who is better at kidneys?", "The second excelled at finding them.", "The second was after finding them."),
        ("Why so many slices?", "It lacks a sense of borders in all.", "An image-only sense of borders in all."),
        ("Has anybody drawn the liver yet?", "We propose a thing to do it with.", "We remember a thing to do it with."),
    ],
)
def test_a_sentence_with_what_is_asked_for_scores_higher(question: str, answers: str, does_not: str) -> None:
    assert better(question, answers, does_not)


@pytest.mark.parametrize("question", ["What does it segment?", "Which optimiser does it use?"])
def test_a_link_helps_no_question_that_asks_for_none(question: str) -> None:
    sentence = f"See {LINK} for this thing."
    scores = {
        Matcher(question, "LiverNet", None, links, lambda _: 1.0).score(sentence, 0.5, 0.5) for links in ([], [LINK])
    }
    assert len(scores) == 1


def test_a_sentence_scores_higher_behind_one_that_is_near_and_lower_where_it_is_the_first() -> None:
    def score(place: float, after: float) -> float:
        return Matcher("Which loss?", "LiverNet", None, [], lambda _: 1.0).score(
            "We call it MaxLoss.", 0.5, place, after
        )

    assert score(0.5, 0.1) > score(0.5, 0.0) > score(0.5, -0.1)
    assert score(0.1, 0.0) > score(0.0, 0.0)


def test_asked_whether_there_is_such_work_a_result_is_no_answer() -> None:
    result, plain = "It achieves the greatest overlap.", "It considers the greatest overlap."
    assert better("Does it find the vessels?", result, plain)
    assert better("Is there something that finds the vessels?", plain, result)


def test_a_sentence_with_related_words_scores_above_one_with_unrelated_words() -> None:
    question = "How quick is the doctor?"
    assert better(question, "Speed of each physician was noted.", "Taste of each banana was noted.")


def test_words_of_the_title_tell_its_sentences_not_apart() -> None:
    both = "Which loss does the liver network on CT use?"
    assert better(both, "The loss is plain overlap.", "The liver on CT is plain.")


def test_words_of_the_title_still_tell_a_little() -> None:
    both = "Which loss does the liver network on CT use?"
    assert better(both, "A liver and its loss were on us.", "A banana and its loss were on us.")


def test_a_name_alone_says_little_of_what_is_asked() -> None:
    question = "What can LiverNet be used for?"
    assert better(question, "It can be used for planning surgery.", "LiverNet was made by many people here.")


def test_greetings_and_thanks_ask_for_nothing() -> None:
    plain, polite = ("Which loss is used?", "Hello, which loss is used? Thanks!")
    sentences = ("The loss is plain.", "We say hello and thanks.")
    scores = [
        [Matcher(question, "A", None, (), lambda _: 1.0).score(s, 0.5, 0.5) for s in sentences]
        for question in (plain, polite)
    ]
    assert scores[0] == pytest.approx(scores[1])


def test_a_question_of_the_titles_words_alone_still_scores_by_them() -> None:
    assert better("segmenting the liver on CT", "It is segmenting the liver on CT.", "It is colouring a dress on TV.")


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    idf = {"dropout": 5.0, "train": 0.1}
    matcher = Matcher("train with dropout", "A Title", None, (), lambda term: idf.get(term, 1.0))
    assert matcher.score("It has dropout.", 0.5, 0.5) > matcher.score("It is trained.", 0.5, 0.5)


def test_a_nearer_sentence_scores_higher() -> None:
    matcher = Matcher("What is it?", "A Title", None, (), lambda _: 1.0)
    assert matcher.score("A sentence.", 0.8, 0.5) > matcher.score("A sentence.", 0.2, 0.5)


def test_a_sentence_whose_tokens_say_what_is_asked_scores_higher() -> None:
    matcher = Matcher("What is it?", "A Title", None, (), lambda _: 1.0)
    assert matcher.score("A sentence.", 0.5, 0.5, tokens=0.8) > matcher.score("A sentence.", 0.5, 0.5, tokens=0.2)


@pytest.mark.parametrize("question", ["", "🧠", "the of and", "a" * 2000, "what is (.*)[?"])
def test_any_question_gives_a_number(question: str) -> None:
    score = Matcher(question, "", None, (), lambda _: 0.0).score("A sentence.", 0.5, 0.0)
    assert isinstance(score, float)
    assert score == score


def test_without_vectors_of_words_the_same_words_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rag.match.word_vectors", lambda _: None)
    assert better("Which optimiser does it use?", "The optimiser is plain descent.", "The augmenter is plain mirrors.")
