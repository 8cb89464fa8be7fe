"""A number of things in words."""


def counted(number: int, noun: str) -> str:
    """The number and its noun, which has an s in the plural.

    >>> counted(1, "paper"), counted(1200, "paper")
    ('1 paper', '1,200 papers')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def none_of(number: int, noun: str) -> str:
    """What begins a sentence that holds for none of some things.

    >>> none_of(3, "paper"), none_of(1, "paper")
    ('None of the 3 papers', 'Not even the one paper')
    """
    return f"None of the {counted(number, noun)}" if number > 1 else f"Not even the one {noun}"
