"""Follow-ups that ask again what was asked before: in another form, why it is so, of another paper, of another topic or
of two ("shorter, please", "why?", "and Merlin?", "and stroke?", "both").
"""

import re
from collections.abc import Callable
from dataclasses import replace

from rag.asking_words import PAPERS_DO
from rag.attributes import attributes
from rag.discussed import is_list, last_asked, lists
from rag.filled_in import FilledIn
from rag.form import is_form_only
from rag.kinds import kind_of
from rag.meant import in_play, says_both
from rag.names import Mention, Names
from rag.parallel import counting_them, put_in_place
from rag.pointing import (
    ALONE,
    ECHOES,
    HAD_BY_EACH,
    HOW_IT_IS_ON,
    JUST,
    LEADS_OVER,
    LEANS,
    ONES,
    POLAR,
    SUBJECT,
    THIS,
    WHY,
    WHY_SO,
    WITH_WHICH,
    WORD,
)
from rag.question import follow_up, is_courtesy
from rag.topics import topic_of
from rag.turn import Standalone, Turn, Turns
from rag.words import terms

_SAYS_SOMETHING = 2
"""Words that a question must have for it to be asked of another paper."""
_PAIRED = 2
_TERM_WORDS = 4
"""Words at most of a term that takes the place of a list's topic."""


class Repeated:
    """Reads such turns; `stand_alone` reads any."""

    def __init__(self, names: Names, filled: FilledIn, stand_alone: Callable[[str, Turns], Standalone]) -> None:
        self._names = names
        self._filled = filled
        self._stand_alone = stand_alone

    def again(self, turn: Turn) -> Standalone | None:
        """It wants the last answer in another form, doubts it or asks why it is so: what was asked before, again."""
        why = self._asks_why(turn.rest) and not lists(turn.history)
        if not (why or is_form_only(turn.question) or ECHOES.match(turn.question)):
            return None
        before = self.asked_before(turn.history)
        if not terms(before.question) or not why:
            return before if terms(before.question) else None
        focus = before.focus or (turn.latest if turn.discussed and len(turn.latest) == 1 else ())
        if before.question.lower().startswith("why"):
            return replace(before, focus=focus)
        if re.search(r"\bnot\b", turn.rest, re.I) and (denied := self._denied(before.question)):
            return replace(before, question=denied, focus=focus)
        # What it is the reason of is what was asked; alone, "why" fits any sentence of the paper.
        asked = "Why" if WHY_SO.match(turn.rest) else turn.rest.rstrip("?.! ")
        return replace(before, question=f"{asked}? {before.question}", focus=focus)

    def _denied(self, question: str) -> str | None:
        """Why what a question asks of a paper is not so ("Does VoCo use labels?": "Why does VoCo not use labels?")."""
        mentions, asks = self._names.mentions(question), POLAR.match(question)
        if not mentions or not asks or question[asks.end() : mentions[0].start].strip():
            return None
        end = mentions[0].end
        return f"Why {asks[0].strip().lower()} {question[mentions[0].start : end]} not{question[end:]}"

    def same_list(self, turn: Turn) -> Standalone | None:
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
        before = self.asked_before(turn.history)
        replaced = _replaced(before.question)
        if not replaced:
            return None
        in_its_place = re.compile(rf"(?:\b(?:the|an?)\s+)?{re.escape(replaced)}", re.I)
        return replace(before, question=in_its_place.sub(lambda _: said, before.question, count=1))

    def list_before(self, turn: Turn) -> str:
        """What `same_list` reads where the last list is not the last answer: a term that the paper talked of since
        lacks ("and for knees?"). Empty where there is no list, or it is no such term.
        """
        answers = [place for place, each in enumerate(turn.history) if each["role"] == "assistant"]
        last = next((place for place in reversed(answers) if is_list(turn.history[place]["content"])), None)
        if last is None or lists(turn.history):
            return ""
        found = self.same_list(replace(turn, history=turn.history[: last + 1]))
        return found.question if found else ""

    def parallel(self, turn: Turn) -> Standalone | None:
        """It is an ellipsis that has its parallel in the question before ("and for the test?"): that question of it."""
        if lists(turn.history) or not turn.discussed or len(turn.latest) > 1:
            return None
        before = self.asked_before(turn.history)
        if kind_of(before.question, 1) != "fact":
            return None
        if of_them := counting_them(turn.rest, last_asked(turn.history)):
            return self._filled.about(of_them, turn.latest)
        number = turn.latest[0]
        put = put_in_place(turn.rest, before.question, self._filled.called(number), self._filled.text(number))
        if put is None and (open_ := WITH_WHICH.match(turn.rest)) and self._is_of(before.question, number):
            rest = turn.rest[: open_.start("so")] if open_["so"] else turn.rest
            put = f"{before.question.rstrip('?.! ')}, {LEADS_OVER.sub('', rest).strip()}"
        if put is None and (alone := ALONE.match(turn.rest)):
            # What comes of it with that alone stands where it is said with the rest.
            put = f"{before.question.rstrip('?.! ')}, {alone['rest']}?"
        return Standalone(put, before.focus or turn.latest) if put else None

    def _is_of(self, question: str, number: int) -> bool:
        """Whether a question names this paper."""
        named = (mention.papers[0] for mention in self._names.mentions(question))
        return self._filled.called(number) in question or number in named

    def both(self, turn: Turn) -> Standalone | None:
        """It says "both" or "neither" and no more: of the topics of the last two lists, or of the last two papers."""
        said = says_both(turn.rest)
        if not said or not turn.history:
            return None
        before = self.asked_before(turn.history)
        if lists(turn.history):
            topic, other = (
                _replaced(before.question),
                _replaced(self.asked_before(_before_last(turn.history)).question),
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

    def asked_before(self, history: Turns) -> Standalone:
        """The question asked last, as it stood alone."""
        for place in range(len(history) - 1, -1, -1):
            asked = history[place]
            if asked["role"] == "user" and not is_courtesy(asked["content"]):
                return self._stand_alone(asked["content"], history[:place])
        return Standalone("")

    def again_of(self, number: int, turn: Turn) -> Standalone | None:
        """The question before, asked of a paper that is pointed at and nothing more ("and the second one?")."""
        mentions = self._names.mentions(self._filled.called(number))
        found = self.asked_of(mentions[0], turn.history, turn.rest) if mentions else None
        return replace(found, focus=(number,)) if found and found.question != turn.rest else None

    def asked_of(self, mention: Mention, history: Turns, rest: str) -> Standalone:
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
            before = self._stand_alone(before, history[:place]).question
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

    def _asks_why(self, question: str) -> bool:
        """Whether it asks for a reason and says no more than a pronoun and a word ("why would that matter?")."""
        said = len(terms(question))
        points = any(pattern.search(question) for pattern in (SUBJECT, THIS, ONES))
        return bool(WHY_SO.match(question)) or bool(WHY.match(question) and (not said or (said == 1 and points)))


def _before_last(history: Turns) -> Turns:
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
