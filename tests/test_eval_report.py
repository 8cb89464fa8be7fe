"""The report's files: nothing in them is markup by accident, nothing is fetched, nothing is lost."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval.page import render
from eval.report import read, write
from eval.results import SCHEMA, Exchange, Expected, Quote, Report, Result
from eval.run import summarise

NASTY = "<script>alert('x')</script> & \"<img src=http://evil.example/x.png onerror=alert(1)>"


def make_exchange(passed: bool = True, text: str = "Stroke lesions [1].") -> Exchange:
    return Exchange(
        question=text,
        standalone_question=text,
        answer=text,
        abstained=False,
        citations=(Quote(1, "alpha", text, text),),
        nearest=(),
        notice=text,
        error=None,
        expected=Expected(False, ("alpha",), ("beta",), (("alpha", text),), ((text, "other"),), None, text),
        scores={"answered": 1.0, "citation_precision": 1.0, "key_facts": float(passed)},
        passed=passed,
        why_not=() if passed else (text,),
        seconds=0.012,
    )


def make_result(name: str, split: str = "test", kind: str = "fact", **changes: object) -> Result:
    exchanges = (make_exchange(**changes),)  # type: ignore[arg-type]  # the two arguments above
    return Result(name, kind, split, "layman", None, exchanges, {"ours": ("alpha", "beta")})


def make_report(*results: Result) -> Report:
    return Report(
        schema=SCHEMA,
        date="2026-01-31T12:00:00+00:00",
        version="0.1.0",
        settings={"model": None, "retriever": "hybrid"},
        papers=92,
        corpus="f" * 64,
        groups=tuple(summarise(results)),
        latency={"p50": 0.012, "p95": 0.012, "p99": 0.012, "max": 0.012, "total": 0.024},
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
        assert not {"src", "href", "action", "xlink:href"} & attributes.keys()
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
    with pytest.raises(ValueError, match=f"schema 99, this reads {SCHEMA}"):
        read(path)
