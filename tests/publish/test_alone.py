"""The lock of Windows, with a stand-in for its module that does what Microsoft says of it.

What other systems do is tested with other processes, in test_faults and test_workers.
"""

import errno
import importlib.util
import os
import sys
from types import ModuleType

import pytest

from ecoq.publish import alone
from ecoq.publish.errors import EnvironmentProblem

fcntl = pytest.importorskip("fcntl", reason="the stand-in needs locks of POSIX")


class _Msvcrt(ModuleType):
    """Locks belong to who opened the file, end when it is closed, and are never waited for."""

    LK_NBLCK = 2

    def __init__(self) -> None:
        super().__init__("msvcrt")
        self.regions: set[tuple[int, int]] = set()

    def locking(self, descriptor: int, mode: int, count: int) -> None:
        assert mode == self.LK_NBLCK, "others wait for ten seconds"
        # From the present position, which may be past the end.
        self.regions.add((os.lseek(descriptor, 0, os.SEEK_CUR), count))
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PermissionError(errno.EACCES, "Permission denied") from None


@pytest.fixture
def msvcrt() -> _Msvcrt:
    """The module of Windows."""
    return _Msvcrt()


@pytest.fixture
def alone_on_windows(monkeypatch, msvcrt):
    """The lock as it is read on Windows."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setitem(sys.modules, "msvcrt", msvcrt)
    spec = importlib.util.spec_from_file_location(alone.__name__, alone.__file__)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.alone_in


def test_the_second_waits_for_the_first_and_gives_up(alone_on_windows, tmp_path):
    with (
        alone_on_windows(tmp_path),
        pytest.raises(EnvironmentProblem, match="autre construction"),
        alone_on_windows(tmp_path, 0.1),
    ):
        pytest.fail("two at a time")


def test_the_lock_is_given_back(alone_on_windows, tmp_path):
    for _ in range(2):
        with alone_on_windows(tmp_path, 0.1):
            pass


def test_all_ask_for_the_same_byte(alone_on_windows, msvcrt, tmp_path):
    for _ in range(2):
        with alone_on_windows(tmp_path, 0.1):
            pass
    assert msvcrt.regions == {(0, 1)}
