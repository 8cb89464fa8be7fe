"""The papers as points: how near they are by meaning, a map of them in two dimensions, and topics named by their words.

A paper's vector is the mean of its passages' vectors. The map is an exact t-SNE (van der Maaten and Hinton 2008) begun
from the two main components, so it is the same at every run; above `_MOST_TSNE` papers it is these components alone.
Topics are k-means clusters (Lloyd 1982, begun as k-means++ does, without chance) of the points on the map, so that a
topic is what the eye takes for one; its label is the phrases of its own titles that the other topics have least.
"""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from rag.index import Index
from rag.types import Paper
from rag.words import terms

Points = NDArray[np.float64]

_MOST_TSNE = 800
_PERPLEXITY = 12.0
_STEPS, _EARLY, _EXAGGERATION = 500, 120, 6.0
_PER_TOPIC = 12
"""Papers of a topic, about, up to nine topics."""
_PAIR = 1.5
"""How much more two words say than one."""
_BATCH = 2000
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*")
_PLAIN = frozenset(
    "medical image images imaging analysis deep learning model models using based via towards toward general "
    "generalized domain text data dataset datasets large study method methods framework approach novel survey review "
    "comprehensive "
    "enhancing improving efficient simple automated understanding application applications".split()
)
"""Words of so many titles that they name no topic by themselves."""

_vectors_lock, _maps_lock = Lock(), Lock()
_vectors: "WeakKeyDictionary[Index, NDArray[np.float32]]" = WeakKeyDictionary()
_maps: "WeakKeyDictionary[Index, PaperMap]" = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Topic:
    """Papers that lie together, by their places on the map, with the words that name them."""

    label: str
    papers: tuple[int, ...]
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PaperMap:
    """Where each paper lies, in corpus order, each coordinate from 0 to 1, and the topics."""

    points: tuple[tuple[float, float], ...]
    topics: tuple[Topic, ...]
    papers: tuple[int, ...]
    """The number of the paper at each point: all of them, or an even sample."""


def paper_vectors(index: Index) -> NDArray[np.float32]:
    """A unit vector a paper: shape (papers, dimensions). Read once an index."""
    with _vectors_lock:
        if index not in _vectors:
            numbers = np.arange(len(index.papers))
            parts = [vectors_of(index, numbers[start : start + _BATCH]) for start in range(0, len(numbers), _BATCH)]
            _vectors[index] = np.concatenate(parts)
        return _vectors[index]


def vectors_of(index: Index, numbers: NDArray[np.int64]) -> NDArray[np.float32]:
    """The unit vectors of some papers, by their numbers: shape (numbers, dimensions)."""
    if index.by_paper:
        return np.asarray(index.paper_vectors(numbers.tolist()))
    counts = index.firsts[numbers + 1] - index.firsts[numbers]
    starts = np.cumsum(counts) - counts
    rows = np.arange(int(counts.sum())) + np.repeat(index.firsts[numbers] - starts, counts)
    total = np.zeros((len(numbers), index.manifest.dimensions), np.float32)
    held = counts > 0  # `reduceat` would take the next paper's passage for one without any
    total[held] = np.add.reduceat(index.vectors(rows.tolist()), starts[held], axis=0)
    return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9))


def like(index: Index, paper_id: str, most: int = 5) -> list[tuple[Paper, float]]:
    """The papers nearest to one by meaning, with their cosines, best first; none for an id that is not there."""
    number = index.numbers.get(paper_id)
    if number is None:
        return []
    vectors = paper_vectors(index)
    cosines = vectors @ vectors[number]
    best = [int(other) for other in np.argsort(-cosines, kind="stable") if int(other) != number]
    return [(index.papers[other], float(cosines[other])) for other in best[:most]]


def map_of(index: Index, most: int | None = None) -> PaperMap:
    """The map of an index's papers, or of an even sample of at most so many. Made once: half a second for a hundred
    papers, some ten for 800.
    """
    with _maps_lock:
        count = len(index.papers)
        size = count if most is None else min(count, most)
        if index not in _maps or len(_maps[index].papers) != size:
            numbers = np.linspace(0, count - 1, size).round().astype(np.int64)
            points = project(vectors_of(index, numbers) if size < count else paper_vectors(index))
            _maps[index] = PaperMap(
                tuple((float(x), float(y)) for x, y in points),
                topics_of(points, [index.papers[number].title for number in numbers.tolist()]),
                tuple(numbers.tolist()),
            )
        return _maps[index]


def project(vectors: NDArray[np.float32]) -> Points:
    """Unit vectors of shape (papers, dimensions) as points of shape (papers, 2), each coordinate from 0 to 1."""
    if len(vectors) < 3:
        return np.linspace(0.25, 0.75, 2 * len(vectors)).reshape(-1, 2)
    centred = vectors.astype(np.float64) - vectors.mean(axis=0)
    left, sizes, right = np.linalg.svd(centred, full_matrices=False)
    # SVD leaves the sign of a component open: the largest weight is made positive.
    signs = np.sign(right[np.arange(2), np.abs(right[:2]).argmax(axis=1)])
    points = left[:, :2] * sizes[:2] * signs
    if 10 <= len(vectors) <= _MOST_TSNE:
        points = _tsne(vectors.astype(np.float64), points)
    low, high = points.min(axis=0), points.max(axis=0)
    return np.asarray((points - low) / np.maximum(high - low, 1e-12))


def _tsne(vectors: Points, start: Points) -> Points:
    affinity = _affinities(np.maximum(2 - 2 * vectors @ vectors.T, 0))
    points = start / start[:, 0].std() * 1e-2
    velocity, gains = np.zeros_like(points), np.ones_like(points)
    rate = max(len(points) / _EXAGGERATION / 4, 10.0)
    for step in range(_STEPS):
        close = 1 / (1 + _squares(points))
        np.fill_diagonal(close, 0)
        pull = affinity * (_EXAGGERATION if step < _EARLY else 1.0) - close / close.sum()
        force = pull * close
        gradient = 4 * (force.sum(axis=1)[:, None] * points - force @ points)
        gains = np.maximum(np.where(np.sign(gradient) != np.sign(velocity), gains + 0.2, gains * 0.8), 0.01)
        velocity = (0.5 if step < _EARLY else 0.8) * velocity - rate * gains * gradient
        points = points + velocity
        points -= points.mean(axis=0)
    return np.asarray(points)


def _affinities(distances: Points) -> Points:
    """Joint probabilities for a perplexity, each row's width found by bisection."""
    size = len(distances)
    wanted = math.log(min(_PERPLEXITY, (size - 1) / 3))
    rows = np.zeros_like(distances)
    for at in range(size):
        others = np.delete(distances[at], at)
        others = others - others.min()
        low, high, beta = 0.0, math.inf, 1.0
        for _ in range(60):
            weights = np.exp(-others * beta)
            total = weights.sum()
            entropy = math.log(total) + beta * float(others @ weights) / total
            if abs(entropy - wanted) < 1e-5:
                break
            low, high = (beta, high) if entropy > wanted else (low, beta)
            beta = beta * 2 if math.isinf(high) else (low + high) / 2
        rows[at] = np.insert(weights / total, at, 0)
    return np.maximum((rows + rows.T) / (2 * size), 1e-12)


def _squares(points: Points) -> Points:
    norms = (points**2).sum(axis=1)
    return np.asarray(np.maximum(norms[:, None] + norms[None, :] - 2 * points @ points.T, 0))


def topics_of(points: Points, titles: Sequence[str]) -> tuple[Topic, ...]:
    """The points of shape (papers, 2) in groups, each named by words of its own titles."""
    groups = _kmeans(points, max(1, min(9, round(len(points) / _PER_TOPIC))))
    members = [np.flatnonzero(groups == group) for group in np.unique(groups)]
    labels = _labels([[titles[int(n)] for n in group] for group in members])
    return tuple(
        Topic(label, tuple(int(n) for n in group), *(float(value) for value in np.median(points[group], axis=0)))
        for label, group in zip(labels, members, strict=True)
    )


def _kmeans(points: Points, k: int) -> NDArray[np.int64]:
    centres = points[[int(((points - points.mean(axis=0)) ** 2).sum(axis=1).argmin())]]
    while len(centres) < k:  # the point farthest from all centres so far
        gaps = ((points[:, None] - centres[None]) ** 2).sum(axis=2).min(axis=1)
        centres = np.vstack([centres, points[gaps.argmax()]])
    groups = np.zeros(len(points), np.int64)
    for step in range(100):
        nearest = ((points[:, None] - centres[None]) ** 2).sum(axis=2).argmin(axis=1)
        if step and (nearest == groups).all():
            break
        groups = nearest
        centres = np.array(
            [points[groups == n].mean(axis=0) if (groups == n).any() else c for n, c in enumerate(centres)]
        )
    return groups


def _labels(groups: Sequence[Sequence[str]]) -> list[str]:
    """For each group of titles, the one or two phrases that set it apart: frequent in it, rare in the others.

    The weight is a phrase's part of the log-likelihood ratio (Dunning 1993) between the group and the rest.
    """
    counts = [Counter(phrase for title in titles for phrase in _phrases(title)) for titles in groups]
    written = {key: text for titles in groups for title in titles for key, text in _phrases(title).items()}
    everywhere = sum(counts, Counter[str]())
    papers = sum(map(len, groups))
    labels: list[str] = []
    for count, titles in zip(counts, groups, strict=True):
        weights = {}
        for phrase, times in count.items():
            elsewhere = (everywhere[phrase] - times + 0.5) / (papers - len(titles) + 1)
            weights[phrase] = times * math.log(times / len(titles) / elsewhere) * (_PAIR if " " in phrase else 1.0)
        chosen: list[str] = []
        for phrase in sorted(weights, key=lambda phrase: (-weights[phrase], phrase)):
            fresh = not any(set(phrase.split()) & set(other.split()) for other in chosen)
            if fresh and len(chosen) < 2 and (count[phrase] > 1 or not chosen):
                chosen.append(phrase)
        labels.append(", ".join(written[phrase] for phrase in chosen) or "other")
    return labels


def _phrases(title: str) -> dict[str, str]:
    """Words and pairs of neighbouring words of a title that could name a topic, by their stems."""
    words = [(word, terms(word)) for word in _WORD.findall(title)]
    kept = [
        (word.lower() if word[1:].islower() else word, " ".join(stems) if len(stems) == 1 else "")
        for word, stems in words
    ]
    out: dict[str, str] = {}
    for place, (word, stem) in enumerate(kept):
        if stem and word.lower() not in _PLAIN and len(word) > 2:
            out[stem] = word
        if place and stem and kept[place - 1][1] and not {word.lower(), kept[place - 1][0].lower()} <= _PLAIN:
            out[f"{kept[place - 1][1]} {stem}"] = f"{kept[place - 1][0]} {word}"
    return out
