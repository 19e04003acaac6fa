"""Codes of the quartiers prioritaires de la politique de la ville (QPV).

Two generations are in use, and neither code can be made from the other:

- 2015 (décrets 2014-1750 and 2014-1751): `QP`, the département on three characters, three
  digits: `QP033001`, `QP02A001`, `QP971002`;
- 2024 (décret 2023-1314; overseas from 2025): `QN`, the département on three characters, two
  digits, and a letter: N for a new district, M for one of 2015 with another outline, I for
  one unchanged: `QN03301M`. Some data sets begin with that letter instead: `QM…`, `QI…`.
"""

import re
from enum import Enum

from msgspec import Struct

_DEPARTMENT = r"(0\d\d|02[AB]|9[78]\d)"
_CODE_2015 = re.compile(rf"QP{_DEPARTMENT}\d{{3}}")
_CODE_2024 = re.compile(rf"Q[NMI]{_DEPARTMENT}\d{{2}}[A-Z]")
_NOT_WRITTEN = re.compile(r"[\s.\-_]+")


class QpvGeneration(Enum):
    """The priority geography a code belongs to, by the year it began."""

    OF_2015 = 2015
    OF_2024 = 2024


class QpvCode(Struct, frozen=True):
    """A well-formed QPV code; whether the district exists is not known here."""

    text: str
    """In capitals and without spaces."""
    generation: QpvGeneration
    department: str
    """As everywhere else: « 33 », « 2A », « 971 »."""


def parse_qpv_code(text: str) -> QpvCode | None:
    """Return the code written in `text`, or None; case and spaces do not matter."""
    code = _NOT_WRITTEN.sub("", text).upper()
    for pattern, generation in (
        (_CODE_2015, QpvGeneration.OF_2015),
        (_CODE_2024, QpvGeneration.OF_2024),
    ):
        found = pattern.fullmatch(code)
        if found:
            return QpvCode(code, generation, found[1].removeprefix("0"))
    return None
