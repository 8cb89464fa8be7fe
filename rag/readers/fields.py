"""What columns and keys are called in tables and JSON, and a record from such named values."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rag.readers.people import initials_first, split_names
from rag.readers.record import Record, arxiv_in

# In order of preference. The two-letter names are those of Web of Science and RIS.
_NAMES = {
    "title": "title|article title|document title|primary title|paper title|ti|t1|titel|titre|titulo|titolo"
    "|original title|translated title",
    "abstract": "abstract|abstract text|abstracttext|abstract note|abstractnote|text|summary|ab|n2|abstracts"
    "|notes abstract|paper abstract|zusammenfassung|resume|resumen|description|original abstract",
    "authors": "author full names|authors|author|author names|author s|author name|author list|first authors|af|au"
    "|creators|creator|autoren|auteurs|autores",
    "year": "year|publication year|published year|pub year|pubyear|py|y1|date|publication date|published|pub date"
    "|issued|cover date|publishedat|published at|create date|jahr|annee|ano",
    "venue": "journal|journal title|journal name|source title|publication title|publication name|container title"
    "|venue|journal book|secondary title|booktitle|book title|conference name|conference|so|jf|t2|jo|source"
    "|journal ref|journal abbreviation|zeitschrift|revue|revista",
    "doi": "doi|doi link|do|di|digital object identifier|doi url|article doi",
    "pmid": "pmid|pubmed id|pubmedid|pubmed|medline pmid|pubmed pmid|pm",
    "arxiv_id": "arxiv id|arxivid|arxiv|arxiv number|eprint",
    "url": "url|link|links|urls|web address|ur|open url link|full text link|pdf url|pdf link|article url",
    "keywords": "keywords|keyword|author keywords|authors keywords|index keywords|keywords plus|kw|de|id keywords"
    "|manual tags|automatic tags|tags|emtree medical index terms|emtree drug index terms|mesh terms|mesh|subjects"
    "|descriptors|categories|ai keywords|topics|schlagworter",
}
_FIELD_OF = {name: (field, place) for field, names in _NAMES.items() for place, name in enumerate(names.split("|"))}
_NO_NAME = re.compile(r"[^0-9a-z]+")
_INITIALS_BEHIND = re.compile(r"[^\W\d_][\w'’ -]+ [A-Z]{1,3}(?:, [^\W\d_][\w'’ -]+ [A-Z]{1,3})*\.?")
_KEYWORD_SEPARATORS = (";", "|", "\n")
_COMMA = re.compile(r",(?![^()]*\))")
"""Embase's keywords have commas in brackets: cyst (diagnosis, surgery)."""
_LONGEST_KEYWORDS = 20_000
_EMBASE_SOURCE = re.compile(r"(.{1,200}?) \((\d{4})\) \d")


@lru_cache(maxsize=4096)
def field_of(name: str) -> tuple[str, int] | None:
    """The field that a column or key of this name holds, and its place in the order of preference; None for others.

    >>> field_of("Publication_Year ")
    ('year', 1)
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return _FIELD_OF.get(_NO_NAME.sub(" ", plain).strip())


def named_record(line: int | None, values: Mapping[str, list[str]], names: Iterable[str] | None = None) -> Record:
    """A record from the texts of each field, best first; `names` are its authors where they are a list already."""

    def first(field: str) -> str:
        return next((text for text in values.get(field, ()) if text.strip()), "")

    venue, year = first("venue"), first("year")
    source = _EMBASE_SOURCE.match(venue) if venue and not year else None
    if source:
        venue, year = source[1], source[2]
    return Record(
        line=line,
        title=first("title"),
        abstract=first("abstract"),
        authors=list(names) if names is not None else authors_of(first("authors")),
        year=year,
        venue=venue,
        doi=first("doi"),
        pmid=first("pmid"),
        arxiv_id=first("arxiv_id") or arxiv_in(venue),
        urls=[part for text in values.get("url", ()) for part in text.split()],
        keywords=[word for text in values.get("keywords", ()) for word in keywords_of(text)],
    )


def authors_of(text: str) -> list[str]:
    """The names in one text; PubMed's "Trindade IA, Irons C." are turned round."""
    if not text:
        return []
    if _INITIALS_BEHIND.fullmatch(text.strip()):
        return [initials_first(name) for name in text.strip().rstrip(".").split(", ")]
    return split_names(text)


def keywords_of(text: str) -> list[str]:
    """The keywords in one text, between the surest separator that it has."""
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return split_names(text)
    for separator in _KEYWORD_SEPARATORS:
        if separator in text:
            return text.split(separator)
    if not text:
        return []
    return _COMMA.split(text) if len(text) < _LONGEST_KEYWORDS else text.split(",")
