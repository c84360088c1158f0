"""Which measure a sentence of a goal speaks of, and what it asks: many wordings of the same things, one plan of all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from motcua.plans.reader import read_text, to_json

WORDINGS = [
    line.split("|") for line in (Path(__file__).parent / "files" / "wordings.txt").read_text("utf-8").splitlines()
]
HEAD = """UBND XÃ AN LẠC
Số: 12/KH-UBND
An Lạc, ngày 10 tháng 01 năm 2026

KẾ HOẠCH
Nâng cao chất lượng cung cấp dịch vụ công trực tuyến trên địa bàn xã An Lạc {years}

"""
TAIL = "\nIII. NHIỆM VỤ\n1. Tuyên truyền trên loa. Phòng Văn hóa - Xã hội chủ trì. Hoàn thành trước ngày 30/6/2026.\n"


def read(body: str, years: str = "năm 2026") -> dict[str, Any]:
    return to_json(read_text(HEAD.format(years=years) + body + TAIL))


@pytest.fixture(scope="module")
def found() -> dict[int, list[tuple[str, str, str, str]]]:
    said = "".join(f"- {text}\n" for *_, text in WORDINGS)
    by_line: dict[int, list[tuple[str, str, str, str]]] = {}
    for one in read(f"II. MỤC TIÊU CỤ THỂ NĂM 2026\n{said}")["targets"]:
        key = (one["metric"], one["comparator"], str(one["value"]), one["unit"])
        by_line.setdefault(one["source"]["line"], []).append(key)
    return by_line


@pytest.mark.parametrize("number", range(len(WORDINGS)), ids=lambda number: WORDINGS[number][4][:60])
def test_a_wording_is_of_its_measure(number: int, found: dict[int, list[tuple[str, str, str, str]]]) -> None:
    first = HEAD.count("\n") + 2
    assert found.get(first + number) == [tuple(WORDINGS[number][:4])]


ONLINE, PAID, ON_TIME = "online_dossier_rate", "online_payment_rate", "on_time_rate"


@pytest.mark.parametrize(
    ("years", "said", "wanted"),
    [
        ("giai đoạn 2026 - 2028", "- Hồ sơ nộp trực tuyến đạt tối thiểu 75% (năm 2026), 85% (năm 2027).",
         [(ONLINE, ">=", 75, 2026), (ONLINE, ">=", 85, 2027)]),
        ("năm 2026", "Phấn đấu tỷ lệ hồ sơ trực tuyến và thanh toán trực tuyến lần lượt đạt 80% và 60%.",
         [(ONLINE, "=", 80, 2026), (PAID, "=", 60, 2026)]),
        ("năm 2026", "- Tỷ lệ hồ sơ trực tuyến và tỷ lệ thanh toán trực tuyến đều đạt từ 70% trở lên.",
         [(ONLINE, ">=", 70, 2026), (PAID, ">=", 70, 2026)]),
        ("giai đoạn 2026 - 2030", "1. Đến năm 2027\n- Hồ sơ trực tuyến đạt 80%.\n2. Tầm nhìn đến năm 2030\n"
         "- Hồ sơ trực tuyến đạt 95%.", [(ONLINE, "=", 80, 2027), (ONLINE, "=", 95, 2030)]),
        ("giai đoạn 2025 - 2026", "1. Đến ngày 31 tháng 12 năm 2025\na) 70% hồ sơ trở lên được nộp trực tuyến.\n"
         "2. Năm 2026\na) 80% hồ sơ trở lên được nộp trực tuyến.",
         [(ONLINE, ">=", 70, 2025), (ONLINE, ">=", 80, 2026)]),
        ("năm 2026", "- 100% công chức được tập huấn ít nhất 02 lần.", [("staff_trained_rate", "=", 100, 2026)]),
        ("năm 2026", "- Không hồ sơ nào trễ hạn.\n- Từ 85% hồ sơ nộp trực tuyến.",
         [(ONLINE, ">=", 85, 2026), (ON_TIME, "=", 100, 2026)]),
        ("năm 2026", "- Tỷ lệ hồ sơ trực tuyến đạt 75%, trong đó giảm tỷ lệ hồ sơ nộp hộ so với năm 2025.",
         [("assisted_submission_rate", "decrease", None, 2026), (ONLINE, "=", 75, 2026)]),
    ],
)  # fmt: skip
def test_a_sentence_of_a_goal_gives_its_targets(years: str, said: str, wanted: list[tuple[Any, ...]]) -> None:
    targets = read(f"II. MỤC TIÊU\n{said}\n", years)["targets"]
    got = [(one["metric"], one["comparator"], one["value"], one["year"]) for one in targets]
    assert sorted(got, key=str) == sorted(wanted, key=str)


@pytest.mark.parametrize(
    "beside",
    [
        "V. KINH PHÍ\n| TT | Nội dung | Số lượng | Đơn giá (đồng) | Thành tiền (đồng) |\n|---|---|---|---|---|\n"
        "| 1 | In tờ rơi | 2.000 | 1.500 | 3.000.000 |\n| 2 | Mua máy quét | 2 | 12.000.000 | 24.000.000 |\n",
        "1. Mục tiêu chung\nNâng cao tỷ lệ hồ sơ trực tuyến; giảm số lần đi lại của người dân.\n",
        "VI. KHEN THƯỞNG\n- Đơn vị đạt từ 90% hồ sơ trực tuyến được xét thi đua; đơn vị dưới 60% bị phê bình.\n",
        "V. SỰ CẦN THIẾT\nQuyết định số 1565/QĐ-TTg đặt mục tiêu năm 2026 tối thiểu 80% hồ sơ trực tuyến toàn trình.\n",
        "- Hồ sơ trực tuyến cao hơn 1% so với chỉ tiêu tỉnh giao (tỉnh giao 70%).\n",
    ],
)
def test_what_is_bought_hoped_rewarded_or_asked_of_others_is_no_target(beside: str) -> None:
    targets = read(f"II. MỤC TIÊU\n- 2026: hồ sơ trực tuyến đạt 75%.\n{beside}")["targets"]
    assert [(one["metric"], one["value"]) for one in targets] == [(ONLINE, 75)]


def test_the_next_numbered_part_ends_the_year_of_the_one_before() -> None:
    said = (
        "2. Mục tiêu cụ thể\n2.1. Năm 2026\n- Hồ sơ trực tuyến đạt 70%.\n2.2. Yêu cầu\n"
        "- Tăng tỷ lệ hồ sơ người dân tự nộp.\n"
    )
    years = {one["metric"]: one["year"] for one in read(f"II. MỤC TIÊU\n{said}", "giai đoạn 2026 - 2030")["targets"]}
    assert years == {ONLINE: 2026, "remote_self_service_rate": None}


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Năm 2025, xã tiếp nhận 2.750 hồ sơ; 1.595/2.750 hồ sơ (58%) được thanh toán trực tuyến.", [(PAID, 58)]),
        ("Xã có 15 thôn, 2.000 hộ. Đã thành lập 12/15 Tổ công nghệ số cộng đồng (đạt 80%).",
         [("community_team_coverage", 80)]),
        ("Hồ sơ trễ hạn còn 48 hồ sơ, chiếm 2%. Còn 05 thôn lõm sóng.",
         [("other", 2), ("village_signal_gap_count", 5)]),
        ("Mức độ hài lòng đạt 91,5%. Mới có 640/1.164 đảng viên có chữ ký số cá nhân, tỷ lệ 55%.",
         [("procedure_satisfaction_rate", 91.5), ("other", 55)]),
    ],
)  # fmt: skip
def test_what_was_reached_is_measured_and_sizes_are_not(said: str, wanted: list[tuple[str, float]]) -> None:
    plan = read(f"I. TÌNH HÌNH NĂM 2025\n{said}\nII. MỤC TIÊU\n- Hồ sơ trực tuyến đạt ít nhất 99%.\n")
    got = [(one["metric"], one["value"]) for one in plan["baseline"]]
    assert sorted(got, key=str) == sorted(wanted, key=str)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("Văn phòng HĐND và UBND xã báo cáo UBND tỉnh trước ngày 10/10/2026.", "once"),
        ("Văn phòng HĐND và UBND xã báo cáo UBND tỉnh trước ngày 15/12/2026.", "annual"),
        ("Phòng Kinh tế báo cáo UBND xã trước ngày 20 của tháng cuối quý.", "quarterly"),
        ("Phòng Kinh tế cung cấp danh sách hồ sơ nộp hộ cho Công an xã hằng tháng.", "monthly"),
        ("Các đơn vị có khó khăn báo cáo UBND xã để xem xét.", "ad_hoc"),
    ],
)
def test_how_often_a_report_is_owed(said: str, wanted: str) -> None:
    plan = to_json(read_text(HEAD.format(years="năm 2026") + TAIL + f"IV. CHẾ ĐỘ BÁO CÁO\n1. {said}\n"))
    assert [one["frequency"]["type"] for one in plan["reporting"]] == [wanted]


def test_lone_numbers_that_count_pages_are_no_words() -> None:
    page = "Loa truyền thanh đọc bản tin về nộp hồ sơ qua mạng.\n" * 14
    said = "1. Phòng Kinh tế hằng quý báo cáo kết quả về Văn phòng\n\n3\n\nHĐND và UBND xã.\n"
    plan = read(f"II. MỤC TIÊU\n{page}\n2\n\n{page}IV. CHẾ ĐỘ BÁO CÁO\n{said}")
    assert [one["to"] for one in plan["reporting"]] == ["Văn phòng HĐND và UBND xã"]
