"""Roles in the words of people, translatable; in Vietnamese the words of the code list of `rules`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.rules.codes import Role

AUTOMATIC = "system"  # in a route: done by the program, by nobody's hand
_ROLES = {
    Role.CLERK: _("Cán bộ tiếp nhận"),
    Role.OFFICER: _("Cán bộ xử lý"),
    Role.DIVISION_HEAD: _("Lãnh đạo phòng"),
    Role.SIGNER: _("Lãnh đạo ký"),
    Role.REGISTRAR: _("Văn thư"),
    Role.CONTROLLER: _("Cán bộ kiểm soát thủ tục hành chính"),
    Role.LEADER: _("Lãnh đạo cơ quan"),
    Role.ADMIN: _("Quản trị hệ thống"),
    Role.AUDITOR: _("Kiểm tra, giám sát"),
    Role.ACCOUNTANT: _("Kế toán"),
    Role.TEAM_MEMBER: _("Thành viên Tổ công nghệ số cộng đồng"),
}


def role_words(role: str) -> str:
    """A role as people say it, in the reader's language; a name that is no role stays as it is."""
    known = {str(each): words for each, words in _ROLES.items()} | {AUTOMATIC: _("Hệ thống tự làm")}
    return str(known.get(str(role), role))
