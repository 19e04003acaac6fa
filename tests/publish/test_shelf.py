"""Entries that earlier builds read: the same as read anew, and never trusted."""

import hashlib

import pytest

from ecoq.content.load import load_content, read_entry
from ecoq.content.model import Initiative
from ecoq.content.schema import keys_of
from ecoq.diagnostics import Report
from ecoq.publish import shelf
from ecoq.publish.inputs import find_inputs
from ecoq.publish.packing import pack
from ecoq.publish.shelf import Shelf
from ecoq.site.checks import Scope, check, check_entry

FICHE = "content/initiatives/phare.md"


@pytest.fixture
def root(project, fiche):
    """A project of one fiche."""
    return project({FICHE: fiche("annee_debut: 2019")})


@pytest.fixture
def shelf_of(root, tmp_path, gazetteer):
    """What opens the shelf of a project as a build does, with the tools of a given name."""
    def open_shelf(toolchain="tools"):
        return Shelf(
            folder=tmp_path / "shelf", toolchain=toolchain, digests=find_inputs(root).digests,
            is_sound=lambda entry: not any(check_entry(entry, gazetteer)),
        )

    return open_shelf


def told(content):
    """All that fiches say: their keys and their bodies."""
    return [
        [one.slug, one.body, *(getattr(one, attribute) for attribute in keys_of(Initiative))]
        for one in content.initiatives
    ]


def sheets(folder):
    return sorted((folder / "shelf").iterdir())


def count_parsed(monkeypatch):
    """Count the files that are parsed from now on."""
    parsed = []

    def read_and_count(root, path, model):
        parsed.append(path.name)
        return read_entry(root, path, model)

    monkeypatch.setattr(shelf, "read_entry", read_and_count)
    return parsed


def test_entry_from_the_shelf_is_the_one_that_was_read(root, shelf_of, monkeypatch):
    read = load_content(root, Report())
    load_content(root, Report(), shelf_of().read)
    parsed = count_parsed(monkeypatch)
    remembered = load_content(root, Report(), shelf_of().read)
    assert told(remembered) == told(read)
    assert parsed == []


def test_entry_from_the_shelf_knows_where_its_values_stand(root, shelf_of):
    load_content(root, Report(), shelf_of().read)
    [initiative] = load_content(root, Report(), shelf_of().read).initiatives
    [read] = load_content(root, Report()).initiatives
    assert initiative.origin.at("started_in") == read.origin.at("started_in")


def test_changed_fiche_is_read_again(root, shelf_of, fiche):
    load_content(root, Report(), shelf_of().read)
    (root / FICHE).write_text(fiche("annee_debut: 2020"))
    [initiative] = load_content(root, Report(), shelf_of().read).initiatives
    assert initiative.started_in == 2020


def test_fiche_that_changes_while_it_is_built_is_not_kept_for_the_old_one(root, shelf_of, fiche):
    early = shelf_of()
    old = (root / FICHE).read_text()
    (root / FICHE).write_text(fiche("annee_debut: 2020"))
    load_content(root, Report(), early.read)
    (root / FICHE).write_text(old)
    [initiative] = load_content(root, Report(), shelf_of().read).initiatives
    assert initiative.started_in == 2019


def test_removed_fiche_leaves_the_shelf(root, shelf_of, tmp_path):
    load_content(root, Report(), shelf_of().read)
    full = sum(path.stat().st_size for path in sheets(tmp_path))
    (root / FICHE).unlink()
    assert load_content(root, Report(), shelf_of().read).initiatives == ()
    assert sum(path.stat().st_size for path in sheets(tmp_path)) < full


def test_warning_is_said_at_each_build(root, shelf_of, gazetteer, today, fiche):
    (root / FICHE).write_text(fiche("chiffres:\n  - 12 emplois"))
    for _ in range(2):
        content = load_content(root, Report(), shelf_of().read)
        found = [one.code for one in check(Scope.of(content, gazetteer, today))]
        assert found == ["chiffre-sans-date"]


def test_other_tools_read_anew(root, shelf_of, monkeypatch):
    load_content(root, Report(), shelf_of("of old").read)
    parsed = count_parsed(monkeypatch)
    load_content(root, Report(), shelf_of("of today").read)
    assert "phare.md" in parsed


def damaged(data):
    return bytes([data[40] ^ 1]).join((data[:40], data[41:]))


@pytest.mark.parametrize("damage", [damaged, lambda data: data[:50], lambda _: b""])
def test_damaged_sheet_is_as_good_as_absent(root, shelf_of, tmp_path, damage):
    whole = load_content(root, Report(), shelf_of().read)
    for path in sheets(tmp_path):
        path.write_bytes(damage(path.read_bytes()))
    assert told(load_content(root, Report(), shelf_of().read)) == told(whole)


@pytest.mark.parametrize("data", [
    b"", b"{", b"3", b'["scalar",3]', b'["tuple",[1],["scalar",3]]',
    b'["tuple",[1],["tuple",[2],["scalar","a","b"]]]',
    b'["tuple",[1],["tuple",[2],["mixed",[0,1],["scalar","a"],["os.system",["scalar","b"]]]]]',
    b'["tuple",[0],["ecoq.content.model.Page"]]', b'["tuple",[1],' * 100_000,
], ids=lambda data: data[:40])
def test_sheet_that_holds_no_entries_is_as_good_as_absent(root, shelf_of, tmp_path, data):
    whole = load_content(root, Report(), shelf_of().read)
    for path in sheets(tmp_path):
        path.write_bytes(hashlib.sha256(b"tools" + data).digest() + data)
    assert told(load_content(root, Report(), shelf_of().read)) == told(whole)


def test_sheet_that_says_more_than_entries_is_as_good_as_absent(
    root, shelf_of, tmp_path, monkeypatch
):
    [entry] = load_content(root, Report(), shelf_of().read).initiatives
    data = pack(((find_inputs(root).digests[FICHE], entry, "plus"),))
    for path in sheets(tmp_path):
        path.write_bytes(hashlib.sha256(b"tools" + data).digest() + data)
    parsed = count_parsed(monkeypatch)
    load_content(root, Report(), shelf_of().read)
    assert "phare.md" in parsed


def test_entry_in_which_nothing_is_wrong_is_not_reviewed_again(root, shelf_of):
    for _ in range(2):
        [reading] = shelf_of().read(root, [root / FICHE], Initiative)
        assert reading.is_reviewed


def test_shelf_that_cannot_be_written_fails_nothing(root, shelf_of, tmp_path):
    (tmp_path / "shelf").write_text("a file in the way")
    assert len(load_content(root, Report(), shelf_of().read).initiatives) == 1


def test_large_collection_is_read_by_several_processes(project, fiche, tmp_path, gazetteer):
    root = project({
        f"content/initiatives/fiche-{number}.md": fiche(f"titre: Fiche {number}")
        for number in range(450)
    })
    shared = Shelf(
        folder=tmp_path / "shelf", toolchain="tools", digests=find_inputs(root).digests,
        is_sound=lambda entry: not any(check_entry(entry, gazetteer)), jobs=2,
    )
    assert told(load_content(root, Report(), shared.read)) == told(load_content(root, Report()))


def test_what_is_unwise_in_a_text_is_said_at_each_build(root, shelf_of, fiche):
    (root / FICHE).write_text(fiche("titre: Le <b>Phare</b>"))
    for _ in range(2):
        report = Report()
        load_content(root, report, shelf_of().read)
        assert [found.code for found in report.diagnostics] == ["html-dans-un-champ"]
