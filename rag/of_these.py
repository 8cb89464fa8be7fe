"""Follow-ups on the papers just listed, and on the records of those talked of: some of them, their years, the list
again.
"""

from dataclasses import replace

from rag.filled_in import FilledIn
from rag.meant import in_play
from rag.names import Names
from rag.narrowing import listing, narrowed, of_all, shows_again
from rag.pointing import JUST, OF_ITS_RECORD, OF_WHICH_AGE, WORD
from rag.read_records import of_listed, read_by_age, read_tally
from rag.repeated import Repeated
from rag.turn import Standalone, Turn


class OfThese:
    """Reads such turns against one corpus."""

    def __init__(self, names: Names, filled: FilledIn, repeated: Repeated) -> None:
        self._names = names
        self._filled = filled
        self._repeated = repeated

    def records(self, turn: Turn) -> Standalone | None:
        """What is read off records: of the papers just listed, or of all."""
        of_these = of_listed(turn.rest)
        if of_these and turn.discussed and len(turn.latest) > 1:
            return Standalone(of_these, among=turn.latest)
        if (of := OF_ITS_RECORD.match(turn.rest)) and turn.discussed and len(turn.latest) == 1:
            asks = "Who wrote it?" if of["who"] else f"{'When' if of['when'] else 'Where'} was it published?"
            return self._filled.about(asks, turn.latest)
        if age := OF_WHICH_AGE.match(turn.rest):
            pair = in_play(turn.discussed)
            newest = "newest" if age["new"] else "oldest"
            if len(pair) > 1:
                return Standalone(f"Which paper is the {newest}?", among=tuple(pair))
        return Standalone(turn.rest) if read_tally(turn.rest) or read_by_age(turn.rest) else None

    def narrowing(self, turn: Turn) -> Standalone | None:
        """It asks for some of the papers just listed."""
        asked = None if self._only_names(turn.rest) else narrowed(turn.rest, turn.history)
        listed = next((exchange.papers for exchange in turn.discussed if exchange.listed), ())
        if listed and shows_again(turn.rest, turn.history):
            before = self._repeated.asked_before(turn.history)
            return replace(before, question=listing(before.question))
        return Standalone(asked, among=listed, instead=of_all(turn.rest)) if asked and listed else None

    def _only_names(self, question: str) -> bool:
        """Whether it names a paper and says no more ("for Merlin?")."""
        mentions = self._names.mentions(question)
        return bool(mentions) and not mentions[0].topic and not WORD.search(JUST.sub("", self._names.without(question)))
