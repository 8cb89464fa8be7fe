"""PubMed's XML (efetch, the yearly baseline): PubmedArticleSet, read article by article with defusedxml."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from typing import Any
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler, feature_external_ges
from xml.sax.xmlreader import Locator

from rag.errors import CorpusError
from rag.readers.people import WholeName
from rag.readers.record import Record
from rag.readers.source import Source

_ROOT = re.compile(r"<(?:PubmedArticleSet|PubmedArticle|PubmedBookArticle|MedlineCitationSet|MedlineCitation)\b")
_RECORDS = frozenset(("PubmedArticle", "PubmedBookArticle", "MedlineCitation"))
_DEEPEST = 100
_SCRIPTS = {"sup": "sup", "sub": "sub"}


def matches(head: str) -> bool:
    """Whether a file that begins so is PubMed's XML."""
    return head.lstrip().startswith("<") and _ROOT.search(head) is not None


def read(source: Source) -> Iterator[Record]:
    """The articles of a PubMed XML file.

    Raises CorpusError, naming file and line, when it is no XML at all.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.expatreader import DefusedExpatParser

    # PubMed's files name an outside DTD: that is let pass, and nothing outside is ever fetched.
    parser = DefusedExpatParser(forbid_external=False)
    parser.setFeature(feature_external_ges, False)
    articles = _Articles(parser)
    parser.setContentHandler(articles)
    found = 0
    try:
        for block in source.blocks():
            parser.feed(block)
            for line, article in articles.taken():
                found += 1
                yield _record(article, line)
        parser.close()  # which may bring what newer versions of Expat held back
        for line, article in articles.taken():
            found += 1
            yield _record(article, line)
    except DefusedXmlException as error:
        raise CorpusError(
            f"{str(source.path)!r} declares entities of its own ({type(error).__name__}), which PubMed's XML never "
            "does; it was not read"
        ) from error
    except SAXException as error:
        line = (error.getLineNumber() or 1) if isinstance(error, SAXParseException) else 1
        for begin, article in articles.taken():
            found += 1
            yield _record(article, begin)
        if not found and articles.open_since is None:
            raise CorpusError(
                f"{str(source.path)!r}, line {line}: not well-formed XML: {error.getMessage()}"
            ) from error
        source.skip(
            articles.open_since or line,
            "",
            f"the XML breaks off on line {line} ({error.getMessage()}); read up to there",
        )


class _Articles(ContentHandler):
    """Builds a small tree for each article and nothing else, so that memory stays small whatever the file's size."""

    def __init__(self, locator: Locator) -> None:
        super().__init__()
        self._at = locator
        self.open_since: int | None = None
        """The line of the article that has begun and not ended."""
        self._builder: ElementTree.TreeBuilder | None = None
        self._depth = 0
        self._done: list[tuple[int, ElementTree.Element]] = []

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802
        if self._builder is None:
            if name not in _RECORDS:
                return
            self._builder = ElementTree.TreeBuilder()
            self.open_since = self._at.getLineNumber()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise SAXException(f"an article is nested {_DEEPEST} elements deep")
        self._builder.start(name, dict(attrs))

    def characters(self, content: str) -> None:
        if self._builder is not None:
            self._builder.data(content)

    def endElement(self, name: str) -> None:  # noqa: N802
        if self._builder is None:
            return
        self._builder.end(name)
        self._depth -= 1
        if self._depth == 0:
            self._done.append((self.open_since or 1, self._builder.close()))
            self._builder, self.open_since = None, None

    def taken(self) -> list[tuple[int, ElementTree.Element]]:
        """The articles that were finished since the last call, with the line where each begins."""
        done, self._done = self._done, []
        return done


def _record(article: ElementTree.Element, line: int) -> Record:
    cited = _first(article, ".//MedlineCitation/Article", "./Article", ".//BookDocument")
    cited = article if cited is None else cited
    ids = {item.get("IdType", ""): _text(item) for item in article.iterfind("./PubmedData/ArticleIdList/ArticleId")}
    ids |= {item.get("IdType", ""): _text(item) for item in article.iterfind("./BookDocument/ArticleIdList/ArticleId")}
    places = {item.get("EIdType", ""): _text(item) for item in cited.iterfind("./ELocationID")}
    return Record(
        line=line,
        title=_text(_first(cited, "./ArticleTitle", "./VernacularTitle", "./Book/BookTitle")),
        abstract=_abstract(cited) or _abstract(article, "OtherAbstract"),
        authors=[name for author in _authors(cited) if (name := _name(author))],
        year=_year(cited),
        venue=_text(_first(cited, "./Journal/Title", "./Journal/ISOAbbreviation", "./Book/BookTitle")),
        doi=ids.get("doi") or places.get("doi", ""),
        pmid=_text(_first(article, ".//MedlineCitation/PMID", "./PMID", "./BookDocument/PMID")),
        keywords=[
            _text(item)
            for path in (".//KeywordList/Keyword", ".//MeshHeadingList/MeshHeading/DescriptorName")
            for item in article.iterfind(path)
        ],
    )


def _first(element: ElementTree.Element, *paths: str) -> ElementTree.Element | None:
    return next((found for path in paths if (found := element.find(path)) is not None), None)


def _text(element: ElementTree.Element | None) -> str:
    """The text of an element, with <sup> and <sub> left for the cleaning."""
    return "" if element is None else "".join(_pieces(element)).strip()


def _pieces(element: ElementTree.Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        tag = _SCRIPTS.get(child.tag)
        yield f"<{tag}>" if tag else ""
        yield from _pieces(child)
        yield f"</{tag}>" if tag else ""
        yield child.tail or ""


def _abstract(element: ElementTree.Element, name: str = "Abstract") -> str:
    """The parts of an abstract, each after its label ("METHODS: …")."""
    parts = []
    for part in element.iterfind(f"./{name}/AbstractText") or ():
        label = part.get("Label", "").strip()
        text = _text(part)
        parts.append(f"{label}: {text}" if label and label.upper() != "UNLABELLED" and text else text)
    return " ".join(filter(None, parts))


def _authors(cited: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for names in cited.iterfind("./AuthorList"):
        if names.get("Type", "authors") == "authors":
            yield from names.iterfind("./Author")


def _name(author: ElementTree.Element) -> str:
    whole = _text(author.find("./CollectiveName"))
    if whole:
        return WholeName(whole)
    parts = (author.find(f"./{part}") for part in ("ForeName", "LastName", "Suffix"))
    names = [_text(part) for part in parts]
    return " ".join(filter(None, [names[0] or _text(author.find("./Initials")), *names[1:]]))


def _year(cited: ElementTree.Element) -> str:
    paths = ("./Journal/JournalIssue/PubDate/Year", "./Journal/JournalIssue/PubDate/MedlineDate", "./ArticleDate/Year")
    return _text(_first(cited, *paths, "./Book/PubDate/Year", "./ContributionDate/Year"))
