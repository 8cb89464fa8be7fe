"""A question checked and cleaned, and how a follow-up leans on what was said before. By rule; a model may do better,
and need not be there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.errors import InvalidQuestion

MAX_CHARACTERS = 4000
"""Longest question accepted."""

MAX_TURNS = 50
"""Most turns of history accepted; older ones say nothing about the question."""

MAX_TURN_CHARACTERS = 20_000
"""Characters of a turn that are read; the rest says nothing about the question."""

History = Sequence[Mapping[str, str]]
"""Turns as {"role": "user" or "assistant", "content": text}, oldest first."""


def clean_question(question: object) -> str:
    """The question as one line of readable text.

    Raises InvalidQuestion when it is not text, is empty, holds characters that are no text, or is over
    MAX_CHARACTERS long.
    """
    if not isinstance(question, str):
        raise InvalidQuestion(f"the question is {type(question).__name__}, not text; ask in a sentence")
    if len(question) > MAX_CHARACTERS:
        raise InvalidQuestion(
            f"the question has {len(question):,} characters ({question[:40]!r}…); the most is "
            f"{MAX_CHARACTERS:,}, so ask in a few sentences"
        )
    for place, character in enumerate(question):
        if "\ud800" <= character <= "\udfff" or character == "\0":
            raise InvalidQuestion(
                f"the question holds {character!r} at character {place + 1}, which is no text; retype it, or "
                f"paste it as plain text"
            )
    text = " ".join("".join(c if c.isprintable() else " " for c in question).split())
    if not any(c.isalnum() for c in text):
        raise InvalidQuestion(f"the question {question[:40]!r} holds no words; ask in a sentence")
    return text


def clean_history(history: object) -> tuple[dict[str, str], ...]:
    """The last MAX_TURNS turns, checked.

    Raises InvalidQuestion for a turn that is not {"role": "user" | "assistant", "content": text}.
    """
    if history is None:
        return ()
    if isinstance(history, (str, bytes, Mapping)) or not isinstance(history, Sequence):
        raise InvalidQuestion(
            f"the history is {type(history).__name__}; it takes a list of {{'role': …, 'content': …}} turns"
        )
    turns = []
    for number, turn in enumerate(history, 1):
        role = turn.get("role") if isinstance(turn, Mapping) else None
        content = turn.get("content") if isinstance(turn, Mapping) else None
        if role not in ("user", "assistant") or not isinstance(content, str):
            raise InvalidQuestion(
                f"turn {number} of the history is {str(turn)[:80]!r}; "
                "a turn is {'role': 'user' or 'assistant', 'content': text}"
            )
        plain = content[:MAX_TURN_CHARACTERS].encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
        turns.append({"role": role, "content": plain})
    return tuple(turns[-MAX_TURNS:])


_ALL = r"(?:collection|corpus|database|library)"
_COURTESY = re.compile(
    r"^\W*(?:(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks?(?: you)?(?: (?:a lot|very much"
    r"|so much))?|thx|"
    r"cheers|ok(?:ay)?|great|nice|cool|bye|goodbye|help|help me|what can you do|who are you|what are you"
    r"|what is this|"
    r"how does this work|what (?:can|should|could) i ask(?: you| here| about)?|where do i (?:start|begin)|"
    rf"what(?:['’]?s| is) (?:this|the|your) (?:\w+ )?(?:{_ALL}|tool|site|app|page)(?: about)?|"
    rf"what(?:['’]?s| is| are) (?:in|on) (?:here|(?:this|the|your) (?:\w+ )?{_ALL})|"
    r"what (?:do|can) you (?:know|answer|cover|do)(?: about)?|"
    r"makes sense|understood|got it|i see|perfect|excellent|awesome|wonderful|brilliant|wow|"
    r"(?:much|really) appreciated|"
    r"good to know|(?:very |really |how )?(?:interesting|helpful|useful)|"
    r"(?:(?:that|this)(?: one)?(?:['’]s| is| was| has been| will)?|you(?:['’]ve| have)?(?: been)?)\s+"
    r"(?:(?:all|really|very|so|quite|a (?:great|big|real))\s+)*(?:helps?|helped|helpful|useful|great|good|nice|clear|"
    r"interesting|enough|do|all)(?: (?:a lot|a bit|me|already|for now|to know|i (?:need(?:ed)?|wanted)(?: to know)?))*)"
    r"\b\W*)+$",
    re.I,
)


def is_courtesy(question: str) -> bool:
    """Whether it greets, thanks or asks what this is, rather than asks something of the papers.

    >>> is_courtesy("Hi, what can you do?"), is_courtesy("What is this collection about?")
    (True, True)
    """
    return bool(_COURTESY.match(question))


@dataclass(frozen=True, slots=True)
class FollowUp:
    """How a question leans on what was said before."""

    refers: bool
    """It points back ("its code?", "the second one", "why?")."""
    changes_topic: bool
    """It says that it leaves the topic ("different subject: …")."""
    ordinal: int | None
    """Which of the papers just cited: 0 for the first, -1 for the last; None when it does not say."""
    ordinals: tuple[int, ...]
    """All of them, in order ("compare the first and the third")."""
    rest: str
    """The question without the words that only lead over ("thanks. now tell me …")."""


_LEAD = re.compile(
    r"^\s*(?:(?:(?:ok(?:ay)?|thanks?(?: (?:you|a lot|so much|very much|for (?:that|this)))?|thx|cheers|great|good|nice|"
    r"cool|perfect|awesome|excellent|hm+|alright|so|interesting|got it|i see|understood|makes sense)\b(?!-\w)"
    r"|(?:right|fine|well|(?:that|this)(?: one)?(?:['’]s| is| was)? (?:very |really )?(?:helps?|helpful|helped|useful|"
    r"great|good|nice|clear|enough|all|it))\b(?=\s*[,.!;:–—]|\s+(?:and|so|but|then|now|ok|thanks|what|how|which|who|where|why|when)\b)"
    r")[\s,.!;:–—-]*)+",
    re.I,
)
_CHANGE = re.compile(
    r"^\s*(?:(?:(?:switch|turn|mov|com|go|jump)ing (?:(?:over|on|now) )?to(?= [^,.!?;:]{2,60}[:,]\s)"
    r"|(?:a |something )?(?:completely |totally |quite )?(?:different|another|new|other) "
    r"(?:subject|topic|question|matter|thing|one)|something else|completely different|"
    r"(?:let'?s )?(?:change|switch) (?:of |the )?(?:subject|topic)s?|leave that|forget (?:that|it)|moving on|new "
    r"topic|switching (?:topics?|gears)|never ?mind|on another note|unrelated|by the way|btw"
    r"|(?:leav|sett|putt)ing (?:[\w'’-]+ ){1,4}aside|(?:leave|put|set) (?:[\w'’-]+ ){1,4}aside"
    r"|(?:that|this) (?:one )?aside|enough (?:of|about|on|with) (?:that|this|it|them)(?: (?:one|paper|study|topic))?"
    r"|back to)\b[\s,.!;:–—-]*)",
    re.I,
)
_TELL = re.compile(
    r"^\s*(?:and |but )?(?:now[\s,]+)?(?:please )?(?:tell me (?:something |more )?about|what about|how "
    r"about|explain|describe)\b",
    re.I,
)
_PRONOUN = re.compile(
    r"\b(?:it|its|it's|they|their|them|theirs|this|these|those|he|she|his|her|the (?:same|former|latter|other|"
    r"others|two|three|method|model|dataset|data set|paper|study|work|authors|system|approach|network|framework|"
    r"survey|review|challenge|benchmark|toolbox|results?)"
    r"|that(?= (?:one|paper|dataset|data set|data|model|method|study|work|system|survey|review|approach|network|"
    r"result|number|score|figure|set|challenge|benchmark)\b)|(?:that|there)(?=\W*$)|"
    r"that(?=['’]s\b| (?:is|was|are|were)\b)|(?:in|about|of|for|from|with|by|to|than) (?:that|this)\b|"
    r"(?:explain|describe|repeat|rephrase|clarify|elaborate on|expand on|summari[sz]e) that\b|"
    r"(?:do|are|have|did|were) both|the (?:[\w-]+ ){1,3}ones?\b)\b",
    re.I,
)
_OF_BOTH = re.compile(
    r"^\W*(?:(?:and|so|but)\s+)?(?:both|neither)(?:\s+of\s+(?:them|these|those))?\s+(?:on|in|with|for|from|by|at|about|"
    r"using|are|is|have|use|do|were|was|can|need|work|come|[a-z]+ed|open|free|public|[a-z]+ly)\b",
    re.I,
)
"""Says something of both ("both on CT?"), not of both of some things ("both training and test sets?")."""
_ELLIPSIS = re.compile(
    r"^\s*(?:and|but|or|also|why|versus|vs\.?|compared (?:to|with)|what about|how about|what else|how so|how "
    r"come|in what way|since when|which ones?)\b",
    re.I,
)
_PLEONASTIC = re.compile(
    r"\b(?:is|was|will|does|did|can|could|would) it (?:rain|snow|possible|true|safe|normal|okay|ok|time|worth|"
    r"matter|make sense|mean|take (?:to|for)|hurt)\b|\bwhat (?:time|day|date|year) (?:is|was) it\b",
    re.I,
)
_ORDINALS = {
    "first": 0,
    "second": 1,
    "third": 2,
    "fourth": 3,
    "fifth": 4,
    "sixth": 5,
    "seventh": 6,
    "eighth": 7,
    "ninth": 8,
    "tenth": 9,
    "last": -1,
    "former": 0,
    "latter": -1,
    "1st": 0,
    "2nd": 1,
    "3rd": 2,
}
_PLACE = "|".join(_ORDINALS)
_VERB = (
    r"(?:add|address|answer|apply|beat|build|claim|come|compare|consider|contain|cover|deal|depend|describe|detect|differ|do|"
    r"employ|evaluate|find|focus|generate|get|give|handle|have|help|improve|include|learn|look|make|mention|need|offer|"
    r"outperform|perform|predict|produce|propose|provide|reach|recommend|rely|report|require|run|say|segment|show|"
    r"support|surpass|take|talk|tell|train|try|use|work)"
)
_DONE = r"(?:\w+ed|built|drawn|done|found|given|made|meant|run|seen|shown|taken|taught)"
_BEHIND_DONE = r"(?:about|against|as|at|by|for|from|in|of|on|out|to|up|using|with|without)"
_ORDINAL = re.compile(
    rf"\bthe ({_PLACE})\b(?=\s*(?:(?:one|paper|study|work|model|method|dataset)s?\b|"
    r"(?:do|does|is|was|has|have|can|and|or|with)\b|"
    r"of (?:them|these|those)\b|[?.,!:;–—]|['’]s\b|$))"
    # The subject of a verb ("what was the first built from?"), rather than before a noun ("was the first step hard?").
    rf"|\b(?:do|does|did)\s+the ({_PLACE})(?=\s+(?:also\s+)?{_VERB}\b)"
    rf"|\b(?:is|are|was|were)\s+the ({_PLACE})(?=\s+(?:also\s+)?{_DONE}\s+{_BEHIND_DONE}\b)"
    r"|\bthe (former|latter)\b|(?:\bpaper|\bnumber|\bno\.?|#|\[)\s*(\d{1,2})\b(?:\])?",
    re.I,
)


def follow_up(question: str) -> FollowUp:
    """Read how a question leans on the conversation before it, from its words alone."""
    rest = _LEAD.sub("", question, count=1) or question
    change = _CHANGE.match(rest)
    if change and re.search(r"\w", rest[change.end() :]):
        rest = rest[change.end() :]
    asks_anew = bool(_TELL.match(rest)) and not _PRONOUN.search(rest) and not _ORDINAL.search(rest)
    ordinals = []
    for match in _ORDINAL.finditer(rest):
        *words, number = match.groups()
        word = next(filter(None, words), "")
        ordinals.append(_ORDINALS[word.lower()] if word else int(number) - 1)
    ordinal = ordinals[0] if ordinals else None
    refers = (
        ordinal is not None
        or bool(_ELLIPSIS.match(rest) or _OF_BOTH.match(rest))
        or bool(_PRONOUN.search(_PLEONASTIC.sub(" ", rest)))
    )
    return FollowUp(refers and not asks_anew, bool(change) or asks_anew, ordinal, tuple(ordinals), rest.strip())
