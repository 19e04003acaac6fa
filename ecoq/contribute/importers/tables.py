"""Reads CSV and XLSX tables, as spreadsheets save them."""

from __future__ import annotations

import csv
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from zipfile import BadZipFile, ZipFile

from ecoq.contribute.importers.columns import map_columns
from ecoq.contribute.importers.rows import Row, Table, UnreadableFile

_DELIMITERS = (",", ";", "\t")
# « sep=; » before the table: Excel is told the delimiter so, and does not show the line.
_DELIMITER_LINE = re.compile(r"sep=([,;\t])\r?\n")
# Titles and groups of columns may stand above the names; no more lines are tried.
_MOST_LINES_ABOVE = 10
# What a formula that failed shows, in English or in French: « #N/A », « #REF! », « #NOM? ».
_FORMULA_ERROR = re.compile(r"#(?:N/A|[A-Z0-9/]+[!?])")
# A cell that a spreadsheet would take for a formula is written after an apostrophe.
_FORMULA_SIGNS = ("'=", "'+", "'-", "'@", "'\t", "'\r")


def read_csv(data: bytes) -> Table:
    """Return the rows of a CSV file: UTF-8 or Windows-1252, commas, semicolons or tabs."""
    table = Table(origin="csv")
    text, delimiter = _find_delimiter(_decode(data, table))
    # A quote that nothing closes would swallow all rows after it: strict reading refuses it.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
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


def _find_delimiter(text: str) -> tuple[str, str]:
    """Return the table itself and its delimiter: the one that it states, or that shows names."""
    if stated := _DELIMITER_LINE.match(text):
        return text[stated.end() :], stated[1]
    # Shorter than the longest cell that the csv module reads, so that it has nothing to refuse.
    start = text[:100_000]

    def rank(delimiter: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
        rows = list(islice(reader, _MOST_LINES_ABOVE))
        return max(map(_count_known, rows), default=0), len(rows[0]) if rows else 0

    return text, max(_DELIMITERS, key=rank)


def _count_known(names: Sequence[str]) -> int:
    """How many cells of a line name what we know."""
    return len(map_columns(names))


def _decode(data: bytes, table: Table) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise UnreadableFile("Ce fichier n'est pas un tableau CSV : il ne contient pas du texte.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        table.remarks.append("Fichier lu en Windows-1252 : vérifiez les accents.")
        return data.decode("cp1252", "replace")


def read_xlsx(data: bytes) -> Table:
    """Return the rows of a workbook's first visible sheet; formulas count for their results."""
    import openpyxl  # noqa: PLC0415 - slow to import, rarely needed
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    table = Table(origin="xlsx")
    try:
        _refuse_bomb(data)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        # Lists of choices are often kept on a sheet that is hidden.
        visible = (one for one in book.worksheets if one.sheet_state == "visible")
        sheet = next(visible, book.worksheets[0])
        # Some programs write that the sheet ends where it begins: what is there is counted.
        sheet.reset_dimensions()
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


def _fill(table: Table, lines: Sequence[list[str]]) -> None:
    """Make rows of the lines below the one that names the columns."""
    heading = _find_heading(lines)
    names = [name.strip() for name in lines[heading]]
    table.remarks += _remarks_on_names(lines[:heading], names)
    for number, line in enumerate(lines[heading + 1 :], heading + 2):
        place = f"ligne {number}"
        if any(cell.strip() for cell in line[len(names) :]):
            table.remarks.append(f"{place} : plus de cellules que de colonnes.")
        cells: dict[str, str] = {}
        for name, cell in zip(names, line, strict=False):
            if _FORMULA_ERROR.fullmatch(cell):
                table.remarks.append(f"{place} : la formule de « {name} » a échoué ({cell}).")
            elif name and cell.strip():
                cells.setdefault(name, _unquote(cell))
        if cells:
            identifiers = (text for name, text in cells.items() if name.lower() == "id")
            table.rows.append(Row(place=place, cells=cells, source_id=next(identifiers, "")))


def _find_heading(lines: Sequence[list[str]]) -> int:
    """Return which line names the columns: of the first ones, the one that names most we know."""
    possible = [
        rank for rank, line in enumerate(lines[:_MOST_LINES_ABOVE])
        if sum(bool(cell.strip()) for cell in line) > 1  # one column is no table
    ]
    if not possible:
        raise UnreadableFile(
            f"L'une des {_MOST_LINES_ABOVE} premières lignes doit nommer les colonnes du tableau."
        )
    return max(possible, key=lambda rank: _count_known(lines[rank]))


def _remarks_on_names(above: Sequence[list[str]], names: Sequence[str]) -> Iterator[str]:
    """Say what stands above the names, and which name is there more than once."""
    passed = [cell.strip() for line in above for cell in line if cell.strip()]
    if passed:
        yield (f"les colonnes sont nommées à la ligne {len(above) + 1} ; au-dessus, "
               f"non repris : {' ; '.join(passed)}.")
    for name, count in Counter(filter(None, names)).items():
        if count > 1:
            yield f"colonne « {name} » : il y en a {count}, la première remplie est lue."


def _unquote(cell: str) -> str:
    cell = cell.strip(" ")
    return cell[1:] if cell.startswith(_FORMULA_SIGNS) else cell
