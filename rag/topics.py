"""What a list question is about: its topic, freed of the words that frame it."""

import re
from collections.abc import Callable

from rag.attributes import attributes, section_of
from rag.left_out import without_aside, without_soft
from rag.said_names import is_verb, names_asked
from rag.wordings import any_word
from rag.words import STOPWORDS

_ORDER = re.compile(
    r"^\W*(?:(?:please|can you|could you|would you)\s+)*(?:(?:tally|count|total|add)(?: up)?|(?:rattle|reel) off"
    r"|run through|"
    r"round up|pull (?:up|together)|dig up|hunt down|gather|collect|identify|enumerate|look(?:ing)? for"
    r"|search(?:ing)? for)\b"
    r"|^\W*(?:give|show)(?: me| us)? (?:the|a) (?:full |whole )?(?:list|rundown|overview|count|tally) of\b"
    r"|\b(?:plays?|played|playing) (?:an? |any )?(?:\w+ )?(?:part|role)\b"
    r"|\b(?:appears?|occurs?|(?:shows?|turns?|comes?) up)(?=\s+(?:anywhere|somewhere|at all|here|in)\b)"
    r"|\b(?:shows?|turns?|comes?) up(?=\s*(?:[,;?.]|$)|\s+as\b)"
    r"|\breports? (?:something|anything|results?|findings?|experiments?)\b"
    # "Teach a machine to count bees", "use AI for counting".
    r"|\b(?:get(?:s|ting)?|let(?:s|ting)?|hav(?:e|ing)|teach(?:es|ing)?|us(?:e|es|ing)|mak(?:e|es|ing))\s+"
    r"(?:an? |the )?(?:computers?|machines?|AI|software)\s+(?:to|for)?(?=\s*[a-z])"
    r"|\b(?:offers?|contributes?|ha(?:ve|s)|says?|does|do) (?:something|anything)(?: new)?"
    r"(?: (?:for|to|on|about|with) (?:it|them|this|that))?(?=\W*$)"
    r"|^\W*for (?:my|our|an?) (?:[\w-]+ ){1,3}?(?=(?:i|we)\b)"
    r"|\b(?:is|are|was|were|been) put forward\b"
    r"|\bcarr(?:y|ies|ied|ying) out\b"
    r"|\b(?:of|among) (?:these|those|the|your) (?:texts|items|pieces|titles)\b"
    r"|\b(?:a few|some|any|many|most|all|which|what)(?: of)? (?:the|these|those|your|our) documents\b"
    r"|^\W*(?:i['’]?m|i am|we['’]?re|we are) (?:an?|the) (?:[\w-]+ ){1,4}?"
    r"(?=(?:looking|searching|hunting|interested|after)\b)"
    r"|\bdo (?:you|we) (?:hold|own|keep)\b|,\s*(?:judging|going) (?:by|from) [^,?.]*,|\bwhatsoever\b|\boutright\b"
    r"|\b(?:in|of) (?:any|some|whatever) (?:flavou?r|depth|size|form|version|variant|kind|sort|shape|way|guise)\b"
    r"|\bbrings? up\b|\b(?:total )?number of\b|\b(?:share|fraction|proportion|percentage) of\b|\bout there\b"
    r"|\b(?:e\.g|i\.e)\.?,?",
    re.I,
)
"""What tells to list or count, which is no topic."""

_CONCESSION = re.compile(
    r",?\s*\b(?:(?:even|also) (?:if|when|though|where|as)|whether or not|no matter|regardless of"
    r"|whatever (?:the|its|their)|as far as)\b(?:[^,;?.()]|\([^()]*\))*"
    r"|,\s*(?:[\w-]+\s+){1,2}?(?:included|(?:(?:is|are|would be) )?(?:also )?"
    r"(?:welcome|fine|ok|okay|allowed)(?: too| as well)?"
    r"|counts?(?: too| as well)|too|as well)(?=\s*[;?.)]|\s*$)"
    # "Whether as training data or as a published dataset": any.
    r"|,\s*whether (?:as|for|in|on|by|with|to|from)\b[^;?.()]*\bor\b[^;?.()]*"
    # "Autoencoders, masked, variational or plain": any.
    r"|(?:,\s*|\s*\()(?:(?:be|whether) (?:they|it|these|those)\s+)?(?:[\w-]+(?:\s*,\s*(?:or\s+)?|\s+or\s+)){1,4}"
    r"(?:plain|ordinary|vanilla|otherwise|not|regular|other sorts?|any other(?: kind| sort)?|anything else"
    r"|whatever(?: else)?|something else)\)?(?=\s*(?:[;?.)]|$))"
    r"|\s*\([^()]*\b(?:is|are) (?:also )?(?:welcome|fine|ok|okay|allowed)\)"
    r"|,?\s*\b(?:alone|by (?:itself|themselves)|on (?:its|their) own) or "
    r"(?:among|together|along|alongside|beside|with|in)\b[^,;?.]*",
    re.I,
)
"""What a question says does not matter is not its topic."""

_ELABORATION = re.compile(
    r"\s*\([^()]*\)|\s*\b(?:i\.e\.?|ie\b|that is,|namely\b|viz\b\.?|in the sense of\b)[^;?.]*"
    r"|,\s+(?:whether|be (?:it|they|these|those)|also|including|even)\b[^;?.]*"
    r"|,\s+(?:[\w-]+\s+){0,3}?\bor\b(?:\s+[\w-]+){1,4}(?=\s*[?.]|\s*$)"
    r"|,?\s+or\s+(?:carry|carries|have|has|use|uses|mention|mentions|name|names|bring|brings) (?:it|them)\b[^;?.]*"
    r"|,?\s+(?:for (?:example|instance)|e\.g\.|such as)\s[^;?.]*",
    re.I,
)
"""What says the topic over again in other words, or goes through its parts."""
_SAME_AGAIN = re.compile(
    r"\b((\w{3,})(?:\s+\w+)?)\s+(?:or|and)\s+(?:(?:\w+\s+)?\2\s+\w+|(?P<its>its|their)\s+\w+(?=\W*$|[,;?.)]))", re.I
)
"""Something, and then a part of it ("the liver or liver lesions", "the liver or its lesions")."""
_OR_ITS_OWN = re.compile(
    r",?\s+\b(?:or|and)\s+(?:(?:(?:one|some|any|a (?:version|variant|part)) of )?(?:its|their)\s+"
    r"(?:[\w-]+\s+){0,2}?[\w-]+(?=\s*(?:[,;?.)]|$)|\s+(?:is|are|was|were|in|for|on|as|to)\b)"
    r"|(?:[\w-]+\s+){1,2}?(?:in|of|on|inside|within) (?:it|them)\b"
    r"|(?:(?:at least|even|just|merely|also)\s+)?[a-z]+\s+(?:\w+\s+)?(?:on|upon|with|from|around|against)"
    r"\s+(?:it|them)\b[^,;?.]*)",
    re.I,
)
"""A part or a kind of what was said before ("the liver or lesions in it"), or what else is done with it ("tune
BERT or build on it").
"""
_BRACKETED_NOT = re.compile(r"\s*\((?:but |and )?not [^()]*\)", re.I)
_PAPERS_DO = re.compile(
    r"\b(papers?|studies|works?|articles?|abstracts?|publications|surveys?|ones|who|which|them|these|those)"
    r"((?:\s+(?:that|which|who))?)\s+(?:\w+ly\s+|only\s+|also\s+|even\s+)?"
    r"(?:look(?:s|ing|ed)?(?=\s+(?:at|into|for)\b)|reports?|reporting|feeds?|takes?|gives?|brings?|goes|go|gets?|"
    r"examines?|investigates?|explores?|addresse?s?|discuss(?:es)?|considers?)(?=\s)",
    re.I,
)
"""What papers do with their topic is not their topic; that they stress it or complain of it tells."""
_HEDGE = re.compile(
    r",?\s*\b(?:i|we) (?:suspect|think|guess|believe|suppose|assume|imagine|gather|fear|hope)\b,?"
    r"|\b(?:i|we) (?:have|had|get|got) (?:the|an?|this) (?:\w+ )?(?:impression|feeling|hunch|suspicion|sense"
    r"|idea)(?: that)?\b"
    r"|\b(?:first and foremost|above all|at heart|in essence|for the most part|by and large|more or less)\b"
    r"|\b(?:seem|appear|tend|happen|turn out|prove)s? to (?:be |have )?|\bseem(?:s|ingly)?\b",
    re.I,
)
"""How sure somebody is of what he asks for."""
_ROLE = re.compile(
    r"\bas (?:(?:an?|the|its|their|one|some|main|central|primary|key|sole|only)\s+)*(?:point|focus|topic|subject"
    r"|theme|data|"
    r"examples?|aim|goal|part|task|backbone|base|basis|encoder|starting point|building blocks?)\b"
    r"|\b(?:whose|the) (?:(?:main|central|chief|primary|sole|only|actual|real)\s+)*"
    r"(?:subject|topic|theme|focus|point|aim|goal) (?:is|are|was|were)\b"
    r"|\b(?:is|are|was|were) (?:one of|among) (?:the|their"
    r"|its)\s+(?:[\w-]+\s+){0,2}?\w+s\b",
    re.I,
)
"""What part something has in a paper is not its topic either."""

_STARTS = re.compile(r"(?:^|[.?!:])\W*$")
_SENTENCE_END = re.compile(r"(?<=[.!?;])(?<!\be\.g\.)(?<!\bi\.e\.)\s+(?=[A-Za-z])")
_ASKS = re.compile(
    r"\?\s*$|^\W*(?:(?:and|so|please|can you|could you|in|from|for|of)\s+)*(?:which|what|who|whose|how many|list"
    r"|name|show|give"
    r"|find|count|tell|any\w*|everything|is|are|do|does|has|have)\b|\b(?:papers|studies|works|articles"
    r"|publications|surveys)\b",
    re.I,
)
_TELLS = re.compile(
    r"^\W*(?!which|what|who|whose|how|list|name|show|give|find|count|tell)[^?]*,\s*(?:right|correct|no|yes|eh)\s*\?\s*$"
    r"|^\W*(?:i['’]m|i am|we['’]re|we are)\s+(?!look|search|hunt|interested|after)(?:an?|the|\w+ing)\b.*(?<!\?)\s*$",
    re.I,
)
"""Says who speaks, or what he does."""
_SPEAKER = re.compile(
    r"^\W*(?:(?:hi|hello|hey|\w+ing(?=[^,;?.]*:)|"
    r"i|i['’]m|i['’]d|i['’]ve|we|we['’]re|my|our|as an?|for (?:my|our|an?))\b|"
    r"(?:[\w-]+ ){1,3}(?:here|asking|speaking)\b).*?(?:\s[-–—]+\s|[,:]\s+)"
    r"(?=(?:so |and |please |can you |could you |in |on |with |from |for |of )*(?:which|what|who|whose|how many|list"
    r"|papers|studies|works|articles|anything|name|show|give|find|count|is there|are there|any|all|everything)\b)",
    re.I,
)
"""Who asks, and what for, before the question proper."""
_POINTS_BACK = re.compile(
    r"\b(?:it|them|this|that|those|these|one|some|any)\W*$|\b(?:on|about|with|for|of) (?:it|them|this|that)\b"
    r"|\b(?:that|this|the same|such an?) (?:disease|illness|condition|disorder|organ|body part|topic|subject|field)\b"
    r"|\b(?:name|use|cover|mention|segment|detect|classif|stud|examin|address|discuss|includ|treat|handl|tackl|test|tr)"
    r"(?:e|es|ed|s|y|ies|ied|ing)? (?:it|them)\b",
    re.I,
)

_OR = re.compile(r"\s*(?:,\s*)?\b(?:and/or|or(?! other\b)(?: (?:about|on|with|for|of|to))?)\s+", re.I)
_LONGEST_SIDE = 3
"""Words of a side of "or"; a longer one carries more than an alternative."""

_DONE = re.compile(
    any_word(
        """
        analy assess classif delineat detect diagnos evaluat find forecast grad identif locali measur monitor outlin
        predict prognos quantif recogni scor screen segment stag track triag
        """
    )
    + r"[a-z]*"
)
"""What is done with an illness or a part of the body, whatever the ending."""

_MARKS = ".,;:?!()'\"’“”-–—"
_FRAME = frozenset(
    """
    all anything contain contains containing authors collection come comes concern concerned concerns corpus count
    cover covering covers
    database deal dealing deals done evaluate evaluated evaluates everything exist group groups handle handles handling
    include includes involve involves link look number present presents relies rely result results something
    team teams test there total touch touches various well whatever work works new own word words mention mentions
    mentioned mentioning
    listed stuff got need needs needed people folks someone somebody anybody everybody who's whos what's talk
    talks talking tackle tackles tackling pit put puts putting built made whatever doing tried tries available out
    overall mainly mostly primarily chiefly specifically explicitly actually really truly particularly especially main
    focus focused focuses topic experiments experiment help helps helpful relevant interesting useful
    propose proposes proposed proposing regarding concerning related let lets letting justify justifies justified
    somehow argue argues claim claims meant intended able devoted dedicated
    items counting speak speaks spoken cite cites covered anywhere roughly several ones great gimme lemme
    """.split()
)


_OPENING = frozenset(
    """
    see point return filter pull recommend suggest read cite sum pick retrieve fetch select extract happen interested
    titles title items pieces way set record records entry entries library start identify order contributions
    """.split()
)
"""Words that open a question for papers; further on they may say what it is about."""
_ABOUT = frozenset(("on", "about", "with", "using", "for"))
_PRONOUN = re.compile(r"(?:i|you|we|they|it|that|there|here|let)['’](?:s|d|m|ve|re|ll)")
_SOURCES = re.compile(
    r"\b(?:research|literature|reading material|reading|references|sources)\s+(?=(?:on|about|that|which|with"
    r"|using|into|here|for)\b)"
    r"|\b(?:reading list|further reading)\b|\b(?:should|can|could|must) (?:i|we|one) (?:read|cite|look at"
    r"|start with)\b|\b(?:would|will) be (?:great|nice|good|helpful|fine)\b|\bso far\b|\bw/",
    re.I,
)
_WANTED = re.compile(
    r"\b(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|a few|a couple of)\s+"
    r"(?=(?:\w+\s+)?(?:papers|studies|articles|abstracts|publications|works|examples|references)\b)",
    re.I,
)
"""How many papers somebody would like to see."""
_FIRST_PERSON = re.compile(
    r"^\W*(?:as (?:an?|the) [\w\s'’-]{2,40}?,?\s+)?"
    r"(?:i|we|i['’]m|we['’]re|i['’]ve|my|our)\b[^,;.?]*?\b(?:on|about|into|regarding)\s+",
    re.I,
)


def _without_opening(question: str) -> str:
    """A question without the words that open it, where a function word is among them ("point me to …")."""
    rest = question.split()
    opening: list[str] = []
    while rest:
        low = rest[0].lower().strip(_MARKS)
        framing = low in STOPWORDS or low in _FRAME or _PRONOUN.fullmatch(low)
        # "Papers on filter pruning": what follows such a word is what it is about.
        if not framing and (low not in _OPENING or not _ABOUT.isdisjoint(opening)):
            break
        opening.append(low)
        rest = rest[1:]
    return " ".join(rest) if rest and any(word in STOPWORDS for word in opening) else question


def asking_part(question: str) -> str:
    """The sentences of a question that ask, without the one that says who asks or what for.

    All of it where these have no topic, or point back to the rest.

    >>> asking_part("I am writing a review. Which papers deal with knees? Name them all.")
    'Which papers deal with knees?'
    >>> asking_part("Knees are my field. Any papers about them?")
    'Knees are my field. Any papers about them?'
    """
    told = _SPEAKER.sub("", question)
    if not topic_of(told) or _POINTS_BACK.search(told):
        told = _FIRST_PERSON.sub("", question)
    sentences = _SENTENCE_END.split(told)
    asking = [sentence for sentence in sentences if _ASKS.search(sentence) and topic_of(sentence)]
    if not re.search(r"\bones\b", " ".join(asking[1:])):
        asking = [sentence for sentence in asking if not _TELLS.match(sentence)] or asking
    return told if not asking or any(map(_POINTS_BACK.search, asking)) else " ".join(asking)


def topic_of(question: str) -> str:
    """The question without the words that frame it; a capitalised word inside it stays ("Segment Anything").

    >>> topic_of("Which papers deal with Mamba or other state space models?")
    'Mamba state space models'
    """
    kept = []
    question = _WANTED.sub("", question)
    question = without_aside(_HEDGE.sub(" ", _PAPERS_DO.sub(r"\1\2", question)))
    question = _ROLE.sub("", _ORDER.sub("", _CONCESSION.sub("", question)))
    question = _without_opening(_SOURCES.sub(" ", question))
    for match in re.finditer(r"[^\s,;:?!()]+", question):
        word = match[0]
        low = word.lower().strip(_MARKS)
        if _PRONOUN.fullmatch(low):
            continue
        named = not _STARTS.search(question[: match.start()]) and word[:1].isupper() and len(word) > 2
        if low and (named or (low not in STOPWORDS and low not in _FRAME)):
            kept.append(word.rstrip("."))
    return " ".join(kept)


def alternatives(question: str, adjacent: Callable[[str, str], bool]) -> tuple[str, ...]:
    """The topics that a question joins by "or", any of which will do; empty where it joins none.

    A single word before "or" shares the last word after it where `adjacent` says that the two go together ("liver or
    kidney tumours").

    >>> alternatives("papers on liver or kidney tumours", lambda one, other: True)
    ('liver tumours', 'kidney tumours')
    """
    sides = [topic_of(part) for part in _OR.split(_OR_ITS_OWN.sub("", question))]
    sides = [side for side in sides if side]
    if len(sides) > 1 and all(map(is_done, sides[1:])):
        # "Pneumonia detection or diagnosis": either is of pneumonia.
        things = " ".join(word for word in sides[0].split() if not is_done(word))
        return (things,) if attributes(things, medical=True) else ()
    if len(sides) > 1 and len(sides[-1].split()) > 1:
        # "Trained, tuned or scored on X": what is done with one thing is no topic of its own.
        done = " ".join([*sides[:-1], sides[-1].split()[0]]).split()
        if all(is_verb(word) or word.endswith("ify") or section_of(word) == "tasks" for word in done):
            return ()
    if len(sides) < 2 or any(len(side.split()) > _LONGEST_SIDE for side in sides):
        return ()
    head = sides[-1].split()[-1]
    shared = [
        f"{side} {head}" if len(sides[-1].split()) > 1 and len(side.split()) == 1 and adjacent(side, head) else side
        for side in sides[:-1]
    ]
    return (*shared, sides[-1])


def is_done(side: str) -> bool:
    """Whether words are only what is done with a thing.

    >>> is_done("diagnosis"), is_done("detected localised"), is_done("brain tumours")
    (True, True, False)
    """
    return all(_DONE.fullmatch(word.lower()) for word in side.split())


def without_elaboration(question: str) -> str:
    """A question without what says its topic over again; all of it where nothing else has a topic.

    >>> without_elaboration("papers on the liver (lesions or tumours)?")
    'papers on the liver?'
    """
    short = _SAME_AGAIN.sub(_once, _OR_ITS_OWN.sub("", _ELABORATION.sub(_unnamed, question)))
    return short if topic_of(short) else question


def without_parts(question: str) -> str:
    """A question without what is only a part of what it said before, or done with it; all of it where nothing else has
    a topic.

    >>> without_parts("papers that segment the heart or its vessels")
    'papers that segment the heart'
    """
    short = _OR_ITS_OWN.sub("", question)
    return short if topic_of(short) else question


def _once(said: re.Match[str]) -> str:
    """The first of two things; both where all they share is an everyday word ("rare diseases or rare cases")."""
    return said[1] if said["its"] or said[1] == said[2] or attributes(said[2]) else said[0]


def _unnamed(said: re.Match[str]) -> str:
    """Nothing, or what was said where it has a name ("…, tuned or scored on BraTS") or is what is done with a thing
    ("…, detected or described").
    """
    return said[0] if names_asked(said[0]) or ((done := topic_of(said[0])) and is_done(done)) else ""


def without_concessions(question: str) -> str:
    """A question without what it says does not matter.

    >>> without_concessions("papers on report generation, reviews included")
    'papers on report generation'
    """
    return _CONCESSION.sub("", question)


def without_contrasts(question: str) -> str:
    """A question without what else could be done, which sets no paper aside ("rather than from x-rays")."""
    return _BRACKETED_NOT.sub(" ", without_soft(question))
