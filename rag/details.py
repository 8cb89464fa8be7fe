"""Details that readers ask for and abstracts mostly leave out: learning rate, licence, price, authors, and so on.

Each has the words that ask for it and the words with which an abstract would give it. General usage in writing
about methods; a detail that is asked for and not given is named as missing, instead of an answer about something
else.
"""

import re

from rag.amounts_asked import AMOUNTS
from rag.measures import MEASURES, detail, given
from rag.record_asked import missing_of_record
from rag.types import Paper

_CARD = r"(?:[gt]pus?|graphics cards?)"
_CARD_NAMED = r"\b(?:[AVHP][1-9]\d?0{1,2}|RTX|GTX|Titan|GeForce|NVIDIA|TPUv\d)\b"
_PLACE = (
    r"(?-i:\b(?:Hospital|University|Institute|Clinic|Cent(?:er|re)|College|School|Lab(?:oratory)?)\b"
    r"|\bin\s+[A-Z][a-z]+|\b(?:US|USA|UK)\b)"
)
_WORKERS = (
    r"(?:\w{3,}(?:ists?|ians?|ers|ors)|doctors?|people|students?|participants?|authors?|readers?|patients?|"
    r"subjects?|experts?|nurses?|teams?)"
)
_VERSION = (
    r"(?:(?:language |vision |base |largest |smallest |biggest )(?:[\w-]+ ){0,3}?(?:models?|networks?|versions?|"
    r"variants?|ones?)|llm)"
)
_STRETCH = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?)"

_WINNER = "the winner"
_DATES = frozenset({"when the data were collected", "a date"})
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

_DETAILS = (
    detail("a learning rate", r"learning[- ]rates?", r"learning[- ]rate"),
    detail("a batch size", r"batch[- ]sizes?", r"batch[- ]size"),
    detail("training epochs", r"epochs?", r"epoch|iteration"),
    detail("an optimiser", r"optimi[sz]ers?|adamw?|sgd", r"optimi[sz]er|\badamw?\b|\bsgd\b"),
    detail("a loss function", r"loss functions?", r"\bloss(?:es)?\b"),
    detail(
        "the model of its graphics card",
        rf"(?:which|what) (?:[\w-]+ )?(?:{_CARD} (?:models?|types?|brands?)|(?:[gt]pu|graphics card)"
        r"(?!s|[- ](?:count|hours|memory|setup)))|"
        rf"(?:models?|types?|kinds?|brands?) of {_CARD}",
        _CARD_NAMED,
    ),
    detail(
        "the graphics card that it ran on",
        rf"(?:which|what|how many) (?:[\w-]+ )?{_CARD}|gpu[- ](?:count|hours)|vram",
        rf"\b{_CARD}\b|{_CARD_NAMED}",
    ),
    detail("the hardware that it ran on", r"(?:which|what) hardware", rf"\b(?:cpus?|{_CARD})\b|{_CARD_NAMED}"),
    detail(
        "a training time",
        r"training time|how (?:long|many hours|many days) (?:did|does|was) "
        r"(?:it take to train|(?:the )?(?:pre-?)?training)",
        r"\b(?:hours?|days?|minutes?|weeks?|faster|training time|speed\w*|times)\b",
    ),
    detail(
        "an inference time",
        r"inference (?:time|speed|latency)|latency|frames per second|frame ?rate|fps|run ?time|"
        r"how (?:long|many (?:seconds|minutes)) (?:does|do|did|will|would|is|are|was|were) (?!the training|training)"
        r"(?:(?!annotat|label|outlin|draw)[\w-]+ ){1,12}?(?:take|need|run|wait\w*)\b(?! to train)",
        r"inference (?:time|speed)|latency|real-?time|\bseconds?\b|\bms\b|\bfps\b|faster",
    ),
    detail(
        "a licence",
        r"licen[cs]e[sd]?(?!-)|licen[cs]ing|commercial(?:ly)? use",
        r"licen[cs]e|\bcc[- ]by|apache|creative commons",
    ),
    detail(
        "a price",
        r"price|priced|(?:what|how (?:big|high|large|much))\b.{0,40}\b(?:the |a )bill(?!['’s])|"
        r"(?:how much|what) (?:do|does|did|would|was|were) .{1,60} "
        r"(?<!the )(?<!inference )(?<!training )(?<!computing )(?<!computational )"
        r"cost(?! (?:in|of) (?!dollars|euros|money|(?:the|that|this) (?:[\w-]+ ){0,3}?"
        r"(?:study|tests?|paper|work|evaluation|experiments?)\b))|cost,? in (?:dollars|euros|money)|in dollars|"
        r"euros|usd|subscription",
        r"\$\s?\d|dollars?|\busd\b|\beuros?\b|\bprice|prohibitive\w* (?:cost|expens)",
    ),
    detail(
        "regulatory approval",
        r"fda|ce[- ]mark\w*|regulatory (?:approval|clearance)",
        r"\bfda\b|ce[- ]mark|regulat|clearance",
    ),
    detail("funding", r"fund(?:ed|ing|ers?)|sponsor\w*", r"fund(?:ed|ing)|sponsor|grant"),
    detail("a random seed", r"random seeds?", r"\bseeds?\b"),
    detail("a dropout rate", r"dropout", r"dropout"),
    detail(
        "inter-rater agreement",
        r"agreement (?:among|between) (?:(?:the|its|their) )?(?:[\w-]+ ){0,3}?(?:experts|readers|raters|"
        r"annotators|radiologists|"
        r"observers|doctors|judges|physicians)|"
        r"inter-?(?:rater|observer|reader|annotator)|(?:radiologist|reader|annotator|expert|doctor)s?['’]? agreement",
        r"inter-?(?:rater|observer|reader|annotator)|kappa|agree",
    ),
    detail(
        "a number of parameters",
        r"(?:how many|number of) (?:(?:trainable|learnable|model|\w*il+ions?) )?param(?:eter)?s|"
        r"parameter count|model size|"
        rf"size of (?:(?:the|its|an?) )?(?:(?!of\b)[\w-]+ ){{0,3}}?{_VERSION}|"
        rf"how (?:big|large) (?:is|was|are|were) (?:the|its) (?:(?!of\b)[\w-]+ ){{0,3}}?{_VERSION}",
        r"\d[^.]{0,30}\bparameters?\b|\b\d+(?:\.\d+)?\s?[BM]\b",
    ),
    detail(
        "the people's age or sex",
        r"(?:mean|median|average|minimum|maximum|lowest|highest) age|how old|age (?:group|range)s?|(?:were|"
        r"are) (?:women|men|female|male)|sex|"
        r"genders?|ethnicit\w+",
        r"\bages?\b|\baged\b|years old|\bsex\b|gender|\b(?:fe)?males?\b|\b(?:wo)?men\b|ethnic",
    ),
    detail(
        "a field strength",
        r"field strength|tesla|[137](?:\.\d)? ?t|how (?:strong|powerful) (?:is|was|are|were) (?:the )?(?:[\w-]+ )?"
        r"(?:magnet|field|scanner)|strength of the (?:[\w-]+ )?(?:magnet|field|scanner)",
        r"tesla|\b[137](?:\.\d)?\s?T\b|field strength",
    ),
    detail(
        "a slice thickness or voxel size",
        r"slice thickness|how thick|voxel (?:size|spacing)|pixel spacing|thickness of (?:the )?(?:\w+ )?slices",
        r"thickness|voxel|spacing|\bmm\b",
    ),
    detail(
        "a magnification",
        r"(?:what|which|how (?:much|many)) (?:[\w-]+ )?magnifi\w+|magnification (?:level|factor|was|is|did)|"
        r"microns? per pixel",
        r"\d\s?[x×](?![\w×])|\bmagnif\w+\s(?:of\s)?\d|micron|µm",
    ),
    detail(
        "the scanner",
        r"(?:which|what) (?:[\w-]+ ){0,2}?scanners?(?! (?:data|images?|types?|settings?))|"
        r"(?:which|what|whose) (?:maker|manufacturer|vendor|brand|compan(?:y|ies))['’]?s? "
        r"(?:[\w-]+ )?(?:machine|scanner|magnet)s?|"
        r"scanner (?:vendor|model|manufacturer)s?",
        r"(?-i:\b(?:Siemens|Philips|GE|Canon|Toshiba|Hitachi|Samsung|Hologic|Zeiss|Leica|Aperio|Hamamatsu|Bruker|"
        r"United Imaging|Fuji\w*)\b)",
    ),
    detail(
        "what was paid, or by whom",
        r"pa(?:id|yed)|payments?|salar(?:y|ies)|wages?|(?:hourly|daily|monthly|what) (?:pay|rate of pay)|"
        r"(?:was|were|are|got|get) (?:\w+ ){0,4}?compensated(?! by\b)|"
        r"(?:what|which|how much|financial|monetary) compensation|"
        r"compensation (?:for|of) (?:their|his|her) (?:time|work)",
        r"\bpaid\b|payment|salar|wage|compensat|\$",
    ),
    detail(
        "the software that it is written in",
        r"pytorch|tensorflow|jax|programming language|deep learning (?:framework|library)|on windows|operating system",
        r"pytorch|tensorflow|\bjax\b|python|\bwindows\b|\blinux\b",
    ),
    detail("data augmentation", r"(?:data )?augmentations?", r"augment"),
    detail(
        "how the data were split",
        r"(?:train\w*[ /-](?:val\w*[ /-])?test|data|validation) splits?"
        r"(?! (?:between|into|among|by) (?!.{0,40}\b(?:train|test|valid)))|how (?:was|were) .{0,30}\bsplit|folds?",
        r"\bsplit|\bfold|cross-validation|held-?out",
    ),
    detail(
        "confidence intervals",
        r"confidence intervals?|standard deviations?|error bars?",
        r"confidence interval|\bCI\b|±|deviation",
    ),
    detail("a follow-up time", r"follow-?up (?:time|period|length|duration)", r"follow-?up"),
    detail("ethical approval", r"ethic\w*|irb|(?:informed )?consent", r"ethic|\birb\b|consent"),
    detail("conflicts of interest", r"conflicts? of interest|competing interests?", r"conflict|competing interest"),
    detail(
        "energy use",
        r"energy|electricity|carbon footprint|co2|(?<!positron )(?<!photon )emissions?",
        r"energy|electricity|carbon|\bco2\b|emission",
    ),
    detail("memory use", r"memory (?:use|usage|footprint|consumption)|how much memory|gpu memory", r"memory"),
    detail(
        "an image size",
        r"(?:input|image|pixel|patch|crop|output|spatial) (?:size|resolution|dimensions?)|"
        r"(?:at|in|to|of) (?:what|which) (?:[\w-]+ )?resolution|how many pixels",
        r"\d\s?(?:x|×|\\times)\s?\d|\bpixels\b|\d\s?(?:mm|µm)\b",
    ),
    detail(
        "training settings",
        r"weight decay|warm-?up (?:steps?|epochs?|period|schedule|ratio)|momentum|beam (?:size|width)|"
        r"(?<!body )(?<!skin )(?<!room )(?<!surface )temperature"
        r"(?! (?:differences?|maps?|patterns?|of the (?:skin|body)))",
        r"weight decay|warm-?up|momentum|beam|temperature",
    ),
    detail(
        "how accurate it is",
        r"how (?:accurate|precise|reliable|correct|exact)(?:ly)?(?= (?:is|are|was|were|does|do|did|can|will)\b)",
        r"\d\s?\\?%|\b0?\.\d|\d\.\d|accura[^.]*\d|\d[^.]*accura|precision is|lack\w* (?:in )?precision",
    ),
    detail(
        "how many works it covers",
        r"how many (?:[\w-]+ )?(?:papers|articles|publications|studies|works|references|manuscripts)\b(?=.{0,60}"
        r"\b(?:cover|review|survey|go(?:es|ne)? through|went (?:in ?to|through)|includ|discuss|summari|look|"
        r"read|screen|"
        r"analy[sz]|examin|cit|dr[ae]w|taken|extract|collect|compil|gather|consider|sift|comb)).*",
        r"\d[\d,+]*\s+(?:[\w-]+\s+){0,3}(?:papers|articles|publications|studies|works|references)",
    ),
    detail(
        "a BLEU or ROUGE score",
        r"bleu(?:-?\d)?|rouge(?:-?l)?|meteor|cider|bertscore|radgraph(?: f1)?|chexbert(?: f1)?",
        r"bleu|rouge|meteor|cider|bertscore|radgraph|chexbert|lexical metrics",
    ),
    detail(
        "the wording of a prompt",
        r"(?:what|which) (?:exact|precise) (?:text |system )?(?:prompt|instruction|wording|question)s?|"
        r"(?:exact )?wording of the "
        r"(?:prompt|instruction|question)s?|(?:what|which) prompt (?:was|did)(?=[^?]*\b(?:given|used?|sent|fed|"
        r"write|wrote)\b)",
        r"[\"“][^\"”]{8,}[\"”]",
    ),
    detail(
        "how experienced they are",
        r"how (?:experienced|senior|qualified)|years of (?:experience|practice|training)|"
        r"(?:what|which) (?:qualifications?|seniority|levels? of (?:experience|training))",
        r"experienc|board-certified|\bseniors?\b|\bresidents?\b|\bjuniors?\b|consultant|specialist|years of",
    ),
    detail(
        "a statistical test",
        r"(?:which|what) (?:statistical|significance) tests?",
        r"\b(?:[tz]-test|wilcoxon|mcnemar|chi-?squared?|anova|mann|bootstrap\w*|permutation|fisher|delong)",
    ),
    detail(
        "how to install it",
        r"how (?:do|can|would) (?:i|we|you|one) (?:install|set up|deploy|compile|build)|install\w*|pip|docker\w*",
        r"\binstall|\bpip\b|docker|deploy",
    ),
    detail(
        "the size of its network",
        r"how many (?:\w+ )?(?:layers|attention heads|blocks|hidden units)|"
        r"how deep (?:is|was|are|were) (?:the|its|their)|embedding (?:size|dimension)s?|"
        r"vocabulary size|codebook (?:size|entries)|how (?:big|large) (?:is|was) (?:the|its) (?:codebook|vocabulary)|"
        r"size of (?:the |its )?(?:[\w-]+ )?(?:codebook|vocabulary|embeddings?|bottleneck)|"
        r"context (?:length|window)|(?:number|depth) of (?:the )?(?:layers|heads)",
        r"\blayers?\b|\bheads?\b|dimension|vocabulary|codebook|context (?:length|window)",
    ),
    detail(
        "which patients were left out",
        r"(?:in|ex)clusion criteri\w+|who was excluded|recruit\w*|eligib\w+",
        r"inclusion|exclusion|excluded|recruit|eligib|criteri",
    ),
    detail(
        "when the data were collected",
        r"(?:when|in (?:what|which) years?|over (?:what|which) period) (?:was|were) .{0,50}"
        r"(?:collected|acquired|recorded|scanned|gathered|taken)",
        r"\b(?:19|20)\d\d\b",
    ),
    detail(
        "a date",
        r"(?:when|(?:in|since) (?:what|which) (?:year|month)) (?:was|were|did|has|have|will) .{1,80}"
        r"\b(?:start|begin|beg[au]n|launch|releas|introduc|approv|withdr[ae]w|found|establish|announc|adopt|"
        r"deploy|first)\w*",
        r"\b(?:19|20)\d\d\b",
    ),
    detail(
        "how long annotating took",
        r"how (?:long|many hours|much time) (?:did|does|was|were|is) .{0,50}(?:annotat|label|outlin|segment|draw)\w*",
        r"\b(?:hours?|minutes?|days?|weeks?|months?|seconds?|faster)\b|\btime\s(?:\w+\s)?(?:by|of|to|from)\s\W?\d",
    ),
    detail(
        "where they work",
        rf"where (?:do|did|are|is|were|was) (?:[\w-]+ ){{0,4}}?{_WORKERS}\b[^?]{{0,60}}?\b(?:work(?:ing|ed)?|"
        rf"employed|based"
        rf"|practi[sc]\w+|trained)(?=\W*$)|{_WORKERS}\b[^?]{{0,60}}\b(?:working|employed|affiliated) (?:for|at|by|"
        rf"with)(?=\W*$)|"
        rf"\bwhom? (?:do|did|does) [^?]{{2,60}}?\bwork\w* for|affiliation",
        _PLACE,
    ),
    detail(
        "where that was",
        r"where (?:was|were|are|is|did|do) [^?]{2,60}?\b(?:acquired|recorded|scanned|recruited|treated|operated|"
        r"admitted|imaged|hospitali[sz]ed|live[ds]?|held|seen)\b",
        rf"{_PLACE}|https?:|online|\bpublic|social media|hospitals|multi-?cent|\bcent(?:er|re)s",
    ),
    detail(
        "how often that is",
        r"how (?:often|frequently) (?:does|do|did|was|were|is|are|has|have|can|could|will)",
        r"\d\s?\\?%|per ?cent|\bout of\b|\d of (?:the )?\d|\b0?\.\d|\d\.\d|\d/\d|\b(?:times|always|never|rarely|"
        r"rates?)\b",
    ),
    detail(
        "how long that takes",
        r"how long(?![- ](?:range|tail\w*|term|form)\b)"
        r"(?! (?:(?:an?|the|were|are|is|was|does|do|did|its|their|each) )*(?:[\w-]+ ){0,3}?(?:reports?|texts?|"
        r"captions?|"
        r"sentences?|sequences?|prompts?|descriptions?|contexts?|inputs?|answers?|lists?|papers?)\b)|"
        r"(?:what|which) time (?:after|before|span|window|interval|point)|how soon|"
        rf"how (?:many|much) (?:(?:more|extra) )?(?:{_STRETCH}|milliseconds|time(?!s))|how far apart|"
        r"(?:duration|length) of (?:(?:the|each|an?|its|one|these) )?(?:[\w-]+ ){0,2}?(?:videos?|scans?|clips?|"
        r"recordings?|operations?|surger\w+|sessions?|stays?|visits?|exams?|trainings?|treatments?|procedures?)|"
        r"(?:video|scan|clip|session|operation|acquisition) (?:duration|length)",
        rf"\b(?:\d[\d.,]*|an?|half(?: an?)?|few|several|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[\s-]+"
        rf"(?:\w+[\s-]+)?(?:{_STRETCH}|decades?|ms)\b|\b(?:milliseconds|seconds|minutes|hours|days|weeks|"
        rf"months)\b|real[- ]?time|\bfaster\b|\bspeed\w*|\btimes\s(?:faster|quicker|"
        rf"as|longer|less)|decade|"
        r"\btime\s(?:\w+\s)?(?:by|of|to|from)\s\W?\d",
    ),
    detail(
        "a day",
        r"(?:on|at) (?:what|which) (?:date|day)",
        r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b",
    ),
    detail(
        "a file format",
        r"file (?:format|type)s?|(?:which|what) formats?\b[^?]{0,60}\b(?:stored|saved|come|kept|released|provided|"
        r"distributed)",
        r"\b(?:DICOM|NIfTI|PNG|JPE?G|TIFF?|CSV|JSON|STL|OBJ|PLY|HDF5|MP4|formats?)\b",
    ),
    detail(
        "the values of its hyperparameters",
        r"(?:which|what)(?: \w+){0,3} hyper-?parameters?(?: values?| settings?)?(?! (?:optimi|search|tun))",
        r"hyper-?parameters?[^.]{0,60}\d",
    ),
    detail(
        "how often it was repeated",
        r"how many (?:random )?(?:runs|repeats|repetitions|restarts|folds)|averaged over how many",
        r"\bruns?\b|repeat|\bfolds?\b|cross-validation",
    ),
    detail(
        "use in the clinic",
        r"(?:routinely|already|now|currently) (?:\w+ )?(?:use[sd]?|using|deploy\w*|install\w*) |"
        r"(?:which|what|how many) (?:clinics|hospitals|doctors|practices) (?:\w+ ){0,3}(?:use|using|run|deploy\w*)|"
        r"in routine (?:use|care|practice)|on real patients",
        r"routine|deploy|in (?:clinical )?(?:use|practice)\b|real[- ]world|prospective",
    ),
    detail("an address to write to", r"e-?mail(?: address)?|contact details|phone number", r"e-?mail|contact|@"),
    detail("an award", r"(?:best[- ]paper )?awards?|prizes?", r"award|prize|\bwon\b|winn"),
    detail(
        _WINNER,
        r"who (?:won|came first|took first place)|(?:the )?winners?\b.{0,20}\bwho|who (?:is|was|were) the winners?|"
        r"winning "
        r"(?:team|entry|method|submission|model)",
        r"\bwon\b|\bwinn(?:er|ing)|first place|ranked first",
    ),
    detail(
        "a share",
        r"(?:what|which) (?:share|portion|fraction|proportion|percentage|per ?cent)|"
        r"how (?:large|big|small|high) (?:a|is the) (?:share|portion|fraction|proportion|percentage)",
        r"\d\s?\\?%|per ?cent|\b(?:half|third|quarter|fifth|tenth)\b|\bout of\b|\d of (?:the )?\d|\b0?\.\d|"
        r"\d \w+ per \d",
    ),
    detail(
        "a p-value",
        r"p[- ]?values?|statistical(?:ly)? significan\w+|significance (?:tests?|levels?)",
        r"\bp\s?[<=]|p-?value|statistical(?:ly)? significan",
    ),
)

_SIDES = re.compile(r"\b(?:against|versus|vs\.?|or)\b[^.?!]*[:;,–-]\s*(?:so |and )?who won\b", re.I)
"""Asks which of two sides did better, and after no contest."""
_DENIED = re.compile(r"(?:['’]t|\bnot|\bnever|\bwithout|\bno|\bneither|\bnor)\s+(?:(?!and\b|but\b)\w+\s+){0,1}$", re.I)
"""Before a detail: "without paying", "needn't be paid" ask for none."""


def _without_said_years(question: str, abstract: str) -> str:
    """An abstract without the years that a question has itself, of which it asks another ("when was the 2019 set
    taken?").
    """
    return re.sub(rf"\b(?:{'|'.join(years)})\b", " ", abstract) if (years := _YEAR.findall(question)) else abstract


def missing_detail(question: str, paper: Paper, named: bool = True) -> str | None:
    """What the question asks for and the paper does not give, as words for a sentence; None when nothing is known
    to lack.

    Without a paper `named`, "who built a net that …?" asks which work did, not after people.
    """
    for each in (*_DETAILS, *MEASURES, *AMOUNTS):
        asked = each.asked.search(question)
        if each.name == _WINNER and _SIDES.search(question):
            continue
        abstract = _without_said_years(question, paper.abstract) if each.name in _DATES else paper.abstract
        if asked and not _DENIED.search(question[: asked.start()]) and not given(each, question, abstract):
            return each.name
    return missing_of_record(question, paper, named)
