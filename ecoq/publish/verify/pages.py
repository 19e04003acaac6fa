"""What every page must have, for all readers and against intruders."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

from ecoq.publish.verify.faults import Fault

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
         "track", "wbr"}
_DATA_SCRIPTS = {"application/json", "application/ld+json"}
_TOO_MUCH = {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:", "data:"}


def check_page(path: str, html: str) -> Iterator[Fault]:
    """Yield the faults of one page."""
    page = _Page()
    try:
        page.feed(html)
        page.close()
    except AssertionError:  # what html.parser says of « <![ » that opens no section
        yield Fault(path, "la page a une balise illisible")
        return
    for message in (*_frame_faults(page), *page.faults, *_policy_faults(page)):
        yield Fault(path, message)


class _Page(HTMLParser):
    """Gathers what the checks look at, in one pass."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.languages: list[str | None] = []
        self.ids: Counter[str] = Counter()
        self.headings: Counter[str] = Counter()
        self.title = ""
        self.policy: str | None = None
        self.inline: list[tuple[str, str]] = []
        """Inline scripts and styles: their tag and their text."""
        self.faults: list[str] = []
        self._open: list[str] = []
        self._in_inline = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        values = dict(attrs)
        if tag not in _VOID:
            self._open.append(tag)
        self.headings[tag] += 1
        if values.get("id"):
            self.ids[str(values["id"])] += 1
        if tag == "html":
            self.languages.append(values.get("lang"))
        if tag == "meta" and str(values.get("http-equiv")).lower() == "content-security-policy":
            self.policy = values.get("content")
        if tag == "img" and "alt" not in values:
            source = values.get("src") or ""
            self.faults.append(f"une image n'a pas d'alternative : {source[:60]}")
        self._look_for_code(tag, values)

    def _look_for_code(self, tag: str, values: dict[str, str | None]) -> None:
        for name, value in values.items():
            if name.startswith("on"):
                self.faults.append(f"un attribut exécute du code : {name}")
            if name == "style":
                self.inline.append(("style-attribute", value or ""))
            address = re.sub(r"[\x00-\x20]", "", value or "").lower()
            if name in {"href", "src", "action", "formaction"} and address.startswith(
                ("javascript:", "vbscript:", "data:text/html")
            ):
                self.faults.append(f"une adresse exécute du code : {address[:60]}")
        is_data = values.get("type") in _DATA_SCRIPTS
        is_script = tag == "script" and "src" not in values and not is_data
        self._in_inline = is_script or tag == "style"
        if self._in_inline:
            self.inline.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        """Close one element."""
        self._in_inline = False
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Take the text of titles and of inline code."""
        if self._in_inline:
            tag, text = self.inline[-1]
            self.inline[-1] = (tag, text + data)
        elif self._open[-1:] == ["title"] and "svg" not in self._open:
            self.title += data


def _frame_faults(page: _Page) -> Iterator[str]:
    if page.languages != ["fr"]:
        yield "la langue de la page n'est pas dite (lang=\"fr\")"
    if not page.title.strip():
        yield "la page n'a pas de titre"
    if page.headings["h1"] != 1:
        yield f"la page a {page.headings['h1']} titres de niveau 1 au lieu d'un"
    if page.headings["main"] != 1:
        yield f"la page a {page.headings['main']} contenus principaux au lieu d'un"
    for name, count in page.ids.items():
        if count > 1:
            yield f"l'identifiant « {name} » est employé {count} fois"


def _policy_faults(page: _Page) -> Iterator[str]:
    """Inline code is allowed by its hash alone, and nothing by default."""
    if page.policy is None:
        yield "la page n'a pas de politique de sécurité (Content-Security-Policy)"
        return
    directives = {
        name: set(sources)
        for name, *sources in (part.split() for part in page.policy.split(";") if part.strip())
    }
    if directives.get("default-src") != {"'none'"}:
        yield "la politique de sécurité ne refuse pas tout par défaut"
    for name in ("script-src", "style-src"):
        if directives.get(name, set()) & _TOO_MUCH:
            yield f"la politique de sécurité permet trop ({name})"
    for tag, text in page.inline:
        sources = directives.get("script-src" if tag == "script" else "style-src", set())
        if _hash_source(text) not in sources:
            yield f"du code en ligne n'est pas permis par la politique de sécurité ({tag})"


def _hash_source(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"
