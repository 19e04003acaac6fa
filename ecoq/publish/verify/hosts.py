"""No page, script or style asks another host for anything, but where the reader agrees to it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ecoq.publish.verify.faults import Fault

# Hosts that scripts and styles may name, and why.
_NAMED_HOSTS = {
    "www.w3.org": "names of XML vocabularies, never fetched",
    "leafletjs.com": "the attribution link of Leaflet",
    "github.com": "comments of third-party licences, the link of the form",
    "opensource.org": "comments of third-party licences",
    "www.openstreetmap.org": "the attribution link of OpenStreetMap",
    "tile.openstreetmap.org": "tiles that the reader asks for on the explorer",
    "data.geopf.fr": "IGN tiles that the reader asks for on the explorer",
    "geoservices.ign.fr": "the attribution link of the IGN",
    "www.ign.fr": "the attribution link of the IGN",
    "geojson.org": "the name of a format in a comment",
    "exemple.fr": "the host of examples",
}
_HOST = re.compile(rb"""(?:https?:)?//([a-z0-9-]+(?:\.[a-z0-9-]+)+)""", re.IGNORECASE)
_LOADED = re.compile(
    rb"""<(?:script|img|iframe|source|video|audio|embed|object|track|input|use|image)\b
         (?:[^>"']|"[^"]*"|'[^']*')*?  # other attributes; what they quote is text
         \s(?:src|href|data|poster|srcset|xlink:href)\s*=\s*["']?\s*((?:https?:)?//[^"'\s>]+)""",
    re.IGNORECASE | re.VERBOSE,
)
_LINK = re.compile(rb"""<link\b(?:[^>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"""\s([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_FETCHING = re.compile(
    rb"\b(?:stylesheet|preload|prefetch|preconnect|dns-prefetch|icon|modulepreload|manifest)\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(rb"\s*((?:https?:)?//\S+)", re.IGNORECASE)
_STYLE_LOADS = re.compile(
    rb"""(?:url\(\s*["']?|@import\s*["'])((?:https?:)?//[^"')\s]+)""", re.IGNORECASE
)
_CODE = re.compile(
    rb"<((?:script|style)\b[^>]*)>(.*?)</(?:script|style)>", re.IGNORECASE | re.DOTALL
)
# It holds texts of contributors, which browsers neither run nor apply.
_DATA_SCRIPT = re.compile(rb"""type\s*=\s*["']?application/(?:ld\+)?json\b""", re.IGNORECASE)


def check_hosts(path: str, data: bytes) -> Iterator[Fault]:
    """Yield each outside host that a file would ask something of."""
    for address in _addresses_loaded(path, data):
        host = _HOST.match(address)
        name = host[1].decode().lower() if host else address.decode("utf-8", "replace")
        if name not in _NAMED_HOSTS:
            yield Fault(path, f"une ressource vient d'un autre site : {name}")


def _addresses_loaded(path: str, data: bytes) -> Iterator[bytes]:
    if path.endswith(".html"):
        yield from _LOADED.findall(data)
        for link in _LINK.findall(data):
            attributes = {
                found[1].lower(): found[2] or found[3] or found[4] or b""
                for found in _ATTRIBUTE.finditer(link)
            }
            if _FETCHING.search(attributes.get(b"rel", b"")):
                yield from _OUTSIDE.findall(attributes.get(b"href", b""))
        for start, code in _CODE.findall(data):
            if not _DATA_SCRIPT.search(start):
                yield from _STYLE_LOADS.findall(code)
    elif path.endswith((".css", ".svg")):
        yield from _STYLE_LOADS.findall(data)
    elif path.endswith((".js", ".mjs")):
        yield from (
            match[0] for match in _HOST.finditer(data) if not match[0].startswith(b"//")
        )
