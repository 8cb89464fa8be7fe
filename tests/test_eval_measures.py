"""Every measure that a report can show has a head, a meaning and a way to be written; an unknown one still shows."""

from eval.measures import MEASURES, Measure, measure


def test_heads_are_told_apart_and_every_measure_says_what_it_means() -> None:
    heads = [known.head for known in MEASURES.values()]
    assert len(set(heads)) == len(heads)
    assert all(known.meaning for known in MEASURES.values())
    assert all(format(0.5, known.style) for known in MEASURES.values())


def test_errors_refusals_and_costs_are_better_when_lower() -> None:
    lower = {name for name, known in MEASURES.items() if known.lower_is_better}
    assert lower == {"count_error", "false_refusal", "aurc", "tokens", "cost"}


def test_a_measure_that_is_not_listed_goes_by_its_name() -> None:
    assert measure("my_own") == Measure("my own", "my own", style=".3f")
