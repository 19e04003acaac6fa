"""``python -m ecoq`` is the command too."""

from ecoq.cli import main

main()
