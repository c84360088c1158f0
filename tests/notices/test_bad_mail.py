"""A mail server on a bad day: silent, talking nonsense, hanging up with the letter in its hand; and the worker killed
when it had just sent one. The message by telephone goes all the same, and a letter that comes twice is known as one."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from motcua.base.models import OutboxItem
from motcua.notices.models import Delivery
from tests.dossiers.world import World
from tests.gateways.conftest import connected, outside
from tests.house.test_database_settings import ask
from tests.notices.letter_box import LetterBox
from tests.notices.test_sending import by, refused, run, taken

__all__ = ["connected", "outside"]
pytestmark = pytest.mark.django_db
NONSENSE = ("HTTP/1.1 400 Bad Request", "220", "\x00\x01\x02", "554 go away", "2" * 3_000, "abc def")


def test_a_silent_mail_server_is_waited_for_only_so_long(
    world: World, box: LetterBox, connected: str, settings: Any
) -> None:
    box.greeting, settings.EMAIL_TIMEOUT = "", 0.3
    began = time.monotonic()
    item = run(refused(world))
    assert time.monotonic() - began < 60  # it would never end
    assert (item.state, len(taken(world, connected))) == (OutboxItem.State.READY, 1)
    assert "timed out" in by("email").failure
    box.greeting, settings.EMAIL_TIMEOUT = "220 box", 60
    assert run(item).state == OutboxItem.State.DONE
    assert (len(box.letters), len(taken(world, connected))) == (1, 1)


def test_a_house_that_sends_mail_waits_only_so_long_for_it(tmp_path: Path) -> None:
    program = "import json; from django.conf import settings; print(json.dumps({'wait': settings.EMAIL_TIMEOUT}))"
    told = ask(program, tmp_path, MOTCUA_EMAIL_URL="smtp://127.0.0.1:9")
    assert 0 < told["wait"] <= 30


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_nonsense_is_tried_again(world: World, box: LetterBox, settings: Any, nonsense: str) -> None:
    settings.MESSAGES_URL, settings.EMAIL_TIMEOUT = "", 1
    box.greeting = nonsense
    if nonsense == "220":  # all that is said is right, but for the thanks
        box.greeting, box.thanks = "220 box", "thanks a lot"
    item = run(refused(world))
    assert (item.state, by("email").sent_at) == (OutboxItem.State.READY, None)
    box.greeting, box.thanks, settings.EMAIL_TIMEOUT = "220 box", "250 taken", 60
    assert run(item).state == OutboxItem.State.DONE
    assert by("email").failure == ""


def one_letter(box: LetterBox) -> None:
    """A server or reader that has it already may leave it out: both say the same name."""
    assert len(box.letters) == 2
    [name] = {each["Message-ID"] for each in box.letters}
    assert name.startswith("<notice-")


def test_a_letter_taken_without_a_word_is_sent_again_under_its_name(
    world: World, box: LetterBox, settings: Any
) -> None:
    settings.MESSAGES_URL = ""
    box.thanks = ""
    item = run(refused(world))
    assert item.state == OutboxItem.State.READY
    box.thanks = "250 taken"
    assert run(item).state == OutboxItem.State.DONE
    one_letter(box)


def test_a_worker_killed_when_the_letter_had_just_gone_sends_it_again_under_its_name(
    world: World, box: LetterBox, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MESSAGES_URL = ""
    item = refused(world)
    with monkeypatch.context() as patch:
        patch.setattr(Delivery.objects, "filter", dies)
        with pytest.raises(Killed):
            run(item)
    assert (len(box.letters), by("email").sent_at) == (1, None)
    OutboxItem.objects.filter(pk=item.pk).update(state=OutboxItem.State.READY)  # its lease ran out
    assert run(OutboxItem.objects.get(pk=item.pk)).state == OutboxItem.State.DONE
    one_letter(box)


class Killed(BaseException):
    """As far as the code is concerned: nothing after this is done."""


def dies(*_given: Any, **_more: Any) -> Any:
    raise Killed
