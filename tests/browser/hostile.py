"""A project that attacks its readers in every key and every body.

What ``check`` refuses is left out key by key; all the rest is published. An attack that works says
who it is: the number that it alerts, or the host that it asks, tells its text and its key.
"""

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from ecoq.content.load import load_content
from ecoq.content.model import (
    Centre,
    CitedFiche,
    Image,
    Initiative,
    Issue,
    Page,
    Settings,
    Term,
    Theme,
)
from ecoq.content.model import SourceReference as Reference
from ecoq.content.nodes import parse_yaml
from ecoq.content.schema import Record, keys_of
from ecoq.content.values import ListOf, Text, WebAddress
from ecoq.diagnostics import Report, Severity, Unreadable
from ecoq.site.checks import Scope, check
from ecoq.territory.gazetteer import Gazetteer
from tests.browser.payloads import ADDRESSES, BODIES, TEXTS

TODAY = date(2026, 6, 15)
TELLING = "Un atelier où les voisins réparent leurs vélos, avec deux mécaniciens. " * 5
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360"
    "f8cf500f0003860180344d1b2d0000000049454e44ae426082"
)
COLOURS = {"couleur": "#412db5", "couleur_sombre": "#b0b7ff"}
WEB = "https://exemple.fr/"
# What an element has when its hostile values are refused.
SOUND = {
    Initiative: {
        "titre": "Le Phare", "resume": "Un atelier partagé où les habitants réparent leurs vélos.",
        "thematique": "numerique", "commune": "Bourges", "departement": "18",
        "statut": "en-cours", "sources": [{"titre": "Rapport"}],
    },
    Issue: {
        "titre": "Un numéro", "thematique": "numerique", "date": "2024-03-01",
        "chapo": "Comment les quartiers gardent leurs commerces, et en inventent.",
        "initiatives": ["attaque-01"],
    },
    Page: {"titre": "Une page", "resume": "Une page pour les tests."},
    Theme: {
        "nom": "Un thème", "description": "Un thème pour les tests.", "icone": "key", **COLOURS,
    },
    Centre: {"nom": "Un centre", "regions": ["Bretagne"], "source": WEB},
    Term: {"terme": "Terme", "definition": "Une définition de plus.", "source": WEB},
    Settings: {
        "titre": "Le site", "sous_titre": "Un site", "url": "https://exemple.fr/eco",
        "description": "Un site miniature, pour les tests.", "contact": "contact@exemple.fr",
        "depot": "https://github.com/exemple/site", "licence_contenu": "Licence Ouverte 2.0",
    },
    Image: {
        "fichier": "phare.png", "alt": "Une façade", "credit": "Ville", "licence": "CC BY 4.0",
    },
    Reference: {"titre": "Rapport d'activité"},
    CitedFiche: {
        "initiative": "attaque-01", "titre": "Le Phare", "statut": "en-cours",
        "resume": "Un atelier partagé où les habitants réparent leurs vélos.",
    },
}
# They would make the page vanish, or lead elsewhere, by the author's own will.
LEFT_ALONE = {"brouillon", "redirections", "url"}
MODELS = {
    "initiatives": Initiative, "issues": Issue, "pages": Page, "site.yml": Settings,
    "thematiques.yml": Theme, "centres.yml": Centre, "glossaire.yml": Term,
}
# Where an attack can be: its rank here, and that of the attack, make the number that it tells.
PLACES = tuple(
    (model, name) for model in SOUND
    for name in (*(declared.name for declared in keys_of(model).values()), "corps")
)
_RADIX = 1000


@dataclass
class Attacks:
    """The attacks that were written, by the number that each of them tells."""

    written: dict[int, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def aim(self, attacks, number, model, key):
        """Return the nth attack, made to tell that it is that one, and in this key."""
        code = (number + 1) * _RADIX + PLACES.index((model, key))
        text = attacks[number % len(attacks)].replace("alert(1)", f"alert({code})")
        text = text.replace("mal.example", f"m{code}.mal.example")
        self.written[code] = f"{text!r} in « {key} » of {model.__name__} {number}"
        return text

    def name(self, fault):
        """Return what is told of a fault, with the attacks that it comes from."""
        codes = re.findall(r"(?:alert\(|dialog |\bm)(\d+)", fault)
        names = [self.written[int(code)] for code in codes if int(code) in self.written]
        return "; ".join([fault, *names])

    def value(self, kind, number, model, key):
        """The nth attack, in the shape that a key wants."""
        if isinstance(kind, Record):
            return self.keys(kind.model, number)
        if isinstance(kind, ListOf):
            return [self.value(kind.kind, number, model, key)]
        attacks = ADDRESSES if isinstance(kind, WebAddress) else TEXTS
        text = self.aim(attacks, number, model, key)
        if not isinstance(kind, Text):
            return text
        return text + " bien à vous" * max(0, -((len(text) - kind.minimum) // 12))

    def keys(self, model, number):
        """An element's keys: hostile where they are accepted, sound where they must be there."""
        keys = dict(SOUND[model])
        for declared in keys_of(model).values():
            if declared.name in LEFT_ALONE and model is not Reference:
                continue
            value = self.value(declared.kind, number, model, declared.name)
            accepted = is_accepted(declared.kind, value)
            if not isinstance(declared.kind, Record):
                self.counts["accepted" if accepted else "refused"] += 1
            if accepted:
                keys[declared.name] = value
        return keys

    def entry(self, model, number, **known):
        """A file: an attack in its keys, and one in its body."""
        body = self.aim(BODIES, number, model, "corps")
        keys = self.keys(model, number) | known
        return f"---\n{written(keys)}---\n\n{TELLING}\n\n{body}\n\n{TELLING}\n"

    def elements(self, model, **known):
        """A data file: one element for each attack."""
        return "".join(
            item(self.keys(model, number) | {key: value(number) for key, value in known.items()})
            for number in range(len(TEXTS))
        )

    def files(self):
        """All the files of the project."""
        files = {}
        for number in range(len(BODIES)):
            files |= {
                f"initiatives/attaque-{number:02}.md": self.entry(Initiative, number),
                f"issues/numero-{number:02}.md": self.entry(Issue, number, numero=number + 1),
                f"pages/page-{number:02}.md": self.entry(Page, number),
            }
        return files | {
            "site.yml": written(self.keys(Settings, 1)),
            "thematiques.yml": item({"id": "numerique", **SOUND[Theme]}) + self.elements(
                Theme, id=lambda number: f"theme-{number}"
            ),
            "centres.yml": self.elements(Centre, id=lambda number: f"centre-{number}"),
            "glossaire.yml": self.elements(Term),
        }

    def write(self, root):
        """Write the project, without what ``check`` refuses in it."""
        for name, text in self.files().items():
            path = root / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        (root / "content/images").mkdir()
        (root / "content/images/phare.png").write_bytes(PNG)
        for _ in range(4):
            errors = errors_of(root)
            if not errors:
                return
            self._take_away(root, errors)
        raise AssertionError(errors)

    def _take_away(self, root, errors):
        """Take from the files what ``check`` refuses: the line of a key, the attack in a body."""
        by_path = {}
        for error in errors:
            by_path.setdefault(error.location.path, set()).add(error.location.line)
        for path, lines in by_path.items():
            text = (root / path).read_text().split("\n")
            end = text.index("---", 1) if path.endswith(".md") else len(text)
            for line in sorted(lines, reverse=True):
                if line - 1 > end:
                    text[end + 1:] = ["", TELLING]
                    continue
                start, name = re.match(r"([- ]*)(\w+):", text[line - 1]).groups()
                self.counts["refused by a check"] += 1
                sound = SOUND[MODELS[path.split("/")[1]]].get(name)
                if name == "terme":  # each of them is unique
                    sound = f"Terme {line}"
                text[line - 1] = f"{start}{name}: {json.dumps(sound)}" if sound else "#"
            (root / path).write_text("\n".join(text))


def is_accepted(kind, value):
    """Whether a key can have a value, as far as the value alone decides it."""
    try:
        kind.decode(parse_yaml(json.dumps(value, ensure_ascii=False), "a.yml"), Report())
    except Unreadable:
        return False
    return True


def written(keys):
    """One line a key: what a check refuses there can be taken away."""
    return "".join(f"{key}: {json.dumps(keys[key], ensure_ascii=False)}\n" for key in keys)


def item(keys):
    """An element of a data file."""
    return "- " + written(keys).rstrip().replace("\n", "\n  ") + "\n"


def errors_of(root):
    """What ``check`` refuses in a project."""
    report = Report()
    content = load_content(root, report)
    report.extend(check(Scope.of(content, Gazetteer.load(), TODAY)))
    return [found for found in report.diagnostics if found.severity is Severity.ERROR]
