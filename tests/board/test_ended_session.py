"""Words about a plan whose press came too late, or was refused, stand in their box again for whoever typed them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from motcua.base.clock import freeze, now
from motcua.directory.api import Session, Staff
from motcua.directory.signin.session import remember
from motcua.plans.api import Plan, Task
from tests.board.test_plan_pages import Enter, enter
from tests.plans.conftest import demo, draft, followed, here, viewer
from tests.support.town_fixture import BACKEND

__all__ = ["demo", "draft", "enter", "followed", "here", "viewer"]

pytestmark = pytest.mark.django_db
KEEPER, COLLEAGUE = "kiemsoat.anhoa", "chutich.anhoa"
WORDS = "Đã họp với ba thôn, còn thôn Đồng Lau"


@pytest.fixture
def task(followed: Plan) -> Task:
    return followed.tasks.order_by("position")[0]


def in_again(browser: Client, username: str) -> None:
    browser.force_login(Staff.objects.get(user__username=username).user, backend=BACKEND)
    session = browser.session
    remember(session, Session(method="password_totp", level=2, login_at=now(), started_at=now()))
    session.save()


def pressed_too_late(browser: Client, page: str, sent: dict[str, str]) -> None:
    assert browser.get(page).status_code == 200
    with freeze(now() + timedelta(minutes=20)):
        answer = browser.post(page, sent, HTTP_REFERER=f"http://testserver{page}")
    assert answer["Location"].startswith(reverse("staff_sign_in"))


@pytest.mark.parametrize(
    ("sent", "box"),
    [
        ({"deed": "report", "words": WORDS}, "words"),
        ({"deed": "assign", "unit": "", "staff": ""}, ""),
        ({"deed": "obstacle", "words": WORDS, "change": "yes"}, "words"),
    ],
)
def test_words_of_a_task_are_there_again(task: Task, enter: Enter, sent: dict[str, str], box: str) -> None:
    browser, page = enter(KEEPER), f"/ke-hoach/viec/{task.public_id}/"
    pressed_too_late(browser, page, sent)
    in_again(browser, KEEPER)
    shown = browser.get(page).content.decode()
    assert (WORDS in shown) is bool(box)
    assert ("vẫn còn đây" in shown) is bool(box)
    assert "vẫn còn đây" not in browser.get(page).content.decode()


def test_a_colleague_does_not_read_them(task: Task, enter: Enter) -> None:
    browser, page = enter(KEEPER), f"/ke-hoach/viec/{task.public_id}/"
    pressed_too_late(browser, page, {"deed": "report", "words": WORDS})
    in_again(browser, COLLEAGUE)
    assert WORDS not in browser.get(page).content.decode()


def test_words_that_were_refused_are_there_again(task: Task, enter: Enter) -> None:
    browser, page = enter(KEEPER), f"/ke-hoach/viec/{task.public_id}/"
    sent = {"deed": "model", "title": "Bàn hỗ trợ ở chợ", "how": WORDS, "result": "", "contact": ""}
    answer = browser.post(page, sent, HTTP_REFERER=f"http://testserver{page}", follow=True)
    shown = answer.content.decode()
    assert 'class="note wait"' in shown
    assert 'value="Bàn hỗ trợ ở chợ"' in shown
    assert WORDS in shown
