"""Everyday words for who won, said as abstracts say them, so that `rag.contradiction` reads them as comparisons."""

from rag.wordings import any_word, pattern

_BEATS = pattern(
    r"\b"
    + any_word(
        r"topp?(?:s|ed|ing) outshin\w+ out-?do(?:es|ne|ing)? trump\w* beat(?:s|en|ing)?",
        "c[ao]me out ahead of",
        "c[ao]me out on top of",
        "(?:do|does|did) better than",
        "w[io]ns? (?:over|against)",
        r"edg\w+ out",
        r"prevail\w* over",
        r"(?:gain|improv|benefit|profit)\w* more than",
        r"(?:suffer|degrad|drop|declin|deteriorat)\w* less than",
    )
    + r"\b"
)
_CANNOT = r"(?:can(?:['’]t|not| not)|could(?:n['’]t| not)|unable to)"
_REACH = (
    r"(?:(?:keep|keeping|catch) up with|compete with|overtake|overtaking|rival|get near|come close to|"
    r"up to(?: the (?:level|standard) of)?)"
)
_NEVER_REACHES = pattern(rf"^not\s+(?P<who>.{{2,90}}?)\s+(?:ever\s+)?(?:be \w+ )?{_REACH}")
"""A claim that is denied: "not A keep up with B"."""
_LOSES = pattern(
    r"\b"
    + any_word(
        "trail(?:s|ed|ing)?",
        "c[ao]me off worse than",
        "c[ao]me out behind",
        r"(?:lag|fall|fell|drop|trail|end|finish|stay|remain|rank)\w* (?:up )?behind",
        r"(?:lose|loses|lost|losing) (?:\w+ )?(?:out )?(?:to|against)",
        "(?:falls?|fell|falling|come|came) short of",
        "(?:do|does|did) worse than",
        r"(?:gain|improv|benefit|profit)\w* less than",
        r"(?:suffer|degrad|drop|declin|deteriorat)\w* more than",
        rf"{_CANNOT} (?:be \w+ |ever )?{_REACH}",
    )
    + r"\b"
)
_GAIN = pattern(
    rf"\b({any_word('improvements? gains? superior better higher lower faster increases?')})\b"
    r"[^.;:]{0,70}?\bcompared (?:to|with)\b"
)
_AMOUNT = pattern(
    r"\b(?:more|less|fewer) than (?=[\d.]|\w+ hundred)",
    r"\bby (?:more|less) than\b",
    rf"\b{any_word('even also surprisingly significantly clearly still however both')}\b",
)
"""Words that are no comparison, or stand between one and its sides."""


def plain(text: str) -> str:
    """A text with its everyday words for who won as "outperform", "underperform" and "a gain over".

    >>> plain("A tops B but loses to C")
    'A outperform B but underperform C'
    """
    text = _NEVER_REACHES.sub(r"\g<who> underperform", text)
    text = _LOSES.sub("underperform", _BEATS.sub("outperform", _GAIN.sub(r"\1 over", text)))
    return _AMOUNT.sub(" ", text)
