"""What a question says of the parts of a method, and a sentence that says it of another part or the opposite."""

from collections.abc import Sequence

from rag.premises.claims import Claim
from rag.wordings import any_word, pattern
from rag.words import terms

_PAIRS = {"encoder": "decoder", "decoder": "encoder", "teacher": "student", "student": "teacher"}
_PART = any_word(" ".join(_PAIRS))
_BEFORE_PART = pattern(rf"(?P<kind>(?:[\w-]+\s+){{1,3}})(?P<part>{_PART})\b")
_PART_OF = pattern(
    rf"\b(?P<part>{_PART})\s+(?:made (?:up )?of|built (?:from|of|with))\s+(?P<kind>(?:[\w-]+\s?){{1,2}})"
)
_PART_IS = pattern(rf"\b(?P<part>{_PART})\s+is\s+(?:also\s+)?an?\s+(?P<kind>(?:[\w-]+\s?){{1,3}})")


def swapped_parts(claim: Claim, sentences: Sequence[str], names: Sequence[str]) -> str | None:
    """The sentence with a part ("the encoder") of which a claim says what the abstract says of its counterpart only."""
    named = set(terms(" ".join(names)))
    told = _kinds(" . ".join(sentences))
    for part, kind in _kinds(claim.text).items():
        other = _PAIRS[part]
        if part in told and (kind - told[part] - named) & told.get(other, set()):
            return max(sentences, key=lambda s: (part in s.lower()) + (other in s.lower()))
    return None


def _kinds(text: str) -> dict[str, set[str]]:
    """What is said of each part, in terms: "a Swin transformer encoder", "the decoder is a transformer"."""
    found: dict[str, set[str]] = {}
    for form in (_BEFORE_PART, _PART_IS, _PART_OF):
        for match in form.finditer(text):
            found.setdefault(match["part"].lower(), set()).update(terms(match["kind"]))
    return found
