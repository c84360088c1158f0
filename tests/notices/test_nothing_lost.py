"""The second notice of a kind is a notice too, and a channel that is shut for good shuts no other."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.utils.translation import override

from motcua.base.jobs import GiveUp
from motcua.notices import listeners
from motcua.notices.actions.tell import tell
from motcua.notices.models import Notice
from motcua.notices.tasks import send as sending

pytestmark = pytest.mark.django_db


def test_what_happens_twice_to_a_dossier_is_told_twice() -> None:
    """A second fee, a second supplement: each entry of the journal tells once, not each kind."""
    found: Any = SimpleNamespace(code="H99.31-1", agency="UBND xã An Hòa")
    for number in (7, 9, 9):
        entry: Any = SimpleNamespace(stream="dossier:a", number=number)
        with transaction.atomic():
            listeners._tell("person:1", "fee", {"amount": 5_000}, found, entry)
    assert Notice.objects.filter(to="person:1", kind="fee").count() == 2


def test_a_mail_box_that_is_gone_does_not_end_the_tries_by_telephone(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_URL, settings.MESSAGES_URL = "smtp://127.0.0.1:9", "http://127.0.0.1:9"
    contacts = SimpleNamespace(email="ba.thu@motcua.test", phone="0912345678")
    monkeypatch.setattr(sending, "contacts_of", lambda actor: contacts)
    outcomes = {"email": [GiveUp("no such box")], settings.MESSAGES_CHANNEL: [OSError("the line is down")]}
    monkeypatch.setattr(sending, "_try", lambda channel, *rest: outcomes[channel])
    words = {"code": "H99.31-1", "amount": 5_000}
    with transaction.atomic():
        notice = tell(to="person:1", kind="fee", words=words, about="dossier:a", key="k")
    assert notice is not None
    with pytest.raises(OSError, match="the line is down"):
        sending.send(notice_id=notice.pk)


def test_a_letter_is_vietnamese_whatever_the_worker_did_before(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.EMAIL_URL, settings.MESSAGES_URL = "smtp://127.0.0.1:9", ""
    titles: list[str] = []
    monkeypatch.setattr(sending, "contacts_of", lambda actor: SimpleNamespace(email="ba.thu@motcua.test", phone=""))
    monkeypatch.setattr(sending, "_try", lambda channel, by, notice, to, shown: titles.append(shown.title) or [])
    with transaction.atomic():
        words = {"code": "H99.31-1", "amount": 5_000}
        notice = tell(to="person:1", kind="fee", words=words, about="dossier:a", key="k")
    assert notice is not None
    with override("en"):
        sending.send(notice_id=notice.pk)
    assert titles == ["Cần nộp phí"]
