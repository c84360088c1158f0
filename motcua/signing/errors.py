"""What may go wrong with a signature, in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from motcua.base.errors import Refusal


class SigningError(Refusal):
    """Nothing was signed."""


class NoCertificate(SigningError):
    """The holder has no certificate that is in force now."""

    def __init__(self, holder: str) -> None:
        super().__init__(
            _("Chưa có chứng thư số còn hiệu lực để ký. Xin báo quản trị hệ thống cấp hoặc gia hạn rồi ký lại.")
        )
        self.holder = holder


class WrongCertificate(SigningError):
    """The certificate is of a kind that may not be used for this."""

    def __init__(self, *, kind_name: str, purpose_name: str, wanted: str) -> None:
        super().__init__(
            _("Không dùng được %(kind)s để %(purpose)s. Việc này cần %(wanted)s.")
            % {"kind": kind_name, "purpose": purpose_name, "wanted": wanted}
        )


class TimestampUnavailable(SigningError):
    """The timestamp authority gave no usable answer: nothing was signed, the job tries again."""

    status = 503

    def __init__(self, why: str) -> None:
        super().__init__(_("Dịch vụ cấp dấu thời gian chưa trả lời. Văn bản chưa được ký; hệ thống sẽ tự thử lại."))
        self.why = why


class AuthorityUnavailable(SigningError):
    """The certificate authority gave no usable answer."""

    status = 503

    def __init__(self, why: str) -> None:
        super().__init__(_("Cơ quan cấp chứng thư số chưa trả lời. Xin thử lại sau ít phút."))
        self.why = why


class CannotSign(SigningError):
    """The document itself cannot be signed: not a PDF, encrypted, damaged."""

    def __init__(self) -> None:
        super().__init__(_("Tệp này không ký được: tệp không phải PDF, bị khóa bằng mật khẩu hoặc bị hỏng."))
