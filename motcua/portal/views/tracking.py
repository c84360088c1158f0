"""Where is a dossier? By its code alone, without anybody's personal data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.base.errors import NotFound
from motcua.base.kit.moments import show_day
from motcua.base.kit.station import AHEAD, NOW, PAST, YOURS, Station
from motcua.directory.doors import public
from motcua.dossiers.api import Track
from motcua.dossiers.api import track as track_dossier
from motcua.portal.words import status_words
from motcua.rules.lifecycle import WAITING_FOR_APPLICANT


@public
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """The code comes by POST (or by the QR on the receipt); it is never written into a log as an address."""
    code = (request.POST.get("code") or request.GET.get("ma") or "").strip().upper()[:40]
    found, problem = None, ""
    stations: list[Station] = []
    if code:
        try:
            found = track_dossier(code)
            stations = _way(found)
        except NotFound:
            problem = gettext("Không có hồ sơ nào mang mã này. Xin xem lại từng chữ số trên giấy tiếp nhận.")
    elif request.method == "POST":
        problem = gettext("Xin nhập mã hồ sơ.")
    context = {"code": code, "found": found, "stations": stations, "problem": problem}
    return render(request, "portal/track.html", context)


def _way(found: Track) -> list[Station]:
    """Handed in, where it is now, and when the result is promised."""
    done = [Station(PAST, gettext("Nộp hồ sơ"), note=show_day(found.submitted_on))]
    if found.ended:
        return [*done, Station(PAST, status_words(found.status), who=found.agency)]
    here = found.station if found.station != found.status_label else ""
    if found.taken_back:
        back = Station(NOW, status_words(found.status, back=True), who=found.agency, note=found.station)
        return [*done, back, Station(AHEAD, gettext("Trả kết quả"))]
    waits = found.status in WAITING_FOR_APPLICANT  # amber: the applicant is waited for
    words = gettext("hẹn ngày %(day)s, lùi theo thời gian chờ") if waits else gettext("hẹn ngày %(day)s")
    promised = words % {"day": show_day(found.promised_on)} if found.promised_on else ""
    return [
        *done,
        Station(YOURS if waits else NOW, status_words(found.status), who=found.agency, note=here),
        Station(AHEAD, gettext("Trả kết quả"), note=promised),
    ]
