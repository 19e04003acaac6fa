"""What tests share: projects made of a few files, completed so that a test says only what matters.

``project`` writes files to a folder, ``fiche`` writes the text of a valid fiche but for the lines
given, ``review`` gives the report on a project, ``diagnose`` the same as short texts; ``real_site``
is the site itself, ``pages_of_each_kind`` what to look at in it.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from ecoq.content.load import load_content
from ecoq.diagnostics import Report
from ecoq.pipeline import BuildRequest, build
from ecoq.site.checks import Scope, check
from ecoq.territory.gazetteer import Gazetteer

ROOT = Path(__file__).parents[1]
MINIMAL = ROOT / "tests" / "minimal"
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
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site made of the real content, built once; below one that can be served."""
    folder = tmp_path_factory.mktemp("host") / "eco"
    report = Report()
    built = build(BuildRequest(root=ROOT, output=folder, today=date(2026, 11, 24)), report)
    assert built is not None, report.diagnostics
    return folder


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


@pytest.fixture
def project(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """Write files below a new folder, with a minimal site.yml, themes and centres if not given."""

    def write(files: Mapping[str, str | bytes]) -> Path:
        defaults = {
            path.relative_to(MINIMAL).as_posix(): path.read_bytes()
            for path in MINIMAL.rglob("*.yml")
        }
        for name, text in {**defaults, **files}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        return tmp_path

    return write


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
