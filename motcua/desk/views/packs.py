"""A pack is brought as a file, read by the linter, held against the version in force, and published from a day on."""

from __future__ import annotations

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
from motcua.base.kit.moments import show_day
from motcua.catalogue.api import look_at_pack, may_publish_packs, pack_of, publish_pack, say
from motcua.desk.administration.sheet import NO_DAY, Typed, day_boxes
from motcua.desk.pages.head import with_head
from motcua.directory.api import staff, viewer_of
from motcua.rules.codes import Role

KEEPERS = (Role.CONTROLLER, Role.ADMIN)
LARGEST = 1_000_000  # bytes; the linter refuses more
MOST_SHOWN = 200
FROM = "valid_from"


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
        day = _typed(request).day(FROM)
        if day is None:
            raise Refusal(NO_DAY, fields={FROM: NO_DAY})
        version = publish_pack(name=name, content=text.encode(), valid_from=day, by=viewer_of(request))
    except Forbidden:
        raise
    except Refusal as refusal:
        return _page(request, name, text.encode(), refusal)
    said = {"name": say(pack_of(version.pk).name), "number": version.number, "day": show_day(version.valid_from)}
    messages.success(
        request, _("Đã công bố %(name)s, phiên bản %(number)s, áp dụng từ %(day)s.") % said, extra_tags="done"
    )
    return HttpResponseRedirect(reverse("desk:packs"))


def _bring(request: HttpRequest) -> HttpResponse:
    upload = request.FILES.get("file")
    if upload is None:
        refusal = Refusal(_("Chưa chọn tệp."), fields={"file": _("Xin chọn tệp .yaml của thủ tục.")})
        return _page(request, refusal=refusal)
    return _page(request, str(upload.name), upload.read(LARGEST + 1))


def _page(
    request: HttpRequest, name: str = "", content: bytes | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    brought = None if content is None else look_at_pack(name, content)
    wrong = refusal.fields if refusal else {}
    day = _typed(request).ask_day(FROM, _("Áp dụng từ ngày"), problem=str(wrong.get(FROM, "")))
    context: dict[str, Any] = {
        "name": name,
        "text": (content or b"").decode("utf-8-sig", errors="replace"),
        "brought": brought,
        "title": say(brought.pack.name) if brought and brought.pack else "",
        "shown": brought.changes[:MOST_SHOWN] if brought else (),
        "more": max(len(brought.changes) - MOST_SHOWN, 0) if brought else 0,
        "verdict": may_publish_packs(viewer_of(request)),
        "refusal": refusal,
        "wrong": wrong,
        "fields": [day],
    }
    status = 422 if refusal or (brought and brought.findings) else 200
    return render(request, "desk/packs.html", with_head(request, **context), status=status)


def _typed(request: HttpRequest) -> Typed:
    return Typed(day_boxes(FROM, today()) | request.POST.dict())
