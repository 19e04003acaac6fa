"""The whole build, in order: read, check, assemble, render, publish.

Each step imports what it needs when its turn comes: a build that has nothing to do would spend
most of its time on importing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ecoq.publish.alone import alone_in
from ecoq.publish.destination import Destination
from ecoq.publish.inputs import Inputs, find_inputs
from ecoq.publish.replace import find_staging_parent, recover, remove_leftovers
from ecoq.publish.state import Made, State, read_state
from ecoq.publish.toolchain import fingerprint_toolchain

if TYPE_CHECKING:
    from ecoq.content.load import Content, Reader
    from ecoq.diagnostics import Report
    from ecoq.publish.whole import Progress
    from ecoq.site.model import Site
    from ecoq.territory.gazetteer import Gazetteer

CACHE = ".cache/ecoq"


class BuildRequest(Struct, frozen=True, kw_only=True):
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


class Built(Struct, frozen=True, kw_only=True):
    """What a build made."""

    files: tuple[Made, ...]
    was_current: bool
    """Nothing had to be made: the last build's output is what this one would make."""


def build(
    request: BuildRequest, report: Report, progress: Progress | None = None
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
        inputs = find_inputs(request.root)
        toolchain = fingerprint_toolchain()
        last = State(toolchain, {})
        if request.uses_cache:
            last = read_state(destination.state, toolchain)
        if last.is_current(inputs.digest(request), destination.output):
            return Built(files=tuple(last.files.values()), was_current=True)
        return _build_anew(request, destination, inputs, last, report, progress)


def _build_anew(
    request: BuildRequest, destination: Destination, inputs: Inputs, last: State, report: Report,
    progress: Progress | None,
) -> Built | None:
    from ecoq.publish.keeper import making_ahead  # noqa: PLC0415
    from ecoq.publish.spare import making_spare  # noqa: PLC0415
    from ecoq.publish.whole import publish_outputs, record  # noqa: PLC0415
    from ecoq.stores import Stores, cache_for  # noqa: PLC0415

    with cache_for(destination, is_kept=request.uses_cache) as cache:
        stores = Stores.open(cache, inputs, last.toolchain, request.jobs)
        with (
            making_ahead(stores.static_files(request.root), jobs=request.jobs) as stop,
            making_spare(destination, last, jobs=request.jobs) as wait_for_spare,
        ):
            site = make_site(request, report, stores.shelf.read)
            if site is None:
                return None
            from ecoq.render.plan import plan_site  # noqa: PLC0415

            outputs = plan_site(
                site, request.root, with_search=request.with_search, with_pdf=request.with_pdf,
                find_compiled=stores.code.find_made,
            )
            stop()
            wait_for_spare()
            files = publish_outputs(
                outputs, destination, last=last, jobs=request.jobs, keeper=stores.files,
                keeps_spare=request.uses_cache, progress=progress,
                is_accepted=lambda made: _has_no_broken_link(made, report),
            )
        stores.prune()
    if files is None:
        return None
    # A build that has something to say must say it again next time.
    record(
        destination, last.toolchain, files, "" if report.found else inputs.digest(request)
    )
    return Built(files=files, was_current=False)


def make_site(request: BuildRequest, report: Report, read: Reader | None = None) -> Site | None:
    """Read, check and assemble: None, and the reasons in the report, if there is an error."""
    from ecoq.site.assemble import assemble  # noqa: PLC0415

    content, gazetteer = check_content(request.root, request.today, report, read)
    if report.fails(strict=request.strict):
        return None
    return assemble(
        content, gazetteer, dated=request.dated, base_url=request.base_url,
        with_drafts=request.with_drafts, today=request.today,
    )


def check_content(
    root: Path, today: date, report: Report, read: Reader | None = None
) -> tuple[Content, Gazetteer]:
    """Read all content and report everything that is wrong with it."""
    from ecoq.content.load import load_content, read_entries  # noqa: PLC0415
    from ecoq.site.checks import Scope, check  # noqa: PLC0415
    from ecoq.territory.gazetteer import Gazetteer  # noqa: PLC0415

    content = load_content(root, report, read or read_entries)
    gazetteer = Gazetteer.load()
    report.extend(check(Scope.of(content, gazetteer, today)))
    return content, gazetteer


def _has_no_broken_link(files: Sequence[Made], report: Report) -> bool:
    """Report the links that lead to no page, or to no anchor of one; whether there is none."""
    from ecoq import catalogue  # noqa: PLC0415
    from ecoq.diagnostics import Location  # noqa: PLC0415
    from ecoq.publish.links import find_broken_links  # noqa: PLC0415

    paths = {made.path for made in files}
    pages = {made.path: made.links for made in files if made.links is not None}
    broken = sorted(find_broken_links(pages, paths))
    report.extend(
        catalogue.LINK_BROKEN.at(Location(found.page), link=found.link) for found in broken
    )
    return not broken
