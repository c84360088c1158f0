"""Fill an empty installation for the load benchmark: packs, the demo province, citizens who are signed in already.

    python -m benchmarks.load_prepare COUNT

Prints one JSON list of session keys. Sign-in itself is not measured: it happens at the identity provider.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.house.settings")
import django
from django.apps import apps

if not apps.ready:
    django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session as StoredSession
from django.core.management import call_command
from django.db import connection
from django.utils.crypto import get_random_string

from motcua.base.actor import system
from motcua.base.clock import now
from motcua.catalogue.commands import load_command
from motcua.directory.api import Person, Session
from motcua.directory.demo import make_demo
from motcua.directory.models import User
from motcua.directory.signin.session import remember

COMMUNE = "99001"
BACKEND = "motcua.directory.signin.backend.AccountBackend"


def prepare(count: int) -> list[str]:
    """Session keys of `count` invented citizens of one commune."""
    call_command("migrate", verbosity=0, interactive=False)
    load_command([settings.PROCEDURES])
    make_demo(by=system("benchmark"))
    people = Person.objects.bulk_create(
        [
            Person(
                personal_id=f"0990900{number:05d}",
                full_name="Nguyễn Văn Đo",
                birth_date=date(1990, 5, 17),
                sex="male",
                commune_code=COMMUNE,
                residence="Thôn 1, xã An Hòa (DEMO), tỉnh Sơn Hà (DEMO)",
                phone="0912345678",
                assurance_level=2,
                verified_source="vneid",
                verified_at=now(),
            )
            for number in range(count)
        ],
        batch_size=500,
    )
    users = User.objects.bulk_create(
        [User(username=f"person:{each.public_id}", password="!", person=each) for each in people], batch_size=500
    )
    rows = [_session(user) for user in users]
    StoredSession.objects.bulk_create(rows, batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return [each.session_key for each in rows]


def _session(user: User) -> StoredSession:
    store = SessionStore()
    store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    moment = now()
    remember(store, Session(started_at=moment, login_at=moment, method="oidc", level=2, device="phone"))
    return StoredSession(
        session_key=get_random_string(32, "abcdefghijklmnopqrstuvwxyz0123456789"),
        session_data=store.encode(dict(store.items())),
        expire_date=moment + timedelta(hours=12),
    )


if __name__ == "__main__":
    print(json.dumps(prepare(int(sys.argv[1]))))
