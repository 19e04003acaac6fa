"""What the search finds: the words of each document, weighed, and dealt into shards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from msgspec import Struct

from ecoq.content.body import REFERENCE
from ecoq.content.model import Term
from ecoq.render.acronyms import Acronyms
from ecoq.render.formats import format_long_date
from ecoq.render.words import stem, stems
from ecoq.site.model import SiteInitiative, SiteIssue, SitePage

SHARDS = 16
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

Source = SiteInitiative | SiteIssue | Term | SitePage
Shard = dict[str, list[int]]
"""By stem, for each document that has it: how many ranks after the last one, and a weight."""


class Document(Struct, frozen=True, kw_only=True):
    """What can be found and shown of an item."""

    title: str
    note: str
    """What is said beside the title: place, date…"""
    names: tuple[str, ...]
    """Names, codes and tags by which it is sought, not shown."""
    summary: str
    text: str


def index(documents: Iterable[Document], acronyms: Acronyms) -> list[Shard]:
    """Return the shards of an index of documents: the postings of each of its words, sorted."""
    postings: Shard = {}
    last: dict[str, int] = {}
    for rank, document in enumerate(documents):
        for word, weight in weigh_words(document, acronyms).items():
            postings.setdefault(word, []).extend((rank - last.get(word, 0), weight))
            last[word] = rank
    shards: list[Shard] = [{} for _ in range(SHARDS)]
    for word in sorted(postings):
        shards[shard_of(word)][word] = postings[word]
    return shards


def shard_of(word: str) -> int:
    """Return the shard of a stem, by its first two letters; ``search-index.js`` has the same."""
    return (ord(word[0]) * 31 + ord(word[1])) % SHARDS


_STOP_STEMS = frozenset(map(stem, STOP_WORDS))


def weigh_words(document: Document, acronyms: Acronyms) -> dict[str, int]:
    """Return the stems of a document, each with what it says of it."""
    weights: dict[str, int] = {}
    text, summary, title = stems(document.text), stems(document.summary), stems(document.title)
    names = stems(" ".join(document.names))
    names += acronyms.find((title, summary, names, text))
    for word in text:
        weights[word] = min(weights.get(word, 0) + _TEXT, _MOST_TEXT)
    for weight, words in ((_SUMMARY, summary), (_NAMES, names), (_TITLE, title)):
        for word in set(words):
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
        note=f"{initiative.theme.name} – {initiative.commune_and_department}",
        names=(
            entry.lead or "", entry.neighbourhood or "", entry.address or "", *entry.tags,
            initiative.commune.name,
            initiative.city.name, initiative.department.name, initiative.region.name,
            initiative.department.code, *initiative.commune.postal_codes,
            *(theme.name for theme in initiative.all_themes), entry.qpv_code or "",
        ),
        summary=entry.summary,
        # Parted as headings are: what is quoted of it must not read as one sentence.
        text=" – ".join((
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
