"""A follow-up made to stand alone, by rule: what "it", "the second one" and "why?" mean is read from the turns
before.

Which papers a turn was about is read from its answer: the sentences that it quotes are looked up in the abstracts,
titles and names as they stand. So a plain list of turns is enough; nothing has to be remembered between questions.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rag.derived import Quotes, bare
from rag.kinds import kind_of
from rag.names import Mention, Names
from rag.passages import split_sentences
from rag.question import follow_up
from rag.read_records import of_listed, read_by_age, read_tally
from rag.retrieve import Ranking
from rag.types import Kind, Paper
from rag.words import terms

_MARKER = re.compile(r"\s*\[\d{1,3}\]")
_POSSESSIVE = re.compile(r"\b(?:its|their|his|her)\b", re.I)
_SUBJECT = re.compile(r"\b(?:it|they|them|he|she)\b", re.I)
_WORD = re.compile(r"\w")
_THIS = re.compile(r"\b(?:this|that|these|those)\b", re.I)
_PLURAL = re.compile(r"\b(?:they|their|them|both|these|those|each|the two|the three)\b", re.I)
_PAIR = re.compile(r"\bthe two\b|\bboth\b|\b(?:they|them) (?:differ|compare)|\beach of them\b", re.I)
_DIFFERS = re.compile(r"\bdiffer|\bcompar|\bthan\b|\bversus\b|\bvs\b|\bin common\b|\bsimilar|\brelate", re.I)
_BACK = re.compile(r"\b(?:back to|return(?:ing)? to|again about)\b\s*(.{2,60}?)\s*(?:[:,?–—-]|$)", re.I)
_WHICH_ONE = re.compile(
    r"^\W*(?:and |so |ok )*which (?:one|of (?:them|these|those|the (?:two|three))|has|have|is|was|does|did|uses|used)\b"
    r"(?!.*\b(?:papers|studies)\b)",
    re.I,
)
"""Asks of the papers just compared; to answer for one of them alone would settle it unasked."""
_OF_THESE = (
    r"(?:them|these|those|(?:the |these |those )?(?:ones|papers|studies|works|results)(?: (?:above|listed|found))?)"
)
_NARROWS = re.compile(
    rf"\b(?:which|what|how many|any|some|one|list|show|name|only|just)\b(?: \w+)? (?:of|from|among|amongst|in) "
    rf"{_OF_THESE}\b"
    rf"|^\W*(?:and |but |now |ok |so |please )*(?:of|from|among) {_OF_THESE}\b"
    rf"|^\W*(?:and |but |now |ok |so |please |show me |list |give me |keep )*(?:only|just) (?:the )?(?:those|ones|"
    rf"papers|these)\b",
    re.I,
)
"""Asks for some of the papers just listed."""
_NARROWS_TO = re.compile(rf"\b{_OF_THESE}\b", re.I)
_BARE = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\s+)?(?:(?:on|with|for|from|in|by|of)\s+)?(?:which|what|how many|whose)\s+"
    r"(?:(?!(?:is|are|was|were|do|does|did|has|have|can|could|about|else|on|for)\b)[\w-]+\s*){1,3}\W*$",
    re.I,
)
"""A question without a verb ("which datasets?"): the rest of it was said before."""
_SURELY_PAPERS = re.compile(r"\b(?:papers?|studies|articles?|abstracts?|publications?|works|reviews|surveys)\b", re.I)
_DESCRIBED = re.compile(
    r"\bthe (?:[\w-]+ ){1,3}ones?\b|\bthe ones? (?:on|about|with|from|of|for|that|which|by|using|in)\b[^,;:?]*", re.I
)
"""Says which of several is meant."""
_KIND_OF_WORK = (
    r"(?:paper|study|work|article|review|survey|model|method|dataset|data set|challenge|system|benchmark|toolbox)"
)
_THE_WORK = re.compile(
    rf"^\W*(?:(?:and|so|but|ok|for|in)\s+)*(?:the|that|this) (?:[\w-]+ ){{0,2}}?{_KIND_OF_WORK}\b", re.I
)
"""Starts with the one of several that is meant ("the review, which …")."""
_OTHER = re.compile(
    r"\bthe others?\b(?! \w+(?: \w+)? (?:than|from)\b)(?: (?:one|paper|study|model|method|dataset))?", re.I
)
_JUST = re.compile(
    r"^\W*(?:(?:and|or|but|no|sorry|not that|actually|rather|i mean(?:t)?|what about|how about|for|with|in|of)\b"
    r"[\s,.:–—-]*)+",
    re.I,
)
"""Leads to what takes the place of something in the question before ("and Merlin?", "no, I meant Merlin")."""
_INTRODUCED = 3
"""Index terms before a pronoun from which on it stands for what the question itself has brought up."""
_ROW = re.compile(r"^\s*[-*] \S", re.M)
_FEW = 4
_LEADS = 8
"""Leads that are tried at most; a title may hold a few colons."""
_ASIDE = 2
"""Index terms up to which a question says too little to stand alone."""
_ENOUGH, _POINTS, _ELSEWHERE = 5, 0.3, 0.6
"""A question with this many index terms, whose best paper scores at least the second and the paper just discussed
less than the third of that, has left the topic.
"""
_CLEARLY, _MARGIN = 1.35, 0.08
"""How much better an earlier paper must fit than the latest, as a share and by score, to be returned to."""
_STILL_ABOUT = 0.9
"""Without a pointing word, a question stays with the paper just discussed when that scores at least this share of
the best.
"""


@dataclass(frozen=True, slots=True)
class Standalone:
    """A question as it would be asked with no history."""

    question: str
    focus: tuple[int, ...] = ()
    """Numbers of the papers that the history adds to it."""
    kind: Kind | None = None
    """Its kind, where words that were taken out of it show that it asks for papers."""
    among: tuple[int, ...] = ()
    """Numbers of the papers just listed, where it narrows that list; empty: all papers."""
    gap: str | None = None
    """What keeps it from standing alone: it points at a paper that was not named."""


class Conversation:
    """Reads turns against one corpus."""

    def __init__(
        self, papers: Sequence[Paper], names: Names, quotes: Quotes, rank: Callable[[str, Sequence[int]], Ranking]
    ) -> None:
        self._papers = papers
        self._names = names
        self._quotes = quotes
        self._rank = rank

    def stand_alone(self, question: str, history: Sequence[Mapping[str, str]]) -> Standalone:
        """The question with what it points back to filled in; as it is when it points at nothing."""
        if not history:
            return Standalone(question)
        lean = follow_up(question)
        rest = lean.rest
        discussed = self._discussed(history)
        of_these = of_listed(rest)
        if of_these and discussed and len(discussed[0]) > 1:
            return Standalone(of_these, among=tuple(discussed[0]))
        if read_tally(rest) or read_by_age(rest):
            return Standalone(rest)
        back = _BACK.search(question)
        if back and discussed and lean.ordinal is not None:
            in_order = list(dict.fromkeys(turn[0] for turn in reversed(discussed)))
            return self._about(rest, in_order[lean.ordinal :][:1])
        if back and discussed:
            return self._about(rest, self._nearest(back[1], [n for turn in discussed for n in turn][:12]))
        mentions = self._names.mentions(rest)
        if len(mentions) == 1 and not _WORD.search(_JUST.sub("", self._names.without(rest))):
            return self._asked_of(mentions[0], history, rest)
        if mentions:
            earlier = _SUBJECT.search(rest[: mentions[0].start]) or _POSSESSIVE.search(rest[: mentions[0].start])
            if (
                discussed
                and _DIFFERS.search(rest)
                and (earlier or re.match(r"\s*(?:and |versus|vs|compared)", rest, re.I))
            ):
                return self._about(rest, [n for n in discussed[0] if n not in {m.papers[0] for m in mentions}][:1])
            return Standalone(rest)
        if not discussed or (lean.changes_topic and (not lean.refers or _introduces(rest))):
            return Standalone(rest)
        latest = discussed[0]
        if len(latest) > 1 and _NARROWS.search(rest) and _lists(history):
            return Standalone(_NARROWS_TO.sub("the papers just listed", rest, count=1), among=tuple(latest))
        if lean.ordinal is not None:
            # Of the papers just listed, or else of those that the conversation came to, in its order.
            listed = latest if len(latest) > 1 else list(dict.fromkeys(n for turn in reversed(discussed) for n in turn))
            meant = [listed[o] for o in lean.ordinals if -len(listed) <= o < len(listed)]
            if meant:
                return self._about(rest, list(dict.fromkeys(meant)))
            if len(listed) > 1:
                gap = f"The conversation names {len(listed)} papers, so none of them is number {lean.ordinal + 1}."
                return Standalone(rest, gap=gap)
        if 1 < len(latest) <= _FEW and _WHICH_ONE.match(rest):
            return self._about(rest, latest)
        others = self._others(discussed) if _OTHER.search(rest) else []
        if others:
            return self._about(
                _OTHER.sub("it", rest, count=1), others[:1] if len(others) == 1 else self._nearest(rest, others)
            )
        if len(latest) > 1 and (described := _DESCRIBED.search(rest) or _THE_WORK.match(rest)):
            return self._about(rest, self._nearest(described[0] if "one" in described[0] else rest, latest))
        if len(latest) == 1 and _BARE.match(rest) and not _SURELY_PAPERS.search(rest):
            return self._about(rest, latest)
        if self._leaves(rest, latest):
            return Standalone(rest)
        returned = self._returns(rest, latest, [n for turn in discussed[1:] for n in turn])
        if returned is not None:
            return self._about(rest, [returned])
        if lean.refers:
            if len(latest) > 1 and _PLURAL.search(rest):
                return self._about(rest, latest[:4])
            if _PAIR.search(rest):
                both = list(dict.fromkeys(n for turn in discussed for n in turn))[:2]
                return self._about(rest, both[::-1])
            if len(latest) > 1:
                # "It" after a list: of its papers the one that what was asked before fits, too.
                return self._about(rest, self._nearest(f"{_last_asked(history)} {rest}", latest))
            return self._about(rest, latest[:1] if len(latest) == 1 else self._nearest(rest, latest))
        if len(set(terms(rest))) <= _ASIDE and len(latest) >= 1:
            return self._about(rest, latest[:1] if len(latest) == 1 else self._nearest(rest, latest))
        scores = self._rank(rest, ()).papers
        near = max(latest[:4], key=lambda n: float(scores[n]))
        if float(scores[near]) >= _STILL_ABOUT * float(scores.max()):
            return self._about(rest, [near])
        return Standalone(rest)

    @staticmethod
    def _others(discussed: Sequence[Sequence[int]]) -> list[int]:
        """The papers of the last exchange that had several, without the one that was spoken of since."""
        if len(discussed[0]) > 1:
            return []
        several = next((turn for turn in discussed if len(turn) > 1), ())
        return [number for number in several if number not in discussed[0]]

    def _asked_of(self, mention: Mention, history: Sequence[Mapping[str, str]], rest: str) -> Standalone:
        """The question before, asked of another paper ("and Merlin?")."""
        for turn in reversed(history):
            before = follow_up(turn["content"]).rest
            earlier = self._names.mentions(before)
            if turn["role"] != "user" or not _WORD.search(_JUST.sub("", self._names.without(before))):
                continue
            if kind_of(before, len(earlier)) != "fact":
                break
            if earlier:
                return Standalone(f"{before[: earlier[0].start]}{mention.name}{before[earlier[0].end :]}")
            return Standalone(self._about(before, [mention.papers[0]]).question)
        return Standalone(rest)

    def _returns(self, question: str, latest: Sequence[int], earlier: Sequence[int]) -> int | None:
        """The paper of an earlier exchange that a question fits clearly better than those of the latest, or None."""
        if not earlier or not terms(question):
            return None
        scores = self._rank(question, ()).papers
        best = max(earlier, key=lambda n: float(scores[n]))
        now = max(float(scores[n]) for n in latest)
        return best if best not in latest and float(scores[best]) > max(_CLEARLY * now, now + _MARGIN) else None

    def _leaves(self, question: str, latest: Sequence[int]) -> bool:
        """Whether a question goes to something else without saying so: it asks for papers anew, or says enough by
        itself to point clearly at another paper.
        """
        if kind_of(question) in ("list", "count") and not (_SUBJECT.search(question) or _POSSESSIVE.search(question)):
            return not _PLURAL.search(question)
        if len(set(terms(question))) < _ENOUGH:
            return False
        scores = self._rank(question, ()).papers
        best = float(scores.max())
        return best >= _POINTS and max(float(scores[n]) for n in latest) < _ELSEWHERE * best

    def _about(self, question: str, numbers: Sequence[int]) -> Standalone:
        """The question with the papers' names in place of the pronoun, or behind it."""
        if not numbers:
            return Standalone(question)
        called = " and ".join(map(self._called, numbers))
        for pattern, form in ((_POSSESSIVE, f"{called}’s"), (_SUBJECT, called)):
            if len(called) <= 60 and pattern.search(question):
                return Standalone(pattern.sub(form.replace("\\", r"\\"), question, count=1), tuple(numbers))
        stop = "?" if question.endswith("?") else ""
        return Standalone(f"{question.rstrip('?. ')} ({called}){stop}", tuple(numbers))

    def _called(self, number: int) -> str:
        """A paper's name, or its title where it has none or another goes by it, too."""
        name = self._names.of(number)
        mentions = self._names.mentions(name) if name else []
        owned = name and (not mentions or mentions[0].papers[0] == number)
        return name if name and owned else f"“{self._papers[number].title}”"

    def _nearest(self, text: str, numbers: Sequence[int]) -> list[int]:
        """The one of these papers that a phrase fits best."""
        if not numbers:
            return []
        scores = self._rank(text, ()).papers
        return [max(dict.fromkeys(numbers), key=lambda n: float(scores[n]))]

    def _discussed(self, history: Sequence[Mapping[str, str]]) -> list[list[int]]:
        """The papers of each earlier exchange, the latest exchange first; exchanges about none are left out."""
        out: list[list[int]] = []
        asked: list[int] = []
        for turn in history:
            if turn["role"] == "user":
                asked = list(dict.fromkeys(m.papers[0] for m in self._names.mentions(turn["content"])))
            else:
                cited = self._cited(turn["content"])
                # In the order in which the person named them, where they did: "the second one" is the second named.
                ordered = [n for n in asked if n in cited] + [n for n in cited if n not in asked]
                found = ordered if len(asked) < 2 else list(asked)
                if found or asked:
                    out.insert(0, found or asked)
                asked = []
        if asked:
            out.insert(0, asked)
        return out

    def _cited(self, content: str) -> list[int]:
        found: dict[int, None] = {}
        for line in content.splitlines():
            for piece in line.split("|") if line.startswith("|") else [line]:
                plain = " ".join(_MARKER.sub("", piece).replace("**", "").split()).strip("-| ")
                title = plain.split(" — ")[0]
                titled = self._quotes.with_title(title)
                if titled is not None:
                    found.setdefault(titled)
                    continue
                for start, end in split_sentences(plain):
                    for sentence in _tails(plain[start:end]):
                        number = self._quotes.with_sentence(bare(sentence))
                        if number is not None:
                            found.setdefault(number)
                            break
        if not found and _MARKER.search(content):
            for mention in self._names.mentions(content):
                found.setdefault(mention.papers[0])
        return list(found)


def _introduces(question: str) -> bool:
    """Whether a question speaks of what it has brought up itself ("the survey on VQA: is its code out?")."""
    found = [match.start() for pattern in (_SUBJECT, _POSSESSIVE, _THIS) if (match := pattern.search(question))]
    return len(set(terms(question[: min(found, default=len(question))]))) >= _INTRODUCED


def _last_asked(history: Sequence[Mapping[str, str]]) -> str:
    return next((turn["content"] for turn in reversed(history) if turn["role"] == "user"), "")


def _lists(history: Sequence[Mapping[str, str]]) -> bool:
    """Whether the last answer that cites papers is a list; where one found nothing, the list before it stands."""
    answers = [turn["content"] for turn in history if turn["role"] == "assistant" and _MARKER.search(turn["content"])]
    return bool(answers) and len(_ROW.findall(answers[-1])) > 1


def _tails(sentence: str) -> list[str]:
    """A sentence, and what is left of it without a lead such as "VoCo: " or "Title — "."""
    cuts = islice(re.finditer(r": | — ", sentence), _LEADS)
    return [sentence, *(sentence[cut.end() :] for cut in cuts)]
