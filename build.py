"""The command ``ecoq build``, for those who would rather type ``python build.py``."""

import sys

from ecoq.cli import main

if __name__ == "__main__":
    main(["build", *sys.argv[1:]])
