"""Counts announced in any wording against what is listed; percentages against the counts beside them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from motcua.plans.reader import read_text
from tests.plans.written import AIMS, HEAD

END = (
    "IV. TỔ CHỨC THỰC HIỆN\n1. Công an xã báo cáo hằng quý.\n2. Phòng Kinh tế theo dõi.\n"
    "Nơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Văn An\n"
)
_FIVE = range(1, 6)
_WORK = "Mở điểm hỗ trợ số {} (Công an xã chủ trì; trước 30/6/2026; sản phẩm: điểm).\n"
_WORDS = ("", "", "hai", "ba", "bốn", "năm", "sáu")
_ROWS = "| TT | Nhiệm vụ | Chủ trì | Thời hạn | Sản phẩm |\n|---|---|---|---|---|\n" + "".join(
    f"| {n} | Hỗ trợ nộp hồ sơ {n} | Công an xã | 31/3/2026 | Báo cáo |\n" for n in _FIVE
)
_NUMBERED = "".join(f"{n}. {_WORK.format(n)}" for n in _FIVE)
_NAMED = "".join(
    f"Nhiệm vụ {n}. Mở điểm {n}\n- Chủ trì: Công an xã\n- Thời hạn: 30/6/2026\n- Sản phẩm: điểm\n" for n in _FIVE
)
_LETTERED = "".join(f"{mark}) Mở điểm hỗ trợ số {mark}.\n" for mark in "abcde")

LISTS: dict[str, Callable[[int], str]] = {
    "a heading, in brackets": lambda n: f"III. NHIỆM VỤ (0{n})\n{_NUMBERED}",
    "a heading": lambda n: f"III. 0{n} NHIỆM VỤ TRỌNG TÂM\n{_NUMBERED}",
    "in words": lambda n: f"III. NHIỆM VỤ\nXã tập trung thực hiện {_WORDS[n]} nhiệm vụ sau:\n{_NUMBERED}",
    "brackets behind the noun": lambda n: (
        f"III. NHIỆM VỤ\nCác nhiệm vụ sau (0{n}):\n" + "".join(f"- {_WORK.format(k)}" for k in _FIVE)
    ),
    "in one sentence": lambda n: f"III. GIẢI PHÁP\nCó 0{n} giải pháp: (1) xem; (2) nghe; (3) hỏi; (4) ghi; (5) sửa.\n",
    "letters": lambda n: f"III. NHIỆM VỤ\nXã giao 0{n} việc cho các phòng:\n{_LETTERED}",
    "named by number": lambda n: f"III. NHIỆM VỤ\nĐợt này có 0{n} nhiệm vụ, mỗi nhiệm vụ một đơn vị.\n{_NAMED}",
    "rows": lambda n: f"III. NHIỆM VỤ\nThực hiện 0{n} nhiệm vụ dưới đây:\n{_ROWS}",
    "across groups": lambda n: (
        f"III. NHIỆM VỤ\nGồm 0{n} nhiệm vụ ở 02 lĩnh vực\nA. Đất đai\n1. Làm một\n2. Làm hai\n"
        "B. Hộ tịch\n3. Làm ba\n4. Làm bốn\n5. Làm năm\n"
    ),
    "beneath a number": lambda n: f"3. NHIỆM VỤ\nCó 0{n} nhiệm vụ sau:\n{_NUMBERED}",
}


def faults(text: str, kind: str) -> list[str]:
    return [one.message for one in read_text(HEAD + text).anomalies if one.kind == kind]


@pytest.mark.parametrize("way", LISTS)
def test_a_wrong_count_is_told_and_a_right_one_is_not(way: str) -> None:
    assert faults(AIMS + LISTS[way](5) + END, "count_differs") == []
    for wrong in (4, 6):
        assert len(faults(AIMS + LISTS[way](wrong) + END, "count_differs")) == 1, wrong


def test_groups_and_what_they_hold_are_two_counts() -> None:
    groups = "".join(f"{n}. Nhóm việc\n" + "".join(f"- Việc {n}{k}\n" for k in "abcde") for n in (1, 2, 3))
    said = "III. NHIỆM VỤ\nKế hoạch gồm mười lăm công việc chia thành {} nhóm:\n"
    assert faults(AIMS + said.format("03") + groups + END, "count_differs") == []
    assert len(faults(AIMS + said.format("04") + groups + END, "count_differs")) == 1


@pytest.mark.parametrize(
    "harmless",
    [
        "III. NHIỆM VỤ\nHoàn thành nhiệm vụ 3 trong 02 tháng.\n" + _NUMBERED,
        "III. NHIỆM VỤ\nTrong năm nhiệm vụ được giao, xã đã xong cả.\n" + _NUMBERED,
        "III. NHIỆM VỤ\nTiếp tục 12 chỉ tiêu của tỉnh giao theo Quyết định số 15/QĐ-UBND.\n" + _NUMBERED,
    ],
)
def test_counts_that_announce_no_list(harmless: str) -> None:
    assert faults(AIMS + harmless + END, "count_differs") == []


WRONG = [
    ("Phường có 30 tổ dân phố thì 24 tổ có Tổ công nghệ số hoạt động (75%).", "24/30 = 80%"),
    ("Tiếp nhận 8.450 hồ sơ, trong đó có 7.267 hồ sơ trực tuyến, chiếm 86%; 5.239 hồ sơ trả điện tử, chiếm 72%.",
     "5.239/8.450 = 62%"),
    ("Có 712 trong tổng số 4.310 hồ sơ nộp trực tuyến, đạt 19%.", "712/4.310 = 16,52%"),
    ("Đã có 24/30 tổ (75 %).", "24/30 = 80%"),
    ("Đã số hóa 1.200 trên tổng số 2.000 kết quả (65%).", "1.200/2.000 = 60%"),
    ("Tỷ lệ đúng hạn đạt 96% (5.719/6.020 hồ sơ).", "5.719/6.020 = 95%"),
    ("Giải quyết đúng hạn 5.719 hồ sơ trên 6.020 hồ sơ tiếp nhận, đạt tỷ lệ 97%.", "5.719/6.020 = 95%"),
    ("Tiếp nhận 6.020 hồ sơ, đúng hạn 5.719 hồ sơ, đạt 95%; trực tuyến 5.117 hồ sơ, đạt 80%.", "5.117/6.020 = 85%"),
    ("Toàn xã có 12 thôn, 9 thôn đã có Tổ công nghệ số, đạt tỷ lệ 80%.", "9/12 = 75%"),
    ("Có 256 người tham gia trong số 400 người được mời, chiếm 60%.", "256/400 = 64%"),
    ("Tổng số 48 cán bộ, công chức; 36 cán bộ được cấp chữ ký số (tỷ lệ 70%).", "36/48 = 75%"),
    ("Tiếp nhận 2.400 hồ sơ. Trong đó, trực tuyến 1.800 hồ sơ, chiếm 70%.", "1.800/2.400 = 75%"),
]  # fmt: skip
RIGHT = [
    "Phường có 30 tổ dân phố thì 24 tổ có Tổ công nghệ số hoạt động (80%).",
    "Tiếp nhận 6.020 hồ sơ, đúng hạn 5.719 hồ sơ, đạt 95%; trực tuyến 5.117 hồ sơ, đạt 85%.",
    "Nhận 42 phản ánh, kiến nghị, đã trả lời đúng hạn 39 phản ánh, kiến nghị, đạt 92,9%.",
    "Kho còn 46.200 kết quả thủ tục hành chính còn hiệu lực, mới số hóa được 16.262 kết quả (35,2%).",
    "Tiếp nhận 5.000 hồ sơ; đã giải quyết 4.800 hồ sơ, trong đó đúng hạn 4.700 hồ sơ, đạt 97,9%.",
    "Năm 2025 tiếp nhận 1.200 hồ sơ, tăng 20% so với năm 2024; 12 thôn đạt 100%.",
    "07/09 thôn có tổ công nghệ số, 80% hộ dân dùng VNeID.",
    "Mở 06 điểm hướng dẫn, 02 điểm đạt 100% chỉ tiêu.",
    "Giải quyết 4.310 hồ sơ, đúng hạn gần 90%.",
]


@pytest.mark.parametrize(("said", "words"), WRONG)
def test_a_share_that_does_not_follow(said: str, words: str) -> None:
    found = faults(f"I. THỰC TRẠNG\n{said}\n" + AIMS + "III. NHIỆM VỤ\n" + _NUMBERED + END, "share_wrong")
    assert len(found) == 1
    assert words in found[0]


@pytest.mark.parametrize("said", RIGHT)
def test_a_share_that_follows(said: str) -> None:
    assert faults(f"I. THỰC TRẠNG\n{said}\n" + AIMS + "III. NHIỆM VỤ\n" + _NUMBERED + END, "share_wrong") == []


def test_columns_of_total_part_and_share() -> None:
    head = "| TT | Lĩnh vực | Tổng số hồ sơ | Hồ sơ trực tuyến | Tỷ lệ (%) |\n|---|---|---|---|---|\n"
    rows = "| 1 | Hộ tịch | 400 | 300 | 75 |\n| 2 | Đất đai | 200 | 90 | {} |\n| 3 | Khác | 50 | 40 | 80 |\n"
    text = "I. THỰC TRẠNG\nSố liệu năm 2025:\n" + head + rows + AIMS + "III. NHIỆM VỤ\n" + _NUMBERED + END
    assert faults(text.format("45"), "share_wrong") == []
    assert faults(text.format("54"), "share_wrong") == ["90/200 = 45% nhưng ghi 54%"]


def test_parts_listed_beneath_their_whole() -> None:
    text = (
        "I. THỰC TRẠNG\nTiếp nhận 2.000 hồ sơ, trong đó:\n- Trực tuyến: 1.500 hồ sơ (70%);\n- Trực tiếp: 500 hồ sơ.\n"
    )
    assert faults(text + AIMS + "III. NHIỆM VỤ\n" + _NUMBERED + END, "share_wrong") == [
        "1.500/2.000 = 75% nhưng ghi 70%"
    ]
