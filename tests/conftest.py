"""What tests share: projects made of a few files, completed so that a test says only what matters.

``project`` writes files to a folder, ``fiche`` writes the text of a valid fiche but for the lines
given, ``review`` gives the report on a project, ``diagnose`` the same as short texts.
What takes seconds is made once for all the processes that run the tests, for nobody to change:
``golden_project`` is the miniature project and its site, from which ``equip`` takes what makes a
build of another project quick; ``real_site`` is the site itself, and ``pages_of_each_kind`` what
to look at in it.
"""

import re
import shutil
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from jinja2 import BaseLoader, FileSystemBytecodeCache, FileSystemLoader

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.pipeline import BuildRequest, build
from ecoq.publish.alone import alone_in
from ecoq.publish.workers import default_jobs
from ecoq.render.pdf_tools import find_missing_library
from ecoq.render.templating import TemplateEnvironment
from ecoq.site.checks import Scope, check
from ecoq.territory.gazetteer import Gazetteer

ROOT = Path(__file__).parents[1]
MINIMAL = ROOT / "tests" / "minimal"
MadeOnce = Callable[[str, Callable[[Path], None]], Path]
TODAY = date(2026, 6, 15)

_HEADER = {
    "titre": "titre: Le Phare",
    "resume": "resume: Un atelier partagé où les habitants réparent leurs vélos.",
    "thematique": "thematique: numerique",
    "commune": "commune: Bourges",
    "departement": 'departement: "18"',
    "statut": "statut: en-cours",
    "sources": "sources:\n  - titre: Rapport d'activité 2023",
}
BODY = "Un atelier où les voisins réparent leurs vélos, chaque samedi, avec deux mécaniciens. " * 4


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--bless", action="store_true", help="accept what the golden tests now give"
    )


class _CompiledTemplates(FileSystemBytecodeCache):
    """What Jinja made of the text of a template, whatever the project that the text is in."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return name.replace("/", "-")


@pytest.fixture(scope="session", autouse=True)
def _compile_templates_once(made_once: MadeOnce) -> Iterator[None]:
    """Compile each file once for all builds: it takes half of the time of a small one."""
    cache = _CompiledTemplates(str(made_once("templates", lambda folder: None)))
    make = TemplateEnvironment.__init__

    def make_with_cache(
        self: TemplateEnvironment, loader: BaseLoader, *found: Callable[[], bytes | None]
    ) -> None:
        make(self, loader, *found)
        if isinstance(loader, FileSystemLoader):
            self.bytecode_cache = cache

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TemplateEnvironment, "__init__", make_with_cache)
        yield


@pytest.fixture
def bless(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten rather than compared."""
    return bool(request.config.getoption("--bless"))


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The gazetteer that is shipped."""
    return Gazetteer.load()


@pytest.fixture(scope="session")
def today() -> date:
    """The day of every test."""
    return TODAY


@pytest.fixture(scope="session")
def at_most() -> Callable[[float], AbstractContextManager[None]]:
    """Hold a block to seconds of work of this process, whatever else the machine does.

    What hostile text slows down takes minutes.
    """

    @contextmanager
    def hold(seconds: float) -> Iterator[None]:
        started = time.process_time()
        yield
        assert time.process_time() - started < seconds

    return hold


@pytest.fixture(scope="session")
def made_once(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> MadeOnce:
    """Have a folder made by the first process that needs it; the others wait for it."""
    is_one_of_many = hasattr(request.config, "workerinput")
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if is_one_of_many else own

    def folder_of(name: str, make: Callable[[Path], None]) -> Path:
        folder, making = shared / name, shared / f"{name}-making"
        with alone_in(shared / f"{name}-lock"):
            if not folder.exists():
                shutil.rmtree(making, ignore_errors=True)
                making.mkdir()
                make(making)
                making.rename(folder)
        return folder

    return folder_of


@pytest.fixture(scope="session")
def golden_project(made_once: MadeOnce) -> Path:
    """The miniature project and its site."""

    def make(root: Path) -> None:
        for path in (ROOT / "tests/golden/content", ROOT / "templates", ROOT / "assets"):
            shutil.copytree(path, root / path.name)
        build_whole(BuildRequest(root=root, output=root / "site", today=TODAY, jobs=2))

    return made_once("golden", make)


@pytest.fixture(scope="session")
def equip(golden_project: Path) -> Callable[[Path], None]:
    """Give a project all that a build needs besides content: templates, assets, and in its cache
    the files that no content decides, which take longer than a small site."""

    def add(root: Path) -> None:
        for name in ("templates", "assets", ".cache/ecoq/files"):
            shutil.copytree(golden_project / name, root / name)

    return add


@pytest.fixture(scope="session")
def real_site(made_once: MadeOnce, equip: Callable[[Path], None]) -> Path:
    """The folder of the site made of the real content, below one that can be served.

    A draft fiche and a draft number are planted in the content.
    """

    def make(root: Path) -> None:
        for content in (ROOT / "content", ROOT / "tests/drafts/content"):
            shutil.copytree(content, root / "content", dirs_exist_ok=True)
        equip(root)
        build_whole(BuildRequest(
            root=root, output=root / "host" / "eco", today=date(2026, 11, 24),
            jobs=default_jobs(), with_pdf=find_missing_library() is None,
        ))

    return made_once("real", make) / "host" / "eco"


def build_whole(request: BuildRequest) -> None:
    report = Report()
    assert build(request, report) is not None, report.diagnostics


@pytest.fixture(scope="session")
def pages_of_each_kind(real_site: Path) -> list[Path]:
    """The smallest and the largest page of each kind: those at the same depth of one folder."""
    kinds = defaultdict(list)
    for page in sorted(real_site.rglob("*.html")):
        *folders, name = page.relative_to(real_site).parts
        is_alone = len(folders) < 2
        kind = (*folders, name) if is_alone else (folders[0], str(len(folders)))
        kinds[kind].append(page)
    return sorted({
        choose(pages, key=lambda page: page.stat().st_size)
        for pages in kinds.values() for choose in (min, max)
    })


@pytest.fixture(scope="session")
def write_project() -> Callable[[Path, Mapping[str, str | bytes]], Path]:
    """Write files below a folder, with a minimal site.yml, themes and centres if not given."""

    def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
        defaults = {
            path.relative_to(MINIMAL).as_posix(): path.read_bytes()
            for path in MINIMAL.rglob("*.yml")
        }
        for name, text in {**defaults, **files}.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return root

    return write


@pytest.fixture
def project(
    tmp_path: Path, write_project: Callable[[Path, Mapping[str, str | bytes]], Path]
) -> Callable[[Mapping[str, str | bytes]], Path]:
    """Write files below a new folder, as ``write_project`` does."""
    return partial(write_project, tmp_path)


@pytest.fixture(scope="session")
def fiche() -> Callable[..., str]:
    """Give the text of a valid fiche whose header begins, on line 2, with the lines given.

    They replace those of the same keys; ``without`` names keys to leave out.
    """

    def text(header: str = "", *, without: tuple[str, ...] = (), body: str = BODY) -> str:
        written = re.findall(r"^(\w+):", header, re.MULTILINE)
        rest = [line for key, line in _HEADER.items() if key not in (*written, *without)]
        lines = [header, *rest] if header else rest
        return "\n".join(["---", *lines, "---", "", body, ""])

    return text


@pytest.fixture
def review(gazetteer: Gazetteer, today: date) -> Callable[[Path], Report]:
    """Read and check a project."""

    def report_on(root: Path) -> Report:
        report = Report()
        content = load_content(root, report)
        report.extend(check(Scope.of(content, gazetteer, today)))
        return report

    return report_on


@pytest.fixture
def diagnose(review: Callable[[Path], Report]) -> Callable[[Path], list[str]]:
    """Check a project and give « code line:column » for each problem, in reading order."""

    def codes(root: Path) -> list[str]:
        return [
            f"{found.code} {found.location.line}:{found.location.column}"
            for found in review(root).diagnostics
        ]

    return codes
