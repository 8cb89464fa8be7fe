"""Keywords that a question says papers have: "tagged CT", "with the keyword X"."""

import re

from rag.facts import Facts
from rag.read_where.papers import WORKS, Found, starts
from rag.where import Named
from rag.wordings import any_word, pattern

_TAGGED = pattern(
    rf"\b(?:(?:{WORKS}(?: (?:that )?(?:are|were))?\s+)(?P<out>tagged\s+(?:with\s+|as\s+)?)"
    r"|(?P<with>(?:with|under|having|whose)\s+(?:the\s+)?key ?words?\s+(?:of |are |include )?:?\s*))(?=\S)"
)
"""Behind it stand keywords."""
_TAG_ENDS = pattern(
    rf"\s+{any_word('since from before after by published that which in and or use')}\b", "[?!,;.]", "$"
)
"""Where keywords that the corpus does not know end."""


def read_keyword(question: str, facts: Facts, today: int) -> Found | None:
    """The first keywords, quoted, known or up to where the phrase ends; or None."""
    for match in _TAGGED.finditer(question):
        start = match.start("out") if match["out"] else match.start("with")
        place = match.end()
        quoted = re.match(r"[\"“‘']([^\"”’']+)[\"”’']", question[place:])
        if quoted:
            return Found((Named("keyword", (quoted[1],)),), start, place + quoted.end())
        if found := _known_keywords(question, start, place, facts):
            return found
        ends = _TAG_ENDS.search(question, place)
        said = question[place : ends.start() if ends else len(question)].strip()
        if said:
            return Found((Named("keyword", (said,)),), start, place + len(said))
    return None


def _known_keywords(question: str, start: int, place: int, facts: Facts) -> Found | None:
    """The keywords of the corpus that stand here, one or several joined by commas, "and" or "or"."""
    said: list[str] = []
    joints: list[str] = []
    end = place
    while (known := next(((s, e) for s, e in starts(question, place) if facts.is_keyword(s)), None)) is not None:
        said.append(known[0])
        end = known[1]
        joint = re.match(r"\s*(?:,\s*(?:and|or)?|and|or)\s+(?=\S)", question[end:], re.I)
        if joint is None:
            break
        joints.append(joint[0].lower())
        place = end + joint.end()
    if not said:
        return None
    either = any("or" in joint for joint in joints[: len(said) - 1])
    clauses = (Named("keyword", tuple(said)),) if either else tuple(Named("keyword", (one,)) for one in said)
    return Found(clauses, start, end)
