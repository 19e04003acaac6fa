"""Colours of the site where no style sheet reaches: pictures, books, what machines look for.

Those of ``assets/css/tokens.css`` in the light scheme, by the same names.
"""

PAPER, INK, LAND = "#fbf8f2", "#1d2430", "#efe8d9"
ACCENT, MARK = "#0b5d57", "#cb380d"
