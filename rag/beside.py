"""Follow-ups that ask for papers beside those just talked of: others that use the same, that are like them or were done
by others, and models or data for something else, one more.
"""

from collections.abc import Sequence

from rag.discussed import lists
from rag.filled_in import FilledIn
from rag.names import Names
from rag.pointing import (
    ALIKE,
    ANOTHER_GROUP,
    ANOTHER_WORK,
    LEADS_OVER,
    MORE,
    NAMED_COLLECTION,
    OTHERS_DO,
    OTHERS_ON,
    PLURAL,
    POSSESSIVE,
    SUBJECT,
    USED_ELSEWHERE,
)
from rag.repeated import Repeated
from rag.turn import Standalone, Turn
from rag.types import Paper
from rag.words import terms

_SEVERAL = {"work": "papers", "works": "papers", "research": "papers", "paper": "papers", "study": "studies"}
"""What works are called in a question for several."""
_COLLECTIONS = ("dataset", "database", "benchmark", "challenge")
_DESCRIBED = 2
"""Index terms with which a work is described."""


class Beside:
    """Reads such turns against one corpus."""

    def __init__(self, papers: Sequence[Paper], names: Names, filled: FilledIn, repeated: Repeated) -> None:
        self._papers = papers
        self._names = names
        self._filled = filled
        self._repeated = repeated

    def elsewhere(self, turn: Turn) -> Standalone | None:
        """It asks for papers beside the one just talked of: that speak of it, or are like it."""
        if not turn.discussed or len(turn.latest) > 1:
            return None
        of, said = turn.latest[0], self._names.of(turn.latest[0])
        match = USED_ELSEWHERE.match(turn.rest)
        collection = self._collection(turn) if match and match["collection"] else None
        if match and (name := match["thing"] or collection or said):
            every = (number for number in range(len(self._papers)) if number != of)
            return Standalone(f"Which papers mention {name}?", kind="list", among=tuple(every))
        if ANOTHER_GROUP.match(turn.rest) and SUBJECT.search(turn.rest) and len(self._papers) > 1:
            left = [number for number in self._filled.ranked(turn.rest) if number != of]
            stop = "?" if turn.rest.endswith("?") else ""
            # Its name stays out: the question would be of the paper that has it.
            return (
                Standalone(f"{turn.rest.rstrip('?. ')} ({self._filled.called(left[0])}){stop}", (left[0],))
                if left
                else None
            )
        if ALIKE.search(turn.rest) and not self._names.mentions(turn.rest):
            like = f"{self._papers[of].title} {ALIKE.sub(' ', turn.rest)}"
            return self._filled.told_of(
                [number for number in self._filled.ranked(like) if number not in turn.all_discussed][:1]
            )
        return None

    def _collection(self, turn: Turn) -> str | None:
        """The collection of data that the last answer named first; none where the paper itself is one."""
        number = turn.latest[0]
        if any(self._filled.titled(number, each) for each in _COLLECTIONS):
            return None
        answer = next((each["content"] for each in reversed(turn.history) if each["role"] == "assistant"), "")
        found = sorted(NAMED_COLLECTION.finditer(answer), key=lambda match: match["name"] is None)
        names = (match["name"] or match["on"] for match in found)
        return next((name for name in names if not self._names.mentions(name)), None)

    def more(self, turn: Turn) -> Standalone | None:
        """It asks for another paper of the kind looked for last: the list again, or the next best."""
        if not turn.discussed or not MORE.match(turn.rest):
            return None
        before = self._repeated.asked_before(turn.history)
        if lists(turn.history):
            return before
        return self.next_best(before, turn)

    def next_best(self, before: Standalone, turn: Turn) -> Standalone | None:
        """The best paper that was not talked of yet: for what was asked before, or near the paper that this names."""
        points = before.focus or self._names.mentions(before.question)
        wanted = self._papers[turn.latest[0]].title if points else before.question
        left = [number for number in self._filled.ranked(wanted) if number not in turn.all_discussed]
        return self._filled.told_of(left[:1])

    def others_on(self, turn: Turn) -> Standalone | None:
        """It asks for other papers on what it says: those of all that were not talked of."""
        asked, do = OTHERS_ON.match(turn.rest), OTHERS_DO.match(turn.rest)
        if not (asked or do) or not turn.discussed or self._names.mentions(turn.rest):
            return None
        if asked:
            things = asked["things"] or asked["topical"] or "papers"
            on = (asked["on"] or asked["else"] or f"on {(asked['topic'] or '').strip()}").rstrip("?.! ")
        else:
            things, on = (do["things"] or "", (do["do"] or do["who"]).rstrip("?.! ")) if do else ("", "")
        if (
            not terms(on)
            or len(self._papers) <= len(turn.latest)
            or any(form.search(on) for form in (SUBJECT, POSSESSIVE, PLURAL))
        ):
            return None
        left = tuple(number for number in range(len(self._papers)) if number not in turn.latest)
        best = next((number for number in self._filled.ranked(turn.rest) if number in left), left[0])
        papers = f"Which {_SEVERAL.get(things.lower(), things)} {'are there ' if asked else ''}{on}?"
        papers = papers if things else f"Who {on}?"
        return Standalone(papers, kind="list", among=left, instead=f"What is {self._filled.called(best)}?")

    def another(self, turn: Turn) -> Standalone | None:
        """It asks for a paper or model by what it is for, and the one just talked of is not the nearest; of
        several, the nearest is meant.
        """
        wanted = ANOTHER_WORK.match(turn.rest)
        if not wanted:
            return None
        said = [match.start() for form in (SUBJECT, POSSESSIVE, PLURAL) if (match := form.search(turn.rest))]
        # What it says of that one before a pronoun makes that what the pronoun stands for.
        if said and len(set(terms(turn.rest[wanted.end() : min(said)]))) < _DESCRIBED:
            return None
        best = self._filled.ranked(turn.rest)[0]
        if best in turn.latest:
            return self._filled.about(turn.rest, [best]) if len(turn.latest) > 1 else None
        return Standalone(LEADS_OVER.sub("", turn.rest).strip())

    def of_wider(self, turn: Turn) -> list[int]:
        """Of the list that the last one was taken from, the paper that a question fits best; none where it is among
        those left.
        """
        wider = next((each.papers for each in turn.discussed if {*each.papers} > {*turn.latest}), ())
        best = self._filled.nearest(turn.rest, wider) if turn.discussed[0].listed else []
        return [number for number in best if number not in turn.latest]
