"""The page as a Gradio app: one piece of HTML, the style and script beside it, and the functions that the script calls.

Gradio is imported here and nowhere else. Its queue runs every question: the script joins it, hears its place in it,
and can leave it.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.errors import RagError
from ui.service import Service
from ui.shell import SHELL

if TYPE_CHECKING:
    import gradio as gr

STATIC = Path(__file__).parent / "static"

QUESTIONS_AT_ONCE = 8
"""Questions that are answered at the same time; the next ones wait in a queue that each asker sees."""

HEAD = (
    '<meta name="color-scheme" content="light dark">'
    '<link rel="stylesheet" href="ui/style.css"><script type="module" src="ui/page.js"></script>'
)
# Not `css_paths`: Gradio puts a selector of its own before every rule, and rules for the whole page fail.

_FONTS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]
_MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"]


def build(service: Service) -> "gr.Blocks":
    """The page and its functions. None of them keeps anything of a reader."""
    import gradio as gr
    from gradio.events import api

    def ask(question: str) -> dict[str, Any]:
        """Answer one question; the same JSON as `Answer.to_dict()`."""
        try:
            return service.ask(question)
        except RagError as error:
            raise gr.Error(str(error), print_exception=False) from error

    def reply(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield from service.reply(request)

    def status(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield from service.status(request)

    def call(name: str, request: Any) -> Any:
        """Any of the page's plain functions, by its name."""
        if name not in _CALLS:
            raise gr.Error(f"there is no function {name[:40]!r}", print_exception=False)
        try:
            return getattr(service, name)(request)
        except RagError as error:
            raise gr.Error(str(error), print_exception=False) from error

    with gr.Blocks(title="Citewell", fill_width=True, analytics_enabled=False) as demo:
        gr.HTML(SHELL, apply_default_css=False, padding=False, js_on_load=None, elem_id="shell")
        api(ask, api_name="ask", concurrency_limit=QUESTIONS_AT_ONCE, concurrency_id="questions")
        own: dict[str, Any] = {"api_visibility": "undocumented"}
        api(reply, api_name="reply", concurrency_limit=QUESTIONS_AT_ONCE, concurrency_id="questions", **own)
        api(status, api_name="status", concurrency_limit=None, **own)
        api(call, api_name="call", concurrency_limit=4, **own)
    page: gr.Blocks = demo
    return page


_CALLS = frozenset({"render", "suggest", "corpus", "find", "paper", "export", "csv", "rate"})
"""The service's functions that `call` may call."""


def theme() -> Any:
    """Gradio's plainest theme, in the system's fonts: nothing is fetched."""
    import gradio as gr

    return gr.themes.Base(font=_FONTS, font_mono=_MONO)
