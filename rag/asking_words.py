"""The words in which papers are asked for: nouns of works, of things and of people, what is said of them, and what
stands between. They are the parts of the patterns of `rag.lists_asked`, `rag.counts_asked` and `rag.kinds`.
"""

from rag.wordings import any_word

# Nouns.
WORK = r"(?:paper|study|work|article|abstract|publication|survey|review|overview|preprint)"
PAPERS = r"(?:papers|studies|articles|abstracts|publications|surveys|reviews|overviews|preprints|manuscripts|documents)"
"""Without "works", which is as often a verb."""
_HOW_WELL = r"(?:best|better|well|worse|worst|fastest|faster)"
WORKS = rf"(?:{PAPERS}|(?<!\bit )(?<!\bthis )works(?!\s+{_HOW_WELL}\b)|entries|records)"
WRITING = r"(?:work|research|literature|material|references|sources|readings?(?: list)?)"
"""Works that are not counted one by one."""
THING = r"(?:method|model|approach|technique|network|architecture|system|framework|tool|dataset|data set|benchmark)"
THINGS = (
    r"(?:methods|models|approaches|techniques|networks|architectures|systems|frameworks|tools|toolboxes|toolkits|"
    r"datasets|data ?sets|collections|benchmarks|algorithms|challenges|competitions|databases|corpora|pipelines|"
    r"projects)"
)
MAKERS = r"(?:authors|groups|teams|researchers|people|labs|scientists|investigators)"
DOERS = rf"(?:{THINGS}|{MAKERS})"
HERE = r"(?:here|(?:the|this|your|our) (?:\w+ )?(?:corpus|collection|database|library))"

ITEMS = rf"(?:{PAPERS}|works|entries|records|items|titles|texts|pieces)"
COLLECTION = rf"(?:(?:the|this|that|these|your|our)\s+(?:\w+\s+)?(?:corpus|collection|database|library|{PAPERS}))"
ANYWHERE = (
    rf"(?:(?:anywhere|somewhere|at all|here)(?:\s+in\s+{COLLECTION})?|(?:by|in|among|within)\s+"
    rf"(?:{COLLECTION}|(?:any|one|some)(?:\s+of\s+{COLLECTION}|\s+(?:\w+\s+)?{WORK})))"
)
OCCURS = any_word(
    "mentioned named cited used discussed covered referenced studied included represented present found appear occur",
    "(?:shows?|comes?|turns?) up",
)
SPEAKS_OF = r"(?:mention|name|cite|cover|contain|include|discuss|refer to|have (?:anything|something) (?:on|about))"
"""What is asked of a collection: which of its papers do."""

# Verbs, and what stands before and behind a noun.
AUXILIARY = r"(?:do|does|did|is|are|was|were|has|have|had|can|could|per)"
GAP = rf"(?:(?!(?:{AUXILIARY}|how|why|when|where|who|whose)\b)(?:[\w/&+'’-]+|\([^()]{{1,60}}\)),?\s+)"
"""A word, or what stands in brackets, before the noun that it belongs to."""
ABOUT = (
    r"(?:on|about|around|into|regarding|concerning|related to|for|with|using|in|of|by|from|to|that|which|where|whose|"
    r"w/|dealing|\w+ing)"
)
FETCH = (
    r"(?:list|name|show|give|gimme|send|find|get|see|retrieve|return|fetch|pull(?: up| out| together)?|pick(?: out)?|"
    r"select|extract|collect|gather|enumerate|identify|recommend|suggest|point(?= me)|"
    r"look(?:ing)? for|search(?:ing)? for)"
)
LEAD = (
    rf"(?:in|from|so|and|ok|please|can you|could you|do (?:you|we) have|have (?:you|we) got|are there|is there|i|we|i'd"
    rf"|like|want|need|to|me|us|{FETCH})"
)
DONE = (
    r"(?:put|built|made|shown?|written|wrote|done|did|taken|took|given|gave|found|set|run|ran|got|sent|brought|taught)"
)
"""What somebody did, where it does not end in "-ed"."""
ADVERB = r"(?:\w+ly |also |even |only |all )"
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
    + rf"\b(?!-)(?!\s+(?:(?!that\b|which\b|who\b)[\w-]+\s+){{1,2}}{AUXILIARY}\b)"
)
"""What papers do: "how many study skin?" has left the papers out, "how many test images are there?" has not."""
QUANTITY = (
    r"(?:how many|what number of|(?:number|nr\.?|no\.) of|count of|(?:count|tally|total|add)(?: up)?(?: all)?(?: the)?)"
)
SHARE = r"(?:share|fraction|proportion|percentage|part|much)"
