"""Who may keep whose certificates."""

from __future__ import annotations

from motcua.base.errors import NotFound
from motcua.base.verdict import Verdict
from motcua.directory.api import Agency, Staff, Viewer, may_administer
from motcua.signing.words import NO_SUCH_HOLDER


def may_keep_certificates(by: Viewer, holder: str) -> Verdict:
    """Whoever administers the agency that holds it, or where the holder works. Raises `NotFound` for nobody."""
    return may_administer(by, agency_of(holder))


def agency_of(holder: str) -> Agency:
    """The agency of a holder "staff:<id>" or "agency:<code>". Raises `NotFound`."""
    return _find(holder)[0]


def name_of_holder(holder: str) -> str:
    """The name that the certificate must carry."""
    return _find(holder)[1]


def _find(holder: str) -> tuple[Agency, str]:
    kind, _colon, key = holder.partition(":")
    if kind == "staff" and key.isdecimal():
        staff = Staff.objects.select_related("agency").filter(pk=int(key)).first()
        if staff is not None:
            return staff.agency, staff.full_name
    elif kind == "agency":
        agency = Agency.objects.filter(code=key).first()
        if agency is not None:
            return agency, agency.name
    raise NotFound(NO_SUCH_HOLDER)
