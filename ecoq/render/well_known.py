"""What machines look for at fixed addresses: ``security.txt``, the web manifest, HTTP headers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from ecoq.render.output import Output
from ecoq.render.pages.explorer import TILE_HOSTS
from ecoq.render.palette import PAPER
from ecoq.site import urls
from ecoq.site.model import Site

# Each page states in a <meta> the strict policy that suits it, and browsers apply both. This one
# covers what has no <meta>, and allows what any page needs: the single-file map has its script in
# itself, the explorer shows the tiles that its reader asks for.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    f"img-src 'self' data: blob: {' '.join(TILE_HOSTS)}; object-src 'none'; base-uri 'none'; "
    "form-action 'self'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    # The map shows where its reader is, if asked to; no page has a use for the rest.
    "Permissions-Policy": "geolocation=(self), " + ", ".join(f"{feature}=()" for feature in (
        "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "gyroscope",
        "magnetometer", "microphone", "midi", "payment", "publickey-credentials-get",
        "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
    )),
    # Tile servers refuse requests that do not say where they come from.
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
}


def plan(site: Site, asset_folder: str) -> Iterator[Output]:
    """Yield the files; ``security.txt`` only where the settings say until when it holds."""
    yield Output(urls.MANIFEST, partial(_render_manifest, site, asset_folder))
    yield Output("_headers", _render_headers)
    if site.settings.security_expires_on is not None:
        yield Output(urls.SECURITY, partial(_render_security, site))


def _render_security(site: Site) -> bytes:
    """Return ``security.txt`` (RFC 9116)."""
    settings = site.settings
    return (
        f"Contact: mailto:{settings.contact}\n"
        f"Expires: {settings.security_expires_on}T00:00:00Z\n"
        "Preferred-Languages: fr, en\n"
        f"Canonical: {urls.absolute(urls.SECURITY, settings.url)}\n"
    ).encode()


def _render_manifest(site: Site, asset_folder: str) -> bytes:
    settings = site.settings
    manifest = {
        "name": settings.title, "description": settings.description, "lang": "fr", "dir": "ltr",
        "start_url": "./", "scope": "./", "display": "browser",
        "background_color": PAPER, "theme_color": PAPER,
        "icons": [
            {"src": f"{asset_folder}/img/icon.svg", "sizes": "any", "type": "image/svg+xml"},
            {"src": urls.TOUCH_ICON, "sizes": "180x180", "type": "image/png"},
            {"src": urls.LARGE_ICON, "sizes": "512x512", "type": "image/png"},
        ],
    }
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()


def _render_headers() -> bytes:
    """Return ``_headers``, which Netlify, Cloudflare Pages and their like apply."""
    rules = {
        "/*": _HEADERS,
        "/assets/*": {"Cache-Control": "public, max-age=31536000, immutable"},
        # Other sites may show our pages, the map above all, but not get clicks on the form: hosts
        # add up the rules that match, so that what all pages forbid could not be allowed again.
        f"/{urls.FORM.partition('/')[0]}/*": {
            "Content-Security-Policy": "frame-ancestors 'self'", "X-Frame-Options": "SAMEORIGIN",
        },
        # Open to the scripts of other sites.
        "/donnees/*": {"Access-Control-Allow-Origin": "*"},
        "/flux/*": {"Access-Control-Allow-Origin": "*"},
        f"/{urls.GEOJSON}": {"Content-Type": "application/geo+json"},
        "/flux/*.xml": {"Content-Type": "application/atom+xml; charset=utf-8"},
    }
    return "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers.items())
        for path, headers in rules.items()
    ).encode()
