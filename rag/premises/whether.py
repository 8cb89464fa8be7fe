"""What a question takes for granted, without what it only asks: whether something is so.

"Did it need labels?" takes nothing for granted, and the sentence by which it did not need any is its answer; "why did
it need labels?" does.
"""

from rag.wordings import any_of, any_word, pattern

_AUXILIARY = any_word(
    "do does did is are was were has have had can could must should would will might may",
    r"(?:do|does|did|is|are|was|were|has|have|had|ca|could|must|should|would|wo)n['’]?t",
)
_TAG = (
    rf"{_AUXILIARY}\s(?:it|they|that|this|he|she|we|you|there)(?:\snot)?"
    r"(?:\s(?:so|true|right|correct|really|the case)\b[^?]{0,40})?\W*$"
)
"""Asks whether what was said before is so: that is stated ("A beats B, doesn't it?", "A beats B; is that so?")."""
_HEDGE = any_of(
    r"(?:(?:can|could|would|do)\s(?:you|we|i|one)\s)?(?:please\s)?(?:tell me|say|know|check|find out)",
    "i(?:['’]d)? (?:wonder|wondered|ask myself|want to know|(?:would )?like to know)",
    "i(?:['’]m| am) (?:not sure|wondering)",
)
_BEGINS = rf"(?:(?:and|or|so|but|then|also|well)\s+)?(?:{_HEDGE}\s(?:whether|if)\b|whether\b|{_AUXILIARY}\s)"
_PART = pattern(rf"(?P<before>^\W*|[.?!:;,–—-]\s+|\s(?=(?:and|or|but)\s))(?P<asked>{_BEGINS}[^.?!:;]*)")
"""A part that asks whether something is so, as far as its sentence goes."""
_THAT = pattern(rf"{_AUXILIARY}\sit\s(?:[\w-]+\s){{1,4}}that\b")
"""Asks whether it is good that something is so, which is stated."""
_WH = pattern(
    r"[,;]\s+(?=(?:(?:and|but|so)\s)?(?:(?:in|on|by|for|from|with|at|to)\s)?(?:why|how|what|which|where|when|who|whose)\b)"
)
"""Behind it, something else is asked."""
_SO = "is it so"
_TAIL = pattern(rf"^(?:(?:and|or|so|but)\s+)?{_TAG}")


def without_whether(question: str) -> str:
    """A question with "is it so" in place of all that it asks with "is …?", "did …?" or "whether".

    >>> without_whether("The film reader: did it need labels?")
    'The film reader: is it so?'
    >>> without_whether("A beats B, doesn't it?")
    "A beats B, doesn't it?"
    """
    out, last = [], 0
    for part in _PART.finditer(question):
        asked = _WH.split(part["asked"], maxsplit=1)[0]
        if (
            part.start() < last
            or _THAT.match(asked)
            or _TAIL.match(asked + question[part.start("asked") + len(asked) :])
        ):
            continue
        joined = part["before"].isspace()
        out += (
            [question[last : part.start("asked")].rstrip(), "; "] if joined else [question[last : part.start("asked")]]
        )
        out.append(_SO)
        last = part.start("asked") + len(asked)
    return "".join(out) + question[last:]
