"""Papers as BibTeX."""

from ui_samples import make_paper

from rag.bibtex import bibtex


def test_only_what_is_known_is_written() -> None:
    assert bibtex([make_paper(title="Tiny")]) == "@misc{tiny,\n  title = {{Tiny}},\n}\n"


def test_a_whole_entry() -> None:
    paper = make_paper(
        title="Tiny",
        authors=("A. Bee", "C. Dee"),
        year=2024,
        venue="Eff & Gee",
        doi="10.1/x_y",
        url="https://arxiv.org/abs/2401.00001v2",
    )
    assert bibtex([paper]).splitlines() == [
        "@article{tiny,",
        "  title = {{Tiny}},",
        "  author = {A. Bee and C. Dee},",
        "  year = {2024},",
        r"  journal = {Eff \& Gee},",
        "  doi = {10.1/x_y},",
        "  eprint = {2401.00001},",
        "  archiveprefix = {arXiv},",
        "  url = {https://arxiv.org/abs/2401.00001v2},",
        "}",
    ]


def test_nothing_in_a_title_ends_its_field_or_is_a_command() -> None:
    entry = bibtex([make_paper(title="50% of {x}} \\input{y} $z_1$ #1\n~^", url="https://e.org/}x")])
    assert r"50\% of \{x\}\} \textbackslash{}input\{y\} \$z\_1\$ \#1 \textasciitilde{}\textasciicircum{}" in entry
    assert "https://e.org/%7Dx" in entry


def test_a_paper_given_twice_is_written_once() -> None:
    assert bibtex([make_paper(), make_paper()]).count("@misc") == 1
