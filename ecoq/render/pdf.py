"""The PDF of each number: PDF/UA-1, with WeasyPrint, from a template and a style sheet for paper.

Nothing is fetched: the style sheet is in the page, the fonts come from their packages. A PDF takes
seconds, so its recipe says all that decides its bytes, the versions of its tools included.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial
from importlib import resources
from urllib.parse import quote

from ecoq.installed import versions_of
from ecoq.render.editions import place_notes, prepare_edition
from ecoq.render.html import PageRenderer
from ecoq.render.markdown import BodyRenderer
from ecoq.render.output import Output, Recipe
from ecoq.site import urls
from ecoq.site.model import Site, SiteIssue

_PACKAGES = ("weasyprint", "pydyf", "pyphen", "font-source-serif-pro", "font-source-sans-pro")
_FONTS = {
    f"font:{family}-{style}": (f"font_source_{family}_pro", f"Source{family.title()}Pro-{file}.ttf")
    for family in ("serif", "sans")
    for style, file in (("regular", "Regular"), ("semibold", "Semibold"), ("italic", "It"))
}


def plan(site: Site, renderer: PageRenderer, bodies: BodyRenderer) -> Iterator[Output]:
    """Yield the PDF of each number."""
    for issue in site.issues:
        yield Output(
            urls.of_issue_pdf(issue.slug), partial(_prepare, site, issue, renderer, bodies)
        )


def _prepare(site: Site, issue: SiteIssue, renderer: PageRenderer, bodies: BodyRenderer) -> Recipe:
    edition = prepare_edition(issue, site.settings, bodies)
    html = place_notes(renderer.fragment(
        "pdf/issue.html", edition=edition, issue=issue, settings=site.settings,
        drawing=f"data:image/svg+xml,{quote(edition.drawing)}",
    ))
    return Recipe(("pdf", html, versions_of(_PACKAGES)), partial(render_pdf, html), is_costly=True)


def render_pdf(html: str) -> bytes:
    """Return a page as a tagged PDF, the same bytes for the same page."""
    import weasyprint  # noqa: PLC0415 - slow to import, and absent where its libraries are
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse  # noqa: PLC0415

    class Fetcher(URLFetcher):  # type: ignore[misc]
        """Gives the fonts of our packages and what is inside the page; refuses all else."""

        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            """Return a resource."""
            if url.startswith("data:"):
                return super().fetch(url, headers)
            if url not in _FONTS:
                raise FatalURLFetchingError(f"not a part of the page: {url}")
            package, file = _FONTS[url]
            return URLFetcherResponse(url, (resources.files(package) / "files" / file).read_bytes())

    document = weasyprint.HTML(string=html, base_url="page:", url_fetcher=Fetcher())
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    pdf: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    return pdf
