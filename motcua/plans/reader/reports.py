"""Who reports what to whom, how often; and who receives the document."""

from __future__ import annotations

import re

from motcua.plans.reader.fold import fold, plain, squeeze
from motcua.plans.reader.model import Recipient, Reporting, Responsibility, Source
from motcua.plans.reader.reading import Reading, sentences

_RHYTHMS: list[tuple[str, re.Pattern[str]]] = [
    ("periodic", re.compile(r"\bquy\b[^.;]{0,60}\b(?:6 thang|sau thang)\b[^.;]{0,60}\bnam\b|quy, (?:6 thang, )?nam")),
    ("quarterly", re.compile(r"(?:truoc )?(?:ngay )?(?:\d+ )?(?:cua )?thang cuoi (?:cua )?quy|cuoi (?:moi )?quy")),
    ("monthly_quarterly", re.compile(r"hang thang\s?[/,]\s?(?:hang )?quy|thang, quy|hang thang, hang quy")),
    ("monthly", re.compile(r"hang thang|moi thang|dinh ky (?:hang )?thang|truoc ngay \d+ (?:hang thang|cua thang)")),
    ("quarterly", re.compile(r"hang quy|moi quy|dinh ky (?:hang )?quy")),
    ("half_yearly", re.compile(r"6 thang|sau thang|ban nien")),
    ("annual", re.compile(r"hang nam|hang nam|moi nam|cuoi nam|truoc ngay \d+/1[12]\b|ket thuc nam")),
    ("weekly", re.compile(r"hang tuan|moi tuan")),
    ("periodic", re.compile(r"dinh ky")),
    ("as_regulated", re.compile(r"theo quy dinh$|theo quy dinh\b(?! cua)")),
    ("ad_hoc", re.compile(r"kip thoi|dot xuat|khi (?:co|phat sinh)|phat sinh|kho khan, vuong mac|vuong mac|vuong mac")),
]  # fmt: skip
_REPORTS = re.compile(
    r"\b(?:bao cao|cung cap (?:so lieu|thong tin)|(?:phan anh|neu) .{0,40}vuong mac|phan anh (?:ve|kip thoi))\b"
)
_NOT_REPORTS = re.compile(
    r"(?:cac|che do|mau|lap|noi dung|so lieu) bao cao(?! dinh ky)(?! uy)|trong bao cao|bao cao vien|bao va"
)
_TO = re.compile(
    r"(?:(?i:báo cáo)|phản ánh(?: kịp thời)?)\s+(?:kết quả[^,;.]{0,60}?\s)?(?:về\s+|lên\s+|"
    r"cho\s+)?((?:Ủy ban nhân dân|UBND|Chủ tịch|Bộ|Sở|Công an|Văn phòng|Trung tâm|Đảng ủy|Tỉnh|Phòng|Thường trực|"
    r"cấp trên|tỉnh|thành phố)[^,;.()]{0,90}?)(?=\s+(?:xem xét|để|theo quy định|trước|kết quả|tình hình|"
    r"bổ sung|điều chỉnh|định kỳ|và kịp thời|\()|[,;.()]|$)"
)
_SENT = re.compile(
    r"\b(?:gửi|về|cho|đến)\s+(?:về\s+)?((?:Ủy ban nhân dân|UBND|Chủ tịch|Bộ|Sở|Công an|Văn phòng|Trung tâm|Đảng ủy|"
    r"Phòng|Thường trực)\s[^,;.()]{2,90}?)(?=\s+(?:xem xét|để|theo quy định|trước|tổng hợp|định kỳ|\()|[,;.()]|/|$)"
)
_INTO = re.compile(r"vào (?:các )?báo cáo định kỳ\s+(?:công tác )?([^,;.]{3,40}?)(?= theo|[,;.]|$)")
_FROM = re.compile(
    r"(?:các|thủ trưởng các)\s[^.;]{3,90}?(?=\s+(?:kịp thời|tổng hợp|phản ánh|báo cáo|có trách nhiệm|gửi))",
    re.IGNORECASE,
)


def rhythm(text: str) -> tuple[str | None, str]:
    """(words as written, type) of a reporting rhythm."""
    words = fold(text)
    for name, pattern in _RHYTHMS:
        found = pattern.search(words)
        if found:
            return text[found.start() : found.end()], name
    return None, "none"


def find_reporting(reading: Reading, responsibilities: list[Responsibility]) -> list[Reporting]:
    """Reporting lines in duties, in the part on reporting and in the closing words."""
    found: list[Reporting] = []
    for one in responsibilities:
        for duty in one.duties:
            found += _lines(duty.text, one.agency, one.section, duty.source, reading)
    for block in reading.blocks:
        if block.zone == "closing" or (block.kind == "reporting" and block.zone == "body" and block.style != "roman"):
            found += _lines(
                block.text, None, "kết luận" if block.zone == "closing" else block.section, block.source, reading
            )
    return _once(found)


def _lines(text: str, agency: str | None, section: str, source: Source, reading: Reading) -> list[Reporting]:
    found: list[Reporting] = []
    for sentence in sentences(text):
        words = plain(sentence)
        into, said = _INTO.search(sentence), _TO.search(sentence) or _SENT.search(sentence)
        if not into and (not _REPORTS.search(words) or (_NOT_REPORTS.search(words) and not said)):
            continue
        to = f"cấp có thẩm quyền (báo cáo {into.group(1)})" if into else (squeeze(said.group(1)) if said else None)
        if to is None and not re.search(r"dinh ky|dot xuat|hang (?:thang|quy|nam)", words):
            continue
        raw, kind = rhythm(sentence)
        sender = agency
        if sender is None:
            who = _FROM.search(sentence)
            sender = squeeze(who.group()) if who else "các cơ quan, đơn vị"
        found.append(
            Reporting(sender, to, squeeze(sentence)[:240], raw, kind, section, reading.confidence(0.75, source), source)
        )
    return found


def _once(found: list[Reporting]) -> list[Reporting]:
    kept: list[Reporting] = []
    for line in found:
        if not any(
            (line.sender, line.to, line.frequency_type) == (other.sender, other.to, other.frequency_type)
            for other in kept
        ):
            kept.append(line)
    return kept


def find_recipients(reading: Reading) -> list[Recipient]:
    """The lines beneath "Nơi nhận", without end signs."""
    found: list[Recipient] = []
    for block in reading.blocks:
        if block.zone != "recipients" or fold(block.text).startswith("noi nhan"):
            tail = block.text.split(":", 1)[1].strip() if block.zone == "recipients" and ":" in block.text else ""
            parts = [part.strip() for part in tail.split(" - ") if part.strip()] if tail else []
        else:
            parts = [block.text]
        for part in parts:
            name = re.sub(r";\s*\(", " (", squeeze(part)).strip(" ;.,_-")
            if name:
                found.append(Recipient(name, reading.confidence(0.9, block.source), block.source))
    return found
