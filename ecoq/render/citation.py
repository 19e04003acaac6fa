"""« Citer » : a fiche or a number as text, BibTeX, RIS and CSL-JSON, for those who write.

Names are those of organisations, never split into first and last. A fiche that no centre has
checked yet bears no date: the dates of its sources are not its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from msgspec import Struct

from ecoq.content.model import Settings
from ecoq.content.values import Url
from ecoq.render.formats import format_long_date
from ecoq.render.output import Output
from ecoq.site import urls
from ecoq.site.model import Site, SiteInitiative, SiteIssue


class Work(Struct, frozen=True, kw_only=True):
    """What is cited: a fiche, or a number when ``number`` is there."""

    id: str
    authors: tuple[str, ...]
    title: str
    publication: str
    number: int | None
    published_on: date | None
    url: Url
    licence: str


class Citation(Struct, frozen=True):
    """A work in the forms that readers paste or import, each made when it is asked for."""

    work: Work

    @property
    def text(self) -> str:
        """One line."""
        return format_text(self.work)

    @property
    def bibtex(self) -> str:
        """An entry of BibTeX."""
        return format_bibtex(self.work)

    @property
    def ris(self) -> str:
        """A record of RIS."""
        return format_ris(self.work)

    @property
    def csl_json(self) -> str:
        """A list of one item in CSL-JSON."""
        return format_csl_json(self.work)


def cite_initiative(initiative: SiteInitiative, settings: Settings) -> Citation:
    """Return how to cite a fiche."""
    return Citation(Work(
        id=initiative.slug, authors=(settings.title,), title=initiative.entry.title,
        publication=settings.title, number=None, published_on=initiative.entry.checked_on,
        url=Url(urls.absolute(initiative.url, settings.url)), licence=settings.content_licence,
    ))


def cite_issue(issue: SiteIssue, settings: Settings) -> Citation:
    """Return how to cite a number; without editors, the publication stands for them."""
    entry = issue.entry
    return Citation(Work(
        id=issue.slug, authors=entry.editors or (settings.title,), title=entry.title,
        publication=settings.title, number=entry.number, published_on=entry.published_on,
        url=Url(urls.absolute(issue.url, settings.url)), licence=settings.content_licence,
    ))


def plan(site: Site) -> Iterator[Output]:
    """Yield the files that reference managers import, next to the page of each number."""
    for issue in site.issues:
        citation = cite_issue(issue, site.settings)
        for ending, text in (
            ("bib", citation.bibtex), ("ris", citation.ris), ("json", citation.csl_json)
        ):
            yield Output(f"{issue.url}citation.{ending}", partial(text.encode))


def format_text(work: Work) -> str:
    """Return one line, after the French habits of ISO 690."""
    names = "" if work.authors == (work.publication,) else f"{', '.join(work.authors)}. "
    number = f", n° {work.number}" if work.number is not None else ""
    day = format_long_date(work.published_on) if work.published_on else "sans date"
    return (
        f"{names}« {work.title} ». {work.publication}{number}, {day}. {work.url}. "
        f"{work.licence}."
    )


_TEX_SIGNS = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
})


def format_bibtex(work: Work) -> str:
    """Return an entry of BibTeX in UTF-8; double braces keep names whole and capitals as they are.

    The address alone is verbatim, as ``url`` and ``hyperref`` want it.
    """
    day = work.published_on
    fields = {
        "author": " and ".join(f"{{{_escape_tex(name)}}}" for name in work.authors),
        "title": f"{{{_escape_tex(work.title)}}}",
        "journal" if work.number is not None else "howpublished": _escape_tex(work.publication),
        "number": "" if work.number is None else str(work.number),
        "date": day.isoformat() if day else "",
        "year": str(day.year) if day else "",
        "url": re.sub(r"[{}\\]", lambda sign: f"%{ord(sign[0]):02X}", work.url),
        "langid": "french",
        "note": _escape_tex(work.licence),
    }
    kind = "misc" if work.number is None else "article"
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{work.id},", *lines, "}", ""])


def _escape_tex(text: str) -> str:
    return text.translate(_TEX_SIGNS)


def format_ris(work: Work) -> str:
    """Return a record of RIS, whose lines end in CR LF.

    A comma parts last from first name there: that of an organisation ends with one, and has none
    inside.
    """
    day = work.published_on
    lines = [
        ("TY", "ELEC" if work.number is None else "MGZN"),
        *(("AU", f"{name.replace(', ', ' – ')},") for name in work.authors),
        ("TI", work.title),
        ("T2", work.publication),
        ("IS", "" if work.number is None else str(work.number)),
        ("PY", str(day.year) if day else ""),
        ("DA", day.strftime("%Y/%m/%d") if day else ""),
        ("UR", work.url),
        ("LA", "fr"),
        ("N1", work.licence),
        ("ID", work.id),
    ]
    written = "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value)
    return f"{written}ER  - \r\n"


def format_csl_json(work: Work) -> str:
    """Return a list of one item in CSL-JSON 1.0, as Zotero and Pandoc import it."""
    day = work.published_on
    item = {
        "id": work.id,
        "type": "webpage" if work.number is None else "article-magazine",
        "author": [{"literal": name} for name in work.authors],
        "title": work.title,
        "container-title": work.publication,
        **({} if work.number is None else {"issue": str(work.number)}),
        **({"issued": {"date-parts": [[day.year, day.month, day.day]]}} if day else {}),
        "URL": work.url,
        "language": "fr-FR",
        "license": work.licence,
    }
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"
