"""Everyday turns of speech that have a part of the body in them, or another term of the field, and do not mean it."""

from rag.wordings import whole

_IDIOMS = whole(
    "",
    r"in (?:the|their|his|her|our|your|my|its) (?:(?:own|\w+['’]s|\w+s['’]) )?(?:eyes?|minds?|hearts?|hands)",
    r"in [\w-]+(?:['’]s|s['’]) (?:own )?(?:eyes?|minds?|hands)",
    r"(?:his|her|its|their|your) own eyes?",
    r"over (?:[\w-]+['’]s?|his|her|its|their|your|my|the|an?) (?:[\w-]+['’]s? )?shoulders?",
    r"(?:plain|everyday|simple|human) speech",
    r"spoken[- ]style",
    r"open set of",
    r"(?:naked|untrained|trained|expert|human) eyes?",
    r"(?:keep|keeps|have|has|with|turns?|got) (?:an?|the) (?:\w+ )?(?:eye|ear|nose) (?:on|for|to)",
    r"(?:at|to|by) (?:the |its )?heart(?: of)?",
    r"(?:takes?|took|lose|lost) heart",
    r"head[- ](?:to[- ]head|on|start)",
    r"(?:back|backbone|brains?|spine) (?:of|behind) (?:the|this|that|it)",
    r"(?:language|tongue)s? (?:that (?:is|are) )?spoken",
    r"(?:on the (?:one|other)|at|out of|lends? a|first|second|old) hand",
    "rule of thumb",
    "gut (?:feeling|instinct)s?",
    "skin[- ]deep",
    "shoulder to shoulder",
    "neck and neck",
    "bone of contention",
    "tongue[- ]in[- ]cheek",
    "an arm and a leg",
    "achilles['’]? heel",
)


def without_idioms(text: str) -> str:
    """A text with its idioms blanked out, every other word where it was.

    >>> without_idioms("good enough in the eyes of the team?")
    'good enough             of the team?'
    """
    return _IDIOMS.sub(lambda match: " " * len(match[0]), text)
