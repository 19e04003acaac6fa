"""How a text is written in YAML: plain when every reader gives it back, else in double quotes.

The one writer of values: repairs, the formatter, the wizard and the importers use it, and
``assets/js/lib/yaml-text.js`` does the same in the form.
"""

from __future__ import annotations

import re
import unicodedata

from ecoq.content.source import FORBIDDEN

# What the YAML 1.1 or 1.2 readers of other people would take for something else than text:
# numbers, booleans, dates, times, nothing.
_NOT_TEXT = re.compile(
    r"""(?xi)
      [-+]?(?:\d[\d_]*)(?:[.,][\d_]*)?(?:e[-+]?\d+)?   # 12, 045, 1_000, 4.5, 1e3
    | [-+]?\.[\d_]+(?:e[-+]?\d+)?
    | [-+]?0[xob][\da-f_]+
    | [-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?            # 12:30, in base sixty
    | [-+]?\.(?:inf|nan)
    | \d{4}-\d\d?-\d\d?(?:(?:t|[ \t]+)\d.*)?           # dates
    | ~ | null | true | false | yes | no | on | off | y | n | = | <<
    """
)
_PLAIN_START = re.compile(r"""[^\s\-?:,\[\]{}#&*!|>'"%@`]|-(?=[^\s-])""")
_PLAIN_END = re.compile(r".*[^\s:]", re.DOTALL)
_NEVER_PLAIN = re.compile(r":\s|\s#")
_UNPRINTABLE = re.compile(f"[\t\n\r{FORBIDDEN}]")
_NOT_ASCII = re.compile("[^ -~]")
_NAMED_ESCAPES = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}


def is_plain(text: str) -> bool:
    """Whether YAML gives a text back when it is written without quotes."""
    return bool(
        _PLAIN_START.match(text) and _PLAIN_END.fullmatch(text)
        and not _NEVER_PLAIN.search(text) and not _UNPRINTABLE.search(text)
        and unicodedata.is_normalized("NFC", text)
    )


def is_read_as_text(text: str) -> bool:
    """Whether any reader of YAML takes these signs for text, without quotes."""
    return not _NOT_TEXT.fullmatch(text)


def quote(text: str) -> str:
    """Return a text between double quotes."""
    # Files are normalised when they are read: letters that would change are spelt out.
    spelt_out = _UNPRINTABLE if unicodedata.is_normalized("NFC", text) else _NOT_ASCII
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{spelt_out.sub(_escape, escaped)}"'


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return _NAMED_ESCAPES.get(match[0]) or (f"\\u{code:04X}" if code < 2**16 else f"\\U{code:08X}")


def write_text(text: str) -> str:
    """Return a text that stays one for every reader: a département is "01", not 1."""
    return text if is_plain(text) and is_read_as_text(text) else quote(text)


def write_literal(text: str) -> str:
    """Return the signs of a number, a date, a yes or no: without quotes if possible."""
    return text if is_plain(text) else quote(text)
