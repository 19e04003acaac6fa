"""Makes collections of any size, of realistic French fiches, always the same for a seed."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from ecoq.territory.gazetteer import Gazetteer

SEED = 2026
PROJECT = Path(__file__).parent.parent

_THEMES = (
    "immobilier-d-entreprise", "innovation-sociale", "entrepreneuriat", "commerce-de-proximite",
    "economie-sociale-et-solidaire", "insertion-par-l-activite-economique", "emploi-et-formation",
    "numerique", "alimentation-et-economie-circulaire", "culture-et-cadre-de-vie",
)
_WORDS = (
    "atelier quartier habitants emploi association régie commerce cuisine jardin insertion projet "
    "réseau local jeunes femmes entreprise coopérative formation centre marché boutique vélo "
    "recyclerie accompagnement création activité bailleur ville métropole partenaires salariés "
    "chantier épicerie lieu espace équipe contrat avenir mission accueil numérique école café"
).split()
_VERBS = "accueille accompagne propose organise réunit soutient forme anime ouvre développe".split()
_KINDS = ("association", "cooperative", "collectivite", "entreprise", "autre")
_STATUSES = ("en-cours", "terminee", "inconnu", "en-projet")
_CITIES = (
    "13055", "31555", "35238", "33063", "59350", "67482", "69123", "44109", "93066", "93005",
    "76540", "38185", "86194", "37261", "72181", "87085", "97209", "97411", "97302", "97608",
)


def make_project(folder: Path, count: int) -> None:
    """Make a project of ``count`` fiches at ``folder``, with this project's look and settings."""
    for name in ("templates", "assets"):
        shutil.copytree(PROJECT / name, folder / name)
    content = folder / "content"
    shutil.copytree(
        PROJECT / "content", content, ignore=lambda _, names: {"initiatives", "issues"} & {*names}
    )
    (content / "initiatives").mkdir()
    chance = random.Random(SEED)
    gazetteer = Gazetteer.load()
    for number in range(count):
        slug, text = make_initiative(number, chance, gazetteer)
        (content / "initiatives" / f"{slug}.md").write_text(text, "utf-8")


def make_initiative(
    number: int, chance: random.Random, gazetteer: Gazetteer
) -> tuple[str, str]:
    """Return the slug and the text of one fiche: about 40 lines of front matter, 180 words."""
    commune = gazetteer.find_commune(chance.choice(_CITIES))
    if commune is None:
        raise LookupError("a city of the bench is not in the gazetteer")
    theme, other = chance.sample(_THEMES, 2)
    start = chance.randint(2005, 2022)
    status = chance.choice(_STATUSES)
    lines = [
        "---",
        f"titre: {_words(chance, 3).capitalize()} n° {number}",
        f"resume: {_sentence(chance, 14)}",
        f"thematique: {theme}", "thematiques_secondaires:", f"  - {other}",
        f"porteur: Association {_words(chance, 2)}", f"type_porteur: {chance.choice(_KINDS)}",
        f"commune: {commune.name}", f'departement: "{commune.department}"',
        f"quartier: {_words(chance, 1).capitalize()}",
        f"statut: {status}", f"annee_debut: {start}",
        "publics:", *_items(chance, 2), "partenaires:", *_items(chance, 3),
        "mots_cles:", *_items(chance, 3),
        "chiffres:", f"  - {chance.randint(5, 900)} personnes ({start + 1})",
        "enseignements:", f"  - {_sentence(chance, 12)}",
        "sources:", f"  - titre: {_words(chance, 6).capitalize()}",
        "    editeur: Ville", f"    url: https://exemple.fr/source/{number}",
        f"    date: {start + 1}-06-15",
        "---", "", _sentences(chance, 5), "", f"## {_words(chance, 4).capitalize()}", "",
        _sentences(chance, 4), "", *(f"- {_sentence(chance, 6)}" for _ in range(3)), "",
        f"## {_words(chance, 3).capitalize()}", "", _sentences(chance, 3), "",
    ]
    return f"fiche-{number:05}", "\n".join(lines)


def _words(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(_WORDS, k=count))


def _items(chance: random.Random, count: int) -> list[str]:
    return [f"  - {word} {rank}" for rank, word in enumerate(chance.sample(_WORDS, count))]


def _sentence(chance: random.Random, length: int) -> str:
    half = length // 2
    return (
        f"L'{_words(chance, half)} {chance.choice(_VERBS)} les {_words(chance, length - half)}."
    )


def _sentences(chance: random.Random, count: int) -> str:
    return " ".join(_sentence(chance, chance.randint(9, 18)) for _ in range(count))
