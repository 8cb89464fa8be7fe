"""Questions for the newest or oldest papers, and for how many there are by year, venue or author; and those that only
look like them.
"""

import pytest

from rag.read_records import ByAge, Tally, of_listed, read_by_age, read_tally


@pytest.mark.parametrize(
    ("question", "newest", "count", "rest"),
    [
        ("What is the latest paper?", True, 1, "Which papers?"),
        ("newest three papers", True, 3, "Which papers?"),
        ("What are the 5 most recent articles on segmentation?", True, 5, "Which papers on segmentation?"),
        ("oldest paper", False, 1, "Which papers?"),
        ("Could you show me the earliest study about knees?", False, 1, "Which papers about knees?"),
        ("What is the most recent deep learning survey?", True, 1, "Which deep learning surveys?"),
        ("Who wrote the newest paper?", True, 1, "Which papers?"),
        ("When was the oldest paper in the collection published?", False, 1, "Which papers?"),
        ("What is the latest paper and who wrote it?", True, 1, "Which papers?"),
        ("Do you have the latest publications on MRI?", True, None, "Which papers on MRI?"),
        ("What is the latest work on MRI?", True, None, "Which papers on MRI?"),
        ("Which of the latest papers use CT?", True, None, "Which papers use CT?"),
        ("Which paper is the oldest?", False, 1, "Which papers?"),
        ("Which two papers on CT are the newest?", True, 2, "Which papers on CT?"),
        ("Which paper on segmentation was published first?", False, 1, "Which papers on segmentation?"),
    ],
)
def test_the_newest_and_the_oldest_are_asked_for(question: str, newest: bool, count: int | None, rest: str) -> None:
    assert read_by_age(question) == ByAge(rest, newest, count)
    assert read_tally(question) is None


@pytest.mark.parametrize(
    ("question", "newest", "rest"),
    [
        ("List the papers on segmentation, newest first", True, "List the papers on segmentation?"),
        ("List papers about CT sorted by year", True, "List papers about CT?"),
        ("Which papers use CT, in chronological order?", False, "Which papers use CT?"),
        ("papers on the liver in order of publication date", True, "papers on the liver?"),
        ("Give me all papers sorted by date, oldest first.", False, "Give me all papers?"),
        ("Which papers study MRI (from oldest to newest)?", False, "Which papers study MRI?"),
    ],
)
def test_a_list_is_put_in_order(question: str, newest: bool, rest: str) -> None:
    assert read_by_age(question) == ByAge(rest, newest, None, sorts=True)
    assert read_tally(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "What is the latest advance in segmentation?",
        "What is the latest method for CT?",
        "What does the latest paper say about knees?",
        "The most recent studies show that CT helps. Is it true?",
        "Do the latest studies agree?",
        "Is the newest paper right about CT?",
        "What is the first paper to use diffusion?",
        "What is the second paper about?",
        "What is the most recent version of the dataset?",
        "What are the latest results of the challenge?",
        "Which papers use the latest models?",
        "Which papers are on early detection?",
        "Which methods are ranked by date?",
        "How old is the oldest patient in the study?",
        "Which is newer, SwinSeg or LiverNet?",
        "Which papers order patients by age?",
    ],
)
def test_what_is_new_or_old_otherwise_is_left_alone(question: str) -> None:
    assert read_by_age(question) is None


@pytest.mark.parametrize(
    ("question", "field", "rest"),
    [
        ("How many papers each year?", "year", "Which papers?"),
        ("how many papers were published in each year", "year", "Which papers?"),
        ("How many papers on segmentation per year?", "year", "Which papers on segmentation?"),
        ("How many papers on knees are there per year?", "year", "Which papers on knees?"),
        ("How many papers per year use transformers?", "year", "Which papers use transformers?"),
        ("For each year, how many papers are there on CT?", "year", "Which papers on CT?"),
        ("Distribution of papers over the years", "year", "Which papers?"),
        ("How many papers a year are there?", "year", "Which papers?"),
        ("How many surveys by year?", "year", "Which surveys?"),
        ("Which years do the papers cover?", "year", "Which papers?"),
        ("papers by venue", "venue", "Which papers?"),
        ("How many papers are there for every journal?", "venue", "Which papers?"),
        ("What journals are the papers from?", "venue", "Which papers?"),
        ("Count the papers per author", "author", "Which papers?"),
    ],
)
def test_papers_are_counted_by_a_field(question: str, field: str, rest: str) -> None:
    assert read_tally(question) == Tally(rest, field, False)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "field", "rest"),
    [
        ("Which year has the most papers?", "year", "Which papers?"),
        ("In which year were most papers published?", "year", "Which papers?"),
        ("Who wrote the most papers on MRI?", "author", "Which papers on MRI?"),
        ("Which venue has the fewest studies?", "venue", "Which papers?"),
    ],
)
def test_where_most_are_is_asked_for(question: str, field: str, rest: str) -> None:
    assert read_tally(question) == Tally(rest, field, True)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "question",
    [
        "How many cases per year are in the dataset?",
        "How many papers report the number of cases per year?",
        "How many papers are on the number of patients per year?",
        "How many papers does the review cover per year?",
        "How many papers per year does the survey find?",
        "How many images per year?",
        "How many papers use a year of scans?",
        "How many papers follow patients over the years?",
        "How many papers use data collected each year?",
        "Which papers study changes over the years?",
        "papers by authors from Japan",
        "Which authors release their code?",
        "What journals are mentioned?",
        "Who wrote the most cited paper?",
        "How many papers are there?",
        "How many papers by Smith?",
    ],
)
def test_what_is_counted_otherwise_is_left_alone(question: str) -> None:
    assert read_tally(question) is None


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Which one is the newest?", "Which paper is the newest?"),
        ("Which of them is the oldest?", "Which paper is the oldest?"),
        ("And the oldest one?", "Which paper is the oldest?"),
        ("What about the latest of these?", "Which paper is the latest?"),
        ("Sort them by year", "List all papers by year?"),
        ("ok, newest first please", "List all papers newest first please?"),
        ("How many of them each year?", "How many papers each year?"),
    ],
)
def test_what_is_asked_of_the_papers_just_listed_reads_as_of_all(question: str, asked: str) -> None:
    assert of_listed(question) == asked
    assert read_by_age(asked) or read_tally(asked)


@pytest.mark.parametrize(
    "question",
    ["Which one has code?", "Why?", "How many of them use CT?", "And the second?", "What is the latest method?"],
)
def test_other_follow_ups_are_left_alone(question: str) -> None:
    assert of_listed(question) is None
