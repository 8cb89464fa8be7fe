"""Clipped words of quick typing ("thru", "w/o", "b4") written out, as they are looked up and searched for in full."""

import re
from functools import lru_cache

_IN_FULL = {
    "thru": "through",
    "tho": "though",
    "altho": "although",
    "wat": "what",
    "wut": "what",
    "wich": "which",
    "wen": "when",
    "wth": "with",
    "w/": "with",
    "w/o": "without",
    "wo/": "without",
    "b/c": "because",
    "b/w": "between",
    "btw": "by the way",
    "btwn": "between",
    "b4": "before",
    "abt": "about",
    "ppl": "people",
    "pls": "please",
    "plz": "please",
    "plse": "please",
    "thx": "thanks",
    "thnx": "thanks",
    "cuz": "because",
    "coz": "because",
    "bcs": "because",
    "becos": "because",
    "becuz": "because",
    "u": "you",
    "ur": "your",
    "r": "are",
    "im": "i am",
    "ive": "i have",
    "dunno": "do not know",
    "wanna": "want to",
    "gonna": "going to",
    "gotta": "have to",
    "lemme": "let me",
    "gimme": "give me",
    "kinda": "kind of",
    "sorta": "sort of",
    "lotta": "lot of",
    "outta": "out of",
    "hv": "have",
    "hav": "have",
    "dont": "do not",
    "doesnt": "does not",
    "didnt": "did not",
    "isnt": "is not",
    "wasnt": "was not",
    "cant": "cannot",
    "wont": "will not",
    "evry": "every",
    "evrything": "everything",
    "evrywhere": "everywhere",
    "nite": "night",
    "lite": "light",
    "vids": "videos",
    "vid": "video",
    "pix": "pictures",
    "grafs": "graphs",
    "govt": "government",
    "dept": "department",
    "approx": "approximately",
    "info": "information",
    "avg": "average",
    "diff": "different",
    "tmrw": "tomorrow",
    "yrs": "years",
    "hrs": "hours",
    "mins": "minutes",
    "msg": "message",
    "smth": "something",
    "sth": "something",
    "sb": "somebody",
    "sbdy": "somebody",
    "smb": "somebody",
}
"""General English; nothing that may be a term ("op", "gen", "bc" of breast cancer)."""
_ALONE = frozenset({"r", "u", "sb", "diff", "lite", "smb", "nite", "im", "wen", "wont", "cant"})
"""Those that are read so only beside another clipped word: "r u", but "R" and "diff" are names, too."""


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    longest = sorted(_IN_FULL, key=len, reverse=True)
    return re.compile(rf"(?<![\w/.'’-])(?:{'|'.join(map(re.escape, longest))})(?![\w/'’-]|\.\w)", re.I)


def in_full(question: str) -> str:
    """A question with its clipped words written out; words with capitals inside stay ("VID", "R").

    >>> in_full("pls tell me abt reports w/ findings")
    'please tell me about reports with findings'
    """
    sloppy = any(match[0].lower() not in _ALONE and _is_plain(match[0]) for match in _pattern().finditer(question))

    def written(match: re.Match[str]) -> str:
        short = match[0]
        if not _is_plain(short) or (short.lower() in _ALONE and not sloppy):
            return short
        full = _IN_FULL[short.lower()]
        return full.capitalize() if short[0].isupper() else full

    return _pattern().sub(written, question)


def _is_plain(word: str) -> bool:
    """Whether a word is written in small letters, but for the first."""
    return not any(map(str.isupper, word[1:])) and (len(word) > 1 or word.islower())
