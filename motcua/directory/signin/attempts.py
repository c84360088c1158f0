"""Counting wrong attempts by account and by address (TCVN 14423:2026, 5.5.2.2: five)."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q

from motcua.base.clock import now
from motcua.directory.models import FailedAttempt

MOST = 5
ADDRESS_PAUSE = timedelta(minutes=15)
ACCOUNT_MEMORY = timedelta(days=30)


def address_is_paused(address: str) -> bool:
    """Has this address failed too often just now? It may try again a quarter of an hour after the last failures."""
    since = now() - ADDRESS_PAUSE
    return FailedAttempt.objects.filter(address=address or None, at__gt=since, forgiven=False).count() >= MOST


def note_failure(username: str, address: str) -> int:
    """Remember one failure; answers how many the account has now."""
    FailedAttempt.objects.create(username=username[:150], address=address or None, at=now())
    since = now() - ACCOUNT_MEMORY
    return FailedAttempt.objects.filter(username=username[:150], at__gt=since, forgiven=False).count()


def forgive(username: str, address: str | None = None) -> None:
    """The account came in, or an admin unlocked it: start counting anew (for the address too, when given)."""
    whose = Q(username=username) | Q(address=address) if address else Q(username=username)
    FailedAttempt.objects.filter(whose, forgiven=False).update(forgiven=True)


def forget_old() -> int:
    """Delete what is older than the memory; answers how many rows."""
    return FailedAttempt.objects.filter(at__lt=now() - ACCOUNT_MEMORY).delete()[0]
