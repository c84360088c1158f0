"""A look at somebody's dossier by staff: allowed, and written down where the person reads it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest
from django.utils.translation import gettext_noop

from motcua.base.clock import now
from motcua.catalogue.api import pack_of, say_short_name
from motcua.directory.api import (
    Organisation,
    Person,
    Representation,
    key_of,
    representations_of,
    viewer_of,
)
from motcua.dossiers.api import Dossier, dossier_for, record_read
from motcua.vault.api import known_purpose, record_use

LOOKED = "desk.looked"
PURPOSES = "desk.purposes"
ONE_LOOK_SECONDS = 15 * 60
MOST_KEPT = 40
ACTING = known_purpose(gettext_noop("Xem ai được làm thay cho ai, để ghi việc đại diện"))
WORK = known_purpose(gettext_noop("Giải quyết hồ sơ: %(procedure)s"), procedure=say_short_name)


def dossier_looked_at(request: HttpRequest, public_id: str) -> Dossier:
    """The dossier, where this viewer may see it; the look is recorded, once for a quarter of an hour of work on it.

    Raises `NotFound` for everybody else. An auditor has named the purpose before (see `remember_purpose`).
    """
    viewer, told = viewer_of(request), request.session.get(PURPOSES, {}).get(public_id, "")
    found = dossier_for(viewer, public_id, purpose=told)
    with _one_look(request, found.public_id) as is_new:
        if is_new:
            usual = WORK % {"procedure": pack_of(found.procedure_version_id).short_name.vi}
            record_read(found, viewer, told or usual)
    return found


def representations_looked_at(request: HttpRequest, whose: Person | Organisation) -> list[Representation]:
    """Whom somebody acts for and who for them; the look is recorded as that at a dossier. `Forbidden` for others."""
    viewer = viewer_of(request)
    found = representations_of(viewer, whose)
    with _one_look(request, key_of(whose)) as is_new:
        if is_new:
            record_use(subject=whose.subject, what="representations", purpose=ACTING, by=viewer)
    return found


@contextmanager
def _one_look(request: HttpRequest, key: str) -> Iterator[bool]:
    """Is this look at something the first for a quarter of an hour? Remembered once it was written down."""
    looked: dict[str, float] = request.session.get(LOOKED, {})
    moment = now().timestamp()
    is_new = moment - looked.get(key, 0) > ONE_LOOK_SECONDS
    yield is_new
    if is_new:
        fresh = {each: at for each, at in looked.items() if moment - at <= ONE_LOOK_SECONDS}
        request.session[LOOKED] = dict(list(fresh.items())[-MOST_KEPT:]) | {key: moment}


def remember_purpose(request: HttpRequest, public_id: str, words: str) -> None:
    """What an auditor wrote before looking; kept for this session."""
    kept = request.session.get(PURPOSES, {})
    request.session[PURPOSES] = dict(list(kept.items())[-MOST_KEPT:]) | {public_id: words.strip()[:200]}
