"""Sentences of this room that people read."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.rules.errors import Unfit

NO_SUCH_AGENCY = _("Không tìm thấy cơ quan này.")
NOT_YOURS_TO_ACT_FOR = _("Ông/bà chưa được ghi nhận là người đại diện cho người hoặc tổ chức này.")
NO_LONGER_ACTING = _("Ông/bà không còn được ghi nhận là người đại diện. Từ đây ông/bà làm cho chính mình.")
ONLY_PEOPLE_ACT_FOR = _("Chỉ người đã đăng nhập bằng VNeID mới chọn làm thay được.")
NO_CHOICE = _("Xin chọn một dòng.")
NO_LONGER_TO_CHOOSE = _(
    "Người hoặc tổ chức vừa chọn không còn trong danh sách ông/bà được làm thay. Danh sách dưới đây là của lúc này, "
    "xin chọn lại."
)
ONLY_THE_DESK = _("Việc này do cán bộ tiếp nhận ở bộ phận Một cửa hoặc quản trị viên của cơ quan làm.")
NO_NUMBER = _("Xin ghi số định danh hoặc mã số thuế.")
NO_KIND = _("Xin chọn quan hệ giữa hai bên.")
NOT_FOR_ONESELF = _("Hai số định danh giống nhau. Một người không cần được ghi là đại diện cho chính mình.")
YOUR_OWN_REPRESENTATION = _("Đây là việc của chính ông/bà. Xin để đồng nghiệp ghi.")
NO_FIRST_DAY = _("Xin ghi ngày bắt đầu.")
OVER_ALREADY = _("Ngày kết thúc đã qua nên không còn gì để ghi. Xin xem lại ngày.")
NO_PAPER = {
    "document": _("Xin ghi loại giấy tờ."),
    "document_number": _("Xin ghi số của giấy tờ."),
    "issuer": _("Xin ghi nơi cấp giấy tờ."),
    "issued_on": _("Xin ghi ngày cấp giấy tờ."),
}
NOT_ISSUED_YET = _("Ngày cấp không thể sau hôm nay.")
TOO_LONG = _("Dài nhất %(most)s ký tự.")
NO_NAME = _("Xin ghi họ và tên như trên giấy tờ.")
OTHER_NAME = _("Họ và tên không khớp với số định danh này. Xin xem lại từng chữ số và họ tên trên giấy tờ.")
OTHER_BIRTH = _("Ngày sinh không khớp với số định danh này. Xin xem lại giấy tờ.")
NOT_BORN_YET = _("Ngày sinh không thể sau hôm nay.")
NO_BIRTH = _("Xin ghi ngày sinh của con, vì cha mẹ chỉ làm thay đến khi con đủ 18 tuổi.")
OF_AGE = _("Người này đã đủ 18 tuổi nên cha mẹ không làm thay được nữa.")
NO_SUCH_ORGANISATION = _("Chưa có tổ chức nào với mã số thuế này. Xin xem lại mã số; nếu đúng, xin ghi tên tổ chức.")
OTHER_ORGANISATION = _("Mã số thuế này là của %(name)s. Xin xem lại mã số hoặc tên.")
RECORDED_BEFORE = _(
    "Người này đã được ghi là người đại diện ở đây trong thời gian đó. Muốn ghi khác thì cho thôi lần ghi trước đã."
)
ENDED_BEFORE = _("Việc đại diện này đã kết thúc từ trước.")
NO_END_REASON = _("Xin ghi vì sao việc đại diện kết thúc.")
NO_SUCH_REPRESENTATION = _("Không tìm thấy việc đại diện này.")
NOT_BY_ONESELF = _("Ông/bà không tự làm việc này với tài khoản của mình. Xin nhờ quản trị viên khác.")
NOT_LENT_TO_ONESELF = _("Không thể tự nhận vai trò của người khác. Xin nhờ người giữ vai trò hoặc quản trị viên khác.")
LAST_ADMIN = _("Đây là quản trị viên cuối cùng của cơ quan. Xin giao vai trò quản trị cho người khác trước.")
BACKWARDS = _("Ngày kết thúc phải từ ngày bắt đầu trở đi.")
IN_THE_PAST = _("Vai trò bắt đầu từ hôm nay hoặc một ngày sau này, không ghi lùi ngày.")
STAFF_LEFT = _("Người này không còn làm việc ở cơ quan. Xin mở lại tài khoản trước.")
NO_SUCH_STAFF = _("Không tìm thấy cán bộ này.")
ONLY_ADMIN = _("Chỉ quản trị viên của cơ quan mới làm được việc này.")
NOT_TO_ONESELF = _("Ông/bà không thể tự giao vai trò cho chính mình. Xin nhờ quản trị viên khác.")
UNIT_ELSEWHERE = _("Đơn vị này không thuộc cơ quan của cán bộ.")
ALREADY_HELD = _("Người này đang giữ vai trò đó rồi.")
NOT_HELD = _("Vai trò này đã kết thúc từ trước.")
NO_REASON = _("Xin ghi căn cứ của việc này.")
NOT_ALLOWED = _(
    "Tài khoản này chưa có quyền xem trang này. Nếu đây là việc của ông/bà, xin nhờ quản trị của cơ quan cấp quyền."
)
FOR_CITIZENS = _("Trang này dành cho người dân và tổ chức. Ông/bà đang dùng tài khoản cán bộ.")
FOR_STAFF = _("Trang này dành cho cán bộ. Ông/bà đang dùng tài khoản của người dân hoặc tổ chức.")


def unfit_words(unfit: Unfit) -> str:
    """What is wrong with a number, in the reader's language."""
    said = gettext(unfit.template)
    return said % unfit.params if unfit.params else said
