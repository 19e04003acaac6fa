"""The form, `check` and the JSON Schema agree on good and bad values of every kind of key.

One table: overrides of a good fiche. Python says what is wrong with the file, the scripts of the
form say it of the same values; the codes must be the same. What is good passes the schema too.
"""

import json
import re

import pytest
from jsonschema import Draft202012Validator

from ecoq.content.load import load_content
from ecoq.content.model import Initiative
from ecoq.content.schema import keys_of, object_schema
from ecoq.content.yaml_text import write_literal, write_text
from ecoq.diagnostics import Report
from ecoq.render.communes import makers
from ecoq.render.form_model import Option, fields_by_attribute, options_of
from ecoq.render.form_rules import rules_for_script
from ecoq.render.markdown import BodyRenderer
from ecoq.render.pages.form import make_sections
from ecoq.render.typography import typeset
from ecoq.site.assemble import assemble
from ecoq.site.checks import Scope, check
from ecoq.territory.names import fold

pytestmark = pytest.mark.browser

STORY = "Un atelier où les voisins réparent leurs vélos, chaque samedi, avec deux mécaniciens. " * 4
GOOD = {
    "titre": "Le Phare", "resume": "Un atelier partagé où les habitants réparent leurs vélos.",
    "thematique": "numerique", "commune": "Bourges", "departement": "18", "statut": "en-cours",
    "sources": [{"titre": "Rapport d'activité 2023"}], "corps": STORY,
}


def source(**values):
    return {"sources": [{"titre": "Rapport", **values}]}


def place(latitude, longitude):
    return {"latitude": latitude, "longitude": longitude}


CASES = [
    {}, {"titre": "Le"}, {"titre": "abc"}, {"titre": "x" * 120}, {"titre": "x" * 121},
    {"titre": "😀" * 120}, {"titre": "😀😀"}, {"titre": ""}, {"titre": "<b>Phare</b>"},
    {"titre": "Tom &amp; Léa"}, {"titre": "a < b et c > d"}, {"titre": "“Le Phare”"},
    {"titre": "“Le Phare\""},
    {"titre": "Le « Phare »"}, {"titre": "Le Phare : atelier #1"}, {"titre": "e\u0301cole"},
    {"resume": "x" * 29}, {"resume": "x" * 240}, {"resume": "x" * 241}, {"resume": ""},
    {"thematique": "Numérique"}, {"thematique": "tricot"}, {"thematique": ""},
    {"thematiques_secondaires": ["numerique"]}, {"thematiques_secondaires": ["tricot"]},
    {"statut": "en cours"}, {"statut": "terminee"}, {"statut": ""},
    {"type_porteur": "Association"}, {"type_porteur": "association"},
    {"departement": "1"}, {"departement": "99"}, {"departement": "20"}, {"departement": "2a"},
    {"commune": "Bourge"}, {"commune": "bourges"}, {"commune": ""}, {"commune": "BOURGES"},
    {"commune": "St-Denis", "departement": "93"}, {"commune": "Bourges", "departement": "75"},
    {"commune": "Saint-Denis", "departement": ""}, {"commune": "Havre", "departement": "76"},
    {"commune": "Lyon 3e", "departement": "69"},
    {"code_insee": "1803"}, {"code_insee": "18033"}, {"code_insee": "18999"},
    {"code_insee": "69123"}, {"code_qpv": "33-001"}, {"code_qpv": "QP018001"},
    {"code_qpv": "QN01801N"}, {"code_qpv": "QP033001"}, {"code_qpv": "QX018001"},
    place("47.08", "2.40"), place("47,08", "2.40"), place("2.40", "47.08"), place("45.0", "2.40"),
    place("147.08", "2.40"), place("nord", "2.40"), place(".5", "2.40"), {"latitude": "47.08"},
    {"longitude": "2.40"}, place("+47.08", "2.4"),
    {"annee_debut": "2019"}, {"annee_debut": "19"}, {"annee_debut": "1949"},
    {"annee_debut": "2028"}, {"annee_debut": "2027"}, {"annee_debut": "vers 2019"},
    {"annee_fin": "2020"}, {"annee_fin": "2020", "statut": "terminee"},
    {"annee_debut": "2021", "annee_fin": "2020", "statut": "terminee"},
    {"publics": ["jeunes", "femmes"]}, {"publics": ["jeunes", "jeunes"]}, {"publics": ["x"]},
    {"mots_cles": ["x" * 61]}, {"partenaires": ["Ville : service #2"]},
    {"chiffres": ["12 emplois"]}, {"chiffres": ["12 emplois (2021)"]},
    {"chiffres": ["12 emplois (non daté)"]}, {"enseignements": ["Bof"]},
    {"site": "www.exemple.fr"}, {"site": "https://exemple.fr/page?a=b#c"},
    {"site": "HTTPS://Exemple.fr"}, {"site": "https://exemple"}, {"site": "ftp://exemple.fr"},
    {"site": "javascript:alert(1)"}, {"site": "https://exemple.fr/a b"},
    {"site": "https://moi@exemple.fr"}, {"site": "https://exemple.fr:99999"},
    {"site": "https://exemple.fr:8080/"}, {"site": "https://exemple..fr"},
    {"site": "https://été.fr/là"}, {"site": "https://[::1]/"},
    {"contact": "contact@exemple.fr"}, {"contact": "contact(at)exemple.fr"},
    {"contact": "le-phare@exemple.fr"}, {"contact": "yann.le.goff@exemple.fr"},
    {"contact": "jeanne.martin@exemple.fr"}, {"contact": "pole.emploi@exemple.fr"},
    {"contact": "a@b"}, {"sources": []}, {"sources": [{"editeur": "Ville de Bourges"}]},
    source(date="2019"), source(date="2019-03"), source(date="2019-13"), source(date="mars 2019"),
    source(date="2019-02-30"), source(date="13/02/2019"), source(consulte_le="2024-03-01"),
    source(consulte_le="2024-02-30"), source(url="https://exemple.fr"), source(url="exemple"),
    {"sources": [{"titre": "Rapport"}, {"titre": "Rapport"}]},
    {"verifie_le": "2024-03-01"}, {"verifie_le": "01/03/2024"}, {"verifie_le": "2999-01-01"},
    {"centre": "inconnu"}, {"redirections": ["Ancien nom"]}, {"redirections": ["ancien-nom"]},
    {"brouillon": "oui"}, {"brouillon": "peut-être"},
    {"corps": "Trop court."}, {"corps": f"# Le besoin\n\n{STORY}"}, {"corps": f"<b>x</b> {STORY}"},
    {"corps": f"[x](javascript:alert) {STORY}"}, {"corps": f"[x](https://exemple.fr) {STORY}"},
    {"corps": f"[[nulle-part]] {STORY}"}, {"corps": f"`<b>` {STORY}"},
    {"corps": f"[[qpv]] {STORY}"},
    {"corps": f"{'- ' * 21}{STORY}"}, {"corps": f"{'> 1. ' * 10}{STORY}"},
    {"corps": f"{STORY}<o:p></o:p> <st1:x>"}, {"corps": f"{STORY} {'<a ' * 21}"},
    {"corps": f"{'[a](' * 21}{STORY}"}, {"corps": f"{'[' * 21}{STORY}"},
    {"corps": f"{'[[a ' * 10}{STORY}\n\n{'[a] [b ' * 20} {'<x> ' * 30}"},
    {"corps": f"{STORY}\n\n{'- ' * 30}\n\n{'    ' * 20}> fin"},
    {"corps": f"```\n<b>\n`````\n\n{STORY}"}, {"corps": f"{STORY}\n\n~~~ html\n``\n~~\n<b>"},
    {"corps": f"```a``` <b> {STORY}\n\n```\n<i>"}, {"corps": f"````\n```\n[[x]]\n````\n{STORY}<b>"},
    {"corps": f"{STORY}\n\n- a\n  - b"}, {"corps": f"{STORY}\n\n- a\n\t- b\n    - c\n  - d"},
    {"corps": f"{STORY}\n\n- a\n    - b\n \t - c"}, {"corps": f"{STORY}\n\n- a\n\nUn.\n\n   - b"},
    {"corps": f"{STORY}\n\n1. a\n  suite\n   - b"}, {"corps": f"{STORY}\n\n    - a\n      - b"},
    {"contact": "lephare@gmail.com"}, {"corps": f"{STORY} Écrire à éco.phare@orange.fr."},
    {"corps": f"{STORY} Tél. 06 12 34 56 78."}, {"corps": f"{STORY} Tél. +33 7 12 34 56 78"},
    {"corps": f"{STORY} Tél. 02 48 12 34 56."}, {"resume": "Réunions chez Mme Martin, le samedi."},
    {"publics": ["voisins, appt n° 12"]}, {"corps": f"{STORY} Le digicode est à l'entrée."},
    {"adresse": "12 rue des Lilas, appartement 4"}, {"corps": f"{STORY} échez Mme X, digicodes."},
    source(url="https://exemple.fr/06-12-34-56-78"), source(editeur="lephare@free.fr"),
    {"image": {"fichier": "Photo.JPG", "alt": "La façade", "credit": "Ville", "licence": "CC BY"}},
    {"image": {"fichier": "photo.jpg", "alt": "La façade"}},
]

# What the scripts say of a list without anything in it, where the file has no such key.
_SAME = {"liste-vide": "champ-obligatoire", "champ-vide": "champ-obligatoire"}


def lines_of(values, keys, indent=""):
    """Write values as YAML, each its own way."""
    for declared in keys:
        value = values.get(declared.name, "")
        if value in ("", []):
            continue
        if isinstance(value, dict):
            yield f"{indent}{declared.name}:"
            yield from lines_of(value, keys_of(declared.kind.model).values(), f"{indent}  ")
        elif isinstance(value, list):
            yield f"{indent}{declared.name}:"
            for item in value:
                if isinstance(item, dict):
                    own = lines_of(item, keys_of(declared.kind.kind.model).values(), "    ")
                    first, *rest = own
                    yield f"  - {first.strip()}"
                    yield from rest
                else:
                    yield f"  - {write_text(item)}"
        else:
            yield f"{indent}{declared.name}: {write_text(value)}"


def file_of(values):
    header = "\n".join(lines_of(values, keys_of(Initiative).values()))
    return f"---\n{header}\n---\n\n{values['corps']}\n"


@pytest.fixture(scope="module")
def modules(browser, served, real_site):
    """A page of the site, where the scripts' modules can be imported by name."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{served}404.html")
    folder = next((real_site / "assets").iterdir()).name
    yield page, f"{served}assets/{folder}/js/"
    context.close()


@pytest.fixture
def small(project, gazetteer, fiche):
    other = fiche(body=f"Ailleurs. {STORY}")
    root = project({"content/initiatives/autre.md": other, "content/glossaire.yml": (
        "- terme: QPV\n  definition: Un quartier prioritaire.\n  source: https://exemple.fr/qpv\n"
    )})
    return root, assemble(load_content(root, Report()), gazetteer)


def communes_known(gazetteer):
    """The rows of the site's own files of communes, for the names that the cases have."""
    rows = {tuple(row) for letter in "blsh" for row in json.loads(
        makers()[f"data/communes/{letter}.json"]())}
    by_population = sorted(rows, key=lambda row: -gazetteer.find_commune(row[1]).population)
    return [
        row for row in by_population
        if fold(row[0]).startswith(("bourg", "saint denis", "lyon", "le havre"))
    ]


def test_the_form_says_what_check_says(modules, small, gazetteer, today):
    page, scripts = modules
    root, site = small
    departments = tuple(Option(value=code, label=code) for code in gazetteer.departments)
    rules = rules_for_script(options_of(site, departments))
    cases = [{**GOOD, **case} for case in CASES]
    said_by_form = page.evaluate(
        """async ([scripts, rules, cases, rows, targets, today]) => {
          const { checkFiche } = await import(`${scripts}lib/fiche-check.js`);
          const { readCommunes } = await import(`${scripts}lib/communes.js`);
          const communes = readCommunes(rows);
          const scope = { today, communes, isTarget: (slug) => targets.includes(slug) };
          return cases.map(({ corps, ...fiche }) => (
            [...new Set(checkFiche(fiche, corps, rules, scope).map(({ code }) => code))].sort()));
        }""",
        [scripts, rules, cases, communes_known(gazetteer), list(site.targets), today.isoformat()],
    )
    path = root / "content/initiatives/essai.md"
    differences = []
    for case, values, form in zip(CASES, cases, said_by_form, strict=True):
        path.write_text(file_of(values), "utf-8")
        report = Report()
        content = load_content(root, report)
        report.extend(check(Scope.of(content, gazetteer, today)))
        codes = {
            _SAME.get(one.code, one.code) for one in report.diagnostics
            if one.location.path.endswith("essai.md")
        } - {"image-introuvable"}
        if codes != set(form) - {"image-introuvable"}:
            differences.append((case, sorted(codes), form))
    assert not differences, "\n".join(map(str, differences))
    assert len(CASES) > 60


def test_what_is_good_passes_the_schema_too(small, today, gazetteer):
    root, _ = small
    validator = Draft202012Validator(object_schema(Initiative))
    path = root / "content/initiatives/essai.md"
    for case in CASES:
        values = {**GOOD, **case}
        path.write_text(file_of(values), "utf-8")
        report = Report()
        content = load_content(root, report)
        report.extend(check(Scope.of(content, gazetteer, today)))
        own = [one for one in report.diagnostics if one.location.path.endswith("essai.md")]
        if not own:
            assert list(validator.iter_errors(_as_read_by_others(values))) == []


def _as_read_by_others(values):
    """Values as a YAML reader with types would have them."""
    numbers = {"latitude", "longitude", "annee_debut", "annee_fin"}
    return {
        name: float(value) if name in numbers else value
        for name, value in values.items() if value not in ("", []) and name != "corps"
    }


def test_every_key_is_asked_once(small, gazetteer):
    _, site = small
    fields = fields_by_attribute(options_of(site, ()))
    asked = [
        field.name for section in make_sections(fields)
        for field in (*section.fields, *section.extra)
    ]
    assert sorted(asked) == sorted(declared.name for declared in keys_of(Initiative).values())


TEXTS = (
    "Le Phare", "Le Phare : atelier", "12", "045", "1_000", "2019-03-01", "12:30", "oui", "no", "~",
    "null", "-", "- x", "-x", "#1", "a #b", "a:b", "fin:", "[x]", "@x", "`x`", "'x'", '"x"', "%",
    "l'été", "é", "e\u0301", "a\u200bb", "a\tb", "a\\b", "😀", "<<", "=", "1e3", "0x1F", ".5",
    ".inf", "1.2.3", "C:\\x", "x\u00a0y", "", " x", "x ", "? x", "!x", "*x*", "&x", "{x}", "a, b",
    "2024-3-1 10:00", "١٢",
)


def test_texts_are_quoted_as_python_quotes_them(modules):
    page, scripts = modules
    said = page.evaluate(
        """async ([scripts, texts]) => {
          const { writeText, writeLiteral } = await import(`${scripts}lib/yaml-text.js`);
          return texts.map((text) => [writeText(text), writeLiteral(text)]);
        }""", [scripts, TEXTS])
    assert said == [[write_text(text), write_literal(text)] for text in TEXTS]


def test_typography_is_that_of_the_site(modules):
    texts = [
        "L'atelier : 12 000 emplois !", "« Oui »... ou non ?", "n° 4, 30 % et 5 km", "a - b",
        "le 21 février, le 1er mars et le 1er martial", "1 234 euros", "31er mars",
        "aujourd'hui; ici", "10 ans", "l'\"été\"", "https://exemple.fr/a?b", "«déjà»",
    ]
    page, scripts = modules
    said = page.evaluate(
        """async ([scripts, texts]) => {
          const { typeset } = await import(`${scripts}lib/typography.js`);
          return texts.map(typeset);
        }""", [scripts, texts])
    assert said == [typeset(text) for text in texts]


BODIES = (
    "Un paragraphe.\n\nUn autre,\nsur deux lignes.", "## Le besoin\n\nDu texte.",
    "### Titre\nDu texte juste après.", "- un\n- deux\n- trois", "1. un\n2. deux",
    "Avant :\n\n- un *deux*\n- **trois**\n\nAprès.", "*italique* et **gras**, _ici_ et __là__.",
    "***les deux***", "2 * 3 * 4 = 24", "un_mot_avec_tirets", "[lien](https://exemple.fr/a_b_c)",
    "<https://exemple.fr>", "Voir [[autre]] et [[autre|celle-ci]].", "[[nulle-part]]",
    "**[lien gras](https://exemple.fr)**", "[*lien*](../a-propos/)", "L'été : « oui » !",
    "[mail](mailto:contact@exemple.fr)", "[non](javascript:alert(1))", "A **b *c* d** e",
)


def test_the_preview_is_what_the_site_renders(modules, small):
    page, scripts = modules
    _, site = small
    renderer = BodyRenderer(site.targets, ())
    targets = [[slug, {"title": one.title, "url": one.url}] for slug, one in site.targets.items()]
    said = page.evaluate(
        """async ([scripts, bodies, targets]) => {
          const { renderBody } = await import(`${scripts}islands/form/preview.js`);
          return bodies.map((body) => renderBody(body, new Map(targets), "")
            .map((node) => node.outerHTML).join(""));
        }""", [scripts, BODIES, targets])
    differences = []
    for body, preview in zip(BODIES, said, strict=True):
        prepared = renderer.prepare(body, lambda url: url)
        html = _bare(str(prepared.html))
        if html != _bare(preview):
            differences.append((body, html, _bare(preview)))
    assert differences == []


def _bare(html):
    """Without what only one of the two adds: ids, targets of links, spaces between blocks."""
    html = re.sub(r' (?:id|target|rel)="[^"]*"', "", html)
    html = re.sub(r"<p>(\s*)</p>", "", html).replace("&nbsp;", "\u00a0")
    return re.sub(r"(?<=>)\s+(?=<)", "", html).strip()
