"""The commands: what is asked, what is printed, and the exit code. Nothing else prints.

Exit codes: 0 fine (warnings allowed), 1 problems in content, 2 usage or environment.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn

import click

from ecoq.cli.french import FrenchGroup, describe_error, describe_system_error
from ecoq.publish.errors import EnvironmentProblem

CONTENT_REFUSED = 1
ENVIRONMENT_REFUSED = 2

# Where each command lives: a module is imported when its command is asked for, since start-up
# time is felt at every build.
_MODULES: Mapping[str, str] = {
    "build": "ecoq.cli.building",
    "check": "ecoq.cli.checking",
    "serve": "ecoq.cli.serving",
    "verify": "ecoq.cli.verifying",
    "explain": "ecoq.cli.checking",
    "new": "ecoq.cli.wizard",
    "fmt": "ecoq.cli.mending",
    "fix": "ecoq.cli.mending",
    "import": "ecoq.cli.importing",
    "freeze": "ecoq.cli.freezing",
    "review": "ecoq.cli.reviewing",
    "changes": "ecoq.cli.comparing",
    "links": "ecoq.cli.linking",
    "stats": "ecoq.cli.counting",
}


class _LazyGroup(FrenchGroup):
    """A group that imports the module of a command when it needs it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names, in the order of the help page."""
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None if there is none of this name."""
        module = _MODULES.get(cmd_name)
        if module is None:
            return None
        command: click.Command = getattr(import_module(module), f"{cmd_name}_command")
        return command


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    package_name="ecoq", message="ecoq %(version)s", help="Montrer la version."
)
def cli() -> None:
    """L'Éco des quartiers : vérifier les fiches, fabriquer le site."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line; the way in of ``ecoq``, ``python -m ecoq`` and ``build.py``."""
    _write_utf_8()
    try:
        sys.exit(cli.main(arguments, prog_name="ecoq", standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as page:
        click.echo(page.format_message())
        sys.exit(0)
    except click.ClickException as error:
        problem = describe_error(error)
    except EnvironmentProblem as error:
        problem = str(error)
    except (click.Abort, KeyboardInterrupt):
        click.echo(err=True)  # the terminal may be in the middle of a question
        problem = "interrompu."
    except BrokenPipeError:
        # The reader of our output has gone (« | head »): nothing to say, and nobody to say it to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except OSError as error:
        problem = describe_system_error(error)
    click.echo(f"Erreur : {problem}", err=True)
    sys.exit(ENVIRONMENT_REFUSED)


def _write_utf_8() -> None:
    """Whatever the system's encoding: that of Windows, for what goes to a file, lacks « → ».

    A file name that is in no encoding is shown with « ? ».
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
