"""How well a sentence answers a question, apart from its paper: a few readable signs, weighed.

The weights were fitted by softmax regression towards the sentences with the key facts, on some 2,200 questions of 40
sets, held near those set by trial before, and rounded; measured on sets and on papers that were held out (eval/LOG.md).
Signs that earned nothing were taken out.
Words need not be the same: each of the question's words counts by the likest word of the sentence (soft alignment of
word vectors, as in Kusner et al. 2015), which found 0.05 more on the half that is only measured with.
"""

import re
from collections.abc import Callable, Iterable

import numpy as np

from rag.asked import asked_kind, kind_of_which, new_names, several, tells_of
from rag.english import word_vectors
from rag.value_types import lists_so_many, so_many, value_sign
from rag.words import STOPWORDS, stem, terms, words

_WEIGHTS = {
    "alike": 1.25,  # how alike its nearest words are to the question's that are not in the title anyway
    "near": 0.65,  # cosine to the question
    "tokens": 0.65,  # how well its tokens say what is asked, as far as the papers have not the question's words
    "after": 0.4,  # how much nearer than most the sentence before it is, whose thought it takes further
    "number": 0.3,  # asked how many, has a number
    "measure": 0.2,  # asked how good or how much, has a percentage, a decimal or a number with its unit
    "link": 0.7,  # asked for code or data, has an address
    "defines": 0.2,  # asked what the paper's own system is, introduces it
    "presents": 0.09,  # asked whether there is such work, or told of it without a question, says what the authors made
    "ours": 0.03,  # says what the authors did
    "result": 0.13,  # asked for results, or whether something is so, has one
    "set_off": 0.25,  # asked where something did worse, has a result that is set off from another
    "stray_result": -0.05,
    "problem": 0.14,  # asked why or about limits, tells of one
    "cause": 0.2,  # asked why or what for, says what something comes of or leads to
    "cause_early": 0.12,  # asked that, stands where an abstract tells what the work is for
    "remedy": 0.11,  # asked what is done about something, says what helps
    "means": 0.35,  # asked how something is done, says by what
    "others": 0.09,  # asked what others do, or did before, tells of them
    "lacks": 0.16,  # asked what is wrong with something, says what it lacks or cannot do
    "wins": 0.25,  # asked which does better, sets one above others
    "opening": -0.16,  # stands among the first sentences, mostly background
    "first": -0.19,  # is the first, which hardly ever answers
    "uses": 0.4,  # asked what it can be used for, says so
    "verdict": 0.25,  # asked whether it is any good, judges it
    "problem_told": 0.3,  # asked which problem there is, tells of one that the work itself does not have
    "apart": 0.3,  # asked what sets it apart, says what it alone has or does otherwise
    "sides": 0.4,  # asked for a difference, sets two sides against each other
    "trial": 0.25,  # asked what it was tried on, tells
    "names": 0.17,  # asked which or what, has a name that the question has not; half of it far from such a thing
    "kind": 0.17,  # tells of the kind of thing that is asked for
    "several": 0.19,  # asked for several things of a kind, lists some
    "so_many": 0.17,  # asked for three things, lists three
    "value": 0.4,  # has a value of the type that is asked for: a share, a resolution, hardware, diseases
    "length": 0.14,  # characters, up to 300: a longer sentence holds more
}


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})\b", re.I)


_ASKS_NUMBER = re.compile(
    r"\bhow (?:many|much|big|large|long|often|fast|accurate|good|well|small)\b"
    r"|\bhow (?:far|close|near|high|low|short|quick\w*|slow\w*)\b"
    r"|\bwhat (?:percent\w*|proportion|share|fraction|number|size|accuracy|score|dice|auc|f1)\b"
    r"|\bnumber of\b|\bsize of\b|\bby (?:how|what)\b|\b(?:what|which) (?:factor|rate)\b|\bpercentage\b"
    r"|\baccuracy\b|\bscores?\b|\bdice\b|\bauc\b|\bf1\b|#",
    re.I,
)
_ASKS_MEASURE = re.compile(
    r"accura|score|dice|auc|f1|percent|proportion|fraction|share|how (?:much|many|few|well|good|sensitive)|gain|improv"
    r"|reduc|better|\bless\b|\bsav(?:e|es|ed|ing)\b",
    re.I,
)
_ASKS_LINK = _words(
    "codes?", "repo", "repository", "github", "links?", "url", "website", "web ?page", "project page", "homepage",
    r"download\w*", "hosted", r"get (?:hold of|(?:my|our) hands on)",
    r"where (?:can|could|do|does|would|should|are|is|might)\b.{1,90}\b(?:get|find|grab|fetch|look|obtain|"
    r"taken?|kept|stored|live)", "source code", "available", "availability", r"open[- ]?source\w*",
    "publicly", "released?", r"(?:which|what|whose|the) (?:web ?)?address", "scripts",
    r"(?:put|place[sd]?|share[sd]?|made|uploaded?)\b.{1,60}\bonline", r"get at (?:it|them|the \w+)", "accessible",
)  # fmt: skip
_ASKS_DEFINITION = re.compile(
    r"^\W*(?:and |so |ok |now )*(?:what(?: is|'s| are| does)?|tell me|explain|describe|introduce|summari[sz]e|who|"
    r"give me)\b"
    r"(?!.*\b(?:code|link|score|accuracy|dataset|data|result|number|size|limit|differen|used)\w*\b)",
    re.I,
)
_INTRODUCES = _words(
    r"propos\w+", r"introduc\w+", r"present\w*", r"develop\w*", "called", "named", "namely", "termed", "is an?",
    "provides?",
)  # fmt: skip
_ASKS_RESULT = _words(
    "results?", r"perform\w*", r"accura\w+", "better", "worse", "good", r"outperform\w*", "beat", r"improv\w+", "gain",
    "score", "dice", "auc", "f1", r"compar\w+", "how well", "win", "faster", "find", "found", r"conclu\w+", "outcome",
    "show",
    r"how (?:did|does|do|has|have)\b.{1,60}\b(?:do|done|fare|rank|come out|get on)(?! (?:for|to|about|with|that)\b)",
)  # fmt: skip
_ASKS_WHETHER = re.compile(
    r"^\W*(?:(?:and|so|but|ok|now)\W+)?"
    r"(?:do|does|did|is|are|was|were|can|could|has|have|had|will|would|should)\b",
    re.I,
)
_ASKS = _words("what", "which", "who", "whom", "whose", "where", "when", "why", "how")
_ASKS_FOR_SUCH = _words(
    "(?:is|are) there", r"(?:has|have|does|did|do) any(?:body|one)?", "any(?:body|one|thing)", "some(?:body|one|thing)",
    "who", "which (?:authors|paper|work|study|group)", "any (?:work|paper|study|way)", "a way to", "looking for",
)  # fmt: skip
_ASKS_WORSE = _words(
    "worse", "worst", r"weak\w*", r"drop\w*", r"fail\w*", "no better", "not better", "least", r"suffer\w*",
    r"struggl\w*", "fell", "fall", r"lag\w*", r"poor\w*", "trouble", "lose", "lost", "not",
)  # fmt: skip
_ASKS_PROBLEM = re.compile(
    r"\bwhy\b|\bmotivat|\bproblem|\bobstacle|\blimit|\bdifficult|\bchalleng|\btrouble|\bhard\w*\b|\bshortcoming|\bissue",
    re.I,
)
_ASKS_WHY = _words(
    "why", "how come", r"what (?:for|makes?|made|keeps?|kept|explains?|drives?|drove|pushe[sd]|stops?|stopped|led)",
    r"what\b.{1,80}\b(?:wrong|fear|complain|worr(?:y|ied))", r"reasons?", "(?:point|purpose) of", r"motivat\w+",
    r"caus\w+", "what end", r"blam\w+", r"gripes?",
)  # fmt: skip
_ASKS_REMEDY = _words(
    r"(?:do(?:es|ne)?|did) (?:\w+ )?about", r"(?:cop(?:e|es|ed|ing)|deal(?:s|t|ing)?) with",
    "(?:get|gets|got) (?:a?round|over)", r"handl\w+", r"fix(?:es|ed)?", r"tackl\w+", r"overc[ao]m\w+", r"avoid\w*",
    "make up for", r"compensat\w+", r"counter\w*", r"solv\w+", r"address\w*", r"remed\w+", r"mitigat\w+",
    r"alleviat\w+", r"prevent\w*",
)  # fmt: skip
_ASKS_MEANS = _words(
    "how (?:did|do|does|is|are|was|were|can)", "by what means", "(?:in|by) (?:what|which) way", "what (?:trick|means)",
)  # fmt: skip
_ASKS_OTHERS = _words(
    "others?", "existing", "current", "previous", "prior", "earlier", r"conventional\w*", r"traditional\w*",
    r"usual\w*", r"normal\w*", "ordinary", r"classic\w*", "so far", "before", "until (?:now|then)", "today", r"rivals?",
    r"predecessors?",
    "everybody", "everyone", "people", "old(?:er)?", r"common\w*", r"typical\w*",
)  # fmt: skip
_ASKS_LACK = _words(
    "wrong", r"drawbacks?", r"downsides?", r"flaws?", r"weak\w*", r"complain\w*", r"critici\w+", r"ignor\w*",
    r"overlook\w*", r"lack\w*", r"miss(?:es|ed|ing)?", r"neglect\w*", r"blind\w*", "catch", r"shortcoming\w*",
    r"problems?", "bad", "trouble", r"danger\w*", r"harm\w*", r"risk\w*", r"faults?", r"limit\w*", r"disadvantage\w*",
    r"pitfalls?", "gap", r"bothers?", r"fear\w*", "why", r"obstacle\w*", r"hinder\w*", r"stumbl\w*", r"objection\w*",
)  # fmt: skip
_ASKS_WINNER = _words(
    "on top", "w[io]ns?", "best", r"beat\w*", "better", "ahead", "strongest", r"hold\w* up", r"superior\w*",
    r"outperform\w*", "c[ao]me out", "keep up", "more often", r"prefer\w*", "worse", "worst", r"loses?", "stands? out",
)  # fmt: skip
_ASKS_WHICH_PROBLEM = re.compile(
    r"\bwhat(?:['’]?s|\s+(?:is|was|goes|went))\s+wrong\b(?!\s+with\s+(?:me|my|him|her|us|the patient)\b)|"
    r"\b(?:what|which)\b(?:['’]s|\s+(?:is|are|was|were))?\s+(?:[\w-]+\s+){0,3}?"
    r"(?:limits?|limitations?|problems?|shortcomings?|weakness(?:es)?|drawbacks?|downsides?|gaps?|issues?|challenges?|"
    r"flaws?|difficult(?:y|ies)|obstacles?)\b",
    re.I,
)
_ASKS_USES = _words(
    r"(?:used?|useful|good|meant|suited|suitable|handy) for", r"applications?", "use cases?", r"applied (?:to|in)",
    "(?:do|help) with (?:it|that|this|them)", "uses",
)  # fmt: skip
_ASKS_VERDICT = _words(
    "any good", "good (?:at|for|in|enough)", r"works? (?:well|for|on|in|or)", r"reliab\w+", "rely on", r"trust\w*",
    "useful", "worth", r"suitab\w+", r"suited", "(?:do|does|did) (?:it|they|that|this) work", "usable",
)  # fmt: skip
_ASKS_APART = _words(
    r"different (?:from|to|than|about)", r"how (?:do|does|did) .{1,60} differ", "special about", "so special",
    "makes? .{1,60} (?:special|unique|different)", r"unique(?:ness)?(?: about)?", "stands? out", "sets? .{1,60} apart",
    r"distinguish\w* .{1,60} from", "novelty", "novel about", "new (?:about|in|here|there)",
    "(?:actually|really|so) new",
)  # fmt: skip
_ASKS_SIDES = _words("differences?", r"(?:do|does|did) .{1,80} differ", r"distinction", "trade-?offs?")
_ASKS_TRIAL = re.compile(
    r"\b(?:on which|which (?:tasks|datasets|modalit\w+|organs|structures|images|kinds)|what (?:tasks|datasets|"
    r"modalit\w+|structures|images|kinds)|where (?:was|is) it tested|tried on|tested|evaluat\w+|shown)\b",
    re.I,
)
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds?|thousands?|millions?)\b", re.I
)
_MEASURE = re.compile(
    r"\d\s*\\?%|\d\.\d|\d\s?(?:[MKB]|million|thousand|billion|[x×]|GPUs?|[mc]m|m?s|hours?|minutes?|times|-?fold)\b"
)
_OURS = _words(
    "we", "our", "this (?:paper|work|study|article|survey|review)", "in this", "the proposed", "is proposed", "named",
    "called", "termed", "dubbed", "namely",
)  # fmt: skip
_RESULT = _words(
    "results?", "experiments?", r"achiev\w+", r"outperform\w*", r"show\w*", r"demonstrat\w+", r"improv\w+",
    r"surpass\w*", r"reach\w*", r"yield\w*", r"reveal\w*", "found", "state-of-the-art", "superior", "accuracy",
    "compared (?:to|with)",
)  # fmt: skip
_SET_OFF = _words(
    r"except\w*", "however", "but", r"drop\w*", r"de(?:creas|grad|teriorat)\w*", "worse", "less", "lower", "fell",
    r"fall\w*", r"poor\w*", r"fail\w*", r"limit\w*", "only", "than", "equivalent", r"difficult\w*", r"challeng\w*",
    r"struggl\w*", r"underperform\w*", "although", "while", "whereas", "despite",
)  # fmt: skip
_PROBLEM = _words(
    "however", "remains?", r"challeng\w+", r"limit\w+", r"difficult\w*", r"lack\w*", r"scarc\w*", r"hinder\w*",
    r"suffer\w*", "despite", "although", r"struggl\w+", "fall short", r"obstacle\w*", "expensive", "costly",
    "time-consuming",
)  # fmt: skip
_CAUSE = _words(
    "because", "due to", "owing to", "since", "given", "as (?:a result|they|it)", "thus", "therefore", "so that",
    "in order to", r"to (?:mimic|better|further|reduc|improv|help|captur|address|avoid)\w*", r"enabl\w+", r"allow\w+",
    r"caus\w+", r"lead\w*", r"bolster\w*", r"hinder\w*", r"lack\w*", r"scarc\w+", "costs?", r"shortages?", "may",
    "can", r"motivat\w+", r"facilitat\w+", "result(?:s|ing) in", "more robust",
)  # fmt: skip
"""What something comes of, and what it leads to or is for."""
_REMEDY = _words(
    r"address\w*", r"alleviat\w+", r"mitigat\w+", r"solv\w+", r"handl\w+", r"tackl\w+", r"overcom\w+", r"avoid\w*",
    r"reduc\w+", r"resolv\w+", r"by \w+ing", r"propos\w+", r"introduc\w+", r"employ\w*", r"prevent\w*", "without",
    r"compensat\w+", r"counter\w*",
)  # fmt: skip
_MEANS = _words(
    r"by \w+ing", "using", "via", "through",
    "we (?:introduce|employ|use|utili[sz]e|leverage|apply|design|develop|convert|incorporate)",
)  # fmt: skip
_OTHERS = _words(
    "existing", "current", "previous", "prior", "earlier", "conventional", r"traditional\w*", "most", "other",
    r"typical\w*", r"usual\w*", "however", "often", "contemporary", "recent",
)  # fmt: skip
_LACKS = _words(
    "however", "yet", "nevertheless", "but", r"ignor\w+", r"neglect\w*", r"overlook\w*", r"limit\w*", r"lack\w*",
    r"fail\w*", r"suffer\w*", r"difficult\w*", r"challeng\w*", "unavailable", "sub-?optimal", "imperfect", "overly",
    r"insufficient\w*", r"hamper\w*", r"hinder\w*", r"degrad\w*", r"mislead\w*", "cannot", "without", "despite",
    "although", "while", "discordant", "costly", "expensive", r"scarc\w*", r"remain\w*", r"restrict\w*", "less",
    "(?<!-)only", "rely", r"struggl\w*",
)  # fmt: skip
_WINS = _words(
    r"outperform\w*", r"surpass\w*", "superior", "best", "better", "highest", "than", r"exceed\w*",
    "compared (?:to|with)", "more robust", "comparable", "on par", "similar or", r"excel\w*",
)  # fmt: skip
_USES = _words(
    "(?:be|is|are) used (?:for|in|to|as)", r"applications? (?:in|of|to|such|like|includ\w+)", r"applicab\w+",
    "use cases", "to (?:help|assist|support|aid)", "(?:useful|valuable) (?:for|in|tool)",
)  # fmt: skip
_VERDICT = _words(
    "superior", "competitive", r"promis\w+", "state-of-the-art", r"outperform\w*", r"excel\w*", "lacking",
    "f(?:a|e)lls? short", "performant", "strong(?:er)?", "poor(?:ly)?", r"proficien\w+", "robust", "better",
    r"surpass\w*", "comparable", "on par", r"underperform\w*", r"struggl\w+",
)  # fmt: skip
_APART = _words(
    "(?:is|are) the (?:only|first)", "the (?:only|first) [a-z]", "first time", "unlike", r"unique\w*", "in contrast",
    "rather than", "instead of", "no other", "novel",
)  # fmt: skip
_SIDES = _words(
    "former", "latter", "whereas", "while", "unlike", "in contrast", r"differ\w*", "versus", "vs", "conversely",
    "on the other hand", "than",
)  # fmt: skip
_TRIAL = _words(
    r"evaluat\w+", "experiments?", "tested", "datasets?", "benchmarks?", r"validat\w+", "including", "such as", "e.g."
)
_IN_TITLE = 0.1
"""How much a word of the question counts that the paper's title or name has, beside one that it has not."""
_BY_NAME = 0.3
"""How much likeness counts where the question has no other words than those: it only says which sentences name it."""
_COURTESIES = frozenset("hi hello hey thanks thank please thx cheers".split())
"""Words of a question that say nothing of what it asks."""
_NAME_NEAR = 50
"""Characters on either side of a name that say what it is the name of."""
_OPENING = 0.3
"""The share of an abstract that is mostly background."""
_PURPOSE = 0.4
"""The share of an abstract that mostly says what the work is for."""
_LONG = 300
_LISTED = re.compile(r", | and | or ")
_LIST = 4
"""Commas and the like in a sentence that is full of listed things."""


class Matcher:
    """Scores the sentences of one paper for one question; `idf` weighs a term by how rare it is in the corpus."""

    def __init__(
        self, question: str, title: str, name: str | None, links: Iterable[str], idf: Callable[[str], float]
    ) -> None:
        wanted = set(terms(question))
        # Every sentence of the paper is about its title and what it is called ("it", most of them say); what tells them
        # apart is the rest of the question.
        telling = wanted - set(terms(f"{title} {name or ''}"))
        self._idf = idf
        told = [word for word in dict.fromkeys(words(question)) if word not in STOPWORDS]
        self._words = [word for word in told if word not in _COURTESIES] or told
        self._tells = 1.0 if telling else _BY_NAME
        self._told = np.array([1.0 if stem(word) in telling else _IN_TITLE for word in self._words])
        self._vectors = word_vectors(self._words)
        self._links = tuple(links)
        self._name = name.lower() if name else None
        self._asks_number = bool(_ASKS_NUMBER.search(question))
        whether = bool(_ASKS_WHETHER.search(question))
        such = bool(_ASKS_FOR_SUCH.search(question))
        self._asks_for_such = such or not (whether or _ASKS.search(question))
        self._asks_whether = whether and not such
        self._asks_worse = bool(_ASKS_WORSE.search(question))
        self._asks_measure = bool(_ASKS_MEASURE.search(question))
        self._asks_link = bool(_ASKS_LINK.search(question))
        self._asks_result = bool(_ASKS_RESULT.search(question))
        self._asks_problem = bool(_ASKS_PROBLEM.search(question))
        self._asks_why = bool(_ASKS_WHY.search(question))
        self._asks_remedy = bool(_ASKS_REMEDY.search(question))
        self._asks_means = bool(_ASKS_MEANS.search(question))
        self._asks_others = bool(_ASKS_OTHERS.search(question))
        self._asks_lack = bool(_ASKS_LACK.search(question))
        self._asks_winner = bool(_ASKS_WINNER.search(question))
        self._asks_definition = bool(
            self._name
            and self._name in question.lower()
            and _ASKS_DEFINITION.search(question)
            and not self._asks_problem  # "what problem does X address?"
        )
        self._asks_which_problem = bool(_ASKS_WHICH_PROBLEM.search(question))
        self._asks_uses = bool(_ASKS_USES.search(question))
        self._asks_verdict = bool(_ASKS_VERDICT.search(question))
        self._asks_apart = bool(_ASKS_APART.search(question))
        self._asks_sides = bool(_ASKS_SIDES.search(question))
        self._asks_trial = bool(_ASKS_TRIAL.search(question))
        self._kind = kind_of_which(question) or asked_kind(question)
        self._asks_several = bool(self._kind) and several(self._kind or "")
        self._so_many = so_many(question)
        self._value = value_sign(question)
        self._question = question

    def score(self, sentence: str, cosine: float, place: float, after: float = 0.0, tokens: float = 0.0) -> float:
        """The match of a sentence; `place` is where it stands in its abstract, 0 (first) to 1, `after` by how much the
        cosine of the sentence before it is above their mean, and `tokens` as in `Evidence`.
        """
        ours = bool(_OURS.search(sentence))
        result = bool(_RESULT.search(sentence))
        problem = bool(_PROBLEM.search(sentence)) and not ours
        signs: dict[str, float] = {
            "alike": self._alike(sentence),
            "near": cosine,
            "tokens": tokens,
            "after": after,
            "number": self._asks_number and bool(_NUMBER.search(sentence)),
            "measure": self._asks_measure and bool(_MEASURE.search(sentence)),
            "link": self._asks_link and any(link in sentence for link in self._links),
            "defines": self._asks_definition
            and self._name is not None
            and self._name in sentence.lower()
            and bool(_INTRODUCES.search(sentence)),
            "presents": self._asks_for_such and ours and bool(_INTRODUCES.search(sentence)),
            "ours": ours,
            "result": result and (self._asks_result or self._asks_whether),
            "set_off": self._asks_worse and result and bool(_SET_OFF.search(sentence)),
            "stray_result": result and not (self._asks_result or self._asks_whether),
            "problem": problem and self._asks_problem,
            "cause": self._asks_why and bool(_CAUSE.search(sentence)),
            "cause_early": self._asks_why and place < _PURPOSE,
            "remedy": self._asks_remedy and bool(_REMEDY.search(sentence)),
            "means": self._asks_means and bool(_MEANS.search(sentence)),
            "others": self._asks_others and bool(_OTHERS.search(sentence)),
            "lacks": self._asks_lack and bool(_LACKS.search(sentence)),
            "wins": self._asks_winner and bool(_WINS.search(sentence)),
            "opening": place < _OPENING,
            "first": place == 0,
            "uses": self._asks_uses and bool(_USES.search(sentence)),
            "verdict": self._asks_verdict and bool(_VERDICT.search(sentence)),
            "problem_told": self._asks_which_problem and not ours and (problem or bool(_LACKS.search(sentence))),
            "apart": self._asks_apart and bool(_APART.search(sentence)),
            "sides": self._asks_sides and bool(_SIDES.search(sentence)),
            "trial": self._asks_trial and bool(_TRIAL.search(sentence)),
            "names": self._names(sentence),
            "kind": bool(self._kind) and tells_of(self._kind or "", sentence),
            "several": self._asks_several and min(len(_LISTED.findall(sentence)), _LIST) / _LIST,
            "so_many": bool(self._so_many) and lists_so_many(self._so_many, sentence),
            "value": self._value(sentence),
            "length": min(len(sentence), _LONG) / _LONG,
        }
        return sum(_WEIGHTS[sign] * value for sign, value in signs.items())

    def _names(self, sentence: str) -> float:
        """Whether a sentence has a name that the question has not: 1 beside the kind of thing that it asks for."""
        kind = self._kind
        new = new_names(self._question, sentence) if kind else []
        if not kind or not new:
            return 0.0
        near = (sentence[max(0, name.start() - _NAME_NEAR) : name.end() + _NAME_NEAR] for name in new)
        return 1.0 if any(tells_of(kind, text) for text in near) else 0.5

    def _alike(self, sentence: str) -> float:
        """How alike the nearest words of a sentence are to the question's, rare words counting more: 0 to 1; without
        vectors of words, whether they are the same.
        """
        held = [word for word in dict.fromkeys(words(sentence)) if word not in STOPWORDS]
        weights = self._told * np.array([self._idf(stem(word)) for word in self._words])
        vectors = word_vectors(held)
        if self._vectors is None or vectors is None:
            stems = set(map(stem, held))
            nearest = np.array([float(stem(word) in stems) for word in self._words])
        else:
            nearest = (self._vectors @ vectors.T).max(axis=1).clip(0, 1)
        return self._tells * float(weights @ nearest / max(float(weights.sum()), 1e-9))
