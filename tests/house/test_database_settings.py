"""How an installation talks to its database: durable on SQLite, and PostgreSQL by its address alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ASK_SQLITE = """
import json, django
django.setup()
from django.db import connection, transaction
with connection.cursor() as cursor:
    told = {}
    for name in ("journal_mode", "synchronous", "foreign_keys"):
        cursor.execute(f"PRAGMA {name}")
        told[name] = cursor.fetchone()[0]
seen = []
connection.connection.set_trace_callback(seen.append)
with transaction.atomic():
    pass
print(json.dumps(told | {"begin": seen[0]}))
"""
ASK_ADDRESS = """
import json
from django.conf import settings
found = settings.DATABASES["default"]
print(json.dumps({"engine": found["ENGINE"], "jobs": settings.MOTCUA_JOB_ENGINE,
                  **{key: str(found[key]) for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}}))
"""


def ask(program: str, data: Path, **more: str) -> dict[str, Any]:
    """What a process with the real settings (not those of the tests) says."""
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"DJANGO_SETTINGS_MODULE": "motcua.house.settings", "MOTCUA_DATA": str(data), **more}
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def test_sqlite_waits_for_the_disk_and_takes_its_lock_at_once(tmp_path: Path) -> None:
    told = ask(ASK_SQLITE, tmp_path)
    assert told == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "begin": "BEGIN IMMEDIATE"}


def test_postgresql_is_an_address_in_the_environment(tmp_path: Path) -> None:
    told = ask(ASK_ADDRESS, tmp_path, DATABASE_URL="postgresql://mot:c%40ua@db.example.invalid:5433/mot_cua")
    assert told.pop("engine").endswith("postgresql")
    assert told == {
        "jobs": "motcua.base.jobs.postgresql", "NAME": "mot_cua",
        "USER": "mot", "PASSWORD": "c@ua", "HOST": "db.example.invalid", "PORT": "5433",
    }  # fmt: skip
