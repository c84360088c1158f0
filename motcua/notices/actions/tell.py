"""Tell somebody something, once."""

from __future__ import annotations

from typing import Any

from motcua.base.clock import now
from motcua.base.jobs import enqueue
from motcua.base.rows import insert, made
from motcua.notices.kinds import KINDS
from motcua.notices.models import Notice


def tell(*, to: str, kind: str, words: dict[str, Any], about: str, key: str) -> Notice | None:
    """Put a notice into the inbox of `to` ("person:<id>" …) and ask for it to be sent on; None where `key` was told.

    In the caller's transaction: what is told and what happened stand or fall together.
    `words` carries codes, days and amounts, never names or numbers. Raises `KeyError` for an unknown kind.
    """
    KINDS[kind]
    notice = made(Notice, key=key[:160], to=to, kind=kind, words=words, about=about, made_at=now())
    if not insert([notice], on_conflict="(key) DO NOTHING"):
        return None
    payload = {"notice_id": notice.pk, "dossier": about.partition("dossier:")[2]}
    enqueue("notices.send", key=f"notice:{notice.public_id}", payload=payload)
    return notice
