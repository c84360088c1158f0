"""Turn the four criteria into what a page shows: a gauge, the figure, its n, the way it was made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from motcua.base.kit.drawings import gauge, trend_line
from motcua.base.kit.figures import show_number, show_percent
from motcua.catalogue.api import pack_known, say
from motcua.indicators.api import FILING, FORM, HANDLING, SATISFACTION, FourCriteria, Month, Reached, reached


@dataclass(frozen=True)
class Row:
    """A line of the table beneath the picture."""

    name: str
    value: str
    n: int


@dataclass(frozen=True)
class Figure:
    """One criterion. `of` says what `n` counts; `met` is None where there is nothing to judge; `line` and `months` are
    the year that ends with the period, where it is shown."""

    key: str
    title: str
    value: str
    n: int
    of: str
    target: str
    met: bool | None
    picture: SafeString | None
    rows: list[Row]
    made: str
    line: SafeString | None = None
    months: tuple[Row, ...] = ()


@dataclass(frozen=True)
class Missed:
    """A procedure that misses the target of a criterion."""

    procedure: str
    title: str
    value: str
    target: str
    n: int


def figures_of(found: FourCriteria, months: Sequence[Month] = ()) -> list[Figure]:
    """All four, in the order of the decision; with `months`, each with its trend."""
    now = reached(found)
    figures = [make(found, now[key]) for key, make in FIGURES.items()]
    return [_with_trend(each, months) for each in figures] if months else figures


def missed_of(failing: Sequence[tuple[str, Reached]]) -> list[Missed]:
    """Procedures by name with the criterion they miss."""
    return [
        Missed(name_of(procedure), title_of(each.criterion), words_of(each), target_of(each), each.n)
        for procedure, each in failing
    ]


def percent(value: float | None) -> str:
    """83,5 % — or a dash where there is nothing to count."""
    return "–" if value is None else show_percent(value)


def minutes(value: float | None) -> str:
    """3,4 phút — or a dash."""
    return "–" if value is None else gettext("%(n)s phút") % {"n": show_number(value, 1)}


def words_of(each: Reached) -> str:
    """A criterion's value as people read it."""
    return (minutes if each.criterion == FILING else percent)(each.value)


def title_of(criterion: str) -> str:
    """The name of a criterion."""
    titles = {
        FORM: gettext("Tờ khai tự điền sẵn"),
        FILING: gettext("Từ đăng nhập đến nộp xong"),
        HANDLING: gettext("Trực tuyến nhanh hơn tại quầy"),
        SATISFACTION: gettext("Người dùng hài lòng"),
    }
    return titles[criterion]


def target_of(each: Reached) -> str:
    """What the year asks for, in words; empty where the decision names nothing."""
    if each.target is None:
        return ""
    if each.criterion == FILING:
        return gettext("dưới %(n)s phút") % {"n": show_number(each.target.value)}
    return gettext("từ %(n)s") % {"n": percent(each.target.value)}


def _figure(now: Reached, of: str, rows: list[Row], made: str, *, usual: float | None, scale_end: float) -> Figure:
    """`usual`: where the mark of the gauge stands in a year without a target."""
    mark = now.target.value if now.target else usual
    return Figure(
        now.criterion,
        title_of(now.criterion),
        words_of(now),
        now.n,
        of,
        target_of(now) or (gettext("quyết định không nêu con số") if now.criterion == FORM else ""),
        now.met,
        _gauge(now.value, mark, scale_end, words_of(now)),
        rows,
        made,
    )


def _form(found: FourCriteria, now: Reached) -> Figure:
    form, once = found.form, found.asked_once
    return _figure(
        now,
        gettext("ô khai"),
        [
            Row(gettext("Thủ tục có ô điền sẵn"), percent(form.share_of_procedures), form.procedures),
            Row(gettext("Ô điền sẵn được giữ nguyên"), percent(form.share_unchanged), form.prefilled),
            Row(gettext("Hồ sơ không phải cung cấp lại điều Nhà nước đã có"), percent(once.share), once.n),
        ],
        gettext(
            "Số ô có nguồn dữ liệu chia cho tổng số ô của các tờ khai đã nộp trực tuyến trong kỳ. Phải cung cấp lại là "
            "phải gõ vì nguồn dữ liệu không trả lời, hoặc phải gửi giấy mà kho giấy tờ đang có."
        ),
        usual=None,
        scale_end=1.0,
    )


def _filing(found: FourCriteria, now: Reached) -> Figure:
    alone, helped = found.filing_self, found.filing_assisted
    limit = now.target.value if now.target else 5.0
    return _figure(
        now,
        gettext("hồ sơ tự nộp"),
        [
            Row(gettext("Tự nộp: trung vị"), minutes(alone.median), alone.n),
            Row(gettext("Tự nộp: 9 trên 10 người không quá"), minutes(alone.p90), alone.n),
            Row(
                gettext("Tự nộp: dưới %(n)s phút") % {"n": f"{alone.limit_minutes:g}"},
                percent(alone.share_in_time),
                alone.n,
            ),
            Row(gettext("Có người giúp: trung bình"), minutes(helped.mean), helped.n),
            Row(
                gettext("Bỏ dở hơn 30 phút, để riêng"),
                str(alone.interrupted + helped.interrupted),
                alone.interrupted + helped.interrupted,
            ),
        ],
        gettext(
            "Giờ của máy chủ: lúc bấm Đăng nhập và lúc hồ sơ được ghi. Hồ sơ tự nộp và hồ sơ có người giúp để riêng."
        ),
        usual=5.0,
        scale_end=max(limit * 2, alone.p90 or 0),
    )


def _handling(found: FourCriteria, now: Reached) -> Figure:
    return _figure(
        now,
        gettext("hồ sơ trực tuyến"),
        [
            Row(name_of(row.procedure), percent(row.shorter_by), row.online_n + row.counter_n)
            for row in found.handling.procedures
        ],
        gettext("Giờ làm việc từ tiếp nhận đến ký kết quả, cùng một thủ tục, trực tuyến so với tại quầy."),
        usual=0.3,
        scale_end=1.0,
    )


def _satisfaction(found: FourCriteria, now: Reached) -> Figure:
    said = found.satisfaction
    return _figure(
        now,
        gettext("lượt đánh giá"),
        [Row(gettext("Người được hỏi đã trả lời"), percent(said.response), said.asked)],
        gettext("Hài lòng và rất hài lòng chia cho số người đã đánh giá hồ sơ trực tuyến kết thúc trong kỳ."),
        usual=0.95,
        scale_end=1.0,
    )


FIGURES: dict[str, Callable[[FourCriteria, Reached], Figure]] = {
    FORM: _form,
    FILING: _filing,
    HANDLING: _handling,
    SATISFACTION: _satisfaction,
}


def name_of(slug: str) -> str:
    """The short name of a procedure; its slug where the catalogue no longer has it."""
    try:
        return say(pack_known(slug).short_name)
    except LookupError:
        return slug


def _gauge(value: float | None, target: float | None, scale_end: float, label: str) -> SafeString | None:
    return None if value is None else gauge(value, target=target, scale_end=scale_end or 1.0, label=label)


def _with_trend(figure: Figure, months: Sequence[Month]) -> Figure:
    said = [(f"{each.period.since:%m/%Y}", each.reached[figure.key]) for each in months]
    if not any(each.n for _month, each in said):
        return figure
    target = said[-1][1].target
    return replace(
        figure,
        line=trend_line(
            [each.value for _month, each in said],
            target=target.value if target else None,
            label=gettext("%(title)s, từng tháng từ %(first)s đến %(last)s")
            % {"title": figure.title, "first": said[0][0], "last": said[-1][0]},
        ),
        months=tuple(Row(month, words_of(each), each.n) for month, each in said if each.n),
    )
