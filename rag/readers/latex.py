"""LaTeX into readable Unicode: `$\\alpha$` → α, `\\"{o}` → ö, `x^{2}` → x², `\\emph{new}` → new.

Names of symbols are pylatexenc's; reading them is our own, because its parser takes milliseconds for an abstract and
exports come by the hundred thousand.
"""

import re
import unicodedata
from functools import lru_cache

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\[\s\S]|[{}^_~]|[^\\{}^_~]+|\\")
_TEXT_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\[\s\S]|[{}]|[^\\{}]+|\\")
_DOLLAR = re.compile(r"(?<!\\)\$")
_BRACKETED_MATH = re.compile(
    r"\\\((?P<round>(?>(?:[^\\]|\\[^)]){0,500}))\\\)|\\\[(?P<square>(?>(?:[^\\]|\\[^\]]){0,500}))\\\]"
)
_DRIVE = re.compile(r"\b[A-Za-z]:\\\w")
_DEEPEST = 40
_PLAIN_MATH_CHARACTERS = 60
"""Without a command in it, what stands between two dollars is math only when it is short: prices are not."""
_COMMANDS = re.compile(r"[\\^_{}~]")

_SUPERSCRIPT = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_SUBSCRIPT = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_RAISED = re.compile(r"[+\-−]?\d{1,9}[+\-−]?|[+\-−]|[ni]")
_LOWERED = re.compile(r"\d{1,9}")
_AS_IT_IS = frozenset(("′", "″", "*", "∗", "†", "‡", "⋆", "®", "™", "th", "st", "nd", "rd", "TM", "'", "+"))
_SIMPLE = re.compile(r"[^\W_]+|.|\([^()]*\)", re.DOTALL)

_ACCENTS = {
    "'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "d": "\u0323", "b": "\u0331",
    "r": "\u030a",
}  # fmt: skip
_MATH_ACCENTS = {
    "hat": "\u0302", "widehat": "\u0302", "bar": "\u0304", "overline": "\u0304", "tilde": "\u0303",
    "widetilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "ddot": "\u0308", "check": "\u030c", "breve": "\u0306",
    "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a",
}  # fmt: skip
_CHARACTERS = {
    "\\": " ", ",": " ", ";": " ", ":": " ", " ": " ", ">": " ", "\n": " ", "!": "", "-": "", "/": "", "@": "",
    "|": "‖", "(": "", ")": "", "[": "", "]": "",
}  # fmt: skip
_DROPPED = frozenset(
    """left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr displaystyle textstyle scriptstyle limits nolimits
    rm it bf em cal sf tt sl sc Bbb frak Cal mit roman protect noindent bfseries itshape
    scshape upshape mdseries rmfamily sffamily ttfamily small footnotesize large Large normalsize centering par
    newline linebreak item nonumber hfill smallskip medskip bigskip boldmath unboldmath relax xspace""".split()
)
_WITH_ARGUMENT_DROPPED = frozenset("label begin end vspace hspace vskip hskip phantom hphantom vphantom color".split())
_WRAPPERS = frozenset(
    """emph text textbf textit textrm textsf texttt textsc textsl textup textnormal mathrm mathbf mathit mathsf mathtt
    mathcal mathscr mathfrak mathnormal boldsymbol bm pmb mbox hbox fbox operatorname underline uline ensuremath
    mathord mathop mathbin mathrel underbrace overbrace enquote""".split()
)
_LETTERS = frozenset("ss o O l L ae AE oe OE aa AA i j dh DH th TH dj DJ ng NG".split())
_SPACED = {"quad": " ", "qquad": " ", "enspace": " ", "thinspace": " ", "space": " "}
_FUNCTIONS = frozenset(
    """log ln lg exp sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan min max sup inf lim limsup liminf det
    dim ker deg arg gcd hom Pr mod bmod tr rank argmax argmin""".split()
)
_SYMBOLS = {
    "to": "→", "le": "≤", "ge": "≥", "leqslant": "≤", "geqslant": "≥", "lesssim": "≲", "gtrsim": "≳", "ne": "≠",
    "dots": "…", "ldots": "…", "cdots": "⋯", "dotsc": "…", "dotsb": "⋯", "prime": "′", "cdot": "·", "ast": "*",
    "colon": ":", "lbrace": "{", "rbrace": "}", "vert": "|", "Vert": "‖", "mid": "|", "degree": "°",
    "textdegree": "°", "circ": "∘", "ell": "ℓ", "hbar": "ℏ", "epsilon": "ε", "varepsilon": "ε", "phi": "φ",
    "varphi": "φ", "varnothing": "∅", "emptyset": "∅", "textbackslash": "\\", "textasciitilde": "~",
    "textasciicircum": "^", "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘",
    "textquotedblleft": "“", "textquotedblright": "”", "textregistered": "®", "texttrademark": "™", "textmu": "µ",
    "LaTeX": "LaTeX", "TeX": "TeX", "la": "≲", "over": "/", "backslash": "\\", "arcsec": "″", "arcmin": "′",
    "sim": "∼", "lt": "<", "gt": ">",
}  # fmt: skip
_BLACKBOARD = str.maketrans("CHNPQRZ", "ℂℍℕℙℚℝℤ")


@lru_cache(maxsize=1)
def _symbols() -> dict[str, str]:
    """The text of each command that stands for a symbol, without its backslash."""
    from pylatexenc.latex2text import get_default_latex_context_db

    known = get_default_latex_context_db()
    out: dict[str, str] = {}
    for category in known.categories():
        for macro in known.iter_macro_specs([category]):
            text = macro.simplify_repl
            if isinstance(text, str) and text and "%" not in text:
                out.setdefault(macro.macroname, text)
    return out | _SYMBOLS | {name: name for name in _FUNCTIONS}


def unicode_text(text: str, *, whole: bool = False) -> str:
    """A text with its LaTeX commands and its `$math$` turned into Unicode; what is not known stays readable.

    `whole`: all of it is LaTeX (a field of a BibTeX file), so braces, ties, dashes and quotes are LaTeX's too.
    """
    if ":\\" in text and "$" not in text and _DRIVE.search(text):
        return text
    if "$" in text:
        text = _without_dollars(text)
    if "\\(" in text or "\\[" in text:
        text = _BRACKETED_MATH.sub(lambda match: _formula(match[match.lastgroup or 0]), text)
    if whole:
        text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    elif "\\" not in text:
        return text
    else:
        text = text.replace("~\\", " \\")
    return _Converter((_TOKEN if whole else _TEXT_TOKEN).findall(text), math=False, whole=whole).run()


def _without_dollars(text: str) -> str:
    """The text with `$math$` and `$$math$$` converted; a dollar that opens no math stays (a price)."""
    pieces = _DOLLAR.split(text) if "\\$" in text else text.split("$")
    out = [pieces[0]]
    at = 1
    while at < len(pieces):
        inside = pieces[at]
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        if inside == "" and after and pieces[at + 2 : at + 3] == [""] and at + 3 < len(pieces):  # $$math$$
            out += [_formula(after), pieces[at + 3]]
            at += 4
        elif after is not None and _is_math(inside, after):
            out += [_formula(inside), after]
            at += 2
        else:
            out.append(f"${inside}")
            at += 1
    return "".join(out)


def _is_math(inside: str, after: str) -> bool:
    """Whether what stands between two dollars is math; `after` is what follows (pandoc's rules, and spaces allowed
    where there is a command).
    """
    if not inside:
        return False
    if "\\" in inside or "^" in inside or "{" in inside or "_" in inside:
        return True
    if after[:1].isdigit():
        return False
    if inside[0].isspace() or inside[-1].isspace():
        return len(inside.split()) == 1
    balanced = inside.count("(") == inside.count(")") and inside[0] not in "),.;]"
    return balanced and len(inside) <= _PLAIN_MATH_CHARACTERS


def superscript(text: str) -> str:
    """A raised text: ² where Unicode has it, else after a ^."""
    if _RAISED.fullmatch(text):
        return text.translate(_SUPERSCRIPT)
    if text in _AS_IT_IS or not text:
        return text
    if text in ("∘", "o", "◦"):
        return "°" if text != "o" else "^o"
    return f"^{_grouped(text)}"


def subscript(text: str) -> str:
    """A lowered number: ₂; None of the rest has characters of its own that can be searched for."""
    return text.translate(_SUBSCRIPT) if _LOWERED.fullmatch(text) else text


def _grouped(text: str) -> str:
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def _formula(inside: str) -> str:
    """A formula as text, safe from being read as LaTeX once more: what is left of braces and backslashes is meant."""
    if _COMMANDS.search(inside):
        return _converted_formula(inside)
    return " ".join(inside.split()) if " " in inside or "\n" in inside else inside


@lru_cache(maxsize=131_072)
def _converted_formula(inside: str) -> str:
    text = " ".join(_Converter(_TOKEN.findall(inside), math=True, whole=True).run().split())
    if "\\" in text or "{" in text or "}" in text:
        text = text.replace("\\", "\\textbackslash ").replace("{", "\\{").replace("}", "\\}")
    return text


class _Converter:
    """One pass over the tokens of a text."""

    def __init__(self, tokens: list[str], math: bool, whole: bool) -> None:
        self._tokens = tokens
        self._at = 0
        self._math = math
        self._whole = whole
        self._depth = 0

    def run(self) -> str:
        out: list[str] = []
        while self._at < len(self._tokens):
            out.append(self._group())
            if self._at < len(self._tokens):  # a brace that nothing opened
                self._at += 1
                out.append("" if self._whole else "}")
        return "".join(out)

    def _group(self) -> str:
        """The text up to a closing brace, which is not taken, or to the end."""
        out: list[str] = []
        tokens, count = self._tokens, len(self._tokens)
        while self._at < count and (token := tokens[self._at]) != "}":
            self._at += 1
            first = token[0]
            if first == "\\" and len(token) > 1:
                out.append(self._command(token[1:], out))
            elif token == "{":
                out.append(self._braced())
            elif self._math and token == "^":
                out.append(superscript(self._argument().strip()))
            elif self._math and token == "_":
                lowered = self._argument().strip()
                out.append(subscript(lowered) if _LOWERED.fullmatch(lowered) else f"_{_grouped(lowered)}")
            elif token == "~" and self._whole:
                out.append(" ")
            else:
                out.append(token)
        return "".join(out)

    def _braced(self) -> str:
        """A group whose opening brace was just read."""
        first = self._peek()[1:] if self._peek().startswith("\\") else ""
        belongs = first in _DROPPED or first in _ACCENTS or first in _LETTERS  # {\it so}, {\"o}, {\ss}
        if self._depth >= _DEEPEST:
            return "" if self._whole else "{"
        inside = self._inside()
        return inside if self._whole or belongs or not inside else f"{{{inside}}}"

    def _inside(self) -> str:
        self._depth += 1
        inside = self._group()
        self._depth -= 1
        self._at += 1  # the closing brace
        return inside

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _argument(self) -> str:
        """What a command is applied to: a group, a command, or one character."""
        if self._peek().isspace():
            self._at += 1
        token = self._peek()
        if not token or token == "}":
            return ""
        self._at += 1
        if token == "{":
            return self._inside() if self._depth < _DEEPEST else ""
        if token[0] == "\\" and len(token) > 1:
            self._depth += 1
            text = self._command(token[1:], []) if self._depth < _DEEPEST else token
            self._depth -= 1
            return text
        token = token.lstrip()
        if len(token) > 1:  # the rest of the token is text that follows
            self._at -= 1
            self._tokens[self._at] = token[1:]
        return token[:1]

    def _raw_argument(self) -> str:
        """The argument as it is written: an address may hold what would be commands."""
        if self._peek() != "{":
            return ""
        start, depth = self._at + 1, 0
        while self._at < len(self._tokens):
            depth += {"{": 1, "}": -1}.get(self._tokens[self._at], 0)
            self._at += 1
            if depth == 0:
                break
        return re.sub(r"\\([%&_#~])", r"\1", "".join(self._tokens[start : self._at - 1]))

    def _command(self, name: str, before: list[str]) -> str:
        if not name[0].isalpha():
            return self._character(name, before)
        name = name.rstrip("*")
        if name in _DROPPED:
            self._eat_space()
            return ""
        if name in _WITH_ARGUMENT_DROPPED:
            if self._peek() == "{":
                self._argument()
            return " "
        if name in _ACCENTS and (not self._math or name not in "dvbk") and self._accent_follows(name):
            return _accented(self._argument().strip(), _ACCENTS[name])
        if name in _MATH_ACCENTS:
            return _accented(self._argument(), _MATH_ACCENTS[name])
        if name in _SPACED:
            return _SPACED[name]
        special = self._special(name)
        if special is not None:
            return special
        symbol = _symbols().get(name)
        if symbol is not None:
            return self._symbol(name, symbol, before)
        if self._peek() == "{":
            return self._argument()
        return name if self._math else f"\\{name}"

    def _special(self, name: str) -> str | None:
        if name in ("frac", "tfrac", "dfrac", "nicefrac", "sfrac"):
            return f"{_grouped(self._argument())}/{_grouped(self._argument())}"
        if name in ("binom", "dbinom", "tbinom"):
            return f"({self._argument()} choose {self._argument()})"
        if name == "sqrt":
            return f"√{_grouped(self._argument())}"
        if name in _WRAPPERS:
            return self._argument()
        if name in ("mathbb", "mathds"):
            return self._argument().translate(_BLACKBOARD)
        if name in ("url", "path"):
            return self._raw_argument()
        if name == "href":
            address, text = self._raw_argument(), self._argument()
            return text if text in ("", address) else f"{text} ({address})"
        if name in ("cite", "citep", "citet", "ref", "eqref", "autocite", "parencite"):
            return f"[{self._argument()}]"
        if name in ("footnote", "thanks"):
            return f" ({self._argument()})"
        if name in ("textsuperscript", "textsubscript"):
            return (superscript if name == "textsuperscript" else subscript)(self._argument())
        return None

    def _symbol(self, name: str, symbol: str, before: list[str]) -> str:
        if name in _LETTERS:
            self._eat_space()
        elif name in _FUNCTIONS and before and before[-1][-1:].isalnum():
            return f" {symbol}"
        if self._peek() == "{" and not self._math and self._tokens[self._at + 1 : self._at + 2] == ["}"]:
            self._at += 2  # \alpha{}
        return symbol

    def _character(self, name: str, before: list[str]) -> str:
        if name in _ACCENTS:
            if self._math or not self._accent_follows(name):
                return name if name not in "=." else ""
            if not self._whole and self._is_quote(name, before):
                return name
            return _accented(self._argument().strip(), _ACCENTS[name])
        return _CHARACTERS.get(name, name)

    def _is_quote(self, name: str, before: list[str]) -> bool:
        """A quotation mark or apostrophe that a program escaped: \\"so\\", it\\'s."""
        if self._depth:
            return False
        inside_word = bool(before) and before[-1][-1:].isalpha()
        if name == '"':
            return self._peek() != "{" and not inside_word
        return name == "'" and inside_word and re.match(r"[st]\b", self._peek()) is not None

    def _accent_follows(self, name: str) -> bool:
        """Whether the letter that an accent needs is there."""
        following = self._tokens[self._at : self._at + 2]
        if following and following[0] == "{":
            return True
        text = following[0] if following else ""
        if name.isalpha():  # \c c: a letter must not follow at once, or the command would have another name
            text = text.lstrip()
        return text[:1].isalpha() or text in ("\\i", "\\j")

    def _eat_space(self) -> None:
        if self._peek().startswith(" "):
            self._tokens[self._at] = self._peek().lstrip()
            if not self._tokens[self._at]:
                self._at += 1


def _accented(text: str, mark: str) -> str:
    """A letter with its accent; several letters stay as they are, since a mark over them all has no character."""
    text = text.replace("ı", "i").replace("ȷ", "j")
    if not text or not text[0].isalpha():
        return text
    if len(text) > 1 and mark in ("\u0304", "\u0302", "\u0303", "\u20d7"):
        return text
    return unicodedata.normalize("NFC", text[0] + mark) + text[1:]
