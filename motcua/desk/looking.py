"""A look at somebody's dossier by staff: allowed, and written down where the person reads it."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_noop

from motcua.base.clock import now
from motcua.catalogue.api import pack_of, say_short_name
from motcua.directory.api import viewer_of
from motcua.dossiers.api import Dossier, dossier_for, record_read
from motcua.vault.api import known_purpose

LOOKED = "desk.looked"
PURPOSES = "desk.purposes"
ONE_LOOK_SECONDS = 15 * 60
MOST_KEPT = 40
WORK = known_purpose(gettext_noop("Giải quyết hồ sơ: %(procedure)s"), procedure=say_short_name)


def dossier_looked_at(request: HttpRequest, public_id: str) -> Dossier:
    """The dossier, where this viewer may see it; the look is recorded, once for a quarter of an hour of work on it.

    Raises `NotFound` for everybody else. An auditor has named the purpose before (see `remember_purpose`).
    """
    viewer, told = viewer_of(request), request.session.get(PURPOSES, {}).get(public_id, "")
    found = dossier_for(viewer, public_id, purpose=told)
    looked: dict[str, float] = request.session.get(LOOKED, {})
    moment = now().timestamp()
    if moment - looked.get(found.public_id, 0) > ONE_LOOK_SECONDS:
        usual = WORK % {"procedure": pack_of(found.procedure_version_id).short_name.vi}
        record_read(found, viewer, told or usual)
        fresh = {key: at for key, at in looked.items() if moment - at <= ONE_LOOK_SECONDS}
        request.session[LOOKED] = dict(list(fresh.items())[-MOST_KEPT:]) | {found.public_id: moment}
    return found


def remember_purpose(request: HttpRequest, public_id: str, words: str) -> None:
    """What an auditor wrote before looking; kept for this session."""
    kept = request.session.get(PURPOSES, {})
    request.session[PURPOSES] = dict(list(kept.items())[-MOST_KEPT:]) | {public_id: words.strip()[:200]}
