"""What the abstract of one paper lacks of what a question asks for, in the words that stand behind "the abstract of X".

A usual detail, a number or a name that is asked for; a term of the field, a number or people's work that is taken for
granted; a link; and what it is taken to use, where the abstract has that neither as it is nor in other words.
"""

import re
from collections.abc import Iterable, Sequence

from rag.asked import (
    asked_kind,
    asked_section,
    asks_data,
    asks_name,
    asks_work,
    kind_of_which,
    names_data,
    names_one,
)
from rag.asked_parts import asked_parts, asks_nothing
from rag.attributes import attributes, lacks, names_any
from rag.details import missing_detail
from rag.doers import does_not_say_who
from rag.how_many import (
    asks_doers,
    asks_share,
    asks_who_took_part,
    counted_before,
    counted_nouns,
    counts,
    counts_anyone,
    set_aside,
)
from rag.index import Index
from rag.leading import asks_leader, says_leader
from rag.long_forms import told_in_short
from rag.members import asks_members, lists_them
from rag.missing_words import missing_words
from rag.part_counted import counted_part, counts_part
from rag.passages import split_sentences
from rag.premises.by_hand import made_by_hand
from rag.premises.counts import strange_numbers
from rag.types import Paper
from rag.words import stem, words

_OTHER_SIDE = re.compile(
    r"\b(?:(?:as )?compared (?:with|to)|versus|vs\.?|as opposed to)\s+(?:the|an?|another|other|some|that|those)\b"
    r"[^;:?]*",
    re.I,
)
"""What a paper is compared with, described: what is said of that is another paper's."""
_ALTERNATIVE = re.compile(r"\b(?:instead of|rather than|as opposed to)\s[^,;:?]*", re.I)
"""What was not done."""
_NOT_ALONE = re.compile(
    r"\b(?:not (?:only|just|merely|simply)|beyond|other than|apart from|besides)\s+(?:the|an?|one)?\s*"
    r"(?:[\w-]+\s*){1,3}",
    re.I,
)
"""What others are set beside: "not only gallbladder ones"."""
_SITUATION = re.compile(
    r"(?:^|(?<=[.!;:]\s))(?:i|we|my|our)\b(?![^.?!]*\b(?:read|hear[ds]?|heard|gather|understand|th(?:ink|ought)|sa(?:id|ys?)|"
    r"believe|learn\w*|saw|seen|told|recall|remember|know|knew|claims?|swears?|notic\w*|found)\b)[^.?!]*[.!]\s+(?=\w)",
    re.I,
)
"""What those who ask have themselves, before they ask: "I have 200 scans of a rare disease."."""
_WHETHER_OR_WHICH = re.compile(
    r"(?:^|(?<=[.!?:;]))\W*(?:and |so )?(?:do|does|did|is|are|was|were|can|could|will|would|has|have)\b[^.!?:;]*?"
    r"\bor\s+(?=(?:which|what|how|who)\b)",
    re.I,
)
"""A case of which is asked whether it is one, before all that are: "will it notice X, or which does it know?"."""
_OF_WHICH = re.compile(
    r"\W*how (?:high|low|good|well|large|big|strong|far|much) (?:is|was|were|are|did|does) (?:it|that|they|this)"
    r"(?:\s(?:do|perform|score|reach|get))?\W*",
    re.I,
)
"""Asks more of what is asked before: without an answer to that, it has none."""
_OF_WHOM = re.compile(r"\W*(?:what|which|how|where|who)\b[^?]*\b(?:they|their|them|theirs)\b[^?]*\W*", re.I)
_WHO_FIRST = re.compile(
    r"\W*(?:who|how many|which|what)\b[^?]*\b(?:who|people|\w{3,}(?:ists?|ians?|ers|ors|ants|jects|perts))\b", re.I
)
"""The same of people."""
_WHETHER_EITHER = re.compile(
    r"(?:^|(?<=[.!?:;,]))\W*(?:and |so )?(?:do|does|did|is|are|was|were|can|could|will|would|has|have)\b[^.!?:;]*?"
    r"\bor\b[^.!?:;]*",
    re.I,
)
"""Asks which of two things is so."""
_OR = re.compile(r"\bor\b", re.I)
_OF_BOTH = re.compile(r"\b(?:both|between)\b.+\band\b.+\b(?:each|either|respectively|the two|which)\b", re.I)
"""Asks the same of two papers, one of which may be described."""
_ASKS_LINK = re.compile(
    r"\b(?:code|codes|github|repo|repository|source code|url|download\w*|website|project page)\b", re.I
)
_OFFERS = re.compile(
    r"\b(?:available|release[ds]?|publicly|open[- ]source\w*|code|codes|github|download\w*|access)\b", re.I
)
_ASKS_CODE = re.compile(r"\b(?:code|codes|github|repo|repository)\b", re.I)
_OFFERS_CODE = re.compile(
    r"\b(?:code|codes|github|open[- ]source\w*|repository|implementation|toolbox|scripts?)\b", re.I
)
_WHICH_SYSTEM = re.compile(
    r"\b(?:which|what)\s+((?:[\w-]+\s+){1,2}?)(?:systems?|schemes?|standards?|vocabular(?:y|ies)|resources?|sources?)\b",
    re.I,
)
"""What a thing is called that an abstract has by its name only: a "terminology system" is UMLS."""
_IN_TITLE = re.compile(r"(?<![\w-])[A-Z][a-z]+(?:-[A-Z][a-z]+)*(?![\w-])")
_WORKS = frozenset(
    map(
        stem,
        "methods models approaches systems tools works datasets papers studies networks articles entries "
        "occasions".split(),
    )
)
"""What papers are called by what they present."""


def gives_no(question: str, paper: Paper, *, named: bool) -> str | None:
    """What of the kind that a question asks for an abstract does not give: a usual detail, a number, a name. Where no
    paper is `named`, a number of methods may be one of papers. Of several things that it asks, all must lack; what
    asks nothing lacks nothing.
    """
    if asks_nothing(question):
        return None
    lacking = _gives_no(question, paper, named)
    parts = [part for part in asked_parts(question) if not _OF_WHICH.fullmatch(part)] if lacking else []
    if len(parts) > 1 and _WHO_FIRST.match(parts[0]):
        parts = [parts[0], *(part for part in parts[1:] if not _OF_WHOM.fullmatch(part))]
    if len(parts) > 1 and not all(_gives_no(part, paper, named) for part in parts):
        return None
    return lacking


def _gives_no(question: str, paper: Paper, named: bool) -> str | None:
    detail = missing_detail(question, paper, named)
    if detail:
        return f"does not give {detail}"
    work = does_not_say_who(question, text_of(paper))
    if work:
        return f"does not say who {work}"
    part = counted_part(question)
    if part and not counts_part(part, paper.abstract):
        return f"gives no number of {quoted([part.phrase])}"
    nouns = counted_nouns(question)
    if (
        nouns
        and (named or stem(nouns[-1]) not in _WORKS)
        and not counts(
            nouns, text_of(paper), asks_share(question), asks_doers(question), set_aside(question, nouns[-1])
        )
    ):
        return f"gives no number of {quoted([' '.join(nouns)])}"
    before = [] if nouns else counted_before(question)
    if before and not any(counts([noun], text_of(paper)) for noun in before):
        return f"gives no number of {quoted(before[-1:])}"
    if asks_who_took_part(question) and not counts_anyone(text_of(paper)):
        return "does not say how many took part"
    members = asks_members(question)
    if (
        members
        and not strange_numbers(question, text_of(paper))
        and not lists_them(members, question, _sentences(paper))
    ):
        return f"does not list the {quoted([members.phrase])}"
    kind = asks_name(question)
    own = paper.title.partition(":")[0] if named else ""
    if kind and not named and asks_work(kind, question) and ":" in paper.title:
        kind = None
    if kind and not names_one(kind, question, [_lowered(paper.title), *_sentences(paper)], own):
        return f"names no {quoted([kind])}"
    data = asks_data(question)
    if data and not names_data(question, _sentences(paper)):
        return f"names no {quoted([data])}"
    things = asks_leader(question, named)
    if things and not says_leader(things, question, paper.title, _sentences(paper)):
        return "does not give which comes first"
    of_section = asked_section(question)
    if of_section and not names_any(of_section[1], text_of(paper)):
        return f"names no {quoted([of_section[0]])}"
    return None


def has_no(bare: str, paper: Paper) -> str | None:
    """What of the field, or which number, a question without its names takes for granted and an abstract has not."""
    text, bare = text_of(paper), own_side(bare)
    for either in _WHETHER_EITHER.finditer(bare):
        sides = _OR.split(either[0])
        held = [[not lacks(term, text) for term in attributes(side)] for side in sides]
        if any(all(has) for has in held) and any(map(any, held)):  # the one or the other: that is what is asked
            bare = bare.replace(either[0], " ")
    told = told_in_short(bare, [text])
    foreign = [
        attribute.word
        for attribute in attributes(bare)
        if lacks(attribute, text) and not told.issuperset(words(attribute.word))
    ]
    if foreign:
        return mentions_no(foreign)
    numbers = strange_numbers(bare, text)
    return f"has no {quoted(numbers)}" if numbers else None


def knows_no_hands(question: str, paper: Paper) -> str | None:
    """The work that a question takes to be done by hand, where an abstract speaks of a machine's instead."""
    hands = made_by_hand(question, text_of(paper))
    return f"speaks of no such work “{hands}”" if hands else None


def offers_no(question: str, paper: Paper) -> str | None:
    """The link that a question asks for, where an abstract neither gives one nor speaks of what it would lead to."""
    code = _ASKS_CODE.search(question)
    offers = _OFFERS_CODE if code else _OFFERS
    if not _ASKS_LINK.search(question) or paper.links or offers.search(paper.abstract):
        return None
    return f"gives no link and does not speak of {'code' if code else 'anything to download'}"


def offered(paper: Paper) -> str | None:
    """The first sentence in which an abstract offers anything."""
    return next((sentence for sentence in _sentences(paper) if _OFFERS.search(sentence)), None)


def without_link(question: str) -> str:
    """A question without its words for a link."""
    return _ASKS_LINK.sub(" ", question)


def own_side(bare: str) -> str:
    """A question without what it compares its paper with, or only asks whether; empty where it is about two papers
    alike.
    """
    if _OF_BOTH.search(bare):
        return ""
    for beside in (_SITUATION, _NOT_ALONE, _WHETHER_OR_WHICH, _OTHER_SIDE):
        bare = beside.sub(" ", bare)
    return bare


def unsaid_words(bare: str, index: Index, number: int) -> list[str]:
    """The special words for what a question without its names takes to be used that a paper lacks; not the kind of
    thing that it asks for, nor the field's terms, which `has_no` looks up.
    """
    bare = _ALTERNATIVE.sub(" ", own_side(bare))
    known = {word for attribute in attributes(bare) for word in words(attribute.word)}
    known.update(told_in_short(bare, [text_of(index.papers[number])]))
    system = _WHICH_SYSTEM.search(bare)
    known.update(words(system[1]) if system else ())
    known.update(kind for kind in (asked_kind(bare), kind_of_which(bare)) if kind)
    return [word for word in missing_words(bare, index, number) if word not in known]


def mentions_no(words: Sequence[str]) -> str:
    """That an abstract has none of these words."""
    return f"does not mention {quoted(words)}"


def quoted(words: Iterable[str]) -> str:
    """Words as “a”, “b”."""
    return ", ".join(f"“{word}”" for word in words)


def text_of(paper: Paper) -> str:
    """All that is known of what a paper says."""
    return f"{paper.title}. {paper.abstract}"


def _lowered(title: str) -> str:
    """A title without the capitals that its words have for being in one."""
    return _IN_TITLE.sub(lambda match: match[0].lower(), title)


def _sentences(paper: Paper) -> list[str]:
    return [paper.abstract[start:end] for start, end in split_sentences(paper.abstract)]
