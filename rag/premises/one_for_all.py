"""One thing for all, or one for each: what a question takes there to be, and a sentence with the other of the two."""

import re
from collections.abc import Iterator, Sequence

from rag.premises.claims import claims
from rag.premises.granted import denies, presumes
from rag.premises.topic import as_said
from rag.premises.whose import OTHERS
from rag.wordings import any_word, pattern
from rag.words import terms

_KINDS = (
    "model network net cnn classifier transformer extractor learner backbone expert system detector encoder weights",
    "module mechanism block unit component attention agent",
    "stage phase step round",
    "dataset source cohort site centre center hospital",
)
_KIND_OF = {noun: number for number, nouns in enumerate(_KINDS) for noun in nouns.split()}
_NOUN = rf"(?P<noun>{any_word(' '.join(_KIND_OF))})"
_NOUNS = rf"(?P<noun>{any_word(' '.join(noun for noun in _KIND_OF if not noun.endswith('s')))})s"
_WAY = r"(?P<way>(?:(?!(?:of|for|in|on|and|to|with|that|which)\b)[\w()/'’-]+\s){0,3}?)"
_LONG_WAY = r"(?P<way>(?:(?!(?:of|for|in|on|to|with|that|which)\b)[\w()/'’-]+\s){0,5}?)"
_NUMBER = any_word("two three four five six seven eight nine ten several multiple multi", r"[1-9]\d{1,2}")
_APART = any_word("separate isolated individual dedicated distinct independent standalone different own")
_FOR_EACH = any_word("per", "for (?:each|every|one)", "one for (?:one|each)")

# --- the question's words ---

_ASKS_ONE = pattern(
    rf"\b(?:(?:just|only|but)\s(?:one|a single)|(?:a|one|the|this|which|what)\s(?:lone|single|sole|only|one)"
    rf"|which one|single|lone|one (?:shared|common|joint|big|general))\s{_WAY}{_NOUN}\b",
    rf"\b(?:a|one|the|which|what)\s(?:joint|shared|multi-?(?:label|class|task)|all-in-one)\s"
    rf"{_WAY.replace('way', 'way2')}{_NOUN.replace('noun', 'noun2')}\b",
    rf"\bone\s{_WAY.replace('way', 'way3')}{_NOUN.replace('noun', 'noun3')}\s(?:only|alone)\b",
)
_ASKS_EACH = pattern(
    rf"\b(?:a|an|its|one|another|their)\s(?:{_APART}\s)?{_WAY}{_NOUN}\s{_FOR_EACH}\b",
    rf"\b(?:{_APART}|many small)\s{_WAY.replace('way', 'way2')}{_NOUNS.replace('noun', 'noun2')}\b",
    rf"\b(?:another|{_APART})\ssets?\sof\s{_WAY.replace('way', 'way4')}{_NOUN.replace('noun', 'noun4')}\b",
    rf"\b{_APART}\s(?:\w+\sof\s)?{_WAY.replace('way', 'way3')}{_NOUN.replace('noun', 'noun3')}\s"
    rf"(?:[\w-]+\s){{0,3}}?{_FOR_EACH}\b",
)
_COMPARES = pattern(
    r"\b(?:than|versus|vs|compar\w*|better|worse|beat\w*|outperform\w*|surpass\w*|ahead|improv\w*|gain\w*|against|differ(?:s|ed|ence)?)\b"
)
_FLAW = pattern(
    r"\b(?:inadequate|insufficient|short|suffer\w*|fail\w*|limit\w*(?!\s(?:to|themselves|itself)\b)|problems?|troubles?|downsides?|wrong|drawback|shortcoming|flaw|weak\w*)\b"
)
_EARLIER = pattern(r"\b(?:earlier|past|specialis?z?ed|former|older|competing|usual|ordinary)\b")

_RATHER = pattern(r"\b(?:rather than|instead of)\b[^?.;]*")
"""What there is not."""
_LEAD = re.compile(r"^[^,?]{4,140},\s")
"""What stands before the question itself."""

# --- the abstract's words ---

_ONE = pattern(rf"\b(?:single|unified|one|same|all-in-one)\s(?:set of\s)?{_WAY}{_NOUN}\b")
_MANY = pattern(
    rf"\b(?:{_NUMBER})[\s-]{_LONG_WAY}(?:{_NOUNS})\b",
    rf"\b(?:{_NUMBER})-(?P<noun2>{any_word(' '.join(_KIND_OF))})\b",
    rf"\beach\s{_WAY.replace('way', 'way3')}{_NOUN.replace('noun', 'noun3')}\b",
)
_TRIED = pattern(
    r"\b(?:compar\w*|outperform\w*|surpass\w*|benchmark\w*|evaluat\w*|experiment\w*|test(?:ed|s|ing)?|versus|assembl\w*"
    r"|combined|than|equivalent|baselines?|exceed\w*|state of the art)\b"
)
_ONCE = pattern(
    r"\btrain(?:ed)?[\s-](?:only[\s-])?once\b", r"\bsingle\s(?:[\w-]+\s){0,2}?(?:training|run)\b", r"\bjoint training\b"
)
_OFTEN = pattern(
    r"\b"
    + any_word(
        "twice",
        r"(?:two|three|four|five|several|many|how many) times",
        r"(?:separately|individually|anew|again|afresh|once) (?:for|per|on) (?:each|every|all|any)?",
        r"(?:separate|individual|own|repeated) (?:training|run)s?",
    )
    + r"\b"
)
_TRAINING = pattern(r"\b(?:re)?train\w*")


def split_or_shared(question: str, sentences: Sequence[str], names: Sequence[str]) -> str | None:
    """The sentence by which there is one for all where a question has one for each ("a separate network for each
    organ", "a single unified model"), or several where it has a single one, or which trains once what it takes to be
    trained again and again; None where the abstract has either. `names` are the paper's own.
    """
    question = _RATHER.sub(" ", question)
    asking = _LEAD.sub("", question)
    if not (presumes(question) or presumes(asking) or claims(question)) or denies(question):
        return None
    counted = _COUNTED.sub(" ", question)
    if any(words.search(counted) for words in (OTHERS, _COMPARES, _FLAW, _EARLIER)) or _strange(question, names):
        return None
    own = [(clause, sentence) for sentence in sentences for clause in _own_clauses(sentence)]
    each, one = list(_found(_ASKS_EACH, question)), list(_found(_ASKS_ONE, question))
    if each and not one:
        return _other(each, _ONE, _MANY, own)
    if one and not each:
        return _other(one, _MANY, _ONE, own)
    if _TRAINING.search(question) and _OFTEN.search(question):
        return next((sentence for clause, sentence in own if _ONCE.search(clause)), None)
    return None


def _other(
    asked: Sequence[tuple[str, set[str]]],
    other: re.Pattern[str],
    same: re.Pattern[str],
    clauses: Sequence[tuple[str, str]],
) -> str | None:
    """The sentence with a clause that has the other of the two of what is asked, where none has the same."""
    for noun, _ in asked:
        if any(_alike(noun, held, words) for clause, _ in clauses for held, words in _found(same, clause)):
            return None
    for noun, _ in asked:
        for clause, sentence in clauses:
            if any(_alike(noun, held, words) for held, words in _found(other, clause)):
                return sentence
    return None


def _alike(noun: str, held: str, words: set[str]) -> bool:
    """Whether a noun is of the kind of another, or among the words for that."""
    return _KIND_OF[noun] == _KIND_OF[held] or bool(as_said(terms(noun)[0]) & words)


def _found(words: re.Pattern[str], text: str) -> Iterator[tuple[str, set[str]]]:
    """Each noun, and the terms of its phrase."""
    for match in words.finditer(text):
        noun = next(value for key, value in match.groupdict().items() if key.startswith("noun") and value)
        yield noun.lower(), set(terms(match[0]))


def _own_clauses(sentence: str) -> Iterator[str]:
    """The clauses of a sentence that neither tell of others' work nor of what was tried or compared."""
    for clause in re.split(r",(?!\s(?:unified|single|shared)\b)|;|\b(?:while|whereas|but|although)\b", sentence):
        plain = re.sub(r",\s(?=unified|single|shared)", " ", clause)
        if not OTHERS.search(_COUNTED.sub(" ", plain)) and not _TRIED.search(plain):
            yield plain


_COUNTED = pattern(r"\b(?:several|many|each other)\b")
"""Words of others' work that may count one's own."""


def _strange(question: str, names: Sequence[str]) -> bool:
    """Whether a question speaks of a system by a name that is not the paper's own."""
    for name in names:
        question = question.replace(name, " ")
    return bool(re.search(r"\b[A-Z][a-z]+\d|\b[A-Z]?[a-z]+[A-Z]\w*", question)) and bool(names)
