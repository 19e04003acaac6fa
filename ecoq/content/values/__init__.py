"""Kinds of values: each reads one node into a typed value, and describes itself as JSON Schema.

A kind raises Unreadable when there is no value to return, and adds to the report what is only
unwise. Nothing here knows any key.
"""

from ecoq.content.values.dates import (
    FIRST_YEAR,
    Date,
    PartialDate,
    SourceDate,
    Year,
)
from ecoq.content.values.kinds import JsonSchema, Kind, Written, is_empty
from ecoq.content.values.lists import ListOf
from ecoq.content.values.numbers import Degrees, Whole
from ecoq.content.values.texts import (
    COLOUR,
    INSEE_CODE,
    MAX_SLUG_LENGTH,
    QPV_CODE,
    SLUG,
    SLUG_PATTERN,
    Boolean,
    Choice,
    DepartmentCode,
    LabelledEnum,
    Matching,
    Text,
    department_of,
)
from ecoq.content.values.web import EMAIL, Url, WebAddress, is_plain_host

__all__ = [
    "COLOUR",
    "EMAIL",
    "FIRST_YEAR",
    "INSEE_CODE",
    "MAX_SLUG_LENGTH",
    "QPV_CODE",
    "SLUG",
    "SLUG_PATTERN",
    "Boolean",
    "Choice",
    "Date",
    "Degrees",
    "DepartmentCode",
    "JsonSchema",
    "Kind",
    "LabelledEnum",
    "ListOf",
    "Matching",
    "PartialDate",
    "SourceDate",
    "Text",
    "Url",
    "WebAddress",
    "Whole",
    "Written",
    "Year",
    "department_of",
    "is_empty",
    "is_plain_host",
]
