"""Rules told at length, in French: for one who meets a message, and for the page of all of them."""

from __future__ import annotations

from collections.abc import Iterator

from ecoq.catalogue import RULES
from ecoq.diagnostics import Rule, Severity

SEVERITY_NAMES = {Severity.ERROR: "erreur", Severity.WARNING: "avertissement"}

_PAGE_START = """\
# Messages de vérification

<!-- Page faite à partir de ecoq/catalogue.py par « make docs » : ne la modifiez pas ici. -->

Voici tout ce que `ecoq check` peut signaler, dans l'ordre où une fiche est lue : le fichier,
l'en-tête, les valeurs, les liens entre fiches, les lieux, les dates, le texte. Une **erreur**
empêche de publier ; un **avertissement** est un conseil, qui n'arrête la publication qu'avec
l'option `--strict`. Chaque message donne le fichier, la ligne et la colonne. La commande
`ecoq explain` suivie d'un code affiche la même explication. « … » remplace ce que vous avez écrit.
"""


def explain_rule(rule: Rule) -> str:
    """Return a rule as text for the terminal, with an example that fails and the mended one."""
    return "\n".join(_terminal_lines(rule))


def _terminal_lines(rule: Rule) -> Iterator[str]:
    yield f"{rule.code} ({SEVERITY_NAMES[rule.severity]})"
    yield ""
    yield f"  {rule.general_message}"
    yield f"  {rule.general_hint}"
    for title, example in _examples(rule):
        yield ""
        yield title
        yield from (f"  {line}" for line in example.split("\n"))


def render_rule(rule: Rule) -> str:
    """Return a rule as Markdown, without a heading."""
    severity = SEVERITY_NAMES[rule.severity].capitalize()
    parts = [f"**{severity}.** {_literal(rule.general_message)}", _literal(rule.general_hint)]
    for title, example in _examples(rule):
        parts += [title, f"```yaml\n{example}\n```"]
    return "\n\n".join(parts)


def _examples(rule: Rule) -> Iterator[tuple[str, str]]:
    if rule.wrong:
        yield "À ne pas écrire :", rule.wrong
    if rule.right:
        yield "À écrire :", rule.right


def _literal(text: str) -> str:
    """Keep the signs of a message that Markdown would take for its own."""
    for sign in "\\`*_[]<>#":
        text = text.replace(sign, f"\\{sign}")
    return text


def render_messages_page() -> str:
    """Return ``docs/messages.md``: one heading for each code, in the order of the catalogue."""
    sections = [f"## {rule.code}\n\n{render_rule(rule)}\n" for rule in RULES.values()]
    return "\n".join([_PAGE_START, *sections])
