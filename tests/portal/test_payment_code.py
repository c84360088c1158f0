"""The code of a payment, read from its picture by a reader that nobody here wrote."""

from __future__ import annotations

import base64
import binascii
import io

import zxingcpp
from PIL import Image

from motcua.portal.views.paying import qr_file
from motcua.rules.vietqr import Transfer, encode

BILL = Transfer(bank_bin="970418", account="12000990030", amount=75_000, purpose="MCJ0Y1PTYG nop phi")


def pairs(text: str) -> dict[str, str]:
    """Tag → value; each two digits of tag, two of length, as EMVCo writes them."""
    found: dict[str, str] = {}
    while text:
        length = int(text[2:4])
        found[text[:2]], text = text[4 : 4 + length], text[4 + length :]
    return found


def test_a_bank_reads_account_amount_and_purpose_from_the_picture() -> None:
    picture = base64.b64decode(qr_file(encode(BILL)).partition(",")[2])
    [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))

    told = pairs(code.text)
    assert (told["00"], told["01"], told["53"], told["54"], told["58"]) == ("01", "12", "704", "75000", "VN")
    receiver = pairs(told["38"])
    assert (receiver["00"], receiver["02"]) == ("A000000727", "QRIBFTTA")
    assert pairs(receiver["01"]) == {"00": "970418", "01": "12000990030"}
    assert pairs(told["62"]) == {"08": "MCJ0Y1PTYG nop phi"}
    assert told["63"] == f"{binascii.crc_hqx(code.text[:-4].encode(), 0xFFFF):04X}"
