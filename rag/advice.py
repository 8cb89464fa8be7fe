"""Does a person ask about their own or a patient's health? Abstracts report research; they advise nobody.

By words that say so, and, where the question has a vector of the local embedder, by how it sounds: weights learned
from made-up questions (`eval.advice`), which find three times as many of those that nobody here had read.
"""

import re
from functools import lru_cache
from importlib import resources

import numpy as np

from rag.attributes import attributes, section_of
from rag.embeddings import Vectors

_PERSON = re.compile(
    r"\b(?:i(?!\.)|i'm|i've|me|my (?!question|paper|thesis|work|model|data|project|research|code|student|colleague|"
    r"boss|supervisor|professor|lab|team|class|journal)\w+|mine|"
    r"myself|(?:my|our) (?:patient|son|daughter|baby|child))\b",
    re.I,
)
_SAYS = re.compile(
    r"\b(?:i|we)(?:'ve|'m|'d| have| am| would)?\s+(?:\w+ly\s+)?(?:heard|hear|read|gather(?:ed)?|understand|understood|"
    r"think|thought|suspect\w*|wonder\w*|guess|believe|know|saw|seen|assume\w*|recall|remember|noticed|care|mean|"
    r"(?:like|love|want|need) to (?:know|see|read|learn|understand)|"
    r"(?:like|love|want|need) (?:all )?the (?:\w+ )?(?:numbers?|figures?|names?|details?|links?|values?|scores?)|"
    r"interested|looking|preparing|writing|working|"
    r"(?:work|teach|study|research) (?:with|on|in|at|as|for)|"
    r"curious)\b",
    re.I,
)
"""Tells where a question comes from: nobody's health."""
_TECHNOLOGY = re.compile(
    r"\b(?:computers?|ai|artificial intelligence|machines?|models?|networks?|algorithms?|software|programs?|"
    r"programme|tools?|systems?|(?:chat)?bots?|"
    r"methods?|apps?|chatbots?|assistants?|robots?|deep learning|papers?|stud(?:y|ies)|research|datasets?|"
    r"anything|something|(?:does|do|did|has|have|is|was) (?:some|any)(?:body|one)|"
    r"anybody|there (?:a|an|any) way|automat\w+|data|code|gpus?|train\w*|download\w*|abstracts?|authors?|"
    r"(?:pre-?|fine-?)train\w*|pretrained|fine-?tun\w*|imagenet|unlabell?ed|supervis\w+|"
    r"outlin\w+|segment\w*|contour\w*|delineat\w*|labell?(?:ing|ed)|(?:user|few|single|more|fewer|by|of) clicks?|mouse|"
    r"(?:guess|predict|forecast|foretold|foreseen|estimat|work|t[eo]l[dl]|read|judg)\w*\s+(?:\w+\s+){0,3}?from\s+"
    r"(?:\w+\s+){0,3}?(?:scans?|images?|x-?rays?|records?|files?|dna|genes?|pictures?|photos?|films?|notes?|data)|"
    r"literature|benchmarks?|annotat\w+|ways (?:of|to) (?:check|find|detect|spot|screen)\w*)\b",
    re.I,
)
_HEALTH = re.compile(
    r"\b(?:cancer\w*|tumou?r\w*|pains?|hurts?|aches?|headaches?|symptoms?|dos(?:e|es|age)|drugs?|medic(?:ation|"
    r"ine|ines)s?|pills?|tablets?|mg|ibuprofen|paracetamol|aspirin|antibiotics?|steroids?"
    r"|prescri\w+|injections?|chemo\w*|radiotherapy|surgery|operation|operated|thrombolysis|therapy|treat(?:ed|"
    r"ment)|second opinion|diagnos\w+|biopsy|lesions?|nodules?|shadow|lump|swelling|fever|cough\w*|bleed\w*"
    r"|stroke|fracture\w*|arthritis|osteoarthritis|pneumonia|diabetes|infection|pregnan\w+|allerg\w+|dying|die|"
    r"survive|cure|sick|healthy?|unwell|numb(?:ness)?|dizz\w*|tired|weight|vaccin\w+|vitamins?|smok\w+|"
    r"blood|heart|lungs?|"
    r"chest|brain|liver|kidneys?|breasts?|skin|mole|moles|eyes?|knees?|hips?|back|neck|head|stomach|bowel|"
    r"prostate|spine|bones?|teeth|scans?|x-?rays?|mri|ct|ultrasound|mammogram|doctors?|surgeon|hospital|gp|nurse)\b",
    re.I,
)
_HARM = re.compile(
    r"\b(?:is|are|was) (?:it|this|that|these|an?|the|my) .{0,60}\b(?:dangerous|serious|fatal|deadly|curable|"
    r"contagious|cancerous|malignant|"
    r"worrying|life-threatening|safe)\b|\b(?:what|which) (?:dose|dosage)\b|\bhow (?:do|should) (?:you|i|we) treat\b"
    r"|^\W*(?:is|are) (?:[\w-]+ ){1,4}(?:safe|dangerous|harmful|fatal|deadly|painful|curable)\W*$",
    re.I,
)


_ASKS = re.compile(
    r"\?|^\W*(?:what|which|who|how|when|where|why|is|are|do|does|did|can|could|should|will|would|must|may|has|have|had)\b"
    r"|\b(?:is|are|was|were|do|does|did|can|could|should|will|would|must|may) (?:it|this|that|there|he|she|they|we|you|"
    r"i|my|the|an?)\b",
    re.I,
)
"""Asks at all: "spotting tumors by heat" says what something does."""
_ASKS_LATER = re.compile(
    r"[,;.:–—-]\s*(?:(?:and|so|but|or)\s+)?(?:what|which|who|how|when|where|why|is|are|do|does|did|can|could|should|will|"
    r"would|must|may|has|have|any)\b|\bplease\b|\b(?:help|advi[cs]e|tell me|normal|worr\w+|ok(?:ay)?)\W*$",
    re.I,
)
"""Asks at its end, or begs."""
_GOES_ON = re.compile(r"[,;]|\b(?:and|then|so|before|after|while|until|till|instead)\b", re.I)
"""Tells of one act after the other, as a work does; an ailment is told at one go."""
_KIN = re.compile(
    r"\b(?:(?:grand)?(?:mum|mom|mother|dad|father|ma|pa)(?:my|dy)?|sister|brother|husband|wife|son|daughter|aunt|uncle|"
    r"we|our|us|you|your|im|he|she|his|her|him)\b",
    re.I,
)
"""Speaks of somebody, if not of whoever asks."""
_DESCRIBES = re.compile(r"^\W*\w{3,}ing\b", re.I)
"""Begins with what something does."""

_ACTS = re.compile(r"\b(?:should|shall|can|could|must|may|do|did|am|have)\s+(?:i|we|my)\b", re.I)


WEIGHTS = "advice.npy"
_SURELY = 1.0
"""Log-odds from which a question sounds like one for advice: of the held-back ones none of the others does. Between 0
and this its words decide; below, nothing in them makes it one.
"""
_BEYOND_DOUBT = 2.0
"""The same of a person's question that speaks of technology, too."""
_TECHNICAL = frozenset({"networks", "training", "hardware"})
"""Sections of the field's terms that no layman has for what ails him."""
_OF_NOBODY = 2.5
"""The same of what speaks of nobody, and fits a paper."""
_PLAINLY_ILL, _WITH_TECHNOLOGY = 2.5, 3.5
"""The same of what a person tells without asking anything, and that fits a paper; and where it speaks of technology."""


def asks_advice(question: str, *, of_papers: bool = False, vector: Vectors | None = None) -> bool:
    """Whether a person asks about their own or a patient's health rather than about research.

    With `of_papers`, it asks for papers: then "I'd like to know which …" says who asks, not about whom. `vector` is the
    question's, by the local embedder.
    """
    if of_papers and not _ACTS.search(question):
        return False
    if not _HEALTH.search(question) and not attributes(question, medical=True):
        return False
    person = bool(_PERSON.search(_SAYS.sub(" ", question)))
    sounds = 0.0 if vector is None else _sounds_like(vector)
    if _speaks_of_technology(question):  # "the AI says I have a nodule, do I need a biopsy?"
        return person and sounds >= _BEYOND_DOUBT
    if sounds < 0 or sounds >= _SURELY:
        only_describes = _DESCRIBES.search(question) and not (_ASKS.search(question) or _KIN.search(question))
        return sounds >= _SURELY and (person or not only_describes)
    return bool(_HEALTH.search(question) and (person or _HARM.search(question)))


def _speaks_of_technology(question: str) -> bool:
    """Whether a question speaks of a machine, of research, or in the field's terms for what is no medicine."""
    return bool(_TECHNOLOGY.search(question)) or any(
        section_of(attribute.word) in _TECHNICAL for attribute in attributes(question)
    )


def only_tells(question: str, vector: Vectors | None) -> bool:
    """Whether a person asks nothing, and does not plainly sound ill: "it outlines my liver and I nudge it" may describe
    a work as laymen do. `vector` is the question's, by the local embedder.
    """
    if vector is None or _ASKS.search(question) or _ASKS_LATER.search(question) or not _GOES_ON.search(question):
        return False
    return _sounds_like(vector) < (_WITH_TECHNOLOGY if _speaks_of_technology(question) else _PLAINLY_ILL)


def of_nobody(question: str, vector: Vectors | None) -> bool:
    """Whether a question speaks of nobody, and does not plainly sound ill: "could warm pictures find lumps?" may ask
    for research.
    """
    if vector is None or _PERSON.search(_SAYS.sub(" ", question)) or _KIN.search(question) or _HARM.search(question):
        return False
    return _sounds_like(vector) < _OF_NOBODY


def _sounds_like(vector: Vectors) -> float:
    weights = _weights()
    return float(vector @ weights[:-1] + weights[-1])


@lru_cache(maxsize=1)
def _weights() -> Vectors:
    with (resources.files("rag") / "data" / WEIGHTS).open("rb") as file:
        return np.asarray(np.load(file), np.float32)
