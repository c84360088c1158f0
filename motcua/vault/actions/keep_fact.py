"""Write down what has become known of a subject."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from motcua.base.actor import Actor
from motcua.base.clock import now
from motcua.base.events import record
from motcua.directory.api import Subject, Viewer, actor_of
from motcua.vault.actions.author import require_may_keep
from motcua.vault.events import FactKept, stream_of
from motcua.vault.models import Fact, Paper
from motcua.vault.vocabulary import is_fact_name


@transaction.atomic
def keep_fact(
    *,
    subject: Subject,
    name: str,
    value: Any,
    source: str,
    as_of: date,
    by: Viewer | Actor,
    evidence: Paper | None = None,
) -> Fact:
    """The fact as it now stands; an older one is superseded and stays readable.

    What is known as of a later day is not overwritten by news of an earlier one. `ValueError`: a name outside the
    vocabulary. Raises `Forbidden` for a citizen and a vault that is not theirs.
    """
    if not is_fact_name(name):
        raise ValueError(f"{name!r} is not in vault/data/facts.yaml")
    require_may_keep(by, subject)
    current = _current(subject, name)
    if current is not None and (current.as_of > as_of or _same(current, value, source, as_of)):
        return current
    fact = Fact(
        subject_kind=subject.kind,
        subject_key=subject.key,
        name=name,
        value=value,
        source=source,
        as_of=as_of,
        evidence=evidence,
        kept_at=now(),
    )
    _put_in_place(fact)
    record(FactKept(fact=fact.pk, fact_name=name, source=source), stream=stream_of(subject), by=actor_of(by))
    return fact


def _current(subject: Subject, name: str) -> Fact | None:
    return Fact.objects.filter(
        subject_kind=subject.kind, subject_key=subject.key, name=name, superseded_at__isnull=True
    ).first()


def _same(fact: Fact, value: Any, source: str, as_of: date) -> bool:
    return bool(fact.value == value and fact.source == source and fact.as_of == as_of)


def _put_in_place(fact: Fact) -> None:
    # Two at once on PostgreSQL: the second finds the place taken only when it writes, and supersedes the first.
    for last_try in (False, True):
        Fact.objects.filter(
            subject_kind=fact.subject_kind, subject_key=fact.subject_key, name=fact.name, superseded_at__isnull=True
        ).update(superseded_at=fact.kept_at)
        try:
            with transaction.atomic():
                fact.save(force_insert=True)
        except IntegrityError:
            if last_try:
                raise
        else:
            return
