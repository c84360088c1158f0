"""Letters, messages and the inbox speak the language their reader chose, on whatever device they chose it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.clock import now
from motcua.base.jobs.run import run_item
from motcua.base.models import OutboxItem
from motcua.directory.actions.sign_in_citizen import sign_in_citizen
from motcua.directory.api import Person, User, Viewer
from motcua.directory.signin.identity import Identity
from motcua.dossiers import api
from motcua.notices.api import inbox, remember_language, tell
from motcua.notices.languages import language_of
from motcua.notices.models import Notice
from motcua.rules.codes import AccountKind
from tests.dossiers.world import World, filed
from tests.notices.letter_box import LetterBox
from tests.support.town_fixture import signed_in

pytestmark = pytest.mark.django_db
ENGLISH, VIETNAMESE = {"language": "en", "next": "/"}, {"language": "vi", "next": "/"}


def letter_of(world: World, box: LetterBox, kind: str) -> Any:
    """What the owner is sent when their dossier is accepted."""
    Person.objects.filter(pk=person(world).pk).update(email="hoa@example.vn")
    dossier = filed(world)
    api.accept(dossier=dossier, by=world.clerk)
    notice = Notice.objects.get(kind=kind, to=str(world.owner.actor))
    run_item(OutboxItem.objects.get(task="notices.send", key=f"notice:{notice.public_id}").pk, worker="test")
    (letter,) = box.letters
    return letter


def person(world: World) -> Person:
    assert world.owner.person is not None
    return world.owner.person


def at_home(viewer: Viewer) -> Client:
    user, _made = User.objects.get_or_create(person=viewer.person, defaults={"username": "owner", "password": "!"})
    return signed_in(user, "oidc")


def test_whoever_chose_english_is_written_to_in_english(world: World, box: LetterBox, settings: Any) -> None:
    settings.MESSAGES_URL = ""
    browser = at_home(world.owner)
    browser.post(reverse("portal:language"), ENGLISH)
    letter = letter_of(world, box, "accepted")
    assert letter["Subject"] == "Your application was accepted"
    text = letter.get_content()
    assert "day, " in text  # the weekday of the promise: Friday, 04/12/2026
    assert "thứ" not in text
    assert "hẹn trả" not in text.lower()
    shown = browser.get(reverse("portal:inbox")).content.decode()
    assert "Your application was accepted" in shown


def test_whoever_never_chose_is_written_to_in_vietnamese(world: World, box: LetterBox, settings: Any) -> None:
    settings.MESSAGES_URL = ""
    letter = letter_of(world, box, "accepted")
    assert letter["Subject"] == "Hồ sơ đã được tiếp nhận"
    assert "Hẹn trả kết quả:" in letter.get_content()
    assert [each.title for each in inbox(world.owner)] == ["Hồ sơ đã được tiếp nhận", "Hồ sơ đã đến nơi"]


@pytest.mark.parametrize(("chosen", "amount"), [("en", "1,250,000"), ("vi", "1.250.000")])
def test_amounts_are_written_as_in_the_language(world: World, box: LetterBox, chosen: str, amount: str) -> None:
    Person.objects.filter(pk=person(world).pk).update(email="hoa@example.vn")
    remember_language(to=str(world.owner.actor), language=chosen)
    words = {"code": "H99.31-1", "amount": 1_250_000}
    notice = tell(to=str(world.owner.actor), kind="fee_paid", words=words, about="", key="fee")
    assert notice is not None
    run_item(OutboxItem.objects.get(task="notices.send", key=f"notice:{notice.public_id}").pk, worker="test")
    assert amount in box.letters[0].get_content()


def test_the_last_choice_counts_and_is_one_persons_own(world: World) -> None:
    browser, mine = at_home(world.owner), str(world.owner.actor)
    browser.post(reverse("portal:language"), ENGLISH)
    assert language_of(mine) == "en"
    assert language_of(str(world.clerk.actor)) == "vi"
    browser.post(reverse("portal:language"), VIETNAMESE)
    assert language_of(mine) == "vi"
    browser.post(reverse("portal:language"), {"language": "fr", "next": "/"})
    assert language_of(mine) == "vi"


def test_what_was_chosen_before_signing_in_is_the_choice_of_who_comes_in(world: World) -> None:
    mine = str(world.owner.actor)
    come_in(world, "")  # on a device where nobody chose: nothing is remembered
    assert language_of(mine) == "vi"
    come_in(world, "en")
    assert language_of(mine) == "en"
    come_in(world, "")  # a borrowed phone says nothing
    assert language_of(mine) == "en"


def come_in(world: World, language: str) -> None:
    found = person(world)
    identity = Identity(
        kind=AccountKind.CITIZEN, subject="a", tech_id="a", level=2, full_name=found.full_name,
        personal_id=found.personal_id,
    )  # fmt: skip
    sign_in_citizen(identity=identity, started_at=now(), device="phone", language=language)


def test_only_what_the_house_speaks_is_remembered(world: World) -> None:
    with pytest.raises(ValueError, match="fr"):
        remember_language(to="person:1", language="fr")
