"""A sink for SMS and Zalo: takes, remembers the last few hundred, shows."""

from __future__ import annotations

import json
from collections import OrderedDict
from datetime import UTC, datetime
from threading import Lock

from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

KEPT = 500
_lock = Lock()
_taken: OrderedDict[str, dict[str, str]] = OrderedDict()


@csrf_exempt
@require_http_methods(["GET", "POST"])
def messages(request: HttpRequest, channel: str) -> JsonResponse:
    """POST `{to, text, key}` takes a message (the same key twice is one message); GET shows what came, newest first."""
    if channel not in ("sms", "zalo"):
        return JsonResponse({"error": "sms or zalo"}, status=404)
    if request.method == "GET":
        with _lock:
            found = [each for each in reversed(_taken.values()) if each["channel"] == channel]
        return JsonResponse({"messages": found})
    try:
        asked = json.loads(request.body)
        message = {"to": str(asked["to"])[:20], "text": str(asked["text"])[:2000]}
        key = str(asked["key"])[:160]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": "send {to, text, key}"}, status=400)
    with _lock:
        _taken.setdefault(key, {"channel": channel, "at": datetime.now(UTC).isoformat(), **message})
        while len(_taken) > KEPT:
            _taken.popitem(last=False)
    return JsonResponse({"status": "accepted"})
