from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.codes import Channel, FeeKind
from motcua.rules.fees import Assessment, Exemption, FeeLine, Step, Tiers, UnitsMissing, assess

TODAY = date(2026, 11, 22)
# Circulars 226/2016/TT-BTC (certified copies and signatures) and 75/2022/TT-BTC (residence).
PAGES = Tiers("page", (Step(2, 2000), Step(None, 1000)), 200000)
CERTIFIED_COPY = FeeLine("copy", FeeKind.PHI, "Phí chứng thực bản sao", "226/2016/TT-BTC", tiers=PAGES, unit="copy")
SIGNATURE = FeeLine("signature", FeeKind.PHI, "Phí chứng thực chữ ký", "226/2016/TT-BTC", amount=10000, unit="case")
RESIDENCE = tuple(
    FeeLine("residence", FeeKind.LE_PHI, "Lệ phí cư trú", "75/2022/TT-BTC", amount=dong, unit="case", channel=channel)
    for channel, dong in ((Channel.COUNTER, 20000), (Channel.ONLINE, 10000))
)


def cost(lines: tuple[FeeLine, ...], channel: Channel = Channel.COUNTER, on: date = TODAY, **units: int) -> Assessment:
    return assess(lines, channel=channel, facts={}, units=units, on=on)


@pytest.mark.parametrize(
    ("pages", "copies", "dong"),
    [
        (1, 1, 2000),
        (2, 1, 4000),
        (3, 1, 5000),
        (5, 1, 7000),
        (5, 3, 21000),
        (198, 1, 200000),
        (400, 1, 200000),
        (400, 2, 400000),
    ],
)
def test_certified_copies(pages: int, copies: int, dong: int) -> None:
    assert cost((CERTIFIED_COPY,), page=pages, copy=copies).total == dong


def test_the_number_of_pages_must_be_known() -> None:
    with pytest.raises(UnitsMissing) as missing:
        cost((CERTIFIED_COPY,), copy=1)
    assert missing.value.unit == "page"
    with pytest.raises(ValueError, match="negative"):
        cost((CERTIFIED_COPY,), copy=1, page=-1)


@pytest.mark.parametrize(("channel", "dong"), [(Channel.COUNTER, 20000), (Channel.ONLINE, 10000), (Channel.POST, 0)])
def test_residence_costs_half_online(channel: Channel, dong: int) -> None:
    assert cost(RESIDENCE, channel, case=1).total == dong


# Hải Phòng, Resolution 23/2026/NQ-HĐND: from 8/8/2026 nothing is paid online for lệ phí of civil status.
HAI_PHONG = Exemption(
    code="online",
    name="Miễn lệ phí khi nộp trực tuyến",
    legal_basis="Nghị quyết 23/2026/NQ-HĐND Hải Phòng",
    channel=Channel.ONLINE,
    valid_from=date(2026, 8, 8),
)
POOR = Exemption(
    code="poor",
    name="Giảm một nửa cho hộ cận nghèo",
    legal_basis="Nghị quyết X",
    percent=50,
    condition={"==": [{"var": "household"}, "near_poor"]},
)
LATE_BIRTH = FeeLine(
    code="late_birth",
    kind=FeeKind.LE_PHI,
    name="Lệ phí đăng ký khai sinh quá hạn",
    legal_basis="Nghị quyết Y",
    amount=5000,
    condition={"==": [{"var": "late"}, True]},
    exemptions=(POOR, HAI_PHONG),
)


@pytest.mark.parametrize(
    ("channel", "on", "facts", "payable", "reason"),
    [
        (Channel.COUNTER, TODAY, {"late": True}, 5000, ""),
        (Channel.ONLINE, TODAY, {"late": True}, 0, HAI_PHONG.name),
        (Channel.ONLINE, date(2026, 8, 7), {"late": True}, 5000, ""),
        (Channel.ONLINE, date(2026, 8, 8), {"late": True}, 0, HAI_PHONG.name),
        (Channel.COUNTER, TODAY, {"late": True, "household": "near_poor"}, 2500, POOR.name),
        (Channel.ONLINE, TODAY, {"late": True, "household": "near_poor"}, 0, HAI_PHONG.name),
    ],
)
def test_exemptions(channel: Channel, on: date, facts: dict[str, object], payable: int, reason: str) -> None:
    found = assess([LATE_BIRTH], channel=channel, facts=facts, units={}, on=on)
    (line,) = found.lines
    assert (line.list_price, line.payable, line.discount, line.reason) == (5000, payable, 5000 - payable, reason)
    assert (found.list_total, found.total) == (5000, payable)
    assert line.legal_basis.startswith("Nghị quyết Y")
    assert ("Nghị quyết 23/2026" in line.legal_basis) is (reason == HAI_PHONG.name)


@pytest.mark.parametrize("facts", [{}, {"late": False}, {"late": None}])
def test_a_line_whose_case_is_not_given_is_not_asked(facts: dict[str, object]) -> None:
    assert assess([LATE_BIRTH], channel=Channel.COUNTER, facts=facts, units={}, on=TODAY).lines == ()


def test_validity_includes_both_ends() -> None:
    line = FeeLine("a", FeeKind.PHI, "A", "B", amount=1, valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)]
    assert [cost((line,), on=day).total for day in days] == [0, 1, 1, 0]


def test_an_amount_nobody_set_is_unknown_not_zero() -> None:
    found = cost(
        (FeeLine("land", FeeKind.PHI, "Phí thẩm định", "HĐND tỉnh quy định"), SIGNATURE),
        case=1,
    )
    assert [line.code for line in found.unknown] == ["land"]
    assert found.total == 10000


@pytest.mark.parametrize(("percent", "unknown"), [(100, []), (50, ["land"])])
def test_what_is_wholly_exempt_costs_nothing_whatever_will_be_set(percent: int, unknown: list[str]) -> None:
    exempt = Exemption("poor", "Hộ nghèo", "Luật Y", percent=percent)
    line = FeeLine("land", FeeKind.PHI, "Phí thẩm định", "HĐND tỉnh quy định", exemptions=(exempt,))
    assert [each.code for each in cost((line,), case=1).unknown] == unknown


@pytest.mark.parametrize("amount", [-1, 5])
def test_lines_that_make_no_sense(amount: int) -> None:
    with pytest.raises(ValueError, match="either one amount"):
        FeeLine("x", FeeKind.PHI, "X", "Y", amount=amount, tiers=PAGES)


@pytest.mark.parametrize("percent", [0, 101])
def test_exemptions_that_make_no_sense(percent: int) -> None:
    with pytest.raises(ValueError, match="1 to 100"):
        Exemption("x", "X", "Y", percent=percent)


@given(st.integers(0, 500), st.integers(0, 500))
def test_more_pages_never_cost_less_and_one_page_never_more_than_2000(few: int, more: int) -> None:
    tiers = PAGES
    assert tiers is not None
    low, high = sorted((few, more))
    assert 0 <= tiers.price(high) - tiers.price(low) <= 2000 * (high - low)


@given(st.integers(0, 10**9), st.lists(st.integers(1, 100), max_size=4))
def test_nobody_pays_more_than_the_list_or_less_than_nothing(amount: int, percents: list[int]) -> None:
    exemptions = tuple(Exemption(str(p), "x", "y", percent=p) for p in percents)
    found = cost((FeeLine("a", FeeKind.PHI, "A", "B", amount=amount, exemptions=exemptions),))
    assert 0 <= found.total <= found.list_total == amount
    assert found.total == amount - amount * max(percents, default=0) // 100
