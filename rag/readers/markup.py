"""HTML and JATS into readable Unicode: `<sup>2</sup>` → ², `&amp;` → &, `<i>in vivo</i>` → in vivo.

Only the tags that publishers put into titles and abstracts are taken for tags: "a < b and c > d" is left alone.
"""

import html
import re

from rag.readers.latex import subscript, superscript

_INLINE = """i b u s em strong span a font tt code small big sc abbr cite mark nobr wbr q bold italic underline
    monospace roman sans-serif named-content styled-content ext-link uri xref inline-formula tex-math alternatives
    graphic emphasis ovid:br"""
_BLOCK = """p br div ul ol li dl dt dd table tbody thead tr td th h1 h2 h3 h4 h5 h6 hr title sec label list
    list-item def-list disp-formula disp-quote abstract abstracttext body html head section article figure
    figcaption blockquote pre"""
_MATHML = """math mml mrow mi mo mn mtext mspace mfenced mstyle mover munder munderover msqrt mroot mfrac msub msup
    msubsup mtable mtr mtd mpadded mphantom menclose semantics annotation annotation-xml mmultiscripts mprescripts
    none"""


def _alternatives(names: str) -> str:
    return "|".join(sorted(map(re.escape, names.split()), key=len, reverse=True))


_ATTRIBUTES = r"""(?:\s+[\w:.-]+\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[^\s"'<>]+))*\s*/?"""
_PREFIX = r"(?:jats:|mml:|ce:|xhtml:|html:)?"
_TAG = re.compile(
    rf"<(?P<close>/?){_PREFIX}(?:(?P<block>{_alternatives(_BLOCK)})|(?:{_alternatives(_INLINE)}|{_alternatives(_MATHML)}))"
    rf"{_ATTRIBUTES}>",
    re.IGNORECASE,
)
_SCRIPT = re.compile(
    rf"<{_PREFIX}(?P<kind>su[bp]|inf){_ATTRIBUTES}>(?P<text>[^<]*)</{_PREFIX}(?P=kind)\s*>", re.IGNORECASE
)
_LONE_SCRIPT = re.compile(rf"</?{_PREFIX}(?:su[bp]|inf)>", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.{0,2000}?-->|<!\[CDATA\[(?P<text>[^\]]*)\]\]>", re.DOTALL)
_HEADING = re.compile(rf"<{_PREFIX}title>\s*([^<]{{1,60}}?)\s*[.:]?\s*</{_PREFIX}title>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def unmarked(text: str) -> str:
    """A text without its HTML or JATS tags and entities; blocks are kept apart by a space."""
    for _ in range(2):  # a second time for what was escaped twice: &amp;lt;
        if "&" not in text:
            break
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if "<" not in text:
        return text
    text = _COMMENT.sub(lambda match: match["text"] or " ", text)
    text = _HEADING.sub(r" \1: ", text)
    text = _SCRIPT.sub(_script, text)
    text = _LONE_SCRIPT.sub("", text)
    return _TAG.sub(lambda match: " " if match["block"] else "", text)


def _script(match: re.Match[str]) -> str:
    raised = match["kind"].lower() == "sup"
    return (superscript if raised else subscript)(match["text"].strip())
