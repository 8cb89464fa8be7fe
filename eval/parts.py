"""What the line from a question to an answer is made of, each part with a way to leave it out.

A part is switched off from outside, by putting something that does nothing in the place of one constant, function or
method while a context manager is open; `rag` knows nothing of it. A name that is no longer there raises AttributeError,
so that this list cannot fall behind the code unseen.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from eval.beir import CONVEX_DENSE, RRF_K
from rag import (
    abstain,
    advice,
    assistant,
    attributes,
    bm25,
    compare,
    conditions,
    conversation,
    extractive,
    kinds,
    list_plans,
    list_question,
    lists,
    match,
    plan,
    planning,
    premise,
    question,
    read_words,
    retrieve,
    scope,
    spelling,
    topics,
    unknown_names,
)
from rag.conversation import Conversation, Standalone
from rag.index import Index
from rag.interaction import Asked
from rag.kinds import kind_of
from rag.names import Names
from rag.read_words import ReadWords
from rag.retrieve import Mode, Ranking
from rag.spelling import Speller
from rag.synonyms import Synonyms
from rag.words import terms

Switch = Callable[[], AbstractContextManager[None]]
Floats = NDArray[np.float32]

RANKERS = (assistant, list_plans)
"""The modules that rank: what stands for `rank` has to stand in each."""

_NEVER = re.compile(r"(?!)")
_ALWAYS = re.compile(r"")
_ENOUGH = 1e9


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the line."""

    name: str
    group: str
    """Where it belongs: plain, ranking, sentences, comparisons, lists, kinds, conversation, abstaining, records."""
    what: str
    """What is done without it."""
    off: Switch
    """While this is open the part is left out, everywhere in the process."""
    touches: frozenset[str] = frozenset()
    """Kinds of answer, given with all parts, that can be others without it (or "conversation": any that has turns
    before it); the rest need not be asked again. Empty for any.
    """
    ranks: bool = False
    """Whether it changes how papers are ranked, so that rankings cannot be kept from before."""
    answers: bool = True
    """Whether answers can be written without it: a plain fusion has scores on a scale of its own, which the limits
    behind an answer know nothing of.
    """


def _put(*places: tuple[object, str, Any]) -> Switch:
    """A switch that puts values in the place of attributes: (owner, name, value)."""

    @contextmanager
    def switched() -> Iterator[None]:
        with ExitStack() as stack:
            for owner, name, value in places:
                stack.enter_context(patch.object(owner, name, value))
            yield

    return switched


def _without_sign(sign: str) -> Switch:
    """A switch that gives a sign of `rag.match` no weight."""

    @contextmanager
    def switched() -> Iterator[None]:
        with patch.dict(match._WEIGHTS, {sign: 0.0}):
            yield

    return switched


def _as_fact(*kinds: str) -> Switch:
    """A switch that takes questions of these kinds for questions after a fact."""

    def plainly(asked: str, named_papers: int = 0) -> str:
        kind = kind_of(asked, named_papers)
        return "fact" if kind in kinds else kind

    return _put((planning, "kind_of", plainly))


def _ranked(mode: Mode) -> tuple[tuple[object, str, Any], ...]:
    """Ranking in this mode, whatever the settings say, in the place of `rank` wherever it is called."""

    def rank(index: Index, asked: str, _: Mode = "hybrid", named: Sequence[int] = ()) -> Ranking:
        return retrieve.rank(index, asked, mode, named)

    return tuple((module, "rank", rank) for module in RANKERS)


def _fused_ranks(
    index: Index, question: str, vector: Floats, asked: Asked | None, known: Floats, coverage: Floats, bonus: Floats
) -> Floats:
    """Reciprocal rank fusion (Cormack et al. 2009) in the place of `retrieve._hybrid`."""
    scores = np.zeros(len(index.papers), np.float32)
    for side in (index.paper_bm25.scores(terms(question)), np.maximum.reduceat(known, index.firsts[:-1])):
        scores[np.argsort(-side, kind="stable")] += (1 / (RRF_K + np.arange(1, len(scores) + 1))).astype(np.float32)
    return scores


def _fused_scores(
    index: Index, question: str, vector: Floats, asked: Asked | None, known: Floats, coverage: Floats, bonus: Floats
) -> Floats:
    """A convex combination of min-max scaled scores (Bruch et al. 2023) in the place of `retrieve._hybrid`."""
    scores = np.zeros(len(index.papers), np.float32)
    dense = np.maximum.reduceat(known, index.firsts[:-1])
    for side, share in ((index.paper_bm25.scores(terms(question)), 1 - CONVEX_DENSE), (dense, CONVEX_DENSE)):
        spread = float(side.max() - side.min())
        scores += np.float32(share) * ((side - side.min()) / spread if spread else np.ones_like(side))
    return scores


def _share_of_best(scores: Floats, rarities: object) -> Floats:
    """BM25 over the best text's own, in the place of coverage."""
    return np.asarray(scores / max(float(scores.max(initial=0.0)), 1e-9), np.float32)


def _half(probabilities: NDArray[np.float64]) -> list[int]:
    """The papers that are likelier in than out, in the place of the set with the greatest expected F1."""
    order = np.argsort(-probabilities, kind="stable")
    return [int(number) for number in order if probabilities[number] >= 0.5]


def _no_vectors(self: ReadWords, asked: Sequence[str]) -> NDArray[np.float64]:
    """No word is like another, in the place of `ReadWords.alike`."""
    return np.zeros((len(asked), len(self._vocabulary)))


def _ranking(name: str, what: str, *places: tuple[object, str, Any]) -> Part:
    return Part(name, "ranking", what, _put(*places), ranks=True)


def _plain(name: str, what: str, *places: tuple[object, str, Any], answers: bool = True) -> Part:
    return Part(name, "plain", what, _put(*places), ranks=True, answers=answers)


def _sentences(name: str, what: str, off: Switch) -> Part:
    return Part(name, "sentences", what, off, frozenset({"fact", "compare"}))


def _lists(name: str, what: str, *places: tuple[object, str, Any]) -> Part:
    return Part(name, "lists", what, _put(*places), frozenset({"list", "count", "abstain"}))


def _condition(name: str) -> Part:
    kept = tuple(condition for condition in conditions.CONDITIONS if condition.name != name)
    return _lists(f"condition: {name}", "it is part of the topic", (conditions, "CONDITIONS", kept))


def _attributes(name: str, what: str, *sections: str) -> Part:
    """Without some sections of the field's terms; whether any paper has one is asked of lists, too."""
    every = attributes.vocabulary

    def left() -> tuple[attributes.Term, ...]:
        return tuple(term for term in every() if term.section not in sections)

    off = _put((attributes, "vocabulary", left))
    return Part(f"field: {name}", "abstaining", what, off, frozenset({"abstain", "list", "count"}))


def _kinds(name: str, what: str, *patterns: str) -> Part:
    return Part(f"kinds: {name}", "kinds", what, _put(*((kinds, pattern, _NEVER) for pattern in patterns)))


def _turns(name: str, what: str, *places: tuple[object, str, Any]) -> Part:
    return Part(name, "conversation", what, _put(*places), frozenset({"conversation"}))


def _abstains(name: str, what: str, *places: tuple[object, str, Any]) -> Part:
    # Where no rule objects, none does with one rule less.
    return Part(name, "abstaining", what, _put(*places), frozenset({"abstain"}))


_NOTHING = lambda *_, **__: None  # noqa: E731
_AS_ASKED = (retrieve, "in_technical_words", _NOTHING)

_PLAIN = (
    _plain("dense", "papers by their best passage's cosine", *_ranked("dense")),
    _plain("BM25", "papers by BM25", *_ranked("bm25")),
    _plain(
        "rank fusion", f"both, by rank (k = {RRF_K})", (retrieve, "_hybrid", _fused_ranks), _AS_ASKED, answers=False
    ),
    _plain(
        f"convex {1 - CONVEX_DENSE:.1f}/{CONVEX_DENSE}",
        "both, by min-max scaled score",
        (retrieve, "_hybrid", _fused_scores),
        _AS_ASKED,
        answers=False,
    ),
)

_RANKING = (
    _ranking("technical words", "a question in everyday words as it stands", _AS_ASKED),
    _ranking(
        "coverage",
        "BM25 is scaled by the best paper's",
        (bm25, "covered", _share_of_best),
        (retrieve, "covered", _share_of_best),
    ),
    _ranking("rarest words", "all words of a long question weigh in coverage", (bm25, "_MOST_TERMS", 10**6)),
    _ranking("parts", "a question of several sentences is one text", (retrieve, "_PARTS_WEIGHT", 0.0)),
    _ranking("feedback", "the question's vector stays where it is", (retrieve, "_FEEDBACK", 0.0)),
    _ranking("late interaction", "tokens are not compared", (retrieve, "_INTERACTION_WEIGHT", 0.0)),
    _ranking("named bonus", "a named paper does not come forward", (retrieve, "_NAMED_BONUS", 0.0)),
    _ranking("passage's paper", "a passage is ranked by itself", (retrieve, "_OWN_WEIGHT", 1.0)),
    _ranking("names", "no paper goes by a name", (Names, "mentions", lambda self, text: [])),
    _ranking("spelling", "a question stays as typed", (Speller, "correct", lambda self, asked: asked)),
    _ranking("slips in English", "only words of the corpus are set right", (spelling, "_english", _NOTHING)),
    _ranking("British and American", "a variant in spelling is another word", (spelling, "_VARIANTS", ())),
)

_SENTENCES = (
    *(
        _sentences(f"sign: {sign}", "a sentence is picked without this sign", _without_sign(sign))
        for sign in match._WEIGHTS
    ),
    _sentences("second paper", "one paper answers", _put((extractive, "_NEAR", _ENOUGH))),
    _sentences("counted nouns", "any number will do", _put((extractive, "_COUNTS", 0.0))),
    _sentences("leaning sentences", "“It also …” stands by itself", _put((extractive, "_LEANS", _NEVER))),
)

_COMPARISONS = (
    Part("comparisons", "comparisons", "they are answered as facts", _as_fact("compare")),
    Part("sides by parts", "comparisons", "a question's parts are not looked up", _put((compare, "_JOINT", _NEVER))),
    Part("close second", "comparisons", "only what is pointed at is a side", _put((compare, "_CLOSE", _ENOUGH))),
)

_LISTS = (
    Part(
        "lists",
        "lists",
        "lists and counts are answered as facts",
        _as_fact("list", "count"),
        frozenset({"list", "count", "abstain"}),
    ),
    _lists("synonyms", "a topic counts in its own words", (Synonyms, "of", lambda self, term: frozenset())),
    _lists(
        "technical words of lists", "topics in everyday words as they stand", (lists, "in_technical_words", _NOTHING)
    ),
    _lists("related words", "and not in related ones", (ReadWords, "alike", _no_vectors)),
    _lists("other forms", "any form of a word is the word", (read_words, "_FORM", 1.0)),
    _lists("everyday words", "they weigh like special ones", (lists, "_COMMON", 1.0)),
    _lists("words together", "words may stand apart", (lists, "_TOGETHER", 0.0)),
    _lists("weakest word", "a missing word is made up by others", (lists, "_WEAKEST", 0.0)),
    _lists("standing", "cosine beside the others' does not count", (lists, "_STANDING", 0.0)),
    _lists(
        "list interaction",
        "tokens are not compared",
        (lists.Lists, "_interacting", lambda self, question, ranking: 0.0),
    ),
    _lists("list feedback", "the topic's vector stays where it is", (lists, "_FEEDBACK", 0.0)),
    _lists("greatest expected F1", "papers likelier in than out", (lists, "_best_f1", _half)),
    _lists("in the field", "a list may be about anything", (list_plans, "in_field", lambda *given, **more: True)),
    _lists("conditions", "“has code” is a topic", (list_question, "split_conditions", lambda asked: ((), asked))),
    *map(_condition, (condition.name for condition in conditions.CONDITIONS)),
    _lists(
        "topic beside conditions",
        "it is decided by meaning alone",
        (list_question, "_beside", lambda topic, met, rest: (topic, met)),
    ),
    _lists("either side", "“A or B” is one topic", (list_plans, "alternatives", lambda *_: ())),
    _lists("set aside", "“but not A” leaves nothing out", (list_question, "set_aside", _NOTHING)),
    _lists(
        "asking sentence",
        "all sentences are of the topic",
        (planning, "asking_part", lambda asked: asked),
        (list_plans, "asking_part", lambda asked: asked),
        (list_question, "asking_part", lambda asked: asked),
    ),
    _lists("openings", "“point me to” is topic", (topics, "_without_opening", lambda asked: asked)),
    _lists("orders", "“tally up” is topic", (topics, "_ORDER", _NEVER)),
    _lists("sources", "“reading material” is topic", (topics, "_SOURCES", _NEVER)),
    _lists("roles", "“as a main aim” is topic", (topics, "_ROLE", _NEVER)),
    _lists("concessions", "“even if …” is topic", (topics, "_CONCESSION", _NEVER)),
    _lists("what is left out", "“do not use” is not refused", (list_plans, "leaves_out", lambda asked: False)),
    _lists("framing words", "they are part of the topic", (topics, "_FRAME", frozenset())),
)

_KINDS = (
    _kinds("papers first", "names may make a list a comparison", "_PAPERS_FIRST"),
    _kinds("lists of things", "only papers are listed", "_LIST_OF_THINGS"),
    _kinds("what things do", "“which models build on X?” is a fact", "_THINGS_DO"),
    _kinds("counts of things", "only papers are counted", "_COUNT_OF_THINGS"),
    _kinds("counts inside", "“how many papers does it cover?” counts ours", "_COUNT_INSIDE"),
    _kinds("side by side", "lists may be comparisons", "_SIDE_BY_SIDE"),
)

_CONVERSATION = (
    _turns(
        "conversation",
        "a follow-up is asked as it stands",
        (Conversation, "stand_alone", lambda self, asked, history: Standalone(asked)),
    ),
    _turns("leaves", "never from the topic unsaid", (Conversation, "_leaves", lambda *_: False)),
    _turns("back to", "“back to …” is not read", (conversation, "_BACK", _NEVER)),
    _turns("narrowing", "“which of them …” is of all papers", (conversation, "narrowed", _NOTHING)),
    _turns("ordinals", "“the second” is any", (question, "_ORDINAL", _NEVER)),
    _turns("new topics", "“different subject:” is not read", (question, "_CHANGE", _NEVER)),
    _turns("leads", "“thanks. now …” stays", (question, "_LEAD", _NEVER)),
    _turns("short questions", "they stand alone", (conversation, "_ASIDE", -1)),
    _turns("beside a name", "“how does it differ from X?” is of X", (conversation, "_DIFFERS", _NEVER)),
    _turns("which one", "“which one …” is of one paper", (conversation, "_WHICH_ONE", _NEVER)),
    _turns("pairs", "“both” is of the latest answer", (conversation, "_PAIR", _NEVER)),
    _turns("stays", "only where it points back", (conversation, "_STILL_ABOUT", _ENOUGH)),
)

_ABSTAINING = (
    _abstains("abstaining", "never before an answer", (plan, "find_gap", _NOTHING)),
    _abstains("advice", "asked for advice, it answers", (abstain, "asks_advice", lambda asked, **_: False)),
    _abstains("how advice sounds", "advice is told by its words alone", (advice, "_sounds_like", lambda vector: 0.0)),
    _abstains("unknown names", "a name may be unknown", (abstain, "unknown_name", _NOTHING)),
    _abstains("plain names", "“Claude” is no name", (unknown_names, "_is_unknown", lambda *_: False)),
    _abstains("foreign language", "it is read as English", (abstain, "foreign_language", _NOTHING)),
    _abstains("nowhere", "no paper need have what is asked of", (abstain, "_nowhere", lambda *_: ())),
    _abstains("not together", "no paper need have both names", (abstain, "not_together", _NOTHING)),
    _abstains("foreign names", "a paper need not have the names", (abstain, "foreign_names", lambda *_: [])),
    _abstains("strange", "nor the field's words, nor numbers", (abstain, "_strange", _NOTHING)),
    _abstains("strange numbers", "nor numbers", (abstain, "strange_numbers", lambda *_: [])),
    _attributes("medicine", "nor modalities, organs and diseases", *attributes.MEDICAL),
    _attributes("treatments", "nor treatments, samples and tests", "treatments", "specimens"),
    _attributes("networks", "nor kinds of network", "networks"),
    _attributes("training", "nor kinds of training", "training"),
    _attributes("data", "nor kinds of data", "data"),
    _attributes("hardware", "nor hardware and software", "hardware"),
    _attributes("tasks", "nor tasks", "tasks"),
    _attributes("measures", "nor measures", "measures"),
    _attributes("study", "nor how a study was done, by whom, for whom", "study"),
    _abstains("field: illnesses", "nor illnesses by their endings", (attributes, "_ILLNESS", _NEVER)),
    _abstains("made by hand", "a machine's work may be people's", (abstain, "made_by_hand", _NOTHING)),
    _abstains("versions", "“GPT-5” is no name", (unknown_names, "_VERSION", _NEVER)),
    _abstains("off-topic", "a question may be of anything", (abstain, "in_field", lambda *_: True)),
    _abstains(
        "stands out",
        "only named papers lack something",
        (abstain, "_stands_out", lambda ranking: False),
        (abstain, "_likely", lambda ranking: ranking.best_papers(10**6)),
    ),
    _abstains("usual details", "a detail may lack", (abstain, "missing_detail", _NOTHING)),
    _abstains("number asked", "a number may lack", (abstain, "counted_nouns", lambda asked: [])),
    _abstains("name asked", "a name may lack", (abstain, "asks_name", _NOTHING)),
    _abstains("premise", "what is taken for granted stands", (abstain, "contradicted", _NOTHING)),
    _abstains("premise: direction", "but for negations", (premise, "direction_about", _NOTHING)),
    _abstains("premise: turned", "a comparison may be turned round", (abstain, "turned", _NOTHING)),
    _abstains("premise: needs", "what is done without may be needed", (abstain, "unneeded", _NOTHING)),
    _abstains("premise: counts", "other counts stand", (abstain, "miscounted", _NOTHING)),
    _abstains("links", "a link may lack", (abstain, "_OFFERS", _ALWAYS), (abstain, "_OFFERS_CODE", _ALWAYS)),
    _abstains("missing words", "a word may lack", (abstain, "missing_words", lambda *_: [])),
)

_RECORDS = (
    Part(
        "conditions on records",
        "records",
        "“since 2023” is topic",
        _put((scope, "read_where", lambda asked, *_: (asked, None))),
    ),
)

PARTS: tuple[Part, ...] = (
    *_PLAIN,
    *_RANKING,
    *_SENTENCES,
    *_COMPARISONS,
    *_LISTS,
    *_KINDS,
    *_CONVERSATION,
    *_ABSTAINING,
    *_RECORDS,
)
"""All of them; first the plain ways of ranking, which stand for all of ours."""


def chosen(names: list[str] | None) -> tuple[Part, ...]:
    """The parts with these names, or of these groups; all without. Raises ValueError for one that there is none of."""
    if not names:
        return PARTS
    known = {part.name for part in PARTS} | {part.group for part in PARTS}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ValueError(f"there is no part {unknown[0]!r}; choose from {', '.join(part.name for part in PARTS)}")
    return tuple(part for part in PARTS if part.name in names or part.group in names)
