"""The store of costly files: a hint that may be damaged or vanish."""

import os

from ecoq.publish.cache import Cache


def test_what_was_kept_is_found(tmp_path):
    cache = Cache(tmp_path / "files")
    cache.keep("a", b"content")
    assert cache.find("a") == b"content"


def test_what_was_not_kept_is_not_found(tmp_path):
    assert Cache(tmp_path / "files").find("a") is None


def test_a_damaged_or_cut_file_is_as_good_as_absent(tmp_path):
    cache = Cache(tmp_path)
    cache.keep("a", b"content")
    for damaged in (b"", b"short", (tmp_path / "a").read_bytes()[:-1] + b"!"):
        (tmp_path / "a").write_bytes(damaged)
        assert cache.find("a") is None


def test_what_was_used_least_recently_goes_first(tmp_path):
    cache = Cache(tmp_path, max_bytes=100)
    for age, key in ((30, "old"), (20, "used"), (10, "new")):
        cache.keep(key, b"x" * 10)
        os.utime(tmp_path / key, ns=(0, 10**18 - age))
    cache.find("used")
    cache.prune()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "used"]


def test_a_folder_that_cannot_be_written_fails_nothing(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    cache = Cache(tmp_path / "file")
    cache.keep("a", b"content")
    cache.prune()
    assert cache.find("a") is None
