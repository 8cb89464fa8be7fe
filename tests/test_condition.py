"""One condition on papers."""

from conftest import make_paper

from rag.condition import word_condition


def test_a_topic_as_a_condition_is_met_where_all_its_words_stand() -> None:
    condition = word_condition("web demo")
    assert condition.met(make_paper("A", "Bees. The demos run on the web."))
    assert not condition.met(make_paper("B", "Bees in a web."))
