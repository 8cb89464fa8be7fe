"""A follow-up made to stand alone, by rule: what "it", "the second one" and "why?" mean is read from the turns
before (`rag.discussed`).

The rules stand in an order; the first that reads the follow-up says what it means.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rag.aside import Aside
from rag.beside import Beside
from rag.derived import Quotes
from rag.discussed import Discussed, last_asked
from rag.field import above_line
from rag.filled_in import FilledIn
from rag.index import Index
from rag.kinds import kind_of
from rag.language import foreign_language
from rag.more import MORE_OF_IT, asks_for_more, only_more, shown
from rag.names import Names
from rag.narrowing import asks_for_one
from rag.of_these import OfThese
from rag.picked import Picked
from rag.pointing import (
    BACK,
    LEADS_OVER,
    PAIR,
    PLURAL,
    POSSESSIVE,
    SUBJECT,
    SUBJECTLESS,
    SURELY_PAPERS,
    TAG,
    THAT_ONE,
    THE_THING,
    THIS,
)
from rag.question import follow_up
from rag.repeated import Repeated
from rag.retrieve import Ranking
from rag.shifted import ELSEWHERE, STILL_ABOUT, Shifted, introduces
from rag.turn import Standalone, Turn, Turns
from rag.words import terms

_FEW = 4
_FEW_WORDS = 3
_FRAGMENT = 4
"""Words up to which a question has no verb to stand alone with."""
_REVIEWS = ("survey", "review", "overview")
_PAIRED = 2
_ASIDE = 2
"""Index terms up to which a question says too little to stand alone."""
_ENOUGH, _POINTS = 5, 0.3
"""A question with this many index terms, whose best paper scores at least the second and the paper just discussed
plainly less than that, has left the topic.
"""
_THEIR_SHARE = 0.65
"""The share of `STILL_ABOUT` where it asks for several things of a kind ("which models did well?")."""
_LEADS = re.compile(
    r"\b(?:(?:works?|worked|does|did|do|performs?|performed|comes? out|came out) (?:the )?"
    r"(?:best|worst|better|ahead|on top)"
    r"|(?:is|was|are|were) (?:the )?(?:best|worst|better|fastest|smallest|largest|strongest|weakest)|wins?|won)\b",
    re.I,
)
_LED_WORDS = 7
"""Which of its kind leads is asked in so few words of those that the paper just discussed set beside each other."""
_KNOWN_THING = 0.5
"""The same where it speaks of a thing as one that is known ("who judged the output?")."""


class Conversation:
    """Reads turns against one corpus."""

    def __init__(
        self, index: Index, names: Names, quotes: Quotes, rank: Callable[[str, Sequence[int]], Ranking]
    ) -> None:
        self._names = names
        self._rank = rank
        self._read = Discussed(names, quotes)
        self._filled = FilledIn(index.papers, names, rank)
        self._repeated = Repeated(names, self._filled, self.stand_alone)
        self._of_these = OfThese(names, self._filled, self._repeated)
        self._beside = Beside(index.papers, names, self._filled, self._repeated)
        self._shifted = Shifted(names, self._filled, rank)
        self._aside = Aside(
            names,
            self._filled,
            lambda question: above_line(index, rank(question, ())),
            index.passage_bm25.__contains__,
        )
        self._picked = Picked(names, self._filled, self._repeated, self._of_these, self._beside)

    def stand_alone(self, question: str, history: Turns) -> Standalone:
        """The question with what it points back to filled in; as it is when it points at nothing."""
        if not history:
            return Standalone(question)
        if foreign_language(question):  # it is refused as it stands
            return Standalone(question)
        asked = follow_up(TAG.sub(r"\1?", question))
        if only_more(asked.rest):
            asked = follow_up(MORE_OF_IT)
        turn = Turn(question, asked, history, self._read.exchanges(history))
        found = next((found for rule in self._rules() if (found := rule(turn))), Standalone(turn.rest))
        more = asks_for_more(self._names.without(turn.rest))  # "more about VoCo" says no more than "more about it"
        if turn.discussed and found.focus == turn.latest:
            found = replace(
                self._shifted.of_both(turn) or found,
                instead=self._shifted.of_all(turn) or self._repeated.list_before(turn),
            )
        found = self._as_named(found, turn)
        return replace(found, shown=shown(history)) if more else found

    def _as_named(self, found: Standalone, turn: Turn) -> Standalone:
        """A paper's name that was filled in as the person has just named it: after "how was PMC-15M made?" it is that,
        and not the model of the same paper.
        """
        before = last_asked(turn.history)
        mentions = self._names.mentions(before)
        if len(found.focus) != 1 or len(mentions) != 1 or mentions[0].papers != found.focus or mentions[0].topic:
            return found
        said, called = mentions[0].name, self._filled.called(found.focus[0])
        held = any(form.search(before[: mentions[0].start]) for form in (SUBJECT, POSSESSIVE, THIS))
        if held or said in found.question or called in turn.question or f"({called})" in found.question:
            return found
        return replace(found, question=found.question.replace(called, said))

    def _rules(self) -> Sequence[Callable[[Turn], Standalone | None]]:
        return (
            self._repeated.again,
            self._of_these.records,
            self._picked.corrected,
            self._beside.more,
            self._of_these.narrowing,
            self._beside.elsewhere,
            self._beside.others_on,
            self._any_paper,
            self._picked.back,
            self._picked.naming,
            self._repeated.same_list,
            self._repeated.parallel,
            self._repeated.both,
            self._picked.comparing,
            self._anew,
            self._beside.another,
            self._shifted.of_its_name,
            self._shifted.shifting,
            self._picked.picking,
            self._aside.small_talk,
            self._moving,
            self._pointing,
        )

    def _any_paper(self, turn: Turn) -> Standalone | None:
        """It asks whether there is a paper on something: any of all."""
        wanted = asks_for_one(turn.rest)
        return Standalone(wanted) if wanted else None

    def _anew(self, turn: Turn) -> Standalone | None:
        """There is nothing to point at, or it says that it leaves the topic."""
        if not turn.discussed and turn.lean.refers and not BACK.search(turn.question):
            # The last question was about no paper that is known, and is what this goes on from.
            if introduces(turn.rest):
                return Standalone(turn.rest)
            before = self._repeated.asked_before(turn.history)
            return Standalone(f"{before.question.rstrip('?.! ')}, {turn.rest}" if terms(before.question) else turn.rest)
        leaves = (
            turn.lean.changes_topic and not self._spoken_of(turn) and (not turn.lean.refers or introduces(turn.rest))
        )
        return Standalone(turn.rest) if not turn.discussed or leaves else None

    def _spoken_of(self, turn: Turn) -> bool:
        """Whether it asks "what about" something and no more, which the paper just discussed speaks of."""
        said = LEADS_OVER.sub("", turn.rest) if turn.discussed and len(turn.latest) == 1 else ""
        asked = set(terms(said))
        return said != turn.rest and 0 < len(asked) <= _ASIDE and self._filled.holds(turn.latest[0], asked)

    def _moving(self, turn: Turn) -> Standalone | None:
        """It leaves the topic without saying so."""
        if not self._leaves(turn.rest, turn.latest):
            return None
        return self._filled.noted(turn.rest, turn.latest) if self._has_such(turn) else Standalone(turn.rest)

    def _has_such(self, turn: Turn) -> bool:
        """Whether the models, datasets or people that it asks for may be those of the paper just discussed; papers,
        where that reviews some.
        """
        number = turn.latest[0]
        if len(turn.latest) > 1 or turn.discussed[0].listed:
            return False
        if SURELY_PAPERS.search(_LEADS.sub(" ", turn.rest)) and not any(
            self._filled.titled(number, each) for each in _REVIEWS
        ):
            return False
        if len(turn.rest.split()) <= _FEW_WORDS or self._leads_there(turn):
            return True
        scores = self._rank(turn.rest, ()).papers
        return float(scores[number]) >= _THEIR_SHARE * float(scores.max())

    def _leads_there(self, turn: Turn) -> bool:
        """Whether it asks in few words which of its kind leads, of those that the one paper just discussed speaks of
        ("which knowledge source works best?").
        """
        of_things = _LEADS.sub(" ", turn.rest)
        said = set(terms(of_things))
        if of_things == turn.rest or len(turn.latest) > 1 or len(turn.rest.split()) > _LED_WORDS:
            return False
        return len(self._filled.lacking(turn.latest[0], said)) < len(said)

    def _pointing(self, turn: Turn) -> Standalone | None:
        """It points at what was just discussed, says too little to stand alone, or fits it as well as any paper."""
        rest, latest = turn.rest, turn.latest
        if turn.lean.refers:
            if len(latest) > 1 and PLURAL.search(rest):
                return self._filled.about(rest, latest[:_FEW])
            if PAIR.search(rest):
                return self._filled.about(rest, list(dict.fromkeys(turn.all_discussed))[:2][::-1])
            if (topic := self._topic(turn)) is not None:
                return self._filled.about(rest, [topic])
            # "It" after a list: of its papers the one that what was asked before fits, too.
            return self._filled.about(rest, self._filled.nearest(f"{last_asked(turn.history)} {rest}", latest))
        if len(set(terms(rest))) <= _ASIDE or (len(latest) == 1 and len(rest.split()) <= _FRAGMENT):
            return self._filled.about(rest, self._filled.nearest(rest, latest))
        if self._leads_there(turn):
            return self._filled.about(rest, latest)
        if self._aside.outside(rest):  # alone it says nothing that a paper could answer
            return self._filled.about(rest, self._filled.nearest(rest, latest))
        scores = self._rank(rest, ()).papers
        near = max(latest[:_FEW], key=lambda number: float(scores[number]))
        known = THE_THING.search(rest) and len(set(terms(rest))) < _ENOUGH
        share = _KNOWN_THING if known else STILL_ABOUT
        return self._filled.about(rest, [near]) if float(scores[near]) >= share * float(scores.max()) else None

    def _topic(self, turn: Turn) -> int | None:
        """Of a paper and one that it was held against just now ("is it ahead of VoCo?"): the one that the talk is of,
        or "that one", which was named; None where there are no such two.
        """
        named = {mention.papers[0] for mention in self._names.mentions(last_asked(turn.history))} & set(turn.latest)
        if len(turn.latest) != _PAIRED or len(named) != 1 or turn.discussed[0].listed or len(turn.discussed) < _PAIRED:
            return None
        (topic,) = set(turn.latest) - named
        if turn.discussed[1].papers != (topic,):
            return None
        return next(iter(named)) if THAT_ONE.search(turn.rest) else topic

    def _leaves(self, question: str, latest: Sequence[int]) -> bool:
        """Whether a question goes to something else without saying so: it asks for papers anew, or says enough by
        itself to point clearly at another paper.
        """
        points = any(pattern.search(question) for pattern in (SUBJECT, POSSESSIVE, THIS, PLURAL, SUBJECTLESS))
        if kind_of(question) in ("list", "count") and not points:
            return True
        if len(set(terms(question))) < _ENOUGH:
            return False
        scores = self._rank(question, ()).papers
        best = float(scores.max())
        return best >= _POINTS and max(float(scores[n]) for n in latest) < ELSEWHERE * best
