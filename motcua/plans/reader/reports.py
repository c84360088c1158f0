"""Who reports what to whom, how often; and who receives the document."""

from __future__ import annotations

import re
from functools import cache

from motcua.plans.data import table
from motcua.plans.reader.agencies import is_agency
from motcua.plans.reader.fold import fold, plain, squeeze
from motcua.plans.reader.model import Recipient, Reporting, Responsibility, Source
from motcua.plans.reader.reading import Reading, sentences


@cache
def _rhythms() -> list[tuple[str, re.Pattern[str]]]:
    return [(name, re.compile(pattern)) for name, pattern in table("reporting")["rhythms"]]


@cache
def _told(name: str) -> re.Pattern[str]:
    return re.compile(table("reporting")[name])


_BODIES = "|".join(table("reporting")["bodies"])
_ENDS = (
    r"(?=\s+(?:xem xét|để|theo quy định|trước|kết quả|tình hình|bổ sung|điều chỉnh|định kỳ|tổng hợp|vào|và kịp thời|"
    r"(?i:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm)|(?:06|0?3|sáu|6|3) tháng|qua |biết|chỉ đạo|\()|[,;.()/]|$)"
)
_TO = re.compile(
    r"(?:(?i:báo cáo)|(?i:phản ánh)(?: kịp thời)?)\s+(?:(?i:kết quả|tình hình|tiến độ)[^,;.]{0,60}?\s)?(?:về\s+|lên\s+|"
    rf"cho\s+|với\s+|tại\s+)?((?:{_BODIES})[^,;.()]{{0,90}}?)" + _ENDS
)
_SENT = re.compile(
    rf"\b(?:gửi|về|cho|đến|tới|lên)\s+(?:về\s+|cho\s+)?((?:{_BODIES}|xã|phường|đặc khu)(?:\s[^,;.()]{{2,90}}?)??)"
    + _ENDS
)
_ONWARDS = re.compile(
    rf"tổng hợp,?\s+(?:và )?(?:tham mưu )?báo cáo\s+(?:về\s+)?((?:{_BODIES})[^,;.()]{{0,90}}?)" + _ENDS
)
_INTO = re.compile(r"vào (?:các )?báo cáo định kỳ\s+(?:công tác )?([^,;.]{3,40}?)(?= theo|[,;.]|$)")
_FROM = re.compile(
    r"(?:các|thủ trưởng các)\s[^.;]{3,90}?(?=\s+(?:kịp thời|tổng hợp|phản ánh|báo cáo|có trách nhiệm|gửi))",
    re.IGNORECASE,
)


def rhythm(text: str) -> tuple[str | None, str]:
    """(words as written, type) of a reporting rhythm."""
    words = fold(text)
    for name, pattern in _rhythms():
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
    for sentence in _parts(text):
        words = plain(sentence)
        into, said = _INTO.search(sentence), _receiver(sentence)
        if not into and (not _told("reports").search(words) or (_told("not_reports").search(words) and not said)):
            continue
        to = f"cấp có thẩm quyền (báo cáo {into.group(1)})" if into else (squeeze(said.group(1)) if said else None)
        if to is None and not _told("regular").search(words):
            continue
        raw, kind = rhythm(sentence)
        sender = agency or _sender(sentence)
        sure = reading.confidence(0.75, source)
        found.append(Reporting(sender, to, squeeze(sentence)[:240], raw, kind, section, sure, source))
        onwards = _ONWARDS.search(sentence)
        if onwards and to and _heads(to) and squeeze(onwards.group(1)) != to:
            found.append(
                Reporting(to, squeeze(onwards.group(1)), squeeze(sentence)[:240], raw, kind, section, sure, source)
            )
    return found


def _receiver(sentence: str) -> re.Match[str] | None:
    """Who is told first: "báo cáo …", "gửi … về …"."""
    named = [found for pattern in (_TO, _SENT) if (found := pattern.search(sentence))]
    return min(named, key=lambda found: found.start(1), default=None)


_ACTS = re.compile(
    r"^(.{3,70}?)\s*,?\s+(?:có trách nhiệm |định kỳ |kịp thời |thực hiện )*(?:tổng hợp|báo cáo|gửi|phản ánh)\b"
)


def _sender(sentence: str) -> str:
    """Who sends a report: the agency the sentence begins with, the many it names, or every unit."""
    bare = re.sub(r"^.{0,40}?(?:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm)\s*,\s*", "", sentence)
    acts = _ACTS.match(bare)
    if acts and is_agency(acts.group(1)):
        return squeeze(acts.group(1))
    who = _FROM.search(sentence)
    return squeeze(who.group()) if who else "các cơ quan, đơn vị"


def _heads(name: str) -> bool:
    """Whether who receives a report is somebody named, who can hand it on."""
    return is_agency(name)


def _parts(text: str) -> list[str]:
    """Sentences, and clauses of a sentence that end in ";" – a report sent is one of several duties in a line."""
    return [part for sentence in sentences(text) for part in re.split(r";\s+", sentence) if part.strip()]


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
