"""Conditions of a list question that are read off a paper's own words rather than matched by meaning.

"Which papers release their code?" asks for something that an abstract says in a few usual ways: an address, "code is
available", "we introduce a dataset", "this survey". Each condition has the words that ask for it and the words with
which a paper meets it. General usage in writing about methods; no list of papers is behind it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rag.passages import Span, split_sentences
from rag.types import Paper
from rag.words import terms

_MAKES = (
    r"(?:introduc|present|releas|construct|curat|build|built|creat|collect|contribut|provid|propos|develop|assembl|"
    r"compil|gather|publish|establish|annotat|design|offer|generat|mak|made|bring|(?:put|set)(?:ting"
    r"|s)? (?:together|up))\w*"
)
_OURS = (
    r"\b(?:we|our|this (?:paper|work|study|article)"
    r"|(?:is|are|was|were) (?:\w+ )?(?:introduc|present|releas|propos)\w*)\b"
)
_REVIEWS = r"(?:surveys?|reviews?|overviews?)"
_BENCHMARK = r"(?:benchmarks?|evaluation suites?|test suites?)"
_FIRST_MARK = 0xE000
_MARK = f"[{chr(_FIRST_MARK)}-{chr(_FIRST_MARK + 0xFF)}]"
"""What stands in a question, while it is read, where a condition stood."""
_WORDS = r"(?:(?!(?:on|upon|from|use|using)\b)\w[\w-]*\s+){0,3}?"
"""Words between "introduce" and "dataset"; what is built on a dataset, or makes use of one, is not a new one."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: how it is said of papers, how it is asked for, and the sentence that shows it is met."""

    name: str
    """What of it is said of one paper."""
    many: str
    """What of it is said of several."""
    asked: re.Pattern[str]
    """What of a question asks for it; the rest is the topic."""
    met: Callable[[Paper], Span | None]
    """The sentence of the abstract that shows it, or None."""


def _asked(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.I)


def _sentence(pattern: str) -> Callable[[Paper], Span | None]:
    """The first sentence in which a pattern is found."""
    compiled = re.compile(pattern, re.I)

    def find(paper: Paper) -> Span | None:
        if not compiled.search(paper.abstract):  # most abstracts: not worth their sentences
            return None
        for start, end in split_sentences(paper.abstract):
            if compiled.search(paper.abstract[start:end]):
                return start, end
        return None

    return find


def _link(pattern: str) -> Callable[[Paper], Span | None]:
    """The sentence with a link that a pattern fits."""
    compiled = re.compile(pattern, re.I)

    def find(paper: Paper) -> Span | None:
        wanted = [link for link in paper.links if compiled.search(link)]
        if not wanted:
            return None
        for start, end in split_sentences(paper.abstract):
            if any(link in paper.abstract[start:end] for link in wanted):
                return start, end
        return None

    return find


def _either(*finders: Callable[[Paper], Span | None]) -> Callable[[Paper], Span | None]:
    def find(paper: Paper) -> Span | None:
        return next((span for finder in finders if (span := finder(paper))), None)

    return find


def _is_survey(paper: Paper) -> Span | None:
    titled = re.search(rf"\b{_REVIEWS}\b", paper.title, re.I)
    said = _sentence(rf"\b(?:this|present) (?:\w+ ){{0,2}}{_REVIEWS}\b|\baims? to (?:review|survey)\b")(paper)
    if said:
        return said
    return split_sentences(paper.abstract)[0] if titled else None


def _outside_medicine(paper: Paper) -> Span | None:
    """The first sentence of a paper that has no word of medicine."""
    return None if _MEDICINE.search(f"{paper.title} {paper.abstract}") else split_sentences(paper.abstract)[0]


_MEDICINE = re.compile(
    r"\b(?:medical\w*|medicine|clinic\w*|patients?|health\w*|diseases?|radiolog\w*|biolog\w*|biomedic\w*|hospitals?|"
    r"diagnos\w*|cancers?|tumou?rs?|surg\w*|patholog\w*|anatom\w*|therap\w*|pharma\w*|genom\w*)\b",
    re.I,
)
_IMAGES = r"(?:images?|pictures?|photos?|scans?|x-?rays?|radiographs?|CXRs?|MRIs?|CTs?)"
_FAKE = r"(?:fake|synthetic|artificial|generated|made-up|invented)"
_EXPERTS = (
    r"(?:radiologists?|doctors?|physicians?|clinicians?|experts?|specialists?|readers|humans|dermatologists?"
    r"|pathologists?)"
    r"(?:\s+(?:or|and)\s+(?:other )?(?:radiologists|doctors|physicians|clinicians|experts|specialists))?"
)
_TONGUES = (
    "Arabic|Chinese|Mandarin|Danish|Dutch|French|German|Hindi|Italian|Japanese|Korean|Persian|Polish|Portuguese|"
    "Russian|Spanish|Swedish|Turkish|Vietnamese"
)
_FUNCTION = (
    r"(?:that|which|who|are|is|were|was|be|get|got|have|has|do|does|did|to|a|an|the|in|on|of|with|their|its|even"
    r"|also)"
)
_SHARES = (
    r"(?:give|giving|provid|releas|publish|shar|link|includ|contain|with|open|public|available|avail|offer|mak"
    r"|have|has"
    r"|com)\w*"
)

CONDITIONS = (
    Condition(
        "gives a GitHub link",
        "give a GitHub link",
        _asked(
            rf"\b(?:{_SHARES}\s+)?(?:an?\s+|their\s+|its\s+)?(?:own\s+)?(?:code\s+(?:(?:is|are|was)\s+)?(?:on|at"
            rf"|in)\s+)?github\b"
            r"(?:\s+(?:links?|repos?|repositor\w+|pages?|address\w*))?(?:\s+(?:to|for) their own code)?"
        ),
        _link(r"github\.com"),
    ),
    Condition(
        "speaks of released code",
        "speak of released code",
        _asked(
            rf"\b{_SHARES}\s+(?:\w+\s+){{0,3}}?(?:source[ -]?)?code\b(?:\s+(?:available|public\w*|online"
            rf"|released|for "
            r"download))*|\b(?:source[ -]?)?code\s+(?:(?:is|are|was|that is)\s+)?(?:publicly\s+)?(?:available|public|"
            r"released|online|open)\b"
            rf"|\b{_SHARES}\s+(?:an?\s+|their\s+|its\s+|the\s+)?(?:official\s+)?(?:implementations?"
            rf"|(?:code )?repo(?:s|sitor\w+)?)\b"
            r"|\bdownload\w*\s+(?:the |their |its )?code\b|\b(?:source|implementation)s?\s+(?:is|are"
            r"|was)\s+(?:publicly\s+)?"
            r"(?:available|public|released|online|open)\b"
            # Open-source models may be what a paper uses.
            r"|\bopen[- ]source\w*\b(?!\s+(?:[\w-]+\s+){0,2}?(?:\w*llms?|vlms?|models?|networks?)\b)"
        ),
        _either(
            _link(r"git(?:hub|lab)\.|bitbucket|codeocean|huggingface\.co/(?!datasets)"),
            _sentence(
                r"\b(?:source )?codes?\b.{0,30}https?://|"
                r"\bcodes?\b.{0,80}\b(?:available|released?|public\w*|open)\b|\b(?:releas|publish|open-sourc|shar)\w*"
                r"\b.{0,80}\bcodes?\b|\bopen-source (?:tool|software|package|framework|toolbox|implementation)"
            ),
        ),
    ),
    Condition(
        "gives a link",
        "give a link",
        _asked(
            rf"\b{_SHARES}\s+(?:an?\s+|the\s+|any\s+)?(?:\w+\s+)?(?:links?|urls?|web ?(?:sites?|pages?)"
            rf"|project pages?|"
            r"homepages?)\b"
        ),
        _link("."),
    ),
    Condition(
        "presents a dataset",
        "present a dataset",
        _asked(
            rf"\b{_MAKES}\s+(?P<kept>{_WORDS})(?:datasets?|data ?sets?|corpora|corpus|databases?|data collections?)"
            r"(?:\s+of (?:their|its) own)?\b|\bnew (?P<new>(?:\w[\w-]*\s+){0,3}?)(?:datasets?|data ?sets?)\b"
            rf"|(?<={_MARK} or )(?:an? |new )*(?:datasets?|data ?sets?)\b"
            rf"|\bdataset papers\b|\b{_MAKES}\s+(?:their|its) own\s+(?P<own>(?:[\w-]+\s+){{0,3}}?)data\b"
            r"|\bdata ?sets?\s+(?:that\s+)?(?:are |is |were |was )?(?:introduc|present|releas|propos|publish"
            r"|contribut)\w*"
            r"|^\W*(?:which |what |any |the |list (?:the )?)?(?P<of>(?:[\w-]+\s+){1,3}?)(?:datasets|data "
            r"?sets)\b(?=\W*$|\W*"
            r"(?:which|what)\b.*\b(?:there|exist))"
        ),
        _sentence(
            rf"(?:{_OURS}.{{0,60}}?\b{_MAKES}|\b(?:we|our) new|\bnovel)\b(?:(?!using|on the|based on|"
            rf"from the).){{0,140}}?\b(?:dataset|data set|database|corpus|benchmark dataset|collection of)\b"
        ),
    ),
    Condition(
        "presents a benchmark",
        "present a benchmark",
        _asked(
            rf"\b{_MAKES}\s+(?P<kept>{_WORDS}){_BENCHMARK}(?:\s+(?:or|and)\s+(?:an? |new )*{_BENCHMARK})?\b"
            rf"|\bnew benchmarks?\b|\bbenchmark papers\b|(?<={_MARK} or )(?:an? |new )*{_BENCHMARK}\b"
        ),
        _sentence(
            rf"{_OURS}.{{0,60}}?\b{_MAKES}\b.{{0,140}}?\b(?:bench\w*|evaluation (?:suite|framework|benchmark)|"
            rf"[A-Z]\w*Bench\w*)\b"
        ),
    ),
    Condition(
        "is a survey",
        "are surveys",
        _asked(
            rf"\b(?:literature |systematic |scoping )?{_REVIEWS}\b(?:\s+(?:or|and)\s+{_REVIEWS}\b)?(?:\s+papers?|"
            rf"\s+articles?)?\b(?!\s+of (?:all |the |these |your )*(?:papers|studies|works|abstracts|articles)\b)"
        ),
        _is_survey,
    ),
    Condition(
        "makes images",
        "make images",
        _asked(
            rf"\b(?:creat|generat|synthesi[sz])(?:e|es|ed|ing|s)?\s+(?:new |more )?(?P<kept>(?:(?!report"
            rf"|caption|(?:from|by|with|for|on|of|to|in)\b)[\w-]+\s+)"
            rf"{{0,2}}?){_IMAGES}\b(?!\s+(?:report|caption))(?:\s+(?:or|and)\s+{_IMAGES}\b)?|(?:\b(?:mak|produc"
            rf"|draw)(?:e|es|ing)\s+)?\b{_FAKE}\s+"
            rf"(?P<fake>(?:(?!(?:from|by|with|for|on|of|to|in|and"
            rf"|or)\b)[\w-]+\s+){{0,2}}?){_IMAGES}\b(?:\s+(?:or|and)\s+{_IMAGES}\b)?(?:\s*\([^)]*\))?"
            rf"|\bimage (?:generation|synthesis)\b"
        ),
        _sentence(
            rf"\bsynthetic (?:\w+ ){{0,2}}{_IMAGES}\b|\b(?:image|CXR|X-ray)[ -](?:generation|synthesis)\b"
            rf"|\bgenerating (?:high-quality |realistic |new )?{_IMAGES}\b|\b{_IMAGES} generation\b"
            r"|\bcaptioning and generation\b"
        ),
    ),
    Condition(
        "writes reports",
        "write reports",
        _asked(
            r"\breport (?:generation|writing|generators?|writers?)\b|\b(?:generat|writ|draft|produc)(?:e|es|ed"
            r"|ing)?\s+(?:the |a )?"
            r"(?:(?:radiologist'?s?|radiology|medical|imaging|clinical)\s+)?(?:reports?|write-?ups?)\b"
            r"|\b(?:generat|writ|draft|produc)(?:e|es|ed|ing)?\s+(?:the )?(?:findings|impressions?)(?:\s+(?:or"
            r"|and)\s+"
            r"(?:findings|impressions?))?\b|\b(?:automat\w+|AI)\s+(?:\w+\s+)?reporting\b"
            rf"|\b(?:writ|wrote|dictat)\w*\s+up\s+(?:an? |the )?(?P<kept>(?:[\w-]+\s+)?){_IMAGES}\b"
            r"|\b(?:machine|computer|AI|automatic\w*)[- ](?:written|generated|made)?\s*reports?\b|\breports? "
            r"generated\b"
        ),
        _sentence(
            r"\breports?(?: findings)? (?:generation|generator|writing)\b|\b[RM]RG\b|\bgenerat\w+ (?:[\w-]+ "
            r"){0,3}reports?\b"
            r"|\breports? generat\w+|\binto .{0,30}\breports\b|\b(?:AI|model-generated) reports\b"
        ),
    ),
    Condition(
        "has experts judge results",
        "have experts judge results",
        _asked(
            rf"\b{_EXPERTS}\s+(?:\w+ly\s+)?(?:rat(?:e|ed)|judged?|grad(?:e|ed)|scored?|assess(?:ed)?|evaluated?"
            rf"|check(?:ed)?|"
            r"review(?:ed)?|rank(?:ed)?|compared?|inspect(?:ed)?|verif(?:y|ied)|look(?:ed)? (?:over"
            r"|at))(?:\s+or\s+\w+)?(?:\s+(?:what )?(?:the |its |their "
            r"|an? )?(?:models?|machine|system|network|computer"
            r"|AI)?(?:'s)?\W*"
            r"(?:outputs?|results?|answers?|produced|wrote|predictions?))?"
            r"|\b(?:reader|human evaluation|expert) stud(?:y|ies)\b|\b(?:human|expert) (?:evaluation|review"
            r"|assessment)s?\b"
        ),
        _sentence(
            rf"\b(?:by|from|involving|with)\s+(?:\w+[ -]){{0,4}}{_EXPERTS}\b[^,.]{{0,40}}\b(?:evaluat|assess"
            rf"|rat(?:ed|ings?)|"
            rf"indicat|prefer|review|judg)\w*|\b(?:evaluat|assess|reader study|rated|judged|qualitative reviews?"
            rf"|review and"
            rf" refinement)\w*\b.{{0,50}}\b{_EXPERTS}\b|\b(?:expert|radiologist|physician|clinician|human"
            rf"|reader)s?[ -]"
            rf"(?:evaluations?|stud(?:y|ies)|review)\b|\b{_EXPERTS}\s+(?:express|prefer|rated|judged|graded)\w*"
        ),
    ),
    Condition(
        "takes part in or sets a challenge",
        "take part in or set a challenge",
        _asked(
            r"(?:\b(?:take|took|taking) part in|\b(?:organi[sz]|report|host|present|enter|describ|come out of"
            r"|participat)\w*"
            r"(?:\s+(?:on|in|or))?)\b[\w\s]{0,24}?\b(?:challenges?|competitions?)\b(?:\s+or\s+competitions?)?"
            r"(?:\s*,?\s*(?:that teams enter|are .*|either .*))?|\b(?:challenges or )?competitions\b"
            r"(?:\s+are\s+.*)?|\b(?:public |open )?challenges (?:are|that)\b.*"
        ),
        _sentence(
            r"\b(?:participat\w+|took part|taking part) in\b.{0,80}\b[Cc]hallenge\b|\bChallenge tasks\b"
            r"|\b(?:foundation|part|basis) of the\b.{0,40}\bchallenge\b|\borgani[sz]\w+\b.{0,60}\bchallenge\b"
        ),
    ),
    Condition(
        "goes beyond English",
        "go beyond English",
        _asked(
            r"\b(?:(?:other|foreign|several|two|different|more|many|multiple|various) languages"
            r"|more than (?:one|a single) language|languages? (?:other than|besides"
            r"|beyond|apart from)"
            r" english|(?:not|non)[- ](?:in )?english(?: \w+)?|multilingual|bilingual)\b"
        ),
        _sentence(rf"\b(?:multilingual|bilingual|cross-lingual|{_TONGUES})\b"),
    ),
    Condition(
        "is not about medicine",
        "are not about medicine",
        _asked(
            r"\b(?:are |is |have |has )?(?:nothing to do with|(?:(?:are|is|do|does)n['’]?t|not) (?:really |actually "
            r"|strictly )?(?:about|on|related to|concerned with|deal with|concern)|outside(?: of)?|"
            r"unrelated to)\s+(?:medicine|health\w*|medical \w+|medical|biomedicine)(?: at all)?\b"
            r"|\bnon-?medical\b|\b(?:have |has |with )?nothing medical\b"
        ),
        _outside_medicine,
    ),
)


_JOINED = re.compile(rf"(?P<one>{_MARK})\s*,?\s*or\s+(?:{_FUNCTION}\s+)*(?P<other>{_MARK})")


def split_conditions(question: str) -> tuple[tuple[Condition, ...], str]:
    """The conditions that a list question sets, and the question without the words that set them; two that it joins by
    "or" are one.

    >>> [condition.name for condition in split_conditions("Which MRI papers release their code?")[0]]
    ['speaks of released code']
    """
    found: dict[str, Condition] = {}
    for condition in CONDITIONS:
        match = condition.asked.search(question)
        if match:
            mark = chr(_FIRST_MARK + len(found))
            found[mark] = condition
            # "Introduce a chest X-ray dataset" is of a topic, too.
            kept = " ".join(filter(None, match.groupdict().values()))
            question = f"{question[: match.start()]}{kept} {mark} {question[match.end() :].lstrip()}"
    while match := _JOINED.search(question):
        one, other = match["one"], match["other"]
        found[one] = any_of(found[one], found.pop(other))
        question = f"{question[: match.start()]}{one}{question[match.end() :]}"
    return tuple(found.values()), re.sub(_MARK, " ", question)


def word_condition(topic: str) -> Condition:
    """That a paper has all words of a topic."""
    wanted = frozenset(terms(topic))

    def find(paper: Paper) -> Span | None:
        if not wanted <= set(terms(f"{paper.title}. {paper.abstract}")):
            return None
        return max(
            split_sentences(paper.abstract), key=lambda span: len(wanted & set(terms(paper.abstract[slice(*span)])))
        )

    return Condition(f"speaks of “{topic}”", f"speak of “{topic}”", re.compile(re.escape(topic), re.I), find)


def any_of(one: Condition, other: Condition) -> Condition:
    """That one of two conditions is met."""
    many = f"{one.many} or {other.many}"
    return Condition(f"{one.name} or {other.name}", many, one.asked, _either(one.met, other.met))
