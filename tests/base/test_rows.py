"""Rows written and read by kept statements are the rows Django itself writes and reads."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.base.models import OutboxItem, StoredFile
from motcua.base.rows import insert, read, read_columns, read_joined, update
from motcua.eforms.models import PagePicture, Snapshot

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 5, 0, 0, 123456, tzinfo=UTC)


def item(key: str, **given: object) -> OutboxItem:
    payload = {"word": "xin chào %s", "many": [1, None, True]}
    return OutboxItem(**{"task": "t", "key": key, "payload": payload, "run_at": NOON, "made_at": NOON} | given)


def told(row: object) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if not name.startswith("_")}


def test_what_is_inserted_is_what_django_reads() -> None:
    rows = [item("one"), item("two", leased_until=NOON, attempts=3)]
    insert(rows)
    assert [told(each) for each in OutboxItem.objects.order_by("id")] == [told(each) for each in rows]
    assert not rows[0]._state.adding


def test_what_django_writes_is_what_is_read() -> None:
    made = [item("one"), item("two", ended_at=NOON)]
    for each in made:
        each.save()
    found = read(OutboxItem, "WHERE key = %s", ["two"])
    assert [told(each) for each in found] == [told(made[1])]
    assert read_columns(OutboxItem, ("key", "payload", "ended_at"), "ORDER BY id", []) == [
        ["one", made[0].payload, None],
        ["two", made[1].payload, NOON],
    ]


def test_of_rows_whose_key_is_taken_only_the_others_are_told() -> None:
    insert([item("there")])
    found = insert([item("there"), item("new")], on_conflict="(key) DO NOTHING", returning="key")
    assert [list(each) for each in found] == [["new"]]
    with pytest.raises(IntegrityError), transaction.atomic():
        insert([item("there")])


def test_an_update_writes_the_columns_named_and_no_others() -> None:
    row = item("one")
    insert([row])
    row.payload, row.run_at, row.task = {"a": [date(2026, 1, 2).isoformat()]}, NOON.replace(year=2027), "other"
    update(row, ["payload", "run_at"])
    found = OutboxItem.objects.get(key="one")
    assert (found.payload, found.run_at, found.task) == (row.payload, row.run_at, "t")
    update(row, ["payload", "task"], ready={"payload": '{"b":"\u00e1 100%"}'})
    found = OutboxItem.objects.get(key="one")
    assert (found.payload, found.task) == ({"b": "á 100%"}, "other")


def test_joined_rows_are_objects_and_nothing_where_nothing_was_found() -> None:
    files = [StoredFile(sha256=name * 64, size=1, media_type="a/b", name=name, made_at=NOON) for name in "ab"]
    insert(files)
    insert([PagePicture(sha256=each.sha256, page=1, picture=files[0]) for each in files[:1]])
    parts = ((StoredFile, "f"), (PagePicture, "p"))
    found = read_joined(parts, "LEFT JOIN eforms_pagepicture p ON p.sha256 = f.sha256 ORDER BY f.name", [])
    assert [(first.name, second and second.picture_id) for first, second in found] == [("a", files[0].pk), ("b", None)]


def test_one_statement_however_many_rows() -> None:
    with CaptureQueriesContext(connection) as seen:
        insert([item(str(number)) for number in range(50)])
        insert([])
        read(Snapshot, "WHERE draft_id = %s", [1])
    assert len(seen) == 2
