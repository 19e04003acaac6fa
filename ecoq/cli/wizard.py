"""``new``: a wizard that asks in French, and writes a file that ``check --strict`` accepts."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click

from ecoq.cli import CONTENT_REFUSED
from ecoq.cli.asking import Interview, show
from ecoq.cli.french import FrenchCommand, FrenchGroup
from ecoq.cli.options import root_option, today
from ecoq.cli.reporting import format_report
from ecoq.content.load import INITIATIVES, ISSUES, load_content
from ecoq.content.model import Entry, Initiative, Issue
from ecoq.content.schema import keys_of
from ecoq.content.source import decode_source
from ecoq.content.suggestions import slug_like
from ecoq.content.values import SLUG
from ecoq.contribute.new_file import Value, create_file, slug_from, write_file
from ecoq.contribute.scaffold import Question, keys_at_fault, questions
from ecoq.contribute.trial import Surroundings, try_text
from ecoq.diagnostics import Report, Unreadable
from ecoq.site.checks.addresses import is_kept_by_windows
from ecoq.territory.gazetteer import Gazetteer


@click.group("new", cls=FrenchGroup)
def new_command() -> None:
    """Écrire une nouvelle fiche ou un nouveau numéro, en répondant à des questions."""


def _from_model(model: type) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command one option for each question of a model."""

    def decorate(function: Callable[..., None]) -> Callable[..., None]:
        for question in reversed(questions(model)):
            parts = question.parts or (None,)
            for part in reversed(parts):
                name = f"{question.name}_{part.name}" if part else question.name
                label = f"{question.label} : {part.label}" if part else question.label
                function = click.option(
                    "--" + name.replace("_", "-"),
                    f"{question.name}__{part.name}" if part else name,
                    multiple=question.is_list, metavar="TEXTE",
                    help=f"{label}{' (à répéter)' if question.is_list else ''}.",
                )(function)
        return function

    return decorate


def _file_name(
    context: click.Context, parameter: click.Parameter, slug: str | None
) -> str | None:
    """Return the name given for the file, or say that it can be none."""
    del context, parameter
    if slug is not None and not re.fullmatch(SLUG.form, slug):
        raise click.UsageError(
            f"« {slug} » ne peut pas être un nom de fiche : des minuscules sans accent, des "
            f"chiffres et des tirets, par exemple --slug {slug_like(slug)}"
        )
    if slug is not None and is_kept_by_windows(slug):
        raise click.UsageError(
            f"« {slug} » ne peut pas être un nom de fiche : Windows le garde pour lui. Ajoutez un "
            f"mot, par exemple --slug {slug}-lieu"
        )
    return slug


def _written(
    context: click.Context, parameter: click.Parameter, path: Path | None
) -> str | None:
    """Return what is written in a file, or say why it cannot be read."""
    del context, parameter
    if path is None:
        return None
    try:
        return decode_source(path.name, path.read_bytes()).text
    except Unreadable as unreadable:
        found = unreadable.diagnostics[0]
        raise click.UsageError(f"« {path} » : {found.message} {found.hint}".rstrip()) from None


_shared: tuple[Any, ...] = (
    root_option,
    click.option("--slug", callback=_file_name, metavar="NOM",
                 help="Nom du fichier, sans « .md » (par défaut : d'après le titre)."),
    click.option("--corps", "body", metavar="TEXTE", help="Texte de la fiche, en Markdown."),
    click.option("--corps-fichier", "body_in_file", callback=_written, metavar="FICHIER",
                 help="Fichier où lire ce texte.",
                 type=click.Path(exists=True, dir_okay=False, path_type=Path)),
    click.option("--sans-question", "silent", is_flag=True,
                 help="Ne rien demander : les options disent tout."),
    click.option("--facultatifs/--sans-facultatifs", "with_optional", default=None,
                 help="Poser aussi, ou non, les questions facultatives."),
)


def _with_shared(function: Callable[..., None]) -> Callable[..., None]:
    for option in reversed(_shared):
        function = option(function)
    return function


@new_command.command("initiative", cls=FrenchCommand)
@_with_shared
@_from_model(Initiative)
def new_initiative(root: Path, **given: Any) -> None:
    """Écrire la fiche d'une initiative."""
    _write_new(root, Initiative, INITIATIVES, given)


@new_command.command("numero", cls=FrenchCommand)
@_with_shared
@_from_model(Issue)
def new_issue(root: Path, **given: Any) -> None:
    """Écrire un numéro de la publication."""
    _write_new(root, Issue, ISSUES, given)


def _write_new(root: Path, model: type[Entry], folder: str, given: dict[str, Any]) -> None:
    around = Surroundings(load_content(root, Report()), Gazetteer.load(), today())
    asked = questions(model, around.content)
    answers = _answers(asked, given)
    body = given["body_in_file"] or given["body"] or ""
    interview = None if given["silent"] else Interview(model, asked, around)
    if interview:
        body = interview.hold(answers, body, given["with_optional"])
    slug = given["slug"] or _slug(model, answers)
    former = {name for one in around.content.initiatives for name in one.redirects}
    taken = former if model is Initiative else set()
    while (root / (path := f"{folder}/{slug}.md")).exists() or slug in taken:
        if interview is None:
            raise click.UsageError(f"« {path} » existe déjà : choisissez un autre nom avec --slug.")
        slug = interview.ask_name(slug)
    source, report = try_text(path, write_file(model, answers, body), model, around)
    while report.found:
        if interview is None:
            click.echo(format_report(report, root), err=True)
            click.echo("Rien n'a été écrit.", err=True)
            sys.exit(CONTENT_REFUSED)
        click.echo(show(report), err=True)
        body = interview.ask_again(keys_at_fault(report, source), answers, body)
        source, report = try_text(path, write_file(model, answers, body), model, around)
    create_file(root / path, source.text)
    click.echo(f"{path} est écrit. « ecoq serve » le montre, « ecoq check » le vérifie.")


def _answers(asked: Iterable[Question], given: dict[str, Any]) -> dict[str, Value]:
    """The answers that options give."""
    answers: dict[str, Value] = {}
    for question in asked:
        if question.parts:
            columns = {part.name: given[f"{question.name}__{part.name}"] for part in question.parts}
            answer: Value = _rows(question, columns) if question.is_list else {
                name: text for name, text in columns.items() if text
            }
        else:
            answer = given[question.name]
        if answer:
            answers[question.name] = answer
    return answers


def _rows(question: Question, columns: dict[str, tuple[str, ...]]) -> list[Value]:
    """Groups whose keys are each an option: the first of each go together, and so on."""
    given = {name: texts for name, texts in columns.items() if texts}
    lengths = {len(texts) for texts in given.values()}
    if len(lengths) > 1:
        raise click.UsageError(
            f"Les options {question.option}-… doivent être données autant de fois les unes que "
            "les autres (vides s'il le faut)."
        )
    return [dict(zip(given, row, strict=True)) for row in zip(*given.values(), strict=True)]


def _slug(model: type, answers: dict[str, Value]) -> str:
    """The file name that the answers make."""
    keys = keys_of(model)
    names = ("title", "commune") if model is Initiative else ("number", "title")
    words = [str(answers.get(keys[name].name, "")) for name in names]
    if model is Issue:
        words[0] = words[0].zfill(2)
    return slug_from(*words) or "sans-titre"
