"""The disk holds a site before it is put in place; tools/cut_power.py shows why."""

import ctypes
import errno
import os
from pathlib import Path

import pytest

from ecoq.publish import replace
from ecoq.publish.flush import flush


class _Library:
    """A C library whose ``syncfs`` fails with a number of ``errno``, or works without one."""

    def __init__(self, code: int) -> None:
        self._code = code

    def syncfs(self, descriptor: int) -> int:
        assert os.fstat(descriptor)
        ctypes.set_errno(self._code)
        return -1 if self._code else 0


def test_the_disk_holds_the_new_site_before_it_replaces_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, new = tmp_path / "site", tmp_path / "new"
    for folder in (site, new):
        folder.mkdir()
        (folder / "build.json").write_text(f'{{"files": {{}}, "of": "{folder.name}"}}')
    seen = []
    monkeypatch.setattr(replace, "flush", lambda folder: seen.append(
        [(path / "build.json").read_text()[-6:-2] for path in (site, folder)]
    ))
    replace.replace_folder(site, new)
    assert seen == [["site", '"new']]


def test_a_site_that_the_disk_cannot_hold_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: _Library(errno.ENOSPC))
    site, new = tmp_path / "site", tmp_path / "new"
    for folder in (site, new):
        folder.mkdir()
        (folder / "build.json").write_text('{"files": {}}')
    with pytest.raises(OSError, match="No space left") as caught:
        replace.replace_folder(site, new)
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, str(new))
    assert site.is_dir()
    assert new.is_dir()


@pytest.mark.parametrize("code", [0, errno.ENOSYS])
def test_it_is_no_fault_of_the_disk_that_a_sandbox_knows_no_such_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: _Library(code))
    flush(tmp_path)


def test_nothing_is_left_open(tmp_path: Path) -> None:
    before = os.dup(0)
    os.close(before)
    flush(tmp_path)
    after = os.dup(0)
    os.close(after)
    assert after == before


def test_a_system_without_the_call_is_asked_for_all_its_disks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    monkeypatch.setattr(os, "sync", lambda: asked.append("sync"))
    flush(tmp_path)
    assert asked == ["sync"]
