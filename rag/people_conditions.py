"""Conditions of a list question on people beside a model: set against it, judging it, or told apart by it."""

from rag.condition import Condition, sentence
from rag.wordings import any_of, any_word, pattern

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

FALLS_SHORT = Condition(
    "falls short of people",
    "fall short of people",
    asked=pattern(
        rf"(?:\b(?:models?|AI|machines?|computers?|software|systems?|networks?|methods?)\b\s+)?"
        rf"(?:\b(?:did|does|do|is|are|was|were|perform\w*|fare[sd]?|scor\w+|work\w*)\s+)?(?:still\s+|only\s+)?"
        rf"\b(?:worse|less (?:well|good|accurate\w*)|inferior|poorer|behind|below|under-?perform\w*|f[ae]ll\w* short"
        rf"|los(?:es?|t|ing)|beaten|outperformed)\s+(?:(?:than|to|by|of|against)\s+)?(?:the\s+)?(?:[\w-]+\s+){{0,2}}?{_PEOPLE}"
    ),
    met=sentence(
        r"\b(?:under-?perform\w*|f[ae]ll short|worse than|inferior to|lag\w* behind|below)\b"
        rf"[^.;:]{{0,80}}?\b{_PERSONS}\b"
    ),
    described=True,
)

AGAINST_PEOPLE = Condition(
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
)

JUDGED = Condition(
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
)

GROUPS_APART = Condition(
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
)
