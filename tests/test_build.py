"""Whole builds of a miniature project, with the real templates and assets."""

import json
import random
import re
import shutil
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ecoq.diagnostics import Report
from ecoq.pipeline import BuildRequest, Built, build
from ecoq.publish.verify import verify_site

OTHERS = {
    "titre": "Cahiers du Lac", "sous_titre": "Ce qui se fait au bord du lac",
    "description": "Des initiatives, une carte et des fiches.", "url": "https://lac.example",
    "depot": "https://github.com/lac/cahiers", "contact": "bonjour@lac.example",
}
GOLDEN = Path(__file__).parent / "golden"
# One page of each kind, compared to the letter.
PAGES = (
    "index.html", "404.html", "initiatives/le-phare/index.html", "initiatives/index.html",
    "initiatives/ancien-phare/index.html", "numeros/01-le-commerce/index.html",
    "thematiques/numerique/index.html", "regions/la-reunion/index.html",
    "communes/bourges-18/index.html", "glossaire/index.html", "reseau/index.html",
    "a-propos/index.html", "donnees/changements/index.html", "donnees/initiatives.geojson",
    "sitemap.xml",
)
Equip = Callable[[Path], None]
_ASSET_FOLDER = re.compile(r"assets/[0-9a-f]{12}/")


@pytest.fixture(scope="session")
def golden_site(golden_project: Path) -> Path:
    """The site of the miniature project."""
    return golden_project / "site"


@pytest.fixture
def small_project(tmp_path: Path, equip: Equip) -> Path:
    """The miniature project to change, and its site."""
    return make_project(tmp_path / "small", equip)


def make_project(root: Path, equip: Equip) -> Path:
    shutil.copytree(GOLDEN / "content", root / "content")
    equip(root)
    assert run(root) is not None
    return root


def run(root: Path, *, jobs: int = 2, uses_cache: bool = True) -> Built | None:
    report = Report()
    request = BuildRequest(
        root=root, output=root / "site", today=date(2026, 6, 15), jobs=jobs,
        uses_cache=uses_cache,
    )
    return build(request, report)


def files_of(site: Path) -> dict[str, str]:
    """The digest of each file that is there."""
    return {
        path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*") if path.is_file()
    }


def listed(site: Path) -> dict[str, str]:
    """The digest of each file, as the build lists them."""
    files: dict[str, str] = json.loads((site / "build.json").read_text())["files"]
    return files


def test_the_tree_is_the_golden_one(golden_site: Path, bless: bool) -> None:
    paths = sorted({
        _ASSET_FOLDER.sub("assets/*/", path) for path in listed(golden_site)
    })
    compare(GOLDEN / "expected" / "tree.txt", "\n".join(paths) + "\n", bless=bless)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_each_kind_is_the_golden_one(golden_site: Path, path: str, bless: bool) -> None:
    text = _ASSET_FOLDER.sub("assets/*/", (golden_site / path).read_text())
    compare(GOLDEN / "expected" / path, text, bless=bless)


def compare(golden: Path, text: str, *, bless: bool) -> None:
    if bless:
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(text)
    assert text.splitlines() == golden.read_text().splitlines()


def test_the_built_site_has_no_fault(golden_site: Path) -> None:
    assert verify_site(golden_site) == []


def test_a_draft_is_nowhere(golden_site: Path) -> None:
    paths = [path for path in golden_site.rglob("*") if path.is_file()]
    assert [path for path in paths if b"zyxwvut" in path.read_bytes().lower()] == []
    assert [path for path in paths if "brouillon-secret" in path.as_posix()] == []


def test_two_builds_give_the_same_bytes(golden_site: Path, small_project: Path) -> None:
    shutil.rmtree(small_project / "site")
    run(small_project, uses_cache=False)
    assert listed(small_project / "site") == listed(golden_site)


def test_a_second_build_has_nothing_to_do(small_project: Path) -> None:
    built = run(small_project)
    assert built is not None
    assert built.was_current


def test_only_the_404_page_links_from_the_root_of_the_domain(golden_site: Path) -> None:
    assert 'href="/sous/dossier/initiatives/"' in (golden_site / "404.html").read_text()
    for page in golden_site.rglob("*.html"):
        if page.name == "404.html":
            continue
        assert not re.search(r'(?:href|src)="/(?!/)', page.read_text()), page


def test_one_broken_file_and_nothing_is_written(small_project: Path) -> None:
    before = listed(small_project / "site")
    broken = small_project / "content" / "initiatives" / "le-phare.md"
    broken.write_text(broken.read_text().replace("2019", "19", 1))
    other = small_project / "content" / "pages" / "a-propos.md"
    other.write_text("sans en-tête")
    report = Report()
    request = BuildRequest(
        root=small_project, output=small_project / "site", today=date(2026, 6, 15)
    )
    assert build(request, report) is None
    assert [found.code for found in report.diagnostics] == ["annee-invalide", "en-tete-absent"]
    assert listed(small_project / "site") == before
    assert verify_site(small_project / "site") == []


def test_a_project_without_any_fiche_number_or_page_makes_a_site(small_project: Path) -> None:
    for folder in ("initiatives", "issues", "pages"):
        shutil.rmtree(small_project / "content" / folder)
    for name in ("centres.yml", "glossaire.yml", "journal.yml"):
        (small_project / "content" / name).unlink()
    assert run(small_project) is not None
    site = small_project / "site"
    assert verify_site(site) == []
    for page in ("reseau", "glossaire", "numeros"):
        assert 'class="empty"' in (site / page / "index.html").read_text(), page


def test_a_number_may_have_no_source(small_project: Path) -> None:
    number = next((small_project / "content" / "issues").glob("*.md"))
    without = re.sub(r"^sources:\n(?:  .*\n)+", "", number.read_text(), flags=re.MULTILINE)
    assert without != number.read_text()
    number.write_text(without)
    assert run(small_project) is not None


def test_another_publication_says_nothing_of_this_one(small_project: Path) -> None:
    for folder in ("initiatives", "issues", "pages"):
        shutil.rmtree(small_project / "content" / folder)
    for name in ("centres.yml", "glossaire.yml", "journal.yml"):
        (small_project / "content" / name).unlink()
    settings = small_project / "content" / "site.yml"
    settings.write_text(re.sub(
        "^(titre|sous_titre|description|url|depot|contact): .*$",
        lambda line: f"{line[1]}: {OTHERS[line[1]]}", settings.read_text(), flags=re.MULTILINE,
    ))
    assert run(small_project) is not None
    ours = re.compile("rncrpv|éco.des.quartiers|pour l.emploi et|politique de la ville", re.I)
    for path in (small_project / "site").rglob("*.*"):
        if path.suffix in {".html", ".xml", ".json", ".webmanifest", ".txt"}:
            found = ours.search(path.read_text("utf-8"))
            assert not found, f"{path}: {found[0]}"


Edit = Callable[[Path, random.Random], None]


def edit_text(root: Path, chance: random.Random) -> None:
    path = chance.choice(fiches(root))
    path.write_text(path.read_text() + f"\nUn mot de plus, {chance.randrange(1000)}.\n")


def rename(root: Path, chance: random.Random) -> None:
    path = chance.choice(fiches(root))
    if path.stem not in {"le-phare", "epicerie-du-port"}:  # cited by name
        path.rename(path.with_stem(f"fiche-{chance.randrange(1000)}"))


def add(root: Path, chance: random.Random) -> None:
    text = (root / "content/initiatives/epicerie-du-port.md").read_text()
    slug = f"fiche-{chance.randrange(1000)}"
    text = text.replace("titre: Épicerie", f"titre: {slug} Épicerie", 1)
    (root / f"content/initiatives/{slug}.md").write_text(text)


def delete(root: Path, chance: random.Random) -> None:
    for path in (root / "content/initiatives").glob("fiche-*.md"):
        path.unlink()


def edit_theme(root: Path, chance: random.Random) -> None:
    path = root / "content/thematiques.yml"
    path.write_text(re.sub(r"nom: Numérique.*", f"nom: Numérique {chance.random()}",
                           path.read_text()))


def edit_settings(root: Path, chance: random.Random) -> None:
    path = root / "content/site.yml"
    path.write_text(re.sub(r"sous_titre: .*", f"sous_titre: Un site {chance.random()}",
                           path.read_text()))


def edit_template(root: Path, chance: random.Random) -> None:
    path = root / "templates/pages/page.html"
    path.write_text(path.read_text() + f"\n{{# {chance.random()} #}}\n")


def edit_style(root: Path, chance: random.Random) -> None:
    path = root / "assets/css/print.css"
    path.write_text(path.read_text() + f"\n/* {chance.random()} */\n")


def damage_cache(root: Path, chance: random.Random) -> None:
    for path in (root / ".cache").rglob("*.json"):
        path.write_bytes(path.read_bytes()[: chance.randrange(2000)])


def damage_spare(root: Path, chance: random.Random) -> None:
    for spare in (root / ".cache/ecoq").glob("spare-*/"):
        (spare / "index.html").unlink(missing_ok=True)
        (spare / "404.html").write_text("changé à la main")
        (spare / "intrus").mkdir(exist_ok=True)
        (spare / "intrus/page.html").write_text("de nulle part")


def edit_without_spare(root: Path, chance: random.Random) -> None:
    for spare in (root / ".cache/ecoq").glob("spare-*/"):
        shutil.rmtree(spare)
    edit_text(root, chance)


def edit_header(root: Path, chance: random.Random) -> None:
    path = chance.choice(fiches(root))
    path.write_text(re.sub(r'titre: (.*?)("?)\n', rf"titre: \1 {chance.randrange(10)}\2\n",
                           path.read_text(), count=1))


def edit_issue(root: Path, chance: random.Random) -> None:
    for path in (root / "content/issues").iterdir():
        path.write_text(path.read_text() + f"\nUne phrase, {chance.randrange(1000)}.\n")


def damage_site(root: Path, chance: random.Random) -> None:
    (root / "site/index.html").write_text("changé à la main")


EDITS: tuple[Edit, ...] = (
    edit_text, rename, add, delete, edit_theme, edit_settings, edit_template, edit_style,
    damage_cache, damage_site, damage_spare, edit_without_spare, edit_header, edit_issue,
)


def fiches(root: Path) -> list[Path]:
    return sorted((root / "content/initiatives").glob("*.md"))


@given(edits=st.lists(st.sampled_from(EDITS), min_size=1, max_size=6), seed=st.integers(0, 999))
@settings(max_examples=2, deadline=None)
@example(edits=[edit_text, rename, damage_spare, edit_theme, edit_text, damage_site], seed=1)
@example(edits=[edit_text, edit_without_spare, edit_template, edit_without_spare], seed=3)
@example(edits=[add, edit_template, delete, damage_cache, edit_header, edit_text], seed=2)
def test_after_any_edits_the_site_is_that_of_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory, equip: Equip, edits: list[Edit], seed: int
) -> None:
    folder = tmp_path_factory.mktemp("edited")
    root = make_project(folder / "root", equip)
    chance = random.Random(seed)
    for step, edit in enumerate(edits):
        edit(root, chance)
        assert run(root, jobs=1 + step % 2) is not None
        clean = folder / f"clean-{step}"
        equip(clean)
        for name in ("content", "templates", "assets"):
            shutil.copytree(root / name, clean / name, dirs_exist_ok=True)
        assert run(clean, jobs=1) is not None
        assert files_of(root / "site") == files_of(clean / "site")
