"""A number of things that a question asks for, and whether a text gives it.

"How many radiologists took part?" is answered only where a number counts radiologists; an abstract that speaks of them
without counting them does not answer.
"""

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from rag.english import is_english, word_vectors
from rag.plain_words import in_technical_words
from rag.words import STOPWORDS, stem, terms, words

_HOW_MANY = re.compile(
    r"\b(?:how many|(?<!\bby )how much|(?:what|which)(?:['’]s| is| was)?(?: the)?(?: \w+)? (?:number|total|count) of|"
    r"^(?:the )?(?:\w+ )?(?:number|total|count) of)\s+(?:of\s+(?:the|these|those|its|their|[\w-]+['’]s?)\s+)?"
    r"((?:[\w./%-]+\s+){0,5}[\w./%-]+)",
    re.I,
)
_HOW_MUCH = re.compile(r"\bhow much\b", re.I)
_UNITS = re.compile(
    r"^(?:better|worse|more|less|faster|slower|larger|bigger|smaller|higher|lower|quicker|cheaper|time|points?|"
    r"percent\w*|"
    r"percentage|gains?|improve\w*|accura\w+|difference|did|does|do|is|are|was|were|can|has|have|of|it|labell?ed"
    r"|data)$",
    re.I,
)
"""After "how much", words that ask for a measure rather than count a thing."""
_VAGUE = re.compile(r"^(?:each|kinds?|types?|sorts?|times?|different|total|parts?|pieces?|items?|things?|\w+er)$", re.I)
_NOT_ASKED = re.compile(
    r"\b(?:without|rather than|instead of|no matter|regardless of|whatever"
    r"|(?:can['’]?t|cannot|do(?:es)?n['’]?t|not|never|nobody|hard to)\s(?:\w+\s){0,2}?(?:know|say|tell|fix|"
    r"choose|decide|guess|foresee)s?"
    r"|(?:decid|choos|pick|settl)\w*\s(?:by itself|itself|alone|on its own|for itself|automatically))\b[^,;:.?!]*$",
    re.I,
)
"""Before a "how many" that nobody wants to know: "without fixing beforehand how many there are"."""
_STORED = frozenset(map(stem, "storage space disk room gigabytes terabytes megabytes gb tb mb".split()))
_BYTES = re.compile(r"\d\s?(?:[KMGTP]i?B|(?:kilo|mega|giga|tera|peta)bytes?)\b")
"""What takes up space is measured in bytes."""
_EFFORT = re.compile(r"[a-z]{3,}ing|work|hand|manual|labou?r|effort|trouble|toil|hassle|bother|patience", re.I)
"""What is more or less of an effort: "how much waiting does it spare?"."""
_SAVED = re.compile(
    r"\d\s?\\?%|\btimes (?:faster|quicker|less|fewer|shorter|longer|more|as)\b|\b(?:fold|hours?|minutes?|days?)\b", re.I
)
STOPS_PHRASE = re.compile(
    r"^(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should|may|might|in|on|at|for|from|by|with|to|"
    r"and|or|that|which|who|the|it|they|there|take|took|used?|using|went|make|made|come|came|get|got|need\w*|took|belong\w*|fall|fell|stem\w*|originat\w+|remain\w*|exist\w*)$",
    re.I,
)
_NUMBER_WORDS = (
    r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|one|two|three|four|five|six|seven|eight"
    r"|nine|ten|"
    r"eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|hundreds?|thousands?|millions?|"
    r"billions?|dozens?|both(?!\s+the\b)|single|pair(?=\s+of\b)"
)
_NUMBER = re.compile(
    rf"(?<![\w.-])(?:\d[\d,.]*(?!\d*-?[dD]\b)(?![\d.]*[x×](?!\d))\s?(?:[kKMB]\b|million|billion|thousand|%|\+)?|(?:{_NUMBER_WORDS})\b)",
    re.I,
)
"""Not the "2D" of images."""
_SOME = re.compile(
    r"(?<![\w.-])(?:two|three|four|five|six|seven|eight|nine|ten|\d[\d,]*)\s+(?:[a-z-]+\s+){0,3}?[a-z]+s\b", re.I
)
"""A number and the things that it counts."""
_LONE = frozenset({"one", "single"})
"""Numbers that count only what directly follows: "a single GPU", not "one of the nurses", "a single image report"."""
_RANGE = re.compile(r"\s(?:to|or)\b")
"""Behind "one": "one to a few clicks"."""
_PEOPLE = re.compile(r"\w{3,}(?:ist|ian|er|or)s$")
"""People by what they do, whose stem "radiological" has, too."""
_OF_THEM = re.compile(
    r"\bhow many of (?:the|these|those|its|their)\s[^?,;]*?\b(?:are|were|is|was)\s+(?:from |of )?([a-z]+s)\W*$", re.I
)
"""Asks the number of those that are something: "how many of the shapes are livers?"."""
_OF_THOSE_BEFORE = re.compile(
    r"(?:^|[.?!]\s)(?P<before>[^.?!]{3,160}?)[,;:.?–-]\s+(?:and\s+)?how many\s+"
    r"(?:(?:do|does|did|will|would|can|could)\s+(?:it|they|he|she|one|the\s+[\w-]+)\b|(?:are|were)\s+(?:there|these|"
    r"they|those)\b|(?:are|were|of them (?:are|were))\s+\w+ed\b)",
    re.I,
)
"""Asks how many of what is named before: "it looks up similar reports; how many does it fetch?"."""
_AFTER_NAME = re.compile(r"(?:\b[A-Za-z]*[A-Z][\w-]*|\b(?:it|he|she|one|which|that|who))\s[a-z]+s\b")
"""A verb, not a plural."""
_ACTS = re.compile(
    r"\bhow many (?:[\w-]+\s){0,3}?(?:people|persons|humans|readers|users|participants|individuals)\s"
    r"(?:[\w-]+\s){0,4}?(?:answer|vot|respond|rat(?:e|ing)|judg|label|annotat|review|read|dr[ae]w|outlin|sign|compar"
    r"|took part|take part|taking part|participat|work)\w*",
    re.I,
)
"""People who do something, rather than are looked at."""
_TOOK_PART = re.compile(
    r"\bhow many\s+(?:(?:of them|in total|in all|altogether|people)\s+)?(?:took part|take part|participat\w+|"
    r"volunteered|signed up|joined in|(?:were|was|got) (?:involved|recruited|enrolled|asked|paid|invited))\b",
    re.I,
)
_ANYONE = frozenset(
    map(
        stem,
        "people persons individuals humans men women children students staff teams groups crowd experts doctors "
        "physicians clinicians nurses patients cases subjects volunteers participants respondents users".split(),
    )
)
_SET_ASIDE = re.compile(
    r"\bhow many\b[^.?!]*?\b(?:instead of|rather than|as opposed to|in place of)\s+"
    r"(?:(?:the|any|its|usual)\s+)*(?:[\w-]+\s+){0,3}?(?P<noun>[\w-]+s)\b(?=\W*(?:$|,|did|does|do|was|were|is|are))",
    re.I,
)
_CASES = frozenset(map(stem, "patients cases subjects victims sufferers heads".split()))
"""What people are called that are looked at."""
_MEASURED = re.compile(r"points?|percent\w*|steps?", re.I)
"""What a number of counts nothing by itself."""
_POINTS = re.compile(r"points?|percent\w*", re.I)
"""What results are counted in, of which a text gives the number alone."""
_END_OF_COUNTED = re.compile(r"^(?:by|using|from|via|against|than)$")
"""Behind it stands who or what else took part: "masks annotated by radiologists"."""
_DONE = re.compile(r"(?!(?:hundred|need|seed|shed|red|bed)s?$)(?:[a-z]{2,}ed|including|consisting|comprising)$")
_WITHIN = frozenset({"of", "and", "or", "different", "more"})
_ACRONYM = re.compile(r"\s\([A-Z][\w-]*\)")
"""Behind words, what they are called in short: "computed tomography (CT) scans"."""
_BREAKS_RUN = re.compile(r"[,;:()]|\s-+\s")
_RANGE_BEHIND = re.compile(r"^\s*(?:to|or)\s+(?:a\s+)?\w+\s+")
_HOLDS_OTHERS = re.compile(
    r"(?:^|-)(?:pairs?|triples?|triplets?|tuples?|samples?|instances?|examples?|entries|items?|types?|kinds?|sorts?|"
    r"labels?|class(?:es)?|categor(?:y|ies))$"
)
_ANNOUNCES = re.compile(r"([A-Za-z-]+)\s?(?:[:=(]|\b(?:of|is|was|were|are|to)\b(?:\s(?:only|about|over|around))?)\s?$")
_COUNTED = 8
"""Words after a number that may say what it counts ("87 public datasets")."""
_AFTER_THEM = re.compile(r"(?<=[^\W\d_aius]s),\s+(?!(?:[\w-]+\s){0,2}?[\w-]+,?\s+(?:and|or)\b|(?:and|or)\b)", re.I)
"""Where, behind what is counted, something else begins, and no list goes on: "on 246 films, clinicians preferred …"."""
_BEFORE = 3
"""Words before it that may ("datasets: 87", "N = 87 patients")."""
PLURAL = re.compile(r"^(?:[a-z-]+[^aisu\W]s|people|children|women|men|mice|teeth|feet)$")
"""The noun that is counted: the phrase ends with it ("annotators sat …")."""
_PERCENT = re.compile(r"\s?\\?%|\s?per ?cent")
_PART_OF = re.compile(r"(?:\s?\\?%|\s?per ?cent)?\s+(?:of(?:\s+(?:the|all|its|their))?|the|as (?:much|many))\s+", re.I)
"""Behind a percentage that counts a part of something ("10% of the parameters")."""
_ALIKE_NOUNS = tuple(
    frozenset(map(stem, line.split()))
    for line in """
    networks models methods architectures approaches systems algorithms cnns transformers llms vlms
    patients cases subjects people participants individuals persons victims sufferers folks invalids heads
    images scans pictures photos photographs radiographs x-rays cxrs films examinations exams volumes slices pics shots
    snapshots
    steps stages phases
    videos clips recordings footage vids
    datasets sets collections databases cohorts
    tasks problems jobs
    doctors physicians clinicians experts specialists
    hardware equipment machines computers gpus gpu cpus cpu tpus tpu cards processors servers
    submissions entries contributions
    countries nations places
    """.strip().splitlines()
)
"""Nouns that a question and a text use for the same things when they count them."""
_LOOSELY = tuple(
    (frozenset(map(stem, said.split())), frozenset(map(stem, meant.split())))
    for said, meant in (
        (
            "examples samples instances items",
            "images scans volumes slices pairs triplets triples cases patients texts reports",
        ),
        ("sources", "datasets collections databases cohorts"),
        ("trials runs", "experiments"),
    )
)
"""What a question calls things, and what a text does; not the other way round, as code is "open-source", too."""
_GENERAL = frozenset(
    map(
        stem,
        "things items objects elements entities units entries pieces examples samples instances cases occasions "
        "comparisons experiments tests trials runs settings situations scenarios problems puzzles jobs "
        "sources places points stuff literature material ground".split(),
    )
)
"""Nouns of so wide a meaning that any number may count them, unless a word before says of which kind."""
_SAME = 0.45
"""Cosine of word vectors from which one noun may stand for another ("pictures", "images")."""


def counted_nouns(question: str) -> list[str]:
    """The words of what a question asks the number of, the counted one last; empty where it asks for no count.

    >>> counted_nouns("How many public datasets did SegBook gather?")
    ['public', 'datasets']
    """
    some = _OF_THEM.search(question)
    if some and some[1] not in STOPWORDS:
        return [some[1].lower()]
    found = _HOW_MANY.finditer(question)
    match = next((match for match in found if not _NOT_ASKED.search(question[: match.start()])), None)
    if not match:
        return []
    phrase: list[str] = []
    for word, after in pairwise([*match[1].split(), ""]):
        plain = word.strip(".,;:?!").lower()
        if phrase and plain in {
            "and",
            "or",
        }:  # "image and report pairs"; what stands behind a plural is asked elsewhere
            continue
        if STOPS_PHRASE.match(plain) or (not phrase and _UNITS.match(plain)):
            break
        phrase.append(plain)
        ends = PLURAL.match(plain) and after != "or" and not word.isupper()  # "scans or patients": either will do
        if word[-1] in ".,;:?!" or ends:
            break
    while phrase and phrase[-1].endswith("ly"):  # "how many actually had a growth?" counts nothing that it names
        phrase.pop()
    return [word for word in phrase if word not in STOPWORDS and not _VAGUE.match(word)]


def counted_before(question: str) -> list[str]:
    """The plurals before a "how many" that stands without a noun, of which one may be meant.

    >>> counted_before("When BeeNet looks up similar hives, how many does it fetch?")
    ['hives']
    """
    match = _OF_THOSE_BEFORE.search(question)
    said = _AFTER_NAME.sub(" ", match["before"]) if match else ""
    return [word for word in words(said) if PLURAL.match(word) and word not in STOPWORDS]


def asks_count(question: str) -> bool:
    """Whether a question asks how many, of whatever it may be ("how many pieces", "the number of them")."""
    return bool(_HOW_MANY.search(question)) and not asks_share(question)


def counts_some(text: str) -> bool:
    """Whether a text has a number of some things, more than one: "four equally sized sections".

    >>> counts_some("They are divided into four equally sized sections."), counts_some("It reaches 0.61.")
    (True, False)
    """
    return bool(_SOME.search(text))


def asks_share(question: str) -> bool:
    """Whether a question asks how much of something, which a percentage answers, rather than how many."""
    return bool(_HOW_MUCH.search(question))


def asks_doers(question: str) -> bool:
    """Whether a question asks for the number of people who did something, such as no count of cases answers."""
    return bool(_ACTS.search(question))


def asks_who_took_part(question: str) -> bool:
    """Whether a question asks how many took part, without a noun for those.

    >>> asks_who_took_part("How many took part?"), asks_who_took_part("How many nurses took part?")
    (True, False)
    """
    return bool(_TOOK_PART.search(question))


def counts_anyone(text: str) -> bool:
    """Whether a text has a number of any people."""
    for match in _NUMBER.finditer(text):
        near = _counted_by(match, text, False)
        if any(_PEOPLE.search(word) for word in near) or not _ANYONE.isdisjoint(map(stem, near)):
            return True
    return False


def set_aside(question: str, noun: str) -> frozenset[str]:
    """The stems of what a question sets apart from what it counts, where a text could call both alike: "how many
    photographs, instead of radiographs"; empty where it sets apart nothing of the kind.
    """
    match = _SET_ASIDE.search(question)
    apart = said_as(match["noun"].lower()) if match else frozenset()
    return apart if stem(noun) in apart else frozenset()


def counts(
    nouns: Sequence[str],
    text: str,
    share: bool = False,
    doers: bool = False,
    apart: frozenset[str] = frozenset(),
    whole: str = "",
) -> bool:
    """Whether some number in a text counts the last of these nouns, or something like it; with `share`, a percentage
    anywhere beside it does; with `doers`, one of cases does not, and neither does one of what is set `apart`. A noun of
    which nothing is known may be anything.
    """
    if not nouns:
        return False
    if share and not _STORED.isdisjoint(map(stem, nouns)) and _BYTES.search(text):
        return True
    if share and _EFFORT.fullmatch(nouns[-1]) and _SAVED.search(text):
        return True
    counted = list(nouns) if _MEASURED.fullmatch(nouns[-1]) else list(nouns[-1:])
    wanted = frozenset().union(*map(said_as, counted))
    if doers:
        wanted -= _CASES
    if apart:
        wanted = (wanted - apart) | {stem(nouns[-1])}
    people = bool(_PEOPLE.search(nouns[-1]))
    if _unknown(counted[-1], whole or text) or (
        len(nouns) == 1 and not doers and is_general_noun(nouns[0]) and _SOME.search(text)
    ):
        return True
    for match in _NUMBER.finditer(text):
        near = _counted_by(match, text, share, share or bool(_POINTS.fullmatch(nouns[-1])))
        # "15 million image-text pairs" counts images, "150 radiologist-revised reports" no radiologists.
        parts = [part for word in near for part in _pieces(word)]
        if people:
            near, parts = (list(filter(_is_noun_of_people, words)) for words in (near, parts))
        if wanted & {stem(word) for word in (*parts, *near)} or (not apart and alike(counted[-1:], parts)):
            return True
    return False


def is_general_noun(noun: str) -> bool:
    """Whether a noun is one that any number of things may count.

    >>> is_general_noun("objects"), is_general_noun("nurses")
    (True, False)
    """
    return stem(noun) in _GENERAL


def _unknown(noun: str, text: str) -> bool:
    """Whether a noun is no English word, none of those that are known to be counted and none of a text's: a slip of
    the pen, it may be.
    """
    last = noun.rsplit("-", 1)[-1]
    known = len(said_as(noun)) > len({stem(noun), stem(last)}) or _PEOPLE.search(noun)
    if known or not last.isalpha() or is_english(last) or is_english(last.removesuffix("s")):
        return False
    return stem(last) not in {stem(piece) for word in words(text) for piece in (word, *word.split("-"))}


def _is_noun_of_people(word: str) -> bool:
    """Whether a word may name people rather than say what is theirs ("radiologists", not "radiology")."""
    return not re.search(r"(?:ical|ic|y|al)$", word)


def _pieces(word: str) -> list[str]:
    """What a number may count in a word: a compound's parts, none where it describes something else ("-revised")."""
    parts = word.split("-")
    return [] if len(parts) > 1 and word.endswith("ed") else parts


def _counted_by(number: re.Match[str], text: str, share: bool, loosely: bool = False) -> list[str]:
    """The words near a number that may say what it counts."""
    behind = _AFTER_THEM.split(_ACRONYM.sub("", text[number.end() : number.end() + 120]).split(". ")[0])[0]
    after = words(behind)[:_COUNTED]
    if not share and (number[0].endswith("%") or _PERCENT.match(text, number.end())):
        # "0.5% more parameters", "10% of the parameters", but not "by 28% while annotators …".
        part = _PART_OF.match(text, number.end())
        after = words(text[part.end() : part.end() + 60])[:_COUNTED] if part else after
        return list(takewhile(lambda word: word not in STOPWORDS, after))
    if number[0].lower() in _LONE and not _RANGE.match(text, number.end()):
        return _one_thing(text[number.end() : number.end() + 120])
    if loosely:
        after = list(takewhile(lambda word: not _END_OF_COUNTED.match(word), after))
        return after + words(text[max(0, number.start() - 60) : number.start()].split(". ")[-1])[-_BEFORE:]
    announced = _ANNOUNCES.search(text[: number.start()])
    return _counted_phrase(behind) + ([announced[1].lower()] if announced else [])


def _counted_phrase(behind: str) -> list[str]:
    """The nouns that the number before them counts: the plurals and the last word of a run, and in pairs and samples
    what those are of.

    >>> _counted_phrase(" clinically relevant bee dance tasks on flowers")
    ['tasks']
    """
    run: list[str] = []
    for word in words(_BREAKS_RUN.split(_RANGE_BEHIND.sub("", behind))[0]):
        if word in STOPWORDS or _DONE.match(word):
            if run and word not in _WITHIN:
                break
            continue
        run.append(word)
    holds = any(_HOLDS_OTHERS.search(word) for word in run)
    joined = run[:1] if behind.startswith("-") else []  # "a three-stage training"
    return joined + [word for word in run if holds or word == run[-1] or PLURAL.match(word)]


def _one_thing(behind: str) -> list[str]:
    """The words behind "a single" that may be what is single: the last of its phrase, or one before a verb."""
    run = list(takewhile(lambda word: word not in STOPWORDS, words(re.split(r"[,.;:()]", behind)[0])))
    return [word for word, after in pairwise([*run, "is"]) if after.endswith(("s", "ed", "ing"))]


def said_as(noun: str) -> frozenset[str]:
    """The stems of the nouns that may stand for one, itself included."""
    own = frozenset({stem(noun), stem(noun.rsplit("-", 1)[-1]), *terms(in_technical_words(noun) or "")})
    loosely = (said | meant for said, meant in _LOOSELY if own & said)
    return own.union(*loosely, *(group for group in _ALIKE_NOUNS if own & group))


def alike(wanted: Sequence[str], found: Sequence[str]) -> bool:
    ours, theirs = word_vectors(wanted), word_vectors(found)
    return ours is not None and theirs is not None and bool((ours @ theirs.T).max() >= _SAME)
