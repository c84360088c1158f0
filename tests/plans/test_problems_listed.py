"""Problems listed beneath a sentence that opens the list, in a part whose heading says nothing of problems."""

from __future__ import annotations

import pytest

from motcua.plans.reader import Plan, read_text

HEAD = """UBND XÃ TÂN PHÚ
Số: 12/KH-UBND
Tân Phú, ngày 10 tháng 01 năm 2026
KẾ HOẠCH
Nâng cao chất lượng dịch vụ công trực tuyến năm 2026
I. SỰ CẦN THIẾT
"""
END = """
II. MỤC TIÊU
1. Hồ sơ nộp trực tuyến đạt ít nhất 80%.
III. NHIỆM VỤ
1. Tuyên truyền đến người dân. Chủ trì: Phòng Văn hóa - Xã hội.
"""


def plan_of(opener: str, *listed: str) -> Plan:
    return read_text(HEAD + opener + "\n" + "\n".join(f"- {one}" for one in listed) + "\n" + END)


@pytest.mark.parametrize(
    "opener",
    [
        "Sau sáu tháng vận hành, công tác cải cách hành chính có chuyển biến nhưng còn một số việc chưa đạt:",
        "Khó khăn lớn nhất hiện nay là:",
        "Năm 2025, xã tiếp nhận 640 hồ sơ trực tuyến. Các nguyên nhân chủ yếu:",
        "Tuy nhiên, vẫn còn những hạn chế sau đây:",
        "Qua rà soát, nổi lên các điểm nghẽn:",
        "Những điều người dân chưa yên tâm:",
    ],
)
def test_what_a_sentence_opens_is_wrong_line_by_line(opener: str) -> None:
    found = plan_of(opener, "Bà con đem giấy tờ đến nhờ nộp giúp.", "Ngư dân về bờ thì Trung tâm đã đóng cửa.").problems
    assert [one.text.rstrip(".") for one in found] == [
        "Bà con đem giấy tờ đến nhờ nộp giúp", "Ngư dân về bờ thì Trung tâm đã đóng cửa",
    ]  # fmt: skip


@pytest.mark.parametrize("opener", ["Khi có khó khăn, vướng mắc, người dân liên hệ:", "Xã có ba điểm tiếp nhận hồ sơ:"])
def test_other_lists_are_not_of_problems(opener: str) -> None:
    assert plan_of(opener, "Trung tâm Phục vụ hành chính công xã.", "Nhà văn hóa thôn Đông.").problems == []


@pytest.mark.parametrize(
    ("said", "problem", "cause"),
    [
        ("Đường sá khó đi nên người dân ngại đến Trung tâm.", "Người dân ngại đến Trung tâm.", "Đường sá khó đi"),
        ("Hồ sơ thừa kế hay bị trả lại vì tên trên sổ không khớp.", "Hồ sơ thừa kế hay bị trả lại",
         "tên trên sổ không khớp"),
        ("Máy quét đã cũ, hay hỏng, khiến việc số hóa còn chậm.", "Việc số hóa còn chậm.", "Máy quét đã cũ, hay hỏng"),
    ],
)  # fmt: skip
def test_why_may_stand_before_what_is_wrong(said: str, problem: str, cause: str) -> None:
    (found,) = plan_of("Khó khăn hiện nay là:", said).problems
    assert (found.text, found.causes) == (problem, [cause])
