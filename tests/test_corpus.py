"""Files into papers: the shipped page, other people's pages, and files that are none."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import PAPERS, page

from rag import CorpusError, Paper
from rag.corpus import read_corpus, shipped_corpus

LONG = "A sentence of an abstract that says something about images. " * 8


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.fixture(scope="module")
def shipped() -> tuple[Paper, ...]:
    return read_corpus()


# --- the shipped page ----------------------------------------------------------------------------


def test_the_shipped_page_holds_92_papers(shipped: tuple[Paper, ...]) -> None:
    assert len(shipped) == 92
    assert len({paper.id for paper in shipped}) == 92


def test_ids_of_the_shipped_papers_stay_what_they_are(shipped: tuple[Paper, ...]) -> None:
    """Golden questions and people's notes name them."""
    assert {paper.id for paper in shipped} >= {
        "anatomical-invariance-modeling-semantic-alignment",
        "conceptclip",
        "voco",
        "swin-unetr",
        "comprehensive-study-gpt-4vs-multimodal",
        "merlin",
        "chestx-ray8",
        "medshapenet",
        "rad-dino",
        "isles-2022",
        "medtrinity-25m",
        "generalist-biomedical-ai",
        "gmai-vl-gmai-vl-5-5m",
        "clinically-inspired-multi-agent-transformers",
    }
    assert (shipped[0].id, shipped[3].id, shipped[-1].id) == (
        "anatomical-invariance-modeling-semantic-alignment",
        "voco",
        "clinically-inspired-multi-agent-transformers",
    )


def test_no_shipped_paper_has_an_empty_string_for_what_is_not_known(shipped: tuple[Paper, ...]) -> None:
    for paper in shipped:
        assert paper.title.strip() == paper.title != ""
        assert paper.abstract.strip() == paper.abstract != ""
        assert (paper.authors, paper.year, paper.venue, paper.url, paper.doi) == ((), None, None, None, None)


def test_links_of_the_shipped_papers_are_whole_and_stand_in_their_abstract(shipped: tuple[Paper, ...]) -> None:
    links = [(link, paper) for paper in shipped for link in paper.links]
    assert len(links) == 29
    for link, paper in links:
        assert link in paper.abstract
        assert link[-1].isalnum() or link[-1] == "/"
    assert "https://github.com/Luffy03/VoCo" in next(paper for paper in shipped if paper.id == "voco").links


def test_every_line_of_the_shipped_page_below_its_header_is_a_title_or_an_abstract(shipped: tuple[Paper, ...]) -> None:
    lines = [line.strip() for line in shipped_corpus().read_text("utf-8").splitlines() if line.strip()]
    assert lines[-184:] == [text for paper in shipped for text in (paper.title, paper.abstract)]


# --- links and ids -------------------------------------------------------------------------------


def test_two_papers_with_the_same_title_get_different_ids_whatever_their_order(tmp_path: Path) -> None:
    other = "Nothing that was said there is repeated here, where hospitals, money and time are our subject. " * 5
    pages = [f"SameName: A Study\n{abstract}\n" for abstract in (LONG, other)]
    forward = read_corpus([write(tmp_path / "a.txt", "".join(pages))])
    backward = read_corpus([write(tmp_path / "b.txt", "".join(reversed(pages)))])
    assert len({paper.id for paper in forward}) == 2
    assert {paper.abstract: paper.id for paper in forward} == {paper.abstract: paper.id for paper in backward}
    assert all(paper.id.startswith("samename-") for paper in forward)


def test_the_same_paper_in_two_files_is_one(tmp_path: Path) -> None:
    first, second = write(tmp_path / "a.txt", page(*PAPERS)), write(tmp_path / "b.txt", page(PAPERS[0]))
    assert read_corpus([first, second]) == read_corpus([first])


@pytest.mark.parametrize("seed", range(5))
def test_a_shuffled_file_gives_the_same_papers_with_the_same_ids(
    shipped: tuple[Paper, ...], tmp_path: Path, seed: int
) -> None:
    shuffled = random.Random(seed).sample(shipped, len(shipped))
    lines = "\n".join(f"{paper.title}\n{paper.abstract}" for paper in shuffled)
    assert set(read_corpus([write(tmp_path / "shuffled.txt", lines)])) == set(shipped)


# --- other files ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n\n", "\n\n \t\n\n").encode(),
        lambda text: text.rstrip("\n").encode(),
        lambda text: text.removeprefix("Header").encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.replace("Header", "Tête").encode("latin-1"),
    ],
    ids=["CRLF", "CR", "BOM", "many blank lines", "no newline at the end", "no header", "UTF-16", "Latin-1"],
)
def test_a_page_is_read_however_its_lines_end(tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    expected = read_corpus([write(tmp_path / "plain.txt", page(*PAPERS))])
    assert len(expected) == 3
    assert read_corpus([write(tmp_path / "other.txt", encode(page(*PAPERS)))]) == expected


def test_a_line_separator_of_unicode_inside_an_abstract_does_not_break_it(tmp_path: Path) -> None:
    abstract = LONG.strip() + "\u2028And on.\x0bAnd on.\x85The end."
    (paper,) = read_corpus([write(tmp_path / "a.txt", f"A title\n{abstract}\n")])
    assert paper.abstract == abstract


def test_several_files_are_read_in_the_order_given(tmp_path: Path) -> None:
    first, second = (write(tmp_path / f"{n}.txt", page(paper)) for n, paper in enumerate(PAPERS[:2]))
    assert [paper.title for paper in read_corpus([second, first])] == [PAPERS[1].title, PAPERS[0].title]


BAD: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "is empty"),
    "blank": (" \n\n\t\n", "is empty"),
    "header only": ("new\n\nSubscribe\n", "line 3 is the longest with 9 characters"),
    "abstract first": (f"{LONG}\n\nA title\n\n{LONG}\n", "line 1: an abstract comes first, its title is missing"),
    "title without abstract": (f"Title one\n\n{LONG}\n\nTitle two\n", "line 5: the title 'Title two' has no abstract"),
    "two titles": (f"Title one\n{LONG}\nTitle two\nTitle three\n{LONG}\n", "line 4: an abstract should stand here"),
    "abstract without title": (f"Title one\n{LONG}\n{LONG}\n", "line 3: a title should stand here"),
    "null byte": (f"Title\n{LONG}\nTi\0tle\n", "line 3: a null byte"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_no_page_is_refused_by_name_and_line(tmp_path: Path, name: str) -> None:
    content, expected = BAD[name]
    path = write(tmp_path / "odd one.txt", content)
    with pytest.raises(CorpusError, match=expected) as caught:
        read_corpus([path])
    assert repr(str(path)) in str(caught.value)


@pytest.mark.parametrize("name", ["no such file.txt", "folder"])
def test_a_path_that_is_no_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(CorpusError, match=r"cannot read .*check the path") as caught:
        read_corpus([tmp_path / name])
    assert name in str(caught.value)
