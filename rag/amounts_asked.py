"""Amounts that readers ask for of anything: how large, how long, by how much; and how an abstract gives them."""

from rag.measures import detail

_SIZE = (
    r"\d\s?\\?%|\d\.\d|\b(?:times|fold|half|halved|twice|third|quarter|points?|doubl\w+)\b|\d\s?(?:x|dB|pp)\b|"
    r"per ?cent|"
    r"magnitude|\bby (?:(?:about|around|nearly|over|up to|more than) )?\d"
)
"""How an abstract says how large a change is."""
AMOUNTS = (
    detail(
        "a value",
        r"(?:what|which) (?:exact |numerical |threshold |cut-?off )?(?:values?|thresholds?|cut-?offs?) "
        r"(?:(?:is|are|was|were|has|had) (?!it\b)|"
        r"(?:did|does|do) [^?]{2,60}? (?:use|take|pick|set|choose|have)\b)|at (?:what|which) (?:value|threshold)",
        r"(?<![\w-])\d",
    ),
    detail(
        "a distribution",
        r"(?:what|which)(?:['’]s| is| was| were) the (?:[\w-]+ ){0,2}?(?:distribution|breakdown)(?= (?:of|found|"
        r"in|between|among|across))",
        r"\d\s?\\?%|\d[\d,]* [^.;]{0,60} (?:and|per) \d",
    ),
    detail(
        "how large the data were",
        r"how (?:big|large) (?:is|was|are|were) (?:the|their|its) (?:(?!of\b)[\w-]+ ){0,4}?"
        r"(?:data ?(?:sets?|bases?)?|collections?|corpus|cohorts?|sets?|samples?)\b",
        r"\d|\b(?:hundred|thousand|million|billion)",
    ),
    detail(
        "how long the texts are",
        r"(?:average|mean|median|typical|maximum) length of (?:(?:the|an?|its|"
        r"their) )?(?:[\w-]+ ){0,3}?(?:reports?|texts?|captions?|"
        r"sentences?|prompts?|descriptions?|answers?|summar(?:y|ies)|questions?)|"
        r"how long (?:is|are|was|were) (?:(?:the|an?|its|their|these|those) )?(?:[\w-]+ ){0,3}?(?:reports?|"
        r"texts?|captions?|"
        r"sentences?|prompts?|descriptions?|answers?|summar(?:y|ies)|questions?)",
        r"\b(?:words?|tokens?|sentences?|characters|pages|length\w*|longer|shorter|paragraphs?|concise|brief|short)\b",
    ),
    detail(
        "by how much",
        r"by (?:how (?:much|many)|what (?:margin|percentage|factor|amount))|how many (?:percent|percentage points)|"
        r"how much (?:better|worse|faster|slower|higher|lower|cheaper|larger|smaller|longer|shorter) "
        r"(?:is|are|was|were|do|does|did|has|have|can)",
        _SIZE,
    ),
    detail(
        "how large that is",
        r"how (?:big|large|great|high|small) (?:is|was|are|were) (?:the|its|their) (?:(?!of\b)[\w-]+ ){0,3}?"
        r"(?:gaps?|differences?|gains?|improvements?|margins?|drops?|error|effects?|advantage|increase|decrease|benefit)\b",
        _SIZE,
    ),
)
"""Asked of anything, so that what is asked by its name comes first."""
