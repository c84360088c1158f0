"""Words beside a form are kept as a box is left, read by their writer alone, and gone once they are sent."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.clock import freeze, now
from motcua.dossiers import api
from motcua.eforms.actions.keep_unsent import forget_unsent
from motcua.eforms.api import refresh_prefill
from motcua.eforms.models import Answer, Unsent
from motcua.feedback.api import token_to_rate
from motcua.feedback.models import Invitation
from motcua.gateways.api import forget_failures, use_registries
from tests.desk.town import Town, citizen
from tests.eforms.test_real_packs import the_state
from tests.portal.conftest import OWNER, Enter

pytestmark = pytest.mark.django_db
WORDS = "Tôi gửi lại ảnh chụp rõ hơn"


def address(town: Town, stage: str, page: str) -> str:
    return reverse(f"portal:{page}", args=[town.at[stage].public_id])


def owner_of(town: Town, stage: str) -> str:
    applicant = town.now(stage).applicant
    assert applicant is not None
    return applicant.personal_id


PAGES = [("supplement", "supplement", "note"), ("new", "withdraw", "reason")]


@pytest.mark.parametrize(("stage", "page", "box"), PAGES)
def test_a_box_that_is_left_is_there_again_on_another_device(
    town: Town, enter: Enter, stage: str, page: str, box: str
) -> None:
    at, who = address(town, stage, page), owner_of(town, stage)
    before = town.now(stage).status
    left = enter(who).post(at + "?luu=1", {box: WORDS})
    assert re.fullmatch(r"Đã giữ tạm lúc \d\d:\d\d. Bấm nút ở trên mới là gửi.", left.content.decode())
    assert town.now(stage).status == before  # nothing was sent
    again = enter(who).get(at).content.decode()
    assert WORDS in again
    assert 'data-autosave="?luu=1"' in again
    assert enter(who).post(at + "?luu=1", {box: " "}).content == b""  # nothing to keep, nothing to say
    assert WORDS not in enter(who).get(at).content.decode()
    assert not Unsent.objects.exists()


def test_nobody_else_may_leave_or_read_words_there(town: Town, enter: Enter) -> None:
    at = address(town, "new", "withdraw")
    stranger = next(each for each in ("066082004455", "066195006813") if each != owner_of(town, "new"))
    for browser in (enter(stranger), Client()):
        assert browser.post(at + "?luu=1", {"reason": WORDS}).status_code in (302, 404)
    assert not Unsent.objects.exists()


def test_what_was_sent_is_kept_no_longer_and_what_was_refused_is(
    town: Town, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, browser = address(town, "new", "withdraw"), enter(owner_of(town, "new"))
    with monkeypatch.context() as trouble:

        def refused(**given: object) -> None:
            raise api.NotNow("Chưa rút được")

        trouble.setattr("motcua.portal.views.dossiers.withdraw", refused)
        browser.post(at, {"reason": WORDS})
    assert WORDS in browser.get(at).content.decode()
    assert browser.post(at, {"reason": WORDS}).status_code == 302
    assert not Unsent.objects.exists()


def test_a_rating_half_given_is_there_again_and_leads_to_nobody(town: Town) -> None:
    made = Invitation.objects.create(
        dossier=town.at["new"].public_id, token_sha256="-", code="x", procedure="p", agency="H99.31", channel=1,
        filed_as="self", made_at=now(), expires_at=now() + timedelta(days=3),
    )  # fmt: skip
    token = token_to_rate(made.dossier)
    from motcua.feedback.tokens import digest_of

    Invitation.objects.filter(pk=made.pk).update(token_sha256=digest_of(token))
    at, browser = reverse("portal:rate", args=[token]), Client()
    assert browser.post(at + "?luu=1", {"level": "1", "comment": WORDS}).status_code == 200
    shown = Client().get(at).content.decode()
    assert WORDS in shown
    assert 'value="1" checked' in shown
    kept = Unsent.objects.get()
    assert made.dossier not in kept.place + kept.writer
    assert kept.writer != digest_of(token)
    browser.post(at, {"level": "1", "comment": WORDS})
    assert not Unsent.objects.exists()
    assert browser.post(at + "?luu=1", {"comment": WORDS}).status_code == 410


def test_a_correction_is_kept_with_its_reason_and_goes_with_its_draft(draft: Any, enter: Enter) -> None:
    forget_failures()
    with use_registries(the_state()):
        refresh_prefill(draft, citizen(OWNER))
    browser = enter(OWNER)
    at = reverse("portal:change", args=[draft.public_id, "subject_full_name"])
    typed = {"subject_full_name": "Nguyễn Văn Hung", "reason": "Thẻ ghi sai dấu"}
    assert browser.post(at + "?luu=1", typed).status_code == 200
    shown = enter(OWNER).get(at).content.decode()
    assert [each for each in typed.values() if each not in shown] == []
    assert Unsent.objects.get().words == {name: [words] for name, words in typed.items()}
    assert not Answer.objects.filter(draft=draft).exclude(disputed="").exists()  # no dispute before the press
    browser.post(reverse("portal:give_up", args=[draft.public_id]))
    assert not Unsent.objects.exists()


def test_what_nobody_came_back_to_is_forgotten(town: Town, enter: Enter) -> None:
    enter(owner_of(town, "new")).post(address(town, "new", "withdraw") + "?luu=1", {"reason": WORDS})
    assert forget_unsent() == 0
    with freeze(now() + timedelta(days=91)):
        assert forget_unsent() == 1
