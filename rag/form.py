"""How an answer should be given, beside what is asked: "in one sentence", "answer in French", "explain to a child".

It is no content: an abstract need not mention French. Read from the grammar of such orders: a phrase of manner with
nothing but a measure of text, a reader or a way of writing in it, or a clause that orders how to answer.
"""

import re
from typing import NamedTuple

from rag.wordings import any_of, any_word, pattern

_SIZE = any_word("a an one two three four five six seven eight nine ten few single just only most least about", r"\d+")
_TEXT = any_word(
    "words? sentences? lines? paragraphs? bullets? characters? tweets? nutshell steps", r"bullet[ -]points?"
)
_PLAIN = any_word(
    "plain simple simpler easy everyday basic layman'?s lay non-?technical plainer other short brief clear"
)
_WAY = any_word("english language terms words way manner detail")
_LANGUAGE = any_word(
    "english french german spanish italian portuguese dutch chinese japanese korean arabic russian hindi"
)
_SHAPE = any_word(
    "table list poem haiku json markdown latex csv html essay tweet story", r"(?:bullet(?:ed)?|numbered) list"
)
_READER = r"(?:(?:an?|my|the|someone|somebody|people)\s+)?(?:complete\s+|total\s+|absolute\s+|curious\s+)?" + any_word(
    "child children kid kids beginner beginners layman laymen layperson laypeople novice dummies five-year-old me",
    r"(?:\w+[ -])year[ -]old",
    r"high[ -]school(?:er| student)",
    r"grandm\w+",
    "mother|mum|mom|grandparents?",
    "non-?experts?",
)
_MANNER = any_of(
    rf"in\s+(?:(?:at|no)\s+)?(?:(?:less|fewer|more)\s+than\s+)?(?:{_SIZE}\s+)*(?:(?:short|simple|brief)\s+)?{_TEXT}",
    rf"(?:in|using)\s+(?:{_PLAIN}\s+)+{_WAY}",
    rf"(?:as|in)\s+(?:an?\s+)?(?:(?:short|simple|small|markdown)\s+)*{_SHAPE}(?:\s+(?:form|format))?",
    r"step[ -]by[ -]step",
    r"without\s+(?:any\s+|the\s+)?(?:citations?|references?|sources|quotes|jargon|links)",
    r"in\s+(?:brief|short|summary)",
)
"""Ways of writing, at the end or before a comma or colon."""
_FOR_READER = any_of(
    rf"(?:to|for(?=\s+(?:an?|my|dummies)\b))\s+{_READER}",
    rf"(?:as if|like)\s+i(?:['’]?m| am| was| were)\s+(?:\w+|\w+ years old|{_READER})",
)
_ADVERB = r"(?:very\s+)?(?:briefly|shortly|concisely|succinctly|simply|simpler)"
_ORDER = any_of(
    rf"(?:say|put|explain|write)\s+(?:it|this|that)\s+(?:(?:more|again|in)\s+)?(?:{_ADVERB}|simple|{_PLAIN}\s+{_WAY})",
    r"(?:answer|reply|respond|write|speak)\s+(?:only\s+|just\s+|me\s+|back\s+)?"
    rf"(?:in|with|as|using|without|{_ADVERB})\b(?![^.?!:]*\bpapers?\b)[^.?!:]*",
    rf"(?:keep|make) (?:it|the answer|this) (?:short|brief|simple|concise|under {_SIZE} {_TEXT})",
    r"(?:be|stay) (?:brief|concise|short)",
    r"no (?:citations|references|jargon|explanations?)(?: please)?",
)
"""Clauses of their own that order how to answer."""
_ASKED_TO_TELL = r"(?:explain|describe|summari[sz]e|tell|introduce|what|how|why|define|compare|list|give|show)"

_AHEAD = pattern(
    r"^\W*eli5\b[:,]?\s+(?=\w)",
    rf"^\W*(?:please\s+)?(?:{_ORDER}|{_MANNER}|{_ADVERB})\s*[:,;.–—-]+\s*(?=\w)",
    rf"(?<=^explain )(?:{_MANNER}|{_FOR_READER}|{_ADVERB})[:,]?\s+(?=\w)",
)
_BEHIND = pattern(
    rf"(?:[,;:–—-]\s*|(?<=[.?!])\s*)(?:and\s+|but\s+|please\s+)*(?:{_ORDER}|{_ADVERB}|{_MANNER}|{_FOR_READER})"
    r"(?:\s*,?\s*please)?\W*$",
)
"""Set off by a mark, it stands behind any question."""
_TOLD = pattern(
    rf"^(?=\W*(?:(?:please|can you|could you)\s+)*{_ASKED_TO_TELL}\b)"
    rf".*?(?P<form>\s(?:{_FOR_READER}|{_MANNER}|{_ADVERB})(?:\s*,?\s*please)?\W*$)"
)
"""Without one, only behind what is to be told: "is it useful to children?" is content."""
_ALONE = pattern(rf"^\W*(?:{_ORDER}|{_MANNER}|{_ADVERB})\W*$")
_ASIDES = r"(?:ok|okay|now|and|but|then|please|again|instead|can you|could you|would you)"
_TOLD_AGAIN = (
    r"(?:(?:explain|describe|say|put|give|show|write|repeat|rephrase|translate|summari[sz]e|simplify|shorten|tell)\b"
    r"(?:\s+(?:me|us))?(?:\s+(?:it|that|this|them|the (?:answer|list|same|whole)|an?)(?:\s+to\s+(?:me|us))?)?"
    r"(?:\s+again)?)"
)
_COMPARED_FORM = any_of(
    r"(?:(?:a\s+(?:bit|little)|much|even)\s+)?(?:shorter|longer|simpler|briefer|plainer|easier|clearer|more\s+(?:simply|briefly|concisely|detailed))"
    r"(?:\s+(?:version|answer|explanation|summary))?",
    r"(?:too|very)\s+(?:long|short|complicated|technical)",
    r"eli5|tl;?dr|(?:like|as if) i(?:['’]?m| am) \w+",
    rf"(?:in|into|to)\s+{_LANGUAGE}(?=\W+please)",
)
_FORM_ONLY = pattern(
    rf"^\W*(?:{_ASIDES}\b\W*)*(?:{_TOLD_AGAIN}\s+|a\s+|make it\s+|that(?:['’]s| is| was)\s+)?"
    rf"(?:{_ORDER}|{_MANNER}|{_FOR_READER}|{_ADVERB}|{_COMPARED_FORM})(?:\W+(?:{_ASIDES}|{_MANNER}|{_ADVERB})\b)*\W*$",
    rf"^\W*(?:{_ASIDES}\b\W*)*(?:rephrase|simplify|shorten|translate)\s+(?:it|that|this|the answer)"
    rf"(?:\s+(?:in)?to\s+{_LANGUAGE})?(?:\W+{_ASIDES}\b)*\W*$",
)
"""Nothing but an order on the form, which is for what was answered before."""


class Formed(NamedTuple):
    """A question, and what it says of the form of its answer, piece by piece."""

    question: str
    form: tuple[str, ...]


def set_form_aside(question: str) -> Formed:
    """A question without what it says of the form of its answer; as it is where nothing else would be left.

    >>> set_form_aside("What is VoCo? Answer in French.")
    Formed(question='What is VoCo?', form=('Answer in French',))
    """
    rest, form = question, list[str]()
    while match := _AHEAD.search(rest) or _BEHIND.search(rest) or _TOLD.search(rest):
        start, end = match.span("form") if match.re is _TOLD else match.span()
        left = f"{rest[:start]} {rest[end:]}"
        if len(re.findall(r"\w+", left)) < 2 or _ALONE.match(rest):
            break
        form.append(rest[start:end].strip(" .,;:?!–—-"))
        asks = rest[:end].rstrip().endswith("?") and end == len(rest)
        rest = " ".join(left.split())
        if asks and rest[-1:].isalnum():
            rest += "?"
    return Formed(rest, tuple(form))


def is_form_only(question: str) -> bool:
    """Whether it says how to answer and nothing of what.

    >>> is_form_only("Shorter, please."), is_form_only("What is VoCo, in one sentence?")
    (True, False)
    """
    return bool(_FORM_ONLY.match(question))
