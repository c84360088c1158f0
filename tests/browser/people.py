"""Who files what in the journeys, and what only they can know."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Filing:
    """A procedure, the demo citizen who files it, and what is typed because no source holds it."""

    slug: str
    name: str
    said: dict[str, str] = field(default_factory=dict)


BIRTH = Filing("birth_registration", "Nguyễn Văn Hùng", {"child_given_name": "Bảo An"})
HOUSE = {
    "floors": "2",
    "footprint_area": "80",
    "floor_area": "160",
    "height": "8",
    "expected_months": "6",
    "has_neighbour_building": "no",
}
EIGHT = [
    BIRTH,
    Filing("death_registration", "Lê Văn Bình", {"deceased_who": "father"}),
    Filing("marital_status_certificate", "Lê Quốc Huy", {"purpose": "loan"}),
    Filing("civil_status_copy", "Trần Thị Mai", {"event_type": "birth"}),
    Filing("social_pension", "Phạm Thị Sáu", {}),
    Filing(
        "temporary_residence",
        "Phan Thị Ngọc",
        {
            "dwelling_basis": "rent",
            "reason": "work",
            "household_kind": "separate",
            "head_relation": "head",
            "has_members": "no",
            "filing_kind": "single",
            "landlord_personal_id": "066082004455",
            "stay_months": "12",
        },
    ),
    Filing(
        "household_business_registration",
        "Bùi Thị Hạnh",
        {"main_line": "tailor", "place_kind": "home", "capital": "50000000"},
    ),
    Filing("building_permit_new", "Hoàng Minh Tuấn", HOUSE),
]
