"""A conversation's form in the browser: it comes back whole, and what was tampered with is left out."""

import json
from typing import Any

import pytest
from ui_samples import ABSTRACT, QUOTE, make_answer, make_paper

from rag.types import Usage
from ui.turns import MAX_TURNS, Turn, history, pack, unpack, unpack_all

PAPERS = {"tiny": make_paper()}


def packed(**changes: Any) -> dict[str, Any]:
    return {**json.loads(json.dumps(pack(Turn("What is Tiny?", make_answer("It works [1]."))))), **changes}


def test_a_turn_comes_back_whole() -> None:
    usage = Usage(900, 40, 0.0012)
    answer = make_answer("It works [1].", notice="slow", model="m", standalone_question="Tiny?", usage=usage)
    turn = Turn("What is Tiny?", answer)
    assert unpack(json.loads(json.dumps(pack(turn))), PAPERS) == turn
    assert unpack(pack(Turn("Why?", message="no")), PAPERS) == Turn("Why?", message="no")


def test_a_packed_turn_does_not_hold_abstracts() -> None:
    assert ABSTRACT not in json.dumps(packed())


def test_a_quote_that_its_abstract_does_not_hold_is_left_out() -> None:
    for change in ({"quote": "It flies."}, {"paper": "gone"}, {"number": "1"}, {"quote": ""}):
        turn = unpack(packed(citations=[{**packed()["citations"][0], **change}]), PAPERS)
        assert turn and turn.answer and not turn.answer.citations


def test_a_quote_is_found_again_where_the_abstract_has_changed() -> None:
    longer = {"tiny": make_paper(abstract=f"New. {ABSTRACT}")}
    turn = unpack(packed(), longer)
    assert turn and turn.answer and turn.answer.citations[0].quote == QUOTE


@pytest.mark.parametrize("value", [None, 3, "x", [], {}, {"question": 3}, {"question": ""}, {"text": "no question"}])
def test_what_is_no_turn_is_left_out(value: object) -> None:
    assert unpack(value, PAPERS) is None
    assert unpack_all([value], PAPERS) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"sentences": "x"},
        {"sentences": [3, {"numbers": "x"}]},
        {"citations": {"a": 1}},
        {"citations": [{"number": 10**9, "paper": "tiny", "quote": QUOTE}]},
        {"nearest": [["x"], 3]},
        {"notice": {"a": 1}},
        {"model": 3},
        {"usage": {"cost": "x", "prompt_tokens": -1, "completion_tokens": 1e300}},
    ],
)
def test_values_of_the_wrong_kind_do_no_harm(change: dict[str, Any]) -> None:
    turn = unpack(packed(**change), PAPERS)
    assert turn and turn.answer and turn.answer.text == "It works [1]."


def test_a_kind_that_is_none_makes_a_message() -> None:
    turn = unpack(packed(kind="<script>"), PAPERS)
    assert turn and turn.answer is None and turn.message


def test_only_the_last_turns_are_read() -> None:
    turns = unpack_all([packed(question=f"q{n}") for n in range(MAX_TURNS + 3)], PAPERS)
    assert len(turns) == MAX_TURNS and turns[-1].question == f"q{MAX_TURNS + 2}"
    assert unpack_all("x", PAPERS) == ()


def test_the_history_is_the_answered_turns() -> None:
    turns = [Turn("a", make_answer("It works [1].")), Turn("b", message="no")]
    assert [turn["content"] for turn in history(turns)] == ["a", "It works [1]."]
