"""Is a question in English? The papers are, and so is every word that they are searched by.

Told by its function words, the commonest words of each language, which no sentence of some length goes without.
"""

import re

_FUNCTION_WORDS = {
    "German": "der die das den dem und ist sind nicht wie was welche welcher welches wird werden für mit von auf "
    "ein eine "
    "gibt es zu bei im wieviele viele warum",
    "French": "le la les des du et est sont pas quel quelle quels quelles comment pourquoi avec pour dans sur une "
    "un qui que "
    "combien il y ces au aux",
    "Spanish": "el la los las del y es son no qué que cuál cuáles cómo cuántos cuántas por para con en una un se "
    "hay sobre "
    "al quién",
    "Italian": "il lo gli le del della e è sono non che quale quali come perché con per nel una un quanti quante ci "
    "su di",
    "Portuguese": "o os as do da dos das e é são não que qual quais como por para com em uma um quantos quantas há "
    "sobre",
    "Dutch": "de het een en is zijn niet wat welke hoe waarom met voor van op in hoeveel er worden wordt",
}
_ENGLISH = frozenset(
    "the of and is are was were what which how why who where when does do did in on for with to a an by from that it "
    "its any there many much papers paper use uses about list show me tell can has have not or as at".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 3
"""Function words of another language that a question must have, and more of them than English ones."""
_MOSTLY = 0.5


def foreign_language(question: str) -> str | None:
    """The language that a question is in, "another script" for letters that are not Latin; None for English.

    >>> foreign_language("Wie viele Bilder sind in dem Datensatz?")
    'German'
    """
    letters = [c for c in question if c.isalpha()]
    if letters and sum(ord(c) > 0x24F for c in letters) > _MOSTLY * len(letters):
        return "another script"
    asked = [word.lower() for word in _WORD.findall(question)]
    english = sum(word in _ENGLISH for word in asked)
    best, most = None, _LEAST - 1
    for language, listed in _FUNCTION_WORDS.items():
        held = set(listed.split())
        found = sum(word in held and word not in _ENGLISH for word in asked)
        if found > most and found > english:
            best, most = language, found
    return best
