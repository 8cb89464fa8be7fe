"""Files that are cut off, damaged, huge or meant to harm: an error or a note for each record, never a traceback."""

import gzip
import json
import random
import zlib
from pathlib import Path

import pytest
from conftest import DATA

from rag import CorpusError
from rag.readers import Imported, read_files
from rag.readers import source as source_module

FILES = sorted((DATA / "papers").iterdir())


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def said(path: Path) -> str:
    """What reading a file comes to, as one text: an error that names the file, or notes that do."""
    try:
        imported = read_files([path])
    except CorpusError as error:
        assert str(path) in str(error)
        return str(error)
    return whole(imported)


def whole(imported: Imported) -> str:
    """All notes; and that the counts add up, and every paper can be stored."""
    assert imported.records == len(imported.papers) + len(imported.merged) + sum(
        1 for one in imported.skipped if one.line is not None or one.what
    )
    for paper in imported.papers:
        assert paper.title
        assert paper.abstract
        f"{paper}".encode()
    assert len({paper.id for paper in imported.papers}) == len(imported.papers)
    return "\n".join(map(str, (*imported.skipped, *imported.warnings, *imported.merged)))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_cut_off_anywhere_is_read_up_to_there_or_refused(tmp_path: Path, file: Path) -> None:
    raw = file.read_bytes()
    for end in range(0, len(raw), 50):
        said(write(tmp_path / file.name, raw[:end]))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_that_lost_its_beginning_is_read_from_there_or_refused(tmp_path: Path, file: Path) -> None:
    raw = file.read_bytes()
    for start in range(1, len(raw), 97):
        said(write(tmp_path / file.name, raw[start:]))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_file_with_random_damage_is_read_or_refused(tmp_path: Path, file: Path, seed: int) -> None:
    chance = random.Random(seed)
    raw = bytearray(file.read_bytes())
    for _ in range(20):
        at = chance.randrange(len(raw))
        chance.choice(
            (
                lambda at=at: raw.__setitem__(at, chance.randrange(256)),
                lambda at=at: raw.__setitem__(slice(at, at + 9), b""),
                lambda at=at: raw.__setitem__(slice(at, at), bytes(chance.choices(b'{}"<>&\\,;\n\0@%-', k=5))),
            )
        )()
    said(write(tmp_path / file.name, bytes(raw)))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_gzip_cut_off_in_the_middle_is_read_up_to_there_or_refused(tmp_path: Path, file: Path) -> None:
    packed = gzip.compress(file.read_bytes() * 3)
    for end in range(3, len(packed), 101):
        said(write(tmp_path / "a.gz", packed[:end]))


NO_LISTS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is empty"),
    "blank": (b" \n\n\t\n", "is empty"),
    "BOM only": (b"\xef\xbb\xbf", "is empty"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF"),
    "PNG": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "an image"),
    "Office": (b"PK\x03\x04\x14\0\6\0", "save the sheet as CSV"),
    "random": (random.Random(1).randbytes(5_000), "not text"),
    "null bytes": (b"\0" * 5_000, "not text"),
    "HTML": (b"<!DOCTYPE html><html><body>Hi</body></html>", "a web page"),
    "other XML": (b"<?xml version='1.0'?><feed><entry/></feed>", "XML, but not PubMed's"),
    "prose": (b"Dear all,\nplease find attached.\n", "in no format that is known"),
    "other JSON": (b'{"name": {"x": 1}, "colour": "red"}', "'colour'"),
    "numbers": (b"[1, 2, 3]", "in no format that is known"),
    "other table": (b"height,width\n1,2\n", "no column of titles"),
    "not gzip": (b"\x1f\x8bnothing of the kind", "cannot read"),
}


@pytest.mark.parametrize("name", NO_LISTS)
def test_what_is_no_list_of_papers_is_refused_with_a_word_on_what_it_is(tmp_path: Path, name: str) -> None:
    content, expected = NO_LISTS[name]
    path = write(tmp_path / ("t.csv" if name == "other table" else "file"), content)
    with pytest.raises(CorpusError) as caught:
        read_files([path])
    assert expected in str(caught.value)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("name", ["no such file.bib", "empty folder", "long" * 500, "null\0character"])
def test_a_path_that_is_not_there_is_refused_even_among_others(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty folder").mkdir()
    with pytest.raises(CorpusError, match="check the path"):
        read_files([FILES[0], tmp_path / name])


def test_xml_entities_are_refused_and_nothing_outside_is_read(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", "sesame")
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    for declared in (
        f'<!ENTITY a0 "ha">{bomb}',
        f'<!ENTITY a11 SYSTEM "{secret.as_uri()}">',
        '<!ENTITY % a SYSTEM "x">',
    ):
        text = (
            f"<!DOCTYPE PubmedArticleSet [{declared}]><PubmedArticleSet><PubmedArticle><MedlineCitation><Article>"
            "<ArticleTitle>&a11;</ArticleTitle></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"
        )
        told = said(write(tmp_path / "a.xml", text))
        assert "declares entities" in told
        assert "sesame" not in told


def test_deep_nesting_is_refused_or_skipped(tmp_path: Path) -> None:
    deep = '{"title": "A", "abstract": "B.", "x": ' + "[" * 200_000 + "]" * 200_000 + "}"
    good = json.dumps({"title": "Good", "abstract": "This one is fine."})
    assert "line 2" in said(write(tmp_path / "a.jsonl", f"{good}\n{deep}\n{good}"))
    said(write(tmp_path / "b.json", "[" * 100_000))
    said(write(tmp_path / "c.json", '{"a":' * 100_000))
    said(write(tmp_path / "d.xml", "<PubmedArticle>" + "<a>" * 50_000))
    said(write(tmp_path / "e.bib", "@article{a, title = " + "{" * 50_000))
    said(write(tmp_path / "f.csv", "title,abstract,authors\nA,B.," + "[" * 50_000 + "\n"))


def test_a_line_of_many_megabytes_is_skipped_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_module, "LONGEST_LINE", 500_000)
    good = json.dumps({"title": "Good", "abstract": "This one is fine."})
    imported = read_files([write(tmp_path / "a.jsonl", f'{good}\n{{"title": "{"x" * 2_000_000}"}}\n{good}x\n{good}')])
    assert [paper.title for paper in imported.papers] == ["Good"]
    assert [one.line for one in imported.skipped] == [2, 3]


@pytest.mark.parametrize(
    "start", ["", "TY  - JOUR\nTI  - ", "@article{a, title = {", '[{"title": "', "title,abstract\n", "%T "]
)
def test_ten_megabytes_on_one_line_are_refused_or_skipped(tmp_path: Path, start: str) -> None:
    said(write(tmp_path / "a", start + "lorem ipsum " * 900_000))


def test_an_abstract_as_long_as_a_book_is_skipped_by_its_title(tmp_path: Path) -> None:
    record = {"title": "A Book", "abstract": "word " * 60_000}
    told = said(write(tmp_path / "a.jsonl", json.dumps(record)))
    assert "line 1: the abstract has 300,000 characters" in told
    assert "'A Book'" in told


def test_a_gzip_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "_UNPACKED_FREELY", 1_000_000)
    bomb = write(tmp_path / "a.jsonl.gz", gzip.compress(b'{"title": "A", "abstract": "B."}\n' * 120_000))
    assert "times its size" in said(bomb)


def test_a_file_that_must_be_read_whole_has_a_largest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "_LARGEST_TEXT", 100)
    assert "split it" in said(write(tmp_path / "a.bib", "@article{a, title = {A}}\n" * 50))


def test_thousands_of_papers_of_one_title_are_told_apart(tmp_path: Path) -> None:
    noise = random.Random(1)
    lines = (json.dumps({"title": "Editorial", "abstract": f"{noise.getrandbits(200):x}"}) for _ in range(3_000))
    imported = read_files([write(tmp_path / "a.jsonl", "\n".join(lines))])
    assert len({paper.id for paper in imported.papers}) == 3_000


def test_a_broken_bibtex_entry_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    text = (
        "@article{a, title = {One}, abstract = {First.}}\n\n@article{b, title = {Unbalanced {brace}, year = 2020\n\n"
        "@article{c, title = {Three}, abstract = {Third.}}\n@article{d, title = {Cut"
    )
    imported = read_files([write(tmp_path / "a.bib", text)])
    assert [paper.title for paper in imported.papers] == ["One", "Three"]
    assert [(one.line, "a brace" in one.reason) for one in imported.skipped] == [(3, True), (6, True)]
    assert "@article{b" in imported.skipped[0].what


def test_rows_with_cells_too_many_or_too_few_are_kept_and_warned_of(tmp_path: Path) -> None:
    text = "title,abstract,year\nOne,First.,2020,x,y\nTwo,Second.\nThree,Third.,2021\n"
    imported = read_files([write(tmp_path / "a.csv", text)])
    assert [paper.title for paper in imported.papers] == ["One", "Two", "Three"]
    assert [(warning.line, warning.message) for warning in imported.warnings] == [
        (2, "the row has 5 cells, the header 3"),
        (3, "the row has 2 cells, the header 3"),
    ]


def test_a_quote_that_is_never_closed_costs_no_rows(tmp_path: Path) -> None:
    text = 'title,abstract\nOne,First.\nTwo,"Second.\nThree,Third.\nFour,Fourth.\n'
    imported = read_files([write(tmp_path / "a.csv", text)])
    assert [paper.title for paper in imported.papers] == ["One", "Two", "Three", "Four"]
    assert [warning.line for warning in imported.warnings] == [3]


def test_a_quote_left_open_before_megabytes_of_rows_costs_no_rows(tmp_path: Path) -> None:
    rows = "".join(f"Title {n},{n} {'word ' * 400}\n" for n in range(9_000))
    imported = read_files([write(tmp_path / "a.csv", f'title,abstract\n"Open,First.\n{rows}')])
    assert imported.records == 9_001
    assert {paper.title for paper in imported.papers} >= {"Open", "Title 0", "Title 8999"}


def test_broken_lines_among_json_lines_are_named(tmp_path: Path) -> None:
    good = json.dumps({"title": "Good", "abstract": "This one is fine."})
    imported = read_files(
        [write(tmp_path / "a.jsonl", f'{good}\n{{"title": \n[1]\n"text"\n\n{good.replace("Good", "Two")}')]
    )
    assert [paper.title for paper in imported.papers] == ["Good", "Two"]
    assert [(one.line, one.reason.split(":")[0]) for one in imported.skipped] == [
        (2, "not JSON"),
        (3, "not a JSON object"),
        (4, "not a JSON object"),
    ]


def test_a_ris_record_without_its_end_is_kept_and_warned_of(tmp_path: Path) -> None:
    text = "TY  - JOUR\nTI  - One\nAB  - First.\n\nTY  - JOUR\nTI  - Two\nAB  - Second.\n"
    imported = read_files([write(tmp_path / "a.ris", text)])
    assert [paper.title for paper in imported.papers] == ["One", "Two"]
    assert [(warning.line, warning.field) for warning in imported.warnings] == [(1, "ER"), (5, "ER")]


def test_values_of_any_json_type_are_taken_or_passed_over(tmp_path: Path) -> None:
    values = [None, True, 3, 3.5, float("nan"), "x", [], {}, [1], [{}], [[1]], {"a": [1]}]
    keys = (
        "title",
        "abstract",
        "authors",
        "year",
        "doi",
        "pmid",
        "url",
        "keywords",
        "venue",
        "arxiv_id",
        "id",
        "issued",
    )
    lines = [
        json.dumps({"title": "A", "abstract": "B.", "categories": "c", "type": "t"} | {key: value})
        for key in keys
        for value in values
    ]
    for extra in ({}, {"container-title": "J"}, {"id": "2101.01234"}, {"paper": {"title": 1}}):
        first = json.dumps({"title": "First", "abstract": "The first one.", **extra})
        said(write(tmp_path / "a.jsonl", "\n".join([first, *lines])))


def test_damage_in_a_large_gzip_is_a_warning_and_what_came_before_is_kept(tmp_path: Path) -> None:
    lines = b"".join(
        b'{"title": "T%d", "abstract": "%s"}\n' % (n, random.Random(n).randbytes(300).hex().encode())
        for n in range(5000)
    )
    packed = bytearray(gzip.compress(lines))
    packed[len(packed) * 3 // 4] ^= 0xFF
    imported = read_files([write(tmp_path / "a.jsonl.gz", bytes(packed))])
    assert len(imported.papers) > 100
    assert any("broken off or damaged" in warning.message for warning in imported.warnings)
    assert zlib.error in source_module._DAMAGED
