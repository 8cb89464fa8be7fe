"""Every format gives the same papers, wherever they were exported from; a file is known by its content."""

import gzip
import json
import os
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from conftest import DATA, PAPERS, page

from rag import CorpusError, Paper
from rag.corpus import read_corpus, shipped_corpus
from rag.readers import READERS, read_files

FILES = DATA / "papers"
LIVER = Paper(
    id="liverseg",
    title="LiverSeg: Segmenting the Liver with 5% of the Labels",
    abstract="We segment the liver on CT with α = 0.05 of the labels — a Dice of 0.94 & less than 10⁻³ failures. "
    "Code: https://example.org/code.",
    authors=("Ada de la Cruz", "José Müller", "World Liver Group"),
    year=2021,
    venue="Journal of Imaging",
    url="https://example.org/liver_seg",
    doi="10.1234/ji.2021.5",
    pmid="31234567",
    keywords=("liver", "segmentation"),
    links=("https://example.org/code",),
)
NAIVE = Paper(
    id="naive-baseline-x-ray",
    title="A naïve Baseline for X-ray",
    abstract="A baseline without attention reaches an AUC of 0.91 on chest X-ray. It needs no pre-training.",
    authors=("Claude E. Shannon",),
    year=2021,
    arxiv_id="2101.01234",
)
LIBRARIES = {
    "zotero.bib": "BibTeX",
    "zotero.ris": "RIS",
    "ovid.ris": "RIS",
    "embase.ris": "RIS",
    "pubmed.nbib": "MEDLINE",
    "pubmed.xml": "PubMed XML",
    "endnote.enw": "EndNote",
    "web_of_science.txt": "Web of Science",
    "csl.json": "CSL-JSON",
    "scopus.csv": "CSV",
    "zotero.tsv": "CSV",
    "papers.jsonl": "JSON",
}
# What a format has no place for, or says otherwise.
LIVER_IN = {
    "zotero.bib": {"authors": ("Ada de la Cruz", "José Müller", "World Liver Group, Data Team")},
    "pubmed.nbib": {"url": None},
    "pubmed.xml": {"url": None},
    "web_of_science.txt": {"url": None},
}
NAIVE_IN = {
    "embase.ris": {"url": "http://arxiv.org/abs/2101.01234"},
    "pubmed.nbib": {"pmid": "31234568", "authors": ("CE Shannon",)},
    "pubmed.xml": {"pmid": "31234568", "arxiv_id": None},
    "web_of_science.txt": {"arxiv_id": None},
    "zotero.tsv": {"url": "https://arxiv.org/abs/2101.01234v1"},
}


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_library_is_read_whole_whatever_its_format(name: str) -> None:
    file = FILES / name
    imported = read_files([file])
    assert imported.formats == {str(file): LIBRARIES[name]}
    assert imported.papers == (
        replace(LIVER, **LIVER_IN.get(name, {})),
        replace(NAIVE, **NAIVE_IN.get(name, {})),
    )
    assert imported.records == 3
    (skipped,) = imported.skipped
    assert (skipped.file, skipped.what, skipped.reason) == (str(file), "A Book about Livers", "no abstract")
    assert (imported.warnings, imported.merged) == ((), ())


@pytest.mark.parametrize("name", LIBRARIES)
def test_a_skipped_record_is_named_by_the_line_where_it_begins(name: str) -> None:
    file = FILES / name
    (skipped,) = read_files([file]).skipped
    lines = file.read_text("utf-8").split("\n")
    assert skipped.line is not None
    following = "\n".join(lines[skipped.line - 1 :])
    assert "A Book about Livers" in following
    assert "X-ray" not in following


@pytest.mark.parametrize("name", LIBRARIES)
def test_title_only_records_are_kept_on_demand_with_their_title_as_abstract(name: str) -> None:
    imported = read_files([FILES / name], allow_title_only=True)
    book = imported.papers[-1]
    assert (book.title, book.abstract) == ("A Book about Livers", "A Book about Livers")
    assert imported.skipped == ()


def test_arxivs_metadata_is_read_with_its_categories_and_first_year() -> None:
    imported = read_files([FILES / "arxiv.jsonl"])
    naive, livers = imported.papers
    assert set(imported.formats.values()) == {"arXiv metadata"}
    assert naive == replace(NAIVE, keywords=("cs.CV", "eess.IV"))
    assert (livers.arxiv_id, livers.doi, livers.year) == ("hep-th/9901001", "10.1234/ji.1999.7", 1999)
    assert livers.authors == ("Ada de la Cruz", "José Müller", "World Liver Group")
    assert livers.abstract == "We count livers in D=4 dimensions, of which there are ∼ 10³."


@pytest.mark.parametrize(
    ("stored", "meant"),
    [
        ("704.085", "0704.0850"),
        ("1501.0099599999999", "1501.00996"),
        ("2101.01234", "2101.01234"),
        ("math/0601001",) * 2,
    ],
)
def test_an_arxiv_id_that_was_taken_for_a_number_is_mended(tmp_path: Path, stored: str, meant: str) -> None:
    record = {"id": stored, "title": "T", "abstract": "An abstract.", "categories": "cs.CV"}
    (paper,) = read_files([write(tmp_path / "a.jsonl", json.dumps(record))]).papers
    assert paper.arxiv_id == meant


def test_hugging_faces_daily_papers_are_read() -> None:
    imported = read_files([FILES / "daily_papers.json"])
    assert set(imported.formats.values()) == {"Hugging Face daily papers"}
    assert imported.papers == (replace(NAIVE, keywords=("baseline", "chest X-ray")),)


@pytest.mark.parametrize("as_lines", [True, False])
def test_our_own_export_comes_back_as_it_was(tmp_path: Path, as_lines: bool) -> None:
    odd = Paper("my-own-id", "A < b & $c$ \\d", "Costs $5 -- a <b> & \\alpha{}  two spaces.", ("Last, First",))
    papers = (*read_corpus(), *read_files([FILES / "zotero.bib"]).papers, odd)
    dicts = [asdict(paper) for paper in papers]
    text = "\n".join(map(json.dumps, dicts)) if as_lines else json.dumps(dicts, indent=2)
    assert read_files([write(tmp_path / "export.json", text)]).papers == papers


def test_the_shipped_page_is_kept_to_the_letter() -> None:
    lines = [line.strip() for line in shipped_corpus().read_text("utf-8").split("\n") if line.strip()]
    papers = read_files([shipped_corpus()]).papers
    assert lines[-184:] == [text for paper in papers for text in (paper.title, paper.abstract)]


# --- known by content ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LIBRARIES)
def test_the_name_of_a_file_does_not_matter(tmp_path: Path, name: str) -> None:
    renamed = write(tmp_path / "download", (FILES / name).read_bytes())
    assert read_files([renamed]).papers == read_files([FILES / name]).papers


@pytest.mark.parametrize(
    "change",
    [
        gzip.compress,
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.decode().encode("utf-16"),
        lambda raw: raw.decode().encode("utf-16-be"),
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: raw.replace(b"\n", b"\r"),
        lambda raw: gzip.compress(b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n")),
    ],
    ids=["gzip", "BOM", "UTF-16 with BOM", "UTF-16 without BOM", "CRLF", "CR", "all at once"],
)
@pytest.mark.parametrize("name", LIBRARIES)
def test_a_library_is_read_however_it_is_stored(tmp_path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    raw = (FILES / name).read_bytes()
    if name.endswith(".xml") and b"UTF-16" not in raw:
        raw = raw.replace(b' encoding="UTF-8"', b"")
    imported = read_files([write(tmp_path / name, change(raw))])
    assert imported.papers == read_files([FILES / name]).papers
    assert imported.warnings == ()


@pytest.mark.parametrize("name", [name for name in LIBRARIES if name != "pubmed.xml"])
def test_latin_1_is_read_and_warned_of(tmp_path: Path, name: str) -> None:
    text = (FILES / name).read_text("utf-8").replace("α", "a").replace("⁻³", "-3").replace("---", "—")
    imported = read_files([write(tmp_path / name, text.encode("cp1252"))])
    assert [paper.title for paper in imported.papers] == [LIVER.title, NAIVE.title]
    assert "—" in imported.papers[0].abstract
    assert "Windows-1252" in imported.warnings[0].message
    assert imported.warnings[0].line is not None


def test_a_folder_is_read_with_all_that_is_below_it_and_what_is_no_list_is_said(tmp_path: Path) -> None:
    below = tmp_path / "b" / "c"
    below.mkdir(parents=True)
    write(tmp_path / "a.bib", (FILES / "zotero.bib").read_bytes())
    write(below / "more.csv", 'title,abstract\n"Other Livers","We look at other livers."\n')
    write(tmp_path / ".hidden", "x")
    write(tmp_path / "picture.png", b"\x89PNG\r\n\x1a\n\0\0")
    write(tmp_path / "readme.md", "Hello.\n")
    imported = read_files([tmp_path])
    assert [paper.title for paper in imported.papers] == [LIVER.title, NAIVE.title, "Other Livers"]
    refused = {Path(one.file).name: one.reason for one in imported.skipped if one.line is None}
    assert refused.keys() == {"picture.png", "readme.md"}
    assert {Path(file).name: name for file, name in imported.formats.items()} == {"a.bib": "BibTeX", "more.csv": "CSV"}
    assert "an image" in refused["picture.png"]
    assert imported.records == 4


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    file = write(tmp_path / "a.bib", (FILES / "zotero.bib").read_bytes())
    assert read_files([file, tmp_path, file]).records == 3


def test_progress_goes_up_to_the_bytes_of_all_files() -> None:
    seen: list[tuple[int, int]] = []
    files = [FILES / "zotero.bib", FILES / "papers.jsonl"]
    read_files(files, progress=lambda done, total: seen.append((done, total)))
    total = sum(file.stat().st_size for file in files)
    assert seen[-1] == (total, total)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_every_format_has_a_reader() -> None:
    assert set(LIBRARIES.values()) | {"arXiv metadata", "Hugging Face daily papers", "page"} == set(READERS)


# --- particulars -----------------------------------------------------------------------------------


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_a_table_may_have_any_separator_and_order(tmp_path: Path, separator: str) -> None:
    rows = [["Year", "Abstract", "Other", "Title "], ["2020", "It says this, and that; so.", "x", "A Title"]]
    text = "\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows)
    (paper,) = read_files([write(tmp_path / "t.txt", text)]).papers
    assert (paper.title, paper.abstract, paper.year) == ("A Title", "It says this, and that; so.", 2020)


def test_excels_line_on_the_separator_is_passed_over(tmp_path: Path) -> None:
    (paper,) = read_files([write(tmp_path / "t.csv", "sep=;\ntitle;abstract\nA;An abstract.\n")]).papers
    assert (paper.title, paper.abstract) == ("A", "An abstract.")


def test_embases_source_column_gives_venue_and_year(tmp_path: Path) -> None:
    text = (
        "Title,Author Names,Source,Abstract,Emtree Medical Index Terms\n"
        'A Cyst,"Liu R., Adler D.G.",Endoscopic Ultrasound (2014) 3:3 (152-160),We saw it.,'
        '"cyst (diagnosis, surgery), human"\n'
    )
    (paper,) = read_files([write(tmp_path / "t.csv", text)]).papers
    assert (paper.venue, paper.year) == ("Endoscopic Ultrasound", 2014)
    assert paper.authors == ("R. Liu", "D.G. Adler")
    assert paper.keywords == ("cyst (diagnosis, surgery)", "human")


def test_a_bibtex_key_used_twice_is_two_entries(tmp_path: Path) -> None:
    text = "@string{j = {A Journal}}\n" + "".join(
        f"@article{{same, title = {{{title}}}, journal = j, abstract = {{About {title}.}}}}\n"
        for title in ("One", "Two")
    )
    papers = read_files([write(tmp_path / "a.bib", text)]).papers
    assert [(paper.title, paper.abstract, paper.venue) for paper in papers] == [
        ("One", "About One.", "A Journal"),
        ("Two", "About Two.", "A Journal"),
    ]


def test_a_structured_pubmed_abstract_keeps_its_labels(tmp_path: Path) -> None:
    text = (
        "<PubmedArticle><MedlineCitation><Article><ArticleTitle>A</ArticleTitle><Abstract>"
        '<AbstractText Label="AIM">To see.</AbstractText><AbstractText Label="RESULTS">We saw.</AbstractText>'
        "</Abstract></Article></MedlineCitation></PubmedArticle>"
    )
    (paper,) = read_files([write(tmp_path / "a.xml", text)]).papers
    assert paper.abstract == "AIM: To see. RESULTS: We saw."


def test_json_lists_may_stand_inside_an_object(tmp_path: Path) -> None:
    item = {"title": ["A"], "abstract": "<jats:p>We saw.</jats:p>", "author": [{"family": "Roe", "given": "Jo"}]}
    (paper,) = read_files([write(tmp_path / "a.json", json.dumps({"message": {"items": [item]}}))]).papers
    assert (paper.title, paper.abstract, paper.authors) == ("A", "We saw.", ("Jo Roe",))


def test_ris_with_one_space_before_the_dash_is_read(tmp_path: Path) -> None:
    (paper,) = read_files([write(tmp_path / "a.ris", "TY - JOUR\nTI - A\nAB - We saw.\nER -\n")]).papers
    assert (paper.title, paper.abstract) == ("A", "We saw.")


def test_a_line_of_an_abstract_that_looks_like_a_tag_is_none(tmp_path: Path) -> None:
    text = "TY  - JOUR\nTI  - A\nAB  - We compare MRI with\nCT - based on few scans.\nER  - \n"
    (paper,) = read_files([write(tmp_path / "a.ris", text)]).papers
    assert paper.abstract == "We compare MRI with CT - based on few scans."


def test_what_is_wrong_in_a_kept_record_is_a_warning_with_line_and_field(tmp_path: Path) -> None:
    text = "title,abstract,year,doi,pmid\n\nA,We saw.,soon,doi:?,PMC12\n"
    imported = read_files([write(tmp_path / "a.csv", text)])
    assert len(imported.papers) == 1
    assert {(warning.line, warning.field) for warning in imported.warnings} == {(3, "year"), (3, "DOI"), (3, "PMID")}
    assert "'soon'" in " ".join(warning.message for warning in imported.warnings)


_IN_TEX = r"{{\textless}}1661::AID-SIM968{{\textgreater}}3.0.CO;2-2"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "title,abstract,doi\nA,We saw.,{}<1661::AID-SIM968>3.0.CO;2-2\n"),
        ("b.csv", "title,abstract,doi\nA,We saw.,https://doi.org/{}&lt;1661::AID-SIM968&gt;3.0.CO;2-2\n"),
        ("a.ris", "TY  - JOUR\nTI  - A\nAB  - We saw.\nDO  - {}<1661::AID-SIM968>3.0.CO;2-2\nER  - \n"),
        ("a.bib", "@a{{a, title={{A}}, abstract={{We saw.}},\ndoi={{{}" + _IN_TEX + "}}}}"),
    ],
)
def test_a_doi_with_a_page_in_angle_brackets_is_read_whole(tmp_path: Path, name: str, text: str) -> None:
    start = "10.1002/(SICI)1097-0258(19980815/30)17:15/16"
    (paper,) = read_files([write(tmp_path / name, text.format(start))]).papers
    assert paper.doi == f"{start}<1661::AID-SIM968>3.0.CO;2-2".lower()


def test_a_doi_in_markup_ends_with_it(tmp_path: Path) -> None:
    text = "title,abstract,doi\nA,We saw.,<a href=https://doi.org/10.1000/x>10.1000/x</a>\n"
    (paper,) = read_files([write(tmp_path / "a.csv", text)]).papers
    assert paper.doi == "10.1000/x"


def test_the_summary_counts_and_gives_the_first_reasons(tmp_path: Path) -> None:
    rows = "".join(f"Title {n},\n" for n in range(9))
    imported = read_files([write(tmp_path / "a.csv", f"title,abstract\nA,We saw.\n{rows}")])
    summary = imported.summary()
    assert summary.startswith("10 records in 1 file: 1 paper, 9 skipped\n")
    assert f"skipped: {tmp_path / 'a.csv'}, line 3: no abstract: 'Title 0'" in summary
    assert summary.endswith("… and 4 more skipped")
    imported.write_report(tmp_path / "report.jsonl")
    report = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text("utf-8").splitlines()]
    assert [one["what"] for one in report] == [f"Title {n}" for n in range(9)]


def test_files_without_any_paper_are_an_error_for_a_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"line 2: no abstract: 'A'; --allow-title-only keeps such titles"):
        read_corpus([write(tmp_path / "a.csv", "title,abstract\nA,\n")])


def test_a_page_among_other_files_is_read(tmp_path: Path) -> None:
    imported = read_files([write(tmp_path / "a.txt", page(*PAPERS)), FILES / "papers.jsonl"])
    assert len(imported.papers) == 5


# --- a folder of other people's exports ------------------------------------------------------------

IMPORTERS = os.environ.get("RAG_TEST_IMPORTERS")


@pytest.mark.skipif(not IMPORTERS, reason="RAG_TEST_IMPORTERS names no folder with an INVENTORY.tsv")
def test_every_record_of_the_inventory_is_read() -> None:
    folder = Path(IMPORTERS or "")
    head, *rows = (folder / "INVENTORY.tsv").read_text("utf-8").strip().split("\n")
    columns = head.split("\t")
    for row in rows:
        values = dict(zip(columns, row.split("\t"), strict=True))
        markers = sum(json.loads(values["record markers"].replace("'", '"')).values())
        imported = read_files([folder / values["file"]])
        assert imported.records == (markers or int(values["csv rows"])), values["file"]
        assert imported.records == len(imported.papers) + len(imported.merged) + len(imported.skipped)
