"""Reads CSV and XLSX tables, as spreadsheets save them."""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterable
from datetime import date, datetime
from zipfile import BadZipFile, ZipFile

from ecoq.contribute.importers.rows import Row, Table, UnreadableFile

_DELIMITERS = (",", ";", "\t")
# A cell that a spreadsheet would take for a formula is written after an apostrophe.
_FORMULA_SIGNS = ("'=", "'+", "'-", "'@", "'\t", "'\r")


def read_csv(data: bytes) -> Table:
    """Return the rows of a CSV file: UTF-8 or Windows-1252, commas, semicolons or tabs."""
    table = Table(origin="csv")
    text = _decode(data, table)
    # A quote that nothing closes would swallow all rows after it: strict reading refuses it.
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=_find_delimiter(text), strict=True
    )
    try:
        rows = list(reader)
    except csv.Error:
        raise UnreadableFile(
            f"Ce tableau CSV n'est plus lisible à la ligne {reader.line_num} : un guillemet n'est "
            'pas fermé, du texte suit un guillemet fermant (dans une cellule, écrivez "" pour "), '
            "ou une cellule est démesurée."
        ) from None
    _fill(table, rows)
    return table


def _find_delimiter(text: str) -> str:
    """Return the sign that cuts the first line into the most columns."""
    # Shorter than the longest cell that the csv module reads, so that it has nothing to refuse.
    lines = text[:100_000].splitlines()[:1]
    return max(_DELIMITERS, key=lambda sign: len(next(csv.reader(lines, delimiter=sign), [])))


def _decode(data: bytes, table: Table) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        table.remarks.append("Fichier lu en Windows-1252 : vérifiez les accents.")
        return data.decode("cp1252", "replace")


def read_xlsx(data: bytes) -> Table:
    """Return the rows of the first sheet of a workbook; formulas count for their results."""
    import openpyxl  # noqa: PLC0415 - slow to import, rarely needed
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    table = Table(origin="xlsx")
    try:
        _refuse_bomb(data)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [[_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    except (InvalidFileException, *_BROKEN):
        raise UnreadableFile("Ce fichier n'est pas un classeur XLSX lisible.") from None
    if len(book.worksheets) > 1:
        table.remarks.append(f"Seule la feuille « {sheet.title} » est lue.")
    _fill(table, rows)
    return table


# Neither openpyxl, nor the XML and ZIP readers below it, say what they raise for a broken file.
_BROKEN = (
    ArithmeticError, AttributeError, BadZipFile, EOFError, LookupError, OSError, RuntimeError,
    SyntaxError, TypeError, ValueError, zlib.error,
)
_MAX_UNPACKED = 50_000_000  # bytes: a hundred thousand fiches


def _refuse_bomb(data: bytes) -> None:
    """Raise ValueError for a small file that would fill the memory once unpacked."""
    with ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED:
            raise ValueError("too big once unpacked")


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "oui" if cell else "non"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _fill(table: Table, rows: Iterable[list[str]]) -> None:
    """Make rows of the lines below the first, which names the columns."""
    lines = iter(rows)
    names = [name.strip() for name in next(lines, [])]
    if len([name for name in names if name]) < 2:  # noqa: PLR2004 - one column is no table
        raise UnreadableFile("La première ligne doit nommer les colonnes du tableau.")
    for number, line in enumerate(lines, 2):
        cells = {
            name: _unquote(cell) for name, cell in zip(names, line, strict=False)
            if name and cell.strip()
        }
        if len(line) > len(names) and any(cell.strip() for cell in line[len(names) :]):
            table.remarks.append(f"ligne {number} : plus de cellules que de colonnes.")
        if cells:
            identifiers = [text for name, text in cells.items() if name.lower() == "id"]
            source_id = identifiers[0] if identifiers else ""
            table.rows.append(Row(place=f"ligne {number}", cells=cells, source_id=source_id))


def _unquote(cell: str) -> str:
    cell = cell.strip(" ")
    return cell[1:] if cell.startswith(_FORMULA_SIGNS) else cell
