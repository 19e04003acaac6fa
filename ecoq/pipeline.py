"""The whole build, in order: read, check, assemble, render, publish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ecoq import catalogue
from ecoq.content.load import Content, load_content
from ecoq.diagnostics import Diagnostic, Location, Report
from ecoq.publish.inputs import fingerprint_inputs
from ecoq.publish.links import find_broken_links
from ecoq.publish.manifest import render_manifest
from ecoq.publish.replace import MANIFEST, recover, replace_folder, staging_folder, write_whole
from ecoq.publish.state import Made, State, make_state, read_state
from ecoq.publish.toolchain import fingerprint_toolchain
from ecoq.publish.write import write_outputs
from ecoq.site.assemble import assemble
from ecoq.site.checks import Scope, check
from ecoq.territory.gazetteer import Gazetteer

CACHE = ".cache/ecoq"
STATE = "state.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildRequest:
    """What to build, from where, to where. ``today`` and ``dated`` come from the edge."""

    root: Path
    output: Path
    today: date
    dated: date | None = None
    base_url: str | None = None
    with_drafts: bool = False
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


def build(request: BuildRequest, report: Report) -> Built | None:
    """Build the site, or nothing: None, and the reasons in the report."""
    cache = request.root / CACHE
    recover(request.output)
    inputs = fingerprint_inputs(request.root, request)
    toolchain = fingerprint_toolchain()
    last = read_state(cache / STATE, toolchain) if request.uses_cache else State(toolchain, {})
    if last.is_current(inputs, request.output):
        return Built(files=tuple(last.files.values()), was_current=True)
    content, gazetteer = check_content(request.root, request.today, report)
    if report.fails(strict=request.strict):
        return None
    site = assemble(
        content, gazetteer, dated=request.dated, base_url=request.base_url,
        with_drafts=request.with_drafts,
    )
    from ecoq.render.plan import plan_site  # noqa: PLC0415 - slow to import, not always needed

    with staging_folder(cache) as staging:
        files = tuple(write_outputs(
            plan_site(site, request.root), staging, jobs=request.jobs,
            last=last, last_folder=request.output,
        ))
        report.extend(_broken_links(files))
        if report.has_errors:
            return None
        (staging / MANIFEST).write_bytes(render_manifest(files))
        replace_folder(request.output, staging)
    said_nothing = not report.found
    state = make_state(last.toolchain, files, inputs if said_nothing else "")
    write_whole(cache / STATE, state.render())
    return Built(files=files, was_current=False)


def _broken_links(files: Iterable[Made]) -> Iterator[Diagnostic]:
    """Links between pages lead to a page and to an anchor of it."""
    paths = {made.path for made in files}
    pages = {made.path: made.links for made in files if made.links is not None}
    for broken in sorted(find_broken_links(pages, paths)):
        yield catalogue.LINK_BROKEN.at(Location(broken.page), link=broken.link)
