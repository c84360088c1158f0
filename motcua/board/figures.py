"""Turn the four criteria into what a page shows: a gauge, the figure, its n, the way it was made."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from motcua.base.kit.drawings import gauge
from motcua.catalogue.api import pack_now, say
from motcua.indicators.api import FILING, FORM, HANDLING, SATISFACTION, FourCriteria


@dataclass(frozen=True)
class Row:
    """A line of the table beneath the picture."""

    name: str
    value: str
    n: int


@dataclass(frozen=True)
class Figure:
    """One criterion. `of` says what `n` counts; `met` is None where there is nothing to judge."""

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


def figures_of(found: FourCriteria) -> list[Figure]:
    """All four, in the order of the decision."""
    return [_form(found), _filing(found), _handling(found), _satisfaction(found)]


def percent(value: float | None) -> str:
    """83,5 % — or a dash where there is nothing to count."""
    return "–" if value is None else f"{value * 100:.1f}".replace(".", ",") + "\u00a0%"


def minutes(value: float | None) -> str:
    """3,4 phút — or a dash."""
    return "–" if value is None else gettext("%(n)s phút") % {"n": f"{value:.1f}".replace(".", ",")}


def _form(found: FourCriteria) -> Figure:
    form = found.form
    value = form.share_prefilled
    return Figure(
        FORM,
        gettext("Tờ khai tự điền sẵn"),
        percent(value),
        form.fields,
        gettext("ô khai"),
        gettext("quyết định không nêu con số"),
        None,
        _gauge(value, None, 1.0, percent(value)),
        [
            Row(gettext("Thủ tục có ô điền sẵn"), percent(form.share_of_procedures), form.procedures),
            Row(gettext("Ô điền sẵn được giữ nguyên"), percent(form.share_unchanged), form.prefilled),
        ],
        gettext("Số ô có nguồn dữ liệu chia cho tổng số ô của các tờ khai đã nộp trực tuyến trong kỳ."),
    )


def _filing(found: FourCriteria) -> Figure:
    alone, helped = found.filing_self, found.filing_assisted
    target = found.targets[FILING]
    limit = target.value if target else 5.0
    return Figure(
        FILING,
        gettext("Từ đăng nhập đến nộp xong"),
        minutes(alone.mean),
        alone.n,
        gettext("hồ sơ tự nộp"),
        gettext("dưới %(n)s phút") % {"n": f"{limit:g}"},
        target.met(alone.mean) if target else None,
        _gauge(alone.mean, limit, max(limit * 2, alone.p90 or 0), minutes(alone.mean)),
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
    )


def _handling(found: FourCriteria) -> Figure:
    handling = found.handling
    target = found.targets[HANDLING]
    n = sum(row.online_n for row in handling.procedures if row.shorter_by is not None)
    return Figure(
        HANDLING,
        gettext("Trực tuyến nhanh hơn tại quầy"),
        percent(handling.shorter_by),
        n,
        gettext("hồ sơ trực tuyến"),
        gettext("từ %(n)s") % {"n": percent(target.value)} if target else "",
        target.met(handling.shorter_by) if target else None,
        _gauge(handling.shorter_by, target.value if target else 0.3, 1.0, percent(handling.shorter_by)),
        [
            Row(name_of(row.procedure), percent(row.shorter_by), row.online_n + row.counter_n)
            for row in handling.procedures
        ],
        gettext("Giờ làm việc từ tiếp nhận đến ký kết quả, cùng một thủ tục, trực tuyến so với tại quầy."),
    )


def _satisfaction(found: FourCriteria) -> Figure:
    said = found.satisfaction
    target = found.targets[SATISFACTION]
    return Figure(
        SATISFACTION,
        gettext("Người dùng hài lòng"),
        percent(said.share),
        said.rated,
        gettext("lượt đánh giá"),
        gettext("từ %(n)s") % {"n": percent(target.value)} if target else "",
        target.met(said.share) if target else None,
        _gauge(said.share, target.value if target else 0.95, 1.0, percent(said.share)),
        [Row(gettext("Người được hỏi đã trả lời"), percent(said.response), said.asked)],
        gettext("Hài lòng và rất hài lòng chia cho số người đã đánh giá hồ sơ trực tuyến kết thúc trong kỳ."),
    )


def name_of(slug: str) -> str:
    """The short name of a procedure; its slug where the catalogue no longer has it."""
    try:
        return say(pack_now(slug).short_name)
    except LookupError:
        return slug


def _gauge(value: float | None, target: float | None, scale_end: float, label: str) -> SafeString | None:
    return None if value is None else gauge(value, target=target, scale_end=scale_end or 1.0, label=label)
