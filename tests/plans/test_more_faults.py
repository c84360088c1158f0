"""Faults by their kind, each in a plan of its own making: sums, shares, counts, doubts, bodies of districts."""

from __future__ import annotations

import pytest

from motcua.plans.reader import read_text
from tests.plans.written import AIMS, HEAD

WORK = (
    "III. NHIỆM VỤ\n1. Mở điểm hỗ trợ nộp hồ sơ trực tuyến "
    "(Công an xã chủ trì; trước 30/6/2026; sản phẩm: điểm hỗ trợ).\n"
)
END = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn An\n"


def faults(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in read_text(HEAD + text).anomalies:
        found.setdefault(one.kind, []).append(one.message)
    return found


@pytest.mark.parametrize(
    ("said", "kind", "words"),
    [
        ("Xã tiếp nhận 300 hồ sơ, trong đó 240/300 hồ sơ nộp trực tuyến, đạt 85%.", "share_wrong", "240/300 = 80%"),
        ("Nhận 2.000 hồ sơ; trong đó trả tiền qua mạng 900 hồ sơ (chiếm 40%).", "share_wrong", "900/2.000 = 45%"),
        ("Đã trả 1.100 hồ sơ, trong đó đúng hạn 1.045 hồ sơ, đạt 96%.", "share_wrong", "1.045/1.100 = 95%"),
        ("Có 260/500 hộ có ít nhất 01 người biết dùng VNeID (đạt 55%).", "share_wrong", "260/500 = 52%"),
        ("Xã nhận 8.250 hồ sơ. Hồ sơ được số hóa là 6.270 hồ sơ, chiếm 78%.", "share_wrong", "6.270/8.250 = 76%"),
        ("Dự toán 500 triệu đồng, trong đó ngân sách 300 triệu đồng, xã hội hóa 150 triệu đồng.", "sum_wrong", "= 450"),
        ("Có 120 thủ tục, gồm 70 thủ tục toàn trình và 40 thủ tục một phần.", "sum_wrong", "70 + 40 = 110"),
        ("Đạt 80/100 điểm: công khai 30/40 điểm; tiến độ 25/30 điểm; hài lòng 28/30 điểm.", "sum_wrong", "= 83"),
    ],
)  # fmt: skip
def test_figures_that_do_not_follow_from_each_other(said: str, kind: str, words: str) -> None:
    found = faults(f"I. THỰC TRẠNG\n1. {said}\n" + AIMS + WORK + END)
    assert any(words in message for message in found[kind])


@pytest.mark.parametrize(
    "said",
    [
        "Xã tiếp nhận 300 hồ sơ, trong đó 240/300 hồ sơ nộp trực tuyến, đạt 80%.",
        "Dự toán 500 triệu đồng, trong đó ngân sách 300 triệu đồng, xã hội hóa 200 triệu đồng.",
        "Dự toán 500 triệu đồng, trong đó mua máy quét 120 triệu đồng.",
        "Xã nhận 8.250 hồ sơ. Hồ sơ được số hóa là 6.270 hồ sơ, chiếm 76%. Hồ sơ đất đai là 700 hồ sơ, chiếm 40%.",
        "Có 120 thủ tục, gồm 70 thủ tục toàn trình và 50 thủ tục một phần.",
        "Đạt 83/100 điểm: công khai 30/40 điểm; tiến độ 25/30 điểm; hài lòng 28/30 điểm.",
        "Xếp thứ 12/45 xã; 07/09 thôn có tổ công nghệ số.",
    ],
)
def test_figures_that_do_follow_are_no_faults(said: str) -> None:
    found = faults(f"I. THỰC TRẠNG\n1. {said}\n" + AIMS + WORK + END)
    assert not {"share_wrong", "sum_wrong", "parts_differ"} & set(found)


TABLE = (
    "| TT | Nhiệm vụ | Chủ trì | Thời hạn | Sản phẩm |\n|---|---|---|---|---|\n"
    "| 1 | Rà soát hồ sơ trực tuyến | Công an xã | 31/3/2026 | Báo cáo |\n"
    "| 2 | Hỗ trợ nộp hồ sơ trực tuyến | Phòng Kinh tế; Công an xã | Tháng 5/2026 | Sổ theo dõi |\n"
    "| 3 | Đo sự hài lòng | Phòng Nội vụ thành phố Sông Biếc | Quý III | Phiếu đo |\n"
    "| 4 | Đo sự hài lòng lần hai | Phòng Tài nguyên và Môi trường | sau mùa bão năm 2026 | Phiếu đo |\n"
)


def test_a_table_is_held_against_what_is_said_of_it() -> None:
    found = faults(AIMS + "III. NHIỆM VỤ\nGiao 06 nhiệm vụ theo Biểu dưới đây.\n\n" + TABLE + END)
    assert any("nêu 6 nhiệm vụ" in message and "chỉ có 4" in message for message in found["count_differs"])
    assert faults(AIMS + "III. NHIỆM VỤ\nGiao 04 nhiệm vụ theo Biểu dưới đây.\n\n" + TABLE).get("count_differs") is None


def test_deadlines_without_a_day_or_a_year_and_tasks_of_several_leads_are_told() -> None:
    found = faults(AIMS + "III. NHIỆM VỤ\nTheo Biểu dưới đây.\n\n" + TABLE + END)
    assert sorted(found["deadline_vague"]) == [
        "Hạn nhiệm vụ 3 “Quý III” không ghi năm",
        "Hạn “sau mùa bão năm 2026” của nhiệm vụ 4 không quy được ra ngày",
    ]
    assert found["several_leads"] == ["Nhiệm vụ 2 có nhiều cơ quan cùng chủ trì"]


def test_bodies_of_a_city_under_a_province_and_departments_of_districts_have_ended() -> None:
    found = faults(AIMS + "III. NHIỆM VỤ\nTheo Biểu dưới đây.\n\n" + TABLE + END)
    said = " | ".join(found["unit_ended"])
    assert "Nhiệm vụ 3 giao cho Phòng Nội vụ thành phố Sông Biếc" in said
    assert "Phòng Tài nguyên và Môi trường không còn; đề xuất thay bằng Phòng Kinh tế" in said


def test_a_signature_that_does_not_say_for_whom() -> None:
    assert "signature_form" in faults(AIMS + WORK + "Nơi nhận:\n- Lưu: VT.\nCHỦ TỊCH\nLê Văn An\n")
    assert "signature_form" not in faults(AIMS + WORK + "Nơi nhận:\n- Lưu: VT.\n" + END)


@pytest.mark.parametrize(
    ("work", "beyond"),
    [
        ("Ban hành danh mục dịch vụ công trực tuyến của tỉnh", True),
        ("Nâng cấp tuyến cáp quang trục về xã", True),
        ("Miễn lệ phí nộp trực tuyến", True),
        ("Miễn lệ phí nộp trực tuyến theo Nghị quyết của HĐND tỉnh", False),
        ("Ban hành văn bản triển khai kế hoạch của tỉnh", False),
        ("Nâng cấp máy quét tại quầy", False),
    ],
)
def test_work_a_commune_cannot_decide(work: str, beyond: bool) -> None:
    task = f"III. NHIỆM VỤ\n1. {work} (Công an xã chủ trì; 30/6/2026; sản phẩm: văn bản).\n2. Đo hài lòng.\n"
    assert ("beyond_power" in faults(AIMS + task + END)) is beyond


@pytest.mark.parametrize(
    "work",
    [
        "Văn phòng HĐND và UBND xã chủ trì, phối hợp với Phòng Kinh tế ban hành Nghị quyết miễn, giảm phí, lệ phí.",
        "Phê duyệt quy hoạch, cấp phép lắp đặt tuyến cáp quang biển mới (Phòng Kinh tế chủ trì; quý II/2026).",
    ],
)
def test_work_above_a_commune_is_told_whoever_leads_it(work: str) -> None:
    assert faults(AIMS + f"III. NHIỆM VỤ\n1. {work}\n2. Tập huấn tổ công nghệ số.\n" + END).get("beyond_power")


def test_a_year_that_targets_name_is_no_slip() -> None:
    rows = "".join(f"| {n} | Số hóa hồ sơ đợt {n} | Công an xã | 30/6/2026 | Báo cáo |\n" for n in range(5, 9))
    late = (
        "| 9 | Số hóa kho | Công an xã | 30/6/2027 | Kho số |\n| 10 | Tổng kết | Công an xã | 31/12/2026 | Báo cáo |\n"
    )
    text = "III. NHIỆM VỤ\nTheo Biểu dưới đây.\n\n" + TABLE.replace("Tháng 5/2026", "15/5/2026") + rows + late + END
    assert any("30/6/2027" in message for message in faults(AIMS + text).get("deadline_year", []))
    aims = AIMS + "2. Đến hết năm 2027, tỷ lệ hồ sơ trực tuyến đạt tối thiểu 98%.\n"
    assert not any("30/6/2027" in message for message in faults(aims + text).get("deadline_year", []))
