"""`python -m eval`, with an assistant that abstains on everything."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from eval import __main__ as cli
from eval import golden_run, worth
from eval.samples import KINDS
from rag import Answer, Evidence, Paper, Settings
from rag.corpus import read_corpus


class Silent:
    """Abstains, and finds nothing."""

    model: str | None = None
    judge = None
    corpus: str | None = None

    def __init__(self) -> None:
        self.papers = read_corpus()

    @classmethod
    def open(cls, settings: Settings) -> "Silent":
        cls.model = settings.model
        cls.corpus = settings.corpus
        return cls()

    def ask(self, question: str, *, history: Sequence[Mapping[str, str]] = (), model: str | None = None) -> Answer:
        return Answer(question, question, "abstain", "The abstracts do not say.", (), (), ())

    def retrieve(self, question: str, *, k: int = 10, retriever: str | None = None) -> tuple[Evidence, ...]:
        return ()

    def rank(self, question: str, k: int = 100, retriever: str | None = None) -> list[tuple[Paper, float]]:
        return []


@pytest.fixture(autouse=True)
def silent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for module in (golden_run, worth):
        monkeypatch.setattr(module, "Assistant", Silent)
    monkeypatch.chdir(tmp_path)


def questions(folder: Path) -> list[tuple[str, str]]:
    data = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return [(row["kind"], row["split"]) for row in data["results"]]


def test_run_is_the_default_and_writes_its_files_where_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--limit", "1", "--out", str(tmp_path / "out")]) == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "answers.jsonl",
        "report.html",
        "report.json",
        "report.md",
        "summary.html",
    ]
    assert sorted(questions(tmp_path / "out")) == sorted((kind, split) for kind in KINDS for split in ("dev", "test"))
    assert str(tmp_path / "out" / "report.html") in capsys.readouterr().out


def test_the_table_prints_test_before_dev_and_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli.main(["run", "--limit", "1", "--set", "fact,unanswerable", "--out", str(tmp_path / "out")])
    heads = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert [head for head in heads if head in ("test", "dev", "unanswerable")] == [
        "test",
        "unanswerable",
        "dev",
        "unanswerable",
    ]


def test_kinds_and_split_choose_what_is_asked(tmp_path: Path) -> None:
    cli.main(["--set", "count, list", "--split", "dev", "--limit", "2", "--out", str(tmp_path / "out")])
    assert sorted(questions(tmp_path / "out")) == [("count", "dev")] * 2 + [("list", "dev")] * 2


def test_a_model_reaches_the_settings(tmp_path: Path) -> None:
    cli.main(["--model", "ollama/x", "--limit", "1", "--set", "fact", "--out", str(tmp_path / "out")])
    assert Silent.model == "ollama/x"
    data = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert data["settings"]["model"] == "ollama/x"


def test_questions_and_a_corpus_of_ones_own_are_asked(tmp_path: Path) -> None:
    own = {"id": "own-1", "kind": "unanswerable", "split": "dev", "question": "Who won?", "reason": "off-topic"}
    (tmp_path / "mine.jsonl").write_text(json.dumps(own), encoding="utf-8")
    cli.main(["--golden", "mine.jsonl", "--corpus", "mine", "--out", str(tmp_path / "out")])
    assert Silent.corpus == "mine"
    assert questions(tmp_path / "out") == [("unanswerable", "dev")]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["--set", "facts"], "no kind of question 'facts'"),
        (["beir", "nowhere"], "no 'nowhere"),
        (["--out", "taken"], "'taken' is a file"),
        (["--resume", "nowhere"], "no run to go on with"),
        (["--resume", "a", "--out", "b"], "give one"),
        (["--baseline", "nowhere"], "no 'nowhere'"),
        (["--gate", "--limit", "1"], "leave --limit out"),
        (["--gate", "--corpus", "lab"], "leave --golden and --corpus out"),
        (["--golden", "nowhere.jsonl"], "no file or folder 'nowhere.jsonl'"),
        (["--corpus", "../x"], "RAG_CORPUS is '../x'"),
        (["ablate", "--parts", "magic"], "no part 'magic'"),
        (["ablate", "--beir", "nowhere"], "no 'nowhere"),
        (["draft", "--out", "taken"], "'taken' is there already"),
        (["draft", "--out", "taken/drafts.jsonl"], "cannot write into 'taken'"),
        (["peers", "--golden", "taken"], "no golden question"),
        (["peers", "--out", "taken/table.md"], "cannot write into 'taken'"),
        (["ablate", "--out", "taken/table.md"], "cannot write into 'taken'"),
        (["ablate", "--out", "."], "'.' is a folder"),
        (["--out", "taken/report"], "give another folder with --out"),
        (["speed", "--out", "taken/report"], "give another folder with --out"),
        (["speed", "--corpus", "taken", "--sizes", "10"], "'taken' is empty"),
        (["claims", "taken"], "0 supported claims of 0"),
    ],
)
def test_bad_input_ends_with_2_and_one_clear_line(
    arguments: list[str], problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    assert cli.main(arguments) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert problem in said[0].replace(str(tmp_path) + os.sep, "")


def test_a_gate_that_fails_ends_with_1_and_lists_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--gate", "--set", "numeric", "--split", "test", "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr().out
    assert "FAILED  test, kind numeric: first citation is 0.0000, below its floor 0.95" in said
    assert "skipped test, kind fact: key facts was not measured in this run" in said
    assert "Gate failed" in (tmp_path / "out" / "report.md").read_text(encoding="utf-8")


def test_a_baseline_is_compared_with_question_by_question(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--limit", "2", "--set", "fact", "--out"]
    cli.main([*options, str(tmp_path / "one")])
    assert cli.main([*options, str(tmp_path / "two"), "--baseline", str(tmp_path / "one")]) == 0
    assert "4 questions in both: 0 newly pass, 0 newly fail" in capsys.readouterr().out


def test_a_stopped_run_keeps_what_was_answered_and_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def ask(self: Silent, question: str, *, history: Sequence[Mapping[str, str]] = ()) -> Answer:
        asked.append(question)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return Answer(question, question, "abstain", "The abstracts do not say.", (), (), ())

    monkeypatch.setattr(Silent, "ask", ask)
    options = ["--limit", "5", "--set", "numeric", "--split", "dev"]
    assert cli.main([*options, "--out", str(tmp_path / "out")]) == 130
    assert "--resume" in capsys.readouterr().err
    assert cli.main([*options, "--resume", str(tmp_path / "out")]) == 0
    assert len(asked) == 6
    assert len(questions(tmp_path / "out")) == 5


@pytest.mark.parametrize(
    "arguments",
    [
        ["--limit", "0"],
        ["--limit", "-3"],
        ["--split", "train"],
        ["nonsense"],
        ["beir"],
        ["--nonsense"],
        ["--budget", "-1"],
        ["--budget", "nan"],
    ],
)
def test_an_argument_that_cannot_be_read_ends_with_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2


def test_speed_of_a_corpus_that_is_not_there_is_said_before_anything_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["speed", "--corpus", str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl" in capsys.readouterr().err
    assert cli.main(["speed", "--vectors", str(tmp_path / "none.npy")]) == 2
    assert "--corpus" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        cli.main(["speed", "--sizes", "1000,many"])
    assert "'1000,many' is no list of whole numbers" in capsys.readouterr().err
