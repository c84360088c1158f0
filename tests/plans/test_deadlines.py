"""Deadlines in every wording, and agencies in a cell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.plans.reader.agencies import agencies_of, agency_likeness, is_agency, same_agency
from motcua.plans.reader.deadlines import deadline_in, deadline_of

CASES = [
    ("Tháng 10/2025", "month", "2025-10-31"),
    ("Tháng 02 năm 2028", "month", "2028-02-29"),
    ("10/2025", "month", "2025-10-31"),
    ("Quý I/2025", "quarter", "2025-03-31"),
    ("Quý IV năm 2025", "quarter", "2025-12-31"),
    ("Quý 2/2026", "quarter", "2026-06-30"),
    ("Quý III, IV/2025", "quarter", "2025-12-31"),
    ("6 tháng đầu năm 2026", "date", "2026-06-30"),
    ("Từ tháng 9 đến tháng 11/2025", "month", "2025-11-30"),
    ("Trong năm 2025", "year", "2025-12-31"),
    ("Năm 2026", "year", "2026-12-31"),
    ("2026", "year", "2026-12-31"),
    ("Giai đoạn 2025 - 2030", "year", "2030-12-31"),
    ("Trước ngày 31/12/2025", "date", "2025-12-31"),
    ("Ngày 05 tháng 9 năm 2025", "date", "2025-09-05"),
    ("15.12.2025", "date", "2025-12-15"),
    ("Thường xuyên", "regular", None),
    ("Thường xuyên, báo cáo trước ngày 15/12/2025", "regular", None),
    ("Hằng năm", "annual", None),
    ("Hàng tháng", "monthly_quarterly", None),
    ("Hằng quý", "monthly_quarterly", None),
    ("từ ngày 15/3/2026, hằng tuần", "regular", None),
    ("từ tháng 10/2025, thường xuyên", "regular", None),
    ("trước ngày 01/9/2026 (trước mùa mưa bão)", "date", "2026-09-01"),
    ("ngay sau khi có quyết định công bố", "regular", None),
    ("Theo lộ trình của Bộ Công an", "roadmap", None),
    ("Chậm nhất 10 ngày làm việc", "working_days", None),
    ("", "none", None),
    ("-", "none", None),
]


@pytest.mark.parametrize(("raw", "kind", "due"), CASES)
def test_wordings(raw: str, kind: str, due: str | None) -> None:
    found = deadline_of(raw)
    assert (found.type, found.due) == (kind, due)


def test_before_a_day_excludes_it() -> None:
    assert deadline_of("Trước ngày 31/12/2025").inclusive is False
    assert deadline_of("Ngày 31/12/2025").inclusive is None


def test_every_year_keeps_the_years_of_the_plan() -> None:
    found = deadline_of("Hằng năm (bắt đầu từ năm 2026)", period=(2025, 2030))
    assert (found.from_year, found.until_year) == (2026, 2030)
    assert deadline_of("Hằng năm", period=(2025, 2030)).from_year == 2025


def test_a_day_no_calendar_has() -> None:
    found = deadline_of("Trước ngày 31/11/2025")
    assert found.impossible == "31/11/2025"
    assert found.due is None


def test_words_stay_as_written() -> None:
    assert deadline_of(" Quý  IV/2025. ").raw == "Quý IV/2025"


@pytest.mark.parametrize(
    ("sentence", "kind", "due"),
    [
        ("Rà soát danh mục, hoàn thành trong tháng 10/2025.", "month", "2025-10-31"),
        ("Rà soát danh mục (hoàn thành trước ngày 15/12/2025).", "date", "2025-12-15"),
        ("Thời gian hoàn thành: Quý II/2026.", "quarter", "2026-06-30"),
        ("Tuyên truyền cho người dân.", "none", None),
        ("Triển khai thường xuyên việc niêm yết.", "regular", None),
        ("Ra quân hướng dẫn từng hộ vào ngày Chủ nhật cuối tháng.", "monthly_quarterly", None),
    ],
)
def test_inside_a_sentence(sentence: str, kind: str, due: str | None) -> None:
    found = deadline_in(sentence)
    assert (found.type, found.due) == (kind, due)


@given(st.text(alphabet="0123456789/ .-thángquýnămIVtrước", max_size=30))
def test_no_wording_breaks_it(text: str) -> None:
    found = deadline_of(text)
    assert found.type in {
        "month", "quarter", "year", "date", "regular", "annual", "roadmap", "monthly_quarterly", "working_days", "none",
    }  # fmt: skip


AGENCIES = [
    ("Các sở, ban, ngành; UBND các xã, phường", ["Các sở, ban, ngành", "UBND các xã, phường"]),
    ("Sở Khoa học và Công nghệ, UBND các xã, phường", ["Sở Khoa học và Công nghệ", "UBND các xã, phường"]),
    ("Văn phòng HĐND và UBND xã", ["Văn phòng HĐND và UBND xã"]),
    ("Phòng Kinh tế và các cơ quan liên quan", ["Phòng Kinh tế", "các cơ quan liên quan"]),
    ("UBND tỉnh, cấp xã", ["UBND tỉnh", "UBND cấp xã"]),
    ("- Phòng Văn hóa - Xã hội; - Công an xã", ["Phòng Văn hóa - Xã hội", "Công an xã"]),
    ("Báo và Phát thanh, Truyền hình tỉnh", ["Báo và Phát thanh, Truyền hình tỉnh"]),
    ("-", []),
    ("", []),
]


@pytest.mark.parametrize(("cell", "names"), AGENCIES)
def test_agencies_in_a_cell(cell: str, names: list[str]) -> None:
    assert agencies_of(cell) == names


def test_agencies_are_told_from_other_words() -> None:
    assert is_agency("Phòng Văn hóa - Xã hội")
    assert is_agency("Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã")
    assert not is_agency("Tổ chức thực hiện Kế hoạch")
    assert not is_agency("Nâng cao chất lượng")
    assert agency_likeness("Sở Nội vụ; Công an tỉnh") > 0.9
    assert agency_likeness("Quyết định về rút ngắn thời gian giải quyết") < 0.5


def test_the_same_agency_in_two_spellings() -> None:
    assert same_agency("Văn phòng HĐND&UBND", "Văn phòng HĐND và UBND")
    assert same_agency("Trung tâm Phục vụ HCC xã", "Trung tâm Phục vụ hành chính công xã")
    assert not same_agency("Phòng Kinh tế", "Công an xã")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Số hóa hồ sơ, chậm nhất 10 ngày làm việc kể từ ngày ban hành Kế hoạch.", 10),
        ("Trả lời (chậm nhất 05 ngày làm việc kể từ ngày nhận được văn bản).", 5),
        ("Niêm yết thủ tục mới trong vòng 03 ngày làm việc từ khi có quyết định công bố", 3),
        ("Gửi danh sách, chậm nhất 7 ngày làm việc", 7),
        ("Giải quyết 100% hồ sơ trong 03 ngày làm việc", None),  # how long a case takes, not when the work is due
    ],
)
def test_days_from_something_inside_a_sentence(text: str, days: int | None) -> None:
    found = deadline_in(text)
    assert (found.type, found.days) == (("working_days", days) if days else ("none", None))
