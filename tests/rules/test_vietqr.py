import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.rules.errors import Unfit
from motcua.rules.vietqr import Transfer, banks, crc, decode, encode

# From the NAPAS format document v1.0. The first carries a slip of its source in one length (CRC only).
ACCOUNT = "00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304"
CARD = "00020101021138600010A00000072701300006970403011697040311012345670208QRIBFTTC53037045802VN6304"
ACCOUNT_SUM = (
    "00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA"
    "530370454061800005802VN62340107NPS68690819thanh toan don hang6304"
)
CARD_SUM = (
    "00020101021238600010A00000072701300006970403011697040311012345670208QRIBFTTC"
    "530370454061800005802VN62340107NPS68690819thanh toan don hang6304"
)


@pytest.mark.parametrize(
    ("text", "check"),
    [("123456789", "29B1"), (ACCOUNT, "F4E5"), (CARD, "4F52"), (ACCOUNT_SUM, "2E2E"), (CARD_SUM, "A203")],
)
def test_check_sums(text: str, check: str) -> None:
    assert crc(text) == check


PURPOSE = "thanh toan don hang"
VECTORS = [
    (Transfer("970403", "9704031101234567", to_card=True), CARD + "4F52"),
    (Transfer("970403", "0011012345678", 180000, PURPOSE, "NPS6869"), ACCOUNT_SUM + "2E2E"),
    (Transfer("970403", "9704031101234567", 180000, PURPOSE, "NPS6869", to_card=True), CARD_SUM + "A203"),
]


@pytest.mark.parametrize(("transfer", "text"), VECTORS, ids=["card", "account with sum", "card with sum"])
def test_vectors_of_napas(transfer: Transfer, text: str) -> None:
    assert encode(transfer) == text
    assert decode(text) == transfer


def test_the_slip_of_the_first_vector_is_not_copied() -> None:
    text = encode(Transfer("970403", "0011012345678"))
    assert "01130011012345678" in text
    with pytest.raises(Unfit):
        decode(ACCOUNT + "F4E5")


def test_a_dossier_code_fits() -> None:
    code = "H15.50.05.13-261008-0975"
    assert decode(encode(Transfer("970436", "1234567890", 8000, code, code))).purpose == code


words = st.text(alphabet="abcXYZ 0129.-", max_size=25)


@given(
    st.builds(
        Transfer,
        bank_bin=st.from_regex(r"[0-9]{6}", fullmatch=True),
        account=st.from_regex(r"[0-9A-Z]{1,19}", fullmatch=True),
        amount=st.none() | st.integers(1, 10**12),
        purpose=words,
        bill_number=words,
        reference=words,
        to_card=st.booleans(),
        name=words,
    )
)
def test_what_is_written_is_read_back(transfer: Transfer) -> None:
    assert decode(encode(transfer)) == transfer


@given(st.integers(0, len(ACCOUNT_SUM) + 3), st.sampled_from("0123456789ABC"))
def test_one_changed_sign_is_noticed(place: int, sign: str) -> None:
    good = ACCOUNT_SUM + "2E2E"
    changed = good[:place] + sign + good[place + 1 :]
    if changed != good:
        with pytest.raises(Unfit):
            decode(changed)


def _sealed(text: str) -> str:
    return f"{text}6304{crc(text + '6304')}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "xin chào",
        "0002010102116304",
        _sealed("000201"),
        _sealed("00020100020101"),
        _sealed("0002010102113"),
        _sealed(ACCOUNT_SUM[:-4].replace("5303704", "5303840")),
        _sealed(ACCOUNT_SUM[:-4].replace("A000000727", "A000000001")),
    ],
)
def test_what_is_no_vietqr(text: str) -> None:
    with pytest.raises(Unfit, match="VietQR"):
        decode(text)


@pytest.mark.parametrize(
    "wrong",
    [
        {"bank_bin": "97043"},
        {"account": ""},
        {"account": "00 11"},
        {"amount": 0},
        {"amount": -5},
        {"purpose": "nộp lệ phí"},
        {"purpose": "x" * 51},
        {"bill_number": "x" * 26},
        {"purpose": "x" * 50, "bill_number": "x" * 25, "reference": "x" * 13},  # together 100 signs: no two digits
        {"amount": 10**13},
    ],
)
def test_transfers_that_cannot_be_asked_for(wrong: dict[str, object]) -> None:
    with pytest.raises(Unfit):
        Transfer(**{"bank_bin": "970403", "account": "123", **wrong})  # type: ignore[arg-type]


def test_the_longest_that_fits_and_the_largest_sum_are_read_back() -> None:
    longest = Transfer("970403", "1" * 19, 10**13 - 1, "x" * 50, "x" * 25, "x" * 12)
    assert decode(encode(longest)) == longest


def test_a_sum_too_large_is_not_called_too_small() -> None:
    with pytest.raises(Unfit, match=r"đến 9\.999\.999\.999\.999 đồng"):
        Transfer("970403", "123", 10**15)


def test_banks() -> None:
    assert banks()["970436"] == "Vietcombank"
    assert len(banks()) == 10
