"""Send a notice on by the channels its reader has."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import override

from motcua.base.actor import Actor, system
from motcua.base.clock import now
from motcua.base.jobs import task
from motcua.base.kit.theme import theme
from motcua.directory.contacts import contacts_of
from motcua.gateways.api import send_message
from motcua.notices.models import Delivery, Notice
from motcua.notices.rendering import show


@task("notices.send", attempts=10)
def send(notice_id: int) -> None:
    """Send by e-mail where there is an address and by message where it is urgent; what was sent is not sent again."""
    notice = Notice.objects.get(pk=notice_id)
    contacts = contacts_of(Actor.parse(notice.to))
    with override("vi"):
        shown = show(notice)
        if contacts.email and settings.EMAIL_URL:
            _by_email(notice, contacts.email, shown.title, shown.sentence)
        if contacts.phone and shown.urgent and settings.MESSAGES_URL:
            _by_message(notice, contacts.phone, shown.sentence)


def _by_email(notice: Notice, address: str, title: str, sentence: str) -> None:
    delivery = _delivery(notice, "email")
    if delivery.sent_at:
        return
    body = f"{sentence}\n\n{settings.PUBLIC_URL}/hop-thu/{notice.public_id}/\n\n{theme().name} · {theme().phone}\n"
    message = EmailMessage(title, body, settings.DEFAULT_FROM_EMAIL, [address])
    message.extra_headers["Message-ID"] = f"<notice-{notice.public_id}@motcua>"
    message.send()
    _sent(delivery)


def _by_message(notice: Notice, phone: str, sentence: str) -> None:
    delivery = _delivery(notice, "sms")
    if delivery.sent_at:
        return
    taken = send_message(
        "sms",
        to=phone,
        text=sentence,
        key=f"notice:{notice.public_id}",
        purpose="tell the applicant",
        reference=notice.about or f"notice:{notice.public_id}",
        by=system("notices"),
    )
    if taken:
        _sent(delivery)


def _delivery(notice: Notice, channel: str) -> Delivery:
    return Delivery.objects.get_or_create(notice=notice, channel=channel, defaults={"asked_at": now()})[0]


def _sent(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(sent_at=now())
