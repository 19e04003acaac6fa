"""Dates, numbers, counts and hosts, in French."""

from datetime import date

import pytest

from ecoq.content.values import PartialDate
from ecoq.render.formats import format_count, format_domain, format_long_date


@pytest.mark.parametrize(("value", "shown"), [
    (date(2019, 3, 1), "1er mars 2019"), (date(2019, 12, 21), "21 décembre 2019"),
    (PartialDate("2019-08"), "août 2019"), (PartialDate("2019"), "2019"),
    (PartialDate("2019-01-02"), "2 janvier 2019"),
])
def test_date_is_as_precise_as_it_is_known(value, shown):
    assert format_long_date(value) == shown


@pytest.mark.parametrize(("value", "shown"), [
    (0, "0\u00a0initiative"), (1, "1\u00a0initiative"), (2, "2\u00a0initiatives"),
    (1234567, "1\u202f234\u202f567\u00a0initiatives"),
])
def test_plural_begins_at_two(value, shown):
    assert format_count(value, "initiative") == shown


def test_plural_that_is_no_s_is_given():
    assert format_count(3, "journal", "journaux") == "3\u00a0journaux"


@pytest.mark.parametrize("url", [
    "https://www.exemple.fr/a/b", "http://exemple.fr", "https://exemple.fr/",
])
def test_host_is_said_as_people_say_it(url):
    assert format_domain(url) == "exemple.fr"
