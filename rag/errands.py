"""Does a request want something made or done that no paper tells: a poem, a program, a translation, a purchase?

Answers here are what the papers say. Such a request is told so, instead of answered with sentences that share its
words. General usage of English; what asks for papers, a summary, a list, a table or a comparison is no errand.
"""

from rag.wordings import any_word, pattern

_BEGS = (
    r"^\W*(?:(?:hi|hello|hey|ok|okay|so|and|now|please|just|then|instead)\b\W*)*"
    r"(?:(?:can|could|would|will) you (?:please )?|i (?:want|need|would like|['’]d like) you to |"
    r"(?:[^.?!,;]{3,60}(?:[.!,;]|\band\b)\s*(?:now |then |instead )?)?(?:please )?)"
)
_MADE = any_word(
    """
    poems? haikus? limericks? stor(?:y|ies) songs? lyrics jokes? riddles? essays? novels? speech(?:es)? tweets? code
    e-?mails? letters? cv resume resumé homework blogs? scripts? functions? programs? websites? apps? regex(?:es)?
    logos? drawings? paintings?
    """,
    "(?:blog|linkedin) posts?",
    "(?:picture|image|photo|drawing)s? of",
)
_MAKE = pattern(
    rf"{_BEGS}(?:write|compose|draft|draw|paint|sing|generate|create|make)\s(?:me |us )?"
    rf"(?:(?:an?|some|the|my|up|another)\s)*(?:(?!papers?\b|abstracts?\b)[\w-]+\s){{0,2}}?{_MADE}\b",
    rf"{_BEGS}(?:tell|give|sing)\s(?:me |us )?(?:an?|another|some)\s(?:[\w-]+\s)?"
    rf"{any_word('poems? haikus? limericks? stor(?:y|ies) songs? jokes? riddles? recipes?')}\b",
)
"""Asks for a piece of writing, a program or a picture."""
_DO = pattern(rf"{_BEGS}(?:implement|debug|refactor|translate|role-?play|pretend|act as)\s")
_LANGUAGE = pattern(r"^\W*translate\b[^?]{0,160}\b(?:in|into|to) (?-i:[A-Z][a-z]+)\b")
_BUY = pattern(
    r"\bshould (?:i|we) (?:buy|purchase|sell|invest)\b",
    rf"{_BEGS}(?:recommend|suggest)\s(?:me |us )?(?:(?:an?|some|the|any)\s)?(?:[\w-]+\s){{0,3}}?"
    + any_word(
        """
        laptops? computers? pcs? phones? cameras? restaurants? hotels? movies? films? cars? holidays? gifts? songs?
        recipes? games? doctors? surgeons? lawyers? presents?
        """,
        "graphics cards?",
    )
    + r"\b",
)
_OF_TOOL = pattern(
    r"^\W*(?:please )?(?:print|show|reveal|repeat|tell|give|output|what(?:['’]s| is| are))\s(?:me )?(?:the |all )?your "
    r"(?:own |hidden |exact |full )?(?:system |initial )?(?:prompts?|instructions?|rules|password)\b",
    r"^\W*(?:please )?(?:delete|erase|drop|wipe|destroy)\s(?:[\w-]+\s){1,4}?(?:index|corpus|database|papers|files|"
    r"records)\b",
    r"^\W*(?:please )?(?:forget|ignore|disregard)\s(?:about )?(?:(?:all|the|your|these|any|previous|prior|above|"
    r"earlier|of)\s)+(?:papers|abstracts|corpus|instructions?|rules|prompts?)\b",
)
_FORETELLS = pattern(r"\bwill\b[^?]*\b(?:next (?:year|month|week|decade)|tomorrow)\b")
_ASKS_ON = pattern(r"[.!:;]\s+[^.!:;]*\b(?:which|what|how|why|who|where|is|are|does|do|did|can)\b[^.!:;]*\?\s*$")
"""Goes on to a question."""


def is_errand(question: str) -> bool:
    """Whether a request wants something made or done rather than told.

    >>> is_errand("Write me a poem about rain."), is_errand("Write a summary of the paper on rain.")
    (True, False)
    """
    wanted = (_MAKE, _DO, _LANGUAGE, _BUY, _OF_TOOL, _FORETELLS)
    return not _ASKS_ON.search(question) and any(words.search(question) for words in wanted)
