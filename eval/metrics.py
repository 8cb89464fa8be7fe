"""The measures: plain functions over ids, texts and numbers, each with its definition, range and source.

A measure that is not defined for its input (0/0) gives None and is left out of means.
"""

import math
import re
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Span = tuple[int, int]
"""Start and end offset in characters, end exclusive."""

_RESAMPLES = 2000
_EXACT, _FLIPS = 16, 10_000
# fmt: off
_NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)
# fmt: on
_COUNT_WORDS = {**{word: n for n, word in enumerate(_NUMBER_WORDS)}, "no": 0, "none": 0}
_NOT_IN_NUMBER = r"(?<!\d)(?<!\d[.,])"
_MARKER = re.compile(r"\[\d+(?:\s*,\s*\d+)*\]")
_COUNT = re.compile(r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d+)(?![\w-]|[.,]\d)|\b([a-z]+)\b", re.IGNORECASE)


# Ranking


def hit_at_k(ranking: Sequence[str], relevant: Collection[str], k: int) -> float:
    """1 when one of the first k ids is relevant, else 0 (success@k, as in trec_eval)."""
    return float(any(item in relevant for item in ranking[:k]))


def reciprocal_rank(ranking: Sequence[str], relevant: Collection[str]) -> float:
    """1 / rank of the first relevant id, 0 when none is ranked; 0 to 1. Its mean is MRR (Voorhees 1999)."""
    return next((1 / rank for rank, item in enumerate(ranking, 1) if item in relevant), 0.0)


def ndcg_at_k(ranking: Sequence[str], grades: Mapping[str, float], k: int) -> float | None:
    """Discounted gain of the first k ids over that of the best order; 0 to 1. None when nothing is relevant.

    Gain is the grade, discount log2(rank + 1) (Järvelin and Kekäläinen 2002), as in trec_eval and so in BEIR;
    grades of 0 and below gain nothing.
    """
    gains = [max(grades.get(item, 0.0), 0.0) for item in ranking[:k]]
    best = _dcg(sorted((max(grade, 0.0) for grade in grades.values()), reverse=True)[:k])
    return _dcg(gains) / best if best else None


def recall_at_k(ranking: Sequence[str], relevant: Collection[str], k: int) -> float | None:
    """Share of the relevant ids among the first k; 0 to 1. None when nothing is relevant."""
    wanted = set(relevant)
    return len(wanted & set(ranking[:k])) / len(wanted) if wanted else None


def _dcg(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(rank + 1) for rank, gain in enumerate(gains, 1))


# Sets of papers and their citations


def precision(found: Collection[str], gold: Collection[str], optional: Collection[str] = ()) -> float | None:
    """Share of the found ids that are gold; 0 to 1. Optional ids count neither way; None when nothing else is found."""
    counted = set(found) - (set(optional) - set(gold))
    return len(counted & set(gold)) / len(counted) if counted else None


def recall(found: Collection[str], gold: Collection[str]) -> float | None:
    """Share of the gold ids that are found; 0 to 1. None without gold ids."""
    return len(set(found) & set(gold)) / len(set(gold)) if gold else None


def f1(found: Collection[str], gold: Collection[str], optional: Collection[str] = ()) -> float:
    """Harmonic mean of precision and recall (van Rijsbergen 1979), 2 TP / (2 TP + FP + FN); 0 to 1.

    Optional ids count neither way. Finding nothing where nothing is gold is 1.
    """
    wanted = set(gold)
    counted = set(found) - (set(optional) - wanted)
    total = len(counted) + len(wanted)
    return 2 * len(counted & wanted) / total if total else 1.0


def citation_precision(cited: Collection[str], gold: Collection[str], optional: Collection[str] = ()) -> float | None:
    """Share of the cited papers that are right; 0 to 1.

    After citation precision in ALCE (Gao et al. 2023), with gold papers in place of its entailment model. Optional
    papers count neither way; None when no other is cited.
    """
    return precision(cited, gold, optional)


def citation_recall(cited: Collection[str], gold: Collection[str]) -> float | None:
    """Share of the gold papers that are cited; 0 to 1. After ALCE (Gao et al. 2023). None without gold."""
    return recall(cited, gold)


def sentence_citation_precision(
    sentences: Iterable[Collection[str]], gold: Collection[str], optional: Collection[str] = ()
) -> float | None:
    """Share of the cited sentences all of whose citations are right; 0 to 1.

    `sentences` gives the paper ids that each sentence cites. After ALCE (Gao et al. 2023), at the level of the
    sentence. A sentence that cites nothing, or optional papers only, is left out; None when all are.
    """
    shares = [share for cited in sentences if (share := precision(cited, gold, optional)) is not None]
    return sum(share == 1.0 for share in shares) / len(shares) if shares else None


def first_citation(cited: Sequence[str], gold: Collection[str], optional: Collection[str] = ()) -> float:
    """1 when the first cited paper is gold or optional, else 0 (0 too when nothing is cited)."""
    return float(bool(cited) and (cited[0] in gold or cited[0] in optional))


# Sentences and what they cite


def sentence_support(supports: Iterable[str | None]) -> float | None:
    """Share of the sentences that claim something which are fully supported; 0 to 1.

    `supports` gives each sentence's judgement, None for one that claims nothing. None when none claims anything.
    """
    judged = [support for support in supports if support is not None]
    return sum(support == "supported" for support in judged) / len(judged) if judged else None


Entails = Callable[[str, Sequence[str]], bool]
"""Whether the cited texts, by id, together entail a sentence."""


def alce_recall(sentences: Iterable[tuple[str, Sequence[str]]], entails: Entails) -> float | None:
    """Citation recall of ALCE (Gao et al. 2023): share of the sentences that their citations, taken together, entail.

    0 to 1. Each item is a sentence and the ids that it cites; one that cites nothing counts as not entailed. None
    without sentences.
    """
    good = [bool(cited) and entails(text, cited) for text, cited in sentences]
    return sum(good) / len(good) if good else None


def alce_precision(sentences: Iterable[tuple[str, Sequence[str]]], entails: Entails) -> float | None:
    """Citation precision of ALCE (Gao et al. 2023): share of the citations that are of use; 0 to 1.

    A citation is of use when its sentence has a recall of 1 and it is not irrelevant; it is irrelevant when it does
    not entail the sentence alone and the others do without it. None without citations.
    """
    useful: list[bool] = []
    for text, cited in sentences:
        if not cited or not entails(text, cited):
            useful += [False] * len(cited)
            continue
        for one in cited:
            others = [other for other in cited if other != one]
            useful.append(not others or entails(text, [one]) or not entails(text, others))
    return sum(useful) / len(useful) if useful else None


# Words


def quote_verbatim_rate(quotes: Iterable[tuple[str, str, Span]]) -> float | None:
    """Share of quotes that are their abstract's own characters; 0 to 1. None without quotes.

    Each item is (quote, abstract, offsets): the slice at the offsets must be the quote, letter by letter.
    """
    good = [bool(quote) and abstract[start:end] == quote for quote, abstract, (start, end) in quotes]
    return sum(good) / len(good) if good else None


def evidence_hit(quoted: Mapping[str, Iterable[Span]], gold: Mapping[str, Iterable[Span]]) -> float | None:
    """Share of the gold papers where a quote overlaps a gold evidence sentence; 0 to 1. None without gold evidence.

    Both map a paper's id to offsets in its abstract; one shared character is an overlap.
    """
    if not gold:
        return None
    hits = 0
    for paper, wanted in gold.items():
        spans = list(quoted.get(paper, ()))
        hits += any(start < stop and begin < end for begin, stop in wanted for start, end in spans)
    return hits / len(gold)


def fold(text: str) -> str:
    r"""Text as key facts are compared: lower case, each run of whitespace one space, `\%` as `%`."""
    return " ".join(text.replace("\\%", "%").casefold().split())


def key_facts_found(text: str, facts: Sequence[Sequence[str]]) -> float | None:
    """Share of the facts of which one alternative occurs in the text, both folded; 0 to 1. None without facts."""
    if not facts:
        return None
    return sum(fact_found(text, alternatives) for alternatives in facts) / len(facts)


def fact_found(text: str, alternatives: Sequence[str]) -> bool:
    """Whether one of the spellings occurs in the text, both folded.

    A spelling that begins with a digit must not begin inside a number: "0.5" is not in "10.5".
    """
    folded = fold(text)
    spellings = [fold(spelling) for spelling in alternatives]
    return any(
        re.search((_NOT_IN_NUMBER if spelling[0].isdigit() else "") + re.escape(spelling), folded)
        for spelling in spellings
    )


# Counts


def stated_count(text: str) -> int | None:
    """The first number that a text states, in digits or as a word up to twenty ("no" and "none" are 0).

    Markers such as [3], decimals and numbers inside names ("T2w", "COVID-19") are passed over. None without one.
    """
    for digits, word in _COUNT.findall(_MARKER.sub(" ", text)):
        if digits:
            return int(digits.replace(",", ""))
        if word.lower() in _COUNT_WORDS:
            return _COUNT_WORDS[word.lower()]
    return None


def count_error(stated: int, count: int, optional: int = 0) -> int:
    """Distance of a stated count from the nearest right one, count to count + optional papers; 0 and up."""
    return max(count - stated, stated - (count + optional), 0)


# Abstaining


def abstention(outcomes: Iterable[tuple[bool, bool]]) -> dict[str, list[float]]:
    """Three rates from pairs (should abstain, did abstain), each as the cases that it is the mean of; 0 to 1.

    - `abstention_precision`: of the questions it abstained on, the share that cannot be answered
    - `abstention_recall`: of the questions that cannot be answered, the share it abstained on
    - `false_refusal`: of the questions that can be answered, the share it abstained on
    """
    pairs = list(outcomes)
    return {
        "abstention_precision": [float(should) for should, did in pairs if did],
        "abstention_recall": [float(did) for should, did in pairs if should],
        "false_refusal": [float(did) for should, did in pairs if not should],
    }


def risk_coverage(answers: Iterable[tuple[float, bool]], asked: int) -> list[tuple[float, float]]:
    """The risk–coverage curve (El-Yaniv and Wiener 2010): points (coverage, risk), both 0 to 1, coverage rising.

    `answers` gives the confidence of each answer and whether it is wrong; `asked` is how many questions were asked,
    those abstained on included. When only answers of at least some confidence are given, coverage is the share of
    the questions that get one, risk the share of these that are wrong. Answers of equal confidence come in together.
    """
    confidence, wrong = _by_confidence(answers)
    if not len(wrong):
        return []
    ends = _tie_ends(confidence)
    given = ends + 1
    risks = np.cumsum(wrong)[ends] / given
    return [(float(n / asked), float(risk)) for n, risk in zip(given, risks, strict=True)]


def aurc(answers: Iterable[tuple[float, bool]]) -> float | None:
    """Area under the risk–coverage curve (Geifman, Uziel and El-Yaniv 2019): mean of the risk over all answers, each
    taken as the least confident one that is given; 0 to 1, lower is better. None without answers.
    """
    confidence, wrong = _by_confidence(answers)
    if not len(wrong):
        return None
    ends = _tie_ends(confidence)
    risks = np.cumsum(wrong)[ends] / (ends + 1)
    return float(np.repeat(risks, np.diff(ends, prepend=-1)).mean())


def _by_confidence(answers: Iterable[tuple[float, bool]]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    pairs = np.asarray(list(answers), np.float64).reshape(-1, 2)
    order = np.argsort(-pairs[:, 0], kind="stable")
    return pairs[order, 0], pairs[order, 1]


def _tie_ends(sorted_values: NDArray[np.float64]) -> NDArray[np.intp]:
    """The place of the last item of each run of equal values."""
    return np.append(np.flatnonzero(np.diff(sorted_values)), len(sorted_values) - 1)


# Scores


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """Area under the ROC curve: the chance that a positive scores above a negative, a tie counting half; 0 to 1.

    By ranks (Hanley and McNeil 1982): (R - p (p + 1) / 2) / (p n), R the sum of the positives' mean ranks. None
    without positives or without negatives.
    """
    p, n = len(positive), len(negative)
    if not p or not n:
        return None
    _, places, counts = np.unique(
        np.asarray([*positive, *negative], np.float64), return_inverse=True, return_counts=True
    )
    ranks = np.cumsum(counts) - (counts - 1) / 2
    return float((ranks[places[:p]].sum() - p * (p + 1) / 2) / (p * n))


# Numbers


def mean(values: Collection[float]) -> float | None:
    """Arithmetic mean; None without values."""
    return sum(values) / len(values) if values else None


def percentile(values: Collection[float], q: float) -> float:
    """The value that q percent (0 to 100) do not exceed, interpolated linearly between neighbours (numpy's default).

    Raises ValueError without values.
    """
    if not values:
        raise ValueError("no values to take a percentile of; give at least one")
    return float(np.percentile(np.asarray(list(values), dtype=np.float64), q))


def bootstrap_interval(
    values: Collection[float], level: float = 0.95, *, clusters: Sequence[Hashable] | None = None, seed: int = 0
) -> tuple[float, float]:
    """Confidence interval of the mean: percentile bootstrap (Efron 1979), 2000 resamples, seeded.

    `clusters` names for each value what it belongs to, such as its conversation: then whole clusters are drawn, since
    values of one are not independent (cluster bootstrap, Davison and Hinkley 1997, section 3.8). Raises ValueError
    without values.
    """
    if not values:
        raise ValueError("no values to resample; give at least one")
    data = np.asarray(list(values), dtype=np.float64)
    owners = np.arange(len(data)) if clusters is None else np.unique([str(c) for c in clusters], return_inverse=True)[1]
    sums, sizes = np.bincount(owners, data), np.bincount(owners)
    picks = np.random.default_rng(seed).integers(0, len(sums), size=(_RESAMPLES, len(sums)))
    means = sums[picks].sum(axis=1) / sizes[picks].sum(axis=1)
    low, high = np.percentile(means, [50 * (1 - level), 50 * (1 + level)])
    return float(low), float(high)


def bootstrap_of(
    statistic: Callable[[Sequence[int]], float | None], clusters: int, level: float = 0.95, *, seed: int = 0
) -> tuple[float, float]:
    """The same interval for any statistic of the numbers (0 and up) of the clusters drawn; draws on which it is None
    are left out.

    Raises ValueError without clusters.
    """
    if not clusters:
        raise ValueError("no values to resample; give at least one")
    picks = np.random.default_rng(seed).integers(0, clusters, size=(_RESAMPLES, clusters))
    found = [value for pick in picks if (value := statistic(pick.tolist())) is not None]
    low, high = np.percentile(found, [50 * (1 - level), 50 * (1 + level)]) if found else (math.nan, math.nan)
    return float(low), float(high)


def randomization_test(differences: Collection[float], *, seed: int = 0) -> float:
    """p-value that paired differences have mean 0: two-sided sign-flip test (Fisher 1935), as Smucker, Allan and
    Carterette (2007) recommend for comparing systems; 0 to 1.

    Exact over all flips with up to 16 differences that are not 0, else over 10,000 seeded ones. For values of 0 and 1
    the exact test is McNemar's. 1 where nothing differs.
    """
    values = np.asarray([value for value in differences if value], np.float64)
    if not len(values):
        return 1.0
    if len(values) <= _EXACT:
        flips = 1 - 2 * ((np.arange(2 ** len(values))[:, None] >> np.arange(len(values))) & 1)
        extra = 0
    else:
        flips = np.random.default_rng(seed).choice((-1, 1), size=(_FLIPS, len(values)))
        extra = 1  # what was observed is one of the flips
    reached = np.abs(flips @ values) >= abs(values.sum()) - 1e-9
    return float((reached.sum() + extra) / (len(flips) + extra))
