"""What the tests on the territory share."""

import pytest

from ecoq.territory.gazetteer import Gazetteer


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The gazetteer that is shipped."""
    return Gazetteer.load()
