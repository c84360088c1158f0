"""Begin a form, or find the one already begun."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction

from motcua.base.clock import now, today
from motcua.base.events import record
from motcua.base.rows import insert
from motcua.base.verdict import require
from motcua.catalogue.api import current_version, pack_of
from motcua.directory.api import Agency, Staff, Subject, Viewer, acts_for, agency_above
from motcua.eforms.errors import NoForm
from motcua.eforms.events import DraftOpened
from motcua.eforms.models import Draft
from motcua.eforms.policies import may_open
from motcua.eforms.selectors import open_draft_of
from motcua.rules.codes import Channel


def open_draft(
    *,
    viewer: Viewer,
    procedure: str,
    agency: Agency,
    channel: Channel = Channel.ONLINE,
    place: str = "",
    assisted_by: Staff | None = None,
    assistance: str = "",
) -> Draft:
    """The one open draft of this account, subject and procedure; made where there is none, however often pressed.

    Sources are not asked here: call `refresh_prefill` next. Raises `Forbidden` (not signed in at level 2), `NoForm`.
    """
    require(may_open(viewer))
    subject = viewer.subject
    if subject is None:
        raise ValueError("a citizen without a subject")
    found = open_draft_of(viewer, procedure, subject)
    if found is None:
        values = _values(viewer, procedure, agency, channel, subject)
        values |= {"place": place, "assisted_by": assisted_by, "assistance": assistance}
        found = _make(viewer, Draft(**values)) or open_draft_of(viewer, procedure, subject)
    if found is None:
        raise NoForm
    return _at(found, agency)


def _values(viewer: Viewer, procedure: str, agency: Agency, channel: Channel, subject: Subject) -> dict[str, Any]:
    try:
        version = current_version(procedure, on=today())
    except LookupError:
        raise NoForm from None
    if not pack_of(version.pk).end_to_end:
        raise NoForm
    own = viewer.own_subject
    return {
        "owner_ref": str(viewer.actor),
        "owner": viewer.person,
        "owner_organisation": viewer.organisation,
        "applicant_key": own.key if own else "",
        "subject_kind": subject.kind,
        "subject_key": subject.key,
        "procedure": procedure,
        "procedure_version": version,
        "agency": agency,
        "context": _context(agency, channel, subject) | _acting(viewer, subject),
        "opened_at": now(),
        "signing_in_at": viewer.session.started_at,
        "login_at": viewer.session.login_at,
        "channel": int(channel),
        "device": viewer.session.device,
    }


def _context(agency: Agency, channel: Channel, subject: Subject) -> dict[str, str]:
    """The names of the source vocabulary for `session`."""
    above = agency_above(agency)
    return {
        "agency": agency.code,
        "agency_name": agency.name,
        "commune": agency.place_code if len(agency.place_code) == 5 else "",
        "province": agency.place_code if len(agency.place_code) == 2 else (above.place_code[:2] if above else ""),
        "channel": channel.name.lower(),
        "subject_kind": subject.kind,
        "subject_personal_id": subject.key if subject.is_person else "",
    }


def context_at(agency: Agency, draft: Draft) -> dict[str, str]:
    """What changes in a draft's context with its agency."""
    return _context(agency, Channel(draft.channel), draft.subject)


def _acting(viewer: Viewer, subject: Subject) -> dict[str, str]:
    """As what the person acts for the subject they chose (parent, guardian …): they said so once and are not asked."""
    if viewer.person is None or viewer.acting_for != subject:
        return {}
    chosen = acts_for(viewer.person, subject)
    return {"acting_as": chosen.kind} if chosen is not None else {}


def _make(viewer: Viewer, draft: Draft) -> Draft | None:
    """The new draft; None where another press was faster."""
    try:
        with transaction.atomic():
            insert([draft])
            record(_opened(viewer, draft), stream=draft.stream, by=viewer.actor)
    except IntegrityError:
        return None
    return draft


def _opened(viewer: Viewer, draft: Draft) -> DraftOpened:
    return DraftOpened(
        draft=draft.public_id,
        procedure=draft.procedure,
        version=draft.procedure_version_id,
        agency=draft.agency.code,
        channel=draft.channel,
        device=draft.device,
        place=draft.place,
        assisted=draft.assisted_by_id is not None,
        for_self=viewer.own_subject == draft.subject,
        signing_in_at=draft.signing_in_at,
        login_at=draft.login_at,
    )


def _at(draft: Draft, agency: Agency) -> Draft:
    """The draft, moved to the agency the person chose now."""
    if draft.agency_id == agency.pk:
        return draft
    context = draft.context | context_at(agency, draft)
    Draft.objects.filter(pk=draft.pk, state=Draft.State.OPEN).update(agency=agency, context=context)
    draft.agency, draft.context = agency, context
    return draft
