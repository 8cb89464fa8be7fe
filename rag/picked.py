"""Which of the papers talked of a follow-up means: it names it, gives its place, describes it, says that it goes back
or that another was meant.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from rag.beside import Beside
from rag.counted import counted
from rag.discussed import last_asked
from rag.filled_in import FilledIn
from rag.kinds import kind_of
from rag.meant import asks_to_compare, asks_which_one, compared, others, shown_last, which_of_them
from rag.names import Names
from rag.of_these import OfThese
from rag.parallel import put_in_place
from rag.pointing import (
    AGAINST_IT,
    AND_WITH,
    BACK,
    BARE,
    BESIDE,
    BY_COMPARISON,
    CORRECTS,
    DESCRIBED,
    DESCRIBED_WORK,
    DIFFERS,
    JUST,
    KIND_OF_WORK,
    LEADS_OVER,
    LEANS,
    LEFT_OPEN,
    MORE_THAN,
    NOT_EVEN,
    NUMBER_OF,
    ONES,
    OTHER,
    POLAR,
    POSSESSIVE,
    SET_AGAINST,
    SUBJECT,
    SURELY_PAPERS,
    THAT_MORE,
    THE_WORK,
    THE_WORK_ON,
    THIS,
    TOLD_ANY,
    WORD,
)
from rag.question import follow_up
from rag.repeated import Repeated
from rag.turn import Standalone, Turn
from rag.words import stem, terms

_CLAUSES = re.compile(r"[,.;:?–—]\s+|\s[–—-]\s")
"""Parts what was meant from what is asked of it."""
_LOOKED_BACK = 12
"""Papers at most of which one may be gone back to by what it is about."""
_FEW = 4
_PAIRED = 2
_TELLING = 2
"""Index terms with which a paper is described well enough to be told from others."""
_FRAGMENT = 5
_DOUBTED = 8
"""Words up to which a doubt says nothing by itself."""
_FEW_WORDS = 3
"""Words up to which what is asked has no verb."""
_VERB = re.compile(r"\b(?:is|are|was|were|does|do|did|has|have|can|could|will)\b", re.I)
_ITS = re.compile(rf"{_VERB.pattern}\s+(?P<the>the)\s+(?P<what>\S.*)", re.I)
"""What something is asked of, as of a thing that is known."""
_WORK = re.compile(rf"\b{KIND_OF_WORK}\b", re.I)
_NOT_THAT = re.compile(
    r"^\W*not\s[^,;:.]+[,;:.]\s*"
    r"|\s*,?\s*(?:(?:is|was)\s+)?(?:(?:what|which|the one)\s+)?(?:that\s+)?(?:i\s+(?:was|am|meant|mean|wanted|want)"
    r"|i['’]m)(?:\s+(?:after|asking (?:about|for)|interested in|to know))?\W*$",
    re.I,
)
"""What was not meant, and that the rest is what was."""
_DONE_BY_ALL = frozenset(
    map(stem, "do train test evaluate use work need perform handle go take give make report show study look".split())
)
"""Verbs that tell no paper from another."""
_COMPARATIVE = re.compile(
    r"\b(?:more|less|fewer|better|worse|best|worst|most|least|\w{3,}(?<!numb)(?<!pap)er|\w{2,}est)\b", re.I
)
_ASKS_ANY = re.compile(r"\W*(?:and\s+|so\s+)?(?:any|some)(?:thing|one|body)\b", re.I)
_MOST_NAMED = 4
"""Papers at most that are named where it must be said which is meant."""


class Picked:
    """Reads such turns against one corpus."""

    def __init__(self, names: Names, filled: FilledIn, repeated: Repeated, of_these: OfThese, beside: Beside) -> None:
        self._names = names
        self._filled = filled
        self._repeated = repeated
        self._of_these = of_these
        self._beside = beside

    def corrected(self, turn: Turn) -> Standalone | None:
        """It says that another paper was meant than that of the last answer."""
        correction = CORRECTS.match(turn.rest)
        if not correction or not turn.discussed or OTHER.search(turn.rest):
            return None
        meant, _, asked = (
            part.strip() for part in _CLAUSES.sub("\0", turn.rest[correction.end() :], count=1).partition("\0")
        )
        if self._names.mentions(meant):
            return None
        if narrows := self._of_these.narrowing(replace(turn, lean=follow_up(meant))) if meant else None:
            return narrows
        if len(turn.latest) == 1 and any(form.search(meant) for form in (SUBJECT, POSSESSIVE)):
            return self._filled.about(turn.rest[correction.end() :], turn.latest)
        before = self._repeated.asked_before(turn.history)
        points = bool(before.focus or self._names.mentions(before.question))
        if not terms(meant):
            gap = "Say which other paper is meant."
            return Standalone(turn.rest, turn.latest, gap=gap) if points else self._beside.next_best(before, turn)
        if len(turn.latest) == 1 and (
            rather := self._of_the_same(turn.rest[correction.end() :], meant, asked, before, turn)
        ):
            return rather
        several = next((exchange.papers for exchange in turn.discussed if len(exchange.papers) > 1), ())
        found = self._filled.nearest(meant, several) if ONES.search(meant) else []
        found = found or self._filled.ranked(meant)[:1]
        if terms(asked):
            return self._filled.about(asked, found)
        again = self._repeated.again_of(found[0], turn) if points and found else None
        return again or self._filled.told_of(found)

    def _of_the_same(self, whole: str, meant: str, asked: str, before: Standalone, turn: Turn) -> Standalone | None:
        """Something else was meant of the same paper ("no, I meant the slices")."""
        if (rather := _NOT_THAT.sub("", whole)) != whole:  # not this but that
            meant, asked = rather, ""
        if ONES.search(meant) or _WORK.search(meant) or not terms(meant):
            return None
        number = turn.latest[0]
        if not any(self._filled.holds(number, {term}) for term in terms(meant)):
            return None
        if terms(asked):
            return self._filled.about(whole, [number])
        put = put_in_place(meant, before.question, self._filled.called(number), self._filled.text(number))
        return Standalone(put, (number,)) if put else self._filled.about(meant.rstrip("?.! ") + "?", [number])

    def back(self, turn: Turn) -> Standalone | None:
        """To a paper of earlier ("back to the first paper", "back to knees")."""
        back = BACK.search(turn.question)
        if not back or not turn.discussed:
            return None
        if turn.lean.ordinal is not None:
            in_order = list(dict.fromkeys(exchange.papers[0] for exchange in reversed(turn.discussed)))
            return self._filled.about(turn.rest, in_order[turn.lean.ordinal :][:1])
        return self._filled.about(turn.rest, self._filled.nearest(back[1], turn.all_discussed[:_LOOKED_BACK]))

    def naming(self, turn: Turn) -> Standalone | None:
        """It names its paper; beside the one just discussed, or in its place."""
        rest, mentions = turn.rest, self._names.mentions(turn.rest)
        points = turn.lean.refers and any(pattern.search(rest) for pattern in (SUBJECT, POSSESSIVE))
        bare = not WORD.search(JUST.sub("", self._names.without(rest)))
        if not mentions or (turn.discussed and mentions[0].topic and (points or bare)):
            return None
        if len(mentions) == 1 and bare:
            return self._repeated.asked_of(mentions[0], turn.history, rest)
        before = rest[: mentions[0].start]
        earlier = SUBJECT.search(before) or POSSESSIVE.search(before)
        beside = DIFFERS.search(rest) and BESIDE.match(rest)
        if turn.discussed and (held := self._held_against(turn, before)):
            return held
        if turn.discussed and (beside or (earlier and (turn.lean.refers or DIFFERS.search(rest)))):
            named = {mention.papers[0] for mention in mentions}
            return self._filled.about(rest, [number for number in turn.latest if number not in named][:1])
        return Standalone(rest)

    def _held_against(self, turn: Turn, before: str) -> Standalone | None:
        """It names only what the paper just talked of is held against ("how does the size compare with BiomedCLIP's?",
        "larger than VoCo?"), or holds what it names against that ("does VoCo beat it?"); `before`: it up to the name.
        """
        rest, mentions = turn.rest, self._names.mentions(turn.rest)
        one = turn.latest[0]
        if len(turn.latest) > 1 or {mention.papers[0] for mention in mentions} != {mentions[0].papers[0]} - {one}:
            return None
        if AGAINST_IT.search(rest, mentions[0].end):
            return self._filled.about(rest, [one])
        against = SET_AGAINST.search(before)
        if not against:
            # In a few words without a verb it is a thing that the paper speaks of, too ("the gain on ChestX-ray8?").
            fragment = len(rest.split()) <= _FRAGMENT and not _VERB.search(rest) and WORD.search(JUST.sub("", before))
            spoken_of = fragment and mentions[0].name in self._filled.text(one)
            return self._filled.about(rest, [one]) if spoken_of else None
        said, called = before[: against.start()], self._filled.called(one)
        if not WORD.search(JUST.sub("", said)):
            return Standalone(f"{called} {LEADS_OVER.sub('', rest).strip()}", (one,))
        if any(form.search(rest) for form in (SUBJECT, POSSESSIVE)):
            return self._filled.about(rest, [one])
        if THAT_MORE.match(rest):
            return Standalone(THAT_MORE.sub(lambda found: f"{found['is']}{called}", rest), (one,))
        if MORE_THAN.match(rest):
            return Standalone(f"Is {called} {MORE_THAN.sub('', rest)}", (one,))
        if len(rest.split()) <= _FRAGMENT and not _VERB.search(rest):  # "gain over VoCo?"
            return self._filled.about(rest, [one])
        known = _ITS.search(said)
        if known and (not _WORK.search(known["what"]) or self._filled.holds(one, set(terms(known["what"])))):
            return Standalone(f"{rest[: known.start('the')]}{called}’s{rest[known.end('the') :]}", (one,))
        return self._filled.about(rest, [one]) if THIS.search(said) else None

    def comparing(self, turn: Turn) -> Standalone | None:
        """It compares papers that were each talked of by themselves."""
        found = compared(turn.rest, last_asked(turn.history), turn.discussed)
        if found and asks_which_one(turn.rest) and (holders := self._holders(turn.rest, found)):
            return self._filled.noted(turn.rest, holders)
        if found:
            return self._filled.about(turn.rest, found)
        if asks_to_compare(turn.rest) and len(set(turn.all_discussed)) < _PAIRED:
            gap = f"The conversation speaks of {'one paper' if turn.discussed else 'no papers'} so far; name two."
            return Standalone(turn.rest, tuple(turn.all_discussed[:1]), gap=gap)
        return None

    def picking(self, turn: Turn) -> Standalone | None:
        """It says which of the papers discussed it means: by place, by what they are, or that it is the only one."""
        rest, latest = turn.rest, turn.latest
        if turn.lean.ordinal is not None:
            listed = shown_last(turn.discussed)
            meant = [listed[o] for o in turn.lean.ordinals if -len(listed) <= o < len(listed)]
            if meant:
                bare = len(terms(rest)) <= len(turn.lean.ordinals) == 1
                again = self._repeated.again_of(meant[0], turn) if bare else None
                return again or self._filled.about(rest, list(dict.fromkeys(meant)))
            if len(listed) > 1 or turn.discussed[0].listed:
                named = counted(len(listed), "paper")
                gap = f"The conversation names {named}, so none of them is number {turn.lean.ordinal + 1}."
                return Standalone(rest, gap=gap)
        if 1 < len(latest) <= _FEW and asks_which_one(rest):
            if holders := self._holders(rest, latest):
                return self._filled.noted(rest, holders)
            return self._filled.about(rest, self._beside.of_wider(turn) or latest)
        if OTHER.search(rest) and (found := self._other(turn)):
            return found
        elsewhere = self._described(turn) if len(latest) == 1 else None
        if elsewhere is not None:
            bare = not terms(BY_COMPARISON.sub(" ", JUST.sub("", DESCRIBED_WORK.sub(" ", rest))))
            again = self._repeated.again_of(elsewhere, turn) if bare else None
            return again or self._filled.about(rest, [elsewhere])
        described = THE_WORK_ON.match(rest)
        if len(latest) == 1 and described and self._filled.ranked(described[0])[0] not in latest:
            return Standalone(rest)
        if len(latest) > 1 and (described := DESCRIBED.search(rest)):
            return self._filled.about(rest, self._filled.nearest(described[0], latest))
        if len(latest) > 1 and THE_WORK.match(rest):
            return self._filled.about(rest, self._filled.nearest(rest, latest))
        if SURELY_PAPERS.search(rest):
            return None
        if len(latest) == 1 and self._of_the_one(turn):
            return self._filled.about(rest, latest)
        if len(latest) <= _FEW and not turn.discussed[0].listed and (NUMBER_OF.match(rest) or TOLD_ANY.match(rest)):
            return self._filled.about(rest, self._filled.nearest(f"{last_asked(turn.history)} {rest}", latest))
        return None

    def _of_the_one(self, turn: Turn) -> bool:
        """Whether it is asked as of one thing that was talked of: without a verb, as of what a study did, or by what
        that has and no more ("total shapes?").
        """
        rest = turn.rest
        if any(form.match(rest) for form in (BARE, LEFT_OPEN, NUMBER_OF, TOLD_ANY)):
            return True
        if NOT_EVEN.match(rest) and len(rest.split()) <= _DOUBTED and not _VERB.search(rest):
            return True
        wanted = set(terms(rest))
        if not wanted or len(rest.split()) > _FEW_WORDS or turn.discussed[0].listed or LEANS.match(rest):
            return False
        if kind_of(rest) not in ("list", "count"):  # it is read as of the paper anyhow
            return False
        return self._filled.holds(turn.latest[0], wanted) and not _ASKS_ANY.match(rest)

    def _described(self, turn: Turn) -> int | None:
        """The paper that it describes in words which the one just talked of lacks ("the self-guided attention paper,
        …"): one talked of before, or the one nearest to all that is asked.
        """
        described = DESCRIBED_WORK.search(turn.rest)
        if not described:
            return None
        # Behind it, where the description ends cannot be seen.
        wanted = set(terms(described["what"]) if described["what"] else terms(described["behind"])[:_TELLING])
        further = AND_WITH.match(turn.rest, described.end() + 1) if described["what"] else None
        more = terms(further["behind"])[:_TELLING] if further else []
        lacking = self._filled.lacking(turn.latest[0], wanted | set(more))
        if not lacking:
            return None
        earlier = [number for number in dict.fromkeys(turn.all_discussed) if number not in turn.latest]
        if len(wanted) + len(more) < _TELLING:
            having = [number for number in earlier if self._filled.holds(number, wanted)]
            titled = self._titled(described["what"], turn) if described["what"] else None
            return titled if titled is not None else next(iter(self._filled.nearest(turn.rest, having)), None)
        near = [*turn.latest, *earlier, *self._filled.ranked(turn.rest)[:1]]
        for end in range(len(more), -1, -1):
            said = wanted | set(more[:end])
            found = next((number for number in near if self._filled.holds(number, said)), None)
            if found is not None:
                return None if found in turn.latest else found
        return next(iter(self._filled.only_having(lacking, earlier)), None)

    def _titled(self, described: str, turn: Turn) -> int | None:
        """The paper whose title has the one word that it is called by ("the stroke one"): one talked of before, or the
        nearest to that.
        """
        near = [*dict.fromkeys(turn.all_discussed), *self._filled.ranked(described)[:_FEW]]
        return next((number for number in near if self._filled.titled(number, described)), None)

    def _holders(self, question: str, numbers: Sequence[int]) -> list[int]:
        """The one of these papers that has what is asked, as far as any of them has it, where the others lack some."""
        said = which_of_them(question)
        wanted = set(terms(said)) - _DONE_BY_ALL
        held = {number: wanted - self._filled.lacking(number, wanted) for number in numbers}
        spoken_of = set().union(*held.values())
        if DIFFERS.search(said) or _COMPARATIVE.search(said) or len(spoken_of) * 2 < len(wanted):
            return []
        found = [number for number in numbers if held[number] == spoken_of]
        return found if len(found) == 1 else []

    def _other(self, turn: Turn) -> Standalone | None:
        """It means the other paper; which, if there are several, it has to say."""
        numbers = others(turn.discussed)
        if len(numbers) == _PAIRED == len(turn.latest) and asks_which_one(last_asked(turn.history)):
            # Of two that were asked which one it is, the other is that which the question fits less.
            nearest = self._filled.nearest(last_asked(turn.history), numbers)
            numbers = [number for number in numbers if number not in nearest]
        if len(numbers) > 1 and not POLAR.match(turn.rest):
            numbers = self._filled.only_having(set(terms(OTHER.sub(" ", turn.rest))), numbers) or numbers
        if len(numbers) == 1:
            rest = OTHER.sub(lambda _: self._filled.called(numbers[0]), turn.rest, count=1)
            named = self.naming(replace(turn, lean=follow_up(rest)))
            return replace(named, focus=(numbers[0],)) if named else Standalone(rest, (numbers[0],))
        if not numbers:
            alone = not terms(OTHER.sub(" ", turn.rest))
            gap = "The conversation speaks of one paper so far; say which other one is meant."
            return Standalone(turn.rest, turn.latest, gap=gap) if alone else None
        named_ones = [self._filled.called(number) for number in numbers[:_MOST_NAMED]]
        more = f" or one of {len(numbers) - _MOST_NAMED} more" if len(numbers) > _MOST_NAMED else ""
        which = f"{', '.join(named_ones[:-1])}{', ' if more else ' or '}{named_ones[-1]}{more}"
        gap = f"“The other” may be {which}; say which one is meant."
        return Standalone(turn.rest, tuple(numbers[:_MOST_NAMED]), gap=gap)
