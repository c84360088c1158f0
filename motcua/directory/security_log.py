"""One line of JSON an occurrence, for the log keeper outside (standards: events for the security log).

Never a password, code, token, body or full personal number.
"""

from __future__ import annotations

import json
import logging

from django.http import HttpRequest

from motcua.base.actor import Actor
from motcua.base.clock import now

log = logging.getLogger("motcua.security")
# The way in goes on: by binding a second factor, by choosing a password.
USUAL = ("ok", "enrol", "choose")


def note(what: str, outcome: str, *, request: HttpRequest, by: Actor | None = None, **more: object) -> None:
    """Write the line: `what` happened with which `outcome`, from where, by whom.

    What went well is information; everything else is a warning, and stands on the console too.
    """
    line = {
        "event": what,
        "outcome": outcome,
        "at": now().isoformat(timespec="milliseconds"),
        "address": address_of(request),
        "actor": str(by) if by else "public",
        **more,
    }
    log.log(logging.INFO if outcome in USUAL else logging.WARNING, json.dumps(line, ensure_ascii=False, default=str))


def address_of(request: HttpRequest) -> str:
    """Where the request came from: the last hop before our own proxy when there is one (TLS is ended there)."""
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    return hops[-1] if hops and request.is_secure() else str(request.META.get("REMOTE_ADDR", ""))
