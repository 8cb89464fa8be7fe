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
    r"(?:\s(?:so|true|right|correct|really|the case)\b(?!\sthat\b)[^?]{0,40})?\W*$"
)
"""Asks whether what was said before is so: that is stated ("A beats B, doesn't it?", "A beats B; is that so?")."""
_HEDGE = any_of(
    r"(?:(?:can|could|would|do)\s(?:you|we|i|one)\s)?(?:please\s)?(?:tell me|say|know|check|find out)",
    "i(?:['’]d)? (?:wonder|wondered|ask myself|want to know|(?:would )?like to know)",
    "i(?:['’]m| am) (?:not sure|wondering)",
)
_ASKED = rf"(?:{_HEDGE}\s(?:whether|if)\b|whether\b|{_AUXILIARY}\s)"
_SUBJECT = r"(?:it|they|this|that|these|those|there|the|an?|any|its|their|one|people|(?-i:[A-Z]))"
_OF = any_word("in for of on from to with at by under within among during after before when where if given since as")
_PART = pattern(
    rf"(?P<first>^\W*|[.?!:;–—]\s+|\s-\s)(?P<asked>(?:(?:and|or|so|but|then|also|well)\s+)?{_ASKED}[^.?!:;]*)",
    rf"(?P<lead>(?:^\W*|[.?!:;]\s+){_OF}\s[^,.?!:;]{{3,140}},\s+)(?P<led>{_ASKED}[^.?!:;]*)",
    rf"(?P<comma>,\s+|\s(?=(?:and|or|but)\s))(?P<joined>(?:(?:and|or|so|but|then)\s+)?{_ASKED}{_SUBJECT}[^.?!:;]*)",
)
"""A part that asks whether something is so, as far as its sentence goes; behind a comma or an "and", it has a subject
of its own, or stands behind a condition or the paper that is meant.
"""
TRUE = rf"(?:(?:really|actually|still)\s)?{any_word('true right correct so', 'the case', 'a fact')}\b"
"""Behind "is it" asks nothing but whether."""
_THAT = pattern(rf"{_AUXILIARY}\sit\s(?!{TRUE})(?:[\w-]+\s){{1,4}}that\b")
"""Asks whether it is good that something is so, which is stated."""
_WH = r"(?:why|how|what|which|where|when|who|whose)\b"
_ELSE = pattern(rf"[,;]\s+(?=(?:(?:and|but|so)\s)?(?:(?:in|on|by|for|from|with|at|to)\s)?{_WH})")
"""Behind it, something else is asked."""
_WH_BEFORE = pattern(rf"(?:^|[.?!:;]\s)\W*(?:(?:and|but|so)\s)?{_WH}[^.?!:;]*$")
"""A sentence that asks something else has begun: an "is" behind its comma is its own."""
_AND = pattern(r"(?:and|or|but)\s")
_SO = "is it so"
_TAIL = pattern(rf"^(?:(?:and|or|so|but)\s+)?{_TAG}")


def without_whether(question: str) -> str:
    """A question with "is it so" in place of all that it asks with "is …?", "did …?" or "whether".

    >>> without_whether("The film reader: did it need labels?")
    'The film reader: is it so?'
    >>> without_whether("A beats B, doesn't it?")
    "A beats B, doesn't it?"
    """
    out, last = "", 0
    for part in _PART.finditer(question):
        start = max(part.start(name) for name in ("asked", "led", "joined"))
        asked = _ELSE.split(question[start : part.end()], maxsplit=1)[0]
        comma = (part["comma"] or "").startswith(",")
        if start < last or _THAT.match(asked) or _TAIL.match(asked):
            continue
        if comma and not _AND.match(asked) and _WH_BEFORE.search(question, last, part.start()):
            continue
        before = question[last:start]
        out += (before.rstrip() + "; " if part["joined"] and not comma else before) + _SO
        last = start + len(asked)
    return out + question[last:]
