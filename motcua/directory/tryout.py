"""Who may try what: for each of the eight procedures somebody whose past leaves it open."""

from __future__ import annotations

from motcua.rules.errors import gettext_noop as _

# Kept free by data/history.yaml; tests/demo checks that each can really be filed.
TRY = (
    (
        "birth_registration", _("Đăng ký khai sinh"), "066090001234", "Nguyễn Văn Hùng", "H99.31",
        _("Con gái sinh ngày 10/11/2026, giấy chứng sinh điện tử đã có; chỉ còn đặt tên cho bé."),
    ),
    (
        "death_registration", _("Đăng ký khai tử"), "066070006789", "Lê Văn Bình", "H99.31",
        _("Cha là ông Lê Văn Tám (066041004567) mất ngày 15/11/2026, giấy báo tử điện tử đã có."),
    ),
    (
        "marital_status_certificate", _("Cấp Giấy xác nhận tình trạng hôn nhân"),
        "066201008901", "Lê Quốc Huy", "H99.31",
        _("24 tuổi, độc thân, chưa xin giấy này lần nào."),
    ),
    (
        "civil_status_copy", _("Cấp bản sao trích lục hộ tịch"), "066192002345", "Trần Thị Mai", "H99.31",
        _("Xin bản sao, nộp 8.000 đ mỗi bản bằng VietQR."),
    ),
    (
        "social_pension", _("Trợ cấp hưu trí xã hội"), "066144005678", "Phạm Thị Sáu", "H99.31",
        _("82 tuổi, không có lương hưu, chưa hưởng trợ cấp."),
    ),
    (
        "temporary_residence", _("Đăng ký tạm trú"), "066199006677", "Phan Thị Ngọc", "H99.32",
        _("Thuê phòng của ông Hoàng Minh Tuấn (066082004455) ở xã Thanh Lâm; lệ phí 7.000 đ."),
    ),
    (
        "household_business_registration", _("Đăng ký thành lập hộ kinh doanh"),
        "049187002233", "Bùi Thị Hạnh", "H99.32",
        _("Muốn mở tiệm may tại nhà, chưa đứng tên hộ kinh doanh nào."),
    ),
    (
        "building_permit_new", _("Giấy phép xây dựng nhà ở riêng lẻ"), "066082004455", "Hoàng Minh Tuấn", "H99.32",
        _("Có thửa đất ở 312,5 m² (DK 123456), chưa xin phép xây dựng."),
    ),
)  # fmt: skip
NAMES = ("procedure", "title", "personal_id", "who", "agency", "why")


def what_to_try() -> list[dict[str, str]]:
    """`{procedure, title, personal_id, who, agency, why}` for each of the eight, in the order of a life; in Vietnamese,
    marked for whoever shows it in another language."""
    return [dict(zip(NAMES, each, strict=True)) for each in TRY]
