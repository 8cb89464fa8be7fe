"""A record as a reader finds it, and how it becomes a Paper: cleaned, its numbers checked, nothing known left out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape

from rag.ids import find_links, paper_id
from rag.readers.clean import clean, clean_title, is_clean, line
from rag.readers.people import WholeName, tidy
from rag.readers.source import Source
from rag.types import Paper

LONGEST_TITLE = 2_000
LONGEST_ABSTRACT = 100_000
"""Characters. More is no abstract but a whole text; quotes and passages are made for abstracts."""

_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_DOI = re.compile(r"10\.\d{4,9}/(?:[^\s\"'<>]|<\d+:[^\s\"'<>]*>)+")
# Those of older journals hold a page in angle brackets: 10.1002/(SICI)1097-0258(1998)17:15<1661::AID-SIM968>3.0.CO;2-2
_TEX_ANGLES = (("{\\textless}", "<"), ("{\\textgreater}", ">"), ("\\textless{}", "<"), ("\\textgreater{}", ">"))
_PMID = re.compile(r"\d{1,8}")
_ARXIV = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")
_ARXIV_PLACE = re.compile(
    r"arxiv(?:\.org/(?:abs|pdf|html)/|[.:]\s*)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})", re.I
)
_PUBMED_PLACE = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov/|ncbi\.nlm\.nih\.gov/pubmed/)(\d{1,8})")
_NOTHING = frozenset(("", "n/a", "na", "nan", "none", "null", "-", "[no abstract available]", "no abstract available"))


@dataclass(slots=True)
class Record:
    """What a file says of one paper, in the file's own words; empty where it says nothing."""

    line: int | None
    """Where it begins; None where the format has no lines."""
    title: str = ""
    abstract: str = ""
    authors: Sequence[str] = ()
    """One name each, "First Last" or "Last, First"; an institution as a WholeName."""
    year: str = ""
    """A year or a date that holds one."""
    venue: str = ""
    doi: str = ""
    pmid: str = ""
    arxiv_id: str = ""
    urls: Sequence[str] = ()
    """Best first; the first that is a web address is kept."""
    keywords: Sequence[str] = ()
    id: str = ""
    """The id to keep, of a paper that we exported."""
    tex: bool = False
    """Whether all its fields are LaTeX."""
    clean: bool = False
    """Whether its texts are as we cleaned them, and must not be cleaned again."""


def arxiv_in(*texts: str) -> str:
    """The first arXiv id that these texts give as one ("arXiv:2401.01234", an address), or an empty string."""
    places = (_ARXIV_PLACE.search(text) for text in texts if "arxiv" in text.lower())
    return next((place[1] for place in places if place), "")


def doi_in(*texts: str) -> str:
    """The first DOI in these texts, or an empty string."""
    return next((place[0] for text in texts if (place := _DOI.search(text))), "")


def to_paper(record: Record, source: Source, *, allow_title_only: bool) -> Paper | None:
    """The paper of a record, or None, with the reason noted in `source`.

    A title-only record that is allowed has its title as abstract, since that is all that can be quoted.
    """
    title, abstract = _texts(record)
    reason = _missing(title, abstract, allow_title_only)
    if reason:
        source.skip(record.line, title or abstract, reason)
        return None
    abstract = abstract or title
    urls = [url for url in map(line, record.urls) if url.startswith(("http://", "https://"))] if record.urls else []
    doi = _doi(record, source) if record.doi else None
    if urls and not doi:
        doi = _doi_in_address(urls)
    return Paper(
        id=record.id or paper_id(title),
        title=title,
        abstract=abstract,
        authors=_authors(record),
        year=_year(record, source) if record.year else None,
        venue=clean(record.venue, tex=record.tex) or None if record.venue else None,
        url=urls[0] if urls else None,
        doi=doi,
        pmid=_pmid(record, source, urls) if record.pmid or urls else None,
        arxiv_id=_arxiv_id(record, source, urls, doi),
        keywords=_keywords(record) if record.keywords else (),
        links=find_links(abstract) if "://" in abstract else (),
    )


def _texts(record: Record) -> tuple[str, str]:
    if record.clean:
        return record.title, record.abstract
    title, abstract = record.title, record.abstract
    if len(title) <= LONGEST_ABSTRACT:  # longer ones are refused as they are
        title = _known(clean_title(title, tex=record.tex))
    if len(abstract) <= 2 * LONGEST_ABSTRACT:
        abstract = _known(clean(abstract, tex=record.tex))
    return title, abstract


def _known(text: str) -> str:
    return "" if len(text) <= 30 and text.lower().rstrip(".") in _NOTHING else text


def _missing(title: str, abstract: str, allow_title_only: bool) -> str:
    if not title:
        return "no title" if abstract else "no title and no abstract"
    if len(title) > LONGEST_TITLE:
        return f"the title has more than {LONGEST_TITLE:,} characters; is a separator missing after it?"
    if not abstract and not allow_title_only:
        return "no abstract"
    if len(abstract) > LONGEST_ABSTRACT:
        return f"the abstract has {len(abstract):,} characters ({LONGEST_ABSTRACT:,} at most); is it a whole text?"
    return ""


def _authors(record: Record) -> tuple[str, ...]:
    if record.clean or not record.authors:
        return tuple(record.authors)
    if is_clean(" ".join(record.authors)) and not record.tex:  # nearly always, and far quicker than name by name
        return tidy(record.authors)
    cleaned = ((clean(name, tex=record.tex), isinstance(name, WholeName)) for name in record.authors)
    return tidy(WholeName(name) if whole else name for name, whole in cleaned)


def _year(record: Record, source: Source) -> int | None:
    found = _YEAR.search(record.year)
    if found is None:
        if record.year.strip():
            source.warn(record.line, "year", f"{record.year.strip()[:60]!r} holds no year; it is left out")
        return None
    return int(found[1])


def _doi(record: Record, source: Source) -> str | None:
    text = unescape(record.doi)
    for written, angle in _TEX_ANGLES if record.tex else ():
        text = text.replace(written, angle)
    found = _DOI.search(text)
    if found is None and not record.doi.strip():
        return None
    if found is None:
        source.warn(record.line, "DOI", f"{record.doi.strip()[:60]!r} is no DOI (10.…/…); it is left out")
        return None
    return _tidy_doi(found[0])


def _doi_in_address(urls: Iterable[str]) -> str | None:
    found = next((match for url in urls if "doi.org/" in url and (match := _DOI.search(url))), None)
    return _tidy_doi(found[0]) if found else None


def _tidy_doi(doi: str) -> str:
    doi = doi.replace("\\_", "_").rstrip(".,;:}]")
    if doi.endswith(")") and doi.count(")") > doi.count("("):
        doi = doi[:-1]
    return doi.lower()


def _pmid(record: Record, source: Source, urls: Sequence[str]) -> str | None:
    text = record.pmid.strip()
    if text:
        found = _PMID.search(text)
        if found and found[0] == text.lower().removeprefix("pmid").lstrip(": ").removesuffix(".0"):
            return found[0]
        source.warn(record.line, "PMID", f"{text[:60]!r} is no PubMed number; it is left out")
    places = (_PUBMED_PLACE.search(url) for url in urls)
    return next((place[1] for place in places if place), None)


def _arxiv_id(record: Record, source: Source, urls: Sequence[str], doi: str | None) -> str | None:
    text = record.arxiv_id.strip()
    if text:
        found = _ARXIV.fullmatch(text) or _ARXIV_PLACE.search(text)
        if found:
            return found[1]
        source.warn(record.line, "arXiv id", f"{text[:60]!r} is no arXiv id; it is left out")
    return arxiv_in(*urls, doi or "") or None


def _keywords(record: Record) -> tuple[str, ...]:
    if record.clean:
        return tuple(record.keywords)
    words = record.keywords
    if record.tex or not is_clean(" ".join(words)):
        words = [clean(word, tex=record.tex) for word in words]
    return tuple(dict.fromkeys([bare for word in words if (bare := word.strip(" ,;*"))]))
