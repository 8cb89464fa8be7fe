"""Who makes the large models that papers use, and what part one of them has in a paper: it helped, it was put to the
test, or it was beaten. General knowledge of the field: an abstract says "GPT-4" and not who made it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rag.attributes import attributes
from rag.condition import Condition, sentence
from rag.wordings import any_of, any_word

_PRODUCTS = {
    "openai": r"(?:ChatGPT|GPT(?:[- ]?\d)?(?![A-Za-z]*[a-z]{3})|DALL-?E)",
    "google": r"(?:Med-)?(?:Gemini|PaLM)",
    "meta": r"(?-i:L[Ll]a[Mm][Aa]|SAM(?![A-Za-z])|Segment Anything|DINO)",
    "microsoft": r"(?:BiomedCLIP|Florence|Phi-\d|LLaVA-Med)",
    "anthropic": "Claude",
}
"""What each is known for, as papers write it."""
_WORDS_OF = {
    "openai": ("chatgpt", "gpt-4", "gpt-4v", "gpt-4o", "gpt-3", "dall-e"),
    "google": ("gemini", "med-palm", "palm", "med-gemini"),
    "meta": ("llama", "sam", "dino", "dinov2"),
    "microsoft": ("biomedclip", "florence-2", "llava-med"),
    "anthropic": ("claude",),
}
"""Words by one of which the papers show that they have something of each."""
_MAKER = r"(?P<maker>OpenAI|Google|Meta|Microsoft|Anthropic)(?:['’]s)?"
_KIND = any_word("models? chatbots? systems? tools? assistants? products? LLMs? networks? bots?")
_MADE_BY = re.compile(
    rf"\b{_MAKER}\s+(?:[a-z-]+\s+){{0,2}}?(?:{_KIND})\b(?:\s+(?:(?:and|or)\s+)?(?-i:GPT)\s+{_KIND})?"
    rf"|\b{_KIND}\s+(?:made |built |offered )?(?:from|by|of)\s+{_MAKER.replace('maker', 'by')}\b",
    re.I,
)
_NAMED = re.compile(
    r"(?<![\w-])(?:ChatGPT|GPT(?:-?\d[A-Za-z]{0,2})?|(?:Med-)?(?:Gemini|PaLM)|Claude|LLaMA)(?![A-Za-z])", re.I
)
"""A model that talks, by its own name."""

_HELPED = re.compile(
    any_of(
        r"\b(?:helpers?|aides?|preparatory)\b",
        r"\bas (?:an? )?(?:\w+ )?(?:aid|tool|assistant)s?\b",
        r"\b(?:merely|only|just) (?:as|to|for)\b",
        r"\b(?:rather than|instead of|not) (?:as )?(?:testing|judging|evaluating|the (?:thing|model|one|subject))\b",
        r"\b(?:to|for|with) (?:\w+ )?(?:translat|tid[yi]|clean|harmoni|paraphras|rewrit|draft)\w*",
    ),
    re.I,
)
_BEATS = r"(?:beat|outperform|surpass|outdo|defeat|exceed|overtak|outscor|outstrip)\w*"
_OVER = r"(?:(?:better|higher) than|ahead of|superior to|improve\w* (?:on|over)|(?:wins?|won) (?:over|against))"
_LOSES = any_of(
    r"los(?:es?|t|ing)\b",
    r"(?:is|was|gets?|being) (?:beaten|outperformed|surpassed)",
    r"f(?:alls?|ell) (?:short|behind)",
)
_TESTED = re.compile(
    r"\b(?:scor|rival|competitor|examin|put(?:s|ting)? [^?]*to the test|perform\w* of|how (?:well|good))\w*", re.I
)
_READY = re.compile(
    r"\b(?:off[- ]the[- ]shelf|ready[- ]made|out[- ]of[- ]the[- ]box|existing|commercial|itself|themselves|solely"
    r"|whole point|main (?:subject|topic|point))\b"
    r"|\b(?:no|without|rather than|instead of) (?:\w+ing )?(?:an? |any |their )?"
    r"(?:(?:own|new) (?:model|system|network)s?|(?:model|system|network)s? of (?:their|its) own)\b",
    re.I,
)
"""The model as it is, rather than one that the paper makes."""
_TRIED = re.compile(
    r"\b(?:tr(?:y|ies|ied|ying) out|evaluat\w+|assess\w*|test(?:s|ed|ing)?|examin\w+|investigat\w+|benchmark\w*"
    r"|(?:find|see|check)s? (?:out )?how (?:well|good))\b",
    re.I,
)
_EVALUATES = (
    r"\b(?:we|our|this (?:paper|study|work|article))\b[^.;]{0,60}?"
    r"\b(?:evaluat|assess|test|examin|investigat|benchmark|stud(?:y|ies))\w*\b"
)
_ALONE = re.compile(r"\b(?:itself|themselves|whole point|own right|main (?:subject|topic)|solely)\b", re.I)
_MEASURES = any_word(
    r"""
    accurac\w* outperform\w* underperform\w* surpass\w* superior inferior exhibit\w* score[sd]? evaluat\w* performance
    performed compared benchmark\w*
    """,
    "(?:improvement|gain)s? over",
    "short of",
)


@dataclass(frozen=True, slots=True)
class Part:
    """A condition on what part a model has in papers, and what else the question is about."""

    condition: Condition
    topic: str


def is_known_maker(word: str, known: Callable[[str], bool]) -> bool:
    """Whether a word names the maker of a model that is `known` by its own name."""
    return any(known(product) for product in _WORDS_OF.get(word.lower(), ()))


def part_in(question: str) -> Part | None:
    """What part a list question wants a large model to have in papers; None where it wants none of one.

    >>> part_in("papers that use an OpenAI model as a helper").condition.name
    'uses a model of OpenAI as a helper'
    >>> part_in("who beats GPT-4o?").condition.name, part_in("papers on bees")
    ('beats GPT-4o', None)
    """
    made = _MADE_BY.search(question)
    maker = (made["maker"] or made["by"]) if made else ""
    names = list(dict.fromkeys(match[0] for match in _NAMED.finditer(question)))
    if not maker and not names:
        return None
    called = f"a model of {maker}" if maker else " or ".join(names)
    said = rf"(?<![A-Za-z])(?:{_PRODUCTS[maker.lower()] if maker else '|'.join(map(_written, names))})"
    name = rf"(?:{said})"
    # What is left of the topic is what of medicine it names.
    topic = " ".join(attribute.word for attribute in attributes(_NAMED.sub(" ", question), medical=True))
    asked = re.compile(re.escape(question))
    said_as = "|".join(map(re.escape, [*([made[0]] if made else []), *names]))
    spoken = f"(?:{said_as})"
    if re.search(
        rf"\b(?:{_BEATS}|{_OVER})\s+(?:[\w'’-]+\s+){{0,3}}?{spoken}|{spoken}[^,;?.]{{0,30}}?\b{_LOSES}", question, re.I
    ):
        met = sentence(
            rf"\b(?:{_BEATS}|better than|(?:improvement|gain)s? over|superior)\b[^.;]{{0,80}}?{name}",
            rf"\bcompared (?:to|with)\b[^.;]{{0,60}}?{name}[^.;]*?\b{_BEATS}",
        )
        return Part(Condition(f"beats {called}", f"beat {called}", asked, met), topic)
    if _HELPED.search(question):
        met = sentence(
            rf"\b(?:us(?:e[sd]?|ing)|leverag\w+|employ\w*|harness\w*|utili[sz]\w*|prompt(?:s|ed|ing)?|with the help of"
            rf"|(?:translated|generated|written|extracted|labell?ed|rewritten) (?:by|with))\b"
            rf"(?:(?!\b{_MEASURES}\b)[^.;])*?{name}(?![^.,;]*\b{_MEASURES}\b)"
        )
        return Part(Condition(f"uses {called} as a helper", f"use {called} as a helper", asked, met), topic)
    if _READY.search(question) and _TRIED.search(question):
        met = sentence(rf"{_EVALUATES}[^.;]{{0,140}}?{name}")
        return Part(Condition(f"evaluates {called}", f"evaluate {called}", asked, met), topic)
    set_against = rf"\b(?:against|(?:compar\w+|comparison) (?:to|with))\s+(?:[\w'’-]+\s+){{0,2}}?{spoken}"
    if (_TESTED.search(question) or re.search(set_against, question, re.I)) and not _ALONE.search(question):
        met = sentence(rf"{name}[^.;]*\b{_MEASURES}\b", rf"\b{_MEASURES}\b[^;]*?{name}")
        return Part(Condition(f"tells how {called} did", f"tell how {called} did", asked, met), topic)
    if maker:
        return Part(Condition(f"speaks of {called}", f"speak of {called}", asked, sentence(name)), topic)
    return None


def _written(name: str) -> str:
    """A name as papers write it, with any flavour of its version ("GPT-4o" is a GPT-4)."""
    return rf"(?i:{re.escape(name)})(?![0-9])"
