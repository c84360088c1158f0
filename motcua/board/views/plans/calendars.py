"""The calendar of plans: a month as a page, and an address that phones and office programs subscribe to."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.clock import today
from motcua.base.errors import Refusal
from motcua.board.views.head import with_head
from motcua.directory.api import public, staff, viewer_of
from motcua.plans.api import DueDay, due_days, feed, is_working, make_calendar_key

# What is due → the page that shows it.
_PAGES = {
    "task": "board:plan_task",
    "collection": "board:plan_collection",
    "input": "board:plan_input",
    "inspection": "board:plan_inspection",
    "finding": "board:plan_finding",
    "report": "board:plan_reports",
}
Square = tuple[date, bool, bool, list[tuple[DueDay, str]]]


@staff()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def month(request: HttpRequest) -> HttpResponse:
    """A month of the agency or of my own; POST makes a new address for my calendar, shown once."""
    viewer = viewer_of(request)
    if request.method == "POST":
        try:
            key = make_calendar_key(by=viewer)
        except Refusal as refusal:
            messages.warning(request, str(refusal.message), extra_tags="wait")
            return redirect("board:plan_calendar")
        address = request.build_absolute_uri(reverse("board:plan_feed", args=[key]))
        return render(request, "board/plans/calendar_address.html", with_head(request, address=address))
    first = _month(request.GET.get("thang", ""))
    last = date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    mine = request.GET.get("cua") == "toi"
    found = due_days(viewer, first, last, mine=mine)
    context = with_head(
        request,
        first=first,
        weeks=_weeks(first, last, found),
        found=found,
        mine=mine,
        before=f"{first - timedelta(days=1):%Y-%m}",
        after=f"{last + timedelta(days=1):%Y-%m}",
    )
    return render(request, "board/plans/calendar.html", context)


def page_of(each: DueDay) -> str:
    """The page that shows what is due."""
    return reverse(_PAGES[each.kind], args=[each.public_id])


def _month(said: str) -> date:
    """The first day of the month that was asked for; of this one where none was."""
    try:
        return date.fromisoformat(f"{said}-01")
    except ValueError:
        return today().replace(day=1)


def _weeks(first: date, last: date, found: list[DueDay]) -> list[list[Square]]:
    """Weeks from Monday: each day, whether it is of the month, whether the state works, what is due and its page."""
    day = first - timedelta(days=first.weekday())
    weeks = []
    while day <= last:
        week = [day + timedelta(days=step) for step in range(7)]
        weeks.append(
            [
                (
                    each,
                    each.month == first.month,
                    is_working(each),
                    [(one, page_of(one)) for one in found if one.day == each],
                )
                for each in week
            ]
        )
        day += timedelta(days=7)
    return weeks


@public
@never_cache
@require_safe
def subscribed(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar behind a secret address: only what its owner owes. 404 for an address that ended."""
    content = feed(key, address_of=lambda each: request.build_absolute_uri(page_of(each)), host=request.get_host())
    if content is None:
        raise Http404(_("Địa chỉ lịch này không còn dùng được."))
    headers = {"Content-Disposition": 'inline; filename="viec-ke-hoach.ics"', "Referrer-Policy": "no-referrer"}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
