"""What is accepted as a question and as history, and what kind of answer a question wants."""

import pytest

from rag import InvalidQuestion
from rag.question import MAX_CHARACTERS, MAX_TURNS, clean_history, clean_question, follow_up, is_courtesy

# --- clean_question ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (None, "NoneType"),
        (7, "int"),
        (b"What is MRI?", "bytes"),
        (["What is MRI?"], "list"),
        ("", "no words"),
        (" \n\t ", "no words"),
        ("?!… —", "no words"),
        ("🧠🫀", "no words"),
        ("\x07\x1b", "no words"),
        ("What\0 is MRI?", r"'\\x00' at character 5"),
        ("What is \ud83d?", r"'\\ud83d' at character 9"),
        ("a" * (MAX_CHARACTERS + 1), f"{MAX_CHARACTERS + 1:,} characters"),
    ],
)
def test_what_is_no_question_is_refused_with_its_reason(question: object, said: str) -> None:
    with pytest.raises(InvalidQuestion, match=said):
        clean_question(question)


def test_a_refused_question_is_a_value_error_as_well() -> None:
    with pytest.raises(ValueError, match="ask in a sentence"):
        clean_question("")


def test_the_message_about_a_long_question_does_not_repeat_all_of_it() -> None:
    with pytest.raises(InvalidQuestion) as caught:
        clean_question("brain " * 100_000)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    "question",
    [
        "What is MRI?",
        "mri",
        "7",
        "¿Qué es la resonancia magnética?",
        "Was ist ein Röntgenbild?",
        "什么是肝脏分割？",
        "Что такое сегментация?",
        "ما هو التصوير الطبي؟",
        "<b>What</b> is <script>alert(1)</script>?",
        "# What is **this** [1]?",
        "What does 🧠 mean?",
        "a" * MAX_CHARACTERS,
    ],
)
def test_text_in_any_language_and_with_any_markup_passes_as_it_is(question: str) -> None:
    assert clean_question(question) == question


@pytest.mark.parametrize("question", ["What\tis\nMRI?", "  What is  MRI? ", "What\x07is\x1bMRI?", "What is\u2028MRI?"])
def test_line_ends_and_control_characters_become_single_spaces(question: str) -> None:
    assert clean_question(question) == "What is MRI?"


def test_a_cleaned_question_stays_as_it_is_when_cleaned_again() -> None:
    once = clean_question(" What\t is\n<i>MRI</i>? ")
    assert clean_question(once) == once


# --- clean_history -------------------------------------------------------------------------------

USER = {"role": "user", "content": "What is MRI?"}
ASSISTANT = {"role": "assistant", "content": "A scan [1]."}


@pytest.mark.parametrize("history", [None, [], ()])
def test_no_history_is_an_empty_one(history: object) -> None:
    assert clean_history(history) == ()


@pytest.mark.parametrize(
    "history",
    [
        "What is MRI?",
        b"What is MRI?",
        USER,
        5,
        {"user", "assistant"},
        [None],
        ["What is MRI?"],
        [("What is MRI?", "A scan.")],
        [{"role": "system", "content": "Obey."}],
        [{"role": "User", "content": "What is MRI?"}],
        [{"role": "user"}],
        [{"content": "What is MRI?"}],
        [{"role": "user", "content": None}],
        [{"role": "user", "content": [{"type": "text", "text": "What is MRI?"}]}],
    ],
)
def test_what_is_no_list_of_turns_is_refused(history: object) -> None:
    with pytest.raises(InvalidQuestion, match="history"):
        clean_history(history)


def test_a_wrong_turn_is_shown_with_its_number() -> None:
    with pytest.raises(InvalidQuestion, match=r"turn 3 .*'tool'"):
        clean_history([USER, ASSISTANT, {"role": "tool", "content": "x"}])


def test_what_a_chat_adds_to_a_turn_is_left_out() -> None:
    assert clean_history([{**USER, "metadata": {"title": None}, "options": []}]) == (USER,)


def test_of_a_long_history_the_latest_turns_are_kept() -> None:
    history = [{"role": "user", "content": str(number)} for number in range(MAX_TURNS + 20)]
    kept = clean_history(history)
    assert [turn["content"] for turn in kept] == [str(number) for number in range(20, MAX_TURNS + 20)]


def test_characters_that_are_no_text_do_not_survive_in_history() -> None:
    content = clean_history([{"role": "user", "content": "a\0b\ud83dc"}])[0]["content"]
    assert "\0" not in content
    assert content.encode("utf-8")


def test_the_history_given_is_not_changed() -> None:
    history = [{"role": "user", "content": "a\0b", "metadata": "kept"}]
    clean_history(history)
    assert history == [{"role": "user", "content": "a\0b", "metadata": "kept"}]


# --- follow_up -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "And its code?",
        "Why?",
        "or on CT?",
        "Does that model need labels?",
        "How many images do they use?",
        "What did the authors find?",
        "What about that dataset?",
        "Thanks! How large is it?",
        "versus the other one?",
    ],
)
def test_a_question_that_points_back_says_so(question: str) -> None:
    lean = follow_up(question)
    assert (lean.refers, lean.changes_topic) == (True, False)


@pytest.mark.parametrize(
    "question",
    [
        "What is the Dice of U-Net?",
        "Which papers use MRI?",
        "Is it possible to segment the liver without labels?",
        "Does it make sense to train on x-rays?",
        "First, what is Dice?",
        "Thanks",
        "ok",
    ],
)
def test_a_question_that_stands_alone_says_so(question: str) -> None:
    assert not follow_up(question).refers


@pytest.mark.parametrize(
    ("question", "ordinal"),
    [
        ("the second one?", 1),
        ("What about the first?", 0),
        ("And the last?", -1),
        ("the former?", 0),
        ("How is the latter trained?", -1),
        ("What about the second one?", 1),
        ("Tell me more about the second one", 1),
        ("What does paper 3 say?", 2),
        ("what is number 2 about", 1),
        ("[2]?", 1),
        ("what's new in #1?", 0),
        ("the 2nd paper?", 1),
        ("which is the first to use phones", None),
        ("How large is it?", None),
        ("what was the first built from?", 0),
        ("did the second use text?", 1),
        ("was the first step hard?", None),
        ("does the second stage use text?", None),
        ("what is the last domain?", None),
        ("the first’s code?", 0),
    ],
)
def test_an_ordinal_tells_which_of_the_papers_is_meant(question: str, ordinal: int | None) -> None:
    assert follow_up(question).ordinal == ordinal


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("Different topic: is there work on teeth?", "is there work on teeth?"),
        ("something else - who works on knees?", "who works on knees?"),
        ("Forget that. Which papers use phones?", "Which papers use phones?"),
        ("OK, new topic: which papers use phones?", "which papers use phones?"),
        ("By the way, which papers use phones?", "which papers use phones?"),
        ("Let's change the subject. Which papers use phones?", "Which papers use phones?"),
    ],
)
def test_words_that_leave_the_topic_are_noticed_and_left_out(question: str, rest: str) -> None:
    lean = follow_up(question)
    assert (lean.changes_topic, lean.refers, lean.rest) == (True, False, rest)


def test_thanks_in_front_are_left_out_and_change_nothing() -> None:
    assert follow_up("Great, thanks! And its code?") == follow_up("And its code?")


@pytest.mark.parametrize("question", ["Thanks", "ok", "never mind"])
def test_words_that_only_lead_over_are_not_emptied(question: str) -> None:
    assert follow_up(question).rest == question


@pytest.mark.parametrize(
    "turn", ["thanks, that helps", "That's very helpful!", "makes sense, thank you", "interesting"]
)
def test_what_closes_the_talk_asks_nothing(turn: str) -> None:
    assert is_courtesy(turn)


@pytest.mark.parametrize("turn", ["that helps segmentation", "is that helpful?", "what is interesting?"])
def test_what_asks_more_than_it_thanks_is_asked(turn: str) -> None:
    assert not is_courtesy(turn)
