"""What builds leave for later ones: where it lies, and how much of it."""

from pathlib import Path

import pytest

from ecoq.content.model import Initiative
from ecoq.publish.destination import Destination
from ecoq.publish.inputs import find_inputs
from ecoq.render.html import compiled_templates, digest_templates
from ecoq.render.map import COMPOSED_MAP
from ecoq.stores import Stores, cache_for

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture
def destination(tmp_path: Path) -> Destination:
    return Destination(output=tmp_path / "site", cache=tmp_path / ".cache" / "ecoq")


def stores_of(cache: Path, root: Path) -> Stores:
    return Stores.open(cache, find_inputs(root), "tools")


def test_what_is_run_lies_apart_from_what_is_only_read(destination, tmp_path):
    stores = stores_of(destination.cache, tmp_path)
    assert stores.code.cache.folder == tmp_path / ".cache" / "ecoq-code"
    assert stores.files.cache.folder == destination.cache / "files"
    assert stores.shelf.folder == destination.cache / "entries"
    assert stores.shelf.jobs == 1


def test_stores_are_for_one_set_of_tools_and_so_many_processes(destination, tmp_path):
    stores = Stores.open(destination.cache, find_inputs(tmp_path), "tools", jobs=3)
    assert {stores.files.toolchain, stores.code.toolchain, stores.shelf.toolchain} == {"tools"}
    assert stores.shelf.jobs == 3


def test_only_entries_in_which_nothing_is_wrong_are_kept(destination, project, fiche):
    root = project({
        "content/initiatives/a.md": fiche(),
        "content/initiatives/b.md": fiche("chiffres:\n  - 12 emplois"),
    })
    paths = sorted((root / "content/initiatives").iterdir())
    for _ in range(2):
        read = stores_of(destination.cache, root).shelf.read(root, paths, Initiative)
        assert {one.path.name: one.is_reviewed for one in read} == {"a.md": True, "b.md": False}


def test_what_no_content_decides_is_made_as_pages_ask_for_it(destination):
    stores = stores_of(destination.cache, REPOSITORY)
    templates = REPOSITORY / "templates"
    code, *others = stores.static_files(REPOSITORY)
    made = code.keeper.make_part(code.recipe)
    assert stores.code.find_made(compiled_templates(templates, digest_templates(templates))) == made
    assert {id(file.keeper) for file in others} == {id(stores.files)}
    assert others[0].recipe is COMPOSED_MAP
    assert [file.is_shared for file in (code, *others)][:3] == [True, True, False]


def test_build_that_keeps_nothing_has_an_empty_cache_that_is_taken_away(destination):
    with cache_for(destination, is_kept=False) as cache:
        assert cache != destination.cache
        cache.mkdir()
    assert not cache.exists()
    with cache_for(destination, is_kept=True) as cache:
        assert cache == destination.cache


def test_both_stores_of_files_are_kept_within_their_bounds(destination, tmp_path):
    stores = stores_of(destination.cache, tmp_path)
    for store, room in ((stores.files.cache, 256_000_000), (stores.code.cache, 8_000_000)):
        assert store.max_bytes == room
        store.folder.mkdir(parents=True)
        for name in ("a", "b"):
            with (store.folder / name).open("wb") as file:
                file.truncate(room // 2 + 1)
    stores.prune()
    assert [len(list(one.cache.folder.iterdir())) for one in (stores.files, stores.code)] == [1, 1]
