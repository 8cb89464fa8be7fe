"""The measures that a report shows: how each is called, what it means, and which way is better."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure as a reader meets it; its definition and source stand in `metrics.py`."""

    head: str
    meaning: str
    lower_is_better: bool = False
    style: str = ".1%"
    """How a value is written, as a format."""


MEASURES = {
    "passed": Measure("passed", "the whole answer is right"),
    "first_citation": Measure("first citation", "the first paper cited is a right one"),
    "citation_precision": Measure(
        "citation precision", "share of the cited papers that are right; precision of a list"
    ),
    "citation_recall": Measure("citation recall", "share of the right papers that are cited; recall of a list"),
    "f1": Measure("F1", "precision and recall of the papers in one number, for lists and counts"),
    "sentence_citation_precision": Measure("right sentences", "share of the cited sentences with right citations only"),
    "evidence_hit": Measure("evidence quoted", "share of the right papers whose answering sentence is quoted"),
    "key_facts": Measure("key facts", "share of the expected facts that the answer says"),
    "sentence_support": Measure("supported", "share of the sentences that the support check finds supported"),
    "alce_recall": Measure("ALCE recall", "share of the sentences entailed by what they cite, by the support check"),
    "alce_precision": Measure("ALCE precision", "share of the citations that are of use, by the support check"),
    "quote_verbatim": Measure("quotes verbatim", "share of quotes that are the abstract's own words, letter by letter"),
    "count_exact": Measure("count right", "the number stated is right"),
    "count_error": Measure("count off by", "how far the number stated is from the right one", True, ".2f"),
    "nearest_hit": Measure("nearest right", "when abstaining, a paper that the question is about is named as near"),
    "abstention_precision": Measure("abstained rightly", "share of its abstentions where the abstracts do not say"),
    "abstention_recall": Measure("abstained when due", "share of what the abstracts do not say on which it abstains"),
    "false_refusal": Measure("false refusals", "share of what the abstracts do say on which it abstains", True),
    "aurc": Measure("AURC", "share wrong among its surest answers, averaged over how many are given", True, ".3f"),
    "tokens": Measure("tokens", "that models read and wrote for one answer", True, ",.0f"),
    "cost": Measure("cost", "US dollars that models cost for one answer", True, ".5f"),
    "hit@1": Measure("hit@1", "a right paper is ranked first"),
    "hit@5": Measure("hit@5", "a right paper is among the first five"),
    "mrr": Measure("MRR", "one over the rank of the first right paper", style=".3f"),
    "ndcg@10": Measure("nDCG@10", "how near the order of the first ten is to the best one", style=".3f"),
    "recall@10": Measure("recall@10", "share of the right papers among the first ten"),
    "correct": Measure("correct", "the model judge: what is said is right (1), partly (0.5), not (0)"),
    "complete": Measure("complete", "the model judge: what was asked is all said (1), in part (0.5), not (0)"),
}


def measure(name: str) -> Measure:
    """The measure of that name in the data; one that is not listed goes by its name."""
    return MEASURES.get(name) or Measure(name.replace("_", " "), name.replace("_", " "), style=".3f")
