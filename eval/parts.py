"""What the line from a question to an answer is made of, each part with a way to leave it out.

A part is switched off from outside (`eval.switches`): something that does nothing stands in the place of one constant,
function or method while a context manager is open; `rag` knows nothing of it. A name that is no longer there raises
AttributeError, so that this list cannot fall behind the code unseen.
"""

from eval.abstaining_parts import ABSTAINING
from eval.beir import CONVEX_DENSE, RRF_K
from eval.part import Part
from eval.switches import (
    ENOUGH,
    NEVER,
    Place,
    Switch,
    as_fact,
    fused_ranks,
    fused_scores,
    half,
    no_glosses,
    no_vectors,
    nothing,
    put,
    ranked,
    share_of_best,
    without_sign,
)
from rag import (
    assistant,
    beside,
    bm25,
    compare,
    conditions,
    conversation,
    extractive,
    filled_in,
    frames,
    kinds,
    left_out,
    list_plans,
    list_question,
    lists,
    match,
    meant,
    more,
    of_these,
    picked,
    planning,
    question,
    read_words,
    repeated,
    retrieve,
    scope,
    side_asked,
    spelling,
    topics,
)
from rag.conversation import Conversation
from rag.extractive import ExtractiveSynthesizer
from rag.glosses import Glosses
from rag.names import Names
from rag.picked import Picked
from rag.planning import Planner
from rag.read_words import ReadWords
from rag.repeated import Repeated
from rag.shifted import Shifted
from rag.spelling import Speller
from rag.synonyms import Synonyms
from rag.turn import Standalone


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


def _kinds(name: str, what: str, *patterns: str) -> Part:
    return Part(f"kinds: {name}", "kinds", what, put(*((kinds, pattern, NEVER) for pattern in patterns)))


def _turns(name: str, what: str, *places: Place) -> Part:
    return Part(name, "conversation", what, put(*places), frozenset({"conversation"}))


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
    _ranking("glosses", "papers are read in their own words alone", (Glosses, "nearest", no_glosses)),
    _ranking("named bonus", "a named paper does not come forward", (retrieve, "_NAMED_BONUS", 0.0)),
    _ranking("passage's paper", "a passage is ranked by itself", (retrieve, "_OWN_WEIGHT", 1.0)),
    _ranking("names", "no paper goes by a name", (Names, "mentions", lambda self, text: [])),
    _ranking("same counts", "a number tells no paper", (assistant, "counting_as_many", nothing)),
    _ranking("bare why", "“and why?” counts as words", (assistant, "without_tail", str)),
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
    _sentences(
        "parts answered", "one sentence answers all", put((ExtractiveSynthesizer, "_for_each_part", lambda *_: []))
    ),
    _sentences("announced", "what is announced does not follow", put((extractive, "goes_on", lambda *_: []))),
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
    _comparisons("counted with names", "“each of the three” counts names", (compare, "_counted_with", lambda *_: [])),
    _comparisons("behind a frame", "“one …, another …” tells them apart", (frames, "_ONES", NEVER)),
    _comparisons("own parts", "each is asked the others' parts, too", (side_asked, "_own_part", lambda *_: "")),
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
    _lists("own work", "surveys count beside what papers make", (list_question, "asks_own_work", lambda _: False)),
    _lists(
        "main tasks", "a task may be done in passing", (list_question, "stricter", lambda conditions, *_: conditions)
    ),
    _lists("soft contrasts", "“rather than from text” leaves papers out", (left_out, "_SOFT", NEVER)),
    _lists("hedges", "“I suspect” is topic", (topics, "_HEDGE", NEVER)),
    _lists("what papers do", "“look into” is topic", (topics, "_PAPERS_DO", NEVER)),
    _lists("told first", "what is told in a sentence before is not asked", (planning, "in_one", str)),
)

_KINDS = (
    Part(
        "kinds: inside one", "kinds", "what is in one work is of all", put((kinds, "inside_one", lambda asked: False))
    ),
    Part("kinds: asks more", "kinds", "a detail of one is of all", put((kinds, "asks_more", lambda asked: False))),
    Part("kinds: no list", "kinds", "none is found as a list", put((Planner, "_of_the_best", lambda *_: None))),
    _kinds("papers first", "names may make a list a comparison", "PAPERS_FIRST"),
    _kinds("lists of things", "only papers are listed", "LIST_OF_THINGS"),
    _kinds("what things do", "“which models build on X?” is a fact", "THINGS_DO"),
    _kinds("counts of things", "only papers are counted", "COUNT_OF_THINGS"),
    _kinds("counts inside", "“how many papers does it cover?” counts ours", "COUNT_INSIDE"),
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
    _turns("stays", "only where it points back", (conversation, "STILL_ABOUT", ENOUGH)),
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
    _turns("another topic", "“and for stroke, which set?” is of its paper", (Shifted, "shifting", nothing)),
    _turns("asked of all", "what its paper lacks is refused", (Shifted, "of_all", lambda *_: "")),
    _turns("wrong before", "the paper just cited was the right one", (Shifted, "of_both", nothing)),
    _turns("of its name", "“its grounding?” is of the paper just cited", (Shifted, "of_its_name", nothing)),
    _turns("list before", "“and for knees?” is of the paper talked of since", (Repeated, "list_before", lambda *_: "")),
    _turns("as named", "“it” is the paper's own name", (Conversation, "_as_named", lambda self, found, turn: found)),
    _turns("list of all", "what is not among those listed is refused", (of_these, "of_all", lambda asked: "")),
    _turns("held against", "“larger than X?” is of X", (picked, "SET_AGAINST", NEVER)),
    _turns("others on", "“any other papers on …” is of its paper", (beside, "OTHERS_ON", NEVER)),
    _turns("tags", "“…, doesn't it?” stays", (conversation, "TAG", NEVER)),
    _turns("of the same", "“no, I meant the slices” is another paper", (Picked, "_of_the_same", nothing)),
    _turns("on which", "“on which data?” is no question before", (repeated, "WITH_WHICH", NEVER)),
    _turns("such as it has", "“which models did well?” is of all papers", (Conversation, "_has_such", nothing)),
    _turns("leading", "“which source works best?” is of all papers", (conversation, "_LEADS", NEVER)),
    _turns("doubts", "“no readers at all?” is of all papers", (picked, "NOT_EVEN", NEVER)),
    _turns("their own", "“them” is always the paper", (filled_in, "_THEIR_OWN", NEVER)),
    _turns("another with", "“another one with …” is the one just talked of", (beside, "ANOTHER_WORK", NEVER)),
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
    *ABSTAINING,
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
