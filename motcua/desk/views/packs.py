"""A pack is brought as a file, read by the linter, held against the version in force, and published from a day on.

What is published is listed, and can be taken off again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.base.clock import today
from motcua.base.errors import Forbidden, NotFound, Refusal
from motcua.base.kit.field_view import FieldView
from motcua.base.kit.moments import show_day
from motcua.base.verdict import require
from motcua.catalogue.api import (
    look_at_pack,
    may_publish_packs,
    pack_known,
    pack_of,
    publish_pack,
    published_versions,
    say,
    withdraw_procedure,
    withdrawn_procedures,
)
from motcua.desk.administration.sheet import NO_DAY, Sheet, Typed, answer, day_boxes
from motcua.desk.pages.head import with_head
from motcua.directory.api import staff, viewer_of
from motcua.directory.typed import take_typed
from motcua.rules.codes import Role
from motcua.rules.text import fold

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
        before = {name: str(value) for name, value in (take_typed(request, by_same=True) or {}).items()}
        text = before.get("text", "")
        return _page(request, before.get("name", ""), text.encode() if text else None, typed=before)
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


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*KEEPERS)
def withdraw(request: HttpRequest, procedure: str) -> HttpResponse:
    """Ask for the reason, saying what follows; then nobody begins or files it any more, pressed once or twice."""
    viewer = viewer_of(request)
    require(may_publish_packs(viewer))
    try:
        name = say(pack_known(procedure).name)
    except LookupError as unknown:
        raise NotFound("") from unknown
    back = reverse("desk:packs")
    if request.method != "POST" and procedure not in _published():
        return _told_before(request, name)

    def end(typed: Typed) -> HttpResponse | None:
        done = withdraw_procedure(slug=procedure, reason=typed.said("reason"), by=viewer)
        return None if done else _told_before(request, name)

    sheet = Sheet(
        _("Thôi công bố"),
        _("Thôi công bố"),
        (back, _("Gói thủ tục")),
        note=name,
        warnings=[
            _("Từ lúc này không ai bắt đầu hoặc nộp được nữa. Người đang khai dở mở bản khai sẽ đọc được lý do."),
            _("Hồ sơ đang giải quyết vẫn theo bản lúc nộp. Muốn dùng lại thì công bố một bản mới."),
        ],
        grave=True,
        done=_("Đã thôi công bố %(name)s.") % {"name": name},
    )
    return answer(request, sheet, end, _why)


def _why(typed: Typed) -> list[FieldView]:
    hint = _("Ghi quyết định bãi bỏ, ví dụ: Quyết định 12/2026/QĐ-UBND bãi bỏ thủ tục này. Người dân sẽ đọc.")
    return [typed.text("reason", _("Lý do"), hint=hint, widget="long_text")]


def _published() -> set[str]:
    return {each.procedure_id for each in published_versions()}


def _told_before(request: HttpRequest, name: str) -> HttpResponse:
    messages.warning(request, _("%(name)s đã thôi công bố từ trước.") % {"name": name}, extra_tags="wait")
    return HttpResponseRedirect(reverse("desk:packs"))


def _bring(request: HttpRequest) -> HttpResponse:
    upload = request.FILES.get("file")
    if upload is None:
        refusal = Refusal(_("Chưa chọn tệp."), fields={"file": _("Xin chọn tệp .yaml của thủ tục.")})
        return _page(request, refusal=refusal)
    return _page(request, str(upload.name), upload.read(LARGEST + 1))


def _page(
    request: HttpRequest,
    name: str = "",
    content: bytes | None = None,
    refusal: Refusal | None = None,
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    brought = None if content is None else look_at_pack(name, content)
    wrong = refusal.fields if refusal else {}
    day = _typed(request, typed).ask_day(FROM, _("Áp dụng từ ngày"), problem=str(wrong.get(FROM, "")))
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
    if content is None:
        context |= _listed()
    status = 422 if refusal or (brought and brought.findings) else 200
    return render(request, "desk/packs.html", with_head(request, **context), status=status)


def _listed() -> dict[str, Any]:
    """What is published, each with its field, and what was taken off, by name."""
    shown = [(say(pack.name), say(pack.field), each) for each in published_versions() for pack in [pack_of(each.pk)]]
    gone = [(say(pack_known(each.slug).name), each) for each in withdrawn_procedures()]
    return {"published": sorted(shown, key=lambda row: (fold(row[0]), row[2].procedure_id)), "withdrawn": gone}


def _typed(request: HttpRequest, before: Mapping[str, str] | None = None) -> Typed:
    return Typed(day_boxes(FROM, today()) | dict(before or request.POST.dict()))
