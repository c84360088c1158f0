"""Where is a dossier? By its code alone, without anybody's personal data."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from motcua.base.errors import NotFound
from motcua.directory.doors import public
from motcua.dossiers.api import track as track_dossier


@public
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """The code comes by POST (or by the QR on the receipt); it is never written into a log as an address."""
    code = (request.POST.get("code") or request.GET.get("ma") or "").strip().upper()[:40]
    found, problem = None, ""
    if code:
        try:
            found = track_dossier(code)
        except NotFound:
            problem = gettext("Không có hồ sơ nào mang mã này. Xin xem lại từng chữ số trên giấy tiếp nhận.")
    elif request.method == "POST":
        problem = gettext("Xin nhập mã hồ sơ.")
    return render(request, "portal/track.html", {"code": code, "found": found, "problem": problem})
