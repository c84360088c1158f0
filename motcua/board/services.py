"""One criterion procedure by procedure, in a table for whoever leads: the head of each column, then the lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from motcua.board.figures import minutes, name_of, percent
from motcua.catalogue.api import pack_known, say
from motcua.directory.api import Unit
from motcua.indicators.api import (
    FILING,
    FORM,
    SATISFACTION,
    FormUse,
    FourCriteria,
    Period,
    form_uses,
    satisfaction_by_unit,
)


@dataclass(frozen=True)
class Line:
    """A name and what stands in each column."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """`first`: the head of the names; `heads`: of the other columns."""

    title: str
    first: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    note: str = ""


def tables_of(
    criterion: str, parts: Mapping[str, FourCriteria], agencies: Iterable[str], period: Period
) -> list[Table]:
    """What stands above the dossiers behind a criterion; only tables with lines."""
    codes = list(agencies)
    if criterion == FORM:
        found = [_forms(parts)]
    elif criterion == FILING:
        uses = form_uses(codes, period)
        found = [_filings(parts, uses), _pages(uses)]
    elif criterion == SATISFACTION:
        found = [_ratings(parts), _units(codes, period)]
    else:
        found = []
    return [each for each in found if each.lines]


def _forms(parts: Mapping[str, FourCriteria]) -> Table:
    lines = (
        Line(
            name_of(slug),
            (
                percent(each.form.share_prefilled),
                percent(each.form.share_unchanged),
                percent(each.asked_once.share),
                str(each.filed.online),
            ),
        )
        for slug, each in parts.items()
        if each.filed.online
    )
    heads = (gettext("Điền sẵn"), gettext("Giữ nguyên"), gettext("Không phải cung cấp lại"), gettext("n hồ sơ"))
    return Table(gettext("Từng thủ tục"), gettext("Thủ tục"), heads, tuple(lines))


def _filings(parts: Mapping[str, FourCriteria], uses: Mapping[str, FormUse]) -> Table:
    lines = []
    for slug in sorted({*parts, *uses}):
        alone, use = parts[slug].filing_self if slug in parts else None, uses.get(slug)
        if (alone is None or not alone.n) and use is None:
            continue
        times = (
            (minutes(alone.mean), minutes(alone.median), minutes(alone.p90), percent(alone.share_in_time), str(alone.n))
            if alone
            else ("–", "–", "–", "–", "0")
        )
        given_up = f"{percent(use.share_given_up)} ({use.given_up}/{use.filed + use.given_up})" if use else "–"
        lines.append(Line(name_of(slug), (*times, given_up)))
    heads = (
        gettext("Trung bình"), gettext("Trung vị"), gettext("9 trên 10 không quá"), gettext("Trong mức"), "n",
        gettext("Tờ khai bỏ dở"),
    )  # fmt: skip
    note = gettext("Tự nộp. Tờ khai 90 ngày không ai đụng tới được coi là bỏ dở; tờ khai còn mở chưa tính.")
    return Table(gettext("Từng thủ tục"), gettext("Thủ tục"), heads, tuple(lines), note)


def _pages(uses: Mapping[str, FormUse]) -> Table:
    lines = (
        Line(
            f"{name_of(slug)}: {_page(slug, each.page)}",
            (minutes(each.median_seconds / 60 if each.median_seconds is not None else None), str(each.n),
             str(each.given_up)),
        )
        for slug, use in uses.items()
        for each in use.pages
    )  # fmt: skip
    heads = (gettext("Trung vị"), gettext("n tờ khai đã nộp"), gettext("Bỏ dở ở đây"))
    note = gettext("Chỉ tính lúc có người đang điền: mỗi quãng nghỉ quá 5 phút không tính.")
    return Table(gettext("Từng trang của tờ khai"), gettext("Trang"), heads, tuple(lines), note)


def _page(slug: str, page: str) -> str:
    """The title of a page of the form as it is today."""
    fixed = {"": gettext("trước trang đầu"), "papers": gettext("gửi giấy tờ"), "check-answers": gettext("xem lại, nộp")}
    if page in fixed:
        return fixed[page]
    try:
        form = pack_known(slug).form
    except LookupError:
        return page
    return next((say(each.title) for each in (form.pages if form else []) if each.id == page), page)


def _ratings(parts: Mapping[str, FourCriteria]) -> Table:
    lines = (
        Line(name_of(slug), (percent(said.share), str(said.rated), percent(said.response)))
        for slug, said in ((slug, each.satisfaction) for slug, each in parts.items())
        if said.asked
    )
    heads = (gettext("Hài lòng"), gettext("n lượt đánh giá"), gettext("Đã trả lời"))
    return Table(gettext("Từng thủ tục"), gettext("Thủ tục"), heads, tuple(lines))


def _units(codes: list[str], period: Period) -> Table:
    found = satisfaction_by_unit(codes, period)
    names = {each.pk: each for each in Unit.objects.select_related("agency").filter(pk__in=found)}
    lines = (
        Line(f"{names[unit].name}, {names[unit].agency.short_name}", (percent(said.share), str(said.rated)))
        for unit, said in found.items()
        if unit in names
    )
    note = gettext("Đơn vị có cán bộ làm hồ sơ. Dưới 5 lượt thì không hiện, để không ai biết ai đã nói gì.")
    heads = (gettext("Hài lòng"), gettext("n lượt đánh giá"))
    return Table(gettext("Từng đơn vị"), gettext("Đơn vị"), heads, tuple(lines), note)
