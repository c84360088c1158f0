"""From "Bắt đầu" to the question pages: one thing a page, saved as it is left."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.base.clock import now
from motcua.base.kit.moments import show_time
from motcua.catalogue.api import pack_now, pack_of, say
from motcua.directory.api import Agency
from motcua.directory.doors import citizen, viewer_of
from motcua.directory.typed import keeps_typed, take_typed
from motcua.eforms.api import (
    Draft,
    NoSuchField,
    NotOpen,
    Saved,
    abandon,
    draft_for,
    file_at,
    open_draft,
    open_draft_of,
    page,
    papers_attached,
    refresh_prefill,
    remove_row,
    rows_to_offer,
    save_answers,
    values_posted,
)
from motcua.portal.beforehand import said_against, said_beforehand
from motcua.portal.mine import whose_draft
from motcua.portal.questions import keep_names_of_places, question
from motcua.portal.views.procedures import missing
from motcua.portal.way import back_from, go_on, resume, to_whom_it_is_for
from motcua.portal.where import agencies_to_file_at, follow_place, likely_agency


@citizen(filing=True)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the one draft and go on; ask for whom or where only when that cannot be known."""
    viewer, offered = viewer_of(request), agencies_to_file_at()
    running = open_draft_of(viewer, slug)
    try:
        pack = pack_now(slug)
    except LookupError as unknown:
        if running is not None:
            return resume(running)
        raise missing(slug) from unknown
    if running is not None and request.method != "POST":
        if "down" in running.source_states.values():
            refresh_prefill(running, viewer)
        return resume(draft_for(running.public_id, viewer))
    chosen = next((each for each in offered if each.code == request.POST.get("agency")), None)
    agency = chosen or likely_agency(viewer, offered)
    if agency is None and pack.settled_at and offered:
        agency = offered[0]  # until the form knows the place, which decides
    if agency is None:
        context = {"pack": pack, "agencies": offered, "missing": request.method == "POST"}
        return render(request, "portal/start.html", context)
    draft = refresh_prefill(open_draft(viewer=viewer, procedure=slug, agency=agency), viewer)
    follow_place(draft, viewer)
    return go_on(draft)


@citizen(filing=True)
@require_safe
def draft(request: HttpRequest, public_id: str) -> HttpResponse:
    """Go on where the person stopped, on whatever device."""
    found = draft_for(public_id, viewer_of(request))
    if found.state != Draft.State.OPEN:
        return redirect("portal:filed", public_id)
    return to_whom_it_is_for(found, viewer_of(request)) or resume(found)


@keeps_typed
@citizen(filing=True)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, public_id: str, page_id: str) -> HttpResponse:
    """One question page; what was typed is kept whether it is right or not."""
    viewer = viewer_of(request)
    found = draft_for(public_id, viewer)
    if found.state != Draft.State.OPEN:
        return redirect("portal:filed", public_id)
    notes: list[str] = []
    before = take_typed(request)
    if before is not None:
        save_answers(draft=found, values=partial(typed_values, page_id=page_id, post=before), by=viewer, page=page_id)
        found = draft_for(public_id, viewer)
        notes = [_("Chữ gõ trước khi đăng nhập lại vẫn còn đây. Xin xem lại rồi bấm Tiếp tục.")]
    if request.method == "POST":
        saved = save_answers(
            draft=found,
            values=partial(typed_values, page_id=page_id, post=request.POST),
            by=viewer,
            page=page_id,
            passed="go" in request.POST,
            seen_at=_moment(request.POST.get("seen", "")),
            device=_device(request),
        )
        notes = _replaced(saved)
        follow_place(found, viewer)
        answer = _after(request, found, page_id)
        if answer is not None and not notes:
            return answer
        found = draft_for(public_id, viewer)
    return _show(request, found, page_id, tried=request.method == "POST" and "go" in request.POST, notes=notes)


def typed_values(found: Draft, page_id: str, post: QueryDict) -> dict[str, Any]:
    """What a page sent, ready to be saved. `Http404` for a page the form does not have."""
    try:
        shown = page(found, page_id)
    except NoSuchField as missing:
        raise Http404 from missing
    fields = [*shown.fields, *(each for row in shown.rows for each in row.fields)]
    return keep_names_of_places(values_posted(found, post), {each.name: each.value for each in fields})


def _after(request: HttpRequest, found: Draft, page_id: str) -> HttpResponse | None:
    """Where a press on the page leads; None: stay and show what is wrong."""
    viewer = viewer_of(request)
    if "remove" in request.POST and request.POST["remove"].isdigit():
        section = page(found, page_id).repeat
        if section:
            remove_row(draft=found, section=section, row=int(request.POST["remove"]), by=viewer)
        return redirect("portal:ask", found.public_id, page_id)
    if "offer" in request.POST:
        field, _sep, number = request.POST["offer"].partition("=")
        save_answers(draft=found, values={field: number}, by=viewer, page=page_id)
        return redirect("portal:ask", found.public_id, page_id)
    if "go" not in request.POST:
        return redirect("portal:ask", found.public_id, page_id)
    if any(each.level == "error" for each in page(found, page_id).problems):
        return None
    return redirect("portal:check", found.public_id) if request.POST.get("back") == "check" else go_on(found)


def _show(request: HttpRequest, found: Draft, page_id: str, *, tried: bool, notes: list[str]) -> HttpResponse:
    try:
        shown = page(found, page_id)
    except NoSuchField as missing:
        raise Http404 from missing
    province = found.context.get("province", "")
    change = request.GET.get("sua", "")
    asked = [each for each in shown.fields if not each.known or each.name == change or each.choose]
    if not asked and not shown.repeat:  # a source has answered all of it meanwhile
        return redirect("portal:check", found.public_id)
    # A page's question is written for its first box; any other box keeps its own label.
    alone = len(asked) == 1 and asked[0] == shown.fields[0] and not shown.repeat
    back = request.GET.get("back") or request.POST.get("back", "")
    questions = [
        question(
            each,
            heading=alone,
            title=shown.title if alone else "",
            hint=shown.hint if alone else "",
            province=province,
            tried=tried,
        )
        for each in asked
    ]
    context = {
        "draft": found,
        "title": say(pack_of(found.procedure_version_id).short_name),
        "page": shown,
        "questions": questions,
        "rows": [[question(each, province=province, tried=tried) for each in row.fields] for row in shown.rows],
        "row_numbers": [row.row for row in shown.rows],
        "blank": [question(each, province=province) for each in shown.blank.fields] if shown.blank else [],
        "offers": rows_to_offer(found, shown.repeat) if shown.repeat else [],
        "problems": [_linked(each) for each in shown.problems if each.level == "error"] if tried else [],
        "tried": tried,
        "notes": notes,
        "against": [] if found.passed else said_against(found),
        "beforehand": [] if found.passed else said_beforehand(found, viewer_of(request)),
        "down": not found.passed and "down" in found.source_states.values(),
        "back": back,
        "back_to": reverse("portal:check", args=[found.public_id]) if back == "check" else back_from(found, page_id),
        "alone": alone,
        "shown_at": now(),
    }
    return render(request, "portal/ask.html", context)


def _linked(problem: object) -> dict[str, str]:
    name = getattr(problem, "field", "")
    row = getattr(problem, "row", 0)
    return {"field": f"{name}.{row}" if row else name, "message": getattr(problem, "message", "")}


@citizen(filing=True)
@require_POST
def autosave(request: HttpRequest, public_id: str, page_id: str) -> HttpResponse:
    """Keep a field as it is left; the answer is the mark to show beside the button."""
    viewer = viewer_of(request)
    found = draft_for(public_id, viewer)
    saved = save_answers(
        draft=found,
        values=partial(typed_values, page_id=page_id, post=request.POST),
        by=viewer,
        page=page_id,
        seen_at=_moment(request.POST.get("seen", "")),
        device=_device(request),
        ask_sources=False,
    )
    said = [_("Đã lưu %(at)s") % {"at": show_time(saved.at)}, *_replaced(saved)]
    return HttpResponse(". ".join(said), content_type="text/plain; charset=utf-8")


def _replaced(saved: Saved) -> list[str]:
    """What the last word of a field took the place of."""
    return [
        _("Ô này vừa được sửa trên máy khác (%(before)s). Đang giữ nội dung mới nhất.") % {"before": each.before}
        for each in saved.overtaken
    ]


def _device(request: HttpRequest) -> str:
    """What tells one device of a person from another: what browsers say of themselves is the same for a whole make."""
    return salted_hmac("motcua.device", request.session.session_key or "").hexdigest()[:40]


@citizen(filing=True)
@require_POST
def change_agency(request: HttpRequest, public_id: str) -> HttpResponse:
    """File the same draft at another commune."""
    viewer = viewer_of(request)
    found = draft_for(public_id, viewer)
    chosen = next((each for each in agencies_to_file_at() if each.code == request.POST.get("agency")), None)
    if chosen is not None:
        file_at(draft=found, agency=chosen, by=viewer, chosen=True)
    return redirect("portal:check", public_id)


@citizen(filing=True)
@require_http_methods(["GET", "HEAD", "POST"])
def give_up(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask, saying what is deleted; then the draft is gone, pressed once or twice. `NotOpen` where it was filed."""
    viewer = viewer_of(request)
    found = draft_for(public_id, viewer)
    title = say(pack_of(found.procedure_version_id).short_name)
    if request.method != "POST" and found.state == Draft.State.OPEN:
        uploads = sum(each.paper_id is None for each in papers_attached(found))
        context = {"draft": found, "title": title, "uploads": uploads, "whose": whose_draft(found, viewer)}
        return render(request, "portal/give_up.html", context)
    try:
        abandon(draft=found, by=viewer)  # whoever only reads comes here when there is nothing left to delete
    except NotOpen:
        if found.state != Draft.State.ABANDONED:
            raise
    messages.success(request, _("Đã bỏ bản khai: %(title)s.") % {"title": title}, extra_tags="done")
    return redirect("portal:my_dossiers")


def agency_choices(current: Agency | None) -> list[Agency]:
    """Communes the draft may go to, but for the current one."""
    return [each for each in agencies_to_file_at() if current is None or each.pk != current.pk]


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
