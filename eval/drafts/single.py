"""Drafts about one paper that goes by a name of its own: what it is, its numbers, its link, what it does not say."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.drafts.form import Draft, answered, turn, unanswerable
from rag import Paper
from rag.name_claims import Claims
from rag.names import Names
from rag.passages import split_sentences

_SMALL = "two three four five six seven eight nine ten eleven twelve".split()
_ROUGH = r"(?:(?:over|more than|about|around|nearly|approximately|up to|at least|a total of|only|the|these)\s+)?"
_AMOUNT = (
    r"(?P<number>(?:\d[\d,]*(?:\.\d+)?(?:[kKM]\b|\s(?:million|billion|thousand)\b)?|"
    rf"\b(?:{'|'.join(_SMALL)}|thirteen|fourteen|fifteen|sixteen|twenty)\b))"
)
_COUNTED = r"(?P<counted>(?:[A-Za-z][\w/-]*\s){0,4}?[a-z][\w-]*[a-rt-z]s)\b"
_VAGUE = re.compile(
    r"\b(?:types|kinds|times|days|hours|weeks|minutes|seconds|points|steps|ways|others|stages|levels|has|was|is|this|"
    r"its|as|parts|experts|components|aspects|sets)$|\b(?:and|or|the|with|from|than|to|in|on|for|those|of)\b"
)
"""What follows a number without being things that it counts."""
_TRIED = re.compile(
    r"\b(?P<verb>trained|pre-trained|pretrained|fine-tuned|evaluat\w+|tested|validat\w+|experiment\w*|assess\w*|results)\b"
    rf"[^.;]{{0,40}}?\b(?:on|across|over)\s+{_ROUGH}{_AMOUNT}\s+{_COUNTED}",
    re.I,
)
_HOLDS = re.compile(
    r"[^.;:]{0,60}?\b(?P<verb>compris(?:ing|es)|contain(?:ing|s)|consist(?:ing|s) of|includ(?:ing|es)|cover(?:ing|s)|"
    r"(?:dataset|database|corpus|benchmark|collection)\s(?:of|with))"
    rf"\s+{_ROUGH}{_AMOUNT}\s+{_COUNTED}"
)
_MEASURE = (
    r"Dice(?: similarity coefficient| coefficient| score)?|DSC|AUC|AUROC|accuracy|F1(?:[- ]score)?|m?IoU|sensitivity|"
    r"specificity|kappa"
)
_VALUE = r"\d+(?:\.\d+)?\s?\\?%|0\.\d+"
_REACHES = (
    re.compile(rf"\b(?P<measure>{_MEASURE})\s+(?:of|reaching|is|was)\s+(?P<value>{_VALUE})", re.I),
    re.compile(rf"(?<![\d.])(?P<value>{_VALUE})\s+(?P<measure>{_MEASURE})\b", re.I),
)
_SAVES = re.compile(
    r"\b(?P<verb>reduc|improv|increas|rais|lower|cut|shorten|accelerat)(?:es?|s|ed|ing|te|ts?)?\s+"
    r"(?P<what>(?:the )?(?:[\w-]+\s){0,3}?[\w-]+)\s+by\s+(?:up to |more than |over |about |around |nearly )?"
    r"(?P<value>\d+(?:\.\d+)?\s?(?:\\?%|times|points))",
    re.I,
)
_PLAINLY = {"reduc": "reduce", "improv": "improve", "increas": "increase", "rais": "raise", "accelerat": "accelerate"}
_BEATS = re.compile(
    r"\b(?:outperform|surpass|exceed)\w*\b[^.;,]{0,80}?\bby\s+(?:a margin of |up to |more than |over |about |an "
    r"average of )?(?P<value>\d+(?:\.\d+)?\s?\\?%)",
    re.I,
)
_GAINS = re.compile(r"\b(?:by|gains?|improv\w+|increas\w+|more|higher|than|margin)\b[^,;]{0,30}$", re.I)
"""Before a number: it says how much better, not how good."""

_SYSTEMS = (
    r"model|method|network|framework|approach|architecture|system|module|scheme|strategy|transformer|encoder|assistant|"
    r"agent|mllm|vlm|llm|pipeline|paradigm|suite|family"
)
_DATA = r"dataset|data set|benchmark|database|corpus|challenge|collection"
_TOOLS = r"toolbox|tool|package|library|platform|software"
_THING = re.compile(rf"\b(?:(?P<data>{_DATA})|(?P<tool>{_TOOLS})|(?P<system>{_SYSTEMS}))s?\b", re.I)
_COINS = (
    r"\b(?:propos|introduc|present|develop|releas|construct|curat|creat|build|built|call|name|term|dub|namely)\w*\b"
)
_DIRECTLY = r"(?:(?!\b(?:for|of|in|on|from|with|by|to|using|based|against)\b)[^.;]){0,120}?"
"""Between a verb that coins and its name: "a network for COVID-19" coins no COVID-19."""
_LEANS = re.compile(r"^(?:it|its|this (?!paper|work|study|article)|these|those|they|their|such|here|both|then)\b", re.I)
_AUTHORS = re.compile(r"\b(?:we|our)\b", re.I)
_PROBLEM = re.compile(
    r"\bhowever\b|\blacks?\b|\bhinder|\bsuffers?\b|\bstruggl|\bremains? (?:a |an |un|chall|diff|lim)|\bis limited\b|"
    r"\bfall short\b|\bchallenging\b",
    re.I,
)
_RESULT = re.compile(
    r"\b(?:results?|experiments?|evaluations?)\b.{0,80}\b(?:show|demonstrat|reveal|indicat|outperform|achiev|surpass)\w*",
    re.I,
)
_CODE_HOST = re.compile(r"git(?:hub|lab)\.|bitbucket\.|codeocean\.")
_WITHOUT = re.compile(
    r"\bwithout (?:the need (?:for|of) |needing |requiring |relying on |using )?(?:any )?"
    r"(?P<thing>(?:the )?(?:[a-z][\w-]*\s){0,3}?[a-z][\w-]*(?:tions?|data|labels|images|models?|masks?|pairs))\b"
)

_PLACES = r"hospital|institut|cent(?:er|re)|universit|clinic\b"
_ANNOTATORS = r"annotators?\b|raters?\b|radiologists|experts|experienced"
_SPANS = r"\b(?:hours?|days?|minutes?|weeks?|faster|speed\w*)\b"
_GAPS: dict[str, tuple[tuple[str, str, str], ...]] = {
    # question, words with which an abstract would answer it, what is missing
    "data": (
        ("Which hospitals does {name} come from?", _PLACES, "the hospitals"),
        ("How many people annotated {name}?", _ANNOTATORS, "who annotated"),
        ("In which years was {name} collected?", r"\b(?:19|20)\d\d\b", "when it was collected"),
        ("How many gigabytes is {name}?", r"\b[GT]B\b|bytes", "its size on disk"),
        ("Which file format does {name} come in?", r"dicom|nifti|format|png\b|jpe?g\b", "a file format"),
    ),
    "tool": (
        ("Which version of Python does {name} need?", r"python", "a version of Python"),
        ("Does {name} run without a GPU?", r"gpu|cpu|hardware", "the hardware"),
        ("How many people use {name}?", r"\busers?\b|downloads?|communit", "how many use it"),
    ),
    "system": (
        ("How many layers does {name} have?", r"\blayers?\b|\bblocks?\b", "a number of layers"),
        ("Which GPUs was {name} trained on?", r"\bgpu|\btpu|a100|v100|h100", "the hardware"),
        ("How long did it take to train {name}?", _SPANS, "a training time"),
        ("How many epochs was {name} trained for?", r"epoch|iteration", "a number of epochs"),
        ("How much memory does {name} need?", r"memory|storage|\bgpu", "how much memory it needs"),
        ("How well does {name} do for children?", r"child|pa?ediatric|infant", "results for children"),
        ("Which optimizer was used to train {name}?", r"optimi[sz]er|\badamw?\b|\bsgd\b", "an optimizer"),
        ("Is {name} already in use at a hospital?", r"hospital|deploy|in use|routine", "where it is in use"),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A paper that coins a name, the sentence that introduces it, and what it names: data, tool or system."""

    paper: Paper
    number: int
    name: str
    introduced: str
    thing: str


class Single:
    """The papers of a corpus that coin a name, and what rules draft about each."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        self._names = Names.build(Claims.build(papers))
        self.sentences = [[p.abstract[start:end] for start, end in split_sentences(p.abstract)] for p in papers]
        self.named: dict[int, Named] = {}
        for number, paper in enumerate(papers):
            name = self._names.of(number)
            found = name and _introduction(name, self.sentences[number])
            if name and found:
                self.named[number] = Named(paper, number, name, *found)

    def drafts(self) -> Iterator[Draft]:
        """All drafts, in corpus order."""
        rules = (
            self._definition,
            self._problem,
            self._result,
            self._offer,
            self._held,
            self._tried,
            self._reached,
            self._gained,
            self._conversation,
            self._gap,
            self._premise,
        )
        for named in self.named.values():
            for rule in rules:
                draft = rule(named)
                if draft:
                    yield draft

    def _definition(self, named: Named) -> Draft:
        asked = turn(f"What is {named.name}?", [(named.paper, named.introduced)])
        return answered("fact", asked, "add key_facts: what a right answer must say")

    def _problem(self, named: Named) -> Draft | None:
        sentences = self.sentences[named.number]
        place = sentences.index(named.introduced)
        found = next((s for s in reversed(sentences[:place]) if _PROBLEM.search(s) and not _LEANS.match(s)), None)
        if found is None:
            return None
        asked = turn(f"What problem does {named.name} address?", [(named.paper, found)])
        return answered("fact", asked, "check that the sentence tells the problem; add key_facts")

    def _result(self, named: Named) -> Draft | None:
        found = next((s for s in self.sentences[named.number] if _RESULT.search(s) and self._is_own(s, named)), None)
        if found is None or named.thing != "system":
            return None
        asked = turn(f"How well does {named.name} perform?", [(named.paper, found)])
        return answered("fact", asked, "check that the sentence tells the result, and no other better; add key_facts")

    def _offer(self, named: Named) -> Draft | None:
        found = link_of(named.paper, self.sentences[named.number])
        if found is None:
            return None
        question, sentence, link = found
        asked = turn(
            question.format(of=f" of {named.name}", its="the", name=named.name), [(named.paper, sentence)], [[link]]
        )
        return answered("fact", asked, "check that the link is of what is asked for")

    def _held(self, named: Named) -> Draft | None:
        for sentence in self.sentences[named.number]:
            for mention in self._names.mentions(sentence):
                match = _HOLDS.match(sentence, mention.end)
                if mention.papers[0] == named.number and match and not _VAGUE.search(match["counted"]):
                    verb = "cover" if match["verb"].startswith("cover") else "contain"
                    question = f"How many {match['counted']} does {mention.name} {verb}?"
                    return self._numeric(named, question, sentence, match["number"])
        return None

    def _tried(self, named: Named) -> Draft | None:
        for sentence in self.sentences[named.number]:
            match = _TRIED.search(sentence)
            if not match or _VAGUE.search(match["counted"]) or not self._is_own(sentence, named):
                continue
            verb = match["verb"].lower()
            done = verb if re.fullmatch(r"trained|pre-?trained|fine-tuned", verb) else "evaluated"
            return self._numeric(
                named, f"On how many {match['counted']} was {named.name} {done}?", sentence, match["number"]
            )
        return None

    def _reached(self, named: Named) -> Draft | None:
        for sentence in self.sentences[named.number]:
            found = [match for pattern in _REACHES for match in pattern.finditer(sentence)]
            if len(found) != 1 or not self._is_own(sentence, named) or _GAINS.search(sentence[: found[0].start()]):
                continue
            measure = found[0]["measure"]
            return self._numeric(named, f"What {measure} does {named.name} reach?", sentence, found[0]["value"])
        return None

    def _gained(self, named: Named) -> Draft | None:
        for sentence in self.sentences[named.number]:
            if not self._is_own(sentence, named):
                continue
            saves, beats = _SAVES.search(sentence), _BEATS.search(sentence)
            if saves:
                verb = _PLAINLY.get(saves["verb"].lower(), saves["verb"].lower())
                question = f"By how much does {named.name} {verb} {saves['what']}?"
                return self._numeric(named, question, sentence, saves["value"])
            if beats and len(re.findall(r"\d\s?\\?%", sentence)) == 1:
                return self._numeric(named, f"By how much does {named.name} beat others?", sentence, beats["value"])
        return None

    def _is_own(self, sentence: str, named: Named) -> bool:
        """Whether a sentence tells of what the paper names, rather than of something else that it made."""
        if named.name in sentence:
            return True
        others = [m for m in self._names.mentions(sentence) if m.papers[0] == named.number]
        return not others and not re.search(_COINS, sentence, re.I)

    def _numeric(self, named: Named, question: str, sentence: str, value: str) -> Draft:
        asked = turn(question, [(named.paper, sentence)], [_spellings(value)])
        return answered("numeric", asked, "check that the number is of what is asked, and the only such one")

    def _conversation(self, named: Named) -> Draft | None:
        found = link_of(named.paper, self.sentences[named.number])
        if found is None:
            return None
        question, sentence, link = found
        first = {
            **turn(f"What is {named.name}?", [(named.paper, named.introduced)]),
            "standalone": f"What is {named.name}?",
        }
        later = turn(question.format(of="", its="its", name="it"), [(named.paper, sentence)], [[link]])
        whole = question.format(of=f" of {named.name}", its="the", name=named.name)
        to_do = "say the second turn as you would; add a turn that leaves the paper and comes back"
        turns = [first, {**later, "standalone": whole}]
        return {"kind": "conversation", "turns": turns, "review": {"to_do": to_do}}

    def _gap(self, named: Named) -> Draft | None:
        """A usual question that the abstract does not answer; which one changes from paper to paper."""
        gaps = _GAPS[named.thing]
        start = named.number % len(gaps)
        for question, given, missing in gaps[start:] + gaps[:start]:
            if not re.search(given, f"{named.paper.title} {named.paper.abstract}", re.I):
                to_do = (
                    "read the abstract, and the others on the topic: does none of them say it? reword it as you would"
                )
                asked = question.format(name=named.name)
                return unanswerable(asked, named.paper, "near-topic", f"the abstract does not say {missing}", to_do)
        return None

    def _premise(self, named: Named) -> Draft | None:
        """A question that takes for granted what the abstract denies: "without annotations"."""
        for sentence in self.sentences[named.number]:
            match = _WITHOUT.search(sentence)
            if match and (named.name in sentence or _AUTHORS.search(sentence)):
                asked = f"Why does {named.name} need {match['thing']}?"
                said, to_do = f"the abstract says “{match[0]}”", "check that the abstract denies what is asked"
                return unanswerable(asked, named.paper, "false-premise", said, to_do)
        return None


def link_of(paper: Paper, sentences: Sequence[str]) -> tuple[str, str, str] | None:
    """Of a paper's first link: the question it answers (with `of`, `its` and `name` to fill in), the sentence that
    gives it, and the address without its scheme; None where no sentence has a link.
    """
    for sentence in sentences:
        link = next((link for link in paper.links if link in sentence), None)
        if link is None:
            continue
        said = sentence.replace(link, " ")
        if _CODE_HOST.search(link) or re.search(r"\bcodes?\b|\bimplementation", said, re.I):
            question = "Where can I find {its} code{of}?"
        elif re.search(r"\bdata\b|\bdatasets?\b", said, re.I):
            question = "Where can I get {its} data{of}?"
        else:
            question = "Is {name} available online?"
        return question, sentence, link.split("://")[-1].rstrip("/")
    return None


def _introduction(name: str, sentences: Sequence[str]) -> tuple[str, str] | None:
    """The sentence that coins a name, and what it names: data, tool or system; None where no sentence does."""
    written = re.escape(name)
    coins = re.compile(
        rf"{_COINS}(?:{_DIRECTLY}(?<![\w-])(?P<name>{written})(?![\w-])|[^.;]{{0,160}}?\((?P<short>{written})\))", re.I
    )
    for sentence in sentences:
        match = coins.search(sentence)
        if not match or _LEANS.match(sentence):
            continue
        things = list(_THING.finditer(sentence))
        if things:
            # The nearest word for a thing says what is named: "a framework, namely X", "X, a benchmark".
            place = match.start("name") if match["name"] else match.start("short")
            nearest = min(things, key=lambda thing: abs(thing.start() - place))
            return sentence, str(nearest.lastgroup)
    return None


def _spellings(value: str) -> list[str]:
    """A number as it stands, and as it may be written otherwise."""
    found = [value.strip()]
    if "," in value:
        found.append(value.replace(",", ""))
    if value.lower() in _SMALL:
        found.append(str(_SMALL.index(value.lower()) + 2))
    return list(dict.fromkeys(found))
