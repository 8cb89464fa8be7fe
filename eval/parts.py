"""What the line from a question to an answer is made of, each part with a way to leave it out.

A part is switched off from outside (`eval.switches`): something that does nothing stands in the place of one constant,
function or method while a context manager is open; `rag` knows nothing of it. A name that is no longer there raises
AttributeError, so that this list cannot fall behind the code unseen.
"""

from dataclasses import dataclass

from eval.beir import CONVEX_DENSE, RRF_K
from eval.switches import (
    ENOUGH,
    NEVER,
    Place,
    Switch,
    as_fact,
    fused_ranks,
    fused_scores,
    half,
    no_vectors,
    nothing,
    put,
    ranked,
    share_of_best,
    without_sign,
)
from rag import (
    abstain,
    advice,
    attributes,
    beside,
    bm25,
    compare,
    conditions,
    conversation,
    extractive,
    frames,
    kinds,
    lacking,
    list_plans,
    list_question,
    lists,
    match,
    meant,
    more,
    of_these,
    picked,
    plan,
    planning,
    question,
    read_words,
    repeated,
    retrieve,
    scope,
    spelling,
    topics,
    unknown_names,
)
from rag.conversation import Conversation
from rag.names import Names
from rag.picked import Picked
from rag.planning import Planner
from rag.premises import comparisons, otherwise, stated
from rag.read_words import ReadWords
from rag.spelling import Speller
from rag.synonyms import Synonyms
from rag.turn import Standalone


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


def _ranking(name: str, what: str, *places: Place) -> Part:
    return Part(name, "ranking", what, put(*places), ranks=True)


def _plain(name: str, what: str, *places: Place, answers: bool = True) -> Part:
    return Part(name, "plain", what, put(*places), ranks=True, answers=answers)


def _sentences(name: str, what: str, off: Switch) -> Part:
    return Part(name, "sentences", what, off, frozenset({"fact", "compare"}))


def _comparisons(name: str, what: str, *places: Place) -> Part:
    return Part(name, "comparisons", what, put(*places))


def _lists(name: str, what: str, *places: Place) -> Part:
    return Part(name, "lists", what, put(*places), frozenset({"list", "count", "abstain"}))


def _condition(name: str) -> Part:
    kept = tuple(condition for condition in conditions.CONDITIONS if condition.name != name)
    return _lists(f"condition: {name}", "it is part of the topic", (conditions, "CONDITIONS", kept))


def _attributes(name: str, what: str, *sections: str) -> Part:
    """Without some sections of the field's terms; whether any paper has one is asked of lists, too."""
    every = attributes.vocabulary

    def left() -> tuple[attributes.Term, ...]:
        return tuple(term for term in every() if term.section not in sections)

    off = put((attributes, "vocabulary", left))
    return Part(f"field: {name}", "abstaining", what, off, frozenset({"abstain", "list", "count"}))


def _kinds(name: str, what: str, *patterns: str) -> Part:
    return Part(f"kinds: {name}", "kinds", what, put(*((kinds, pattern, NEVER) for pattern in patterns)))


def _turns(name: str, what: str, *places: Place) -> Part:
    return Part(name, "conversation", what, put(*places), frozenset({"conversation"}))


def _abstains(name: str, what: str, *places: Place) -> Part:
    # Where no rule objects, none does with one rule less.
    return Part(name, "abstaining", what, put(*places), frozenset({"abstain"}))


_AS_ASKED = (retrieve, "in_technical_words", nothing)
_NO_TOKENS = (retrieve, "_interacted", lambda index, asked, scores, weight: scores)

_PLAIN = (
    _plain("dense", "papers by their best passage's cosine", *ranked("dense")),
    _plain("BM25", "papers by BM25", *ranked("bm25")),
    _plain(
        "rank fusion",
        f"both, by rank (k = {RRF_K})",
        (retrieve, "_hybrid", fused_ranks),
        _NO_TOKENS,
        _AS_ASKED,
        answers=False,
    ),
    _plain(
        f"convex {1 - CONVEX_DENSE:.1f}/{CONVEX_DENSE}",
        "both, by min-max scaled score",
        (retrieve, "_hybrid", fused_scores),
        _NO_TOKENS,
        _AS_ASKED,
        answers=False,
    ),
)

_RANKING = (
    _ranking("technical words", "a question in everyday words as it stands", _AS_ASKED),
    _ranking(
        "coverage",
        "BM25 is scaled by the best paper's",
        (bm25, "covered", share_of_best),
        (retrieve, "covered", share_of_best),
    ),
    _ranking("rarest words", "all words of a long question weigh in coverage", (bm25, "_MOST_TERMS", 10**6)),
    _ranking("parts", "a question of several sentences is one text", (retrieve, "_PARTS_WEIGHT", 0.0)),
    _ranking("feedback", "the question's vector stays where it is", (retrieve, "_FEEDBACK", 0.0)),
    _ranking("late interaction", "tokens are not compared", _NO_TOKENS),
    _ranking("everyday reading", "everyday words are read as published", (retrieve, "_read_as_everyday", nothing)),
    _ranking("named bonus", "a named paper does not come forward", (retrieve, "_NAMED_BONUS", 0.0)),
    _ranking("passage's paper", "a passage is ranked by itself", (retrieve, "_OWN_WEIGHT", 1.0)),
    _ranking("names", "no paper goes by a name", (Names, "mentions", lambda self, text: [])),
    _ranking("spelling", "a question stays as typed", (Speller, "correct", lambda self, asked: asked)),
    _ranking("slips in English", "only words of the corpus are set right", (spelling, "_english", nothing)),
    _ranking("British and American", "a variant in spelling is another word", (spelling, "_VARIANTS", ())),
)

_SENTENCES = (
    *(
        _sentences(f"sign: {sign}", "a sentence is picked without this sign", without_sign(sign))
        for sign in match._WEIGHTS
    ),
    _sentences("second paper", "one paper answers", put((extractive, "_NEAR", ENOUGH))),
    _sentences("asking clause", "what describes the paper counts in full", put((extractive, "_CLAUSE", 0.0))),
    _sentences("counted nouns", "any number will do", put((extractive, "_COUNTS", 0.0))),
    _sentences("leaning sentences", "“It also …” stands by itself", put((extractive, "_LEANS", NEVER))),
)

_COMPARISONS = (
    Part("comparisons", "comparisons", "they are answered as facts", as_fact("compare")),
    Part("sides by parts", "comparisons", "a question's parts are not looked up", put((compare, "_JOINT", NEVER))),
    Part("close second", "comparisons", "only what is pointed at is a side", put((compare, "_CLOSE", ENOUGH))),
    _comparisons("frames", "only names are set side by side", (frames, "_DESCRIBED", ()), (frames, "_MAYBE", ())),
    _comparisons("sides in frames", "their words are parts like others", (compare, "side_texts", lambda asked: ())),
    _comparisons("names apart", "two names are compared by “and” alone", (planning, "stand_apart", lambda *_: False)),
    _comparisons("another beside", "one name is no comparison", (planning, "names_another", lambda *_: False)),
    _comparisons("described works", "a work described counts for no name", (compare, "described_works", lambda *_: [])),
    _comparisons("said by one", "who is ahead is asked of both", (planning, "of_one_paper", lambda *_: False)),
    _comparisons("asked of each", "each is asked all", (planning, "asked_of", lambda asked, *_: asked)),
)

_LISTS = (
    Part(
        "lists",
        "lists",
        "lists and counts are answered as facts",
        as_fact("list", "count"),
        frozenset({"list", "count", "abstain"}),
    ),
    _lists("synonyms", "a topic counts in its own words", (Synonyms, "of", lambda self, term: frozenset())),
    _lists(
        "technical words of lists", "topics in everyday words as they stand", (lists, "in_technical_words", nothing)
    ),
    _lists("related words", "and not in related ones", (ReadWords, "alike", no_vectors)),
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
    _lists("greatest expected F1", "papers likelier in than out", (lists, "_best_f1", half)),
    _lists("in the field", "a list may be about anything", (list_plans, "in_field", lambda *given, **more: True)),
    _lists("conditions", "“has code” is a topic", (list_question, "split_conditions", lambda asked: ((), asked))),
    *map(_condition, (condition.name for condition in conditions.CONDITIONS)),
    _lists(
        "topic beside conditions",
        "it is decided by meaning alone",
        (list_question, "_beside", lambda topic, met, rest: (topic, met)),
    ),
    _lists("either side", "“A or B” is one topic", (list_plans, "alternatives", lambda *_: ())),
    _lists("set aside", "“but not A” leaves nothing out", (list_question, "set_aside", nothing)),
    _lists(
        "asking sentence",
        "all sentences are of the topic",
        (planning, "asking_part", lambda asked: asked),
        (list_plans, "asking_part", lambda asked: asked),
        (list_question, "asking_part", lambda asked: asked),
    ),
    _lists("openings", "“point me to” is topic", (topics, "_without_opening", lambda asked: asked)),
    _lists("orders", "“tally up” is topic", (topics, "_ORDER", NEVER)),
    _lists("sources", "“reading material” is topic", (topics, "_SOURCES", NEVER)),
    _lists("roles", "“as a main aim” is topic", (topics, "_ROLE", NEVER)),
    _lists("concessions", "“even if …” is topic", (topics, "_CONCESSION", NEVER)),
    _lists("what is not there", "“do not use” is topic", (list_question, "negations", lambda asked: ())),
    _lists("limits", "“over 1,000 images” is topic", (list_question, "limit_in", nothing)),
    _lists("short forms", "“MRI” and its long form are two", (lists.Lists, "names", lambda self, text: (text,))),
    _lists("together", "“both A and B” is one topic", (list_plans, "together", lambda asked: ())),
    _lists("terms said", "a list may lack the term asked for", (list_plans, "terms_named", lambda *_: ())),
    _lists("framing words", "they are part of the topic", (topics, "_FRAME", frozenset())),
    _lists("one alone", "“only CT” may be CT and others", (list_question, "only_in", nothing)),
    _lists("terms that are all", "a topic is told by its likelihood alone", (list_question, "core_of", lambda _: "")),
    _lists("names said", "a list of a name need not say it", (list_plans, "names_named", lambda _: ())),
    _lists("elaborations", "what says the topic again is part of it", (topics, "_ELABORATION", NEVER)),
    _lists("soft contrasts", "“rather than from text” leaves papers out", (topics, "_SOFT", NEVER)),
    _lists("hedges", "“I suspect” is topic", (topics, "_HEDGE", NEVER)),
    _lists("what papers do", "“look into” is topic", (topics, "_PAPERS_DO", NEVER)),
)

_KINDS = (
    Part(
        "kinds: inside one", "kinds", "what is in one work is of all", put((kinds, "inside_one", lambda asked: False))
    ),
    Part("kinds: asks more", "kinds", "a detail of one is of all", put((kinds, "asks_more", lambda asked: False))),
    Part("kinds: no list", "kinds", "none is found as a list", put((Planner, "_of_the_best", lambda *_: None))),
    _kinds("papers first", "names may make a list a comparison", "_PAPERS_FIRST"),
    _kinds("lists of things", "only papers are listed", "_LIST_OF_THINGS"),
    _kinds("what things do", "“which models build on X?” is a fact", "_THINGS_DO"),
    _kinds("counts of things", "only papers are counted", "_COUNT_OF_THINGS"),
    _kinds("counts inside", "“how many papers does it cover?” counts ours", "_COUNT_INSIDE"),
    Part(
        "a second work",
        "kinds",
        "a question that names one paper may compare",
        put((planning, "speaks_of_two", lambda *_: True)),
    ),
    Part(
        "one of several", "kinds", "one of two works is compared, too", put((kinds, "picks_one", lambda asked: False))
    ),
    _kinds("side by side", "lists may be comparisons", "_SIDE_BY_SIDE"),
)

_CONVERSATION = (
    _turns(
        "conversation",
        "a follow-up is asked as it stands",
        (Conversation, "stand_alone", lambda self, asked, history: Standalone(asked)),
    ),
    _turns("leaves", "never from the topic unsaid", (Conversation, "_leaves", lambda *_: False)),
    _turns("back to", "“back to …” is not read", (picked, "BACK", NEVER), (conversation, "BACK", NEVER)),
    _turns("narrowing", "“which of them …” is of all papers", (of_these, "narrowed", nothing)),
    _turns("ordinals", "“the second” is any", (question, "_ORDINAL", NEVER)),
    _turns("new topics", "“different subject:” is not read", (question, "_CHANGE", NEVER)),
    _turns("leads", "“thanks. now …” stays", (question, "_LEAD", NEVER)),
    _turns("short questions", "they stand alone", (conversation, "_ASIDE", -1)),
    _turns("beside a name", "“versus X?” is of X", (picked, "DIFFERS", NEVER)),
    _turns("which one", "“which one …” is of one paper", (meant, "_WHICH_ONE", NEVER)),
    _turns("pairs", "“both” is of the latest answer", (conversation, "PAIR", NEVER)),
    _turns("stays", "only where it points back", (conversation, "_STILL_ABOUT", ENOUGH)),
    _turns(
        "goes on",
        "“go on” is asked as it stands",
        (conversation, "only_more", lambda asked: False),
        (more, "only_more", lambda asked: False),
    ),
    _turns("what is left", "“what else …” may say it again", (conversation, "asks_for_more", lambda asked: False)),
    _turns("parallel", "“and for the test?” is no question before", (repeated, "put_in_place", nothing)),
    _turns("how many of them", "“them” are papers", (repeated, "counting_them", nothing)),
    _turns("both topics", "“both?” is of papers pointed at", (repeated, "says_both", nothing)),
    _turns("described", "“the attention paper” is the one just talked of", (Picked, "_described", nothing)),
    _turns("any paper", "“is there a paper on …” is of those listed", (conversation, "asks_for_one", nothing)),
    _turns("another one", "“another one?” is asked as it stands", (beside, "MORE", NEVER)),
    _turns("used elsewhere", "“is it used elsewhere?” is of its paper", (beside, "USED_ELSEWHERE", NEVER)),
    _turns("alike", "“something similar” is of its paper", (beside, "ALIKE", NEVER)),
    _turns("corrections", "“no, I meant …” is asked as it stands", (picked, "CORRECTS", NEVER)),
    _turns("the other", "“the other one” is any", (picked, "OTHER", NEVER)),
    _turns("of the one", "“number of tasks?” is of all papers", (picked, "NUMBER_OF", NEVER)),
    _turns("did any", "“did any doctors …?” is of all papers", (picked, "TOLD_ANY", NEVER)),
    _turns("another with", "“another one with …” is the one just talked of", (beside, "ANOTHER_WORK", NEVER)),
)

_ABSTAINING = (
    _abstains("abstaining", "never before an answer", (plan, "find_gap", nothing)),
    _abstains("advice", "asked for advice, it answers", (abstain, "asks_advice", lambda asked, **_: False)),
    Part("only told", "abstaining", "what laymen tell asks for advice", put((abstain, "only_tells", lambda *_: False))),
    Part("parts asked", "abstaining", "each thing asked for may lack", put((lacking, "asked_parts", lambda asked: ()))),
    _abstains("how advice sounds", "advice is told by its words alone", (advice, "_sounds_like", lambda vector: 0.0)),
    _abstains("unknown names", "a name may be unknown", (abstain, "unknown_name", nothing)),
    _abstains("plain names", "“Claude” is no name", (unknown_names, "_is_unknown", lambda *_: False)),
    _abstains("foreign language", "it is read as English", (abstain, "foreign_language", nothing)),
    _abstains("nowhere", "no paper need have what is asked of", (abstain, "nowhere", lambda *_: ())),
    _abstains("not together", "no paper need have both names", (abstain, "not_together", nothing)),
    _abstains("foreign names", "a paper need not have the names", (abstain, "foreign_names", lambda *_: [])),
    _abstains("strange", "nor the field's words, nor numbers", (abstain, "has_no", nothing)),
    _abstains("strange numbers", "nor numbers", (lacking, "strange_numbers", lambda *_: [])),
    _attributes("medicine", "nor modalities, organs and diseases", *attributes.MEDICAL),
    _attributes("treatments", "nor treatments, samples and tests", "treatments", "specimens"),
    _attributes("networks", "nor kinds of network", "networks"),
    _attributes("training", "nor kinds of training", "training"),
    _attributes("data", "nor kinds of data", "data"),
    _attributes("hardware", "nor hardware and software", "hardware"),
    _attributes("tasks", "nor tasks", "tasks"),
    _attributes("measures", "nor measures", "measures"),
    _attributes("study", "nor how a study was done, by whom, for whom", "study"),
    _abstains("field: illnesses", "nor illnesses by their endings", (attributes, "_ILLNESS", NEVER)),
    _abstains("made by hand", "a machine's work may be people's", (lacking, "made_by_hand", nothing)),
    _abstains("versions", "“GPT-5” is no name", (unknown_names, "_VERSION", NEVER)),
    _abstains("off-topic", "a question may be of anything", (abstain, "in_field", lambda *_: True)),
    _abstains(
        "stands out",
        "only named papers lack something",
        (abstain, "stands_out", lambda ranking: False),
        (abstain, "without_rival", lambda *_: False),
        (abstain, "likely", lambda ranking: ranking.best_papers(10**6)),
    ),
    _abstains("but for a term", "a wrong term hides which paper is described", (abstain, "meant_but_for", nothing)),
    _abstains("usual details", "a detail may lack", (lacking, "missing_detail", nothing)),
    _abstains("number asked", "a number may lack", (lacking, "counted_nouns", lambda asked: [])),
    _abstains("name asked", "a name may lack", (lacking, "asks_name", nothing)),
    _abstains("members asked", "what is only counted need not be listed", (lacking, "asks_members", nothing)),
    _abstains("doers asked", "anybody may have done the work", (lacking, "does_not_say_who", nothing)),
    _abstains("part asked", "all may be counted instead of a part", (lacking, "counted_part", nothing)),
    _abstains("leader asked", "nothing need be said to lead", (lacking, "asks_leader", nothing)),
    _abstains("premise", "what is taken for granted stands", (otherwise, "contradicted", nothing)),
    _abstains("premise: direction", "but for negations", (comparisons, "direction_about", nothing)),
    _abstains("premise: turned", "a comparison may be turned round", (otherwise, "turned", nothing)),
    _abstains("premise: needs", "what is done without may be needed", (stated, "unneeded", nothing)),
    _abstains("premise: counts", "other counts stand", (otherwise, "miscounted", nothing)),
    _abstains("premise: stated", "what is stated beside the question stands", (otherwise, "stated_otherwise", nothing)),
    Part(
        "premise: agreed",
        "abstaining",
        "what one sentence says another may deny",
        put((otherwise, "agreed", lambda *_: False)),
    ),
    Part(
        "premise: whether",
        "abstaining",
        "what is only asked for is taken for granted",
        put((otherwise, "without_whether", str), (abstain, "without_whether", str)),
    ),
    Part(
        "premise: contrast",
        "abstaining",
        "what others do is taken for granted of the work",
        put((otherwise, "without_others", str)),
    ),
    Part(
        "premise: restated",
        "abstaining",
        "what a sentence says in the same words may be denied by it",
        put((stated, "restates", lambda *_: False)),
    ),
    _abstains(
        "premise: numbers",
        "what got better by a number may be said to be worse",
        (stated, "weighed", nothing),
        (comparisons, "weighed", nothing),
    ),
    _abstains("premise: growth", "what is linear may be quadratic", (stated, "grows_otherwise", nothing)),
    _abstains("premise: levels", "what is not reached may be", (stated, "not_reached", nothing)),
    _abstains("premise: winners", "the other side may have won", (stated, "other_winner", nothing)),
    _abstains("premise: setbacks", "what is praised may be worse", (stated, "unsaid_setback", nothing)),
    _abstains(
        "premise: gains",
        "what got worse may be better",
        (stated, "unsaid_gain", nothing),
        (stated, "gain_in_both", nothing),
    ),
    _abstains(
        "premise: kinds",
        "what is of one kind, or joined, may be of another, or alone",
        (stated, "opposite_kind", nothing),
        (stated, "other_filling", nothing),
        (stated, "other_chosen", nothing),
        (stated, "joined", nothing),
        (stated, "done_at_once", nothing),
    ),
    _abstains("premise: free", "what is free may have a price", (stated, "for_free", nothing)),
    _abstains(
        "premise: extents",
        "one may be many, and few be most",
        (stated, "one_not_many", nothing),
        (stated, "many_not_one", nothing),
        (stated, "less_of_it", nothing),
        (stated, "smaller_share", nothing),
    ),
    _abstains("premise: parts", "an encoder may be a decoder", (stated, "swapped_parts", nothing)),
    _abstains(
        "premise: frozen",
        "what is frozen may be trained",
        (stated, "kept_frozen", nothing),
        (stated, "frozen_part", nothing),
    ),
    _abstains("premise: one for all", "one for all may be one for each", (stated, "split_or_shared", nothing)),
    _abstains("premise: languages", "two languages may be one", (stated, "one_language", nothing)),
    _abstains("premise: needless", "what is done without may be at hand", (stated, "never_needed", nothing)),
    _abstains("premise: agents", "a machine's work may be a person's", (stated, "done_by_machine", nothing)),
    _abstains("premise: given away", "what is open may be closed", (stated, "given_away", nothing)),
    _abstains("premise: denials", "what is there may be left out", (stated, "left_out", nothing)),
    _abstains(
        "premise: others",
        "what others have it may have",
        (stated, "flaw_of_others", nothing),
        (otherwise, "part_of_others", nothing),
    ),
    _abstains("premise: scales", "the longer may be shorter", (stated, "other_scale", nothing)),
    _abstains("premise: acts", "what came of fewer data may be the opposite", (stated, "other_outcome", nothing)),
    _abstains("premise: skills", "the weak may be strong", (stated, "other_skill", nothing)),
    _abstains("premise: solely", "what is made of one thing may be of another", (otherwise, "excluded", nothing)),
    _abstains("head to head", "no paper need have both systems", (abstain, "read_claim", nothing)),
    _abstains("topic asked", "a paper may be about anything", (abstain, "asked_topic", nothing)),
    _abstains(
        "who and where",
        "a list of teams and places, or of what led, is of papers",
        (abstain, "asks_who", lambda asked: False),
        (abstain, "asks_leader", nothing),
    ),
    _abstains("premise: medium", "what is trained on pictures may be on text", (otherwise, "other_medium", nothing)),
    _abstains("links", "a link may lack", (abstain, "offers_no", nothing)),
    _abstains("missing words", "a word may lack", (lacking, "missing_words", lambda *_: [])),
)

_RECORDS = (
    Part(
        "conditions on records",
        "records",
        "“since 2023” is topic",
        put((scope, "read_where", lambda asked, *_: (asked, None))),
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
