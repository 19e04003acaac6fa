"""The licence that ``site.yml`` names, with the address of its text where it is a known one."""

from __future__ import annotations

from msgspec import Struct

from ecoq.content.values import Url


class Licence(Struct, frozen=True):
    """A licence: its name, its SPDX identifier and its text, if they are known."""

    name: str
    spdx: str | None = None
    url: Url | None = None


# By the beginning of the name. Addresses are those of the licences' authors; identifiers are
# those of the SPDX list.
_KNOWN = {
    "Licence Ouverte 2.0": (
        "etalab-2.0", Url("https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
    ),
    "ODbL 1.0": ("ODbL-1.0", Url("https://opendatacommons.org/licenses/odbl/1-0/")),
    "CC BY 4.0": ("CC-BY-4.0", Url("https://creativecommons.org/licenses/by/4.0/")),
    "CC BY-SA 4.0": ("CC-BY-SA-4.0", Url("https://creativecommons.org/licenses/by-sa/4.0/")),
}


def find_licence(name: str) -> Licence:
    """Return the licence of a name, as ``site.yml`` writes it."""
    for beginning, (spdx, url) in _KNOWN.items():
        if name.startswith(beginning):
            return Licence(name, spdx, url)
    return Licence(name)
