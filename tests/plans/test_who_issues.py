"""Who issues and signs a plan that is no people's committee's; officers and papers as such plans name them."""

from __future__ import annotations

import pytest

from motcua.plans.reader import Plan, read_text
from motcua.plans.reader.agencies import agencies_of, name_end
from motcua.plans.reader.lines import Line
from motcua.plans.reader.outline import paragraphs
from motcua.plans.reader.restore import _put_right
from motcua.plans.reader.said_owners import said_in

PARTY = """ĐẢNG BỘ TỈNH AN LÂM
ĐẢNG ỦY XÃ TÂN LỘC
*
Số 18-CTr/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM

Tân Lộc, ngày 18 tháng 9 năm 2026

CHƯƠNG TRÌNH HÀNH ĐỘNG
về nâng cao hiệu quả dịch vụ công trực tuyến giai đoạn 2026 - 2030
"""
POLICE = """CÔNG AN TỈNH AN LÂM
CÔNG AN PHƯỜNG TÂN LỘC
Số: 41/KH-CAP
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Tân Lộc, ngày 04 tháng 12 năm 2026

KẾ HOẠCH
Nâng cao chất lượng dịch vụ công trực tuyến năm 2027
"""
BODY = """
Thực hiện Chương trình số 33-CTr/TU, ngày 06/8/2026 của Ban Thường vụ Tỉnh ủy An Lâm về phát triển công dân số; Luật Khám bệnh, chữa bệnh ngày 09/01/2023; Nghị quyết Đại hội đại biểu Đảng bộ xã lần thứ I, nhiệm kỳ 2025 - 2030, ban hành nội dung như sau:

I. CHỈ TIÊU
1. Tỷ lệ hồ sơ nộp trực tuyến đạt ít nhất 85%.
II. NHIỆM VỤ
1. In tờ rơi hướng dẫn. Chủ trì: Phòng Văn hóa - Xã hội.
2. Tham gia hội diễn văn nghệ do Công an tỉnh tổ chức. Tổ Tổng hợp thực hiện. Thời gian: tháng 8/2027.
III. TỔ CHỨC THỰC HIỆN
1. Phòng Văn hóa - Xã hội theo dõi việc thực hiện.
Gặp khó khăn, vướng mắc báo cáo ngay chỉ huy Công an phường để cho ý kiến./.

Nơi nhận:
- Như trên;
- Lưu: VT.
"""  # noqa: E501


def plan_of(head: str, sign: str) -> Plan:
    return read_text(head + BODY + sign)


def test_a_paper_of_the_party_has_its_number_issuer_and_signer() -> None:
    meta = plan_of(PARTY, "T/M BAN CHẤP HÀNH\nBÍ THƯ\n\n\nTrần Văn Lộc\n").meta
    assert (meta.doc_number, meta.issuing_agency) == ("18-CTr/ĐU", "Đảng ủy xã Tân Lộc")
    assert (meta.agency_level, meta.commune) == ("commune", "Tân Lộc")
    assert (meta.signer_name, meta.signer_title, meta.signs_for) == ("Trần Văn Lộc", "Bí thư", "T/M BAN CHẤP HÀNH")


def test_a_plan_of_the_police_is_not_of_the_police_above_and_its_signer_has_no_rank_in_the_name() -> None:
    plan = plan_of(POLICE, "TRƯỞNG CÔNG AN PHƯỜNG\n\n(đã ký)\n\nTrung tá Phạm Hữu Lộc\n")
    assert (plan.meta.issuing_agency, plan.meta.agency_level) == ("Công an phường Tân Lộc", "commune")
    assert (plan.meta.signer_name, plan.meta.signer_title) == ("Phạm Hữu Lộc", "Trưởng công an phường")
    told = [(one.to, one.frequency_type) for one in plan.reporting]
    assert told == [("chỉ huy Công an phường", "ad_hoc")]


@pytest.mark.parametrize(
    ("lines", "agency", "level"),
    [
        ("UBND TỈNH AN LÂM\nSỞ Y TẾ", "Sở Y tế tỉnh An Lâm", "department"),
        ("VĂN PHÒNG UBND TỈNH AN LÂM\nTRUNG TÂM TƯ VẤN", "Trung tâm Tư vấn tỉnh An Lâm", "province"),
        ("UBND XÃ TÂN LỘC\nVĂN PHÒNG HĐND VÀ UBND XÃ", "Văn phòng HĐND và UBND xã Tân Lộc", "commune"),
        ("ỦY BAN NHÂN DÂN\nTỈNH AN LÂM", "UBND tỉnh An Lâm", "province"),
        ("ỦY BAN NHÂN DÂN\nPHƯỜNG TÂN LỘC", "UBND phường Tân Lộc", "commune"),
        ("ỦY BAN NHÂN DÂN\nĐẶC KHU TÂN LỘC", "UBND đặc khu Tân Lộc", "commune"),
    ],
)
def test_who_issues_is_named_with_its_place_and_has_a_level(lines: str, agency: str, level: str) -> None:
    head = POLICE.replace("CÔNG AN TỈNH AN LÂM\nCÔNG AN PHƯỜNG TÂN LỘC", lines)
    meta = plan_of(head, "GIÁM ĐỐC\n\nTrần Văn Lộc\n").meta
    assert (meta.issuing_agency, meta.agency_level) == (agency, level)


def test_papers_of_the_party_and_laws_named_after_several_things_are_bases() -> None:
    bases = plan_of(PARTY, "").meta.legal_bases
    assert [(one.number, one.date, one.type) for one in bases if one.number] == [
        ("33-CTr/TU", "2026-08-06", "programme")
    ]
    unnumbered = {(one.type, one.date, one.gist) for one in bases if not one.number}
    congress = "Nghị quyết Đại hội đại biểu Đảng bộ xã lần thứ I, nhiệm kỳ 2025 - 2030"
    assert unnumbered == {("law", "2023-01-09", "Luật Khám bệnh, chữa bệnh"), ("resolution", None, congress)}


def test_an_officer_and_the_post_behind_the_name_are_one() -> None:
    assert agencies_of("Đ/c Hòa, Phó Giám đốc") == ["Đ/c Hòa, Phó Giám đốc"]
    assert agencies_of("Phòng Kinh tế, Trưởng các thôn") == ["Phòng Kinh tế", "Trưởng các thôn"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Chỉ huy phụ trách chủ trì.", "Chỉ huy phụ trách"),
        ("Đội Cảnh sát quản lý hành chính rà soát hồ sơ", "Đội Cảnh sát quản lý hành chính"),
        ("Đảng ủy UBND xã lãnh đạo Trung tâm Phục vụ hành chính công niêm yết mã QR", "Đảng ủy UBND xã"),
        ("Lãnh đạo UBND xã kiểm tra", "Lãnh đạo UBND xã"),
    ],
)
def test_where_a_name_ends(said: str, name: str) -> None:
    assert said[: name_end(said)] == name


def test_a_sentence_that_only_says_who_does_it_is_believed_before_one_that_says_more() -> None:
    assert said_in("Tham gia hội diễn văn nghệ do Công an tỉnh tổ chức. Tổ Tổng hợp thực hiện.")[1].lead == [
        "Tổ Tổng hợp"
    ]


def test_a_heading_that_ends_in_a_word_before_figures_does_not_run_on() -> None:
    long = "Đoàn Thanh niên xã chủ trì mở lớp hướng dẫn kỹ năng cho người cao tuổi tại các thôn trên"
    said = ["1. Phát triển hạ tầng số", long, "địa bàn xã và hoàn thành trước ngày 30 tháng 6 năm", "2027."]
    found = paragraphs([Line(text, number) for number, text in enumerate(said)])
    assert [line.text for line in found] == [said[0], " ".join(said[1:])]


def test_a_label_does_not_swallow_the_word_before_it() -> None:
    assert _put_right("th6n. Ph6i hgp: Công an xã.") == "th6n. Phối hợp: Công an xã."
