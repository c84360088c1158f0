"""A published procedure is taken off: by whom, with which reason, once; what runs goes on on its version."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from motcua.base.errors import Forbidden, Refusal
from motcua.base.models import JournalEntry
from motcua.board.figures import name_of
from motcua.catalogue.api import (
    Procedure,
    current_version,
    pack_of,
    published_packs,
    published_versions,
    why_not_offered,
    withdraw_procedure,
)
from motcua.catalogue.selectors import forget
from motcua.dossiers import api
from tests.catalogue.sample import GOOD
from tests.desk.test_packs import publish
from tests.desk.town import Town, hour

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
SLUG, NAME = "marital_status_certificate", "Cấp Giấy xác nhận tình trạng hôn nhân"
HERE = f"/ban-lam-viec/thu-tuc/{SLUG}/thoi-cong-bo"
WHY = "Quyết định 12/2026/QĐ-UBND bãi bỏ thủ tục này"


@pytest.fixture(autouse=True)
def _look_anew() -> Iterator[None]:
    forget()
    yield
    forget()


def withdrawn(town: Town) -> None:
    assert withdraw_procedure(slug=SLUG, reason=WHY, by=town.viewer("kiemsoat.tinh"))
    forget()  # what a commit does


def words(answer: Any) -> str:
    return " ".join(strip_tags(answer.content.decode()).split())


def told() -> int:
    return JournalEntry.objects.filter(event="catalogue.procedure_withdrawn").count()


def test_the_page_lists_what_is_published_with_the_way_to_withdraw_it(town: Town, enter: Enter) -> None:
    page = enter("kiemsoat.tinh").get("/ban-lam-viec/thu-tuc/")
    assert "Đang công bố: 4 thủ tục" in words(page)
    assert f'href="{HERE}"' in page.content.decode()
    below = enter("kiemsoat.anhoa").get("/ban-lam-viec/thu-tuc/").content.decode()
    assert NAME in below
    assert HERE not in below


def test_only_who_may_publish_may_withdraw(town: Town, enter: Enter) -> None:
    for who in ("kiemsoat.anhoa", "quantri.anhoa", "tiepnhan.anhoa", "chutich.anhoa"):
        browser = enter(who)
        assert browser.get(HERE).status_code == 403, who
        assert browser.post(HERE, {"reason": WHY}).status_code == 403, who
        with pytest.raises(Forbidden):
            withdraw_procedure(slug=SLUG, reason=WHY, by=town.viewer(who))
    assert Procedure.objects.get(slug=SLUG).published
    assert told() == 0


def test_a_reason_is_required_and_what_follows_is_said_before(town: Town, enter: Enter) -> None:
    browser = enter("kiemsoat.tinh")
    asked = words(browser.get(HERE))
    assert NAME in asked
    assert "Hồ sơ đang giải quyết vẫn theo bản lúc nộp" in asked
    answer = browser.post(HERE, {"reason": "  "})
    assert answer.status_code == 422
    assert "Lỗi: Chưa có lý do" in words(answer)
    with pytest.raises(Refusal):
        withdraw_procedure(slug=SLUG, reason=" ", by=town.viewer("kiemsoat.tinh"))
    assert Procedure.objects.get(slug=SLUG).published


def test_pressed_twice_it_is_withdrawn_once_and_told_with_its_reason(town: Town, enter: Enter) -> None:
    browser = enter("quantri.tinh")
    first = browser.post(HERE, {"reason": WHY}, follow=True)
    forget()
    assert f"Đã thôi công bố {NAME}" in words(first)
    second = browser.post(HERE, {"reason": "Lý do khác"}, follow=True)
    assert f"{NAME} đã thôi công bố từ trước" in words(second)
    assert "Đang công bố: 3 thủ tục" in words(second)
    assert f"từ 02/12/2026: {WHY}" in words(second)
    assert browser.get(HERE).status_code == 302
    entry = JournalEntry.objects.get(event="catalogue.procedure_withdrawn")
    assert (entry.stream, entry.data["reason"]) == (f"procedure:{SLUG}", WHY)
    assert entry.actor == f"staff:{town.staff('quantri.tinh').pk}"
    assert browser.get("/ban-lam-viec/thu-tuc/khong-co/thoi-cong-bo").status_code == 404


def test_dossiers_that_run_go_on_on_their_version(town: Town, enter: Enter) -> None:
    version = town.now("new").procedure_version_id
    withdrawn(town)
    with pytest.raises(LookupError):
        current_version(SLUG)
    assert SLUG not in [each.id for each in published_packs()]
    accepted = api.accept(dossier=town.now("new"), by=town.viewer("tiepnhan.anhoa"))
    assert accepted.procedure_version_id == version
    assert accepted.due_at is not None
    assert pack_of(version).id == SLUG
    assert enter("tiepnhan.anhoa").get(f"/ban-lam-viec/ho-so/{accepted.public_id}/").status_code == 200
    assert name_of(SLUG) != SLUG


def test_the_unit_that_receives_it_still_has_what_was_filed(town: Town) -> None:
    dossier = town.now("new")
    unit = api.Seat(0, frozenset({town.here.pk}), (("clerk", town.here.pk, _unit(dossier)),))
    mine = api.Dossier.objects.filter(unit.receives, pk=dossier.pk)
    assert _unit(dossier)
    assert mine.exists()
    withdrawn(town)
    later = api.Seat(0, frozenset({town.here.pk}), (("clerk", town.here.pk, _unit(dossier)),))
    assert api.Dossier.objects.filter(later.receives, pk=dossier.pk).exists()


def _unit(dossier: api.Dossier) -> str:
    return next(each.unit for each in pack_of(dossier.procedure_version_id).route if each.kind == "receive") or ""


def test_published_again_it_comes_back_on_its_day_and_not_before(town: Town, enter: Enter) -> None:
    browser = enter("kiemsoat.tinh")
    publish(browser, GOOD, **{"valid_from-day": "2"})
    assert withdraw_procedure(slug="dog_notice", reason=WHY, by=town.viewer("kiemsoat.tinh"))
    forget()
    with hour(hours=0.05):
        assert "phiên bản 2, áp dụng từ 03/12/2026" in words(publish(browser, GOOD))
        assert "dog_notice" in [each.procedure_id for each in published_versions()]
        assert "dog_notice" not in [each.id for each in published_packs()]
        assert why_not_offered("dog_notice")
    with hour(days=1):
        forget()
        assert current_version("dog_notice").number == 2
        assert why_not_offered("dog_notice") == ""
