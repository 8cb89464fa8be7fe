"""The parts that find what a question asks in vain, or takes for granted wrongly (`eval.parts`)."""

from eval.part import Part
from eval.switches import (
    NEVER,
    Place,
    nothing,
    put,
)
from rag import (
    abstain,
    advice,
    asked,
    attributes,
    lacking,
    plan,
    unknown_names,
)
from rag.premises import comparisons, otherwise, stated


def _attributes(name: str, what: str, *sections: str) -> Part:
    """Without some sections of the field's terms; whether any paper has one is asked of lists, too."""
    every = attributes.vocabulary

    def left() -> tuple[attributes.Term, ...]:
        return tuple(term for term in every() if term.section not in sections)

    off = put((attributes, "vocabulary", left))
    return Part(f"field: {name}", "abstaining", what, off, frozenset({"abstain", "list", "count"}))


def _abstains(name: str, what: str, *places: Place) -> Part:
    # Where no rule objects, none does with one rule less.
    return Part(name, "abstaining", what, put(*places), frozenset({"abstain"}))


ABSTAINING = (
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
        (abstain, "likely", lambda index, ranking: ranking.best_papers(10**6)),
    ),
    _abstains(
        "surely meant",
        "a wrong number, network or kind of data hides which paper is described",
        (abstain, "surely_meant", lambda *_: False),
    ),
    _abstains("but for a term", "a wrong term hides which paper is described", (abstain, "meant_but_for", nothing)),
    _abstains("usual details", "a detail may lack", (lacking, "missing_detail", nothing)),
    _abstains("number asked", "a number may lack", (lacking, "counted_nouns", lambda asked: [])),
    _abstains("name asked", "a name may lack", (lacking, "asks_name", nothing)),
    _abstains("members asked", "what is only counted need not be listed", (lacking, "asks_members", nothing)),
    _abstains("nouns before", "only what stands behind “how many” is counted", (lacking, "counted_before", nothing)),
    _abstains("systems asked", "“which network” may be answered by none", (asked, "asks_system", nothing)),
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
    _abstains(
        "premise: swapped choice", "the one instead of the other may be the other", (stated, "swapped_choice", nothing)
    ),
    _abstains("premise: none of it", "what there was none of may be there", (stated, "none_of_it", nothing)),
    _abstains(
        "premise: little enough", "much may be needed of what little is enough", (stated, "many_needed", nothing)
    ),
    _abstains("premise: same number", "a number may count other things", (stated, "counted_otherwise", nothing)),
    _abstains("premise: done after all", "what is done may not be", (stated, "done_after_all", nothing)),
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
    Part(
        "sizes", "abstaining", "“is X larger than Y?” is left to a paper of both", put((abstain, "sizes_up", nothing))
    ),
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
    Part(
        "idioms",
        "abstaining",
        "a turn of speech asks for what its words say",
        put((attributes, "without_idioms", str)),
    ),
    _abstains("strange subjects", "only what is written like a name is one", (abstain, "unknown_subject", nothing)),
    _abstains("names in small letters", "only a subject may be one", (abstain, "unknown_system", nothing)),
    _abstains("errands", "a poem is looked up", (abstain, "is_errand", lambda asked: False)),
    _abstains("whether named", "any word to do with it will do", (abstain, "not_named", lambda *_: [])),
    _abstains("names elsewhere", "what others say may be of any system", (abstain, "name_elsewhere", nothing)),
    _abstains("missing words", "a word may lack", (lacking, "missing_words", lambda *_: [])),
)
