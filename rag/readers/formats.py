"""Which format a file is in: told by what stands in it; its name only helps to say what is wrong."""

from collections.abc import Callable, Iterator
from types import ModuleType

from rag.errors import CorpusError
from rag.readers import (
    arxiv,
    bibtex,
    csl_json,
    daily_papers,
    endnote,
    json_papers,
    json_values,
    medline,
    page,
    pubmed_xml,
    ris,
    table,
    web_of_science,
)
from rag.readers.record import Record
from rag.readers.source import Source

_JSON: dict[str, ModuleType] = {
    "Hugging Face daily papers": daily_papers,
    "arXiv metadata": arxiv,
    "CSL-JSON": csl_json,
    "JSON": json_papers,
}
_TEXT: dict[str, ModuleType] = {
    "PubMed XML": pubmed_xml,
    "CSV": table,
    "RIS": ris,
    "Web of Science": web_of_science,
    "MEDLINE": medline,
    "EndNote": endnote,
    "BibTeX": bibtex,
}
READERS: dict[str, Callable[[Source], Iterator[Record]]] = {
    **{name: module.read for name, module in (_TEXT | _JSON).items()},
    "page": page.read,
}
"""The reader of each format, by the name that reports give it."""
_TABLE_ENDINGS = (".csv", ".tsv", ".tab", ".csv.gz", ".tsv.gz")


def format_of(source: Source) -> str:
    """The format of a file, a key of READERS.

    Raises CorpusError for one that is in none of them.
    """
    head = source.head
    if not head.strip():
        raise CorpusError(f"{str(source.path)!r} is empty; it should hold papers, such as titles and abstracts in turn")
    if json_values.matches(head):
        return _json_format(source)
    found = next((name for name, module in _TEXT.items() if module.matches(head)), None)
    if found:
        return found
    start = head.lstrip()[:200].lower()
    if start.startswith(("<?xml", "<!doctype", "<html")):
        kind = "a web page" if "html" in start else "XML, but not PubMed's"
        raise CorpusError(f"{str(source.path)!r} is {kind}; export the papers as BibTeX, RIS, CSV or PubMed XML")
    return "CSV" if source.path.name.lower().endswith(_TABLE_ENDINGS) else "page"


def _json_format(source: Source) -> str:
    first = json_values.first_object(source.head)
    if first is None:  # a first record that is broken or longer than what is looked at; the reader will say
        return "JSON"
    found = next((name for name, module in _JSON.items() if module.matches(first)), None)
    if found is None:
        keys = ", ".join(repr(key[:30]) for key in list(first)[:12]) or "none"
        raise CorpusError(
            f"{str(source.path)!r} is JSON whose objects have no title or abstract (their keys: {keys}); "
            "name them title, abstract, authors, year, …"
        )
    return found
