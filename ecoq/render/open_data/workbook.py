"""``initiatives.xlsx``: the same table for those who live in spreadsheets, and what it means."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

from ecoq.content.model import Initiative
from ecoq.content.schema import keys_of
from ecoq.render.open_data.columns import Cell, find_columns, find_row
from ecoq.render.open_data.documents import attribution
from ecoq.render.palette import LAND
from ecoq.site.model import Site

# In characters.
_WIDTHS = {
    keys_of(Initiative)["title"].name: 40, keys_of(Initiative)["summary"].name: 60,
    "id": 30, "url": 40,
}
_WIDTH = 20


def render_workbook(site: Site) -> bytes:
    """Return the workbook: initiatives, columns, licence. No cell is ever a formula."""
    import xlsxwriter  # noqa: PLC0415 - only paid for when the workbook is made

    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    })
    book.set_properties({
        "title": site.settings.title, "author": site.settings.title,
        "comments": site.settings.content_licence,
        "created": datetime.combine(site.dated, time()),
    })
    heading = book.add_format({"bold": True, "bg_color": LAND, "text_wrap": True,
                               "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    _write_initiatives(book.add_worksheet("Initiatives"), site, heading, day)
    _write_columns(book.add_worksheet("Colonnes"), heading)
    licence = book.add_worksheet("Licence")
    licence.set_column(0, 0, 100)
    for row, line in enumerate(attribution(site).splitlines()):
        licence.write_string(row, 0, line)
    book.close()
    return data.getvalue()


def _write_initiatives(sheet: Any, site: Site, heading: Any, day: Any) -> None:
    columns = find_columns()
    sheet.freeze_panes(1, 2)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(column.name, _WIDTH))
        sheet.write_string(0, place, column.name, heading)
    for row, initiative in enumerate(site.initiatives, start=1):
        for place, cell in enumerate(find_row(initiative, site.settings.url)):
            _write_cell(sheet, row, place, cell, day)
    sheet.autofilter(0, 0, len(site.initiatives), len(columns) - 1)


def _write_cell(sheet: Any, row: int, place: int, cell: Cell, day: Any) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, place, datetime.combine(cell, time()), day)
    elif isinstance(cell, str):
        sheet.write_string(row, place, cell)
    elif cell is not None:
        sheet.write_number(row, place, cell)


def _write_columns(sheet: Any, heading: Any) -> None:
    sheet.freeze_panes(1, 0)
    for place, (title, width) in enumerate((("colonne", 28), ("titre", 34), ("description", 90))):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, heading)
    for row, column in enumerate(find_columns(), start=1):
        for place, text in enumerate((column.name, column.title, column.description)):
            sheet.write_string(row, place, text)
