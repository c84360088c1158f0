"""A form never asks what a connected source holds: questions in words we never wrote, known by their meaning."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalogue.sample import GOOD, line_of, lint_text

RULE = "asks_what_is_known"

# (id, label, type): what a stranger's pack may ask of the person who signed in
KNOWN = [
    ("full_name", "Họ, chữ đệm, tên", "name"),
    ("q1", "Họ và tên", "text"),
    ("hoten", "Bạn tên gì", "text"),
    ("requester_name", "Họ tên người đề nghị", "name"),
    ("ten", "Tên của bạn", "text"),
    ("dob", "Sinh ngày", "date"),
    ("applicant_birth", "Ngày, tháng, năm sinh", "date"),
    ("nam_sinh", "Năm sinh", "number"),
    ("gender", "Nam hay nữ", "text"),
    ("gioi_tinh", "Giới tính", "text"),
    ("dan_toc", "Dân tộc", "text"),
    ("e", "Thuộc dân tộc nào", "ethnicity"),
    ("quoc_tich", "Quốc tịch", "country"),
    ("so_cccd", "Số CCCD", "text"),
    ("idno", "Số định danh cá nhân", "personal_id"),
    ("so_can_cuoc", "Số thẻ căn cước", "text"),
    ("ngay_cap_cccd", "Ngày cấp CCCD", "date"),
    ("noi_cap", "Nơi cấp căn cước", "text"),
    ("ho_khau", "Hộ khẩu thường trú", "text"),
    ("addr", "Địa chỉ", "address"),
    ("where", "Nơi ở hiện nay", "address"),
    ("thuong_tru", "Bạn đang thường trú ở đâu", "long_text"),
    ("lien_he", "Địa chỉ liên hệ", "address"),
    ("que", "Quê quán", "place"),
    ("marital", "Tình trạng hôn nhân", "text"),
    ("spouse", "Họ tên vợ (chồng)", "name"),
    ("father", "Họ và tên cha", "name"),
    ("chu_ho", "Họ tên chủ hộ", "name"),
    ("bhyt", "Số thẻ bảo hiểm y tế", "text"),
    ("bhxh", "Mã số bảo hiểm xã hội", "text"),
    ("ngheo", "Gia đình có thuộc hộ nghèo không", "yes_no"),
    ("huu", "Ông bà có lương hưu không", "yes_no"),
    ("mst", "Mã số thuế", "tax_code"),
    ("phone", "Số điện thoại", "phone"),
    ("so_do", "Số Giấy chứng nhận quyền sử dụng đất", "text"),
    ("thua", "Thửa đất số", "text"),
    ("hkd", "Mã số hộ kinh doanh", "text"),
    ("gcs", "Số Giấy chứng sinh", "text"),
    ("gkh", "Số Giấy chứng nhận kết hôn", "text"),
    ("chet", "Nguyên nhân chết", "text"),
    ("mat", "Ngày mất của người thân", "date"),
    ("gui", "Địa chỉ nhận kết quả", "address"),
]

# What nobody can know, or nobody can look up
UNKNOWN = [
    ("dog_name", "Tên con chó", "text"),
    ("shop_name", "Tên cửa hàng", "text"),
    ("school", "Tên trường", "text"),
    ("new_name", "Họ tên mới", "name"),
    ("right_birth", "Ngày sinh sửa thành", "date"),
    ("witness", "Họ tên người làm chứng", "name"),
    ("seller_name", "Họ tên bên bán", "name"),
    ("bought_on", "Ngày mua", "date"),
    ("lost_on", "Ngày mất giấy", "date"),
    ("nick", "Tên gọi khác", "text"),
    ("place", "Nơi nuôi", "address"),
    ("new_home", "Địa chỉ nơi ở mới", "address"),
    ("company_phone", "Điện thoại cơ quan", "phone"),
    ("kennel", "Địa chỉ cơ sở nuôi", "address"),
    ("reason", "Lý do", "long_text"),
    ("sex_of_dog", "Đực hay cái", "text"),
    ("doctor", "Tên thuốc đã tiêm", "text"),
    ("event_name", "Tên lễ hội", "text"),
    ("child_name", "Tên bé", "name"),
    ("other_number", "Số định danh người bán", "personal_id"),
    ("named", "Ghi tên cha vào giấy", "yes_no"),
]


def asking(field_id: str, label: str, kind: str, more: str = "") -> str:
    """The sample with one more question."""
    field = f'        - {{id: {field_id}, label: "{label}", type: {kind}{more}}}\n'
    text = GOOD.replace("        - {id: promise", field + "        - {id: promise")
    return text.replace("fields: [keeper_home]", f"fields: [keeper_home, {field_id}]")


@pytest.mark.parametrize(("field_id", "label", "kind"), KNOWN)
def test_a_known_thing_is_not_asked(tmp_path: Path, field_id: str, label: str, kind: str) -> None:
    text = asking(field_id, label, kind)

    found = lint_text(tmp_path, text)

    assert [(each.rule, each.line) for each in found] == [(RULE, line_of(text, f"id: {field_id},"))]
    assert "prefill" in found[0].message
    assert "ask_again_reason" in found[0].message


@pytest.mark.parametrize(("field_id", "label", "kind"), UNKNOWN)
def test_what_nobody_knows_may_be_asked(tmp_path: Path, field_id: str, label: str, kind: str) -> None:
    assert lint_text(tmp_path, asking(field_id, label, kind)) == []


@pytest.mark.parametrize(("field_id", "label", "kind"), KNOWN[:3])
def test_a_reason_lets_it_pass(tmp_path: Path, field_id: str, label: str, kind: str) -> None:
    assert lint_text(tmp_path, asking(field_id, label, kind, ", ask_again_reason: Luật buộc hỏi lại")) == []


def test_an_empty_reason_does_not(tmp_path: Path) -> None:
    found = lint_text(tmp_path, asking("dob", "Ngày sinh", "date", ', ask_again_reason: " "'))

    assert [each.rule for each in found] == [RULE]


@pytest.mark.parametrize("source", ["const", "session", "earlier", "vault"])
def test_a_default_or_the_person_s_own_words_are_no_source(tmp_path: Path, source: str) -> None:
    path = {"const": "'1990-01-01'", "session": "today", "earlier": "dob", "vault": "phone"}[source]
    more = f", prefill: [{{source: {source}, path: {path}}}]"

    assert RULE in [each.rule for each in lint_text(tmp_path, asking("dob", "Ngày sinh", "date", more))]


PERSON_BY_NUMBER = """\
        - {id: seller_number, label: Số định danh người bán, type: personal_id}
        - {id: seller_name, label: Họ tên người bán, type: name%s}
        - {id: promise"""


def test_a_person_named_by_a_number_is_looked_up(tmp_path: Path) -> None:
    text = GOOD.replace("        - {id: promise", PERSON_BY_NUMBER % "")
    text = text.replace("fields: [keeper_home]", "fields: [keeper_home, seller_number, seller_name]")

    found = lint_text(tmp_path, text)

    assert [(each.rule, each.line) for each in found] == [(RULE, line_of(text, "id: seller_name"))]
    assert "field:seller_number" in found[0].message


def test_and_then_it_is_well(tmp_path: Path) -> None:
    prefill = ', prefill: [{source: population, path: full_name, of: "field:seller_number"}]'
    text = GOOD.replace("        - {id: promise", PERSON_BY_NUMBER % prefill)

    assert (
        lint_text(tmp_path, text.replace("fields: [keeper_home]", "fields: [keeper_home, seller_number, seller_name]"))
        == []
    )


def test_rows_of_people_are_looked_up_too(tmp_path: Path) -> None:
    section = """\
    - id: helpers
      title: Người cùng nuôi
      repeat: {max: 3, add_label: Thêm}
      fields:
        - {id: helper_number, label: Số định danh, type: personal_id}
        - {id: helper_birth, label: Ngày sinh, type: date}
"""
    text = GOOD.replace("  pages:", section + "  pages:").replace(
        "fields: [keeper_home]", "fields: [keeper_home, helpers]"
    )

    found = lint_text(tmp_path, text)

    assert [(each.rule, each.line) for each in found] == [(RULE, line_of(text, "id: helper_birth"))]


def test_of_a_newborn_the_hospital_has_told(tmp_path: Path) -> None:
    text = asking("child_birth", "Ngày sinh của bé", "date").replace(
        "\nname: Thông báo nuôi chó", "\nname: Khai sinh lưu động"
    )

    found = lint_text(tmp_path, text)

    assert [(each.rule, each.line) for each in found] == [(RULE, line_of(text, "id: child_birth"))]
