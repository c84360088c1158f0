"""Deleting what nobody needs any more: uploads of drafts that were given up."""

from __future__ import annotations

import time
from datetime import timedelta

from django.db import transaction
from django.db.models import ProtectedError

from motcua.base.clock import now
from motcua.base.files.store import blob_path, small_path
from motcua.base.jobs import enqueue, task
from motcua.base.models import StoredFile

YOUNG = timedelta(hours=1)  # bytes this fresh may belong to a row that is just being written


@transaction.atomic
def forget(stored: StoredFile) -> bool:
    """Whether the row is gone. A file that something still points to stays; equal bytes of another row stay.

    The bytes go a little later, by a job, where no row stands for them any more.
    """
    digest, number = stored.sha256, stored.pk
    try:
        with transaction.atomic():
            stored.delete()
    except ProtectedError:
        return False
    enqueue(
        "files.remove_bytes", key=f"files.remove_bytes:{number}", payload={"digest": digest}, run_at=now() + 2 * YOUNG
    )
    return True


@task("files.remove_bytes")
def remove_bytes(digest: str) -> None:
    """Delete bytes that no row stands for."""
    path = blob_path(digest)
    if StoredFile.objects.filter(sha256=digest).exists():
        return
    if path.exists() and time.time() - path.stat().st_mtime > YOUNG.total_seconds():
        path.unlink(missing_ok=True)
        small_path(digest).unlink(missing_ok=True)
