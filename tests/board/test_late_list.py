"""What is late stands on the board of everybody who watches: told as far as each may open it, never told as nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from motcua.catalogue.api import pack_of
from motcua.dossiers import api
from motcua.dossiers.models import Dossier
from motcua.indicators.api import catch_up
from motcua.rules.lifecycle import Status
from motcua.vault.models import Use
from tests.desk.conftest import enter, town
from tests.desk.town import MORNING, Town, hour
from tests.support.apology import apologised
from tests.support.kept_words import MARK, reading_english

__all__ = ["enter", "town"]
pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
BOARD, REASON = "/bang-dieu-hanh/", "Chờ xác minh ở nơi ông Tuấn ở trước"
NONE = "Không có hồ sơ nào đang trễ."


@pytest.fixture(autouse=True)
def _late(town: Town) -> None:
    with hour(hours=1):
        apologised(
            town.now("taken"), new_due=MORNING.replace(day=9), reason=REASON,
            by=town.viewer("hotich.anhoa"), signer=town.viewer("chutich.anhoa"),
        )  # fmt: skip
        catch_up()


def late_rows(enter: Enter, who: str) -> list[str]:
    """The rows of the list as somebody reads it twenty days on."""
    with hour(days=20):
        page = enter(who).get(BOARD).content.decode()
    _before, _title, late = page.partition("<h2>Đang trễ</h2>")
    return re.findall(r"<tr>(<td.*?)</tr>", late)


def late_there(town: Town) -> list[Dossier]:
    with hour(days=20):
        rows = api.work_list(town.viewer("chutich.anhoa"), api.Wish(late=True)).rows
    return [row.dossier for row in rows]


def test_an_auditor_reads_what_is_late_and_opens_it_for_a_purpose(town: Town, enter: Enter) -> None:
    looks = Use.objects.count()
    late, rows = late_there(town), late_rows(enter, "thanhtra.anhoa")
    assert len(rows) == len(late) >= 3
    for row, dossier in zip(rows, late, strict=True):
        address = reverse("desk:dossier", args=[dossier.public_id])
        assert f'<a href="{address}">ghi mục đích để mở</a>' in row
        assert dossier.code not in row  # told only to who may open it now
    with hour(days=20):
        asked = enter("thanhtra.anhoa").get(reverse("desk:dossier", args=[late[0].public_id])).content.decode()
    assert reverse("desk:purpose", args=[late[0].public_id]) in asked
    assert Use.objects.count() == looks  # nothing was looked at yet


def test_no_words_of_a_dossier_are_read_by_who_may_not_open_it(town: Town, enter: Enter) -> None:
    people = {each.applicant.full_name for each in town.at.values() if each.applicant}
    for who in ("thanhtra.anhoa", "lanhdao.tinh"):
        shown = " ".join(late_rows(enter, who))
        assert REASON not in shown
        assert "đã ghi" in shown  # that a reason was given is no secret
        assert "chưa ghi" in shown
        assert [name for name in people if name in shown] == []
    assert REASON in " ".join(late_rows(enter, "chutich.anhoa"))


def test_who_oversees_counts_what_is_late_beneath_and_opens_none_of_it(town: Town, enter: Enter) -> None:
    rows = late_rows(enter, "lanhdao.tinh")
    assert len(rows) == len(late_there(town))
    for row in rows:
        assert "không thuộc quyền xem" in row
        assert "<a " not in row
        assert town.here.short_name in row  # several agencies: whose it is


def test_a_neighbour_reads_nothing_of_it(town: Town, enter: Enter) -> None:
    with hour(days=20):
        assert NONE in enter("chutich.tanson").get(BOARD).content.decode()
    assert late_rows(enter, "chutich.tanson") == []


def test_where_it_is_late_is_told_in_the_readers_language(town: Town, enter: Enter) -> None:
    """A step by its English name, a dossier that is at none by its state."""
    with hour(days=20), reading_english():
        reader = enter("chutich.anhoa")
        reader.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        shown = reader.get(BOARD).text
    stations = {each.current_step for each in late_there(town)}
    assert None in stations
    for step in filter(None, stations):
        pack = pack_of(step.dossier.procedure_version_id)
        name = next(each.name for each in pack.route if each.id == step.key)
        assert name.en
        assert escape(name.en) in shown
        assert escape(name.vi) not in shown
    assert f"{MARK}{Status.REGISTERED.label_vi}" in shown


def test_behind_a_figure_an_auditor_is_told_how_to_open(town: Town, enter: Enter) -> None:
    with hour(hours=2):
        auditor = enter("thanhtra.anhoa").get(f"{BOARD}form/?ky={MORNING:%Y-%m}").content.decode()
        above = enter("lanhdao.tinh").get(f"{BOARD}form/?ky={MORNING:%Y-%m}").content.decode()
    assert "không thuộc quyền xem" not in auditor
    assert f'href="{reverse("desk:dossier", args=[town.at["new"].public_id])}">ghi mục đích để mở</a>' in auditor
    assert "ghi mục đích để mở" not in above
