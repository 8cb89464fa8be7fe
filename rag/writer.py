"""What a model writes, checked while it writes: sentences as they come, repaired or taken out; tables cell by cell.

Each whole sentence is verified at once. One that its papers do not support is sent back to be written anew, and when
that does not help it is taken out or marked. So the numbers shown while an answer streams are the final ones.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rag import tasks
from rag.calls import Calls
from rag.errors import ProviderError
from rag.generative import LINK_REMOVED, addresses, prompt_for, says_nothing, tidy
from rag.orders import rests_on_orders
from rag.provider import PASSING
from rag.reading import WITHHELD, Reader, Unit, withheld
from rag.types import Citation, Paper, Sentence, Support
from rag.verify import Draft, Verified, escape_markers, mark, verify

_MARKER = re.compile(r"\s*\[(\d{1,9})\]")
_MOST_REPAIRS = 4
"""Sentences of one answer that are sent back; a model that needs more is not worth waiting for."""
_EMPTY = "–"
_MOST_ROWS = 6


@dataclass(slots=True)
class Written:
    """What became of a model's work; `verified` and `draft` are None when it brought nothing to show."""

    verified: Verified | None = None
    draft: Draft | None = None
    """A table or list, to be verified as a whole like the extractive ones."""
    model: str | None = None
    notices: list[str] = field(default_factory=list)
    removed: list[Sentence] = field(default_factory=list)
    abstains: bool = False
    """The model said that the papers do not answer, or nothing that it wrote held."""


class Writer:
    """Writes one answer. `unsupported` is RAG_UNSUPPORTED: what becomes of a sentence that stays unsupported; `check`
    verifies a draft.
    """

    def __init__(
        self,
        calls: Calls,
        question: str,
        papers: Sequence[Paper],
        unsupported: str,
        check: Callable[[Draft], Verified] = verify,
    ) -> None:
        self._calls = calls
        self._check = check
        self._question = question
        self._papers = tuple(papers)
        self._marks = unsupported == "mark"
        self._known = addresses(papers)
        self._numbers: dict[str, int] = {}
        self._citations: dict[tuple[str, int, int], Citation] = {}
        self._sentences: list[Sentence] = []
        self._text = ""
        self._repairs = 0
        self.written = Written()

    def prose(self) -> Iterator[str | Sentence]:
        """Stream an answer: pieces, and a Sentence in place of those since the last one. `written` has the outcome.

        Raises ProviderError where only the reader can help.
        """
        reader = Reader(self._papers, self._known)
        failure: ProviderError | None = None
        try:
            for piece in self._calls.stream(prompt_for(self._question, self._papers)):
                reader.feed(piece)
                yield from self._settled(reader)
                more = "" if self.written.abstains else reader.show(self._numbers)
                if more:
                    yield more
            if self._calls.cut:
                reader.whole()
        except PASSING as error:
            reader.whole()
            failure = error
        yield from self._settled(reader, final=True)
        if reader.forget():
            yield Sentence("")
        self._finish(failure)

    def table(self, name_of: Callable[[Paper], str]) -> None:
        """Fill a comparison: `written.draft` is the table, None where the model brought none. Raises ProviderError."""
        try:
            rows = tasks.compare(self._calls, self._question, self._papers)[:_MOST_ROWS]
        except PASSING as error:
            self._note(f"answered without the model: {error}")
            return
        lines = []
        for row in rows:
            cells = [self._cell(text, number) for number, text in enumerate(row.cells, 1)]
            if any(cell != _EMPTY for cell in cells):
                lines.append(f"| {_in_cell(_plain(row.aspect, self._known))} | {' | '.join(cells)} |")
        self._say_removed()
        if not lines and not rows:
            self._note("answered without the model: it put nothing in the table.")
            return
        self.written.model = self._calls.answered.get("main")
        if not lines:
            self.written.abstains = True
            self._note("nothing that the model put in the table is supported by the papers.")
            return
        names = " | ".join(_in_cell(escape_markers(name_of(paper))) for paper in self._papers)
        head = [f"| | {names} |", "|---|" + "---|" * len(self._papers)]
        self.written.draft = Draft("\n".join([*head, *lines]), self._papers)

    def _settled(self, reader: Reader, final: bool = False) -> Iterator[str | Sentence]:
        """Every sentence that is whole by now, shown to its end and checked."""
        while not self.written.abstains and (unit := reader.take(final)) is not None:
            if says_nothing(unit.text):
                reader.forget()
                self.written.abstains = not self._sentences and not self.written.removed
                continue
            if withheld(unit.text):
                reader.forget()
                yield self._removed(Sentence(WITHHELD, (), "unsupported"))
                continue
            rest = reader.rest(unit, self._numbers)
            if rest:
                yield rest
            yield from self._settle(unit)

    def _settle(self, unit: Unit) -> Iterator[Sentence]:
        checked = self._supported(unit.text)
        if checked is None:
            yield self._removed(Sentence(_plain_text(unit.text), (), "unsupported"))
            return
        yield from self._kept(unit.lead, checked)

    def _supported(self, text: str) -> Verified | None:
        """The text checked, written anew where that helps; None when it is to be taken out."""
        checked = self._checked(text)
        if _worst(checked) != "unsupported":
            return checked
        anew = self._repaired(text)
        if anew is not None:
            return anew
        return checked if self._marks else None

    def _checked(self, text: str) -> Verified:
        """Verified, then looked at once more for what a model may have been told to say, and by the judge."""
        found = self._check(Draft(text, self._papers))
        cited = {citation.number: citation.paper for citation in found.citations}
        sentences = []
        for sentence in found.sentences:
            claim = _plain_text(sentence.text)
            papers = [cited[number] for number in sentence.numbers if number in cited]
            ordered = bool(papers) and all(rests_on_orders(claim, paper) for paper in papers)
            foreign = LINK_REMOVED in claim and sentence.support is not None
            support: Support | None = "unsupported" if ordered or foreign else sentence.support
            if support not in (None, "unsupported"):
                support = tasks.lower(support, self._second(claim, papers))
            sentences.append(replace(sentence, support=support))
        return replace(found, sentences=tuple(sentences))

    def _second(self, claim: str, papers: Sequence[Paper]) -> Support | None:
        """The judge's opinion: as good as for the best of the papers; None without a judge."""
        if not papers or not self._calls.has("judge"):
            return None
        try:
            opinions = tasks.judge(self._calls, [(claim, paper) for paper in papers])
        except PASSING as error:
            self._note(f"the judge gave no opinion: {error}")
            return None
        given = [opinion for opinion in opinions if opinion]
        return next((value for value in ("supported", "partial") if value in given), given[0]) if given else None

    def _repaired(self, text: str) -> Verified | None:
        """The text as the model writes it anew, when that is supported."""
        if self._repairs >= _MOST_REPAIRS:
            return None
        self._repairs += 1
        shown = {n: self._papers[n - 1] for n in map(int, _MARKER.findall(text)) if 1 <= n <= len(self._papers)}
        try:
            written = tasks.repair(self._calls, self._question, text, shown or dict(enumerate(self._papers, 1)))
        except ProviderError:  # the sentence is judged as it stands
            return None
        if written is None or withheld(written):
            return None
        checked = self._checked(tidy(written, self._known))
        worst = _worst(checked)
        return checked if worst is not None and worst != "unsupported" else None

    def _kept(self, lead: str, checked: Verified) -> Iterator[Sentence]:
        """Take a checked text into the answer, its numbers running on."""
        cited = {citation.number: citation.paper.id for citation in checked.citations}

        def number_of(local: int) -> int:
            return self._numbers.setdefault(cited[local], len(self._numbers) + 1)

        def renumbered(match: re.Match[str]) -> str:
            return f" [{number_of(int(match[1]))}]" if int(match[1]) in cited else ""

        self._text += f"{lead}{_MARKER.sub(renumbered, checked.text)}"
        for citation in checked.citations:
            key = (citation.paper.id, citation.start, citation.end)
            self._citations.setdefault(key, replace(citation, number=number_of(citation.number)))
        for sentence in checked.sentences:
            numbers = tuple(number_of(n) for n in sentence.numbers if n in cited)
            out = Sentence(_MARKER.sub(renumbered, sentence.text).strip(), numbers, sentence.support)
            self._sentences.append(out)
            yield out

    def _cell(self, text: str, number: int) -> str:
        """A table's cell with its marker; empty when the paper does not say it."""
        plain = _plain(text, self._known)
        if not plain or withheld(plain):
            return _EMPTY
        checked = self._supported(mark(plain, number))
        if checked is None or not checked.citations:
            self._removed(Sentence(plain, (), "unsupported"))
            return _EMPTY
        of_column = {citation.paper.id for citation in checked.citations} == {self._papers[number - 1].id}
        return _in_cell(_MARKER.sub(f" [{number}]", checked.text)) if of_column else _EMPTY

    def _removed(self, sentence: Sentence) -> Sentence:
        self.written.removed.append(sentence)
        return sentence

    def _finish(self, failure: ProviderError | None) -> None:
        """Settle what the whole of it is: an answer, an abstention, or nothing to show."""
        written = self.written
        if any(sentence.support for sentence in self._sentences):
            if self._calls.instead:
                self._note(self._calls.instead)
            if failure:
                self._note(f"the model broke off; what it had written is checked and shown. {failure}")
            elif self._calls.cut:
                self._note("the model reached RAG_MAX_TOKENS and was cut off; its whole sentences are shown.")
            self._say_removed()
            # In the order in which the text uses them; a paper's quotes stay together.
            citations = sorted(self._citations.values(), key=lambda citation: citation.number)
            written.verified = Verified(self._text.strip(), tuple(self._sentences), tuple(citations))
        elif failure:
            self._note(f"answered without the model: {failure}")
            return
        elif not written.abstains:
            written.abstains = True
            self._note("what the model wrote is not supported by the papers and was taken out.")
        written.model = self._calls.answered.get("main")

    def _say_removed(self) -> None:
        count = len(self.written.removed)
        if count:
            what = "1 sentence" if count == 1 else f"{count} sentences"
            self._note(f"{what} that the papers do not support {'was' if count == 1 else 'were'} taken out.")

    def _note(self, text: str) -> None:
        if text not in self.written.notices:
            self.written.notices.append(text)


def _worst(checked: Verified) -> Support | None:
    """The least support of its sentences; None when none claims anything."""
    found = [sentence.support for sentence in checked.sentences]
    values: tuple[Support, ...] = ("unsupported", "partial", "supported")
    return next((value for value in values if value in found), None)


def _plain_text(text: str) -> str:
    return " ".join(_MARKER.sub("", text).split())


def _plain(text: str, known: frozenset[str]) -> str:
    """A model's words for one cell: one line, no markers, nothing that acts."""
    return escape_markers(_plain_text(tidy(text.replace("|", "∣"), known)))


def _in_cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "∣")
