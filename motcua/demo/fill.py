"""Make the demo's data: schema, packs, people, certificates, a history. May be repeated; makes only what is missing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import httpx
from django.conf import settings
from django.core.management import call_command

from motcua.base.actor import system
from motcua.base.journal.seal import seal
from motcua.demo.certificates import give_certificates
from motcua.demo.history import tell_history
from motcua.demo.hurry import hurry, load_unless_known
from motcua.demo.preparing import telling_in
from motcua.demo.telling.plans import tell_plans
from motcua.directory.demo import demo_accounts, make_demo
from motcua.indicators.api import catch_up
from motcua.signing.api import fetch_lists, trust_certificates

BY = system("demo")
ACCOUNTS = "demo-accounts.json"
Tell = Callable[[str], None]


def fill(tell: Tell) -> None:
    """Everything, telling one line a part. Needs the simulators to answer."""
    hurry()
    tell("tables")
    call_command("migrate", verbosity=0, interactive=False)
    tell("procedures")
    load_unless_known(settings.PROCEDURES)
    tell("people and agencies")
    make_demo(by=BY)
    (Path(settings.MOTCUA_DATA) / ACCOUNTS).write_text(
        json.dumps(demo_accounts(), ensure_ascii=False, indent=2), encoding="utf-8"
    )
    tell("certificates")
    authority = settings.MOTCUA_TSA_URL.removesuffix("/tsa")
    _trust(authority)
    give_certificates(authority=authority, by=BY)
    with telling_in(Path(settings.MOTCUA_DATA)):
        tell("a year of plans")
        tell_plans()
        tell("a history of dossiers")
        tell_history(tell)
        seal()
        catch_up()


def _trust(authority: str) -> None:
    answer = httpx.get(f"{authority}/ca/chain.pem", timeout=10)
    answer.raise_for_status()
    trust_certificates(answer.content, name="practice")
    fetch_lists()
