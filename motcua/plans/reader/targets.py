"""Targets: figures promised, criteria that mean "all", and directions; each bound to a known measure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from motcua.plans.data import table as wordings
from motcua.plans.reader.deadlines import deadline_in, deadline_of
from motcua.plans.reader.fold import fold, plain, squeeze
from motcua.plans.reader.metrics import OTHER, Metric, best_metric, metric, metrics
from motcua.plans.reader.model import Source, Target
from motcua.plans.reader.outline import Block
from motcua.plans.reader.quantities import Quantity, clauses, counts, is_time, quantities, reached
from motcua.plans.reader.reading import Reading
from motcua.plans.reader.tables import Row, Table
from motcua.plans.reader.target_tables import Cell, cells_of, measured_by
from motcua.plans.reader.years import When, heading_year, recurs, said_in

_GOALS = ("targets", "aims", "demands")
_WORKS = ("tasks", "solutions", "duties")


@dataclass(frozen=True)
class Place:
    """A text that may promise something, and what its surroundings say of the year."""

    text: str
    section: str
    source: Source
    goal: bool
    year: int | None = None
    until: str | None = None
    annex: bool = False
    topic: str = ""


@dataclass
class _State:
    """What earlier words of the same text lend to later ones."""

    slug: str | None = None
    when: When | None = None


_SENTENCE = re.compile(r"(?<=[.;!?])\s+(?=[A-ZĐÀ-Ỹ“\"(\d])|(?<=;)\s+")


def _sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE.split(text) if part.strip()]


def _places(reading: Reading) -> list[Place]:
    places: list[Place] = []
    yearly = _title_year(reading)
    topic = plain(reading.title or "")
    for block in reading.blocks:
        if block.zone != "body" or block.kind not in _GOALS + _WORKS or not block.text:
            continue
        goal = block.kind in _GOALS
        year = heading_year(block) if goal else None
        if year is None and block.kind == "targets" and yearly:
            year = yearly
        until = None
        if not goal and year is None:
            year, until = _due_of(block, reading)
        places.append(Place(block.text, block.section, block.source, goal, year, until, topic=topic))
    for row in reading.rows("tasks"):
        places.append(_row_place(row))
    return places


def _due_of(block: Block, reading: Reading) -> tuple[int | None, str | None]:
    """The year and last day of the work a figure is set in."""
    due = deadline_in(block.whole, default_year=reading.year, period=reading.period)
    return (due.year, due.due) if due.type in ("month", "quarter", "date") else (None, None)


def _title_year(reading: Reading) -> int | None:
    """The plan's one year, where no part of its goals is headed with a year of its own."""
    start, end = reading.period
    headed = any(heading_year(block) for block in reading.blocks if block.kind == "targets")
    return start if start and start == end and not headed else None


def _row_place(row: Row) -> Place:
    """What a row of work promises; its deadline too where that sets figures ("50% năm 2027, 80% năm 2030")."""
    within = row.cells.get("deadline") or ""
    due = deadline_of(within)
    several = len(set(re.findall(r"\b20[2-4]\d\b", within))) > 1
    year = due.year if due.type in ("month", "quarter", "year", "date") and not several else None
    content = row.cells.get("content", "").rstrip(" .;")
    if _measured_days(content, within):
        content = f"{content} {within}"
    parts = (content, within if "%" in within else None, row.cells.get("product"))
    text = " ; ".join(part.rstrip(" .;") for part in parts if part)
    return Place(text, f"PL {row.ordinal}", row.source, False, year, due.due if year else None, True)


def _measured_days(content: str, within: str) -> bool:
    """Whether "chậm nhất 03 ngày làm việc kể từ …" is the figure of a known measure of the work itself."""
    days = [figure for figure in quantities(within) if figure.marked and figure.noun.startswith("ngay")]
    return any(best_metric(plain(f"{content} {within}"), share=False, counted=figure.noun)[0] for figure in days)


def find_targets(reading: Reading) -> list[Target]:
    """All targets in the order of the document, numbered T01 …"""
    found: list[Target] = []
    for place in _places(reading):
        found += _referred(place, found) or _in_place(place, reading)
    for table in reading.target_tables:
        found += _in_table(table, reading)
    kept = _without_repeats(found)
    return [replace(target, id=f"T{number:02d}") for number, target in enumerate(kept, 1)]


_REFERS = re.compile(
    r"điểm\s+(?P<letters>[a-zđ](?:\s*(?:,|và)\s*[a-zđ](?![^\W\d_]))*)\s+(?:mục|khoản)\s+(?P<number>\d+(?:\.\d+)*)"
    r"[^;]*?\b(?:tương ứng|lần lượt)\b(?P<rest>.*)",
    re.IGNORECASE,
)


def _near(letter: str) -> str:
    """A letter, and the one it is often taken for."""
    return {"d": "dđ", "đ": "đd"}.get(letter, letter)


def _referred(place: Place, found: list[Target]) -> list[Target]:
    """ "Các tiêu chí tại điểm b, c mục 1.2 tương ứng là …": the figures, in order, for what was set there."""
    said = _REFERS.search(place.text) if place.goal else None
    if not said:
        return []
    letters = re.findall(r"(?<![^\W\d_])[a-zđ](?![^\W\d_])", said.group("letters"))
    meant = [
        next(
            (one for one in found for near in _near(letter) if one.section.endswith(f".{said['number']}.{near}")), None
        )
        for letter in letters
    ]
    rest = re.sub(r"(?<=\d) phút", " phút", said.group("rest"))
    figures = quantities(rest)
    if len(figures) != len(meant) or None in meant:
        return []
    when = said_in(place.text) or When()
    return [
        replace(one, section=place.section, value=figure.value, comparator=figure.comparator, source=place.source,
                year=place.year or when.year, from_year=None, until_year=None, until=place.until,
                text=squeeze(place.text)[:400],
                confidence=round(one.confidence * 0.85, 2))
        for one, figure in zip(meant, figures, strict=True) if one is not None
    ]  # fmt: skip


def _in_place(place: Place, reading: Reading) -> list[Target]:
    state = _State()
    found: list[Target] = []
    for sentence in _sentences(place.text):
        figures = _promised(sentence, place)
        for figure, start, end in clauses(sentence, figures):
            target = _from_figure(sentence, figure, start, end, place, state, reading, figures)
            if target:
                found.append(target)
        found += _directions(sentence, place, state, reading)
        found += _split_digitised(found, sentence)
    found = _without_undated(found) + _implied(place, reading, found)
    return _settle_since(found, reading)


def _without_undated(found: list[Target]) -> list[Target]:
    """A row that says a figure once with its year and once without says one target."""
    dated = {(one.metric, one.comparator, one.value) for one in found if one.year and one.unit == "%"}
    return [
        one for one in found if one.year or one.metric != OTHER or (one.metric, one.comparator, one.value) not in dated
    ]


_BEFORE_COUNT = re.compile(wordings("promises")["before_count"])


def _promised(sentence: str, place: Place) -> list[Quantity]:
    """The figures of a sentence that may be promises; bare counts only where something says they are."""
    things = {figure.start: figure for figure in counts(sentence)}
    known = [
        replace(figure, thing=things[figure.start].thing) if figure.start in things else figure
        for figure in quantities(sentence)
        if place.goal or figure.share or figure.marked
    ]
    taken = {figure.start for figure in known}
    folded = fold(sentence)
    hoped = "phan dau" in folded
    others: list[Quantity] = []
    for figure in things.values():
        listed = bool(others) and others[-1].recurring and _goes_on_list(folded[others[-1].end : figure.start])
        if listed:
            figure = replace(figure, recurring=True)
        meant = place.goal and _BEFORE_COUNT.search(folded[: figure.start]) and not any(one.share for one in known)
        if not place.goal and is_time(figure.thing):
            continue
        if figure.start not in taken and (figure.marked or figure.recurring or meant or hoped):
            others.append(figure)
    return sorted([*known, *others], key=lambda one: one.start)


def _goes_on_list(between: str) -> bool:
    """ "01 hội nghị xúc tiến, 01 hội thảo": a comma or "và" right before the next count."""
    return bool(re.search(r"(?:,|\bva)\s*$", between)) and not re.search(r"[.;:]", between)


def _fits(
    words: str, wider: str, widest: str, figure: Quantity, state: _State, topic: str
) -> tuple[Metric | None, float]:
    """The measure of a figure: by its own words, its sentence, what was spoken of before, the whole text."""
    one, _ = best_metric(words, share=figure.share, counted=figure.noun)
    if one is not None:
        return one, 0.93
    before = _spoken_of(state, figure)
    if "trong do" in words:
        one, _ = best_metric(wider[: wider.find(words) + len(words)], share=figure.share, counted=figure.noun)
        if one is not None and one != before:
            return one, 0.75
    if before is not None and _elliptic(words):
        return before, 0.8
    one, _ = best_metric(wider, share=figure.share, counted=figure.noun)
    if one is not None:
        return one, 0.8
    if before is not None and len(words) < 90:
        return before, 0.65
    one, _score = best_metric(widest, share=figure.share, counted=figure.noun) if widest else (None, 0.0)
    if one is None and not figure.share and _elliptic(re.sub(r"\bdiem\b|[,;].*$", " ", words)):
        one, _score = best_metric(topic, share=False, counted=figure.noun)
    return one, 0.6


def _on_topic(found: Metric | None, words: str, topic: str) -> Metric | None:
    """A measure that only the plan's title makes the right one, or its more general sister."""
    if found is None or found.topic is None or found.topic[0].search(words) or found.topic[0].search(topic):
        return found
    return metric(found.topic[1])


def _spoken_of(state: _State, figure: Quantity) -> Metric | None:
    """The measure spoken of before, where it is counted as this figure is."""
    one = metric(state.slug) if state.slug else None
    return one if one is not None and (one.is_share == figure.share or one.unit == "điểm") else None


def _elliptic(words: str) -> bool:
    """ "phấn đấu đến năm 2030 đạt 80%": a clause that names no subject of its own."""
    bare = re.sub(
        r"\b(?:phan dau|den|nam|20\d\d|dat|ty le|tang|len|muc|toi thieu|it nhat|tren|va|vao|trong|het|se|"
        r"thi|\d+(?:,\d+)?|theo|quy dinh|phap luat|cua|dat duoc)\b|[^\w]",
        " ",
        words,
    )
    return len(bare.split()) <= 3


def _from_figure(
    sentence: str,
    figure: Quantity,
    start: int,
    end: int,
    place: Place,
    state: _State,
    reading: Reading,
    figures: list[Quantity],
) -> Target | None:
    clause = sentence[start:end]
    words = plain(clause)
    if _is_person_of_household(figure, figures) or _is_baseline(fold(sentence), figure):
        return None
    if _one_of_each(figure, words):
        figure = replace(figure, share=True)
    found, sure = _fits(words, plain(sentence), "" if place.annex else plain(place.text), figure, state, place.topic)
    found = _on_topic(found, plain(sentence), place.topic)
    if figure.loose and (found is None or not found.score(words)):
        found, sure = None, 0.6 if figure.marked or figure.recurring else 0.45
    elif found is None and not (figure.share and (place.goal or _promises(words) or said_in(clause))):
        if not (figure.marked and (place.goal or (figure.thing and not is_time(figure.thing)))):
            return None
        sure = 0.45
    when = _when(clause, sentence, figure, place, state)
    state.slug = found.slug if found else None
    target = _target(found, figure, squeeze(clause).strip(" ,;."), when, place, reading.confidence(sure, place.source))
    if (
        found
        and "on_time" in found.slug
        and re.search(r"qua han|tre han|tre hen|cham muon", words)
        and figure.value < 50
    ):
        target.as_written = f"{target.comparator} {figure.value}% quá hạn"
        target.value, target.comparator = (
            100 - figure.value,
            {"<=": ">=", "<": ">"}.get(figure.comparator, figure.comparator),
        )
    if found and found.per_household and figure.value == 1:
        target.value, target.unit, target.comparator = 100, "%", "="
        target.as_written = squeeze(sentence[max(0, figure.start - 9) : figure.end + 12])
    return target


def _promises(words: str) -> bool:
    return bool(re.search(r"\b(?:bao dam|dam bao|phan dau|dat|hoan thanh|muc tieu)\b|\b100 ?%", words))


def _is_person_of_household(figure: Quantity, figures: list[Quantity]) -> bool:
    """ "90% hộ có ít nhất một thành viên …": the one member is no target of its own."""
    return (
        not figure.share
        and re.match(r"^(?:nguoi|thanh vien)\b", figure.noun) is not None
        and any(other.share for other in figures)
    )


def _one_of_each(figure: Quantity, words: str) -> bool:
    """ "mỗi hộ có ít nhất 01 người …", "mỗi thôn có 01 tổ …" promise every household, every village."""
    if figure.share or figure.value != 1 or not re.search(r"\b(?:moi|tung) (?:ho|thon|to dan pho|khu|ap|ban)\b", words):
        return False
    one, _ = best_metric(words, share=True)
    return one is not None and one.per_household


_FROM_TO = re.compile(r"\btu (?:muc )?$")


def _is_baseline(folded: str, figure: Quantity) -> bool:
    """A figure reached already, said in passing: "(năm 2024 đạt 70%)", "từ 60% lên 80%"."""
    risen = _FROM_TO.search(folded[: figure.start]) and re.match(
        r"[^.;%]{0,40}?\b(?:len|xuong|den)\b(?: muc| tren| toi thieu| it nhat| khoang)*\s*\d", folded[figure.end :]
    )
    return bool(risen) or reached(folded, figure.start)


def _when(clause: str, sentence: str, figure: Quantity, place: Place, state: _State) -> When:
    said = said_in(clause)
    if said and said.every and place.year:
        said = None
    if said is None and said_in(sentence[: figure.start]) is not None:
        said = said_in(sentence[: figure.start])
    if said is None and place.year:
        return When(year=place.year, until=place.until)
    if said is None and not place.annex:
        said = said_in(sentence) or state.when
    said = said or When()
    if not said.every:
        state.when = said if said.year and not place.year else state.when
    return said


def _target(found: Metric | None, figure: Quantity, text: str, when: When, place: Place, confidence: float) -> Target:
    unit = _unit(found, figure, text)
    if found and found.slug == "avg_dossiers_per_target_service":
        tail = re.search(r"hồ sơ((?:\s?/\s?[a-zà-ỹ]+)+)", text)
        unit = "hồ sơ" + re.sub(r"\s", "", tail.group(1)) if tail else unit
    return Target(
        id="", section=place.section, text=text[:400], metric=found.slug if found else OTHER,
        comparator=figure.comparator, value=figure.value, unit=unit, year=when.year, scope=_scope(text),
        condition=_condition(text), kind=found.kind if found else "numeric", confidence=confidence, source=place.source,
        from_year=when.from_year, until_year=when.until_year, until=when.until, every=when.every,
    )  # fmt: skip


def _unit(found: Metric | None, figure: Quantity, text: str) -> str:
    """The unit of a target: its measure's; of an outreach count what is counted; else the thing as written."""
    if found is None:
        return "%" if figure.share else figure.thing or " ".join(figure.noun.split()[:2])
    if "/" in figure.thing and "/" not in found.unit:
        return figure.thing
    pieces = re.match(r"tin, ?bai|tin bai", figure.noun) if "hoạt động" in found.unit else None
    return "tin, bài" if pieces else found.unit


def _scope(text: str) -> str | None:
    found = re.search(
        r"(lĩnh vực [^.;()%]{4,60}|(?:trên địa bàn|thuộc địa bàn) [^.;,()%]{2,40}|tại cấp xã|cấp (?:tỉnh|"
        r"xã|huyện)(?:, cấp (?:tỉnh|xã))?)",
        text,
    )
    return squeeze(found.group(1)) if found else None


def _condition(text: str) -> str | None:
    found = re.search(
        r"\(((?:trừ|không áp dụng|áp dụng|nếu|đối với)[^)]{4,200})\)?|\b((?:trừ|nếu có) [^.;]{4,120}|"
        r"theo cấp độ được phê duyệt)",
        text,
    )
    return squeeze(found.group(1) or found.group(2)) if found else None


# --- directions, criteria without a figure -----------------------------------------------------------------------

_RISES = re.compile(
    r"(?:tang|duoc cai thien|cai thien|nang len)(?: dan)? (?:hang|hang|tung|moi|qua cac|theo) nam|"
    r"lien tuc (?:tang|duoc cai thien|cai thien)|(?:nam sau )?cao hon nam truoc|se tang tung nam|"
    r"\btang dan\b|ngay cang tang"
)
_FALLS = re.compile(
    r"giam(?: dan)? (?:hang|tung|moi|qua cac) nam|lien tuc giam|\bgiam dan\b|ngay cang giam|"
    r"nam sau thap hon nam truoc"
)


def _direction(slug: str, sign: str, text: str, place: Place, reading: Reading, sure: float) -> Target:
    one = metric(slug)
    start, end = reading.period if recurs(text) else (None, None)
    gradual = place.goal and not recurs(text) and bool(re.search(r"\b(?:giam|tang) dan\b", fold(text)))
    return Target(
        id="", section=place.section, text=squeeze(text)[:400], metric=slug, comparator=sign, value=None,
        unit=one.unit if one else "%", year=place.year if gradual else None, scope=_scope(text),
        condition=_condition(text), kind="directional",
        confidence=reading.confidence(sure, place.source), source=place.source, from_year=start, until_year=end,
        every="year" if recurs(text) else None,
    )  # fmt: skip


def _directions(sentence: str, place: Place, state: _State, reading: Reading) -> list[Target]:
    words = plain(sentence)
    found: list[Target] = []
    for one in metrics():
        if one.more and one.more.search(words):
            found.append(_direction(one.slug, "increase", sentence, place, reading, 0.75))
        if one.less and one.less.search(words):
            found.append(_direction(one.slug, "decrease", sentence, place, reading, 0.7))
        if one.fixed and place.goal:
            exact = one.fixed[0].search(words) or one.fixed[0].search(f"{place.topic} : {words}")
            if exact:
                rank = exact.group(1) or exact.group(2)
                least = re.search(rf"\b{rank}\W{{0,2}} tro len", words)
                found.append(_ranked(one, rank, ">=" if least else "=", sentence, place, reading))
    if place.goal and not found:
        for pattern, sign in ((_RISES, "increase"), (_FALLS, "decrease")):
            match = pattern.search(words)
            if match:
                slug = _subject(words[: match.start()], place) or state.slug
                if slug:
                    found.append(_direction(slug, sign, sentence, place, reading, 0.8))
                    state.slug = slug
    return found


def _subject(words: str, place: Place) -> str | None:
    """The measure said to rise or fall: of the last clause before the verb, else of all before it."""
    last = re.split(r"[,;]\s|\btrong do\b", words)[-1]
    for stretch in (last, words):
        one = _on_topic(best_metric(stretch, share=True)[0], words, place.topic)
        if one:
            return one.slug
    return None


def _ranked(one: Metric, rank: str, sign: str, sentence: str, place: Place, reading: Reading) -> Target:
    names = {"xuat sac": "Xuất sắc", "tot": "Tốt", "kha": "Khá"}
    start, end = reading.period if recurs(sentence) else (None, None)
    return replace(
        _direction(one.slug, sign, sentence, place, reading, 0.8),
        value=names.get(rank, "Xuất sắc"), kind="numeric", every=None,
        from_year=start, until_year=end, year=None if recurs(sentence) else place.year,
    )  # fmt: skip


def _implied(place: Place, reading: Reading, already: list[Target]) -> list[Target]:
    """Criteria that mean every case although no figure is printed."""
    words = plain(place.text)
    found: list[Target] = []
    for one in metrics():
        if not one.implied or any(target.metric == one.slug for target in already):
            continue
        if not place.goal and one.slug != "household_fibre_rate":
            continue
        match = one.implied.search(words)
        if not match or (one.implied_not and one.implied_not.search(words)):
            continue
        when = When(year=place.year) if place.year else (said_in(place.text) or When())
        found.append(
            Target(
                "", place.section, squeeze(place.text)[:400], one.slug, "=", 100, "%", when.year, _scope(place.text),
                _condition(place.text), "implied", reading.confidence(0.75, place.source), place.source,
                from_year=when.from_year, until_year=when.until_year,
            )
        )  # fmt: skip
    return found


def _split_digitised(found: list[Target], sentence: str) -> list[Target]:
    """ "số hóa 100% hồ sơ mới … và kết quả còn hiệu lực" is one figure for two measures."""
    words = plain(sentence)
    pair = {"new_dossier_digitised_rate", "valid_result_digitised_rate"}
    here = [target for target in found if target.metric in pair]
    both = (
        re.search(r"so hoa", words)
        and re.search(r"con hieu luc", words)
        and re.search(r"ho so tiep nhan|ngay khi|ho so .{0,30}\bmoi\b", words)
    )
    if len({target.metric for target in here}) != 1 or not both or here[-1].text not in squeeze(sentence):
        return []
    other = (pair - {here[-1].metric}).pop()
    return [replace(here[-1], metric=other, confidence=round(here[-1].confidence * 0.9, 2))]


def _settle_since(found: list[Target], reading: Reading) -> list[Target]:
    """ "Kể từ năm Y": a first step where a later year follows for the same measure, else a level kept from Y on."""
    end = reading.period[1]
    for target in found:
        if target.from_year and target.year is None and target.until_year is None and target.kind != "directional":
            later = any(
                other is not target and other.metric == target.metric and (other.year or 0) > target.from_year
                for other in found
            )
            if later:
                target.year = target.from_year
            else:
                target.until_year = end
        elif target.every and target.year is None and target.from_year is None:
            target.from_year, target.until_year = reading.period
    return found


# --- tables of targets -------------------------------------------------------------------------------------------


def _in_table(table: Table, reading: Reading) -> list[Target]:
    return [_from_cell(cell, reading) for cell in cells_of(table, reading) if not cell.reached]


def _from_cell(cell: Cell, reading: Reading) -> Target:
    one = measured_by(cell)
    return Target(
        "", f"PL {cell.row.ordinal}", cell.said, one.slug if one else OTHER, cell.sign, cell.value,
        one.unit if one else cell.unit, cell.year, cell.owner or _scope(cell.words), _condition(cell.said),
        one.kind if one else "numeric", reading.confidence(0.9 if one else 0.6, cell.row.source), cell.row.source,
    )  # fmt: skip


def _without_repeats(found: list[Target]) -> list[Target]:
    """A target said twice in the same place, or a direction said again anywhere, counts once."""
    kept: list[Target] = []
    for target in found:
        if not any(_repeats(target, other) for other in kept):
            kept.append(target)
    return kept


def _repeats(target: Target, other: Target) -> bool:
    if (target.metric, target.comparator, target.value) != (other.metric, other.comparator, other.value):
        return False
    if target.kind == "directional":
        return True
    if target.metric == OTHER or target.year != other.year:
        return False
    return target.section == other.section and target.source == other.source and target.scope == other.scope
