"""Work that a question takes a person to do, where an abstract has a machine do it and no person at it."""

from collections.abc import Sequence

from rag.premises.claims import claims
from rag.premises.granted import denies, presumes
from rag.premises.topic import as_said
from rag.wordings import any_word, pattern
from rag.words import terms

_PEOPLE = any_word(
    "radiologists? doctors? physicians? experts? annotators? pathologists? clinicians? humans? users? sonographers? "
    "surgeons? readers? people volunteers? students? nurses?",
    "human (?:experts?|translators?|readers?)",
)
_DOING = any_word(
    r"""
    types? typed typing writes? wrote written writing picks? picked picking cho(?:oses?|se|sen|osing) selects? selected
    selecting enters? entered entering words? words? worded wording dictat\w+ formulat\w+ phras(?:es?|ed|ing)
    composes? composed draft(?:s|ed|ing)? translat\w+ suppl(?:y|ies|ied) provid(?:e|es|ed) prepar(?:e|es|ed) hands?
    """
)
_PERSON_DOES = tuple(
    pattern(form)
    for form in (
        rf"(?P<made>(?:[\w-]+\s){{1,3}})(?:that\s|which\s)?(?:(?:the|a|an|its)\s)?{_PEOPLE}\s(?:[\w-]+\s){{0,2}}?{_DOING}\b",
        rf"\b{_PEOPLE}\s(?:\w+\s){{0,2}}?{_DOING}\s(?P<made>(?:[\w-]+\s?){{1,4}})",
        rf"(?P<made>(?:[\w-]+\s){{1,4}}){_DOING}\sby\s(?:\w+\s){{0,2}}?{_PEOPLE}\b",
    )
)
"""A person's work, and what is made by it."""
_MACHINE = pattern(
    r"\b"
    + any_word(
        "",
        r"we (?:generate|retrieve|construct)",
        r"(?:is|are|was|were) (?:then )?(?:automatically )?"
        r"(?:converted|generated|used to (?:construct|generate|build)|produced|retrieved|predicted)",
        r"automat\w+",
        r"by (?:generating|selecting|retrieving|converting)",
        r"(?:leveraging|using|via|by) (?:\w+ )?(?:chatgpt|gpt-?\w*|llms?|language models?)",
        r"using gpt-?\w*(?: \w+)?",
    )
    + r"\b"
)
"""Says that a machine does it."""
_AT_WORK = pattern(
    rf"\b{_PEOPLE}\s(?:\w+\s){{0,2}}?(?:{_DOING}|annotat\w*|label\w*|review\w*|segment|draw\w*|click\w*)\b",
    rf"\b(?:by|from|with|enabl\w+|involving)\s(?:[\w-]+\s){{0,3}}?{_PEOPLE}\b",
    rf"\b(?:manual(?:ly)?|hand-\w+|user-\w+|{_PEOPLE}-\w+)\b",
)
"""Says that a person does something."""


def done_by_machine(question: str, sentences: Sequence[str]) -> str | None:
    """The sentence by which a machine makes what a question takes a person to make ("the prompt that the doctor types
    in", "results are converted into prompts"), or None where people are at work in the abstract.
    """
    if not (presumes(question) or claims(question)) or denies(question):
        return None
    made = " ".join(match["made"] for form in _PERSON_DOES if (match := form.search(question)))
    wanted = {other for term in terms(made) for other in as_said(term)}
    if not wanted or any(_AT_WORK.search(sentence) for sentence in sentences):
        return None
    for sentence in sentences:
        for machine in _MACHINE.finditer(sentence):
            around = sentence[max(0, machine.start() - _BEFORE) : machine.end() + _BEHIND]
            if wanted & set(terms(around)):
                return sentence
    return None


_BEFORE, _BEHIND = 60, 60
"""Characters around the words for a machine's work in which what is made must stand."""
