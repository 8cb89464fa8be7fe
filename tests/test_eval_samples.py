"""Golden questions: the shipped set is valid, and each bad line is named with file, line and fix."""

import json
from pathlib import Path
from typing import Any

import pytest

from eval.samples import GOLDEN, KINDS, SPLITS, GoldenError, first_of_each, load
from rag import Paper
from rag.corpus import read_corpus

PAPERS = (
    Paper("alpha", "Alpha: a network", "We segment stroke lesions. Dice is 0.81 on 250 scans."),
    Paper("beta", "Beta", "A survey of transformers."),
)


def make_line(**changes: Any) -> dict[str, Any]:
    line: dict[str, Any] = {
        "id": "fact-001",
        "kind": "fact",
        "split": "dev",
        "question": "What does Alpha segment?",
        "papers": ["alpha"],
        "evidence": [{"paper": "alpha", "quote": "We segment stroke lesions."}],
        "key_facts": [["stroke lesions"]],
    }
    line.update(changes)
    return {key: value for key, value in line.items() if value is not None}


def make_turn(**changes: Any) -> dict[str, Any]:
    line = make_line(id=None, kind=None, split=None, standalone="What does Alpha segment?", **changes)
    return {key: value for key, value in line.items() if key not in ("id", "kind", "split")}


def write(folder: Path, *lines: object) -> Path:
    path = folder / "fact.jsonl"
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), encoding="utf-8")
    return path


def test_the_shipped_golden_set_is_valid_and_holds_every_kind_in_both_splits() -> None:
    samples = load(GOLDEN, read_corpus())
    assert {(s.kind, s.split) for s in samples} == {(kind, split) for kind in KINDS for split in SPLITS}


def test_a_good_line_gives_its_sample(tmp_path: Path) -> None:
    (sample,) = load(write(tmp_path, make_line(voice="layman")), PAPERS)
    assert (sample.id, sample.kind, sample.split, sample.voice) == ("fact-001", "fact", "dev", "layman")
    (turn,) = sample.turns
    assert turn.papers == ("alpha",)
    assert turn.key_facts == (("stroke lesions",),)
    ((paper, (start, end)),) = turn.evidence
    assert paper == "alpha"
    assert PAPERS[0].abstract[start:end] == "We segment stroke lesions."


def test_a_line_separator_within_a_text_does_not_end_the_line(tmp_path: Path) -> None:
    line = json.dumps(make_line(question="What does\u2028Alpha segment?"), ensure_ascii=False)
    (sample,) = load(write(tmp_path, line), PAPERS)
    assert sample.question == "What does\u2028Alpha segment?"


def test_an_unanswerable_question_is_one_to_abstain_on(tmp_path: Path) -> None:
    line = {"id": "un-1", "kind": "unanswerable", "split": "test", "reason": "near-topic", "question": "Which GPU?"}
    (sample,) = load(write(tmp_path, {**line, "about": ["alpha"], "missing": "GPU"}), PAPERS)
    assert sample.turns[0].abstain
    assert (sample.reason, sample.about, sample.missing) == ("near-topic", ("alpha",), "GPU")


def test_a_conversation_keeps_its_turns_in_order(tmp_path: Path) -> None:
    last = {"question": "will it rain?", "standalone": "Will it rain?", "abstain": True}
    line = {"id": "c", "kind": "conversation", "split": "dev", "turns": [make_turn(), last]}
    (sample,) = load(write(tmp_path, line), PAPERS)
    assert [(t.question, t.abstain) for t in sample.turns] == [
        ("What does Alpha segment?", False),
        ("will it rain?", True),
    ]


BAD: dict[str, tuple[object, str, str]] = {
    "not JSON": ('{"id": ', "not JSON", "one object a line"),
    "nested too deep": ("[" * 100_000, "nested too deep", "one object a line"),
    "no object": ("[1]", "is no object", "one JSON object"),
    "unknown kind": (make_line(kind="fcat"), "'fcat'", "one of fact"),
    "unknown split": (make_line(split="train"), "'train'", "one of dev, test"),
    "unknown voice": (make_line(voice="pirate"), "'pirate'", "one of layman"),
    "unknown field": (make_line(paper=["alpha"]), "unknown field 'paper'", "the fields here are"),
    "no question": (make_line(question=" "), "'question' is ' '", "takes a text"),
    "no id": (make_line(id=None), "'id' is None", "takes a text"),
    "no papers": (make_line(papers=[]), "'papers' is empty", "name the papers"),
    "papers no list": (make_line(papers="alpha"), "'papers' is 'alpha'", "a list of texts"),
    "paper twice": (make_line(papers=["alpha", "alpha"]), "'alpha' twice", "remove one"),
    "unknown paper": (make_line(papers=["alhpa"]), "no paper 'alhpa'", "rag papers"),
    "unknown optional paper": (make_line(optional=["gamma"]), "no paper 'gamma'", "rag papers"),
    "gold and optional": (make_line(optional=["alpha"]), "in 'papers' and in 'optional'", "keep one"),
    "unknown evidence paper": (make_line(evidence=[{"paper": "x", "quote": "y"}]), "no paper 'x'", "rag papers"),
    "evidence not in the abstract": (
        make_line(evidence=[{"paper": "alpha", "quote": "We segment tumours."}]),
        "'We segment tumours.' is not in the abstract of 'alpha'",
        "letter by letter",
    ),
    "no evidence": (make_line(papers=["alpha", "beta"]), "no evidence for 'beta'", "add the sentence"),
    "evidence no list": (make_line(evidence={}), "'evidence' is {}", "a list of objects"),
    "key facts no lists": (make_line(key_facts=["stroke"]), "'stroke'", "a list of spellings"),
    "key fact not in the paper": (make_line(key_facts=[["tumour"]]), "['tumour']", "words of the evidence"),
    "count no number": (make_line(kind="count", count="1"), "'count' is '1'", "a whole number"),
    "count not that of papers": (make_line(kind="count", count=2), "'count' is 2", "make them agree"),
    "one turn only": (
        {"id": "c", "kind": "conversation", "split": "dev", "turns": [make_turn()]},
        "at least two turns",
        "add one",
    ),
    "bad second turn": (
        {"id": "c", "kind": "conversation", "split": "dev", "turns": [make_turn(), make_turn(papers=["x"])]},
        "turn 2: there is no paper 'x'",
        "rag papers",
    ),
    "abstaining turn with papers": (
        {"id": "c", "kind": "conversation", "split": "dev", "turns": [make_turn(), make_turn(abstain=True)]},
        "turn 2: a turn to abstain on has no 'papers'",
        "remove them",
    ),
    "unknown reason": (
        {"id": "u", "kind": "unanswerable", "split": "dev", "question": "?", "reason": "boring"},
        "'boring'",
        "one of off-topic",
    ),
    "unanswerable with papers": (
        {
            "id": "u",
            "kind": "unanswerable",
            "split": "dev",
            "question": "?",
            "reason": "off-topic",
            "papers": ["alpha"],
        },
        "has no 'papers'",
        "'about'",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_line_is_named_with_its_file_line_and_fix(case: str, tmp_path: Path) -> None:
    bad, problem, fix = BAD[case]
    path = write(tmp_path, make_line(id="good"), "", bad)
    with pytest.raises(GoldenError) as caught:
        load(path, PAPERS)
    message = str(caught.value)
    assert message.startswith(f"{str(path)!r}, line 3")
    assert problem in message
    assert fix in message


def test_an_id_used_in_another_file_is_refused_and_both_places_are_named(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(json.dumps(make_line()), encoding="utf-8")
    with pytest.raises(
        GoldenError, match=r"b\.jsonl', line 1: id 'fact-001' is already used in .*a\.jsonl', line 1; give"
    ):
        load(tmp_path, PAPERS)


def test_a_file_that_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "fact.jsonl"
    path.write_bytes(json.dumps(make_line()).encode() + b"\n\xff\xfe")
    with pytest.raises(GoldenError, match=r"line 2: not UTF-8 text; save"):
        load(path, PAPERS)


def test_nothing_to_ask_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldenError, match=r"no golden question in .*; add one"):
        load(tmp_path, PAPERS)
    with pytest.raises(GoldenError, match="of kind list in split 'test'"):
        load(write(tmp_path, make_line()), PAPERS, kinds=["list"], split="test")


def test_a_missing_path_and_an_unknown_choice_are_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldenError, match="check the path"):
        load(tmp_path / "nowhere", PAPERS)
    with pytest.raises(GoldenError, match="'lists'; choose from fact"):
        load(write(tmp_path, make_line()), PAPERS, kinds=["lists"])
    with pytest.raises(GoldenError, match="'train'; choose from dev"):
        load(write(tmp_path, make_line()), PAPERS, split="train")


def test_kinds_and_split_select_but_every_line_is_still_checked(tmp_path: Path) -> None:
    good = [make_line(), make_line(id="fact-002", split="test")]
    assert [s.id for s in load(write(tmp_path, *good), PAPERS, kinds=["fact"], split="test")] == ["fact-002"]
    with pytest.raises(GoldenError, match="line 3"):
        load(write(tmp_path, *good, make_line(id="x", papers=["x"])), PAPERS, split="test")


def test_a_limit_takes_the_first_of_each_kind_and_split(tmp_path: Path) -> None:
    lines = [make_line(id=f"{split}-{n}", split=split) for n in range(3) for split in ("dev", "test")]
    chosen = first_of_each(load(write(tmp_path, *lines), PAPERS), 2)
    assert [s.id for s in chosen] == ["dev-0", "test-0", "dev-1", "test-1"]
