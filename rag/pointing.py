"""The words with which a follow-up points at what was said, takes something's place, or shows that it stands by itself.

Read one by one by `rag.conversation`; what several of them mean together stands in `rag.meant` and `rag.narrowing`.
"""

import re

from rag.asking_words import PAPERS_DO
from rag.wordings import any_word

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
_AGAINST = (
    r"(?:than|ahead of|behind|over|above|below|against|versus|vs\.?|relative to|(?:compar\w+|par(?:ity)?) (?:to|with)|"
    r"differ\w*(?: \w+)? from|similar to|in contrast to|unlike|beats?|beating|outperform\w*|surpass\w*|match(?:es|ed)?)"
)
SET_AGAINST = re.compile(rf"\b{_AGAINST}\s+(?:the\s+|(?:that|those) (?:of|in)\s+)?$", re.I)
"""What stands before that which something is held against ("is that more than VoCo?")."""
AGAINST_IT = re.compile(
    rf"\b{_AGAINST}\s+(?:it|them|this|that|(?:that|this) one)\b(?!\s+[\w-]+s?\s+(?:is|was|does|has)\b)", re.I
)
"""Holds something against what was talked of ("does VoCo beat it?")."""
_IS_MORE = r"(?:(?:much|even|also|really|still|any|far)\s+)*(?:better|worse|more|less|ahead|on par|as|[\w-]{2,}er)\b"
THAT_MORE = re.compile(
    r"(?P<is>^\W*(?:(?:and|so|but|ok)\W+)*(?:is|was|are|were|does|did|has|will)\s+)(?:that|this)"
    rf"(?=\s+(?:{_IS_MORE}|do\b|beat|outperform))",
    re.I,
)
"""A pronoun of which it is asked whether it is more."""
MORE_THAN = re.compile(
    rf"^\W*(?:(?:and|so|but|ok)\W+)*(?={_IS_MORE})",
    re.I,
)
"""Begins with a comparative, of which nothing is said whose it is ("larger than VoCo?")."""
BACK = re.compile(r"\b(?:back to|return(?:ing)? to|again about)\b\s*(.{2,60}?)\s*(?:[:,?–—-]|$)", re.I)
BARE = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\s+)?(?:(?:(?:on|with|for|from|in|by|of|at|to|against|under|over)\s+)?"
    r"(?:which|what|how many|whose)|"
    r"(?:list|name|give me|show me|tell me) (?:the|all(?: the)?))\s+"
    r"(?:(?!(?:is|are|was|were|do|does|did|has|have|can|could|about|else|on|for)\b)[\w-]+\s*){1,3}"
    r"(?:\s(?:besides|apart from|other than|except(?: for)?|aside from)\s[\w\s-]{2,40})?\W*$",
    re.I,
)
"""A question without a verb ("which datasets?"): the rest of it was said before."""
LEFT_OPEN = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\s+)?(?:which|what|how many)\s+(?:[\w-]+\s+){1,4}?(?:is|are|was|were)\s+"
    r"(?:[a-z]+ed|made|built|drawn|taken|shown|given|found|held|left out|seen|chosen)\W*$",
    re.I,
)
"""Says not by whom, where or what for, which was said before ("which scanners were used?")."""
NUMBER_OF = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\s+)?(?:what (?:is|was) )?(?:the\s+)?(?:total\s+|exact\s+)?(?:number|count|total|amount|"
    r"share|percentage|name|names|size)\s+of\s+(?:the\s+)?(?!(?:these|those|them|your|our|this|that)\b)(?:[\w-]+\s*){1,3}\W*$"
    r"|^\W*(?:and\s+)?(?:the\s+)?(?:total|overall|exact|final|average|mean|median)\s+(?:[\w-]+\s*){1,2}\W*$",
    re.I,
)
"""Asks for a number or a name in so few words that of what it is was said before ("number of tasks?")."""
SHORT_OF_ALL = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\s+)*(?:got|have(?: they| you)?|any)\b\s+(?:(?:an?|any|some|the)\s+)?"
    r"(?:[\w-]+\s*){1,3}\W*$",
    re.I,
)
"""Asks in a word or two ("got a repo?")."""
_THINGS = any_word(
    "models methods approaches techniques networks systems tools datasets benchmarks algorithms groups teams authors "
    "others? more"
)
TOLD_ANY = re.compile(
    rf"^\W*(?:(?:and|so|but|ok)\s+)?(?:did|was|were)\s+(?:there\s+)?(?:any|some)\s+(?!(?:of\b|{_THINGS}\b|more\b))\w",
    re.I,
)
"""Asks whether anybody or anything did so, as one asks of a study ("did any radiologists look at it?")."""
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
AND_WITH = re.compile(r"(?:on|about|with|from|of|for|that|which|using)\s+(?P<behind>[^,:;?]+)", re.I)
"""What describes a work further, behind it."""
DESCRIBED_WORK = re.compile(
    rf"\bthe (?P<what>(?!(?:other|second|first|last|latter|former)\b)(?:[^\s?.!;:,]+ ){{1,7}}?)(?:{KIND_OF_WORK}|one)\b"
    rf"|\bthe (?:{KIND_OF_WORK}|ones?) (?:on|about|with|from|of|for|that|which|by|using|in|where)\s+"
    r"(?P<behind>[^,:;?]+)",
    re.I,
)
"""A paper by what it is about, in words before or behind."""
BY_COMPARISON = re.compile(r"\b(?:by|in) (?:comparison|contrast)\b|\b(?:next to|beside) (?:it|that)\b", re.I)
OTHER = re.compile(
    rf"\bthe other\s+(?:one|{KIND_OF_WORK})\b|(?:(?<=\bdoes )|(?<=\bdid ))the other(?= [\w-]+)"
    r"|(?:(?<=\bwas )|(?<=\bis )|(?<=\bhas ))the other(?= \w+ed\b)|\bthe other"
    r"(?=\s*(?:[,?.!:;–—]|$|(?:is|was|does|did|do|has|have|can|could|will|uses?|needs?)\b))",
    re.I,
)
POLAR = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\W+)*(?:the other\W+(?:one\W+)?)?"
    r"(?:is|are|was|were|does|do|did|has|have|can|could|will)\b",
    re.I,
)
"""Asks whether something is so, which tells nothing of what is meant."""
_CORRECTION = (
    r"(?:no\W+(?:wait|hang on|hold on)|no|nope|sorry|wrong (?:paper|one)|not (?:that|this)(?: (?:one|paper))?|"
    r"that(?:['’]s| is|['’]s) not "
    r"(?:it|the one|(?:the (?:paper|one) |what )(?:i )?(?:meant|mean|asked(?: for)?|wanted))|"
    r"i mean(?:t)?|actually|rather)"
)
CORRECTS = re.compile(
    r"^\W*(?:(?:oh|ah|but|hm+|wait|hang on|hold on|oops|scratch that|my (?:mistake|bad))\b\W*)*"
    r"(?!(?:no|nope|sorry|actually|rather)\s+(?!i mean|not (?:that|this)|sorry|actually|wait|hang on|hold on|[–—-]))"
    rf"{_CORRECTION}\b(?:[\s,.:;–—-]+(?:but\s+)?{_CORRECTION}\b)*[\s,.:;!–—-]*+(?!{_CORRECTION}\b)"
    r"(?!(?:(?:for|on|in|with|by|at|from|to|of)\s+)?(?:how|what|which|whom?|whose|where|when|why)\b"
    r"|(?:is|are|was|were|does|do|did|has|have|can|could|will|tell|it|they)\b)",
    re.I,
)
"""Says that another paper was meant ("no, I meant", "not that one,")."""
JUST = re.compile(
    rf"^\W*(?:(?:and|or|but|{_CORRECTION}|what about|how about|same (?:question )?for|for|with|in|of)\b"
    r"[\s,.:;–—-]*)+|\b(?:then|instead|please|too|as well|though)\W*$",
    re.I,
)
"""Leads to what takes the place of something in the question before ("and Merlin?", "no, I meant Merlin")."""
BESIDE = re.compile(
    r"\s*(?:and (?!(?:what|how|which|who|where|when|why|is|are|was|were|does|do|did|has|have|can)\b)|versus|vs|"
    r"compared)",
    re.I,
)
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
ALONE = re.compile(
    r"^\W*(?:(?:and|or|but|what about|how about|what if you (?:use|take)|what if (?:it|they) (?:is|are|uses?))\b\W*)*"
    r"(?P<rest>(?:with\s+)?(?:(?:only|just)\s+(?:with\s+)?[\w-]+(?:\s+[\w-]+){0,2}"
    r"|(?!only|just)[\w-]+(?:\s+[\w-]+){0,2}?\s+(?:only|alone)))\W*$",
    re.I,
)
"""Leaves out all but one thing, and nothing else ("and with synthetic ones alone?")."""
TAG = re.compile(
    r"^(\W*(?:(?:and|so|but|ok|oh|then)\W+)*"
    r"(?:the|that|this|these|those|it|they|he|she|its|their|an?|there|(?-i:[A-Z])[\w-]*)\b.*?)\s*[,–—]\s*"
    r"(?:(?:does|is|do|are|did|was|were|has|have|had|can|could|will|would)(?:n['’]?t)?\s+"
    r"(?:it|they|that|this|he|she|there|these|those)"
    r"|right|correct|no|yes|huh|eh|or (?:not|what)|(?:am|are) i right)\s*\?+\s*$",
    re.I,
)
"""Said, and asked at the end whether it is so ("that one has a number, doesn't it?")."""
LEADS_OVER = re.compile(r"^\W*(?:and|or|what about|how about)\b", re.I)
ONES = re.compile(r"\bones?\b", re.I)
_THAT = r"(?:that|this|it)"
ECHOES = re.compile(
    r"^\W*(?:(?:and|but|so|wait|hm+|oh|huh|sorry|ok|well)\b\W*)*(?:really|seriously|truly|is that (?:so|right|true)|"
    rf"are you (?:really )?(?:sure|certain)(?: (?:about|of) {_THAT})?|what do you mean(?: by {_THAT})?|"
    rf"what does {_THAT} mean|how do you know(?: {_THAT})?|says who|"
    rf"(?:(?:can|could) you )?(?:say|repeat|explain) {_THAT}(?: again)?|come again|pardon|what was that|"
    r"once more|again|i (?:do not|don['’]?t) (?:understand|get it)|huh|what)(?: please)?\W*$",
    re.I,
)
"""Doubts the last answer or wants it again, and asks nothing else."""
THAT_ONE = re.compile(r"\b(?:that|this) one\b", re.I)
_THAT_THERE = r"(?:that|this|those|these)"
WITH_WHICH = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\s+)?(?:on|with|for|from|in|by|of|at|to|against|under|over|through|after|before)\s+"
    r"(?:which|what|whom|how (?:many|much|large|big|long|few))"
    r"(?:\s+(?!(?:is|are|was|were|do|does|did|has|have|can|could)\b)[\w-]+){0,3}"
    rf"(?P<so>\s+(?:is|are|was|were)\s+{_THAT_THERE}(?:\s+(?:so|done|measured|reached|shown|found|achieved))?)?\W*$",
    re.I,
)
"""What a question before did not say of what it asks ("on which data?")."""
SUBJECTLESS = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\s+)?(?:tested|(?:pre-?|fine-?)?(?:trained|tuned)|evaluated|validated|tried(?: out)?|"
    r"built|made|based|compared|measured|published|collected|annotated|labell?ed|released|developed|written|applied)\s+"
    r"(?:on|with|in|by|from|against|using|for|at|of|how|where|when)\b"
    r"(?!.*\b(?:papers?|studies|works?|anything|anyone)\b).{0,40}$",
    re.I,
)
"""Tells of something done in a few words, and not by whom ("tested on which benchmarks?")."""
NOT_EVEN = re.compile(
    r"^\W*(?:(?:and|but|so|ok|then|oh|wait|what|really|seriously|hm+|huh|wow|sorry)\b\W*)*"
    r"(?:not (?:even|a|an|one|any)|no|without|all|only|just|even|still|nothing|nobody|none)\b"
    r"(?!.*\b(?:papers?|studies|surveys?|works?)\b)",
    re.I,
)
"""Doubts what was said in a few words ("wait, no human readers at all?")."""
WHY = re.compile(r"^\W*(?:(?:and|but|so|ok)\b\W*)*(?:why|how come)\b", re.I)
WHY_SO = re.compile(
    rf"^\W*(?:(?:and|but|so|ok)\b\W*)*(?:why|how come|how so|why so|why not)(?: (?:is|was) {_THAT}(?: so)?)?\W*$",
    re.I,
)
"""Asks for the reason of the last answer."""
ANOTHER_WORK = re.compile(
    r"^\W*(?:(?:and|so|but|ok|or|now|then|also|what about|how about|there(?:['’]s| is| was))\b\W*)*"
    rf"(?:(?:an?|another|some)\s+(?:[\w-]+\s+){{0,4}}?{KIND_OF_WORK}s?|another one|something|anything|one)\b"
    r"(?:\s+(?:just|only|especially))?"
    r"\s+(?:for|on|about|with|that|which|of|in|using|to|from)\b",
    re.I,
)
"""Asks for a paper or model by what it is for, as for one not talked of yet ("and a small model for knees?")."""
THE_THING = re.compile(
    r"\bthe (?!(?:best|most|first|last|only|same|other|\w{2,}est)\b)[\w-]+\b"
    r"(?!\s+(?:of|for|on|in|about|with|that|which)\b)",
    re.I,
)
"""A thing as one that is known from the talk ("who judged the output?")."""
AT_THE_END = re.compile(r"(?P<by>\b(?:of|for|in|about|with|from|to|by|on|than|like) )(?:that|this)(?=\W*$)", re.I)
"""A pronoun behind a preposition, where no noun can follow ("is there code for that?")."""
_IT_OR_NAME = r"(?:it|this|that|they|these|(?:the|this|that) [\w-]+|(?P<thing>(?-i:[A-Z]\S*|\S+[A-Z0-9]\S*)))"
_BY_OTHERS = (
    r"(?:(?:any|some)where else|elsewhere|(?:in|by) (?:any )?(?:others?|another|different|more)\b(?: \w+)?|"
    r"by any(?:one|body) else)"
)
_NOUN_OF_ONE = r"(?:data ?sets?|benchmarks?|databases?|corpus|cohorts?|challenges?)"
_COLLECTION = rf"(?P<collection>(?:that|this|the|those|these)(?: same)? (?:data|images|collections?|{_NOUN_OF_ONE}))"
_USES = r"(?:uses?|mentions?|tests?|cites?|tr(?:y|ies)|used|mentioned|tested|cited|tried)"
NAMED_COLLECTION = re.compile(
    r"(?P<name>(?-i:[A-Z])[\w-]*(?-i:[A-Z\d])[\w-]*(?: (?-i:[A-Z\d])[\w-]*)*|(?<=\bthe )(?-i:[A-Z][\w-]+))"
    rf"\s+(?:(?!(?:of|and|or|on|in|for|to|is|was)\b)(?-i:[a-z-])+\s+){{0,2}}?{_NOUN_OF_ONE}\b"
    r"|\b(?:on|from|using|with|including)\s+(?:the\s+)?(?P<on>(?-i:[A-Z])[\w-]*(?-i:[A-Z\d])[\w-]*)",
    re.I,
)
"""A collection of data by its name: before a noun for one, or what something was done on."""
USED_ELSEWHERE = re.compile(
    rf"^\W*(?:(?:and|so|but|ok)\W+)*(?:where else )?(?:is|was|are|were|has|have) {_IT_OR_NAME} (?:been )?(?:also )?"
    rf"(?:used|tested|applied|mentioned|cited|tried|discussed|evaluated|compared)(?: {_BY_OTHERS})\W*$"
    rf"|^\W*(?:(?:and|so|but|ok)\W+)*(?:(?:who|what) else {_USES}|"
    rf"(?:do|does|did|has|have) (?:(?:any|some)(?:one|body) else|(?:any )?other \w+|others) {_USES}|"
    rf"(?:which|what) others? (?:\w+ )?(?:(?:also|have|has) )?{_USES})"
    rf"(?: on| with)? (?:{_THAT}|{_COLLECTION})(?: too| as well)?\W*$",
    re.I,
)
"""Asks whether other papers speak of it."""
ANOTHER_GROUP = re.compile(
    rf"^\W*(?:(?:and|so|but|ok)\W+)*(?:(?:another|a different|some other)\s+(?:group|team|lab|{KIND_OF_WORK})|"
    r"some(?:one|body) else|"
    r"other\s+(?:authors|people|groups|papers|studies))\s+(?:(?:has|have|also|even)\s+)*\w+",
    re.I,
)
"""Says what others did."""
ALIKE = re.compile(
    r"\b(?:do|does|did|done|doing|tr(?:y|ies|ied)) (?:exactly |something )?(?:the same|similar)(?: thing)?\b"
    rf"|\b(?:anything|something|papers?|work|more|others?|{KIND_OF_WORK}s?) (?:like|similar to) (?:it|this|that|them)\b"
    r"|\b(?:something|anything) similar\b"
    rf"|\b(?:similar|related|comparable) (?:papers?|work|studies|{KIND_OF_WORK}s?|ones)\b"
    r"|\b(?:(?:newer|later|bigger|larger|smaller|extended|improved|older|earlier|other),? (?:and |or )?)+versions?"
    r"(?: of (?:it|this|that|them)\b|(?=\W*$))",
    re.I,
)
"""Asks for papers that are like it."""
_MADE = (
    r"(?:papers?|work|works|stud(?:y|ies)|articles?|research|surveys?|reviews?|models?|methods?|approach(?:es)?|"
    r"datasets?|data sets?|benchmarks?|tools?|systems?|networks?)"
)
_IS_ON = r"(?:(?:on|about|for|with|using|in|from|by|of|into|concerning|regarding)\b|(?:that|which)\b|\w+ing\b)"
OTHERS_ON = re.compile(
    r"^\W*(?:(?:and|so|but|ok|or|now|then|also)\b\W*)*"
    r"(?:(?:is|are|was|were)\s+there\s+|(?:do|have)\s+(?:you|we)\s+(?:have\s+|got\s+)?|got\s+|"
    r"(?:show|give|list|find)\s+(?:me\s+)?|"
    r"(?:which|what)\s+(?=other|else))?"
    r"(?:(?:any|some|the)\s+)?"
    rf"(?:(?:other|more|further)\s+(?:(?P<things>{_MADE})\s+(?:(?:here|there)\s+)?(?P<on>{_IS_ON}.*)"
    rf"|(?P<topic>(?!{_MADE}\b)(?:[\w-]+\s+){{1,3}}?)(?P<topical>{_MADE})(?:\s+(?:here|there|too))?)"
    r"|(?:(?:any|some)(?:thing|body|one)\s+)?else\s+(?:(?:is|are)\s+there\s+|(?:here|there)\s+)?"
    rf"(?P<else>{_IS_ON}.*))\W*$",
    re.I,
)
"""Asks for other papers on something that it says ("any other papers on COVID?", "anything else on surgery?")."""
OTHERS_DO = re.compile(
    r"^\W*(?:(?:and|so|but|ok|or|now|then|also)\b\W*)*(?:which|what|do|have|are)\s+(?:any\s+|of the\s+)?"
    rf"(?:other|further)\s+(?P<things>{_MADE})\s+(?:that\s+|which\s+)?"
    rf"(?P<do>(?:(?:also|even)\s+)?(?:(?:are|were|have)\b|{PAPERS_DO}).*)"
    r"|^\W*(?:(?:and|so|but|ok|or|now|then|also)\b\W*)*who\s+else\s+(?P<who>(?!is\b|was\b)\w+(?:s|ed|ne|lt|de|id)\s+\w.*)",
    re.I,
)
"""Asks for other papers by what they do ("which other papers are about COVID?", "who else segments tumours?")."""
OF_WHICH_AGE = re.compile(
    r"^\W*(?:(?:and|so|but|ok)\b\W*)*which\s+(?:one\s+|paper\s+)?(?:of (?:them|these|those|the two)\s+)?"
    r"(?:(?:is|was)\s+(?:the\s+)?"
    r"(?:(?P<new>newer|newest|later|latest|more recent|most recent)|older|oldest|earlier|earliest)"
    r"|(?:(?:is|was|came|appeared)\s+)?(?:published\s+|out\s+)?(?:first|earlier|before))(?:\s+(?:one|paper))?\W*$",
    re.I,
)
"""Asks which of the papers in play is the newest or the oldest."""
MORE = re.compile(
    r"^\W*(?:(?:and|so|but|ok|please)\b\W*)*"
    r"(?:(?:(?:is|are) there|do you have|give me|show me|got)\s+)?(?:any\s+|some\s+)?"
    r"(?:another(?:\s+(?:one|paper|study))?|(?:one|some)\s+more|others?(?:\s+(?:ones?|papers?|studies))?|"
    r"more\s+(?:papers|studies|ones|of (?:them|these|those)))(?:\s+(?:please|then|too))*\W*$",
    re.I,
)
"""Asks for another paper of the kind that was asked for."""
OF_ITS_RECORD = re.compile(
    r"^\W*(?:(?:and|so|but|ok|what about|how about)\b\W*)*(?:its|the|their)?\s*"
    r"(?:(?P<who>authors?|writers?)|(?P<when>year|date|publication (?:year|date))|"
    r"(?P<where>venue|journal|conference))\W*$",
    re.I,
)
"""Asks for what the record of a paper has, in a word."""
