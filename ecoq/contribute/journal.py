"""``ecoq changes --write``: what changed becomes an entry of the journal of the collection."""

from __future__ import annotations

from datetime import date

from ecoq.content.load import JOURNAL
from ecoq.content.model import JournalEntry, RemovedFiche
from ecoq.content.nodes import Mapping, Scalar
from ecoq.content.schema import keys_of
from ecoq.contribute.changes import DataChanges
from ecoq.contribute.front_matter import write_header
from ecoq.contribute.new_file import Value, node_of
from ecoq.diagnostics import Diagnostic, Location, Report, Unreadable

_HEAD = """\
# Journal de la collection : ce qui a changé, jour par jour. Le site le montre dans
# donnees/changements/ ; « ecoq changes AVANT APRÈS --write AAAA-MM-JJ » y ajoute une entrée.
"""


def add_entry(journal: str, changes: DataChanges, day: date, note: str) -> str:
    """Return the text of ``content/journal.yml`` with one more entry, at its end."""
    before = journal.rstrip() or _HEAD.rstrip()
    return f"{before}\n\n{_write_entry(changes, day, note)}"


def find_note_problem(note: str) -> Diagnostic | None:
    """Return what the checks would say of a note; there may be none."""
    try:
        keys_of(JournalEntry)["note"].kind.decode(Scalar(note, Location(JOURNAL)), Report())
    except Unreadable as unreadable:
        return unreadable.diagnostics[0] if note else None
    return None


def _write_entry(changes: DataChanges, day: date, note: str) -> str:
    keys, fiche = keys_of(JournalEntry), keys_of(RemovedFiche)
    values: dict[str, Value] = {
        keys["date"].name: day.isoformat(),
        keys["note"].name: note,
        keys["added"].name: [slug for slug, _ in changes.added],
        keys["changed"].name: [slug for slug, *_ in changes.changed],
        keys["removed"].name: [
            {fiche["initiative"].name: slug, fiche["title"].name: title}
            for slug, title in changes.removed
        ],
    }
    node = node_of(values)
    if not isinstance(node, Mapping):
        raise TypeError("an entry is a mapping")
    first, *rest = write_header(node, JournalEntry).splitlines()
    return "".join(f"{line}\n" for line in (f"- {first}", *(f"  {line}" for line in rest)))
