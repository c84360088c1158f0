"""How many dossiers can be filed in a second: the submit action alone, on complete drafts with two files each.

    python -m benchmarks.submit [--n 400] [--before 1000] [--clients 2] [--json]

Measured on the database of the environment (`DATABASE_URL`, or SQLite under `MOTCUA_DATA`), which must be empty of
dossiers or already filled by this benchmark: it makes its own people, drafts and files. What is timed is
`dossiers.api.submit` from call to return: every check of the form again, both files looked for, fee, code, dossier,
journal, outbox, notices, durable commit. The form is the real birth registration, filled by invented registers.

`raw_per_s` is the limit measured in the same run: the very rows one submission writes, written bare through the
database cursor in one durable transaction each, by as many clients: those that are new are inserted, those that are
there already (the draft, its journal's head, the day's number) are updated. `ratio` = submissions_per_s / raw_per_s.
`dossiers_before` dossiers (with drafts, parts, claims, journal, outbox, notices) are there when the clock starts; they
are copies of one filed dossier. `statements` and `processor_ms` (of this program, without the database's own processes)
are of one submission: they say the same on a busy machine.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.house.settings")
import django
from django.apps import apps

if not apps.ready:
    django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from ruamel.yaml import YAML

from motcua.base.actor import system
from motcua.base.clock import now
from motcua.base.files import blob_path
from motcua.base.journal.append import append
from motcua.base.models import JournalEntry, StoredFile
from motcua.base.public_ids import new_public_id
from motcua.catalogue.api import Pack, load_packs
from motcua.directory.api import Agency, Person, Viewer, viewer_of_person
from motcua.dossiers.api import Dossier, submit
from motcua.eforms.api import Draft, DraftPaper, draft_for, open_draft, problems, refresh_prefill, save_answers
from motcua.eforms.held import Held
from motcua.eforms.models import Answer
from motcua.eforms.state import held_of_draft
from motcua.gateways.api import Address, CitizenRecord, FixedRegistries, use_registries
from motcua.house.footprint import few_arenas, settle
from simulators.lives import lives, people, register

SLUG = "birth_registration"
BY_HAND = {"child_given_name": "An", "child_family_name": "Nguyễn"}
_serial = count(int(time.time() * 1000) % 10_000_000 * 1_000)
Submission = tuple[Draft, Viewer]


def run(*, n: int = 400, dossiers_before: int = 1_000, clients: int = 0) -> dict[str, Any]:
    """File `n` prepared drafts with `clients` at once (0: 1 on SQLite, 2 on PostgreSQL), on top of `dossiers_before`.

    Times in ms, rates per second.
    """
    few_arenas()
    clients = clients or (2 if connection.vendor == "postgresql" else 1)
    call_command("migrate", verbosity=0, interactive=False)
    agency = _agency()
    (master, who) = _master(agency)
    drafts = _copies(master, who, n + 20)
    first = submit(draft=drafts[0][0], by=drafts[0][1])
    statements = _statements_sent(_filing(drafts[1]))
    fill_up(first, dossiers_before - Dossier.objects.count())
    _let_the_database_look()
    before = Dossier.objects.count()
    _timed([_filing(each) for each in drafts[2:20]], clients)  # warm: packs, kept statements, connections
    settle()  # as every process that serves
    elapsed, times, processor = _timed([_filing(each) for each in drafts[20:]], clients)
    raw_elapsed, raw_times, _processor = _timed(_bare_rows(first, [each.pk for each, _who in drafts[20:]]), clients)
    rate, raw = len(times) / elapsed, len(raw_times) / raw_elapsed
    return {
        "db": connection.vendor,
        "n": len(times),
        "clients": clients,
        "submissions_per_s": round(rate, 1),
        "p50_ms": round(statistics.median(times) * 1000, 2),
        "p99_ms": round(statistics.quantiles(times, n=100)[98] * 1000, 2),
        "raw_per_s": round(raw, 1),
        "ratio": round(rate / raw, 3),
        "dossiers_before": before,
        "statements": statements,
        "processor_ms": round(processor / len(times) * 1000, 2),
    }


def _statements_sent(act: Callable[[], Any]) -> int:
    """How many statements one submission sends, BEGIN and COMMIT among them."""
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)


Timed = tuple[float, list[float], float]  # seconds in all, of each act, and of the processor in this program


def _timed(acts: Sequence[Callable[[], Any]], clients: int) -> Timed:
    """Run all acts by `clients` at once, dealt out like cards.

    As in production: on SQLite threads of one process, which queue for its write lock; on PostgreSQL processes.
    """
    hands = [list(acts[client::clients]) for client in range(clients)]
    if clients == 1:
        begun = time.perf_counter()
        times, processor = _run(hands[0])
        return time.perf_counter() - begun, times, processor
    return _in_processes(hands) if connection.vendor == "postgresql" else _in_threads(hands)


def _run(acts: list[Callable[[], Any]]) -> tuple[list[float], float]:
    times = []
    processor = time.thread_time()
    for act in acts:
        begun = time.perf_counter()
        act()
        times.append(time.perf_counter() - begun)
    return times, time.thread_time() - processor


def _in_threads(hands: list[list[Callable[[], Any]]]) -> Timed:
    def client(acts: list[Callable[[], Any]]) -> tuple[list[float], float]:
        try:
            return _run(acts)
        finally:
            connection.close()

    begun = time.perf_counter()
    with ThreadPoolExecutor(len(hands)) as pool:
        found = list(pool.map(client, hands))
    return _summed(time.perf_counter() - begun, found)


def _in_processes(hands: list[list[Callable[[], Any]]]) -> Timed:
    connection.close()  # no child may speak through its parent's connection
    fork = multiprocessing.get_context("fork")
    ready, answers = fork.Barrier(len(hands) + 1), fork.SimpleQueue()

    def client(acts: list[Callable[[], Any]]) -> None:
        connection.ensure_connection()
        ready.wait()
        answers.put(_run(acts))

    children = [fork.Process(target=client, args=(acts,)) for acts in hands]
    for child in children:
        child.start()
    ready.wait()
    begun = time.perf_counter()
    found = [answers.get() for _child in children]
    elapsed = time.perf_counter() - begun
    for child in children:
        child.join()
    return _summed(elapsed, found)


def _summed(elapsed: float, found: list[tuple[list[float], float]]) -> Timed:
    return elapsed, [each for times, _own in found for each in times], sum(own for _times, own in found)


def _filing(submission: Submission) -> Callable[[], Any]:
    draft, viewer = submission
    return lambda: submit(draft=draft, by=viewer)


# --- what is filed ---------------------------------------------------------------------------------------------------


def _agency() -> Agency:
    pack = YAML(typ="safe").load((Path(settings.PROCEDURES) / f"{SLUG}.yaml").read_text(encoding="utf-8"))
    load_packs(packs=[Pack.model_validate(pack)], by=system("benchmark"))
    found, _made = Agency.objects.get_or_create(
        code="H99.98",
        defaults={
            "name": "Xã Đo Lường",
            "short_name": "Xã Đo Lường",
            "kind": "commune",
            "valid_from": date(2025, 7, 1),
        },
    )
    return found


def _master(agency: Agency) -> Submission:
    """One draft filled as a father fills it: by the registers, and the few words nobody knows."""
    father = next(
        spouse
        for notice in register("birth_notice").values()
        if (spouse := register("civil_status").get(notice["mother_personal_id"], {}).get("spouse_personal_id"))
    )
    life = _citizen(father)
    person, _made = Person.objects.get_or_create(
        personal_id=father,
        defaults={"full_name": life.full_name, "birth_date": life.birth_date, "sex": life.sex, "phone": "0912345678"},
    )
    viewer = viewer_of_person(person)
    registers = {source: dict(register(source)) for source in lives()["registers"]}
    with use_registries(FixedRegistries(citizens={each: _citizen(each) for each in people()}, tables=registers)):
        draft = refresh_prefill(open_draft(viewer=viewer, procedure=SLUG, agency=agency), viewer)
        save_answers(draft=draft, values=BY_HAND, by=viewer)
    draft = draft_for(draft.public_id, viewer)
    wanting = [each for each in problems(draft) if each.level == "error"]
    if wanting:
        raise RuntimeError(f"the benchmark's form is not complete: {wanting}")
    return draft, viewer


def _citizen(number: str) -> CitizenRecord:
    life = people()[number]
    born = [*str(life["birth_date"]).split("-"), "1", "1"][:3]
    names = ("province", "commune", "detail", "province_name", "commune_name")

    def place(found: dict[str, Any] | None) -> Address:
        return Address(**{name: (found or {}).get(name, "") for name in names})

    return CitizenRecord(
        personal_id=number,
        full_name=life["full_name"],
        birth_date=date(*[int(part) for part in born]),
        birth_precision={4: "year", 7: "month"}.get(len(str(life["birth_date"])), "day"),
        sex=life.get("sex", ""),
        ethnicity=life.get("ethnicity", ""),
        nationality=life.get("nationality", ""),
        marital_status=life.get("marital_status", ""),
        permanent_address=place(life.get("permanent_address")),
        current_address=place(life.get("current_address") or life.get("permanent_address")),
        home_town=place(life.get("home_town")),
    )


def _copies(master: Draft, viewer: Viewer, wanted: int) -> list[Submission]:
    """`wanted` drafts like `master`, each of another person, with two files of its own."""
    answers = held_of_draft(master.pk)
    component = _component(master)
    made: list[tuple[str, Viewer]] = []
    for start in range(0, wanted, 200):
        with transaction.atomic():
            made += _batch(master, answers, component, min(200, wanted - start))
    return [(draft_for(public_id, who), who) for public_id, who in made]


def _component(master: Draft) -> str:
    pack = Pack.model_validate_json(master.procedure_version.pack_json)
    return next(each.id for each in pack.components if each.mode == "upload")


def _of_another_child(held: Held, draft: Draft) -> Held:
    """A child is registered once: each draft is about one of its own."""
    if held.field == "birth_notice_no":
        return held._replace(value=f"{draft.applicant_key}.GCS")
    if held.field == "child_given_name":
        letters = "".join(chr(ord("a") + int(digit)) for digit in draft.applicant_key)
        return held._replace(value=f"An {letters.title()}")
    return held


def _batch(master: Draft, answers: list[Held], component: str, size: int) -> list[tuple[str, Viewer]]:
    persons = Person.objects.bulk_create(
        [Person(personal_id=f"{next(_serial):012d}", full_name="Người Đo Lường") for _number in range(size)]
    )
    drafts: list[Draft] = []
    for person in persons:
        copy = Draft.objects.get(pk=master.pk) if not drafts else _fresh(drafts[0])
        copy.pk, copy.public_id = None, new_public_id()
        copy.owner, copy.owner_ref = person, f"person:{person.pk}"
        copy.applicant_key = copy.subject_key = person.personal_id
        drafts.append(copy)
    Draft.objects.bulk_create(drafts)
    rows = [Answer.of(draft.pk, _of_another_child(answer, draft)) for draft in drafts for answer in answers]
    Answer.objects.bulk_create(rows, batch_size=500)
    files = StoredFile.objects.bulk_create([_file() for _number in range(2 * size)])
    DraftPaper.objects.bulk_create(
        [
            DraftPaper(draft=drafts[number // 2], component=component, order=number % 2, file=file, added_at=now())
            for number, file in enumerate(files)
        ]
    )
    opened = JournalEntry.objects.get(stream=master.stream, event="eforms.draft_opened")
    for draft in drafts:  # as opening a form leaves it
        body = opened.data | {"draft": draft.public_id}
        append(stream=draft.stream, event=opened.event, actor=draft.owner_ref, body=body, at=now())
    return [(draft.public_id, viewer_of_person(person)) for draft, person in zip(drafts, persons, strict=True)]


def _fresh(draft: Draft) -> Draft:
    values = {field.attname: getattr(draft, field.attname) for field in Draft._meta.concrete_fields}
    return Draft(**values)


def _file() -> StoredFile:
    """A file of its own on the disk, without the waiting of a real upload."""
    content = f"%PDF-1.7 {next(_serial)}".encode().ljust(20_000, b".")
    digest = hashlib.sha256(content).hexdigest()
    path = blob_path(digest)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return StoredFile(
        sha256=digest, size=len(content), media_type="application/pdf", name="giay-to.pdf", pages=1, made_at=now()
    )


# --- what was there before -------------------------------------------------------------------------------------------


def fill_up(model: Dossier, wanted: int) -> None:
    """`wanted` more dossiers, copies of `model` with everything that a filing leaves behind."""
    if wanted <= 0:
        return
    base = next(_serial) + 10_000_000
    for start in range(0, wanted, 20_000):
        with transaction.atomic(), connection.cursor() as cursor:
            for table, where, changed in _everything(model, base + start):
                _copy_rows(cursor, table, where, changed, min(20_000, wanted - start))


def _everything(model: Dossier, base: int) -> list[tuple[str, str, dict[str, str]]]:
    """Table, which rows of it, and what differs in copy number s.n (SQL)."""
    text = "CAST(s.n + {} AS {})".format(base, "text" if connection.vendor == "postgresql" else "TEXT")
    draft = model.draft
    if draft is None:
        raise ValueError("the model was filed from a draft")
    number = f"s.n + {base}"
    return [
        ("eforms_draft", f"id = {draft.pk}",
         {"id": number, "public_id": text, "owner_ref": f"'person:' || {text}"}),
        ("dossiers_dossier", f"id = {model.pk}",
         {"id": number, "public_id": text, "code": f"'H99.98-200101-' || {text}", "draft_id": number}),
        ("dossiers_part", f"dossier_id = {model.pk}", {"dossier_id": number}),
        ("base_journalstream", f"name = '{model.stream}'", {"name": f"'dossier:' || {text}"}),
        ("base_journalstream", f"name = '{draft.stream}'", {"name": f"'draft:' || {text}"}),
        ("base_journalentry", f"stream = '{model.stream}'", {"stream": f"'dossier:' || {text}"}),
        ("base_journalentry", f"stream = '{draft.stream}'", {"stream": f"'draft:' || {text}"}),
        ("base_outboxitem", f"key LIKE '%{model.public_id}%'", {"key": f"'old:' || t.id || {text}", "state": "'done'"}),
        ("dossiers_soleclaim", f"dossier_id = {model.pk}", {"dossier_id": number, "key": f"t.id || ':' || {text}"}),
        ("notices_notice", f"about = '{model.stream}'",
         {"public_id": text, "key": f"'old:' || t.id || {text}", "about": f"'dossier:' || {text}"}),
    ]  # fmt: skip


def _copy_rows(cursor: Any, table: str, where: str, changed: dict[str, str], wanted: int) -> None:
    cursor.execute(f"SELECT * FROM {table} LIMIT 0")
    columns = [each[0] for each in cursor.description if each[0] != "id"]
    if "id" in changed:
        columns.append("id")
    values = ", ".join(changed.get(name, f't."{name}"') for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    cursor.execute(
        f"WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {wanted}) "
        f"INSERT INTO {table} ({names}) SELECT {values} FROM (SELECT * FROM {table} WHERE {where}) t CROSS JOIN s"
    )


def _let_the_database_look() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


# --- the limit -------------------------------------------------------------------------------------------------------

UNIQUE = {"public_id": 12, "code": 40, "name": 80, "key": 64, "stream": 80}
Row = tuple[str, str, list[str], list[Any]]  # table, statement, columns, values


def _bare_rows(model: Dossier, draft_ids: Sequence[int]) -> list[Callable[[], None]]:
    """The rows one submission writes, with other keys, one transaction for each of `draft_ids`, nothing else."""
    new, changed = _new_rows(model), _changed_rows(model)
    return [partial(_write_bare, new, changed, draft_id) for draft_id in draft_ids]


def _new_rows(model: Dossier) -> list[Row]:
    draft = model.draft
    told = f"SELECT 'notice:' || public_id FROM notices_notice WHERE about = '{model.stream}'"
    ours = f"(key LIKE '%{model.public_id}%' OR key IN ({told}))"
    wanted = [
        ("dossiers_dossier", f"id = {model.pk}"),
        ("dossiers_part", f"dossier_id = {model.pk}"),
        ("dossiers_soleclaim", f"dossier_id = {model.pk}"),
        ("base_journalstream", f"name = '{model.stream}'"),
        ("base_journalentry", f"stream = '{model.stream}'"),
        ("base_journalentry", f"stream = '{draft.stream if draft else ''}' AND number = 2"),
        ("notices_notice", f"about = '{model.stream}'"),
        ("base_outboxitem", ours),
    ]
    if connection.vendor == "postgresql":
        items = f"SELECT id FROM base_outboxitem WHERE {ours}"
        told = f"SELECT 1 FROM jsonb_array_elements_text(args->'item_ids') each WHERE each::bigint IN ({items})"
        wanted.append(("procrastinate_jobs", f"EXISTS ({told})"))
    return [row for table, where in wanted for row in _rows_of(table, where)]


def _rows_of(table: str, where: str) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE {where}")
        columns = [each[0] for each in cursor.description]
        rows = cursor.fetchall()
    if not rows:
        raise RuntimeError(f"a submission wrote no row of {table}")
    kept = [name for name in columns if name != "id"]
    names, marks = ", ".join(f'"{name}"' for name in kept), ", ".join(["%s"] * len(kept))
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
    return [(table, sql, kept, [v for name, v in zip(columns, row, strict=True) if name != "id"]) for row in rows]


def _changed_rows(model: Dossier) -> list[tuple[str, list[Any]]]:
    """Statements and values for rows that are there already; each ends with the id of the draft it is for."""
    draft = model.draft
    if draft is None:
        raise ValueError("the model was filed from a draft")
    with connection.cursor() as cursor:
        cursor.execute("SELECT state, sealed, sealed_at, ended_at FROM eforms_draft WHERE id = %s", [draft.pk])
        sealed = list(cursor.fetchone())
        cursor.execute("SELECT length, head FROM base_journalstream WHERE name = %s", [draft.stream])
        head = list(cursor.fetchone())
    stream = "(SELECT 'draft:' || public_id FROM eforms_draft WHERE id = %s)"
    return [
        ("UPDATE eforms_draft SET state = %s, sealed = %s, sealed_at = %s, ended_at = %s WHERE id = %s", sealed),
        (f"UPDATE base_journalstream SET length = %s, head = %s WHERE name = {stream}", head),
        (f"UPDATE dossiers_daysequence SET last = last + 1 WHERE agency_id = {draft.agency_id} AND %s > 0", []),
    ]


def _write_bare(new: list[Row], changed: list[tuple[str, list[Any]]], draft_id: int) -> None:
    mark = f"{os.getpid() % 4096:03x}{next(_serial) % 16**6:06x}"
    with transaction.atomic(), connection.cursor() as cursor:
        for statement, values in changed:
            cursor.execute(statement, [*map(_plain, values), draft_id])
        new_id = None
        for number, (table, sql, names, values) in enumerate(new):
            row = [
                _other(name, value, f"{mark}{number if table != 'base_journalentry' else ''}", new_id)
                for name, value in zip(names, values, strict=True)
            ]
            if table == "dossiers_dossier":
                cursor.execute(sql + " RETURNING id", [_plain(each) for each in row])
                (new_id,) = cursor.fetchone()
            else:
                cursor.execute(sql, [_plain(each) for each in row])


def _other(name: str, value: Any, mark: str, new_id: int | None) -> Any:
    if name == "dossier_id":
        return new_id
    if name == "draft_id":
        return None
    if name == "public_id":
        return mark[-12:]
    return f"{value}{mark}"[-UNIQUE[name] :] if name in UNIQUE else value


def _plain(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, dict | list) else value


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--n", type=int, default=400)
    parser.add_argument("--before", type=int, default=1_000)
    parser.add_argument("--clients", type=int, default=0, help="default: 1 on SQLite (one writer), 2 on PostgreSQL")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    found = run(n=given.n, dossiers_before=given.before, clients=given.clients)
    if given.json:
        print(json.dumps(found))
    else:
        for name, value in found.items():
            print(f"{name:20} {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
