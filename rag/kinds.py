"""What kind of answer a question wants: a fact, a list of papers, a count or a comparison. By rule, from the grammar of
how papers are asked for: a word that asks, a noun of works, and what is said of them. A model may do better, and need
not be there.
"""

import re

from rag.asking_words import ABOUT, AUXILIARY, DOERS, GAP, HERE, ITEMS, THING, THINGS, WORK, WORKS, WRITING
from rag.counts_asked import COUNT, COUNT_INSIDE, COUNT_OF_THINGS
from rag.frames import describes_two
from rag.lists_asked import LIST, LIST_OF_THINGS, PAPERS_FIRST, SOME_WORKS, THINGS_DO
from rag.of_one import asks_more, inside_one, picks_one, without_collected
from rag.types import Kind
from rag.wordings import pattern
from rag.words import STOPWORDS, words

_BOTH = r"(?:them|they|these|those|both|each|the (?:two|three|four))"
_SIDE_BY_SIDE = pattern(
    rf"\b(?:compare|contrast|rank) {_BOTH}\b",
    rf"\bhow (?:do|does|did|are) {_BOTH}\b.{{0,40}}\b(?:compare|differ\w*)\b",
    r"\bin common\b",
    r"\beach (?:of (?:them|these|those)(?!\s+[\w-]+s\b)|one|do|does|did|cover|add|find|claim)\b",
    rf"\beach of (?:the|these|those) (?:(?:two|three|four)\b(?=\W*(?:$|[,;:.?!])|\s+{AUXILIARY}\b)"
    rf"|{GAP}{{0,3}}?{WORKS}\b)",
)
"""Asks to compare what it asks for."""
_BETWEEN = r"(?:(?!(?:for|of|in|on|to|from|with|by)\b)[\w-]+\s+)"
"""A word between a number and what it counts."""
_COMPARE = pattern(
    _SIDE_BY_SIDE.pattern,
    r"(?:^\W*|[.?!]\s+)(?:please |can you |could you )?(?:compare|contrast)\b",
    # "In the comparison of A and B" is what one paper did.
    r"(?:\b(?<!in the )(?<!in a )(?<!in their )comparison|\bdifferences?|\bsimilarit\w+)(?: (?:is|are) there)? "
    r"(?:in (?:[\w-]+ ){1,4}?)?(?:of|between)\b",
    r"\b(?:how|in (?:what|which) (?:ways?|respects?|sense)) (?:do|does|did|are|is|would) .{3,120}"
    r"\b(?:compare|differ|different(?=\W*$|\s+(?:from|than|to|between|in)\b))\b",
    rf"\b(?:two|three|four|both)\s+{_BETWEEN}{{0,3}}?{WORKS}\b",
    rf"(?:^\W*|[.?!,;:]\s+|\b(?:{AUXILIARY}|compare|contrast|between|among|of|how|which|when)\s+)(?:the\s+|these\s+|those\s+)?"
    rf"(?:two|three|four|both)\s+{_BETWEEN}{{0,3}}?{DOERS}\b",
    rf"\b(?:do|does|did) each {WORK}\b",
    rf"\bone\s+(?:[\w-]+\s+){{0,3}}?(?:{WORK}|{THING}|group|team)\b.{{5,200}}\b(?:another|the other|a second)\b",
    rf"(?:^\W*|[.?!;:]\s+)one\s+(?:[\w-]+\s+){{0,2}}?(?:{WORK}|{THING}|group|team)\b(?!\s+of (?:the|its)\b)"
    rf"[^.?!]{{3,150}}?(?:,|;|\band|\bwhile|\bbut)\s+one\b(?!\s+of (?:the|its|them|these)\b)",
    rf"^\W*(?:there are\s+)?(?:two|both)\s+{_BETWEEN}{{0,3}}?[\w-]+s\s*[:;,(–—-]\s*one\b[^.?!]{{3,120}}?"
    r"\b(?:one|another|the other)\b",
    r"\bwhich (?:one )?(?:is|was|has|had|does|did|uses|used|of (?:the two|them))\b.*"
    r"\b(?:larger|bigger|smaller|more|fewer|better|older|newer|higher|lower|faster)\b.*\bor\b",
    r"^(?!.*\b(?:how|what|which|who|when|why)\b)[^,;:]{3,80}\b(?:vs|versus)\b[^,;:]{3,80}$",
)
"""Asks for works side by side in so many words; "better than", "compared with" and "vs" also stand in a question on
what one paper found.
"""

_AGAINST_PEOPLE = pattern(
    r"\b(?:vs\.?|versus|against)\s+(?:the\s+|board-certified\s+)?(?:humans?|people|doctors?|physicians?|radiologists?|"
    r"pathologists?|clinicians?|experts?|readers?|specialists?|surgeons?|students?)"
    r"(?=\W*$|\s+(?:on|in|at|for|when|with)\b)"
)
"""Holds one system against people, of whom no work tells."""
_ONE_COMPARISON = pattern(
    r"\b(?:in|from|by|for|according to)\s+(?:the|that|this|their|an?)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:comparison|evaluation|test|benchmark|trial|contest|duel)\s+(?:of|between|with)\b",
    r"\baccording to\s+(?:the|that|this|an?)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:study|paper|survey|review|article|evaluation|authors)\b"
    r"(?!\s+(?:and|or)\s+(?:the|an?)\b)(?!.*\b(?:the other|another|according to)\b)",
)
"""One work in which several were compared."""
_EACH_ONE = pattern(r"\beach one\b")
_ANY_WORK = pattern(rf"\b(?:{WORK}|{THING}|{WORKS}|{DOERS})\b")
_COMMON_IN_ONE = pattern(
    r"\b(?:entries|submissions|models|methods|teams|winners|systems|performers|approaches|ones)\s+"
    r"(?:have|had|has|share|shared)\s+in common\b"
)
_TRIED_ON = pattern(
    r"\b(?:its|their) (?:two|three|four|both)\b",
    r"\b(?:on|over|across|using) (?:the |its )?(?:two|three|four|both) (?:[\w-]+ ){0,3}?"
    r"(?:datasets|data ?sets|benchmarks|databases|collections|corpora|cohorts|challenges)\b",
)
"""Of one work that is named, some things that are its own, or that it was tried on: no works beside it."""
_OF_THEM = re.compile(r"how many of them\b", re.I)
_TOLD = 4
"""Words before "how many of them" that may say of what."""
_THE_WORK = pattern(rf"^\W*(?:the|this|that)\s+{GAP}{{0,5}}?(?:{WORK}|{THING})\b")
_DOERS_TOLD = pattern(r"\b(?:people|researchers|groups|teams)\b")
"""What one work has to do with, where that is spoken of."""
_BOTH_NAMED = 2
_WITH_OTHERS = re.compile(
    r"\b(?:differ|different)\s+from\s+(?:the|its|what|how)\b[^?]{2,80}?"
    r"\b(?:it\s+(?:is|was|builds?|extends?)|others|usual(?:ly)?)\b"
    r"|\b(?:compare|compared|differ|different)\s+(?:with|to|from|against)\s+(?:all\s+)?(?:the\s+)?(?:many\s+|its\s+)?"
    r"(?:others?|previous|prior|existing|earlier|current|standard|usual|conventional|traditional|common|competing|rival|"
    rf"{THINGS})\b(?!\s+(?:{WORK}|{THING}|one)\b)",
    re.I,
)
"""Holds against methods at large, of which one paper tells."""

_SOME = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|some|a few|many|various|multiple|certain|different)"
)
_WORKS_OR_THINGS = rf"(?:{WORKS}|{DOERS}|surveys|people|papers)"
_ITEMS_HERE = rf"(?:of (?:the|these|those|your) )?{ITEMS} (?:(?:in|of|from) )?{HERE}"
_PARTS_AFTER = pattern(
    rf"\b{_SOME}\s+(?!{_ITEMS_HERE})(?:[\w-]+\s+){{0,3}}?(?!{_WORKS_OR_THINGS}\b)[\w-]+s\b[^.?!]*[-–—.;:,!?]\s+"
    r"(?:(?:and|so|please|but|(?:can|could|would) you)\s+)*"
    r"(?:(?:name|list|enumerate|give|show|tell|what|which)(?: me| us)?(?: are| were)?"
    r"(?: them| those| these| they| ones?| all| all of them| each)?(?: are (?:they|these|those))?"
    r"|name (?:all|both) \w+)"
    r"(?: please)?\W*$"
)
"""Says that there are several of something, no works, and asks for these."""
_OF_ITS_PARTS = pattern(
    rf"\b(?:which|what|any|all) of (?:the|its|their|these|those)\s+(?!(?:[\w-]+\s+){{0,3}}?{_WORKS_OR_THINGS}\b)[\w-]"
)
_ONE_WORK_FIRST = pattern(
    rf"^\W*(?:the|this|that)\s+(?:[\w/'’-]+\s+){{0,6}}?(?:{WORK}|{THING}|\w+(?:[ct]or|coder|former))\s+"
    r"(?:\w+ly\s+)?(?!(?:that|which|who)\b)\w+s\b"
)
"""Begins with one work and what that does."""
_ASKS_PARTS = pattern(
    rf"\b{_SOME}\s+(?:[\w-]+\s+){{0,3}}?[\w-]+s\b.*[-–—.;:,!?]\s+(?:(?:and|so|please|but|(?:can|could|would) you)\s+)*"
    r"(?:name|list|what|which)(?: are| were)?(?: them| those| these| they| ones?| all)?\W*$"
)

_PAPERS_NAMED = pattern(rf"\b(?:{WORKS}|any {WORK}|{WRITING} {ABOUT})\b")
_ANY_WORKS = pattern(
    rf"\b{_WORKS_OR_THINGS}\b", rf"\b(?:what|which|any|how much) {GAP}{{0,2}}?{WRITING}\s+(?:is|has|exists|was)\b"
)

_WAS_COUNTED = pattern(r"^\W*(?:what|which) was the (?:exact |total |overall )?(?:number|count|total)\b")
"""Asks for the number that one work had."""
_WHETHER_OR_NOT = pattern(
    r"(?:[-–—:;,.?!]|\.\.)\s+(?:(?:and|so|but|well)\s+)?(?:do|does|did|is|are|was|were|can|could|has|have|will|would)\b"
    r"[^.?!]*\bor (?:no|not|nope|nah)\W*$"
)
"""Asks of what is told first whether something is so of it."""
_CLOSELY = 7
"""Telling words from which a question describes what it is after closely."""
_AND_SO_ON = r"\b(?:and so on|and so forth|etc|and the like|among others)\b"
_ALL = pattern(r"\b(?:all|everyone|everybody|everything|each|every one|any others?|who else|list)\b", _AND_SO_ON)
"""Wants more than one."""

_ANYONE = re.compile(
    r"^\W*(?:does|do|can|could|has|have|did)\s+(?:any|some)(?:one|body)(?:\s+(?:here|happen to|else))?\s+"
    r"(?:(?:know|knows|have|has|got|remember|recall|tell me|share)\b)",
    re.I,
)
"""Asks whoever may know for something of one work that is named: "does anyone have the link for …?"."""
_TAG = re.compile(r"</?[a-z][^<>]{0,40}>", re.I)
"""Markup in a question asks for nothing ("</papers>")."""


def kind_of(question: str, named_papers: int = 0) -> Kind:
    """What kind of answer a standalone question wants: "fact", "list", "count" or "compare".

    `named_papers` is how many different papers it names; two or more, joined by "and" or "or", are compared.
    """
    question = _TAG.sub(" ", question)
    if named_papers == 1:
        question = _ANYONE.sub("", question)
    counted = COUNT.search(question)
    if counted and not COUNT_INSIDE.search(question) and not _of_its_own(question, counted):
        return "fact" if inside_one(question) else "count"
    if COUNT_OF_THINGS.search(question) and (not named_papers or THINGS_DO.search(question)):
        return "fact" if inside_one(question) or _WAS_COUNTED.search(question) else "count"
    if _WHETHER_OR_NOT.search(question) and not _PAPERS_NAMED.search(question):
        return "fact"
    if _asks_parts(question, named_papers):
        return "fact"
    if PAPERS_FIRST.search(question) and not _SIDE_BY_SIDE.search(question):
        return "list"
    if SOME_WORKS.search(question):
        return "list"
    if _COMPARE.search(question) and picks_one(question):
        return "fact"
    compares = (
        _COMPARE.search(_AGAINST_PEOPLE.sub(" ", question))
        and not _WITH_OTHERS.search(question)
        and not _of_one_work(question, named_papers)
    )
    if compares or describes_two(question):
        return "compare"
    joined = re.search(r"\b(?:and|or|both|each|than|vs|versus|with|to)\b|,", question, re.I)
    if named_papers >= 2 and joined and not _ONE_COMPARISON.search(question):
        return "compare"
    if inside_one(question) and describes_things(question):
        return "fact"
    if LIST.search(question) or THINGS_DO.search(question):
        return "list"
    # "Chat models (GPT-4V, Gemini and so on)" names examples, of which one may be a paper's.
    if LIST_OF_THINGS.search(question) and (not named_papers or pattern(_AND_SO_ON).search(question)):
        return "list"
    return "fact"


def _asks_parts(question: str, named_papers: int) -> bool:
    """Whether a question asks for the parts of one thing ("… rests on two ideas. Name them.")."""
    if named_papers > 1:
        return False
    if named_papers and (_OF_ITS_PARTS.search(question) or _ASKS_PARTS.search(question)):
        return True
    return bool(_PARTS_AFTER.search(question) or (_ONE_WORK_FIRST.search(question) and _ASKS_PARTS.search(question)))


def describes_one(question: str) -> bool:
    """Whether a question that is answered by a list asks for no works in so many words, and so may describe a single
    one: "who draws maps of hives?", "is there anything that counts bees?".

    >>> describes_one("Who draws maps of hives?"), describes_one("Which papers draw maps?")
    (True, False)
    """
    return not _ANY_WORKS.search(question)


def _of_its_own(question: str, counted: re.Match[str]) -> bool:
    """Whether "how many of them" asks of things that a question has named itself, which are no works."""
    before, behind = question[: counted.start()], question[counted.end() :].strip(" ?.!")
    if not _OF_THEM.match(counted[0]) or not behind or _ANY_WORKS.match(behind):
        return False
    # "The work … rests on few people. How many of them …?"
    of_others = _ANY_WORKS.search(_DOERS_TOLD.sub(" ", before) if _THE_WORK.search(before) else before)
    return len(before.split()) >= _TOLD and not of_others


def _of_one_work(question: str, named_papers: int) -> bool:
    """Whether a question that compares in words asks what one work compared, what those in one have in common, or about
    the sets that one was tried on.
    """
    if _ONE_COMPARISON.search(question):
        return True
    if named_papers == 1 and _TRIED_ON.search(question) and not _COMPARE.search(_TRIED_ON.sub(" ", question)):
        return True
    if not named_papers and not _ANY_WORK.search(question):
        # "Each one" is of pictures.
        return bool(_EACH_ONE.search(question))
    return (
        (named_papers == 1 or inside_one(question))
        and named_papers < _BOTH_NAMED
        and bool(_COMMON_IN_ONE.search(question))
    )


def describes_things(question: str) -> bool:
    """Whether a question asks for no papers in so many words, but for methods, data or people."""
    return not _PAPERS_NAMED.search(question)


def of_one(question: str) -> bool:
    """Whether a question for methods, data or people goes on to ask for a detail of the one that it describes.

    >>> of_one("Anyone who sorts bees by their dance? How fast is it?"), of_one("Who sorts bees by their dance?")
    (True, False)
    """
    return asks_more(question) and describes_things(without_collected(question))


def may_be_one(question: str) -> bool:
    """Whether a question for methods, data or people describes these so closely that it may be after a single one,
    where one is found that stands out.

    >>> may_be_one("Who draws maps of hives from the dances that worn-out bees do at noon?")
    True
    >>> may_be_one("Who studies hives?")
    False
    """
    told = [word for word in dict.fromkeys(words(question)) if word not in STOPWORDS]
    return describes_one(question) and len(told) >= _CLOSELY and not _ALL.search(question)
