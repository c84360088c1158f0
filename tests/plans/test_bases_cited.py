"""What a plan rests on where scanners and long names get in the way."""

from __future__ import annotations

import pytest

from motcua.plans.reader import Plan, read_text

HEAD = """UBND XÃ TÂN PHÚ
Số: 12/KH-UBND
Tân Phú, ngày 10 tháng 01 năm 2026
KẾ HOẠCH
Nâng cao chất lượng dịch vụ công trực tuyến năm 2026
{bases}
I. MỤC TIÊU
1. Hồ sơ nộp trực tuyến đạt ít nhất 80%.
II. NHIỆM VỤ
1. Tuyên truyền đến người dân. Chủ trì: Phòng Văn hóa - Xã hội.
"""


def plan_of(*bases: str) -> Plan:
    return read_text(HEAD.format(bases="\n".join(bases)))


def test_what_a_cited_document_is_about_is_no_basis_of_its_own() -> None:
    plan = plan_of(
        "Căn cứ Chỉ thị số 24/CT-TTg ngày 13/9/2025 của Thủ tướng Chính phủ về đẩy mạnh triển khai Đề án 06;"
    )
    assert [one.number for one in plan.meta.legal_bases] == ["24/CT-TTg"]


def test_a_scheme_named_alone_is_one() -> None:
    assert [one.number for one in plan_of("Thực hiện Đề án 06 về dữ liệu dân cư;").meta.legal_bases] == ["Đề án 06"]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [("1565/QP-TTg", "1565/QĐ-TTg"), ("1565/QB-TTg", "1565/QĐ-TTg"), ("118/2025/NP-CP", "118/2025/NĐ-CP")],
)
def test_a_letter_that_scanners_misread_in_a_number_is_put_right(printed: str, meant: str) -> None:
    plan = plan_of(f"Căn cứ văn bản số {printed} ngày 18/7/2025 của Chính phủ về dịch vụ công trực tuyến;")
    assert [one.number for one in plan.meta.legal_bases] == [meant]


@pytest.mark.parametrize(
    "said",
    [
        "UBND xã Tân Phú ban hành Kế hoạch nâng cao tỷ lệ hồ sơ trực tuyến năm 2026 với các nội dung sau:",
        "Ủy ban nhân dân xã xây dựng Kế hoạch tăng tỷ lệ thanh toán trực tuyến như sau:",
    ],
)
def test_the_sentence_that_issues_the_plan_promises_nothing(said: str) -> None:
    assert [one.value for one in plan_of(said).targets] == [80]
