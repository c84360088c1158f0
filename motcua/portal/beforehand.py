"""What somebody must hear while filling: why more is asked than usual, and who had better file."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.base.clock import today
from motcua.directory.api import Person, Viewer, is_adult
from motcua.eforms.api import Draft
from motcua.eforms.looking import beyond_mending, values_so_far


def said_beforehand(found: Draft, viewer: Viewer) -> list[str]:
    """Sentences for the first question and for the letter; none in the usual case."""
    told = []
    if is_unknown_to_population(found):
        told.append(_("CSDL dân cư chưa có ông/bà nên nhiều ô phải tự điền. Vẫn nộp được, cán bộ sẽ kiểm tra."))
    if viewer.acting_for is None and viewer.person is not None and is_under_age(viewer.person):
        told.append(
            _("Người nộp chưa đủ 18 tuổi. Nên để cha, mẹ hoặc người giám hộ đăng nhập, vào “Làm thay cho ai?” rồi nộp.")
            + " "
            + _("Tự nộp cũng được, cán bộ có thể hỏi thêm ý kiến người nhà.")
        )
    return told


def said_against(found: Draft) -> list[str]:
    """What stands against filing whatever is answered: better heard before the first answer than after the last."""
    return beyond_mending(found)


def is_unknown_to_population(found: Draft) -> bool:
    """Whether the population database did not confirm the very person who fills: a foreigner, somebody just entered."""
    if not found.unmatched:
        return False
    values = values_so_far(found)
    return any(values.get(field) == found.applicant_key for field in found.unmatched)


def is_under_age(person: Person) -> bool:
    """Younger than eighteen today, as exactly as the birth is known."""
    return person.birth_date is not None and not is_adult(person, today())
