"""What a claim says is all that a work is made of, and a sentence that joins it with another thing.

"Relies purely on a generative objective" goes against "combining discriminative and generative objectives".
"""

from collections.abc import Sequence

from rag.premises.claims import claims
from rag.premises.granted import denied_before, presumes
from rag.premises.topic import as_said
from rag.premises.whose import OTHERS, OWN
from rag.wordings import any_word, pattern
from rag.words import STOPWORDS, terms

_WHOLLY = any_word("only solely purely exclusively entirely merely alone", "nothing but", "nothing else than")
_ALONE = pattern(
    rf"\b{_WHOLLY}\s+(?:(?:on|from|with|by|using|through|via|of|in|use[sd]?|the|an?|its|a single|one"
    r"|handles?|looks?|at|considers?|models?|captures?|process\w*|sees?|supports?|reads?|learns?|accepts?|takes?)\s+)*"
    r"(?P<behind>[\w-]+(?:\s[\w-]+){0,2})",
    r"\b(?P<before>[\w-]+(?:\s[\w-]+)?)\s(?:only|alone|by (?:itself|themselves)|and nothing else)"
    r"(?=\s*(?:[,.;:?]|$)|\s(?:and|in|for|to|when|with)\b)",
)
"""Says that there is nothing else."""
_JOINS = pattern(
    r"\b"
    + any_word(
        r"""
        combin\w+ both joint\w* integrat\w+ fus(?:e|es|ed|ing|ion) unif\w+ hybrid together alongside complement\w*
        merg\w+
        """,
        "as well as",
        "along with",
        "in addition to",
        "not only",
    )
    + r"\b"
)
_AND = r"(?:and|with|as well as|along with|together with|plus)"
_FLAW_OF = pattern(
    r"\b(?:complain\w*|problems?|trouble|flaws?|drawbacks?|downsides?|wrong|limit\w*|weakness\w*|shortcomings?|issues?"
    r"|lack\w*|miss\w*|enough|insufficient|fail\w*|fall\w* short|than|over|against|compared (?:to|with))\b[^,;.?]*$"
)
"""Says that a thing alone will not do, or compares with it."""
_LIST = pattern(
    r"(?:[\w-]+(?:\s[\w-]+)?,\s){2,}(?:and|or)\s[\w-]+|(?:[\w-]+(?:\s[\w-]+)?,\s)+[\w-]+,?\s(?:and|or)\s[\w-]+"
)
_MEMBERS = pattern(r",\s(?:(?:and|or)\s)?|\s(?:and|or)\s")
_SOLE = pattern(rf"\b{_WHOLLY}\b")


def joined(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence of the authors' own work that joins with another thing what a question takes to be all there is, or
    None where a sentence says that it is alone.
    """
    stated = [question] if presumes(question) else [claim.text for claim in claims(question)]
    for text in stated:
        for match in _ALONE.finditer(text):
            if denied_before(text, match.start()) or _FLAW_OF.search(
                text, 0, match.start("behind" if match["behind"] else "before")
            ):
                continue
            words = match["behind"] or match["before"]
            first = next(
                (as_said(term) for word in words.split() if word not in STOPWORDS for term in terms(word)), None
            )
            if not first:
                continue
            having = [sentence for sentence in sentences if first & set(terms(sentence))]
            if any(_SOLE.search(sentence) for sentence in having):
                continue
            for sentence in having:
                own = OWN.search(sentence) or not OTHERS.search(sentence)
                if own and any(_joined(sentence[m.start() :], first) for m in _JOINS.finditer(sentence)):
                    return sentence
                if own and _in_list(sentence, first):
                    return sentence
    return None


def _in_list(sentence: str, thing: frozenset[str]) -> bool:
    """Whether a sentence has a thing as a whole member of a list of three or more."""
    lists = (match[0] for match in _LIST.finditer(sentence))
    return any(thing >= set(terms(member)) != set() for found in lists for member in _MEMBERS.split(found))


def _joined(text: str, thing: frozenset[str]) -> bool:
    """Whether a text, from a word that joins on, has a thing beside an "and"."""
    clause = pattern(r"[.;:](?!\d)").split(text, maxsplit=1)[0]
    return any(
        thing & set(terms(clause[: joint.start()])[-4:]) or thing & set(terms(clause[joint.end() :])[:3])
        for joint in pattern(rf"\b{_AND}\b").finditer(clause)
    )
