"""Is all up?"""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and the data folder can be written, otherwise 503 with what is down."""
    down = [name for name, check in (("database", _database), ("files", _files)) if not check()]
    return JsonResponse({"ok": not down, "down": down}, status=503 if down else 200)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
        return True
    except DatabaseError:
        return False


def _files() -> bool:
    try:
        Path(settings.MOTCUA_DATA).mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.MOTCUA_DATA) as probe:
            probe.write(b"motcua")
        return True
    except OSError:
        return False
