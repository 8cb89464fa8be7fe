"""Which of two opposite kinds a question takes a thing to be of, and a sentence with the other kind of the same thing.

"How many lateral views?" goes against "frontal-view images"; "whose private archive?" against "publicly available".
"""

import re
from collections.abc import Iterator, Sequence

from rag.premises.claims import claims
from rag.premises.granted import denied_before, presumes
from rag.premises.topic import as_said
from rag.premises.whose import OTHERS, OWN
from rag.wordings import any_word, pattern
from rag.words import STOPWORDS, terms

_KINDS = tuple(
    tuple(pattern(rf"(?<![\w-]){any_word(side)}(?![\w])") for side in pair)
    for pair in (
        ("frontal anteroposterior posteroanterior", "lateral"),
        (
            r"supervised fully-supervised",
            r"unsupervised self-supervised unlabel\w+ unannotated weakly-supervised weakly",
        ),
        (r"(?:un|non-?)paired", "paired"),
        (
            r"private in-house proprietary confidential internal",
            r"public publicly open-access open-source openly freely",
        ),
        ("adult adults grown-ups grown-up", r"pa?ediatric infants? newborns? neonat\w* child\w* f(?:o?e)tal"),
        ("2D two-dimensional planar", "3D three-dimensional volumetric"),
        ("retrospective retrospectively", "prospective prospectively"),
        ("synthetic synthesi[sz]ed artificial simulated fake", "real genuine actual"),
        ("invasive", "non-?invasive"),
        ("discriminative", "generative"),
        ("benign", "malignant"),
        ("acute", "chronic"),
        ("ischa?emic", "ha?emorrhagic"),
        ("axial", "sagittal", "coronal"),
        (r"central(?:is|iz)ed", r"decentral(?:is|iz)ed federated"),
        ("contrast-enhanced", "non-contrast unenhanced"),
        ("male men boys", "female women girls"),
        ("online", "offline"),
        ("left left-sided", "right right-sided"),
        ("mono-lingual monolingual", "bilingual multilingual"),
        ("intra-operative intraoperative", "pre-operative preoperative", "post-operative postoperative"),
    )
)
"""The words of each kind, side by side with those of its opposites."""
_SET_UP = (
    (
        pattern(
            r"\bboard-certified\b", r"\bonly (?:[\w-]+ )?(?:experts|specialists|radiologists|doctors|professionals)\b"
        ),
        pattern(
            r"\bcrowd-?sourc\w+\b", r"\bcrowd (?:annotators|workers)\b", r"\bcitizen\b|\bnon-experts?\b|\blay ?people\b"
        ),
    ),
    (pattern(r"\bgraphics cards?\b|\bGPUs?\b"), pattern(r"\bon (?:a|one|just) (?:single )?CPUs?\b|\bCPU-only\b")),
    (
        pattern(r"\bfrom scratch\b"),
        pattern(
            r"\b(?:adapt|fine-?tun|start|initiali[sz]|build|built|extend|leverag|tun)\w*\s(?:[\w-]+\s){0,4}?"
            r"(?:pre-?trained|existing)\b(?!.*\bfrom scratch\b)"
        ),
    ),
)
"""What a work is taken to be made or run with, and what says that it is not."""
_HEAD = 3
"""Words behind a kind among which stands the thing that is of it."""
_END = pattern(
    r"[,.;:?!()]", rf"\b{any_word('of in on for with to from by at and or that which is are was were as')}\b"
)


def opposite_kind(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence with the opposite kind of what a question takes for granted, or None where an abstract speaks of
    the question's kind at all.
    """
    stated = [question] if presumes(question) else [claim.text for claim in claims(question)]
    for text in stated:
        for kinds in _KINDS:
            asked = [bool(kind.search(question)) for kind in kinds]
            if sum(asked) == 1 and not any(kinds[asked.index(True)].search(sentence) for sentence in sentences):
                contrary = _of_the_same(text, kinds[asked.index(True)], kinds, sentences)
                if contrary:
                    return contrary
        for taken, otherwise in _SET_UP:
            said = taken.search(text)
            if (
                said
                and not denied_before(text, said.start())
                and not any(taken.search(sentence) for sentence in sentences)
            ):
                contrary = next((s for s in sentences if otherwise.search(s) and _may_be_own(s)), None)
                if contrary:
                    return contrary
    return None


def _of_the_same(
    text: str, kind: re.Pattern[str], kinds: Sequence[re.Pattern[str]], sentences: Sequence[str]
) -> str | None:
    things = {other for thing in _things(text, kind) for other in as_said(thing)}
    for sentence in sentences if things else ():
        if _may_be_own(sentence) and any(things & set(_things(sentence, k)) for k in kinds if k is not kind):
            return sentence
    return None


def _things(text: str, kind: re.Pattern[str]) -> Iterator[str]:
    """The terms of what stands behind the words of a kind, as far as its phrase goes."""
    for match in kind.finditer(text):
        if denied_before(text, match.start()):
            continue
        phrase = _END.split(text[match.end() :], maxsplit=1)[0]
        yield from terms(" ".join(word for word in phrase.replace("-", " ").split()[:_HEAD] if word not in STOPWORDS))


def _may_be_own(sentence: str) -> bool:
    return bool(OWN.search(sentence)) or not OTHERS.search(sentence)
