"""The preview of a project: one version of its site after the other, none written anywhere."""

from __future__ import annotations

from ecoq.diagnostics import Report
from ecoq.pipeline import CACHE, BuildRequest, make_site
from ecoq.publish.inputs import Inputs, find_inputs
from ecoq.publish.live import LiveSite
from ecoq.publish.toolchain import fingerprint_toolchain
from ecoq.render.plan import plan_site
from ecoq.stores import Stores


class Previewer:
    """Makes one version of the site after the other."""

    def __init__(self, request: BuildRequest) -> None:
        self._request = request
        self._inputs: Inputs | None = None
        self._stores: Stores | None = None
        self._site: LiveSite | None = None

    def is_outdated(self) -> bool:
        """Whether a file was written since content was last read."""
        return self._inputs is None or self._inputs != find_inputs(
            self._request.root, self._inputs
        )

    def refresh(self, report: Report) -> LiveSite | None:
        """Read what changed: the site as it is now, or None, and the reasons in the report."""
        request = self._request
        self._inputs = find_inputs(request.root, self._inputs)
        if self._stores is None:
            self._stores = Stores.open(request.root / CACHE, self._inputs, fingerprint_toolchain())
        self._stores = self._stores.after(self._inputs)
        site = make_site(request, report, self._stores.shelf.read)
        if site is None:
            return None
        outputs = plan_site(
            site, request.root, with_search=request.with_search,
            find_compiled=self._stores.code.find_made,
        )
        self._site = LiveSite.after(self._site, outputs, self._stores.files)
        return self._site
