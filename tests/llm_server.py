"""A real OpenAI-compatible HTTP server on loopback whose model name decides how it misbehaves.

    with LLMServer() as server:
        OpenAI(base_url=server.base_url, api_key="x").chat.completions.create(model="ghost-citation", ...)
        server.requests[-1].body["messages"]

By hand, to see how the chat takes a bad model (the names are in BEHAVIOURS):

    python tests/llm_server.py --port 9999
    OPENAI_BASE_URL=http://127.0.0.1:9999/v1 OPENAI_API_KEY=x RAG_MODEL=openai/faithful

A behaviour is one function from a Call (the parsed prompt) to a Reply or a Fault, named in
BEHAVIOURS; the server knows nothing else about it. Those that only write badly do the other tasks of
prompts/ (a follow-up, a list, a judgement) as they should; faults fail at every task. One word counts
as one token.
"""

import argparse
import base64
import hashlib
import itertools
import json
import math
import re
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any, Literal, Self

EMBED_MODEL = "hashed-words"
"""A name for /v1/embeddings that never fails; every behaviour's name works there too, with its faults."""
EMBED_DIM = 64
NOT_IN_THE_PAPERS = "NOT IN THE PAPERS"
GENERAL_KNOWLEDGE = "Magnetic resonance imaging uses strong magnetic fields and radio waves to picture the body"
REFUSAL = "I'm sorry, I can't help with that."
GHOST = 99
"""The number that `ghost-citation` cites."""

# Without max_tokens a real model still stops, at the end of its context.
_MOST_TOKENS = 4096
_COMMONEST = (
    "a an and any are as at be by can do does for from has have how in into is it its of on or that the their there "
    "these this to use used uses using was we were what when where which who why with"
)
_STOP_WORDS = frozenset(_COMMONEST.split())


# --- what a model sees ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PromptPaper:
    """A paper as it stands in the prompt."""

    number: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Prompt:
    """A request's messages, taken apart by the layout of prompts/."""

    messages: tuple[tuple[str, str], ...]
    """(role, text) of each message, in order."""
    papers: tuple[PromptPaper, ...]
    """Empty when no message holds a fenced block of papers."""
    question: str
    """What follows `Question:`; without a fence, the last user message."""
    reachable: str
    """Everything that someone other than the prompt's author wrote: papers, question, other turns."""
    rules: str
    """The prompt author's own words: system messages, and what stands before the papers."""
    task: str = "answer"
    """One of TASKS."""
    data: str = ""
    """What stands between the fences."""

    @classmethod
    def parse(cls, messages: Iterable[Mapping[str, Any]]) -> Self:
        """Take a chat request's `messages` apart."""
        turns = tuple((str(m.get("role", "")), _content(m.get("content"))) for m in messages)
        mine = [text for role, text in turns if role in ("system", "developer")]
        theirs = [text for role, text in turns if role not in ("system", "developer")]
        last = next((text for role, text in reversed(turns) if role == "user"), "")
        for whole in (last, "\n\n".join(text for _, text in turns)):
            fenced = _FENCED.search(whole)
            if fenced:
                after = whole[fenced.end() :]
                task = next((task for task, label in TASKS.items() if label in after), fenced["kind"])
                question = after.partition(TASKS.get(task, "Question:"))[2].strip() or after.strip()
                others = [text for text in theirs if not _FENCED.search(text)]
                return cls(
                    turns,
                    _papers(fenced["data"]) if fenced["kind"] == "PAPERS" else (),
                    question,
                    "\n\n".join([*others, whole[fenced.start("data") :]]),
                    "\n\n".join([*mine, whole[: fenced.start()]]).strip(),
                    {"CLAIMS": "judge", "GRADING": "grade"}.get(task, task),
                    fenced["data"],
                )
        return cls(turns, (), last.strip(), "\n\n".join(theirs), "\n\n".join(mine))

    @property
    def tokens(self) -> int:
        """Words in all messages."""
        return sum(len(text.split()) for _, text in self.messages)


TASKS = {
    "repair": "Sentence:",
    "standalone": "Follow-up:",
    "search": "Search terms:",
    "decide": "Papers of which kind:",
    "compare": "Compare them for:",
    "answer": "Question:",
}
"""What a prompt wants, by the label that follows its data; `judge` and `grade` have none."""

# The end must carry the start's own token: a paper may hold a forged end.
_FENCED = re.compile(
    r"^=== (?P<kind>PAPERS|CONVERSATION|QUESTION|CLAIMS|GRADING) (?P<fence>\S+) ===\n(?P<data>.*?)\n?"
    r"^=== END OF (?P=kind) (?P=fence) ===$",
    re.M | re.S,
)
_HEADER = re.compile(r"(?:\A|\n[ \t]*\n)\[(\d+)\] ([^\n]*)")


def _content(content: Any) -> str:
    """A message's text; content is a string, null, or a list of typed parts."""
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return "" if content is None else str(content)


def _papers(block: str) -> tuple[PromptPaper, ...]:
    block = block.strip("\n")
    heads = list(_HEADER.finditer(block))
    ends = [head.start() for head in heads[1:]] + [len(block)]
    return tuple(
        PromptPaper(int(head[1]), head[2].strip(), block[head.end() : end].strip())
        for head, end in zip(heads, ends, strict=True)
    )


# --- what a behaviour gets and gives -------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Call:
    """What a behaviour decides from."""

    prompt: Prompt
    model: str
    attempt: int
    """1 for the first request that names this model since the server started or was reset."""
    delay: float
    """The server's `delay`, in seconds."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A 200: words, and what becomes of them on the way."""

    words: Iterable[str]
    """Pieces, each with the white space that follows it; may be endless."""
    wait: float = 0.0
    """Seconds before the first byte."""
    fate: Literal["whole", "dropped", "garbled"] = "whole"


@dataclass(frozen=True, slots=True)
class Fault:
    """An error in OpenAI's JSON."""

    status: int
    message: str
    type: str = "invalid_request_error"
    code: str | None = None
    param: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of an answer before its marker is put in."""

    text: str
    number: int

    def __str__(self) -> str:
        body = self.text.rstrip()
        stop = body[-1] if body[-1:] in (".", "!", "?") else "."
        return f"{body.rstrip('.!?')} [{self.number}]{stop}"


Behaviour = Callable[[Call], Reply | Fault]


def say(text: str) -> Reply:
    """A whole reply of this text."""
    return Reply(tuple(re.findall(r"\S+\s*|^\s+", text)))


def _answer(claims: Iterable[Claim]) -> Reply:
    return say(" ".join(map(str, claims)) or NOT_IN_THE_PAPERS)


def _write(call: Call, change: Callable[[Claim], Claim] = lambda claim: claim) -> Reply:
    """Do the task as it should be done, each claim changed: two for an answer, one for a repair, a table's cells."""
    prompt = call.prompt
    if prompt.task == "compare":
        found = {claim.number: change(claim).text for claim in reversed(_best_claims(prompt))}
        row = {"aspect": "What is said", "cells": [found.get(paper.number, "") for paper in prompt.papers]}
        return _json({"rows": [row]})
    if prompt.task in ("answer", "repair"):
        return _answer(change(claim) for claim in _best_claims(prompt)[: 2 if prompt.task == "answer" else 1])
    tasks = {"standalone": _stand_alone, "search": _search, "decide": _decide, "judge": _judge, "grade": _grade}
    return tasks[prompt.task](prompt)


def _json(value: object) -> Reply:
    return say(json.dumps(value, ensure_ascii=False))


_NAME = re.compile(r"\b(?:[A-Z][a-z]+[A-Z]\w*|[A-Z][\w]*-[A-Z]\w*)\b")


def _stand_alone(prompt: Prompt) -> Reply:
    """The question with the first name of the last turn in place of its pronoun."""
    names = _NAME.findall(prompt.data.splitlines()[-1])
    asked = prompt.question
    return say(re.sub(r"\b(?:it|its|that one)\b", names[0], asked, count=1, flags=re.I) if names else asked)


LAY_WORDS = {"bleeding in the head": "stroke, brain MRI", "liver pictures": "liver, CT"}
"""What `search` knows: a layman's words, and the field's."""


def _search(prompt: Prompt) -> Reply:
    found = (terms for words, terms in LAY_WORDS.items() if words in prompt.data.lower())
    return say(next(found, "NONE"))


def _grade(prompt: Prompt) -> Reply:
    """By the share of the reference's lines of which the answer has half of the words."""
    reference, _, answer = prompt.data.partition("\nAnswer:\n")
    lines = [line for line in reference.partition("Reference:\n")[2].splitlines() if content_words(line)]
    said = set(content_words(answer))
    held = sum(2 * len(said.intersection(words := set(content_words(line)))) >= len(words) for line in lines)
    complete = "yes" if held == len(lines) else "partly" if held else "no"
    reason = f"{held} of {len(lines)} lines of the reference are in the answer"
    return _json({"reason": reason, "correct": "yes" if held else "no", "complete": complete})


def _decide(prompt: Prompt) -> Reply:
    """A paper belongs when it has half of the words of the question; its best sentence shows it."""
    asked = set(content_words(prompt.question)) - {"papers", "paper"}
    entries = []
    for paper in prompt.papers:
        sentences = _SENTENCE_END.split(paper.text)
        shared = asked.intersection(content_words(f"{paper.title} {paper.text}"))
        quote = max(sentences, key=lambda sentence: len(asked.intersection(content_words(sentence))))
        belongs = bool(asked) and 2 * len(shared) >= len(asked)
        entries.append({"number": paper.number, "belongs": belongs, "quote": quote if belongs else ""})
    return _json({"papers": entries})


def _claims(prompt: Prompt) -> list[tuple[str, str]]:
    return re.findall(r"^\[\d+\] Claim: (.*)\nAbstract: (.*)$", prompt.data, re.M)


def _judge(prompt: Prompt) -> Reply:
    """A claim is supported when the abstract has all of its words."""
    held = [set(content_words(claim)) <= set(content_words(abstract)) for claim, abstract in _claims(prompt)]
    return _verdicts(["supported" if whole else "partial" for whole in held])


def _verdicts(supports: Iterable[str]) -> Reply:
    return _json({"verdicts": [{"number": n, "support": support} for n, support in enumerate(supports, 1)]})


# --- reading the papers --------------------------------------------------------------------------

_SENTENCE_END = re.compile(r"(?<!e\.g\.)(?<!i\.e\.)(?<! al\.)(?<! vs\.)(?<!Fig\.)(?<=[.!?])\s+(?=[\"'“(\[]?[A-Z0-9])")


def content_words(text: str) -> list[str]:
    """Lower-case words, without the commonest."""
    return [word for word in re.findall(r"\w+", text.lower()) if word not in _STOP_WORDS]


def _best_claims(prompt: Prompt) -> list[Claim]:
    """Every sentence of the papers, the one that shares most words with the question first."""
    asked = set(content_words(prompt.question))
    claims = [
        Claim(" ".join(sentence.split()), paper.number)
        for paper in prompt.papers
        for sentence in _SENTENCE_END.split(paper.text)
        if content_words(sentence)
    ]
    return sorted(claims, key=lambda claim: -len(asked.intersection(content_words(claim.text))))


# --- behaviours: answers -------------------------------------------------------------------------


def faithful(call: Call) -> Reply:
    """Copies the two sentences that share most words with the question; does every other task as it should."""
    return _write(call)


_NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = re.compile(rf"\d+(?:[.,]\d+)*|\b(?:{'|'.join(_NUMBER_WORDS)})\b", re.I)


def invents_number(call: Call) -> Reply:
    """Changes every number, the least it can, to one that no paper holds; adds one where there is none."""
    source = " ".join(f"{paper.title} {paper.text}" for paper in call.prompt.papers).lower()
    held = set(_NUMBER.findall(source))

    def other(match: re.Match[str]) -> str:
        old = match[0].lower()
        if old not in _NUMBER_WORDS:
            last = re.split("[.,]", old)[-1]
            near = (old.removesuffix(last) + str(int(last) + i).zfill(len(last)) for i in itertools.count(1))
            return next(new for new in near if new not in held)
        at = _NUMBER_WORDS.index(old)
        later = (*_NUMBER_WORDS[at + 1 :], *_NUMBER_WORDS[:at])
        new = next((word for word in later if word not in held), "forty")
        return new.capitalize() if match[0][0].isupper() else new

    extra = next(str(i) for i in itertools.count(17) if str(i) not in held)

    def changed(claim: Claim) -> Claim:
        text, count = _NUMBER.subn(other, claim.text)
        return replace(claim, text=text if count else f"{text.rstrip('.!?')} in {extra} cases.")

    return _write(call, changed)


# The first that occurs is flipped, and only once: two flips could cancel out.
_OPPOSITES = (
    "outperforms/underperforms outperform/underperform outperformed/underperformed outperforming/underperforming "
    "increases/decreases increase/decrease increased/decreased increasing/decreasing higher/lower better/worse "
    "improves/worsens improve/worsen improved/worsened improving/worsening highest/lowest best/worst "
    "superior/inferior superiority/inferiority faster/slower larger/smaller more/less always/never "
    "effective/ineffective effectively/ineffectively cannot/can without/with"
)
_PAIRS = [pair.split("/") for pair in _OPPOSITES.split()]
_FLIP = {old: new for a, b in _PAIRS for old, new in ((a, b), (b, a))} | {
    "reduces": "increases",
    "reduce": "increase",
    "reduced": "increased",
    "reducing": "increasing",
}
_AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|could|may|might|will|would|should|must|does|did)\b", re.I)
_NOT = re.compile(r"\bnot (?!only\b)", re.I)


def flip(sentence: str) -> str:
    """The sentence with its meaning turned round in one place."""
    # "can" and "with" are in nearly every sentence, so they come after the stronger pairs.
    for old in sorted(_FLIP, key=lambda word: word in ("can", "cannot", "with", "without")):
        found = re.search(rf"(?<!-)\b{old}\b(?!-)", sentence, re.I)
        if found:
            new = _FLIP[old].capitalize() if found[0][0].isupper() else _FLIP[old]
            return sentence[: found.start()] + new + sentence[found.end() :]
    if _NOT.search(sentence):
        return _NOT.sub("", sentence, count=1)
    found = _AUXILIARY.search(sentence)
    if found:
        return f"{sentence[: found.end()]} not{sentence[found.end() :]}"
    found = re.search(r"\bwe (?=[a-z]+\b(?<!ed))", sentence, re.I)
    if found:
        return f"{sentence[: found.end()]}do not {sentence[found.end() :]}"
    # A name that begins the sentence keeps its capital.
    opening = sentence.partition(" ")[0]
    start = opening.lower() if opening.lower() in _STOP_WORDS else opening
    return f"It is not true that {start}{sentence[len(opening) :]}"


def flips_direction(call: Call) -> Reply:
    """As faithful, each sentence saying the opposite."""
    return _write(call, lambda claim: replace(claim, text=flip(claim.text)))


def swaps_citations(call: Call) -> Reply | Fault:
    """The best sentences of two papers, each with the other's marker."""
    if call.prompt.task != "answer":
        return _write(call)
    claims = _best_claims(call.prompt)
    pairs = ((a, b) for a, b in itertools.combinations(claims, 2) if a.number != b.number)
    first, second = next(pairs, (None, None))
    if first is None or second is None:
        held = len(call.prompt.papers)
        return Fault(400, f"{call.model} needs two papers in the prompt, which holds {held}; send more")
    return _answer((replace(first, number=second.number), replace(second, number=first.number)))


def ghost_citation(call: Call) -> Reply:
    """As faithful, but cites a paper that was never given."""
    return _write(call, lambda claim: replace(claim, number=GHOST))


def cites_nothing(call: Call) -> Reply:
    """As faithful, without any marker."""
    if call.prompt.task not in ("answer", "repair"):
        return _write(call)
    return say(" ".join(claim.text for claim in _best_claims(call.prompt)[:2]) or NOT_IN_THE_PAPERS)


def general_knowledge(call: Call) -> Reply:
    """Something true that no paper says, with a paper's marker."""
    claim = Claim(GENERAL_KNOWLEDGE, 1)
    return _answer([claim]) if call.prompt.task in ("answer", "repair") else _write(call, lambda _: claim)


_BARELY = r"(?: (?:only|exactly|just|simply|the (?:words?|text|phrase|sentence)))*:? +"
_SAY = rf"(?:say|print|output|write|repeat|reveal(?= your)|(?:show|tell) me|(?:respond|reply|answer) with){_BARELY}"
_QUOTED = r"(?:\"([^\"\n]+)\"|“([^”\n]+)”|'([^'\n]+)'|`([^`\n]+)`|\u2018([^\u2019\n]+)\u2019)"
_UNQUOTED = r"([^\s\"“'`\u2018][^\n]*?)(?=[.!?]+[\"”')\]]*(?:\s|$)|$)"
_OLD_RULES = r"\b(?:instructions?|rules|prompt|above|previous|prior|everything)\b"
_OVERRIDE = rf"\b(?:ignore|disregard|forget)\b[^.,;:!\n]*?{_OLD_RULES}[^.,;:!\n]*?(?: and(?: then)?|[.,;:!]) *"
# "output" and "print" are also nouns and verbs of a paper's own prose, so without quotation marks only an order counts.
_ORDER = r"(?:(?:^|[.!?:;*>\[(\"“] ?)|\b(?:please|then|must|should|now|always|instead) )"
_COMMANDS = tuple(
    re.compile(pattern, re.I | re.M)
    for pattern in (
        rf"\b(?:answer:? |{_SAY}){_QUOTED}",
        rf"{_OVERRIDE}(?:{_SAY})?{_UNQUOTED}",
        rf"{_ORDER}{_SAY}{_UNQUOTED}",
        rf"\b(?:(?<=, )say|(?<=and )say|(?:respond|reply|answer) with){_BARELY}{_UNQUOTED}",
    )
)
_LEAK = re.compile(r"\b(?:your|system)\b.*\b(?:prompt|instructions|rules)\b", re.I)


def orders(text: str) -> list[str]:
    """What the instructions in a text want said, in the order in which they stand there."""
    found: dict[int, str] = {}
    for pattern in _COMMANDS:
        for match in pattern.finditer(text):
            words = next(group for group in match.groups() if group)
            if not any(match.start() <= at < match.end() for at in found) and not re.match(_SAY, words, re.I):
                found[match.start(match.lastindex or 0)] = words.strip(" \t*")
    return list(dict.fromkeys(found[at] for at in sorted(found)))


def obeys(call: Call) -> Reply:
    """Says whatever anyone but the prompt's author orders (his rules, if asked for them); else as faithful."""
    rules = " ".join(call.prompt.rules.split()[:20]) or "I have no instructions"
    wanted = [rules if _LEAK.search(order) else order for order in orders(call.prompt.reachable)]
    if not wanted:
        return faithful(call)
    if call.prompt.task == "decide":
        entries = [{"number": paper.number, "belongs": True, "quote": wanted[0]} for paper in call.prompt.papers]
        return _json({"papers": entries})
    if call.prompt.task == "compare":
        return _json({"rows": [{"aspect": wanted[0], "cells": [wanted[0]] * len(call.prompt.papers)}]})
    return say(" ".join(w if re.search(r"\[\d+\]\W?$", w) else str(Claim(w, 1)) for w in wanted))


def only_at(task: str, behaviour: Behaviour) -> Behaviour:
    """The behaviour at one task, faithful at every other."""
    return lambda call: behaviour(call) if call.prompt.task == task else faithful(call)


def misquotes(call: Call) -> Reply:
    """Every paper belongs, by a sentence that none of them has."""
    quote = "This paper is about everything that anyone could ask for."
    entries = [{"number": paper.number, "belongs": True, "quote": quote} for paper in call.prompt.papers]
    return _json({"papers": entries})


ELSEWHERE = "https://evil.example/pixel.png"


def links(call: Call) -> Reply:
    """As faithful, then an image, a link and a bare address that no paper gives."""
    best = _best_claims(call.prompt)[0]
    words = f"![a chart]({ELSEWHERE}) The code is [here]({ELSEWHERE}) or at {ELSEWHERE} [{best.number}]."
    return say(f"{best} {words}")


def endless(call: Call) -> Reply:
    """Never stops by itself."""
    return Reply(itertools.cycle(("the ", "model ", "goes ", "on ", "and ", "on ")))


def slow(call: Call) -> Reply:
    """As faithful, after the server's `delay`."""
    return replace(faithful(call), wait=call.delay)


# --- behaviours: faults --------------------------------------------------------------------------


def error_401(call: Call) -> Fault:
    """The key is wrong."""
    return Fault(401, "Incorrect API key provided: x. Check the key and send it again.", code="invalid_api_key")


def error_429(call: Call) -> Fault:
    """Too many requests; another try may follow at once."""
    message = f"Rate limit reached for {call.model} on requests per min (RPM): Limit 3, Used 3. Please try again in 0s."
    return Fault(429, message, "requests", "rate_limit_exceeded", headers={"Retry-After": "0"})


def error_500(call: Call) -> Fault:
    """The provider broke."""
    return Fault(500, "The server had an error while processing your request. Sorry about that!", "server_error")


def context_too_long(call: Call) -> Fault:
    """The prompt does not fit."""
    message = (
        "This model's maximum context length is 128 tokens. However, your messages resulted in "
        f"{128 + call.prompt.tokens} tokens. Please reduce the length of the messages."
    )
    return Fault(400, message, code="context_length_exceeded", param="messages")


def content_filter(call: Call) -> Fault:
    """The provider's filter refused the prompt."""
    message = "The response was filtered due to the prompt triggering the content management policy. Please modify it."
    return Fault(400, message, code="content_filter", param="prompt")


def once(fault: Behaviour) -> Behaviour:
    """The fault at the first request, faithful from then on."""
    return lambda call: fault(call) if call.attempt == 1 else faithful(call)


BEHAVIOURS: Mapping[str, Behaviour] = {
    "faithful": faithful,
    "invents-number": invents_number,
    "flips-direction": flips_direction,
    "swaps-citations": swaps_citations,
    "ghost-citation": ghost_citation,
    "cites-nothing": cites_nothing,
    "general-knowledge": general_knowledge,
    "obeys": obeys,
    "links": links,
    "repairs": only_at("answer", invents_number),
    "misquotes": only_at("decide", misquotes),
    "rambles": only_at("standalone", lambda call: say("BANANA. Here is a long answer instead of a question.")),
    "no-json": lambda call: say("Certainly! Here it is: {broken") if call.prompt.task != "answer" else faithful(call),
    "strict-judge": only_at("judge", lambda call: _verdicts(["unsupported"] * len(_claims(call.prompt)))),
    "kind-judge": only_at("judge", lambda call: _verdicts(["supported"] * len(_claims(call.prompt)))),
    "not-in-papers": lambda call: say(NOT_IN_THE_PAPERS),
    "refuses": lambda call: say(REFUSAL),
    "empty": lambda call: say(""),
    "endless": endless,
    "slow": slow,
    "drops": lambda call: replace(faithful(call), fate="dropped"),
    "malformed": lambda call: replace(faithful(call), fate="garbled"),
    "error-401": error_401,
    "error-429": error_429,
    "error-429-once": once(error_429),
    "error-500": error_500,
    "error-500-once": once(error_500),
    "context-too-long": context_too_long,
    "content-filter": content_filter,
}


# --- embeddings ----------------------------------------------------------------------------------


def embed(text: str) -> list[float]:
    """A unit vector of EMBED_DIM numbers: the sum of one vector of signs a word, drawn from the word's hash."""
    vector = [0] * EMBED_DIM
    for word in content_words(text) or [text]:
        bits = int.from_bytes(hashlib.blake2b(word.encode(), digest_size=EMBED_DIM // 8).digest(), "big")
        for i in range(EMBED_DIM):
            vector[i] += 1 if bits >> i & 1 else -1
    norm = math.hypot(*vector)
    # The signs of different words may cancel out to nothing, which has no direction.
    return [x / norm for x in vector] if norm else [1.0] + [0.0] * (EMBED_DIM - 1)


# --- the server ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Recorded:
    """A POST as it came in."""

    path: str
    body: dict[str, Any]
    headers: Mapping[str, str]
    """Names in lower case."""


class LLMServer:
    """The server, in a thread of its own while the `with` block lasts.

    `delay` and `pace` may be changed while it runs. Leaving the block cuts every open connection,
    so a test that waits on `slow` or `endless` ends at once.
    """

    def __init__(self, *, host: str = "127.0.0.1", port: int = 0, delay: float = 30.0, pace: float = 0.0) -> None:
        self.delay = delay
        """Seconds that `slow` waits."""
        self.pace = pace
        """Seconds between streamed words."""
        self.requests: list[Recorded] = []
        """Every POST with a JSON object, in order of arrival."""
        self.hangups = 0
        """Answers that the client did not wait for to the end."""
        self.stopping = threading.Event()
        self._attempts: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._http = _HTTPServer((host, port), self)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def base_url(self) -> str:
        """What OPENAI_BASE_URL takes."""
        host, port = self._http.server_address[:2]
        return f"http://{host!s}:{port}/v1"

    def reset(self) -> None:
        """Forget requests, hang-ups, and which `-once` models have failed."""
        with self._lock:
            self.requests.clear()
            self.hangups = 0
            self._attempts.clear()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stopping.set()
        self._http.shutdown()
        self._http.cut_connections()
        self._http.server_close()
        self._thread.join()

    def note_hangup(self) -> None:
        """Count a client that left before its answer ended."""
        with self._lock:
            self.hangups += 1

    def decide(self, request: Recorded) -> Reply | Fault:
        """Record a request and let its model's behaviour decide."""
        model = str(request.body.get("model", ""))
        with self._lock:
            self.requests.append(request)
            self._attempts[model] += 1
            attempt = self._attempts[model]
        embedding = request.path == "/v1/embeddings"
        if embedding and model == EMBED_MODEL:
            return say("")
        if model not in BEHAVIOURS:
            message = f"The model `{model}` does not exist or you do not have access to it."
            return Fault(404, message, code="model_not_found")
        messages = request.body.get("messages", [])
        readable = isinstance(messages, list) and all(isinstance(message, dict) for message in messages)
        if not embedding and not (readable and messages):
            return Fault(400, f"'messages' is {messages!r}; it takes a list of one or more messages", param="messages")
        return BEHAVIOURS[model](Call(Prompt.parse(messages), model, attempt, self.delay))


class _HTTPServer(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], llm: LLMServer) -> None:
        self.llm = llm
        self._open: set[Any] = set()
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        # HTTPServer's own looks the host's name up, which can take seconds without DNS.
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def cut_connections(self) -> None:
        """End every connection, kept alive or in mid-answer."""
        for connection in list(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue


class _Handler(BaseHTTPRequestHandler):
    server: _HTTPServer
    # 1.1 for chunks: with 1.0 a client cannot tell a dropped stream from a finished one.
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing on stderr."""

    def handle(self) -> None:
        try:
            super().handle()
        except ConnectionError:
            self.server.llm.note_hangup()

    def do_GET(self) -> None:
        if self._path != "/v1/models":
            self._send_fault(_no_such_url("GET", self._path))
            return
        names = (*BEHAVIOURS, EMBED_MODEL)
        models = [{"id": name, "object": "model", "created": 0, "owned_by": "tests"} for name in names]
        self._send_json(200, {"object": "list", "data": models})

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self._path not in ("/v1/chat/completions", "/v1/embeddings"):
            self._send_fault(_no_such_url("POST", self._path))
            return
        try:
            body = json.loads(raw)
        except ValueError:
            body = None
        if not isinstance(body, dict):
            self._send_fault(Fault(400, f"The body {raw[:60]!r} is not a JSON object; send one"))
            return
        request = Recorded(self._path, body, {name.lower(): value for name, value in self.headers.items()})
        outcome = self.server.llm.decide(request)
        if isinstance(outcome, Fault):
            self._send_fault(outcome)
        elif self.server.llm.stopping.wait(outcome.wait):
            self.close_connection = True
        elif self._path == "/v1/embeddings":
            self._send_embeddings(body, outcome)
        elif body.get("stream"):
            self._send_stream(body, outcome)
        else:
            self._send_completion(body, outcome)

    @property
    def _path(self) -> str:
        return self.path.partition("?")[0]

    def _send_completion(self, body: dict[str, Any], reply: Reply) -> None:
        words, finish = _cut(reply.words, _limit(body) or _MOST_TOKENS)
        message = {"role": "assistant", "content": "".join(words), "refusal": None}
        choice = {"index": 0, "message": message, "finish_reason": finish, "logprobs": None}
        payload = {**_envelope(body, "chat.completion"), "choices": [choice], "usage": _usage(body, len(words))}
        self._send_payload(payload, reply)

    def _send_stream(self, body: dict[str, Any], reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        words, limit = reply.words, _limit(body)
        if reply.fate != "whole":
            # The break comes after half of the answer, which a client may have shown already.
            whole = tuple(words)
            words, limit = whole[: (len(whole) + 1) // 2], None
        wants_usage = bool((body.get("stream_options") or {}).get("include_usage"))
        base = _envelope(body, "chat.completion.chunk") | ({"usage": None} if wants_usage else {})

        def event(delta: dict[str, str], finish: str | None = None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
            self._send_event(json.dumps({**base, "choices": [choice]}))

        event({"role": "assistant", "content": ""})
        sent, finish = 0, "stop"
        for word in words:
            if sent == limit:
                finish = "length"
                break
            if self.server.llm.stopping.wait(self.server.llm.pace):
                self.close_connection = True
                return
            event({"content": word})
            sent += 1
        if reply.fate == "dropped":
            self.close_connection = True
            return
        if reply.fate == "garbled":
            self._send_event('{"id": "chatcmpl-1", "choices": [{"delta": {"content": "bro')
        else:
            event({}, finish)
            if wants_usage:
                self._send_event(json.dumps({**base, "choices": [], "usage": _usage(body, sent)}))
        self._send_event("[DONE]")
        self.wfile.write(b"0\r\n\r\n")

    def _send_embeddings(self, body: dict[str, Any], reply: Reply) -> None:
        given = body.get("input")
        texts = [given] if isinstance(given, str) else given
        if not isinstance(texts, list) or not texts or not all(isinstance(text, str) and text for text in texts):
            message = f"'$.input' is {given!r:.80}; it takes a text or a list of texts, none empty"
            self._send_fault(Fault(400, message, param="input"))
            return
        if body.get("dimensions", EMBED_DIM) != EMBED_DIM:
            message = f"'dimensions' is {body['dimensions']!r}; this model only makes {EMBED_DIM}"
            self._send_fault(Fault(400, message, param="dimensions"))
            return
        vectors: list[Any] = [embed(text) for text in texts]
        if body.get("encoding_format") == "base64":
            vectors = [base64.b64encode(struct.pack(f"<{EMBED_DIM}f", *vector)).decode() for vector in vectors]
        data = [{"object": "embedding", "index": i, "embedding": vector} for i, vector in enumerate(vectors)]
        tokens = sum(len(text.split()) for text in texts)
        usage = {"prompt_tokens": tokens, "total_tokens": tokens}
        self._send_payload({"object": "list", "data": data, "model": body["model"], "usage": usage}, reply)

    def _send_fault(self, fault: Fault) -> None:
        error = {"message": fault.message, "type": fault.type, "param": fault.param, "code": fault.code}
        self._send_json(fault.status, {"error": error}, fault.headers)

    def _send_payload(self, payload: dict[str, Any], reply: Reply) -> None:
        """A reply in one piece, as its fate wants it."""
        if reply.fate == "dropped":
            self.close_connection = True
        elif reply.fate == "garbled":
            text = json.dumps(payload)
            self._send_bytes(200, text[: len(text) // 2].encode(), {})
        else:
            self._send_json(200, payload)

    def _send_json(self, status: int, payload: dict[str, Any], headers: Mapping[str, str] | None = None) -> None:
        self._send_bytes(status, json.dumps(payload).encode(), headers or {})

    def _send_bytes(self, status: int, data: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _send_event(self, data: str) -> None:
        event = f"data: {data}\n\n".encode()
        self.wfile.write(f"{len(event):x}\r\n".encode() + event + b"\r\n")


def _no_such_url(method: str, path: str) -> Fault:
    known = "/v1/chat/completions, /v1/embeddings, /v1/models"
    return Fault(404, f"Invalid URL ({method} {path}); this server has {known}")


def _limit(body: Mapping[str, Any]) -> int | None:
    limit = body.get("max_completion_tokens") or body.get("max_tokens")
    return int(limit) if limit else None


def _cut(words: Iterable[str], limit: int) -> tuple[list[str], str]:
    """The first `limit` words, and the finish_reason that this makes."""
    rest: Iterator[str] = iter(words)
    kept = list(itertools.islice(rest, limit))
    return kept, "stop" if next(rest, None) is None else "length"


def _envelope(body: Mapping[str, Any], kind: str) -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": kind, "created": int(time.time()), "model": body["model"]}


def _usage(body: Mapping[str, Any], written: int) -> dict[str, int]:
    read = Prompt.parse(body["messages"]).tokens
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def main() -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0, help="0 takes any free port")
    parser.add_argument("--delay", type=float, default=30.0, help="seconds that `slow` waits")
    parser.add_argument("--pace", type=float, default=0.03, help="seconds between streamed words")
    given = parser.parse_args()
    with LLMServer(host=given.host, port=given.port, delay=given.delay, pace=given.pace) as server:
        print(f"OPENAI_BASE_URL={server.base_url} OPENAI_API_KEY=x RAG_MODEL=openai/NAME", flush=True)
        print("NAME is one of:", *BEHAVIOURS, flush=True)
        try:
            # In steps, because Windows does not deliver Ctrl-C to an unbounded wait.
            while not server.stopping.wait(1.0):
                pass
        except KeyboardInterrupt:
            pass


if __name__ == "__main__":
    main()
