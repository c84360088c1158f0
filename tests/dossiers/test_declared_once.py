"""What an accepted dossier declared is known to the next form."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.base.models import OutboxItem
from motcua.catalogue.api import Pack
from motcua.dossiers import api
from motcua.dossiers.tasks import keep_facts as keeping
from motcua.eforms.api import WorthKeeping
from motcua.rules.codes import Channel
from motcua.vault.models import Fact
from tests.dossiers.world import World, filed


def test_acceptance_asks_for_it_once_and_filing_alone_does_not(world: World) -> None:
    dossier = filed(world)
    assert not OutboxItem.objects.filter(task="dossiers.keep_facts").exists()
    api.accept(dossier=dossier, by=world.clerk)
    assert OutboxItem.objects.get(task="dossiers.keep_facts").payload == {"dossier": dossier.public_id}


def test_what_is_worth_keeping_lands_in_the_persons_vault_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier = api.accept(dossier=filed(world), by=world.clerk)
    subject = api.subject_of(dossier)
    said = WorthKeeping(subject, "answer.phone", "0912000111", "declared:test", date(2026, 11, 22))
    monkeypatch.setattr(keeping, "facts_worth_keeping", lambda sealed, pack: [said])
    for _again in range(2):
        keeping.keep_facts(dossier=dossier.public_id)
    kept = Fact.objects.get(subject_key=subject.key)
    assert (kept.value, kept.source) == ("0912000111", "declared:test")


def pack_with(*limits: dict[str, object]) -> Pack:
    named = {"id": "house", "name": "Nhà", "short_name": "Nhà", "field": "Xây dựng", "valid_from": "2026-01-01"}
    return Pack.model_validate(named | {"limits": list(limits)})


@pytest.mark.parametrize(("kind", "days"), [("house", 12), ("other", 16)])
def test_the_limit_follows_the_case(kind: str, days: int) -> None:
    pack = pack_with(
        {"channel": "online", "value": 12, "unit": "calendar_day", "condition": {"!=": [{"var": "kind"}, "other"]}},
        {"channel": "online", "value": 16, "unit": "calendar_day", "condition": {"==": [{"var": "kind"}, "other"]}},
        {"channel": "any", "value": 20, "unit": "calendar_day"},
    )
    found = api.limit_of(pack, Channel.ONLINE, date(2026, 11, 22), {"kind": kind})
    assert found is not None
    assert found.value == days
    counter = api.limit_of(pack, Channel.COUNTER, date(2026, 11, 22), {"kind": kind})
    assert counter is not None
    assert counter.value == 20
