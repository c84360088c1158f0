"""Looks into a prepared demo from inside a process of its own; prints what it saw as JSON.

`python -m tests.demo.probe look` counts, `python -m tests.demo.probe file` files what `what_to_try` promises.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import date, timedelta
from typing import Any

import django

# What those who try answer beside what is known of them.
ANSWERS: dict[str, dict[str, Any]] = {
    "birth_registration": {"child_given_name": "Ngọc Anh"},
    "death_registration": {"deceased_who": "father", "deceased_personal_id": "066041004567"},
    "marital_status_certificate": {"purpose": "loan"},
    "civil_status_copy": {"event_type": "birth"},
    "social_pension": {"pay_method": "cash"},
    "temporary_residence": {
        "dwelling_basis": "rent", "reason": "work", "landlord_personal_id": "066082004455", "stay_months": "12",
        "landlord_full_name": "Hoàng Minh Tuấn", "temporary_address": "here", "has_members": "no",
    },
    "household_business_registration": {"main_line": "tailor", "capital": "30000000", "place_kind": "home"},
    "building_permit_new": {
        "floors": "2", "footprint_area": "100", "floor_area": "200", "height": "8", "expected_months": "6",
        "has_neighbour_building": "no", "work_grade": "IV",
    },
}  # fmt: skip


def look() -> dict[str, Any]:
    """States, money, ratings, figures, signatures."""
    from motcua.base.files import open_file
    from motcua.base.journal.verify import verify as verify_journal
    from motcua.base.models import JournalEntry, OutboxItem
    from motcua.dossiers.models import Dossier, Result
    from motcua.feedback.models import Rating
    from motcua.payments.models import Movement
    from motcua.signing.api import verify

    stamped: list[float] = []
    unsound: list[str] = []
    for result in Result.objects.filter(state__in=["issued", "returned"]).select_related("file"):
        file, signed = result.file, result.signed_at
        assert file is not None
        assert signed is not None
        with open_file(file) as pdf:
            seen = verify(pdf.read())
        unsound += seen.reasons
        stamped += [abs((each.time - signed).total_seconds()) for each in seen.signatures if each.time]
    told = JournalEntry.objects.filter(stream__startswith="dossier:").order_by("id").values_list("at", flat=True)
    report = verify_journal()
    return {
        "statuses": Counter(str(each) for each in Dossier.objects.values_list("status", flat=True)),
        "dossiers": Dossier.objects.count(),
        "agencies": sorted(set(Dossier.objects.values_list("agency__code", flat=True))),
        "procedures": sorted(set(Dossier.objects.values_list("procedure_slug", flat=True))),
        "filed_as": Counter(Dossier.objects.values_list("filed_as", flat=True)),
        "places": Counter(Dossier.objects.values_list("place_kind", flat=True)),
        "subjects": Counter(Dossier.objects.values_list("subject_kind", flat=True)),
        "overdue": Dossier.objects.filter(status=4, overdue_told_at__isnull=False).count(),
        "apologised": Dossier.objects.filter(apology_count=1).count(),
        "ratings": Counter(str(each) for each in Rating.objects.values_list("level", flat=True)),
        "questions": sorted(Movement.objects.exclude(question="").values_list("question", flat=True)),
        "methods": sorted(set(Movement.objects.values_list("method", flat=True))),
        "dead": OutboxItem.objects.filter(state="dead").count(),
        "waiting": OutboxItem.objects.filter(state="ready", attempts__gt=0).count(),
        "corrected": [
            [each.issued_paper.state, each.data["registry"], new.data["registry"], new.state]
            for new in Result.objects.filter(corrects__isnull=False).select_related("corrects__issued_paper")
            if (each := new.corrects) is not None and each.issued_paper is not None
        ],
        "unsound": unsound,
        "signatures": len(stamped),
        "farthest_stamp": max(stamped),
        "in_order": list(told) == sorted(told),
        "journal": {"ok": report.ok, "entries": report.entries},
        "figures": [figures(*each) for each in months()],
        "compared": figures(*the_whole_story())["compared"],
    }


def months() -> list[tuple[date, date]]:
    """The month of the last working day of the story, and the one before it."""
    from motcua.demo.telling.script import working_day

    last = working_day(1)
    first = last.replace(day=1)
    before = (first - timedelta(days=1)).replace(day=1)
    return [(first, last), (before, first - timedelta(days=1))]


def the_whole_story() -> tuple[date, date]:
    """Its two months of working days, wherever a month of the calendar begins between them."""
    from motcua.demo.telling.script import working_day

    return working_day(40), working_day(1)


def figures(since: date, until: date) -> dict[str, Any]:
    """The n of each criterion over the three communes, and of the comparison of channels; the working days."""
    from motcua.indicators.api import Period, compute
    from motcua.rules.calendar import standard_calendar

    found = compute(["H99.31", "H99.32", "H99.33"], Period(since, until))
    both = [each for each in found.handling.procedures if each.online_n and each.counter_n]
    calendar = standard_calendar()
    return {
        "days": calendar.days_before(until + timedelta(days=1)) - calendar.days_before(since),
        "form": found.form.fields,
        "filing": found.filing_self.n,
        "median": found.filing_self.median,
        "from_home": found.filed.online_from_home,
        "assisted": found.filing_assisted.n,
        "compared": {each.procedure: min(each.online_n, each.counter_n) for each in both},
        "rated": found.satisfaction.rated,
    }


def file_all() -> dict[str, Any]:
    """File each of the eight as the person named; how much was still asked, and the code it got."""
    from motcua.base.clock import now
    from motcua.demo.telling import filing, people
    from motcua.demo.telling.script import Told, written
    from motcua.directory.tryout import what_to_try
    from motcua.dossiers.models import Dossier
    from motcua.eforms.api import open_draft, problems, refresh_prefill

    names = {row["id"]: name for name, row in written()["people"].items()}
    communes = {code: name for name, code in people.COMMUNES.items()}
    seen = {}
    for number, row in enumerate(what_to_try()):
        told = Told(
            number, names[row["personal_id"]], row["procedure"], communes[row["agency"]],
            now() + timedelta(minutes=2), 2.0, "online", "home",
            "phone", "", "", "", "electronic", ANSWERS[row["procedure"]],
        )  # fmt: skip
        who = people.person(told.who)
        before = Dossier.objects.filter(applicant=who, procedure_slug=told.procedure).count()
        viewer = people.citizen(told, began=now() - timedelta(minutes=2))
        draft = refresh_prefill(
            open_draft(viewer=viewer, procedure=told.procedure, agency=people.commune(told)), viewer
        )
        asked = [each.field or each.component for each in problems(draft) if each.level == "error"]
        dossier = filing.file(told)
        seen[told.procedure] = {
            "before": before, "asked": asked, "code": dossier.code, "who": who.full_name, "said": row["who"],
        }  # fmt: skip
    return seen


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(json.dumps({"look": look, "file": file_all}[sys.argv[1]]()))
