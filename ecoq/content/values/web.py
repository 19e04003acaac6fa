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
        return parts.scheme in {"http", "https"} and _is_host(parts.hostname or "") and (
            "@" not in parts.netloc and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        return False


def _is_host(host: str) -> bool:
    labels = host.split(".")
    return len(labels) > 1 and all(re.fullmatch(r"[\w-]{1,63}", label) for label in labels)
