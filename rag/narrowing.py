"""A list narrowed, and gone back to: "only the ones on CT", "which of these use it?", "back to the whole list". Read
from the turns alone.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from rag.asking_words import PAPERS_DO
from rag.attributes import attributes
from rag.conditions import split_conditions
from rag.discussed import is_list, last_asked, lists
from rag.pointing import LEADS_OVER
from rag.question import follow_up
from rag.topics import topic_of
from rag.words import terms

Turns = Sequence[Mapping[str, str]]
Asked = tuple[str, Turns]
"""A question and the turns before it."""

_LISTED = "the papers just listed"
_NOUNS = r"(?:ones|papers|studies|works|results)"
_THINGS = (
    r"(?:ones|papers|studies|works|results|articles|abstracts|publications|surveys|reviews|models|methods|datasets|"
    r"approaches|networks|systems|tools)"
)
_WHOLE = r"(?:whole|full|entire|complete|original|initial|unfiltered|first|long(?:er)?)"
_BEFORE = r"(?:previous|earlier|last|prior)"
_LIST = rf"(?:the|that|this|your) (?:(?:{_WHOLE}|{_BEFORE}) )?list"
_SET = rf"(?:(?:the {_NOUNS}|(?:these|those) {_THINGS}(?: or {_THINGS})?)(?: (?:above|listed|found))?|{_LIST})"
_OF_THESE = rf"(?:{_SET}|them|these|those)"
_LEAD = r"^\W*(?:(?:and|but|now|ok|okay|so|then|please|can you|could you|would you|let['’]?s)\b\W*)*"
_PARTITIVE = re.compile(
    r"\b(?:(?:which|what|how many|any|some)\b(?: \w+)? (?:of|from|among|amongst|in)|(?:list|show|name|only|just)\b"
    rf"(?: \w+)? (?:of|from|among|amongst)) (?P<these>{_OF_THESE})\b"
    rf"|{_LEAD}(?:of|from|among) (?P<those>{_OF_THESE})\b",
    re.I,
)
"""Some of the papers: "which of these …", "of those, …"."""
_PLEASE = re.compile(r",?\s+(?:please|thanks?|thank you)\W*$", re.I)
_INTRODUCED = 2
"""Index terms before "them" up to which it is the list's papers rather than what the question has brought up."""
_WHICH = re.compile(r"\W*(?:which|what|who)(?: ones)?\s+(?P<rest>\S.*)$", re.I)
_SAYS_PAPERS = re.compile(rf"\b{_SET}\b", re.I)
"""Says that papers are meant, whatever was talked of since they were listed."""
_WORK_OR_VERB = r"(?:stud|work|review|model|approach|survey|report|benchmark|test|measure|target|design)\w*\b"
_AS_PAPERS = re.compile(r"\s+(?:are|were|is) about\b", re.I)
"""Says of things what is said of papers alone."""
_PLURAL = re.compile(rf"{_LEAD}which (?P<verb>ones|are|were|(?!{_WORK_OR_VERB}){PAPERS_DO})\b", re.I)
"""Asks of several without saying of what: "which use MRI?"."""
_KEEP = r"(?:(?:show|list|give|name|keep|leave|i (?:want|need|mean|meant))\b(?: me)?(?: to see)?\s+)*"
_TO = r"\b(?:to|by|for|on)\s+(?:(?:only|just)\s+)?"
_ONES = r"(?:(?:the|those|these|ones|papers|studies|works)\s+)+"
_TO_THOSE = tuple(
    re.compile(_LEAD + pattern, re.I)
    for pattern in (
        rf"{_KEEP}(?:only|just)\s+{_ONES}(?P<rest>\S.*)$",
        rf"{_KEEP}(?:the|those)\s+{_NOUNS}\s+(?P<rest>\S.*?),?\s+(?:only|alone)\W*$",
        rf"(?:narrow|limit|restrict|filter|reduce|refine|cut)\b[^,;?]{{0,30}}?{_TO}(?:{_ONES})?(?P<rest>\S.*)$",
    )
)
"""Keeps some of the papers."""
_SUCH_ONES = re.compile(
    rf"{_LEAD}(?:{_KEEP}(?:only|just)\s+)?(?:the|those)\s+(?P<rest>(?!other\b|first\b|last\b)[\w-]+(?:\s[\w-]+){{0,2}}?)\s+"
    rf"ones(?:\s+(?:of|from|among|in)\s+{_OF_THESE})?(?:\s+(?:only|please))?\W*$",
    re.I,
)
"""The same by a word before: "the MRI ones"."""
_AND_THOSE = re.compile(
    rf"{_LEAD.replace('(?:and', '(?:what about|how about|and')}(?:those|these|the ones|any)\s+"
    r"(?P<rest>(?:on|about|with|without|from|for|that|which|by|in|using)\b.*)$",
    re.I,
)
"""The same in an ellipsis: "and those with code?"."""
_TO_A_TERM = tuple(
    re.compile(_LEAD + pattern, re.I)
    for pattern in (rf"{_KEEP}(?:only|just)\s+(?P<rest>\S.*)$", rf"{_KEEP}(?P<rest>\S.*?),?\s+(?:only|alone)\W*$")
)
"""The same in so few words that they must be a term of the field or a condition to be told: "only ultrasound"."""
_LONGEST_TERM = 4
_ORDERS = re.compile(
    r"^(?:tell|explain|describe|compare|contrast|summari[sz]e|say|answer|wondering|curious|asking|checking|how|what|why|"
    r"who|where|when|which|is|are|was|were|does|do|did|can|could|has|have|it|they|one|the|to|if)\b",
    re.I,
)
_WITHOUT = re.compile(
    rf"{_LEAD}(?:exclud(?:e|ing)|drop|remove|without|leave out|leaving out|skip|except(?: for)?|but not|not|minus)\s+"
    rf"(?:(?:the|those|these|any|all|{_NOUNS})\s+)*(?:(?:that|which)\s+(?:are\s+)?)?(?:(?:on|about|with|using|from|for|use)\s+)?"
    r"(?P<rest>\S.*)$",
    re.I,
)
"""Leaves some of them out."""
_LONGEST_ASIDE = 6
_ASKS = re.compile(r"\b(?:how|what|which|why|who|where|when|is|are|was|does|do|did)\b", re.I)
_WITHOUT_TWICE = re.compile(r"(?:without|with no|lacking|that (?:lack|have no))\s+", re.I)
_COUNTS = re.compile(
    rf"{_LEAD}(?:how many(?:\s+(?:{_OF_THESE}|papers|ones|is|are|that|there|they|it|in|found|"
    r"listed|so far|total|all|altogether|overall|exactly))*|count (?:them|these|those|it|the papers)(?: all)?"
    r"|(?:what is|what['’]s) (?:the|their) (?:total|number|count))"
    r"\W*$",
    re.I,
)
"""How many there are of the papers listed."""
_SHOWS = re.compile(
    rf"{_LEAD}(?:list|show|name|give|enumerate|see)\s+(?:me\s+)?(?:them|these|those|the papers)(?: all)?\W*$"
    rf"|{_LEAD}(?:which|what) (?:ones?|papers?)(?: are (?:they|those|these))?\W*$|{_LEAD}(?:which|what) are they\W*$",
    re.I,
)
"""The papers themselves, after how many there are."""
_QUANTITY = re.compile(r"\bhow many\b|\bcount\b(?= (?:the )?\w)|\b(?:what is )?(?:the )?(?:total )?number of\b", re.I)
_ANY = r"(?:is there|are there|do you have|have you got|do we have)"
_ONE_OF_THEM = re.compile(rf"{_LEAD}{_ANY}\s+(?:one|any(?: ones)?)\s+(?P<rest>\S.*)$", re.I)
"""Whether one of the papers listed is such a one: "is there one about knees?"."""
_IS_ABOUT = re.compile(r"(?:on|about|covering|concerning|regarding|dealing with)\b", re.I)
"""What only a paper is; "one for MRI" may be a model of the paper talked of."""
_A_WORK = r"(?:papers?|stud(?:y|ies)|articles?|abstracts?|publications?|surveys?|reviews?|preprints?)"
_A_PAPER = re.compile(
    rf"{_LEAD}(?:(?P<any>{_ANY})\s+(?:an?|any|another|some|other)|(?P<which>which|what))\s+(?:[\w-]+\s+){{0,2}}?{_A_WORK}\s+"
    r"(?:(?:is|are|was|were|deals?|talks?)\s+)?(?:on|about|with|that|which|using|for|covering|regarding|dealing|concerning)\s+\S",
    re.I,
)
"""Whether there is a paper on something, or which one is."""
_ANYBODY = re.compile(
    rf"{_LEAD}(?:(?:has|have|did|does|do|is|are)\s+(?:any(?:one|body)(?:\s+else)?|some(?:one|body)\s+else|others|"
    r"other\s+(?:groups?|teams?|people|authors))|(?:is|are)\s+there\s+(?:also|another|any\s+other))\b",
    re.I,
)
"""Whether anybody did something, or whether there is another one."""
_BROUGHT_UP = 4
"""Index terms from which such a question says by itself what it is about."""
_BY_A_WORD = re.compile(
    rf"{_LEAD}(?:(?:only|just|but)\s+)?(?P<rest>(?P<how>on|about|with|without|using|for|from|in)\s+"
    r"(?!(?:example|instance|now|sure|total|all|short|general|particular|brief|detail|other|addition|fact|case)\b)\S.*)$",
    re.I,
)
"""The same by how papers are said to be on something: "for CT?", "with more than a million images"."""
_AND_THINGS = re.compile(
    rf"{_LEAD.replace('(?:and', '(?:what about|how about|and')}(?P<rest>[\w-]+(?:\s+[\w-]+){{0,2}})\W*$", re.I
)
"""The same by what papers have: "and code?"."""
_LONGEST_PHRASE = 9
_POINTING = re.compile(
    r"\b(?:it|its|this|that(?!\s+(?:can|could|is|are|was|were|do|does|did|has|have|will|[a-z]+s)\b)|these|those|them|they|their)\b",
    re.I,
)
_SAYS_HOW = re.compile(
    r"^(?:on|about|with|without|from|of|for|that|which|who|whose|where|by|in|not|\w+ing|published)\b", re.I
)
_END = r"(?P<end>(?:\W|\b(?:again|please|once more|now|then|thanks?|thank you|from before|instead)\b)*)$"
_AGAIN = re.compile(
    r"\b(?:back|return(?:ing)?|revert)\s+to\s+(?:(?:the|that|this|my|your|our)\s+)?"
    rf"(?:(?:(?P<which>{_WHOLE})|{_BEFORE})\s+)?(?:list|results?|set|selection|papers|ones|lot){_END}"
    rf"|\b(?:back|return(?:ing)?|revert)\s+to\s+(?P<all>all|everything|them all)\b(?:\s+of\s+{_OF_THESE})?"
    rf"{_END.replace('end', 'end_all')}"
    rf"|{_LEAD}(?:(?:show|list|give|name|repeat|see|let me see|i (?:want|need)(?: to see)?)\b(?: me)?(?: again)?\s+)"
    rf"(?:the\s+(?:(?P<shown>{_WHOLE})|{_BEFORE})\s+(?:list|results?|set|selection|lot)"
    rf"|(?P<shown_all>all of (?:them|these|those)|them all|everything|all))\b{_END.replace('end', 'end_shown')}"
    rf"|{_LEAD}(?P<all_again>all(?: of (?:them|these|those))?|everything) again{_END.replace('end', 'end_again')}"
    rf"|{_LEAD}the\s+(?P<bare>{_WHOLE})\s+list\b{_END.replace('end', 'end_bare')}",
    re.I,
)
"""Goes back to a list; to the whole of it, or to that before the last."""


def narrowed(question: str, history: Turns) -> str | None:
    """A follow-up that asks for some of the papers just listed, as it is asked of these; None for any other.

    >>> rows = "2 of 9 papers match:\\n\\n- One — it [1].\\n- Two — it [2]."
    >>> turns = [{"role": "user", "content": "Papers on knees?"}, {"role": "assistant", "content": rows}]
    >>> narrowed("only the ones with code", turns)
    'Of the papers just listed, only those with code'
    """
    if not any(is_list(turn["content"]) for turn in history if turn["role"] == "assistant"):
        return None
    latest = lists(history)
    question = _PLEASE.sub("", question)
    match = _PARTITIVE.search(question)
    said = match and (_SAYS_PAPERS.search(match[0]) or _AS_PAPERS.match(question, match.end()))
    if match and (said or (latest and len(set(terms(question[: match.start()]))) <= _INTRODUCED)):
        start, end = match.span("these" if match["these"] else "those")
        if match["those"] and (asks := _WHICH.match(question[end:])):  # "of these, which …"
            return f"Which of {_LISTED} {asks['rest']}"
        return f"{question[:start]}{_LISTED}{question[end:]}"
    if follow_up(question).ordinal is not None:  # one of them, by its place
        return None
    if latest and (match := _WITHOUT.match(question)) and _sets_aside(match["rest"]):
        rest = match["rest"].rstrip("?.! ")
        twice = _WITHOUT_TWICE.match(rest)
        return f"Of {_LISTED}, {f'only those with {rest[twice.end() :]}' if twice else f'all excluding {rest}'}"
    if latest and (match := _SUCH_ONES.match(question)):
        return f"Of {_LISTED}, only {_kept_as(match['rest'])}{match['rest']}"
    rest = next((found["rest"] for pattern in _TO_THOSE if (found := pattern.match(question))), None)
    if rest is None and latest and (match := _AND_THOSE.match(question)):
        rest = match["rest"]
    elif rest is None and latest:
        rest = next((found["rest"] for pattern in _TO_A_TERM if (found := pattern.match(question))), "")
        tells = attributes(rest) or split_conditions(rest)[0]
        rest = rest if tells and len(rest.split()) <= _LONGEST_TERM and not _ORDERS.match(rest) else None
    if rest:
        return f"Of {_LISTED}, only {'those ' if _SAYS_HOW.match(rest) else _kept_as(rest)}{rest.rstrip('?.! ')}"
    if latest and _COUNTS.match(question):
        return f"How many of {_LISTED} are there?"
    if latest and (match := _ONE_OF_THEM.match(question)) and _SAYS_HOW.match(match["rest"]):
        return f"Of {_LISTED}, only those {match['rest'].rstrip('?.! ')}"
    if latest and (match := _BY_A_WORD.match(question)) and _adds(match, last_asked(history)):
        return f"Of {_LISTED}, only those {match['rest'].rstrip('?.! ')}"
    if latest and LEADS_OVER.match(question) and (match := _AND_THINGS.match(question)):
        having = f"with {match['rest']}"
        if split_conditions(having)[0] and not split_conditions(match["rest"])[0] and not attributes(match["rest"]):
            return f"Of {_LISTED}, only those {having}"
    plural = _PLURAL.match(question) if latest else None
    if plural:
        return f"Which of {_LISTED} {re.sub(r'^ones +', '', question[plural.start('verb') :])}"
    return None


def of_all(question: str) -> str:
    """What a follow-up that asks for some of the papers listed would ask of all, where it does not say that it means
    those ("and for knees?"); empty where it does.
    """
    said = next((m for form in (_AND_THOSE, _ONE_OF_THEM, _BY_A_WORD) if (m := form.match(question))), None)
    alone = not said or re.search(r"\b(?:only|just|those|these)\b", said[0][: said.start("rest") - said.start()], re.I)
    return "" if alone or not said else f"Which papers are there {said['rest'].rstrip('?.! ')}?"


def shows_again(question: str, history: Turns) -> bool:
    """Whether it asks for the papers of the last answer, a list or a count, themselves ("list them", "which ones?")."""
    return lists(history) and bool(_SHOWS.match(_PLEASE.sub("", question)))


def listing(question: str) -> str:
    """A question for how many papers there are, as one for the papers.

    >>> listing("How many papers are about knees?")
    'Which papers are about knees?'
    """
    return _QUANTITY.sub(lambda found: "which" if found.start() else "Which", question, count=1)


def asks_for_one(question: str) -> str | None:
    """A question for any paper on something, whatever was talked of, as it stands alone; None for any other.

    >>> asks_for_one("and is there one about knees?")
    'Is there a paper about knees?'
    """
    if (match := _ONE_OF_THEM.match(question)) and _IS_ABOUT.match(match["rest"]):
        question = f"Is there a paper {match['rest']}"
    anybody = _ANYBODY.match(question) and len(set(terms(question))) >= _BROUGHT_UP
    return question if (anybody or _A_PAPER.match(question)) and not _POINTING.search(question) else None


def _adds(match: re.Match[str], before: str) -> bool:
    """Whether words such as "for CT" come on top of a list's question, rather than in the place of such words in it."""
    rest, how = match["rest"], match["how"]
    if len(rest.split()) > _LONGEST_PHRASE or _ASKS.search(rest) or _POINTING.search(rest) or not topic_of(rest):
        return False
    return bool(re.search(r"\b(?:only|just)\b", match[0], re.I)) or not re.search(rf"\b{how}\b", before, re.I)


def _sets_aside(rest: str) -> bool:
    """Whether this is no more than what is left out."""
    return len(rest.split()) <= _LONGEST_ASIDE and not _ASKS.search(rest) and bool(topic_of(rest))


def _kept_as(rest: str) -> str:
    """What leads to a term: what it is about, or nothing before what papers are ("surveys")."""
    return "" if split_conditions(rest)[0] else "those on "


def returning(question: str, history: Turns, sets_conditions: Callable[[str], bool]) -> Asked | None:
    """The question for the list that a follow-up goes back to, with the turns before it; None where it goes back to
    none.

    "Back to the list" is to that before the last narrowing, or, from another answer, to the last one; "the whole list"
    is that before all narrowing. `sets_conditions` tells a follow-up that only sets conditions on papers' records
    ("since 2023"), which narrows, too.
    """
    match = _AGAIN.search(question)
    asked = _last_list(history, sets_conditions) if match else None
    if not match or not asked:
        return None
    whole = any(match[group] for group in ("which", "all", "shown", "shown_all", "all_again", "bare"))
    climbs = whole or is_list(history[-1]["content"])
    while climbs:
        narrows = sets_conditions(asked[0]) or narrowed(*asked)
        before = _last_list(asked[1], sets_conditions) if narrows else None
        if not before:
            break
        asked, climbs = before, whole
    return asked


def until_last_list(history: Turns) -> Turns:
    """The turns up to the last list; all of them where there is none."""
    places = [place for place, turn in enumerate(history) if turn["role"] == "assistant" and is_list(turn["content"])]
    return history[: places[-1] + 1] if places else history


def _last_list(history: Turns, sets_conditions: Callable[[str], bool]) -> Asked | None:
    """The question that the last list answers, with the turns before it."""
    for place in range(len(history) - 1, 0, -1):
        answer, asked = history[place], history[place - 1]
        if answer["role"] == "assistant" and asked["role"] == "user" and is_list(answer["content"]):
            turns = history[: place - 1]
            return returning(asked["content"], turns, sets_conditions) or (asked["content"], turns)
    return None
