"""Dossier codes: one number after the other per agency and day, never twice."""

from __future__ import annotations

from datetime import date

from django.db import connection

from motcua.base.statements import rows_of
from motcua.directory.api import Agency
from motcua.dossiers.models import DaySequence
from motcua.rules.identifiers import build_dossier_code

# One statement on both databases; on PostgreSQL the row stays locked until the commit, so ask for it as late as may be.
_NEXT = (
    "INSERT INTO {table} (agency_id, day, last) VALUES (%s, %s, 1) "
    "ON CONFLICT (agency_id, day) DO UPDATE SET last = {table}.last + 1 RETURNING last"
)


def allot_code(agency: Agency, day: date) -> str:
    """The next code of `agency` on `day` (local date): H99.01.01-261122-0001 (standards: dossier code).

    Inside the caller's transaction: rolled back, the number is simply given again, for nobody ever saw it.
    """
    table = DaySequence._meta.db_table
    ((number,),) = rows_of(_NEXT.format(table=table), [agency.pk, connection.ops.adapt_datefield_value(day)])
    return build_dossier_code(agency.code, day, number)
