"""A fee by the piece is counted in whole pieces: nobody files half a hive and pays for none."""

from __future__ import annotations

import pytest

from tests.desk.town import HERE
from tests.portal.conftest import Enter
from tests.portal.test_one_file import KEEPER, SLUG, loaded

pytestmark = pytest.mark.django_db
__all__ = ["loaded"]


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("typed", ["2,5", "0,5", "-3"])
def test_half_a_piece_is_not_counted(enter: Enter, typed: str) -> None:
    phone = enter(KEEPER)
    first = phone.post(f"/nop/{SLUG}/", {"agency": HERE}).headers["Location"]
    sent = phone.post(first, {"hive_count": typed, "bee_kind": "local", "go": "1"})
    assert sent.status_code == 200, sent.headers
    assert "Xin ghi một số nguyên" in sent.content.decode()
