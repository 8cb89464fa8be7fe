"""What a question asks of the records of all papers at once: the newest or oldest of them, or how many there are by
year, venue or author.

By the grammar of such questions, not by wordings: a superlative of age before a noun for papers, words that sort, or a
field behind "per", "each" and their like, said of papers and of nothing else ("cases per year" are cases). The rest of
the question says which papers, and is read as a list's.
"""

import re
from dataclasses import dataclass

from rag.facts import Field
from rag.kinds import kind_of

_WORKS = (
    r"(?:papers?|stud(?:y|ies)|works?|articles?|abstracts?|publications?|surveys?|reviews?|preprints?|manuscripts?|"
    r"research|literature)"
)
_NUMBERS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_NEW = r"(?:latest|newest|most recent(?:ly published)?|youngest|last[- ]published|most up[- ]to[- ]date)"
_OLD = r"(?:oldest|earliest|first[- ]published|least recent)"
_WORD = (
    r"(?:(?!(?:is|are|was|were|do|does|did|has|have|in|on|of|for|from|by|with|to|that|which|who|and|or|about|than|the|a|an)"
    r"\b)[\w/&+’'-]+\s+)"
)
"""A word before the noun that it belongs to."""
_HERE = r"(?:in|of|from)\s+(?:the|this|that|your|our|my)\s+(?:\w+\s+)?(?:corpus|collection|database|library|set|index)"
_FILL = r"(?:(?:and|so|ok|okay|now|then|please|hi|hello|can you|could you|would you|tell me|i wonder)\b[\s,]*)*"
_ASKS = (
    r"(?:what(?:['’]s|\s+(?:is|are|was|were))?|which(?:\s+(?:is|are|was|were))?(?:\s+of)?|"
    r"who\s+(?:wrote|published|authored|(?:is|are|was|were)\s+the\s+authors?\s+of)|when\s+(?:was|were|is)|"
    r"(?:in\s+|from\s+)?(?:what|which)\s+year\s+(?:is|was|were|are)|how\s+(?:old|recent|new)\s+(?:is|are)|"
    r"what\s+(?:is|are)\s+the\s+titles?\s+of)\s+"
)
_ORDERS = (
    r"(?:(?:show|give|find|list|name|get|fetch|see|want|need|like|have|got|know|read)\s+|(?:me|us|i|we|you|do|to|of|['’]d)\s*"
    r"|would\s+)+"
)
_SUPERLATIVE = re.compile(
    rf"^\W*{_FILL}(?P<ask>{_ASKS})?(?P<order>{_ORDERS})?(?:(?:the|your|our|all|some|any)\s+)*(?:very\s+)?"
    rf"(?:(?P<before>{_COUNT})\s+)?(?:(?P<new>{_NEW})|(?P<old>{_OLD}))\s+(?:(?P<behind>{_COUNT})\s+)?"
    rf"(?P<gap>{_WORD}{{0,4}}?)(?P<noun>{_WORKS})\b(?!['’-])(?P<tail>.*)$",
    re.I,
)
"""The newest or oldest papers, asked for in the first place."""
_PREDICATE = re.compile(
    rf"^\W*{_FILL}(?:which|what)\s+(?:(?P<before>{_COUNT})\s+)?(?P<gap>{_WORD}{{0,4}}?)(?P<noun>{_WORKS})\b"
    rf"(?P<tail>.*?)\b(?:(?:is|are|was|were)\s+(?:the\s+)?(?:(?P<new>{_NEW})|(?P<old>{_OLD}))(?:\s+(?:ones?|{_WORKS}))?"
    r"|(?:was\s+|were\s+)?(?:published|came\s+out|appeared|written)\s+"
    r"(?:(?P<last>last|latest|most\s+recently)|(?P<first>first|earliest)))"
    rf"(?:\s+{_HERE})?\W*$",
    re.I,
)
"""Which paper is the newest, or came out first."""
_SORTS = re.compile(
    r"[\s,;(–—-]+(?:and\s+|please\s+)*(?:(?:sort|order|arrange|rank|list)(?:ed|ing)?\s+(?:them\s+|all\s+|these\s+)?)?"
    r"(?:in\s+|by\s+|from\s+)?(?:the\s+)?"
    r"(?:(?P<new>(?:newest|latest|most\s+recent)(?:\s+ones?)?\s+first|reverse\s+chronological(?:ly)?(?:\s+order)?|"
    r"(?:newest|latest)\s+to\s+(?:the\s+)?(?:oldest|earliest))"
    r"|(?P<old>(?:oldest|earliest)(?:\s+ones?)?\s+first|chronological(?:ly)?(?:\s+order)?|"
    r"(?:oldest|earliest)\s+to\s+(?:the\s+)?(?:newest|latest))"
    r"|(?:(?<=by\s)(?:publication\s+)?(?:year|date|recency)|(?<=in\s)order\s+of\s+(?:(?:their|publication)\s+)?(?:year|date)))"
    r"(?:\s+of\s+publication)?[\s)]*(?:please)?\W*$",
    re.I,
)
"""Words at the end that put a list in order."""
_TAIL = re.compile(
    r"^\W*$|^\s*(?:on|about|for|in|of|by|with|using|that|which|from|to|where|whose|dealing|published|written|here|there|"
    r"so far|you|we|i|\w+ing)\b",
    re.I,
)
"""What may follow a noun that the question asks for itself; a verb makes it a statement about the noun."""
_LEFT = re.compile(
    r",?\s*\band\s+(?:who|when|where|what)\b[^?]*$|\b(?:(?:are|were|is|was|have\s+been)\s+)?(?:published|written|released|from|out|there|here)(?=\W*$)|"
    r"\b(?:that\s+)?(?:you|we|i)\s+(?:have|know|got|hold)(?:\s+of)?\b|\bthere\s+(?:is|are)\b|\b(?:so far|available)\b|"
    rf"\b{_HERE}\b",
    re.I,
)
"""What asks for more of the record, or says where the papers are: no topic."""
_KEPT = re.compile(r"(?:survey|review)s?", re.I)

_FIELDS: dict[Field, str] = {
    "year": r"(?:(?:calendar|publication)\s+)?years?",
    "venue": r"(?:venues?|journals?|conferences?)",
    "author": r"(?:authors?|researchers?)",
}
_FIELD = rf"(?:{'|'.join(f'(?P<{field}>{words})' for field, words in _FIELDS.items())})"
_PER = (
    r"(?:(?:for|in|from|of|at)\s+(?:each|every)|per|each|every|a(?=\s+year\b)|by|across(?:\s+(?:all|the))*|over\s+the|"
    r"(?:grouped|split|broken\s+down|counted)\s+by|according\s+to)\s+(?:single\s+|different\s+|the\s+)*"
)
_QUANTITY = (
    r"(?:how\s+many|(?:the\s+)?(?:total\s+)?numbers?\s+of|(?:the\s+)?counts?(?:\s+of)?|(?:the\s+|a\s+)?(?:breakdown|distribution|"
    r"histogram|tally|table|statistics|share)\s+(?:of|on|over))\s+(?:(?:of|the|these|those|all|your|different)\s+)*"
)
_GROUPED = re.compile(
    rf"^\W*{_FILL}(?:what(?:['’]s|\s+(?:is|are|was))\s+)?(?P<order>{_ORDERS})?(?P<count>{_QUANTITY})?"
    rf"(?P<gap>{_WORD}{{0,4}}?)(?P<noun>{_WORKS})\b(?P<mid>.*?)\b{_PER}{_FIELD}\b(?!['’-])(?P<tail>.*)$",
    re.I,
)
_GROUPED_BEFORE = re.compile(
    rf"^\W*{_FILL}{_PER}{_FIELD}\W+(?P<count>{_QUANTITY})(?P<gap>{_WORD}{{0,4}}?)(?P<noun>{_WORKS})\b(?P<mid>.*)$", re.I
)
_MOST = re.compile(
    rf"^\W*{_FILL}(?:(?:in\s+)?(?:which|what)\s+{_FIELD}\s+(?:has|have|had|saw|published|contributed|wrote|with|were|was|are|is)"
    r"(?:\s+written|\s+published)?|(?P<who>who)\s+(?:has\s+|have\s+)?(?:wrote|written|published|authored|has))\s+(?:the\s+)?"
    rf"(?:most|fewest|least|(?:largest|highest|greatest|smallest)\s+number)\s+(?:of\s+)?(?:the\s+)?(?P<gap>{_WORD}{{0,4}}?)"
    rf"(?P<noun>{_WORKS})\b(?P<mid>.*)$",
    re.I,
)
_VALUES = re.compile(
    rf"^\W*{_FILL}(?:(?:from|in)\s+)?(?:which|what)\s+{_FIELD}\s+(?:are\s+there|are\s+(?:represented|covered|included|there)|"
    rf"do\s+(?:the|these|your|all)\s+(?P<noun>{_WORKS})\s+(?:come\s+from|appear\s+in|cover|span|date\s+from)|"
    rf"are\s+(?:the|these|your|all)\s+(?:the\s+)?{_WORKS}\s+(?:from|in|by)|are\s+{_HERE})(?:\s+(?:here|{_HERE}))?\W*$",
    re.I,
)
_SAID_OF_PAPERS = re.compile(
    r"^[\s,]*(?:(?:are|were|is|was|have|has|had|been|do|did|there|here|we|you|i|published|written|appear(?:ed|s)?|com(?:e|ing)|"
    rf"came|out|available|in\s+total|{_HERE})\b[\s,?.!]*)*(?:\b(?:on|about|dealing\s+with|using|with|of|that|which|for|concerning|"
    r"in)\s+\S.*)?$",
    re.I,
)
"""What stands between papers and what they are counted by, or behind it: when and where they came out, and a topic."""
_ASIDE = re.compile(r"\b(?:does|did|do|has)\s+(?:it|they|the|this|that|its|(?-i:[A-Z]))", re.I)
_COUNTED = re.compile(
    r"\b(?:cases?|patients?|subjects?|participants?|people|deaths?|images?|scans?|volumes?|exams?|examinations?|visits?|"
    r"procedures?|samples?|slides?|data|data ?sets?|cohorts?|costs?|rates?|numbers?|incidence|mortality|change[sd]?|"
    r"accuracy|performance|results?)\s*$",
    re.I,
)
"""What is itself counted by year: "papers on the number of cases per year"."""
_NOT_TOPIC = re.compile(
    rf"^[\s,]*(?:(?:are|were|is|was|have|has|had|been|do|did|there|here|we|you|i|published|written|appear(?:ed|s)?|"
    rf"came\s+out|available|in\s+total|{_HERE})\b[\s,]*)+",
    re.I,
)


_THESE = r"(?:(?:all\s+)?(?:of\s+)?(?:them|these|those)(?:\s+(?:papers|ones))?(?:\s+all)?)"
_WHICH_LISTED = re.compile(
    rf"^\W*{_FILL}(?:(?:which|what)(?:\s+ones?|\s+paper|\s+{_THESE})?\s+(?:is|are|was|were)\s+|(?:what|how)\s+about\s+)?"
    rf"(?:the\s+)?(?P<age>{_NEW}|{_OLD})(?:\s+ones?)?(?:\s+{_THESE})?\W*$",
    re.I,
)
"""Which of the papers just listed is the newest."""
_SORT_LISTED = re.compile(
    rf"^\W*{_FILL}(?:(?:sort|order|arrange|rank|put|list|show)\s+(?:me\s+)?(?:it|{_THESE})(?:\s+again)?[\s,]+)?(?P<how>\S.*)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ByAge:
    """The papers of a list in order of their years."""

    rest: str
    """The question for the papers, without what is said of their age."""
    newest: bool
    """The newest first, else the oldest."""
    count: int | None
    """How many are asked for; None for all."""
    sorts: bool = False
    """Whether the order is said of a list, which is wanted without it too."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the papers of a list there are by a field of their records."""

    rest: str
    """The question for the papers, without what they are counted by."""
    field: Field
    by_count: bool
    """Whether those with most papers are asked for, rather than all in order."""


def read_by_age(question: str) -> ByAge | None:
    """The newest or oldest papers, where a question asks for these.

    >>> read_by_age("What are the newest three papers on knees?")
    ByAge(rest='Which papers on knees?', newest=True, count=3, sorts=False)
    """
    match = _SUPERLATIVE.match(question)
    if match and (_TAIL.match(match["tail"]) or (match["ask"] or "").lower().startswith(("which", "what"))):
        said = match["before"] or match["behind"]
        one = not _is_plural(match["noun"])
        return ByAge(_question_for(match), bool(match["new"]), _number(said) if said else 1 if one else None)
    match = _PREDICATE.match(question)
    if match:
        one = not _is_plural(match["noun"])
        count = _number(match["before"]) if match["before"] else 1 if one else None
        return ByAge(_question_for(match), bool(match["new"] or match["last"]), count)
    rest, newest = question, None
    while (match := _SORTS.search(rest)) and not _COUNTED.search(rest[: match.start()]):
        newest = (not match["old"]) if newest is None else newest
        rest = rest[: match.start()]
    if newest is None or kind_of(rest) != "list" or not re.search(rf"\b{_WORKS}\b", rest, re.I):
        return None
    return ByAge(f"{rest.rstrip(' ?.!,')}?", newest, None, True)


def read_tally(question: str) -> Tally | None:
    """What a question counts papers by, where it does.

    >>> read_tally("How many papers on knees are there per year?")
    Tally(rest='Which papers on knees?', field='year', by_count=False)
    """
    question = question.rstrip("?.! ")
    match = _GROUPED.match(question)
    if match:
        mid, tail = match["mid"], match["tail"]
        topic_behind = bool(match["count"]) and not mid.strip() and not _ASIDE.search(tail)
        bare = not match["order"] and not mid.strip(" ,") and not re.search(r"\w", tail)
        told = _SAID_OF_PAPERS.match(mid) and (_SAID_OF_PAPERS.match(tail) or topic_behind)
        if (match["count"] or bare) and told and not _COUNTED.search(mid):
            return Tally(_question_for(match, f"{mid} {tail}"), _field(match), False)
    match = _GROUPED_BEFORE.match(question)
    if match and not _ASIDE.search(match["mid"]):
        return Tally(_question_for(match, match["mid"]), _field(match), False)
    match = _MOST.match(question)
    if match and _is_plural(match["noun"]) and _SAID_OF_PAPERS.match(match["mid"]):
        return Tally(_question_for(match, match["mid"]), "author" if match["who"] else _field(match), True)
    match = _VALUES.match(question)
    return Tally("Which papers?", _field(match), False) if match else None


def of_listed(question: str) -> str | None:
    """A follow-up that asks for the newest of the papers just listed, their order, or how many there are by a field, as
    it would be asked of all papers; None for any other.

    >>> of_listed("Which of them is the oldest?"), of_listed("And sort them by year.")
    ('Which paper is the oldest?', 'List all papers by year?')
    """
    match = _WHICH_LISTED.match(question)
    if match:
        return f"Which paper is the {match['age']}?"
    match = _SORT_LISTED.match(question)
    if match and _SORTS.fullmatch(f" {match['how']}"):
        return f"List all papers {match['how'].rstrip('?.! ')}?"
    told = re.sub(rf"\b(?:of\s+)?{_THESE}(?!\w)", "papers", question, flags=re.I)
    return told if told != question and (read_tally(told) or read_by_age(told)) else None


def _field(match: re.Match[str]) -> Field:
    return next(field for field in _FIELDS if match[field])


def _number(said: str) -> int:
    return int(said) if said.isdigit() else _NUMBERS[said.lower()]


def _is_plural(noun: str) -> bool:
    return noun.lower().endswith("s") or noun.lower() in ("research", "literature", "work")


def _question_for(match: re.Match[str], tail: str | None = None) -> str:
    """A list question for the papers that a match speaks of."""
    noun = match["noun"].lower()
    noun = f"{noun.removesuffix('s')}s" if _KEPT.fullmatch(noun) else "papers"
    said = _NOT_TOPIC.sub(" ", _LEFT.sub(" ", (match["tail"] if tail is None else tail).rstrip("?.! ")))
    return " ".join(f"Which {match['gap']}{noun} {said}".split()) + "?"
