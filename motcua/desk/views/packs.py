"""A pack is brought as a file, read by the linter, held against the version in force, and published from a day on."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.base.clock import today
from motcua.base.errors import Forbidden, Refusal
from motcua.base.kit.field_view import FieldView
from motcua.base.kit.moments import show_day
from motcua.catalogue.api import look_at_pack, may_publish_packs, publish_pack, say
from motcua.desk.administration.sheet import day_boxes
from motcua.desk.pages.head import with_head
from motcua.directory.api import staff, viewer_of
from motcua.rules.codes import Role

KEEPERS = (Role.CONTROLLER, Role.ADMIN)
LARGEST = 1_000_000  # bytes; the linter refuses more
MOST_SHOWN = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def packs(request: HttpRequest) -> HttpResponse:
    """Ask for a file; show what is wrong with it or what it changes; publish what was shown."""
    if request.method != "POST":
        return _page(request)
    name, text = request.POST.get("name", ""), request.POST.get("text", "")
    if not text:
        return _bring(request)
    try:
        version = publish_pack(name=name, content=text.encode(), valid_from=_day(request), by=viewer_of(request))
    except Forbidden:
        raise
    except Refusal as refusal:
        return _page(request, name=name, text=text, refusal=refusal)
    said = {"name": version.procedure_id, "number": version.number, "day": show_day(version.valid_from)}
    messages.success(
        request, _("Đã công bố %(name)s, phiên bản %(number)s, áp dụng từ %(day)s.") % said, extra_tags="done"
    )
    return HttpResponseRedirect(reverse("desk:packs"))


def _bring(request: HttpRequest) -> HttpResponse:
    upload = request.FILES.get("file")
    if upload is None:
        return _page(
            request, refusal=Refusal(_("Chưa chọn tệp."), fields={"file": _("Xin chọn tệp .yaml của thủ tục.")})
        )
    content = upload.read(LARGEST + 1)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    return _page(request, name=str(upload.name), text=text, content=content)


def _page(
    request: HttpRequest, *, name: str = "", text: str = "", content: bytes | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:  # fmt: skip
    given = content if content is not None else text.encode()
    brought = look_at_pack(name, given) if given or content is not None else None
    wrong = refusal.fields if refusal else {}
    context: dict[str, Any] = {
        "name": name,
        "text": text,
        "brought": brought,
        "title": say(brought.pack.name) if brought and brought.pack else "",
        "shown": brought.changes[:MOST_SHOWN] if brought else (),
        "more": max(len(brought.changes) - MOST_SHOWN, 0) if brought else 0,
        "verdict": may_publish_packs(viewer_of(request)),
        "refusal": refusal,
        "wrong": wrong,
        "fields": [_day_asked(request, str(wrong.get("valid_from", "")))],
    }
    status = 422 if refusal or (brought and brought.findings) else 200
    return render(request, "desk/packs.html", with_head(request, **context), status=status)


def _day_asked(request: HttpRequest, problem: str) -> FieldView:
    boxes = day_boxes("valid_from", today())
    parts = {part: request.POST.get(f"valid_from-{part}", boxes[f"valid_from-{part}"]) for part in _PARTS}
    return FieldView("valid_from", str(_("Áp dụng từ ngày")), widget="date", parts=parts, problem=problem)


def _day(request: HttpRequest) -> date:
    try:
        day, month, year = (int(request.POST.get(f"valid_from-{part}", "")) for part in _PARTS)
        return date(year, month, day)
    except ValueError:
        raise Refusal(
            _("Ngày áp dụng chưa đúng."), fields={"valid_from": _("Ghi ngày, tháng, năm, ví dụ 26 08 2026.")}
        ) from None


_PARTS = ("day", "month", "year")
