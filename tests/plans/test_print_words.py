"""What a printed plan says in its bases and to whom it goes (Decree 30/2020/NĐ-CP, appendix I)."""

import pytest

from motcua.plans.exports.as_pdf import basis, recipients


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"type": "decision", "number": "1565/QĐ-TTg", "date": "2025-07-18", "issuer": "Thủ tướng Chính phủ"},
         "Căn cứ Quyết định số 1565/QĐ-TTg ngày 18/07/2025 của Thủ tướng Chính phủ;"),
        ({"type": "plan", "number": "118/KH-UBND", "issuer": "UBND tỉnh", "gist": "ban hành Kế hoạch như sau:"},
         "Căn cứ Kế hoạch số 118/KH-UBND của UBND tỉnh;"),
        ({"type": "decree", "number": "118/2025/NĐ-CP", "gist": "về cơ chế một cửa"},
         "Căn cứ Nghị định số 118/2025/NĐ-CP về cơ chế một cửa;"),
        ({"type": "other", "number": "12/KL", "gist": None}, "Căn cứ 12/KL;"),
    ],
)  # fmt: skip
def test_a_basis_is_a_sentence(said: dict[str, object], words: str) -> None:
    assert basis(said) == words


def test_the_archive_is_named_once() -> None:
    read = {"recipients": [{"text": "UBND tỉnh"}, {"text": "Lưu: VT"}, {"text": " lưu: VT, VX"}]}
    assert recipients(read) == ["UBND tỉnh"]
    assert recipients({}) == []
