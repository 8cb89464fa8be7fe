"""Is a question in English? The papers are, and so is every word that they are searched by.

Told by its function words, the commonest words of each language, which no sentence of some length goes without, and in
short questions by the word that asks.
"""

import re

_FUNCTION_WORDS = {
    "German": "der die das den dem und ist sind nicht wie was welche welcher welches wird werden für mit von auf ein "
    "eine einen gibt es zu bei im viele wo hat haben kann kannst man ich du mir über oder auch bitte macht geht "
    "heißt bedeutet dient nutzt verwendet funktioniert",
    "French": "le la les des du et est sont pas comment avec pour dans sur une un qui que il y ces ce cette au aux à a "
    "qu c d l s elle fait peut ont je tu moi ou sert utilise fonctionne",
    "Spanish": "el la los las del de y es son no que por para con en una un se hay sobre al a tiene tienen usa utiliza "
    "su o me puede sirve hace funciona",
    "Italian": "il lo gli le del della di e è sono non che cos come con per nel una un ci su a ha hanno usa sul sulla "
    "chi o mi può serve fa funziona",
    "Portuguese": "o os a as do da de dos das e é são não que por como para com em uma um há sobre tem têm usa ou me "
    "pode serve faz funciona",
    "Dutch": "de het een en is zijn niet hoe met voor van op in er worden wordt heeft hebben kan ik je of over dit "
    "werkt doet gebruikt",
}
_ASKING = {
    "German": "wer wen wem wie wann warum wieso weshalb wozu wofür womit woher worum welche welcher welches welchen "
    "welchem wieviel wieviele",
    "French": "que quel quelle quels quelles combien pourquoi où qui quoi qu",
    "Spanish": "que qué cuál cuáles cuándo cuánto cuántos cuánta cuántas cómo dónde quién quiénes",
    "Italian": "cosa cos qual quale quali quanto quanti quanta quante perché",
    "Portuguese": "que qual quais quantos quantas quanto quem onde como",
    "Dutch": "wat welke welk hoeveel waarom waar wanneer wie",
}
"""Words that ask and that English does not have. Each counts for two where it opens a question."""
_OPENING = 2
"""Words of which one may open it: "und wie", "para qué"."""
_ENGLISH = frozenset(
    "the of and is are was were what which how why who where when does do did in on for with to a an by from that it "
    "its any there many much papers paper use uses about list show me tell can has have not or as at".split()
)
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"\w*\w[A-Z]|\w*\d")
"""Written like a system's name, which is of no language."""
_LEAST, _LEAST_ALONE = 3, 2
"""Function words of another language that a question must have, more of them than English ones; and where a word that
asks opens it, or nothing else stands in it.
"""
_CITED = re.compile(r"\bet al\b")
_MOSTLY = 0.5


def foreign_language(question: str) -> str | None:
    """The language that a question is in, "another script" for letters that are not Latin; None for English.

    >>> foreign_language("Wie viele Bilder sind in dem Datensatz?")
    'German'
    >>> foreign_language("Qu'est-ce que VoCo ?")
    'French'
    """
    letters = [c for c in question if c.isalpha()]
    if letters and sum(ord(c) > 0x24F for c in letters) > _MOSTLY * len(letters):
        return "another script"
    tokens = re.findall(r"\w+", _CITED.sub(" ", question))
    written = [word for token in tokens if not _NAME.match(token) for word in _WORD.findall(token)]
    asked = [word.lower() for word in written]
    small = [word for place, word in enumerate(asked) if not place or written[place].islower()]
    best, most = None, 0
    for language, function_words in _FUNCTION_WORDS.items():
        asking = frozenset(_ASKING[language].split())
        held = asking.union(function_words.split())
        opens = any(word in asking for word in asked[:_OPENING])
        found = opens + sum(word in held and word not in _ENGLISH for word in asked)
        # What both languages have ("was", "is") is English in an English sentence alone.
        english = sum(word in _ENGLISH and word not in held for word in asked)
        shared = sum(word in _ENGLISH and word in held for word in asked) if not english else 0
        alone = not english and (opens or all(word in held for word in small))
        enough = found + shared >= (_LEAST_ALONE if alone else _LEAST)
        if enough and found > max(english, most):
            best, most = language, found
    return best
