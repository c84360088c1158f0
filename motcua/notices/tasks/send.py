"""Send a notice on by the channels its reader has."""

from __future__ import annotations

import smtplib
from collections.abc import Callable

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import get_language, override

from motcua.base.actor import Actor, system
from motcua.base.clock import now
from motcua.base.jobs import GiveUp, task
from motcua.base.kept_query import KeptQuery
from motcua.base.kit.theme import theme_in
from motcua.directory.contacts import contacts_of
from motcua.gateways.api import send_message
from motcua.notices.languages import language_of
from motcua.notices.models import Delivery, Notice
from motcua.notices.rendering import Shown, show
from motcua.notices.ways import address_of

REFUSED_FOR_GOOD = 500
_notice: KeptQuery[Notice] = KeptQuery(lambda number: Notice.objects.filter(pk=number), int)
Send = Callable[[Notice, str, Shown], None]


@task("notices.send", attempts=10)
def send(notice_id: int, dossier: str = "") -> None:
    """Send by e-mail where there is an address, by message where it is urgent, in the language its reader chose; what
    was sent is not sent again.

    A channel that fails keeps no other from being tried. Raises what the last failure was, so that the job comes again,
    or `GiveUp` where every failure is for good: then staff see it. `dossier` tells them what it is about.
    """
    notice = _notice.one(notice_id)
    if notice is None:
        raise Notice.DoesNotExist(notice_id)
    contacts = contacts_of(Actor.parse(notice.to))
    failures: list[Exception] = []
    with override(language_of(notice.to)):
        shown = show(notice)
        if contacts.email and settings.EMAIL_URL:
            failures += _try("email", _email, notice, contacts.email, shown)
        if contacts.phone and shown.urgent and settings.MESSAGES_URL:
            failures += _try(settings.MESSAGES_CHANNEL, _message, notice, contacts.phone, shown)
    passing = [each for each in failures if not isinstance(each, GiveUp)]
    for failure in (*passing, *failures):
        raise failure


def _try(channel: str, by: Send, notice: Notice, to: str, shown: Shown) -> list[Exception]:
    delivery, _new = Delivery.objects.get_or_create(notice=notice, channel=channel, defaults={"asked_at": now()})
    if delivery.sent_at:
        return []
    try:
        by(notice, to, shown)
    except Exception as failure:  # noqa: BLE001 - the other channels are tried whatever this one says
        ended = now() if isinstance(failure, GiveUp) else None
        what = f"{type(failure).__name__}: {failure}"[:200]
        Delivery.objects.filter(pk=delivery.pk).update(failed_at=ended, failure=what)
        return [failure]
    Delivery.objects.filter(pk=delivery.pk).update(sent_at=now(), failed_at=None, failure="")
    return []


def _email(notice: Notice, to: str, shown: Shown) -> None:
    ours = theme_in(get_language() or settings.LANGUAGE_CODE)
    body = f"{shown.sentence}\n\n{settings.PUBLIC_URL}{address_of(notice)}\n\n{ours.name} · {ours.phone}\n"
    message = EmailMessage(shown.title, body, settings.DEFAULT_FROM_EMAIL, [to])
    message.extra_headers["Message-ID"] = f"<notice-{notice.public_id}@motcua>"
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _words in refused.recipients.values()]
        if min(codes) < REFUSED_FOR_GOOD:
            raise
        # The answer repeats the address: only its code is kept.
        raise GiveUp(f"SMTP {codes[0]}: the address takes no mail") from None
    except (smtplib.SMTPNotSupportedError, UnicodeError, ValueError):
        raise GiveUp("SMTP: not an address mail can be sent to") from None


def _message(notice: Notice, to: str, shown: Shown) -> None:
    taken = send_message(
        settings.MESSAGES_CHANNEL,
        to=to,
        text=shown.sentence,
        key=f"notice:{notice.public_id}",
        purpose="tell the applicant",
        reference=notice.about or f"notice:{notice.public_id}",
        by=system("notices"),
    )
    if not taken:
        raise GiveUp("the gateway does not take this number")
