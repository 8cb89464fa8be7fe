"""Conditions of a list question that are read off a paper's own words rather than matched by meaning.

"Which papers release their code?" asks for something that an abstract says in a few usual ways: an address, "code is
available", "we introduce a dataset", "this survey". Each condition has the words that ask for it and the words with
which a paper meets it, a wording a line. General usage in writing about methods; no list of papers is behind it.
"""

import re

from rag.condition import Condition, either, link, one_of_both, sentence
from rag.paper_conditions import BEYOND_ENGLISH, OUTSIDE_MEDICINE, STAFF_SHORT, SURVEY, WORKS_LISTED
from rag.use_conditions import LOOKS_AHEAD, SHOWN_BY_HAND
from rag.wordings import any_of, any_word, pattern

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
_EXPERTS = (
    r"(?:(?:radiologists|doctors|physicians|clinicians|experts|readers)\s*,\s*)*"
    + any_word(
        """
        radiologists? doctors? physicians? clinicians? experts? specialists? readers humans dermatologists?
        pathologists?
        """
    )
    + rf"(?:\s+(?:or|and)\s+(?:other )?{any_word('radiologists doctors physicians clinicians experts specialists')})?"
)
_PEOPLE = any_of(
    r"(?:that of )?human (?:performance|experts?|readers|respondents)",
    any_word(
        """
        people persons? humans? doctors? physicians? radiologists? clinicians? experts? specialists? readers respondents
        dermatologists? pathologists?
        """
    ),
)
_PERSONS = any_word(
    """
    humans physicians? doctors radiologists(?:['’])? clinicians experts readers respondents dermatologists pathologists
    """
)
_MEASURED = any_word("measured measure measures compared compare compares set pitted judged tested benchmarked matched")
_RIVALS = any_word(
    r"""
    outperform\w* underperform\w* surpass\w* exceed\w* match\w* rival\w* versus
    """,
    "f(?:e|a)ll short of",
    "(?:comparable|equivalent|equal|superior|inferior) (?:to|with)",
    "on par with",
)
_LIKE = any_word(r"e\.?g\.?,?", "such as", "like", "for example,?")
_TRAIT = (
    r"(?:(?:skin[- ](?:tones?|colou?rs?|types?))|sex(?:es)?|genders?|rac(?:e|ial)|ethnicit(?:y|ies)|age|complexions?|"
    r"men and women|old and young|demographic(?:s| [\w-]+s)?)"
)
_TRAITS = rf"\b{_TRAIT}(?:(?:,|,?\s+(?:or|and|and/or))\s+(?:other\s+|differing\s+)?{_TRAIT})+\b"
"""Two or more of what groups of people are told apart by."""
_HOW = (
    r"(?:\b(?:how|whether|if|that)\b[^?.;]{0,80}?)?(?:\b(?:across|among|between|for|by|of|on)\s+)?"
    r"(?:(?:different|various|all|patient)\s+)?(?:(?:demographic |patient )?(?:sub)?groups?(?: of (?:people|patients))?"
    r"(?:\s*[,(:—–-]\s*|\s+)(?:such as |like |e\.?g\.?,? )?)?"
)
"""What is asked of them: whether a model works equally well for all."""
# --- what stands between and around them ---

_PUBLIC = any_word("available public released online open")
_NEW = "(?:an? |new )*"
_OR = rf"(?<={_MARK} or ){_NEW}"
"""Behind a condition that was read before, and its "or"."""
_NO_PREPOSITION = "from by with for on of to in"
_WORDS = r"(?:(?!(?:on|upon|from|use|using)\b)\w[\w-]*\s+){0,3}?"
"""Words between "introduce" and "dataset"; what is built on a dataset, or makes use of one, is not a new one."""
_FUNCTION = any_word(
    """
    that which who are is were was be get got have has do does did to a an the in on of with their its even also
    """
)


CONDITIONS = (
    WORKS_LISTED,
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
    Condition(
        "sets results against people's",
        "set results against people's",
        asked=pattern(
            rf"(?:\b(?:results?|performance|outputs?|AI|machines?|models?|computers?|software|how well)\b[\w\s,]*?\s)?"
            rf"\b{_MEASURED}\s+(?:[\w-]+\s+){{0,2}}?(?:against|with|to|alongside)\s+(?!by\b)(?:[\w-]+\s+){{0,3}}?{_PEOPLE}\b"
            rf"(?:[,\s]+{_LIKE}.{{0,60}}?{_PEOPLE}\b)?(?:\s+(?:or|and)\s+(?:human\s+)?{_PEOPLE}\b)?(?:[,\s]+(?:or|on|and)\b[^?.;]*)?",
            # "Sets the machine's results beside those of doctors".
            rf"\b(?:{_MEASURED}|pits?|puts?|sets|weighs?)\s+(?:[\w'’-]+\s+){{0,4}}?"
            rf"(?:against|alongside|beside|next to|side by side with)\s+(?:[\w-]+\s+){{0,3}}?{_PEOPLE}\b"
            rf"(?:\s+(?:or|and)\s+(?:human\s+)?{_PEOPLE}\b)?(?:,\s+(?:i\.?e\.?|that is)\b[^?;]*)?",
            rf"\b(?:beat|outperform|match|rival|surpass)\w*\s+(?:human\s+|the\s+)?{_PEOPLE}\b",
            # "Do doctors get compared with the machine?"
            rf"\b{_PEOPLE}(?:\s+(?:or|and)\s+(?:other\s+)?{_PEOPLE})?\s+(?:(?:get|are|is|were|being|have been)\s+)?"
            rf"(?:\w+ly\s+)?{_MEASURED}\s+(?:\w+ly\s+)?(?:against|with|to|alongside)\s+(?:[\w'’-]+\s+){{0,3}}?"
            r"(?:AIs?|machines?|models?|computers?|software|networks?|systems?|algorithms?)\b(?:['’]s)?"
            r"(?:\s+(?:performance|results?|outputs?|answers?))?",
        ),
        met=sentence(
            rf"\b(?:compared|{_RIVALS})\b[^.;:]{{0,120}}?\b{_PERSONS}\b",
            r"\bhuman(?:[- ]expert)?(?:[- ]level)? performance\b",
            r"\bhuman[- ]expert[- ]level\b",
            rf"\bthan (?:the |those )?(?:\w+ ){{0,3}}{_PERSONS}\b",
            rf"\bover (?:those|ones) (?:\w+ )by (?:\w+ )?{_PERSONS}\b",
        ),
        described=True,
    ),
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
    Condition(
        "has experts judge results",
        "have experts judge results",
        asked=pattern(
            rf"\b{_EXPERTS}\s+(?:\w+ly\s+)?"
            + any_word(
                """
                rate rated judged? grade graded scored? assess(?:ed)? evaluated? check(?:ed)? review(?:ed)? rank(?:ed)?
                compared? inspect(?:ed)? verif(?:y|ied)
                """,
                "look(?:ed)? (?:over|at)",
            )
            + r"(?:\s+or\s+\w+)?"
            r"(?:\s+(?:what )?(?:the |its |their |an? )?(?:models?|machine|system|network|computer|AI)?(?:'s)?\W*"
            r"(?:outputs?|results?|answers?|produced|wrote|predictions?))?",
            r"\b(?:rated|judged|graded|scored|assessed|evaluated|checked|reviewed|ranked|inspected|verified)\s+by\s+"
            rf"(?:human |medical )?{_EXPERTS}",
            r"\b(?:reader|human evaluation|expert) stud(?:y|ies)\b",
            r"\b(?:human|expert) (?:evaluation|review|assessment)s?\b",
        ),
        met=sentence(
            rf"\b(?:by|from|involving|with)\s+(?:\w+[ -]){{0,4}}{_EXPERTS}\b[^,.]{{0,40}}"
            rf"\b{any_word('evaluat assess rat(?:ed|ings?) indicat prefer review judg')}\w*",
            r"\b"
            + any_word(
                "evaluat assess rated judged",
                "reader study",
                "qualitative reviews?",
                "review and refinement",
            )
            + rf"\w*\b.{{0,70}}\b{_EXPERTS}\b",
            r"\b(?:expert|radiologist|physician|clinician|human|reader)s?[ -](?:evaluations?|stud(?:y|ies)|review)\b",
            rf"\b{_EXPERTS}\s+(?:express|prefer|rated|judged|graded)\w*",
        ),
    ),
    Condition(
        "looks at groups of people apart",
        "look at groups of people apart",
        asked=pattern(
            rf"{_HOW}\b(?:fairness|equity)(?:\s+(?:to|towards|between))?"
            rf"(?:[,\s]+(?:i\.?e\.?|that is)?[\w\s,]*?{_TRAITS})?",
            rf"{_HOW}{_TRAITS}(?:\s+of (?:the |their )?(?:patients?|people|subjects))?\)?",
            rf"{_HOW}\b(?:demographic\w*(?: groups?| factors?| variables?)?|(?:patient|population) (?:sub)?groups)\b",
        ),
        met=sentence(
            r"\bfairness\b",
            r"\bdemographic\b",
            r"\bskin[- ](?:tones?|colou?rs?|types?)\b",
            r"\b(?:across|stratified by|subgroups? (?:of|by)|regardless of)\b[^.;]{0,60}"
            r"\b(?:sex|gender|race|ethnic\w*|age)\b",
        ),
        described=True,
    ),
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
