"""What goes out by mail and message: once each, whatever the other does; what cannot be sent stands before staff."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import httpx
import pytest

from motcua.base.clock import freeze, now
from motcua.base.jobs.run import revive_dead, run_item
from motcua.base.models import OutboxItem
from motcua.desk.pages.troubles import outside_systems, troubles
from motcua.directory.models import Person
from motcua.dossiers import api
from motcua.gateways.calls import Answer
from motcua.notices.models import Delivery
from tests.dossiers.world import World, filed
from tests.gateways.conftest import connected, outside
from tests.notices.letter_box import LetterBox

__all__ = ["connected", "outside"]
pytestmark = pytest.mark.django_db
MAIL = "hoa@example.vn"


def phone(world: World) -> str:
    """A number of this test alone: the gateway remembers the messages of all."""
    assert world.owner.person is not None
    return f"09{int(world.owner.person.personal_id[-5:]):08d}"


def refused(world: World, email: str = MAIL) -> OutboxItem:
    """Something urgent was told to an owner who can be reached so; the job that sends it on."""
    assert world.owner.person is not None
    Person.objects.filter(pk=world.owner.person.pk).update(email=email, phone=phone(world))
    api.refuse(dossier=filed(world), reason="other", words="Không thuộc xã", by=world.clerk)
    return OutboxItem.objects.get(task="notices.send", key__in=keys("refused"))


def keys(kind: str) -> list[str]:
    from motcua.notices.models import Notice

    return [f"notice:{each}" for each in Notice.objects.filter(kind=kind).values_list("public_id", flat=True)]


def run(item: OutboxItem) -> OutboxItem:
    """Try it once, however long it would wait."""
    with freeze(max(now(), item.run_at) + timedelta(seconds=1)):
        run_item(item.pk, worker="test")
    return OutboxItem.objects.get(pk=item.pk)


def taken(world: World, outside: str, channel: str = "sms") -> list[str]:
    """What the gateway was given for the owner."""
    found = httpx.get(f"{outside}/messages/{channel}", trust_env=False).json()["messages"]
    return [each["text"] for each in found if each["to"] == phone(world)]


def by(channel: str) -> Delivery:
    return Delivery.objects.get(channel=channel)


def test_a_letter_names_the_dossier_and_nobody(world: World, box: LetterBox, settings: Any) -> None:
    settings.MESSAGES_URL = ""
    item = refused(world)
    assert run(item).state == OutboxItem.State.DONE
    run_item(item.pk, worker="again")
    (letter,) = box.letters
    text = letter.get_content()
    assert letter["To"] == MAIL
    assert letter["Subject"] == "Hồ sơ không được tiếp nhận"
    assert "https://motcua.example.vn/hop-thu/" in text
    assert world.owner.person is not None
    assert not [each for each in (world.owner.person.full_name, world.owner.person.personal_id) if each in text]
    assert by("email").sent_at is not None


def test_the_link_to_rate_goes_out_whole(world: World, box: LetterBox) -> None:
    refused(world)
    run(OutboxItem.objects.get(task="notices.send", key__in=keys("rate")))
    assert "https://motcua.example.vn/danh-gia/" in box.letters[0].get_content()


def test_a_mail_server_that_is_down_keeps_no_message_from_going(
    world: World, box: LetterBox, connected: str, settings: Any
) -> None:
    settings.EMAIL_PORT = 9  # nobody listens there
    item = run(refused(world))
    assert (item.state, item.attempts) == (OutboxItem.State.READY, 1)
    assert len(taken(world, connected)) == 1
    assert (by("email").sent_at, by("email").failed_at) == (None, None)
    settings.EMAIL_PORT = box.port
    assert run(item).state == OutboxItem.State.DONE
    assert (len(box.letters), len(taken(world, connected))) == (1, 1)
    assert by("email").failure == ""


def test_a_mail_box_that_is_full_is_tried_again(world: World, box: LetterBox, settings: Any) -> None:
    settings.MESSAGES_URL = ""
    box.answers[MAIL] = "452 mailbox full"
    item = run(refused(world))
    assert item.state == OutboxItem.State.READY
    box.answers.clear()
    assert run(item).state == OutboxItem.State.DONE
    assert len(box.letters) == 1


def test_an_address_that_takes_no_mail_stands_before_staff_at_once(
    world: World, box: LetterBox, connected: str
) -> None:
    box.answers[MAIL] = f"550 <{MAIL}> unknown"
    item = run(refused(world))
    assert item.state == OutboxItem.State.DEAD
    assert len(taken(world, connected)) == 1
    assert by("email").failed_at is not None
    (trouble,) = troubles()
    assert trouble.dossier == api.Dossier.objects.get().code
    assert "không nhận được thư" in trouble.why
    assert MAIL not in trouble.detail + by("email").failure

    assert world.owner.person is not None
    Person.objects.filter(pk=world.owner.person.pk).update(email="moi@example.vn")
    revive_dead(item.pk)
    assert run(item).state == OutboxItem.State.DONE
    assert [each["To"] for each in box.letters] == ["moi@example.vn"]
    assert len(taken(world, connected)) == 1


@pytest.mark.parametrize("address", ["hoa@example.vn\nBcc: all@example.vn", "không phải thư"])
def test_what_is_no_address_is_not_tried_for_a_day(world: World, box: LetterBox, address: str, settings: Any) -> None:
    settings.MESSAGES_URL = ""
    box.answers[address] = "553 no"
    assert run(refused(world, email=address)).state == OutboxItem.State.DEAD
    assert box.letters == []


def test_after_ten_times_staff_see_it(world: World, box: LetterBox, settings: Any) -> None:
    settings.EMAIL_PORT, settings.MESSAGES_URL = 9, ""
    item = refused(world)
    for _time in range(10):
        item = run(item)
    assert (item.state, item.attempts) == (OutboxItem.State.DEAD, 10)
    assert len(troubles()) == 1


@pytest.mark.parametrize("channel", ["sms", "zalo"])
def test_messages_go_by_the_channel_that_was_set_and_only_where_it_is_urgent(
    world: World, connected: str, settings: Any, channel: str
) -> None:
    settings.MESSAGES_CHANNEL, settings.EMAIL_URL = channel, ""
    run(refused(world))
    for item in OutboxItem.objects.filter(task="notices.send", key__in=keys("submitted") + keys("rate")):
        run(item)
    (text,) = taken(world, connected, channel)
    assert "không được tiếp nhận" in text
    assert [each.words for each in outside_systems()] == [{"sms": "Tin nhắn SMS", "zalo": "Tin nhắn Zalo"}[channel]]


def test_one_wrong_number_does_not_close_the_line(
    world: World, connected: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_URL = ""
    with monkeypatch.context() as patch:
        patch.setattr("motcua.gateways.messages.post_json", lambda *_given, **_more: Answer(422, b"{}"))
        item = refused(world)
        for _time in range(8):
            assert run(item).state == OutboxItem.State.DEAD
            assert "không nhận số" in troubles()[0].why
            revive_dead(item.pk)
    assert run(item).state == OutboxItem.State.DONE
    assert len(taken(world, connected)) == 1


def test_a_silent_gateway_keeps_no_letter_from_going(world: World, box: LetterBox, connected: str) -> None:
    httpx.post(f"{connected}/faults/messages", json={"mode": "down"}, trust_env=False)
    item = run(refused(world))
    assert (item.state, len(box.letters)) == (OutboxItem.State.READY, 1)
    httpx.post(f"{connected}/faults/messages", json={"mode": "ok"}, trust_env=False)
    with freeze(now() + timedelta(hours=1)):
        assert run(item).state == OutboxItem.State.DONE
    assert (len(box.letters), len(taken(world, connected))) == (1, 1)
