"""What can be measured of French prose: how easy it is to read, and what is said twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from ecoq.content.body import REFERENCE
from ecoq.territory.names import fold

_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|\n\n+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SYLLABLE = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+")
_SILENT_END = re.compile(r"(?<=[^aeiouyàâäéèêëîïôöùûüœæ])(?:e|es|ent)$")
_MARKUP = re.compile(r"^#{1,6} .*$|^\s*[-*>] |\]\([^)]*\)|[*_`\[\]]", re.MULTILINE)

# Two paragraphs of which that share of the runs of words is the same say the same thing.
_ALIKE = 0.5
_RUN = 4
_LEAST_WORDS = 12
_OPENING_WORDS = 4


def plain_text(body: str) -> str:
    """Return a Markdown body as its readers find it, headings left out."""
    return _MARKUP.sub("", REFERENCE.sub(lambda found: found[2] or found[1], body)).strip()


def reading_ease(text: str) -> float | None:
    """Return how easy a French text is to read: about 0 (hard) to 100 (easy); None if empty.

    Kandel and Moles's adaptation of Flesch's index: 207 - 1.015 × words per sentence
    - 73.6 × syllables per word (L. Kandel et A. Moles, « Application de l'indice de Flesch à la
    langue française », Cahiers d'études de radio-télévision, 19, 1958, p. 253-274). Syllables are
    counted as groups of vowels, without the final mute e; « l'atelier » is one word.
    """
    words = _WORD.findall(text.lower())
    if not words:
        return None
    sentences = max(1, sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part)))
    syllables = sum(_count_syllables(word) for word in words)
    return 207 - 1.015 * len(words) / sentences - 73.6 * syllables / len(words)


def _count_syllables(word: str) -> int:
    return max(1, len(_SYLLABLE.findall(_SILENT_END.sub("", word))))


def find_repeated_openings(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the first words that several texts share, with the names of those texts."""
    names: dict[str, list[str]] = {}
    for name, text in texts.items():
        words = fold(text.split("\n", 1)[0]).split()[:_OPENING_WORDS]
        if len(words) == _OPENING_WORDS:
            names.setdefault(" ".join(words), []).append(name)
    return {
        opening: tuple(found)
        for opening, found in sorted(names.items(), key=lambda item: (-len(item[1]), item[0]))
        if len(found) > 1
    }


class AlikeParagraphs(Struct, frozen=True, kw_only=True):
    """A paragraph of a text, and one of another that says nearly the same."""

    name: str
    other: str
    extract: str
    likeness: float
    """The share of runs of words in common, 0 to 1."""


def find_alike_paragraphs(texts: Mapping[str, str]) -> Iterator[AlikeParagraphs]:
    """Yield the pairs of paragraphs of two texts that are nearly the same.

    Paragraphs that share no run of words are never compared, so this takes time in proportion
    to the length of the texts.
    """
    paragraphs = [
        (name, paragraph, _runs(paragraph))
        for name, text in texts.items() for paragraph in re.split(r"\n\s*\n", text)
    ]
    holders: dict[str, list[int]] = {}
    for index, (name, paragraph, runs) in enumerate(paragraphs):
        shared: dict[int, int] = {}
        for run in runs:
            for other in holders.setdefault(run, []):
                shared[other] = shared.get(other, 0) + 1
            holders[run].append(index)
        for other, count in sorted(shared.items()):
            other_name, _, other_runs = paragraphs[other]
            likeness = count / (len(runs) + len(other_runs) - count)
            if likeness >= _ALIKE and other_name != name:
                yield AlikeParagraphs(
                    name=other_name, other=name, extract=" ".join(paragraph.split())[:80],
                    likeness=likeness,
                )


def _runs(paragraph: str) -> frozenset[str]:
    words = fold(paragraph).split()
    if len(words) < _LEAST_WORDS:
        return frozenset()
    return frozenset(_windows(words))


def _windows(words: list[str]) -> Iterable[str]:
    return (" ".join(words[start : start + _RUN]) for start in range(len(words) - _RUN + 1))
