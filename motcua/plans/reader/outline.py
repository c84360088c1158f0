"""Lines to paragraphs, and paragraphs to the tree of parts that their numbering draws.

Marks known: Phần/Chương, A., I., 1., Nhiệm vụ 1., 1.1., Điều 1., a), 1), (i), -, +, bullets. Ranks follow Decree
30/2020; where a document first uses I. and then A. beneath it, or 1. and then "Nhiệm vụ 1.", they follow the document.
Lines without a mark that head what follows them are told by their shape (`heads`).
"""

from __future__ import annotations

import re

from motcua.plans.data import table
from motcua.plans.reader.agencies import is_agency, name_end
from motcua.plans.reader.block import HEAD, Block
from motcua.plans.reader.fold import CAPITAL, fold, plain, squeeze
from motcua.plans.reader.heads import bare_head, heading_kind
from motcua.plans.reader.lines import Line, is_caps, starts_lower
from motcua.plans.reader.said_owners import is_label

PART, UPPER, ROMAN, NAMED, NUM, LETTER, PAREN, DASH, PLUS, BODY = 0, 1, 2, 2.75, 3, 7, 8, 9, 10, 11

_MARKS: list[tuple[str, float, re.Pattern[str]]] = [
    ("part", PART, re.compile(r"^((?:Ph[âầ]n|Chương|PH[ÂẦ]N|CHƯƠNG)\s+(?:thứ\s+\w+|THỨ\s+\w+|[IVX]+|\d+))[.:\s]*")),
    ("article", ROMAN, re.compile(r"^((?:Điều|Mục|ĐIỀU|MỤC)\s+[IVX\d]+)[.:\s]+")),
    ("upper", UPPER, re.compile(r"^([A-HK-U])[.)]\s+(?=\w)")),
    ("roman", ROMAN, re.compile(r"^([IVX]{1,6})\s*(?:[.\-–):]\s*(?=\w)|/\s*(?=[^\W\d]))")),
    ("number", NUM, re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)]\s+(?=[^\s%])|\s+(?=[^\d\s%]))")),
    (
        "named",
        NAMED,
        re.compile(
            r"^(?:Nhóm nhiệm vụ|Nhiệm vụ|Nhóm|Việc|Công việc|Hoạt động|Nội dung)\s+(?:số\s+|thứ\s+)?"
            r"(\d{1,2}|[IVX]{1,4})\s?[.:]\s*(?=\w)"
        ),
    ),
    ("number", NUM, re.compile(r"^(\d{1,2})\s?[.)/]\s*(?=[^\d\s%])")),
    ("number", NUM, re.compile(r"^(\d{1,2})[.)]\s+(?=\d[\d.,]*(?:\s?/\s?\d+)?\s?(?:%|[^\W\d_]))")),
    ("number", NUM, re.compile(r"^(\d{1,2})(?:\s?[-–]\s*(?=[^\W\d_a-z])|[-–]\s+(?=100%\s))")),
    ("paren", PAREN, re.compile(r"^(\([ivx]{1,5}\)|\(\d{1,2}\)|\([a-zđ]\))\s*")),
    ("letter", LETTER, re.compile(r"^([a-zđ])\s?[.)/]\s+(?=\S)|^([a-zđ])\)\s*(?=\S)")),
    ("plus", PLUS, re.compile(r"^(\+)\s*(?=\S)")),
    ("dash", DASH, re.compile(r"^([-–—•●▪■*·➢✓❖o])\s+(?=\S)|^([-–—•●▪■·➢✓❖])(?=\S)")),
]
_OCR_ROMAN = re.compile(r"^([IVXLl1|!]{0,5})\s?[.,]\s+(?=\w)")


def mark_of(text: str) -> tuple[str, str, float, str]:
    """(mark, style, rank, rest) of a line; style "body" where it bears no mark."""
    if text[:1] in "-–" and re.match(r"^[-–]\s+(?:[a-zđ]\)|\d{1,2}\.)\s", text):
        text = text[1:].strip()
    for style, rank, pattern in _MARKS:
        found = pattern.match(text)
        if found:
            mark = next(group for group in found.groups() if group)
            if style == "number":
                rank = LETTER + 0.5 if text[found.end(1) : found.end(1) + 1] == ")" else rank + mark.count(".")
            return mark, style, rank, text[found.end() :].strip()
    found = _OCR_ROMAN.match(text)
    if found and is_caps(text[found.end() :]) and len(text.split()) >= 3:
        return found.group(1) or "?", "roman", ROMAN, text[found.end() :].strip()
    return "", "body", BODY, text


def _width(lines: list[Line]) -> float:
    """The usual length of a full line; infinite where paragraphs are not broken into lines."""
    lengths = sorted(len(line.text) for line in lines if not line.cells and len(line.text) > 25)
    if not lengths:
        return float("inf")
    ninetieth, longest = lengths[int(len(lengths) * 0.9)], lengths[int((len(lengths) - 1) * 0.97)]
    return ninetieth if longest <= 160 else float("inf")


_VERB_START = re.compile(r"^(?:" + "|".join(map(fold, table("verbs")["duties"])) + r")\b")
_SPECIAL = re.compile(
    r"^(?:noi nhan|phu luc|danh muc$|ke hoach$|quyet dinh:?$|kinh gui|tm\.|kt\.|tl\.|so:\s|"
    r"\(?(?:ban hanh )?kem theo|cong hoa xa hoi|"
    r"tren day la (?:toan bo )?(?:noi dung )?(?:ke hoach|quyet dinh|chi thi|de an|chuong trinh)\b|"
    r"doc lap|can cu |theo de nghi|xet de nghi|thuc hien (?:quyet dinh|ke hoach|nghi quyet|chi thi|cong van|"
    r"chuong trinh|ket luan|de an|luat|nghi dinh|thong bao|cong dien|y kien)\b.{0,30}\bso\b)"
)


def _opens(last: str, text: str) -> bool:
    """Whether a line begins as a label or as an assignment does ("Giao …", "Đề nghị …")."""
    if text[:1].isupper() and ":" in text[:48] and is_label(text):
        return True
    return last[-1:] in ".;" and bool(re.match(rf"(?:Giao|Đề nghị|Yêu cầu)\s+[{CAPITAL}]", text))


def _asks_on(last: str) -> bool:
    """Whether a line ends in a label behind other words, whose answer stands in the next: "… trực tuyến. Phối hợp:"."""
    label = re.search(r"[.;,]\s([^.;:]{4,30}:)$", last)
    return bool(label) and is_label(label.group(1) if label else "")


def _hard_break(before: Line, line: Line, width: float, airy: bool) -> bool:
    """Whether the line clearly starts a paragraph of its own although it bears no mark."""
    text, last = line.text, before.text
    if _opens(last, text):
        return True
    if not airy and line.gap and (last[-1:] in ".;" or (last[-1:] in ":…)" and not starts_lower(text))):
        return True
    if _SPECIAL.match(fold(text)) and (text[:1].isupper() or text[:1] == "("):
        return True
    if is_caps(text) != is_caps(last) and len(last) > 6 and len(text) > 6:
        return True
    cut = _asks_on(last) or (re.search(r"\b(?:ngày|tháng|năm|số)$", last) and not text[:1].isalpha())
    if starts_lower(text) or cut:
        return False
    head, style, _, rest = mark_of(last)
    if (
        head
        and style in ("number", "letter")
        and is_agency(rest)
        and last[-1:] not in ",-.;"
        and len(last) < width * 0.93
    ):
        return bool(_VERB_START.match(fold(text))) or len(last) < width * 0.6
    if width == float("inf"):
        return not (last[-1:] in ",-" or (last[-1:].isalnum() and text[:1].isalpha() and starts_lower(text)))
    room = (len(last) + 1 + len(text.split()[0])) / width
    if last[-1:] in ".;:…" and (room < 0.97 or line.gap > before.gap + 1 or last.endswith((";", ":"))):
        return text[:1].isupper() or not text[:1].isalpha()
    if _VERB_START.match(fold(text)) and last[-1:] not in ",-" and room < 0.93:
        return True
    return room < 0.72


def paragraphs(lines: list[Line]) -> list[Line]:
    """Lines joined to paragraphs: a broken line goes on where it has no mark and does not clearly start anew."""
    width = _width(lines)
    airy = sum(1 for line in lines if line.gap) > len(lines) / 2
    joined: list[Line] = []
    last: Line | None = None
    for line in lines:
        style = mark_of(line.text)[1]
        fresh = last is None or line.cells is not None or last.cells is not None or style != "body"
        if fresh and last is not None and _continues(last, line, style):
            fresh = False
        if not fresh and last is not None and not _hard_break(last, line, width, airy):
            glue = "" if last.text.endswith("-") and line.text[:1].isupper() and not last.text.endswith(" -") else " "
            whole = joined[-1]
            joined[-1] = Line(squeeze(whole.text + glue + line.text), whole.number, whole.page, None, whole.gap)
        else:
            joined.append(line)
        last = line
    return joined


_HEAD = 40


def _continues(last: Line, line: Line, style: str) -> bool:
    """A line that looks marked but goes on from the line before: "… điểm\\na) khoản 1", "giai đoạn\\n2022 - 2025"."""
    if line.cells is not None or last.cells is not None:
        return False
    if style == "dash":
        return _cut_name(last.text, line.text) or (
            bool(re.match(r"^[-–]\s*(?:\d|[A-ZĐ]\w+\.)", line.text)) and last.text[-1:].isdigit()
        )
    if style == "roman":
        return bool(re.search(r"\bquý$", last.text, re.IGNORECASE))
    if style == "number":
        if re.match(r"\d{1,2}[.)]\s+[^\W\d_]", line.text) and line.text.split()[1][:1].isupper():
            return False
        if len(last.text) < _HEAD and mark_of(last.text)[1] != "body":  # "a) Chính quyền số" is a heading
            return False
        return bool(re.search(r"(?:ngày|tháng|năm|số|khoản|điều|khoảng|dưới|trên|đạt)$", last.text, re.IGNORECASE))
    return False


def outline(lines: list[Line]) -> list[Block]:
    """Paragraphs as blocks in reading order, each hung under the part it belongs to, each with its kind."""
    blocks: list[Block] = []
    stack: list[Block] = []
    for block, line in _blocks(lines):
        if _resets(line.text):
            stack = []
        if _names_part(stack, blocks, block.style, block.text):
            stack[-1].text = block.text
            stack[-1].kind = _kind(stack[-1])
            continue
        while stack and stack[-1].rank >= block.rank:
            stack.pop()
        block.parent = stack[-1] if stack else None
        if block.parent:
            block.parent.children.append(block)
        block.kind = _kind(block)
        if block.rank < BODY:
            stack.append(block)
        blocks.append(block)
    return blocks


def _blocks(lines: list[Line]) -> list[tuple[Block, Line]]:
    """Every line as a block with the rank its mark has in this document; heads without a mark are told by shape."""
    kept = [line for line in lines if line.cells is None]
    found = []
    for line in kept:
        mark, style, rank, rest = mark_of(line.text)
        found.append((Block(rest, mark, style, rank, line.source), line))
    _settle_ranks([block for block, _ in found])
    marked = sum(block.style in ("upper", "roman", "article", "part") for block, _ in found) > 1
    begun = ended = False
    before_block: Block | None = None
    for (block, line), (after, _), before in zip(found, found[1:], [*kept[:1], *kept], strict=False):
        ended = ended or fold(block.text).startswith("noi nhan")
        title = is_caps(block.text) and len(block.text) < 45 and heading_kind(block.text) is not None
        may = block.style in ("body", "dash") and (begun or (title and not _NAMES_IT.match(fold(before.text))))
        begun = begun or block.style not in ("body", "dash") or (len(block.text) > 80 and block.text[-1:] in ".:;")
        named = before_block is not None and not before_block.text  # the mark above stands alone: this names its part
        before_block = block
        if ended or not may or named or is_label(block.text):
            continue
        level = bare_head(block, after, before, line, marked)
        if level is not None:
            block.style, block.rank = HEAD, level
    return found


_NAMES_IT = re.compile(r"(?:ke hoach|quyet dinh|phu luc)\b")


def _settle_ranks(blocks: list[Block]) -> None:
    """Where I. stands above A., or 1. above "Nhiệm vụ 1.", the second ranks beneath the first."""
    first = {style: n for n, style in reversed([*enumerate(block.style for block in blocks)])}
    lower = {
        style: below
        for style, above, below in (("upper", "roman", ROMAN + 0.5), ("named", "number", NUM + 0.5))
        if first.get(above, len(blocks)) < first.get(style, -1)
    }
    for block in blocks:
        block.rank = lower.get(block.style, block.rank)


def _names_part(stack: list[Block], blocks: list[Block], style: str, text: str) -> bool:
    """Whether a line is the name of the part whose mark stands alone above it ("PHẦN THỨ NHẤT" / "THỰC TRẠNG")."""
    bare = bool(stack) and stack[-1] is blocks[-1] and not stack[-1].text and stack[-1].style in ("part", "roman")
    return bare and style == "body" and len(text) < 160 and (is_caps(text) or heading_kind(text) is not None)


_DEPARTMENT = re.compile(r"\b(?:Phòng|Sở|Ban|Bộ|Hạt|Trung tâm|Chi cục|Công chức)(?: [^\W\d_]+){1,4}$")


def _cut_name(last: str, text: str) -> bool:
    """ "… Phòng Văn hóa / - Xã hội chủ trì": a name with a dash broken over two lines."""
    found = _DEPARTMENT.search(last)
    if not found or len(last) < 60 or not re.match(r"^[-–]\s+[A-ZĐÀ-Ỹ]", text) or is_agency(text[1:]):
        return False
    return name_end(f"{found.group()} {text}") > len(found.group()) + 3


def _resets(text: str) -> bool:
    return bool(re.match(r"^(?:phu luc|ke hoach|quyet dinh:?|danh muc|noi nhan)\b", fold(text))) and (
        is_caps(text) or fold(text).startswith("noi nhan")
    )


def _kind(block: Block) -> str:
    inherited = block.parent.kind if block.parent else "front"
    short = len(block.text) <= 230 and block.text[-1:] not in ";"
    if block.rank <= LETTER and short and (block.style != "article" or len(block.text) < 60):
        named = heading_kind(block.text)
        parts = block.rank < NUM and block.style != "named"  # "Việc 1. Giao chỉ tiêu …" is work, not a part on targets
        if named and (parts or _may_name(block, inherited, named)):
            return named
    return inherited


_WORK_AHEAD = re.compile(
    r"^(?:(?:phuong huong|cac|nhung|mot so),? )*(?:nhiem vu|giai phap|to chuc thuc hien|phan cong)(?!.*\bda\b)"
)


def _may_name(block: Block, inherited: str, named: str) -> bool:
    """Lower headings only refine: a task that speaks of targets stays a task, an agency's duty stays a duty."""
    head = plain(block.text).strip(" .:")
    if inherited in ("baseline", "problems") and named in ("tasks", "solutions", "duties"):  # work that was done
        return bool(_WORK_AHEAD.match(head))
    if inherited in ("front", "aims", "demands", "targets", "baseline", "problems"):
        return True
    if inherited in ("tasks", "solutions"):
        return (
            named in ("aims", "targets", "budget", "solutions", "tasks", "duties")
            and len(head) <= 60
            and (
                bool(re.match(r"^(?:muc tieu|chi tieu|giai phap|nhiem vu|kinh phi|to chuc thuc hien|phan cong)", head))
            )
        )
    return named in ("reporting", "budget") and inherited == "duties" and len(block.text) < 60
