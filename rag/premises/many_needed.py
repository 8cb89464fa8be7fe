"""A great amount that a question takes a work to need, and a sentence by which it does with little, or without.

"Why does it need hundreds of labelled volumes?" goes against "using only two labeled volumes".
"""

from collections.abc import Sequence

from rag.premises.granted import denies, presumes
from rag.premises.topic import as_said
from rag.premises.whose import OTHERS, OWN
from rag.wordings import any_word, pattern
from rag.words import terms

_GREAT = any_word(
    "hundreds thousands millions dozens lots plenty huge large massive enormous vast extensive big many",
    "a lot",
    "a great deal",
)
_NEEDS = any_word(
    "need needs needed require requires required demand demands demanded depend depends takes took",
    "rely on",
    "relies on",
)
_MANY = pattern(
    rf"\b{_NEEDS}\s(?:on\s)?(?:[\w-]+\s){{0,3}}?{_GREAT}\s(?:of\s)?(?P<what>(?:[\w-]+\s?){{1,4}})",
    rf"\b(?:which|what)\s(?!many){_GREAT}\s(?P<before>(?:[\w-]+\s){{1,4}}?)(?:do|does|did|must|would)\s[^?]*?\b(?:need|require|train)\w*",
)
_LITTLE = pattern(
    r"\b(?:only|just|merely|as few as)\s(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|a|few|"
    r"\d+)\s)(?:single\s|few\s)?"
    r"(?P<few>(?:[\w-]+\s?){1,5})",
    r"\b(?:without|no)\s(?:(?:the\s)?(?:need|requirement)\s(?:for|of)\s)?(?:using\s)?(?:large|huge|massive|extensive|big|many)\s(?P<none>(?:[\w-]+\s?){1,3})",
    r"\b(?:on|with|using)\sa\ssingle\s(?P<one>[\w-]+)",
)
_END = pattern(rf"\b{any_word('to for in on at by and or but that which when while before after than with from as')}\b")


def many_needed(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence of the authors' own work by which little of it is enough, or none is needed; or None."""
    if not presumes(question) or denies(question):
        return None
    for match in _MANY.finditer(question):
        what = _END.split(match["what"] or match["before"], maxsplit=1)[0]
        needed = {other for term in terms(what) for other in as_said(term)}
        for sentence in sentences:
            if OTHERS.search(sentence) and not OWN.search(sentence):
                continue
            for little in _LITTLE.finditer(sentence):
                enough = _END.split(little["few"] or little["none"] or little["one"], maxsplit=1)[0]
                if needed & set(terms(enough)):
                    return sentence
    return None
