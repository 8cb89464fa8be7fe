"""Conditions of a list question on how a model learns: without labels that people made."""

from rag.condition import Condition, Shown, either, sentence
from rag.passages import Span, split_sentences
from rag.types import Paper
from rag.wordings import any_of, any_word, pattern

_BY_PEOPLE = (
    r"(?:(?!(?:enough|sufficient|many|large|huge|big|adequate|ample|abundant|more|weak|noisy|only|paired)\b)"
    r"[\w-]+(?:['’]s|s['’])?\s+){0,3}?"
)
"""Whose labels; who has too few of them has some."""
_LABELS = any_of(
    r"(?:labels?|annotations?|ground truths?)\b(?!\s+(?:noise|correlation|shift|smoothing|imbalance))",
    r"(?:labell?ed|annotated) (?:\w+ )?(?:data|datasets?|images?|scans?|examples?|samples?|cases|volumes?|pictures)\b",
    r"(?:labell?ing|annotating|supervision)\b",
)
_NEED = r"(?:need|requir|us|rely|reli|depend|demand|call|tak|hav|get)(?:e|es|s|ed|ing|y|ies)?"

_OURS = any_word(
    "we our introduc\\w* propos\\w* present\\w* develop\\w* construct\\w* investigat\\w*",
    "this (?:paper|work|study|article|research)",
)
_UNSUPERVISED = r"(?:self-supervi\w+|unsupervised)"


def _titled(paper: Paper) -> Span | None:
    """The sentence that says it of a paper that has it in its title; the first where none does."""
    if not pattern(rf"\b{_UNSUPERVISED}").search(paper.title):
        return None
    spans = split_sentences(paper.abstract)
    said = pattern(_UNSUPERVISED, r"\bun-?(?:label|annotat)\w+")
    return next((span for span in spans if said.search(paper.abstract[slice(*span)])), spans[0])


def _met() -> Shown:
    return either(
        sentence(
            # "Without the guidance of annotations".
            rf"\bwithout\b(?:(?!\bwithout\b)[^.;,]){{0,40}}?\b(?:{_LABELS})",
            rf"\b{_OURS}\b[^.;]{{0,80}}?\b(?<!to )(?<!other ){_UNSUPERVISED}",
            rf"\b{_OURS}\b[^.;]{{0,60}}?\bun-?(?:labell?|annotat)ed\b",
            rf"\b(?:pre-?)?train\w*\b[^.;]{{0,60}}?\b(?:via|with|using|by|through)\s+(?:\w+\s+){{0,2}}?{_UNSUPERVISED}",
            r"\b(?:learns?|trained)\b[^.;]{0,50}\bfrom (?:an? )?(?:\w+ )?un-?(?:labell?|annotat)ed\b",
        ),
        _titled,
    )


WITHOUT_LABELS = Condition(
    "learns without labels",
    "learn without labels",
    asked=pattern(
        rf"\b(?:(?:work|learn|train|manage|run|function|do|get by|go|succeed)\w*\s+)?"
        rf"(?<!come )(?<!comes )(?<!came )without\s+{_BY_PEOPLE}{_LABELS}",
        rf"\b(?:{_NEED}|with)\s+(?:on\s+|for\s+)?no\s+{_BY_PEOPLE}{_LABELS}(?:\s+(?:at all|needed))?",
        rf"\b(?:do|does|did|is|are|was|were)(?:n['’]t| not)\s+(?:\w+ly\s+)?{_NEED}\s+(?:on\s+|for\s+)?"
        rf"(?:any\s+)?{_BY_PEOPLE}{_LABELS}(?:\s+at all)?",
        rf"\bno\s+{_BY_PEOPLE}{_LABELS}\s+(?:are|is|were|was)?\s*(?:needed|required|necessary|used)\b",
        r"\b(?:label|annotation)-free\b",
    ),
    met=_met(),
    described=True,
)
