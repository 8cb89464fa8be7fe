"""Does the corpus answer, and if not, what is missing? Decided from the ranking and the words, without a model.

In turn: a request for medical advice; a name that no abstract has; a question about something else altogether; and,
where one paper is named, a link or a usual detail that it does not give, a premise that it contradicts, or a word
that it does not mention. The last are words that are special in English and that the abstract has neither as they
are nor in other words (by cosine of single words).
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from rag.details import missing_detail
from rag.direction import direction, direction_about
from rag.embeddings import Vectors, embed_texts
from rag.english import rarity
from rag.index import Index
from rag.names import Names
from rag.retrieve import Ranking
from rag.spelling import Speller
from rag.types import Kind, Paper
from rag.words import STOPWORDS, stem, words

_SCORE = 0.14
"""Best paper's score under which a question is about something else, however it is worded."""
_COSINE, _COVERAGE = 0.33, 0.09
"""Below both, the best paper has neither the question's meaning nor its words."""
_MISSING = 0.52
"""How special and how unlike the abstract's words a word must be to count as a missing detail."""
_MOST_MISSING = 4
_UNLIKE, _ALIKE = 0.35, 0.65
"""Cosines of single words: no relation up to the first, another word for it from the second."""

_ASKS_LINK = re.compile(
    r"\b(?:code|codes|github|repo|repository|source code|url|download\w*|website|project page)\b", re.I
)
_OFFERS = re.compile(
    r"\b(?:available|release[ds]?|publicly|open[- ]source\w*|code|codes|github|download\w*|access)\b", re.I
)
_ASKS_CODE = re.compile(r"\b(?:code|codes|github|repo|repository)\b", re.I)
_OFFERS_CODE = re.compile(
    r"\b(?:code|codes|github|open[- ]source\w*|repository|implementation|toolbox|scripts?)\b", re.I
)
_PRESUMES = re.compile(
    r"^\W*(?:why|how (?:come|did|does|do|was|were|is|are)|what (?:made|makes|explains|caused|causes|allows|"
    r"allowed|lets))\b",
    re.I,
)
_PREMISE_SENTENCES = 3
"""Best passages of the named paper in which a premise is looked up."""
_COMMON_SHARE = 0.12
"""A word that this share of the papers has is a common word of the field, not a special one."""
_FRAMING = frozenset(
    "cope copes tackle tackles manage manages click trick idea gist point main obtain obtained".split()
)
# Words that frame a question although general English has them less often than most.

_CODED_NAME = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]|[A-Za-z]\d|[A-Z][\w]*-[A-Z]")
_PERSON = re.compile(
    r"\b(?:i(?!\.)|i'm|i've|me|my (?!question|paper|thesis|work|model|data|project|research|code|student)\w+|mine|"
    r"myself|(?:my|our) (?:patient|son|daughter|baby|child))\b",
    re.I,
)
_TECHNOLOGY = re.compile(
    r"\b(?:computers?|ai|artificial intelligence|machines?|models?|networks?|algorithms?|software|programs?|"
    r"programme|tools?|systems?|"
    r"methods?|apps?|chatbots?|assistants?|robots?|deep learning|papers?|stud(?:y|ies)|research|datasets?|"
    r"anything|something|"
    r"anybody|there (?:a|an|any) way|automat\w+|data|code|gpus?|train\w*|download\w*|abstracts?|authors?|"
    r"literature|benchmarks?|annotat\w+)\b",
    re.I,
)
_HEALTH = re.compile(
    r"\b(?:cancer\w*|tumou?r\w*|pains?|hurts?|aches?|headaches?|symptoms?|dos(?:e|es|age)|drugs?|medic(?:ation|"
    r"ine|ines)s?|pills?|tablets?|mg|ibuprofen|paracetamol|aspirin|antibiotics?|steroids?"
    r"|prescri\w+|injections?|chemo\w*|radiotherapy|surgery|operation|operated|thrombolysis|therapy|treat(?:ed|"
    r"ment)|second opinion|diagnos\w+|biopsy|lesions?|nodules?|shadow|lump|swelling|fever|cough\w*|bleed\w*"
    r"|stroke|fracture\w*|arthritis|osteoarthritis|pneumonia|diabetes|infection|pregnan\w+|allerg\w+|dying|die|"
    r"survive|cure|sick|worried|worry|healthy?|unwell|numb\w*|dizz\w*|tired|weight|vaccin\w+|vitamins?|smok\w+|"
    r"blood|heart|lungs?|"
    r"chest|brain|liver|kidneys?|breasts?|skin|mole|moles|eyes?|knees?|hips?|back|neck|head|stomach|bowel|"
    r"prostate|spine|bones?|teeth|"
    r"scans?|x-?rays?|mri|ct|ultrasound|mammogram|doctors?|surgeon|hospital|gp|nurse)\b",
    re.I,
)
_HARM = re.compile(
    r"\b(?:is|are|was) (?:it|this|that|these|an?|the|my) .{0,60}\b(?:dangerous|serious|fatal|deadly|curable|"
    r"contagious|cancerous|malignant|"
    r"worrying|life-threatening|safe)\b|\b(?:what|which) (?:dose|dosage)\b|\bhow (?:do|should) (?:you|i|we) treat\b",
    re.I,
)
_VERBAL = re.compile(r"(?:ed|ing|est|ly|ier)$")
# Endings of words that say how a thing is asked rather than what: "mined", "surprising", "cheaper".


def find_gap(
    index: Index, ranking: Ranking, names: Names, speller: Speller, question: str, kind: Kind = "fact"
) -> str | None:
    """The sentence that says what keeps the corpus from answering this question as asked, or None when it can.

    A list finds out for itself that no paper matches: for it only advice and unknown names count.
    """
    if _asks_advice(question):
        return (
            "The abstracts do not say: they report research and cannot give advice on a person's health; "
            "please ask a doctor."
        )
    best = ranking.best_papers(1)[0]
    cosine = float(np.nanmax(ranking.paper_cosines)) if ranking.vector is not None else 1.0
    coverage = float(ranking.coverage[best])
    mentions = names.mentions(question)
    unknown = _unknown_name(question, index, speller, {m.name for m in mentions})
    if unknown:
        return f"The abstracts do not say: none of them mentions “{unknown}”."
    if kind in ("list", "count"):
        return None
    if not mentions and ranking.mode != "bm25":
        lost = cosine < _COSINE and (coverage < _COVERAGE or ranking.mode == "dense")
        if lost or (ranking.mode == "hybrid" and float(ranking.papers[best]) < _SCORE):
            return "The abstracts do not say: none of them is about this."
    if ranking.mode == "bm25" and not mentions and coverage < _COVERAGE:
        return "The abstracts do not say: none of them is about this."
    if kind == "compare":
        return None
    about = list(dict.fromkeys(m.papers[0] for m in mentions))
    if len(about) == 1 and (best in mentions[0].papers or best == about[0]):
        paper = index.papers[best]
        named = names.of(best) or f"“{paper.title}”"
        offers = _OFFERS_CODE if _ASKS_CODE.search(question) else _OFFERS
        if _ASKS_LINK.search(question) and not paper.links and not offers.search(paper.abstract):
            return (
                f"The abstracts do not say: the abstract of {named} gives no link "
                "and does not speak of code or data to download."
            )
        detail = missing_detail(question, paper)
        if detail:
            return f"The abstracts do not say: the abstract of {named} does not give {detail}."
        contrary = _contrary(question, index, ranking, best)
        if contrary:
            return f"The abstracts do not say so; the abstract of {named} says otherwise: “{contrary}”"
        missing = _missing_words(question, index, best, names)
        if missing:
            quoted = ", ".join(f"“{word}”" for word in missing)
            return f"The abstracts do not say: the abstract of {named} does not mention {quoted}."
    return None


def _asks_advice(question: str) -> bool:
    """Whether a person asks about their own or a patient's health rather than about research."""
    if _TECHNOLOGY.search(question) or not _HEALTH.search(question):
        return False
    return bool(_PERSON.search(question) or _HARM.search(question))


def _contrary(question: str, index: Index, ranking: Ranking, number: int) -> str | None:
    """The sentence that says the opposite of what a "why" or "how did" question takes for granted."""
    premise = _PRESUMES.match(question)
    asked = direction(question) if premise else None
    if asked is None:
        return None
    for row in sorted(index.rows(number), key=lambda r: -float(ranking.own[r]))[:_PREMISE_SENTENCES]:
        start, end = index.span(row)
        sentence = index.papers[number].abstract[start:end]
        said = direction_about(sentence, question)
        if said:
            return sentence if said != asked else None
    return None


def _unknown_name(question: str, index: Index, speller: Speller, known: set[str]) -> str | None:
    """A word written like a system's name that no paper has."""
    for match in re.finditer(r"[^\W_]+(?:-[^\W_]+)*", question):
        token = match[0]
        low = token.lower()
        if len(token) < 4 or token in known or not _CODED_NAME.search(token) or token.upper() == token:
            continue
        if _ASKS_LINK.fullmatch(token):  # "GitHub"
            continue
        parts = [part for part in re.split(r"[-]", low) if part]
        if low in speller or all(part in speller for part in parts):
            continue
        if any(low in name.lower() for name in known) or _within(low, index):
            continue
        return token
    return None


def _within(low: str, index: Index) -> bool:
    """Whether some paper has the name spelt with other joints, or with an ending ("Med Gemini", "GPT-4Vs")."""
    bare = re.sub(r"[^a-z0-9]", "", low).removesuffix("s")
    return any(bare in _bare(paper) for paper in index.papers)


@lru_cache(maxsize=4096)
def _bare(paper: Paper) -> str:
    return re.sub(r"[^a-z0-9]", "", f"{paper.title} {paper.abstract}".lower())


def _missing_words(question: str, index: Index, number: int, names: Names) -> list[str]:
    paper = index.papers[number]
    for mention in reversed(names.mentions(question)):
        question = f"{question[: mention.start]} {question[mention.end :]}"
    here = _vocabulary(paper)
    stems = {stem(word) for word in here}
    candidates = []
    for word in dict.fromkeys(words(question)):
        word = word.removesuffix("'s").removesuffix("’s")
        parts = [part for part in re.split(r"[-.'’]", word) if part]
        if word in STOPWORDS or word in _FRAMING or len(word) < 4 or "." in word or _VERBAL.search(word):
            continue
        if stem(word) in stems or all(stem(part) in stems or part in STOPWORDS for part in parts):
            continue
        if _share_having(index, word) > _COMMON_SHARE or _ASKS_LINK.fullmatch(word):
            continue
        if rarity(word) < _MISSING or _same_root(word, here):
            continue
        candidates.append(word)
    if not candidates:
        return []
    known = _word_vectors(index, number)
    alike = (embed_texts(index.embedder, candidates) @ known.T).max(axis=1)
    weights = [
        rarity(word) * max(0.0, 1 - max(0.0, float(cosine) - _UNLIKE) / (_ALIKE - _UNLIKE))
        for word, cosine in zip(candidates, alike, strict=True)
    ]
    missing = [word for word, weight in zip(candidates, weights, strict=True) if weight >= _MISSING]
    # So many strange words are a sloppy or roundabout question rather than details that the abstract leaves out.
    return missing if len(missing) <= _MOST_MISSING else []


def _share_having(index: Index, word: str) -> float:
    """The share of papers that have a word, from its inverse document frequency."""
    if stem(word) not in index.paper_bm25:
        return 0.0
    return float((index.paper_bm25.scores([stem(word)]) > 0).mean())


def _same_root(word: str, others: Sequence[str]) -> bool:
    """Whether another word begins alike and is of like length ("pancreas", "pancreatic")."""
    head = word[: max(4, len(word) - 3)]
    return any(other.startswith(head) and abs(len(other) - len(word)) <= 4 for other in others)


@lru_cache(maxsize=4096)
def _vocabulary(paper: Paper) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for word in words(f"{paper.title} {paper.abstract}"):
        for part in (word, *re.split(r"[-.'’]", word)):
            if len(part) > 2 and part not in STOPWORDS:
                found.setdefault(part)
    return tuple(found)


_VECTORS: dict[tuple[str, str, str], Vectors] = {}


def _word_vectors(index: Index, number: int) -> Vectors:
    paper = index.papers[number]
    key = (index.embedder.model_name, paper.id, paper.abstract)
    vectors = _VECTORS.get(key)
    if vectors is None:
        vectors = embed_texts(index.embedder, list(_vocabulary(paper)))
        if len(_VECTORS) >= 256:
            _VECTORS.clear()
        _VECTORS[key] = vectors
    # Not read back: another thread may just have cleared it.
    return vectors
