from pathlib import Path

import pytest

from ecoq.publish import replace
from ecoq.publish.errors import EnvironmentProblem
from ecoq.publish.replace import (
    find_foreign_files,
    recover,
    replace_folder,
    staging_folder,
    write_whole,
)


def made(folder: Path, **files: str) -> Path:
    """A folder as a build leaves it."""
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    listed = ", ".join(f'"{name}": ""' for name in files)
    (folder / "build.json").write_text(f'{{"files": {{{listed}}}}}')
    return folder


def test_a_new_site_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    site, new = made(tmp_path / "site", old="1"), made(tmp_path / "new", page="2")
    replace_folder(site, new)
    assert sorted(path.name for path in site.iterdir()) == ["build.json", "page"]


def test_the_first_site_is_put_in_its_place(tmp_path: Path) -> None:
    replace_folder(tmp_path / "site", made(tmp_path / "new", page="2"))
    assert (tmp_path / "site" / "page").read_text() == "2"


def test_two_renames_do_the_same_where_folders_cannot_be_exchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replace, "_exchange", lambda one, other: False)
    site, new = made(tmp_path / "site", old="1"), made(tmp_path / "new", page="2")
    replace_folder(site, new)
    assert sorted(path.name for path in site.iterdir()) == ["build.json", "page"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_the_old_site_comes_back_after_an_interruption_between_two_renames(
    tmp_path: Path
) -> None:
    made(tmp_path / "site.old", page="1")
    recover(tmp_path / "site")
    assert (tmp_path / "site" / "page").read_text() == "1"


def test_a_file_that_no_build_made_is_named_and_kept(tmp_path: Path) -> None:
    site, new = made(tmp_path / "site", page="1"), made(tmp_path / "new", page="2")
    (site / "notes.txt").write_text("à garder")
    with pytest.raises(EnvironmentProblem, match=r"notes\.txt"):
        replace_folder(site, new)
    assert (site / "notes.txt").read_text() == "à garder"
    assert (site / "page").read_text() == "1"


@pytest.mark.parametrize("manifest", ["", "[]", "{", '{"files": 3}', "null"])
def test_a_damaged_manifest_makes_every_file_foreign(tmp_path: Path, manifest: str) -> None:
    site = made(tmp_path / "site", page="1")
    (site / "build.json").write_text(manifest)
    assert "page" in find_foreign_files(site)


def test_staging_leaves_nothing_behind_even_after_an_exception(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), staging_folder(tmp_path) as folder:
        (folder / "page").write_text("1")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    write_whole(tmp_path / "cache" / "state.json", b"1")
    write_whole(tmp_path / "cache" / "state.json", b"2")
    assert [path.read_bytes() for path in (tmp_path / "cache").iterdir()] == [b"2"]
