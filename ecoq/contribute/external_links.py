"""``ecoq links --external``: the addresses outside of the site, asked politely.

An address is asked for once a week at most, one request at a time for each host, and
what it answers is never an error: sites refuse robots, and come back.
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from http import HTTPStatus
from http.client import HTTPException
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from ecoq.content.body import find_links
from ecoq.content.load import Content
from ecoq.content.values import Url
from ecoq.diagnostics import Location

CACHE_FILE = ".cache/ecoq/links.json"
_GOOD_FOR = timedelta(days=7)
_BAD_FOR = timedelta(days=1)
_PAUSE_SECONDS = 1.0
_HOSTS_AT_ONCE = 6
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})


class ExternalLink(Struct, frozen=True, order=True):
    """An address outside the site, and where it is written."""

    url: str
    location: Location


class Answer(Struct, frozen=True):
    """What an address answered. ``status`` is 0 when nothing answered."""

    status: int
    reason: str
    asked_on: date

    @property
    def is_gone(self) -> bool:
        """The page is no longer there."""
        return self.status in _GONE

    @property
    def is_unsure(self) -> bool:
        """Nothing says that the page is there, nor that it is not."""
        return not self.is_gone and not HTTPStatus.OK <= self.status < HTTPStatus.BAD_REQUEST

    def is_fresh(self, today: date) -> bool:
        """Whether it need not be asked again."""
        is_bad = self.is_gone or self.is_unsure
        return timedelta(0) <= today - self.asked_on < (_BAD_FOR if is_bad else _GOOD_FOR)


def find_external_links(content: Content) -> tuple[ExternalLink, ...]:
    """Return every address outside the site, in order, with each place where it is written."""
    found: list[ExternalLink] = []
    for one in content.initiatives:
        if one.website:
            found.append(ExternalLink(one.website, one.origin.at("website")))
        found += _sources(one.sources, one.origin.at("sources"))
    for issue in content.issues:
        found += _sources(issue.sources, issue.origin.at("sources"))
    for entry in (*content.initiatives, *content.issues, *content.pages):
        found += [
            ExternalLink(link.text.partition("#")[0], link.location)
            for link in find_links(entry.body) if urlsplit(link.text).scheme in {"http", "https"}
        ]
    for centre in content.centres:
        found += [ExternalLink(url, centre.origin.start)
                  for url in (centre.website, centre.source) if url]
    found += [ExternalLink(term.source, term.origin.start) for term in content.glossary]
    return tuple(sorted(set(found)))


def _sources(sources: Iterable[object], location: Location) -> list[ExternalLink]:
    addresses = (getattr(source, "url", None) for source in sources)
    return [ExternalLink(url, location) for url in addresses if isinstance(url, Url)]


Ask = Callable[[str, date], Answer]


def ask(url: str, today: date, *, timeout_seconds: float = 15) -> Answer:
    """Ask for an address; whatever happens is an answer."""
    headers = {
        "User-Agent": "ecoq-links (verification des sources, une requete par semaine)",
        "Accept": "*/*", "Range": "bytes=0-1023",
    }
    try:
        request = urllib.request.Request(url, headers=headers)
        with urllib.request.urlopen(request, timeout=timeout_seconds) as answer:
            return Answer(answer.status, "", today)
    except urllib.error.HTTPError as error:
        error.close()
        return Answer(error.code, str(error.reason), today)
    except (OSError, ValueError, HTTPException) as error:
        return Answer(0, str(getattr(error, "reason", error)), today)


def ask_all(
    addresses: Iterable[str], known: Mapping[str, Answer], today: date, ask_one: Ask = ask,
    pause_seconds: float = _PAUSE_SECONDS,
) -> dict[str, Answer]:
    """Return an answer for each address; those known and fresh are not asked again."""
    wanted = sorted(set(addresses), key=lambda url: (urlsplit(url).netloc, url))
    answers = {url: known[url] for url in wanted if url in known and known[url].is_fresh(today)}
    queues = [
        list(group)
        for _, group in groupby(
            (url for url in wanted if url not in answers), lambda url: urlsplit(url).netloc
        )
    ]

    def ask_host(queue: list[str]) -> dict[str, Answer]:
        found = {}
        for rank, url in enumerate(queue):
            if rank:
                time.sleep(pause_seconds)
            found[url] = ask_one(url, today)
        return found

    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        for found in pool.map(ask_host, queues):
            answers.update(found)
    return answers


def read_answers(root: Path) -> dict[str, Answer]:
    """Return what was answered before; nothing if that cannot be read."""
    try:
        kept = json.loads((root / CACHE_FILE).read_text("utf-8"))
        return {
            url: Answer(int(one["status"]), str(one["reason"]), date.fromisoformat(one["asked_on"]))
            for url, one in kept.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def write_answers(root: Path, answers: Mapping[str, Answer]) -> None:
    """Keep the answers for the next time."""
    path = root / CACHE_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = {
        url: {"status": one.status, "reason": one.reason, "asked_on": one.asked_on.isoformat()}
        for url, one in sorted(answers.items())
    }
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1), "utf-8")
