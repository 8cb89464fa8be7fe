"""A follow-up made to stand alone, by rule: what "it", "the second one" and "why?" mean is read from the turns
before (`rag.discussed`).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from rag.attributes import attributes
from rag.beside import Beside
from rag.counted import counted
from rag.derived import Quotes
from rag.discussed import Discussed, is_list, last_asked, lists
from rag.filled_in import FilledIn
from rag.form import is_form_only
from rag.kinds import PAPERS_DO, kind_of
from rag.language import foreign_language
from rag.meant import asks_to_compare, asks_which_one, compared, in_play, others, says_both, shown_last
from rag.names import Mention, Names
from rag.narrowing import asks_for_one, listing, narrowed, shows_again
from rag.pointing import (
    BACK,
    BARE,
    BESIDE,
    CORRECTS,
    DESCRIBED,
    DIFFERS,
    ECHOES,
    HAD_BY_EACH,
    HOW_IT_IS_ON,
    JUST,
    LEADS_OVER,
    LEANS,
    MORE,
    OF_ITS_RECORD,
    OF_WHICH_AGE,
    ONES,
    OTHER,
    PAIR,
    PLURAL,
    POLAR,
    POSSESSIVE,
    SUBJECT,
    SURELY_PAPERS,
    THE_THING,
    THE_WORK,
    THE_WORK_ON,
    THIS,
    WHY,
    WHY_SO,
    WORD,
)
from rag.question import follow_up, is_courtesy
from rag.read_records import of_listed, read_by_age, read_tally
from rag.retrieve import Ranking
from rag.topics import topic_of
from rag.turn import Standalone, Turn
from rag.types import Paper
from rag.words import terms

_CLAUSES = re.compile(r"[,.;:?–—]\s+|\s[–—-]\s")
"""Parts what was meant from what is asked of it."""
_SAYS_SOMETHING = 2
"""Words that a question must have for it to be asked of another paper."""
_INTRODUCED = 3
"""Index terms before a pronoun from which on it stands for what the question itself has brought up."""
_LOOKED_BACK = 12
"""Papers at most of which one may be gone back to by what it is about."""
_FEW = 4
_PAIRED = 2
_MOST_NAMED = 4
"""Papers at most that are named where it must be said which is meant."""
_TERM_WORDS = 4
"""Words at most of a term that takes the place of a list's topic."""
_ASIDE = 2
"""Index terms up to which a question says too little to stand alone."""
_ENOUGH, _POINTS, _ELSEWHERE = 5, 0.3, 0.6
"""A question with this many index terms, whose best paper scores at least the second and the paper just discussed
less than the third of that, has left the topic.
"""
_STILL_ABOUT = 0.9
"""Without a pointing word, a question stays with the paper just discussed when that scores at least this share of
the best.
"""


_KNOWN_THING = 0.5
"""The same where it speaks of a thing as one that is known ("who judged the output?")."""


class Conversation:
    """Reads turns against one corpus."""

    def __init__(
        self, papers: Sequence[Paper], names: Names, quotes: Quotes, rank: Callable[[str, Sequence[int]], Ranking]
    ) -> None:
        self._papers = papers
        self._names = names
        self._read = Discussed(names, quotes)
        self._rank = rank
        self._filled = FilledIn(papers, names, rank)
        self._beside = Beside(papers, names, self._filled)

    def stand_alone(self, question: str, history: Sequence[Mapping[str, str]]) -> Standalone:
        """The question with what it points back to filled in; as it is when it points at nothing."""
        if not history:
            return Standalone(question)
        if foreign_language(question):  # it is refused as it stands
            return Standalone(question)
        turn = Turn(question, follow_up(question), history, self._read.exchanges(history))
        for rule in (
            self._again,
            self._of_records,
            self._corrected,
            self._more,
            self._narrowing,
            self._beside.elsewhere,
            self._any_paper,
            self._back,
            self._naming,
            self._same_list,
            self._both,
            self._comparing,
            self._anew,
            self._beside.another,
            self._picking,
            self._moving,
            self._pointing,
        ):
            found = rule(turn)
            if found:
                return found
        return Standalone(turn.rest)

    def _again(self, turn: Turn) -> Standalone | None:
        """It wants the last answer in another form, doubts it or asks why it is so: what was asked before, again."""
        why = self._asks_why(turn.rest) and not lists(turn.history)
        if not (why or is_form_only(turn.question) or ECHOES.match(turn.question)):
            return None
        before = self._asked_before(turn.history)
        if not terms(before.question) or not why:
            return before if terms(before.question) else None
        focus = before.focus or (turn.latest if turn.discussed and len(turn.latest) == 1 else ())
        if before.question.lower().startswith("why"):
            return replace(before, focus=focus)
        # What it is the reason of is what was asked; alone, "why" fits any sentence of the paper.
        asked = "Why" if WHY_SO.match(turn.rest) else turn.rest.rstrip("?.! ")
        return replace(before, question=f"{asked}? {before.question}", focus=focus)

    def _asks_why(self, question: str) -> bool:
        """Whether it asks for a reason and says no more than a pronoun and a word ("why would that matter?")."""
        said = len(terms(question))
        points = any(pattern.search(question) for pattern in (SUBJECT, THIS, ONES))
        return bool(WHY_SO.match(question)) or bool(WHY.match(question) and (not said or (said == 1 and points)))

    def _corrected(self, turn: Turn) -> Standalone | None:
        """It says that another paper was meant than that of the last answer."""
        correction = CORRECTS.match(turn.rest)
        if not correction or not turn.discussed or OTHER.search(turn.rest):
            return None
        meant, _, asked = (
            part.strip() for part in _CLAUSES.sub("\0", turn.rest[correction.end() :], count=1).partition("\0")
        )
        if self._names.mentions(meant):
            return None
        if narrows := self._narrowing(replace(turn, lean=follow_up(meant))) if meant else None:
            return narrows
        before = self._asked_before(turn.history)
        points = bool(before.focus or self._names.mentions(before.question))
        if not terms(meant):
            gap = "Say which other paper is meant."
            return Standalone(turn.rest, turn.latest, gap=gap) if points else self._next_best(before, turn)
        several = next((exchange.papers for exchange in turn.discussed if len(exchange.papers) > 1), ())
        found = self._filled.nearest(meant, several) if ONES.search(meant) else []
        found = found or self._filled.ranked(meant)[:1]
        if terms(asked):
            return self._filled.about(asked, found)
        again = self._again_of(found[0], turn) if points and found else None
        return again or self._filled.told_of(found)

    def _more(self, turn: Turn) -> Standalone | None:
        """It asks for another paper of the kind looked for last: the list again, or the next best."""
        if not turn.discussed or not MORE.match(turn.rest):
            return None
        before = self._asked_before(turn.history)
        if lists(turn.history):
            return before
        return self._next_best(before, turn)

    def _next_best(self, before: Standalone, turn: Turn) -> Standalone | None:
        """The best paper that was not talked of yet: for what was asked before, or near the paper that this names."""
        points = before.focus or self._names.mentions(before.question)
        wanted = self._papers[turn.latest[0]].title if points else before.question
        left = [number for number in self._filled.ranked(wanted) if number not in turn.all_discussed]
        return self._filled.told_of(left[:1])

    def _of_records(self, turn: Turn) -> Standalone | None:
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

    def _narrowing(self, turn: Turn) -> Standalone | None:
        """It asks for some of the papers just listed."""
        asked = None if self._only_names(turn.rest) else narrowed(turn.rest, turn.history)
        listed = next((exchange.papers for exchange in turn.discussed if exchange.listed), ())
        if listed and shows_again(turn.rest, turn.history):
            before = self._asked_before(turn.history)
            return replace(before, question=listing(before.question))
        return Standalone(asked, among=listed) if asked and listed else None

    def _only_names(self, question: str) -> bool:
        """Whether it names a paper and says no more ("for Merlin?")."""
        mentions = self._names.mentions(question)
        return bool(mentions) and not mentions[0].topic and not WORD.search(JUST.sub("", self._names.without(question)))

    def _any_paper(self, turn: Turn) -> Standalone | None:
        """It asks whether there is a paper on something: any of all."""
        wanted = asks_for_one(turn.rest)
        return Standalone(wanted) if wanted else None

    def _back(self, turn: Turn) -> Standalone | None:
        """To a paper of earlier ("back to the first paper", "back to knees")."""
        back = BACK.search(turn.question)
        if not back or not turn.discussed:
            return None
        if turn.lean.ordinal is not None:
            in_order = list(dict.fromkeys(exchange.papers[0] for exchange in reversed(turn.discussed)))
            return self._filled.about(turn.rest, in_order[turn.lean.ordinal :][:1])
        return self._filled.about(turn.rest, self._filled.nearest(back[1], turn.all_discussed[:_LOOKED_BACK]))

    def _naming(self, turn: Turn) -> Standalone | None:
        """It names its paper; beside the one just discussed, or in its place."""
        rest, mentions = turn.rest, self._names.mentions(turn.rest)
        points = turn.lean.refers and any(pattern.search(rest) for pattern in (SUBJECT, POSSESSIVE))
        bare = not WORD.search(JUST.sub("", self._names.without(rest)))
        if not mentions or (turn.discussed and mentions[0].topic and (points or bare)):
            return None
        if len(mentions) == 1 and bare:
            return self._asked_of(mentions[0], turn.history, rest)
        before = rest[: mentions[0].start]
        earlier = SUBJECT.search(before) or POSSESSIVE.search(before)
        beside = DIFFERS.search(rest) and BESIDE.match(rest)
        if turn.discussed and (beside or (earlier and (turn.lean.refers or DIFFERS.search(rest)))):
            named = {mention.papers[0] for mention in mentions}
            return self._filled.about(rest, [number for number in turn.latest if number not in named][:1])
        return Standalone(rest)

    def _same_list(self, turn: Turn) -> Standalone | None:
        """It is a term of the field and no more ("and stroke?"), after a list: the list of that."""
        said = HOW_IT_IS_ON.sub("", JUST.sub("", turn.rest)).strip(" ?.!")
        if not lists(turn.history) or said == turn.rest.strip(" ?.!") or len(said.split()) > _TERM_WORDS:
            return None
        if (
            not terms(said)
            or LEANS.match(said)
            or HAD_BY_EACH.match(said)
            or not (attributes(said) or LEADS_OVER.match(turn.rest))
        ):
            return None
        before = self._asked_before(turn.history)
        replaced = _replaced(before.question)
        if not replaced:
            return None
        in_its_place = re.compile(rf"(?:\b(?:the|an?)\s+)?{re.escape(replaced)}", re.I)
        return replace(before, question=in_its_place.sub(lambda _: said, before.question, count=1))

    def _both(self, turn: Turn) -> Standalone | None:
        """It says "both" or "neither" and no more: of the topics of the last two lists, or of the last two papers."""
        said = says_both(turn.rest)
        if not said or not turn.history:
            return None
        before = self._asked_before(turn.history)
        if lists(turn.history):
            topic, other = (
                _replaced(before.question),
                _replaced(self._asked_before(_before_last(turn.history)).question),
            )
            if not topic or not other or other in before.question or topic == other:
                return None
            of_two = f"neither {other} nor {topic}" if said == "neither" else f"both {other} and {topic}"
            return replace(before, question=before.question.replace(topic, of_two))
        pair = in_play(turn.discussed)
        if len(pair) != _PAIRED:
            return None
        mentions = self._names.mentions(before.question)
        if len({mention.papers[0] for mention in mentions}) > 1:
            return replace(before, focus=tuple(pair))
        if not mentions:
            return self._filled.about(before.question, pair)
        called, one = " and ".join(map(self._filled.called, pair)), mentions[0]
        return Standalone(f"{before.question[: one.start]}{called}{before.question[one.end :]}", tuple(pair))

    def _asked_before(self, history: Sequence[Mapping[str, str]]) -> Standalone:
        """The question asked last, as it stood alone."""
        for place in range(len(history) - 1, -1, -1):
            asked = history[place]
            if asked["role"] == "user" and not is_courtesy(asked["content"]):
                return self.stand_alone(asked["content"], history[:place])
        return Standalone("")

    def _comparing(self, turn: Turn) -> Standalone | None:
        """It compares papers that were each talked of by themselves."""
        found = compared(turn.rest, last_asked(turn.history), turn.discussed)
        if found:
            return self._filled.about(turn.rest, found)
        if asks_to_compare(turn.rest) and len(set(turn.all_discussed)) < _PAIRED:
            gap = f"The conversation speaks of {'one paper' if turn.discussed else 'no papers'} so far; name two."
            return Standalone(turn.rest, tuple(turn.all_discussed[:1]), gap=gap)
        return None

    def _anew(self, turn: Turn) -> Standalone | None:
        """There is nothing to point at, or it says that it leaves the topic."""
        if not turn.discussed and turn.lean.refers and not BACK.search(turn.question):
            # The last question was about no paper that is known, and is what this goes on from.
            before = self._asked_before(turn.history)
            return Standalone(f"{before.question.rstrip('?.! ')}, {turn.rest}" if terms(before.question) else turn.rest)
        leaves = turn.lean.changes_topic and (not turn.lean.refers or _introduces(turn.rest))
        return Standalone(turn.rest) if not turn.discussed or leaves else None

    def _picking(self, turn: Turn) -> Standalone | None:
        """It says which of the papers discussed it means: by place, by what they are, or that it is the only one."""
        rest, latest = turn.rest, turn.latest
        if turn.lean.ordinal is not None:
            listed = shown_last(turn.discussed)
            meant = [listed[o] for o in turn.lean.ordinals if -len(listed) <= o < len(listed)]
            if meant:
                bare = len(terms(rest)) <= len(turn.lean.ordinals) == 1
                again = self._again_of(meant[0], turn) if bare else None
                return again or self._filled.about(rest, list(dict.fromkeys(meant)))
            if len(listed) > 1 or turn.discussed[0].listed:
                named = counted(len(listed), "paper")
                gap = f"The conversation names {named}, so none of them is number {turn.lean.ordinal + 1}."
                return Standalone(rest, gap=gap)
        if 1 < len(latest) <= _FEW and asks_which_one(rest):
            return self._filled.about(rest, self._beside.of_wider(turn) or latest)
        if OTHER.search(rest) and (found := self._other(turn)):
            return found
        described = THE_WORK_ON.match(rest)
        if len(latest) == 1 and described and self._rank(described[0], ()).best_papers(1)[0] not in latest:
            return Standalone(rest)
        if len(latest) > 1 and (described := DESCRIBED.search(rest)):
            return self._filled.about(rest, self._filled.nearest(described[0], latest))
        if len(latest) > 1 and THE_WORK.match(rest):
            return self._filled.about(rest, self._filled.nearest(rest, latest))
        if len(latest) == 1 and BARE.match(rest) and not SURELY_PAPERS.search(rest):
            return self._filled.about(rest, latest)
        return None

    def _moving(self, turn: Turn) -> Standalone | None:
        """It leaves the topic without saying so."""
        return Standalone(turn.rest) if self._leaves(turn.rest, turn.latest) else None

    def _pointing(self, turn: Turn) -> Standalone | None:
        """It points at what was just discussed, says too little to stand alone, or fits it as well as any paper."""
        rest, latest = turn.rest, turn.latest
        if turn.lean.refers:
            if len(latest) > 1 and PLURAL.search(rest):
                return self._filled.about(rest, latest[:_FEW])
            if PAIR.search(rest):
                return self._filled.about(rest, list(dict.fromkeys(turn.all_discussed))[:2][::-1])
            # "It" after a list: of its papers the one that what was asked before fits, too.
            return self._filled.about(rest, self._filled.nearest(f"{last_asked(turn.history)} {rest}", latest))
        if len(set(terms(rest))) <= _ASIDE:
            return self._filled.about(rest, self._filled.nearest(rest, latest))
        scores = self._rank(rest, ()).papers
        near = max(latest[:_FEW], key=lambda number: float(scores[number]))
        known = THE_THING.search(rest) and len(set(terms(rest))) < _ENOUGH
        share = _KNOWN_THING if known else _STILL_ABOUT
        return self._filled.about(rest, [near]) if float(scores[near]) >= share * float(scores.max()) else None

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
            named = self._naming(replace(turn, lean=follow_up(rest)))
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

    def _again_of(self, number: int, turn: Turn) -> Standalone | None:
        """The question before, asked of a paper that is pointed at and nothing more ("and the second one?")."""
        mentions = self._names.mentions(self._filled.called(number))
        found = self._asked_of(mentions[0], turn.history, turn.rest) if mentions else None
        return replace(found, focus=(number,)) if found and found.question != turn.rest else None

    def _asked_of(self, mention: Mention, history: Sequence[Mapping[str, str]], rest: str) -> Standalone:
        """The question before, asked of another paper ("and Merlin?"); what is compared is compared with it, too."""
        for place in range(len(history) - 1, -1, -1):
            if history[place]["role"] != "user":
                continue
            lean = follow_up(history[place]["content"])
            before = lean.rest
            if is_list(history[place + 1]["content"] if place + 1 < len(history) else ""):
                break
            if len(lean.ordinals) == len(set(terms(before))):  # it points, and asks nothing
                continue
            told = JUST.sub("", self._names.without(before))
            if not WORD.search(told) or (len(told.split()) < _SAYS_SOMETHING and not self._names.mentions(before)):
                continue
            before = self.stand_alone(before, history[:place]).question
            earlier = self._names.mentions(before)
            kind = kind_of(before, len({number for each in earlier for number in each.papers[:1]}))
            if kind == "compare" and mention.papers[0] not in {each.papers[0] for each in earlier}:
                return Standalone(f"{before.rstrip('?. ')} and {mention.name}")
            if kind != "fact":
                break
            if earlier:
                last = earlier[-1]
                return Standalone(f"{before[: last.start]}{mention.name}{before[last.end :]}")
            return Standalone(self._filled.about(before, [mention.papers[0]]).question)
        return Standalone(rest)

    def _leaves(self, question: str, latest: Sequence[int]) -> bool:
        """Whether a question goes to something else without saying so: it asks for papers anew, or says enough by
        itself to point clearly at another paper.
        """
        points = any(pattern.search(question) for pattern in (SUBJECT, POSSESSIVE, THIS, PLURAL))
        if kind_of(question) in ("list", "count") and not points:
            return True
        if len(set(terms(question))) < _ENOUGH:
            return False
        scores = self._rank(question, ()).papers
        best = float(scores.max())
        return best >= _POINTS and max(float(scores[n]) for n in latest) < _ELSEWHERE * best


def _before_last(history: Sequence[Mapping[str, str]]) -> Sequence[Mapping[str, str]]:
    """The turns before the question asked last."""
    return history[: max(place for place, each in enumerate(history) if each["role"] == "user")]


def _replaced(question: str) -> str:
    """The part of a list's question that another term takes the place of: its topic, or what a verb has for its object
    ("which papers segment the liver?": the liver); empty where it has none in one piece.
    """
    topic = topic_of(question)
    verb, _, thing = topic.partition(" ")
    if thing and re.fullmatch(PAPERS_DO, verb, re.I) and not question.startswith(verb):
        topic = thing
    return topic if topic in question else ""


def _introduces(question: str) -> bool:
    """Whether a question speaks of what it has brought up itself ("the survey on VQA: is its code out?")."""
    found = [match.start() for pattern in (SUBJECT, POSSESSIVE, THIS) if (match := pattern.search(question))]
    return len(set(terms(question[: min(found, default=len(question))]))) >= _INTRODUCED
