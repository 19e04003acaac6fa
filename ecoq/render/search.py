"""The full-text search, ``recherche/``: its page, and an index that the page fetches in pieces.

Documents (fiches, numbers, terms, free pages) are dealt into partitions by the digest of their
address, and each partition is indexed alone: one changed fiche renews one partition. Of each:

- ``recherche/index/mots-<partition>-<shard>.json``: for each stem of the shard, the documents
  that have it, as differences of rank, each with a weight: how much the word says of it. A word
  and its beginnings of two letters or more fall in one shard, so that a word typed costs one;
- ``recherche/index/textes-<partition>-<n>.json``: what is shown of ``TEXTS_PER_FILE`` documents.

Why not pagefind, the usual choice: measured on the real content (November 2026, pagefind 1.5.2,
252 fiches, numbers, terms, pages). Compressed, a first query costs the reader about 85 kB of
WebAssembly and script before its first chunk, and the policy would need ``wasm-unsafe-eval``;
ours costs 4 kB a word typed (the whole index is 70 kB), plus 2 to 17 kB for each file of texts
shown. pagefind needs every page on disk first and takes 2.1 s, whatever changed; ours takes
0.2 s, with one changed fiche renewing one partition only. It stems French more boldly, which
finds more and explains less: here a word finds its plural and what begins with it, as in the
explorer. With 10,000 fiches, ours makes 1.9 MB of words in 7 s of one core, in parallel.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any
from zlib import crc32

from msgspec import Struct

from ecoq.content.model import Term
from ecoq.render.acronyms import Acronyms
from ecoq.render.html import PageInfo
from ecoq.render.output import Output, Recipe
from ecoq.render.pages.kit import PageKit, crumbs, lazily
from ecoq.render.search_index import SHARDS, STOP_WORDS, Shard, Source, index, read_document
from ecoq.render.typography import typeset
from ecoq.site import urls
from ecoq.site.model import Site, SiteInitiative, SiteIssue

DOCUMENTS_PER_PARTITION = 512
TEXTS_PER_FILE = 8
_FOLDER = f"{urls.SEARCH}index/"


class Kind(Struct, frozen=True):
    """A kind of documents, as the filter shows it."""

    id: str
    name: str
    one: str
    """The name of one of them."""


KINDS = (
    Kind("initiatives", "Initiatives", "Initiative"), Kind("numeros", "Numéros", "Numéro"),
    Kind("glossaire", "Glossaire", "Glossaire"), Kind("pages", "Pages", "Page"),
)


class Item(Struct, frozen=True):
    """Something to index: what it is made from, not read yet."""

    kind: int
    """Rank among the kinds."""
    url: str
    source: Source
    body: str
    """Its text as it was written; a term has none."""


class Partition(Struct, frozen=True, eq=False):
    """Items that are indexed together. Compared by identity: its texts are many."""

    number: int
    items: tuple[Item, ...]
    acronyms: Acronyms


def plan(kit: PageKit, *, with_index: bool = True) -> Iterator[Output]:
    """Yield the page and its index; without index, the page leads to the lists."""
    partitions = _deal(kit.site) if with_index else ()
    theme_ids = [listing.subject.id for listing in kit.site.themes]
    page = PageInfo(
        title="Recherche", description="Chercher dans les initiatives, les numéros, le glossaire "
        "et les pages du site.", url=urls.SEARCH, section=urls.SEARCH,
        crumbs=crumbs(("Recherche", urls.SEARCH)),
    )
    yield lazily(urls.SEARCH, lambda: kit.renderer.page(
        "pages/search.html", page, kinds=KINDS if with_index else (),
        themes=tuple(listing.subject for listing in kit.site.themes),
        index=_summarise(partitions, theme_ids),
    ))
    for partition in partitions:
        yield from _plan_partition(partition)


def _deal(site: Site) -> tuple[Partition, ...]:
    """Return the partitions of all that can be found."""
    groups: tuple[list[tuple[str, Source]], ...] = (
        [(one.url, one) for one in site.initiatives],
        [(one.url, one) for one in site.issues],
        [(urls.of_term(one.term), one) for one in site.glossary],
        [(one.url, one) for one in site.pages],
    )
    items = [
        Item(rank, url, source, "" if isinstance(source, Term) else source.entry.body.text)
        for rank, group in enumerate(groups) for url, source in group
    ]
    dealt: list[list[Item]] = [[] for _ in range(-(-len(items) // DOCUMENTS_PER_PARTITION))]
    for item in items:
        dealt[crc32(item.url.encode()) % len(dealt)].append(item)
    acronyms = Acronyms(site.glossary)
    return tuple(Partition(number, tuple(some), acronyms) for number, some in enumerate(dealt))


def _summarise(partitions: Sequence[Partition], theme_ids: list[str]) -> Mapping[str, Any]:
    """Return what the script must know before it fetches anything, ready for JSON."""
    return {
        "shards": SHARDS,
        "textsPerFile": TEXTS_PER_FILE,
        "stopWords": STOP_WORDS,
        "kinds": [kind.id for kind in KINDS],
        "themes": theme_ids,
        "partitions": [
            [[item.kind, [theme_ids.index(id_) for id_ in _theme_ids(item.source)]]
             for item in partition.items]
            for partition in partitions
        ],
    }


def _theme_ids(source: Source) -> list[str]:
    if isinstance(source, SiteInitiative):
        return [theme.id for theme in source.all_themes]
    if isinstance(source, SiteIssue):
        return [theme.id for theme in source.themes]
    return []


def _plan_partition(partition: Partition) -> Iterator[Output]:
    number, items = partition.number, partition.items
    for shard in range(SHARDS):
        yield Output(f"{_FOLDER}mots-{number}-{shard}.json", partial(
            Recipe, (shard, items, partition.acronyms.terms),
            partial(_render_words, partition, shard),
        ), is_indexed=False)
    for file, start in enumerate(range(0, len(items), TEXTS_PER_FILE)):
        some = items[start : start + TEXTS_PER_FILE]
        yield Output(f"{_FOLDER}textes-{number}-{file}.json", partial(
            Recipe, (some,), partial(_render_texts, some)
        ), is_indexed=False)


def _render_words(partition: Partition, shard: int) -> bytes:
    return _to_json(_index(partition)[shard])


def _render_texts(items: tuple[Item, ...]) -> bytes:
    return _to_json([
        [item.url, typeset(document.title), typeset(document.note), typeset(document.summary),
         typeset(document.text)]
        for item, document in ((item, read_document(item.source)) for item in items)
    ])


def _to_json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


# The shards of a partition are rendered one after the other: the last index is enough.
@lru_cache(maxsize=1)
def _index(partition: Partition) -> list[Shard]:
    documents = (read_document(item.source) for item in partition.items)
    return index(documents, partition.acronyms)
