"""Makes collections of any size, of realistic French fiches, always the same for a seed.

Fiches have the size, the keys, the places and the shape of the real ones: how often a key is
there, how many items it has, how many words, headings, lists, links between fiches. They have
neither errors nor warnings. There are no numbers: the real ones cite real fiches.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

import phrases
import yaml

from ecoq.territory.commune import Commune, parse_commune
from ecoq.territory.gazetteer import DATA, Gazetteer
from ecoq.territory.names import slugify

SEED = 2026
PROJECT = Path(__file__).parent.parent
LEAST_POPULATION = 15_000
"""Inhabitants. The communes above it are about as many as those that have such a neighbourhood."""

_LEFT_OUT = {"initiatives", "issues", "journal.yml"}
_KINDS = (
    ("association", 50), ("collectivite", 18), ("autre", 8), ("etablissement-public", 7),
    ("collectif", 6), ("entreprise", 6), ("cooperative", 5),
)
_STATUSES = (("inconnu", 63), ("en-cours", 28), ("terminee", 8), ("en-projet", 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A commune where fiches may be, and the centres de ressources of its territory."""

    commune: Commune
    centres: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What fiches draw from."""

    themes: tuple[str, ...]
    towns: tuple[Town, ...]
    chances: tuple[int, ...]
    """Those of each town, cumulated: the larger a town, the more fiches."""


@dataclass(slots=True)
class _Made:
    """What is there already: titles do not come twice in a town, links lead to what exists."""

    titles: set[str] = field(default_factory=set)
    slugs: list[str] = field(default_factory=list)


def make_project(folder: Path, count: int) -> None:
    """Make a project of ``count`` fiches at ``folder``, with this project's look and settings."""
    for name in ("templates", "assets"):
        shutil.copytree(PROJECT / name, folder / name)
    content = folder / "content"
    shutil.copytree(
        PROJECT / "content", content, ignore=lambda _, names: _LEFT_OUT & {*names}
    )
    (content / "initiatives").mkdir()
    for slug, text in make_initiatives(count):
        (content / "initiatives" / f"{slug}.md").write_text(text, "utf-8")


def make_initiatives(count: int) -> Iterator[tuple[str, str]]:
    """Yield the slug and the text of each fiche."""
    chance, world, made = random.Random(SEED), _make_world(), _Made()
    for number in range(count):
        yield _make_initiative(number, chance, world, made)


def _make_world() -> World:
    gazetteer = Gazetteer.load()
    centres = yaml.safe_load((PROJECT / "content" / "centres.yml").read_text("utf-8"))
    themes = yaml.safe_load((PROJECT / "content" / "thematiques.yml").read_text("utf-8"))
    by_region: dict[str, list[str]] = {}
    for centre in centres:
        if "departements" not in centre:
            for region in centre["regions"]:
                by_region.setdefault(region, []).append(centre["id"])
    towns = tuple(
        Town(commune=commune, centres=tuple(
            by_region.get(gazetteer.region_of(commune.department).name, ())
        ))
        for commune in _read_towns()
    )
    return World(
        themes=tuple(theme["id"] for theme in themes), towns=towns,
        chances=tuple(accumulate(town.commune.population for town in towns)),
    )


def _read_towns() -> Iterator[Commune]:
    department = ""
    for line in (DATA / "communes.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            department = line[1:]
            continue
        commune = parse_commune(department, line)
        if commune.population >= LEAST_POPULATION and commune.parent_code is None:
            yield commune


def _make_initiative(
    number: int, chance: random.Random, world: World, made: _Made
) -> tuple[str, str]:
    [town] = chance.choices(world.towns, cum_weights=world.chances)
    kind, place = chance.choice(phrases.KINDS), chance.choice(phrases.NEIGHBOURHOODS)
    title = f"{kind} – {place}"
    if f"{title}, {town.commune.insee_code}" in made.titles:
        title += f" ({number})"
    made.titles.add(f"{title}, {town.commune.insee_code}")
    slug = f"{slugify(f'{kind} {place} {town.commune.name}')}-{number}"
    start = chance.randint(2004, 2024)
    words = {
        "kind": kind, "lower": kind[0].lower() + kind[1:], "place": place[0].upper() + place[1:],
        "commune": town.commune.name, "year": str(chance.randint(start, 2025)),
    }
    lines = [
        "---", f"titre: {title}",
        f'resume: "{_sentence(chance)[:-1]}, {chance.choice(phrases.ENDINGS)}."',
        *_themes(chance, world.themes), *_lead(chance, words), *_place(chance, town, words),
        *_times(chance, start),
        *_list("publics", _some(chance, phrases.AUDIENCES, 1, 3)),
        *_maybe(chance, 0.87, _list("partenaires", _some(chance, phrases.PARTNERS, 2, 4))),
        *_list("mots_cles", _some(chance, phrases.TAGS, 3, 6)),
        *_maybe(chance, 0.81, _list("chiffres", _figures(chance, words))),
        *_maybe(chance, 0.33, _list("enseignements", [_sentence(chance)])),
        *_maybe(chance, 0.08, [f"site: https://www.exemple.fr/{slug}"]),
        *_sources(chance, words, number),
        *_maybe(chance, 0.85, [f"centre: {centre}" for centre in town.centres[:1]]),
        "---", "", *_body(chance, made.slugs), "",
    ]
    made.slugs.append(slug)
    return slug, "\n".join(lines)


def _themes(chance: random.Random, themes: Sequence[str]) -> list[str]:
    theme, *others = chance.sample(themes, chance.choice((1, 2, 2, 3, 3, 3)))
    return [f"thematique: {theme}", *_list("thematiques_secondaires", others)]


def _lead(chance: random.Random, words: dict[str, str]) -> list[str]:
    lead = chance.choice(phrases.LEADS).format(
        f"{chance.choice(phrases.LEAD_NAMES)} {words['commune']}", **words
    )
    return _maybe(chance, 0.96, [f"porteur: {lead}", f"type_porteur: {_draw(chance, _KINDS)}"])


def _place(chance: random.Random, town: Town, words: dict[str, str]) -> list[str]:
    commune = town.commune
    return [
        f"commune: {commune.name}", f'departement: "{commune.department}"',
        f"code_insee: {commune.insee_code!r}",
        *_maybe(chance, 0.98, [f'quartier: "{words["place"]} (quartier prioritaire)"']),
        *_maybe(chance, 0.17, [f"adresse: {chance.randint(1, 180)} rue de la République"]),
    ]


def _times(chance: random.Random, start: int) -> list[str]:
    status = _draw(chance, _STATUSES)
    end = [f"annee_fin: {start + 1}"] if status == "terminee" else []
    return [f"statut: {status}", *_maybe(chance, 0.77, [f"annee_debut: {start}", *end])]


def _figures(chance: random.Random, words: dict[str, str]) -> list[str]:
    return [
        figure.format(chance.randint(5, 95) * chance.choice((1, 1, 10)), **words)
        for figure in _some(chance, phrases.FIGURES, 1, 3)
    ]


def _sources(chance: random.Random, words: dict[str, str], number: int) -> Iterator[str]:
    yield "sources:"
    year, month = words["year"], chance.randint(1, 12)
    for rank, title in enumerate(_some(chance, phrases.SOURCE_TITLES, 1, 4)):
        yield f'  - titre: "{title.format(**words)}"'
        yield f"    editeur: {chance.choice(phrases.PUBLISHERS)}"
        yield f"    url: https://www.exemple.fr/actualites/{year}/{month:02}/article-{number}-{rank}"
        yield "    date: " + chance.choice((year, f"{year}-{month:02}", f"{year}-{month:02}-15"))


def _body(chance: random.Random, slugs: Sequence[str]) -> Iterator[str]:
    """About 150 words, two headings, sometimes a list, sometimes a link to another fiche."""
    yield _paragraph(chance, 3)
    for heading in chance.sample(phrases.HEADINGS, 2):
        yield from ("", f"## {heading}", "")
        yield _paragraph(chance, chance.randint(2, 4))
        yield from _maybe(chance, 0.04, ["", *(f"- {_sentence(chance)}" for _ in range(3))])
    if slugs:
        link = f"[[{chance.choice(slugs)}|ailleurs]]"
        yield from _maybe(chance, 0.2, ["", f"Une démarche proche est menée {link}."])


def _paragraph(chance: random.Random, count: int) -> str:
    return " ".join(_sentence(chance) for _ in range(count))


def _sentence(chance: random.Random) -> str:
    return (
        f"{chance.choice(phrases.SUBJECTS)} {chance.choice(phrases.VERBS)} "
        f"{chance.choice(phrases.ENDINGS)}."
    )


def _list(key: str, items: Sequence[str]) -> list[str]:
    return [f"{key}:", *(f"  - {item}" for item in items)] if items else []


def _some(chance: random.Random, choices: Sequence[str], least: int, most: int) -> list[str]:
    return chance.sample(choices, chance.randint(least, most))


def _maybe(chance: random.Random, likelihood: float, lines: list[str]) -> list[str]:
    return lines if chance.random() < likelihood else []


def _draw(chance: random.Random, weighted: Sequence[tuple[str, int]]) -> str:
    values, weights = zip(*weighted, strict=True)
    [value] = chance.choices(values, weights)
    return str(value)
