"""Text into index words: lower case, no stop words, stemmed; the same for papers, questions and checks.

A compound ("self-supervised", "gpt-4v") counts whole and in its parts, so that either spelling finds it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import Stemmer

_WORD = re.compile(r"[^\W_]+(?:[-.'’][^\W_]+)*")
_JOINT = re.compile(r"[-.'’]")

# Function words of English, and the words that frame a question rather than say what it is about.
STOPWORDS = frozenset(
    """
    a about above after again against all also although am among an and another any are aren't as at be because
    been before being below between both but by can can't cannot could couldn't did didn't do does doesn't doing
    don't down during each either else etc ever every few for from further get gets give given gives had hadn't
    has hasn't have haven't having he hence her here hers herself him himself his how however i if in instead
    into is isn't it it's its itself just let like lot make makes many may me might mine more most much must my
    myself neither no nor not now of off often on once one ones only onto or other others our ours ourselves out
    over own per please quite rather s same she should shouldn't since so some such t than that the their theirs
    them themselves then there thereby these they this those though through thus to too toward towards under
    until up upon us very via was wasn't we were weren't what when where whether which while who whom whose why
    will with within without won't would wouldn't yes yet you your yours yourself
    cant dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt havent hasnt whats thats im ive pls
    plz etc eg ie abstract abstracts anyone
    anything article articles author authors call called corpus describe described describes exist exists
    explain find kind kinds know list looking mention mentioned mentions name named names paper papers
    publication publications question say says show shows something sort sorts stated states studies study tell
    thing things try understand use used uses using want work works
    """.split()
)


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


def words(text: str) -> list[str]:
    """The words of a text in order, lower case, stop words included.

    >>> words("GPT-4V's multimodal use")
    ["gpt-4v's", 'multimodal', 'use']
    """
    return _WORD.findall(text.lower())


def terms(text: str) -> list[str]:
    """The index terms of a text in order: stems of its words and of the parts of compounds, without stop words.

    >>> terms("Which papers use self-supervised learning?")
    ['self-supervis', 'self', 'supervis', 'learn']
    """
    out = []
    for word in words(text):
        pieces = [word.removesuffix("'s").removesuffix("’s")]
        if _JOINT.search(pieces[0]):
            pieces += _JOINT.split(pieces[0])
        for piece in pieces:
            if piece in STOPWORDS or (len(piece) < 2 and not piece.isdigit()):
                continue
            out.append(stem(piece))
    return out


def stems(words: Iterable[str]) -> list[str]:
    """The stems of many lower-case words, in order; ten times as fast as one by one."""
    return list(map(str, _stemmer().stemWords(list(words))))


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one lower-case word (Snowball English)."""
    return str(_stemmer().stemWord(word))
