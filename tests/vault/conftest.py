"""Alice the owner, Bob the clerk, Charlie the neighbour."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.directory.api import Agency, Person, Staff, Subject, User, Viewer, person_subject
from motcua.directory.api import viewer_of_person as seen_by

ALICE = "001185000011"
CHARLIE = "001185000029"


@pytest.fixture
def agency(db: None) -> Agency:
    return Agency.objects.create(
        code="H99.01", name="UBND xã An Bình", short_name="An Bình", kind="commune", valid_from=date(2025, 7, 1)
    )


@pytest.fixture
def alice(db: None) -> Viewer:
    return seen_by(Person.objects.create(personal_id=ALICE, full_name="Trần Thị An", birth_date=date(1985, 2, 3)))


@pytest.fixture
def charlie(db: None) -> Viewer:
    return seen_by(Person.objects.create(personal_id=CHARLIE, full_name="Lê Văn Cảnh", birth_date=date(1985, 2, 3)))


@pytest.fixture
def bob(agency: Agency) -> Viewer:
    user = User.objects.create(username="bob")
    return Viewer(staff=Staff.objects.create(user=user, full_name="Ngô Văn Bảo", agency=agency))


@pytest.fixture
def alices(alice: Viewer) -> Subject:
    return person_subject(ALICE)
