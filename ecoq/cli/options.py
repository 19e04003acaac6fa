"""What several commands share: the project's folder, strictness, and what day it is."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime
from pathlib import Path

import click


def _project(context: click.Context, parameter: click.Parameter, root: Path) -> Path:
    """Return the project's folder, or say what it lacks."""
    del context, parameter
    if not (root / "content").is_dir():
        raise click.UsageError(
            f"« {root} » n'a pas de dossier content/ : placez-vous à la racine du projet, "
            "ou indiquez-la avec --root."
        )
    return root.resolve()


def site_address(
    context: click.Context, parameter: click.Parameter, address: str | None
) -> str | None:
    """Return the address of a site, or say that it is none."""
    del context
    if address is not None and not re.fullmatch(r"https?://[^\s/?#]+[^\s?#]*", address):
        raise click.UsageError(
            f"« {address} » n'est pas une adresse pour {parameter.opts[-1]} : "
            "écrivez par exemple https://exemple.fr"
        )
    return address


root_option = click.option(
    "--root", metavar="DOSSIER", type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".", callback=_project, help="Dossier du projet (par défaut : ici).",
)
strict_option = click.option(
    "--strict", is_flag=True, help="Refuser aussi les avertissements."
)


def today() -> date:
    """The day of SOURCE_DATE_EPOCH if it is set, else that of the clock (UTC)."""
    return source_date() or datetime.now(tz=UTC).date()


def source_date() -> date | None:
    """The day of SOURCE_DATE_EPOCH (reproducible-builds.org), if it is set."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return None
    try:
        return datetime.fromtimestamp(int(epoch), tz=UTC).date()
    except (ValueError, OverflowError, OSError):
        raise click.UsageError(
            f"SOURCE_DATE_EPOCH doit être un nombre de secondes depuis 1970, et non « {epoch} »."
        ) from None
