from enum import Enum

import pytest

from motcua.rules import codes
from motcua.rules.codes import Channel, Delivery, FeeKind, OnlineLevel, PaymentFlag, Role, SubjectKind
from motcua.rules.tables import load_yaml


@pytest.mark.parametrize("kind", codes.CODE_LISTS, ids=lambda kind: kind.__name__)
def test_every_code_has_words_and_every_word_a_code(kind: type[Enum]) -> None:
    table = codes.code_table(kind)
    assert set(table.labels) == {code.value for code in kind}
    assert all(table.labels.values())
    assert table.legal_basis
    assert table.field


def test_the_file_holds_no_list_that_the_code_does_not_know() -> None:
    assert set(load_yaml("codes.yaml")) == {kind.__name__ for kind in codes.CODE_LISTS}


@pytest.mark.parametrize(
    ("code", "number", "words"),
    [
        (Channel.COUNTER, 1, "Trực tiếp tại quầy"),
        (Channel.ONLINE, 2, "Trực tuyến"),
        (Channel.POST, 3, "Qua bưu chính công ích"),
        (SubjectKind.STATE_BODY, 3, "Cơ quan nhà nước"),
        (OnlineLevel.FULL, 4, "Dịch vụ công trực tuyến toàn trình"),
        (Delivery.COUNTER, 0, "Nhận tại quầy"),
        (PaymentFlag.LOCAL_GATEWAY, 2, "Đã thanh toán trên cổng của bộ, tỉnh"),
        (Role.REGISTRAR, "registrar", "Văn thư"),
    ],
)
def test_codes_of_the_exchange(code: Enum, number: int | str, words: str) -> None:
    assert code.value == number
    assert codes.label(code) == words


def test_online_levels_are_ordered() -> None:
    assert OnlineLevel.FULL > OnlineLevel.PARTIAL > OnlineLevel.INFORMATION


def test_fee_kinds_have_a_number_in_the_exchange() -> None:
    assert [kind.exchange_code for kind in (FeeKind.PHI, FeeKind.LE_PHI)] == [1, 2]


def test_choices_keep_the_order() -> None:
    assert [value for value, _ in codes.choices(Channel)] == [1, 2, 3]
