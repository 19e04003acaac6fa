"""``initiatives.csv``: RFC 4180, UTF-8 without byte order mark, commas, one line a fiche.

Without the mark, since programs that read CSV take it for a part of the first column's name, and
since those who open the table in a spreadsheet have ``initiatives.xlsx``.
"""

from __future__ import annotations

import csv
import io
from datetime import date

from ecoq.render.open_data.columns import Cell, find_columns, find_row
from ecoq.site.model import Site

# A spreadsheet takes a cell that begins so for a formula, and runs it (OWASP, « CSV injection »).
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def render_csv(site: Site) -> bytes:
    """Return the table."""
    data = io.BytesIO()
    text = io.TextIOWrapper(data, "utf-8", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(column.name for column in find_columns())
    for initiative in site.initiatives:
        writer.writerow(map(format_cell, find_row(initiative, site.settings.url)))
    text.flush()
    return data.getvalue()


def format_cell(cell: Cell) -> str:
    """Return a cell as text; an apostrophe comes before a text that looks like a formula."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str) and cell.startswith(_FORMULA_SIGNS):
        return f"'{cell}"
    return str(cell)
