"""The socket for short messages (SMS, Zalo): a log plug where nothing is connected, an HTTP plug otherwise."""

from __future__ import annotations

import logging

from django.conf import settings

from motcua.base.actor import Actor
from motcua.gateways.calls import Ground, Telling, call, post_json

log = logging.getLogger(__name__)

CHANNELS = ("sms", "zalo")
PATIENCE_SECONDS = 10.0
NOT_THIS_ONE = (400, 422)


def send_message(channel: str, *, to: str, text: str, key: str, purpose: str, reference: str, by: Actor) -> bool:
    """Hand one message over; True where a gateway took it, False where none is connected (only logged, length alone)
    or where the gateway does not take this number.

    `key` is the idempotency key: the same key twice is one message. Raises `SourceDown`, `NoGround`.
    """
    if channel not in CHANNELS:
        raise ValueError(f"{channel} is not a channel")

    def work(telling: Telling) -> bool:
        if not settings.MESSAGES_URL:
            log.info("%s message of %d characters not sent: no gateway", channel, len(text))
            telling.nothing = True
            return False
        answer = post_json(
            f"{settings.MESSAGES_URL}/{channel}", {"to": to, "text": text, "key": key}, seconds=PATIENCE_SECONDS
        )
        telling.size = len(answer.body)
        if answer.status >= 500:
            raise ConnectionError(f"HTTP {answer.status}")
        if answer.status in NOT_THIS_ONE:  # one wrong number must not close the line for all
            telling.nothing = True
            return False
        if answer.status != 200 or answer.json().get("status") != "accepted":
            raise ValueError(f"HTTP {answer.status}")
        return True

    return call(channel, "send", Ground(purpose, reference, by), work)
