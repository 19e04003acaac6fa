"""Pages: the Jinja environment, what each page says of itself, and how a template becomes bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ecoq.content.values import PartialDate
from ecoq.render.typography import typeset
from ecoq.site import urls
from ecoq.territory.names import slugify

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """A step of the breadcrumb; the last one is the page itself."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageInfo:
    """What a page says of itself, in its head and in its frame."""

    title: str
    description: str
    url: str
    """From the site's root: "" is the home page."""
    section: str = ""
    """The address of the menu entry that the page belongs to."""
    crumbs: tuple[Crumb, ...] = ()
    structured: tuple[Mapping[str, Any], ...] = ()
    """Its JSON-LD objects."""
    is_indexed: bool = True


def make_environment(templates: Path) -> Environment:
    """Return the environment of all templates: escaping, strict, with French typography.

    Every text that a template shows is typeset on its way out; addresses (``Url``) and what is
    markup already are left as they are.
    """
    environment = Environment(
        loader=FileSystemLoader(templates), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, finalize=_typeset_text, auto_reload=False,
    )
    environment.filters.update(
        long_date=format_long_date, count=format_count, domain=format_domain, number=format_number,
        slug=slugify,
    )
    return environment


def _typeset_text(value: object) -> object:
    return typeset(value) if type(value) is str else value


class PageRenderer:
    """Renders the pages of one site from its templates."""

    def __init__(
        self, environment: Environment, asset_folder: str, shared: Mapping[str, object]
    ) -> None:
        self._environment = environment
        self._asset_folder = asset_folder
        self._shared = shared

    def render(self, template: str, page: PageInfo, **data: object) -> bytes:
        """Return a page, encoded."""
        href = partial(urls.relative, page=page.url)
        html = self._environment.get_template(template).render(
            page=page, href=href, asset=self._asset_linker(href), urls=urls,
            **self._shared, **data,
        )
        return html.encode()

    def _asset_linker(self, href: Callable[[str], str]) -> Callable[[str], str]:
        return lambda path: href(f"{self._asset_folder}/{path}")


def format_long_date(value: date | PartialDate) -> str:
    """Return « 1er mars 2019 », « mars 2019 » or « 2019 »."""
    iso = value.iso if isinstance(value, PartialDate) else value.isoformat()
    year, *rest = iso.split("-")
    words = [year]
    if rest:
        words.insert(0, _MONTHS[int(rest[0]) - 1])
    if len(rest) > 1:
        day = int(rest[1])
        words.insert(0, "1er" if day == 1 else str(day))
    return " ".join(words)


def format_number(value: int) -> str:
    """Return « 1 234 » with a narrow no-break space."""
    return f"{value:,}".replace(",", "\u202f")


def format_count(value: int, singular: str, plural: str | None = None) -> str:
    """Return « 1 initiative », « 12 initiatives »: French counts 0 and 1 as one."""
    word = singular if value < 2 else plural or f"{singular}s"  # noqa: PLR2004
    return f"{format_number(value)}\u00a0{word}"


def format_domain(url: str) -> str:
    """Return the host of an address, as readers know it: « banquedesterritoires.fr »."""
    return url.split("//", 1)[-1].split("/", 1)[0].removeprefix("www.")
