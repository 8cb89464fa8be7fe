"""The map: alike papers lie together, the same at every run, and topics are named by their own titles."""

import numpy as np

from rag import Assistant
from rag.paper_map import like, map_of, paper_vectors, project, topics_of, vectors_of


def clumps(sizes: tuple[int, ...]) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    """Unit vectors in groups, each around an axis of its own."""
    noise = np.random.default_rng(0).normal(0, 0.15, (sum(sizes), 16)).astype(np.float32)
    for row, axis in enumerate(np.repeat(np.arange(len(sizes)), sizes)):
        noise[row, axis] += 1
    return noise / np.linalg.norm(noise, axis=1, keepdims=True)


def test_alike_papers_lie_together() -> None:
    points = project(clumps((15, 15, 15)))
    assert points.shape == (45, 2) and points.min() >= 0 and points.max() <= 1
    centres = points.reshape(3, 15, 2).mean(axis=1)
    spread = np.linalg.norm(points.reshape(3, 15, 2) - centres[:, None], axis=2).mean()
    apart = min(np.linalg.norm(centres[a] - centres[b]) for a, b in ((0, 1), (0, 2), (1, 2)))
    assert apart > 3 * spread


def test_the_map_is_the_same_at_every_run() -> None:
    vectors = clumps((12, 12))
    assert np.array_equal(project(vectors), project(vectors))


def test_few_papers_have_places_too() -> None:
    for count in range(6):
        points = project(clumps((count,))) if count else project(np.zeros((0, 16), np.float32))
        assert points.shape == (count, 2) and np.isfinite(points).all()


def test_topics_hold_every_paper_once_and_are_named_by_their_titles() -> None:
    points = project(clumps((15, 15)))
    titles = [f"Liver Lesions in CT {n}" for n in range(15)] + [f"Reports for Chest Radiographs {n}" for n in range(15)]
    topics = topics_of(points, titles)
    assert sorted(n for topic in topics for n in topic.papers) == list(range(30))
    for topic in topics:
        words = {word.lower() for n in topic.papers for word in titles[n].split()}
        assert set(topic.label.lower().replace(",", "").split()) <= words


def test_the_shipped_papers_have_a_map(assistant: Assistant) -> None:
    drawn = map_of(assistant.index)
    assert len(drawn.points) == len(assistant.papers) == sum(len(topic.papers) for topic in drawn.topics)
    assert all(topic.label for topic in drawn.topics) and map_of(assistant.index) is drawn


def test_the_papers_like_one_are_the_nearest_and_not_itself(assistant: Assistant) -> None:
    paper = assistant.papers[3]
    found = like(assistant.index, paper.id, 5)
    assert len(found) == 5 and paper not in [other for other, _ in found]
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    assert np.allclose(np.linalg.norm(paper_vectors(assistant.index), axis=1), 1, atol=1e-4)
    assert like(assistant.index, "gone") == []


def test_a_map_of_a_sample_says_which_papers_it_draws(assistant: Assistant) -> None:
    whole, some = map_of(assistant.index), map_of(assistant.index, 20)
    assert whole.papers == tuple(range(len(assistant.papers))) and len(whole.points) == len(assistant.papers)
    assert len(some.papers) == len(some.points) == 20 and some.papers[-1] == len(assistant.papers) - 1
    assert sorted(place for topic in some.topics for place in topic.papers) == list(range(20))
    assert np.allclose(vectors_of(assistant.index, np.array([5, 2])), paper_vectors(assistant.index)[[5, 2]], atol=1e-6)
