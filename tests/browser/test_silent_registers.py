"""No register answers: the person types more, and that is all."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import NewCitizen
from tests.browser.stage import Stage

pytestmark = [pytest.mark.browser]


@pytest.fixture
def registers_down(stage: Stage) -> Iterator[None]:
    stage.trouble("registries", "down")
    yield
    stage.trouble("registries", "ok")
    stage.kill_web()  # the web remembers for a while who did not answer; the next journeys begin afresh
    stage.start_web()


@pytest.mark.usefixtures("registers_down")
def test_silent_registers_only_mean_more_typing(new_citizen: NewCitizen, stage: Stage) -> None:
    person = new_citizen()
    person.begin("civil_status_copy", "Phan Thị Ngọc")
    more = {
        "event_type": "birth",
        "subject_full_name": "Phan Thị Ngọc",
        "subject_date_of_birth-day": "3",
        "subject_date_of_birth-month": "4",
        "subject_date_of_birth-year": "1999",
        "subject_sex": "female",
        "subject_nationality": "Việt Nam",
        "subject_ethnicity": "Kinh",
        "subject_residence-province": "52",
        "subject_residence-commune": "21553",
        "subject_residence-detail": "Thôn 1",
        "applicant_residence-province": "52",
        "applicant_residence-commune": "21553",
        "applicant_residence-detail": "Thôn 1",
        "applicant_phone": "0912345678",
        "poverty_status": "none",
        "merit_status": "none",
        "disability_level": "none",
        "registered_at": "UBND xã An Hòa",
    }
    person.answer_all(more)
    person.hand_in_papers()
    code = person.file()
    assert stage.rows("select count(*) from dossiers_dossier where code = ?", code) == [(1,)]
