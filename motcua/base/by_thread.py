"""The language, the zone, the address prefix and the connections of a request are kept by thread.

Django keeps them in `asgiref.local.Local`, which follows coroutines as well and takes 5 µs a look; a journey takes
thousands of looks. The house answers requests and works jobs in threads alone (docs/decisions/0016).
"""

from __future__ import annotations

import threading
from typing import Any

from django.conf import LazySettings
from django.core.cache import caches
from django.db import connections
from django.urls import base as addresses
from django.utils import timezone
from django.utils.connection import BaseConnectionHandler
from django.utils.translation import trans_real

_KEPT = ((trans_real, "_active"), (timezone, "_active"), (addresses, "_prefixes"), (addresses, "_urlconfs"))


def keep_by_thread() -> None:
    """Let a look at them cost next to nothing; what this thread has set already stays set."""
    for module, name in _KEPT:
        before, now = getattr(module, name), threading.local()
        if hasattr(before, "value"):
            now.value = before.value
        setattr(module, name, now)
    for handler in (connections, caches):
        _keep_open_ones(handler)
    # A setting that was read once lies on the object itself; Django asks of each look whether it is a method to hide.
    LazySettings.__getattribute__ = object.__getattribute__  # type: ignore[method-assign,assignment]


def _keep_open_ones(handler: BaseConnectionHandler[Any]) -> None:
    """What this thread has opened already stays its own."""
    before, now = handler._connections, threading.local()  # type: ignore[attr-defined]
    for alias in handler.settings:
        if hasattr(before, alias):
            setattr(now, alias, getattr(before, alias))
    handler._connections = now  # type: ignore[attr-defined]
