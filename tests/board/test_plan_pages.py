"""Pages of plans: by role, by colleague, by stranger; the whole way without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.directory.api import Staff
from motcua.plans.api import Plan, Task, tasks_of
from tests.plans.conftest import PLAN_FILE, demo, draft, followed, here, viewer
from tests.support.town_fixture import signed_in

__all__ = ["demo", "draft", "followed", "here", "viewer"]

Enter = Callable[[str], Client]


@pytest.fixture
def enter(demo: None) -> Enter:
    """A browser in which somebody of the demo is signed in."""

    return lambda username: signed_in(Staff.objects.get(user__username=username).user, "password_totp")


def addresses(plan: Plan) -> list[str]:
    task, target = plan.tasks.order_by("position")[0], plan.targets.order_by("position")[0]
    root = f"/ke-hoach/{plan.public_id}/"
    return [
        root, f"{root}xac-nhan/", f"{root}tep-goc/", *(f"{root}tai-ve.{shape}" for shape in ("xlsx", "docx", "json")),
        f"/ke-hoach/viec/{task.public_id}/", f"/ke-hoach/so-lieu/{target.public_id}/",
        f"/ke-hoach/muc/nhiem-vu/{task.public_id}/", f"/ke-hoach/muc/chi-tieu/{target.public_id}/",
    ]  # fmt: skip


def reach(browser: Client, address: str) -> int:
    found = browser.get(address)
    return browser.post(address).status_code if found.status_code == 405 else found.status_code


def test_a_stranger_finds_nothing(followed: Plan, enter: Enter) -> None:
    neighbour, nobody = enter("chutich.thanhlam"), Client()
    for address in addresses(followed):
        assert reach(neighbour, address) == 404, address
        assert reach(nobody, address) in (302, 403), address
    assert followed.number not in neighbour.get("/ke-hoach/").content.decode()


def test_a_colleague_looks_but_finds_no_button(draft: Plan, enter: Enter) -> None:
    clerk = enter("tiepnhan.anhoa")
    page = clerk.get(f"/ke-hoach/{draft.public_id}/xac-nhan/").content.decode()
    assert "Phát động tháng cao điểm" in page
    assert "Có đúng không?" in page
    assert "Xác nhận kế hoạch</button>" not in page
    assert 'name="deed"' not in page
    assert "Đưa kế hoạch vào" not in clerk.get("/ke-hoach/").content.decode()
    clerk.post(f"/ke-hoach/{draft.public_id}/xac-nhan/")
    draft.refresh_from_db()
    assert draft.state == "draft"


def bring(browser: Client, content: bytes, name: str) -> Any:
    return browser.post("/ke-hoach/dua-vao/", {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_the_whole_way_without_scripts(enter: Enter) -> None:
    controller = enter("kiemsoat.anhoa")
    page = bring(controller, PLAN_FILE.read_bytes(), "ke-hoach.txt")
    plan = Plan.objects.get()
    assert page.redirect_chain[-1][0] == f"/ke-hoach/{plan.public_id}/xac-nhan/"
    words = page.content.decode()
    assert 'id="dong-48"' in words
    ids = re.findall(r' id="([^"]+)"', words)
    assert len(ids) == len(set(ids))
    order = [float(item.confidence) for item, _first in page.context["items"]]
    assert order == sorted(order)
    first = plan.tasks.get(number="1")
    controller.post(
        f"/ke-hoach/muc/nhiem-vu/{first.public_id}/",
        {"deed": "correct", "revision": "0", "product": "Kế hoạch số 40", "deadline_raw": "31/12/2026"},
    )
    for kind, items in (("chi-tieu", plan.targets.all()), ("nhiem-vu", plan.tasks.exclude(pk=first.pk))):
        for item in items:
            controller.post(f"/ke-hoach/muc/{kind}/{item.public_id}/", {"deed": "confirm", "revision": "0"})
    done = controller.post(f"/ke-hoach/{plan.public_id}/xac-nhan/", follow=True).content.decode()
    assert "Kế hoạch số 40" in done
    assert "2 chỗ đã sửa" in done
    assert 'class="timeline"' in done
    again = bring(controller, PLAN_FILE.read_bytes(), "lan-hai.txt")
    assert "đã được đưa vào trước đây" in again.content.decode()
    assert Plan.objects.count() == 1


def test_a_menu_is_refused_in_words(enter: Enter) -> None:
    page = bring(enter("kiemsoat.anhoa"), "Phở bò: 45.000 đ\nBún chả: 40.000 đ\n".encode(), "menu.txt")
    assert "không giống một kế hoạch" in page.content.decode()
    assert not Plan.objects.exists()


def test_a_task_is_given_reported_and_closed(followed: Plan, enter: Enter) -> None:
    task = tasks_of(followed)[0]
    address = f"/ke-hoach/viec/{task.public_id}/"
    person = Staff.objects.get(user__username="xahoi.anhoa")
    enter("chutich.anhoa").post(address, {"deed": "assign", "unit": "culture_society", "staff": person.public_id})
    officer, other = enter("xahoi.anhoa"), enter("ketoan.anhoa")
    assert task.text in officer.get("/ke-hoach/viec/").content.decode()
    assert 'value="close"' not in other.get(address).content.decode()
    assert "giao cho người khác" in other.post(address, {"deed": "close", "words": "KH"}, follow=True).content.decode()
    assert "Chưa có sản phẩm" in officer.post(address, {"deed": "close", "words": " "}, follow=True).content.decode()
    officer.post(address, {"deed": "report", "words": "Đã họp"})
    page = officer.post(address, {"deed": "close", "words": "KH 31/KH-UBND"}, follow=True).content.decode()
    assert "KH 31/KH-UBND" in page
    assert "Đã họp" in page
    assert Task.objects.get(pk=task.pk).stage == "done"


def test_a_figure_is_marked_as_entered(followed: Plan, enter: Enter) -> None:
    target = followed.targets.get(metric="online_dossier_rate", year=2026)
    words = {"value": "85,5", "as_of": "2026-01-31", "source": "Báo cáo 45/BC-UBND"}
    page = enter("kiemsoat.anhoa").post(f"/ke-hoach/so-lieu/{target.public_id}/", words, follow=True)
    text = re.sub(r"\s+", " ", page.content.decode())
    assert "nhập tay, ngày 31/01/2026, nguồn: Báo cáo 45/BC-UBND" in text
    assert "85,5 %" in text


def test_figures_are_entered_on_the_page_of_the_whole_plan(followed: Plan, enter: Enter) -> None:
    """The figures of ten targets are one page, not ten."""
    target = followed.targets.filter(value__isnull=False, indicator="").order_by("position")[0]
    browser, address = enter("kiemsoat.anhoa"), f"/ke-hoach/{followed.public_id}/"
    form = f'action="/ke-hoach/so-lieu/{target.public_id}/"'
    assert form in browser.get(address).content.decode()
    ids = re.findall(r' id="([^"]+)"', browser.get(address).content.decode())
    assert len(ids) == len(set(ids))
    assert form not in enter("tiepnhan.anhoa").get(address).content.decode()


def test_files_are_given_as_attachments_that_run_nothing(followed: Plan, enter: Enter) -> None:
    clerk = enter("tiepnhan.anhoa")
    for end in ("tep-goc/", "tai-ve.docx"):
        answer = clerk.get(f"/ke-hoach/{followed.public_id}/{end}")
        assert answer["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer["Content-Security-Policy"]
    assert clerk.get(f"/ke-hoach/{followed.public_id}/tai-ve.odt").status_code == 404


@pytest.mark.parametrize("who", ["kiemsoat.anhoa", "chutich.anhoa", "quantri.anhoa", "hotich.anhoa"])
def test_pages_of_plans_lead_wherever_the_desk_leads(followed: Plan, enter: Enter, who: str) -> None:
    browser = enter(who)
    links = re.compile(r'<nav aria-label="Trang của bàn làm việc">(.*?)</nav>', re.DOTALL)
    address = re.compile(r'<a href="([^"]+)"')
    there = [browser.get(page, follow=True).content.decode() for page in ("/ban-lam-viec/", "/ke-hoach/")]
    desk, plans = (address.findall(links.findall(each)[0]) for each in there)
    assert desk == plans
    assert "/ke-hoach/" in desk  # whoever works here may be given a task
    assert ("/bang-dieu-hanh/" in desk) is (who in ("kiemsoat.anhoa", "chutich.anhoa"))


def test_a_deadline_written_as_a_day_stands_once(followed: Plan, enter: Enter) -> None:
    task = tasks_of(followed).exclude(due=None).order_by("position")[0]
    Task.objects.filter(pk=task.pk).update(deadline_raw=task.due.strftime("%d/%m/%Y"))
    page = enter("kiemsoat.anhoa").get(f"/ke-hoach/viec/{task.public_id}/").content.decode()
    assert page.count(task.due.strftime("%d/%m/%Y")) == 1


def test_an_english_page_writes_figures_in_english(followed: Plan, enter: Enter) -> None:
    target = followed.targets.get(number="T01")
    browser = enter("chutich.anhoa")
    browser.cookies["django_language"] = "en"
    words = {"value": "1,250.5", "as_of": "2026-01-31", "source": "45/BC-UBND"}
    browser.post(f"/ke-hoach/so-lieu/{target.public_id}/", words)
    assert "1,250.5 %" in browser.get(f"/ke-hoach/chi-tieu/{target.public_id}/").content.decode()
    browser.cookies["django_language"] = "vi"
    assert "1.250,5 %" in browser.get(f"/ke-hoach/chi-tieu/{target.public_id}/").content.decode()


def test_what_the_machine_read_asks_nothing_once_it_is_confirmed(followed: Plan, enter: Enter) -> None:
    task = tasks_of(followed).exclude(due=None).order_by("position")[0]
    day = f"{task.due:%d/%m/%Y}"
    Task.objects.filter(pk=task.pk).update(deadline_raw=day)
    page = enter("chutich.anhoa").get(f"/ke-hoach/{followed.public_id}/xac-nhan/").content.decode()
    assert "Có đúng không?" not in page
    assert f"Hạn: {day}" in re.sub("<[^>]+>", "", page)
    assert f"{day} ({day})" not in page
