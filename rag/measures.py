"""A detail that readers ask for, and those that are measures of how well something works (Dice, AUC), asked for their
values: which an abstract gives by a number that is no gain over others.
"""

import re
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Detail:
    """One detail: what to call it, how it is asked for, how an abstract gives it."""

    name: str
    asked: re.Pattern[str]
    given: re.Pattern[str]
    value: re.Pattern[str] | None = None
    """How a measure is asked for its value, which is a number beside what gives it."""


def detail(name: str, asked: str, given: str) -> Detail:
    return Detail(name, re.compile(rf"\b(?:{asked})s?\b", re.I), re.compile(given, re.I))


def metric(name: str, words: str, given: str) -> Detail:
    """A measure, asked for its value."""
    asked = (
        r"(?:what|which|how (?:high|much|large|good|big|well)|figures?|values?|by how|report\w*)\b.{0,60}"
        rf"\b(?:{words})"
        rf"|(?:{words}) (?:figures?|values?|numbers?|scores?|margins?|of|for|on|did|does)"
    )
    value = (
        r"\b(?:what|which|how (?:high|much|large))(?:['’]s|\s+(?:is|was|were|are))?\s+(?:(?:the|an?)\s+)?"
        rf"(?:(?!(?:the|an?|its|their|in|do|does|did|happen(?:s|ed))\b)[\w-]+[\s-]+){{0,2}}?(?:{words})(?:\s+(?:scores?|values?|coefficients?))?"
        r"(?:\s+(?:and|or|nor)\s+(?:(?:the|an?)\s+)?(?:[\w-]+\s+){0,2}?[\w-]+)?"
        r"(?:\W*$|\s+(?:did|does|do|was|is|were|has|have|can|on|of|for|in|at|with|when)\b)"
    )
    return replace(detail(name, asked, given), value=re.compile(value, re.I))


_AT_LARGE = "an accuracy"
"""What anybody calls any measure of how well something works."""
MEASURES = (
    metric(_AT_LARGE, r"accurac(?:y|ies)", r"accura"),
    metric(
        "a false positive or negative rate", r"false[- ](?:positive|negative) rates?|(?-i:FPR)\w*", r"\bFPR|false[- ]"
    ),
    metric("a sensitivity", r"sensitivit(?:y|ies)", r"sensitiv|recall"),
    metric("a specificity", r"specificit(?:y|ies)", r"specificit"),
    metric("a Hausdorff distance", r"hausdorff|hd95", r"hausdorff|\bHD(?:95)?\b"),
    metric("an F1 score", r"f1(?:[- ]scores?)?|f-?measures?", r"\bf1\b|f-?score|f-?measure"),
    metric("a Dice score", r"dice(?: (?:score|coefficient)s?)?|dsc", r"dice|\bDSC\b"),
    metric("an AUC", r"auc|auroc|area under the curve", r"\bAU(?:RO)?C\b|area under"),
    metric("an IoU", r"m?iou|intersection over union|jaccard(?: index)?", r"\bm?IoU\b|intersection|jaccard"),
    metric("a precision", r"(?<!average )precision", r"precision|predictive value|\bm?AP\d*\b|\bPPV\b"),
    metric("a recall", r"recall", r"recall|sensitiv|\b[AM]?AR\b|true[- ]positive|detection rate"),
    metric("a panoptic quality", r"panoptic quality|(?-i:PQ)", r"panoptic quality|\bPQ\b"),
    metric("an average precision", r"(?-i:m?AP(?:50)?)|(?:mean )?average precision|auprc", r"\bm?AP\b|precision|AUPR"),
    metric("a PSNR", r"psnr|peak signal[- ]to[- ]noise ratio", r"psnr|signal[- ]to[- ]noise"),
    metric("an SSIM", r"ssim|structural similarity", r"ssim|structural similarity"),
    metric("an FID", r"(?-i:FID)(?: score)?|inception (?:distance|score)", r"\bFID\b|inception"),
    metric("a perplexity", r"perplexity", r"perplex"),
    metric("a kappa", r"kappa", r"kappa"),
    metric("a correlation", r"pearson'?s? \w+|spearman'?s? \w+|correlation coefficient", r"correlat|pearson|spearman"),
    metric("a calibration error", r"(?:expected )?calibration error|(?-i:ECE)|brier score", r"calibrat|\bECE\b|brier"),
    metric("a hazard or odds ratio", r"(?:hazard|odds|risk) ratio|c-?index|concordance", r"ratio|c-?index|concordance"),
    metric("a mean error", r"mean (?:absolute|squared) error|rmse", r"\berror|RMSE|\bMAE\b|\bMSE\b"),
    metric("an error rate", r"error rates?", r"\berrors?\b|accura|incorrect|\bwrong"),
    metric("a BLEU score", r"bleu(?:-?\d)?", r"bleu"),
    metric("a ROUGE score", r"rouge(?:-?\w)?", r"rouge"),
    metric("a CIDEr score", r"cider", r"cider"),
    metric("a METEOR score", r"meteor", r"meteor"),
    metric("a word error rate", r"word error rate|(?-i:WER)", r"word error|\bWER\b"),
    metric("a number of operations", r"g?flops|floating[- ]point operations", r"flops|floating|computational"),
    metric("a predictive value", r"(?:positive|negative) predictive value|[pn]pv", r"predictive value|\b[PN]PV\b"),
)

_SENTENCE_ENDS = re.compile(r"(?<=[a-z)%\d]{2}[.!?])\s+(?=[A-Z])")
_ASKS_GAIN = re.compile(
    r"\b(?:gain|improv|increas|margin|lead|differ|better|higher|lower|beat|outperform|ahead|more|rise|rose|boost|drop|"
    r"lose|lost|fall|fell|edge|advantage)\w*",
    re.I,
)
_NUMBER = re.compile(r"(?<![A-Za-z\d.-])\d[\d.,]*(?<![.,])(?:\s?\\?%)?")
_GAINED = re.compile(
    r"\b(?:by|improv\w+|gains?|increas\w+|boost\w*|margins?|outperform\w*|surpass\w*|exceed\w*)\s+"
    r"(?:(?:(?!(?:to|from|with|at)\b)[^\s,;]+\s+){0,5}\W*|[^.;]{0,12}\d[^;]*(?:,|\band)\s+\W*)$",
    re.I,
)
_GAIN = re.compile(
    r"\s*(?:and\s+\d[\d.]*\s?%?\s+)?(?:(?!(?:and|for|on|with|in|of|to)\b)[\w-]+\s+){0,4}?"
    r"(?:improvements?|gains?|increases?|boosts?|higher|better|more|points?)\b",
    re.I,
)
_FROM_TO = re.compile(r"\bfrom\s\d[\d.]*\s?\\?%?\s+to\s\d", re.I)
"""How a sentence says by how much a value grows, before a number, behind it, and with both values."""
_DIGIT = re.compile(r"(?<![A-Za-z\d-])\d")


def given(detail: Detail, question: str, abstract: str) -> bool:
    """Whether an abstract gives a detail; a measure that is asked for its value with a number in the same sentence."""
    if detail.name == _AT_LARGE and _ASKS_GAIN.search(question) and _gains_at_large(abstract):
        return True
    if detail.value is None or not detail.value.search(question):
        return bool(detail.given.search(abstract))
    sentences = [sentence for sentence in _SENTENCE_ENDS.split(abstract) if detail.given.search(sentence)]
    if _ASKS_GAIN.search(question):
        return any(map(_DIGIT.search, sentences))
    return any(_has_value(sentence) for sentence in sentences)


def _gains_at_large(abstract: str) -> bool:
    """Whether a sentence has a gain and names no measure, so that it may be one in accuracy, as anybody calls it."""
    return any(
        any(_GAINED.search(sentence[: match.start()]) for match in _NUMBER.finditer(sentence))
        and not any(measure.given.search(sentence) for measure in MEASURES)
        for sentence in _SENTENCE_ENDS.split(abstract)
    )


def _has_value(sentence: str) -> bool:
    """Whether a sentence has a number that is no gain."""
    if _FROM_TO.search(sentence):
        return True
    return any(
        not _GAINED.search(sentence[: match.start()]) and not _GAIN.match(sentence, match.end())
        for match in _NUMBER.finditer(sentence)
    )
