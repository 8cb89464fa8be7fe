"""What parts earn, on three papers."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from conftest import PAPERS, make_assistant

from eval import ablate
from eval.ablate import Change, Outcome, Row, Table
from eval.part import Part
from eval.parts import chosen
from eval.samples import Sample, load
from rag import Assistant, Paper, Settings
from rag.embeddings import embed_question

LIVER, SWIN, SURVEY = PAPERS
LINES: list[dict[str, Any]] = [
    {
        "id": "fact-1",
        "kind": "fact",
        "question": "Which Dice does LiverNet reach?",
        "papers": [LIVER.id],
        "evidence": [{"paper": LIVER.id, "quote": "It reaches a Dice of 0.94 on 1,200 volumes"}],
        "key_facts": [["0.94"]],
    },
    {
        "id": "list-1",
        "kind": "list",
        "question": "Which papers use state space models?",
        "papers": [SURVEY.id],
        "evidence": [{"paper": SURVEY.id, "quote": "MedMamba is a state space model for X-ray images."}],
    },
    {
        "id": "gap-1",
        "kind": "unanswerable",
        "question": "My knee hurts, should I see a doctor?",
        "reason": "personal-medical",
    },
    {
        "id": "talk-1",
        "kind": "conversation",
        "turns": [
            {
                "question": question,
                "standalone": standalone,
                "papers": [LIVER.id],
                "evidence": [{"paper": LIVER.id, "quote": quote}],
            }
            for question, standalone, quote in (
                ("What is LiverNet?", "What is LiverNet?", "We present a network that segments the liver on CT."),
                ("Where is its code?", "Where is LiverNet's code?", "Code is at https://example.org/code."),
            )
        ],
    },
]


def part(name: str) -> Part:
    return chosen([name])[0]


@pytest.fixture
def asked(tmp_path: Path) -> Assistant:
    return make_assistant(tmp_path)


@pytest.fixture
def samples(tmp_path: Path) -> tuple[Sample, ...]:
    path = tmp_path / "golden.jsonl"
    path.write_text("\n".join(json.dumps({**line, "split": "dev"}) for line in LINES), "utf-8")
    return load(path, PAPERS)


def test_a_change_is_taken_question_by_question() -> None:
    all_parts, without = Outcome(), Outcome()
    for case, before, after in (("a", 1.0, 0.0), ("b", 1.0, 1.0), ("c", 0.0, 0.0), ("d", 1.0, 0.0)):
        all_parts.add(case, "key_facts", before)
        without.add(case, "key_facts", after)
    all_parts.add("e", "f1", 1.0)
    (change,) = ablate.compare(all_parts, without).values()  # F1 was not taken without
    assert change.mean == -0.5
    assert -1.0 <= change.low < -0.5 < change.high <= 0.0


@pytest.mark.parametrize(
    ("low", "high", "real"), [(-0.2, -0.1, True), (0.1, 0.2, True), (-0.1, 0.1, False), (-0.2, 0.0, False)]
)
def test_an_interval_that_holds_0_is_noise(low: float, high: float, real: bool) -> None:
    assert Change((low + high) / 2, low, high).real is real


def test_a_part_that_answers_hang_on_is_seen_and_one_that_they_do_not_is_not(
    asked: Assistant, samples: tuple[Sample, ...]
) -> None:
    (table,) = ablate.golden(asked, samples, [part("abstaining"), part("lists"), part("slips in English")])
    abstaining, lists, slips = table.rows
    assert table.name == "golden, dev" and table.reached["abstained"] == 1.0
    assert abstaining.said == 1 and abstaining.changes["abstained"].mean == -1.0
    assert lists.said == 1 and lists.changes["key_facts"].mean == 0.0
    assert slips.said == 0


def test_a_plain_fusion_is_measured_on_ranking_alone(asked: Assistant, samples: tuple[Sample, ...]) -> None:
    (table,) = ablate.golden(asked, samples, [part("rank fusion")])
    assert set(table.rows[0].changes) == {"ndcg@10", "passage"}


def test_only_what_a_part_can_change_is_asked_again(asked: Assistant, samples: tuple[Sample, ...]) -> None:
    reference = ablate.ask(asked, samples)
    names = {
        name: [sample.id for sample in ablate.touched(samples, reference, part(name))]
        for name in ("feedback", "sign: near", "synonyms", "leaves", "premise")
    }
    assert names["feedback"] == ["fact-1", "list-1", "gap-1", "talk-1"]
    assert names["sign: near"] == ["fact-1", "talk-1"]
    assert names["synonyms"] == ["list-1", "gap-1"]
    assert names["leaves"] == ["talk-1"]
    assert names["premise"] == ["gap-1"]


def test_what_is_not_asked_again_counts_as_unchanged(asked: Assistant, samples: tuple[Sample, ...]) -> None:
    reference = ablate.ask(asked, samples)
    filled = ablate.filled(ablate.ask(asked, samples[:1]), reference)
    assert filled.cases == reference.cases and filled.said == reference.said


def test_a_collection_is_ranked_and_its_index_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: Assistant
) -> None:
    folder = tmp_path / "Small set"
    folder.mkdir()
    rows = [{"_id": paper.id, "title": paper.title, "text": paper.abstract} for paper in PAPERS]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (folder / "queries.jsonl").write_text(json.dumps({"_id": "q", "text": "Dice on brain MRI"}), "utf-8")
    (folder / "qrels.tsv").write_text(f"q\t{SWIN.id}\t1\n", "utf-8")
    opened: list[tuple[str, int]] = []

    def from_papers(papers: tuple[Paper, ...], settings: Settings) -> Assistant:
        opened.append((settings.corpus, len(papers)))
        return asked

    monkeypatch.setattr(ablate.Assistant, "from_papers", from_papers)
    table = ablate.collection(folder, chosen(["plain", "advice"]), asked.settings)
    assert opened == [("beir-Small-set", 3)]
    assert table.name == "Small set" and table.reached == {"ndcg@10": 1.0}
    assert [row.part.group for row in table.rows] == ["plain"] * 4


def _table(*rows: tuple[str, int, Change]) -> Table:
    made = [Row(part(name), {"key_facts": change}, said) for name, said, change in rows]
    return Table("golden, dev", 20, {"key_facts": 0.8}, made)


def test_the_table_says_what_earns_what_costs_and_what_does_neither() -> None:
    text = ablate.text(
        [
            _table(
                ("feedback", 3, Change(-0.1, -0.2, -0.05)),
                ("names", 2, Change(0.1, 0.05, 0.2)),
                ("parts", 1, Change(0.0, 0.0, 0.0)),
                ("spelling", 0, Change(0.0, 0.0, 0.0)),
            )
        ]
    )
    lines = text.splitlines()
    assert "feedback                3  -.100*(-.200 -.050)" in lines
    assert "parts                   1                    ·" in lines
    assert "Nothing differs without: spelling." in lines
    assert "Within noise everywhere: parts, spelling." in lines
    assert "Better without names: facts (golden, dev)." in lines


def test_the_same_table_as_markdown() -> None:
    text = ablate.text([_table(("feedback", 3, Change(-0.1, -0.2, 0.05)))], markdown=True)
    assert "| golden, dev (20) | differs | facts |" in text
    assert "| feedback | 3 | -.100 (-.200 +.050) |" in text


def test_an_embedder_that_keeps_its_vectors_reads_tokens_too(assistant: Assistant) -> None:
    kept = ablate.remembering(assistant.index.embedder)
    (vector, tokens), (wanted, read) = (
        embed_question(embedder, "Which papers use CT?") for embedder in (kept, assistant.index.embedder)
    )
    assert tokens is not None and read is not None
    assert np.allclose(vector, wanted) and np.allclose(tokens.vectors, read.vectors)
    assert embed_question(kept, "Which papers use CT?")[1] is tokens
    assert ablate.remembering(kept) is kept
