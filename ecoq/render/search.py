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
ours costs 4 kB a word typed (the whole index is 67 kB), plus 2 to 17 kB for each file of texts
shown. pagefind needs every page on disk first and takes 2.1 s, whatever changed; ours takes
0.2 s, with one changed fiche renewing one partition only. It stems French more boldly, which
finds more and explains less: here a word finds its plural and what begins with it, as in the
explorer. With 10,000 fiches, ours makes 1.9 MB of words in 7 s of one core, in parallel.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any
from zlib import crc32

from ecoq.content.body import REFERENCE
from ecoq.content.model import Term
from ecoq.render.html import PageInfo, format_long_date
from ecoq.render.output import Output, Recipe
from ecoq.render.pages.kit import PageKit, crumbs, lazily
from ecoq.render.typography import typeset
from ecoq.render.words import stem, stems
from ecoq.site import urls
from ecoq.site.model import Site, SiteInitiative, SiteIssue, SitePage

DOCUMENTS_PER_PARTITION = 512
SHARDS = 16
TEXTS_PER_FILE = 8
SHORTEST_WORD = 2
"""Words of one letter are not looked for: their shard cannot be known."""

# What a word says of a document, by where it stands; in the text, each time, up to a number.
_TITLE, _NAMES, _SUMMARY, _TEXT, _MOST_TEXT = 9, 5, 4, 1, 3

_SMALL_WORDS = """
au aux avec ce ces cette dans de des du elle en et est il ils je la le les leur leurs lui mais me ne
nous on ou par pas plus pour qu que qui sa se ses son sont sur te tu un une vous
"""
STOP_WORDS = tuple(_SMALL_WORDS.split())
"""Words that say nothing of a text: not in the index."""

_FOLDER = f"{urls.SEARCH}index/"

Source = SiteInitiative | SiteIssue | Term | SitePage


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of documents, as the filter shows it."""

    id: str
    name: str
    one: str
    """The name of one of them."""


KINDS = (
    Kind("initiatives", "Initiatives", "Initiative"), Kind("numeros", "Numéros", "Numéro"),
    Kind("glossaire", "Glossaire", "Glossaire"), Kind("pages", "Pages", "Page"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """Something to index: what it is made from, not read yet."""

    kind: int
    """Rank among the kinds."""
    url: str
    source: Source
    body: str
    """Its text as it was written; a term has none."""


@dataclass(frozen=True, slots=True, eq=False)
class Partition:
    """Items that are indexed together. Compared by identity: its texts are many."""

    number: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What can be found and shown of an item."""

    title: str
    note: str
    """What is said beside the title: place, date…"""
    names: tuple[str, ...]
    """Names and tags by which it is sought, not shown."""
    summary: str
    text: str


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
    return tuple(Partition(number, tuple(some)) for number, some in enumerate(dealt))


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
            Recipe, (shard, items), partial(_render_words, partition, shard)
        ), is_indexed=False)
    for file, start in enumerate(range(0, len(items), TEXTS_PER_FILE)):
        some = items[start : start + TEXTS_PER_FILE]
        yield Output(f"{_FOLDER}textes-{number}-{file}.json", partial(
            Recipe, (some,), partial(_render_texts, some)
        ), is_indexed=False)


def shard_of(word: str) -> int:
    """Return the shard of a stem, by its first two letters; ``search-index.js`` has the same."""
    return (ord(word[0]) * 31 + ord(word[1])) % SHARDS


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
def _index(partition: Partition) -> list[dict[str, list[int]]]:
    """Return, for each shard, the postings of each of its words, sorted."""
    postings: dict[str, list[int]] = {}
    last: dict[str, int] = {}
    for rank, item in enumerate(partition.items):
        for word, weight in weigh_words(read_document(item.source)).items():
            postings.setdefault(word, []).extend((rank - last.get(word, 0), weight))
            last[word] = rank
    shards: list[dict[str, list[int]]] = [{} for _ in range(SHARDS)]
    for word in sorted(postings):
        shards[shard_of(word)][word] = postings[word]
    return shards


_STOP_STEMS = frozenset(map(stem, STOP_WORDS))


def weigh_words(document: Document) -> dict[str, int]:
    """Return the stems of a document, each with what it says of it."""
    weights: dict[str, int] = {}
    for word in stems(document.text):
        weights[word] = min(weights.get(word, 0) + _TEXT, _MOST_TEXT)
    fields = (
        (_SUMMARY, document.summary), (_NAMES, " ".join(document.names)), (_TITLE, document.title),
    )
    for weight, text in fields:
        for word in set(stems(text)):
            weights[word] = weights.get(word, 0) + weight
    return {
        word: weight for word, weight in weights.items()
        if len(word) >= SHORTEST_WORD and word not in _STOP_STEMS
    }


def read_document(source: Source) -> Document:
    """Return what can be found of a fiche, a number, a term or a page."""
    if isinstance(source, SiteInitiative):
        return _read_initiative(source)
    if isinstance(source, SiteIssue):
        return _read_issue(source)
    if isinstance(source, Term):
        return _read_term(source)
    return Document(
        title=source.entry.title, note="", names=(), summary=source.entry.summary or "",
        text=strip_markdown(source.entry.body.text),
    )


def _read_initiative(initiative: SiteInitiative) -> Document:
    entry = initiative.entry
    return Document(
        title=entry.title,
        note=f"{initiative.theme.name} – {initiative.commune.name} ({initiative.department.name})",
        names=(
            entry.lead or "", entry.neighbourhood or "", *entry.tags, initiative.commune.name,
            initiative.city.name, initiative.department.name, initiative.region.name,
            *(theme.name for theme in initiative.all_themes), entry.qpv_code or "",
        ),
        summary=entry.summary,
        text="\n".join((
            strip_markdown(entry.body.text), *entry.figures, *entry.lessons, *entry.partners,
            *entry.audiences,
        )),
    )


def _read_issue(issue: SiteIssue) -> Document:
    entry = issue.entry
    return Document(
        title=f"N° {entry.number} – {entry.title}",
        note=format_long_date(entry.published_on),
        names=tuple(theme.name for theme in issue.themes),
        summary=entry.summary,
        text=strip_markdown(entry.body.text),
    )


def _read_term(term: Term) -> Document:
    return Document(
        title=term.term, note=term.expansion or "", names=(term.expansion or "",),
        summary=term.definition, text="",
    )


# What each pattern takes away, and a sign without which it has nothing to find.
_MARKDOWN: tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    ("[[", REFERENCE, lambda match: match[2] or match[1].replace("-", " ")),
    ("](", re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),  # links and images keep their words
    ("]:", re.compile(r"^\[\^?[^\]]+\]:.*$", re.MULTILINE), ""),  # notes, link definitions
    ("[^", re.compile(r"\[\^[^\]]+\]"), ""),
    ("<", re.compile(r"</?[a-zA-Z][^<>]*>"), ""),
    ("#", re.compile(r"^#+[ \t]+(.+?)[ \t]*#*$", re.MULTILINE), r"\1 –"),  # headings stand apart
    ("", re.compile(r"^(?:[ \t]*(?:[>*+-]|\d+\.)[ \t]+)+", re.MULTILINE), ""),
    ("|", re.compile(r"^[ \t|:-]+$", re.MULTILINE), ""),
    ("|", re.compile(r"[ \t]*\|[ \t]*"), " "),
    ("*", re.compile(r"\*{1,3}"), ""),
    ("_", re.compile(r"\b_{1,2}(?=\w)|(?<=\w)_{1,2}\b"), ""),
    ("`", re.compile(r"`+"), ""),
)


def strip_markdown(text: str) -> str:
    """Return the words of a Markdown text on one line, near enough to be searched and quoted."""
    for sign, pattern, replacement in _MARKDOWN:
        if sign in text:
            text = pattern.sub(replacement, text)
    return " ".join(text.split())
