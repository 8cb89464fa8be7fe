"""The chat: `python app.py` serves it on http://127.0.0.1:7860 (GRADIO_SERVER_NAME and GRADIO_SERVER_PORT change that).

The page, its functions and the other endpoints are in `ui/`.
"""

import logging
import os
import sys

# Read when Gradio is imported: without it, it reports its use to a server.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

from rag.config import Settings
from rag.errors import RagError
from ui.guard import check_binding, read_auth
from ui.library import Library
from ui.server import address, serve
from ui.service import Service


def main() -> int:
    """Serve until interrupted; the exit status."""
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s")  # before a library sets up its own
    try:
        settings = Settings.from_env()
        host, users = address(), read_auth(settings.auth)
        check_binding(host, users)
        library = Library(settings)
        library.opening().wait_imported()
        return serve(Service(library), host, users)
    except RagError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
