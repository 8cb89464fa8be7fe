"""Questions for papers, all or some, and for methods, data or people, which papers stand for."""

from rag.asking_words import (
    ABOUT,
    ADVERB,
    ANYWHERE,
    COLLECTION,
    DOERS,
    DONE,
    FETCH,
    GAP,
    HERE,
    LEAD,
    MAKERS,
    OCCURS,
    PAPERS,
    PAPERS_DO,
    SPEAKS_OF,
    THINGS,
    WORK,
    WORKS,
    WRITING,
)
from rag.wordings import pattern

PAPERS_FIRST = pattern(
    rf"^(?!.{{0,40}}\b(?:two|three|four|both)\s+{GAP}{{0,2}}?{WORKS}\b)\W*(?:{LEAD}\s+)*"
    rf"(?:(?:{FETCH}|which|what|any|all|every)\W+(?:if any\W+)?{GAP}{{0,3}}?{WORKS}|{GAP}{{0,3}}?{PAPERS})\b"
)
"""Begins with the papers that it asks for, however many it then names."""
_FEW = r"(?:an?|one|\d+|two|three|four|five|six|ten|some|a few|a couple of)"
_REVIEW = r"(?:\w+\s+)?(?:overview|review|survey)"
SOME_WORKS = pattern(
    rf"^\W*(?:{LEAD}\s+)*{FETCH}\s+(?:me\s+|us\s+)?{_FEW}\s+{GAP}{{0,2}}?(?:{WORKS}|{WORK})\s+{ABOUT}(?!\w)"
    r"(?!.*\b(?:how|what|why|when|each|both|they|it|compare|contrast)\b)",
    rf"^\W*(?:\w+,?\s+)?(?:is|was|are) there (?:an?|one|some)\s+(?!{_REVIEW}\b){GAP}{{0,2}}?(?:{WORKS}|{WORK})\s+"
    rf"(?:(?:in )?{HERE}\s+)?{ABOUT}(?!\w)(?!.*[,;:?.!]\s*\S)",
)
"""Asks for one or a few papers on a thing: all there are answer that."""
_ONE_THING = rf"\s+(?:\w+ly\s+)?\w+\s+an?\s+(?!{WORK}\b)(?:[\w-]+\s+){{1,3}}?(?:that|which|who)\b"
"""One thing that is described: "built a checker that …"."""
_POINTED = (
    r"[^?:;–—,]*\b(?:the|this|that|these|those|its|their|his|her|it|they|is|are|was|were|do|does|did|has|have|had|can|"
    r"could|will|would)\b"
)
"""Speaks of something in particular, or says something of it, before it pauses."""
_ASKS_OR_SAYS = r"(?:how|why|what|when|where|which|who|whose|is|are|was|were|does|did|has|have)"
_LEAVE = (
    r"(?:no|not|without|except(?:ing)?|excluding|minus|ignor(?:e|ing)|skip(?:ping)?|exclude|"
    r"leav(?:e|ing) (?:out|aside)|all|everything|any)"
)
"""Says which of all things are wanted."""
LIST = pattern(
    # Works, by their nouns.
    rf"\b(?:which|what|any)\W+(?:if any\W+)?{GAP}{{0,4}}?{WORKS}\b(?!\s+(?:best|better|well|worse)\b)",
    rf"\b(?:any|every|each)\s+{GAP}{{0,2}}?{WORK}\b",
    rf"(?<!list of )\b{PAPERS}\s+{ABOUT}(?!\w)",
    rf"(?:^\W*|\b(?:{FETCH}|there|need|want|interested in|which|what|whatever|any|all|some|other|more)\s+"
    r"(?:me\s+)?"
    rf"{GAP}{{0,2}}?)"
    rf"{WRITING}\s+(?:(?:is|has) (?:there|been)\b|(?:you|we) (?:have|hold|know)\b|{ABOUT}(?!\w))",
    rf"(?:^\W*works|\b(?:reading list|related work))\s+{ABOUT}(?!\w)",
    # Works, by what stands for them.
    r"\b(?:which|any|all) of (?:the|these|them|those|your)\b",
    rf"[.?!:;]\s+(?:please\s+)?{FETCH}\s+(?:me\s+|us\s+)?(?:all\s+)?(?:the|any|those|these|every|your)\s+{GAP}{{0,3}}?{PAPERS}\b",
    r"(?:^|[.?!:;])\W*(?:which|what) ones\b",
    rf"(?:^\W*|[:.!?]\s+)(?:{LEAD}\s+)*"
    rf"(?:any(?:one|body|thing)?|something(?! (?:(?:in )?{HERE} )?(?:that|which|where)\b)|those|the ones|everything"
    r"|whatever|all|stuff|things)\s+"
    rf"(?:(?:there is|you have|\w+ly|(?:in )?{HERE})\s+)?(?:{ABOUT}(?!\w)|\w+ed\b)",
    # "What work here touches on knees?"
    rf"(?:^|[.?!:;,])\W*(?:and |so )?(?:which|what) {WRITING}\s+(?:(?:in )?{HERE}\s+(?:that\s+|which\s+)?"
    rf"(?!(?:is|was|does|did)\b)\w|{ADVERB}?(?!(?:is|was|does|has)\b)[a-z]+s\b)",
    rf"^\W*(?:is|does|do|did|has|have|was)\s+(?:any|some)(?:thing|one|body| \w+)\b(?!{_ONE_THING})",
    r"^\W*where (?:do|does|did) .{2,80}?\b(?:appear|occur|(?:show|turn|come|crop) up)\W*$",
    rf"^\W*where do (?:they|(?:any |some )?(?:{MAKERS}|{PAPERS}))\b",
    rf"^\W*(?:is|are|was|were|has|have|do|does|did)\s+.{{2,80}}?\s{OCCURS}\s+{ANYWHERE}\W*$",
    rf"^\W*(?:do|does|did)\s+{COLLECTION}\s+(?:ever\s+|even\s+|also\s+)?{SPEAKS_OF}\s",
    # What there is.
    r"\b(?:what|where) (?:should|can|could) (?:i|we) (?:read|cite)\b",
    r"\b(?:what|which)(?:['’]?s| is| are| has| do| have)?(?: else| all)?(?: is| do)? (?:(?:out )?there|around|"
    r"(?:you|we) (?:have|got)|known|exists|been (?:done|published|written|said|tried|proposed|suggested|built))\b",
    rf"\bwhat (?:have|has|did) (?:others|anyone|{MAKERS}) (?:\w+ )?(?:done?|tried|try|used?|proposed|written)\b",
    r"\bwho(?: else)? (?:works|worked|(?:is|has been) working|(?:has|have) (?:worked|(?:done|published) \w+)) on\b",
    r"^\W*where (?:is|are) .{3,60}\b(?:used|applied|discussed|mentioned|covered|studied|tried)\W*$",
    # At the end.
    r"[-–—:,.;?]\s*(?:and |so )?(?:which ones|who (?:\w+s|did|has .{2,30}|\w+ed (?:on|with|for|about)) "
    r"(?:it|this|that|one|some|any))\W*$",
    rf"[-–—:,.;?]\s*(?:and |so )?(?:any(?:thing|one|body)?|what(?:['’]?s| is) (?:available|in))(?: {HERE})?\W*$",
    r"\b(?:list|name|show me) (?:them|those|all|them all)\W*$",
    rf"[,;:?.!(–—-]\s*(?:but |and )?(?:no|not|without|except|minus|skip) (?:the |any )?{PAPERS}\b[^,;:?.]{{0,16}}\W*$",
    rf"^\W*(?:no|skip|without) (?:\w+ )?{PAPERS}(?:,? (?:please|pls))?\s*[:,;–—-]",
    # An order for all there is.
    rf"(?:^\W*|[,.;:]\s*|\b(?:please|you|i|we|i'd|i['’]m|we['’]re|to|and)\s+)(?:{FETCH}|need|want|like|love)\s+"
    r"(?:me\s+|to \w+\s+)?(?:everything|every one|each|all|whatever|whichever)\b",
    rf"[-–—:,.;?]\s*(?:\w+ )?(?:all|every|any) (?:\w+ )?(?:{PAPERS}|{WORK})(?: please)?\W*$",
    # A thing by its bare name, and who does it ("Rare diseases: who takes them up?").
    rf"^(?!{_POINTED})[^?:;–—]{{3,90}}?(?:\s[-–—]\s+|[:;?]\W*\s)(?:and |so |but )?(?:who|whose)\b"
    r"(?!.*\b(?:how|what|when|why|the|won|wins?|wrote|better|best)\b)",
    # ... or what not ("autoencoders, but leave out the masked ones").
    rf"^(?!{_POINTED}|[^,;:]*\b{_ASKS_OR_SAYS}\b)\W*(?:[\w-]+\s+){{0,4}}[\w-]+s\s*[,;:–—-]\s*"
    rf"(?!.*\b{_ASKS_OR_SAYS}\b)(?:and |but )?(?:please |pls )?{_LEAVE}\b",
)
"""Asks for papers in so many words."""
THINGS_DO = pattern(
    rf"^\W*(?:how many|(?:in |of )?which|what)\s+{GAP}{{0,3}}?{DOERS}\s+{ADVERB}?"
    rf"(?:(?!do\b|have\b){PAPERS_DO}|are (?:based|built) on)"
)
"""What methods, data or people do with a named paper ("which models build on it?") is asked of all papers."""
_ASKING = (
    r"(?:^|[^\w\s]|\b(?:in|from|by|of|for|to|on|with|and|so|or|but|about|know|wonder|tell|name|list|find|show|see|"
    r"give|need|want|me|us|then|please)\b)\W*\b"
)
"""What stands before "what" where it asks: in "shortening what people write" it does not."""
_SHARED_BY_ALL = r"(?:says|promises|claims|admits|complains|warns)"
"""What anybody may say, "the" or "that" behind it or not."""
_PLACES = r"(?:hosted|stored|held|located|based|published|deposited|presented|released|kept|downloaded|found|collected)"
"""Where something is, rather than who does it."""
_MADE_ONE = rf"\w+\s+an?\s+(?!{WORK}\b)(?:[\w-]+\s+){{1,3}}?(?:that|which)\b"
"""Made one thing that is described: "who built a checker that …"."""
_TO_ONE = (
    r"\s+(?:[\w-]+\s+){1,6}?(?:gave|gives?|inspir\w+|led|stands?|stood|prompted|suggested|underl\w+|is|was|are|were)\s"
    r"(?:[\w-]+\s+){0,4}?(?:the|this|that)\s(?!test\b)"
)
"""Whose doing something in particular goes back to: "whose habits gave the idea for the checker of wings"."""
LIST_OF_THINGS = pattern(
    # Who asks, and then "is there anything on it?".
    rf"[.!?]\s+(?:and |so )?(?:is|are) there any(?:thing|body|one) (?:(?:in )?{HERE} )?{ABOUT}(?!\w)",
    rf"{_ASKING}(?:which|what)\s+(?!(?:\w+\s+)?{WORK}\b){GAP}{{0,3}}?{DOERS}\b"
    r"(?!\s+(?:of|from|in)\s+(?:the|this|that)\b)",
    rf"^\W*(?:(?:{LEAD}|any|all)\s+)*(?!(?:which|what)\b){GAP}{{0,3}}?{THINGS}\s+"
    rf"(?:{ABOUT}(?!\w)|(?:put to (?:the|a) test|\w+ed) (?:on|with|for|against|by)\b)"
    r"(?!.*[,:;–—-]\s*(?:how|what|which(?! ones)|why|when|where|does|did|is|by)\b)",
    r"^\W*(?:please\s+)?list\b",
    rf"^\W*(?:have|has|did|do) (?:any |some |other )?{MAKERS}\s+(?!(?:in|of|from)\s+(?:the|this|that)\b)\w",
    rf"[.?!:;]\s+(?:and |so )?who else {ADVERB}?(?:{DONE}|\w+ed|\w+s)\b",
    rf"\b{DOERS} (?:are )?(?:in )?{HERE}\W*$",
    r"^\W*(?:and |so )?who(?: all| else)? (?:\w+ly )?(?!is\b|was\b|does\b|has\b)[a-z]+s\b(?!\s+(?:the|that)\b)",
    rf"(?:^|[.?!:;])\W*(?:and |so )?who(?: all| else)? {ADVERB}?{_SHARED_BY_ALL}\b",
    rf"(?:^|[.?!:;])\W*(?:and |so )?whose\b(?!{_TO_ONE})",
    r"(?:^|[.?!:;])\W*what (?:lets|allows|helps|enables) (?:me|us|you|one|users|people)\b",
    # Nothing but what there may be several of ("eye diseases like glaucoma?").
    rf"^(?!{_POINTED}|.*\b(?:{_ASKS_OR_SAYS}|scores|results|numbers|values|patients|authors)\b)\W*(?!\w+ing\b)"
    r"(?!(?:versus|vs|and|or|but|than|with|of|for|to|from|in|on|by|at|as)\b)"
    rf"(?:[\w-]+\s+){{1,4}}[\w-]*[^s\W]s\W*(?:$|\s(?:e\.?g|i\.?e|like|such as|for (?:example|instance))\b.*)",
    # Where anything is, not "where is the data hosted".
    rf"^\W*where (?:is|are) (?!(?:the|this|that|these|those|its|their|it|they|my|your|code|data)\b)"
    rf"(?:[\w-]+,?\s+){{1,8}}?(?!{_PLACES}\b)(?:\w+ed|{DONE})\b",
    rf"^\W*(?:and |so )?who(?:(?: else)? (?:is|are|has|have)|['’]s) (?:\w+ly )?(?:\w+(?:ing|ed)|{DONE})\b",
    # Who wrote something is in its record; who wrote about it is not.
    rf"^\W*(?:and |so )?who(?: all| else)? (?:\w+ly )?(?!{_MADE_ONE})"
    rf"(?!(?:wrote|authored)\b(?!\s+(?:about|(?-i:on))\b))(?:\w+ed|{DONE})\b"
    r"(?!\s+(?:(?:at|on|for|with)\s+)?(?:the|that|this|it|them)\b)",
    # "The machine" is any, where nobody named one.
    r"^\W*where (?:is|was|are|were|does|did|do|has|have) (?:the |an? )?(?:machines?|computers?|AI|software)\b",
)
"""Asks for methods, data or people; of one named paper, that is a fact."""
