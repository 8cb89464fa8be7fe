"""Does the corpus answer, and if not, what is missing? Decided from the ranking and the words, without a model.

In turn: a request for medical advice; a name that no abstract has; a question about something else altogether; where
one paper is named or stands out, a usual detail, a number or a name that it does not give, or a premise that it
contradicts; and, where one is named, a link that it does not give or a word that it does not mention. The last are
words that are special in English and that the abstract has neither as they are nor in other words (by cosine of
single words); who asks and what for, and the kind of thing asked for, are not held against it.
"""

import re
from collections.abc import Sequence

from rag.advice import asks_advice
from rag.asked import asked_kind, asks_name, asks_share, counted_nouns, counts, names_one
from rag.attributes import attributes, lacks
from rag.details import missing_detail
from rag.embeddings import LocalEmbedding
from rag.field import in_field
from rag.index import Index
from rag.language import foreign_language
from rag.missing_words import missing_words
from rag.names import Names
from rag.passages import split_sentences
from rag.premise import contradicted, excluded, made_by_hand, miscounted, strange_numbers, turned, unneeded
from rag.retrieve import Ranking
from rag.spelling import Speller
from rag.topics import asking_part
from rag.types import Kind, Paper
from rag.unknown_names import foreign_names, is_rival, not_together, unknown_name
from rag.verify import escape_markers
from rag.words import stem, words

_AHEAD = 0.12
"""Score by which the best paper of a question that names none must be ahead for its gaps to count."""

_ASKS_LINK = re.compile(
    r"\b(?:code|codes|github|repo|repository|source code|url|download\w*|website|project page)\b", re.I
)
_OFFERS = re.compile(
    r"\b(?:available|release[ds]?|publicly|open[- ]source\w*|code|codes|github|download\w*|access)\b", re.I
)
_ASKS_CODE = re.compile(r"\b(?:code|codes|github|repo|repository)\b", re.I)
_OFFERS_CODE = re.compile(
    r"\b(?:code|codes|github|open[- ]source\w*|repository|implementation|toolbox|scripts?)\b", re.I
)
_WORKS = frozenset(map(stem, "methods models approaches systems tools works datasets papers studies networks".split()))
"""What papers are called by what they present."""
_MOST_LIKELY = 20
"""Papers at most that a question without a name may be about."""
_PREMISE_SENTENCES = 5
"""Best passages of the named paper in which a premise is looked up."""
_EITHER = re.compile(r"\bor\b", re.I)
_LOOKED_THROUGH = 200
"""Papers, the best, in which a term of the field is looked up."""


def find_gap(
    index: Index,
    ranking: Ranking,
    names: Names,
    speller: Speller,
    question: str,
    kind: Kind = "fact",
    *,
    reworded: bool = False,
) -> str | None:
    """The sentence that says what keeps the corpus from answering this question as asked, or None when it can.

    A list finds out for itself that no paper matches: for it only advice and unknown names count. `reworded`: other
    words for what the question asks were added to it, so that its own may stand nowhere.
    """
    listed = kind in ("list", "count")
    mentions = names.mentions(question)
    sound = ranking.as_asked if isinstance(index.embedder, LocalEmbedding) and not mentions else None
    if asks_advice(question, of_papers=listed, vector=sound):
        return (
            "The abstracts do not say: they report research and cannot give advice on a person's health; "
            "please ask a doctor."
        )
    language = foreign_language(question)
    if language:
        return f"The abstracts are in English and are searched by its words; this question is in {language}."
    best = ranking.best_papers(1)[0]
    plain = bool(mentions) and not listed
    unknown = unknown_name(question, index, speller, {m.name for m in mentions}, plain=plain)
    if unknown:
        return f"The abstracts do not say: none of them mentions “{unknown}”."
    nowhere = _nowhere(question, index, ranking) if not mentions and not reworded and kind != "compare" else None
    if nowhere:
        return f"The abstracts do not say: none of them speaks of “{nowhere}”."
    if listed:
        return None
    if not mentions and not in_field(index, ranking):
        return "The abstracts do not say: none of them is about this."
    apart = not_together(question, mentions, index) if mentions else None
    if apart:
        return f"The abstracts do not say: none of them speaks of {_both(apart)}."
    about = list(dict.fromkeys(m.papers[0] for m in mentions))
    bare = names.without(question)
    if kind == "compare":
        return _unmet(bare, about, index, names)
    if len(about) > 1:
        return _none_speaks(bare, index, ranking)
    if about and best not in (about[0], *mentions[0].papers):
        # Another paper fits better: what the named one lacks is missing all the same.
        named = index.papers[about[0]]
        typed = question[mentions[0].start : mentions[0].end]
        strange = _strange(bare, named)
        if not strange and not typed.islower():  # "medic" may be a word like another
            strange = _lacking(question, named, named=True)
        called = _called(about[0], index, names)
        if strange:
            return f"The abstracts do not say: the abstract of {called} {strange}."
        return _none_speaks(bare, index, ranking)
    paper = index.papers[best]
    called = _called(best, index, names)
    lacking = _lacking(question, paper, bool(about))
    if (
        lacking
        and not about
        and not all(_lacking(question, index.papers[number], False) for number in _likely(ranking))
    ):
        lacking = None
    elif lacking:
        return f"The abstracts do not say: the abstract of {called} {lacking}."
    sharing = mentions[0].papers if about else (best,)
    if about and lacking is None:
        foreign = foreign_names(bare, [index.papers[number] for number in sharing])
        lacking = f"does not mention {_quoted(foreign)}" if foreign else None
    if lacking is None and not reworded and all(_strange(bare, index.papers[number]) for number in sharing):
        lacking = _strange(bare, paper)
    if lacking and (about or _stands_out(ranking)):
        return f"The abstracts do not say: the abstract of {called} {lacking}."
    hands = made_by_hand(question, _text(paper))
    if hands and (about or _stands_out(ranking)):
        return f"The abstracts do not say: the abstract of {called} speaks of no such work “{hands}”."
    own = [mention.name for mention in mentions]
    contrary = _contrary(question, index, ranking, names, best, own)
    if contrary:
        return f"The abstracts do not say so; the abstract of {called} says otherwise: “{escape_markers(contrary)}”"
    if about:
        offers = _OFFERS_CODE if _ASKS_CODE.search(question) else _OFFERS
        if _ASKS_LINK.search(question) and not paper.links and not offers.search(paper.abstract):
            asked = "code" if _ASKS_CODE.search(question) else "anything to download"
            gap = f"The abstracts do not say: the abstract of {called} gives no link and does not speak of {asked}."
            offered = _first_with(_OFFERS, paper)
            return f"{gap} What it offers: “{escape_markers(offered)}”" if offered else gap
        asked = names.without(asking_part(_ASKS_LINK.sub(" ", question)))
        wanted = asked_kind(asked)
        # A name that two papers go by is settled by what the question says further.
        missing = [_missing(asked, wanted, index, number) for number in (best, *mentions[0].papers)]
        if all(missing):
            return f"The abstracts do not say: the abstract of {called} does not mention {_quoted(missing[0])}."
    return None


def _unmet(bare: str, about: Sequence[int], index: Index, names: Names) -> str | None:
    """That the one paper named in a comparison does not mention what it is to be compared with; None where it does, or
    where others are named.
    """
    if len(about) != 1:
        return None
    foreign = [name for name in foreign_names(bare, [index.papers[about[0]]]) if is_rival(name, bare)]
    called = _called(about[0], index, names)
    return (
        f"The abstracts do not say: the abstract of {called} does not mention {_quoted(foreign)}." if foreign else None
    )


def _missing(asked: str, kind: str | None, index: Index, number: int) -> list[str]:
    """The special words of a question that a paper lacks; not the kind of thing that it asks for, nor the field's
    terms, which were looked up before.
    """
    known = {word for attribute in attributes(asked) for word in words(attribute.word)}
    return [word for word in missing_words(asked, index, number) if word != kind and word not in known]


def _first_with(pattern: re.Pattern[str], paper: Paper) -> str | None:
    """The first sentence of an abstract in which a pattern is found."""
    sentences = (paper.abstract[start:end] for start, end in split_sentences(paper.abstract))
    return next((sentence for sentence in sentences if pattern.search(sentence)), None)


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


def _stands_out(ranking: Ranking) -> bool:
    """Whether the best paper is clearly ahead, so that what it lacks is what the corpus lacks."""
    best = ranking.best_papers(2)
    return len(best) < 2 or float(ranking.papers[best[0]] - ranking.papers[best[1]]) >= _AHEAD


def _likely(ranking: Ranking) -> list[int]:
    """The best paper and those near to it, one of which a question that names none is about."""
    best = ranking.best_papers(_MOST_LIKELY)
    return [number for number in best if float(ranking.papers[best[0]] - ranking.papers[number]) < _AHEAD]


def _lacking(question: str, paper: Paper, named: bool) -> str | None:
    """What of the kind that a question asks for an abstract does not give: a usual detail, a number, a name. Where no
    paper is `named`, a number of methods may be one of papers.
    """
    detail = missing_detail(question, paper, named)
    if detail:
        return f"does not give {detail}"
    nouns = counted_nouns(question)
    if nouns and (named or stem(nouns[-1]) not in _WORKS) and not counts(nouns, _text(paper), asks_share(question)):
        return f"gives no number of {_quoted([' '.join(nouns)])}"
    kind = asks_name(question)
    sentences = [paper.abstract[start:end] for start, end in split_sentences(paper.abstract)]
    if kind and not names_one(kind, question, [paper.title, *sentences]):
        return f"names no {_quoted([kind])}"
    return None


def _called(number: int, index: Index, names: Names) -> str:
    return names.of(number) or f"“{escape_markers(index.papers[number].title)}”"


def _both(words: Sequence[str]) -> str:
    """Words as "“a”", or "“a” and “b” together"."""
    return " and ".join(f"“{word}”" for word in words) + (" together" if len(words) > 1 else "")


def _nowhere(question: str, index: Index, ranking: Ranking) -> str | None:
    """A term of the field in a question that no paper has; where it asks for either of several, if none has any."""
    texts = [_text(index.papers[number]) for number in ranking.best_papers(_LOOKED_THROUGH)]
    wanted = attributes(question)
    unheard = [attribute.word for attribute in wanted if all(lacks(attribute, text) for text in texts)]
    if not unheard or (_EITHER.search(question) and len(unheard) < len(wanted)):
        return None
    return unheard[0]


def _none_speaks(bare: str, index: Index, ranking: Ranking) -> str | None:
    """The sentence that no paper has a term of a question freed of its names, if so."""
    nowhere = _nowhere(bare, index, ranking)
    return f"The abstracts do not say: none of them speaks of “{nowhere}”." if nowhere else None


def _text(paper: Paper) -> str:
    return f"{paper.title}. {paper.abstract}"


def _strange(bare: str, paper: Paper) -> str | None:
    """What of the field, or which number, a question without its names takes for granted and an abstract has not."""
    text = _text(paper)
    foreign = [attribute.word for attribute in attributes(bare) if lacks(attribute, text)]
    if foreign:
        return f"does not mention {_quoted(foreign)}"
    numbers = strange_numbers(bare, text)
    return f"has no {_quoted(numbers)}" if numbers else None


def _contrary(
    question: str, index: Index, ranking: Ranking, names: Names, number: int, own: Sequence[str]
) -> str | None:
    """The sentence that says otherwise than a question takes for granted: among the nearest ones, or, where it names
    the paper, anywhere in its abstract.
    """
    rows = sorted(index.rows(number), key=lambda row: -float(ranking.own[row]))
    paper = index.papers[number]
    sentences = [paper.abstract[slice(*index.span(row))] for row in rows]
    contrary = contradicted(question, sentences[:_PREMISE_SENTENCES], own)
    if contrary or not own:
        return contrary
    return (
        turned(question, sentences, own)
        or unneeded(question, sentences, own)
        or excluded(question, sentences)
        or miscounted(names.without(question), sentences)
    )
