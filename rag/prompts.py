"""Loads prompts/*.md: text with `$variables`; refuses a missing file, a missing variable and one too many."""

import hashlib
from importlib import resources
from string import Template

from rag.errors import PromptError


def load(name: str) -> Template:
    """The prompt `prompts/<name>.md`. Raises PromptError when there is none."""
    try:
        return Template((resources.files("prompts") / f"{name}.md").read_text("utf-8"))
    except (OSError, ModuleNotFoundError) as error:
        raise PromptError(
            f"the prompt {name!r} is missing (prompts/{name}.md); restore it, or install citewell again"
        ) from error


def render(name: str, **variables: str) -> str:
    """The prompt with its variables filled in.

    Raises PromptError when a variable of the prompt is not given, or one is given that the prompt does not have.
    """
    template = load(name)
    known = set(template.get_identifiers())
    missing, extra = sorted(known - set(variables)), sorted(set(variables) - known)
    if missing or extra:
        what = [f"missing variables: {', '.join(missing)}"] if missing else []
        what += [f"unknown variables: {', '.join(extra)}"] if extra else []
        raise PromptError(f"prompts/{name}.md: {'; '.join(what)}; its variables are: {', '.join(sorted(known))}")
    return template.substitute(variables)


def fence_for(*texts: str) -> str:
    """A mark that occurs in none of the texts, to fence them with as data; the same for the same texts."""
    salt = 0
    while True:  # almost always once
        fence = hashlib.sha256(f"{salt}{''.join(texts)}".encode("utf-8", "surrogatepass")).hexdigest()[:12]
        if not any(fence in text for text in texts):
            return fence
        salt += 1
