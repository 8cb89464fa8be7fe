"""Follow-ups that have left the paper just discussed without saying so, and those for which that paper was the wrong
answer: told by the words that it lacks and another has.
"""

import re
from collections.abc import Callable, Sequence

from rag.filled_in import FilledIn
from rag.names import Names
from rag.pointing import DESCRIBED_WORK, ONES, OTHER, POSSESSIVE, SUBJECT, SUBJECTLESS, THIS
from rag.retrieve import Ranking
from rag.turn import Standalone, Turn
from rag.words import terms

_INTRODUCED = 3
"""Index terms before a pronoun from which on it stands for what the question itself has brought up."""
_SAYS = 2
"""Words without which a follow-up says too little to be of another paper."""
_THERE = re.compile(r"(?<!is )(?<!are )(?<!was )(?<!were )\bthere\W*$", re.I)
"""In what was talked of."""
_OF_IT = re.compile(r"\b(?:it|they|he|she|its|their|his|her)\b", re.I)
"""A pronoun that mostly stands for the paper or its authors."""
_PLAINLY, ELSEWHERE = 0.7, 0.6
"""Score from which a paper plainly is what a few words ask for, and the share of it that the one just discussed does
not reach. Of 600 follow-ups that stay with their paper, none is past both.
"""
_LIKELY, STILL_ABOUT = 0.6, 0.9
"""The same where the one just discussed does not answer: that is evidence, too."""
_FAIRLY = 0.5
"""The score where the other paper has far more of the words."""
_FITS_TOO = 0.65
"""Share of the score of a paper that answered a question which another must have for it to be what was asked for."""


class Shifted:
    """Reads such turns against one corpus."""

    def __init__(self, names: Names, filled: FilledIn, rank: Callable[[str, Sequence[int]], Ranking]) -> None:
        self._names = names
        self._filled = filled
        self._rank = rank

    def shifting(self, turn: Turn) -> Standalone | None:
        """It has words that the paper just discussed lacks and another plainly has ("and for stroke, which MRI set?"):
        of that one, unless it says which paper it means.
        """
        if turn.lean.ordinal is not None or any(said.search(turn.rest) for said in (ONES, OTHER, DESCRIBED_WORK)):
            return None
        shifts = not _points_back(turn.rest) and self._more_elsewhere(turn, _PLAINLY, ELSEWHERE)
        return Standalone(turn.rest) if shifts else None

    def of_its_name(self, turn: Turn) -> Standalone | None:
        """It asks more of what the person named, which another paper is on, too ("its visual grounding?", of GPT-4V):
        of that one, where it has what the one just discussed lacks.
        """
        if len(turn.latest) != 1 or turn.lean.ordinal is not None or self._names.mentions(turn.rest):
            return None
        if any(said.search(turn.rest) for said in (ONES, OTHER, DESCRIBED_WORK)) or turn.discussed[0].listed:
            return None
        (number,), said = turn.latest, set(terms(turn.rest))
        asked = (each["content"] for each in reversed(turn.history) if each["role"] == "user")
        mentions = next((found for each in asked if (found := self._names.mentions(each))), [])
        lacking = len(self._filled.lacking(number, said))
        for mention in mentions:
            for other in mention.papers if number in mention.papers else ():
                left = len(self._filled.lacking(other, said))
                if lacking - left >= _SAYS or (lacking > left == 0 and len(said) > 1):
                    return self._filled.about(turn.rest, [other], called=mention.name)
        return None

    def of_all(self, turn: Turn) -> str:
        """What it asks of all papers, where the one just discussed does not answer it; empty where it can only be of
        that one.
        """
        if self._names.mentions(turn.rest):
            return ""
        likely = self._more_elsewhere(turn, _LIKELY, STILL_ABOUT) and not _points_back(turn.rest)
        return turn.rest if likely or self._more_elsewhere(turn, _FAIRLY, STILL_ABOUT) >= _INTRODUCED else ""

    def of_both(self, turn: Turn) -> Standalone | None:
        """Of the paper that has more of what it says than the one just discussed, and fits it best together with the
        question that this one was the answer to; None where there is none, or somebody named this one.
        """
        if len(turn.latest) != 1 or self._names.mentions(turn.rest) or turn.discussed[0].listed:
            return None
        number = turn.latest[0]
        asked = [each["content"] for each in turn.history if each["role"] == "user"]
        if any(number in mention.papers for each in asked for mention in self._names.mentions(each)):
            return None
        since = next((i for i, each in enumerate(turn.discussed) if number not in each.papers), len(turn.discussed))
        first, said = asked[-min(since, len(asked))], set(terms(turn.rest))
        best = int(self._rank(f"{first} {turn.rest}", ()).papers.argmax())
        if len(self._filled.lacking(best, said)) >= len(self._filled.lacking(number, said)):
            return None
        share = self._filled.fits(first, best) / max(self._filled.fits(first, number), 1e-9)
        return self._filled.about(turn.rest, [best]) if _FITS_TOO <= share <= 1 else None

    def _more_elsewhere(self, turn: Turn, least: float, share: float) -> int:
        """How many more words of what it says another paper has than the one just discussed, where that other one has
        at least this score and that one less than this share of it; 0 where not.
        """
        if len(turn.latest) != 1 or sum(map(bool, map(terms, turn.rest.split()))) < _SAYS:
            return 0
        scores, number = self._rank(turn.rest, ()).papers, turn.latest[0]
        best = int(scores.argmax())
        if float(scores[best]) < least or float(scores[number]) >= share * float(scores[best]):
            return 0
        said = set(terms(turn.rest))
        lacking = self._filled.lacking(best, said)
        return max(0, len(self._filled.lacking(number, said)) - len(lacking)) if len(said - lacking) >= _SAYS else 0


def introduces(question: str) -> bool:
    """Whether a question speaks of what it has brought up itself ("the survey on VQA: is its code out?")."""
    found = [match.start() for pattern in (SUBJECT, POSSESSIVE, THIS) if (match := pattern.search(question))]
    return len(set(terms(question[: min(found, default=len(question))]))) >= _INTRODUCED


def _points_back(question: str) -> bool:
    """Whether a pronoun stands for the paper just discussed, or before it has said of what it speaks."""
    if any(form.search(question) for form in (_THERE, _OF_IT, SUBJECTLESS)):
        return True
    return any(form.search(question) for form in (SUBJECT, THIS)) and not introduces(question)
