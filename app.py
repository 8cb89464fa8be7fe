"""The chat: `python app.py` serves it on http://127.0.0.1:7860 (GRADIO_SERVER_NAME and GRADIO_SERVER_PORT change that).

Layout and wiring only; what is shown is made in `ui/`. Gradio is imported here and nowhere else.
"""

import logging
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Read when Gradio is imported: without it, it reports its use to a server.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

from rag.config import Settings
from rag.errors import ProviderError, RagError
from rag.types import Answer, Event, Transcript
from ui import page
from ui.opening import Opening

if TYPE_CHECKING:
    import gradio as gr

log = logging.getLogger(__name__)

_UI = Path(__file__).parent / "ui"
_FONTS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "sans-serif"]
_MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"]
_POLL_SECONDS = 0.3

Turns = tuple[page.Turn, ...]


def answers(opening: Opening, question: str, history: list[dict[str, str]] | None = None) -> Iterator[Event]:
    """Pieces, then the Answer; where a model fails for good, the extractive one with a notice. Raises RagError."""
    try:
        yield from opening.assistant.stream(question, history=history)
    except ProviderError as error:
        answer = opening.assistant.ask(question, history=history, model="extractive")
        yield replace(answer, notice=f"answered without the model: {error}")


def reply(opening: Opening, question: str, turns: Turns) -> Iterator[tuple[Turns, str | None]]:
    """A conversation with one more turn, as it comes: the turns, and the HTML of the one being answered."""
    asked = (*turns, page.Turn(question))
    while not opening.wait(_POLL_SECONDS):
        yield asked, page.waiting_html(opening.progress)
    text = Transcript()
    try:
        for event in answers(opening, question, page.history(turns)):
            if isinstance(event, Answer):
                yield (*turns, page.Turn(question, event)), None
            else:
                text.add(event)
                yield asked, page.draft_html(text.shown, rich=opening.settings.model is not None)
    except RagError as error:
        yield (*turns, page.Turn(question, message=str(error))), None
    except Exception:  # a fault of ours: the reader gets a sentence, the terminal the details
        log.exception("the question could not be answered")
        yield (*turns, page.Turn(question, message="something went wrong; the terminal says what.")), None


def build(opening: Opening) -> "gr.Blocks":
    """The page and its events. Every event works on the state of its own session."""
    import gradio as gr

    from rag.llm import hint

    def ask(question: str) -> dict[str, Any]:
        """Answer one question; the same JSON as `Answer.to_dict()`."""
        try:
            for event in answers(opening, question):
                if isinstance(event, Answer):
                    return event.to_dict()
        except RagError as error:
            raise gr.Error(str(error), print_exception=False) from error
        raise AssertionError("a stream ends with its answer")

    def send(question: str, turns: Turns) -> Iterator[tuple[Any, ...]]:
        if not question.strip():
            yield gr.skip(), gr.skip(), gr.skip(), gr.skip()
            return
        yield "", page.messages((*turns, page.Turn(question))), gr.skip(), gr.skip()
        for now, last in reply(opening, question, turns):
            done = last is None
            chat_now = page.messages(now, last)
            yield gr.skip(), chat_now, page.evidence(now) if done else gr.skip(), now if done else gr.skip()

    def example(turns: Turns, chosen: gr.SelectData) -> Iterator[tuple[Any, ...]]:
        yield from send(chosen.value["text"], turns)

    def status() -> Iterator[str]:
        while not opening.wait(_POLL_SECONDS):
            yield f"<p>{page.reading(opening.progress)}</p>"
        try:
            papers = len(opening.assistant.papers)
            yield page.status_html(papers, opening.settings.model, hint(dict(os.environ), opening.settings))
        except RagError as error:
            yield page.message_html(str(error))

    with gr.Blocks(title="Citewell", fill_width=True, analytics_enabled=False) as demo:
        turns = gr.State(())
        with gr.Row(elem_id="head"):
            gr.HTML("<h1>Citewell</h1>")
            new = gr.Button("New conversation", elem_id="new", size="sm", scale=0)
        line = gr.HTML(f"<p>{page.reading(None)}</p>", elem_id="status")
        with gr.Row(elem_id="body"):
            with gr.Column(scale=3, min_width=0):
                chat = gr.Chatbot(
                    elem_id="chat",
                    show_label=False,
                    latex_delimiters=[],
                    buttons=[],
                    feedback_options=None,
                    allow_tags=False,
                    placeholder="Ask about the papers, or start with one of these:",
                    examples=[{"text": text} for text in page.EXAMPLES],
                )
                box = gr.Textbox(
                    elem_id="box",
                    placeholder="Ask a question",
                    label="Question",
                    show_label=False,
                    lines=1,
                    max_lines=6,
                    autofocus=True,
                    submit_btn=True,
                )
            with gr.Column(scale=2, min_width=0, elem_id="side"):
                gr.HTML("<h2>Evidence</h2>")
                evidence = gr.HTML(page.NO_EVIDENCE, elem_id="evidence")
        shown = [box, chat, evidence, turns]
        private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        sent = box.submit(send, [box, turns], shown, concurrency_limit=None, **private)
        picked = chat.example_select(example, turns, shown, concurrency_limit=None, **private)
        cleared: tuple[Any, ...] = ("", [], page.NO_EVIDENCE, ())
        gr.on([new.click, chat.clear], lambda: cleared, None, shown, cancels=[sent, picked], **private)
        demo.load(status, None, line, concurrency_limit=None, **private)
        gr.events.api(ask, api_name="ask", concurrency_limit=8)
    page_: gr.Blocks = demo
    return page_


def _head() -> str:
    # Not `css_paths`: Gradio puts a selector of its own before every rule, and rules for the whole page fail.
    style, script = ((_UI / name).read_text("utf-8") for name in ("style.css", "page.js"))
    return f"<style>{style}</style><script>{script}</script>"


def main() -> int:
    """Serve until interrupted; the exit status."""
    try:
        settings = Settings.from_env()
    except RagError as error:
        print(error, file=sys.stderr)
        return 2
    opening = Opening(settings)
    opening.wait_imported()
    demo = build(opening)
    import gradio as gr

    try:
        _, address, _ = demo.launch(
            share=False,
            ssr_mode=False,
            run_history=False,
            quiet=True,
            prevent_thread_lock=True,
            footer_links=[],
            theme=gr.themes.Base(font=_FONTS, font_mono=_MONO),
            head=_head(),
        )
    except OSError as error:
        print(f"cannot serve the chat: {error}", file=sys.stderr)
        return 1
    print(f"Citewell is on {address} (Ctrl+C ends it)", flush=True)
    demo.block_thread()
    return 0


if __name__ == "__main__":
    sys.exit(main())
