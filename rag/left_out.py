"""What a list question sets aside: "but not MRI", "other than VoCo"."""

import re

_ASIDE = (
    r"(?:rather than|instead of|other than(?! english\b)|apart from|and not|but not|but no|except(?: for)?|excluding"
    r"|leaving (?:out|aside)|(?:(?:but|and|please|pls)\s+)+(?:leave (?:out|aside)|skip|exclude|ignore|drop|without)"
    r"(?= (?:the|any|all|those)\b)"
    # "Besides StRegA" leaves that out; "besides CT" may want both.
    r"|(?:besides|aside from)(?=\s+(?:the\s+)?(?-i:\w*[a-z]\w*[A-Z]|[A-Z][a-z]+ [A-Z]{2})))"
)
_SOFT = re.compile(
    r",?\s*\(?\b(?:(?:and |but )?not (?:just|only|merely|simply)\b(?![^,;?.)]*\bbut\b)"
    r"|(?:rather than|instead of) (?:(?:just|only|merely|simply)\b"
    r"|(?!using\b|having\b|including\b|mentioning\b)[a-z]+ing\b"
    r"|(?:from|on|in|by|with|for|to|through|via|at)\b))[^,;?.)]*\)?",
    re.I,
)
"""What else could be done sets no paper aside: "rather than from x-rays", "not only what is visible"."""
_INSTEAD = re.compile(rf"^\W*{_ASIDE}\b[^,;?.]*,|,?\s+(?<!languages )(?<!language )\b{_ASIDE}\b[^,;?.]*", re.I)
"""What a question sets aside is not its topic."""

_BETWEEN = re.compile(
    rf"(?P<papers>\b(?:papers|studies|works|articles|abstracts|publications|methods|models|datasets|who|what|else)),?\s+"
    rf"(?P<aside>{_ASIDE}\b\s+\S[^,;?.]*?)(?=,?\s+(?:also\s+|still\s+|even\s+)?(?:are|is|were|have|has|uses?"
    r"|(?:deal|work|do|does|look|talk|speak|focus|rely|concentrate|learn|train|segment|detect|cover|tackle|address"
    r"|involve|handle)s?)\b)",
    re.I,
)
"""What is set aside right behind the papers, before what they do ("which papers other than VoCo are about CT?")."""


def set_aside(question: str) -> str | None:
    """What a list question sets aside, as it says it; None when it sets nothing aside.

    >>> set_aside("Which papers use CT but not MRI?")
    'but not MRI'
    """
    question = _SOFT.sub(lambda soft: " " * len(soft[0]), question)
    if between := _BETWEEN.search(question):
        return between["aside"]
    match = _INSTEAD.search(question)
    return match[0].strip(" ,") if match else None


def aside_words(aside: str) -> str:
    """What is set aside, without the words that set it aside.

    >>> aside_words("but not MRI")
    'MRI'
    """
    return re.sub(rf"^\W*{_ASIDE}\b", "", aside, flags=re.I).strip()


def without_aside(question: str) -> str:
    """A question without what it sets aside, and without what else could be done, which sets nothing aside.

    >>> without_aside("Which papers use CT but not MRI?")
    'Which papers use CT?'
    """
    return _INSTEAD.sub("", _BETWEEN.sub(r"\g<papers>", without_soft(question)))


def without_soft(question: str) -> str:
    """A question without what else could be done, which sets no paper aside ("rather than from x-rays")."""
    return _SOFT.sub(" ", question)
