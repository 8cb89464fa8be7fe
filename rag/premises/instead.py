"""What a question takes to be chosen over another thing, and a sentence by which it was the other way round.

"Why static prompts rather than a pool?" goes against "we construct a prompt pool (instead of static ones)".
"""

from collections.abc import Sequence

from rag.premises.claims import claims
from rag.premises.granted import denies, presumes
from rag.premises.topic import as_said
from rag.premises.whose import OTHERS, OWN
from rag.wordings import any_of, pattern
from rag.words import terms

_OVER = pattern(
    rf"\s\(?{any_of('rather than', 'instead of', 'in place of', 'in preference to', 'as opposed to', 'and not')}\s"
    r"(?P<other>[\w-]+(?:\s[\w-]+){0,5})"
)
_END = pattern(r"[,;:.()]|\b(?:to|for|when|which|that|because|so|while|but)\b")
_START = pattern(r"[,;:.()]|\b(?:to|that|which|while|but|by|with|via|using|on|from)\b")
_NOTHING = frozenset(terms("one ones method model way use using used thing kind type"))
"""Terms that tell no side from another."""
_BEFORE, _BEHIND = 5, 4
"""Terms on either side that say what was chosen, and over what."""


def swapped_choice(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence that puts second what a question puts first and first what it puts second; or None."""
    stated = [question] if presumes(question) else [claim.text for claim in claims(question)]
    for said in stated:
        for chosen, passed in _choices(said):
            if denies(said.replace("rather than", " ").replace("instead of", " ")):
                continue
            mine, other = _all(chosen - passed), _all(passed - chosen)
            for sentence in sentences:
                if OTHERS.search(sentence) and not OWN.search(sentence):
                    continue
                for first, second in _choices(sentence):
                    mine_behind, other_ahead = mine & (second - first), other & (first - second)
                    straight = len(mine & (first - second)) + len(other & (second - first))
                    if mine_behind and other_ahead and len(mine_behind) + len(other_ahead) > straight:
                        return sentence
    return None


def _choices(text: str) -> list[tuple[set[str], set[str]]]:
    """The terms of what is chosen and of what is passed over, by "rather than" and the like."""
    found = []
    for over in _OVER.finditer(text):
        before = _START.split(text[: over.start()])[-1]
        behind = _END.split(over["other"], maxsplit=1)[0]
        chosen, passed = terms(before)[-_BEFORE:], terms(behind)[:_BEHIND]
        found.append((set(chosen) - _NOTHING, set(passed) - _NOTHING))
    return found


def _all(stems: set[str]) -> set[str]:
    return {other for term in stems for other in as_said(term)}
