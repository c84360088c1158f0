"""The simulated authority's clock: the papers of an invented past are stamped in that past.

Only the practice authority of the demo has such a door. A real authority answers 404 and stamps the true time.
"""

from __future__ import annotations

import json
import urllib.request
from datetime import datetime

from django.conf import settings

SECONDS = 10


def stamp_at(moment: datetime | None) -> None:
    """Let timestamps say `moment`; None: the true time again. Raises `OSError`."""
    address = settings.MOTCUA_TSA_URL.removesuffix("/tsa") + "/clock"
    told = json.dumps({"at": moment.isoformat() if moment else ""}).encode()
    asked = urllib.request.Request(address, data=told, method="POST")  # noqa: S310 - the address of our own settings
    with urllib.request.urlopen(asked, timeout=SECONDS):  # noqa: S310
        pass
