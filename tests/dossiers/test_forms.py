"""Forms 01 to 06 as they leave the house: every field of the annex, a number, a QR code that anybody can check."""

from __future__ import annotations

import shutil
import subprocess
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import zxingcpp
from django.test import Client
from PIL import Image

from motcua.base.clock import freeze
from motcua.base.files import read_file
from motcua.base.models import OutboxItem
from motcua.directory.models import Agency, Person, Staff, Unit
from motcua.dossiers import api
from motcua.dossiers.letterhead import agency_block, signer_block
from motcua.dossiers.tasks.forms import make_form
from motcua.papers.api import IssuedPaper
from tests.dossiers.test_reception import new_file
from tests.dossiers.world import MORNING, VN, World, again, filed, processing
from tests.support.apology import apologised

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext, pdftoppm (poppler-utils) are missing"),
]


@pytest.fixture(autouse=True)
def _names(world: World) -> None:
    """A commune with a name, people with a phone and an address."""
    world.agency.name = "Ủy ban nhân dân xã Vĩnh Thạnh"
    province = Agency.objects.create(
        code="H99.09", name="Ủy ban nhân dân tỉnh Sơn Hà", short_name="x", kind="province", valid_from="2025-07-01"
    )
    world.agency.parent = province
    world.agency.phone = "0262 000 101"
    world.agency.save()
    Unit.objects.create(agency=world.agency, code="justice", name="Bộ phận Tư pháp - Hộ tịch")
    assert world.owner.person is not None
    Person.objects.filter(pk=world.owner.person.pk).update(phone="0912345678", email="hoa@example.vn")
    assert world.signer.staff is not None
    Staff.objects.filter(pk=world.signer.staff.pk).update(title="Phó Chủ tịch Ủy ban nhân dân xã")


def made(dossier: api.Dossier, form: str, ref: int = 1) -> bytes:
    for item in OutboxItem.objects.filter(task="dossiers.make_form", payload__dossier=dossier.public_id):
        make_form(**item.payload)
    return read_file(api.DossierForm.objects.select_related("file").get(dossier=dossier, form=form, ref=ref).file)


def words(pdf: bytes, order: str = "-layout") -> str:
    made = subprocess.run(["pdftotext", order, "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(made.stdout.decode().split())


def missing(pdf: bytes, *wanted: str) -> list[str]:
    text = (words(pdf) + words(pdf, "-raw")).replace(" ", "").lower()
    return [each for each in wanted if each.replace(" ", "").lower() not in text]


def who(world: World) -> tuple[str, ...]:
    person = world.owner.person
    assert person is not None
    return person.full_name, "0912345678", "hoa@example.vn"


RECEIVED, PROMISED = "08 giờ 00 phút, ngày 02/12/2026", "17 giờ 00 phút, ngày 07/12/2026"
HEAD = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "TỈNH SƠN HÀ", "XÃ VĨNH THẠNH", "Vĩnh Thạnh, ngày 02 tháng 12 năm 2026")


def ask(world: World, dossier: api.Dossier, new_fact: str = "") -> None:
    api.ask_supplement(
        dossier=dossier, checklist={"paper_a": "missing", "paper_b": "not_needed"},
        items=[{"component": "paper_a", "what": "Nộp bản rõ hơn"}], reason="Ảnh mờ", new_fact=new_fact, by=world.clerk,
    )  # fmt: skip


def test_an_answer_in_words_has_its_slip_too(world: World) -> None:
    """Nothing is handed in but what to change in the form: the slip says so and does not fail for want of a file."""
    dossier = filed(world)
    api.ask_supplement(
        dossier=dossier, checklist={"form": "wrong", "paper_a": "good", "paper_b": "not_needed"},
        items=[{"component": "form", "what": "Ghi rõ mục đích"}], reason="Chưa rõ", by=world.clerk,
    )  # fmt: skip
    api.answer_supplement(dossier=again(dossier), parts=[], note="Dùng để vay vốn", by=world.owner)
    assert missing(made(dossier, "00", ref=2), "Nội dung sửa trong tờ khai") == []


def test_01_receipt(world: World) -> None:
    dossier = again(api.accept(dossier=filed(world), by=world.clerk))
    pdf = made(dossier, "01")
    person = world.owner.person
    assert person is not None
    assert missing(
        pdf, *HEAD, *who(world), "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ", "Bộ phận Một cửa", dossier.code,
        "Liên: Giao khách hàng", person.personal_id, "Cấp giấy xác nhận thử", "Tờ khai điện tử", "Giấy tờ A",
        "2. Số lượng hồ sơ: 1 (bộ)", "3 ngày làm việc", RECEIVED, PROMISED,
        "Bản điện tử", "Phí, lệ phí: Không thu", "Quyển số 2026, Số thứ tự 1", "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
    ) == []  # fmt: skip


def test_02_supplement_and_the_second_that_cites_a_new_fact(world: World) -> None:
    dossier = filed(world)
    ask(world, dossier)
    pdf = made(dossier, "02")
    assert missing(
        pdf, *HEAD, *who(world), "Số: 01/HDHS", dossier.code, "Giấy tờ A", "Nộp bản rõ hơn", "Lý do: Ảnh mờ",
        "chứng", "photo", "lần yêu cầu duy nhất", "NGƯỜI HƯỚNG DẪN", "Cán bộ",
        f"/tra-cuu/?ma={dossier.code}",
    ) == []  # fmt: skip
    request = api.open_request(again(dossier))
    assert request is not None
    api.answer_supplement(dossier=again(dossier), parts=[new_file()], by=world.owner)
    ask(world, again(dossier), new_fact="Chủ đất đổi ngày 01/12")
    second = made(again(dossier), "02", 2)
    assert missing(second, "Số: 02/HDHS", "tình tiết mới", "Chủ đất đổi ngày 01/12") == []
    assert "duy nhất" not in words(second)


def test_03_refusal(world: World) -> None:
    dossier = api.refuse(dossier=filed(world), reason="other", words="Không thuộc thẩm quyền", by=world.clerk)
    pdf = made(dossier, "03")
    assert missing(
        pdf, *HEAD, *who(world), "Số: 01/TCHS", dossier.code, "Không thuộc thẩm quyền", "Cấp giấy xác nhận thử",
        "không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể", "0262 000 101", "khởi kiện tại Tòa án",
        "NGƯỜI NỘP HỒ SƠ", "NGƯỜI TIẾP NHẬN HỒ SƠ",
    ) == []  # fmt: skip
    assert words(pdf).count("Nếu không đồng ý") == 1


def test_04_apology(world: World) -> None:
    dossier = processing(world)
    new = datetime(2026, 12, 10, 17, 0, tzinfo=VN)
    apologised(dossier, new_due=new, by=world.officer, signer=world.signer)
    pdf = made(dossier, "04")
    assert missing(
        pdf, *HEAD, "Số: 01/UBND-VP", "V/v xin lỗi", "Kính gửi", who(world)[0], dossier.code, RECEIVED,
        PROMISED, "Cơ quan để chậm", "Chờ xác minh", "xin lỗi", "17 giờ 00 phút, ngày 10/12/2026",
        "Nơi trả kết quả: Bản điện tử", "Nơi nhận", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH",
    ) == []  # fmt: skip


def test_05_stop(world: World) -> None:
    dossier = api.stop(dossier=processing(world), reason="Không đủ điều kiện", by=world.officer)
    pdf = made(dossier, "05")
    assert missing(
        pdf, *HEAD, "Số: 01/TB-UBND", "Về việc dừng giải quyết hồ sơ", who(world)[0], dossier.code,
        "Không đủ điều kiện", "khởi kiện", "(Đóng dấu số)",
    ) == []  # fmt: skip
    # The officer stops, the agency seals: no head is named who did not sign.
    assert missing(pdf, "CHỦ TỊCH", world.signer.staff.full_name) == ["CHỦ TỊCH", world.signer.staff.full_name]  # type: ignore[union-attr]
    assert words(pdf).count("Nếu không đồng ý") == 1


def test_06_control_slip(world: World) -> None:
    dossier = processing(world)
    pdf = made(dossier, "06")
    clerk = world.clerk.staff
    assert clerk is not None
    assert missing(
        pdf, *HEAD, dossier.code, who(world)[0], RECEIVED, PROMISED,
        f"1. Giao: {clerk.full_name}", "2. Nhận: Bộ phận Tư pháp", "Đúng hạn", "Cơ quan phối hợp", "Kết quả giải quyết",
    ) == []  # fmt: skip
    assert "justice" not in words(pdf)


def test_a_step_kept_too_long_says_so(world: World) -> None:
    dossier = api.accept(dossier=filed(world), by=world.clerk, pass_on_now=False)
    with freeze(MORNING + timedelta(days=1)):
        api.pass_on(dossier=dossier, by=world.clerk)
    assert missing(made(dossier, "06"), "Quá hạn") == []


@pytest.mark.parametrize("form", ["01", "02", "03", "05", "06"])
def test_anybody_checks_a_form_by_its_qr_code(world: World, tmp_path: Path, form: str) -> None:
    dossier = filed(world)
    if form == "03":
        api.refuse(dossier=dossier, reason="other", words="x", by=world.clerk)
    elif form == "02":
        ask(world, dossier)
    else:
        api.accept(dossier=dossier, by=world.clerk)
        if form == "05":
            api.stop(dossier=again(dossier), reason="x", by=world.officer)
    (tmp_path / "page.pdf").write_bytes(made(dossier, form))
    subprocess.run(["pdftoppm", "-r", "200", "-png", "-singlefile", "page.pdf", "page"], cwd=tmp_path, check=True)
    read = {each.text for each in zxingcpp.read_barcodes(Image.open(tmp_path / "page.png"))}
    (address,) = (each for each in read if "/kiem-tra/" in each)
    answer = Client().get("/kiem-tra/" + address.rpartition("/kiem-tra/")[2])
    assert str(api.FormCode(form).label) in answer.content.decode()
    assert who(world)[0] not in answer.content.decode()


def test_a_form_that_could_not_be_made_takes_no_number(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    first = filed(world)
    ask(world, first)
    with monkeypatch.context() as patch:
        patch.setattr("motcua.dossiers.forms.render", lambda *_given: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            made(first, "02")
    assert missing(made(first, "02"), "Số: 01/HDHS") == []
    made(first, "02")
    assert IssuedPaper.objects.filter(kind="form-02-supplement").count() == 1


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Chủ tịch Ủy ban nhân dân", ["TM. Ủy ban nhân dân", "Chủ tịch"]),
        ("Phó Chủ tịch Ủy ban nhân dân tỉnh", ["TM. Ủy ban nhân dân", "KT. Chủ tịch", "Phó Chủ tịch"]),
        ("Phó Giám đốc", ["KT. Giám đốc", "Phó Giám đốc"]),
        ("Trưởng Công an xã", ["Trưởng Công an xã"]),
    ],
)
def test_who_signs_stands_as_the_decree_wants(title: str, lines: list[str]) -> None:
    found = signer_block(Staff(full_name="A", title=title))
    assert [*filter(None, found["authority"].split("\n")), found["title"]] == lines


def test_a_department_dates_from_the_place_of_the_committee_above_it() -> None:
    commune = Agency(name="Ủy ban nhân dân phường Tân Sơn", short_name="UBND")
    assert agency_block(Agency(name="Phòng Kinh tế", short_name="KT", parent=commune))["place"] == "Tân Sơn"
