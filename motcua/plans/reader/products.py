"""What a task shall leave behind, where the document does not print it: drawn from the verb of the task."""

from __future__ import annotations

import re
from functools import cache

from motcua.plans.data import table
from motcua.plans.reader.agencies import what_is_done
from motcua.plans.reader.fold import CAPITAL, fold, plain, squeeze

_ISSUED = re.compile(
    r"^(?:tham mưu (?:cho )?[^,;.]{0,60}?)?(?:ban hành|xây dựng(?: và ban hành)?|xây dựng, ban hành|lập|"
    r"trình ban hành|biên soạn|soạn|thiết kế)\s+((?:các |bộ |một )?(?:kế hoạch|quyết định|quy chế|quy trình|phương án|"
    r"chương trình|văn bản|danh mục|đề án|báo cáo|công văn|thông báo|tài liệu|chuyên đề|chuyên mục|"
    r"hướng dẫn|tờ (?:hướng dẫn|rơi|gấp)|sổ tay|cẩm nang|công cụ|hồ sơ mẫu|kho dữ liệu|bảng kiểm)[^.;,]{0,110})",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"^(?:Thành lập|Bố trí(?= (?:điểm|khu|góc|quầy|ki-ốt))|Thiết lập|Trang bị|Lắp đặt|Đầu tư|Mua sắm|In|In ấn|"
    r"Phát(?! thanh| triển| huy| sóng| hiện| sinh| động)|Phát hành|In, phát)(?:,? bổ sung)?\s+"
    r"((?:[^\W_]|[ ,\-])+?)(?=\s+(?:để|phục vụ|cho|tại|trong|hướng dẫn|đến|từ|theo|trên|gồm|do|về|tới)\b|[.;(]|$)"
)
_DECIDED = re.compile(
    rf"\b(?:trình|tham mưu)(?: cho)? [{CAPITAL}][^,;.]{{2,60}}? (?:ra |ban hành |ký )?"
    r"(quyết định [^\s,;.]+ [^\s,;.]+(?: [^,;.]+?)??)(?=\s+(?:ở|tại|cho|đối với|đến|trước|trong|xong)\b|[,;.]|$)",
)
_OF_COUNCIL = re.compile(
    r"\btrình (?P<council>HĐND|Hội đồng nhân dân)(?P<whose> (?:tỉnh|thành phố|xã|phường|đặc khu))?"
    r"(?: [^,;.]{0,40}?)? (?:ban hành|thông qua|ra) (?P<what>[Nn]ghị quyết)\b"
)
_NAMED = re.compile(
    r"\b(phương án dự phòng|kịch bản(?: ứng phó)?|báo cáo (?:kết quả|đánh giá)[^,;.]{0,40}|danh mục [^,;.]{4,60})",
    re.IGNORECASE,
)
_OUTCOMES: list[tuple[re.Pattern[str], str]] = [
    (
        re.compile(r"^(?:hoan thanh )?ra soat, de xuat, cong khai thu tuc|^ra soat.{0,40}cong khai"),
        "Danh mục được công khai",
    ),
    (re.compile(r"^(?:ra soat, )?de xuat bo sung (?:cac )?thu tuc"), "Danh mục đề xuất"),
    (re.compile(
        r"^(?:ra soat, )?(?:de xuat|kien nghi)? ?(?:dieu chinh|sua doi)(?: cac)? quy trinh|"
        r"^ra soat, (?:de xuat )?dieu chinh cac quy trinh"
    ), "Quy trình được điều chỉnh"),
    (re.compile(r"^(?:ra soat, )?de xu[ae]t (?:nang cao|nang cap)"), "Đề xuất nâng cấp"),
    (re.compile(r"phe duyet cap do"), "Hồ sơ cấp độ được phê duyệt"),
    (re.compile(r"^to chuc (?:danh gia|khao sat)"), "Kết quả đánh giá"),
    (re.compile(r"trach nhiem cua tung can bo|phan cong (?:cu the )?trach nhiem"), "Phân công trách nhiệm"),
    (re.compile(r"^dua (?:noi dung )?.{0,240}vao ke hoach"), "Kế hoạch có nội dung được bổ sung"),
]  # fmt: skip


@cache
def _left_behind() -> re.Pattern[str]:
    """ "…; mỗi đơn vị có một thông báo kết luận", "lập danh sách học viên": a paper a clause says there will be."""
    return re.compile(
        r"(?:\b(?:co|lap|ra|hoan thanh|cap nhat|thanh|gui)\s+(?:mot |01 |cac )?|^(?:va )?(?=bao cao ket qua|lap ))"
        rf"(?P<what>{table('columns')['results']}\b.*)|\b(?:tao lap|hinh thanh) (?P<store>kho du lieu\b.*)"
    )


def _paper_in(text: str) -> str | None:
    """The paper the last of its clauses that names one says there will be, without when and to whom."""
    for clause in reversed([part.strip() for part in re.split(r"[;,.]\s+", text.rstrip(" ."))]):
        found = _left_behind().search(fold(clause))
        if found:
            what = clause[found.start(found.lastgroup or 0) :]
            return re.split(rf"\s+(?:trước|trong|vào|(?:trình|về)(?= [{CAPITAL}])|gửi|kèm theo|trên|cho)\s", what)[0][
                :90
            ]
    return None


def product_in(text: str) -> str | None:
    """A product said or implied by the words of a task; None where they leave nothing to hold in hand."""
    text = what_is_done(text)
    text = text[:1].upper() + text[1:]
    labelled = re.search(r"(?:sản phẩm|kết quả(?: đầu ra)?)\s*:\s*([^.;]+)", text, re.IGNORECASE)
    if labelled:
        return squeeze(labelled.group(1)).strip(" .;)")
    issued = _ISSUED.match(text)
    if issued:
        return squeeze(issued.group(1)).strip(" ,.")[:1].upper() + squeeze(issued.group(1)).strip(" ,.")[1:]
    council = _OF_COUNCIL.search(text)
    if council:
        return f"Nghị quyết của {council['council']}{council['whose'] or ''}"
    decided = _DECIDED.search(text)
    if decided:
        return decided.group(1)[:1].upper() + decided.group(1)[1:]
    words = plain(text)
    named = _NAMED.search(text)
    for pattern, outcome in _OUTCOMES:
        if pattern.search(words):
            return outcome
    if named:
        return squeeze(named.group(1)).capitalize()
    paper = _paper_in(text)
    if paper and len(paper.split()) > 1:
        return paper[:1].upper() + paper[1:]
    made = _MADE.match(text)
    return made.group(1)[:1].upper() + made.group(1)[1:] if made and len(made.group(1).split()) > 1 else None
