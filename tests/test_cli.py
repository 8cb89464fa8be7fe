"""The command line: what it prints, where, and the exit code."""

import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import PAPERS, child_env, page, run_python
from llm_server import LLMServer

from rag import Assistant, Settings, __version__, lists
from rag.__main__ import main

QUESTION = "What is VoCo pre-trained on?"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def at_home(assistant: Assistant, shipped_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped index, built."""
    monkeypatch.setenv("RAG_HOME", str(shipped_home))
    monkeypatch.setenv("RAG_CACHE", "0")  # the folder may be kept between runs


@pytest.fixture
def cheap(provider: LLMServer, monkeypatch: pytest.MonkeyPatch) -> LLMServer:
    """An embedder that costs nothing, for commands that build an index."""
    monkeypatch.setenv("RAG_EMBED_MODEL", "openai/hashed-words")
    return provider


@pytest.fixture
def papers_file(tmp_path: Path) -> Path:
    path = tmp_path / "my papers.txt"
    path.write_text(page(*PAPERS), encoding="utf-8")
    return path


def refused(capsys: Capture, *arguments: str) -> str:
    """The one line on stderr of a command that ends with exit code 2 and prints nothing else."""
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err


# --- ask -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("at_home")
def test_ask_prints_the_answer_with_its_references_and_ends_with_0(capsys: Capture, assistant: Assistant) -> None:
    assert main(["ask", QUESTION]) == 0
    out, err = capsys.readouterr()
    assert out == f"{assistant.ask(QUESTION)}\n"
    assert "[1] VoCo: " in out
    assert err == ""


class Terminal(io.StringIO):
    """Standard error where a person reads it."""

    def isatty(self) -> bool:
        return True


@pytest.mark.usefixtures("at_home")
def test_ask_shows_on_a_terminal_how_far_a_list_is_and_wipes_it_out(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, assistant: Assistant
) -> None:
    monkeypatch.setattr(lists, "_STEP", 40)
    question = "Which papers use diffusion models?"
    assert main(["ask", question]) == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    assert main(["ask", question]) == 0
    first, second, wiped, end = terminal.getvalue().split("\r")[1:]
    assert (first, second, wiped.strip(), end) == ("40 of 92 papers checked …", "80 of 92 papers checked …", "", "")
    assert capsys.readouterr().out == f"{assistant.ask(question)}\n"


@pytest.mark.usefixtures("at_home")
def test_ask_json_prints_the_whole_answer_as_a_dictionary(capsys: Capture, assistant: Assistant) -> None:
    assert main(["ask", "--json", QUESTION]) == 0
    printed = json.loads(capsys.readouterr().out)
    expected = json.loads(json.dumps(assistant.ask(QUESTION).to_dict()))
    assert printed | {"timings": {}} == expected | {"timings": {}}
    assert set(printed["timings"]) == set(expected["timings"])


@pytest.mark.usefixtures("at_home")
def test_ask_ends_with_3_when_the_papers_do_not_answer(capsys: Capture) -> None:
    assert main(["ask", "--json", "How do I bake sourdough bread?"]) == 3
    printed = json.loads(capsys.readouterr().out)
    assert (printed["abstained"], printed["citations"]) == (True, [])


@pytest.mark.usefixtures("at_home")
def test_ask_reads_the_question_from_standard_input(
    capsys: Capture, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(f"{QUESTION}\n".encode()), "utf-8"))
    assert main(["ask", "-"]) == 0
    assert capsys.readouterr().out == f"{assistant.ask(QUESTION)}\n"


@pytest.mark.usefixtures("at_home")
def test_ask_lets_the_model_answer_that_is_given(capsys: Capture, provider: LLMServer) -> None:
    assert main(["ask", "--json", "--model", "openai/faithful", QUESTION]) == 0
    assert json.loads(capsys.readouterr().out)["model"] == "openai/faithful"
    assert len(provider.requests) == 1


@pytest.mark.usefixtures("at_home")
def test_ask_with_a_refused_key_is_one_line_and_exit_code_2(capsys: Capture, provider: LLMServer) -> None:
    said = refused(capsys, "ask", "--model", "openai/error-401", QUESTION)
    assert said.startswith("ProviderAuthError: ")
    assert os.environ["OPENAI_API_KEY"] not in said


@pytest.mark.parametrize("question", ["", "   ", "?!", "x" * 20_000, "a\0b", "\udc80 what"])
def test_a_question_that_is_none_is_refused_before_anything_is_built(
    capsys: Capture, question: str, tmp_path: Path
) -> None:
    assert refused(capsys, "ask", question).startswith("InvalidQuestion: ")
    assert not (tmp_path / "home").exists()


def test_standard_input_that_is_no_text_is_refused(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"what is \xff\xfe?"), "utf-8"))
    assert refused(capsys, "ask", "-").startswith("InvalidQuestion: ")


# --- index and papers ----------------------------------------------------------------------------


@pytest.mark.usefixtures("cheap")
def test_index_reads_files_shows_progress_on_stderr_and_ask_and_papers_use_them(
    capsys: Capture, papers_file: Path, tmp_path: Path
) -> None:
    assert main(["index", str(papers_file)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("3 papers, ")
    assert str(tmp_path / "home") in out
    assert "Reading the papers" in err
    assert "100%" in err
    papers_file.unlink()

    assert main(["ask", "Which Dice does SwinSeg reach on brain MRI?"]) == 0
    out, err = capsys.readouterr()
    assert "[1] SwinSeg: Dice on Brain MRI" in out
    assert err == ""

    assert main(["papers", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [paper["id"] for paper in listed] == [paper.id for paper in PAPERS]
    assert (listed[0]["links"], listed[0]["year"]) == (["https://example.org/code"], None)


def test_papers_lists_the_shipped_ones_without_building_anything(capsys: Capture, tmp_path: Path) -> None:
    assert main(["papers"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 92
    assert lines[3].startswith("voco\tVoCo: ")
    assert not (tmp_path / "home").exists()


def test_papers_and_answers_are_filtered(capsys: Capture, tmp_path: Path) -> None:
    home = Settings.from_env().home
    records = ({"year": 2020}, {"year": 2023, "authors": ("Ann Bee",), "venue": "MICCAI"}, {})
    papers = [replace(paper, **record) for paper, record in zip(PAPERS, records, strict=True)]
    Assistant.from_papers(papers, Settings(home=home)).close()
    capsys.readouterr()

    assert main(["papers", "--where", "year>=2021"]) == 0
    assert capsys.readouterr().out == "swinseg\tSwinSeg: Dice on Brain MRI\tAnn Bee, MICCAI, 2023\n"

    assert main(["ask", "Which papers are there?", "--where", "author:bee"]) == 0
    out = capsys.readouterr().out
    assert "There is 1 paper by bee:" in out
    assert "[1] SwinSeg: Dice on Brain MRI (Ann Bee, MICCAI, 2023)" in out

    assert main(["ask", "What is SwinSeg?", "--where", "year:1999"]) == 3
    assert "None of the 3 papers is published in 1999; 1 paper without a year was left out." in capsys.readouterr().out


@pytest.mark.parametrize("command", [("ask", "What is SwinSeg?"), ("papers",)])
def test_a_filter_that_cannot_be_read_is_bad_input(capsys: Capture, tmp_path: Path, command: tuple[str, ...]) -> None:
    assert refused(capsys, *command, "--where", "yaer>2020").startswith("InvalidFilter: 'yaer>2020' (character 1")
    assert not (tmp_path / "home").exists()


def test_index_of_a_file_that_is_no_page_names_it_and_keeps_the_old_index(
    capsys: Capture, tmp_path: Path, papers_file: Path
) -> None:
    (tmp_path / "bad.txt").write_text("only a header\n")
    said = refused(capsys, "index", str(papers_file), str(tmp_path / "bad.txt"))
    assert said.startswith("CorpusError: ")
    assert "bad.txt" in said
    assert refused(capsys, "index", "no such file").startswith("CorpusError: cannot read 'no such file'")
    assert not (tmp_path / "home").exists()


@pytest.mark.usefixtures("cheap")
def test_index_says_what_became_of_the_records_that_are_no_papers(capsys: Capture, tmp_path: Path) -> None:
    rows = "".join(f"Only a Title {n},\n" for n in range(9))
    file = tmp_path / "library.csv"
    file.write_text(f"title,abstract\nLivers,We look at livers.\nLIVERS,We look at livers.\n{rows}")
    assert main(["index", str(file)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("1 paper, 1 passage, ")
    assert "11 records in 1 file: 1 paper, 1 merged, 9 skipped" in err
    assert "library.csv, line 4: no abstract: 'Only a Title 0'" in err
    assert "… and 4 more skipped" in err
    assert "--report FILE" in err

    assert main(["index", str(file), "--report", str(tmp_path / "report.jsonl")]) == 0
    report = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text("utf-8").splitlines()]
    assert [one["kind"] for one in report] == ["skipped"] * 9 + ["merged"]

    capsys.readouterr()
    assert main(["index", str(file), "--allow-title-only"]) == 0
    assert capsys.readouterr().out.startswith("10 papers, ")


def test_index_of_a_file_without_any_paper_is_one_line_and_exit_code_2(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "library.csv").write_text("title,abstract\nOnly a Title,\n")
    said = refused(capsys, "index", str(tmp_path / "library.csv"))
    assert "line 2: no abstract: 'Only a Title'; --allow-title-only" in said


# --- doctor --------------------------------------------------------------------------------------


@pytest.mark.usefixtures("cheap")
def test_doctor_says_what_to_do_before_an_index_and_that_all_is_well_after(capsys: Capture, papers_file: Path) -> None:
    assert main(["doctor"]) == 2
    before = capsys.readouterr().out
    assert f"citewell {__version__}" in before
    assert "FIX  index      no index yet" in before
    assert "python -m rag index" in before
    assert "OPENAI_API_KEY is set, but no model is" in before
    assert os.environ["OPENAI_API_KEY"] not in before

    assert main(["index", str(papers_file)]) == 0
    capsys.readouterr()
    assert main(["doctor"]) == 0
    after = capsys.readouterr().out
    assert "ok   index      3 papers" in after
    assert "FIX" not in after


@pytest.mark.usefixtures("at_home")
def test_doctor_names_the_weights_of_the_local_embedder(capsys: Capture) -> None:
    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    assert "all-MiniLM-L6-v2, weights in" in out
    assert "92 papers" in out


# --- all commands --------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["ask", "What is VoCo?"], ["index"], ["papers"], ["doctor"]], ids=lambda c: c[0])
def test_a_bad_setting_is_one_line_and_exit_code_2(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setenv("RAG_TOP_K", "many")
    assert main(command) == 2
    err = capsys.readouterr().err
    assert err == "ConfigError: RAG_TOP_K is 'many'; it takes a whole number\n"


@pytest.mark.parametrize("arguments", [[], ["ask"], ["ask", "one", "two"], ["nothing"], ["papers", "--yaml"]])
def test_a_wrong_command_line_ends_with_2_and_says_how_it_goes(capsys: Capture, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m rag")


def test_the_version_is_printed(capsys: Capture) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert (caught.value.code, capsys.readouterr().out) == (0, f"citewell {__version__}\n")


def test_as_a_process_an_error_is_one_line_on_stderr(tmp_path: Path) -> None:
    done = run_python("-m", "rag", "ask", "-", cwd=tmp_path, stdin=b"\xff?")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("InvalidQuestion: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no broken pipes")
def test_a_reader_that_goes_early_is_no_error(tmp_path: Path) -> None:
    """Long output breaks while it is printed, short output only when it is flushed."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "rag", *arguments],
            cwd=tmp_path,
            # Empty: a developer's PYTHONUNBUFFERED would let short output break at once too.
            env=child_env(RAG_EMBED_MODEL="openai/none", PYTHONUNBUFFERED=""),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for arguments in (["papers", "--json"], ["doctor"])
    ]
    for process in started:
        assert process.stdout
        process.stdout.close()
    for process in started:
        assert process.stderr
        assert (process.stderr.read(), process.wait()) == (b"", 0)
        process.stderr.close()
