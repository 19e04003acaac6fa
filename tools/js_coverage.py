"""What the browser tests run of ``assets/js``: see ``make coverage``.

A plug-in of pytest, ``-p tools.js_coverage``. V8 counts, in each page that a test opens, how often
each function and each block was run; the counts of all pages are put together by file and told at
the end. A block is a part of a function that V8 counts apart: one side of a condition, the body of
a loop, what follows an early return.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from playwright.sync_api import BrowserContext, CDPSession, Error, Page

SCRIPTS = Path(__file__).parent.parent / "assets" / "js"

Span = tuple[int, int]
"""Where a piece of a file begins and ends, in UTF-16 units."""


@dataclass(slots=True)
class Runs:
    """What was run of one file: each function and block seen, and whether it ever ran."""

    functions: dict[Span, bool] = field(default_factory=dict)
    blocks: dict[Span, bool] = field(default_factory=dict)

    def add(self, functions: list[dict[str, Any]], first: int, last: int) -> None:
        """Add the counts of one page for the part of a script that is the file."""
        for function in functions:
            whole, *inner = function["ranges"]
            if not first <= whole["startOffset"] < whole["endOffset"] <= last:
                continue
            _note(self.functions, whole, first, ran=whole["count"] > 0)
            for block in inner:
                _note(self.blocks, block, first, ran=block["count"] > 0)


def _note(spans: dict[Span, bool], found: dict[str, Any], first: int, *, ran: bool) -> None:
    span = (found["startOffset"] - first, found["endOffset"] - first)
    spans[span] = spans.get(span, False) or ran


RUNS: dict[str, Runs] = {}
_SESSIONS: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()


def _start(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    try:
        session.send("Debugger.enable")
    except Error:  # a page that a test opens without scripts
        return
    session.send("Debugger.setSkipAllPauses", {"skip": True})
    session.send("Profiler.enable")
    session.send("Profiler.startPreciseCoverage", {"callCount": True, "detailed": True})
    _SESSIONS[page] = session


def _take(page: Page) -> None:
    """Gather the counts since the last time."""
    session = _SESSIONS.get(page)
    if session is None:
        return
    try:
        for script in session.send("Profiler.takePreciseCoverage")["result"]:
            for name, first, last in _files_in(session, script):
                RUNS.setdefault(name, Runs()).add(script["functions"], first, last)
    except Error:  # the page is gone already
        _SESSIONS.pop(page, None)


def _files_in(session: CDPSession, script: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Yield our files in a script and where they stand: it is one, or a page that holds some."""
    url = script["url"].partition("?")[0]
    if "/js/" in url and (SCRIPTS / url.partition("/js/")[2]).is_file():
        name = url.partition("/js/")[2]
        yield name, 0, len(_sources()[name].encode("utf-16-le")) // 2
    elif url.endswith((".html", "/")):
        answer = session.send("Debugger.getScriptSource", {"scriptId": script["scriptId"]})
        for name, text in _sources().items():
            if (first := answer["scriptSource"].find(text.strip())) >= 0:
                yield name, first, first + len(text.strip())


@functools.cache
def _sources() -> dict[str, str]:
    return {
        path.relative_to(SCRIPTS).as_posix(): path.read_text("utf-8")
        for path in sorted(SCRIPTS.rglob("*.js"))
    }


def _watch(kind: type, name: str, *, before: Callable[[Any], None] | None = None,
           after: Callable[[Any], None] | None = None) -> None:
    """Have a method of playwright preceded or followed by ours."""
    original = getattr(kind, name)

    @functools.wraps(original)
    def watched(self: Any, *arguments: Any, **options: Any) -> Any:
        if before is not None:
            before(self)
        result = original(self, *arguments, **options)
        if after is not None:
            after(result)
        return result

    setattr(kind, name, watched)


def pytest_configure() -> None:
    """Count from the first page on, before it leaves an address and before it closes."""
    _watch(BrowserContext, "new_page", after=_start)
    for name in ("goto", "reload", "go_back", "go_forward", "set_content", "close"):
        _watch(Page, name, before=_take)
    _watch(BrowserContext, "close", before=lambda context: [_take(page) for page in context.pages])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the functions and blocks run, by file, and the lines of what never ran."""
    if not RUNS:
        return
    line = terminalreporter.write_line
    terminalreporter.section("JavaScript: functions and blocks run")
    totals = [0, 0, 0, 0]
    for name, text in _sources().items():
        runs = RUNS.get(name, Runs())
        counts = [
            sum(runs.functions.values()), len(runs.functions),
            sum(runs.blocks.values()), len(runs.blocks),
        ]
        totals = [one + other for one, other in zip(totals, counts, strict=True)]
        missed = [
            str(text.count("\n", 0, span[0]) + 1)
            for spans in (runs.functions, runs.blocks) for span, ran in spans.items() if not ran
        ]
        lines = ", ".join(dict.fromkeys(sorted(missed, key=int)))
        line(f"{name:34} {_told(counts)}  {lines if name in RUNS else 'never loaded'}")
    line(f"{'all':34} {_told(totals)}")


def _told(counts: list[int]) -> str:
    functions, of_functions, blocks, of_blocks = counts
    return (
        f"functions {functions:4}/{of_functions:<4} {_percent(functions, of_functions):>6}"
        f"  blocks {blocks:4}/{of_blocks:<4} {_percent(blocks, of_blocks):>6}"
    )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"
