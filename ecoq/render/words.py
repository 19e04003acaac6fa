"""Words of texts as searches know them: the same steps as ``assets/js/lib/normalise.js``."""

from __future__ import annotations

from functools import lru_cache

from ecoq.territory.names import fold

# Words of three letters or less have no plural that can be told from the word itself.
_LONGEST_LEFT_ALONE = 3


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """Return a folded word without the mark of a simple French plural.

    « epiceries » → « epicerie », « locaux » → « local », « bureaux » → « bureau ». Sometimes
    wrong (« taux » → « tal ») and always the same, which is all that a search needs.
    """
    if len(word) <= _LONGEST_LEFT_ALONE:
        return word
    if word.endswith("aux") and not word.endswith("eaux"):
        return f"{word[:-3]}al"
    return word[:-1] if word[-1] in "sx" else word


def stems(text: str) -> list[str]:
    """Return the words of a text, folded and without plurals, in order."""
    return [stem(word) for word in fold(text).split()]
