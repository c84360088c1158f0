"""One minute to say how it was; by a one-time link, later and away from the counter."""

from __future__ import annotations

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from motcua.base.clock import now
from motcua.base.errors import Refusal
from motcua.directory.doors import public
from motcua.feedback.api import REASONS, Rating, invitation_by_token
from motcua.feedback.api import rate as take_rating
from motcua.portal.unsent import Beside


@public
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, token: str) -> HttpResponse:
    """Three levels, reasons if any, words if any."""
    invitation = invitation_by_token(token)
    problem, thanks = "", invitation.used_at is not None
    late = not thanks and invitation.expires_at <= now()
    # Whoever reads the database cannot make this key: the words lead to no dossier before they are sent, nor after.
    writer = sha256(f"unsent:{token}".encode()).hexdigest()
    beside = Beside(request, writer=writer, place="rating", names=("level", "reason", "comment"))
    is_open = not thanks and not late
    if beside.only_left and not is_open:
        return HttpResponse(status=410)
    if (mark := beside.left()) is not None:
        return mark
    if request.method == "POST" and is_open:
        beside.keep()
        level = request.POST.get("level", "")
        try:
            take_rating(
                token=token,
                level=int(level) if level.isdigit() else -1,
                reasons=request.POST.getlist("reason"),
                comment=request.POST.get("comment", ""),
            )
            thanks = True
            beside.sent()
        except Refusal as refusal:
            problem = str(refusal)
    typed = beside.words()
    context = {
        "invitation": invitation,
        "levels": Rating.Level.choices,
        "reasons": REASONS.items(),
        "problem": problem,
        "thanks": thanks,
        "late": late,
        "level": typed.get("level", ""),
        "chosen": typed.getlist("reason"),
        "comment": typed.get("comment", ""),
    }
    return render(request, "portal/rate.html", context)
