"""The contribution form: its page, and what it fetches to help and to check."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from msgspec import Struct

from ecoq.content.model import BODY, Initiative
from ecoq.content.schema import keys_of
from ecoq.render.form_model import (
    Attributes,
    Field,
    Option,
    fields_by_attribute,
    options_of,
)
from ecoq.render.form_rules import rules_for_script
from ecoq.render.geojson import format_json, json_value
from ecoq.render.html import PageInfo
from ecoq.render.output import Output, Recipe
from ecoq.render.pages.kit import PageKit, crumbs, lazily
from ecoq.site import urls
from ecoq.site.model import SiteInitiative
from ecoq.territory.gazetteer import Gazetteer


class Section(Struct, frozen=True, kw_only=True):
    """A part of the form: questions that go together, essential ones first.

    ``extra`` are the questions that few people answer: they wait behind a button.
    """

    id: str
    title: str
    intro: str
    fields: tuple[Field, ...]
    extra: tuple[Field, ...] = ()


# The questions of each part, by attribute of the model, in the order in which one tells a story.
_PARTS: tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("initiative", "L'initiative", "Ce que c'est, en deux lignes.",
     ("title", "summary", "theme", "status"),
     ("secondary_themes", "started_in", "ended_in", "tags")),
    ("lieu", "Le lieu", "Où la trouver sur la carte.",
     ("commune", "department", "neighbourhood"),
     ("address", "latitude", "longitude", "qpv_code", "insee_code")),
    ("porteur", "Qui la porte", "Et pour qui, avec qui.",
     ("lead", "lead_kind", "audiences"),
     ("partners", "website", "contact")),
    ("recit", "Le récit", "Ce qui est fait, à quel besoin cela répond, ce qu'on en retient.",
     ("figures", "lessons"), ()),
    ("sources", "Les sources", "D'où viennent les informations ; une seule suffit.",
     ("sources",), ()),
    ("suivi", "Image et suivi", "Facultatif, le plus souvent laissé au centre de ressources.",
     (), ("image", "centre", "checked_on", "redirects", "is_draft")),
)
STORY, PLACE = "recit", "lieu"
"""The part that begins with the text of the fiche, and the one that has a map."""

# The only outside host, asked when the map is opened: the plan of the IGN.
_IMAGE_HOSTS = ("https://data.geopf.fr",)

_BODY_ATTRIBUTES: Attributes = {"rows": 12}


def plan(kit: PageKit) -> Iterator[Output]:
    """Yield the form, the list of what exists already, and each fiche for its correction."""
    yield lazily(urls.FORM, partial(_prepare_page, kit))
    yield Output(urls.FORM_INDEX, partial(_prepare_index, kit))
    for initiative in kit.site.initiatives:
        yield Output(urls.entry_data(initiative.slug), partial(_prepare_entry, initiative))


def _prepare_page(kit: PageKit) -> Recipe:
    options = options_of(kit.site, _department_options())
    info = PageInfo(
        title="Proposer une fiche", url=urls.FORM, section=urls.FORM,
        description="Un formulaire pour proposer ou corriger une fiche en dix minutes, sans compte "
                    "ni logiciel.",
        image_hosts=_IMAGE_HOSTS, crumbs=crumbs(("Proposer une fiche", urls.FORM)),
    )
    return kit.renderer.page(
        "pages/form.html", info,
        sections=make_sections(fields_by_attribute(options)), story=STORY, place=PLACE,
        body=body_field(), rules=rules_for_script(options),
    )


def _department_options() -> tuple[Option, ...]:
    departments = Gazetteer.load().departments.values()
    return tuple(
        Option(value=department.code, label=f"{department.code} – {department.name}")
        for department in departments
    )


def make_sections(fields: dict[str, Field]) -> tuple[Section, ...]:
    """Return the parts of the form with their questions."""
    return tuple(
        Section(
            id=name, title=title, intro=intro,
            fields=tuple(fields[attribute] for attribute in essential),
            extra=tuple(fields[attribute] for attribute in extra),
        )
        for name, title, intro, essential, extra in _PARTS
    )


def body_field() -> Field:
    """Return the question that has no key: the text of the fiche."""
    return Field(
        name=BODY, label="Le texte de la fiche", required=True, control="body",
        help="Quarante mots au moins : le besoin, ce qui est fait, par qui, et ce qu'on en "
             "retient.",
        attributes=_BODY_ATTRIBUTES,
    )


def _prepare_index(kit: PageKit) -> Recipe:
    fiches = tuple(_index_row(initiative) for initiative in kit.site.initiatives)
    targets = tuple(
        (slug, target.title, target.url)
        for slug, target in sorted(kit.site.targets.items()) if not target.is_draft
    )
    value = {"fiches": fiches, "targets": targets}
    return Recipe(("form index", value), partial(_encode, value))


def _index_row(initiative: SiteInitiative) -> tuple[str, ...]:
    """Return what tells two fiches apart: address, title, organisation, commune, département."""
    entry = initiative.entry
    return (
        initiative.slug, entry.title, entry.lead or "", initiative.commune.name,
        initiative.department.code,
    )


def _prepare_entry(initiative: SiteInitiative) -> Recipe:
    """A fiche as one would write it."""
    entry = initiative.entry
    return Recipe(("form entry", entry, entry.body.written), lambda: _encode({
        "values": written_values(entry), "body": entry.body.text.strip(),
    }))


def _encode(value: object) -> bytes:
    return (format_json(value) + "\n").encode()


def written_values(entry: Initiative) -> dict[str, Any]:
    """Return the values of a fiche as one would write them, in the model's order."""
    values: dict[str, Any] = _as_written({
        declared.name: json_value(getattr(entry, attribute))
        for attribute, declared in keys_of(Initiative).items()
    })
    return values


def _as_written(value: Any) -> Any:
    """Return texts, lists of them and groups of them, without what one would leave out."""
    if isinstance(value, dict):
        written = {name: _as_written(item) for name, item in value.items() if item}
        return {name: item for name, item in written.items() if item}
    if isinstance(value, list):
        return [_as_written(item) for item in value]
    return "oui" if value is True else str(value)
