"""What looks like a fault of a document and is none: numbers in names, leads who do their own, other words."""

from __future__ import annotations

import pytest

from motcua.plans.checks.spelling import check_spelling
from motcua.plans.reader import read_text
from motcua.plans.reader.lines import Pages
from motcua.plans.reader.model import Meta, Plan
from motcua.plans.reader.reading import reading_of
from motcua.plans.reader.sources import pages_of_text
from tests.plans.written import AIMS, HEAD


def faults(text: str) -> dict[str, str]:
    return {one.kind: one.message for one in read_text(text).anomalies}


def work(lead: str = "Phòng Kinh tế", text: str = "Tuyên truyền dịch vụ công trực tuyến", tail: str = "") -> str:
    rows = "".join(
        f"{n}. {task}. Chủ trì: {who}. Sản phẩm: Báo cáo. Hoàn thành trước ngày {n + 10}/6/2026.\n"
        for n, (task, who) in enumerate(
            [(text, lead), ("Khảo sát mức độ hài lòng", "Công an xã"), ("Mở điểm hỗ trợ nộp hồ sơ", "Công an xã"),
             ("Lấy ý kiến bằng phiếu", "Công an xã")], 1
        )
    )  # fmt: skip
    return f"{HEAD}{AIMS}III. NHIỆM VỤ\n{rows}{tail}"


@pytest.mark.parametrize("name", ['"Ba bước nộp hồ sơ"', "“Năm bước làm thủ tục”"])
def test_a_number_in_a_name_announces_no_list(name: str) -> None:
    text = f"{HEAD}{AIMS}III. NHIỆM VỤ\n1. Soạn tờ rơi {name}:\n- Chủ trì: Công an xã.\n- Kết quả: Tờ rơi.\n"
    assert "count_differs" not in faults(text + "- Phối hợp: Phòng Kinh tế.\n- Thời gian: tháng 6/2026.\n")


def test_a_number_outside_a_name_still_announces_one() -> None:
    assert "count_differs" in faults(f"{HEAD}{AIMS}III. NHIỆM VỤ\nThực hiện 3 nhiệm vụ sau:\n1. In.\n2. Quét.\n")


@pytest.mark.parametrize(
    ("lead", "told"),
    [
        ("Các phòng thuộc UBND xã; UBND các xã, phường", False),
        ("Các sở, ngành; UBND các xã, phường", False),
        ("Phòng Kinh tế; Công an xã", True),
        ("Các phòng thuộc UBND xã; Công an xã", True),
    ],
)
def test_several_who_each_do_the_whole_in_their_house_are_no_several_leads(lead: str, told: bool) -> None:
    assert ("several_leads" in faults(work(lead))) == told


@pytest.mark.parametrize(
    ("issuer", "told"),
    [("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ TÂN LỘC", False), ("CHỦ TỊCH UBND XÃ TÂN LỘC", False),
     ("ỦY BAN NHÂN DÂN XÃ TÂN LỘC", True)],
)  # fmt: skip
def test_what_a_chairman_decides_he_signs_in_his_own_name(issuer: str, told: bool) -> None:
    text = f"""ỦY BAN NHÂN DÂN
XÃ TÂN LỘC
Số: 15/QĐ-UBND
Tân Lộc, ngày 05 tháng 02 năm 2026
QUYẾT ĐỊNH
Về việc ban hành Kế hoạch nâng cao chất lượng dịch vụ công trực tuyến năm 2026
{issuer}
Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;
{AIMS}III. NHIỆM VỤ
1. Tuyên truyền. Chủ trì: Công an xã. Hoàn thành trong tháng 6/2026.
Nơi nhận:
- Lưu: VT.
CHỦ TỊCH

Lê Văn Tám
"""
    assert ("signature_form" in faults(text)) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Xã có 6.150 hộ. Năm 2025 hồ sơ trễ hạn còn 180 hồ sơ, chiếm 3%.", False),
        ("Xã có 6.150 hộ. Năm 2025 có 3.075 hộ dùng VNeID, chiếm 52%.", True),
        ("Năm 2025 tiếp nhận 2.400 hồ sơ. Trong đó 1.200 hồ sơ trực tuyến, chiếm 53%.", True),
    ],
)
def test_households_are_no_whole_of_dossiers(said: str, told: bool) -> None:
    assert ("share_wrong" in faults(f"{HEAD}I. THỰC TRẠNG\n{said}\n{AIMS}")) == told


@pytest.mark.parametrize(
    ("aim", "task"),
    [
        ("Chỉ số phục vụ người dân theo Bộ chỉ số 766 xếp loại Tốt", "Tự chấm điểm Bộ chỉ số 766"),
        ("Hồ sơ phải bổ sung không quá 5%", "Soạn danh mục giấy tờ cần có của từng thủ tục"),
        ("Ít nhất 30% hồ sơ do người dân tự nộp", "Làm phim hướng dẫn nộp hồ sơ trên điện thoại"),
        ("Thời gian từ khi đăng nhập đến khi nộp hồ sơ dưới 05 phút", "Chia nhỏ biểu mẫu điện tử"),
        ("Hồ sơ giải quyết đúng hạn đạt 98%", "Rút danh sách hồ sơ có nguy cơ trễ hạn"),
    ],
)
def test_work_that_serves_a_target_in_other_words(aim: str, task: str) -> None:
    text = work(text=task).replace(AIMS, f"{AIMS}3. {aim}.\n4. Tỷ lệ hồ sơ trực tuyến đạt ít nhất 80%.\n")
    assert not {"target_without_task", "task_without_target"} & set(faults(text))


@pytest.mark.parametrize("task", ["Ra quân thu gom rác nhựa quanh hồ", "Biên soạn kỷ yếu 50 năm thành lập xã"])
def test_work_about_something_else_is_told_however_it_begins(task: str) -> None:
    assert "task_without_target" in faults(work(text=task))


@pytest.mark.parametrize(
    ("text", "product"),
    [
        ("Rà soát, trình Chủ tịch UBND xã quyết định kiện toàn tổ ở 6 thôn", "Quyết định kiện toàn tổ"),
        ("Củng cố Tổ công nghệ số, trình Chủ tịch UBND xã ban hành quyết định kiện toàn xong trước ngày 30/4",
         "Quyết định kiện toàn"),
        ("Đề nghị các phòng trình Chủ tịch UBND xã quyết định", None),
    ],
)  # fmt: skip
def test_what_is_laid_before_someone_to_decide_leaves_a_decision(text: str, product: str | None) -> None:
    task = read_text(f"{HEAD}{AIMS}III. NHIỆM VỤ\n1. {text}. Chủ trì: Công an xã.\n").tasks[0]
    assert task.product == product


def test_a_share_behind_a_number_and_a_dash_does_not_hide_the_number() -> None:
    aims = "1- Hồ sơ nộp trực tuyến đạt ít nhất 85%.\n2- 100% kết quả được số hóa.\n3- Hài lòng đạt 95%.\n"
    plan = read_text(f"{HEAD}II. MỤC TIÊU\n{aims}")
    assert not any(one.kind == "number_gap" for one in plan.anomalies)
    assert [one.value for one in plan.targets] == [85, 100, 95]


@pytest.mark.parametrize("ministry", ["Giáo dục và Đào tạo", "Giáo dục và Đào tạo ban hành Quy chế quản lý văn bằng"])
def test_a_minister_of_education_issues_his_own_circulars(ministry: str) -> None:
    basis = f"Căn cứ Thông tư số 21/2019/TT-BGDĐT ngày 29/11/2019 của Bộ trưởng Bộ {ministry};\n"
    assert "issuer_wrong" not in faults(f"{HEAD}{basis}{AIMS}")


TABLE = "TT | Chỉ tiêu | Đơn vị tính | Thực hiện năm 2025 | Quý I/2026 | Quý II/2026 | Cả năm 2026\n"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("1 | Số lớp hướng dẫn kỹ năng số | lớp | 6 | 2 | 4 | 16", False),
        ("1 | Số lớp hướng dẫn kỹ năng số | lớp | 6 | 2 | 2 | 5", True),
        ("1 | Tỷ lệ hồ sơ nộp trực tuyến | % | 80 | 75 | 82 | 90", True),
    ],
)
def test_a_count_of_a_quarter_is_not_set_beside_that_of_a_year(row: str, told: bool) -> None:
    other = "2 | Tỷ lệ hài lòng | % | 90 | 91 | 92 | 95\n"
    assert ("below_baseline" in faults(f"{HEAD}II. MỤC TIÊU\n{TABLE}{row}\n{other}")) == told


@pytest.mark.parametrize(
    ("head", "told"), [("Tỷ lệ hồ sơ trực tuyến năm 2025 (%)", True), ("Chỉ tiêu năm 2025 (%)", False)]
)
def test_a_column_of_the_year_before_says_what_each_place_reached(head: str, told: bool) -> None:
    text = f"""{HEAD}{AIMS}Giao chỉ tiêu cho các thôn:
TT | Thôn | {head} | Chỉ tiêu tỷ lệ hồ sơ trực tuyến năm 2026 (%)
1 | Thôn Đông | 78,1 | 85
2 | Thôn Đoài | 86,3 | 85
3 | Thôn Trung | 70,4 | 80
"""
    assert ("below_baseline" in faults(text)) == told


def test_work_of_a_ministry_is_told_whoever_leads_it() -> None:
    text = """ỦY BAN NHÂN DÂN
TỈNH BẮC GIANG
Số: 15/KH-UBND
Bắc Giang, ngày 05 tháng 02 năm 2026
KẾ HOẠCH
Nâng cao chất lượng dịch vụ công trực tuyến năm 2026
"""
    tasks = "III. NHIỆM VỤ\n1. Giao Sở Tư pháp chủ trì, phối hợp với Công an tỉnh sửa đổi Thông tư về hộ tịch.\n"
    assert "beyond_power" in faults(f"{text}{AIMS}{tasks}")
    assert "beyond_power" not in faults(f"{text}{AIMS}{tasks.replace('sửa đổi Thông tư', 'thực hiện Thông tư')}")


def test_dossiers_in_time_answer_no_petitions() -> None:
    aims = AIMS + "3. 100% phản ánh, kiến nghị được trả lời đúng hạn.\n4. Hồ sơ đúng hạn đạt 98%.\n"
    told = work(text="Bỏ bước trung gian để hồ sơ được giải quyết đúng hạn").replace(AIMS, aims)
    assert "target_without_task" in faults(told)
    assert "target_without_task" not in faults(told.replace("Lấy ý kiến bằng phiếu", "Trả lời phản ánh, kiến nghị"))


@pytest.mark.parametrize(("verb", "told"), [("Đề nghị doanh nghiệp viễn thông đầu tư", False), ("Đầu tư", True)])
def test_asking_for_what_others_decide_is_within_ones_power(verb: str, told: bool) -> None:
    found = faults(work(text=f"{verb} trạm phát sóng 4G cho các khu dân cư lõm sóng"))
    assert ("beyond_power" in found) is told


def test_a_last_day_within_the_years_of_the_plan_is_no_slip() -> None:
    rows = "".join(
        f"{n}. {text}. Chủ trì: Công an xã. Sản phẩm: Báo cáo. Hoàn thành trước ngày 31/12/{year}.\n"
        for n, (text, year) in enumerate(
            [("Khảo sát mức độ hài lòng", 2026), ("Tái cấu trúc quy trình thủ tục", 2027),
             ("Mở điểm hỗ trợ nộp hồ sơ", 2026), ("Lấy ý kiến bằng phiếu", 2026)], 1
        )
    )  # fmt: skip
    plan = f"{HEAD}{AIMS}III. NHIỆM VỤ\n{rows}"
    assert "deadline_year" not in faults(plan.replace("tuyến năm 2026\n", "tuyến giai đoạn 2026 - 2028\n", 1))
    assert "deadline_year" in faults(plan)


def test_work_done_as_soon_as_something_happens_has_its_time() -> None:
    tail = (
        "5. Bộ phận Một cửa niêm yết thủ tục hành chính ngay sau khi có quyết định công bố. Sản phẩm: Bảng niêm yết.\n"
    )
    assert "missing_deadline" not in faults(work(tail=tail))


@pytest.mark.parametrize(
    "task", ["Lập danh mục lỗi thường gặp, phát cho người dân", "Đơn giản hóa biểu mẫu, viết lại hướng dẫn"]
)
def test_forms_and_usual_slips_serve_dossiers_that_lack_something(task: str) -> None:
    aim = "3. Tỷ lệ hồ sơ phải yêu cầu bổ sung không quá 4%.\n"
    assert "target_without_task" in faults(work().replace(AIMS, AIMS + aim))
    assert "target_without_task" not in faults(work(text=task).replace(AIMS, AIMS + aim))


def test_what_reads_a_scan_misspells_and_not_the_plan() -> None:
    plain = f"{HEAD}{AIMS}III. NHIỆM VỤ\n1. Nâng cao chất lượng dịch vụ công trực tuyên.\n"
    lines = pages_of_text(plain).lines
    told = {way: check_spelling(Plan(Meta()), reading_of(Pages(lines, way))) for way in ("text", "ocr")}
    assert [one.kind for one in told["text"]] == ["spelling"]
    assert not told["ocr"]


@pytest.mark.parametrize(
    ("lead", "text", "told"),
    [
        ("Phòng Kinh tế; Phòng Văn hóa - Xã hội", "Số hóa kết quả lĩnh vực đất đai, hộ tịch còn hiệu lực", False),
        ("Phòng Kinh tế; Phòng Văn hóa - Xã hội", "Tuyên truyền dịch vụ công trực tuyến", True),
        ("Phòng Kinh tế; Công an xã", "Số hóa kết quả lĩnh vực đất đai, hộ tịch còn hiệu lực", True),
    ],
)
def test_departments_that_each_have_a_field_of_the_task_are_no_several_leads(lead: str, text: str, told: bool) -> None:
    assert ("several_leads" in faults(work(lead, text))) == told


SERVED = """II. MỤC TIÊU
1. Tỷ lệ hồ sơ nộp trực tuyến đạt ít nhất 90%.
2. {target}
3. Tỷ lệ hồ sơ thanh toán trực tuyến đạt ít nhất 60%.
III. NHIỆM VỤ
1. {task} Chủ trì: Công an xã. Sản phẩm: Báo cáo. Hoàn thành trước ngày 11/6/2026.
2. Mở điểm hỗ trợ nộp hồ sơ trực tuyến. Chủ trì: Công an xã. Sản phẩm: Điểm. Hoàn thành trước ngày 12/6/2026.
3. Niêm yết mã QR thanh toán. Chủ trì: Công an xã. Sản phẩm: Mã QR. Hoàn thành trước ngày 13/6/2026.
"""
ON_TIME = "Tỷ lệ hồ sơ giải quyết đúng hạn, trước hạn đạt trên 99%."
SENT_BACK = "Tỷ lệ hồ sơ phải yêu cầu bổ sung không quá 3%."


@pytest.mark.parametrize(
    ("target", "task", "told"),
    [
        (ON_TIME, "Rà soát quy trình nội bộ giải quyết từng thủ tục.", False),
        (ON_TIME, "Kiểm điểm tiến độ xử lý hồ sơ, nhắc nhở trường hợp chậm, muộn.", False),
        (ON_TIME, "Lắp ki-ốt tra cứu tại khu vực chờ.", True),
        (SENT_BACK, "Xây dựng video hướng dẫn nộp hồ sơ các thủ tục phát sinh nhiều.", False),
        (SENT_BACK, "Lắp ki-ốt tra cứu tại khu vực chờ.", True),
    ],
)
def test_work_that_serves_a_target_without_its_words_is_known(target: str, task: str, told: bool) -> None:
    text = HEAD + SERVED.format(target=target, task=task)
    assert ("target_without_task" in faults(text)) == told


@pytest.mark.parametrize(
    ("task", "told"),
    [
        ("Lắp đặt mạng Wifi công cộng tại nhà sinh hoạt cộng đồng các thôn.", False),
        ("Xây dựng chuyên mục hướng dẫn sử dụng dịch vụ công trực tuyến trên trang Zalo.", False),
        ("Cắt giảm thành phần hồ sơ đã có trong cơ sở dữ liệu.", False),
        ("Tổ chức giải bóng chuyền giữa các thôn.", True),
    ],
)
def test_work_that_helps_people_apply_serves_the_targets(task: str, told: bool) -> None:
    text = HEAD + SERVED.format(target="Tỷ lệ hài lòng đạt ít nhất 95%.", task=task)
    assert ("task_without_target" in faults(text)) == told


def test_a_commune_asks_for_fewer_papers_and_abolishes_none() -> None:
    abolished = "Bãi bỏ một số thành phần hồ sơ của thủ tục lĩnh vực đất đai để giảm giấy tờ"
    assert "beyond_power" in faults(work(text=abolished))
    assert "beyond_power" not in faults(work(text=abolished.replace("Bãi bỏ", "Đề xuất bãi bỏ")))


DEMANDS = (
    HEAD
    + """I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
a) Từng bước hình thành thói quen sử dụng dịch vụ công trực tuyến của người dân, giảm tình trạng nộp hộ tại quầy.
2. Yêu cầu
a) Gắn trách nhiệm của người đứng đầu với kết quả thực hiện các chỉ tiêu.
b) Không chạy theo số lượng; không làm thay, nộp hộ người dân để đạt chỉ tiêu.
"""
    + AIMS
)


def test_what_must_not_be_done_for_a_figure_is_an_aim_and_sets_none() -> None:
    plan = read_text(DEMANDS)
    assert any(one.text.startswith("Không chạy theo số lượng") for one in plan.objectives)
    assert [one.metric for one in plan.targets if one.kind == "directional"] == []
