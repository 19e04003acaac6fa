"""A review as Markdown for a job summary, and as JSON for tools."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from msgspec import to_builtins

from ecoq.content.load import INITIATIVES, ISSUES
from ecoq.content.model import Initiative
from ecoq.content.schema import keys_of
from ecoq.content.values import Url
from ecoq.contribute.git import ChangeKind
from ecoq.contribute.review import EntryChange, Review
from ecoq.diagnostics import Diagnostic
from ecoq.explain import SEVERITY_NAMES
from ecoq.site import urls

_TITLES = {
    ChangeKind.ADDED: ("ajoutée", "ajoutées"),
    ChangeKind.CHANGED: ("modifiée", "modifiées"),
    ChangeKind.RENAMED: ("renommée", "renommées"),
    ChangeKind.REMOVED: ("supprimée", "supprimées"),
}
_REDIRECTS = keys_of(Initiative)["redirects"].name
_SHOWN_CHARACTERS = 400
_SHOWN_LINES = 60
# What Markdown, HTML, or GitHub (mentions, references) could take for more than text. Nothing
# more: the report is read at a terminal too, and no text begins a line of it.
_ACTIVE = re.compile(r"[\\`*_\[\]<>#|~&@$]|:(?=\S)")


def format_markdown(found: Review, preview_url: Url | None = None) -> str:
    """Return the review for people; ``preview_url`` is where the proposal can be seen."""
    return "\n".join(_markdown_lines(found, preview_url)) + "\n"


def _markdown_lines(found: Review, preview_url: Url | None) -> Iterator[str]:
    yield "## Relecture de la proposition"
    yield ""
    yield _summary(found)
    for kind in ChangeKind:
        for change in (one for one in found.entries if one.kind is kind):
            yield from _entry_lines(change, preview_url)
    if found.other_files:
        yield from ("", "### Autres fichiers", "")
        for file in found.other_files:
            yield f"- {file.kind.value} : {_code(file.path)}"
    yield from ("", "### Vérification", "")
    yield from (_problem(problem) for problem in found.problems)
    if not found.problems:
        yield "Aucun problème dans les fichiers modifiés."
    if found.problems_elsewhere:
        yield from ("", "### Erreurs dans d'autres fichiers", "")
        yield from (_problem(problem) for problem in found.problems_elsewhere)
    if found.duplicates:
        yield from ("", "### Doublons possibles", "")
        for double in found.duplicates:
            yield (
                f"- {_escape(double.initiative.title)} ({_code(double.initiative.slug)}) et "
                f"{_escape(double.other.title)} ({_code(double.other.slug)}) : {double.reason}."
            )


def _summary(found: Review) -> str:
    counts = []
    for kind, (one, many) in _TITLES.items():
        count = sum(entry.kind is kind for entry in found.entries)
        if count:
            counts.append(f"{count} {many if count > 1 else one}")
    told = ", ".join(counts) or "aucune fiche modifiée"
    return f"Depuis {_code(found.base)} : {told}."


def _entry_lines(change: EntryChange, preview_url: Url | None) -> Iterator[str]:
    yield ""
    yield f"### {_TITLES[change.kind][0].capitalize()} : {_escape(change.title)}"
    yield ""
    moved = f" (avant : {_code(change.old_path)})" if change.old_path != change.path else ""
    address = _page_address(change)
    seen = f" · [voir la page]({urls.absolute(address, preview_url)})" if (
        preview_url and address and change.kind is not ChangeKind.REMOVED
    ) else ""
    yield f"{_code(change.path)}{moved}{seen}"
    if change.lost_slug is not None:
        yield from ("", "L'ancienne adresse ne mène plus à la fiche. Pour la garder : "
                    f"{_code(f'{_REDIRECTS}: [{change.lost_slug}]')}.")
    if change.kind is not ChangeKind.REMOVED and change.fields:
        yield from ("", *_field_table(change))
    if change.words_before != change.words_after or change.body_diff:
        yield from ("", f"Texte : {change.words_before} → {change.words_after} mots.")
    if change.body_diff:
        yield from ("", *_diff_block(change.body_diff))


def _page_address(change: EntryChange) -> str | None:
    folder, _, name = change.path.rpartition("/")
    slug = name.removesuffix(".md")
    if not re.fullmatch(r"[a-z0-9-]+", slug):
        return None
    makers = {INITIATIVES: urls.of_initiative, ISSUES: urls.of_issue}
    return makers.get(folder, urls.of_page)(slug)


def _field_table(change: EntryChange) -> Iterator[str]:
    if change.kind is ChangeKind.ADDED:
        yield from ("| champ | valeur |", "| --- | --- |")
        yield from (f"| {_escape(one.label)} | {_cell(one.new)} |" for one in change.fields)
        return
    yield from ("| champ | avant | après |", "| --- | --- | --- |")
    for one in change.fields:
        yield f"| {_escape(one.label)} | {_cell(one.old)} | {_cell(one.new)} |"


def _cell(text: str) -> str:
    return _escape(text) or "—"


def _diff_block(lines: tuple[str, ...]) -> Iterator[str]:
    """A code block whose fence is longer than any in the text."""
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield f"{fence}diff"
    yield from (line[:_SHOWN_CHARACTERS] for line in lines[:_SHOWN_LINES])
    if len(lines) > _SHOWN_LINES:
        yield f"… et {len(lines) - _SHOWN_LINES} autres lignes"
    yield fence


def _problem(found: Diagnostic) -> str:
    place = f"{found.location.path}:{found.location.line}"
    return (
        f"- {SEVERITY_NAMES[found.severity]} · {_code(place)} · {_escape(found.message)} "
        f"{_escape(found.hint)}"
    ).rstrip()


def _code(text: str) -> str:
    """Text as code; a backtick in it cannot end it."""
    return f"`{re.sub('[`|]', '?', _one_line(text))}`"


def _escape(text: str) -> str:
    """Text that stays text, whatever a contributor wrote."""
    return _ACTIVE.sub(lambda sign: f"&#{ord(sign[0])};", _one_line(text))


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN_CHARACTERS else f"{line[:_SHOWN_CHARACTERS]}…"


def format_json(found: Review) -> str:
    """Return the review as one JSON object: its keys do not change."""
    return json.dumps({
        "base": found.base,
        "entries": [
            {**to_builtins(one), "kind": one.kind.name.lower()} for one in found.entries
        ],
        "other_files": [
            {**to_builtins(one), "kind": one.kind.name.lower()} for one in found.other_files
        ],
        "problems": [_problem_object(one) for one in found.problems],
        "problems_elsewhere": [_problem_object(one) for one in found.problems_elsewhere],
        "duplicates": [
            {"slug": one.initiative.slug, "other": one.other.slug, "likeness": one.likeness,
             "reason": one.reason}
            for one in found.duplicates
        ],
    }, ensure_ascii=False, indent=2) + "\n"


def _problem_object(found: Diagnostic) -> dict[str, Any]:
    return {
        "path": found.location.path, "line": found.location.line,
        "column": found.location.column, "code": found.code,
        "severity": found.severity.value, "message": found.message, "hint": found.hint,
    }
