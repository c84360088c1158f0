from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from motcua.base.actor import system
from motcua.base.clock import freeze
from motcua.directory.api import Agency, Staff, Viewer, make_demo, viewer_of_staff
from motcua.plans.api import Plan, confirm_item, confirm_plan, import_plan, to_confirm
from tests.plans.owing import KEEPER, lines, on

FILES = Path(__file__).parent / "files"
PLAN_FILE = FILES / "xa_bang_nhiem_vu.txt"

# The next version of the same plan: one last day is another.
CHANGED_FILE = PLAN_FILE.read_text("utf-8").replace("15/12/2025", "28/02/2026")

ViewerNamed = Callable[[str], Viewer]


def brought(text: str, agency: Agency, replaces: Plan | None = None) -> Plan:
    """A plan read from `text`, that nobody has confirmed."""
    return import_plan(content=text.encode(), name="moi.txt", agency=agency, by=system("test"), replaces=replaces)[0]


def confirmed(plan: Plan, by: Viewer, replaces: str | None = None) -> Plan:
    """The same plan with all its items, confirmed one by one."""
    for item in to_confirm(plan):
        confirm_item(item=item, revision=item.revision, by=by)
    return confirm_plan(plan=plan, by=by, replaces=replaces)


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
    return confirmed(draft, viewer("kiemsoat.anhoa"))


@pytest.fixture
def next_version(followed: Plan, here: Agency, viewer: ViewerNamed) -> Callable[..., Plan]:
    """A later version of the plan with other reporting lines, confirmed on 1 June 2026."""

    def made(*reporting: dict[str, object]) -> Plan:
        later = lines(brought(CHANGED_FILE, here), *reporting)
        with freeze(on(1, 6)):
            return confirmed(later, viewer(KEEPER), replaces=followed.public_id)

    return made
