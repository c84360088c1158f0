"""A late dossier says why at the desk, or that nobody said why and who owes it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from motcua.base.clock import now
from motcua.dossiers import api
from motcua.dossiers.tasks.watch_due import watch_due
from motcua.rules.lifecycle import Status
from tests.desk.town import MORNING, Town, ask_supplement, drafted_data, hour, issued
from tests.support.apology import signed

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
NOT_SAID = "chưa có lời xin lỗi và lý do"


def words(town: Town, enter: Enter, stage: str, who: str = "chutich.anhoa") -> str:
    page = enter(who).get(reverse("desk:dossier", args=[town.at[stage].public_id])).content.decode()
    doing = page[page.index('id="doing"') : page.index('id="made"')]
    return " ".join(strip_tags(doing).split())


def test_nothing_is_said_of_a_dossier_in_time(town: Town, enter: Enter) -> None:
    for stage in ("new", "taken", "supplement", "to_sign"):
        assert "người đứng đầu" not in words(town, enter, stage), stage


def test_who_owes_the_reason_stands_there_until_it_is_given(town: Town, enter: Enter) -> None:
    shown = words(town, enter, "late")
    takers = {town.staff("hotich.anhoa").full_name, town.staff("hotich2.anhoa").full_name}
    assert NOT_SAID in shown
    assert all(name in shown for name in takers)
    assert "Chưa báo người đứng đầu." in shown
    watch_due()
    api.take(dossier=town.at["late"], by=town.viewer("hotich.anhoa"))
    shown = words(town, enter, "late")
    assert f"Người phải ghi: {town.staff('hotich.anhoa').full_name}." in shown
    assert town.staff("hotich2.anhoa").full_name not in shown
    assert "Đã báo người đứng đầu lúc 08:00 thứ Tư, 02/12/2026." in shown
    due, officer = MORNING + timedelta(days=2), town.viewer("hotich.anhoa")
    api.ask_apology(dossier=town.at["late"], new_due=due, reason="Chờ xác minh ở nơi cũ", by=officer)
    shown = words(town, enter, "late")
    heads = {town.staff(each).full_name for each in ("chutich.anhoa", "phochutich.anhoa")}
    assert NOT_SAID in shown  # written is not said
    assert all(name in shown.split("Người phải ghi")[1] for name in heads)
    signed(town.at["late"], town.viewer("chutich.anhoa"))
    shown = words(town, enter, "late")
    assert "Đã xin lỗi và hẹn lại: Chờ xác minh ở nơi cũ" in shown
    assert "người đứng đầu" not in shown
    with hour(days=5):
        assert "Đã quá cả ngày hẹn lại 08:00 thứ Sáu, 04/12/2026." in words(town, enter, "late")


def test_what_was_settled_late_without_a_word_says_who_had_it_when_time_ran_out(town: Town, enter: Enter) -> None:
    dossier, officer = town.at["taken"], town.viewer("hotich.anhoa")
    with hour(days=20):
        api.draft_result(dossier=dossier, key="certificate", data=drafted_data(dossier, "certificate"), by=officer)
        api.finish_step(dossier=dossier, by=officer)
        api.sign_result(dossier=town.now("taken"), by=town.viewer("chutich.anhoa"))
        issued(town.now("taken"))
        assert town.now("taken").status in (Status.DONE, Status.RETURNED)
        shown = words(town, enter, "taken")
    assert "mà không có lời xin lỗi và lý do" in shown
    assert f"Khi hết hạn, người phải ghi là {officer.staff.full_name}." in shown  # type: ignore[union-attr]


def test_time_that_ran_out_before_the_person_was_asked_still_counts(town: Town, enter: Enter) -> None:
    ask_supplement(town.at["late"], town.viewer("hotich.anhoa"))
    assert town.now("late").status == Status.SUPPLEMENT
    assert NOT_SAID in words(town, enter, "late")
    with hour(days=20):
        assert town.now("supplement").status == Status.SUPPLEMENT
        assert "người đứng đầu" not in words(town, enter, "supplement")


def test_a_promise_is_not_broken_while_the_person_is_waited_for(town: Town) -> None:
    ask_supplement(town.now("taken"), town.viewer("hotich.anhoa"))
    waiting = town.now("taken")
    assert waiting.status == Status.SUPPLEMENT
    assert waiting.due_at is not None
    with hour(days=20):
        assert waiting.due_at < now()
        assert api.lateness(waiting) is None


def test_nobody_owes_a_reason_for_what_was_stopped(town: Town) -> None:
    assert api.lateness(town.now("late")) is not None
    api.stop(dossier=town.at["late"], reason="Người nộp đã mất", by=town.viewer("chutich.anhoa"))
    assert api.lateness(town.now("late")) is None
