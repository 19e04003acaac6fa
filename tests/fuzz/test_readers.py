"""A few hundred hostile inputs for every reader; ``tools/fuzz.py`` gives them for hours."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tools.fuzz import _WORDS as WORDS
from tools.fuzz_readers import READERS

REPOSITORY = Path(__file__).parents[2]
SEEDS = [
    path.read_bytes() for path in sorted((REPOSITORY / "tests/golden/content").rglob("*.*"))
]
PIECES = st.one_of(
    st.sampled_from([word.encode() for word in WORDS]), st.sampled_from(SEEDS),
    st.text(max_size=20).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=20),
    st.builds(bytes.__mul__, st.sampled_from([word.encode() for word in WORDS]),
              st.integers(1, 2000)),
)


@st.composite
def inputs(draw):
    """Seeds cut and joined with words of the formats, some repeated many times."""
    data = b"".join(draw(st.lists(PIECES, max_size=12)))
    start = draw(st.integers(0, max(len(data) - 1, 0)))
    return data[start:] if draw(st.booleans()) else data


@pytest.mark.parametrize("name", READERS)
def test_no_bytes_stop_a_reader(name, at_most):
    @given(inputs())
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def attempt(data):
        with at_most(2):
            READERS[name](data)

    attempt()


@pytest.mark.parametrize("sheet", [
    b"", b"<", b"<worksheet/>", b"<worksheet xmlns='x'><sheetData><row><c t='s'><v>99</v></c></row>"
    b"</sheetData></worksheet>", b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><worksheet>&a;</worksheet>",
])
def test_no_workbook_stops_the_importer(sheet):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as book:
        book.writestr("[Content_Types].xml", sheet)
        book.writestr("xl/workbook.xml", sheet)
        book.writestr("xl/worksheets/sheet1.xml", sheet)
    READERS["xlsx"](file.getvalue())
