"""Bad days to order: every system can be down, slow, talk garbage or do everything twice.

`POST /faults/{system}` with `{"mode": "ok|down|slow|garbage|twice", "seconds": 5}`; `GET /faults/` tells.
The mode `twice` is only remembered here: systems that call back (messages, bank) read it themselves.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

MODES = ("ok", "down", "slow", "garbage", "twice")
SYSTEMS = ("vneid", "registries", "messages", "authority", "bank")
LONGEST_SECONDS = 60.0


@dataclass(frozen=True)
class Fault:
    """How a system behaves now; `seconds` is how long a slow one waits."""

    mode: str = "ok"
    seconds: float = 5.0


_faults: dict[str, Fault] = {}


def fault_of(system: str) -> Fault:
    """How `system` behaves now."""
    return _faults.get(system, Fault())


class Faults:
    """Middleware: spoil the answers of systems that have a fault."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        fault = fault_of(request.path.split("/")[1])
        if fault.mode == "down":
            return HttpResponse(status=503)
        if fault.mode == "garbage":
            return HttpResponse(b'{"error_code": 0, "message": "<Envelope><Bo\x00\xff', content_type="application/json")
        if fault.mode == "slow":
            time.sleep(fault.seconds)
        return self.get_response(request)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def faults(request: HttpRequest, system: str = "") -> JsonResponse:
    """Show or set how the systems behave."""
    if request.method == "GET":
        return JsonResponse({each: asdict(fault_of(each)) for each in SYSTEMS})
    try:
        asked = json.loads(request.body or b"{}")
        fault = Fault(str(asked["mode"]), min(float(asked.get("seconds", 5)), LONGEST_SECONDS))
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": "send {mode, seconds}"}, status=400)
    if system not in SYSTEMS or fault.mode not in MODES:
        return JsonResponse({"error": f"systems {SYSTEMS}, modes {MODES}"}, status=400)
    _faults[system] = fault
    return JsonResponse({"system": system, **asdict(fault)})
