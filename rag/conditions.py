"""Conditions of a list question that are read off a paper's own words rather than matched by meaning.

"Which papers release their code?" asks for something that an abstract says in a few usual ways: an address, "code is
available", "we introduce a dataset", "this survey". Each condition has the words that ask for it and the words with
which a paper meets it, a wording a line. General usage in writing about methods; no list of papers is behind it.
"""

import re

from rag.condition import Condition, either, link, one_of_both, sentence
from rag.paper_conditions import BEYOND_ENGLISH, OUTSIDE_MEDICINE, STAFF_SHORT, SURVEY, TRIED_ONLINE, WORKS_LISTED
from rag.people_conditions import AGAINST_PEOPLE, FALLS_SHORT, GROUPS_APART, JUDGED
from rag.training_conditions import WITHOUT_LABELS
from rag.use_conditions import LOOKS_AHEAD, SHOWN_BY_HAND
from rag.wordings import any_word, pattern

_FIRST_MARK = 0xE000
_MARK = f"[{chr(_FIRST_MARK)}-{chr(_FIRST_MARK + 0xFF)}]"
"""What stands in a question, while it is read, where a condition stood."""

# --- what papers do, as stems that any ending may follow ---

_MAKES = (
    any_word(
        """
        introduc present releas construct curat build built creat collect contribut provid propos develop assembl
        compil gather publish establish annotat design offer generat mak made bring
        """,
        "(?:put|set)(?:ting|s)? (?:together|up)",
    )
    + r"\w*"
)
_SHARES = (
    any_word(
        """
        give giving provid print stat list releas publish shar link includ contain with open public
        available avail offer mak have has com
        """
    )
    + r"\w*"
)
_SHARED = any_word("code data datasets? models? weights project page demo repository", "source code", "data sets?")
_OURS = (
    r"\b"
    + any_word(
        "we our",
        "this (?:paper|work|study|article)",
        rf"(?:is|are|was|were) (?:\w+ )?{any_word('introduc present releas propos')}\w*",
    )
    + r"\b"
)
"""Says that a paper does it itself."""
_WRITE = any_word("generat writ draft produc") + "(?:e|es|ed|ing)?"

# --- things ---

_DATASET = "data ?sets?"
_BENCHMARK = any_word("benchmarks?", "evaluation suites?", "test suites?")
_IMAGES = any_word("images? pictures? photos? scans? x-?rays? radiographs? CXRs? MRIs? CTs?", "x rays?")
_OR_IMAGES = rf"(?:\s+(?:or|and)\s+{_IMAGES}\b)?"
_FINDINGS = any_word("findings impressions?")
_FAKE = any_word("fake synthetic artificial generated made-up invented", "computer-(?:made|generated)")
_FAKE = rf"{_FAKE}(?:\s*(?:,|or|and)\s+{_FAKE})?"
# --- what stands between and around them ---

_PUBLIC = any_word("available public released online open")
_NEW = "(?:an? |new )*"
_OR = rf"(?<={_MARK} or ){_NEW}"
"""Behind a condition that was read before, and its "or"."""
_NO_PREPOSITION = "from by with for on of to in"
_WORDS = r"(?:(?!(?:on|upon|from|use|using)\b)\w[\w-]*\s+){0,3}?"
"""Words between "introduce" and "dataset"; what is built on a dataset, or makes use of one, is not a new one."""
_TAKE_PART = any_word("took take taking entered enter participated participate competed compete submitted")
_FUNCTION = any_word(
    """
    that which who are is were was be get got have has do does did to a an the in on of with their its even also
    """
)


CONDITIONS = (
    WORKS_LISTED,
    TRIED_ONLINE,
    Condition(
        "gives a GitHub link",
        "give a GitHub link",
        asked=pattern(
            rf"\b(?:{_SHARES}\s+)?(?:an?\s+|their\s+|its\s+)?(?:own\s+)?"
            rf"(?:{_PUBLIC}\s+)?(?:code\s+(?:(?:is|are|was)\s+)?(?:on|at|in)\s+)?github\b"
            r"(?:\s+(?:links?|repos?|repositor\w+|pages?|sites?|address\w*)\b)?"
            r"(?:\s+(?:to|for) (?:their|its|the) (?:own )?code)?"
        ),
        met=link(r"github\.com"),
    ),
    Condition(
        "promises a release",
        "promise a release",
        asked=pattern(
            rf"\b(?:(?:only|just|merely)\s+)?(?:promis|announc)\w*\s+(?:that\s+|to\s+)?[^,;?.]*?\b{_SHARED}\b[^,;?.]*"
            rf"(?:,[^;?.]*?\b{_SHARED}\b[^;?.]*?\b(?:releas|shar|publish|publi)\w*[^;?.]*)?",
            rf"\b(?:releas\w*|publication) of\b[^;?.]*?\b{_SHARED}\b[^;?.]*?\b(?:promis|announc|plann)\w*[^;?.]*",
            rf"\b{_SHARED}\s+(?:(?:is|are)\s+(?:yet\s+)?to|will|would|shall)\s+(?:only\s+)?(?:be|follow|come)\b[^,;?.]*",
            rf"\b{_SHARED}\s+(?:(?:is|are|was|were|that is|to be)\s+)?(?:\w+ly\s+|only\s+)?"
            r"(?:promised|announced|forthcoming|still to come"
            r"|not\s+(?:yet\s+)?(?:out|released|available|online|public|there|up)(?:\s+yet)?)\b[^,;?.]*",
        ),
        met=sentence(
            r"\bwill (?:be )?(?:made |fully )?(?:\w+ly )?(?:releas|available|public|open|shar)\w*",
        ),
    ),
    Condition(
        "speaks of released code",
        "speak of released code",
        asked=pattern(
            rf"\b{_SHARES}\s+(?:\w+\s+){{0,3}}?(?:source[ -]?)?code\b(?!\s+address)"
            # "Code, data or a project page" is any link.
            r"(?!\s*,[^?.]*\bor\b[^?.]*\b(?:sites?|pages?|websites?)\b)"
            r"(?:\s+(?:available|public\w*|online|released|for download))*",
            rf"\b(?:source[ -]?)?code\s+(?:(?:is|are|was|that is)\s+)?(?:publicly\s+)?{_PUBLIC}\b",
            rf"\b{_SHARES}\s+(?:an?\s+|their\s+|its\s+|the\s+)?(?:official\s+)?"
            r"(?:implementations?|(?:code )?repo(?:s|sitor\w+)?)\b",
            r"\bdownload\w*\s+(?:the |their |its )?code\b",
            rf"\b(?:source|implementation)s?\s+(?:is|are|was)\s+(?:publicly\s+)?{_PUBLIC}\b",
            # Open-source models may be what a paper uses.
            r"\bopen[- ]source\w*\b(?!\s+(?:[\w-]+\s+){0,2}?(?:\w*llms?|vlms?|models?|networks?)\b)",
        ),
        met=either(
            link(r"git(?:hub|lab)\.", "bitbucket", "codeocean", r"huggingface\.co/(?!datasets)"),
            sentence(
                r"\b(?:source )?codes?\b.{0,30}https?://",
                r"\bcodes?\b.{0,80}\b(?:available|released?|public\w*|open)\b",
                r"\b(?:releas|publish|open-sourc|shar)\w*\b.{0,80}\bcodes?\b",
                rf"\bopen-source {any_word('tool software package framework toolbox implementation')}",
            ),
        ),
    ),
    Condition(
        "gives a link",
        "give a link",
        asked=pattern(
            rf"\b{_SHARES}\s+(?:an?\s+|the\s+|any\s+)?(?:\w+\s+)?"
            + any_word("links? urls? homepages?", "web ?(?:sites?|pages?|address(?:es)?)", "project pages?")
            + rf"\b(?:\s+(?:for|to|of|with)\s+(?:(?:their|its|the)\s+)?{_SHARED}"
            rf"(?:(?:,|,?\s+(?:or|and))\s+(?:an?\s+)?{_SHARED}(?:\s+(?:site|page)s?)?)*)?"
        ),
        met=link("."),
    ),
    Condition(
        "presents a dataset",
        "present a dataset",
        asked=pattern(
            rf"\b{_MAKES}\s+(?P<kept>{_WORDS})"
            rf"{any_word('corpora corpus databases? collections?', _DATASET)}(?:\s+of (?:their|its) own)?\b",
            rf"\bnew (?P<new>(?:\w[\w-]*\s+){{0,3}}?){_DATASET}\b",
            rf"{_OR}{_DATASET}\b",
            r"\bdataset papers\b",
            rf"\b{_MAKES}\s+(?:their|its) own\s+(?P<own>(?:[\w-]+\s+){{0,3}}?)data\b",
            rf"\b{_DATASET}\s+(?:that\s+)?(?:are |is |were |was )?"
            rf"{any_word('introduc present releas propos publish contribut')}\w*",
            # "Which of the datasets hold …": datasets are what is asked for.
            rf"^\W*(?:which|what|how many)(?: of the| of these)? (?P<held>(?:[\w-]+\s+){{0,3}}?){_DATASET}(?: here)?\s+"
            r"(?:that |which )?(?:contain|consist(?: of)?|cover|hold|include|comprise|have|come with|come from|offer"
            r"|provide|are (?:about|on|of|here|there|available))\b",
            # "Knee MRI datasets?" is all of the question.
            r"^\W*(?:which |what |any |the |list (?:the )?)?(?P<of>(?:[\w-]+\s+){1,3}?)data ?sets\b"
            r"(?=\W*$|\W*(?:which|what)\b.*\b(?:there|exist))",
        ),
        met=sentence(
            rf"(?:{_OURS}.{{0,60}}?\b{_MAKES}|\b(?:we|our) new|\bnovel)\b"
            r"(?:(?!using|on (?:the|a)\b|based on|from the).){0,140}?"
            rf"\b{any_word('dataset database corpus', 'data set', 'benchmark dataset', 'collection of')}\b"
        ),
    ),
    Condition(
        "presents a benchmark",
        "present a benchmark",
        asked=pattern(
            rf"\b{_MAKES}\s+(?P<kept>{_WORDS}){_BENCHMARK}(?:\s+(?:or|and)\s+{_NEW}{_BENCHMARK})?\b",
            r"\bnew benchmarks?\b",
            r"\bbenchmark papers\b",
            rf"{_OR}{_BENCHMARK}\b",
        ),
        met=sentence(
            rf"{_OURS}.{{0,60}}?\b{_MAKES}\b.{{0,140}}?"
            r"\b(?:bench\w*|evaluation (?:suite|framework|benchmark)|[A-Z]\w*Bench\w*)\b"
        ),
    ),
    SURVEY,
    FALLS_SHORT,
    AGAINST_PEOPLE,
    Condition(
        "makes images",
        "make images",
        asked=pattern(
            rf"\b(?:creat|generat|synthesi[sz]|invent|draw|paint|produc|fak)(?:e|es|ed|ing|s)?\s+(?:\([^()]*\)\s+)?(?:an?\s+)?"
            rf"(?:new |more )?(?:{_FAKE}\s+)?"
            rf"(?P<kept>(?:(?!report|caption|{any_word(_NO_PREPOSITION)}\b)[\w-]+\s+){{0,2}}?){_IMAGES}\b"
            rf"(?!\s+(?:report|caption)){_OR_IMAGES}(?:\s+(?:itself|themselves))?"
            r"(?:\s+from\s+(?:an? )?(?:text|words|prompts?|descriptions?))?",
            rf"(?:\b(?:mak|produc|draw)(?:e|es|ing)\s+)?\b{_FAKE}\s+"
            rf"(?P<fake>(?:(?!{any_word(_NO_PREPOSITION, 'and', 'or')}\b)[\w-]+\s+){{0,2}}?){_IMAGES}\b{_OR_IMAGES}"
            r"(?:\s*\([^)]*\))?",
            r"\bimage (?:generation|synthesis)\b",
            rf"\b(?P<made>(?:(?!new\b|report|{any_word(f'{_NO_PREPOSITION} and or the which that')}\b)[\w-]+\s+)?)"
            rf"{_IMAGES}\s+(?:(?:that|which)\s+)?(?:(?:are|is|were|get)\s+)?"
            r"(?:made|produced|generated|created|drawn|invented|synthesi[sz]ed)\s+by\s+(?:an? |the )?"
            r"(?:[\w-]+\s+){0,2}?(?:AI|machines?|models?|computers?|software|networks?|GANs?)\b",
            rf"\bmak(?:e|es|ing)\s+up\s+(?:new\s+)?(?P<up>(?:[\w-]+\s+)?){_IMAGES}\b(?:\s+(?:itself|themselves))?",
        ),
        met=sentence(
            rf"\bsynthetic (?:\w+ ){{0,2}}{_IMAGES}\b",
            r"\b(?:image|CXR|X-ray)[ -](?:generation|synthesis)\b",
            rf"\bgenerating (?:high-quality |realistic |new )?{_IMAGES}\b",
            rf"\b{_IMAGES} generation\b",
            r"\bcaptioning and generation\b",
        ),
        task=True,
    ),
    Condition(
        "writes reports",
        "write reports",
        asked=pattern(
            r"\b(?:automat\w+\s+)?reports? (?:generation|writing|generators?|writers?)\b"
            r"(?:\s+(?:for|in|from)\s+(?:radiology|medicine|medical imaging|radiologists)\b)?",
            r"\breports? (?:(?:that|which) (?:is|are) )?(?:written|generated|drafted|produced) by (?:an? |the )?"
            r"(?:AI|machines?|models?|computers?|software|networks?)\b",
            rf"\b{_WRITE}\s+(?:(?:the|an?|whole|full|entire|complete|detailed|structured)\s+)*"
            r"(?:(?:radiologist'?s?|radiology|medical|imaging|clinical|text|written)\s+(?:(?:or|and)\s+(?:other\s+)?)?)*"
            r"(?:reports?|write-?ups?)\b(?:\s+automatically\b)?",
            rf"\b{_WRITE}\s+(?:the )?{_FINDINGS}(?:\s+(?:or|and)\s+{_FINDINGS})?\b",
            r"\b(?:automat\w+|AI)\s+(?:\w+\s+)?reporting\b",
            rf"\b(?:writ|wrote|dictat)\w*\s+up\s+(?:an? |the )?(?P<kept>(?:[\w-]+\s+)?){_IMAGES}\b",
            r"\b(?:machine|computer|AI|automatic\w*)[- ](?:written|generated|made)?\s*reports?\b",
            r"\breports? generated\b",
        ),
        met=sentence(
            r"\breports?(?: findings)? (?:generation|generator|writing)\b",
            r"\b[RM]RG\b",
            r"\bgenerat\w+ (?:[\w-]+ ){0,3}reports?\b",
            r"\breports? generat\w+",
            r"\binto .{0,30}\breports\b",
            r"\b(?:AI|model-generated) reports\b",
        ),
        task=True,
    ),
    JUDGED,
    GROUPS_APART,
    Condition(
        "takes part in or sets a challenge",
        "take part in or set a challenge",
        asked=pattern(
            r"(?:\b(?:take|took|taking) part in|\b"
            + any_word("organi[sz] report host present enter describ participat", "come out of")
            + r"\w*(?:\s+(?:on|in|or))?)\b[\w\s]{0,24}?\b(?:challenges?|competitions?)\b(?:\s+or\s+competitions?)?"
            r"(?:\s*,?\s*(?:that teams enter|are .*|either .*))?",
            r"\b(?:challenges or )?competitions\b(?:\s+are\s+.*)?",
            r"\b(?:public |open )?challenges (?:are|that)\b.*",
            rf"\b(?:challenges?|competitions?|contests?)\s+(?:(?:that|which|in which|where|to which)\s+)?"
            rf"(?:[\w-]+\s+){{0,3}}?{_TAKE_PART}\b"
            r"(?:\s+part)?(?:\s+in)?\b",
        ),
        met=sentence(
            r"\b(?:participat\w+|took part|taking part) in\b.{0,80}\b[Cc]hallenge\b",
            r"\bChallenge tasks\b",
            r"\b(?:foundation|part|basis) of the\b.{0,40}\bchallenge\b",
            r"\borgani[sz]\w+\b.{0,60}\bchallenge\b",
        ),
    ),
    STAFF_SHORT,
    SHOWN_BY_HAND,
    LOOKS_AHEAD,
    WITHOUT_LABELS,
    BEYOND_ENGLISH,
    OUTSIDE_MEDICINE,
)
"""In the order in which a question is read for them: "a GitHub link" before "a link"."""

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
        found[one] = one_of_both(found[one], found.pop(other))
        question = f"{question[: match.start()]}{one}{question[match.end() :]}"
    return tuple(found.values()), re.sub(_MARK, " ", question)
