"""Problems in content, as values: where, which rule, what is wrong and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct, field


class Severity(StrEnum):
    """How much a problem matters. An error stops the build, a warning only in strict mode."""

    ERROR = "error"
    WARNING = "warning"


class Location(Struct, frozen=True, order=True):
    """A place in a content file. Lines and columns start at 1, as in editors."""

    path: str
    line: int = 1
    column: int = 1


class Repair(Struct, frozen=True, order=True):
    """What is certain to have been meant: at a place, the text ``old`` should be ``new``.

    Both are texts as YAML gives them, or as the file has them where YAML gives none.
    """

    location: Location
    old: str
    new: str
    as_written: bool = False
    """Whether both are signs of the file, such as a tabulation, and no value to be quoted."""


class Remedy(Struct, frozen=True):
    """What to write instead of ``old``: said by the hint, and by ``ecoq fix`` if it is certain.

    ``words`` is the format string of the hint, with the field ``new``.
    """

    words: str
    old: str
    new: str
    is_certain: bool = True

    @property
    def hint(self) -> str:
        """The words for the author."""
        return self.words.format(new=self.new)

    def repairs_at(self, location: Location) -> tuple[Repair, ...]:
        """Return the repair, if it is certain."""
        return (Repair(location, self.old, self.new),) if self.is_certain else ()


class Diagnostic(Struct, frozen=True, order=True):
    """One problem at one place. The path is relative to the project's root, with "/"."""

    location: Location
    code: str
    severity: Severity
    message: str
    hint: str = ""
    repairs: tuple[Repair, ...] = ()


class Rule(Struct, frozen=True):
    """One kind of problem. Its code never changes: contributors search for it.

    ``message`` and ``hint`` are format strings; ``wrong`` and ``right`` are the extract of a
    content file that breaks the rule and the same extract once mended.
    """

    code: str
    severity: Severity
    message: str
    hint: str = ""
    wrong: str = ""
    right: str = ""

    def at(
        self, location: Location, *, hint: str | Remedy | None = None,
        repairs: tuple[Repair, ...] = (), **details: object,
    ) -> Diagnostic:
        """Return this rule's diagnostic at a place; ``hint`` replaces the general remedy."""
        details = {name: _quote(name, detail) for name, detail in details.items()}
        message = self.message.format(**details)
        if isinstance(hint, Remedy):
            repairs = hint.repairs_at(location)
            hint = hint.hint
        elif hint is None:
            hint = self.hint.format(**details)
        return Diagnostic(location, self.code, self.severity, message, hint, repairs)

    @property
    def general_message(self) -> str:
        """The message of no case in particular: « … » stands for what the author wrote."""
        return self.message.format_map(_Blanks())

    @property
    def general_hint(self) -> str:
        """The remedy of no case in particular."""
        return self.hint.format_map(_Blanks())


# The details that may be as long as an author made them, and how much of them is quoted.
_QUOTED_CHARACTERS = {"text": 80, "key": 80, "name": 80, "example": 300}


def _quote(name: str, detail: object) -> str:
    """Return a detail as it is shown: the beginning of a long one."""
    text = str(detail)
    limit = _QUOTED_CHARACTERS.get(name, len(text))
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


class _Blanks(dict[str, str]):
    """Fills every field of a format string with an ellipsis."""

    def __missing__(self, name: str) -> str:
        return "…"


class Unreadable(Exception):  # noqa: N818 - it carries diagnostics, it is not an error of ours
    """A value cannot be read. Raised by readers, caught by decoders, seen by nobody else."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*diagnostics)
        self.diagnostics = diagnostics


class Report(Struct):
    """All that is wrong, gathered over a run."""

    found: list[Diagnostic] = field(default_factory=list)
    files_read: int = 0

    def add(self, *diagnostics: Diagnostic) -> None:
        """Record diagnostics."""
        self.found.extend(diagnostics)

    def extend(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Record all the diagnostics that a check yields."""
        self.found.extend(diagnostics)

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The diagnostics in reading order: by file, line and column, without doubles."""
        return tuple(sorted(set(self.found)))

    def count(self, severity: Severity) -> int:
        """How many problems of this severity there are."""
        return sum(found.severity is severity for found in self.diagnostics)

    def limited_to(self, paths: Iterable[str]) -> Report:
        """Return the report of some files and folders alone."""
        chosen = tuple(paths)
        found = [one for one in self.found if _is_within(one.location.path, chosen)]
        return Report(found, self.files_read)

    @property
    def has_errors(self) -> bool:
        """Whether something must be mended before the site can be built."""
        return any(found.severity is Severity.ERROR for found in self.found)

    @property
    def files_at_fault(self) -> int:
        """In how many files there is at least one problem."""
        return len({found.location.path for found in self.found})

    def fails(self, *, strict: bool) -> bool:
        """Whether the run must be refused: errors, or any problem at all in strict mode."""
        return bool(self.found) if strict else self.has_errors


def _is_within(path: str, chosen: tuple[str, ...]) -> bool:
    return any(one in {path, "."} or path.startswith(f"{one}/") for one in chosen)
