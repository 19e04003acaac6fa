"""Outputs put into a folder: made, taken over from the last build, or found there already."""

import os

import pytest

from ecoq.publish.cache import Cache
from ecoq.publish.fingerprint import Fingerprinter
from ecoq.publish.keeper import Keeper
from ecoq.publish.links import PageLinks
from ecoq.publish.state import State, make_state
from ecoq.publish.toolchain import fingerprint_toolchain
from ecoq.publish.write import Writer, safe_path
from ecoq.render.output import Output, Recipe


def text_of(path, text):
    return Output(path, text.encode)


def recipe_of(path, text, calls=None):
    """An output made from its text; ``calls`` notes each time that it is made."""
    def make():
        if calls is not None:
            calls.append(path)
        return text.encode()

    return Output(path, lambda: Recipe((text,), make))


def write(folder, outputs, last=(), last_folder=None, *, jobs=1, **more):
    writer = Writer(
        outputs, folder, last=make_state("", last), last_folder=last_folder or folder, **more
    )
    return list(writer.write_all(jobs))


def test_each_output_is_written_and_noted(tmp_path):
    (page, file) = write(tmp_path, [
        text_of("a/index.html", '<p id="x"><a href="../absent/">'), text_of("b.txt", "b"),
    ])
    assert (tmp_path / "b.txt").read_text() == "b"
    assert page.path == "a/index.html"
    assert page.links == PageLinks(frozenset({"../absent/"}), frozenset({"x"}))
    assert page.size == 31
    assert page.modified_ns == (tmp_path / "a/index.html").stat().st_mtime_ns
    assert (file.recipe, file.links) == ("", None)
    assert file.sha256 == "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d"


def test_what_is_made_of_the_same_is_linked_not_made(tmp_path):
    calls = []
    last = write(tmp_path / "one", [recipe_of("a/b.txt", "un", calls)])
    again = write(
        tmp_path / "two", [recipe_of("a/b.txt", "un", calls)], last, tmp_path / "one"
    )
    assert calls == ["a/b.txt"]
    assert again == last
    assert (tmp_path / "two/a/b.txt").samefile(tmp_path / "one/a/b.txt")


def test_what_comes_out_the_same_from_other_ingredients_is_linked_with_its_new_recipe(tmp_path):
    last = write(tmp_path / "one", [recipe_of("a.txt", "un")])
    other = Output("a.txt", lambda: Recipe(("autre",), b"un".strip))
    (made,) = write(tmp_path / "two", [other], last, tmp_path / "one")
    assert made.recipe == Fingerprinter().digest("autre")
    assert made.modified_ns == last[0].modified_ns
    assert (tmp_path / "two/a.txt").samefile(tmp_path / "one/a.txt")


def test_page_that_comes_out_the_same_keeps_its_links(tmp_path):
    last = write(tmp_path / "one", [page("ailleurs/")])
    other = Output("index.html", lambda: Recipe(("autre",), b'<a href="ailleurs/">'.strip))
    (made,) = write(tmp_path / "two", [other], last, tmp_path / "one")
    assert made.links.links == {"ailleurs/"}


def test_link_of_a_page_that_comes_out_the_same_is_looked_at_again(tmp_path):
    last = write(tmp_path / "one", [page("b.txt"), recipe_of("b.txt", "b")])
    other = Output("index.html", lambda: Recipe(("autre",), b'<a href="b.txt">'.strip))
    (made,) = write(tmp_path / "two", [other], last, tmp_path / "one")
    assert made.links.links == {"b.txt"}


def test_what_is_copied_over_a_file_of_the_folder_is_not_made_again(tmp_path):
    calls = []
    last = write(tmp_path / "one", [recipe_of("a.txt", "un", calls)])
    (tmp_path / "two").mkdir()
    (tmp_path / "two/a.txt").write_text("ancien")
    outputs = [recipe_of("a.txt", "un", calls)]
    assert write(tmp_path / "two", outputs, last, tmp_path / "one", present={"a.txt"}) == last
    assert last[0].is_intact(tmp_path / "two")
    assert not (tmp_path / "two/a.txt").samefile(tmp_path / "one/a.txt")
    assert calls == ["a.txt"]


def test_each_costly_file_is_kept_as_its_own(tmp_path):
    keeper = Keeper(Cache(tmp_path / "files"), "tools")
    outputs = [
        Output(name, lambda name=name: Recipe((name,), name.encode, is_costly=True))
        for name in ("a.txt", "b.txt")
    ]
    for folder in ("one", "two"):
        write(tmp_path / folder, outputs, keeper=keeper)
        assert [(tmp_path / folder / name).read_text() for name in ("a.txt", "b.txt")] == [
            "a.txt", "b.txt",
        ]


def test_what_was_touched_since_is_made_again(tmp_path):
    calls = []
    last = write(tmp_path / "one", [recipe_of("a.txt", "un", calls)])
    (tmp_path / "one/a.txt").write_text("changé")
    write(tmp_path / "two", [recipe_of("a.txt", "un", calls)], last, tmp_path / "one")
    assert calls == ["a.txt", "a.txt"]
    assert (tmp_path / "two/a.txt").read_text() == "un"


def test_file_system_without_hard_links_gets_copies_with_their_time(tmp_path, monkeypatch):
    last = write(tmp_path / "one", [recipe_of("a.txt", "un")])
    os.utime(tmp_path / "one/a.txt", ns=(5, last[0].modified_ns))

    def refuse(*_):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    assert write(tmp_path / "two", [recipe_of("a.txt", "un")], last, tmp_path / "one") == last
    assert last[0].is_intact(tmp_path / "two")
    assert not (tmp_path / "two/a.txt").samefile(tmp_path / "one/a.txt")


def test_file_that_is_there_already_stays(tmp_path, monkeypatch):
    last = write(tmp_path / "one", [recipe_of("a.txt", "un")])
    present = {"a.txt": last[0]}
    write(tmp_path / "two", [recipe_of("a.txt", "un")], last, tmp_path / "one")
    monkeypatch.setattr(os, "link", None)  # it is not linked again
    write(tmp_path / "two", [recipe_of("a.txt", "un")], last, tmp_path / "one", present=present)
    assert (tmp_path / "two/a.txt").samefile(tmp_path / "one/a.txt")


def test_file_that_is_there_and_differs_is_replaced_not_changed(tmp_path):
    """It may be linked to the one of the last site, which must stay as it is."""
    last = write(tmp_path / "one", [recipe_of("a.txt", "un")])
    write(tmp_path / "two", [recipe_of("a.txt", "un")], last, tmp_path / "one")
    write(
        tmp_path / "two", [recipe_of("a.txt", "deux")], last, tmp_path / "one",
        present={"a.txt": last[0]},
    )
    assert (tmp_path / "one/a.txt").read_text() == "un"
    assert (tmp_path / "two/a.txt").read_text() == "deux"


def page(link):
    return recipe_of("index.html", f'<a href="{link}">')


def test_link_of_a_page_that_stays_is_looked_at_again_when_a_file_has_gone(tmp_path):
    outputs = [page("b.txt"), recipe_of("b.txt", "b")]
    last = write(tmp_path / "one", outputs)
    assert last[0].links.links == frozenset()
    (made,) = write(tmp_path / "two", outputs[:1], last, tmp_path / "one")
    assert made.links.links == {"b.txt"}


def test_sums_that_come_after_all_outputs_are_no_loss(tmp_path, monkeypatch):
    outputs = [page("b.txt")]
    last = write(tmp_path / "one", [*outputs, text_of("donnees/SHA256SUMS", "x")])
    monkeypatch.setattr("ecoq.publish.write.read_page_links", None)  # no page is read again
    assert write(tmp_path / "two", outputs, last, tmp_path / "one") == last[:1]


def test_outputs_of_a_large_site_are_dealt_in_larger_blocks_but_all_written(tmp_path, monkeypatch):
    monkeypatch.setattr("ecoq.publish.write._MOST_BLOCKS", 2)
    files = write(tmp_path, [text_of(str(number), "") for number in range(101)])
    assert [made.path for made in files] == [str(number) for number in range(101)]


@pytest.mark.parametrize("count", [1, 33, 57, 100])
@pytest.mark.parametrize("jobs", [1, 2])
def test_all_outputs_are_written_once_in_order(tmp_path, count, jobs):
    outputs = [text_of(f"{number}.txt", str(number)) for number in range(count)]
    files = write(tmp_path, outputs, jobs=jobs)
    assert [made.path for made in files] == [output.path for output in outputs]
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        f"{number}.txt": str(number) for number in range(count)
    }


@pytest.mark.parametrize(("count", "is_forked"), [(63, False), (64, True)])
def test_few_outputs_are_written_by_this_process(tmp_path, count, is_forked):
    outputs = [Output(f"{number}", lambda: str(os.getpid()).encode()) for number in range(count)]
    write(tmp_path, outputs, jobs=2)
    pids = {path.read_text() for path in tmp_path.iterdir()}
    assert (str(os.getpid()) not in pids) is is_forked


@pytest.mark.parametrize("path", ["../a", "/a", "a/../b", "a\\b", "a\0"])
def test_output_that_would_leave_the_folder_is_refused_by_its_name(path):
    with pytest.raises(ValueError, match="output path leaves the folder: ") as caught:
        safe_path(path)
    assert repr(path) in str(caught.value)


@pytest.mark.parametrize("path", ["a", "a/b.html", "a..b/c", ".well-known/security.txt"])
def test_output_inside_the_folder_is_fine(path):
    assert safe_path(path) == path


def test_nothing_is_taken_over_without_a_last_build(tmp_path):
    calls = []
    for _ in range(2):
        Writer(
            [recipe_of("a.txt", "un", calls)], tmp_path, last=State("", {}), last_folder=tmp_path
        ).write_all(1).__next__()
    assert calls == ["a.txt"] * 2


@pytest.mark.parametrize("name", ["site-packages", "dist-packages"])
def test_tools_have_one_fingerprint_as_long_as_nobody_changes_them(tmp_path, monkeypatch, name):
    before = fingerprint_toolchain()
    assert fingerprint_toolchain() == before
    packages = tmp_path / name
    (packages / "paquet-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(packages)
    installed = fingerprint_toolchain()
    assert installed != before
    (packages / "paquet-1.0.dist-info").rename(packages / "paquet-1.1.dist-info")
    assert fingerprint_toolchain() not in {before, installed}


def test_fingerprint_of_the_tools_changes_with_our_code(tmp_path, monkeypatch):
    (tmp_path / "ecoq").mkdir()
    code = tmp_path / "ecoq" / "__init__.py"
    code.write_text("1")
    monkeypatch.setattr("ecoq.publish.toolchain.ecoq.__file__", str(code))
    found = {fingerprint_toolchain()}
    for change in (
        lambda: code.write_text("12"), lambda: os.utime(code, ns=(1, 1)),
        lambda: (tmp_path / "ecoq" / "b.py").write_text(""),
        lambda: (tmp_path / "ecoq" / "b.py").rename(tmp_path / "ecoq" / "c.py"),
    ):
        change()
        found.add(fingerprint_toolchain())
    (tmp_path / "ecoq" / "c.pyc").write_text("")
    found.add(fingerprint_toolchain())
    assert len(found) == 5
