"""Everyday words for who won, said as abstracts say them, so that `rag.contradiction` reads them as comparisons."""

from rag.wordings import any_word, pattern

_FINDS = "(?:find|finds|found|detect|detects|detected|spot|spots|spotted|catch|catches|caught)"
_MISSES = (
    r"(?:miss(?:es|ed)?|overlook(?:s|ed)?|(?:make|makes|made)(?= (?:more|fewer|less) (?:\w+ )?(?:errors|mistakes)))"
)
_FALLS = (
    r"(?:(?:suffer|degrad|drop|declin|deteriorat|collaps|crumbl)\w*|(?:fall|falls|falling|fell) apart|"
    r"(?:break|breaks|breaking|broke) down)"
)
_HARMED = (
    "affected|hurt|harmed|hampered|impaired|bothered|troubled|damaged|degraded|sensitive|vulnerable|fragile|brittle"
)
_BEATS = pattern(
    r"\b"
    + any_word(
        r"topp?(?:s|ed|ing) outshin\w+ out-?do(?:es|ne|ing)? trump\w* beat(?:s|en|ing)?",
        "c[ao]me out ahead of",
        r"(?:(?:turn\w*|prov\w*) out |prov\w+ |stay\w* |remain\w* )?(?:to be )?(?:tougher|sturdier|hardier|"
        r"steadier|safer|smarter|sharper|cleverer) than",
        "c[ao]me out on top of",
        "(?:do|does|did) better than",
        "w[io]ns? (?:over|against)",
        r"edg\w+ out",
        r"prevail\w* over",
        r"(?:gain|improv|benefit|profit)\w* more than",
        rf"{_FALLS} less than",
        rf"less (?:{_HARMED})(?: by [^,?]{{2,40}}?)? than",
        r"(?:(?:pull|get|got|stay|mov|com|came|went|go|edg|draw|forg)\w* |be |is |are |was |were )?"
        r"(?:far |well )?ahead of",
        r"pull\w* away from",
        r"(?:scor|rank|stay|rise|rose|lie|end)\w* (?:\w+ )?above",
        rf"{_FINDS} more (?:[\w-]+ ){{0,3}}?than",
        rf"{_MISSES} (?:fewer|less) (?:[\w-]+ ){{0,3}}?than",
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
_IS_BEATEN = pattern(
    r"\b(?:(?:is|are|was|were|be|been|being) )?"
    + any_word("beaten outdone outclassed outshone topped trumped overtaken surpassed outperformed exceeded")
    + r" by (?!\d|an? (?:\w+ )?(?:margin|factor)|more than|up to|about|nearly|almost|over|around)"
)
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
        rf"{_FALLS} more than",
        rf"more (?:{_HARMED})(?: by [^,?]{{2,40}}?)? than",
        r"(?:(?:fall|fell|break|broke)\w* (?:apart|down)|suffer\w*|degrad\w*|deteriorat\w*|collaps\w*|fail\w*) "
        r"(?:sooner|earlier|faster|harder|worse) than",
        r"(?:drop|fall|fell|stay|remain|lie|end|scor|rank)\w* (?:\w+ )?below",
        r"not (?:outperform|surpass|exceed|match|reach|equal)(?! \d)",
        rf"(?:never|hardly ever|fail(?:s|ed)? to) "
        rf"(?:{_REACH}|reach|match|equal|surpass|exceed|outperform)(?! \d)",
        rf"{_FINDS} (?:fewer|less) (?:[\w-]+ ){{0,3}}?than",
        rf"{_MISSES} more (?:[\w-]+ ){{0,3}}?than",
        rf"{_CANNOT} (?:be \w+ |ever )?{_REACH}",
    )
    + r"\b"
)
_GAIN = pattern(
    rf"\b({any_word('improvements? gains? superior better higher lower faster increases?')})\b"
    r"(?:[^.;:]|\.\d){0,70}?\bcompared (?:to|with)\b"
)
_IMPROVES = pattern(r"\bimprov(?:es|ed|ing)\b((?:[^.;:]|\.\d){0,90}?)\b(?:when |as )?compared (?:to|with)\b")
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
    text = _IS_BEATEN.sub("underperform ", _NEVER_REACHES.sub(r"\g<who> underperform", text))
    text = _LOSES.sub(
        "underperform", _BEATS.sub("outperform", _IMPROVES.sub("with a gain over", _GAIN.sub(r"\1 over", text)))
    )
    return _AMOUNT.sub(" ", text)
