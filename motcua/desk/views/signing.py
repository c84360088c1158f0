"""Batch signing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.desk.pages.apologies import apologies_ticked
from motcua.desk.pages.head import with_head
from motcua.desk.pages.signatures import gone, sign_page, ticked
from motcua.directory.api import staff, viewer_of
from motcua.dossiers.api import SIGNERS, seat_of, sign_apologies, sign_results


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff(*SIGNERS)
def sign(request: HttpRequest) -> HttpResponse:
    """What waits for this signature; many ticked, one press; how each is doing."""
    viewer = viewer_of(request)
    seat = seat_of(viewer)
    if request.method != "POST":
        return render(request, "desk/sign.html", with_head(request, **sign_page(viewer, seat)))
    wished, sorry = request.POST.getlist("dossier"), request.POST.getlist("apology")
    chosen, promised = ticked(seat, wished), apologies_ticked(seat, sorry)
    for code in gone(seat, wished, chosen):
        words = _("%(code)s: không còn chờ ông/bà ký, có người khác vừa xử lý.") % {"code": code}
        messages.warning(request, words, extra_tags="wait")
    if not wished and not sorry:
        messages.warning(request, _("Xin đánh dấu ít nhất một hồ sơ."), extra_tags="wait")
        return HttpResponseRedirect(reverse("desk:sign"))
    refused = sign_results(dossiers=chosen, by=viewer)
    unpromised = sign_apologies(dossiers=promised, by=viewer)
    signing = len(chosen) + len(promised) - len(refused) - len(unpromised)
    if signing:
        words = ngettext("Đang ký %(n)s hồ sơ.", "Đang ký %(n)s hồ sơ.", signing) % {"n": signing}
        messages.success(request, words, extra_tags="done")
    for dossiers, why in ((chosen, refused), (promised, unpromised)):
        for each in dossiers:
            if each.public_id in why:
                messages.warning(request, f"{each.code}: {why[each.public_id]}", extra_tags="wait")
    return HttpResponseRedirect(reverse("desk:sign"))
