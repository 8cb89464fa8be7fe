"""What a question says was chosen over another thing, where an abstract has that other one and not the first.

"Why does it forecast breast cancer rather than joints?" goes against "the development of knee osteoarthritis".
"""

from collections.abc import Sequence

from rag.attributes import attributes, lacks
from rag.frames import is_one_work
from rag.premises.claims import claims
from rag.premises.granted import presumes
from rag.premises.topic import as_said
from rag.wordings import any_of, pattern
from rag.words import terms

_OVER = pattern(
    rf"\s{any_of('rather than', 'instead of', 'in place of', 'in preference to', 'as opposed to', 'and not')}\s"
    r"(?P<other>[\w-]+(?:\s[\w-]+){0,4})"
)
_PHRASE = 4
"""Words before that say what was chosen."""


def other_chosen(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence with what a question says was passed over, where none has the term of the field that it says was
    chosen; or None.
    """
    stated = [question] if presumes(question) else [claim.text for claim in claims(question)]
    text = " ".join(sentences)
    for said in stated:
        over = _OVER.search(said)
        chosen = attributes(" ".join(said[: over.start()].split()[-_PHRASE:]))[-1:] if over else ()
        # What another work has ("as opposed to the network for teeth") is not passed over.
        if not over or not chosen or is_one_work(over["other"]) or not lacks(chosen[0], text):
            continue
        passed = [as_said(term) for term in terms(over["other"])[:2]]
        for sentence in sentences:
            if passed and any(group & set(terms(sentence)) for group in passed):
                return sentence
    return None
