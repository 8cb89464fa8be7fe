"""One part of the line from a question to an answer, with a way to leave it out."""

from dataclasses import dataclass

from eval.switches import Switch


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the line."""

    name: str
    group: str
    """Where it belongs: plain, ranking, sentences, comparisons, lists, kinds, conversation, abstaining, records."""
    what: str
    """What is done without it."""
    off: Switch
    """While this is open the part is left out, everywhere in the process."""
    touches: frozenset[str] = frozenset()
    """Kinds of answer, given with all parts, that can be others without it (or "conversation": any that has turns
    before it); the rest need not be asked again. Empty for any.
    """
    ranks: bool = False
    """Whether it changes how papers are ranked, so that rankings cannot be kept from before."""
    answers: bool = True
    """Whether answers can be written without it: a plain fusion has scores on a scale of its own, which the limits
    behind an answer know nothing of.
    """
