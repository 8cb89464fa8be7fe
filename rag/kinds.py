"""What kind of answer a question wants: a fact, a list of papers, a count or a comparison. By rule, from the grammar of
how papers are asked for; a model may do better, and need not be there.
"""

import re

from rag.types import Kind

_WORKS = r"(?:papers?|stud(?:y|ies)|works?|articles?|abstracts?|publications?|surveys?|reviews?|preprints?)"
_PLURAL_WORKS = (
    r"(?:papers|studies|(?<!\bit )(?<!\bthis )works|articles|abstracts|publications|surveys|reviews|preprints|"
    r"manuscripts|documents|entries|records)"
)
_PAPERS = r"(?:papers|studies|articles|abstracts|publications|surveys|reviews|preprints|manuscripts|documents)"
"""Without "works", which is as often a verb."""
_MAKERS = r"(?:authors|groups|teams|researchers|people|labs|scientists|investigators)"
_THINGS = (
    r"(?:methods|models|approaches|techniques|networks|architectures|systems|frameworks|datasets|data ?sets|"
    r"benchmarks|tools|toolboxes|toolkits|algorithms|challenges|competitions|databases|corpora|pipelines|projects)"
)
_AUXILIARY = r"(?:do|does|did|is|are|was|were|has|have|had|can|could|per)"
_GAP = rf"(?:(?!(?:{_AUXILIARY}|how|why|when|where|who|whose)\b)(?:[\w/&+'’-]+|\([^()]{{1,60}}\)),?\s+)"
"""A word, or what stands in brackets, before the noun that it belongs to."""

_THING = (
    r"(?:method|model|approach|technique|network|architecture|system|framework|dataset|data set|benchmark|tool"
    r"|toolbox|"
    r"collection|one)"
)

_DO = (
    r"(?:deal|use|cover|mention|release|propose|evaluate|include|involve|introduce|address|concern|compare|rely"
    r"|publish|"
    r"provide|touch|discuss|investigate|apply|study|examine|work|look|focus|train|test|tackle|present|contain"
    r"|handle|make|"
    r"build|report|give|share|come|have|do|need|consider|explore|treat|target|employ|adopt|combine|offer|describe|"
    r"analy[sz]e|speak|talk|survey|review|benchmark|segment|classify|detect|generate|predict|diagnose"
    r"|reconstruct|help|"
    r"argue|claim|say|state|show|go|learn|take|try|aim|attempt|manage|let|allow|ask|require|run|feed|pre-?train"
    r"|fine-?tune|"
    r"measure|assess|validate|demonstrate|beat|outperform|mix|fuse|pair|align|write|draw|create|construct|curate"
    r"|collect|"
    r"gather|annotate|outline|delineate|locali[sz]e|spot|find|guess|forecast|denoise|enhance|speed|reduce|cut"
    r"|avoid|skip|"
    r"cite|name|list|refer|pit|judge|grade|rate|check|acknowledge|warn|worry|raise|point|participate|compete|exploit|"
    r"leverage|utili[sz]e|incorporate|integrate|extend|adapt|tune|transfer|answer|explain|interpret|quantify"
    r"|estimate|"
    r"process|accept|deliver|organi[sz]e|summari[sz]e|translate|recogni[sz]e|identify|distinguish|put|set|get"
    r"|keep|bring|"
    r"turn|believe|leave|merge|support|suggest|complain|criticise|criticize|question|experiment|start|depend"
    r"|draw|pick)"
    rf"\b(?!-)(?!\s+(?:(?!that\b|which\b|who\b)[\w-]+\s+){{1,2}}{_AUXILIARY}\b)"
)
"""Verbs that say what papers do: "how many study skin?" has left the papers out, "how many test images are there?" has
not.
"""
_NOUN = (
    r"(?:work|study|report|survey|review|test|benchmark|question|point|process|rate|set|state|list|name"
    r"|experiment|train|model|"
    r"support|look|focus|claim|pair)\b(?!\s+(?:on|with|without|about|in|at|for|to|from|by|only|both)\b)"
)
"""A verb that is as often a noun: "which report helps?" asks for one."""
_QUANTITY = (
    r"(?:how many|what number of|(?:the )?(?:total )?number of|(?:a )?count of|(?:count|tally|total|add)(?: up)?"
    r"(?: all)?(?: the)?)"
)
_HERE = r"(?:(?:the|this|your|our) (?:\w+ )?(?:corpus|collection|database|library|set))"

_COUNT = re.compile(
    rf"\b{_QUANTITY}\s+{_GAP}{{0,6}}?{_PLURAL_WORKS}\b|\bhow many\s+(?:[\w/-]+\s+){{0,2}}?paper\b"
    rf"|\bhow many (?:there )?(?:\w+ly |also |even |only )?(?:{_DO}|(?:are|were) (?:about|on|there|based|concerned|"
    r"dealing|made|using|related|dedicated|devoted|focus\w+|available|public\w*|released|open|surveys|reviews|"
    r"datasets|benchmarks))\b|\bhow (?:much|"
    r"large a (?:part|share)) of the (?:corpus|collection|literature|papers)\b"
    rf"|\bwhat (?:share|fraction|proportion|percentage) of (?:the )?{_PLURAL_WORKS}\b"
    rf"|\bhow many\s+(?:[\w/-]+\s+){{0,3}}?(?:{_THINGS}|{_MAKERS})\b.{{0,80}}\b(?:here|in (?:the|this"
    rf"|your) (?:corpus|"
    r"collection|database|library|set))\b"
    r"|\bhow (?:often|many times) (?:is|are|does|do|has|have) .{2,60}\b(?:come up|mentioned|appear|named|discussed|"
    r"covered)\b"
    rf"|\bhow (?:big|large|high)\b.{{0,12}}\b(?:part|share|fraction|proportion|percentage) of (?:the |these |your )?"
    rf"{_PLURAL_WORKS}\b|\b{_PLURAL_WORKS}\b.*[:,–—-]\s*how many\W*$"
    rf"|\bhow many (?:new )?{_THINGS} (?:do|does|are) (?:the|this|these|your) (?:corpus|collection|{_PLURAL_WORKS})\b"
    rf"|\bhow many (?:[\w-]+ )?ones\b|\bhow many (?:are|were) (?:\w+ly )?\w+ed\b|^\W*count (?:those|the ones"
    rf"|everything)\b|^\W*(?:of|out of|among|from|in) (?:all )?(?:the|these|those|your)\s+{_GAP}{{0,3}}?"
    rf"{_PLURAL_WORKS}\b.{{0,40}},\s*how many\b"
    rf"|\bhow many of (?:them|these|those|(?:the |these |those |your )?(?:\d+ )?{_PLURAL_WORKS})\b",
    re.I,
)
_COUNT_OF_THINGS = re.compile(
    rf"\b(?:in|for|with|by|from|of) how many of (?:the|these|those|all)\s+{_GAP}{{0,3}}?(?:{_THINGS}|{_MAKERS})\b"
    rf"|\b{_QUANTITY}\s+(?:of (?:the|these|those|all) )?{_GAP}{{0,4}}?(?:{_THINGS}|{_MAKERS})\s+"
    rf"(?:(?:or|and) {_THINGS}\s+)?(?:here\s+|there\s+|that\s+|which\s+|who\s+)?(?:(?:\w+ly |also |even )?{_DO}\b"
    rf"|(?:have |can )\w+|rely|exist|"
    r"learn|support|compete|(?:are|were) (?:about|on|for|there|based|public\w*|available|released|open|here|made"
    r"|built|"
    r"meant|trained|tested|used|reported|described|introduced))\b",
    re.I,
)
"""Counts methods, data or people themselves; of one named paper, that is a fact."""
_COUNT_HERE = re.compile(
    rf"\bin how many (?:of (?:these|them|those) )?{_AUXILIARY}\b"
    rf"|\bin how many\s+(?:of the\s+)?(?:\w+\s+)?{_PLURAL_WORKS}\b",
    re.I,
)
# "How many papers does the review cover?" asks what a review says, not about this corpus.
_COUNT_INSIDE = re.compile(
    rf"\bhow many\s+(?:\w[\w-]*\s+){{0,3}}?{_PLURAL_WORKS}\s+(?:(?:does|did|do|has)\s+(?:it|they|the|this|that|its|"
    rf"(?-i:[A-Z]\S*[a-z]\S*))|(?:were|was|have been|had been)\s+(?:\w+\s+)?(?:mined|used|read|searched|scraped|"
    rf"reviewed|covered|screened|analy[sz]ed|collected|included|selected))\b",
    re.I,
)
_FETCH = (
    r"(?:list|name|show|give|find|get|see|retrieve|return|fetch|pull(?: up| out| together)?|pick(?: out)?|select"
    r"|extract|"
    r"filter for|collect|gather|enumerate|identify|look(?:ing)? for|search(?:ing)? for)"
)
_SIDE_BY_SIDE = re.compile(
    r"\b(?:compare|contrast|rank) (?:them|these|those|both|the two)\b|\b(?:do|does|did|are|is) (?:they|these"
    r"|both|the two|each)"
    r"\b.{0,40}\b(?:compare|differ\w*|alike)\b|\bdifferences? between (?:them|these|the two)\b"
    r"|\bin common\b|\b(?:each|the other) (?:of them|one|does|do)\b",
    re.I,
)
"""Asks to compare the papers that it asks for, too."""
_LIST_SURELY = re.compile(
    rf"^(?!\W*(?:[\w’']+\s+){{0,4}}?(?:two|three|four|both)\s+{_GAP}{{0,2}}?{_PLURAL_WORKS}\b)(?:"
    rf"^\W*(?:(?:in|from|so|and|ok|please|can you|could you|tell me|give me|show me|find me|i (?:want|need)"
    rf"|{_FETCH})\s+)*"
    rf"(?:(?:which|what|any|all|every|the|some|(?:are )?there any)\W+)?{_GAP}{{0,3}}?"
    rf"{_PLURAL_WORKS}\b(?<!\bworks)(?<!\breviews)"
    rf"|^\W*(?:{_FETCH}|which|what|any|all|every)\s+{_GAP}{{0,3}}?{_PLURAL_WORKS}\b)",
    re.I,
)
"""Asks for papers however many names it has."""
_LIST = re.compile(
    rf"\b(?:which|what|in which|list(?! of)|all|every|each|any|give me|show me|name|find|"
    rf"enumerate|point me to|looking for|several|(?:rattle|reel) off|round "
    rf"up)\s+(?:\w[\w-]*\s+){{0,4}}?{_PLURAL_WORKS}\b"
    rf"|\bwhich of (?:the|these|them|those|your)\b|\b(?:every|any|each)\s+(?:\w[\w-]*\s+){{0,2}}?{_WORKS}\b"
    r"|^\s*(?:(?:please|can you|could you)\s+)*(?:list(?! of| the| its)|enumerate|(?:rattle|reel) off|run through|"
    r"round up)\b|\b(?:everything|all) (?:there is )?(?:on|about)\b"
    r"|^\W*(?:is |are |got |have you got |do you have |there's )?(?:there )?anything (?:\w+ing|to do)\b"
    rf"|\b(?:name|give me|show me|find|tell me) (?:all|every|each|any|some) (?:\w[\w-]*\s+){{0,3}}?(?:{_THINGS}|"
    rf"{_THING})\b"
    r"|\bwhat (?:has been done|work(?: is there)?|research(?: is there)?|(?:else )?is (?:there|known)|do we "
    r"have)\b.*\b(?:on|about|for|with|using|in|to|that|of|around)\b"
    r"|\bwhat(?:'?s| is| has| do| have)? (?:out )?(?:there|you (?:have|got)|we (?:have|got))?\s?"
    r"(?:on|about|around|available)\b(?<!what on)(?<!what about)(?<!what around)"
    r"|\bwhat(?:'?s| is) (?:out )?there\b|\bwhat (?:have|do) (?:you|we|they) (?:have|got)\b"
    r"|^\W*(?:is|does|do|did|has|have|was) (?:anything|something|any \w+)\b|\banywhere(?: (?:in )?here)?\W*$"
    r"|^\W*(?:some |a few |any )?"
    r"(?:references|sources|examples|publications|reading|material) (?:on|about|of|for|where|in which)\b"
    r"|^\W*(?:which|what) ones\b|^\W*any(?:one|body) (?:\w+ly )?\w+(?:ing|ed)\b"
    r"|^\W*works (?:on|about|with|using|that|by|for|in|where|which)\b"
    r"|^\W*(?:any |the |all |some )?(?:literature|research|works?|studies) (?:on|about|into|around)\b"
    rf"|\b(?:is|are) there (?:any|some|other)?\s*(?:\w[\w-]*\s+){{0,2}}?(?:{_PLURAL_WORKS}|anything|work|research)\b"
    r"|\b(?:stuff|things) (?:on|about)\b|\b(?:show|give) me (?:all )?(?:the )?(?:[\w-]+ ){1,3}(?:stuff|ones)\b"
    r"|\b(?:anything|something) (?:on|about|around)\b|\banything (?:using|with|in|that|for|here|of|from)\b"
    rf"|\b(?:any (?:work|research|{_WORKS})|(?:more )?(?<!list of ){_PAPERS})\s+(?:on|about|that|of|from|by|"
    rf"which|dealing|using|doing|out there|with|for|covering|in|here|where|whose|to|study\w*|report\w*|mention\w*"
    rf"|involv\w*|evaluat\w*|"
    rf"compar\w*|propos\w*|releas\w*|introduc\w*|address\w*|work\w*|look\w*|train\w*|featur\w*)\b"
    r"|^\W*(?:do|does|did|has|have|is|are|was) (?:anybody|anyone|somebody|someone|any(?: \w+)? of (?:them|these|"
    rf"the)|any (?:groups?|teams?|authors?))\b|[-–—:,]\s*(?:which|what)\s+{_PLURAL_WORKS}\s*\??$"
    rf"|^\W*(?:(?:please|can you|could you)\s+)*(?:give|show)(?: me| us)? (?:the|a) (?:full |whole )?(?:list|rundown|"
    rf"overview) of (?:all |the )*{_PLURAL_WORKS}\b|\b{_PAPERS}\s+w/"
    rf"|^\W*(?:(?:please|can you|could you)\s+)*(?:pull (?:up|together)|dig up|hunt down|gather|collect|look for"
    rf"|search for)"
    rf"\s+(?:\w[\w-]*\s+){{0,3}}?{_WORKS}\b|\bwhat(?:'?s|’s| has| is) been (?:published|written|said|tried"
    rf"|done) (?:on|about|with|in|for)\b"
    r"|\b(?:in|by) any of (?:the|these|them|those)\b|^\W*(?:stuff|things) (?:that|which|with|using|where)\b"
    r"|^\W*who else\b"
    rf"|^\W*(?:do|does) {_HERE} (?:cover|include|contain|have|hold|mention)\b|^\W*do the {_PLURAL_WORKS}\b"
    r"|\b(?:all|any|some|other) (?:the )?(?:work|research|literature) (?:on|about|with|using)\b"
    r"|\b(?:like|want|need|get|send me|give me) (?:a|the) (?:[\w-]+ )?list of\b"
    rf"|\b{_PLURAL_WORKS}\s*,?\s*(?:please|pls|plz)\b|^\s*{_GAP}{{1,8}}{_PLURAL_WORKS}\s*(?:please|pls"
    rf"|plz)?\s*\??$"
    r"|^\W*(?:(?:please|can|could|you|i|we|i'd|like|want|need|to see|to read|give me|show me|send me|get me|list"
    r"|find)\s+)*"
    r"(?:everything|whatever)\b"
    r"|\b(?:everything|anything|whatever|all|stuff|something) (?:that |which )?(?:you|we|they|there|is|it)\b.{0,20}\b"
    r"(?:on|about|around|regarding|concerning)\b|\b(?:anything|something) (?:related to|regarding|concerning)\b"
    rf"|[-–—:,.;?]\s*(?:and |so )?(?:what(?:'?s|’s| is)? (?:there|here|available|in {_HERE})|what (?:do"
    rf"|have) (?:you|we)"
    rf"(?: have| got)?|any(?:thing|one|body)?(?: {_PLURAL_WORKS}| works?| hits| on (?:that|this|it)| in {_HERE}"
    rf"| here| there"
    rf"| at all)*|who (?:does|did|has done|works on|covers|looks at) (?:this|that|it|so)|(?:list|name"
    rf"|show me) (?:them|all|"
    rf"those)(?: \w+){{0,3}}|{_PLURAL_WORKS})\W*$"
    r"|\b(?:looking for|searching for|after|interested in|point me (?:to|at)|recommend|suggest|find|show me"
    r"|give me|get me|"
    r"need|want)\s+(?:me\s+)?(?:(?:all|any|some|more|other|the|related|recent|existing|relevant|good|reading)\s+)*"
    r"(?:work|research|literature|material|reading|references|sources|examples)\s+(?:on|about|that|which|with"
    r"|using|in|for"
    r"|around|where|of)\b|\b(?:reading list|bibliography|further reading|related work)\s+(?:on|about|for)\b"
    r"|^\W*where (?:can|could|do|should) (?:i|we|one) (?:read|find|learn|look)\b"
    r"|\bwhat (?:should|can|could) (?:i|we) (?:read|cite|look at|start with)\b"
    r"|^\W*(?:and |so )?any (?:on|about|that|which|with|using|in|for|where|of)\b"
    r"|^\W*(?:do|have) (?:you|we) (?:have|got|know(?: of)?)\s+(?:any|some|anything|something|more|other)\b"
    r"|^\W*(?:has|have) there been\b"
    r"|^\W*(?:(?:please|can you|could you|give me|show me|list|find|get|name|all)\s+)*(?:the ones|those)\s+(?:on"
    r"|about|"
    r"that|which|with|using|where|in|from|for|of|dealing)\b|^\W*all (?:those|these|of (?:them|those|these))\b"
    rf"|(?:^\W*|[,.;:]\s*|\b(?:please|you|to|i|we|and)\s+)(?:{_FETCH}|want|need) (?:me )?(?:everything|every"
    rf"|each|all)\b|^\W*all\b.{{2,60}}\bwork\W*(?:please"
    rf"|pls)?\W*$"
    rf"|\bwhat (?:kinds?|sorts?) of (?:work|research|{_WORKS})\b|^\W*what (?:in here|in {_HERE})\b"
    r"|^\W*which (?:research|literature)\b|[-–—:,.;]\s*(?:which ones|list)\W*$|\banyone\W*$"
    rf"|^\W*where do (?:any |some )?(?:{_MAKERS}|authors|they|{_PAPERS})\b"
    r"|^\W*(?:where )?(?:is|are) (?!the\b|its\b|their\b|this\b|that\b|these\b|those\b|it\b|they\b|all\b)[^,;:]{2,60} "
    r"(?:covered|represented|featured|dealt with|touched (?:up)?on|mentioned|discussed|studied)\W*$"
    r"|^\W*where (?:is|are) (?!the\b|its\b|their\b|this\b|that\b|these\b|those\b|it\b|they\b|all\b)[^,;:]{2,60} "
    r"(?:used|applied|tried|employed|considered|evaluated)\W*$"
    r"|^\W*which (?:can|could|would|might|may|should|must)\b(?!.*,.*\bor\b)"
    rf"|\b(?:which|what)\W+(?:{_GAP}|if any,? ){{0,4}}?{_PLURAL_WORKS}\b"
    r"|\blist (?:them |it )?all\W*$|\bwhat (?:all )?exists\W*$|\bwho (?:has |have )?\w+ed (?:one|any|some|these)\W*$"
    r"|\b(?:i'd|i would|we'd|i) (?:like|love|want|need) (?:to (?:see|read|have) )?everything\b"
    rf"|^\W*{_PLURAL_WORKS}\W"
    rf"|^\W*(?:and |so )?which (?:\w+ly |also |all |even )?(?:(?!{_NOUN})(?:{_DO})|are (?:about|on|based"
    rf"|concerned|surveys|reviews)\b)",
    re.I,
)
"""Asks for papers in so many words."""
_LIST_OF_THINGS = re.compile(
    rf"\b(?:which|what)\s+(?:\w[\w-]*\s+){{0,3}}?(?:{_THINGS}|{_MAKERS})\b(?!\s+(?:of|from|in)\s+(?:the|this|that)\b)"
    rf"|^\W*(?:any |all |the )?{_GAP}{{0,2}}{_THINGS}\s+(?:for|on|about|with|using|that|which|in|of|to|from"
    rf"|by|where|"
    r"whose|built|made|trained|designed|meant|able)\b(?!.*[,:;–—-]\s*(?:how|what|why|when|where|does|did|is|by)\b)"
    rf"|^\W*(?:(?:please|can you|could you)\s+)*(?:name|list|show me|give me|find|get me|identify|enumerate"
    rf"|collect)\s+"
    rf"{_GAP}{{0,4}}?(?:{_THINGS}|{_MAKERS})\b"
    rf"|\b(?:is|are) there (?:any |some )?{_GAP}{{0,3}}?(?:{_THINGS}|{_MAKERS})\b"
    rf"|^\W*whose (?:{_THINGS}|{_WORKS}|research|(?:\w+ )?(?:code|weights|data|source) (?:is|are|can))\b"
    rf"|^\W*(?:are|were|can|could) any (?:of\b|{_GAP}{{0,2}}?(?:{_THINGS}|{_MAKERS})\b)"
    r"|^\s*(?:please\s+)?list (?:the|its)\b"
    r"|\bwho(?:\s+all|\s+else)?\s+(?:works?|covers?|releases?|publish\w*|writes?|uses?|deals?|looks? at|has|have)\b"
    r"|^\W*(?:and |so )?who(?:\s+all|\s+else)?\s+(?:\w+ly\s+)?(?!is\b|was\b|does\b)[a-z]+s\b(?!\s+the\b)"
    r"|^\W*(?:and |so )?(?:who is|who'?s|who are)\s+(?:\w+ly\s+)?\w+ing\b"
    r"|^\W*who'?s\s+(?:got|done|looked|worked|used|tried|published|released)\b"
    rf"|\b{_THINGS}\b.{{0,60}}\bwhich (?:ones )?(?:are there|exist)\W*$",
    re.I,
)
"""Asks for methods, data or people; of one named paper, that is a fact."""
_THINGS_DO = re.compile(
    rf"^\W*(?:(?:how many|which|what|in which|of which)\s+){_GAP}{{0,3}}?(?:{_THINGS}|{_MAKERS})\s+(?:\w+ly "
    rf"|also |all )?"
    rf"(?:(?!do\b|have\b){_DO}|are (?:based|built) on)",
    re.I,
)
"""What methods, data or people do with a named paper ("which models build on it?") is asked of all papers."""
_SINGLE = re.compile(
    r"\b(?:which|what|the|a|one) (?:\w[\w-]*\s+)?(?:paper|study|work|article|survey|review|model|method|dataset|"
    r"network|system)\b",
    re.I,
)
_ONE = re.compile(r"^\W*(?:which|what) (?:paper|study|work|article|survey|review|abstract)\b", re.I)
_COMPARE = re.compile(
    r"(?:^|[.?!]\s)\W*(?:please |can you |could you )?(?:compare|contrast)\b|\bcomparison (?:of|between)\b"
    r"|\bcompare (?:them|these|those|both|the (?:two|three|four))\b|\bhow (?:do|does|did|would) .{3,120}\bcompare\b"
    r"|\bdifferences? (?:is there |are there )?between\b|\bhow (?:do|does|are|is|did) .{3,120}\b(?:differ"
    r"|different)\b"
    r"|\bin common\b|\bsimilarit\w*\b|\bin order of\b|\brank (?:them|these|the)\b"
    rf"|\b(?:two|three|four|both)\s+(?:[\w-]+\s+){{0,3}}?(?:{_PLURAL_WORKS}|{_THINGS}|{_MAKERS})\b"
    rf"|\bone\s+(?:[\w-]+\s+){{0,3}}?(?:{_WORKS}|{_THING}|group|team)\b.{{5,200}}\b(?:another|the other|a second)\b"
    r"|\bwhat (?:does|did|do|can|is|are) (?:\w+ ){0,3}each\b|\beach (?:of (?:them|these|the)|do|does|did|cover|"
    r"add|find|claim)\b"
    r"|\bwhich (?:one )?(?:is|was|has|had|uses|used|of (?:the two|them)|came|does|did|covers?)\b.*\b(?:larger|bigger|"
    r"smaller|more|fewer|better|older|newer|higher|lower|faster|wider)\b.*\bor\b"
    r"|^(?!.*\b(?:how|what|which|who|when|why)\b)[^,;:]{3,80}\b(?:vs|versus)\b[^,;:]{3,80}$",
    re.I,
)
"""Asks for works side by side in so many words; "better than", "compared with" and "vs" also stand in a question on
what one paper found.
"""


_TAG = re.compile(r"</?[a-z][^<>]{0,40}>", re.I)
"""Markup in a question asks for nothing ("</papers>")."""


def kind_of(question: str, named_papers: int = 0) -> Kind:
    """What kind of answer a standalone question wants: "fact", "list", "count" or "compare".

    `named_papers` is how many different papers it names; two or more, joined by "and" or "or", are compared.
    """
    question = _TAG.sub(" ", question)
    if _COUNT_HERE.search(question) or (_COUNT.search(question) and not _COUNT_INSIDE.search(question)):
        return "count"
    if _COUNT_OF_THINGS.search(question) and (not named_papers or _THINGS_DO.search(question)):
        return "count"
    if _LIST_SURELY.match(question) and not _SIDE_BY_SIDE.search(question):
        return "list"
    if _COMPARE.search(question):
        return "compare"
    if named_papers >= 2 and re.search(r"\b(?:and|or|both|each|than|vs|versus|with|to)\b|,", question, re.I):
        return "compare"
    if _LIST.search(question) and not (named_papers and _SINGLE.search(question)):
        return "list"
    if _THINGS_DO.search(question):
        return "list"
    # "Which paper benchmarks …?" asks for one; its verb only looks like a plural.
    if _LIST_OF_THINGS.search(question) and not named_papers and not _ONE.search(question):
        return "list"
    return "fact"
