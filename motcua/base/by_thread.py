"""The language, the zone and the address prefix of a request are kept by thread.

Django keeps them in `asgiref.local.Local`, which follows coroutines as well and takes 5 µs a look; a journey takes
1,300 looks. The house answers requests and works jobs in threads alone (docs/decisions/0016).
"""

from __future__ import annotations

import threading

from django.urls import base as addresses
from django.utils import timezone
from django.utils.translation import trans_real

_KEPT = ((trans_real, "_active"), (timezone, "_active"), (addresses, "_prefixes"), (addresses, "_urlconfs"))


def keep_by_thread() -> None:
    """Let a look at them cost next to nothing; what this thread has set already stays set."""
    for module, name in _KEPT:
        before, now = getattr(module, name), threading.local()
        if hasattr(before, "value"):
            now.value = before.value
        setattr(module, name, now)
