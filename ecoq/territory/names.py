"""French names written in many ways, brought to one form for comparison."""

import re
import unicodedata

_ACCENTS = re.compile(r"[\u0300-\u036f]+")
_SEPARATORS = re.compile(r"[^\w\n ]+")
_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")
# « st », « ste », « sts », « stes », standing alone; looking for its letters first is faster.
_SAINT = re.compile(r"st(?<=\bst)(e?s?)\b")


def fold(text: str) -> str:
    """Return the form of `text` under which two spellings of a French name are equal.

    No accents, no ligatures, lower case; hyphens, apostrophes and other signs become one
    space; « St » and « Ste » are written out: « St-Étienne » → « saint etienne ».
    """
    return " ".join(_fold_text(text).split())


def fold_lines(text: str) -> list[str]:
    """Fold each line of `text`; many times faster than one call of `fold` for each."""
    return [" ".join(line.split()) for line in _fold_text(text).split("\n")]


def slugify(text: str) -> str:
    """Return `text` as the last part of an address: « L'Éco » → « l-eco »."""
    return _NOT_IN_SLUGS.sub("-", _plain(text)).strip("-")


def _fold_text(text: str) -> str:
    # The commonest signs first: the pattern then finds little, which is faster.
    spaced = _plain(text).replace("-", " ").replace("'", " ").replace("_", " ")
    return _SAINT.sub(r"saint\1", _SEPARATORS.sub(" ", spaced))


def _plain(text: str) -> str:
    """Lower case, without accents and ligatures."""
    if text.isascii():
        return text.lower()
    # The steps of a compatibility caseless match (Unicode standard, definition D146),
    # so that folding what is folded changes nothing.
    once = unicodedata.normalize("NFKD", unicodedata.normalize("NFD", text).casefold())
    twice = unicodedata.normalize("NFKD", once.casefold())
    return _ACCENTS.sub("", twice).replace("œ", "oe").replace("æ", "ae")
