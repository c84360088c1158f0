"""Seconds by page, forms given up, ways of paying, results opened: told by hand, counted by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from motcua.dossiers import events
from motcua.eforms.events import DraftAbandoned, DraftOpened, DraftSealed
from motcua.indicators import api
from motcua.indicators.models import Fact
from motcua.payments.events import BillOpened, BillSettled
from tests.indicators.told import MORNING, NOVEMBER, common, file, finish, tell

pytestmark = pytest.mark.django_db
PENSION = "social_pension"


def begin(draft: str, *, assisted: bool = False, agency: str = "H99.01") -> None:
    opened = DraftOpened(draft, PENSION, 1, agency, 2, "phone", "home", assisted, True, None, None)
    tell(opened, MORNING, stream=f"draft:{draft}")


def hand_in(draft: str, pages: dict[str, int], *, agency: str = "H99.01") -> None:
    sealed = DraftSealed(draft, PENSION, 1, agency, 60, 60, 60, 1, 1, 0, 0, 0, 0, {}, pages)
    tell(sealed, MORNING + timedelta(hours=1), stream=f"draft:{draft}")


def give_up(draft: str, page: str) -> None:
    tell(DraftAbandoned(draft, PENSION, page, False), MORNING + timedelta(days=2), stream=f"draft:{draft}")


def test_seconds_by_page_and_where_it_was_given_up(db: None) -> None:
    for draft in "abcdef":
        begin(draft)
    hand_in("a", {"who": 10, "where": 60})
    hand_in("b", {"who": 30, "where": 40})
    hand_in("c", {"who": 20})
    give_up("d", "where")
    give_up("e", "")
    api.catch_up()
    found = api.form_uses(["H99.01"], NOVEMBER)[PENSION]
    assert (found.filed, found.given_up, found.share_given_up) == (3, 2, pytest.approx(2 / 5))
    assert {each.page: (each.n, each.median_seconds, each.given_up) for each in found.pages} == {
        "who": (3, 20, 0),
        "where": (2, 40, 1),
        "": (0, None, 1),
    }


def test_what_was_filled_with_help_or_elsewhere_is_not_counted_here(db: None) -> None:
    begin("helped", assisted=True)
    hand_in("helped", {"who": 10})
    begin("moved")
    hand_in("moved", {"who": 10}, agency="H99.02")
    hand_in("never begun here", {"who": 10})
    api.catch_up()
    assert api.form_uses(["H99.01"], NOVEMBER) == {}
    assert api.form_uses(["H99.02"], NOVEMBER)[PENSION].filed == 1
    assert api.form_uses(["H99.02"], api.Period(date(2026, 10, 1), date(2026, 10, 31))) == {}


def settle(reference: str, total: int, method: str) -> None:
    tell(BillSettled(reference, total, method, "bank"), MORNING + timedelta(hours=2), stream=f"bill:{reference}")


def test_sums_by_way_of_paying(db: None) -> None:
    for name in ("a", "b", "c"):
        file(name, 3)
    settle("dossier:a:submission", 50_000, "vietqr")
    settle("dossier:a:fee1", 20_000, "cash")
    settle("dossier:b:submission", 50_000, "vietqr")
    settle("dossier:c:submission", 8_000, "counter_qr")
    settle("something else", 1, "vietqr")
    settle("dossier:unknown:submission", 1, "vietqr")
    api.catch_up()
    found = api.money(["H99.01"], NOVEMBER)
    assert [(each.method, each.bills, each.amount) for each in found.ways] == [
        ("cash", 1, 20_000),
        ("counter_qr", 1, 8_000),
        ("vietqr", 2, 100_000),
    ]
    assert [each.amount for each in api.money(["H99.02"], NOVEMBER).ways] == [0, 0, 0]


def test_what_rules_and_grants_took_off(db: None) -> None:
    file("a", 3, fee_reduced=25_000)
    file("free", 3, fee_reduced=50_000)
    file("dear", 3)
    file("desk", 3, channel=1, fee_reduced=10_000)
    relieved = events.FeeRelieved(
        **common("dear", from_status=1, to_status=1), bill="", before=30_000, amount=12_000, exemption="poor"
    )
    tell(relieved, MORNING + timedelta(hours=1))
    tell(BillOpened("dossier:a:submission", 25_000, 25_000), MORNING, stream="bill:a")  # told already on filing
    api.catch_up()
    found = api.money(["H99.01"], NOVEMBER)
    assert (found.reduced_dossiers, found.reduced) == (3, 25_000 + 50_000 + 18_000)


def test_how_results_were_handed_over_and_opened(db: None) -> None:
    for name, how in (("a", 2), ("b", 2), ("c", 2), ("d", 0), ("e", 1)):
        file(name, 3)
        finish(name, 60, how=how)
    for name, days in (("a", 4), ("a", 9), ("d", 4)):
        said = common(name, from_status=10, to_status=10)
        tell(events.ResultOpened(**said, result="r"), MORNING + timedelta(days=days))
    api.catch_up()
    found = api.returns(["H99.01"], NOVEMBER)
    assert (found.desk, found.post, found.electronic, found.opened) == (1, 1, 3, 1)


def test_a_grant_is_added_to_what_the_rule_took_off(db: None) -> None:
    file("dear", 3, fee_reduced=20_000)
    for before, amount in ((30_000, 12_000), (12_000, 10_000)):
        told = common("dear", from_status=1, to_status=1)
        relieved = events.FeeRelieved(**told, bill="", before=before, amount=amount, exemption="poor")
        tell(relieved, MORNING + timedelta(hours=1))
    api.catch_up()
    assert api.money(["H99.01"], NOVEMBER).reduced == 20_000 + 18_000 + 2_000


def test_what_is_opened_a_month_later_ended_when_it_ended(db: None) -> None:
    """A result looked at again in December moves neither its end nor its first opening into December."""
    file("a", 3)
    finish("a", 60, how=2)
    for days in (4, 35):
        said = common("a", from_status=10, to_status=10)
        tell(events.ResultOpened(**said, result="r"), MORNING + timedelta(days=days))
    api.catch_up()
    fact = Fact.objects.get(dossier="a")
    assert (fact.ended_at, fact.opened_at) == (MORNING + timedelta(days=3), MORNING + timedelta(days=4))
