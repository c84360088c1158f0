"""Families of shapes in which communes give work: each in several words, orders and groupings."""

from __future__ import annotations

import pytest

from motcua.plans.reader import Plan, read_text

HEAD = """ỦY BAN NHÂN DÂN
XÃ AN PHÚ TÂY
Số: 18/KH-UBND
An Phú Tây, ngày 12 tháng 01 năm 2026

KẾ HOẠCH
Nâng cao chất lượng phục vụ người dân tại Bộ phận Một cửa năm 2026

Thực hiện Quyết định số 1565/QĐ-TTg ngày 18/7/2025 của Thủ tướng Chính phủ, UBND xã ban hành Kế hoạch như sau:

"""
END = """
Nơi nhận:
- UBND tỉnh;
- Các phòng, đơn vị;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Bình
"""
GOALS = "I. MỤC TIÊU\n1. Tỷ lệ hồ sơ nộp trực tuyến đạt ít nhất 80%.\n"
ECONOMY, POLICE, YOUTH, OFFICE = "Phòng Kinh tế", "Công an xã", "Đoàn Thanh niên xã", "Văn phòng HĐND và UBND xã"
CULTURE, CENTRE = "Phòng Văn hóa - Xã hội", "Trung tâm Phục vụ hành chính công xã"

Told = list[tuple[str, list[str], list[str], str | None]]


def plan_of(body: str) -> Plan:
    return read_text(HEAD + body + END)


def told(body: str) -> Told:
    """Tasks as (first two words, leads, helpers, last day or kind of rhythm)."""
    return [
        (" ".join(one.text.split()[:2]).strip(".;:"), one.lead, one.coordinating, one.deadline.due or one.deadline.type)
        for one in plan_of(body).tasks
    ]


CAMERA_AND_CARDS: Told = [
    ("Lắp camera", [ECONOMY], [POLICE], "2026-05-30"),
    ("Cấp tài", [POLICE], [YOUTH], "2026-06-30"),
]


@pytest.mark.parametrize(
    "body",
    [
        # titled paragraphs, labels in running text
        "II. NHIỆM VỤ\n1. Lắp camera tại quầy\nLắp 02 camera theo dõi quầy tiếp nhận để người dân giám sát. "
        "Đơn vị chủ trì: Phòng Kinh tế. Đơn vị phối hợp: Công an xã. Thời gian: trước ngày 30/5/2026. Kết quả: 02 "
        "camera.\n"
        "2. Cấp tài khoản định danh\nTổ chức cấp lưu động tại các thôn. Đơn vị chủ trì: Công an xã; đơn vị phối "
        "hợp: Đoàn "
        "Thanh niên xã; thời gian: quý II/2026.\n",
        # the same under a heading nobody knows, labels on lines of their own
        "II. CÁCH LÀM CỦA XÃ\n1. Lắp camera tại quầy tiếp nhận.\nGiao chủ trì: Phòng Kinh tế\nCùng phối hợp: Công "
        "an xã\n"
        "Xong: 30/5/2026\n2. Cấp tài khoản định danh cho người dân.\nGiao chủ trì: Công an xã\n"
        "Cùng phối hợp: Đoàn Thanh niên xã\nXong: hết quý II/2026\n",
        # prose
        "II. NHIỆM VỤ\nLắp camera tại quầy tiếp nhận, do Phòng Kinh tế chủ trì, phối hợp với Công an xã, xong trước "
        "ngày "
        "30/5/2026.\nCấp tài khoản định danh cho người dân, giao Công an xã chủ trì, Đoàn Thanh niên xã phối hợp; "
        "hoàn thành "
        "trong quý II năm 2026.\n",
        # sentences after the task
        "II. VIỆC PHẢI LÀM\n- Lắp camera tại quầy tiếp nhận. Phòng Kinh tế chủ trì, Công an xã phối hợp. Hoàn thành "
        "trước ngày "
        "30/5/2026.\n- Cấp tài khoản định danh. Đơn vị chủ trì là Công an xã, đơn vị phối hợp là Đoàn Thanh niên xã. "
        "Thực hiện xong trong tháng 6/2026.\n",
        # brackets
        "II. NỘI DUNG\n+ Lắp camera tại quầy (chủ trì: Phòng Kinh tế; phối hợp: Công an xã; thời hạn: 30/5/2026)\n"
        "+ Cấp tài khoản định danh (Công an xã chủ trì, phối hợp với Đoàn Thanh niên xã, hoàn thành trong quý "
        "II/2026)\n",
        # headings without numbers, in capitals
        "NHIỆM VỤ VÀ GIẢI PHÁP\n\n1. Lắp camera tại quầy. Phân công: Phòng Kinh tế chủ trì, Công an xã phối hợp. "
        "Hạn: 30/5/2026.\n\n2. Cấp tài khoản định danh. Phân công: Công an xã chủ trì, Đoàn Thanh niên xã phối hợp. "
        "Hạn: quý II/2026.\n",
        # headings without numbers as printed bold
        "Nhiệm vụ trọng tâm\n\nHạ tầng tại quầy\n- Lắp camera tại quầy; Phòng Kinh tế chủ trì, phối hợp với Công an "
        "xã; trước ngày "
        "30/5/2026.\n\nĐịnh danh điện tử\n- Cấp tài khoản định danh; Công an xã chủ trì, phối hợp với Đoàn Thanh "
        "niên xã; "
        "quý II/2026.\n",
        # tables: other names, another order
        "II. NHIỆM VỤ\n| Hạn cuối | Việc | Người chịu trách nhiệm | Cùng làm |\n|---|---|---|---|\n"
        "| 30/5/2026 | Lắp camera tại quầy | Phòng Kinh tế | Công an xã |\n"
        "| Quý II/2026 | Cấp tài khoản định danh | Công an xã | Đoàn Thanh niên xã |\n",
        # a table whose headings say little
        "II. NHIỆM VỤ\n| STT | Tên nhiệm vụ | Giao cho | Cùng tham gia | Bao giờ xong |\n|---|---|---|---|---|\n"
        "| 1 | Lắp camera tại quầy | Phòng Kinh tế | Công an xã | 30/5/2026 |\n"
        "| 2 | Cấp tài khoản định danh | Công an xã | Đoàn Thanh niên xã | Hết quý II |\n",
        # aligned with blanks, an ordinal in front
        "II. NHIỆM VỤ\n"
        "STT  Nhiệm vụ                    Chủ trì         Phối hợp              Thời hạn\n"
        "1    Lắp camera tại quầy         Phòng Kinh tế   Công an xã            30/5/2026\n"
        "     tiếp nhận hồ sơ\n"
        "2    Cấp tài khoản định danh     Công an xã      Đoàn Thanh niên xã    Quý II/2026\n",
        # aligned with blanks, no ordinal
        "II. NHIỆM VỤ\n"
        "Nội dung công việc          Đơn vị chủ trì   Đơn vị phối hợp       Hoàn thành\n"
        "Lắp camera tại quầy         Phòng Kinh tế    Công an xã            30/5/2026\n"
        "Cấp tài khoản định danh     Công an xã       Đoàn Thanh niên xã    Quý II/2026\n",
    ],
)  # fmt: skip
def test_the_same_two_tasks_in_many_shapes(body: str) -> None:
    assert told(GOALS + body) == CAMERA_AND_CARDS


BY_MONTH: Told = [
    ("Kiện toàn", [OFFICE], [], "2026-03-31"),
    ("In tờ", [CULTURE], [], "2026-03-31"),
    ("Khảo sát", [ECONOMY], [], "2026-04-30"),
]


@pytest.mark.parametrize(
    "body",
    [
        "II. TIẾN ĐỘ THỰC HIỆN\nTháng 3/2026:\n- Kiện toàn Tổ công nghệ số (Văn phòng HĐND và UBND xã).\n"
        "- In tờ rơi phát cho các hộ (Phòng Văn hóa - Xã hội).\nTháng 4/2026:\n- Khảo sát vùng lõm sóng (Phòng Kinh "
        "tế).\n",
        "II. LỘ TRÌNH\n1. Trong tháng 3\na) Kiện toàn Tổ công nghệ số. Văn phòng HĐND và UBND xã thực hiện.\n"
        "b) In tờ rơi phát cho các hộ. Phòng Văn hóa - Xã hội thực hiện.\n2. Trong tháng 4\n"
        "a) Khảo sát vùng lõm sóng. Phòng Kinh tế thực hiện.\n",
        "II. NHIỆM VỤ\n* Tháng 3 năm 2026:\n+ Kiện toàn Tổ công nghệ số; giao Văn phòng HĐND và UBND xã.\n"
        "+ In tờ rơi phát cho các hộ; giao Phòng Văn hóa - Xã hội.\n* Tháng 4 năm 2026:\n"
        "+ Khảo sát vùng lõm sóng; giao Phòng Kinh tế.\n",
        "II. NHIỆM VỤ\nSTT\tNội dung\tĐơn vị\n\tTháng 3/2026\t\n1\tKiện toàn Tổ công nghệ số\tVăn phòng HĐND và "
        "UBND xã\n"
        "2\tIn tờ rơi\tPhòng Văn hóa - Xã hội\n\tTháng 4/2026\t\n3\tKhảo sát vùng lõm sóng\tPhòng Kinh tế\n",
        "II. NHIỆM VỤ\nThời gian\tNội dung\tĐơn vị chủ trì\nTháng 3/2026\tKiện toàn Tổ công nghệ số\tVăn phòng HĐND "
        "và UBND xã\n"
        "\tIn tờ rơi\tPhòng Văn hóa - Xã hội\nTháng 4/2026\tKhảo sát vùng lõm sóng\tPhòng Kinh tế\n",
    ],
)  # fmt: skip
def test_tasks_under_the_time_they_are_due(body: str) -> None:
    assert told(GOALS + body) == BY_MONTH


BY_OWNER: Told = [
    ("Rà soát", [ECONOMY], [], "2026-04-30"),
    ("Mua máy", [ECONOMY], [], "2026-06-30"),
    ("Làm sạch", [POLICE], [], "regular"),
]


@pytest.mark.parametrize(
    "body",
    [
        "II. NHIỆM VỤ CỦA CÁC ĐƠN VỊ\n1. Phòng Kinh tế\n- Rà soát hồ sơ đất đai, xong trong tháng 4/2026.\n"
        "- Mua máy quét, hoàn thành trước ngày 30/6/2026.\n2. Công an xã\n- Làm sạch dữ liệu dân cư, thường xuyên.\n",
        "II. PHÂN CÔNG NHIỆM VỤ\nPhòng Kinh tế:\n- Rà soát hồ sơ đất đai (tháng 4/2026).\n- Mua máy quét (chậm nhất "
        "30/6/2026).\n"
        "Công an xã:\n- Làm sạch dữ liệu dân cư (thường xuyên).\nIII. TỔ CHỨC THỰC HIỆN\n"
        "1. Văn phòng HĐND và UBND xã: theo dõi, đôn đốc.\n",
        "II. NHIỆM VỤ\na) Nhiệm vụ của Phòng Kinh tế:\n- Rà soát hồ sơ đất đai; thời hạn: tháng 4/2026.\n"
        "- Mua máy quét; thời hạn: 30/6/2026.\nb) Nhiệm vụ của Công an xã:\n- Làm sạch dữ liệu dân cư; thời hạn: "
        "thường xuyên.\n",
        "II. NHIỆM VỤ\nĐơn vị\tNhiệm vụ\tThời hạn\nPhòng Kinh tế\tRà soát hồ sơ đất đai\tTháng 4/2026\n"
        "\tMua máy quét\t30/6/2026\nCông an xã\tLàm sạch dữ liệu dân cư\tThường xuyên\n",
        "II. NHIỆM VỤ\nSTT\tNhiệm vụ\tThời hạn\nI\tPhòng Kinh tế\t\n1\tRà soát hồ sơ đất đai\tTháng 4/2026\n"
        "2\tMua máy quét\t30/6/2026\nII\tCông an xã\t\n1\tLàm sạch dữ liệu dân cư\tThường xuyên\n",
    ],
)  # fmt: skip
def test_tasks_under_those_who_owe_them(body: str) -> None:
    assert told(GOALS + body) == BY_OWNER


def test_a_list_without_marks_under_a_heading_nobody_knows() -> None:
    assert told(
        GOALS + "II. NHỮNG ĐIỀU XÃ CAM KẾT\nPhòng Kinh tế chủ trì thu phí bằng mã QR tại quầy từ ngày 01/4/2026.\n"
        "Công an xã đến tận nhà cấp định danh cho người già yếu, thực hiện thường xuyên.\n"
        "Đoàn Thanh niên xã trực điểm hướng dẫn vào thứ Bảy hằng tuần.\n"
    ) == [
        ("Phòng Kinh", [ECONOMY], [], "regular"),
        ("Công an", [POLICE], [], "regular"),
        ("Đoàn Thanh", [YOUTH], [], "regular"),
    ]


def test_what_is_no_task_stays_none_under_headings_nobody_knows() -> None:
    found = plan_of(
        "I. BỐI CẢNH CHUNG CỦA XÃ\nXã có 12 thôn, 8.200 hộ; Trung tâm Phục vụ hành chính công xã có 05 công chức.\n"
        "Năm 2025, Công an xã đã cấp 3.100 tài khoản định danh cho người dân.\nII. MỤC TIÊU\n"
        "1. Tỷ lệ hồ sơ nộp trực tuyến đạt ít nhất 80% trước ngày 30/9/2026.\n2. Nâng cao sự hài lòng của người dân.\n"
        "III. NHIỆM VỤ\n1. Lắp camera tại quầy (Phòng Kinh tế; tháng 5/2026).\nIV. KINH PHÍ\n"
        "1. Phòng Kinh tế bố trí 50 triệu đồng từ ngân sách xã trong năm 2026.\n"
    )
    assert [task.section for task in found.tasks] == ["III.1"]


def duties(body: str) -> list[tuple[str, int]]:
    return [(one.agency, len(one.duties)) for one in plan_of(GOALS + body).responsibilities]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("II. AI LÀM GÌ\n1. Trưởng các khu vực nhắn tin cho từng hộ về lịch hẹn, điểm hướng dẫn.\n"
         "2. Tổ trưởng tổ dân phố lên danh sách hộ cần giúp.\n",
         [("Trưởng các khu vực", 1), ("Tổ trưởng tổ dân phố", 1)]),
        ("II. TỔ CHỨC THỰC HIỆN\nVăn phòng HĐND và UBND xã:\n- Theo dõi, đôn đốc.\n- Tổng hợp kết quả.\nCác thôn:\n"
         "- Vận động Nhân dân.\n", [(OFFICE, 2), ("Các thôn", 1)]),
        ("TỔ CHỨC THỰC HIỆN\n\nPhòng Kinh tế cân đối kinh phí.\n\nCông an xã làm sạch dữ liệu.\n",
         [(ECONOMY, 1), (POLICE, 1)]),
        ("II. TỔ CHỨC THỰC HIỆN\n- Giao Phòng Kinh tế cân đối kinh phí; hướng dẫn thanh toán.\n- Đề nghị Ủy ban Mặt "
        "trận Tổ "
         "quốc Việt Nam xã giám sát việc thực hiện.\n", [(ECONOMY, 2), ("Ủy ban Mặt trận Tổ quốc Việt Nam xã", 1)]),
        ("II. TRÁCH NHIỆM\n1. Bộ phận Tiếp nhận và Trả kết quả\na) Trực quầy.\nb) Mở sổ góp ý.\n2. Phòng Kinh tế, "
        "Hạ tầng và Đô "
         "thị cấp kinh phí.\n", [("Bộ phận Tiếp nhận và Trả kết quả", 2), ("Phòng Kinh tế, Hạ tầng và Đô thị", 1)]),
    ],
)  # fmt: skip
def test_duties_of_each_agency(body: str, expected: list[tuple[str, int]]) -> None:
    assert duties(body) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Chiều thứ Sáu hằng tuần các bộ phận báo cáo Văn phòng HĐND và UBND xã kết quả công việc.",
         ("các bộ phận", OFFICE, "weekly")),
        ("Các thôn gửi số liệu về Phòng Văn hóa - Xã hội trước ngày 20 tháng cuối quý.",
         ("Các thôn", CULTURE, "quarterly")),
        ("Trước ngày 25 hằng tháng, Trung tâm Phục vụ hành chính công xã báo cáo UBND xã.",
         (CENTRE, "UBND xã", "monthly")),
        ("Tổ trưởng tổ dân phố báo số hộ đã giúp về Phòng Văn hóa - Xã hội trước 16 giờ thứ Sáu hằng tuần.",
         ("Tổ trưởng tổ dân phố", CULTURE, "weekly")),
        ("Định kỳ 06 tháng, các phòng, đơn vị báo cáo kết quả về Văn phòng HĐND và UBND xã.",
         ("các phòng, đơn vị", OFFICE, "half_yearly")),
        ("Các phòng, đơn vị phản ánh khó khăn, vướng mắc về Văn phòng HĐND và UBND xã khi phát sinh.",
         ("Các phòng, đơn vị", OFFICE, "ad_hoc")),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "where", ["II. BÁO CÁO\n- {}\n", "II. TỔ CHỨC THỰC HIỆN\n1. {}\n", "II. THÔNG TIN HAI CHIỀU\n{}\n"]
)
def test_reports_said_as_sentences(where: str, sentence: str, expected: tuple[str, str, str]) -> None:
    found = plan_of(GOALS + where.format(sentence)).reporting
    assert [(one.sender, one.to, one.frequency_type) for one in found] == [expected]


@pytest.mark.parametrize(
    ("said", "product"),
    [
        ("Giao Công an xã rà soát số định danh trong quý II/2026; mỗi thôn có một danh sách đã đối chiếu.",
         "Danh sách đã đối chiếu"),
        ("Giao Phòng Kinh tế khảo sát vùng lõm sóng, lập danh sách thôn cần lắp trạm, gửi Sở Khoa học và Công nghệ.",
         "Danh sách thôn cần lắp trạm"),
        ("Giao Phòng Kinh tế chủ trì đổi bàn ghế tại quầy trước ngày 30/4/2026.", None),
    ],
)  # fmt: skip
def test_what_comes_out_is_read_from_the_last_clause(said: str, product: str | None) -> None:
    assert [one.product for one in plan_of(GOALS + f"II. NHIỆM VỤ\n1. {said}\n").tasks] == [product]


def test_persons_and_small_teams_with_spoken_labels() -> None:
    body = (
        "AI LÀM VIỆC GÌ\n\nBà Lê Thị Hoa, Phó Chủ tịch (phụ trách văn xã)\n– Mở lớp dạy dùng VNeID. Xong: 15/4/2026. "
        "Làm bằng: danh sách người học. Cùng làm: Đoàn Thanh niên xã.\n\nTổ tổng hợp\n– Hỏi ý kiến người dân tại quầy. "
        "Làm đều: hằng tháng. Làm bằng: phiếu hỏi.\n"
    )
    found = [(one.lead, one.coordinating, one.product, one.deadline.type) for one in plan_of(GOALS + body).tasks]
    assert found == [
        (["Bà Lê Thị Hoa, Phó Chủ tịch"], [YOUTH], "danh sách người học", "date"),
        (["Tổ tổng hợp"], [], "phiếu hỏi", "monthly_quarterly"),
    ]


def test_numbers_with_a_dash_and_questions_as_labels() -> None:
    body = (
        "II. NHIỆM VỤ\n1- Giao chỉ tiêu đến từng thôn\nAi làm: Công an xã\nAi giúp: các thôn\nKhi nào: trong tháng "
        "3/2026\n"
        "Ra cái gì: quyết định giao chỉ tiêu\n2- Lập đội hình Thứ Bảy tình nguyện\nAi làm: Đoàn Thanh niên xã\n"
        "Khi nào: thứ Bảy hằng tuần\n"
    )
    assert told(GOALS + body) == [
        ("Giao chỉ", [POLICE], ["các thôn"], "2026-03-31"), ("Lập đội", [YOUTH], [], "regular")
    ]  # fmt: skip


def test_a_table_of_duties_and_several_agencies_in_one_paragraph() -> None:
    table = (
        "II. AI LÀM GÌ\n| Đơn vị | Trách nhiệm |\n|---|---|\n| Công an xã | Làm sạch dữ liệu dân cư. Trực điểm "
        "hướng dẫn. |\n"
        "| Các thôn | Vận động bà con. |\n"
    )
    assert duties(table) == [(POLICE, 2), ("Các thôn", 1)]
    said = "II. TỔ CHỨC THỰC HIỆN\nPhòng Kinh tế cân đối kinh phí. Công an xã làm sạch dữ liệu. Các thôn vận động "
    "bà con.\n"
    assert duties(said) == [(ECONOMY, 1), (POLICE, 1), ("Các thôn", 1)]


def test_one_table_for_targets_and_the_tasks_that_serve_them() -> None:
    body = (
        "II. CHỈ TIÊU, NHIỆM VỤ\n| Chỉ tiêu năm 2026 | Hiện trạng 2025 | TT | Nhiệm vụ | Chủ trì | Hạn chót | Sản "
        "phẩm |\n"
        "|---|---|---|---|---|---|---|\n"
        "| Thanh toán trực tuyến: trên 50% | 44% | 1 | Phát mã QR tại quầy | Phòng Kinh tế | 30/4/2026 | Mã QR |\n"
    )
    assert told(GOALS + body) == [("Phát mã", [ECONOMY], [], "2026-04-30")]


@pytest.mark.parametrize(
    ("body", "sections"),
    [
        ("II. NHIỆM VỤ\nA. Hạ tầng\n1. Lắp camera tại quầy.\nB. Con người\n1. Mở lớp tập huấn.\n",
         ["II.A.1", "II.B.1"]),
        ("A. NHIỆM VỤ\nI. Hạ tầng\n1. Lắp camera tại quầy.\nII. Con người\n1. Mở lớp tập huấn.\n", ["A.I.1", "A.II.1"]),
    ],
)  # fmt: skip
def test_letters_above_numerals_or_beneath_them(body: str, sections: list[str]) -> None:
    assert [one.section for one in plan_of(body).tasks] == sections


def test_a_numbered_row_without_a_deadline_has_none_and_several_months_end_with_the_last() -> None:
    body = (
        "II. NHIỆM VỤ\n| Mã | Thời hạn | Nhiệm vụ | Chủ trì |\n|---|---|---|---|\n"
        "| NV01 | Tháng 6 và tháng 9 | Lắp camera tại quầy | Phòng Kinh tế |\n| NV02 | | Cấp tài khoản | Công an xã |\n"
        "| NV03 | Hai năm một lần | Đổi biển báo tại quầy | Phòng Kinh tế |\n"
    )
    assert told(GOALS + body) == [
        ("Lắp camera", [ECONOMY], [], "2026-09-30"), ("Cấp tài", [POLICE], [], "none"),
        ("Đổi biển", [ECONOMY], [], "regular"),
    ]  # fmt: skip


def test_a_programme_of_action_has_its_title_and_kind() -> None:
    meta = read_text(HEAD.replace("KẾ HOẠCH\n", "CHƯƠNG TRÌNH HÀNH ĐỘNG\n", 1) + GOALS + END).meta
    assert meta.doc_type == "action_programme"
    assert (meta.title or "").startswith("Chương trình hành động Nâng cao chất lượng phục vụ")


def test_a_column_is_of_owners_where_its_cells_say_so() -> None:
    body = (
        "II. NHIỆM VỤ\n| Stt | Nội dung | Thực hiện | Thời gian | Kết quả cần đạt |\n|---|---|---|---|---|\n"
        "| 1 | Lắp camera tại quầy | Chủ trì: Phòng Kinh tế. Phối hợp: Công an xã | Trước 30/5/2026 | 02 camera |\n"
        "| 2 | Cấp tài khoản | Chủ trì: Công an xã | Tháng 6/2026 | Danh sách |\n"
    )
    assert told(GOALS + body) == [
        ("Lắp camera", [ECONOMY], [POLICE], "2026-05-30"),
        ("Cấp tài", [POLICE], [], "2026-06-30"),
    ]


def test_total_part_and_share_side_by_side_tell_where_things_stand() -> None:
    body = (
        "I. TÌNH HÌNH\nSố liệu đến ngày 31/12/2025:\n| Nội dung | Tổng số | Đạt được | Tỷ lệ |\n|---|---|---|---|\n"
        "| Hồ sơ nộp trực tuyến | 1.150 | 782 | 68% |\n| Hồ sơ giải quyết đúng hạn | 1.150 | 1.127 | 98% |\n"
        "| Hồ sơ thanh toán trực tuyến | 640 | 288 | 45% |\n"
    )
    found = plan_of(body + GOALS.replace("I. ", "II. "))
    assert [(one.metric, one.value) for one in found.targets] == [("online_dossier_rate", 80)]
    assert [(one.metric, one.value) for one in found.baseline] == [
        ("online_dossier_rate", 68),
        ("on_time_rate", 98),
        ("online_payment_rate", 45),
    ]


def test_the_means_of_a_survey_is_no_product() -> None:
    work = "III. NHIỆM VỤ\n1. Khảo sát mức độ hài lòng bằng phiếu điện tử, công khai kết quả (Công an xã; hằng quý).\n"
    [task] = read_text(f"{HEAD}{work}").tasks
    assert "phiếu" not in (task.product or "").lower()
