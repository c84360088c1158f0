"""Where a bank tells us that money came."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.base.errors import Refusal
from motcua.directory.doors import public
from motcua.payments.api import hear_notice


@public
@csrf_exempt
@require_POST
def bank_notice(request: HttpRequest) -> JsonResponse:
    """A signed notice (header X-Signature); the same notice twice is counted once and answered alike."""
    try:
        hear_notice(body=request.body, signature=request.headers.get("X-Signature", ""))
    except Refusal as refusal:
        return JsonResponse({"ok": False, "detail": str(refusal)}, status=refusal.status)
    return JsonResponse({"ok": True})
