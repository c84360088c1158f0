"""The filters of the work list as the page says them: words on the left, a word in the address."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from motcua.dossiers.api import Filter

IN_ADDRESS = {
    Filter.MINE: "cua-toi",
    Filter.RECEIVE: "cho-tiep-nhan",
    Filter.SIGN: "cho-toi-ky",
    Filter.SOON: "sap-den-han",
    Filter.LATE: "qua-han",
    Filter.CITIZEN: "cho-nguoi-dan",
    Filter.OPINION: "cho-y-kien",
    Filter.HAND_OUT: "cho-tra",
    Filter.ALL: "tat-ca",
}
WORDS = {
    Filter.MINE: _("Của tôi"),
    Filter.RECEIVE: _("Chờ tiếp nhận"),
    Filter.SIGN: _("Chờ tôi ký"),
    Filter.SOON: _("Sắp đến hạn"),
    Filter.LATE: _("Quá hạn"),
    Filter.CITIZEN: _("Chờ người dân"),
    Filter.OPINION: _("Chờ ý kiến"),
    Filter.HAND_OUT: _("Chờ trả kết quả"),
    Filter.ALL: _("Tất cả"),
}


@dataclass(frozen=True)
class Choice:
    """One filter as the page shows it; `code` is its word in the address."""

    code: str
    words: object
    count: int
    chosen: bool
    late: bool = False


def filter_named(word: str) -> Filter:
    """The filter a word in the address names; what is mine for any other word."""
    return next((each for each, code in IN_ADDRESS.items() if code == word), Filter.MINE)
