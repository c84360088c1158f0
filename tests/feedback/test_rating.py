from datetime import UTC, datetime, timedelta
from typing import Any

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


def rated(dossier: str, agency: str, at: datetime, **said: Any) -> None:
    with freeze(at):
        api.invite(
            dossier=dossier, code=f"{agency}-{dossier}", procedure="social_pension", agency=agency, channel=2,
            filed_as="self", by=system("feedback"),
        )  # fmt: skip
        api.rate(token=api.token_of(dossier), **said)


def test_remarks_are_of_these_agencies_and_days_newest_first_and_lead_to_nobody() -> None:
    rated("a", "H99.01", NOON, level=0, reasons=["time", "fee"], comment="Chờ lâu")
    rated("b", "H99.01", NOON + timedelta(days=1), level=2, comment="Tốt")
    rated("c", "H99.01", NOON + timedelta(days=2), level=1)
    rated("d", "H99.02", NOON, level=0, comment="Nơi khác")
    rated("e", "H99.01", NOON + timedelta(days=9), level=0, reasons=["form"])
    found = api.remarks(["H99.01"], NOON, NOON + timedelta(days=9), 10)
    assert [(each.level, each.reasons, each.comment) for each in found] == [
        (2, (), "Tốt"), (0, ("Lâu hơn đã hẹn", "Phí, lệ phí không rõ"), "Chờ lâu"),
    ]  # fmt: skip
    assert {str(each.day) for each in found} == {"2026-11-01"}
    assert "H99.01" not in repr(found)
    assert [each.comment for each in api.remarks(["H99.01"], NOON, NOON + timedelta(days=9), 1)] == ["Tốt"]
    (later,) = api.remarks(["H99.01"], NOON + timedelta(days=9), NOON + timedelta(days=10), 9)
    assert (later.reasons, later.comment) == (("Tờ khai khó điền",), "")
    assert api.remarks([], NOON, NOON + timedelta(days=9), 10) == []
