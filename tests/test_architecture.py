"""Layers hold, libraries stay behind their module, no module is a drawer."""

import ast
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path

import pytest

from ecoq.content import model
from ecoq.content.schema import keys_of

PACKAGE = Path(__file__).parent.parent / "ecoq"

# From the ground up: each imports only from itself and from those before it.
LAYERS = (
    "installed", "diagnostics", "catalogue", "explain", "content", "territory", "site", "render",
    "publish", "contribute", "formatters", "stores", "pipeline", "preview", "cli", "__main__",
)
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "base"}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(tree: ast.AST) -> Iterator[str]:
    """Yield the full names of what a tree imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_imports_only_from_layers_below(path):
    allowed = LAYERS[: LAYERS.index(layer_of(path)) + 1]
    used = {
        name.split(".")[1]
        for name in imports_of(ast.parse(path.read_text("utf-8"))) if name.startswith("ecoq.")
    }
    assert used <= set(allowed)


@pytest.mark.parametrize(("library", "module"), [
    ("folium", "render/map.py"),
    ("branca", "render/map.py"),
    ("markupsafe.Markup", "render/markdown.py"),
    ("frontmatter", "content/frontmatter.py"),
])
def test_library_is_known_to_one_module_at_most(library, module):
    users = {
        name_of(path) for path in MODULES
        if any(
            name == library or name.startswith(f"{library}.")
            for name in imports_of(ast.parse(path.read_text("utf-8")))
        )
    }
    assert users <= {module}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_folium_is_imported_inside_a_function(path):
    """It takes half a second: only those who make a map pay for it."""
    tree = ast.parse(path.read_text("utf-8"))
    top = ast.Module([node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)])
    assert not any(name.split(".")[0] in {"folium", "branca"} for name in imports_of(top))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module_is_no_drawer(path):
    assert not DRAWERS & {part.removesuffix(".py") for part in path.relative_to(PACKAGE).parts}


# The words of other people's tables, by the key that they mean.
DICTIONARY = "contribute/importers/columns.py"
# Of one word only, a key may be an ordinary word of the interface or an address.
KEYS = {
    declared.name
    for shape in vars(model).values() if isinstance(shape, type) and is_dataclass(shape)
    for declared in keys_of(shape).values() if "_" in declared.name
}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_french_keys_are_written_in_the_model_alone(path):
    tree = ast.parse(path.read_text("utf-8"))
    written = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    is_allowed = name_of(path) in {"content/model.py", DICTIONARY}
    assert bool(KEYS & written) == is_allowed


def test_every_layer_is_known():
    assert {layer_of(path) for path in MODULES} <= set(LAYERS)
