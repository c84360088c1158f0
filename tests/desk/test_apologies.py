"""An apology waits for the head's signature where everybody at the desk sees it; signed in a batch, or not signed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from motcua.base.models import OutboxItem
from motcua.dossiers import api
from tests.desk.town import MORNING, Town, hour

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
SIGN = "/ban-lam-viec/ky/"
WHY = "Chờ Công an xã xác minh"


def write(town: Town, stage: str = "taken", days: int = 9) -> api.Dossier:
    due, officer = MORNING + timedelta(days=days), town.viewer("hotich.anhoa")
    api.ask_apology(dossier=town.now(stage), new_due=due, reason=WHY, by=officer)
    return town.now(stage)


def words(browser: Client, address: str) -> str:
    return " ".join(strip_tags(browser.get(address).content.decode()).split())


def page(dossier: api.Dossier, *more: str) -> str:
    return reverse("desk:dossier", args=[dossier.public_id]) + "".join(more)


def state(dossier: api.Dossier) -> str:
    return api.Apology.objects.get(dossier=dossier).state


def test_the_dossier_says_who_must_sign_and_until_when(town: Town, enter: Enter) -> None:
    dossier = write(town)
    shown = words(enter("hotich.anhoa"), page(dossier))
    for head in ("chutich.anhoa", "phochutich.anhoa"):
        assert town.staff(head).full_name in shown.split("Chờ ký:")[1].split("Chưa ký thì ngày hẹn cũ vẫn tính")[0]
    assert f"Lý do: {WHY}" in shown
    assert "Phải gửi trước" in shown
    assert "Đã quá lúc đó" not in shown
    with hour(days=6):
        assert "Đã quá lúc đó, vẫn phải gửi." in words(enter("hotich.anhoa"), page(dossier))
    assert "chờ ký xin lỗi" in words(enter("hotich.anhoa"), "/ban-lam-viec/?loc=tat-ca")


def test_it_stands_before_the_signer_beside_the_results(town: Town, enter: Enter) -> None:
    dossier = write(town)
    shown = words(enter("chutich.anhoa"), SIGN)
    assert "Xin lỗi và hẹn lại: 1 hồ sơ" in shown
    assert WHY in shown
    assert dossier.code in words(enter("chutich.anhoa"), "/ban-lam-viec/?loc=cho-toi-ky")
    # The head of a division signs what their route names, not for the agency.
    assert WHY not in words(enter("truongphong.xahoi.anhoa"), SIGN)


def test_one_press_signs_results_and_apologies_that_were_ticked(town: Town, enter: Enter) -> None:
    dossier, other = write(town), write(town, "asked")
    browser, result = enter("chutich.anhoa"), town.now("to_sign")
    for _press in range(2):
        browser.post(SIGN, {"apology": [dossier.public_id], "dossier": [result.public_id]})
    assert (state(dossier), state(other)) == ("signing", "asked")
    assert api.Result.objects.get(dossier=result).state == "signing"
    assert OutboxItem.objects.filter(task="dossiers.sign_apology").count() == 1
    assert town.now("taken").apology_count == 0
    shown = words(browser, SIGN)
    assert "1 hồ sơ chờ ký" not in shown  # two: another result, another apology
    assert f"đang ký {dossier.code} Văn bản xin lỗi, hẹn lại" in shown
    assert "Đang ký." in words(enter("hotich.anhoa"), page(dossier))


def test_on_the_page_of_the_dossier_the_head_signs_or_does_not(town: Town, enter: Enter) -> None:
    dossier, other = write(town), write(town, "asked")
    head, officer = enter("phochutich.anhoa"), enter("hotich.anhoa")
    head.post(page(dossier, "ky-hen-lai"))
    assert state(dossier) == "signing"
    assert head.post(page(other, "khong-ky-hen-lai"), {"reason": ""}).status_code == 422
    head.post(page(other, "khong-ky-hen-lai"), {"reason": "Làm kịp được"})
    assert state(other) == "declined"
    assert "Không được ký văn bản xin lỗi, hẹn lại: Làm kịp được" in words(officer, page(other))
    assert officer.post(page(dossier, "ky-hen-lai")).status_code in (302, 403)
    assert "ky-hen-lai" not in officer.get(page(other)).content.decode()


def test_what_waits_can_be_written_anew_with_its_words_in_the_boxes(town: Town, enter: Enter) -> None:
    dossier = write(town)
    asked = enter("hotich.anhoa").get(page(dossier, "hen-lai")).content.decode()
    assert WHY in asked
    assert 'value="11"' in asked
    data = {"due-day": "14", "due-month": "12", "due-year": "2026", "reason": "Thiếu xác minh"}
    enter("hotich.anhoa").post(page(dossier, "hen-lai"), data)
    found = api.Apology.objects.get(dossier=dossier)
    assert (found.reason, found.state) == ("Thiếu xác minh", "asked")
