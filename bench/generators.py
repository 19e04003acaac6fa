"""A site generator of the bench: how it is run, and what the cases change before it is."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_THEME_NAME = re.compile(r"Numérique(?: \d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Generator:
    """A site generator, ready to run, and the files that the cases change."""

    name: str
    command: Sequence[str]
    folder: Path
    """Where the command runs."""
    output: Path
    made: tuple[Path, ...]
    """What a build makes, caches included: set aside before a cold one."""
    fiche: Path
    template: Path
    """The frame that all pages share."""
    themes: Path
    """The file that names the themes."""
    is_slow: bool = False
    """Given fewer runs of large collections."""

    def clean(self) -> None:
        """Set aside what builds made.

        To remove thousands of files would slow the build that follows: for a minute, ext4 passes
        over the inodes that were freed, one by one, whenever it makes a file.
        """
        aside = Path(tempfile.mkdtemp(prefix="aside-", dir=self.output.parent.parent))
        for path in self.made:
            if path.exists():
                path.rename(aside / path.name)

    def change_fiche(self, turn: int) -> None:
        """Add a sentence to the end of a fiche."""
        _append(self.fiche, f"\nUn mot de plus, le {turn}e.\n")

    def change_template(self, turn: int) -> None:
        """Add some text to the end of the frame: all pages then show it."""
        _append(self.template, f"<i hidden>{turn}</i>\n")

    def rename_theme(self, turn: int) -> None:
        """Give a theme another name."""
        text = self.themes.read_text("utf-8")
        self.themes.write_text(_THEME_NAME.sub(f"Numérique {turn}", text, count=1), "utf-8")


def _append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def prepare_ours(root: Path) -> Generator:
    """Return our own build of a project."""
    return Generator(
        name="ecoq",
        command=(
            sys.executable, "-m", "ecoq", "build", "--no-search", "--no-pdf", "--root", str(root),
        ),
        folder=Path(__file__).parent.parent, output=root / "site",
        made=(root / "site", root / ".cache"),
        fiche=first_fiche(root / "content" / "initiatives"),
        template=root / "templates" / "base.html",
        themes=root / "content" / "thematiques.yml",
    )


def first_fiche(folder: Path) -> Path:
    """Return the first fiche of a folder."""
    return min(path for path in folder.glob("*.md") if not path.name.startswith("_"))
