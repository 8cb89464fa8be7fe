"""What kind of answer a question asks for, a name of some kind or a list, and whether a text gives it.

"Which team won?" is answered only where a team is named; an abstract that speaks of teams without naming one does not
answer.
"""

import re
from collections.abc import Collection, Sequence

from rag.asked_systems import asks_system, classes, tells_of_coder
from rag.attributes import MEDICAL, section_of, term_of
from rag.english import rarity
from rag.how_many import PLURAL, STOPS_PHRASE, alike, said_as
from rag.premises.topic import as_said
from rag.words import STOPWORDS, stem, terms, words

_NAMED_KINDS = (
    r"teams?|hospitals?|institutions?|universit\w+|compan(?:y|ies)|vendors?|manufacturers?|countr(?:y|ies)|"
    r"cit(?:y|ies)|cent(?:er|re)s?|journals?|conferences?|programming languages?|websites?|"
    r"(?:large )?language models?|(?:base|backbone|expert|foundation|segmentation|generative|vision|teacher|student|"
    r"multimodal|commercial|open-source)\s(?:\w+ )?(?:models?|networks?|llms?|encoders?)|llm|mllms?|cnns?|"
    r"backbones?|(?:en|de)coders?|tokeni[sz]ers?|(?:vision|image|visual) towers?|optimi[sz]ers?|scanners?|"
    r"devices?|ontolog(?:y|ies)|knowledge (?:graphs?|bases?)|"
    r"(?:social (?:media )?)(?:platforms?|networks?|sites?)|laborator(?:y|ies)|clinics?|brands?|cameras?|microscopes?|"
    r"health(?:care)? (?:systems?|networks?|services?|providers?)"
)
_HEADS = (
    r"(?:scores?|metrics?|measures?|sizes?|weights|parameters?|famil(?:y|ies)|outputs?|features?|layers?|variants?|"
    r"versions?|settings?|approach(?:es)?|methods?|algorithms?|data ?sets?|databases?|benchmarks?|designs?|"
    r"readings?|channels?)"
)
"""Behind the name of a kind of thing: then that is asked for, not the thing's own name."""
_WHO = re.compile(
    r"teams?|hospitals?|institutions?|universit\w+|compan(?:y|ies)|vendors?|manufacturers?|countr(?:y|ies)|"
    r"cit(?:y|ies)|journals?|conferences?|health\w* \w+",
    re.I,
)
_ASKS_KIND = re.compile(
    r"\b(?:which|what|names? of(?: the| all)*)\s+"
    r"(?!(?:(?:is|are|was|were)\s+an?|do|does|did|can|could|has|have|had|will|would|should|makes?)\b"
    r"|(?:types?|kinds?|sorts?|famil(?:y|ies)|class(?:es)?)\s+of\b)"
    rf"(?:of\s+the\s+)?(?:(?:\w[\w-]*\s+){{0,2}}?)({_NAMED_KINDS})\b"
    rf"(?!['’]s\b(?!\s+(?:teams?|groups?|labs?|entry|submission|scanners?)\b)|-\w"
    rf"|\s+(?:[\w-]+\s+)?{_HEADS}\b(?!\s+(?:the|an?|its|their|each|these)\b))",
    re.I,
)
_ASKS_WHOSE = re.compile(
    r"\b(?:which|what)\s+(hospital|institution|university|clinic|city|country|cent(?:er|re))['’]s\b", re.I
)
_ASKS_WHICH_ONE = re.compile(
    rf"\b(?:some|an?|one|another)\s+(?:(?:\w[\w-]*\s+){{0,2}}?)(?!journals?|"
    rf"conferences?)({_NAMED_KINDS})\b(?:(?!\bof\s)[^?])*"
    r"[.,;:-]\s+(?:and\s+)?which(?:\s+(?:one|exactly)\b|\s+(?:is|was)\s+(?:it|that)\b|\W*$)",
    re.I,
)
"""Asks afterwards: "it starts from some language model. Which one?"."""
"""Not "what is a backbone?", "what kind of model is it?", nor "what does the team propose?", nor what a kind of thing
says more closely ("LLM-based score", "encoder size").
"""
_ASKS_BASE = re.compile(
    r"\b(?:which|what)\s+(?:(?:existing|earlier|public|open|pre-?trained|underlying|base)\s+)?"
    r"(?:models?|networks?|architectures?|weights|checkpoints?)\s+(?:does|do|did|is|are|was|were)\s+[^?,;]{1,60}?\s"
    r"(?:start(?:ed|ing)?|built|builds?|based|begin|began|initiali[sz]ed?|fine-?tuned?|derived?|adapt(?:ed)?|on top)\s+"
    r"(?:from|on|upon|with|of)\W*$",
    re.I,
)
"""What a work starts from: "what model does it build on?"."""
_NAME = re.compile(
    r"(?<![.!?]\s)(?<!^)\b(?:[a-z][a-z\d]*[A-Z]\w*|[A-Z][\w]*[A-Z0-9][\w-]*|[A-Z][a-z]{2,}[\w-]*|[A-Z]{2,}[\w-]*)"
)


_OF_SECTION = re.compile(
    r"(?:\bwhich|(?:^|[,;:.?!-]\s*|\b(?:and|so|but)\s+)(?:(?:on|in|for|at|from|with|of|to)\s+)?what)\s+(?!(?:is|"
    r"are|was|were|do|does|did|can|has|have)\b)(?:[\w-]+\s+){0,2}?(?:"
    r"(?P<body>organs?|body (?:parts?|regions?)|parts? of the body|anatom(?:y|ies)|"
    r"anatomical (?:regions?|structures?))|"
    r"(?P<diseases>diseases?|illness(?:es)?|cancers?|patholog(?:y|ies))|"
    r"(?P<languages>languages?(?=\W*$|,|\s+(?:is|are|was|were|do|does|did|can|has|have|in)\b))|"
    r"(?P<modalities>modalit(?:y|ies)|imaging (?:techniques?|methods?)))\b"
    r"(?!\s+(?:[\w-]+\s+)?(?:data ?(?:sets?|bases?)?|benchmarks?|collections?|corpus|corpora|cohorts?|challenges?|"
    r"models?|networks?|images?|scans?|segmenters?|classifiers?|detectors?|scores?|reports?|atlas(?:es)?)\b(?!['’]s))",
    re.I,
)
"""A kind of thing that is asked for, by the section of the field's terms that has its members. Not "descriptions of
what diseases look like", nor where it says more closely what is asked for ("which multi-organ data set").
"""
_DATA_BEHIND = re.compile(r"[\w-]*\s+(?:[\w-]+\s+){0,2}?data\b", re.I)
_DATA_BEFORE = re.compile(r"\bdata\s+(?:from|of|in|on)\s+(?:the\s+)?(?:[\w-]+\s+){0,3}$", re.I)
"""Data beside a name, which are any others elsewhere in a sentence."""
_DATA = re.compile(
    r"\b(?:data ?(?:sets?|bases?)|benchmarks?|collections?|corpus|corpora|cohorts?|(?-i:Challenges?|"
    r"[A-Z]\S*\s(?:[\w-]+\s)?challenges?))\b",
    re.I,
)
_COLLECTION = (
    r"(?!(?:size|sizes|kind|kinds|sort|type|number|amount|share)\s+of\b)(?:[\w-]+\s+){0,3}?"
    r"(datasets?|data sets?|databases?|benchmarks?|collections?|corpus|corpora|cohorts?)\s+"
    r"(?:of\s+(?:[\w-]+\s+){1,4}?)?"
)
_ASKS_DATA = re.compile(
    r"(?:\b(?:[Oo]n|[Ii]n|[Ff]rom|[Ww]ith)\s+(?:which|what)|(?:^|[,;:.?!-]\s*)[Nn]ame\s+the)\s+"
    rf"{_COLLECTION}(?:is|are|was|were|did|does|do|has|have|it|they|the|[A-Z])"
)
_ASKS_DATA_BEFORE = re.compile(
    rf"\b(?:which|what)\s+(?:[\w-]+['’]s\s+)?{_COLLECTION}(?:and\s+(?:(?:which|what)\s+)?(?:[\w-]+\s+){{1,2}}?)?"
    r"(?:(?:is|are|was|were)\s+used\b|(?:is|are|was|were|did|does|do)\b[^?;]*\b(?:on|with|from|use)\W*$)",
    re.I,
)
"""With the preposition in front of what is asked for, and at the end."""
_DATA_LISTED = re.compile(
    r"\b(?:datasets?|benchmarks?|databases?|collections?|cohorts?)"
    r"(?:\s*[:(]|,?\s+(?:namely|including|such as|like)\b)",
    re.I,
)
_NOT_SPOKEN = re.compile(r"\b(?:programming|query|markup|vision|visual)\b", re.I)
_WHICH = re.compile(
    r"\b(?:which|what|names?(?: of)?|called)\s+"
    r"(?:(?:the|an?|its|their|of|two|three|four|exact|other|kind|sort|type)\s+)*"
    r"((?:[\w./%'-]+\s+){0,5}[\w./%'-]+)",
    re.I,
)
_OF = re.compile(r"\s+of\b", re.I)
_SYSTEMS = frozenset(
    map(stem, ("model", "network", "encoder", "decoder", "tower", "backbone", "cnn", "llm", "mllm", "vlm", "ai"))
)
"""Kinds of thing that one name may be called by."""
_MADE = frozenset(map(stem, ("method", "algorithm", "approach", "architecture", "gan")))
"""The same, of which a text need not speak as of a model."""
_RIVALS = frozenset(map(stem, ("rival", "competitor", "baseline")))
_CODERS = frozenset(map(stem, ("encoder", "decoder", "tower", "backbone")))
"""Those that a chatbot that is made use of is not."""
_NETWORKS = "networks"
"""A section of the field's terms."""
_COMPARES = re.compile(
    r"\b(?:beat|outperform|surpass|exceed|compar|better|worse|against|baseline|rival|competitor|gain|ahead|behind|lag)"
    r"\w*",
    re.I,
)
"""Asks about what others made."""
_OF_OTHERS = re.compile(
    r"(?:\b(?:despite|current|existing|recent|although|while|prior|previous|advances?|advancements?|successe?s?)\b.*"
    r"\b(?:such as|like|e\.g\.,?)|\b(?:unlike|compar\w+ (?:to|with)|versus|vs\.?|outperform\w*|surpass\w*|exceed\w*|"
    r"superior to|against|than|over|current|existing|prior|previous|conventional))\s+(?:[\w-]+,?\s+){0,3}$",
    re.I,
)
"""Before the name of what others made, as an example or for a comparison."""
_ADJACENT = re.compile(
    r"\b(?:models?|llms?|mllms?|networks?|encoders?|backbones?|decoders?|chatbots?|architectures?)"
    r"(?:,?\s+(?:such as|called|named|namely|like|i\.e\.,?|e\.g\.,?|of)|,|:|\s\()?\s*[\"“'‘]?$",
    re.I,
)
"""Before the name of a system: what it is."""
_LANGUAGE_MODEL = re.compile(r"language models?|\bm?llms?\b|llama", re.I)
_FAMILY = re.compile(r"[A-Za-z]+")
_ABBREVIATED = re.compile(r"\b[a-z][\w-]*\s\(([A-Z]{2,})s?\)")
"""An acronym for words that are no name: "supervised fine-tuning (SFT)"."""
_HARDWARE = re.compile(r"[CGT]PU")
_PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")
_NOT_OF_SYSTEM = re.compile(
    r"[\w-]*['’]?\s+(?:[\w-]+\s+)?(?:scores?|metrics?|datasets?|data|benchmarks?|challenges?|images?|scans?|cases?|"
    r"exams?|reports?|series|baselines?|grading|detection)\b"
)
"""What stands behind a name that is a measure's or a collection's."""
_TESTED_ON = re.compile(
    r"(?:(?<!based )(?<!built )(?<!relies )(?<!rely )\bon|\b(?:across|over|than|from))\s+"
    r"(?:(?:the|several|both|either)\s+)?(?:[\w-]+(?:,(?:\s+and)?|\s+and)\s+)*$"
)
_SYSTEM_BEHIND = re.compile(r"\s+(?:[\w-]+\s+)?(?:models?|networks?|encoders?|backbones?|architectures?)\b")
_USED = re.compile(
    r"\b(?:us(?:e[sd]?|ing)|leverag\w+|employ\w*|utili[sz]\w+|prompt(?:ed|ing)|via|with|by|based on|through|"
    r"incorporat\w+|adopt\w*)\s+(?:(?:the|an?)\s+)?(?:[\w-]+\s+){0,2}$|\ba\s+(?:pre-?trained|fine-?tuned|frozen)\s+$",
    re.I,
)
"""Before the name of what was made use of."""
_USED_QUOTED = re.compile(
    r"\b(?:based|built|builds?|using|uses?|from|fine-?tun\w+)\s+(?:(?:on|upon|the|an?)\s+)*[\"“][^\"”]+[\"”]", re.I
)
_NAMED_AS = {
    frozenset({stem("city")}): re.compile(r"\bin\s+(?:[A-Z][a-z]+\s?)+,\s+[A-Z][a-z]+"),
    frozenset({stem("country")}): re.compile(
        r"\bin\s+(?:[A-Z][a-z]+\s?)+,\s+[A-Z][a-z]+|\b(?:US|USA|UK|United\s[A-Z]\w+|Japan|China|Korea|India|Germany|"
        r"France|Italy|Spain|Netherlands|Switzerland|Austria|Sweden|Norway|Denmark|Finland|Canada|Brazil|"
        r"Australia|Israel|"
        r"Turkey|Iran|Egypt|Singapore|Taiwan|Vietnam)\b"
    ),
    frozenset(map(stem, ("hospital", "institution", "university", "center", "centre", "provider"))): re.compile(
        r"\b(?:[A-Z][\w-]+\s+)+(?:Lab|Laboratory|Hospital|University|Institute|Clinic|Cent(?:er|re)|College|School)\b|"
        r"\b(?:University|Hospital|Institute|College)\s+of\s+[A-Z]"
    ),
}
"""How a text has the name of a place or a house without saying of what kind it is."""
_DESCRIBES = (
    r"(?:with|that|which|whose|having|for|(?:is|was|has|had)\s(?:been\s)?(?:able|tried|tested|trained|evaluated|shown|"
    r"built|designed|meant|made|pitched|proposed|introduced)|can|handles?|combines?|beats?|outperforms?|joins?|mixes|"
    r"(?:tried|tested|trained|evaluated|built|designed|made)\s(?:on|for|to|with|from))\b"
)
"""Behind a kind of system: what the one that is asked for is or does."""
_USES = re.compile(
    r"\b(?:uses?|used|using|employ\w*|serv\w+|relies|rely|based|builds?|start\w*|initiali[sz]\w*|fine-?tun\w*|compared|"
    r"baselines?|in th(?:e|is|at) (?:[\w-]+ ){0,3}?(?:study|paper|work|survey|review|challenge|benchmark))\b",
    re.I,
)
_KNOWLEDGE = re.compile(r"ontolog(?:y|ies)|knowledge (?:graph|base)s?", re.I)
_NAMES_KNOWLEDGE = re.compile(
    r"\b(?:UMLS|SNOMED|RadLex|MeSH|ICD|RadGraph|Wikidata|Wikipedia|PubMed|DBpedia)\b|"
    r"\b[A-Z][\w-]*[A-Z\d][\w-]*\s(?:ontology|knowledge (?:graph|base))|(?:ontology|knowledge (?:graph|base))\s\([A-Z]"
)
"""How a text names where knowledge comes from, whatever kind it is."""


def asks_name(question: str) -> str | None:
    """The kind of thing whose name a question asks for ("team", "hospital", "language model"), or None.

    >>> asks_name("Which team won the challenge?")
    'team'
    """
    match = _ASKS_KIND.search(question) or _ASKS_WHOSE.search(question) or _ASKS_WHICH_ONE.search(question)
    if match:
        return match[1]
    return asks_system(question) or ("model" if _ASKS_BASE.search(question) else None)


def asks_work(kind: str, question: str) -> bool:
    """Whether a question that names no paper asks by the kind of system that it is which work it describes, rather than
    what a work uses.

    >>> asks_work("network", "Which network with two branches was tried on bees?")
    True
    >>> asks_work("language model", "Which language model does the hive assistant build on?")
    False
    """
    described = re.search(rf"\b(?:which|what)\s+(?:[\w-]+\s+){{0,3}}?{re.escape(kind)}\s+{_DESCRIBES}", question, re.I)
    return bool(described and not _USES.search(question)) and not {stem(w) for w in words(kind)[-1:]}.isdisjoint(
        _SYSTEMS
    )


def asked_section(question: str) -> tuple[str, str] | None:
    """The kind of thing asked for by "which" or "what" of which the field has a list of terms, and their section; None
    for any other.

    >>> asked_section("Which organs were scanned?")
    ('organs', 'body')
    """
    match = _OF_SECTION.search(question)
    if match and _NOT_SPOKEN.search(match[0]):
        return None
    section = next((name for name, part in (match.groupdict() if match else {}).items() if part), None)
    return (match[section], section) if match and section else None


def asks_data(question: str) -> str | None:
    """The kind of collection whose name a question asks for ("dataset", "benchmarks"), or None.

    >>> asks_data("On which public slide collection was it tested?")
    'collection'
    """
    match = _ASKS_DATA.search(question) or _ASKS_DATA_BEFORE.search(question)
    return match[1] if match else None


def names_data(question: str, sentences: Sequence[str]) -> bool:
    """Whether a sentence names or lists what it calls a dataset, or what something was tested on."""
    terms_here = {match[1] for sentence in sentences for match in _ABBREVIATED.finditer(sentence)}
    for sentence in sentences:
        listed = _DATA_LISTED.search(sentence)
        if listed and not _told_of(question, sentence[listed.end() :]):
            return True
        data = bool(_DATA.search(sentence))
        for match in new_names(question, sentence):
            core = match[0].split("-")[0].removesuffix("s")
            if core in terms_here or _PLURAL_ACRONYM.fullmatch(match[0]) or core.lower() in {*_SYSTEMS, "sota"}:
                continue
            before, behind = sentence[: match.start()], sentence[match.end() :]
            of_data = data or _DATA_BEHIND.match(behind) or _DATA_BEFORE.search(before)
            tested_on = bool(_TESTED_ON.search(before))
            if section_of(core) not in MEDICAL and (tested_on or (of_data and not _is_network(match[0]))):
                return True
    return False


def _told_of(question: str, listing: str) -> bool:
    """Whether a listing without names has the kind of data by which a question tells which it means ("which abdominal
    dataset?", "three datasets: abdominal organs, …"): then that is known, and the name is not.
    """
    match = _ASKS_DATA.search(question) or _ASKS_DATA_BEFORE.search(question)
    told = {stem(word) for word in words(match[0]) if word not in STOPWORDS} if match else set()
    return not _NAME.search(f"- {listing}") and not told.isdisjoint(map(stem, words(listing)))


def asks_who(question: str) -> bool:
    """Whether the name that a question asks for is one of people or places, such as no paper goes by."""
    kind = asks_name(question)
    return bool(kind and _WHO.fullmatch(kind))


def names_one(kind: str, question: str, sentences: Sequence[str], own: str = "") -> bool:
    """Whether a sentence that speaks of this kind of thing has a name that the question has not, or one has a name in
    a place where only such a thing stands: "in Vancouver, Canada", "using GPT-4". Of systems, names in `own` are those
    of the work that is asked about, which is made of others.
    """
    if _KNOWLEDGE.fullmatch(kind):
        return any(map(_NAMES_KNOWLEDGE.search, sentences))
    heads = {stem(word) for word in words(kind)[-1:]}
    heads |= {head.removesuffix("s") for head in heads if kind.endswith(f"{head[:-1].upper()}s")}  # "CNNs"
    terms_here = {match[1] for sentence in sentences for match in _ABBREVIATED.finditer(sentence)}
    where = next((pattern for kinds, pattern in _NAMED_AS.items() if heads & kinds), None)
    if where and any(where.search(sentence) and _of_the_same(question, kind, sentence) for sentence in sentences):
        return True
    if heads & _RIVALS:
        heads = set(_SYSTEMS)
    systems = bool(heads & (_SYSTEMS | _MADE))
    coder = not heads.isdisjoint(_CODERS)
    if systems:
        heads |= _SYSTEMS
        terms_here |= classes(sentences)
    writes = bool(_LANGUAGE_MODEL.search(kind))
    compares = bool(_COMPARES.search(question))
    if coder and any(tells_of_coder(question, sentence) for sentence in sentences):
        return True
    for sentence in sentences:
        found = new_names(question, sentence)
        if systems and not compares:
            found = [match for match in found if not _OF_OTHERS.search(sentence[: match.start()])]
            found = [match for match in found if not _has_word(own, match[0])]
        found = [match for match in found if not _spelt_out(match[0], question)]
        spoken_of = heads & {stem(piece) for word in words(sentence) for piece in (word, *word.split("-"))}
        if spoken_of and any(not systems or _may_be_system(match, sentence, terms_here, writes) for match in found):
            return True
        if systems and _USED_QUOTED.search(sentence):
            return True
        if systems and any(
            _is_network(match[0], writes)
            and not (coder and _is_network(match[0], True))
            and _USED.search(sentence[: match.start()])
            for match in found
        ):
            return True
    return False


def _of_the_same(question: str, kind: str, sentence: str) -> bool:
    """Whether a sentence has a word of what a question says of the place that it asks for."""
    asked = (
        set(terms(question)) - set(terms(kind)) - set(terms(" ".join(match[0] for match in _NAME.finditer(question))))
    )
    said = set(terms(sentence))
    return not asked or any(as_said(term) & said for term in asked)


def _spelt_out(name: str, question: str) -> bool:
    """Whether a name begins the long form of one that a question has: "TAsk-DRiven" for TADRED."""
    capitals = re.sub(r"[^A-Z]", "", name)
    longer = len(capitals) > 1 and not name.isupper()
    return longer and any(
        match[0] != name and match[0].startswith(capitals) for match in _NAME.finditer(f"- {question}")
    )


def _may_be_system(name: re.Match[str], sentence: str, terms_here: Collection[str], writes: bool) -> bool:
    """Whether a name may be a system's: no acronym for a kind of system ("VLMs") nor for a term of the text's
    (`terms_here`), no term of medicine, and neither a measure's nor what something was tested on.
    """
    core = name[0].split("-")[0].removesuffix("s")
    if _is_network(name[0]) and core not in terms_here:
        return _is_network(name[0], writes)
    if sentence[name.end() :].startswith("=") or (_plain(name[0]) and not rarity(name[0].lower())):
        return False  # a measure's value, or an everyday word
    if core.lower() in _SYSTEMS or core in terms_here or _PLURAL_ACRONYM.fullmatch(name[0]) or _HARDWARE.match(name[0]):
        return False
    if section_of(core) in MEDICAL or core.lower() == "sota" or _NOT_OF_SYSTEM.match(sentence, name.end()):
        return False
    if writes or _plain(name[0]):
        return bool(_SYSTEM_BEHIND.match(sentence, name.end()) or _ADJACENT.search(sentence[: name.start()]))
    return not _TESTED_ON.search(sentence[: name.start()]) or bool(_SYSTEM_BEHIND.match(sentence, name.end()))


def _plain(name: str) -> bool:
    """Whether a name is a word with a capital, as any word in a long name may have."""
    return name.isalpha() and name[1:].islower()


def _is_network(name: str, writes: bool = False) -> bool:
    """Whether a name is one of the field's networks, in some version ("GPT-4o", "ResNet-18"); with `writes`, one of
    language.
    """
    family = _FAMILY.match(name)
    core = family[0] if family else name
    found = term_of(name) or term_of(core)
    if not found or found.section != _NETWORKS or stem(core.lower().removesuffix("s")) in _SYSTEMS:
        return False
    return not writes or bool(_LANGUAGE_MODEL.search(" ".join(found.said)))


def new_names(question: str, text: str) -> list[re.Match[str]]:
    """The names in a text that a question has not."""
    return [match for match in _NAME.finditer(text) if not _has_word(question, match[0])]


def _has_word(text: str, name: str) -> bool:
    """Whether a text has a name, be it in a compound ("GPT-4-based") or the plural; not "CLIP" in "CLIPSyntel"."""
    return bool(re.search(rf"(?<!\w){re.escape(name)}s?(?!\w)", text, re.I))


def asked_kind(question: str) -> str | None:
    """The noun of what a question asks for by "which", "what" or "name", or None.

    >>> asked_kind("Which convolutional network is the baseline?")
    'network'
    """
    match = _WHICH.search(question)
    noun = None
    for word in match[1].split() if match else ():
        plain = word.strip(".,;:?!'").lower()
        if STOPS_PHRASE.match(plain):
            break
        noun = plain
        if word[-1] in ".,;:?!" or PLURAL.match(plain):
            break
    return noun if noun not in STOPWORDS else None


def several(kind: str) -> bool:
    """Whether more than one thing of a kind is asked for.

    >>> several("findings"), several("finding")
    (True, False)
    """
    return bool(PLURAL.match(kind))


def kind_of_which(question: str) -> str | None:
    """The noun right behind "which", "what" or "name", before any "of"; None without one.

    >>> kind_of_which("What shortcoming of earlier writers led to it?")
    'shortcoming'
    """
    match = _WHICH.search(question)
    return asked_kind(_OF.split(match[0])[0]) if match else None


def tells_of(kind: str, text: str) -> bool:
    """Whether a text speaks of a kind of thing, in this or a like noun."""
    heads = said_as(kind)
    if heads & _SYSTEMS:
        heads |= _SYSTEMS
    near = [piece for word in words(text) for piece in (word, *word.split("-"))]
    return bool(heads & set(map(stem, near))) or alike([kind], near)
