"""Conditions of a list question on what a model is used for: to be shown by hand what is meant, or to look ahead."""

from rag.condition import Condition, sentence
from rag.wordings import any_of, any_word, pattern

_BY_HAND = any_word(r"click\w* scribbl\w* doodl\w* tap(?:s|ped|ping)? strokes?")
_ALSO_BY_HAND = any_word(
    r"""
    click\w* scribbl\w* doodl\w* tap(?:s|ped|ping)? strokes? draw\w* mark\w* point\w* box(?:es)? plac\w* dot\w* shapes?
    lines?
    """
)
_BESIDE = any_word(
    """
    or and on in by with a an the of at to as it its itself directly image picture scan screen slice input tell show say
    model what they mean means he she wants outline segment
    """
)
"""Words among which these stand."""
_RUN = rf"(?:[\s,]+(?:{_ALSO_BY_HAND}|{_BESIDE})\b)"
_USER = any_word("users? persons? people someone somebody you humans? doctors? clinicians? radiologists? annotators?")

SHOWN_BY_HAND = Condition(
    "is shown by hand what is meant",
    "are shown by hand what is meant",
    asked=pattern(
        rf"\b{_USER}\b[^?.;]{{0,60}}?\b(?:{_ALSO_BY_HAND}{_RUN}*?[\s,]+)?{_BY_HAND}\b{_RUN}*",
        rf"\b{_BY_HAND}{_RUN}*?[\s,]+{_ALSO_BY_HAND}\b{_RUN}*",
        r"\bclick-based\b",
    ),
    met=sentence(
        r"\bprompts?\b[^.;]{0,50}\b(?:points?|boxes|clicks?|scribbles?)\b",
        rf"\b(?:{_USER}|interacti\w+)\b[^.;]{{0,90}}\b(?:clicks?|scribbles?|strokes?)\b",
        r"\b(?:clicks?|scribbles?|box|point)[- ](?:based )?(?:prompts?|interactions?)\b",
    ),
    described=True,
)

_TO_COME = any_of(
    r"(?:future|later|coming|long-term)\b",
    r"(?:illness|disease|condition)s?(?:\s+that)?(?:\s+(?:is|are))? (?:yet )?to come\b",
    r"will (?:\w+ )?(?:get|develop|have|suffer|fall|become|come|progress|go)\b",
    r"(?:over|in) (?:the |coming |\w+ )?years\b",
    "years? (?:ahead|before|later|on)",
    r"(?:is|are) (?:yet )?to come\b",
    r"(?:risks?|course|progression|prognosis|survival|onset|recurrence)\b",
)

LOOKS_AHEAD = Condition(
    "predicts what is to come",
    "predict what is to come",
    asked=pattern(
        rf"\b(?:predict|forecast|foresee|foretell|anticipat)\w*\s+(?:[\w'’-]+\s+){{0,6}}?{_TO_COME}[^;?.]*",
        r"\bprognos(?:is|es|tic|ticate)\b",
    ),
    met=sentence(
        r"\b(?:predict|forecast|foresee)\w*\b[^.;]{0,50}\b(?:future|risks?|survival|progression|recurrence|onset|mortality)\b",
        r"\b(?:\d+-year|future|long-term|risk|survival|progression|outcome|recurrence|onset)\b[^.;,]{0,25}"
        r"\b(?:predict|forecast)\w*",
        r"\bprognos(?:is|es|tic) (?:predict|model|estimat|forecast)\w*",
        r"\bforecast\w*",
    ),
    described=True,
)
