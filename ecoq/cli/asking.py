"""Questions at the terminal: each answer is checked at once, and asked again until it is right."""

from __future__ import annotations

from collections.abc import Callable, Collection

import click

from ecoq.content.body import count_words
from ecoq.content.frontmatter import Body
from ecoq.content.model import Initiative
from ecoq.content.schema import keys_of
from ecoq.content.source import Excerpt
from ecoq.contribute.new_file import Value, slug_from
from ecoq.contribute.scaffold import BODY, Question, find_commune_problem
from ecoq.contribute.trial import Surroundings
from ecoq.diagnostics import Diagnostic, Report
from ecoq.site.checks.bodies import MINIMUM_WORDS

# Beyond this many choices, they are not all listed: the nearest ones are proposed.
_LISTED = 40
_COMMUNE, _DEPARTMENT, _INSEE_CODE = (
    keys_of(Initiative)[name].name for name in ("commune", "department", "insee_code")
)
# Without them, or the code, the file would be refused, although none is required alone.
_PLACE = frozenset({_COMMUNE, _DEPARTMENT})


def show(report: Report) -> str:
    """Return problems as short lines, for one who answers questions."""
    return "\n".join(_problem(found) for found in report.diagnostics)


def _problem(found: Diagnostic) -> str:
    return f"  {found.message} {found.hint}".rstrip()


class Interview:
    """One conversation: fills the answers that no option gave."""

    def __init__(self, model: type, asked: Collection[Question], around: Surroundings) -> None:
        self._model = model
        self._asked = asked
        self._around = around

    def hold(self, answers: dict[str, Value], body: str, with_optional: bool | None) -> str:
        """Ask all that is not answered yet, and return the body."""
        click.echo("Répondez à chaque question ; une ligne vide passe ce qui est facultatif.")
        if with_optional is None:
            with_optional = _confirm("Voulez-vous aussi répondre aux questions facultatives ?")
        for question in self._asked:
            needed = question.is_required or question.name in _PLACE or with_optional
            if needed and question.name not in answers:
                self._ask(question, answers)
        return body or self._ask_body()

    def ask_again(self, names: Collection[str], answers: dict[str, Value], body: str) -> str:
        """Ask again for the keys at fault, and return the body, which may be one of them."""
        for question in self._asked:
            if question.name in names:
                answers.pop(question.name, None)
                self._ask(question, answers)
        return self._ask_body() if BODY in names else body

    def _ask(self, question: Question, answers: dict[str, Value]) -> None:
        _introduce(question)
        answer: Value
        if question.is_list and question.parts:
            answer = self._groups(question)
        elif question.parts:
            answer = self._group(question) if _confirm("Répondre ?") else {}
        elif question.is_list:
            answer = self._lines(question)
        else:
            is_place = question.name in _PLACE and _INSEE_CODE not in answers
            answer = self._text(
                question, question.label, is_required=question.is_required or is_place
            )
        if answer:
            answers[question.name] = answer
        if question.name == _COMMUNE and self._model is Initiative:
            self._place(str(answer), answers)

    def _place(self, commune: str, answers: dict[str, Value]) -> None:
        """Say in which départements a commune is; the only one needs no question."""
        found = self._around.gazetteer.departments_of(commune)
        if found:
            click.echo(f"  Département{'s' * (len(found) > 1)} : {', '.join(found)}.")
        if len(found) == 1:
            answers.setdefault(_DEPARTMENT, found[0])

    def _text(self, question: Question, label: str, *, is_required: bool | None = None) -> str:
        required = question.is_required if is_required is None else is_required
        while True:
            text = _prompt(label).strip()
            if not text:
                if not required:
                    return ""
                click.echo("  Il faut une réponse.")
                continue
            text = _value_of(question, text)
            problem = question.problem(text) or self._commune_problem(question, text)
            if problem is None:
                return text
            click.echo(_problem(problem))

    def _commune_problem(self, question: Question, text: str) -> Diagnostic | None:
        if self._model is not Initiative or question.name != _COMMUNE:
            return None
        return find_commune_problem(text, self._around.gazetteer)

    def _lines(self, question: Question) -> list[Value]:
        return list(_until_empty(lambda first: self._text(
            question, "  -", is_required=question.is_required and first
        )))

    def _group(self, question: Question) -> dict[str, Value]:
        texts = {part.name: self._text(part, f"  {part.label}") for part in question.parts}
        return {name: text for name, text in texts.items() if text}

    def _groups(self, question: Question) -> list[Value]:
        groups: list[Value] = []
        while (question.is_required and not groups) or _confirm(
            f"{question.label} : en ajouter {'une autre' if groups else 'une'} ?"
        ):
            groups.append(self._group(question))
        return groups

    def ask_name(self, slug: str) -> str:
        """Ask for another file name, for one that is taken."""
        click.echo(f"  Il y a déjà une fiche « {slug} ». Sous quel nom garder celle-ci ?")
        while not (name := slug_from(_prompt("Nom du fichier, sans « .md »"))):
            click.echo("  Il faut une réponse.")
        return name

    def _ask_body(self) -> str:
        click.echo()
        click.echo("Le texte, en plusieurs lignes ; une ligne « . » seule pour finir.")
        minimum = MINIMUM_WORDS if self._model is Initiative else 1
        if self._model is Initiative:
            click.echo(f"Ce que fait l'initiative, pour qui, ce qu'on en retient : au moins "
                       f"{minimum} mots.")
        lines: list[str] = []
        while True:
            line = _prompt("", suffix="")
            if line != ".":
                lines.append(line)
                continue
            body = "\n".join(lines).strip()
            count = count_words(Body(Excerpt.of(body), "", 1))
            if count >= minimum:
                return body
            click.echo(f"  Il faut au moins {minimum} mots ; il y en a {count}. Continuez :")


def _prompt(label: str, *, suffix: str = " : ") -> str:
    answer: str = click.prompt(label, default="", show_default=False, prompt_suffix=suffix)
    return answer


def _introduce(question: Question) -> None:
    click.echo()
    required = "" if question.is_required or question.name in _PLACE else " (facultatif)"
    click.echo(click.style(question.label, bold=True) + required)
    if question.help:
        click.echo(f"  {question.help}")
    if question.choices and len(question.choices) <= _LISTED:
        for number, (value, label) in enumerate(question.choices.items(), 1):
            click.echo(f"  {number}. {value}{f' : {label}' if label != value else ''}")
        click.echo("  Répondez par le nom ou par son rang.")
    elif question.example != "…" and not question.parts:
        click.echo(f"  Exemple : {question.example}")
    if question.is_list and not question.parts:
        click.echo("  Une réponse par ligne ; une ligne vide pour finir.")


def _value_of(question: Question, text: str) -> str:
    """The value that an answer means: a choice may be given by its rank or by its words."""
    if not question.choices:
        return text
    values = list(question.choices)
    if text.isdecimal() and 0 < int(text) <= len(values):
        return values[int(text) - 1]
    for value, label in question.choices.items():
        if text.casefold() == label.casefold():
            return value
    return text


def _until_empty(ask: Callable[[bool], str]) -> list[str]:
    texts: list[str] = []
    while text := ask(not texts):
        texts.append(text)
    return texts


def _confirm(question: str) -> bool:
    """Ask for a oui or a non; nothing is a non."""
    while True:
        answer = _prompt(f"{question} [o/N]")
        if answer.strip().lower() in {"o", "oui"}:
            return True
        if answer.strip().lower() in {"", "n", "non"}:
            return False
        click.echo("  Répondez oui ou non.")
