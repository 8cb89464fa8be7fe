"""Wrong and right sentences made by rule from the corpus' own abstracts, for checking the checker.

Deterministic: the same papers and seed give the same sentences. A wrong one says what its paper does not say (a
number, a direction, a name, a clause, another paper's words); a right one says the same in another form.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rag.counted import counted
from rag.passages import split_sentences
from rag.types import Paper

EACH = 45
"""Sentences made by one rule, at most."""
_LONGEST = 400
"""Characters of a sentence; longer ones are mostly lists."""

# Pairs that the generator turns round; written apart from the checker's own lists.
_TURNS = """
outperforms underperforms | outperform underperform | outperformed underperformed | outperforming underperforming
improves worsens | improve worsen | improved worsened | improving worsening | improvement deterioration
higher lower | better worse | superior inferior | increases decreases | increased decreased | increasing decreasing
increase decrease | reduces increases | reduced increased | reducing increasing | enhances degrades | enhance degrade
enhancing degrading | enhanced degraded | faster slower | effective ineffective | effectively ineffectively
larger smaller | greater smaller | surpasses lags behind | surpassing lagging behind | best worst | accurate inaccurate
robust fragile | more less | high low | strong weak | significant insignificant | significantly insignificantly
promising disappointing | essential irrelevant | limited unlimited | rare common | safe unsafe
"""
_TURNS_APART = """
boosts hinders | boost hinder | boosting hindering | strengthens undermines | alleviates exacerbates
alleviate exacerbate
mitigates aggravates | mitigate aggravate | simplifies complicates | accelerates delays | accelerate delay
facilitates obstructs | facilitate obstruct | facilitating obstructing | lightweight heavyweight | consistent erratic
consistently erratically | preserves destroys | preserve destroy | preserving destroying | minimal maximal
abundant scarce | scarce abundant | scarcity abundance | rapid sluggish | top bottom | successful unsuccessful
successfully unsuccessfully | optimal suboptimal | comprehensive superficial | advantages drawbacks | success failure
rich impoverished | diverse uniform | improved degraded | achieves misses | powerful feeble | valuable worthless
critical trivial | enables precludes | enable preclude | enabling precluding | excels struggles | struggle excel
few many | many few | fewer more | easy hard | difficult easy | challenging effortless | costly cheap
time-consuming quick | popular unpopular | excellent dismal | competitive uncompetitive | feasible infeasible
"""
"""A second list, written after the checker's and never used to mend it, so that its figure says something."""
_CLAUSES = (
    "and it has been cleared by the FDA",
    "and it halves the reading time of radiologists",
    "while it runs in real time on a smartphone",
    "and it generalises to veterinary images",
    "at a tenth of the cost of manual annotation",
    "and it was validated in a randomised trial in rural clinics",
    "although its training took several months on a cluster",
    "and it was chosen as the winner of an international challenge",
)
_SYNONYMS = """
demonstrate show | demonstrates shows | utilize use | utilizes uses | utilizing using | propose introduce
proposes introduces | leverages uses | leveraging using | however but | achieves reaches | achieve reach
novel new | crucial essential | various several | significant considerable | significantly considerably
enhance improve | enhances improves | enhancing improving | obtain get | methods techniques | method technique
approach technique | approaches techniques | additionally also | furthermore also | employ use | employs uses
comprehensive extensive | challenging difficult | remarkable notable | numerous many | primarily mainly | aims seeks
"""
_LEADS = re.compile(
    r"^(?:However|Furthermore|Moreover|Additionally|In addition|To this end|Specifically|In this (?:paper|work|study)|"
    r"Finally|Notably|Importantly|Therefore|Thus|Here|In particular|As a result|Recently|First|Second|To address this "
    r"\w+|(?:Extensive |Our )?(?:[Ee]xperimental )?(?:[Rr]esults|[Ee]xperiments)(?: \w+){0,4} (?:show|demonstrate|"
    r"indicate) that),?\s+"
)
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|can|could|may|has|have|will)\b(?! (?:not|no|been\b.*\bno)\b)")
_ACTIVE = re.compile(r"\b(We|we) (propose|introduce|present|develop|evaluate|provide|use|release)\b")
_THIRD = re.compile(r"\b(outperform|achieve|improve|show|provide|demonstrate|reduce|surpass|require|enable|yield)s\b")
_DENIED = re.compile(r"\b(?:not|no|never|without|neither|nor|cannot|lack\w*|fail\w*)\b|n't\b", re.I)
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w.]*\w)")
_NAME = re.compile(
    r"(?<![\w/.:-])(?=\w*[A-Z]\w*[A-Z0-9]|\w*[a-z]\w*[A-Z])[A-Za-z][A-Za-z0-9]{2,}(?:-[A-Za-z0-9]+)?(?![\w/])"
)
_COMPARES = re.compile(
    r"(?P<before>^|, |that )(?P<left>(?:our|the|[A-Z])[^,;:()]{3,60}?) (?P<verb>(?:(?:significantly|"
    r"consistently|substantially) )?(?:outperforms?|outperformed|surpass(?:es|ed)?|exceed(?:s|ed)?)) "
    r"(?P<right>(?!on |in |by |across |for |\w+ly )[^,;:.()]{3,70}?)"
    r"(?P<rest>(?: by| on| in| across| for| with|,|;|\.$).*)$"
)
_PASSIVE = re.compile(
    r"^(?:In this (?:paper|work|study), )?[Ww]e (?P<verb>propose|introduce|present|develop|evaluate|release) "
    r"(?P<what>[^,;:]+?)(?P<rest>(?:, (?:which|that|a|an) .*)?)\.$"
)
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True)
class Made:
    """A claim about a paper, and whether the paper says it."""

    rule: str
    right: bool
    claim: str
    paper: Paper


Rule = Callable[[Paper, str, random.Random], str | None]
"""A sentence of a paper turned into a claim, or None where the rule does not apply."""


def make(papers: Sequence[Paper], seed: int = 0, each: int = EACH) -> list[Made]:
    """Claims of every rule, at most `each` of one, drawn over all papers.

    Raises ValueError for fewer than two papers.
    """
    if len(papers) < 2:
        raise ValueError(
            f"to make wrong sentences from {counted(len(papers), 'paper')} is not possible; give at least two"
        )
    made: list[Made] = []
    for right, rules in ((False, _WRONG), (True, _RIGHT)):
        for name, rule in rules.items():
            made += [Made(name, right, claim, paper) for paper, claim in _draw(papers, rule, f"{seed}{name}", each)]
    choose = random.Random(f"{seed}joined")
    pool = _sentences(papers, choose)
    for (paper, sentence), (_, strange) in zip(pool[:each], pool[each : 2 * each], strict=False):
        made.append(
            Made("another paper's clause", False, f"{sentence[:-1]}, and {_lowered(_LEADS.sub('', strange))}", paper)
        )
    choose = random.Random(f"{seed}cited")
    pool = _sentences(papers, choose)
    made += [Made("cited to another paper", False, text, _other(papers, paper, choose)) for paper, text in pool[:each]]
    made += [
        Made("cited to a like paper", False, text, _likest(papers, paper)) for paper, text in pool[each : 2 * each]
    ]
    return made


def _draw(papers: Sequence[Paper], rule: Rule, seed: str, each: int) -> Iterator[tuple[Paper, str]]:
    choose = random.Random(seed)
    left = each
    for paper, sentence in _sentences(papers, choose):
        claim = rule(paper, sentence, choose)
        if (claim and claim != sentence.strip()) or (claim and rule is _verbatim):
            yield paper, claim
            left -= 1
        if not left:
            return


def _sentences(papers: Sequence[Paper], choose: random.Random) -> list[tuple[Paper, str]]:
    """All sentences of all papers, shuffled."""
    found = [
        (paper, " ".join(paper.abstract[start:end].split()))
        for paper in papers
        for start, end in split_sentences(paper.abstract)
    ]
    found = [(paper, text) for paper, text in found if len(text) <= _LONGEST and text[0].isupper() and text[-1] == "."]
    choose.shuffle(found)
    return found


def _pairs(text: str) -> list[tuple[str, str]]:
    """The pairs of a list of "one other | one other", each both ways where asked by the caller."""
    return [
        (pair.split()[0], " ".join(pair.split()[1:])) for line in text.strip().splitlines() for pair in line.split("|")
    ]


def _replaced(sentence: str, pairs: Sequence[tuple[str, str]], choose: random.Random, most: int) -> str | None:
    known = dict(pairs)
    hits = [m for m in re.finditer(r"[A-Za-z]+", sentence) if m[0].lower() in known]
    choose.shuffle(hits)
    for match in sorted(hits[:most], key=lambda match: -match.start()):
        word = known[match[0].lower()]
        word = word.capitalize() if match[0][0].isupper() else word
        sentence = sentence[: match.start()] + word + sentence[match.end() :]
    return sentence if hits else None


# Wrong


def _other_number(paper: Paper, sentence: str, choose: random.Random) -> str | None:
    numbers = list(_NUMBER.finditer(sentence))
    if not numbers:
        return None
    match = choose.choice(numbers)
    value = float(match[0].replace(",", ""))
    decimals = len(match[0].partition(".")[2])
    for _ in range(20):
        new = f"{value * choose.choice((0.4, 0.7, 0.8, 1.1, 1.3, 1.6, 2.4)) + choose.choice((0, 1, 3)):,.{decimals}f}"
        if new.replace(",", "") not in paper.abstract.replace(",", "") and float(new.replace(",", "")) != value:
            return sentence[: match.start()] + new + sentence[match.end() :]
    return None


def _turned(paper: Paper, sentence: str, choose: random.Random) -> str | None:
    pairs = _pairs(_TURNS)
    both = pairs + [(b, a) for a, b in pairs if " " not in b and b not in dict(pairs)]
    return None if _DENIED.search(sentence) else _replaced(sentence, both, choose, 1)


def _turned_apart(paper: Paper, sentence: str, choose: random.Random) -> str | None:
    return None if _DENIED.search(sentence) else _replaced(sentence, _pairs(_TURNS_APART), choose, 1)


def _negated(paper: Paper, sentence: str, choose: random.Random) -> str | None:
    if _DENIED.search(sentence):
        return None
    for pattern, new in ((_THIRD, r"does not \1"), (_AUXILIARY, r"\g<0> not"), (_ACTIVE, r"\1 do not \2")):
        if pattern.search(sentence):
            return pattern.sub(new, sentence, count=1)
    return None


def _swapped_sides(paper: Paper, sentence: str, choose: random.Random) -> str | None:
    sentence = _LEADS.sub("", sentence)
    match = _COMPARES.search(sentence)
    if not match:
        return None
    turned = f"{match['right']} {match['verb']} {_lowered(match['left'])}{match['rest']}"
    before = sentence[: match.start()] + match["before"]
    return before + turned if before else f"{turned[0].upper()}{turned[1:]}"


def _lowered(text: str) -> str:
    """Text as it stands within a sentence: a first word that is no name begins small."""
    return f"{text[0].lower()}{text[1:]}" if text[1:2].islower() and not re.match(r"\w*[A-Z0-9-]", text[1:]) else text


def _other_name(paper: Paper, sentence: str, choose: random.Random) -> str | None:
    names = list(_NAME.finditer(sentence))
    if not names:
        return None
    match = choose.choice(names)
    strange = [name for name in _STRANGE if name.lower() not in f"{paper.title} {paper.abstract}".lower()]
    return sentence[: match.start()] + choose.choice(strange) + sentence[match.end() :]


_STRANGE = (
    "DeepLabV3", "nnFormer", "TransUNet", "EfficientNet", "ResNet-152", "MedSAM2", "BioBERT", "LLaVA-Med", "Swin-UNETR",
    "CheXNet", "PathCLIP", "RadFM", "UNet3Plus", "VoxelMorph", "StyleGAN3", "GPT-5", "DINOv3", "BraTS2019", "LiTS17",
)  # fmt: skip


def _names_swapped(paper: Paper, sentence: str, choose: random.Random) -> str | None:
    """A name of the sentence replaced by one that only another sentence of the abstract has."""
    known = {m[0] for m in _NAME.finditer(paper.abstract)} - {m[0] for m in _NAME.finditer(sentence)}
    # "CNN" for "CNNs" changes nothing, nor does a name that is part of another.
    names = list(_NAME.finditer(sentence))
    if not names or not known:
        return None
    match = choose.choice(names)
    others = sorted(n for n in known if n.rstrip("s") not in sentence and match[0].rstrip("s") not in n)
    return sentence[: match.start()] + choose.choice(others) + sentence[match.end() :] if others else None


def _numbers_swapped(paper: Paper, sentence: str, choose: random.Random) -> str | None:
    numbers = [m for m in _NUMBER.finditer(sentence) if len(m[0]) > 1]
    if len(numbers) < 2 or "://" in sentence:
        return None
    first, last = numbers[0], numbers[-1]
    if first[0] == last[0]:
        return None
    return (
        sentence[: first.start()] + last[0] + sentence[first.end() : last.start()] + first[0] + sentence[last.end() :]
    )


def _added_clause(paper: Paper, sentence: str, choose: random.Random) -> str | None:
    return f"{sentence[:-1]}, {choose.choice(_CLAUSES)}."


def _other(papers: Sequence[Paper], paper: Paper, choose: random.Random) -> Paper:
    return choose.choice([other for other in papers if other.id != paper.id])


def _likest(papers: Sequence[Paper], paper: Paper) -> Paper:
    """The other paper that has most of its words: the likeliest mistake."""
    words = set(f"{paper.title} {paper.abstract}".lower().split())
    others = [other for other in papers if other.id != paper.id]
    return max(others, key=lambda other: len(words & set(f"{other.title} {other.abstract}".lower().split())))


# Right


def _verbatim(paper: Paper, sentence: str, choose: random.Random) -> str | None:
    return sentence


def _trimmed(paper: Paper, sentence: str, choose: random.Random) -> str | None:
    rest = _LEADS.sub("", sentence)
    return f"{rest[0].upper()}{rest[1:]}" if rest != sentence and len(rest) > 30 else None


def _told(paper: Paper, sentence: str, choose: random.Random) -> str | None:
    if not re.search(r"\b(?:we|our)\b", sentence, re.I):
        return None
    for old, new in (
        (r"\bWe\b", "The authors"),
        (r"\bwe\b", "the authors"),
        (r"\bOur\b", "Their"),
        (r"\bour\b", "their"),
    ):
        sentence = re.sub(old, new, sentence)
    return sentence


def _numbers_rewritten(paper: Paper, sentence: str, choose: random.Random) -> str | None:
    if "://" in sentence:
        return None

    def rewrite(match: re.Match[str]) -> str:
        plain = match[0].replace(",", "")
        if plain.isdigit() and int(plain) >= 1000 and int(plain) % 1000 == 0:
            return f"{int(plain) // 1000}k"
        if "," in match[0]:
            return plain
        if plain.isdigit() and 2 <= int(plain) <= 12 and sentence[match.end() : match.end() + 1] == " ":
            return _WORDS[int(plain)]
        return f"{int(plain):,}" if plain.isdigit() and int(plain) > 9999 else match[0]

    new = re.sub(r"(?<=\d)\s?\\?%", " percent", _NUMBER.sub(rewrite, sentence))
    for value, word in enumerate(_WORDS[2:], 2):
        new = re.sub(rf"\b{word}\b(?= \w)", str(value), new) if word in sentence.split() else new
    return new


def _shortened(paper: Paper, sentence: str, choose: random.Random) -> str | None:
    short = re.sub(r"\s*\([^()]*\)", "", sentence)
    if short == sentence:
        short = re.sub(
            r", (?:which|where|while|including|such as|thereby|resulting|making|allowing) [^,]*\.$", ".", sentence
        )
    return short if short != sentence and len(short) > 40 else None


def _reworded(paper: Paper, sentence: str, choose: random.Random) -> str | None:
    return _replaced(sentence, _pairs(_SYNONYMS), choose, 3)


def _passive(paper: Paper, sentence: str, choose: random.Random) -> str | None:
    match = _PASSIVE.match(sentence)
    if not match:
        return None
    what, verb = match["what"], match["verb"]
    done = {"propose": "proposed", "introduce": "introduced", "present": "presented", "develop": "developed"}
    return f"{what[0].upper()}{what[1:]} is {done.get(verb, f'{verb}d')}{match['rest']}."


def _merged(paper: Paper, sentence: str, choose: random.Random) -> str | None:
    spans = [" ".join(paper.abstract[start:end].split()) for start, end in split_sentences(paper.abstract)]
    place = spans.index(sentence)
    if place + 1 >= len(spans) or len(sentence) + len(spans[place + 1]) > _LONGEST:
        return None
    later = _LEADS.sub("", spans[place + 1])
    return f"{sentence[:-1]}, and {_lowered(later)}"


_WRONG: dict[str, Rule] = {
    "another number": _other_number,
    "turned direction": _turned,
    "turned, words apart": _turned_apart,
    "negated": _negated,
    "sides swapped": _swapped_sides,
    "another name": _other_name,
    "name of another sentence": _names_swapped,
    "numbers swapped": _numbers_swapped,
    "clause added": _added_clause,
}
_RIGHT: dict[str, Rule] = {
    "verbatim": _verbatim,
    "lead-in trimmed": _trimmed,
    "we as the authors": _told,
    "numbers rewritten": _numbers_rewritten,
    "clause dropped": _shortened,
    "synonyms": _reworded,
    "passive": _passive,
    "two merged": _merged,
}
