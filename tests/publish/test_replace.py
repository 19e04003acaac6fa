import ctypes
import errno
import os
import sys
import tempfile
from functools import partial
from pathlib import Path

import pytest

from ecoq.publish import replace
from ecoq.publish.errors import EnvironmentProblem
from ecoq.publish.replace import (
    find_foreign_files,
    find_staging_parent,
    recover,
    refuse_foreign_files,
    remove_leftovers,
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


def files_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_site_may_be_put_below_folders_that_are_not_there(tmp_path: Path) -> None:
    replace_folder(tmp_path / "a" / "b" / "site", made(tmp_path / "new", page="2"))
    assert files_in(tmp_path) == ["a", "a/b", "a/b/site", "a/b/site/build.json", "a/b/site/page"]


def test_a_file_in_the_place_of_the_site_is_named_and_kept(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("à garder")
    with pytest.raises(EnvironmentProblem) as caught:
        refuse_foreign_files(tmp_path / "site")
    assert str(caught.value) == (
        f"{tmp_path / 'site'} est un fichier, pas un dossier. "
        "Déplacez-le, ou choisissez un autre dossier avec --output."
    )


@pytest.mark.parametrize(("count", "shown"), [
    (1, "(f0)"), (3, "(f0, f1, f2)"), (4, "(f0, f1, f2 …)"), (9, "(f0, f1, f2 …)"),
])
def test_three_foreign_files_are_named(tmp_path: Path, count: int, shown: str) -> None:
    site = made(tmp_path / "site", page="1")
    for number in range(count):
        (site / f"f{number}").write_text("")
    with pytest.raises(EnvironmentProblem) as caught:
        refuse_foreign_files(site)
    assert str(caught.value) == (
        f"{site} contient des fichiers que la construction n'a pas faits {shown}. "
        "Déplacez-les, ou choisissez un autre dossier avec --output."
    )


def test_a_folder_that_is_not_there_holds_nothing_foreign(tmp_path: Path) -> None:
    assert find_foreign_files(tmp_path / "site") == ()
    refuse_foreign_files(tmp_path / "site")


def test_files_and_links_below_folders_are_foreign_too(tmp_path: Path) -> None:
    site = made(tmp_path / "site", page="1")
    (site / "a" / "b").mkdir(parents=True)
    (site / "a" / "b" / "notes.txt").write_text("")
    (site / "a" / "lien").symlink_to(tmp_path)
    assert find_foreign_files(site) == ("a/b/notes.txt", "a/lien")


def test_recovery_leaves_a_site_that_is_there(tmp_path: Path) -> None:
    made(tmp_path / "site.old", page="1")
    made(tmp_path / "site", page="2")
    recover(tmp_path / "site")
    assert (tmp_path / "site" / "page").read_text() == "2"
    assert (tmp_path / "site.old").exists()


def test_recovery_of_nothing_makes_nothing(tmp_path: Path) -> None:
    recover(tmp_path / "site")
    assert files_in(tmp_path) == []


def test_two_renames_take_the_place_of_what_an_interruption_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replace, "_exchange", lambda one, other: False)
    made(tmp_path / "site.old", page="0")
    site, new = made(tmp_path / "site", page="1"), made(tmp_path / "new", page="2")
    replace_folder(site, new)
    assert files_in(tmp_path) == ["site", "site/build.json", "site/page"]
    assert (site / "page").read_text() == "2"


class _Library:
    """A C library whose calls fail with numbers of ``errno``, or work if they have none."""

    def __init__(self, **codes: int) -> None:
        self.asked: list[tuple[object, ...]] = []
        for name, code in codes.items():
            setattr(self, name, partial(self._answer, code))

    def _answer(self, code: int, *arguments: object) -> int:
        self.asked.append(arguments)
        ctypes.set_errno(code)
        return -1 if code else 0


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EXDEV])
@pytest.mark.parametrize(("platform", "call"), [("linux", "renameat2"), ("darwin", "renamex_np")])
def test_a_system_that_cannot_exchange_folders_renames_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, platform: str, call: str
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: _Library(**{call: code}))
    monkeypatch.setattr(sys, "platform", platform)
    site, new = made(tmp_path / "site", page="1"), made(tmp_path / "new", page="2")
    replace_folder(site, new)
    assert (site / "page").read_text() == "2"


@pytest.mark.parametrize(("platform", "call"), [("linux", "renameat2"), ("darwin", "renamex_np")])
def test_an_exchange_that_fails_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, call: str
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: _Library(**{call: errno.EIO}))
    monkeypatch.setattr(sys, "platform", platform)
    site, new = made(tmp_path / "site", page="1"), made(tmp_path / "new", page="2")
    with pytest.raises(OSError, match="Input/output error") as caught:
        replace_folder(site, new)
    assert (caught.value.errno, caught.value.filename) == (errno.EIO, str(site))
    assert (site / "page").read_text() == "1"


@pytest.mark.parametrize(("platform", "call"), [("linux", "renameat2"), ("darwin", "renamex_np")])
def test_an_exchange_that_works_is_all_there_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str, call: str
) -> None:
    library = _Library(**{call: 0})
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: library)
    monkeypatch.setattr(sys, "platform", platform)
    site, new = made(tmp_path / "site", page="1"), made(tmp_path / "new", page="2")
    replace_folder(site, new)
    one, other = os.fsencode(site), os.fsencode(new)
    # AT_FDCWD and RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS.
    assert library.asked == [
        (-100, one, -100, other, 2) if platform == "linux" else (one, other, 2)
    ]
    assert files_in(tmp_path) == [
        "new", "new/build.json", "new/page", "site", "site/build.json", "site/page",
    ]


@pytest.mark.parametrize("platform", ["linux", "darwin", "freebsd14"])
def test_a_system_without_the_call_renames(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: _Library())
    monkeypatch.setattr(sys, "platform", platform)
    site, new = made(tmp_path / "site", page="1"), made(tmp_path / "new", page="2")
    replace_folder(site, new)
    assert (site / "page").read_text() == "2"


def test_folders_are_really_exchanged_here(tmp_path: Path) -> None:
    site, new = made(tmp_path / "site", page="1"), made(tmp_path / "new", page="2")
    replace_folder(site, new)
    if new.exists():  # where the system can do it: the old site is in the place of the new one
        assert (new / "page").read_text() == "1"


def test_what_the_system_says_of_an_exchange_is_passed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replace, "flush", lambda _: None)  # it would say so first
    with pytest.raises(FileNotFoundError):
        replace_folder(made(tmp_path / "site", page="1"), tmp_path / "absent")


def test_the_old_site_comes_back_if_the_new_one_cannot_be_put_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replace, "_exchange", lambda one, other: False)
    monkeypatch.setattr(replace, "flush", lambda _: None)
    site = made(tmp_path / "site", page="1")
    with pytest.raises(FileNotFoundError):
        replace_folder(site, tmp_path / "absent")
    assert files_in(tmp_path) == ["site", "site/build.json", "site/page"]


def test_staging_is_beside_the_site_if_the_cache_is_on_another_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache, target = tmp_path / "cache" / "ecoq", tmp_path / "www" / "a" / "site"
    (tmp_path / "www").mkdir()
    assert find_staging_parent(cache, target) == cache
    assert cache.is_dir()
    stat = Path.stat
    monkeypatch.setattr(Path, "stat", lambda path, **options: (
        _OnDisk(2) if path == cache else stat(path, **options)
    ))
    assert find_staging_parent(cache, target) == tmp_path / "www"


class _OnDisk:
    """What a file system says of a folder."""

    st_mode = 0o040755

    def __init__(self, disk: int) -> None:
        self.st_dev = disk


def test_leftovers_of_killed_builds_go_and_nothing_else(tmp_path: Path) -> None:
    for name in ("build-1", "build-2", "other"):
        made(tmp_path / name, page="1")
    remove_leftovers(tmp_path, "build-")
    assert [path.name for path in tmp_path.iterdir()] == ["other"]


def test_file_with_the_name_of_a_leftover_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "build-1").write_text("1")
    made(tmp_path / "build-2", page="1")
    remove_leftovers(tmp_path, "build-")
    assert [path.name for path in tmp_path.iterdir()] == ["build-1"]


def refuse(*_: object, **__: object) -> None:
    raise PermissionError(errno.EPERM, "Operation not permitted")


def test_a_site_is_put_in_place_even_if_the_old_one_cannot_be_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replace, "_exchange", lambda one, other: False)
    monkeypatch.setattr(os, "rmdir", refuse)
    site, new = made(tmp_path / "site", page="1"), made(tmp_path / "new", page="2")
    replace_folder(site, new)
    assert (site / "page").read_text() == "2"


def test_staging_folder_that_cannot_be_removed_fails_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with staging_folder(tmp_path) as folder:
        monkeypatch.setattr(os, "rmdir", refuse)
    assert folder.exists()


def test_staging_folder_is_new_empty_and_readable_by_all(tmp_path: Path) -> None:
    with staging_folder(tmp_path / "a" / "b", prefix="essai-") as folder:
        assert folder.parent == tmp_path / "a" / "b"
        assert folder.name.startswith("essai-")
        assert files_in(folder) == []
        assert folder.stat().st_mode & 0o777 == 0o755
    assert not folder.exists()
    with staging_folder(tmp_path) as folder:
        assert folder.name.startswith("build-")


def test_a_staging_folder_that_was_put_in_place_is_not_missed(tmp_path: Path) -> None:
    with staging_folder(tmp_path) as folder:
        folder.rename(tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_file_that_cannot_be_put_in_place_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "state.json").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_whole(tmp_path / "state.json", b"1")
    assert files_in(tmp_path) == ["state.json"]


def test_a_file_is_put_together_beside_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From elsewhere it might come in pieces: from another disk it is copied."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "absent"))
    write_whole(tmp_path / "state.json", b"1")
    assert files_in(tmp_path) == ["state.json"]


def test_a_file_is_written_below_folders_that_are_not_there(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b" / "state.json", b"1")
    assert (tmp_path / "a" / "b" / "state.json").read_bytes() == b"1"
