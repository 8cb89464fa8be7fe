"""The chat: `python app.py` serves it on http://127.0.0.1:7860 (GRADIO_SERVER_NAME and GRADIO_SERVER_PORT change that).

The page, its functions and the other endpoints are in `ui/`.
"""

import os
import sys

# Read when Gradio is imported: without it, it reports its use to a server.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

from rag.config import Settings
from rag.errors import RagError
from ui.opening import Opening
from ui.server import serve
from ui.service import Service


def main() -> int:
    """Serve until interrupted; the exit status."""
    try:
        settings = Settings.from_env()
    except RagError as error:
        print(error, file=sys.stderr)
        return 2
    opening = Opening(settings)
    opening.wait_imported()
    return serve(Service(opening))


if __name__ == "__main__":
    sys.exit(main())
