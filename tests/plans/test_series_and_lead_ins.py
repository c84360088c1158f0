"""Levels said one after the other, years of parts, and what a lead-in says of everything that stands beneath it."""

from __future__ import annotations

import pytest

from motcua.plans.reader import Plan, read_text
from tests.plans.written import AIMS, HEAD

PROVINCE = """ỦY BAN NHÂN DÂN
TỈNH HÀ NAM
Số: 15/KH-UBND
Hà Nam, ngày 05 tháng 02 năm 2026
KẾ HOẠCH
Nâng cao chất lượng dịch vụ công trực tuyến năm 2026
"""
SPAN = HEAD.replace("tuyến năm 2026\n", "tuyến giai đoạn 2026 - 2027\n")
WORK = "III. NHIỆM VỤ\n1. Tập huấn cho công chức. Chủ trì: Công an xã. Sản phẩm: Báo cáo. Thời gian: quý II/2026.\n"


def _figures(text: str) -> list[tuple[str, str, object, int | None]]:
    return [(one.metric, one.comparator, one.value, one.year) for one in read_text(text).targets]


def _work(work: str, head: str = HEAD) -> Plan:
    return read_text(f"{head}{AIMS}III. NHIỆM VỤ\n{work}")


def test_the_levels_of_quarters_are_all_of_the_measure_named_first() -> None:
    said = (
        "II. CHỈ TIÊU NĂM 2026\n"
        "a) Tỷ lệ hồ sơ nộp trực tuyến: quý I đạt 88%; quý III đạt 92%; quý IV đạt từ 95% trở lên.\n"
        "b) Tỷ lệ hồ sơ phải trả lại để bổ sung: quý II không quá 9%; quý IV không quá 6%.\n"
    )
    found = read_text(HEAD + said + WORK).targets
    assert [(one.metric, one.value, one.until) for one in found] == [
        ("online_dossier_rate", 88, "2026-03-31"),
        ("online_dossier_rate", 92, "2026-09-30"),
        ("online_dossier_rate", 95, None),
        ("supplement_request_rate", 9, "2026-06-30"),
        ("supplement_request_rate", 6, None),
    ]
    assert {one.year for one in found} == {2026}


def test_a_level_of_communes_is_of_the_measure_said_for_the_province() -> None:
    said = "II. CHỈ TIÊU\n1. Tỷ lệ hồ sơ nộp trực tuyến cấp tỉnh đạt từ 85% trở lên; cấp xã đạt từ 75% trở lên.\n"
    assert [(metric, value) for metric, _, value, _ in _figures(PROVINCE + said + WORK)] == [
        ("online_dossier_rate", 85), ("online_dossier_rate", 75),
    ]  # fmt: skip


def test_a_part_headed_by_a_capital_ends_the_year_of_the_one_before() -> None:
    said = (
        "II. MỤC TIÊU\nA. Mục tiêu cụ thể năm 2026\n1. Về dịch vụ công\na) Tỷ lệ hồ sơ nộp trực tuyến đạt 80%.\n"
        "b) Tỷ lệ hồ sơ thanh toán trực tuyến đạt 60%.\n"
        "B. Định hướng năm 2027\na) Tỷ lệ hồ sơ nộp trực tuyến đạt 90%.\n"
        "b) Tỷ lệ hồ sơ thanh toán trực tuyến đạt 80%.\n"
    )
    assert [(value, year) for _, _, value, year in _figures(SPAN + said + WORK)] == [
        (80, 2026), (60, 2026), (90, 2027), (80, 2027),
    ]  # fmt: skip


def test_of_several_years_said_none_holds_for_the_sentence_after_them() -> None:
    said = (
        "II. MỤC TIÊU\nPhấn đấu trong năm 2026, tỷ lệ hồ sơ nộp trực tuyến đạt 75%; đến năm 2027, tỷ lệ hồ sơ thanh "
        "toán trực tuyến đạt từ 55% trở lên. Tỷ lệ hồ sơ phải yêu cầu bổ sung không quá 3%.\n"
    )
    assert [(value, year) for _, _, value, year in _figures(SPAN + said + WORK)] == [(75, 2026), (55, 2027), (3, None)]


def test_places_counted_together_keep_both_their_names() -> None:
    plan = read_text(
        PROVINCE + "I. TÌNH HÌNH\nNăm 2025, toàn tỉnh còn 11 thôn, bản lõm sóng di động.\n"
        "II. CHỈ TIÊU\n1. Số thôn, bản lõm sóng di động còn không quá 03 thôn, bản.\n" + WORK
    )
    assert [(one.metric, one.value, one.unit) for one in plan.targets] == [("village_signal_gap_count", 3, "thôn, bản")]
    assert [(one.metric, one.value, one.unit) for one in plan.baseline] == [
        ("village_signal_gap_count", 11, "thôn, bản")
    ]


def test_a_province_says_its_own_value_of_the_whole_province() -> None:
    said = "I. KẾT QUẢ NĂM 2025\nTỷ lệ hồ sơ nộp trực tuyến toàn tỉnh đạt 71,8%, trong đó cấp xã đạt 66,2%.\n"
    stood = [(one.value, one.scope) for one in read_text(PROVINCE + said + AIMS + WORK).baseline]
    assert stood == [(71.8, "toàn địa bàn"), (66.2, "cấp xã")]
    assert 71.8 not in [one.value for one in read_text(HEAD + said + AIMS + WORK).baseline]


def test_a_general_aim_is_read_beside_the_figure_in_its_paragraph() -> None:
    said = (
        "II. MỤC TIÊU CHUNG\nXây dựng chính quyền tinh gọn, gần dân, phục vụ người dân trên môi trường số. "
        "Đến hết năm 2026, tỷ lệ hồ sơ nộp trực tuyến đạt tối thiểu 80%.\n"
    )
    plan = read_text(HEAD + said + WORK)
    assert [one.text for one in plan.objectives] == [
        "Xây dựng chính quyền tinh gọn, gần dân, phục vụ người dân trên môi trường số."
    ]
    assert [one.value for one in plan.targets] == [80]


def test_a_lead_in_lends_who_leads_and_who_helps_to_what_stands_beneath() -> None:
    plan = _work(
        "1. Giao Công an xã chủ trì, phối hợp với Phòng Kinh tế, Văn phòng HĐND và UBND xã:\n"
        "a) Kết nối, khai thác Cơ sở dữ liệu quốc gia về dân cư; thực hiện thường xuyên.\n"
        "b) Kiểm tra an toàn thông tin của Hệ thống; hoàn thành trong tháng 9/2026.\n"
    )
    assert [(one.lead, one.coordinating) for one in plan.tasks] == [
        (["Công an xã"], ["Phòng Kinh tế", "Văn phòng HĐND và UBND xã"])
    ] * 2
    assert "missing_lead" not in [one.kind for one in plan.anomalies]


def test_all_departments_and_units_help_by_that_name() -> None:
    plan = _work(
        "1. Ký cam kết trách nhiệm với từng phòng (Văn phòng HĐND và UBND xã chủ trì; các phòng, đơn vị phối hợp; "
        "hoàn thành trước ngày 15/3/2026).\n"
    )
    assert [(one.lead, one.coordinating) for one in plan.tasks] == [
        (["Văn phòng HĐND và UBND xã"], ["các phòng, đơn vị"])
    ]


def test_words_before_a_list_are_no_task_of_their_own() -> None:
    plan = _work(
        "1. Giải quyết thủ tục\nTrung tâm Phục vụ hành chính công phải trở thành nơi hướng dẫn, không phải nơi nộp "
        "thay. Phấn đấu trong năm 2026, tỷ lệ hồ sơ nộp trực tuyến đạt 75%; đúng hạn đạt 99%. Các việc cụ thể:\n"
        "- Rà soát hồ sơ chậm, gửi văn bản xin lỗi (Công an xã; thường xuyên).\n"
        "- Niêm yết mã QR tại quầy (Phòng Kinh tế; tháng 3/2026).\n"
    )
    assert [one.text for one in plan.tasks] == ["Rà soát hồ sơ chậm, gửi văn bản xin lỗi.", "Niêm yết mã QR tại quầy."]


def test_summing_up_is_work_and_no_time() -> None:
    plan = _work(
        "1. Sơ kết 6 tháng, tổng kết năm việc thực hiện Kế hoạch; đề xuất khen thưởng.\n- Đơn vị chủ trì: Công an xã.\n"
        "- Sản phẩm: Báo cáo.\n- Thời hạn: Trước ngày 10/12/2026.\n"
    )
    assert [one.text for one in plan.tasks] == [
        "Sơ kết 6 tháng, tổng kết năm việc thực hiện Kế hoạch; đề xuất khen thưởng."
    ]


@pytest.mark.parametrize(
    ("work", "product"),
    [
        ("Biên soạn tờ hướng dẫn thành phần hồ sơ, gửi đến từng thôn", "Tờ hướng dẫn thành phần hồ sơ"),
        ("Rà soát hồ sơ chậm, gửi văn bản xin lỗi người dân trước ngày hẹn trả", "Văn bản xin lỗi người dân"),
        ("Rà soát hồ sơ, gửi danh sách hồ sơ chậm về Văn phòng UBND xã", "Danh sách hồ sơ chậm"),
        ("Số hóa kết quả còn hiệu lực, tạo lập kho dữ liệu dùng chung của xã", "Kho dữ liệu dùng chung của xã"),
        ("Chủ trì, phối hợp với Bưu điện tỉnh bố trí điểm hỗ trợ thanh toán tại các xã", "Điểm hỗ trợ thanh toán"),
        ("Tham mưu UBND tỉnh trình HĐND tỉnh ban hành Nghị quyết về mức thu phí", "Nghị quyết của HĐND tỉnh"),
        ("Kiện toàn Tổ công nghệ số cộng đồng tại các thôn", None),
    ],
)
def test_a_product_may_be_told_in_the_sentence_of_the_task(work: str, product: str | None) -> None:
    assert [one.product for one in _work(f"1. {work} (Phòng Kinh tế; quý II/2026).\n").tasks] == [product]


def test_reports_are_due_in_the_first_month_after_a_quarter_and_once_a_year() -> None:
    duties = (
        "IV. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Báo cáo UBND xã trước ngày 03 của tháng đầu quý sau.\n"
        "2. Công an xã\n- Tổng hợp, báo cáo UBND xã hằng tháng và báo cáo năm trước ngày 15/12/2026.\n"
    )
    lines = read_text(HEAD + AIMS + WORK + duties).reporting
    assert [(one.sender, one.frequency_type) for one in lines] == [
        ("Phòng Kinh tế", "quarterly"), ("Công an xã", "monthly"), ("Công an xã", "annual"),
    ]  # fmt: skip


def test_a_department_cannot_lower_a_fee() -> None:
    head = PROVINCE.replace("ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM", "UBND TỈNH HÀ NAM\nSỞ TÀI CHÍNH")
    head = head.replace("KH-UBND", "KH-STC")
    duties = "IV. TỔ CHỨC THỰC HIỆN\n1. Phòng Đăng ký kinh doanh\n- {} mức thu lệ phí đăng ký hộ kinh doanh.\n"

    def told(duty: str) -> bool:
        plan = read_text(head + AIMS + WORK + duties.format(duty))
        return "beyond_power" in [one.kind for one in plan.anomalies]

    assert told("Quyết định giảm")
    assert not told("Tham mưu trình HĐND tỉnh quyết định giảm")


_SERVED = "1. Tỷ lệ hồ sơ giải quyết đúng hạn đạt 99%.\n2. Tỷ lệ hồ sơ thanh toán trực tuyến đạt 60%.\n"


def _idle(first: str) -> list[str]:
    """What is told of ties between two targets and four tasks, one of them `first`."""
    works = [first, "Thanh toán trực tuyến tại quầy", "Nhắc hạn giải quyết hồ sơ cho công chức", "Nộp phí bằng mã QR"]
    listed = "".join(
        f"{number}. {work}. Chủ trì: Công an xã. Sản phẩm: Sổ theo dõi. Thời gian: quý II/2026.\n"
        for number, work in enumerate(works, 1)
    )
    plan = read_text(f"{HEAD}II. CHỈ TIÊU\n{_SERVED}III. NHIỆM VỤ\n{listed}")
    return [one.kind for one in plan.anomalies if one.kind.endswith(("_without_task", "_without_target"))]


@pytest.mark.parametrize(
    ("work", "told"),
    [
        ("Gửi thư và hẹn lại ngày trả kết quả", []),
        ("Khắc phục lỗ hổng bảo mật trên máy tính", []),
        ("Giao chỉ tiêu cho từng phòng", []),
        ("Kiến nghị đơn giản hóa thủ tục đăng ký tàu cá", []),
        ("Trồng cây xanh dọc đường làng", ["task_without_target"]),
    ],
)
def test_work_that_every_target_stands_on_is_not_told_as_idle(work: str, told: list[str]) -> None:
    assert _idle(work) == told


def test_digits_and_letters_read_for_one_another_are_put_right() -> None:
    text = (
        "XA SON TAY\nSo: 41/KH-UBND Son Tay, ngay 27 thang 02 nam 2026\nKE HOACH\n"
        "Nang cao ty le ho so truc tuyen tren dia ban xa Son Tay nam 2026\n"
        "II. CHI TIEU NAM 2026\n"
        "- l00% thu tuc hanh chinh du dieu kien duoc cung cap dich vu cong truc tuyen toan trinh.\n"
        "- Ty le ho so nop truc tuyen dat toi thieu 80%.\n"
        "III. NHIEM VU\n1. Tap huan cho can bo, cong chuc xa ve dich vu cong truc tuyen.\n"
        "Chu tri: Cong an xa. San pham: Lop tap huan. Thoi gian: truoc ngay 3O/6/2026.\n"
        "2. So hoa ho so, ket qua giai quyet thu tuc hanh chinh.\n"
        "Chu tri: Van phong HDND va UBND xa. San pham: Ho so duoc so hoa. Thoi gian: thuong xuyen.\n"
    )
    plan = read_text(text)
    assert [one.value for one in plan.targets] == [100, 80]
    assert plan.tasks[0].deadline.due == "2026-06-30"
    assert plan.tasks[0].deadline.type == "date"


def test_a_letter_that_got_a_mark_is_still_the_mark_of_an_item() -> None:
    said = (
        "II. CHI TIEU NAM 2026\ná) Ty le ho so nop truc tuyen dat 80%.\nb) Ty le ho so giai quyet dung han dat 99%.\n"
    )
    head = "XA SON TAY\nSo: 41/KH-UBND Son Tay, ngay 27 thang 02 nam 2026\nKE HOACH\nNang cao ty le ho so truc tuyen\n"
    work = "III. NHIEM VU\n1. Tap huan cho can bo, cong chuc xa ve dich vu cong truc tuyen. Chu tri: Cong an xa.\n"
    assert [one.section for one in read_text(head + said + work).targets] == ["II.a", "II.b"]


def test_what_is_wrong_may_be_listed_behind_a_figure_in_one_paragraph() -> None:
    said = (
        "I. KẾT QUẢ NĂM 2025\n- Tỷ lệ hồ sơ đúng hạn đạt 93%. Hạn chế: người dân quen nộp hồ sơ giấy; một số thôn mạng "
        "yếu; công chức mới nhận việc.\n"
    )
    assert [one.text for one in read_text(HEAD + said + AIMS + WORK).problems] == [
        "Người dân quen nộp hồ sơ giấy", "Một số thôn mạng yếu", "Công chức mới nhận việc",
    ]  # fmt: skip


def test_a_signer_whose_name_looks_like_a_label_keeps_it() -> None:
    text = (
        "XA SON TAY\nSo: 41/KH-UBND Son Tay, ngay 27 thang 02 nam 2026\nKE HOACH\nNang cao ty le ho so truc tuyen\n"
        "I. KET QUA NAM 2025\nHan ehe: nguoi dan con quen nop ho so giay.\n"
        "II. CHI TIEU NAM 2026\n1. Ty le ho so nop truc tuyen dat 80%.\n2. Ty le ho so dung han dat 99%.\n"
        "III. NHIEM VU\n1. Tap huan cho can bo, cong chuc xa ve dich vu cong truc tuyen. Chu tri: Cong an xa.\n"
        "TM. UY BAN NHAN DAN\nCHU TICH\n\nNguyen Ba Nhan\n"
    )
    plan = read_text(text)
    assert [one.text for one in plan.problems] == ["Người dân con quen nộp hồ sơ giấy"]
    assert plan.meta.signer_name is not None
