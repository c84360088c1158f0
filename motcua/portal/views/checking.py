"""Check answers, file, and the receipt."""

from __future__ import annotations

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.base.clock import today
from motcua.base.errors import Refusal
from motcua.catalogue.api import limit_sentence, pack_of, say, say_kept
from motcua.directory.api import Viewer
from motcua.directory.doors import citizen, viewer_of
from motcua.directory.typed import keeps_typed
from motcua.dossiers.api import FormCode, assess_fees, desk_of, filed_before, may_file, submit
from motcua.dossiers.selectors.of_draft import dossier_of_draft, latest_form, parts_with_files
from motcua.eforms.api import (
    CheckSheet,
    Draft,
    FieldView,
    NotOpen,
    OtherVersion,
    check_sheet,
    dispute,
    draft_for,
    follow_version,
    next_page,
    optional_pages,
    papers_attached,
    papers_needed,
    refresh_prefill,
    save_answers,
    values_posted,
)
from motcua.eforms.looking import field_of, values_so_far
from motcua.payments.api import bill_for
from motcua.portal.beforehand import said_beforehand
from motcua.portal.letter import letter_of, paper_rows
from motcua.portal.questions import keep_names_of_places, question
from motcua.portal.thumbs import thumbs_of
from motcua.portal.unsent import Beside
from motcua.portal.views.filing import agency_choices
from motcua.portal.way import back_from
from motcua.portal.where import follow_place, must_choose_agency
from motcua.rules.codes import Channel
from motcua.rules.fees import Assessment


@citizen(filing=True)
@require_safe
def check(request: HttpRequest, public_id: str) -> HttpResponse:
    """The whole form as a letter: what was known with its source, what was typed with a way to change it."""
    found = draft_for(public_id, viewer_of(request))
    if found.state != Draft.State.OPEN:
        return redirect("portal:filed", public_id)
    return _show(request, found, _follow_the_law(found, viewer_of(request)))


@citizen(filing=True)
@require_http_methods(["GET", "HEAD", "POST"])
def file(request: HttpRequest, public_id: str) -> HttpResponse:
    """Press once or twice: one dossier. What is still wrong is shown all at once; opened again, the page before it."""
    viewer = viewer_of(request)
    found = draft_for(public_id, viewer)
    if request.method != "POST":
        return redirect("portal:check", public_id)
    if found.state == Draft.State.OPEN:
        changed = _follow_the_law(found, viewer)
        if changed or must_choose_agency(found):
            return _show(request, found, changed, status=422)
    try:
        submit(draft=found, by=viewer)
    except Refusal as refusal:
        fresh = draft_for(public_id, viewer)
        if fresh.state != Draft.State.OPEN:
            raise
        return _show(request, fresh, [str(refusal)], status=422)
    return redirect("portal:filed", public_id)


def _follow_the_law(found: Draft, viewer: Viewer) -> list[str]:
    """The form goes by what is in force today; what to say where that is something else than it showed before."""
    if not follow_version(draft=found, by=viewer):
        return []
    refresh_prefill(found, viewer)
    return [str(OtherVersion())]


@citizen(filing=True)
@require_safe
def filed(request: HttpRequest, public_id: str) -> HttpResponse:
    """It has arrived: the code, what happens next, by when, whom to call, what really arrived."""
    viewer = viewer_of(request)
    sent = draft_for(public_id, viewer)
    dossier = dossier_of_draft(sent.pk, viewer)
    if dossier is None:
        if sent.state != Draft.State.OPEN:
            raise NotOpen(sealed=sent.state == Draft.State.SEALED)
        return redirect("portal:draft", public_id)
    dossier.draft = sent
    bill = bill_for(dossier.bill) if dossier.bill else None
    context = {
        "dossier": dossier,
        "desk": desk_of(dossier),
        "title": say(pack_of(dossier.procedure_version_id).short_name),
        "parts": parts_with_files(dossier),
        "bill": bill,
        "slip": latest_form(dossier, FormCode.ARRIVAL),
    }
    return render(request, "portal/filed.html", context)


@keeps_typed
@citizen(filing=True)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """Change one row of the letter and come straight back: type over it, choose a source, or say it is wrong."""
    viewer = viewer_of(request)
    found = draft_for(public_id, viewer)
    field = field_of(found, name)
    if field is None:
        raise Http404
    if "khac" in request.GET:  # neither of two sources is right
        field = replace(field, choose=())
    problem, typed = "", None
    beside = Beside(request, writer=str(viewer.actor), place=f"{found.stream}:{name}", names=_boxes(request, name))
    if (mark := beside.left()) is not None:
        return mark
    before = beside.before
    if before or "province" in request.POST:
        typed = values_posted(found, before or request.POST).get(name)
    elif request.method == "POST":
        beside.keep()
        try:
            _change(request, found, field)
            beside.sent()
        except Refusal as refusal:
            problem = str(refusal)
        found = draft_for(public_id, viewer)
        field = field_of(found, name) or field
        wrong = any(each.level == "error" for each in field.problems)
        if not problem and (not wrong or "keep" in request.POST):
            return redirect("portal:check", public_id)
    context = {
        "draft": found,
        "title": say(pack_of(found.procedure_version_id).short_name),
        "field": field,
        "question": question(
            field,
            heading=not field.locked,
            title=_("Điều đúng là") if field.locked else "",
            province=found.context.get("province", ""),
            tried=request.method == "POST" and typed is None,
            typed=typed,
        ),
        "problem": problem,
        "reason": beside.words().get("reason", ""),
    }
    return render(request, "portal/change.html", context)


def _boxes(request: HttpRequest, name: str) -> list[str]:
    """The boxes of one field, and why it differs."""
    return [each for each in request.POST if each == "reason" or each.partition("-")[0] == name]


def _change(request: HttpRequest, found: Draft, field: FieldView) -> None:
    viewer = viewer_of(request)
    values = keep_names_of_places(values_posted(found, request.POST), {field.name: field.value})
    if field.locked and not field.choose:
        reason = request.POST.get("reason", "")
        dispute(draft=found, name=field.name, correction=values.get(field.name, ""), reason=reason, by=viewer)
        return
    save_answers(draft=found, values=values, by=viewer)
    follow_place(found, viewer)


@citizen(filing=True)
@require_POST
def ask_again(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask the sources that did not answer before."""
    viewer = viewer_of(request)
    refresh_prefill(draft_for(public_id, viewer), viewer)
    return redirect("portal:check", public_id)


def _show(request: HttpRequest, found: Draft, refusals: list[str], status: int = 200) -> HttpResponse:
    pack = pack_of(found.procedure_version_id)
    sheet = check_sheet(found)
    viewer = viewer_of(request)
    before = filed_before(found.procedure_version_id, values_so_far(found), viewer)
    elsewhere, verdict = must_choose_agency(found), may_file(viewer, found)
    barred = [] if verdict else [str(verdict.reason)]  # nothing on this page mends that
    context = {
        "draft": found,
        "title": say(pack.short_name),
        "letter": letter_of(sheet),
        "statements": sheet.statements,
        "papers": paper_rows(papers_needed(found), thumbs_of(papers_attached(found))),
        "problems": [] if before or barred else _problems(sheet),
        "warnings": said_beforehand(found, viewer) + _warnings(found, sheet),
        "barred": barred,
        "refusals": [] if before else barred or refusals,
        "before": before,
        "fee": _fee(found),
        "limit": limit_sentence(pack, "online"),
        "next_page": next_page(found),
        "optional_pages": optional_pages(found),
        "back_to": back_from(found),
        "elsewhere": elsewhere,
        "other_agencies": agency_choices(None if elsewhere else found.agency),
        "down": sorted({source for source, state in found.source_states.items() if state == "down"}),
    }
    return render(request, "portal/check.html", context, status=status)


def _warnings(found: Draft, sheet: CheckSheet) -> list[str]:
    """What may be filed all the same; that the person themselves is not known is said beforehand, not once more."""
    values = values_so_far(found)
    return [
        each.message
        for each in sheet.problems
        if each.level == "warning" and not (each.code == "unmatched" and values.get(each.field) == found.applicant_key)
    ]


def _problems(sheet: CheckSheet) -> list[dict[str, str]]:
    return [
        # A field that no page shows has no row to lead to.
        {
            "field": f"row-{each.component or each.field}-{each.row}" if each.page or each.component else "",
            "message": each.message,
        }
        for each in sheet.problems
        if each.level == "error"
    ]


def _fee(found: Draft) -> dict[str, object]:
    """What is due now, and what will be when the result is given out."""
    now, later = _assessed(found, "submission"), _assessed(found, "return")
    pack = pack_of(found.procedure_version_id)
    both = [*now.lines, *later.lines]
    lines = [(say_kept(pack, each.line.name), each.payable, say_kept(pack, each.reason)) for each in both]
    return {
        "total": now.total,
        "later": later.total,
        "saved": now.list_total + later.list_total - now.total - later.total,
        "lines": [{"name": name, "amount": amount, "why": why} for name, amount, why in lines],
        "one": len(lines) == 1,
        "unknown": [say_kept(pack, fee.name) for fee in (*now.unknown, *later.unknown)],
    }


def _assessed(found: Draft, due: str) -> Assessment:
    return assess_fees(
        found.procedure_version_id,
        answers=values_so_far(found),
        channel=Channel.ONLINE,
        on=today(),
        due=due,
        agency=found.agency,
    )
