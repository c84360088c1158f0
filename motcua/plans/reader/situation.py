"""Where things stand: objectives, measured baselines, problems with their causes, groups of solutions."""

from __future__ import annotations

import re

from motcua.plans.reader.asides import is_asked, past_asides
from motcua.plans.reader.block import Block
from motcua.plans.reader.deadlines import undated, until_day
from motcua.plans.reader.figures import worth
from motcua.plans.reader.fold import fold, plain, squeeze
from motcua.plans.reader.measures import fits, told_late
from motcua.plans.reader.metrics import OTHER, Metric, best_metric
from motcua.plans.reader.model import Baseline, Solution, Source
from motcua.plans.reader.places import State
from motcua.plans.reader.problems import PROBLEM_LABEL
from motcua.plans.reader.quantities import SLIP, Quantity, clauses, counts, is_time, quantities, reached
from motcua.plans.reader.reading import Part, Reading, sentences
from motcua.plans.reader.stances import GOALS, PROMISED, REACHED, SILENT, WORK, WORKS
from motcua.plans.reader.tables import Row, Table
from motcua.plans.reader.target_tables import Cell, cells_of, measured_by

_COUNT = r"(\d{1,3}(?:\.\d{3})+|\d+)"
_FRACTION = re.compile(
    rf"(?<![\d./]){_COUNT}\s*(?:người|hồ sơ|TTHC|thủ tục)?\s*(?:/|trên tổng số|trong tổng số)\s*{_COUNT}(?!\d|"
    r"/)\s*([^()%;:]{0,140}?)\s*[,(]?\s*(?:\((?:đạt|chiếm|tương ứng)?[^()%\d]{0,25}|(?:,\s*)?(?:đạt|"
    r"chiếm|bằng|tương ứng|tỷ lệ)(?: tỷ lệ)?\s*)(\d+(?:,\d+)?)\s?%"
)
_TOTAL = re.compile(
    r"(?:tổng số|trong tổng số)\s+(\d[\d.]*)\s+(thủ tục hành chính|TTHC|hồ sơ|dịch vụ[^,;.]{0,20})|"
    r"\bcó\s+(\d[\d.]*)\s+(thủ tục hành chính|TTHC)\s+(?=thuộc (?:phạm vi |thẩm quyền))"
)
_LEVELS = [("cấp huyện", r"cấp huyện"), ("cấp xã", r"cấp xã"), ("cấp tỉnh", r"cấp tỉnh")]


def _tidy(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _level(text: str) -> str | None:
    words = text.lower()
    return next((name for name, pattern in _LEVELS if re.search(pattern, words)), None)


def find_baselines(reading: Reading) -> list[Baseline]:
    """Measured values: of sentences that say what was reached, of goals that say it in passing, of tables."""
    found: list[Baseline] = []
    for part in reading.parts:
        if part.stance != SILENT and (part.stance != WORK or part.block.kind not in WORKS):
            found += _in_part(part, reading)
    for table in reading.target_tables:
        found += _in_columns(table, reading)
    for row in reading.rows("tasks"):
        found += _beside_told(row, reading)
    return _once(found)


def _beside_told(row: Row, reading: Reading) -> list[Baseline]:
    """Where things stand, beside a target written out in the same row of a table of work."""
    told, standing = row.cells.get("told", ""), row.cells.get("standing", "")
    figure = re.search(r"\d[\d.,]*", standing)
    if not told or figure is None:
        return []
    share = "%" in standing
    aimed = next((one for one in quantities(told) if one.share == share), None)
    one, _ = best_metric(plain(told), share=share, counted=aimed.noun if aimed else plain(standing[figure.end() :]))
    unit = "%" if share else squeeze(standing[figure.end() :]).strip(" .")
    return [
        Baseline(one.slug if one else OTHER, _tidy(worth(figure.group())), one.unit_said(unit) if one else unit,
                 _before(reading), "toàn địa bàn", f"PL {row.ordinal}", reading.confidence(0.75, row.source),
                 row.source, squeeze(f"{told} {standing}")[:240])
    ]  # fmt: skip


def _in_part(part: Part, reading: Reading) -> list[Baseline]:
    block = part.block
    year = _as_of(block, reading)
    found: list[Baseline] = []
    taken: list[tuple[int, int]] = []
    for match in _FRACTION.finditer(undated(block.text)):
        if part.stance == PROMISED and match.group(1) == match.group(2):
            continue
        found.append(_fraction(block, match, taken[-1][1] if taken else 0, year, reading))
        taken.append(match.span())
    if part.stance == REACHED:
        scores = _scores(block, year, reading)
        found = [*_totals(block, year, reading), *found, *_shares(part, taken, year, reading), *scores]
        counted = _counted(block, found, year, reading)
        labelled = block.kind != "problems" or PROBLEM_LABEL.match(fold(block.text))
        found += [one for one in counted if labelled or one.metric != OTHER]
        return found
    return found + _passed(block, taken, reading)


_SCORE = re.compile(r"(\d+(?:,\d+)?)\s?/\s?(\d+(?:,\d+)?)\s*(điểm)?|(\d+(?:,\d+)?)\s+điểm(?!\s*(?:%|phần))")


def _scores(block: Block, year: str | None, reading: Reading) -> list[Baseline]:
    """ "đạt 71,35/100 điểm", "số hóa 9,0/22 điểm": points reached, each with what they were given for."""
    found: list[Baseline] = []
    after = 0
    for match in _SCORE.finditer(block.text):
        if match.group(1) and not match.group(3):
            continue
        stretch = block.text[after : match.start()]
        said = re.split(r"[.;:]\s|,\s", stretch.rstrip(" ,(:"))[-1]
        words = plain(said)
        if re.search(r"\b(?:tren|thang|toi da|tang|giam|them|so voi|mat|bi tru|tru|thieu|hut|kem|thua)\s*$", words):
            continue
        wider = plain(re.split(r"[.;:]\s", stretch.rstrip(" ,(:"))[-1])
        own = best_metric(words, share=False, counted="diem")[0] or best_metric(wider, share=False, counted="diem")[0]
        one = own or (
            best_metric(plain(reading.title or ""), share=False, counted="diem")[0] if _whole(words) else None
        )
        found.append(
            Baseline(one.slug if one else OTHER, _tidy(worth(match.group(1) or match.group(4))), "điểm", year,
                     "toàn địa bàn", block.section, reading.confidence(0.75, block.source), block.source,
                     squeeze(f"{said} {match.group()}")[:240])
        )  # fmt: skip
        after = match.end()
    return found


def _whole(words: str) -> bool:
    """Whether points are said of the agency as a whole ("năm 2025 xã đạt …"), not of one group."""
    bare = re.sub(r"\b(?:nam|20\d\d|xa|phuong|dac khu|tinh|dia phuong|don vi|dat|duoc|tong|diem|so|ca)\b|\W", "", words)
    return len(bare) < 4


_NOT_COUNTED = re.compile(
    r"\b(?:nam|thang|ngay|quy|so|dieu|khoan|muc|giai doan|thu|cap|hon|de an|nghi dinh|quyet dinh|duoi|tren|"
    r"tong so|trong tong so)\s*$"
)


# A count of what is there or came in says how large an agency is, not how well it works.
_ONLY_SIZE = re.compile(r"\b(?:tiep nhan|nhan|tong(?: so)?|co|giai quyet|tra ket qua|phat sinh|gom)(?: duoc| la)?\s*$")
_PEOPLE = (
    "ho", "ho gia dinh", "ho dan", "nguoi", "nhan khau", "xa", "phuong", "xa, phuong", "thon", "ap", "ban", "buon",
    "khu pho", "khom", "lang", "xom", "to dan pho", "khu", "khoi", "dao",
)  # fmt: skip
_WRONG = re.compile(r"\b(?:qua han|tre|chua|khong|phai|sai|loi|ton)\b")
_LASTS = re.compile(r"\b(?:binh quan|trung binh|mat|het|khoang|keo dai)(?: khoang| la)?\s*$")
_RATED = re.compile(r"[^;.()]{0,60}?(?:\(|,\s(?:đạt|chiếm|bằng|tỷ lệ|tương ứng))[^);]{0,20}?%|[^;.()]{0,30}\bthì \d")


def _counted(block: Block, already: list[Baseline], year: str | None, reading: Reading) -> list[Baseline]:
    """ "tiếp nhận 640 hồ sơ", "37 hồ sơ trễ hạn": what was counted and stands in no share already said."""
    parts = {number for one in already for number in (one.numerator, one.denominator) if number is not None}
    values = {one.value for one in already if one.unit != "%"}
    found: list[Baseline] = []
    for figure in counts(block.text):
        before, after = fold(block.text[: figure.start]), block.text[figure.end :]
        timed = is_time(figure.thing) and not _LASTS.search(before)
        mistaken = _NOT_COUNTED.search(before) or figure.thing.lower() == "điểm"
        rated = _RATED.match(after)
        if mistaken or rated or figure.value in parts or figure.value in values or "%" in after[:2]:
            continue
        said = re.split(r"[;:]\s|\.\s(?=[A-ZĐ])|,\s", block.text[: figure.start])[-1]
        told = after.lstrip().lower().startswith(figure.thing)  # "11 thôn, bản lõm sóng"
        named = len(after) - len(after.lstrip()) + len(figure.thing) if told else 0
        tail = after[:named] + re.split(r"[;:,.(]", after[named:])[0]
        words = squeeze(f"{said}{block.text[figure.start : figure.end]}{tail}")
        one, _ = best_metric(plain(words), share=False, counted=plain(f"{figure.thing} {tail}"))
        size = _ONLY_SIZE.search(before) or fold(figure.thing) in _PEOPLE
        if one is None and (timed or _caused(block.text, figure) or (size and not _WRONG.search(fold(tail)))):
            continue
        found.append(
            Baseline(one.slug if one else OTHER, _tidy(float(figure.value)),
                     one.unit_said(figure.thing) if one else figure.thing, year, "toàn địa bàn", block.section,
                     reading.confidence(0.6, block.source), block.source, words[:240])
        )  # fmt: skip
    return found


def _caused(text: str, figure: Quantity) -> bool:
    """Whether a figure only says why ("nguyên nhân do còn 03 bản chưa có sóng")."""
    return bool(re.search(r"\bnguyen nhan\b[^.]*$", fold(text[: figure.start])))


_FROM = re.compile(
    r"\btu (?:muc )?(\d+(?:,\d+)?)\s?%[^.;%]{0,40}?\b(?:len|xuong|den)\b"
    r"(?: muc| tren| duoi| con| khong qua| toi thieu| it nhat| toi da| khoang)*\s*\d"
)


def _passed(block: Block, taken: list[tuple[int, int]], reading: Reading) -> list[Baseline]:
    """What a goal says in passing was reached: "(hiện nay 41,2%)", "tăng từ 60% lên 80%"."""
    folded = fold(block.text)
    from_values = {match.start(1): match for match in _FROM.finditer(folded)}
    asides = past_asides(block.text, reading.begins)
    found = _in_asides(block, asides, reading)
    for figure in quantities(block.text):
        if any(start <= figure.start < end for start, end in [*taken, *asides]):
            continue
        if not figure.share or not (reached(folded, figure.start) or figure.start in from_values):
            continue
        if _elsewhere(folded[max(0, figure.start - 30) : figure.start], reading):
            continue
        start = max((match.end() for match in re.finditer(r"[;.]\s", block.text[: figure.start])), default=0)
        words = block.text[start : figure.end]
        one, _ = best_metric(plain(words), share=True)
        if one is None:
            one, _ = best_metric(plain(block.text), share=True)
        value = 100 - float(figure.value) if told_late(one, plain(words), figure.value) else float(figure.value)
        as_of = _before(reading) if figure.start in from_values else _as_of(block, reading, words)
        found.append(
            Baseline(one.slug if one else OTHER, _tidy(round(value, 2)), "%", as_of,
                     _level(words) or "toàn địa bàn", block.section, reading.confidence(0.65, block.source),
                     block.source, squeeze(words)[:240])
        )  # fmt: skip
    return found


_OTHERS_VALUE = re.compile(r"binh quan|(?:ca|toan) (?:tinh|nuoc|quoc)|\bca tinh\b")


def _in_asides(block: Block, asides: list[tuple[int, int]], reading: Reading) -> list[Baseline]:
    """ "tối thiểu 92% (năm 2025: 84,3%)": the first figure of each aside, of the measure it is set beside."""
    found: list[Baseline] = []
    after = 0
    for start, end in asides:
        goal, said = re.split(r"\.\s", block.text[after:start])[-1], block.text[start:end]
        after = end
        aimed = next((one for one in quantities(goal)), None)
        figure = next((one for one in quantities(said) if aimed and one.share == aimed.share), None)
        before = fold(said[: figure.start]) if figure else ""
        if aimed is None or figure is None or is_asked(before) or _MOVED_BY.search(before):
            continue
        one, _ = best_metric(plain(goal), share=figure.share, counted=aimed.noun)
        if one is None or _OTHERS_VALUE.search(before):
            continue
        value = 100 - float(figure.value) if told_late(one, plain(goal), figure.value) else float(figure.value)
        found.append(
            Baseline(one.slug, _tidy(round(value, 2)), one.unit_said(figure.thing), _as_of(block, reading, said),
                     _level(goal) or "toàn địa bàn", block.section, reading.confidence(0.75, block.source),
                     block.source, squeeze(goal + said)[:240], *_parts(said, value))
        )  # fmt: skip
    return found


def _parts(said: str, value: float) -> tuple[int, int] | tuple[()]:
    """The part and the whole printed beside the share they make: "87,5%, tương ứng 70/80 thủ tục"."""
    made = ((int(worth(one)), int(worth(two))) for one, two in re.findall(rf"{_COUNT}\s?/\s?{_COUNT}(?![\d/])", said))
    return next(((one, two) for one, two in made if two and abs(100 * one / two - value) < SLIP), ())


def _in_columns(table: Table, reading: Reading) -> list[Baseline]:
    """ "Thực hiện năm 2025" beside a target: what was reached."""
    found: list[Baseline] = []
    summed = bool({"part", "most"} & set(table.roles))
    for cell in cells_of(table, reading, sums=summed):
        if not cell.reached:
            continue
        one = measured_by(cell) or (_points_above(table, reading) if cell.unit == "điểm" else None)
        found.append(
            Baseline(one.slug if one else OTHER, _tidy(float(cell.value)),
                     one.unit_said(cell.unit) if one else cell.unit,
                     str(cell.year) if cell.year else _before(reading), cell.owner or "toàn địa bàn",
                     f"PL {cell.row.ordinal}", reading.confidence(0.85, cell.row.source), cell.row.source, cell.said,
                     *_counted_from(cell))
        )  # fmt: skip
    return found


def _points_above(table: Table, reading: Reading) -> Metric | None:
    """What the points of a table are given for: "Chỉ số … đạt 84,62 điểm; cụ thể từng nhóm:" right before it."""
    above = [one for one in reading.blocks if one.source.line < table.source.line and one.zone == "body"]
    return best_metric(plain(above[-1].text), share=False, counted="diem")[0] if above else None


_PART_OF_WHOLE = re.compile(rf"\s*{_COUNT}\s?/\s?{_COUNT}(?!\d)(?:\s[^\W\d].*)?")


def _counted_from(cell: Cell) -> tuple[int, int] | tuple[()]:
    """(part, whole) where one cell of a row prints both, or two of them do."""
    cells = cell.row.cells
    whole, part = cells.get("whole", ""), cells.get("part", "")
    if re.fullmatch(_COUNT, whole) and re.fullmatch(_COUNT, part):
        one, two = int(worth(part)), int(worth(whole))
        return (one, two) if two and abs(100 * one / two - cell.value) < SLIP else ()
    said = [found for text in cells.values() if (found := _PART_OF_WHOLE.fullmatch(text))]
    return (int(worth(said[0].group(1))), int(worth(said[0].group(2)))) if len(said) == 1 else ()


def _once(found: list[Baseline]) -> list[Baseline]:
    """A value said in words and again in a table counts once."""
    kept: list[Baseline] = []
    for one in found:
        again = (two for two in kept if (one.metric, one.value) == (two.metric, two.value))
        if one.metric == OTHER or not any(one.as_of == two.as_of or one.scope == two.scope for two in again):
            kept.append(one)
    return kept


def _before(reading: Reading) -> str | None:
    return str(reading.period[0] - 1) if reading.period[0] else None


def _as_of(block: Block, reading: Reading, words: str | None = None) -> str | None:
    """The last day of the time measured, or its year: said in the paragraph, by a heading above, else elsewhere."""
    if words is not None:
        day, said = until_day(words), re.search(r"\bnam (20[12]\d)\b", fold(words))
        if not day and re.search(r"hien (?:nay|tai)", fold(words)) and reading.year:
            return str(reading.year)
        if not day:
            return said.group(1) if said else _before(reading)
    if words is None:
        words = re.sub(r"so với[^.;,)]*", "", block.text)
    day = until_day(words)
    if day:
        return day
    said = re.search(r"\bnam (20[12]\d)\b", fold(words))
    if said:
        return said.group(1)
    headed = (re.search(r"\bnam (20[12]\d)\b", fold(above.text)) for above in block.ancestors)
    by_heading = next((found for found in headed if found), None)
    if by_heading:
        return by_heading.group(1)
    years = re.findall(r"năm (20[12]\d) \(", reading.text)
    return years[0] if years else _before(reading)


def _totals(block: Block, year: str | None, reading: Reading) -> list[Baseline]:
    found = []
    for match in _TOTAL.finditer(block.text):
        number, thing = (one for one in match.groups() if one)
        unit = "TTHC" if "thủ tục" in thing or thing == "TTHC" else thing
        slug = "procedures_in_force_count" if unit == "TTHC" else OTHER
        found.append(
            Baseline(slug, _tidy(worth(number)), unit, year,
                     _level(block.text[: match.start()]) or "toàn địa bàn",
                     block.section,
                     reading.confidence(0.8, block.source), block.source, squeeze(match.group()))
        )  # fmt: skip
    return found


_BEHIND = re.compile(r"\s?\)\s+((?:được|có|do|đã|nộp|thanh toán|giải quyết)\s[^.;,(]{4,80})")


def _fraction(block: Block, match: re.Match[str], after: int, year: str | None, reading: Reading) -> Baseline:
    """One printed fraction; `after` is where the one before it in the paragraph ended."""
    upper, lower, words, share = match.groups()
    before = re.split(
        r"[;:]\s|\.\s(?=[A-ZĐ])|%,\s|\btrong đó\b", block.text[max(after, match.start() - 160) : match.start()]
    )[-1]
    behind = _BEHIND.match(block.text, match.end())
    context = plain(f"tỷ lệ {words}") if len(words) > 15 else plain(f"tỷ lệ {before} {words}")
    one = best_metric(plain(f"tỷ lệ {words} {behind.group(1)}"), share=True)[0] if behind else None
    one = one or best_metric(context, share=True)[0]
    if one is None:
        one, _ = best_metric(plain(f"tỷ lệ {before} {words}"), share=True)
    if one is None and len(plain(before).split()) < 4 and len(words) < 16:
        one, _ = best_metric(plain(block.text[: match.end()]), share=True)
    return Baseline(
        one.slug if one else OTHER, _tidy(worth(share)), "%", year,
        _level(block.text[: match.start()]) or _level(block.text),
        block.section,
        reading.confidence(0.85, block.source), block.source, squeeze(match.group())[:240],
        int(worth(upper)), int(worth(lower)),
    )  # fmt: skip


def _shares(part: Part, taken: list[tuple[int, int]], year: str | None, reading: Reading) -> list[Baseline]:
    """Percentages without their fraction, each measured as a target of these words would be."""
    block, found = part.block, list[Baseline]()
    goal = plain(part.of.text) if part.of.kind in GOALS and part.of.text != block.text else ""
    state, start = State(), 0
    for sentence in sentences(block.text):
        start = max(block.text.find(sentence[:40], start), start)
        figures = [figure for figure in quantities(sentence) if figure.share]
        own = [figure for figure in figures if not any(one <= start + figure.start < two for one, two in taken)]
        for figure, left, right in clauses(sentence, figures):
            before = fold(sentence[max(0, figure.start - 30) : figure.start])
            if figure not in own or _elsewhere(before, reading):
                continue
            words = re.split(r"\),", sentence[left:right])[0]
            one, _ = fits(plain(words), plain(sentence), goal, figure, state, "")
            state.slug = one.slug if one else None
            one = None if told_late(one, plain(words), figure.value) else one
            if one is None and (
                block.kind == "problems" or _MADE_UP_OF.match(figure.noun) or _caused(sentence, figure)
            ):
                continue
            if _MOVED_BY.search(before) and (one is None or "reduction" not in one.slug):
                continue
            found.append(
                Baseline(one.slug if one else OTHER, _tidy(float(figure.value)), "%", year,
                         _level(words) or "toàn địa bàn", block.section,
                         reading.confidence(0.7, block.source), block.source, squeeze(words)[:240])
            )  # fmt: skip
    return found


# "trên 90% là đồng bào dân tộc": who lives there, not how well the agency works.
_MADE_UP_OF = re.compile(
    r"(?:dan so |so ho |so dan |nguoi dan |so nguoi |ho )?(?:la|thuoc) (?!ho so|thu tuc|ket qua)|"
    r"(?:dan so|so ho|dien tich)\b"
)
_MOVED_BY = re.compile(r"\b(?:cao hon|thap hon|tang|giam|vuot|hon)(?: them| khoang| gan| toi| tren)*\s*$")
_ELSEWHERE = re.compile(
    r"binh quan|ca tinh|cung ky|toan tinh|ca nuoc|toan quoc|\b(?:tinh|thanh pho|trung uong|cap tren)(?: da)? giao\b|"
    r"\b(?:duoc|de ra|ke hoach) giao\b"
)
_WHOLE_PROVINCE = re.compile(r"(?:ca|toan) tinh\b")


def _elsewhere(before: str, reading: Reading) -> bool:
    """Whether the words before a figure say that it is another's or was asked for; a province's own is of all of it."""
    own = _WHOLE_PROVINCE.sub(" ", before) if reading.level == "province" else before
    return bool(_ELSEWHERE.search(own))


def find_solutions(reading: Reading) -> list[Solution]:
    """Groups of solutions under a heading of their own ("Giải pháp"), with the measures each lists."""
    found: list[Solution] = []
    for block in reading.blocks:
        if (
            block.kind != "solutions"
            or block.zone != "body"
            or block.style not in ("number", "letter")
            or not block.children
        ):
            continue
        if plain(block.text).strip(" .:") in ("giai phap", "cac giai phap", "giai phap chu yeu", "giai phap thuc hien"):
            continue
        measures = [part for child in block.children for part in re.split(r"(?<=\.)\s+(?=[A-ZĐ])", child.text)]
        title = re.sub(r"^Giải pháp thứ \w+:\s*", "", block.text).strip(" .:")
        source: Source = block.source
        found.append(
            Solution(
                f"G{len(found) + 1}",
                block.section,
                title,
                [squeeze(part)[:200] for part in measures],
                reading.confidence(0.85, source),
                source,
            )
        )
    return found
