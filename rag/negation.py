"""What a list question wants papers not to have or not to be: "do not use MRI", "release no code", "neither CT nor
MRI".

Each is read as the words without their "not", which then say what the papers must not meet. A "not" of something else
("lesions that the network never saw"), and effort that a method is spared ("without labels"), belong to the topic.
"""

import re
from dataclasses import dataclass

from rag.attributes import section_of
from rag.said_names import names_asked
from rag.wordings import any_of, any_word

_PAPERS = any_word(
    "papers? studies works articles abstracts publications surveys reviews preprints ones those these them listed"
)
_WORKS = any_word(
    """
    papers? studies works articles abstracts publications surveys reviews preprints ones those these them listed
    methods models approaches techniques networks systems algorithms authors groups teams datasets benchmarks
    """
)
_AUXILIARY = any_word("do does did are is were was have has had can could")
_HAVE = any_of(
    r"(?:hav|giv|releas|provid|shar|us|mak|includ|involv)(?:e|es|ing)|has|had|(?:publish|offer|contain|mention"
    r"|report|show)(?:s|es|ing)?|(?:com(?:e|es|ing) |link(?:s|ing)? )?(?:with|to)"
)
_GOES_ON = (
    r"\s*(?:\b(?:but|yet)\b|\b(?:and|or)\s+(?:that|which|who|do|does|are|is|were|have|has|use|uses|release|with)\b)"
)
_END = rf"(?:(?!{_GOES_ON})[^,;?.)])*"
_LACK = any_word("lack(?:s|ing)? omit(?:s|ting)?", r"leav(?:e|es|ing) out")
_NEGATED = re.compile(
    any_of(
        rf"(?:\b(?P<before>{_HAVE})\s+)?\bneither\s+(?P<neither>[^;?.]+?\s+nor\s+{_END})",
        rf"\b{_LACK}\s+(?P<lacked>{_END})",
        rf"(?:\b(?:com(?:e|es|ing)|are|is|were)\s+)?\bwithout\s+(?P<without>{_END})",
        rf"\b(?P<having>{_HAVE})\s+no\s+(?P<no>{_END})",
        rf"[,(;–—-]\s*(?:(?:but|and)\s+)?no\s+(?!matter\b)(?P<none>{_END})",
        rf"\b(?:(?P<auxiliary>{_AUXILIARY})(?:n['’]t|\s+not|\s+never)|(?P<bare>not|never))\s+"
        rf"(?!(?:only|just|merely|necessarily|more|less|fewer|all|every)\b)(?P<rest>{_END})",
    ),
    re.I,
)
_NEXT = re.compile(r"\s*,?\s*\b(?:nor|or|and)\b\s*|\s*,\s*", re.I)
_EFFORT = re.compile(
    r"^(?:need|require|rely|depend)\b"
    r"|^(?:[\w-]+\s+){0,3}?(?:label|annotat|supervis|train|re-?train|fine-?tun"
    r"|(?:human|manual|expert)\w*\s+(?:annot|correct|curat|effort|help|input|interact|interven|label|super|work))",
    re.I,
)
_SCARCE = re.compile(
    r"^(?:an?\s+|any\s+)?(?:access|abundan\w+|adequate|ample|big|enough|huge|large\w*|sufficient)\b", re.I
)
"""What somebody misses rather than what a paper might have."""
_MISSES = re.compile(r"lack|ha(?:ve|s|d)\b|without|with\b", re.I)
_USED = frozenset(("networks", "modalities"))
"""Sections of the field's terms with things that papers use."""
_PLURAL = re.compile(r"(?:(?<![sui])s|people|children|men|data)$", re.I)
_SINGULAR_VERB = re.compile(r"\w*(?:s|ed|ing)$|did|had|could|can|not|never|neither|with|without", re.I)
_FEW = 2
_RELATIVE = re.compile(r"([\w-]+)?\W*\b(?:that|which|who|whose|where)\b(?!.*\b(?:that|which|who|whose|where)\b)", re.I)
_LEADS = any_word("of in from for and or but list find show name me")
_ASKED = re.compile(rf"\b(?:{_WORKS}|which|who|what|how many|list)\b", re.I)
_BESIDE = re.compile(rf"\b(?:{_WORKS}|which|who|and|but)\W*$", re.I)
_SAYS = re.compile(
    r"(?<!the )(?<!a )"
    rf"\b(?:say|show|find|argue|claim|state|conclude|suggest|report|demonstrate|study|test|want|think|believe|warn|mention)"
    rf"(?:s|ing)?\s+(?=\w)(?!(?:generat|writ)\w+\b)(?!(?:me|us|all|any|the)?\s*(?:[\w-]+\s+){{0,3}}?{_PAPERS})(?!.*(?:\b(?:but|and)\b|,))",
    re.I,
)
"""What follows is what papers say, not what they are."""
_GOES_WITH = re.compile(
    r"\s*$|\s+(?:on|about|for|with|in|from|using|of|by|here|that|which|who)\b|.*\b(?:and|but)\W*$", re.I
)
"""Between papers and what is said of them nothing else may be spoken of."""
_SAID_OF = re.compile(r"(?:about|on|using|with|for|from|in|of|by|based|written|\w+ed|\w+ing)\b", re.I)
_VERB = re.compile(r"\b(?:com(?:e|es|ing)|are|is|were)\s", re.I)


_KINDS_OF_PAPERS = (
    rf"(?:\w+ )?{any_word('surveys? reviews? overviews? preprints? editorials?')}(?: (?:or|and) \w+)?"
    "(?: papers| articles)?"
)
_POLITELY = r"(?:,?\s*(?:please|pls|plz|thanks))?"
_LEAVES = r"(?:but |and )?(?:no|not|without|skip|ignore|exclude) (?:the |any )?"
_EXCLUSION = re.compile(
    any_of(
        rf"^\W*{_LEAVES}(?P<first>{_KINDS_OF_PAPERS}){_POLITELY}\s*[:;,–—-]+",
        rf"[?.!,;–—-]+\s*{_LEAVES}(?P<last>{_KINDS_OF_PAPERS}){_POLITELY}\W*$",
        rf"[,(;–—-]\s*(?P<aside>{_KINDS_OF_PAPERS}) (?:(?:left |put |set )?aside|excluded|excepted|left out"
        rf"|not included){_POLITELY}\)?",
    ),
    re.I,
)
"""Kinds of papers that are set aside apart from what is asked for: before it, in a sentence behind it, or by what is
done with them ("surveys aside").
"""
_LEFT_OUT = re.compile(
    r"[.?!;]\s+(?:(?:but|and|please|just)\s+)*(?:leave (?:out|aside)|skip|exclude|ignore|drop|omit)\s+"
    rf"(?:(?:the|any|all)\s+)?(?P<what>[^.?!;]{{4,120}}?){_POLITELY}\W*$",
    re.I,
)
"""Whatever is to be left out, in a sentence behind what is asked for."""
_LIST_MARK = re.compile(r"\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+", re.I)


def with_exclusion(question: str) -> str:
    """A question with the kinds of papers that it sets aside said at its end.

    >>> with_exclusion("no reviews please: papers on bees"), with_exclusion("papers on bees, surveys aside")
    ('papers on bees, no reviews', 'papers on bees, no surveys')
    """
    match = _EXCLUSION.search(question)
    if not match:
        left = _LEFT_OUT.search(question)
        rest = question[: left.start()].rstrip("?.! ") if left else ""
        return f"{rest}, excluding {' or '.join(_LIST_MARK.split(left['what']))}" if left and rest else question
    what = match["first"] or match["last"] or match["aside"]
    rest = f"{question[: match.start()]} {question[match.end() :]}".strip().rstrip("?.! ")
    return f"{rest}, no {what}" if rest else question


@dataclass(frozen=True, slots=True)
class Negation:
    """The slice `start:end` of a question that says what is not there."""

    start: int
    end: int
    said: str
    """As the question says it."""
    sides: tuple[str, ...]
    """What is not there, each as if it were asked for."""
    effort: bool
    """It may be what a method is spared."""
    beside: bool
    """It stands where it can only be said of the papers."""
    missed: bool
    """It is what somebody misses ("lack large datasets")."""

    @property
    def whole(self) -> str:
        """What is not there, as if it were asked for."""
        return " or ".join(self.sides)


def negations(question: str) -> tuple[Negation, ...]:
    """What a list question says of papers that they do not have or are not, in order.

    >>> [found.sides for found in negations("Which CT papers are not surveys and use neither MRI nor PET?")]
    [('are surveys',), ('use MRI', 'use PET')]
    """
    found = (_read(question, match) for match in _NEGATED.finditer(question))
    return tuple(negation for negation in found if negation)


def _read(question: str, match: re.Match[str]) -> Negation | None:
    before = question[: match.start()]
    if not _ASKED.search(before) or _SAYS.search(before):
        return None
    used = bool(rest := match["without"] or match["no"]) and _names_what_is_used(before, rest)
    beside = True
    if sides := match["neither"]:
        verb = match["before"] or "with"
        parts = [f"{verb} {side}" for side in _NEXT.split(sides)]
        rest = sides
    else:
        rest = match["lacked"] or match["without"] or match["no"] or match["none"] or match["rest"] or ""
        verb = match["having"] or ("" if match["rest"] else "with")
        if (match["auxiliary"] or "").lower() in ("are", "is", "were", "was", "have", "has", "had"):
            verb = match["auxiliary"]
        if match["without"] or (verb.lower().endswith(("with", "to")) and match["no"]):
            beside = used or _ends_with_papers(before) or bool(_VERB.match(match[0]))
        elif (match["bare"] or "").lower() == "not":
            beside = bool(_SAID_OF.match(rest)) and _ends_with_papers(before)
        parts = [f"{verb} {rest}".strip()]
    if not rest.strip():
        return None
    effort = bool(_EFFORT.search(rest))
    first = _NEXT.split(rest)[0]
    missed = bool(_MISSES.match(match[0]) and (_SCARCE.match(first) or _EFFORT.search(first)))
    verb = re.sub(r"n['’]t$", "", match[0].split()[0])
    beside = beside and (used or _of_papers(before, plural=not _SINGULAR_VERB.fullmatch(verb)))
    return Negation(*match.span(), match[0].strip(), tuple(parts), effort, beside, missed)


def _names_what_is_used(before: str, rest: str) -> bool:
    """Whether papers on something are asked for "without" what papers use: a network, a system, a modality."""
    papers = list(re.finditer(rf"\b{_PAPERS}\b", before, re.I))
    thing = rest.strip()
    topic = before[papers[-1].end() :].split() if papers else []
    return (
        bool(topic)
        and len(topic) <= 1 + _FEW
        and bool(_SAID_OF.match(topic[0]))
        and (section_of(thing) in _USED or names_asked(thing) == (thing,))
    )


def _ends_with_papers(before: str) -> bool:
    """Whether the papers asked for, or what joins two things said of them, stand right before."""
    last = _BESIDE.search(before)
    models = last and not re.match(rf"(?:{_PAPERS}|which|who|and|but)\b", last[0], re.I)
    return bool(last) and not (models and re.search(rf"\b{_PAPERS}\b", before, re.I))


def _of_papers(before: str, *, plural: bool) -> bool:
    """Whether what follows these words of a question (a `plural` verb?) is said of the papers that it asks for."""
    papers = list(re.finditer(rf"\b{_PAPERS}\b", before, re.I))
    relative = _RELATIVE.search(before)
    word = relative[1] if relative else None
    if word is not None:
        # "Papers on CT that have": it is not CT that does.
        if papers and plural and not _PLURAL.search(word):
            return True
        # "Models that do not forget" are asked for only where no papers are.
        return bool(re.fullmatch(rf"{_PAPERS if papers else _WORKS}|{_LEADS}", word, re.I))
    asked = papers or list(re.finditer(rf"\b{_WORKS}\b", before, re.I))
    return not asked or bool(_GOES_WITH.match(before[asked[-1].end() :]))
