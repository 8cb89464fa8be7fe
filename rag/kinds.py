"""What kind of answer a question wants: a fact, a list of papers, a count or a comparison. By rule, from the grammar of
how papers are asked for: a word that asks, a noun of works, and what is said of them. A model may do better, and need
not be there.
"""

import re

from rag.frames import describes_two
from rag.of_one import asks_more, inside_one, picks_one, without_collected
from rag.types import Kind
from rag.wordings import any_word, pattern
from rag.words import STOPWORDS, words

# Nouns.
_WORK = r"(?:paper|study|work|article|abstract|publication|survey|review|overview|preprint)"
_PAPERS = (
    r"(?:papers|studies|articles|abstracts|publications|surveys|reviews|overviews|preprints|manuscripts|documents)"
)
"""Without "works", which is as often a verb."""
_HOW_WELL = r"(?:best|better|well|worse|worst|fastest|faster)"
_WORKS = rf"(?:{_PAPERS}|(?<!\bit )(?<!\bthis )works(?!\s+{_HOW_WELL}\b)|entries|records)"
_WRITING = r"(?:work|research|literature|material|references|sources|readings?(?: list)?)"
"""Works that are not counted one by one."""
_THING = r"(?:method|model|approach|technique|network|architecture|system|framework|tool|dataset|data set|benchmark)"
_THINGS = (
    r"(?:methods|models|approaches|techniques|networks|architectures|systems|frameworks|tools|toolboxes|toolkits|"
    r"datasets|data ?sets|collections|benchmarks|algorithms|challenges|competitions|databases|corpora|pipelines|"
    r"projects)"
)
_MAKERS = r"(?:authors|groups|teams|researchers|people|labs|scientists|investigators)"
_DOERS = rf"(?:{_THINGS}|{_MAKERS})"
_HERE = r"(?:here|(?:the|this|your|our) (?:\w+ )?(?:corpus|collection|database|library))"

_ITEMS = rf"(?:{_PAPERS}|works|entries|records|items|titles|texts|pieces)"
_COLLECTION = rf"(?:(?:the|this|that|these|your|our)\s+(?:\w+\s+)?(?:corpus|collection|database|library|{_PAPERS}))"
_ANYWHERE = (
    rf"(?:(?:anywhere|somewhere|at all|here)(?:\s+in\s+{_COLLECTION})?|(?:by|in|among|within)\s+"
    rf"(?:{_COLLECTION}|(?:any|one|some)(?:\s+of\s+{_COLLECTION}|\s+(?:\w+\s+)?{_WORK})))"
)
_OCCURS = any_word(
    "mentioned named cited used discussed covered referenced studied included represented present found appear occur",
    "(?:shows?|comes?|turns?) up",
)
_SPEAKS_OF = r"(?:mention|name|cite|cover|contain|include|discuss|refer to|have (?:anything|something) (?:on|about))"
"""What is asked of a collection: which of its papers do."""

# Verbs, and what stands before and behind a noun.
_AUXILIARY = r"(?:do|does|did|is|are|was|were|has|have|had|can|could|per)"
_GAP = rf"(?:(?!(?:{_AUXILIARY}|how|why|when|where|who|whose)\b)(?:[\w/&+'’-]+|\([^()]{{1,60}}\)),?\s+)"
"""A word, or what stands in brackets, before the noun that it belongs to."""
_ABOUT = (
    r"(?:on|about|around|into|regarding|concerning|related to|for|with|using|in|of|by|from|to|that|which|where|whose|"
    r"w/|dealing|\w+ing)"
)
_FETCH = (
    r"(?:list|name|show|give|gimme|send|find|get|see|retrieve|return|fetch|pull(?: up| out| together)?|pick(?: out)?|"
    r"select|extract|collect|gather|enumerate|identify|recommend|suggest|point(?= me)|"
    r"look(?:ing)? for|search(?:ing)? for)"
)
_LEAD = (
    rf"(?:in|from|so|and|ok|please|can you|could you|do (?:you|we) have|have (?:you|we) got|are there|is there|i|we|i'd"
    rf"|like|want|need|to|me|us|{_FETCH})"
)
_DONE = (
    r"(?:put|built|made|shown?|written|wrote|done|did|taken|took|given|gave|found|set|run|ran|got|sent|brought|taught)"
)
"""What somebody did, where it does not end in "-ed"."""
_ADVERB = r"(?:\w+ly |also |even |only |all )"
PAPERS_DO = (
    any_word(
        """
        address adopt aim allow analy[sz]e annotate apply argue assess avoid benchmark build classify collect
        combine come compare consider construct contain cover create deal demonstrate describe design detect
        develop discuss do employ enhance evaluate examine experiment explain exploit explore extend fine-?tune
        focus generate give go handle have help identify improve include incorporate integrate introduce
        investigate involve keep learn let leverage locali[sz]e look make measure mention model need offer
        outperform predict present pre-?train propose provide publish reach reconstruct reduce release rely
        report require review run segment share show speed start study suggest summari[sz]e survey tackle take
        target test touch train transfer translate treat try use utili[sz]e validate work
        """,
        "(?:bring up|brought up|put together|point(?:s|ed)? out|set out|set up|came up with|raises?|raised|complain)",
    )
    + rf"\b(?!-)(?!\s+(?:(?!that\b|which\b|who\b)[\w-]+\s+){{1,2}}{_AUXILIARY}\b)"
)
"""What papers do: "how many study skin?" has left the papers out, "how many test images are there?" has not."""
_QUANTITY = (
    r"(?:how many|what number of|(?:number|nr\.?|no\.) of|count of|(?:count|tally|total|add)(?: up)?(?: all)?(?: the)?)"
)
_SHARE = r"(?:share|fraction|proportion|percentage|part|much)"

_COUNT = pattern(
    rf"\b{_QUANTITY}\s+{_GAP}{{0,6}}?{_WORKS}\b",
    rf"\bhow many (?:occasions|cases|times|instances)\b.*\b{_WORK}\b",
    r"\bhow many of (?:them|these|those)\b",
    rf"\bhow many are (?:there|here) {_ABOUT}(?!\w)",
    # "Of the 18 findings, in how many does it win?" counts findings.
    rf"(?:^\W*|\b{_WORKS}\b.*\s)(?:in|on|of|by|for|with) how many (?:is|are|was|were|do|does|did|has|have)\b",
    rf"\bhow many {_ADVERB}?(?:{PAPERS_DO}|(?:are|were) (?:about|on|open|available|public\w*|\w+ed)\b)",
    rf"\b(?:what|how) (?:\w+ )?(?:a )?{_SHARE} of (?:the |these |your )?{_WORKS}\b",
    rf"\b{_WORKS}\b.*\W\s*how many(?: (?:are|is|were) (?:they|there|these|those|it|that))?\W*$",
    # "Some entries are in German. How many?"
    rf"^\W*(?:some|several|many|(?:a )?few|not all)(?: of)? {_GAP}{{0,2}}?{_ITEMS}\b.*[-–—.;:,!?]\s+"
    r"(?:(?:and|so|please) )?(?:how many(?: (?:are|is) there\b.{0,30})?|count (?:them|those|these)(?: please)?)\W*$",
    rf"\bhow (?:popular|common|widespread|frequent|prevalent|usual|rare) (?:is|are) .{{2,120}}?\b(?:(?:in )?{_HERE}"
    rf"|(?:in|among|across) {_COLLECTION})(?!\w)",
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
_COUNT_OF_THINGS = pattern(
    rf"\b{_QUANTITY}\s+{_GAP}{{0,4}}?{_DOERS}\s+(?:(?:or|and) {_THINGS}\s+)?(?:here\s+|that\s+|which\s+|who\s+)?"
    rf"(?:{_ADVERB}?{PAPERS_DO}|can\b|(?:are|were) (?:about|on|for|there|here|based|built|"
    r"used|trained|tested|reported|introduced|available|public\w*|open|released)\b)",
    rf"\b{_QUANTITY}\s+{_GAP}{{0,4}}?{_DOERS}\s+(?:\([^()]{{1,60}}\)\s+)?(?:that|which|who|where|whose)\s+\w",
    # "How many groups gathered a collection?" is of any; "how many teams entered the challenge?" is of one.
    rf"\b{_QUANTITY}\s+{_GAP}{{0,2}}?(?:groups|teams|labs|authors|researchers)\s+{_ADVERB}?"
    rf"(?!took part\b)(?:{_DONE}|\w+ed)\s+(?!(?:the|this|that|it|its|them|in|to|by|for|at)\b)\w",
    rf"^\W*(?:is|are|do you have)\b.*\b{_DOERS}\b.*\W(?:if so,?|and) how many\W*$",
    r"\bhow (?:often|frequently|many times) (?:is|are|was|were|has|have) an? (?:group|team|author|paper|study)\b",
    rf"\b{_QUANTITY}\s+{_GAP}{{0,4}}?{_DOERS}\s+here\b",
    rf"\b(?:in|by|of|for|from) how many\s+{_GAP}{{0,5}}?{_PROJECTS}\s+{_AUXILIARY}\b",
    rf"\bhow (?:often|frequently|many times) (?:do|does|did|have|has|is|are) (?:the |these )?(?:{_MAKERS}|{_PAPERS})\b",
    rf"\bhow (?:often|frequently|many times) (?:is|are|was|were|has|have) .{{2,100}}?\b{_GIVEN}\s+as\s+"
    rf"(?:an?|the|one|its|their)\s+(?:[\w-]+\s+){{0,2}}?{_PART}",
    rf"\b{_QUANTITY}\s+{_GAP}{{0,4}}?{_DOERS}\s+(?:with|of|on|for|from)\b.{{3,120}}\b(?:are|were|have been) "
    r"(?:introduced|presented|released|described|proposed|published|offered|reported|available|there|here)\W*$",
)
"""Counts methods, data or people themselves; of one named paper, that is a fact."""
# "How many papers does the review cover?" asks what a review says, not about this corpus.
_COUNT_INSIDE = pattern(
    r"(?<!\bin )(?<!\bon )(?<!\bof )(?<!\bfor )"
    rf"\bhow many\s+(?!of (?:these|those|your|our)\b)(?:\w[\w-]*\s+){{0,3}}?{_WORKS}\s+"
    rf"(?:(?:does|did|do|has)\s+(?:it|they|the|this|that|its|"
    rf"(?-i:[A-Z]\S*[a-z]\S*))(?!\W*$)|(?:it|each|either)\b|(?:were|was)\s+(?:it|they|the|these|those|its|their)\b|"
    r"(?:were|was|have been|had been)\s+(?:\w+\s+)?\w+ed\b)",
    rf"\b(?:from|out of|through) how many\s+(?:\w[\w-]*\s+){{0,3}}?{_WORKS}\s+(?:is|was|were|did|does|has)\b",
    rf"\bhow many\s+(?:\w[\w-]*\s+){{0,3}}?{_WORKS}\s+(?:go(?:es|ne)?|went|fed|flow(?:ed)?|made (?:it|their way))"
    r"\s+into\b",
)
_BOTH = r"(?:them|they|these|those|both|each|the (?:two|three|four))"
_SIDE_BY_SIDE = pattern(
    rf"\b(?:compare|contrast|rank) {_BOTH}\b",
    rf"\bhow (?:do|does|did|are) {_BOTH}\b.{{0,40}}\b(?:compare|differ\w*)\b",
    r"\bin common\b",
    r"\beach (?:of (?:them|these|those)(?!\s+[\w-]+s\b)|one|do|does|did|cover|add|find|claim)\b",
    rf"\beach of (?:the|these|those) (?:(?:two|three|four)\b(?=\W*(?:$|[,;:.?!])|\s+{_AUXILIARY}\b)"
    rf"|{_GAP}{{0,3}}?{_WORKS}\b)",
)
"""Asks to compare what it asks for."""
_PAPERS_FIRST = pattern(
    rf"^(?!.{{0,40}}\b(?:two|three|four|both)\s+{_GAP}{{0,2}}?{_WORKS}\b)\W*(?:{_LEAD}\s+)*"
    rf"(?:(?:{_FETCH}|which|what|any|all|every)\W+(?:if any\W+)?{_GAP}{{0,3}}?{_WORKS}|{_GAP}{{0,3}}?{_PAPERS})\b"
)
"""Begins with the papers that it asks for, however many it then names."""
_FEW = r"(?:an?|one|\d+|two|three|four|five|six|ten|some|a few|a couple of)"
_REVIEW = r"(?:\w+\s+)?(?:overview|review|survey)"
_SOME_WORKS = pattern(
    rf"^\W*(?:{_LEAD}\s+)*{_FETCH}\s+(?:me\s+|us\s+)?{_FEW}\s+{_GAP}{{0,2}}?(?:{_WORKS}|{_WORK})\s+{_ABOUT}(?!\w)"
    r"(?!.*\b(?:how|what|why|when|each|both|they|it|compare|contrast)\b)",
    rf"^\W*(?:\w+,?\s+)?(?:is|was|are) there (?:an?|one|some)\s+(?!{_REVIEW}\b){_GAP}{{0,2}}?(?:{_WORKS}|{_WORK})\s+"
    rf"(?:(?:in )?{_HERE}\s+)?{_ABOUT}(?!\w)(?!.*[,;:?.!]\s*\S)",
)
"""Asks for one or a few papers on a thing: all there are answer that."""
_ONE_THING = rf"\s+(?:\w+ly\s+)?\w+\s+an?\s+(?!{_WORK}\b)(?:[\w-]+\s+){{1,3}}?(?:that|which|who)\b"
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
_LIST = pattern(
    # Works, by their nouns.
    rf"\b(?:which|what|any)\W+(?:if any\W+)?{_GAP}{{0,4}}?{_WORKS}\b(?!\s+(?:best|better|well|worse)\b)",
    rf"\b(?:any|every|each)\s+{_GAP}{{0,2}}?{_WORK}\b",
    rf"(?<!list of )\b{_PAPERS}\s+{_ABOUT}(?!\w)",
    rf"(?:^\W*|\b(?:{_FETCH}|there|need|want|interested in|which|what|whatever|any|all|some|other|more)\s+"
    r"(?:me\s+)?"
    rf"{_GAP}{{0,2}}?)"
    rf"{_WRITING}\s+(?:(?:is|has) (?:there|been)\b|(?:you|we) (?:have|hold|know)\b|{_ABOUT}(?!\w))",
    rf"(?:^\W*works|\b(?:reading list|related work))\s+{_ABOUT}(?!\w)",
    # Works, by what stands for them.
    r"\b(?:which|any|all) of (?:the|these|them|those|your)\b",
    rf"[.?!:;]\s+(?:please\s+)?{_FETCH}\s+(?:me\s+|us\s+)?(?:all\s+)?(?:the|any|those|these|every|your)\s+{_GAP}{{0,3}}?{_PAPERS}\b",
    r"(?:^|[.?!:;])\W*(?:which|what) ones\b",
    rf"(?:^\W*|[:.!?]\s+)(?:{_LEAD}\s+)*"
    rf"(?:any(?:one|body|thing)?|something(?! (?:(?:in )?{_HERE} )?(?:that|which|where)\b)|those|the ones|everything"
    r"|whatever|all|stuff|things)\s+"
    rf"(?:(?:there is|you have|\w+ly|(?:in )?{_HERE})\s+)?(?:{_ABOUT}(?!\w)|\w+ed\b)",
    # "What work here touches on knees?"
    rf"(?:^|[.?!:;,])\W*(?:and |so )?(?:which|what) {_WRITING}\s+(?:(?:in )?{_HERE}\s+(?:that\s+|which\s+)?"
    rf"(?!(?:is|was|does|did)\b)\w|{_ADVERB}?(?!(?:is|was|does|has)\b)[a-z]+s\b)",
    rf"^\W*(?:is|does|do|did|has|have|was)\s+(?:any|some)(?:thing|one|body| \w+)\b(?!{_ONE_THING})",
    r"^\W*where (?:do|does|did) .{2,80}?\b(?:appear|occur|(?:show|turn|come|crop) up)\W*$",
    rf"^\W*where do (?:they|(?:any |some )?(?:{_MAKERS}|{_PAPERS}))\b",
    rf"^\W*(?:is|are|was|were|has|have|do|does|did)\s+.{{2,80}}?\s{_OCCURS}\s+{_ANYWHERE}\W*$",
    rf"^\W*(?:do|does|did)\s+{_COLLECTION}\s+(?:ever\s+|even\s+|also\s+)?{_SPEAKS_OF}\s",
    # What there is.
    r"\b(?:what|where) (?:should|can|could) (?:i|we) (?:read|cite)\b",
    r"\b(?:what|which)(?:['’]?s| is| are| has| do| have)?(?: else| all)?(?: is| do)? (?:(?:out )?there|around|"
    r"(?:you|we) (?:have|got)|known|exists|been (?:done|published|written|said|tried|proposed|suggested|built))\b",
    rf"\bwhat (?:have|has|did) (?:others|anyone|{_MAKERS}) (?:\w+ )?(?:done?|tried|try|used?|proposed|written)\b",
    r"\bwho(?: else)? (?:works|worked|(?:is|has been) working|(?:has|have) (?:worked|(?:done|published) \w+)) on\b",
    r"^\W*where (?:is|are) .{3,60}\b(?:used|applied|discussed|mentioned|covered|studied|tried)\W*$",
    # At the end.
    r"[-–—:,.;?]\s*(?:and |so )?(?:which ones|who (?:\w+s|did|has .{2,30}|\w+ed (?:on|with|for|about)) "
    r"(?:it|this|that|one|some|any))\W*$",
    rf"[-–—:,.;?]\s*(?:and |so )?(?:any(?:thing|one|body)?|what(?:['’]?s| is) (?:available|in))(?: {_HERE})?\W*$",
    r"\b(?:list|name|show me) (?:them|those|all|them all)\W*$",
    rf"[,;:?.!(–—-]\s*(?:but |and )?(?:no|not|without|except|minus|skip) (?:the |any )?{_PAPERS}\b[^,;:?.]{{0,16}}\W*$",
    rf"^\W*(?:no|skip|without) (?:\w+ )?{_PAPERS}(?:,? (?:please|pls))?\s*[:,;–—-]",
    # An order for all there is.
    rf"(?:^\W*|[,.;:]\s*|\b(?:please|you|i|we|i'd|i['’]m|we['’]re|to|and)\s+)(?:{_FETCH}|need|want|like|love)\s+"
    r"(?:me\s+|to \w+\s+)?(?:everything|every one|each|all|whatever|whichever)\b",
    rf"[-–—:,.;?]\s*(?:\w+ )?(?:all|every|any) (?:\w+ )?(?:{_PAPERS}|{_WORK})(?: please)?\W*$",
    # A thing by its bare name, and who does it ("Rare diseases: who takes them up?").
    rf"^(?!{_POINTED})[^?:;–—]{{3,90}}?(?:\s[-–—]\s+|[:;?]\W*\s)(?:and |so |but )?(?:who|whose)\b"
    r"(?!.*\b(?:how|what|when|why|the|won|wins?|wrote|better|best)\b)",
    # ... or what not ("autoencoders, but leave out the masked ones").
    rf"^(?!{_POINTED}|[^,;:]*\b{_ASKS_OR_SAYS}\b)\W*(?:[\w-]+\s+){{0,4}}[\w-]+s\s*[,;:–—-]\s*"
    rf"(?!.*\b{_ASKS_OR_SAYS}\b)(?:and |but )?(?:please |pls )?{_LEAVE}\b",
)
"""Asks for papers in so many words."""
_THINGS_DO = pattern(
    rf"^\W*(?:how many|(?:in |of )?which|what)\s+{_GAP}{{0,3}}?{_DOERS}\s+{_ADVERB}?"
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
_MADE_ONE = rf"\w+\s+an?\s+(?!{_WORK}\b)(?:[\w-]+\s+){{1,3}}?(?:that|which)\b"
"""Made one thing that is described: "who built a checker that …"."""
_TO_ONE = (
    r"\s+(?:[\w-]+\s+){1,6}?(?:gave|gives?|inspir\w+|led|stands?|stood|prompted|suggested|underl\w+|is|was|are|were)\s"
    r"(?:[\w-]+\s+){0,4}?(?:the|this|that)\s(?!test\b)"
)
"""Whose doing something in particular goes back to: "whose habits gave the idea for the checker of wings"."""
_LIST_OF_THINGS = pattern(
    # Who asks, and then "is there anything on it?".
    rf"[.!?]\s+(?:and |so )?(?:is|are) there any(?:thing|body|one) (?:(?:in )?{_HERE} )?{_ABOUT}(?!\w)",
    rf"{_ASKING}(?:which|what)\s+(?!(?:\w+\s+)?{_WORK}\b){_GAP}{{0,3}}?{_DOERS}\b"
    r"(?!\s+(?:of|from|in)\s+(?:the|this|that)\b)",
    rf"^\W*(?:(?:{_LEAD}|any|all)\s+)*(?!(?:which|what)\b){_GAP}{{0,3}}?{_THINGS}\s+"
    rf"(?:{_ABOUT}(?!\w)|(?:put to (?:the|a) test|\w+ed) (?:on|with|for|against|by)\b)"
    r"(?!.*[,:;–—-]\s*(?:how|what|which(?! ones)|why|when|where|does|did|is|by)\b)",
    r"^\W*(?:please\s+)?list\b",
    rf"^\W*(?:have|has|did|do) (?:any |some |other )?{_MAKERS}\s+(?!(?:in|of|from)\s+(?:the|this|that)\b)\w",
    rf"[.?!:;]\s+(?:and |so )?who else {_ADVERB}?(?:{_DONE}|\w+ed|\w+s)\b",
    rf"\b{_DOERS} (?:are )?(?:in )?{_HERE}\W*$",
    r"^\W*(?:and |so )?who(?: all| else)? (?:\w+ly )?(?!is\b|was\b|does\b|has\b)[a-z]+s\b(?!\s+(?:the|that)\b)",
    rf"(?:^|[.?!:;])\W*(?:and |so )?who(?: all| else)? {_ADVERB}?{_SHARED_BY_ALL}\b",
    rf"(?:^|[.?!:;])\W*(?:and |so )?whose\b(?!{_TO_ONE})",
    r"(?:^|[.?!:;])\W*what (?:lets|allows|helps|enables) (?:me|us|you|one|users|people)\b",
    # Nothing but what there may be several of ("eye diseases like glaucoma?").
    rf"^(?!{_POINTED}|.*\b(?:{_ASKS_OR_SAYS}|scores|results|numbers|values|patients|authors)\b)\W*(?!\w+ing\b)"
    r"(?!(?:versus|vs|and|or|but|than|with|of|for|to|from|in|on|by|at|as)\b)"
    rf"(?:[\w-]+\s+){{1,4}}[\w-]*[^s\W]s\W*(?:$|\s(?:e\.?g|i\.?e|like|such as|for (?:example|instance))\b.*)",
    # Where anything is, not "where is the data hosted".
    rf"^\W*where (?:is|are) (?!(?:the|this|that|these|those|its|their|it|they|my|your|code|data)\b)"
    rf"(?:[\w-]+,?\s+){{1,8}}?(?!{_PLACES}\b)(?:\w+ed|{_DONE})\b",
    rf"^\W*(?:and |so )?who(?:(?: else)? (?:is|are|has|have)|['’]s) (?:\w+ly )?(?:\w+(?:ing|ed)|{_DONE})\b",
    # Who wrote something is in its record; who wrote about it is not.
    rf"^\W*(?:and |so )?who(?: all| else)? (?:\w+ly )?(?!{_MADE_ONE})"
    rf"(?!(?:wrote|authored)\b(?!\s+(?:about|(?-i:on))\b))(?:\w+ed|{_DONE})\b"
    r"(?!\s+(?:(?:at|on|for|with)\s+)?(?:the|that|this|it|them)\b)",
    # "The machine" is any, where nobody named one.
    r"^\W*where (?:is|was|are|were|does|did|do|has|have) (?:the |an? )?(?:machines?|computers?|AI|software)\b",
)
"""Asks for methods, data or people; of one named paper, that is a fact."""
_BETWEEN = r"(?:(?!(?:for|of|in|on|to|from|with|by)\b)[\w-]+\s+)"
"""A word between a number and what it counts."""
_COMPARE = pattern(
    _SIDE_BY_SIDE.pattern,
    r"(?:^\W*|[.?!]\s+)(?:please |can you |could you )?(?:compare|contrast)\b",
    # "In the comparison of A and B" is what one paper did.
    r"(?:\b(?<!in the )(?<!in a )(?<!in their )comparison|\bdifferences?|\bsimilarit\w+)(?: (?:is|are) there)? "
    r"(?:in (?:[\w-]+ ){1,4}?)?(?:of|between)\b",
    r"\b(?:how|in (?:what|which) (?:ways?|respects?|sense)) (?:do|does|did|are|is|would) .{3,120}"
    r"\b(?:compare|differ|different(?=\W*$|\s+(?:from|than|to|between|in)\b))\b",
    rf"\b(?:two|three|four|both)\s+{_BETWEEN}{{0,3}}?{_WORKS}\b",
    rf"(?:^\W*|[.?!,;:]\s+|\b(?:{_AUXILIARY}|compare|contrast|between|among|of|how|which|when)\s+)(?:the\s+|these\s+|those\s+)?"
    rf"(?:two|three|four|both)\s+{_BETWEEN}{{0,3}}?{_DOERS}\b",
    rf"\b(?:do|does|did) each {_WORK}\b",
    rf"\bone\s+(?:[\w-]+\s+){{0,3}}?(?:{_WORK}|{_THING}|group|team)\b.{{5,200}}\b(?:another|the other|a second)\b",
    rf"(?:^\W*|[.?!;:]\s+)one\s+(?:[\w-]+\s+){{0,2}}?(?:{_WORK}|{_THING}|group|team)\b(?!\s+of (?:the|its)\b)"
    rf"[^.?!]{{3,150}}?(?:,|;|\band|\bwhile|\bbut)\s+one\b(?!\s+of (?:the|its|them|these)\b)",
    rf"^\W*(?:there are\s+)?(?:two|both)\s+{_BETWEEN}{{0,3}}?[\w-]+s\s*[:;,(–—-]\s*one\b[^.?!]{{3,120}}?"
    r"\b(?:one|another|the other)\b",
    r"\bwhich (?:one )?(?:is|was|has|had|does|did|uses|used|of (?:the two|them))\b.*"
    r"\b(?:larger|bigger|smaller|more|fewer|better|older|newer|higher|lower|faster)\b.*\bor\b",
    r"^(?!.*\b(?:how|what|which|who|when|why)\b)[^,;:]{3,80}\b(?:vs|versus)\b[^,;:]{3,80}$",
)
"""Asks for works side by side in so many words; "better than", "compared with" and "vs" also stand in a question on
what one paper found.
"""

_ONE_COMPARISON = pattern(
    r"\b(?:in|from|by|for|according to)\s+(?:the|that|this|their|an?)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:comparison|evaluation|test|benchmark|trial|contest|duel)\s+(?:of|between|with)\b"
)
"""One work in which several were compared."""
_EACH_ONE = pattern(r"\beach one\b")
_ANY_WORK = pattern(rf"\b(?:{_WORK}|{_THING}|{_WORKS}|{_DOERS})\b")
_COMMON_IN_ONE = pattern(
    r"\b(?:entries|submissions|models|methods|teams|winners|systems|performers|approaches|ones)\s+"
    r"(?:have|had|has|share|shared)\s+in common\b"
)
_TRIED_ON = pattern(
    r"\b(?:its|their) (?:two|three|four|both)\b",
    r"\b(?:on|over|across|using) (?:the |its )?(?:two|three|four|both) (?:[\w-]+ ){0,3}?"
    r"(?:datasets|data ?sets|benchmarks|databases|collections|corpora|cohorts|challenges)\b",
)
"""Of one work that is named, some things that are its own, or that it was tried on: no works beside it."""
_OF_THEM = re.compile(r"how many of them\b", re.I)
_TOLD = 4
"""Words before "how many of them" that may say of what."""
_BOTH_NAMED = 2
_WITH_OTHERS = re.compile(
    r"\b(?:differ|different)\s+from\s+(?:the|its|what|how)\b[^?]{2,80}?"
    r"\b(?:it\s+(?:is|was|builds?|extends?)|others|usual(?:ly)?)\b"
    r"|\b(?:compare|compared|differ|different)\s+(?:with|to|from|against)\s+(?:all\s+)?(?:the\s+)?(?:many\s+|its\s+)?"
    r"(?:others?|previous|prior|existing|earlier|current|standard|usual|conventional|traditional|common|competing|rival|"
    rf"{_THINGS})\b(?!\s+(?:{_WORK}|{_THING}|one)\b)",
    re.I,
)
"""Holds against methods at large, of which one paper tells."""

_SOME = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|\d+|several|some|a few|many|various|multiple|certain|different)"
)
_WORKS_OR_THINGS = rf"(?:{_WORKS}|{_DOERS}|surveys|people|papers)"
_ITEMS_HERE = rf"(?:of (?:the|these|those|your) )?{_ITEMS} (?:(?:in|of|from) )?{_HERE}"
_PARTS_AFTER = pattern(
    rf"\b{_SOME}\s+(?!{_ITEMS_HERE})(?:[\w-]+\s+){{0,3}}?(?!{_WORKS_OR_THINGS}\b)[\w-]+s\b[^.?!]*[-–—.;:,!?]\s+"
    r"(?:(?:and|so|please|but|(?:can|could|would) you)\s+)*"
    r"(?:(?:name|list|enumerate|give|show|tell|what|which)(?: me| us)?(?: are| were)?"
    r"(?: them| those| these| they| ones?| all| all of them| each)?(?: are (?:they|these|those))?"
    r"|name (?:all|both) \w+)"
    r"(?: please)?\W*$"
)
"""Says that there are several of something, no works, and asks for these."""
_OF_ITS_PARTS = pattern(
    rf"\b(?:which|what|any|all) of (?:the|its|their|these|those)\s+(?!(?:[\w-]+\s+){{0,3}}?{_WORKS_OR_THINGS}\b)[\w-]"
)
_ONE_WORK_FIRST = pattern(
    rf"^\W*(?:the|this|that)\s+(?:[\w/'’-]+\s+){{0,6}}?(?:{_WORK}|{_THING}|\w+(?:[ct]or|coder|former))\s+"
    r"(?:\w+ly\s+)?(?!(?:that|which|who)\b)\w+s\b"
)
"""Begins with one work and what that does."""
_ASKS_PARTS = pattern(
    rf"\b{_SOME}\s+(?:[\w-]+\s+){{0,3}}?[\w-]+s\b.*[-–—.;:,!?]\s+(?:(?:and|so|please|but|(?:can|could|would) you)\s+)*"
    r"(?:name|list|what|which)(?: are| were)?(?: them| those| these| they| ones?| all)?\W*$"
)

_PAPERS_NAMED = pattern(rf"\b(?:{_WORKS}|any {_WORK}|{_WRITING} {_ABOUT})\b")
_ANY_WORKS = pattern(rf"\b{_WORKS_OR_THINGS}\b")

_CLOSELY = 7
"""Telling words from which a question describes what it is after closely."""
_ALL = pattern(r"\b(?:all|everyone|everybody|everything|each|every one|any others?|who else|list)\b")
"""Wants more than one."""

_TAG = re.compile(r"</?[a-z][^<>]{0,40}>", re.I)
"""Markup in a question asks for nothing ("</papers>")."""


def kind_of(question: str, named_papers: int = 0) -> Kind:
    """What kind of answer a standalone question wants: "fact", "list", "count" or "compare".

    `named_papers` is how many different papers it names; two or more, joined by "and" or "or", are compared.
    """
    question = _TAG.sub(" ", question)
    counted = _COUNT.search(question)
    if counted and not _COUNT_INSIDE.search(question) and not _of_its_own(question, counted):
        return "fact" if inside_one(question) else "count"
    if _COUNT_OF_THINGS.search(question) and (not named_papers or _THINGS_DO.search(question)):
        return "count"
    if _asks_parts(question, named_papers):
        return "fact"
    if _PAPERS_FIRST.search(question) and not _SIDE_BY_SIDE.search(question):
        return "list"
    if _SOME_WORKS.search(question):
        return "list"
    if _COMPARE.search(question) and picks_one(question):
        return "fact"
    compares = (
        _COMPARE.search(question) and not _WITH_OTHERS.search(question) and not _of_one_work(question, named_papers)
    )
    if compares or describes_two(question):
        return "compare"
    joined = re.search(r"\b(?:and|or|both|each|than|vs|versus|with|to)\b|,", question, re.I)
    if named_papers >= 2 and joined and not _ONE_COMPARISON.search(question):
        return "compare"
    if inside_one(question) and describes_things(question):
        return "fact"
    if _LIST.search(question) or _THINGS_DO.search(question):
        return "list"
    if _LIST_OF_THINGS.search(question) and not named_papers:
        return "list"
    return "fact"


def _asks_parts(question: str, named_papers: int) -> bool:
    """Whether a question asks for the parts of one thing ("… rests on two ideas. Name them.")."""
    if named_papers > 1:
        return False
    if named_papers and (_OF_ITS_PARTS.search(question) or _ASKS_PARTS.search(question)):
        return True
    return bool(_PARTS_AFTER.search(question) or (_ONE_WORK_FIRST.search(question) and _ASKS_PARTS.search(question)))


def describes_one(question: str) -> bool:
    """Whether a question that is answered by a list asks for no works in so many words, and so may describe a single
    one: "who draws maps of hives?", "is there anything that counts bees?".

    >>> describes_one("Who draws maps of hives?"), describes_one("Which papers draw maps?")
    (True, False)
    """
    return not _ANY_WORKS.search(question)


def _of_its_own(question: str, counted: re.Match[str]) -> bool:
    """Whether "how many of them" asks of things that a question has named itself, which are no works."""
    before, behind = question[: counted.start()], question[counted.end() :].strip(" ?.!")
    if not _OF_THEM.match(counted[0]) or not behind or _ANY_WORKS.match(behind):
        return False
    return len(before.split()) >= _TOLD and not _ANY_WORKS.search(before)


def _of_one_work(question: str, named_papers: int) -> bool:
    """Whether a question that compares in words asks what one work compared, what those in one have in common, or about
    the sets that one was tried on.
    """
    if _ONE_COMPARISON.search(question):
        return True
    if named_papers == 1 and _TRIED_ON.search(question) and not _COMPARE.search(_TRIED_ON.sub(" ", question)):
        return True
    if not named_papers and not _ANY_WORK.search(question):
        # "Each one" is of pictures.
        return bool(_EACH_ONE.search(question))
    return (
        (named_papers == 1 or inside_one(question))
        and named_papers < _BOTH_NAMED
        and bool(_COMMON_IN_ONE.search(question))
    )


def describes_things(question: str) -> bool:
    """Whether a question asks for no papers in so many words, but for methods, data or people."""
    return not _PAPERS_NAMED.search(question)


def of_one(question: str) -> bool:
    """Whether a question for methods, data or people goes on to ask for a detail of the one that it describes.

    >>> of_one("Anyone who sorts bees by their dance? How fast is it?"), of_one("Who sorts bees by their dance?")
    (True, False)
    """
    return asks_more(question) and describes_things(without_collected(question))


def may_be_one(question: str) -> bool:
    """Whether a question for methods, data or people describes these so closely that it may be after a single one,
    where one is found that stands out.

    >>> may_be_one("Who draws maps of hives from the dances that worn-out bees do at noon?")
    True
    >>> may_be_one("Who studies hives?")
    False
    """
    told = [word for word in dict.fromkeys(words(question)) if word not in STOPWORDS]
    return describes_one(question) and len(told) >= _CLOSELY and not _ALL.search(question)
