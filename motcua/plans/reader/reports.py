"""Who reports what to whom, how often; and who receives the document."""

from __future__ import annotations

import re
from functools import cache

from motcua.plans.data import table
from motcua.plans.reader.agencies import is_agency, name_end, who_acts
from motcua.plans.reader.block import PARTS, Block
from motcua.plans.reader.fold import CAPITAL, fold, plain, squeeze
from motcua.plans.reader.model import Recipient, Reporting, Responsibility, Source
from motcua.plans.reader.reading import Reading, closing_of, sentences
from motcua.plans.reader.tables import Row


@cache
def _rhythms() -> list[tuple[str, re.Pattern[str]]]:
    return [(name, re.compile(pattern)) for name, pattern in table("reporting")["rhythms"]]


@cache
def _told(name: str) -> re.Pattern[str]:
    return re.compile(table("reporting")[name])


_BODIES = "|".join(table("reporting")["bodies"])
_ENDS = (
    r"(?=\s+(?:xem xét|để|theo quy định|trước|chậm nhất|ngày \d|trong (?:ngày|tuần|tháng|quý|vòng)|"
    r"(?:chiều |sáng )?thứ \w|kết quả|tình hình|bổ sung|điều chỉnh|định kỳ|khi |nếu |ngay |kịp thời|tổng hợp|vào|"
    r"và kịp thời|(?i:hằng|hàng|mỗi) (?:tuần|tháng|quý|năm)|(?:06|0?3|sáu|6|3) tháng|qua |biết|chỉ đạo|\()|[,;.()/]|$)"
)
_TO = re.compile(
    r"(?:(?i:báo cáo|báo(?= ngay))|(?i:phản ánh|đề xuất)(?: kịp thời)?)(?:(?i: bằng văn bản| ngay))?\s+"
    r"(?:(?i:kết quả|tình hình|tiến độ|tổng kết|sơ kết)[^,;.]{0,60}?\s)?(?:về\s+|lên\s+|"
    rf"cho\s+|với\s+|tại\s+)?((?:{_BODIES})[^,;.()]{{0,90}}?)" + _ENDS
)
_SENT = re.compile(
    r"\b(?:[Gg]ửi|về|cho|đến|tới|lên|trình|liên hệ(?: với)?|đề xuất với)\s+(?:về\s+|cho\s+)?"
    rf"((?:{_BODIES}|xã|phường|đặc khu)(?:\s[^,;.()]{{2,90}}?)??)" + _ENDS
)
_ONWARDS = re.compile(
    rf"tổng hợp,?\s+(?:và )?(?:tham mưu )?báo cáo\s+(?:về\s+)?((?:{_BODIES})[^,;.()]{{0,90}}?)" + _ENDS
)
_INTO = re.compile(r"vào (?:các )?báo cáo định kỳ\s+(?:công tác )?([^,;.]{3,40}?)(?= theo|[,;.]|$)")


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
        told: str | None = None
        for duty in one.duties:
            lines, told = _lines(duty.text, one.agency, one.section, duty.source, reading, told)
            found += lines
    inside = {duty.source for one in responsibilities for duty in one.duties}
    for block in reading.blocks:
        closing = block.text if block.zone == "closing" else closing_of(block.text)
        told = "" if block.source in inside or block.zone != "body" or not _may_tell(block) else block.text
        if closing or told:
            section = "kết luận" if closing else block.section
            found += _lines(told or closing, None, section, block.source, reading)[0]
    return _once(found + [_of_row(row, reading) for row in reading.rows("reports")])


def _of_row(row: Row, reading: Reading) -> Reporting:
    """A row of a table of reports: what, by whom, to whom, by when."""
    cells = row.cells
    when = " ".join(cells[role] for role in ("reports", "deadline") if cells.get(role))
    raw, kind = rhythm(when)
    if kind in ("none", "once", "annual") and rhythm(cells.get("content", ""))[1] not in ("none", "annual"):
        kind = rhythm(cells.get("content", ""))[1]  # "Báo cáo tháng | trước ngày 20"
    sure = reading.confidence(0.85, row.source)
    return Reporting(
        cells.get("lead") or cells.get("owner") or "các cơ quan, đơn vị", cells.get("receiver"),
        cells.get("content", ""), when or raw, kind, f"PL {row.ordinal}", sure, row.source,
    )  # fmt: skip


def _may_tell(block: Block) -> bool:
    """Whether a paragraph may be about reports: of the parts on reports and duties, or of a part nobody can name."""
    unknown = block.kind == "front" and bool(block.ancestors)
    return block.style not in PARTS and (block.kind in ("reporting", "duties") or unknown)


def _lines(
    text: str, agency: str | None, section: str, source: Source, reading: Reading, told: str | None = None
) -> tuple[list[Reporting], str | None]:
    """The reports a paragraph asks for, and who receives the last; `told` received the one before."""
    found: list[Reporting] = []
    agency = agency or _asked(text) or who_acts(text)[0] or None
    for sentence, goes_on in _parts(text):
        words = plain(sentence)
        into, said = _INTO.search(sentence), _receiver(sentence)
        reports = _told("reports").search(words) or (said and _told("sends").search(words))
        if not into and (not reports or (_told("not_reports").search(words) and not said)):
            continue
        to = f"cấp có thẩm quyền (báo cáo {into.group(1)})" if into else (squeeze(said.group(1)) if said else None)
        dated = _told("dated").search(fold(sentence))
        again = told is not None and goes_on and "phan anh" in words
        if to is None and not _told("regular").search(words) and not dated and not again:
            continue
        to = to or told
        raw, kind = rhythm(sentence)
        if kind == "none" and dated:
            raw, kind = sentence[dated.start() : dated.end()], "periodic"
        before = found[-1].sender if found and goes_on else None
        sender = _sender(sentence, before or agency)
        sure = reading.confidence(0.75, source)
        found.append(Reporting(sender, to, squeeze(sentence)[:240], raw, kind, section, sure, source))
        onwards = _ONWARDS.search(sentence)
        if onwards and to and kind != "ad_hoc" and is_agency(to) and squeeze(onwards.group(1)) != to:
            found.append(
                Reporting(to, squeeze(onwards.group(1)), squeeze(sentence)[:240], raw, kind, section, sure, source)
            )
        told = to
    return found, told


_ASKS = re.compile(r"[^.;]{0,60}\b(?:yêu cầu|đề nghị)\s+")


def _asked(text: str) -> str:
    """Whom the sentence that closes a plan asks: "UBND xã yêu cầu các đơn vị, các bản …"."""
    asks = _ASKS.match(text)
    return text[asks.end() : name_end(text, asks.end())] if asks else ""


def _receiver(sentence: str) -> re.Match[str] | None:
    """Who is told first: "báo cáo …", "gửi … về …"."""
    named = [found for pattern in (_TO, _SENT) if (found := pattern.search(sentence))]
    return min(named, key=lambda found: found.start(1), default=None)


_FOR = re.compile(rf"(?:giúp|tham mưu(?: cho)?|thay mặt|để)\s+(?=(?-i:[{CAPITAL}]))", re.IGNORECASE)
_BEFORE_SENDER = re.compile(rf"[\s,]+(?=(?:các |[{CAPITAL}]))|^")


def _sender(sentence: str, agency: str | None) -> str:
    """Who sends a report: whom the agency helps to report, who begins the sentence after the time it names, the
    agency whose duty it is, or every unit."""
    helped = _FOR.search(sentence)
    end = name_end(sentence, helped.end()) if helped else 0
    if helped and end > helped.end() and re.match(r"\s+(?:tổng hợp,? )?báo cáo", sentence[end:]):
        return sentence[helped.end() : end]
    for start in (found.end() for found in _BEFORE_SENDER.finditer(sentence)):
        end = name_end(sentence, start)
        if end > start and _tells(sentence[end:]) and not _ADDRESSED.search(sentence[:start]):
            return squeeze(sentence[start:end])
        given = _GIVEN.match(sentence, end) if end > start else None
        if given:
            return squeeze(sentence[start : given.end()])
    return agency or "các cơ quan, đơn vị"


_GIVEN = re.compile(r" được (?:giao|phân công)[^,;.]{0,60}?(?= (?:gửi|báo cáo|tổng hợp|có trách nhiệm)\b)")
_ADDRESSED = re.compile(r"\b(?:gửi|về|của|cho|đến|tới|lên|báo cáo|báo)\s*(?:kết quả|số liệu)?\s*$", re.IGNORECASE)


def _tells(after: str) -> bool:
    return bool(
        re.match(
            r"\s*,?\s*(?:có trách nhiệm |(?:nếu |khi )?có (?:khó khăn|vướng mắc)(?:, vướng mắc)?,? |"
            r"trình [^,;.]{3,30} |định kỳ |kịp thời |thực hiện |phải |cần |chịu trách nhiệm )*"
            r"(?:tổng hợp|báo|gửi|phản ánh|đề xuất|liên hệ|cung cấp|nêu|thông tin|theo dõi|rà soát|đánh giá)",
            after,
        )
    )


_NEXT_PART = re.compile(
    r";\s+|(?:,\s+(?:và\s+)?|\s+và\s+)(?=báo cáo (?:năm|quý|tháng|6 tháng|sơ kết|tổng kết)\b[^,;]*\d)", re.IGNORECASE
)


def _parts(text: str) -> list[tuple[str, bool]]:
    """Sentences, and clauses of one behind ";" or of another report; and whether they go on with the one before."""
    found: list[tuple[str, bool]] = []
    for sentence in sentences(text):
        parts = [part for part in _NEXT_PART.split(sentence) if part.strip()]
        found += [(part, n > 0 or bool(found and found[-1][0].endswith(";"))) for n, part in enumerate(parts)]
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
