"""Addresses: of pages and of mailboxes."""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import urlsplit

from ecoq import catalogue
from ecoq.content.values.kinds import JsonSchema, Written
from ecoq.content.values.texts import Matching
from ecoq.diagnostics import Location, Remedy, Report, Unreadable


class Url(str):
    """An absolute http or https address: shown as it is, never typeset."""

    __slots__ = ()


EMAIL = Matching(
    r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}", catalogue.EMAIL_INVALID
)


class WebAddress(Written):
    """An http or https address with a host, without credentials."""

    maximum: ClassVar[int] = 2000

    def read(self, text: str, location: Location, report: Report) -> Url:
        """Return the address."""
        if not _is_web_address(text) or len(text) > self.maximum:
            bare = re.fullmatch(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", text)
            hint = (
                Remedy("Ajoutez https:// devant : {new}", text, f"https://{text}")
                if bare else None
            )
            raise Unreadable(catalogue.URL_INVALID.at(location, text=text, hint=hint))
        return Url(text)

    def json_schema(self) -> JsonSchema:
        """Return an address with its scheme."""
        return {
            "type": "string", "format": "uri", "maxLength": self.maximum,
            "pattern": r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s<>\"]+$",
        }


def _is_web_address(text: str) -> bool:
    if re.search(r'[\s<>"\\^`{|}]', text):
        return False
    try:
        parts = urlsplit(text)
        return parts.scheme in {"http", "https"} and is_plain_host(parts.netloc)
    except ValueError:
        return False


_LAST_PORT = 65_535
# The letters of domain names in .fr (Afnic, naming charter): with those of other alphabets, a
# name can look like another. Without a user's name, which comes first and can look like a host.
_LETTERS = "a-zàáâãäåæçèéêëìíîïñòóôõöùúûüýÿœß"
_HOST = re.compile(
    rf"(?=.{{1,253}}(?::|$))(?:[{_LETTERS}0-9_-]{{1,63}}\.)+"
    rf"(?:[{_LETTERS}]{{2,63}}|xn--[a-z0-9-]{{1,59}})(?::[1-9]\d{{0,4}})?"
)


def is_plain_host(netloc: str) -> bool:
    """Whether the host of an address reads as what it is: a name, perhaps with a port."""
    port = netloc.partition(":")[2]
    return bool(_HOST.fullmatch(netloc.lower())) and int(port or 1) <= _LAST_PORT
