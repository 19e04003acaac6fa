"""The whole build, in order: read, check, assemble, render, publish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ecoq import catalogue
from ecoq.content.load import Content, load_content
from ecoq.diagnostics import Location, Report
from ecoq.publish.alone import alone_in
from ecoq.publish.inputs import fingerprint_inputs
from ecoq.publish.keeper import making_ahead
from ecoq.publish.links import find_broken_links
from ecoq.publish.replace import find_staging_parent, recover, remove_leftovers
from ecoq.publish.state import Made, State, read_state
from ecoq.publish.toolchain import fingerprint_toolchain
from ecoq.publish.whole import (
    Destination,
    Progress,
    no_progress,
    open_keeper,
    publish_outputs,
    record,
)
from ecoq.render.static import static_recipes
from ecoq.site.assemble import assemble
from ecoq.site.checks import Scope, check
from ecoq.site.model import Site
from ecoq.territory.gazetteer import Gazetteer

CACHE = ".cache/ecoq"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """What to build, from where, to where. ``today`` and ``dated`` come from the edge."""

    root: Path
    output: Path
    today: date
    dated: date | None = None
    base_url: str | None = None
    with_drafts: bool = False
    with_search: bool = True
    with_pdf: bool = False
    strict: bool = False
    uses_cache: bool = True
    jobs: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build made."""

    files: tuple[Made, ...]
    was_current: bool
    """Nothing had to be made: the last build's output is what this one would make."""


def check_content(root: Path, today: date, report: Report) -> tuple[Content, Gazetteer]:
    """Read all content and report everything that is wrong with it."""
    content = load_content(root, report)
    gazetteer = Gazetteer.load()
    report.extend(check(Scope.of(content, gazetteer, today)))
    return content, gazetteer


def build(
    request: BuildRequest, report: Report, progress: Progress = no_progress
) -> Built | None:
    """Build the site, or nothing: None, and the reasons in the report.

    A link to a folder stays one: what it leads to is replaced. Builds of one project wait for
    each other. Raises EnvironmentProblem or OSError if the machine does not allow the work.
    """
    destination = Destination(output=request.output.resolve(), cache=request.root / CACHE)
    with alone_in(destination.cache):
        parent = find_staging_parent(destination.cache, destination.output)
        remove_leftovers(parent, destination.staging_prefix)
        recover(destination.output)
        return _build_alone(request, destination, report, progress)


def _build_alone(
    request: BuildRequest, destination: Destination, report: Report, progress: Progress
) -> Built | None:
    inputs = fingerprint_inputs(request.root, request)
    toolchain = fingerprint_toolchain()
    last = read_state(destination.state, toolchain)
    if not request.uses_cache:
        last = State(toolchain, {})
    if last.is_current(inputs, destination.output):
        return Built(files=tuple(last.files.values()), was_current=True)
    keeper = open_keeper(destination, toolchain) if request.uses_cache else None
    with making_ahead(static_recipes(), keeper, jobs=request.jobs):
        site = make_site(request, report)
        if site is None:
            return None
        from ecoq.render.plan import plan_site  # noqa: PLC0415 - slow to import, not always needed

        files = publish_outputs(
            plan_site(
                site, request.root, with_search=request.with_search, with_pdf=request.with_pdf
            ),
            destination, last=last, jobs=request.jobs, keeper=keeper, progress=progress,
            is_accepted=lambda made: _has_no_broken_link(made, report),
        )
    if files is None:
        return None
    # A build that has something to say must say it again next time.
    record(destination, toolchain, files, "" if report.found else inputs)
    return Built(files=files, was_current=False)


def make_site(request: BuildRequest, report: Report) -> Site | None:
    """Read, check and assemble: None, and the reasons in the report, if there is an error."""
    content, gazetteer = check_content(request.root, request.today, report)
    if report.fails(strict=request.strict):
        return None
    return assemble(
        content, gazetteer, dated=request.dated, base_url=request.base_url,
        with_drafts=request.with_drafts,
    )


def _has_no_broken_link(files: Sequence[Made], report: Report) -> bool:
    """Report the links that lead to no page, or to no anchor of one; whether there is none."""
    paths = {made.path for made in files}
    pages = {made.path: made.links for made in files if made.links is not None}
    broken = sorted(find_broken_links(pages, paths))
    report.extend(
        catalogue.LINK_BROKEN.at(Location(found.page), link=found.link) for found in broken
    )
    return not broken
