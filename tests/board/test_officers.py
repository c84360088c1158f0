"""Who has what in hand is for the heads who answer for it: a leader sees the agency, a head the unit, others nothing.
And on the leaders' page: money by way of paying, results opened, the year month by month, who misses a target."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import transaction
from django.test import Client

from motcua.base.actor import system
from motcua.base.events import record
from motcua.dossiers import api
from motcua.eforms.events import DraftAbandoned, DraftOpened
from motcua.indicators.api import catch_up
from motcua.payments.api import bill_for, take_cash
from tests.desk.conftest import enter, town
from tests.desk.town import MORNING, Town, filed, hour, issued
from tests.support.apology import apologised

__all__ = ["enter", "town"]
pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
MONTH = f"?ky={MORNING:%Y-%m}"
ADDRESS = f"/bang-dieu-hanh/can-bo/{MONTH}"
SOCIAL, CIVIL = "Lương Thị Hoa", "Nguyễn Thị Thảo"


@pytest.fixture(autouse=True)
def _counted(town: Town) -> None:
    """Besides what the town holds: the officer for social affairs has one pension in hand."""
    with hour(hours=0.25):
        pension = api.accept(dossier=filed(town, "066144005678", "social_pension"), by=town.viewer("tiepnhan.anhoa"))
        town.at["pension"] = pension
        api.take(dossier=pension, by=town.viewer("xahoi.anhoa"))
    with hour(hours=1):
        catch_up()


def words(browser: Client, address: str = ADDRESS) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def line(shown: str, name: str) -> list[str]:
    """The figures that stand beside a name."""
    table = shown.partition("<h2>Đang trễ")[0]
    (row,) = (each for each in re.findall(r"<tr>(.*?)</tr>", table) if f"<td>{name}</td>" in each)
    return re.findall(r'<td class="num">.*?</span>(?:<b class="late">)?([^<]+)', row)


def test_only_heads_and_leaders(town: Town, enter: Enter) -> None:
    for who, status in (
        ("chutich.anhoa", 200), ("truongphong.xahoi.anhoa", 200), ("lanhdao.tinh", 200), ("kiemsoat.anhoa", 403),
        ("thanhtra.anhoa", 403), ("truongcongan.anhoa", 403), ("tiepnhan.anhoa", 403), ("hotich.anhoa", 403),
        ("ketoan.anhoa", 403), ("quantri.anhoa", 403),
    ):  # fmt: skip
        assert enter(who).get(ADDRESS).status_code == status, who
    assert Client().get(ADDRESS).status_code == 302


def test_a_leader_sees_everybody_of_the_agency_with_what_they_hold(town: Town, enter: Enter) -> None:
    with hour(hours=1):
        shown = words(enter("chutich.anhoa"), f"/bang-dieu-hanh/can-bo/?ky={MORNING:%Y}-q4")
    assert line(shown, SOCIAL) == ["1", "0", "0", "0", "–"]
    assert line(shown, CIVIL)[:4] == ["2", "0", "2", "0"]  # taken and asked; two drafted and passed on to be signed
    assert "Chưa ai nhận" in shown


def test_a_head_sees_the_unit_and_no_other(town: Town, enter: Enter) -> None:
    with hour(hours=1):
        shown = words(enter("truongphong.xahoi.anhoa"))
        assert line(shown, SOCIAL)[:2] == ["1", "0"]
        assert CIVIL not in shown
        assert SOCIAL not in words(enter("truongphong.kinhte.anhoa"))


def test_a_neighbour_sees_nobody_here_and_whoever_oversees_both_sees_them(town: Town, enter: Enter) -> None:
    with hour(hours=1):
        assert SOCIAL not in words(enter("chutich.tanson"))
        assert SOCIAL in words(enter("lanhdao.tinh"))


def test_what_is_late_stands_with_who_has_it(town: Town, enter: Enter) -> None:
    """Ten working days after the promise."""
    with hour(days=20):
        leader, head = words(enter("chutich.anhoa")), words(enter("truongphong.xahoi.anhoa"))
        overseer = words(enter("lanhdao.tinh"))
    taken, pension = town.at["taken"].code, town.at["pension"].code
    assert line(leader, CIVIL)[:2] == ["2", "2"]
    for shown, whose in ((leader, {taken, pension}), (head, {pension}), (overseer, set())):
        assert {code for code in (taken, pension) if code in shown} == whose
    assert "không thuộc quyền xem" in overseer
    assert re.search(rf"{taken}.*?{CIVIL}", leader)


def test_no_officer_is_named_where_everybody_reads(town: Town, enter: Enter) -> None:
    slug = town.here.code.replace(".", "-")
    for browser, address in (
        (Client(), f"/so-lieu/{slug}/{MONTH}"),
        (Client(), f"/so-lieu/{slug}/tai-ve.json{MONTH}"),
        (enter("kiemsoat.anhoa"), f"/bang-dieu-hanh/{MONTH}"),
        (enter("kiemsoat.anhoa"), f"/bang-dieu-hanh/filing/{MONTH}"),
    ):
        shown = words(browser, address)
        assert SOCIAL not in shown, address
        assert CIVIL not in shown, address
        assert "/bang-dieu-hanh/can-bo/" not in shown, address


def test_money_results_and_the_late_with_their_reason(town: Town, enter: Enter) -> None:
    unpaid = town.now("unpaid")
    bill = bill_for(unpaid.bill)
    assert bill is not None
    with hour(hours=1):
        take_cash(bill=bill, amount=bill.total, key="1", by=town.viewer("ketoan.anhoa"))
        signed = town.now("to_sign")
        api.sign_result(dossier=signed, by=town.viewer("chutich.anhoa"))
        done = api.return_result(dossier=issued(town.now("to_sign")), how=2, by=town.viewer("tiepnhan.anhoa"))
        apologised(
            town.now("taken"), new_due=MORNING.replace(day=9), reason="Chờ xác minh ở nơi cũ",
            by=town.viewer("hotich.anhoa"), signer=town.viewer("chutich.anhoa"),
        )  # fmt: skip
        catch_up()
        shown = words(enter("chutich.anhoa"), f"/bang-dieu-hanh/{MONTH}")
    amount = f"{bill.total:,}".replace(",", ".")
    assert re.search(rf'Tiền mặt tại quầy</td><td class="num">1</td><td class="num">{amount}', shown)
    assert re.search(r'Điện tử</td><td class="num">1</td>', shown)
    assert re.search(r'trong đó người nhận đã mở</td><td class="num">0</td>', shown)
    with hour(days=20):
        late = words(enter("chutich.anhoa"), f"/bang-dieu-hanh/{MONTH}")
    assert re.search(rf"{town.at['taken'].code}.*?Chờ xác minh ở nơi cũ", late)
    assert re.search(rf"{town.at['asked'].code}.*?chưa ghi", late)
    assert done.public_id not in late


def test_the_year_and_who_misses_a_target(town: Town, enter: Enter) -> None:
    """The pension took twenty-five minutes by its session: more than the five that the year allows."""
    slug = town.here.code.replace(".", "-")
    with hour(hours=2):
        for browser, address in ((enter("chutich.anhoa"), "/bang-dieu-hanh/"), (Client(), f"/so-lieu/{slug}/")):
            shown = words(browser, address + MONTH)
            assert shown.count("<summary>Từng tháng") >= 2
            assert re.search(r"<tr><td>12/2026</td>", shown)
            missed = shown.partition("Thủ tục chưa đạt mục tiêu")[2]
            assert "Từ đăng nhập đến nộp xong" in missed
            assert "dưới 5 phút" in missed
        data = Client().get(f"/so-lieu/{slug}/tai-ve.json{MONTH}").json()
    assert len(data["months"]) == 12
    assert data["months"][-1]["form"]["n"] == data["form"]["fields"]
    assert {each["criterion"] for each in data["missed"]} == {"filing"}
    assert set(data["procedures"]) >= {each["procedure"] for each in data["missed"]}
    assert data["asked_once"]["n"] == data["filed"]["online"]


def test_behind_a_criterion_it_is_parted_by_procedure_and_page(town: Town, enter: Enter) -> None:
    browser, draft = enter("kiemsoat.anhoa"), town.at["pension"].draft
    assert draft is not None
    told = {"draft": "given up", "procedure": "social_pension", "version": 1, "agency": town.here.code}
    about = {"channel": 2, "device": "phone", "place": "", "assisted": False, "for_self": True}
    happened = (
        DraftOpened(**told, **about, signing_in_at=None, login_at=None),
        DraftAbandoned("given up", "social_pension", "bank", False, {"bank": 40}),
    )
    with hour(hours=1), transaction.atomic():
        for each in happened:
            record(each, stream="draft:given up", by=system("test"))
        catch_up()
    shown = words(browser, f"/bang-dieu-hanh/filing/{MONTH}")
    for text in ("Từng thủ tục", "Tờ khai bỏ dở", "Từng trang của tờ khai"):
        assert text in shown
    assert "50\u00a0% (1/2)" in shown  # one pension filed, one given up
    assert "Không phải cung cấp lại" in words(browser, f"/bang-dieu-hanh/form/{MONTH}")
