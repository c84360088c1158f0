"""The time line of a plan: a mark a task at its last day, drawn on the server; the table beneath says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from motcua.plans.api import Task

WIDTH, EDGE, STEP, MOST_HIGH = 960, 24, 16, 8


def time_line(tasks: Iterable[Task], day: date) -> SafeString | None:
    """Months from left to right, today as an upright line; None where no task has a last day."""
    dated = [(task, task.due) for task in tasks if task.due is not None]
    if not dated:
        return None
    first = min(day, *(due for _task, due in dated)).replace(day=1)
    last = max(day, *(due for _task, due in dated))
    span = max((last - first).days, 30)

    def at(when: date) -> float:
        return round(EDGE + (WIDTH - 2 * EDGE) * (when - first).days / span, 1)

    floor = min(max(Counter((due.year, due.month) for _task, due in dated).values()), MOST_HIGH) * STEP + 20
    heights: Counter[tuple[int, int]] = Counter()
    marks = []
    for task, due in dated:
        heights[due.year, due.month] += 1
        y = floor - min(heights[due.year, due.month], MOST_HIGH) * STEP + 6
        marks.append((at(due), y, _fill(task, day), _edge(task, day), f"{task.number}: {due:%d/%m/%Y}"))
    words = gettext("Các nhiệm vụ theo hạn, từ %(first)s đến %(last)s") % {
        "first": f"{first:%m/%Y}",
        "last": f"{last:%m/%Y}",
    }
    return format_html(
        '<svg class="timeline" viewBox="0 0 {w} {h}" width="100%" role="img" aria-label="{label}">'
        '<path d="M{edge} {floor}H{end}" stroke="var(--edge)"/>{months}'
        '<path data-now d="M{now} 4V{floor}" stroke="var(--brand)" stroke-width="2"/>'
        '<text x="{now}" y="{below}" font-size="13" text-anchor="middle" fill="var(--brand)">{today}</text>'
        "{marks}</svg>",
        w=WIDTH,
        h=floor + 40,
        label=words,
        edge=EDGE,
        end=WIDTH - EDGE,
        floor=floor,
        below=floor + 36,
        now=at(day),
        today=gettext("hôm nay"),
        months=_months(first, last, at, floor),
        marks=format_html_join(
            "", '<circle cx="{}" cy="{}" r="6" fill="{}" stroke="{}" stroke-width="2"><title>{}</title></circle>', marks
        ),
    )


def _months(first: date, last: date, at: object, floor: int) -> SafeString:
    """A tick a month, words at every first, fourth, seventh and tenth month."""
    place = at if callable(at) else None
    ticks, day = [], first
    while place is not None and day <= last:
        ticks.append((place(day), floor, place(day), floor + 18, f"{day:%m/%Y}" if day.month % 3 == 1 else ""))
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return format_html_join(
        "",
        '<path d="M{} {}v5" stroke="var(--edge)"/>'
        '<text x="{}" y="{}" font-size="13" text-anchor="middle" fill="var(--muted)">{}</text>',
        ticks,
    )


def _fill(task: Task, day: date) -> str:
    if task.stage == Task.Stage.DONE:
        return "var(--done)"
    return "var(--bad)" if task.late_on(day) else "var(--paper)"


def _edge(task: Task, day: date) -> str:
    if task.stage == Task.Stage.DONE:
        return "var(--done)"
    return "var(--bad)" if task.late_on(day) else "var(--act)"
