"""The page: text copied from a web page of papers. A few header lines, then a title and its abstract in turn, each on
a line of its own, blank lines between them ignored. Its words are kept to the letter.
"""

from collections.abc import Iterator

from rag.errors import CorpusError
from rag.readers.record import Record
from rag.readers.source import Source

# An abstract is prose: longer than this, and ended like a sentence or a link. A title is shorter than that and is
# not.
_ABSTRACT_CHARACTERS = 350
_TITLE_CHARACTERS = 300


def read(source: Source) -> Iterator[Record]:
    """Read a page of titles and abstracts in turn.

    Where the papers begin is found from the text: the first long line is the first abstract, the line before it its
    title, and everything above is header. From there on lines must alternate.

    Raises CorpusError, naming file and line.
    """
    text, path = source.text(), str(source.path)
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise CorpusError(f"{path!r}, line {line}: a null byte; is this a text file?")
    # Not str.splitlines, which also breaks at U+2028 and other characters that web pages hold inside a paragraph.
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        raise CorpusError(f"{path!r} is empty; it should hold papers, such as titles and abstracts in turn")
    first = next((i for i, (_, line) in enumerate(lines) if len(line) >= _ABSTRACT_CHARACTERS), None)
    if first is None:
        longest = max(lines, key=lambda item: len(item[1]))
        raise CorpusError(
            f"{path!r} is in no format that is known, and not a page of titles and abstracts either: no line is long "
            f"enough for an abstract (line {longest[0]} is the longest with {len(longest[1])} characters, "
            f"{_ABSTRACT_CHARACTERS} are needed)"
        )
    if first == 0:
        raise CorpusError(
            f"{path!r}, line {lines[0][0]}: an abstract comes first, its title is missing: {lines[0][1][:60]!r}"
        )
    body = lines[first - 1 :]
    found = []  # all or nothing: where titles and abstracts are out of step, no pair can be trusted
    for (title_line, title), following in zip(body[::2], [*body[1::2], None], strict=False):
        if len(title) > _TITLE_CHARACTERS:
            raise CorpusError(
                f"{path!r}, line {title_line}: a title should stand here, but the line has {len(title)} characters; "
                f"is a title missing before it? {title[:60]!r}"
            )
        if following is None:
            raise CorpusError(f"{path!r}, line {title_line}: the title {title[:60]!r} has no abstract after it")
        abstract_line, abstract = following
        if len(abstract) < len(title) or len(abstract) < _ABSTRACT_CHARACTERS // 3:
            raise CorpusError(
                f"{path!r}, line {abstract_line}: an abstract should stand here, after the title on line "
                f"{title_line}, but the line has only {len(abstract)} characters: {abstract[:60]!r}"
            )
        found.append(Record(title_line, title, abstract, clean=True))
    yield from found
