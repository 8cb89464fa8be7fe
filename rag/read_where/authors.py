"""Who a question says that papers are by: "papers by Hinton", "Smith's work", "what has Lee published"."""

import re

from rag.facts import Facts
from rag.read_where.papers import ALONE, OF_OTHERS, SAID_OF_PAPERS, WORKS, Found
from rag.where import Named
from rag.wordings import any_word, pattern

_NAME = (
    r"(?:[A-Z][^\W\d_]+(?:['’-][A-Z][^\W\d_]+)*|(?:[A-Z]\.?-?){1,3}(?![^\W\d_])|"
    rf"{any_word('van von de der den del di da la le al el bin ten ter')}\b)"
)
"""A word of a person's name, as it is written: a capital, initials, a particle."""


def _person(group: str) -> str:
    return rf"(?P<{group}>{_NAME}(?:\s+{_NAME}){{0,4}})(?:\s+et al\.?)?"


_PEOPLE = rf"{_person('one')}(?:\s+(?P<joint>and|or|&)\s+{_person('two')})?"
_BY = re.compile(
    rf"\b(?P<lead>[^\W\d_]+(?:[- ](?:are|were|is|was|only|there))*)\s+"
    rf"(?P<out>(?:(?i:by|of|from)(?:\s+(?i:the\s+(?:authors?|group of|team of|lab of)))?)\s+{_PEOPLE}"
    r"(?:['’]s?\s+(?i:group|team|lab)\b|(?<=al\.)|\b(?!['’])))"
)
_PAPERS_OF = re.compile(rf"(?P<out>{_person('one')}['’]s?)\s+(?i:(?:\w+\s+){{0,2}}?{WORKS})\b")
_WROTE = re.compile(
    rf"\b(?i:(?:what|which {WORKS})(?: else)?(?: has| have| did))\s+(?P<out>{_PEOPLE})\s+"
    r"(?P<verb>(?i:publish(?:ed)?|written|write|author(?:ed)?|worked? on|work on|done|do))\b"
)
_AUTHORSHIP = pattern(
    any_word("written authored co-?authored published proposed introduced presented developed", WORKS) + r"\b[\w\s]*"
)
"""Before "by": what people do with papers."""
_PARTICIPLE = pattern(r"\w+(?:ed|en|wn|ne)")
"""Before "by": what they do with other things ("scanned by Siemens")."""


def read_author(question: str, facts: Facts, today: int) -> Found | None:
    """The first authors that the corpus knows, or None."""
    for match in _BY.finditer(question):
        of_papers = bool(_AUTHORSHIP.fullmatch(match["lead"]))
        by = match["out"].lower().startswith("by")
        if OF_OTHERS.search(question[: match.start("out")]):
            continue
        if not of_papers and (not by or _PARTICIPLE.fullmatch(match["lead"])):
            continue
        alone = ALONE.match(question[: match.start("out")]) and ALONE.match(question[match.end("out") :])
        if not (of_papers or alone or SAID_OF_PAPERS.search(question)):
            continue
        direct = bool(re.match(WORKS, match["lead"], re.I)) or match["lead"].lower().startswith(
            ("written", "auth", "co")
        )
        if found := _people(match, facts, unknown=by and direct):
            return found
    papers_of, wrote = _PAPERS_OF.search(question), _WROTE.search(question)
    if papers_of and (found := _people(papers_of, facts, unknown=False)):
        return found
    if wrote and (found := _people(wrote, facts, unknown=False)):
        on = " on" if wrote["verb"].lower().endswith(" on") else ""
        return Found(found.clauses, wrote.start(), wrote.end(), f"Which papers are there{on}")
    return None


def _people(match: re.Match[str], facts: Facts, *, unknown: bool) -> Found | None:
    """The authors that a match names, as far as the corpus knows them; `unknown`: or where it knows no authors."""
    groups = match.groupdict()
    one, two = groups["one"], groups.get("two")
    first = _known(one, facts)
    if first is None:
        if not unknown or facts.having("author").any():
            return None
        return Found((Named("author", (one,)),), match.start("out"), match.end("one"))
    second = _known(two, facts) if two else None
    if second is None or first != one:  # "by Hinton and MRI": the first alone
        whole = first == one and two is None
        end = match.end("out") if whole else match.start("one") + len(first)
        return Found((Named("author", (first,)),), match.start("out"), end)
    end = match.end("out") if second == two else match.start("two") + len(second)
    if groups["joint"] == "or":
        return Found((Named("author", (first, second)),), match.start("out"), end)
    return Found((Named("author", (first,)), Named("author", (second,))), match.start("out"), end)


def _known(name: str, facts: Facts) -> str | None:
    """The longest beginning of a name that an author of the corpus goes by."""
    words = name.split()
    for size in range(len(words), 0, -1):
        said = " ".join(words[:size])
        if facts.names("author", said) and (size > 1 or len(said) > 1):
            return said
    return None
