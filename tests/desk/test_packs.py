"""A pack brought as a file on a page: what is wrong with its line, what it changes, published from a day on."""

import html
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from motcua.base.actor import system
from motcua.base.models import JournalEntry
from motcua.catalogue.api import Procedure, ProcedureVersion, current_version, load_packs
from motcua.catalogue.commands import load_command
from motcua.catalogue.selectors import forget
from motcua.desk.administration.sheet import NO_DAY
from tests.catalogue.sample import GOOD
from tests.desk.town import Town
from tests.eforms.test_real_packs import read

pytestmark = pytest.mark.django_db
Enter = Callable[[str], Client]
HERE = "/ban-lam-viec/thu-tuc/"
TOMORROW = {"valid_from-day": "3", "valid_from-month": "12", "valid_from-year": "2026"}


def bring(browser: Client, text: str, name: str = "dog_notice.yaml") -> Any:
    return browser.post(HERE, {"file": SimpleUploadedFile(name, text.encode())})


def publish(browser: Client, text: str, **more: str) -> Any:
    said = {"name": "dog_notice.yaml", "text": text} | TOMORROW | more
    answer = browser.post(HERE, said, follow=True)
    forget()  # what a commit does
    return answer


def words(answer: Any) -> str:
    return " ".join(strip_tags(answer.content.decode()).split())


def test_it_is_for_controllers_and_administrators(town: Town, enter: Enter, client: Client) -> None:
    assert reverse("desk:packs") == HERE
    allowed = ("kiemsoat.anhoa", "quantri.anhoa", "kiemsoat.tinh", "quantri.tinh")
    assert {who: enter(who).get(HERE).status_code for who in allowed} == dict.fromkeys(allowed, 200)
    others = ("tiepnhan.anhoa", "hotich.anhoa", "chutich.anhoa", "ketoan.anhoa")
    assert {who: enter(who).get(HERE).status_code for who in others} == dict.fromkeys(others, 403)
    assert client.get(HERE).status_code == 302


def test_every_fault_stands_with_its_line_and_remedy_and_nothing_is_kept(town: Town, enter: Enter) -> None:
    wrong = GOOD.replace('show_if: {"==": [{var: breed}, foreign]}', 'show_if: {"==": [{var: bred}, foreign]}')
    line = next(number for number, each in enumerate(wrong.splitlines(), start=1) if "bred}" in each)
    answer = bring(enter("kiemsoat.tinh"), wrong)
    assert answer.status_code == 422
    (finding,) = answer.context["brought"].findings
    assert finding.line == line
    assert f"</span>{line}</td><td>{finding.message}" in answer.content.decode()
    assert "Công bố" not in answer.content.decode().split("<h2>")[1]
    assert "còn lỗi" in words(publish(enter("kiemsoat.tinh"), wrong))
    assert not Procedure.objects.filter(slug="dog_notice").exists()


@pytest.mark.parametrize("text", ["", "a: [", "\x00", "- một\n- hai\n", "id: &a [*a]"])
def test_what_is_no_pack_is_said_and_breaks_nothing(town: Town, enter: Enter, text: str) -> None:
    answer = bring(enter("kiemsoat.tinh"), text)
    assert answer.status_code == 422


def test_bytes_that_are_no_text(town: Town, enter: Enter) -> None:
    browser = enter("kiemsoat.tinh")
    answer = browser.post(HERE, {"file": SimpleUploadedFile("x.yaml", b"\xff\xfe\x00\x01")})
    assert answer.status_code == 422
    assert answer.context["brought"].findings
    assert "Chưa chọn tệp" in words(browser.post(HERE, {}))


def test_a_new_procedure_goes_live_from_its_day(town: Town, enter: Enter) -> None:
    browser = enter("kiemsoat.tinh")
    shown = bring(browser, GOOD)
    assert "không có lỗi" in words(shown)
    assert "Thủ tục mới" in words(shown)
    assert "phiên bản 1, áp dụng từ 03/12/2026" in words(publish(browser, GOOD))
    version = ProcedureVersion.objects.get(procedure_id="dog_notice")
    assert (version.number, version.valid_from) == (1, date(2026, 12, 3))
    entry = JournalEntry.objects.filter(event="catalogue.procedure_loaded").last()
    assert entry is not None
    assert entry.actor == f"staff:{town.staff('kiemsoat.tinh').pk}"


def test_a_changed_file_says_what_changes_and_the_old_version_holds_until_the_day(town: Town, enter: Enter) -> None:
    browser = enter("quantri.tinh")
    publish(browser, GOOD, **{"valid_from-day": "2"})
    changed = GOOD.replace("amount: 5000", "amount: 7000").replace("name: Sổ tiêm phòng", "name: Sổ tiêm chủng")
    changes = {each.place: (each.before, each.after) for each in bring(browser, changed).context["brought"].changes}
    assert changes["fees[tag].amount"] == ("5000", "7000")
    assert ("Sổ tiêm phòng", "Sổ tiêm chủng") in changes.values()
    assert len(changes) == 2
    publish(browser, changed)
    before, after = (current_version("dog_notice", date(2026, 12, day)) for day in (2, 3))
    assert (before.number, after.number) == (1, 2)
    assert "Nội dung này đã được công bố" in words(publish(browser, changed))
    assert ProcedureVersion.objects.filter(procedure_id="dog_notice").count() == 2


def test_what_changes_nothing_is_not_offered_for_publishing(town: Town, enter: Enter) -> None:
    browser = enter("quantri.tinh")
    assert "Đã công bố Thông báo nuôi chó, phiên bản 1" in words(publish(browser, GOOD, **{"valid_from-day": "2"}))
    same = words(bring(browser, GOOD + "# a remark\n"))
    assert "giống hệt bản đang áp dụng" in same
    assert "Áp dụng từ ngày" not in same


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ({"valid_from-day": "1"}, "Ngày áp dụng đã qua"),
        ({"valid_from-year": "2028"}, "sau ngày hết hiệu lực"),
        ({"valid_from-day": "32"}, str(NO_DAY)),
        ({"valid_from-day": ""}, str(NO_DAY)),
        (dict.fromkeys(TOMORROW, ""), str(NO_DAY)),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_what_was_brought_stays(
    town: Town, enter: Enter, day: dict[str, str], told: str
) -> None:
    answer = publish(enter("kiemsoat.tinh"), GOOD, **day)
    assert answer.status_code == 422
    assert told in words(answer)
    assert "Thông báo nuôi chó" in answer.context["text"]
    assert not Procedure.objects.filter(slug="dog_notice").exists()


def test_a_commune_below_a_province_checks_and_does_not_publish(town: Town, enter: Enter) -> None:
    browser = enter("kiemsoat.anhoa")
    assert "chỉ kiểm soát thủ tục hoặc quản trị cấp trên công bố" in words(bring(browser, GOOD))
    assert publish(browser, GOOD).status_code == 403
    assert not Procedure.objects.filter(slug="dog_notice").exists()


def test_the_command_and_the_page_load_the_same(town: Town, enter: Enter, tmp_path: Path) -> None:
    publish(enter("kiemsoat.tinh"), GOOD)
    (tmp_path / "dog_notice.yaml").write_text(GOOD.replace("valid_from: 2026-01-01", "valid_from: 2026-12-03"))
    assert load_command([tmp_path])["unchanged"] == 1
    taken = GOOD.replace("id: dog_notice", "id: cat_notice")
    (tmp_path / "dog_notice.yaml").rename(tmp_path / "cat_notice.yaml")
    (tmp_path / "cat_notice.yaml").write_text(taken)
    (reason,) = load_command([tmp_path])["reasons"].values()
    assert "đang thuộc về thủ tục “dog_notice”" in reason
    shown = bring(enter("kiemsoat.tinh"), taken, "cat_notice.yaml").context["brought"]
    assert [each.message for each in shown.findings] == [reason]


def test_what_has_no_national_code_says_so_and_is_told_apart_by_name_and_field(town: Town, enter: Enter) -> None:
    slugs = ("electricity_new", "electricity_contract_change", "traffic_fine")
    packs = [read(slug) for slug in slugs]
    assert not any(pack.code for pack in packs)
    load_packs(packs=packs, by=system("test"))
    page = enter("kiemsoat.anhoa").get(HERE).content.decode()
    rows = re.findall(r"<tr><td>(.*?)</td>", page.partition("Thủ tục đang công bố")[2], re.DOTALL)
    told = [" ".join(strip_tags(row).split()) for row in rows]
    assert [row for row in told if any(slug in row for slug in slugs)] == []
    for pack in packs:
        assert html.unescape(" ".join(told)).count(f"{pack.name.vi} chưa có mã quốc gia · {pack.field.vi}") == 1
    assert len(set(told)) == len(told)
    assert sum("chưa có mã quốc gia" in row for row in told) == len(packs)
