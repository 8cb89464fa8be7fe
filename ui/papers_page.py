"""The page of all papers: a table that is searched and filtered, one paper to read, and a map.

A corpus of up to WHOLE papers is sent as a whole, and the page's script hides the rows that are not wanted. Of a larger
one the first rows are sent, those of the best papers with every search, and a map of an even sample.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.assistant import Assistant
from rag.errors import RagError
from rag.facts import NAME_FIELDS
from rag.paper_map import like
from rag.reference import addresses
from rag.types import Paper
from rag.where import Where, as_where
from rag.words import terms
from ui.cards import about_html, abstract_html, links_html, paper_tools_html
from ui.markdown import escape
from ui.paper_map import map_svg
from ui.search import Search

WHOLE = 2000
"""Papers of a corpus that is sent whole: about 1 MB of rows, and as much as a browser lays out at once."""
ROWS = 200
"""Rows that are shown of a larger one."""
_LONGEST_QUERY = 300
_NEAREST = 10
_LIKE = 5
_OFFERED = 300
"""Authors, venues and keywords that are offered as one types; any other can be typed as well."""

Numbers = NDArray[np.int64]


def corpus(assistant: Assistant) -> dict[str, Any]:
    """The table's rows and the map as HTML, the names of the topics, and what there is to filter by: years, and the
    most frequent authors, venues and keywords. `whole` says whether every paper has a row.
    """
    return _corpus(assistant, WHOLE)


@lru_cache(maxsize=2)
def _corpus(assistant: Assistant, whole: int) -> dict[str, Any]:
    search, count = search_of(assistant, whole), len(assistant.papers)
    shown = np.arange(count if count <= whole else ROWS)
    note = (
        ""
        if count <= whole
        else f'<p class="aside">An even sample of {len(search.drawn.papers):,} of the {count:,} papers.</p>'
    )
    return {
        "table": _table(assistant, search, shown),
        "map": note + map_svg(assistant.papers, search.drawn),
        "topics": search.topics,
        "years": [year for year in np.unique(assistant.facts.years).tolist() if year],
        **{field: assistant.facts.values(field)[:_OFFERED] for field in NAME_FIELDS},
        "papers": count,
        "whole": count <= whole,
    }


@lru_cache(maxsize=4)
def search_of(assistant: Assistant, whole: int = WHOLE) -> Search:
    """The search over an assistant's papers, made once."""
    return Search(assistant, whole)


def _table(assistant: Assistant, search: Search, numbers: Numbers) -> str:
    years = bool(assistant.facts.having("year").any())
    topics = search.topics_of(numbers).tolist()
    rows = [
        _row(assistant.papers[number], topic, search.topics[topic], years)
        for number, topic in zip(numbers.tolist(), topics, strict=True)
    ]
    year = '<th scope="col">Year</th>' if years else ""
    return (
        '<table><thead><tr><th scope="col">Paper</th><th scope="col">Topic</th>'
        f'{year}<th scope="col">Links</th></tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def _row(paper: Paper, topic: int, label: str, years: bool) -> str:
    links = len({*addresses(paper).values(), *paper.links})
    year = f'<td class="year">{paper.year or ""}</td>' if years else ""
    return (
        f'<tr data-paper="{escape(paper.id)}" data-topic="{topic}" data-year="{paper.year or ""}" data-links="{links}">'
        f'<th scope="row"><button type="button" class="title" data-do="read" data-paper="{escape(paper.id)}">'
        f"{escape(paper.title)}</button></th>"
        f'<td class="topic">{escape(label)}</td>{year}<td class="count">{links or ""}</td></tr>'
    )


def find(assistant: Assistant, asked: Mapping[str, Any]) -> dict[str, Any]:
    """The papers that meet what is `asked`: all words of `query`, a filter `where`, a `topic` by its words, `linked`.
    Where none holds the words, the nearest by meaning that meet the rest (`nearest`). Raises InvalidFilter.

    Of a corpus that is sent whole their `ids`, in corpus order; of a larger one the `table` of the best, their number
    (`total`), and the ids of those on the map (`mapped`).
    """
    search = search_of(assistant, WHOLE)
    wanted, query = as_where(_text(asked, "where")), _text(asked, "query")[:_LONGEST_QUERY]
    met = wanted.mask(assistant.facts) & search.having(_text(asked, "topic"), bool(asked.get("linked")))
    found = np.flatnonzero(met & search.holding(query))
    nearest = not len(found) and bool(query.split())
    if nearest:
        found = _nearest(assistant, query, wanted, met)
    ids = assistant.index.ids
    if len(assistant.papers) <= WHOLE:
        return {"ids": [ids[number] for number in found.tolist()], "nearest": nearest}
    best = found if nearest else _best(assistant, query, found)
    held = set(found.tolist())
    return {
        "table": _table(assistant, search, best[:ROWS]),
        "total": len(found),
        "mapped": [ids[number] for number in search.drawn.papers if number in held],
        "nearest": nearest,
    }


def _nearest(assistant: Assistant, query: str, where: Where, met: NDArray[np.bool_]) -> Numbers:
    """The papers nearest to a query by meaning, best first, of those that meet the rest."""
    try:
        ranked = assistant.rank(query, k=_NEAREST, where=where)
    except RagError:
        ranked = []
    numbers = (assistant.index.numbers[paper.id] for paper, score in ranked if score > 0)
    return np.array([number for number in numbers if met[number]], np.int64)


def _best(assistant: Assistant, query: str, found: Numbers) -> Numbers:
    """What was found with the papers that the query's words weigh most in first; without words, in corpus order."""
    scores = assistant.index.paper_bm25.scores(terms(query))[found]
    return found[np.argsort(-scores, kind="stable")]


def chosen(assistant: Assistant, asked: Mapping[str, Any]) -> tuple[Where, list[str]]:
    """Papers that a reader chose by what `find` takes, as a filter and the ids that meet the rest; no ids where the
    filter says all. Raises InvalidFilter.
    """
    where, query, topic = as_where(_text(asked, "where")), _text(asked, "query")[:_LONGEST_QUERY], _text(asked, "topic")
    linked = bool(asked.get("linked"))
    if not (query.split() or topic or linked):
        return where, []
    search = search_of(assistant, WHOLE)
    met = search.holding(query) & search.having(topic, linked)
    ids = assistant.index.ids
    return where, [ids[number] for number in np.flatnonzero(met).tolist()]


def _text(asked: Mapping[str, Any], name: str) -> str:
    return value if isinstance(value := asked.get(name), str) else ""


def paper(assistant: Assistant, paper_id: str, *, removable: bool = False) -> dict[str, Any]:
    """One paper to read with those like it, as HTML; empty where there is none with this id. A `removable` one has a
    button for that.
    """
    number = assistant.index.numbers.get(paper_id)
    if number is None:
        return {"html": "", "title": ""}
    found = assistant.papers[number]
    near = "".join(
        f'<li><button type="button" class="title" data-do="read" data-paper="{escape(other.id)}">'
        f"{escape(other.title)}</button></li>"
        for other, _ in like(assistant.index, paper_id, _LIKE)
    )
    return {
        "html": f'<h2 class="title" tabindex="-1">{escape(found.title)}</h2>{about_html(found)}'
        f'<p class="abstract">{abstract_html(found.abstract, ())}</p>{links_html(found)}'
        f"{paper_tools_html(found, like=False, remove=removable)}"
        f'<h3>More like this</h3><ul class="like">{near}</ul>',
        "title": found.title,
    }
