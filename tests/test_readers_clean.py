"""Texts cleaned of LaTeX, HTML and what cannot be seen, once, before they become a paper."""

import random

import pytest

from rag.readers.clean import clean, clean_title, is_clean
from rag.readers.latex import unicode_text
from rag.readers.markup import unmarked

TEXTS = {
    # math
    r"$\alpha$ and $\times$, 5\% of \$3": "α and ×, 5% of $3",
    r"$x^{2}_i$, $10^{-3}$, $x_1$, $\mathbb{R}^n$": "x²_i, 10⁻³, x₁, ℝⁿ",
    r"$\mathcal{O}(n\log n)$ and $\frac{a+b}{c}$": "O(n log n) and (a+b)/c",
    r"$^{18}$F-FDG at $90^\circ$": "¹⁸F-FDG at 90°",
    r"\(\leq 3\) and \[\sqrt{2}\] and $$\pi r^2$$": "≤ 3 and √2 and π r²",
    r"$\hat{x}$, $\bar{AB}$, $\{0,1\}^n$": "x̂, AB, {0,1}ⁿ",
    r"$\unknown{x}$ and \unknown and \foo{bar}": r"x and \unknown and bar",
    "$n$-gram, the $k$ nearest": "n-gram, the k nearest",
    # prices and other dollars
    "costs $5 and $10": "costs $5 and $10",
    "US$5M vs. US$6M. (US$) a (US$)": "US$5M vs. US$6M. (US$) a (US$)",
    "one $ alone": "one $ alone",
    # text
    r"Schr\"odinger, Poincar\'e, \v{C}ech, stra\ss e, \AA ngstr\"{o}m": "Schrödinger, Poincaré, Čech, straße, Ångström",
    r"na{\"\i}ve \emph{in vivo} {\it really} {a, b}": "naïve in vivo really {a, b}",
    r"\url{http://a.b/~x_y%20} \href{http://a.b/x}{code}": "http://a.b/~x_y%20 code (http://a.b/x)",
    r"see~\cite{foo2020}": "see [foo2020]",
    r"he said \"yes\" and it\'s done": 'he said "yes" and it\'s done',
    r"in C:\temp\in it lies": r"in C:\temp\in it lies",
    "about ~5% of a_b and x^2": "about ~5% of a_b and x^2",
    # HTML and JATS
    "a < b and c > d, p<0.05, n<3": "a < b and c > d, p<0.05, n<3",
    "CO<sub>2</sub>, 10<sup>-3</sup> m<sup>2</sup>, V<sub>max</sub>, the 4<sup>th</sup>": "CO₂, 10⁻³ m², Vmax, the 4th",
    "<i>in vivo</i> &amp; R&D, AT&T; &alpha;, &#945;, &lt;5": "in vivo & R&D, AT&T; α, α, <5",
    "&lt;sup&gt;2&lt;/sup&gt; and &amp;lt;": "² and <",
    "<p>One.</p><p>Two.</p>": "One. Two.",
    "<jats:sec><jats:title>Methods</jats:title><jats:p>So.</jats:p></jats:sec>": "Methods: So.",
    '<a href="http://x.y?a=1&amp;b=2">link</a><br/>next': "link next",
    "a<b and x>y": "a<b and x>y",
    "<unknown> stays": "<unknown> stays",
    # what cannot be seen
    "one\n  two\tthree\u00a0four ": "one two three four",
    "zero\u200bwidth soft\u00adhyphen \ufeffBOM\0": "zerowidth softhyphen BOM",
    "half \ud83d of one": "half \ufffd of one",
    "e\u0301": "é",
    "\u202eevil": "evil",
    "": "",
}


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_readable(text: str) -> None:
    assert clean(text) == TEXTS[text]


@pytest.mark.parametrize("text", TEXTS.values())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"The {MRI} of \"{o} and {\"o}", "The MRI of ö and ö"),
        (r"Fig.~1 a--b --- ``so'' \& {\c{c}}, \o re", "Fig. 1 a–b — “so” & ç, øre"),
        (r"Cost of \$5 -- {\$}6 \{x\}", "Cost of $5 – $6 {x}"),
        (r"$\{a\}$ and $\backslash$", "{a} and \\"),
        ("{" * 100 + "deep" + "}" * 100, "deep"),
        ("}}} unbalanced {{", " unbalanced "),
        ("a\\", "a\\"),
    ],
)
def test_a_bibtex_field_is_latex_throughout(text: str, expected: str) -> None:
    assert clean(text, tex=True) == expected.strip()


def test_the_full_stop_that_databases_put_behind_a_title_goes() -> None:
    assert clean_title("A study of livers.") == "A study of livers"
    assert clean_title("Made by ACME Inc.") == "Made by ACME Inc."
    assert clean_title("And so on ...") == "And so on ..."


@pytest.mark.parametrize("text", [*TEXTS, *TEXTS.values()])
def test_what_is_told_to_be_clean_is_not_changed(text: str) -> None:
    if is_clean(text) and text == text.strip():
        assert clean(text) == text


def test_plain_text_is_never_changed() -> None:
    text = "We reach a Dice of 0.94 (95% CI: 0.9-0.95) on 1,200 scans; p = 0.01, é – “so”, 3 > 2."
    assert is_clean(text)
    assert clean(text) == unicode_text(text) == unmarked(text) == text


@pytest.mark.parametrize("seed", range(20))
def test_no_mixture_of_markup_breaks_it(seed: int) -> None:
    chance = random.Random(seed)
    parts = [
        "$",
        "\\",
        "{",
        "}",
        "^",
        "_",
        "\\frac",
        "\\sqrt",
        "\\'",
        "<sup>",
        "</sup>",
        "<i",
        ">",
        "&",
        "&amp;",
        "a",
        " ",
    ]
    for _ in range(300):
        text = "".join(chance.choices(parts, k=chance.randrange(40)))
        for tex in (False, True):
            cleaned = clean(text, tex=tex)
            cleaned.encode("utf-8")
            assert "\n" not in cleaned


NONSENSE = r"""$ \ { < <i & $x^ \( <sup> <!-- <title> \frac ^{ ~ \" """.split()


@pytest.mark.parametrize("part", NONSENSE)
def test_long_nonsense_is_got_through(part: str) -> None:
    """At once; it would take hours where the time grew with the square of the length."""
    text = f"{part} " * 10_000 + part * 15_000
    assert clean(text) is not None
    assert clean(text, tex=True) is not None
