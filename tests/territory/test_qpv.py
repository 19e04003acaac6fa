"""Codes of the quartiers prioritaires."""

import pytest

from ecoq.territory.qpv import QpvCode, QpvGeneration, parse_qpv_code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        pytest.param("QP033001", QpvCode("QP033001", QpvGeneration.OF_2015, "33"), id="2015"),
        pytest.param("QP001002", QpvCode("QP001002", QpvGeneration.OF_2015, "01"), id="ain"),
        pytest.param("QP02A001", QpvCode("QP02A001", QpvGeneration.OF_2015, "2A"), id="corse"),
        pytest.param("QP971002", QpvCode("QP971002", QpvGeneration.OF_2015, "971"), id="overseas"),
        pytest.param("QN03301M", QpvCode("QN03301M", QpvGeneration.OF_2024, "33"), id="2024"),
        pytest.param(
            "QM07501M", QpvCode("QM07501M", QpvGeneration.OF_2024, "75"), id="other-prefix"
        ),
        pytest.param("qn 033 01m", QpvCode("QN03301M", QpvGeneration.OF_2024, "33"), id="spaces"),
    ],
)
def test_code_of_either_generation_tells_its_department(written: str, code: QpvCode) -> None:
    assert parse_qpv_code(written) == code


@pytest.mark.parametrize(
    "written",
    ["", "QP33001", "QP0330012", "QN033001", "QP03301M", "QP999001", "033001", "QP02C001"],
)
def test_other_texts_are_no_codes(written: str) -> None:
    assert parse_qpv_code(written) is None
