"""Conditions of a list question on what sort of paper it is: a survey, one beyond English, one not about medicine, one
that is for want of doctors.
"""

from rag.condition import Condition, sentence
from rag.passages import Span, split_sentences
from rag.types import Paper
from rag.wordings import any_of, any_word, pattern

_KEEPS = any_word(
    "keep maintain host run curat put give giving provid list releas publish shar link offer com ha hav with"
)
_LISTS = any_word(
    "lists? collections? repos? repositor(?:y|ies) catalogu?es? ind(?:ex|exes|ices) pages? sites? resources?"
)
_ONLINE = r"(?:(?:that|which) (?:is|are) )?(?:(?:(?:on|at|in|via) (?:the )?)?(?:github|internet|web)|online)\b"
_WORKS = any_word("works? papers articles literature studies publications references")
_TOLD = any_word("cover discuss review survey summaris summariz list mention cit")
_OF_WORKS = (
    r"(?:(?:of|for|with|to|on|(?:that |which )?(?:list|collect|gather|track|hold|cover|compil)\w*)\s+(?:all\s+)?"
    rf"(?:of\s+)?(?:(?:the|their|its|these|those)\s+)?(?:\w+\s+)?{_WORKS}\b(?:\s+(?:that\s+|which\s+)?"
    rf"(?:they|it|the \w+)\s+(?:look at|deal with|\w+)|\s+{_TOLD}(?:e?d|ing)\b)?)"
)
_REVIEWS = any_word("surveys? reviews? overviews?")
_TONGUES = any_word(
    """
    Arabic Chinese Mandarin Danish Dutch French German Hindi Italian Japanese Korean Persian Polish Portuguese Russian
    Spanish Swedish Turkish Vietnamese
    """
)
_TONGUE = "(?:language|tongue)"
_BUT_ENGLISH = "(?:other than|besides|beyond|apart from|except|but) english"
_THAN_ENGLISH = rf"(?:(?:,| or)? (?:{_TONGUE}s?|anything|something) {_BUT_ENGLISH}|,? (?:than english|{_BUT_ENGLISH}))?"
_BEYOND = (
    any_of(
        f"{any_word('other foreign several two different more many multiple various')} {_TONGUE}s",
        rf"(?:another|(?:some |any )?other|an?(?: (?:second|third|foreign|different|further))+) {_TONGUE}"
        f"{_THAN_ENGLISH}",
        f"more than (?:one|a single) {_TONGUE}",
        f"(?:{_TONGUE}s?|anything|something|whatever) {_BUT_ENGLISH}",
        f"{_TONGUE}s? (?:that|which) (?:is|are) not english",
        "(?:beyond|more than|other than) english",
        r"(?:not|non)[- ](?:in )?english(?: \w+)?",
        "multilingual",
        "bilingual",
    )
    + r"\b"
)
"""Says that it is not English, or not English alone."""
_NEXT = (
    r"(?:\s*[,(])?\s*(?:(?:or|and|i\.?e\.?,?|e\.?g\.?,?|that is,?|namely|like|such as)\s+)?"
    r"(?:(?:in|with)\s+)?(?:(?:an?|the)\s+)?"
)
"""Between two that say it."""
_FIELD = r"(?:the )?" + any_word(
    r"medicin\w* biomedicine biology clinics? hospitals? patients? doctors?",
    r"health(?:[ -]care|\w*)",
    r"(?:medical|clinical|biological)(?: \w+)?",
    "life sciences?",
)
_MEDICINE = pattern(
    r"\b"
    + any_word(
        r"""
        medical\w* medicine clinic\w* patients? health\w* diseases? radiolog\w* biolog\w* biomedic\w* hospitals?
        diagnos\w* cancers? tumou?rs? surg\w* patholog\w* anatom\w* therap\w* pharma\w* genom\w*
        """
    )
    + r"\b"
)

_TITLED = pattern(rf"\b{_REVIEWS}\b")
_SAYS_SURVEY = sentence(rf"\b(?:this|present) (?:\w+ ){{0,2}}{_REVIEWS}\b", r"\baims? to (?:review|survey)\b")


def _is_survey(paper: Paper) -> Span | None:
    """The sentence in which a paper says so; where only its title does, the first."""
    return _SAYS_SURVEY(paper) or (split_sentences(paper.abstract)[0] if _TITLED.search(paper.title) else None)


def _outside_medicine(paper: Paper) -> Span | None:
    """The first sentence of a paper that has no word of medicine."""
    return None if _MEDICINE.search(f"{paper.title} {paper.abstract}") else split_sentences(paper.abstract)[0]


SURVEY = Condition(
    "is a survey",
    "are surveys",
    asked=pattern(
        # "Works that test or review it": what papers do is no kind of them.
        rf"\b(?<!\btest or )(?<!\btry or )(?<!\buse or )(?<!\bmake or )"
        rf"(?:literature |systematic |scoping )?{_REVIEWS}\b(?:\s+(?:or|and)\s+(?:literature )?{_REVIEWS}\b)?"
        r"(?:[- ]type)?(?:\s+papers?|\s+articles?)?\b"
        r"(?:\s+of\s+(?:other people['’]s|others['’]|previous|prior|existing|earlier|published)\s+"
        r"(?:works?|literature|research|studies|papers))?"
        # An overview of all papers is what the question wants, not what it asks for.
        r"(?!\s+of (?:all |the |these |your )*(?:papers|studies|works|abstracts|articles)\b)"
    ),
    met=_is_survey,
)

BEYOND_ENGLISH = Condition(
    "goes beyond English",
    "go beyond English",
    asked=pattern(
        rf"(?<![\w-])(?:translat\w+\s+(?:[\w-]+\s+){{0,3}}?(?:in)?to\s+)?(?:{_TONGUES}{_NEXT})*{_BEYOND}"
        rf"(?:{_NEXT}(?:{_BEYOND}|{_TONGUES}\b|(?:two|several|both) at once\b))*(?:\s*…)?\)?",
    ),
    described=True,
    met=sentence(rf"\b(?:multilingual|bilingual|cross-lingual|{_TONGUES})\b"),
)

OUTSIDE_MEDICINE = Condition(
    "is not about medicine",
    "are not about medicine",
    asked=pattern(
        r"\b(?:are |is |have |has )?"
        + any_of(
            "(?:nothing|little) to do with",
            "(?:(?:are|is|do|does|have)n['’]?t|not)(?: even)? (?:really |actually |strictly |at all )?"
            "(?:about|on|related to|concerned with|deal(?:ing)? with|concern|touch(?: on)?|to do with"
            "|(?:have )?anything to do with)",
            "(?:unrelated|irrelevant) to",
            "(?:no|without any) (?:connection|relation|link|tie)s? (?:to|with)",
        )
        + rf"\s+{_FIELD}(?:\s*(?:,|,?\s+(?:or|and|nor))\s+{_FIELD})*(?: at all)?\b"
        # "Not about patients with stroke" is about an illness.
        r"(?!\s+(?:with|who|that|after|in|of|whose|from|under|for)\b)",
        # "Outside medical knowledge" is of medicine.
        r"\b(?:are |is |have |has )?outside(?: of)?\s+(?:the )?(?:medicine|biomedicine|biology|hospitals?"
        r"|health(?:[ -]?care)?|"
        r"(?:medical|clinical|life sciences?) (?:field|domain|world|area|context|setting|sector)s?)\b",
        r"\bnon-?(?:medical|clinical|biomedical)\b",
        r"\b(?:are|is)(?: not|n['’]?t) (?:really |actually |strictly )?medical\b(?: at all)?(?=\s*(?:$|[,;.?]))",
        r"\b(?:have |has |with )?nothing medical\b",
    ),
    met=_outside_medicine,
)

_STAFF = (
    r"(?:(?:(?!(?:from|by|of|with|for|in|to|that|and|or)\b)[\w-]+\s+){0,2}?(?:\w+ologists|doctors|physicians"
    r"|clinicians|specialists|experts|nurses|surgeons|readers|staff|personnel|workforce)\b)"
)
_STAFFS = (
    r"(?:(?:\w+ologist|doctor|physician|clinician|specialist|nurse|surgeon)s?"
    r"|staff|staffing|personnel|workforce|manpower)"
)
_SHORT_OF = (
    r"(?:shortages?|lack|scarcity|shortfall|dearth|want|absence"
    r"|(?:limited|insufficient|low) (?:number|supply|availability))\s+of"
)
_ALONE = r"(?<!\bor )(?<!\bor the )(?<!\bor an )(?<!\bor a )(?<!\band )(?<!\band the )(?<!\band an )(?<!\band a )"

STAFF_SHORT = Condition(
    "tells of a lack of doctors",
    "tell of a lack of doctors",
    # "Too much work or too few doctors" is more than this.
    asked=pattern(
        rf"{_ALONE}\b(?:an? |the |there (?:being|is|are) )*{_SHORT_OF}\s+(?:the\s+|trained\s+)?{_STAFF}"
        rf"(?:\s+(?:or|and)\s+{_STAFF})?(?!\s*,?\s*(?:or|and)\b)",
        rf"{_ALONE}\b{_STAFFS}\s+(?:shortages?|scarcity|shortfall"
        r"|(?:being|is|are) (?:scarce|in short supply|too few|lacking))\b(?!\s*,?\s*(?:or|and)\b)",
    ),
    met=sentence(
        rf"\b(?:{_SHORT_OF}|too few|not enough|insufficient|scarce)\s+{_STAFF}",
        rf"\b{_STAFFS}\s+(?:shortages?|scarcity|shortfall)\b",
        r"\bunder-?staffed\b",
    ),
    described=True,
)

_TRIABLE = (
    r"(?:(?:an?|the|some|any|their|online|public|free|live|interactive|working|web|browser)[- ]+)*"
    r"(?:demos?\b|demonstrators?\b|playgrounds?\b|web ?(?:app|application|interface|tool|service|demo)s?\b"
    r"|online (?:tool|app|interface|platform|service)s?\b)"
)

TRIED_ONLINE = Condition(
    "can be tried online",
    "can be tried online",
    asked=pattern(
        rf"\b(?:(?:com(?:e|es|ing)|offer\w*|hav(?:e|ing)|has|with|provid\w*|giv(?:e|es|ing)|includ\w*|show\w*|link\w*)"
        rf"\s+)+(?:with\s+|to\s+)?{_TRIABLE}(?:\s+or\s+(?:an?\s+)?(?:[\w-]+\s+){{0,2}}?(?:pages?|sites?|websites?)\b)?"
        rf"(?:\s+(?:that\s+)?(?:i|you|we|one|people|anyone|users) (?:can|could|may) (?:try|use|play)\w*"
        r"(?:\s+(?:out|with))?)?",
        r"\b(?:(?:can|could|may) )?(?:be )?(?:tr(?:y|ied)|used?|play(?:ed)? with)(?: out| it| them)*"
        r" (?:online|in (?:the|a|my|your) browser|on the web)\b",
    ),
    met=sentence(
        r"\b(?:online|web|live)[- ](?:based )?(?:demo|interface|app\b|application|tool|playground)",
        r"\b(?:interactive|public) demo",
        r"\bdemo(?:nstrator)?s? (?:is|are|at|can|available|page|site)\b",
    ),
)

WORKS_LISTED = Condition(
    "keeps a list of works online",
    "keep a list of works online",
    asked=pattern(
        rf"\b{_KEEPS}\w*\s+(?:[\w-]+\s+){{0,4}}?(?:github|online|web|public|open|living)\s+(?:[\w-]+\s+)?{_LISTS}\b"
        rf"(?:\s+(?:or|and)\s+(?:an?\s+)?{_LISTS}\b)?\s+{_OF_WORKS}",
        rf"\b{_KEEPS}\w*\s+(?:an?\s+|the\s+|their\s+)?(?:[\w-]+\s+)?{_LISTS}\s+{_OF_WORKS},?(?:\s+{_ONLINE})",
        rf"\b{_KEEPS}\w*\s+(?:an?\s+|the\s+|their\s+)?(?:[\w-]+\s+)?{_LISTS}\s+(?=of|with)"
        rf"(?:of|with)\s+(?:the\s+|all\s+)*(?:{_TOLD}(?:ed|d)\s+{_WORKS}\b|{_WORKS}\s+(?:that\s+)?they\s+\w+)",
        rf"\b{_KEEPS}\w*\s+(?:the\s+|all\s+|their\s+)*(?:\w+\s+)?{_WORKS}\s+(?:(?:that\s+)?they\s+\w+\s+)?{_ONLINE}",
    ),
    met=sentence(
        r"\b(?:papers|works|studies|literature|articles|publications|reviewed|discussed)\b.*?(?:\bgithub\b|https?://)"
    ),
)
