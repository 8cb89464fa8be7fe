"""Drafts about a paper that coins no name, asked for by its title: what it finds, and where its code or data is."""

import re
from collections.abc import Iterator, Sequence

from eval.drafts.form import Draft, answered, turn
from eval.drafts.single import link_of
from rag import Paper

_FINDS = re.compile(
    r"\b(?:we|results?|experiments?|evaluations?|findings?|analys[ie]s)\b[^.;]{0,80}?\b(?:finds?|found|proves?|proved|"
    r"(?:show|demonstrat|reveal|indicat|conclud|observ|outperform|achiev|surpass)\w*)\b|"
    r"\bit (?:is|was) (?:found|shown|demonstrated|proved|proven|concluded|observed)\b",
    re.I,
)
"""A sentence that tells a finding."""


def drafts(paper: Paper, sentences: Sequence[str]) -> Iterator[Draft]:
    """What rules draft about one paper, of which these are the sentences."""
    named = f"“{paper.title.rstrip('. ')}”"
    to_do = "say what it is about rather than its title, so that no other paper answers"
    finding = next(filter(_FINDS.search, sentences), None)
    if finding:
        asked = turn(f"What is found in {named}?", [(paper, finding)])
        yield answered("fact", asked, f"{to_do}; check that the sentence tells the finding; add key_facts")
    link = link_of(paper, sentences)
    if link:
        question, sentence, address = link
        asked = turn(question.format(of=f" of {named}", its="the", name=named), [(paper, sentence)], [[address]])
        yield answered("fact", asked, f"{to_do}; check that the link is of what is asked for")
