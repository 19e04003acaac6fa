"""The line of a commune in the data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecoq.territory.commune import (
    Commune,
    department_of_code,
    format_commune,
    parse_commune,
)
from ecoq.territory.place import Place


@pytest.mark.parametrize(
    ("insee_code", "department"),
    [("01004", "01"), ("2A004", "2A"), ("2B033", "2B"), ("97411", "974"), ("97801", "978")],
)
def test_insee_code_tells_the_department(insee_code: str, department: str) -> None:
    assert department_of_code(insee_code) == department


@given(
    postal_code=st.from_regex(r"[0-9]{5}", fullmatch=True),
    department=st.sampled_from(["01", "2A", "974", "978"]),
    latitude=st.integers(-9_000_000, 9_000_000),
    longitude=st.integers(-18_000_000, 18_000_000),
)
def test_line_gives_back_the_commune(
    postal_code: str, department: str, latitude: int, longitude: int
) -> None:
    commune = Commune(
        insee_code=f"{department}004",
        name="L'Île-d'Essai",
        department=department,
        postal_codes=("01000", postal_code),
        population=12,
        place=Place(latitude / 100_000, longitude / 100_000),
        radius_metres=4_200,
        parent_code="01001",
    )
    line = format_commune(commune)
    assert parse_commune(department, line) == commune
