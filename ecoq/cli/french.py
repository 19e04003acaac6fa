"""click in French: its help pages, and its errors in one line."""

from __future__ import annotations

import errno
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import click

from ecoq.content.suggestions import did_you_mean

_HELP = "Montrer cette page."


class _FrenchFormatter(click.HelpFormatter):
    """Help pages with the space that French has before a colon."""

    def write_heading(self, heading: str) -> None:
        """Write the title of a section."""
        super().write_heading(f"{heading} ")


class _FrenchContext(click.Context):
    formatter_class = _FrenchFormatter


class _FrenchUsage:
    """What commands and groups share."""

    context_class: type[click.Context] = _FrenchContext

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the first line of the help page."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        pieces = ["COMMANDE…" if "COMMAND" in piece else piece for piece in pieces]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix="Utilisation : ")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help, described in French."""
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _HELP
        return option


class FrenchCommand(_FrenchUsage, click.Command):
    """A command whose help page is in French."""


class FrenchGroup(_FrenchUsage, click.Group):
    """A group whose help page is in French, and that proposes the nearest command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first argument names."""
        names = self.list_commands(ctx)
        if args and args[0] not in names and not args[0].startswith("-"):
            hint = did_you_mean(args[0], names) or f"Commandes : {', '.join(names)}."
            raise click.UsageError(f"La commande « {args[0]} » n'existe pas. {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands."""
        commands = {name: self.get_command(ctx, name) for name in self.list_commands(ctx)}
        with formatter.section("Commandes"):
            formatter.write_dl([
                (name, command.get_short_help_str(limit=200)) for name, command in commands.items()
                if command is not None
            ])


command: Callable[..., Callable[[Callable[..., Any]], click.Command]] = partial(
    click.command, cls=FrenchCommand
)


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return « 0 fichier », « 1 fichier », « 2 fichiers »: the plural begins at two."""
    return f"{number} {(many or f'{one}s') if number > 1 else one}"


def describe_error(error: click.ClickException) -> str:
    """Return what is wrong with the command line, in one French line."""
    if isinstance(error, click.NoSuchOption):
        hint = did_you_mean(error.option_name, error.possibilities or ())
        if hint is None and error.ctx and isinstance(error.ctx.command, click.Group):
            hint = "Les options viennent après la commande."
        return f"L'option « {error.option_name} » n'existe pas. {hint or ''}".strip()
    if isinstance(error, click.MissingParameter):
        return f"Il manque {_name(error.param)}."
    if isinstance(error, click.BadParameter) and error.param is not None:
        if isinstance(error.param.type, click.Path):
            return _describe_path(error)
        return f"La valeur de {_name(error.param)} n'est pas acceptée{_choices(error.param)}."
    if isinstance(error, click.BadOptionUsage):
        return f"L'option « {error.option_name} » est mal employée."
    return error.format_message()


_SYSTEM_REASONS = {
    errno.EACCES: "l'accès est refusé",
    errno.EPERM: "l'accès est refusé",
    errno.EROFS: "le disque n'accepte que la lecture",
    errno.ENOSPC: "il n'y a plus de place sur le disque",
    errno.ENOENT: "ce fichier ou ce dossier n'existe pas",
    errno.ENOTDIR: "un fichier se trouve là où il faut un dossier",
    errno.EEXIST: "un fichier se trouve là où il faut un dossier",
    errno.EISDIR: "un dossier se trouve là où il faut un fichier",
    errno.ENAMETOOLONG: "ce nom est trop long",
    errno.EMFILE: "trop de fichiers sont ouverts",
    errno.EIO: "le disque a une panne",
}


def describe_system_error(error: OSError) -> str:
    """Return what the machine refuses, and where, in one French line."""
    reason = _SYSTEM_REASONS.get(error.errno or 0, error.strerror or "le système refuse ce travail")
    return f"{reason}{f' ({error.filename})' if error.filename else ''}."


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "un paramètre"
    if isinstance(parameter, click.Option):
        return f"l'option « {parameter.opts[-1]} »"
    return f"« {parameter.human_readable_name} »"


def _choices(parameter: click.Parameter) -> str:
    kind = parameter.type
    if isinstance(kind, click.Choice):
        return f" ; valeurs possibles : {', '.join(map(str, kind.choices))}"
    if isinstance(kind, click.DateTime):
        return " : écrivez AAAA-MM-JJ, par exemple 2024-03-01"
    return ""


def _describe_path(error: click.BadParameter) -> str:
    """Return what is wrong with a path; click alone knows which of several it is."""
    quoted = re.search(r"'(.*)'", error.message)
    path = f"« {quoted[1]} »" if quoted else f"La valeur de {_name(error.param)}"
    if "not exist" in error.message:
        return f"{path} n'existe pas."
    if "is a directory" in error.message:
        return f"{path} est un dossier : il faut un fichier."
    if "is a file" in error.message:
        return f"{path} est un fichier : il faut un dossier."
    return f"{path} ne peut être ni lu ni écrit."
