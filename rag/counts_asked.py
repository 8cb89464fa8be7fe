"""Questions for a number of papers, or of methods, data or people, which papers stand for."""

from rag.asking_words import (
    ABOUT,
    ADVERB,
    AUXILIARY,
    COLLECTION,
    DOERS,
    DONE,
    GAP,
    HERE,
    ITEMS,
    MAKERS,
    PAPERS,
    PAPERS_DO,
    QUANTITY,
    SHARE,
    THING,
    THINGS,
    WORK,
    WORKS,
)
from rag.wordings import any_word, pattern

COUNT = pattern(
    rf"\b{QUANTITY}\s+{GAP}{{0,6}}?{WORKS}\b",
    rf"\bhow many (?:occasions|cases|times|instances)\b.*\b{WORK}\b",
    r"\bhow many of (?:them|these|those)\b",
    rf"\bhow many are (?:there|here) {ABOUT}(?!\w)",
    # "Of the 18 findings, in how many does it win?" counts findings.
    rf"(?:^\W*|\b{WORKS}\b.*\s)(?:in|on|of|by|for|with) how many (?:is|are|was|were|do|does|did|has|have)\b",
    rf"\bhow many {ADVERB}?(?:{PAPERS_DO}|(?:are|were) (?:about|on|open|available|public\w*|\w+ed)\b)",
    rf"\b(?:what|how) (?:\w+ )?(?:a )?{SHARE} of (?:the |these |your )?{WORKS}\b",
    rf"\b{WORKS}\b.*\W\s*how many(?: (?:are|is|were) (?:they|there|these|those|it|that))?\W*$",
    # "Some entries are in German. How many?"
    rf"^\W*(?:some|several|many|(?:a )?few|not all)(?: of)? {GAP}{{0,2}}?{ITEMS}\b.*[-–—.;:,!?]\s+"
    r"(?:(?:and|so|please) )?(?:how many(?: (?:are|is) there\b.{0,30})?|count (?:them|those|these)(?: please)?)\W*$",
    rf"\bhow (?:popular|common|widespread|frequent|prevalent|usual|rare) (?:is|are) .{{2,120}}?\b(?:(?:in )?{HERE}"
    rf"|(?:in|among|across) {COLLECTION})(?!\w)",
)
_PROJECTS = r"(?:projects|methods|models|approaches|systems|tools|pipelines|experiments|efforts|investigations)"
_GIVEN = any_word(
    """
    given named cited stated mentioned offered quoted invoked used reported listed presented taken seen described held
    """,
    "(?:put forward|brought up)",
)
_PART = any_word(
    """
    reasons? motivations? motives? aims? goals? purposes? causes? problems? justifications? obstacles? challenges?
    excuses? limitations? arguments? examples? baselines? rivals? competitors? drawbacks? weaknesses
    """
)
"""What part something has in many a paper, as it is counted."""
COUNT_OF_THINGS = pattern(
    rf"\b{QUANTITY}\s+{GAP}{{0,4}}?{DOERS}\s+(?:(?:or|and) {THINGS}\s+)?(?:here\s+|that\s+|which\s+|who\s+)?"
    rf"(?:{ADVERB}?{PAPERS_DO}|can\b|(?:are|were) (?:about|on|for|there|here|based|built|"
    r"used|trained|tested|reported|introduced|available|public\w*|open|released)\b)",
    rf"\b{QUANTITY}\s+{GAP}{{0,4}}?{DOERS}\s+(?:\([^()]{{1,60}}\)\s+)?(?:that|which|who|where|whose)\s+\w",
    # "How many groups gathered a collection?" is of any; "how many teams entered the challenge?" is of one.
    rf"\b{QUANTITY}\s+{GAP}{{0,2}}?(?:groups|teams|labs|authors|researchers)\s+{ADVERB}?"
    rf"(?!took part\b)(?:{DONE}|\w+ed)\s+(?!(?:the|this|that|it|its|them|in|to|by|for|at)\b)\w",
    rf"^\W*(?:is|are|do you have)\b.*\b{DOERS}\b.*\W(?:if so,?|and) how many\W*$",
    r"\bhow (?:often|frequently|many times) (?:is|are|was|were|has|have) an? (?:group|team|author|paper|study)\b",
    rf"\b{QUANTITY}\s+{GAP}{{0,4}}?{DOERS}\s+here\b",
    rf"\b(?:in|by|of|for|from) how many\s+{GAP}{{0,5}}?{_PROJECTS}\s+{AUXILIARY}\b",
    rf"\bhow (?:often|frequently|many times) (?:do|does|did|have|has|is|are) (?:the |these )?(?:{MAKERS}|{PAPERS})\b",
    # "On how many occasions is the knee a target?"; how often a model did something is in one paper.
    rf"^\W*on how many occasions (?:is|are|was|were|do|does|has|have)\s+"
    rf"(?!(?:(?:the|this|that|its|their)\s+)?(?:{THING}|{WORK}|{DOERS}|it|they|he|she|readers?|radiologists?)\b)",
    rf"\bhow (?:often|frequently|many times) (?:is|are|was|were|has|have) .{{2,100}}?\b{_GIVEN}\s+as\s+"
    rf"(?:an?|the|one|its|their)\s+(?:[\w-]+\s+){{0,2}}?{_PART}",
    rf"\b{QUANTITY}\s+{GAP}{{0,4}}?{DOERS}\s+(?:with|of|on|for|from)\b.{{3,120}}\b(?:are|were|have been) "
    r"(?:introduced|presented|released|described|proposed|published|offered|reported|available|there|here)\W*$",
)
"""Counts methods, data or people themselves; of one named paper, that is a fact."""
# "How many papers does the review cover?" asks what a review says, not about this corpus.
COUNT_INSIDE = pattern(
    r"(?<!\bin )(?<!\bon )(?<!\bof )(?<!\bfor )"
    rf"\bhow many\s+(?!of (?:these|those|your|our)\b)(?:\w[\w-]*\s+){{0,3}}?{WORKS}\s+"
    rf"(?:(?:does|did|do|has)\s+(?:it|they|the|this|that|its|"
    rf"(?-i:[A-Z]\S*[a-z]\S*))(?!\W*$)|(?:it|each|either)\b|(?:were|was)\s+(?:it|they|the|these|those|its|their)\b|"
    r"(?:were|was|have been|had been)\s+(?:\w+\s+)?\w+ed\b)",
    rf"\b(?:from|out of|through) how many\s+(?:\w[\w-]*\s+){{0,3}}?{WORKS}\s+(?:is|was|were|did|does|has)\b",
    rf"\bhow many\s+(?:\w[\w-]*\s+){{0,3}}?{WORKS}\s+(?:go(?:es|ne)?|went|fed|flow(?:ed)?|made (?:it|their way))"
    r"\s+into\b",
)
