from datetime import UTC, datetime, timedelta

import pytest

from motcua.base.actor import system
from motcua.base.clock import freeze
from motcua.base.errors import NotFound, Refusal
from motcua.base.models import JournalEntry
from motcua.feedback import api

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.fixture
def token() -> str:
    asked = {"code": "H99.01-261123-0001", "procedure": "social_pension", "agency": "H99.01", "channel": 2}
    with freeze(NOON):
        for _again in range(2):
            api.invite(dossier="abc", filed_as="self", by=system("feedback"), **asked)
    return api.token_of("abc")


def test_the_link_works_once_and_the_first_rating_stays(token: str) -> None:
    with freeze(NOON + timedelta(days=1)):
        api.rate(token=token, level=2, comment=" Nhanh ")
        with pytest.raises(Refusal, match="đã dùng"):
            api.rate(token=token, level=0)
    rating = api.Rating.objects.get()
    assert (rating.level, rating.comment) == (2, "Nhanh")


def test_the_journal_tells_the_level_and_not_the_words(token: str) -> None:
    with freeze(NOON):
        api.rate(token=token, level=0, reasons=["time", "nonsense", "time"], comment="Bà Lan ở quầy 2 rất cáu")
    names = list(JournalEntry.objects.order_by("id").values_list("event", flat=True))
    assert names == ["feedback.invited", "feedback.rated"]
    told = JournalEntry.objects.get(event="feedback.rated").data
    assert (told["level"], told["reasons"], told["commented"]) == (0, ["time"], True)
    assert "Lan" not in JournalEntry.objects.get(event="feedback.rated").body


@pytest.mark.parametrize("level", [-1, 3, 99])
def test_only_three_levels(token: str, level: int) -> None:
    with freeze(NOON), pytest.raises(Refusal):
        api.rate(token=token, level=level)


def test_an_old_link_is_refused_kindly(token: str) -> None:
    with freeze(NOON + timedelta(days=61)), pytest.raises(Refusal, match="hết hạn"):
        api.rate(token=token, level=1)


def test_whom_to_ask_is_who_was_asked_has_not_answered_and_is_in_time(token: str) -> None:
    with freeze(NOON + timedelta(days=61)):
        assert api.token_to_rate("abc") == ""
    with freeze(NOON + timedelta(days=59)):
        assert api.token_to_rate("never asked") == ""
        assert api.token_to_rate("abc") == token
        api.rate(token=token, level=1)
        assert api.token_to_rate("abc") == ""


def test_a_guessed_link_is_nothing(token: str) -> None:
    with pytest.raises(NotFound):
        api.rate(token="a" * 26, level=1)
