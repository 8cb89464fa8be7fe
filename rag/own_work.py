"""Whether a list question asks for what papers themselves make, use or try ("models that …", "tested on …"): surveys
only tell of what others did, and are not asked for then.
"""

import re

from rag.wordings import any_word

_THINGS = any_word(
    """
    methods models approaches techniques networks architectures systems frameworks tools toolboxes algorithms pipelines
    """
)
_NO_PART = any_word(
    """
    of that which who for on in with to and or papers studies works abstracts articles publications authors texts
    existing current previous prior earlier other older
    """
)
"""What stands between a word that asks and things that are not what is asked for."""
_ASKED_FOR = re.compile(
    r"(?:^\W*|[.?!:;]\s+|\b(?:which|what|any|many|of|number|list|name|show|me|need|want|find|all|are there)\s+)"
    rf"(?:(?!{_NO_PART}\b)[\w/-]+\s+){{0,3}}?{_THINGS}\b"
    r"(?!\s+(?:are|were)\s+(?:\w+ly\s+)?(?:discussed|covered|reviewed|mentioned))",
    re.I,
)
"""Things that papers make, rather than papers, are what is listed."""
_OWN = re.compile(
    r"\b(?:their|its|the authors['’]|his|her) own (?:\w+ )?(?:model|method|system|network|approach|code|data|tool)s?\b",
    re.I,
)
_TRIED = re.compile(
    r"\b(?:put|putting|puts) (?:[\w'’-]+ ){0,4}?to (?:the|a) test\b"
    r"|\btr(?:y|ies|ied|ying) (?:out|(?:[\w-]+ ){1,4}?out)\b"
    r"|\b(?:pre-?)?(?:train|test|evaluat|validat|benchmark|segment|fine-?tun)(?:s|e|es|ed|ing)?\s+"
    r"(?:(?:their|its|or|and|a|the|an|something|anything)\s+)*(?:[\w-]+\s+)?(?:on|with|from)\b"
    r"|\b(?:is|are|was|were|get|gets|been|being|something they|what they)\s+(?:\w+ly\s+)?(?:trained|tested|evaluated"
    r"|segmented|examined|tried|used as|run)\b"
    r"|\bwork(?:s|ed|ing)? with\b|\breports?\s+[\w-]*(?:shot|results?)\b",
    re.I,
)
_TELLS_OF = re.compile(
    r"\b(?:surveys?|reviews?|reviewed|overviews?|literature|cover(?:s|ed|ing)?|discuss\w*|touch(?:es)?|mention\w*"
    r"|bring(?:s)? up|about|subject|topic)\b",
    re.I,
)
"""What surveys do, too."""


def asks_own_work(question: str) -> bool:
    """Whether a list question asks for what papers themselves make, use or try.

    >>> asks_own_work("Which models are tested on bees?"), asks_own_work("Which papers are about models of bees?")
    (True, False)
    """
    if _TELLS_OF.search(question):
        return False
    return bool(_ASKED_FOR.search(question) or _OWN.search(question) or _TRIED.search(question))
