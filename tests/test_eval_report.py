"""The report's files: nothing in them is markup by accident, nothing is fetched, nothing is lost."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from eval.changes import compare
from eval.page import render
from eval.report import ReportError, read, write
from eval.results import SCHEMA, SCHEMA_FILE, Exchange, Expected, Gate, Quote, Report, Result, schema
from eval.summary import latency, summarise
from rag import Usage

NASTY = "<script>alert('x')</script> & \"<img src=http://evil.example/x.png onerror=alert(1)>"


def make_exchange(passed: bool = True, text: str = "Stroke lesions [1].") -> Exchange:
    return Exchange(
        question=text,
        standalone_question=text,
        answer=text,
        abstained=False,
        citations=(Quote(1, "alpha", text, text),),
        nearest=(),
        unsupported=(text,),
        notice=text,
        error=None,
        model=None,
        usage=Usage(),
        confidence=0.25,
        expected=Expected(False, ("alpha",), ("beta",), (("alpha", text),), ((text, "other"),), None, text),
        scores={"answered": 1.0, "citation_precision": 1.0, "key_facts": float(passed)},
        passed=passed,
        why_not=() if passed else (text,),
        seconds={"retrieve": 0.01, "total": 0.012},
    )


def make_result(name: str, split: str = "test", kind: str = "fact", **changes: object) -> Result:
    exchanges = (make_exchange(**changes),)  # type: ignore[arg-type]  # the two arguments above
    return Result(name, kind, split, "layman", None, exchanges, {"ours": ("alpha", "beta")})


def make_report(*results: Result) -> Report:
    return Report(
        schema=SCHEMA,
        date="2026-01-31T12:00:00+00:00",
        version="0.1.0",
        code="c" * 64,
        settings={"model": None, "retriever": "hybrid"},
        papers=92,
        corpus="f" * 64,
        seed=0,
        questions=len(results),
        groups=tuple(summarise(results)),
        latency=latency(results),
        usage=Usage(),
        results=results,
    )


class Elements(HTMLParser):
    """Collects every start tag with its attributes, and complains when tags do not close."""

    VOID = frozenset(("meta", "input", "br"))

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_markup_in_questions_answers_and_papers_is_shown_and_not_run() -> None:
    report = make_report(make_result("<b>id</b>", text=NASTY), make_result("f-2", passed=False, text=NASTY))
    tags = [tag for tag, _ in Elements(render(report)).found]
    assert tags.count("script") == 1
    assert "img" not in tags
    assert "b" not in tags
    assert "&lt;script&gt;alert(&#x27;x&#x27;)" in render(report)


def test_the_page_fetches_nothing() -> None:
    page = render(make_report(make_result("a", text="Code: https://example.org/code"), make_result("b", text=NASTY)))
    for tag, attributes in Elements(page).found:
        assert tag not in ("link", "img", "iframe", "base", "object")
        assert not {"src", "action", "xlink:href"} & attributes.keys()
        assert (attributes.get("href") or "#").startswith("#")
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest", page)
    assert "default-src 'none'" in page


def test_every_tag_of_the_page_is_closed() -> None:
    assert Elements(render(make_report(make_result("a"), make_result("b", passed=False)))).open == []


def test_each_question_can_be_filtered_by_kind_split_and_outcome() -> None:
    report = make_report(make_result("a"), make_result("b", split="dev", kind="numeric", passed=False))
    questions = [a for tag, a in Elements(render(report)).found if tag == "details" and a.get("class") == "question"]
    assert [(q["data-kind"], q["data-split"], q["data-outcome"]) for q in questions] == [
        ("fact", "test", "passed"),
        ("numeric", "dev", "failed"),
    ]
    filters = {a["data-filter"] for tag, a in Elements(render(report)).found if tag == "select"}
    assert filters == {"kind", "split", "outcome"}


def test_test_questions_show_only_when_asked_for() -> None:
    page = render(make_report(make_result("a"), make_result("b", split="dev")))
    assert "<option selected>dev</option>" in page
    assert "<option selected>" not in render(make_report(make_result("a")))


def test_the_large_figures_are_of_the_test_split() -> None:
    report = make_report(make_result("a"), make_result("b", split="dev", passed=False))
    tile = render(report).split('<div class="tile"')[1]
    assert "<strong>100.0%</strong>" in tile
    assert "dev 0.0%" in tile


def test_the_page_says_so_when_only_dev_was_run() -> None:
    assert "Only the dev split was run" in render(make_report(make_result("a", split="dev")))


def test_a_failed_question_says_why() -> None:
    result = make_result("a", passed=False)
    exchange = replace(result.exchanges[0], why_not=("it does not say 'stroke'",))
    page = render(make_report(replace(result, exchanges=(exchange,))))
    assert "<li>it does not say &#x27;stroke&#x27;</li>" in page


def test_the_report_is_the_same_after_json(tmp_path: Path) -> None:
    report = make_report(make_result("a", text=NASTY + " ü é"), make_result("b", split="dev", passed=False))
    report = replace(report, comparison=compare(report, report), gate=Gate(1, (), ("x",)))
    page = write(report, tmp_path / "new" / "folder")
    assert page.name == "report.html"
    assert read(page.with_name("report.json")) == report
    data = json.loads(page.with_name("report.json").read_text(encoding="utf-8"))
    assert data["schema"] == SCHEMA
    assert [row["passed"] for row in data["results"]] == [True, False]


def test_a_report_of_another_schema_is_refused(tmp_path: Path) -> None:
    page = write(make_report(make_result("a")), tmp_path)
    path = page.with_name("report.json")
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), "schema": 99}), encoding="utf-8")
    with pytest.raises(ReportError, match=rf"report\.json': the report has schema 99, this reads {SCHEMA}; run"):
        read(path)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("{", "cannot be read"),
        ("[]", "schema None"),
        (json.dumps({"schema": SCHEMA}), "it is no report: date: "),
    ],
)
def test_a_file_that_is_no_report_is_refused_by_name(content: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ReportError, match=problem):
        read(tmp_path)
    with pytest.raises(ReportError, match="there is no"):
        read(tmp_path / "nowhere")


def test_the_json_fits_its_schema_and_the_schema_is_that_of_the_classes(tmp_path: Path) -> None:
    written = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    assert written == json.loads(json.dumps(schema())), "run `python -m eval.results` to write it anew"
    report = make_report(make_result("a"), make_result("b", passed=False))
    report = replace(report, comparison=compare(report, report), gate=Gate(1, ("x",), ()))
    data = json.loads(write(report, tmp_path).with_name("report.json").read_text(encoding="utf-8"))
    jsonschema.validate(data, written)
    data["results"][0]["exchanges"][0]["scores"]["key_facts"] = "all"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, written)


def test_the_short_page_has_every_figure_and_no_question(tmp_path: Path) -> None:
    report = make_report(make_result("a", text="a question of its own"))
    write(report, tmp_path)
    short = (tmp_path / "summary.html").read_text(encoding="utf-8")
    assert "a question of its own" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "a question of its own" not in short
    assert Elements(short).open == []
    assert "100.0%" in short


def test_what_changed_since_the_baseline_is_marked_and_can_be_filtered() -> None:
    before = make_report(make_result("a"), make_result("b", passed=False))
    after = make_report(make_result("a", passed=False), make_result("b"))
    page = render(replace(after, comparison=compare(after, before)))
    found = Elements(page).found
    changes = [a["data-change"] for tag, a in found if tag == "details" and a.get("class") == "question"]
    assert changes == ["newly failed", "newly passed"]
    assert {"#q-a", "#q-b"} == {a["href"] for tag, a in found if tag == "a"}


def test_a_failed_gate_stands_on_the_page() -> None:
    assert "<li>facts fell</li>" in render(replace(make_report(make_result("a")), gate=Gate(1, ("facts fell",), ())))


def test_a_run_that_asked_nothing_still_gives_a_page() -> None:
    assert "No question was asked" in render(make_report())


TABLE = "Both:\n\n| | A | B |\n|---|---|---|\n| Data | x <b> \\| y [1] | – |\n\nNo more."


def test_a_comparison_is_shown_as_a_table_with_what_stands_around_it() -> None:
    page = render(make_report(make_result("a", text=TABLE)))
    assert '<th scope="row">Data</th><td>x &lt;b&gt; | y [1]</td><td>–</td>' in page
    assert '<p class="text">Both:</p>' in page
    assert '<p class="text">No more.</p>' in page
    assert Elements(page).open == []


def test_a_baseline_of_fewer_questions_says_over_how_many_it_speaks() -> None:
    after = make_report(*(make_result(f"q{n}") for n in range(4)))
    before = make_report(*(make_result(f"q{n}", passed=False) for n in range(2)))
    assert "over 2 questions that both asked" in render(replace(after, comparison=compare(after, before)))
    assert "that both asked" not in render(replace(after, comparison=compare(after, after)))


def test_the_page_names_the_model_that_gave_a_second_opinion() -> None:
    report = make_report(make_result("a"))
    asked = {"model": "openai/a", "judge_model": "openai/<b>"}
    assert "second opinion by openai/&lt;b&gt;" in render(replace(report, settings=asked))
    assert "second opinion" not in render(report)
