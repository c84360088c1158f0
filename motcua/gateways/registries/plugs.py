"""What a plug must offer, and the plug that speaks HTTP (the state's bus, or its simulator)."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from django.conf import settings

from motcua.gateways.calls import Answer, Ground, Telling, post_json
from motcua.gateways.registries.citizen import question, read_citizen
from motcua.gateways.registries.records import CitizenRecord, RegistryAnswer

NOT_FOUND = 404


class Registries(Protocol):
    """A plug: asks, tells `telling` how it went, raises what `calls.call` understands."""

    def citizen(
        self, personal_id: str, full_name: str, born: date, precision: str, ground: Ground, telling: Telling
    ) -> CitizenRecord | None:
        """The person whose number, name and birth all fit, else None."""

    def lookup(self, source: str, key: str, ground: Ground, telling: Telling) -> RegistryAnswer | None:
        """What a register holds about a key, else None."""


class HttpRegistries:
    """Speaks to `MOTCUA_REGISTRIES_URL`."""

    def citizen(
        self, personal_id: str, full_name: str, born: date, precision: str, ground: Ground, telling: Telling
    ) -> CitizenRecord | None:
        """See `Registries`."""
        asked = question(
            personal_id,
            full_name,
            born,
            precision,
            purpose=ground.purpose,
            reference=ground.reference,
            officer=str(ground.by),
        )
        told = _object(_ask("population", asked, telling))
        if told["error_code"] == NOT_FOUND:
            return None
        if told["error_code"] not in (0, "00"):
            raise ValueError(f"error_code {told['error_code']}")
        record = read_citizen(str(told["message"]))
        if record.personal_id != personal_id:
            raise ValueError("the answer is about somebody else")
        return record

    def lookup(self, source: str, key: str, ground: Ground, telling: Telling) -> RegistryAnswer | None:
        """See `Registries`."""
        asked = {"key": key, "purpose": ground.purpose, "reference": ground.reference, "officer": str(ground.by)}
        answer = _ask(source, asked, telling)
        if answer.status == NOT_FOUND:
            return None
        told = _object(answer)
        data = told["data"]
        if told.get("source") != source or not isinstance(data, dict):
            raise ValueError("not the answer to this question")
        return RegistryAnswer(source, data, date.fromisoformat(told["as_of"]))


def _ask(path: str, asked: dict[str, str], telling: Telling) -> Answer:
    if not settings.REGISTRIES_URL:
        raise ConnectionError("no registers are connected")
    answer = post_json(
        f"{settings.REGISTRIES_URL}/{path}",
        asked,
        seconds=settings.REGISTRIES_SECONDS,
        headers={"Authorization": f"Bearer {settings.REGISTRIES_TOKEN}"} if settings.REGISTRIES_TOKEN else None,
    )
    telling.size = len(answer.body)
    if answer.status >= 500:
        raise ConnectionError(f"HTTP {answer.status}")
    return answer


def _object(answer: Answer) -> dict[str, Any]:
    told = answer.json()
    if answer.status != 200 or not isinstance(told, dict):
        raise ValueError(f"HTTP {answer.status}")
    return told
