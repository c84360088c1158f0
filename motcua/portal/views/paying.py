"""Pay by VietQR: our page, another phone, or somebody else's phone; the truth is asked of the bank."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from motcua.base.errors import Refusal
from motcua.base.kit.qr import qr, qr_in_page
from motcua.catalogue.api import pack_of, say_lines
from motcua.directory.doors import citizen, viewer_of
from motcua.dossiers.api import dossier_for
from motcua.gateways.api import SourceDown
from motcua.payments.api import Attempt, ask_about, bill_for, start_attempt
from motcua.rules.vietqr import banks


@citizen
@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, public_id: str) -> HttpResponse:
    """GET shows the code (always the same until paid); POST asks the bank now."""
    viewer = viewer_of(request)
    found = dossier_for(viewer, public_id)
    bill = bill_for(found.bill) if found.bill else None
    if bill is None or bill.state in ("settled", "cancelled"):
        return redirect("portal:dossier", public_id)
    try:
        attempt = start_attempt(bill=bill, by=viewer.actor)
    except Refusal as refusal:
        return render(request, "portal/pay.html", {"dossier": found, "bill": bill, "problem": str(refusal)})
    asked, down = request.method == "POST", False
    if asked:
        try:
            bill = ask_about(attempt, by=viewer.actor, plan=False)
        except SourceDown:
            down = True
        if bill.state == "settled":
            return redirect("portal:dossier", public_id)
    context = {
        "dossier": found,
        "bill": bill,
        "lines": say_lines(pack_of(found.procedure_version_id), bill.lines),
        "attempt": attempt,
        "qr": qr_in_page(attempt.qr_text, scale=6),
        "qr_file": qr_file(attempt.qr_text),
        "bank": banks().get(bill.agency.fee_bank_bin, bill.agency.fee_bank_bin),
        "asked": asked,
        "down": down,
        "practice": _practice_link(attempt),
    }
    return render(request, "portal/pay.html", context)


def qr_file(text: str) -> str:
    """The same code as a picture to keep: who pays with the phone that shows the page cannot scan it."""
    return str(qr(text).png_data_uri(scale=8, border=4))


def _practice_link(attempt: Attempt) -> str:
    return f"{settings.BANK_URL}/?qr={quote(attempt.qr_text)}" if settings.DEMO and settings.BANK_URL else ""
