from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from motcua.base.actor import system
from motcua.directory.api import Agency, Staff, Viewer, make_demo, viewer_of_staff
from motcua.plans.api import Plan, confirm_item, confirm_plan, import_plan, to_confirm

FILES = Path(__file__).parent / "files"
PLAN_FILE = FILES / "xa_bang_nhiem_vu.txt"

ViewerNamed = Callable[[str], Viewer]


@pytest.fixture
def demo(db: None) -> None:
    """The demo province, without a single plan."""
    make_demo()


@pytest.fixture
def here(demo: None) -> Agency:
    """The commune whose plan it is."""
    return Agency.objects.get(code="H99.31")


@pytest.fixture
def viewer(demo: None) -> ViewerNamed:
    """Anybody of the demo by user name."""

    def named(username: str) -> Viewer:
        return viewer_of_staff(Staff.objects.select_related("agency", "unit").get(user__username=username))

    return named


@pytest.fixture
def draft(here: Agency) -> Plan:
    """A plan that was read and that nobody has confirmed."""
    return import_plan(content=PLAN_FILE.read_bytes(), name=PLAN_FILE.name, agency=here, by=system("test"))[0]


@pytest.fixture
def followed(draft: Plan, viewer: ViewerNamed) -> Plan:
    """The same plan, confirmed by the controller."""
    controller = viewer("kiemsoat.anhoa")
    for item in to_confirm(draft):
        confirm_item(item=item, revision=item.revision, by=controller)
    return confirm_plan(plan=draft, by=controller)
