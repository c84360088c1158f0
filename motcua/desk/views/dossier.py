"""One dossier with everything on it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.base.errors import NotFound
from motcua.desk.looking import dossier_looked_at, remember_purpose
from motcua.desk.pages.head import with_head
from motcua.desk.pages.whole import whole_page
from motcua.directory.api import staff, viewer_of
from motcua.rules.codes import Role


@never_cache
@require_safe
@staff()
def dossier(request: HttpRequest, public_id: str) -> HttpResponse:
    """The line on top; what was declared, the papers, what to do now; below what happened."""
    viewer = viewer_of(request)
    try:
        found = dossier_looked_at(request, public_id)
    except NotFound:
        if viewer.has_role(Role.AUDITOR):
            return _ask_purpose(request, public_id)
        raise
    return render(request, "desk/dossier.html", with_head(request, **whole_page(found, viewer)))


@never_cache
@require_POST
@staff(Role.AUDITOR)
def purpose(request: HttpRequest, public_id: str) -> HttpResponse:
    """An auditor says for what before seeing anything."""
    words = request.POST.get("purpose", "").strip()
    if not words:
        return _ask_purpose(request, public_id, _("Xin ghi mục đích; người dân sẽ đọc được."))
    remember_purpose(request, public_id, words)
    return HttpResponseRedirect(reverse("desk:dossier", args=[public_id]))


def _ask_purpose(request: HttpRequest, public_id: str, problem: str = "") -> HttpResponse:
    told = public_id in request.session.get("desk.purposes", {})
    if told and not problem:
        raise NotFound(_("Không tìm thấy hồ sơ này, hoặc hồ sơ không thuộc nơi ông/bà kiểm tra."))
    context = with_head(request, public_id=public_id, problem=problem)
    return render(request, "desk/purpose.html", context, status=422 if problem else 200)
