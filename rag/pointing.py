"""The words with which a follow-up points at what was said, takes something's place, or shows that it stands by itself.

Read one by one by `rag.conversation`; what several of them mean together stands in `rag.meant` and `rag.narrowing`.
"""

import re

POSSESSIVE = re.compile(r"\b(?:its|their|his|her)\b", re.I)
SUBJECT = re.compile(r"\b(?:it|they|them|he|she)\b", re.I)
WORD = re.compile(r"\w")
THIS = re.compile(r"\b(?:this|that|these|those)\b", re.I)
PLURAL = re.compile(r"\b(?:they|their|them|both|these|those|each|the two|the three)\b", re.I)
PAIR = re.compile(r"\bthe two\b|\bboth\b|\b(?:they|them) (?:differ|compare)|\beach of them\b", re.I)
DIFFERS = re.compile(
    r"\bdiffer|\bcompar|\bbeats?\b|\boutperform|\bsurpass|\bthan\b|\bversus\b|\bvs\b|\bin common\b|\bsimilar|\brelate",
    re.I,
)
BACK = re.compile(r"\b(?:back to|return(?:ing)? to|again about)\b\s*(.{2,60}?)\s*(?:[:,?–—-]|$)", re.I)
BARE = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\s+)?(?:(?:(?:on|with|for|from|in|by|of)\s+)?(?:which|what|how many|whose)|"
    r"(?:list|name|give me|show me|tell me) (?:the|all(?: the)?))\s+"
    r"(?:(?!(?:is|are|was|were|do|does|did|has|have|can|could|about|else|on|for)\b)[\w-]+\s*){1,3}\W*$",
    re.I,
)
"""A question without a verb ("which datasets?"): the rest of it was said before."""
SURELY_PAPERS = re.compile(r"\b(?:papers?|studies|articles?|abstracts?|publications?|works|reviews|surveys)\b", re.I)
DESCRIBED = re.compile(
    r"\bthe (?:[\w-]+ ){1,3}ones?\b|\bthe ones? (?:on|about|with|from|of|for|that|which|by|using|in)\b[^,;:?]*", re.I
)
"""Says which of several is meant."""
KIND_OF_WORK = (
    r"(?:paper|study|work|article|review|survey|model|method|dataset|data set|challenge|system|benchmark|toolbox)"
)
THE_WORK = re.compile(
    rf"^\W*(?:(?:and|so|but|ok|for|in)\s+)*(?:the|that|this) (?:[\w-]+ ){{0,2}}?{KIND_OF_WORK}\b", re.I
)
"""Starts with the one of several that is meant ("the review, which …")."""
THE_WORK_ON = re.compile(rf"^\W*(?:(?:and|so|but|ok)\s+)*the {KIND_OF_WORK} (?:on|about|for|with|of)\s+[^,:;?]+", re.I)
"""The same, by what it is about."""
OTHER = re.compile(
    rf"\bthe other\s+(?:one|{KIND_OF_WORK})\b|(?<=\bdoes )the other(?= [\w-]+)|\bthe other"
    r"(?=\s*(?:[,?.!:;–—]|$|(?:is|was|does|did|do|has|have|can|could|will|uses?|needs?)\b))",
    re.I,
)
POLAR = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\W+)*(?:the other\W+(?:one\W+)?)?"
    r"(?:is|are|was|were|does|do|did|has|have|can|could|will)\b",
    re.I,
)
"""Asks whether something is so, which tells nothing of what is meant."""
JUST = re.compile(
    r"^\W*(?:(?:and|or|but|no|sorry|not that|actually|rather|i mean(?:t)?|what about|how about|for|with|in|of)\b"
    r"[\s,.:–—-]*)+|\b(?:then|instead|please|too|as well|though)\W*$",
    re.I,
)
"""Leads to what takes the place of something in the question before ("and Merlin?", "no, I meant Merlin")."""
BESIDE = re.compile(r"\s*(?:and |versus|vs|compared)", re.I)
LEANS = re.compile(
    r"(?:the|its|their|his|her|this|that|these|those|it|they|you|how|what|why|which|who|where|when|(?:both|neither|either)\W*$|"
    r"others?|another|more|else|is|are|was|were|does|do|did|has|have|can|could|will|if|not|no)\b",
    re.I,
)
HAD_BY_EACH = re.compile(
    r"(?:(?:the|main|key)\s+)*(?:results?|findings?|limitations?|conclusions?|methods?|approach(?:es)?|authors?|data|"
    r"performance|accuracy|metrics?|numbers?|details?|examples?|contributions?|motivation|future work)\b\W*$",
    re.I,
)
"""What every paper has, which takes the place of no topic."""
HOW_IT_IS_ON = re.compile(r"^(?:on|about|using|from)\s+", re.I)
LEADS_OVER = re.compile(r"^\W*(?:and|or|what about|how about)\b", re.I)
