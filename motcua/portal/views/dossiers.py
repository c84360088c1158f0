"""My dossiers: the line first, the one thing I must do second, papers third, history folded."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.base.errors import Refusal
from motcua.catalogue.api import pack_of, say, say_kept
from motcua.directory.api import Viewer
from motcua.directory.doors import citizen, viewer_of
from motcua.directory.typed import keeps_typed
from motcua.dossiers.api import (
    APPEAL_ROUTE,
    Dossier,
    DossierForm,
    FormCode,
    Part,
    SupplementRequest,
    answer_supplement,
    desk_of,
    dossier_for,
    history,
    is_taken_back,
    keep_uploads,
    my_dossiers,
    offers,
    open_request,
    open_result,
    refunds_of_dossier,
    results_given,
    revoked_among,
    surplus_of_dossier,
    who_looked,
    withdraw,
)
from motcua.dossiers.selectors.of_draft import form_with_file, latest_form
from motcua.feedback.api import token_to_rate
from motcua.payments.api import bill_for
from motcua.portal.giving import given
from motcua.portal.mine import dossier_cards, my_open_drafts
from motcua.portal.telling import ending_told, how_to_collect, named_parts, stations_told
from motcua.portal.unsent import Beside


@citizen
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """All of them, newest first, and what was begun and can be gone on with or given up."""
    viewer = viewer_of(request)
    cards = dossier_cards(my_dossiers(viewer)[:100])
    return render(request, "portal/dossiers.html", {"dossiers": cards, "drafts": my_open_drafts(viewer)})


@citizen
@require_safe
def dossier(request: HttpRequest, public_id: str) -> HttpResponse:
    """One dossier, whole."""
    viewer = viewer_of(request)
    found = dossier_for(viewer, public_id)
    pack = pack_of(found.procedure_version_id)
    bill = bill_for(found.bill) if found.bill else None
    results = results_given(found)
    revoked = revoked_among(results)
    context = {
        "dossier": found,
        "desk": desk_of(found),
        "title": say(pack.short_name),
        "slug": pack.id,
        "stations": stations_told(found, viewer),
        "offers": offers(found, viewer),
        "bill": bill,
        "owes": bill is not None and bill.state in ("open", "short"),
        "request_": open_request(found),
        "parts": named_parts(found, pack),
        "forms": [(FormCode(form.form).label, form) for form in DossierForm.objects.filter(dossier=found)],
        "results": results,
        "revoked": APPEAL_ROUTE if revoked else "",
        "collect": "" if is_taken_back(found) else how_to_collect(found),
        "refunds": refunds_of_dossier(found),
        "surplus": surplus_of_dossier(found),
        "history": history(found, viewer),
        "looks": who_looked(found, viewer)[:50],
        "ending": ending_told(found),
        "rating": token_to_rate(found.public_id),
    }
    return render(request, "portal/dossier.html", context)


@keeps_typed
@citizen(filing=True)
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, public_id: str) -> HttpResponse:
    """Everything that is asked for, on one page, sent in one press."""
    viewer = viewer_of(request)
    found = dossier_for(viewer, public_id)
    asked = open_request(found)
    if asked is None:
        return redirect("portal:dossier", public_id)
    place = f"dossier:{public_id}:supplement:{asked.pk}"
    beside = Beside(request, writer=str(viewer.actor), place=place, names=("note",))
    if (mark := beside.left()) is not None:
        return mark
    problems: dict[str, str] = {}
    if request.method == "POST":
        beside.keep()
        problems = _answer(request, found, asked, viewer)
        if not problems:
            beside.sent()
            return redirect("portal:dossier", public_id)
    pack = pack_of(found.procedure_version_id)
    items = [
        dict(item) | {"name": gettext(say_kept(pack, item["name"])), "problem": problems.get(item["component"], "")}
        for item in asked.items
    ]
    context = {
        "dossier": found,
        "asked": asked,
        "items": items,
        "note": beside.words().get("note", ""),
        "wants_note": any(item["component"] == "form" for item in asked.items),
        "problems": [{"field": key, "message": text} for key, text in problems.items()],
    }
    return render(request, "portal/supplement.html", context)


def _answer(request: HttpRequest, found: Dossier, asked: SupplementRequest, viewer: Viewer) -> dict[str, str]:
    uploads = {name: request.FILES.getlist(name) for name in request.FILES}
    try:
        handed = keep_uploads(asked, uploads)
        answer_supplement(dossier=found, parts=handed, note=request.POST.get("note", ""), by=viewer)
    except Refusal as refusal:
        return {key: str(text) for key, text in refusal.fields.items()} or {"note": str(refusal)}
    return {}


@keeps_typed
@citizen(filing=True)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Withdraw, after being told what it means."""
    viewer = viewer_of(request)
    found = dossier_for(viewer, public_id)
    problem = ""
    beside = Beside(request, writer=str(viewer.actor), place=f"dossier:{public_id}:withdraw", names=("reason",))
    if (mark := beside.left()) is not None:
        return mark
    if request.method == "POST":
        beside.keep()
        try:
            withdraw(dossier=found, reason=request.POST.get("reason", ""), by=viewer)
            beside.sent()
            return redirect("portal:dossier", public_id)
        except Refusal as refusal:
            problem = str(refusal)
    reason = beside.words().get("reason", "")
    return render(request, "portal/withdraw.html", {"dossier": found, "problem": problem, "reason": reason})


@citizen
@require_safe
def form(request: HttpRequest, public_id: str, code: str, ref: int) -> FileResponse:
    """An official form of the dossier as PDF."""
    found = dossier_for(viewer_of(request), public_id)
    made = form_with_file(found, code, ref)
    if made is None:
        raise Http404
    return given(made.file)


@citizen
@require_safe
def slip(request: HttpRequest, public_id: str) -> HttpResponse:
    """The link to the arrival slip when it is ready; asked again until then."""
    found = dossier_for(viewer_of(request), public_id)
    made = latest_form(found, FormCode.ARRIVAL)
    return render(request, "portal/slip.html", {"dossier": found, "slip": made})


@citizen
@require_safe
def part(request: HttpRequest, public_id: str, position: int) -> FileResponse:
    """A file the person handed in."""
    found = dossier_for(viewer_of(request), public_id)
    handed = Part.objects.select_related("file").filter(dossier=found, pk=position).first()
    if handed is None or handed.file is None:  # a row of data from a source has no file
        raise Http404
    return given(handed.file)


@citizen
@require_safe
def result(request: HttpRequest, public_id: str, result_id: int) -> FileResponse:
    """The signed result."""
    found = dossier_for(viewer_of(request), public_id)
    issued = next((each for each in results_given(found) if each.pk == result_id), None)
    if issued is None or issued.file is None:
        raise Http404
    answer = given(issued.file, name=f"{issued.title}.pdf")  # first: what cannot be handed out was not opened
    open_result(dossier=found, result=issued, by=viewer_of(request))
    return answer
