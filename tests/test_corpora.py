"""Named corpora: papers added, removed, read again, written out; and what is refused leaves them as they were."""

import json
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from conftest import PAPERS, HashedWords, make_paper, page

from rag import Assistant, CorpusError, Paper, Settings, corpora
from rag.__main__ import main
from rag.corpus import read_corpus
from rag.ids import find_links
from rag.index import open_index
from rag.readers import read_files

LUNG = make_paper("LungNet: Finding Nodules", "LungNet finds nodules on CT of the lung. It was trained on 900 scans.")


@pytest.fixture
def lab(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home", corpus="lab")


@pytest.fixture
def words() -> HashedWords:
    return HashedWords()


def add(lab: Settings, words: HashedWords, *papers: Paper, source: str = "a.bib") -> corpora.Change:
    return corpora.add(lab, words, papers, [source])


def ids(settings: Settings) -> list[str]:
    return [paper.id for paper in corpora.papers_of(settings)]


def test_a_corpus_is_made_by_adding_to_it_and_holds_nothing_else(lab: Settings, words: HashedWords) -> None:
    change = add(lab, words, *PAPERS)
    assert (change.papers, change.added, change.removed, change.merged) == (3, 3, 0, ())
    assert ids(lab) == [paper.id for paper in PAPERS]
    (info,) = corpora.list_corpora(lab)
    assert (info.name, info.papers, info.passages, info.source) == ("lab", 3, 8, ("a.bib",))
    assert info.bytes > 1000


def test_adding_again_merges_what_is_there_and_keeps_every_source(lab: Settings, words: HashedWords) -> None:
    add(lab, words, *PAPERS)
    change = add(lab, words, PAPERS[0], LUNG, source="b.ris")
    assert (change.papers, change.added) == (4, 1)
    (merged,) = change.merged
    assert merged.kept.startswith(PAPERS[0].title) and merged.by == "title"
    assert corpora.list_corpora(lab)[0].source == ("a.bib", "b.ris")


def test_the_default_corpus_keeps_the_shipped_papers_when_others_are_added(tmp_path: Path, words: HashedWords) -> None:
    settings = Settings(home=tmp_path)
    change = add(settings, words, LUNG)
    assert change.papers == len(read_corpus()) + 1 and change.added == 1
    assert ids(settings)[-1] == LUNG.id
    assert corpora.list_corpora(settings)[0].source == ("shipped", "a.bib")


def test_a_corpus_that_there_is_not_is_named_with_those_that_there_are(lab: Settings, words: HashedWords) -> None:
    with pytest.raises(CorpusError, match=r"no corpus 'lab'.*there is none yet"):
        corpora.papers_of(lab)
    add(lab, words, *PAPERS)
    with pytest.raises(CorpusError, match=r"no corpus 'lob'.*there are: lab.*--corpus lob FILE"):
        Assistant.open(replace(lab, corpus="lob"))


def test_removed_papers_are_gone_and_the_others_are_still_found(lab: Settings, words: HashedWords) -> None:
    add(lab, words, *PAPERS, LUNG)
    change = corpora.remove(lab, words, lambda paper: paper.id == PAPERS[1].id)
    assert (change.papers, change.added, change.removed) == (3, 0, 1)
    assert ids(lab) == [PAPERS[0].id, PAPERS[2].id, LUNG.id]
    index = open_index(lab, words)
    assert len(index.papers) == 3
    index.close()


def test_removing_the_last_paper_is_refused_and_changes_nothing(lab: Settings, words: HashedWords) -> None:
    add(lab, words, *PAPERS)
    with pytest.raises(CorpusError, match="would leave nothing of the corpus"):
        corpora.remove(lab, words, lambda paper: True)
    assert len(ids(lab)) == 3


def test_only_new_papers_are_embedded(lab: Settings, words: HashedWords) -> None:
    add(lab, words, *PAPERS)
    before = words.embedded
    add(lab, words, LUNG)
    assert words.embedded - before <= 3


def test_an_update_reads_the_files_again_and_keeps_the_ids(lab: Settings, words: HashedWords, tmp_path: Path) -> None:
    path = tmp_path / "papers.txt"
    path.write_text(page(*PAPERS), encoding="utf-8")
    corpora.add(lab, words, read_files([path]).papers, [str(path)])
    before = ids(lab)
    changed = replace(PAPERS[0], abstract=PAPERS[0].abstract.replace("0.94", "0.95"))
    path.write_text(page(changed, PAPERS[1], LUNG), encoding="utf-8")
    change, imported = corpora.update(lab, words)
    assert (change.papers, change.added, change.removed, imported.records) == (3, 1, 1, 3)
    assert ids(lab)[:2] == before[:2] and "0.95" in corpora.papers_of(lab)[0].abstract


def updated(lab: Settings, words: HashedWords, file: Path, *papers: Paper) -> list[str]:
    """The ids after the file was written anew with these papers and read again."""
    corpora.write_papers([replace(paper, id="") for paper in papers], file)
    corpora.update(lab, words)
    return ids(lab)


def test_papers_of_one_title_keep_apart_when_their_abstracts_are_corrected(
    lab: Settings, words: HashedWords, tmp_path: Path
) -> None:
    file = tmp_path / "papers.csv"
    one = replace(make_paper("Editorial", "Ultrasound is the theme of this issue."), doi="10.1000/one")
    two = make_paper("Editorial", "We look back at ten years of pathology.")
    corpora.write_papers([replace(paper, id="") for paper in (one, two)], file)
    corpora.add(lab, words, read_files([file]).papers, [str(file)])
    first, second = ids(lab)
    one, two = (replace(paper, abstract=f"{paper.abstract} Corrected.") for paper in (one, two))
    assert updated(lab, words, file, one, two) == [first, second]


def test_a_corrected_title_keeps_the_id_of_its_doi_and_takes_nobody_elses(
    lab: Settings, words: HashedWords, tmp_path: Path
) -> None:
    file = tmp_path / "papers.csv"
    known = replace(PAPERS[0], doi="10.1000/liver")
    corpora.write_papers([known, PAPERS[1]], file)
    corpora.add(lab, words, read_files([file]).papers, [str(file)])
    before = ids(lab)
    corrected = replace(known, title="HeartNet: Segmenting the Heart on CT", abstract="Corrected: it is the heart.")
    other = replace(PAPERS[0], abstract="Another paper took the old title, and has words of its own.")
    after = updated(lab, words, file, other, corrected, PAPERS[1])
    assert after[1:] == before and after[0] not in before


def test_papers_with_a_title_alone_outlive_an_update(lab: Settings, words: HashedWords, tmp_path: Path) -> None:
    file = tmp_path / "papers.csv"
    file.write_text("title,abstract\nA title alone,\nAnother,It has an abstract.\n", "utf-8")
    corpora.add(lab, words, read_files([file], allow_title_only=True).papers, [str(file)])
    assert len(updated(lab, words, file, *corpora.papers_of(lab))) == 2
    file.write_text("title,abstract\nA title alone,\nAnother,It has an abstract.\n", "utf-8")
    assert corpora.update(lab, words)[0].papers == 2


def test_a_file_that_has_gone_is_named_and_the_papers_are_kept(lab: Settings, words: HashedWords) -> None:
    add(lab, words, *PAPERS, source="gone.bib")
    with pytest.raises(CorpusError, match=r"'gone\.bib' has gone"):
        corpora.update(lab, words)
    assert len(ids(lab)) == 3


def test_who_wrote_papers_of_one_title_names_the_authors_of_each(lab: Settings, words: HashedWords) -> None:
    one = replace(make_paper("On Livers", "We look at the liver on ultrasound."), id="a", authors=("Ada Roe",))
    two = replace(make_paper("On Livers", "A view of pathology and its slides."), id="b", authors=("Bo Low",))
    add(lab, words, one, two, *PAPERS)
    text = Assistant(open_index(lab, words), lab).ask("Who wrote On Livers?").text
    assert "Ada Roe" in text and "Bo Low" in text


def test_two_that_add_at_once_lose_nothing(lab: Settings) -> None:
    others = [make_paper(f"Net{n}: Title {n}", f"Net{n} does the thing number {n} on scans.") for n in range(4)]
    threads = [Thread(target=corpora.add, args=(lab, HashedWords(), [paper], ["x"])) for paper in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ids(lab)) == sorted(paper.id for paper in others)


def test_a_deleted_corpus_is_gone_and_the_others_stay(lab: Settings, words: HashedWords) -> None:
    add(lab, words, *PAPERS)
    other = replace(lab, corpus="other")
    corpora.add(other, words, PAPERS, ["b"])
    corpora.delete(lab)
    assert [info.name for info in corpora.list_corpora(other)] == ["other"]
    with pytest.raises(CorpusError, match="no corpus 'lab'"):
        corpora.delete(lab)


def test_a_corpus_of_one_paper_is_spoken_of_in_the_singular(
    lab: Settings, words: HashedWords, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = replace(lab, corpus="one")
    corpora.add(one, words, PAPERS[:1], ["a.bib"])
    monkeypatch.setenv("RAG_HOME", str(one.home))
    assert main(["corpora"]) == 0
    assert "\t1 paper\t" in capsys.readouterr().out
    assistant = Assistant(open_index(one, words), one)
    said = [assistant.ask(question) for question in ("hello", "How many papers are there?", "Which papers use zebras?")]
    texts = " ".join(f"{answer.text} {answer.notice}" for answer in said)
    assert "1 papers" not in texts
    assert "from 1 paper," in texts
    assert "There is 1 paper" in texts
    with pytest.raises(CorpusError, match=r"\(1 paper\)"):
        corpora.remove(one, words, lambda paper: True)


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".bib"])
def test_what_is_written_can_be_read_again(ending: str, tmp_path: Path) -> None:
    full = replace(
        PAPERS[0],
        authors=("Ada Lovelace", "Alan Turing"),
        year=2024,
        venue="MICCAI",
        doi="10.1000/xyz",
        keywords=("CT",),
    )
    path = tmp_path / f"out{ending}"
    corpora.write_papers([full, *PAPERS[1:]], path)
    read = read_files([path]).papers
    assert [paper.title for paper in read] == [paper.title for paper in PAPERS]
    first = read[0]
    assert (first.authors, first.year, first.venue, first.doi) == (full.authors, 2024, "MICCAI", "10.1000/xyz")
    assert first.abstract == full.abstract or ending == ".bib"


HARD = Paper(
    "my-own-id",
    "50% of {x}} \\input{y} $z_1$ -- <b>#1</b> & ~^",
    "We write \\alpha, {braces}, 3 < 4 > 2, “quotes”, a -- b, `ticks' and 10\\% of $x^2$; and more, yes.",
    authors=("Health and Care Group", "van der Maaten, L.", "Müller-Łukasz, Zoë"),
    year=2021,
    venue="Proceedings of MICCAI & Workshops",
    doi="10.1000/x_y",
    pmid="123",
    arxiv_id="2101.01234",
    url="https://example.org/a_b?c=%20&d#e",
    keywords=("X-ray & CT", "deep learning"),
)


@pytest.mark.parametrize("ending", list(corpora.WRITERS))
@pytest.mark.parametrize("papers", [read_corpus(), (HARD, *PAPERS)], ids=["shipped", "hard"])
def test_what_is_exported_is_imported_as_the_same_papers_under_the_same_ids(
    papers: tuple[Paper, ...], ending: str, tmp_path: Path
) -> None:
    renamed = tuple(replace(paper, id=f"mine-{n}") for n, paper in enumerate(papers))
    path = tmp_path / f"out{ending}"
    corpora.write_papers(renamed, path)
    assert read_files([path]).papers == tuple(replace(paper, links=find_links(paper.abstract)) for paper in renamed)


def test_an_entry_that_was_changed_since_keeps_its_id_and_is_cleaned(tmp_path: Path) -> None:
    path = tmp_path / "out.bib"
    corpora.write_papers([replace(PAPERS[0], id="mine")], path)
    path.write_text(path.read_text("utf-8").replace(PAPERS[0].title, r"The M{\"u}ller {\'E}tude"), "utf-8")
    (paper,) = read_files([path]).papers
    assert (paper.id, paper.title) == ("mine", "The Müller Étude")


def test_the_ids_of_another_table_are_not_taken_for_ours(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("id,title,abstract\n17,Livers on CT,We look at livers.\n", "utf-8")
    assert [paper.id for paper in read_files([path]).papers] == ["livers-ct"]


@pytest.mark.parametrize("venue", ["bioRxiv", "arXiv preprint", "Radiology", "Proceedings of MICCAI & Workshops"])
def test_every_kind_of_venue_comes_back_from_bibtex(venue: str, tmp_path: Path) -> None:
    path = tmp_path / "out.bib"
    corpora.write_papers([replace(PAPERS[0], venue=venue)], path)
    assert [paper.venue for paper in read_files([path]).papers] == [venue]


def test_jsonl_holds_every_field(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    corpora.write_papers(PAPERS, path)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [line["id"] for line in lines] == [paper.id for paper in PAPERS]
    assert set(lines[0]) == set(Paper.__dataclass_fields__)


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"\.jsonl, \.bib, \.csv"):
        corpora.write_papers(PAPERS, tmp_path / "out.xlsx")
