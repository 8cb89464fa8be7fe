"""`python -m eval.peers` is `python -m eval peers`."""

import sys

from eval.__main__ import main

if __name__ == "__main__":
    sys.exit(main(["peers", *sys.argv[1:]]))
