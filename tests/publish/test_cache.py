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


def test_what_is_kept_may_be_there_or_not(tmp_path):
    cache = Cache(tmp_path / "files")
    assert not cache.has("a")
    cache.keep("a", b"content")
    assert cache.has("a")


def test_what_fills_the_store_to_the_last_byte_stays(tmp_path):
    cache = Cache(tmp_path, max_bytes=42)
    cache.keep("a", b"x" * 10)
    cache.prune()
    assert cache.has("a")
    Cache(tmp_path, max_bytes=41).prune()
    assert not cache.has("a")


def test_small_file_goes_too_when_larger_ones_used_since_fill_the_store(tmp_path):
    cache = Cache(tmp_path, max_bytes=100)
    for age, key, size in ((10, "small", 1), (5, "large", 60), (1, "last", 20)):
        cache.keep(key, b"x" * size)
        os.utime(tmp_path / key, ns=(0, 10**18 - age))
    cache.prune()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["last"]


def test_what_cannot_be_removed_stays_and_fails_nothing(tmp_path):
    cache = Cache(tmp_path, max_bytes=1)
    (tmp_path / "folder").mkdir()
    cache.keep("a", b"x" * 10)
    os.utime(tmp_path / "a", ns=(0, 0))
    cache.prune()
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_of_files_used_at_the_same_time_the_last_by_name_goes(tmp_path):
    cache = Cache(tmp_path, max_bytes=90)
    for key in "abc":
        cache.keep(key, b"x" * 10)
        os.utime(tmp_path / key, ns=(0, 10**18))
    cache.prune()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_file_of_one_byte_is_kept_with_its_sum(tmp_path):
    cache = Cache(tmp_path)
    cache.keep("a", b"")
    assert cache.find("a") == b""
    assert (tmp_path / "a").stat().st_size == 32
