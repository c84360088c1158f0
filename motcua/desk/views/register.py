"""Form 07: the book of dossiers, a month at a time, as a page to print."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.base.clock import today
from motcua.base.errors import Refusal
from motcua.desk.pages.head import with_head
from motcua.directory.api import staff, viewer_of
from motcua.dossiers.api import print_register
from motcua.rules.codes import Role

MONTHS_SHOWN = 12


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(Role.CLERK, Role.REGISTRAR, Role.CONTROLLER, Role.LEADER)
def register(request: HttpRequest) -> HttpResponse:
    """Choose a month; the PDF comes by POST, because everybody named in it is told who printed it."""
    viewer = viewer_of(request)
    if request.method == "POST" and viewer.staff is not None:
        month = _month(request.POST.get("month", ""))
        pdf = print_register(agency=viewer.staff.agency, month=month, by=viewer)
        answer = HttpResponse(pdf, content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="so-theo-doi-{month:%Y-%m}.pdf"'
        return answer
    return render(request, "desk/register.html", with_head(request, months=_months()))


def _months() -> list[date]:
    """This month and those before it, newest first."""
    here = today().replace(day=1)
    count = here.year * 12 + here.month - 1
    return [date((count - back) // 12, (count - back) % 12 + 1, 1) for back in range(MONTHS_SHOWN)]


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise Refusal(_("Xin chọn một tháng trong danh sách.")) from error
