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
_ANY_SOLD = rf"(?:{_PRODUCTS['openai']}|{_PRODUCTS['google']}|{_PRODUCTS['anthropic']})"
_TALKS = r"(?:large[- ])?language[- ]models?|LLMs?"
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
_SOLD = re.compile(
    r"\b(?:commercial|proprietary|closed[- ]source|off[- ]the[- ]shelf|well[- ]known|popular)\s+(?:[\w-]+\s+){0,2}?"
    rf"(?:chat ?bots?|(?:chat|ai) (?:models?|assistants?|systems?)|multimodal models?|{_TALKS})\b"
    r"|\bchat ?bots? (?:that are )?(?:on sale|on the market|for sale)\b",
    re.I,
)
"""Such models as they can be bought, whoever makes them."""
_TALKING = re.compile(rf"\b(?:an? |the )?(?:(?:multimodal|big|general|ready-made)\s+)*(?:{_TALKS})\b", re.I)
"""Any model that talks."""

_HELPED = re.compile(
    any_of(
        r"\b(?:helpers?|aides?|preparatory)\b",
        r"\b(?:with the help of|thanks to|helped by)\b",
        rf"\b(?:GPT\S*|ChatGPT|Gemini|Claude|LLaMA|{_TALKS})\s+(?:has |have )?(?:made|wrote|written|generated|produced"
        r"|created|translated|label\w+|cleaned)\b",
        r"\b(?:made|written|generated|produced|created|translated|labell?ed|cleaned) (?:by|with|using) (?:an? )?"
        rf"(?:GPT|ChatGPT|Gemini|Claude|{_TALKS})",
        r"\bas (?:an? )?(?:\w+ )?(?:aid|tool|assistant)s?\b",
        r"\b(?:merely|only|just) (?:as|to|for)\b",
        r"\b(?:rather than|instead of|not) (?:as )?(?:testing|judging|evaluating|the (?:thing|model|one|subject))\b",
        r"\b(?:to|for|with) (?:\w+ )?(?:translat|tid[yi]|clean|harmoni|paraphras|rewrit|draft|label|annotat)\w*",
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
    r"|as (?:they|it) comes?|whole point|main (?:subject|topic|point|purpose|aim|goal))\b"
    r"|\b(?:no|without|rather than|instead of) (?:\w+ing )?(?:an? |any |their )?"
    r"(?:(?:own|new) (?:model|system|network)s?|(?:model|system|network)s? of (?:their|its) own)\b",
    re.I,
)
"""The model as it is, rather than one that the paper makes."""
_TRIED = re.compile(
    r"\b(?:put(?:s|ting)?\b[^?;]*?\b(?:to the test|through (?:its|their) paces)"
    r"|tr(?:y|ies|ied|ying) out|evaluat\w+|assess\w*|test(?:s|ed|ing)?|examin\w+|investigat\w+|benchmark\w*"
    r"|(?:find|see|check)s? (?:out )?how (?:well|good))\b",
    re.I,
)
_EVALUATES = (
    r"\b(?:we|our|this (?:paper|study|work|article))\b[^.;]{0,60}?"
    r"\b(?:evaluat|assess|test|examin|investigat|benchmark|stud(?:y|ies))\w*\b"
)
_USES = r"(?:us(?:e[sd]?|ing)|leverag\w+|employ\w*|harness\w*|utili[sz]\w*|prompt(?:s|ed|ing)?)"
_ON_TEXTS = any_word(
    "translat harmoni homogeni label annotat clean augment extract structur pars paraphras rewrit summari",
    r"generat\w* (?:[\w-]+ ){0,3}(?:labels?|prompts?|descriptions?|captions?|annotations?|texts?)",
)
"""What a model that talks does with texts and labels."""
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
    other = (
        None if maker or names else _SOLD.search(question) or (_HELPED.search(question) and _TALKING.search(question))
    )
    if other:
        sold = _SOLD.fullmatch(other[0])
        called = "a commercial model" if sold else "a language model"
        products = _ANY_SOLD if sold else rf"{_ANY_SOLD}|(?<!vision )(?<!vision-)(?i:{_TALKS})(?![A-Za-z])"
    elif maker or names:
        called = f"a model of {maker}" if maker else " or ".join(names)
        products = _PRODUCTS[maker.lower()] if maker else "|".join(map(_written, names))
    else:
        return None
    said = rf"(?<![A-Za-z])(?:{products})"
    name = rf"(?:{said})"
    # What is left of the topic is what of medicine it names.
    topic = " ".join(attribute.word for attribute in attributes(_NAMED.sub(" ", question), medical=True))
    asked = re.compile(re.escape(question))
    said_as = "|".join(map(re.escape, [one[0] for one in (made, other) if one] + names))
    spoken = f"(?:{said_as})"
    if re.search(
        rf"\b(?:{_BEATS}|{_OVER})\s+(?:[\w'’-]+\s+){{0,3}}?{spoken}|{spoken}[^,;?.]{{0,30}}?\b{_LOSES}", question, re.I
    ):
        met = sentence(
            rf"\b(?:{_BEATS}|better than|(?:improvement|gain)s? over|superior)\b[^.;]{{0,80}}?{name}",
            rf"\bcompared (?:to|with)\b[^.;]{{0,60}}?{name}[^.;]*?\b{_BEATS}",
        )
        return Part(Condition(f"beats {called}", f"beat {called}", asked, met), topic)
    if other and _HELPED.search(question):
        met = sentence(
            rf"\b{_USES}\b[^.;]{{0,60}}?{name}[^.;]*?\b{_ON_TEXTS}",
            rf"\b{_ON_TEXTS}\w*\b[^.;]{{0,90}}?\b(?:using|with|by|through|via)\s+(?:\w+ )?{name}",
            rf"{name}-based\s+(?:\w+\s+)?{_ON_TEXTS}",
        )
        return Part(Condition(f"uses {called} as a helper", f"use {called} as a helper", asked, met), topic)
    if _HELPED.search(question):
        met = sentence(
            rf"\b(?:{_USES}|with the help of"
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
    if maker or other:
        return Part(Condition(f"speaks of {called}", f"speak of {called}", asked, sentence(name)), topic)
    return None


def _written(name: str) -> str:
    """A name as papers write it, with any flavour of its version ("GPT-4o" is a GPT-4)."""
    return rf"(?i:{re.escape(name)})(?![0-9])"
