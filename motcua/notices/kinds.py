"""What notices say. A title, a sentence, and what the person can do; filled with codes, days and amounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """One text. `urgent`: somebody waits for the reader; it goes out by every channel they have. `undated`: what is
    said where no day for an answer runs, as at the counter, which answers at once."""

    title: object
    sentence: object
    urgent: bool = False
    undated: object = None

    def said(self, words: Mapping[str, str]) -> str:
        """The sentence with its words in it."""
        dated = self.undated is None or words.get("answer_due")
        return str(self.sentence if dated else self.undated) % words


KINDS: dict[str, Kind] = {
    "submitted": Kind(
        _("Hồ sơ đã đến nơi"),
        _("Hồ sơ %(code)s đã đến %(agency)s. Cơ quan sẽ trả lời chậm nhất %(answer_due)s."),
        undated=_("Hồ sơ %(code)s đã đến %(agency)s."),
    ),
    "accepted": Kind(
        _("Hồ sơ đã được tiếp nhận"),
        _("Hồ sơ %(code)s đã được tiếp nhận. Hẹn trả kết quả: %(due)s."),
    ),
    "refused": Kind(
        _("Hồ sơ không được tiếp nhận"),
        _("Hồ sơ %(code)s không được tiếp nhận. Xin mở hồ sơ để xem lý do và cách khiếu nại."),
        urgent=True,
    ),
    "supplement": Kind(
        _("Cần bổ sung hồ sơ"),
        _("Hồ sơ %(code)s cần bổ sung %(count)s mục. Xin mở hồ sơ để xem và gửi một lần là đủ."),
        urgent=True,
    ),
    "fee": Kind(_("Cần nộp phí"), _("Hồ sơ %(code)s cần nộp %(amount)s để đi tiếp."), urgent=True),
    "fee_paid": Kind(_("Đã nhận được tiền"), _("Đã nhận %(amount)s cho hồ sơ %(code)s. Biên lai ở trong hồ sơ.")),
    "fee_relieved": Kind(
        _("Được miễn, giảm phí"), _("Hồ sơ %(code)s được miễn, giảm. Số tiền còn phải nộp: %(amount)s.")
    ),
    "refund_asked": Kind(
        _("Tiền đã nộp đang được xem lại"),
        _("Kế toán đang xem có trả lại %(amount)s đã nộp cho hồ sơ %(code)s hay không và sẽ báo ông/bà."),
    ),
    "refund_ordered": Kind(
        _("Đang trả lại tiền"), _("Cơ quan đang trả lại %(amount)s của hồ sơ %(code)s cho ông/bà."), urgent=True
    ),
    "refunded": Kind(_("Đã trả lại tiền"), _("Đã trả lại %(amount)s của hồ sơ %(code)s.")),
    "fee_kept": Kind(
        _("Tiền đã nộp không được trả lại"),
        _("Khoản %(amount)s của hồ sơ %(code)s không được trả lại theo quy định. Xin mở hồ sơ để xem căn cứ."),
        urgent=True,
    ),
    "signed": Kind(_("Đã có kết quả"), _("Hồ sơ %(code)s đã được ký. Kết quả đang được trả về.")),
    "returned": Kind(
        _("Kết quả đã sẵn sàng"), _("Kết quả của hồ sơ %(code)s đã ở trong mục Giấy tờ của ông/bà."), urgent=True
    ),
    "revoked": Kind(
        _("Kết quả đã bị thu hồi"),
        _("Kết quả của hồ sơ %(code)s đã bị thu hồi, không dùng được nữa. Xin mở hồ sơ để xem lý do."),
        urgent=True,
    ),
    "corrected": Kind(
        _("Kết quả đã được đính chính"),
        _("Kết quả của hồ sơ %(code)s có bản mới thay bản cũ, không mất thêm phí. Xin mở hồ sơ để xem."),
        urgent=True,
    ),
    "correction_declined": Kind(
        _("Bản đính chính không được ký"),
        _("Bản đính chính của hồ sơ %(code)s không được ký. Xin mở hồ sơ để xem lý do."),
    ),
    "withdrawn": Kind(_("Hồ sơ đã rút"), _("Hồ sơ %(code)s đã được rút theo yêu cầu.")),
    "stopped": Kind(
        _("Hồ sơ dừng giải quyết"), _("Hồ sơ %(code)s dừng giải quyết. Xin mở hồ sơ để xem lý do."), urgent=True
    ),
    "apology": Kind(
        _("Xin lỗi vì trễ hẹn"), _("Hồ sơ %(code)s bị trễ. Chúng tôi xin lỗi; ngày hẹn mới: %(due)s."), urgent=True
    ),
    "paper_ends": Kind(
        _("Giấy tờ sắp hết hạn"),
        _("Kết quả của hồ sơ %(code)s hết hiệu lực sau ngày %(due)s. Nếu còn cần, xin làm lại trước ngày đó."),
    ),
    "acts_for": Kind(
        _("Ông/bà được ghi là người làm thay"),
        _(
            "%(agency)s đã ghi ông/bà được làm thay cho một người hoặc tổ chức, từ ngày %(due)s. Nếu không đúng, xin "
            "báo ngay cho cơ quan."
        ),
    ),
    "acts_for_no_more": Kind(
        _("Ông/bà thôi được làm thay"),
        _(
            "%(agency)s đã ghi ông/bà thôi được làm thay cho một người hoặc tổ chức. Nếu không đúng, xin báo ngay cho "
            "cơ quan."
        ),
        urgent=True,
    ),
    "acted_for": Kind(
        _("Thêm một người được làm thay"),
        _(
            "%(agency)s đã ghi một người được làm thay cho ông/bà, hoặc cho người hay tổ chức mà ông/bà cũng làm thay, "
            "từ ngày %(due)s. Nếu không đúng, xin báo ngay cho cơ quan."
        ),
        urgent=True,
    ),
    "acted_for_no_more": Kind(
        _("Một người thôi được làm thay"),
        _(
            "%(agency)s đã ghi một người thôi được làm thay cho ông/bà, hoặc cho người hay tổ chức mà ông/bà cũng làm "
            "thay. Nếu không đúng, xin báo ngay cho cơ quan."
        ),
    ),
    "rate": Kind(_("Ông/bà thấy thế nào?"), _("Một phút để đánh giá việc giải quyết hồ sơ %(code)s.")),
    "handed_over": Kind(_("Hồ sơ chuyển cho ông/bà"), _("Hồ sơ %(code)s được chuyển cho ông/bà xử lý.")),
    "due_soon": Kind(_("Sắp đến hạn"), _("Hồ sơ %(code)s đến hạn lúc %(due)s.")),
    "plan_task_soon": Kind(
        _("Nhiệm vụ sắp đến hạn"), _("Nhiệm vụ %(number)s của kế hoạch %(plan)s đến hạn ngày %(due)s.")
    ),
    "plan_task_late": Kind(
        _("Nhiệm vụ quá hạn"),
        _("Nhiệm vụ %(number)s của kế hoạch %(plan)s đã quá hạn từ ngày %(due)s. Xin báo đã làm đến đâu."),
        urgent=True,
    ),
    "plan_obstacle": Kind(
        _("Có vướng mắc chờ trả lời"),
        _("Mục %(number)s của kế hoạch %(plan)s có vướng mắc chờ ông/bà trả lời, chậm nhất ngày %(due)s."),
    ),
    "plan_obstacle_answered": Kind(
        _("Vướng mắc đã được trả lời"), _("Vướng mắc về mục %(number)s của kế hoạch %(plan)s đã được trả lời.")
    ),
    "plan_answer_soon": Kind(
        _("Sắp đến hạn trả lời"),
        _("Vướng mắc về mục %(number)s của kế hoạch %(plan)s cần được trả lời chậm nhất ngày %(due)s."),
    ),
    "plan_answer_late": Kind(
        _("Trả lời vướng mắc đã trễ"),
        _("Vướng mắc về mục %(number)s của kế hoạch %(plan)s chưa được trả lời, hạn là ngày %(due)s."),
        urgent=True,
    ),
    "plan_received": Kind(_("Văn bản gửi đến"), _("%(from)s gửi đến: %(what)s. Xin xem và xác nhận đã nhận.")),
    "plan_sent_back": Kind(
        _("Sản phẩm được trả lại"),
        _("Sản phẩm của nhiệm vụ %(number)s, kế hoạch %(plan)s được trả lại. Xin mở nhiệm vụ để xem lý do."),
    ),
    "plan_input": Kind(
        _("Cần đơn vị gửi thông tin"),
        _("Kế hoạch %(plan)s cần đơn vị gửi: %(what)s, chậm nhất ngày %(due)s."),
    ),
    "plan_input_soon": Kind(
        _("Sắp đến hạn gửi thông tin"), _("Đơn vị chưa gửi: %(what)s (kế hoạch %(plan)s). Hạn là ngày %(due)s.")
    ),
    "plan_input_late": Kind(
        _("Gửi thông tin đã trễ"),
        _("Đơn vị chưa gửi: %(what)s (kế hoạch %(plan)s), hạn là ngày %(due)s. Phiếu vẫn nhận câu trả lời."),
        urgent=True,
    ),
    "plan_inspection": Kind(
        _("Được giao kiểm tra"), _("Ông/bà được giao kiểm tra: %(what)s, tại %(place)s, ngày %(due)s.")
    ),
    "plan_inspection_soon": Kind(
        _("Sắp đến ngày kiểm tra"), _("Ngày %(due)s ông/bà kiểm tra: %(what)s, tại %(place)s.")
    ),
    "plan_inspection_late": Kind(
        _("Cuộc kiểm tra chưa có kết luận"),
        _("Cuộc kiểm tra “%(what)s” ngày %(due)s chưa có kết luận. Xin ghi kết luận."),
        urgent=True,
    ),
    "plan_report_soon": Kind(
        _("Sắp đến hạn báo cáo"), _("Báo cáo %(what)s theo kế hoạch %(plan)s đến hạn ngày %(due)s.")
    ),
    "plan_report_late": Kind(
        _("Báo cáo đã trễ"),
        _("Báo cáo %(what)s theo kế hoạch %(plan)s đã quá hạn từ ngày %(due)s. Xin lập và ký báo cáo."),
        urgent=True,
    ),
    "plan_finding": Kind(
        _("Có việc cần khắc phục sau kiểm tra"),
        _("Cuộc kiểm tra “%(what)s” có việc cần khắc phục, chậm nhất ngày %(due)s."),
    ),
    "plan_finding_back": Kind(
        _("Việc khắc phục được trả lại"),
        _("Việc khắc phục sau cuộc kiểm tra “%(what)s” chưa xong. Xin mở để xem lý do. Hạn là ngày %(due)s."),
    ),
    "plan_finding_soon": Kind(
        _("Sắp đến hạn khắc phục"), _("Việc khắc phục sau cuộc kiểm tra “%(what)s” đến hạn ngày %(due)s.")
    ),
    "plan_finding_late": Kind(
        _("Khắc phục đã trễ"),
        _("Việc khắc phục sau cuộc kiểm tra “%(what)s” đã quá hạn từ ngày %(due)s. Xin báo đã làm đến đâu."),
        urgent=True,
    ),
    "opinion_soon": Kind(_("Ý kiến sắp đến hạn"), _("Ý kiến được hỏi về hồ sơ %(code)s cần có trước %(due)s.")),
    "opinion_overdue": Kind(
        _("Ý kiến quá hạn"), _("Ý kiến được hỏi về hồ sơ %(code)s đã quá hạn từ %(due)s."), urgent=True
    ),
    "overdue": Kind(_("Quá hạn"), _("Hồ sơ %(code)s đã quá hạn từ %(due)s."), urgent=True),
}
