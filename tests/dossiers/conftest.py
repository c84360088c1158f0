from collections.abc import Iterator

import pytest

from motcua.base.clock import freeze
from tests.dossiers.world import MORNING, World, make_world


@pytest.fixture
def world(db: None) -> Iterator[World]:
    """A commune on a Wednesday morning."""
    with freeze(MORNING):
        yield make_world()
