"""Details that readers ask for and abstracts mostly leave out: learning rate, licence, price, authors, and so on.

Each has the words that ask for it and the words with which an abstract would give it. General usage in writing
about methods; a detail that is asked for and not given is named as missing, instead of an answer about something
else.
"""

import re
from dataclasses import dataclass, replace

from rag.facts import Field
from rag.types import Paper


@dataclass(frozen=True, slots=True)
class Detail:
    """One detail: what to call it, how it is asked for, how an abstract gives it."""

    name: str
    asked: re.Pattern[str]
    given: re.Pattern[str]
    value: re.Pattern[str] | None = None
    """How a measure is asked for its value, which is a number beside what gives it."""


def _detail(name: str, asked: str, given: str) -> Detail:
    return Detail(name, re.compile(rf"\b(?:{asked})s?\b", re.I), re.compile(given, re.I))


def _metric(name: str, words: str, given: str) -> Detail:
    """A measure, asked for its value."""
    asked = (
        r"(?:what|which|how (?:high|much|large|good|big|well)|figures?|values?|by how|report\w*)\b.{0,60}"
        rf"\b(?:{words})"
        rf"|(?:{words}) (?:figures?|values?|numbers?|scores?|margins?|of|for|on|did|does)"
    )
    value = (
        r"\b(?:what|which|how (?:high|much|large))(?:['’]s|\s+(?:is|was|were|are))?\s+(?:(?:the|an?)\s+)?"
        rf"(?:(?!(?:the|an?|its|their|in)\b)[\w-]+\s+){{0,2}}?(?:{words})(?:\s+(?:scores?|values?|coefficients?))?"
        r"(?:\W*$|\s+(?:did|does|do|was|is|were|has|have|can|on|of|for|in|at|with|when)\b)"
    )
    return replace(_detail(name, asked, given), value=re.compile(value, re.I))


_DETAILS = (
    _detail("a learning rate", r"learning[- ]rates?", r"learning[- ]rate"),
    _detail("a batch size", r"batch[- ]sizes?", r"batch[- ]size"),
    _detail("training epochs", r"epochs?", r"epoch|iteration"),
    _detail("an optimiser", r"optimi[sz]ers?|adamw?|sgd", r"optimi[sz]er|\badamw?\b|\bsgd\b"),
    _detail("a loss function", r"loss functions?", r"\bloss(?:es)?\b"),
    _detail(
        "the hardware that it ran on",
        r"(?:which|what|how many) (?:gpus?|tpus?|hardware|graphics cards?)|gpu (?:count|hours|model|type)|vram",
        r"\b[cgt]pus?\b|\ba100\b|\bv100\b|\bh100\b|graphics card",
    ),
    _detail(
        "a training time",
        r"training time|how (?:long|many hours|many days) (?:did|does|was) "
        r"(?:it take to train|(?:the )?(?:pre-?)?training)",
        r"\b(?:hours?|days?|minutes?|weeks?|faster|training time|speed\w*|times)\b",
    ),
    _detail(
        "an inference time",
        r"inference (?:time|speed|latency)|latency|frames per second|frame ?rate|fps|run ?time|"
        r"how (?:long|many (?:seconds|minutes)) (?:does|do|did|will|would|is|are|was|were) (?!the training|training)"
        r"(?:(?!annotat|label|outlin|draw)[\w-]+ ){1,12}?(?:take|need|run|wait\w*)\b(?! to train)",
        r"inference (?:time|speed)|latency|real-?time|\bseconds?\b|\bms\b|\bfps\b|faster",
    ),
    _detail(
        "a licence",
        r"licen[cs]e[sd]?|licen[cs]ing|commercial(?:ly)? use",
        r"licen[cs]e|\bcc[- ]by|apache|creative commons",
    ),
    _detail(
        "a price",
        r"price|priced|(?:how much|what) (?:do|does|did|would|was|were) .{1,60} "
        r"(?<!the )(?<!inference )(?<!training )(?<!computing )(?<!computational )cost|cost,? in|in dollars|"
        r"euros|usd|subscription",
        r"\$\s?\d|dollars?|\busd\b|\beuros?\b|\bprice",
    ),
    _detail(
        "regulatory approval",
        r"fda|ce[- ]mark\w*|regulatory (?:approval|clearance)",
        r"\bfda\b|ce[- ]mark|regulat|clearance",
    ),
    _detail("funding", r"fund(?:ed|ing|ers?)|sponsor\w*", r"fund(?:ed|ing)|sponsor|grant"),
    _detail("a random seed", r"random seeds?", r"\bseeds?\b"),
    _detail("a dropout rate", r"dropout", r"dropout"),
    _detail(
        "inter-rater agreement",
        r"inter-?(?:rater|observer|reader|annotator)|(?:radiologist|reader|annotator|expert|doctor)s?['’]? agreement",
        r"inter-?(?:rater|observer|reader|annotator)|kappa|agree",
    ),
    _detail(
        "a number of parameters",
        r"(?:how many|number of) (?:trainable |learnable |model )?parameters|parameter count|model size",
        r"\d[^.]{0,30}\bparameters?\b|\b\d+(?:\.\d+)?\s?[BM]\b",
    ),
    _detail(
        "the people's age or sex",
        r"(?:mean|median|average) age|how old|age (?:group|range)s?|(?:were|are) (?:women|men|female|male)|sex|"
        r"genders?|ethnicit\w+",
        r"\bages?\b|\baged\b|years old|\bsex\b|gender|\b(?:fe)?males?\b|\b(?:wo)?men\b|ethnic",
    ),
    _detail(
        "a field strength", r"field strength|tesla|[137](?:\.\d)? ?t", r"tesla|\b[137](?:\.\d)?\s?T\b|field strength"
    ),
    _detail(
        "a slice thickness or voxel size",
        r"slice thickness|voxel (?:size|spacing)|pixel spacing",
        r"thickness|voxel|spacing|\bmm\b",
    ),
    _detail(
        "a magnification",
        r"(?:what|which|how (?:much|many)) (?:[\w-]+ )?magnifi\w+|magnification (?:level|factor|was|is|did)|"
        r"microns? per pixel",
        r"\d\s?[x×](?![\w×])|\bmagnif\w+\s(?:of\s)?\d|micron|µm",
    ),
    _detail(
        "the scanner",
        r"(?:which|what) scanners?|scanner (?:vendor|model|manufacturer)s?",
        r"scanner|vendor|Siemens|Philips",
    ),
    _detail(
        "what was paid, or by whom",
        r"pa(?:id|yed)|payments?|salar(?:y|ies)|wages?|(?:hourly|daily|monthly|what) (?:pay|rate of pay)|"
        r"(?:was|were|are|got|get) (?:\w+ ){0,4}?compensated(?! by\b)|"
        r"(?:what|which|how much|financial|monetary) compensation|"
        r"compensation (?:for|of) (?:their|his|her) (?:time|work)",
        r"\bpaid\b|payment|salar|wage|compensat|\$",
    ),
    _detail(
        "the software that it is written in",
        r"pytorch|tensorflow|jax|programming language|deep learning (?:framework|library)|on windows|operating system",
        r"pytorch|tensorflow|\bjax\b|python|\bwindows\b|\blinux\b",
    ),
    _detail("data augmentation", r"(?:data )?augmentations?", r"augment"),
    _detail(
        "how the data were split",
        r"(?:train\w*[ /-](?:val\w*[ /-])?test|data|validation) splits?|how (?:was|were) .{0,30}\bsplit|folds?",
        r"\bsplit|\bfold|cross-validation|held-?out",
    ),
    _detail(
        "confidence intervals",
        r"confidence intervals?|standard deviations?|error bars?",
        r"confidence interval|\bCI\b|±|deviation",
    ),
    _detail("a follow-up time", r"follow-?up (?:time|period|length|duration)", r"follow-?up"),
    _detail("ethical approval", r"ethic\w*|irb|(?:informed )?consent", r"ethic|\birb\b|consent"),
    _detail("conflicts of interest", r"conflicts? of interest|competing interests?", r"conflict|competing interest"),
    _detail(
        "energy use",
        r"energy|electricity|carbon footprint|co2|(?<!positron )(?<!photon )emissions?",
        r"energy|electricity|carbon|\bco2\b|emission",
    ),
    _detail("memory use", r"memory (?:use|usage|footprint|consumption)|how much memory|gpu memory", r"memory"),
    _detail(
        "an image size",
        r"(?:input|image|patch|crop) (?:size|resolution|dimensions?)",
        r"\d\s?(?:x|×|\\times)\s?\d|(?:image|input|high|low)[- ]resolution|\bpixels\b",
    ),
    _detail(
        "training settings",
        r"weight decay|warm-?up (?:steps?|epochs?|period|schedule|ratio)|momentum|beam (?:size|width)|"
        r"(?<!body )(?<!skin )(?<!room )(?<!surface )temperature"
        r"(?! (?:differences?|maps?|patterns?|of the (?:skin|body)))",
        r"weight decay|warm-?up|momentum|beam|temperature",
    ),
    _metric("an accuracy", r"accurac(?:y|ies)", r"accura"),
    _detail(
        "how accurate it is",
        r"how (?:accurate|precise|reliable|correct|exact)(?:ly)?(?= (?:is|are|was|were|does|do|did|can|will)\b)",
        r"\d\s?\\?%|\b0?\.\d|\d\.\d|accura[^.]*\d|\d[^.]*accura|precision is|lack\w* (?:in )?precision",
    ),
    _detail(
        "how many works it covers",
        r"how many (?:[\w-]+ )?(?:papers|articles|publications|studies|works|references|manuscripts)\b(?=.{0,60}"
        r"\b(?:cover|review|survey|go(?:es)? through|went (?:in ?to|through)|includ|discuss|summari|look|read|screen|"
        r"analy[sz]|examin|cit)).*",
        r"\d[\d,+]*\s+(?:[\w-]+\s+){0,3}(?:papers|articles|publications|studies|works|references)",
    ),
    _metric("a sensitivity", r"sensitivit(?:y|ies)", r"sensitiv|recall"),
    _metric("a specificity", r"specificit(?:y|ies)", r"specificit"),
    _metric("a Hausdorff distance", r"hausdorff|hd95", r"hausdorff|\bHD(?:95)?\b"),
    _metric("an F1 score", r"f1(?:[- ]scores?)?|f-?measures?", r"\bf1\b|f-?score|f-?measure"),
    _metric("a Dice score", r"dice(?: (?:score|coefficient)s?)?|dsc", r"dice|\bDSC\b"),
    _metric("an AUC", r"auc|auroc|area under the curve", r"\bAU(?:RO)?C\b|area under"),
    _metric("an IoU", r"m?iou|intersection over union|jaccard(?: index)?", r"\bm?IoU\b|intersection|jaccard"),
    _metric("a panoptic quality", r"panoptic quality|(?-i:PQ)", r"panoptic quality|\bPQ\b"),
    _metric("an average precision", r"(?-i:m?AP(?:50)?)|(?:mean )?average precision|auprc", r"\bm?AP\b|precision|AUPR"),
    _metric("a PSNR", r"psnr|peak signal[- ]to[- ]noise ratio", r"psnr|signal[- ]to[- ]noise"),
    _metric("an SSIM", r"ssim|structural similarity", r"ssim|structural similarity"),
    _metric("an FID", r"(?-i:FID)(?: score)?|inception (?:distance|score)", r"\bFID\b|inception"),
    _metric("a perplexity", r"perplexity", r"perplex"),
    _metric("a kappa", r"kappa", r"kappa"),
    _metric("a correlation", r"pearson'?s? \w+|spearman'?s? \w+|correlation coefficient", r"correlat|pearson|spearman"),
    _metric("a calibration error", r"(?:expected )?calibration error|(?-i:ECE)|brier score", r"calibrat|\bECE\b|brier"),
    _metric(
        "a hazard or odds ratio", r"(?:hazard|odds|risk) ratio|c-?index|concordance", r"ratio|c-?index|concordance"
    ),
    _metric("a mean error", r"mean (?:absolute|squared) error|rmse", r"\berror|RMSE|\bMAE\b|\bMSE\b"),
    _metric("a word error rate", r"word error rate|(?-i:WER)", r"word error|\bWER\b"),
    _metric("a number of operations", r"g?flops|floating[- ]point operations", r"flops|floating|computational"),
    _metric("a predictive value", r"(?:positive|negative) predictive value|[pn]pv", r"predictive value|\b[PN]PV\b"),
    _detail(
        "a BLEU or ROUGE score",
        r"bleu(?:-?\d)?|rouge(?:-?l)?|meteor|cider|bertscore|radgraph(?: f1)?|chexbert(?: f1)?",
        r"bleu|rouge|meteor|cider|bertscore|radgraph|chexbert|lexical metrics",
    ),
    _detail(
        "how to install it",
        r"how (?:do|can|would) (?:i|we|you|one) (?:install|set up|deploy|compile|build)|install\w*|pip|docker\w*",
        r"\binstall|\bpip\b|docker|deploy",
    ),
    _detail(
        "the size of its network",
        r"how many (?:\w+ )?(?:layers|attention heads|blocks|hidden units)|embedding (?:size|dimension)s?|"
        r"vocabulary size|codebook (?:size|entries)|how (?:big|large) (?:is|was) (?:the|its) (?:codebook|vocabulary)|"
        r"context (?:length|window)|(?:number|depth) of (?:the )?(?:layers|heads)",
        r"\blayers?\b|\bheads?\b|dimension|vocabulary|codebook|context (?:length|window)",
    ),
    _detail(
        "which patients were left out",
        r"(?:in|ex)clusion criteri\w+|who was excluded|recruit\w*|eligib\w+",
        r"inclusion|exclusion|excluded|recruit|eligib|criteri",
    ),
    _detail(
        "when the data were collected",
        r"(?:when|in (?:what|which) years?|over (?:what|which) period) (?:was|were) .{0,50}"
        r"(?:collected|acquired|recorded|scanned|gathered|taken)",
        r"\b(?:19|20)\d\d\b",
    ),
    _detail(
        "a date",
        r"(?:when|(?:in|since) (?:what|which) (?:year|month)) (?:was|were|did|has|have) .{1,80}"
        r"\b(?:start|begin|beg[au]n|launch|releas|introduc|approv|withdr[ae]w|found|establish|announc|adopt|deploy|first)\w*",
        r"\b(?:19|20)\d\d\b",
    ),
    _detail(
        "how long annotating took",
        r"how (?:long|many hours|much time) (?:did|does|was|were|is) .{0,50}(?:annotat|label|outlin|segment|draw)\w*",
        r"\b(?:hours?|minutes?|days?|weeks?|months?|seconds?|faster)\b|\btime\s(?:\w+\s)?(?:by|of|to|from)\s\W?\d",
    ),
    _detail(
        "how often it was repeated",
        r"how many (?:random )?(?:runs|repeats|repetitions|restarts|folds)|averaged over how many",
        r"\bruns?\b|repeat|\bfolds?\b|cross-validation",
    ),
    _detail(
        "use in the clinic",
        r"(?:routinely|already|now|currently) (?:\w+ )?(?:use[sd]?|using|deploy\w*|install\w*) |"
        r"(?:which|what|how many) (?:clinics|hospitals|doctors|practices) (?:\w+ ){0,3}(?:use|using|run|deploy\w*)|"
        r"in routine (?:use|care|practice)|on real patients",
        r"routine|deploy|in (?:clinical )?(?:use|practice)\b|real[- ]world|prospective",
    ),
    _detail("an address to write to", r"e-?mail(?: address)?|contact details|phone number", r"e-?mail|contact|@"),
    _detail("an award", r"(?:best[- ]paper )?awards?|prizes?", r"award|prize|\bwon\b|winn"),
    _detail(
        "the winner",
        r"who (?:won|came first|took first place)|(?:the )?winners?\b.{0,20}\bwho|who (?:is|was|were) the winners?|"
        r"winning "
        r"(?:team|entry|method|submission|model)",
        r"\bwon\b|\bwinn(?:er|ing)|first place|ranked first",
    ),
    _detail(
        "a share",
        r"(?:what|which) (?:share|portion|fraction|proportion|percentage|per ?cent)|"
        r"how (?:large|big|small|high) (?:a|is the) (?:share|portion|fraction|proportion|percentage)",
        r"\d\s?\\?%|per ?cent|\b(?:half|third|quarter|fifth|tenth)\b|\bout of\b|\d of (?:the )?\d|\b0?\.\d",
    ),
    _detail(
        "a p-value",
        r"p[- ]?values?|statistical(?:ly)? significan\w+|significance (?:tests?|levels?)",
        r"\bp\s?[<=]|p-?value|statistical(?:ly)? significan",
    ),
)

_AUTHORS = re.compile(
    r"\bwho (?:wrote|authored|made|built|developed|created|invented|published|released|came up with|(?:is|are) behind|"
    r"did (?:it|this|that|[A-Z][\w-]+)(?=\W*$)|are the authors|is the (?:first|last|lead|senior) author)\b"
    r"|\b(?:first|last|lead|corresponding|senior) authors?\b|\bauthors?'? (?:names?|affiliations?|e-?mails?)\b"
    r"|\bhow many authors\b(?=\W*$|\s+(?:are|were|is|did|do|does|has|have|wrote|signed|contributed|on|of|in)\b)"
    r"|^\W*(?:and )?(?:its|the|their|\S+['’]s) authors?\W*$"
    r"|\bnames? of the authors?\b|\b(?:who|what) (?:is|are|were) the authors?\b"
    r"|\b(?:name|list|give(?: me)?|tell me|show(?: me)?) (?:all )?(?:the |its |their )?authors\b(?! (?:who|that)\b)",
    re.I,
)
_MADE_THINGS = re.compile(
    r"\b(?i:who) (?:wrote|authored|made|built|developed|created)\s+(?:the|its|their|these|those)\s+"
    r"(?:(?!(?:on|of|for|in|that|which|with|about|and|to|papers|works|studies|articles|abstracts)\b)[a-z-]+\s+){0,2}?"
    r"(?!(?:papers|works|studies|articles|abstracts)\b)[a-z-]+[^aius\W]s\b"
)
"""Not the paper itself but some things in it: "who wrote the prompts?"."""
_MAKES = re.compile(r"\bwho (?:made|built|developed|created|invented|published|released)\b", re.I)
_YEAR = re.compile(
    r"\b(?:when|what year|which year|in what year|in which year) (?:was|were|did) .{0,80}"
    r"\b(?:published|appear\w*|come out|written)\b"
    r"|\b(?:wrote|authored|published)\b[^?]*\band (?:when|in (?:what|which) year)\W*$"
    r"|\b(?:publication|release) (?:date|year)\b|\byear of publication\b",
    re.I,
)
_VENUE = re.compile(
    r"\b(?:which|what) (?:journal|conference|venue|workshop)\b|\bwhere (?:was|were) .{0,60}\bpublished\b", re.I
)
_MEETING = re.compile(
    r"\b(?:conference|congress|symposium|workshop|proceedings|journal|annual meeting)\b"
    r"|\b(?-i:MICCAI|ISBI|MIDL|CVPR|ICCV|ECCV|NeurIPS|ICLR|ICML|AAAI|ACL|EMNLP|RSNA)\b",
    re.I,
)
_RECEPTION = re.compile(r"\bimpact factor\b|\bhow (?:often|many times) .{0,40}\bcited\b|\bcitation count\b", re.I)


_DENIED = re.compile(r"(?:['’]t|\bnot|\bnever|\bwithout|\bno|\bneither|\bnor)\s+(?:(?!and\b|but\b)\w+\s+){0,1}$", re.I)
"""Before a detail: "without paying", "needn't be paid" ask for none."""


_SENTENCE_ENDS = re.compile(r"(?<=[a-z)%\d]{2}[.!?])\s+(?=[A-Z])")
_DIGIT = re.compile(r"(?<![A-Za-z\d-])\d")


def asked_fields(question: str) -> tuple[Field, ...]:
    """What of a paper's record a question asks for: its author, year or venue.

    >>> asked_fields("Who wrote VoCo, and when was it published?")
    ('author', 'year')
    """
    fields: tuple[tuple[Field, re.Pattern[str]], ...] = (("author", _AUTHORS), ("year", _YEAR), ("venue", _VENUE))
    return tuple(
        field
        for field, pattern in fields
        if (_asks_author(question) if field == "author" else bool(pattern.search(question)))
    )


def _asks_author(question: str) -> bool:
    """Whether a question asks for a paper's authors, not who made some things in it ("who wrote the prompts?")."""
    match = _AUTHORS.search(question)
    return bool(match) and not _MADE_THINGS.search(question)


def _given(detail: Detail, question: str, abstract: str) -> bool:
    """Whether an abstract gives a detail; a measure that is asked for its value with a number in the same sentence."""
    if detail.value is None or not detail.value.search(question):
        return bool(detail.given.search(abstract))
    sentences = _SENTENCE_ENDS.split(abstract)
    return any(detail.given.search(sentence) and _DIGIT.search(sentence) for sentence in sentences)


def missing_detail(question: str, paper: Paper, named: bool = True) -> str | None:
    """What the question asks for and the paper does not give, as words for a sentence; None when nothing is known
    to lack.

    Without a paper `named`, "who built a net that …?" asks which work did, not after people.
    """
    for detail in _DETAILS:
        asked = detail.asked.search(question)
        if asked and not _DENIED.search(question[: asked.start()]) and not _given(detail, question, paper.abstract):
            return detail.name
    if _asks_author(question) and not paper.authors and (named or not _MAKES.search(question)):
        return "its authors"
    if _YEAR.search(question) and paper.year is None:
        return "when it was published"
    venue = paper.venue or _MEETING.search(paper.abstract)
    if _RECEPTION.search(question) or (_VENUE.search(question) and not venue):
        return "where it was published or how it was received"
    return None
