"""Targets: figures promised, criteria that mean "all", and directions; each bound to a known measure."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from motcua.plans.data import table as wordings
from motcua.plans.reader.asides import without_past
from motcua.plans.reader.block import Block
from motcua.plans.reader.deadlines import deadline_in, deadline_of
from motcua.plans.reader.directions import directions_in, implied_in
from motcua.plans.reader.fold import fold, plain, squeeze
from motcua.plans.reader.measures import fits, own_subject, told_late
from motcua.plans.reader.metrics import OTHER, Metric, best_metric, metric
from motcua.plans.reader.model import Target
from motcua.plans.reader.places import Place, State, condition_of, scope_of
from motcua.plans.reader.promised import is_level, marked_alike, moved_against, promised
from motcua.plans.reader.quantities import Quantity, clauses, is_time, quantities
from motcua.plans.reader.reading import Reading, sentences
from motcua.plans.reader.said_together import split_digitised, split_said
from motcua.plans.reader.stances import PROMISED, REACHED, SILENT, WORKS
from motcua.plans.reader.standings import told_otherwise
from motcua.plans.reader.tables import Row, Table
from motcua.plans.reader.target_tables import Cell, cells_of, measured_by, moves_of
from motcua.plans.reader.years import When, part_of_year, said_in


def _places(reading: Reading) -> list[Place]:
    """Every text that may promise something: what its sentences do says how far its figures are believed."""
    places: list[Place] = []
    yearly = _title_year(reading)
    topic = plain(reading.title or "")
    for part in reading.parts:
        block = part.block
        if part.stance in (REACHED, SILENT):
            continue
        goal = part.stance == PROMISED
        presumed = False
        works = not goal or block.kind in WORKS
        year, until = _due_of(block, reading) if works else (part.year, part.until)
        if year is None and block.kind not in WORKS:  # the figures of goals that read like work stand in their list
            year, until = part.year, part.until
        if goal and year is None and not _counted_from(block.text):
            year, presumed = yearly, True
        places.append(
            Place(
                block.text,
                block.section,
                block.source,
                goal,
                year,
                until,
                topic=topic,
                around=_around(part.of),
                presumed=presumed,
                general=block.kind == "aims",
            )
        )
    for row in reading.rows("tasks"):
        places.append(_row_place(row))
    return places + _told_in_tables(reading)


def _told_in_tables(reading: Reading) -> list[Place]:
    """Targets written out in a column of a table of work, each once."""
    places: dict[str, Place] = {}
    for table in reading.task_tables:
        heads = dict(zip(table.roles, table.heads, strict=False))
        when = said_in(heads.get("told", "")) or When()
        for row in table.rows:
            said = row.cells.get("told", "")
            if said and re.search(r"\d", said):
                around = f"{row.cells.get('content', '')} : {said}"
                year = when.year or (reading.period[0] if reading.period[1] in (None, reading.period[0]) else None)
                places.setdefault(said, Place(said, f"PL {row.ordinal}", row.source, True, year, around=around))
    return list(places.values())


def _around(block: Block) -> str:
    """A paragraph and the short heading it stands under: what a bare "Bản điện tử: 100%" is said of."""
    above = block.parent.text if block.parent and len(block.parent.text) < 120 else ""
    return f"{above} : {block.text}"


def _due_of(block: Block, reading: Reading) -> tuple[int | None, str | None]:
    """The year and last day of the work a figure is set in."""
    due = deadline_in(block.whole, default_year=reading.year, period=reading.period)
    return (due.year, due.due) if due.type in ("month", "quarter", "date") else (None, None)


def _title_year(reading: Reading) -> int | None:
    """The plan's one year, where no part of its goals is headed with a year of its own."""
    start, end = reading.period
    headed = any(part.year for part in reading.parts if part.stance == PROMISED)
    return start if start and end in (None, start) and not headed else None


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
        found += _in_order(place, found, reading) or _in_place(place, reading)
    for table in reading.target_tables:
        found += _in_table(table, reading)
    kept = _without_repeats(found)
    return [replace(target, id=f"T{number:02d}") for number, target in enumerate(kept, 1)]


_IN_ORDER = re.compile(r"\b(?:lan luot|tuong ung)(?: la| dat| cac muc| o muc)*\b")
_ALIKE = re.compile(r"\b(?:deu|cung)(?: phai)? dat\b")


def _in_order(place: Place, found: list[Target], reading: Reading) -> list[Target]:
    """ "A, B lần lượt đạt 80% và 60%", "A và B đều đạt 70%": measures named together, here or just before."""
    said = fold(place.text)
    joint = (_IN_ORDER.search(said) or _ALIKE.search(said)) if place.goal else None
    figures = quantities(place.text[joint.end() :]) if joint else []
    if joint is None or not figures or re.search(r"[.]\s", place.text):
        return []
    named = _named_together(plain(place.text[: joint.start()]), figures[0])
    slugs = [one.slug for one in named] or _set_before(found, [figure.share for figure in figures])
    if len(named) > 1 and len(figures) == 1:
        figures *= len(named)
    if len(figures) < 2 or len(slugs) != len(figures) or len(set(slugs)) != len(slugs):
        return []
    if not named and _named_together(plain(place.text), figures[0]):
        return []
    when = said_in(place.text) or When(year=place.year)
    measured = [metric(slug) for slug in slugs]
    when = replace(when, year=when.year or place.year, until=when.until or place.until)
    sure = reading.confidence(0.8, place.source)
    text = squeeze(place.text)
    return [_target(one, figure, text, when, place, sure) for one, figure in zip(measured, figures, strict=True)]


def _set_before(found: list[Target], shares: list[bool]) -> list[str]:
    """The last measures set one after the other that are counted as these figures are."""
    numeric = [one for one in found if one.kind != "directional"]
    for end in range(len(numeric), len(shares) - 1, -1):
        run = numeric[end - len(shares) : end]
        if [one.unit == "%" for one in run] == shares:
            return [one.metric for one in run]
    return []


def _named_together(words: str, figure: Quantity) -> list[Metric]:
    """The measures of "tỷ lệ A, B và C", in order; none where some part names nothing."""
    found: list[Metric] = []
    part = ""
    for stretch in re.split(r",|\bva\b", words):
        part = f"{part} {stretch}".strip()
        one = best_metric(f"ty le {part}", share=figure.share, counted=figure.noun)[0]
        if one is not None:
            found.append(one)
            part = ""
    return [] if part else found


def _in_place(place: Place, reading: Reading) -> list[Target]:
    state = State()
    if re.match(r"^\W*(?:hang|moi) nam\s*[:,]", fold(place.text)):
        state.when = When(every="year")
    found: list[Target] = []
    before = ""
    for sentence in sentences(without_past(place.text, reading.begins)):
        folded = fold(sentence)
        if before.endswith(".") and len({one.year for one in found if one.year}) > 1:
            state.when = None  # of several years said nobody knows which the next sentence means
        before = sentence
        places = told_otherwise(sentence, state.when, place, reading)
        figures = promised(sentence, place)
        figures = [figure for figure in figures if not any(at <= figure.start < to for at, to, _ in places)]
        figures = marked_alike(folded, figures)
        for figure, start, end in clauses(sentence, figures):
            target = _from_figure(sentence, figure, start, end, place, state, reading)
            if target:
                found.append(target)
        found = _steps(found, place) + [one for _, _, one in places]
        if not figures and not place.year and _OPENS_WITH.match(folded):
            state.when = said_in(sentence) or state.when
        counted = {one.metric for one in found if one.unit != "%" and one.value is not None}
        # "giảm số thôn lõm sóng còn 12 thôn": the level says the direction too
        found += [one for one in directions_in(sentence, place, state, reading) if one.metric not in counted]
        found += split_digitised(found, sentence) + split_said(found, sentence)
    implied = implied_in(place, reading, found)
    gone = {one.metric for one in implied if one.value == 0}
    found = [one for one in found if one.metric not in gone] + implied
    return _settle_since(found, reading)


_OPENS_WITH = re.compile(r"^\W*(?:den|het|trong|cuoi)[a-z ]* nam 20\d\d\s*[,:]")


def _steps(found: list[Target], place: Place) -> list[Target]:
    """ "tối thiểu 90%, đến năm 2028 là 100%": of two levels only the one that says so is of that year."""
    for one, two in itertools.pairwise(found):
        same = one.metric == two.metric != OTHER and one.unit == two.unit and one.scope == two.scope
        lent = one.year and one.year == two.year != place.year and said_in(two.text) and not said_in(one.text)
        if same and one.value != two.value and lent:
            one.year, one.until = place.year, place.until
    return found


def _from_figure(
    sentence: str,
    figure: Quantity,
    start: int,
    end: int,
    place: Place,
    state: State,
    reading: Reading,
) -> Target | None:
    clause = sentence[start:end]
    if not place.goal and figure.share and _LOOKED_AT.search(fold(sentence[: figure.start])):
        return None
    words = plain(clause)
    if _one_of_each(figure, words):
        figure = replace(figure, share=True)
    found, sure = fits(words, plain(sentence), plain(place.around), figure, state, place.topic)
    if figure.loose and (found is None or not found.score(words)):
        found, sure = None, 0.6 if figure.marked or figure.recurring else 0.45
    elif found is None and not (
        figure.share and (place.goal or _promises(words) or said_in(clause) or own_subject(figure))
    ):
        counted = (
            place.goal
            or figure.share
            or (figure.thing and (not is_time(figure.thing) or is_level(fold(sentence), figure)))
        )
        if not (figure.promised or (figure.marked and counted)):
            return None
        sure = 0.45
    moved = moved_against(fold(sentence), figure)
    if moved and (found is None or "reduction" not in found.slug):
        figure = replace(figure, comparator=moved)
    when = _within_year(_when(clause, sentence, figure, place, state), clause, place)
    state.slug = found.slug if found else None
    said = squeeze(clause if len(words.split()) > 2 else sentence).strip(" ,;.")
    target = _target(found, figure, said, when, place, reading.confidence(sure, place.source))
    if told_late(found, words, figure.value):
        target.as_written = f"{target.comparator} {figure.value}% quá hạn"
        target.value, target.comparator = (
            100 - figure.value,
            {"<=": ">=", "<": ">"}.get(figure.comparator, figure.comparator),
        )
    if found and found.per_household and figure.value == 1:
        target.value, target.unit, target.comparator = 100, "%", "="
        target.as_written = squeeze(sentence[max(0, figure.start - 9) : figure.end + 12])
    return target


def _within_year(when: When, clause: str, place: Place) -> When:
    """A year with the part of it that a clause of a goal says, or without any where it says the whole year."""
    if _WHOLE_YEAR.search(fold(clause)):
        return replace(when, until=None)
    if not place.goal or when.year is None or when.until:
        return when
    return replace(when, until=part_of_year(clause, when.year))


_WHOLE_YEAR = re.compile(r"\b(?:ca|den het|den cuoi|vao cuoi) nam\b(?! 20)")
_LOOKED_AT = re.compile(r"\b(?:ra soat|thong ke|kiem tra|phan loai|doi chieu|lap danh sach)(?: lai)?\s*$")


def _promises(words: str) -> bool:
    return bool(re.search(r"\b(?:bao dam|dam bao|phan dau|dat|hoan thanh|muc tieu)\b|\b(?:cho|doi voi) 100 ?%", words))


def _one_of_each(figure: Quantity, words: str) -> bool:
    """ "mỗi hộ có ít nhất 01 người …", "mỗi thôn có 01 tổ …" promise every household, every village."""
    if figure.share or figure.value != 1 or not re.search(r"\b(?:moi|tung) (?:ho|thon|to dan pho|khu|ap|ban)\b", words):
        return False
    one, _ = best_metric(words, share=True)
    return one is not None and one.per_household


def _when(clause: str, sentence: str, figure: Quantity, place: Place, state: State) -> When:
    said = said_in(clause) or said_in(sentence[: figure.start])
    if said and said.every and place.year:
        said = None
    if not place.goal and not figure.share and said is None and _rhythm(sentence) in ("week", "month", "quarter"):
        return When()
    if place.presumed and said is None and _rhythm(sentence) in ("week", "month", "quarter"):
        return When()
    if said is None and place.year and not (place.presumed and (state.when or said_in(sentence))):
        return When(year=place.year, until=place.until)
    if said is None and not place.annex:
        said = said_in(sentence) or (None if _counted_from(sentence) else state.when)
    said = said or When()
    if not said.every:
        state.when = said if said.year and (place.presumed or not place.year) else state.when
    return said


def _counted_from(sentence: str) -> bool:
    """ "trong vòng 05 ngày làm việc kể từ ngày …": such a lapse of time holds for every case, whatever year it is."""
    return bool(re.search(r"\b(?:ngay|gio)\b[^.;]{0,20}\b(?:ke tu|tinh tu|sau khi|tu khi|tu ngay)\b", fold(sentence)))


def _target(found: Metric | None, figure: Quantity, text: str, when: When, place: Place, confidence: float) -> Target:
    unit = _unit(found, figure, text)
    if found and found.slug == "avg_dossiers_per_target_service":
        tail = re.search(r"hồ sơ((?:\s?/\s?[a-zà-ỹ]+)+)", text)
        unit = "hồ sơ" + re.sub(r"\s", "", tail.group(1)) if tail else unit
    return Target(
        id="", section=place.section, text=text[:400], metric=found.slug if found else OTHER,
        comparator=figure.comparator, value=figure.value, unit=unit, year=when.year, scope=scope_of(text),
        condition=condition_of(text), kind=found.kind if found else "numeric", confidence=confidence,
        source=place.source,
        from_year=when.from_year, until_year=when.until_year, until=when.until,
        every=when.every or (_rhythm(text) if when.year is None and not figure.share else None),
    )  # fmt: skip


def _rhythm(text: str) -> str | None:
    """How often a count is owed ("mỗi tháng", "/quý"): week, month, quarter or year; None where it is owed once."""
    words = fold(text)
    rhythms = wordings("promises")["rhythms"].items()
    return next((name for name, pattern in rhythms if re.search(pattern, words)), None)


def _unit(found: Metric | None, figure: Quantity, text: str) -> str:
    """The unit of a target: its measure's; of an outreach count what is counted; else the thing as written."""
    if found is None:
        return "%" if figure.share else figure.thing or _noun(figure, text)
    if "/" in figure.thing and "/" not in found.unit:
        return figure.thing
    return found.unit_said(figure.thing)


def _noun(figure: Quantity, text: str) -> str:
    """The two words behind a figure as they are written."""
    noun = " ".join(figure.noun.split()[:2]).strip(" .,;:")
    place = fold(text).find(noun)
    return text[place : place + len(noun)] if place >= 0 else noun


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
    found = [
        _from_cell(cell, reading) for cell in cells_of(table, reading, sums="most" in table.roles) if not cell.reached
    ]
    moves = [
        replace(_from_cell(cell, reading), comparator=way, value=None, kind="directional")
        for way, cell in moves_of(table, reading)
    ]
    return sorted([*found, *moves], key=lambda one: one.source.line)


def _from_cell(cell: Cell, reading: Reading) -> Target:
    one = measured_by(cell)
    return Target(
        "", f"PL {cell.row.ordinal}", cell.said, one.slug if one else OTHER, cell.sign, cell.value,
        one.unit_said(cell.unit) if one else cell.unit, cell.year,
        cell.owner or scope_of(cell.words), condition_of(cell.said),
        one.kind if one else "numeric", reading.confidence(0.9 if one else 0.6, cell.row.source), cell.row.source,
        until=cell.until,
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
    if target.metric == OTHER or (target.year, target.until) != (other.year, other.until):
        return False
    return target.section == other.section and target.source == other.source and target.scope == other.scope
