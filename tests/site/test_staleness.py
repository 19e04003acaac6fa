"""When a check has become too old."""

from datetime import date

import pytest

from ecoq.site.staleness import is_stale


@pytest.mark.parametrize(("checked_on", "expected"), [
    (None, False), (date(2026, 6, 15), False), (date(2024, 6, 1), False),
    (date(2024, 5, 31), True), (date(2019, 12, 1), True),
])
def test_check_is_stale_from_its_twenty_fifth_month_on(checked_on, expected):
    assert is_stale(checked_on, date(2026, 6, 15)) is expected
