"""One plausible, invented data set for every template."""

# ruff: noqa: E501

from __future__ import annotations

from typing import Any

AGENCY = {"parent": "Ủy ban nhân dân tỉnh Thử Nghiệm", "name": "Ủy ban nhân dân xã Hòa Ẩn", "place": "Hòa Ẩn"}
SIGNER = {"authority": "TM. Ủy ban nhân dân", "title": "Chủ tịch", "name": "Nguyễn Thị Ánh Tuyết"}
COMMON = {"agency": AGENCY, "issued_on": "2026-02-05", "signer": SIGNER, "check_code": "7KM2P-9XQ4D"}
DOSSIER = {
    "dossier_code": "H15.50.05.13-260205-0975",
    "desk": "Trung tâm Phục vụ hành chính công xã Hòa Ẩn",
    "owner": "Đặng Thị Mỹ Duyên",
    "content": "Đăng ký khai sinh",
    "address": "Thôn Phước Thuận, xã Hòa Ẩn, tỉnh Thử Nghiệm",
    "phone": "0901 234 567",
    "email": "duyen@example.vn",
    "received_at": "2026-02-05T14:30",
}
CONTACT = {"name": "Trần Văn Ưng", "phone": "0257 3 111 222"}
PERSON = {
    "name": "Đặng Quỳnh Như",
    "birth": "2026-02-01",
    "sex": "Nữ",
    "ethnicity": "Kinh",
    "nationality": "Việt Nam",
    "birth_place": "Bệnh viện Đa khoa tỉnh Thử Nghiệm",
    "origin": "Xã Hòa Ẩn, tỉnh Thử Nghiệm",
    "personal_number": "001326000123",
    "identity": "Căn cước số 001195000123, Bộ Công an cấp ngày 02/03/2024",
    "residence": "Thôn Phước Thuận, xã Hòa Ẩn, tỉnh Thử Nghiệm",
}
REQUESTER = {"name": "Đặng Thị Mỹ Duyên", "identity": "Căn cước số 001195000123"}

SAMPLES: dict[str, dict[str, Any]] = {
    "plan": COMMON
    | {
        "kind": "Báo cáo",
        "about": "Tình hình thực hiện Kế hoạch số 12/KH-UBND",
        "bases": ["Căn cứ Quyết định số 1565/QĐ-TTg ngày 18/7/2025 của Thủ tướng Chính phủ;"],
        "sections": [{"title": "I. Chỉ tiêu", "lines": ["Đạt 3 trên 4 chỉ tiêu."], "head": ["STT", "Chỉ tiêu"], "widths": [12, 0], "body": [["1", "Hồ sơ trực tuyến do bà Mỹ Duyên theo dõi"]]}],
        "annexes": [{"title": "Danh mục nhiệm vụ", "head": ["STT", "Nhiệm vụ", "Sản phẩm"], "widths": [12, 0, 60], "body": [["1", "Mở lớp", "Báo cáo"]]}],
        "recipients": ["UBND tỉnh"],
    },
    "arrival-slip": COMMON
    | DOSSIER
    | {
        "parts": [{"name": "Giấy chứng sinh", "originals": 1, "copies": 0, "files": [{"name": "giay.jpg"}]}],
        "sealed_sha256": "b" * 64,
        "answer_by": "2026-02-06T14:30",
        "lookup": "http://127.0.0.1:8000/tra-cuu/H15.50.05.13-260205-0975/",
    },
    "form-07-register": COMMON
    | {
        "period": "Tháng 02 năm 2026",
        "printed_by": "Võ Đình Khuê",
        "rows": [{"number": "1", "code": "H15.50.05.13-260205-0975", "procedure": "Đăng ký khai sinh", "sets": 1, "owner": "Đặng Thị Mỹ Duyên", "contact": "Thôn Phước Thuận, 0901 234 567", "solving": "UBND xã Hòa Ẩn", "received": "2026-02-05T14:30", "due": "2026-02-06T17:00", "passed": "2026-02-05T15:00", "finished": "2026-02-06T09:00", "returned": "2026-02-06T10:00", "how": "Nhận bản điện tử", "note": ""}],
    },
    "form-01-receipt": COMMON
    | DOSSIER
    | {
        "identity_number": "001195000123",
        "parts": [
            {
                "name": "Giấy chứng sinh",
                "originals": 1,
                "copies": 0,
                "files": [{"name": "giay-chung-sinh.jpg", "size": "1,2 MB", "sha256": "a" * 64}],
            },
            {"name": "Tờ khai đăng ký khai sinh", "originals": 1, "copies": 0},
        ],
        "limit": "Trong ngày làm việc",
        "due_at": "2026-02-05T17:00",
        "return_by": "Nhận bản điện tử trên Cổng dịch vụ công",
        "fee": "Miễn lệ phí",
        "book": "01/2026",
        "book_number": "0975",
        "receiver": CONTACT,
    },
    "form-02-supplement": COMMON
    | DOSSIER
    | {
        "number": "05/HDHS",
        "items": [
            {"name": "Giấy chứng sinh", "originals": 1, "note": "Ảnh mờ, không đọc được ngày sinh của trẻ"},
            {"name": "Văn bản ủy quyền", "certified": 1},
        ],
        "reason": "Chưa đọc được ngày sinh của trẻ trên giấy chứng sinh.",
        "answer_by": "2026-02-12T17:00",
        "lookup": "http://127.0.0.1:8000/ho-so/",
        "contact": CONTACT,
    },
    "form-03-refusal": COMMON
    | DOSSIER
    | {
        "number": "02/TCHS",
        "reason": "Việc này thuộc thẩm quyền của Ủy ban nhân dân xã khác.",
        "basis": "Điều 13 Luật Hộ tịch số 60/2014/QH13",
        "advice": "Nộp hồ sơ tại nơi cư trú của cha hoặc mẹ.",
        "appeal": "Nếu không đồng ý, ông/bà có quyền khiếu nại tới Chủ tịch Ủy ban nhân dân xã, trong 90 ngày.",
        "contact": CONTACT,
    },
    "form-04-apology": COMMON
    | DOSSIER
    | {
        "number": "15/UBND-VP",
        "promised_at": "2026-02-05T17:00",
        "at_fault": "Phòng Văn hóa - Xã hội",
        "reason": "Hệ thống kết nối dữ liệu dân cư tạm dừng.",
        "new_due_at": "2026-02-06T17:00",
        "return_place": "Trung tâm Phục vụ hành chính công xã Hòa Ẩn",
    },
    "form-05-stop": COMMON
    | DOSSIER
    | {
        "number": "07/TB-UBND",
        "reason": "Trẻ đã được đăng ký khai sinh tại nơi khác.",
        "basis": "Điều 14 Luật Hộ tịch số 60/2014/QH13",
        "fee_note": "Không thu.",
        "appeal": "Nếu không đồng ý, ông/bà có quyền khiếu nại tới Chủ tịch Ủy ban nhân dân xã.",
    },
    "form-06-control": COMMON
    | DOSSIER
    | {
        "due_at": "2026-02-05T17:00",
        "solving": "Phòng Tư pháp - Hộ tịch",
        "rows": [
            {"giver": "Trần Văn Ưng", "receiver": "Lê Thị Hạ", "at": "2026-02-05T14:40", "outcome": "Đúng hạn"},
            {"giver": "Lê Thị Hạ", "receiver": "Nguyễn Thị Ánh Tuyết", "at": "2026-02-05T15:40", "outcome": "Trước hạn"},
        ],
    },
    "result-birth-certificate": COMMON
    | {
        "number": "05/2026",
        "person": PERSON,
        "mother": {
            "name": "Đặng Thị Mỹ Duyên",
            "birth": "1995",
            "ethnicity": "Kinh",
            "nationality": "Việt Nam",
            "residence": PERSON["residence"],
        },
        "requester": REQUESTER,
    },
    "result-death-extract": COMMON
    | {
        "number": "05/TLKT",
        "person": PERSON
        | {
            "name": "Phạm Văn Ngỡi",
            "birth": "1941",
            "sex": "Nam",
            "died_at": "2026-02-01T03:15",
            "died_words": "Ngày mùng một, tháng hai, năm hai nghìn không trăm hai mươi sáu",
            "died_place": "Tại nhà",
            "cause": "Tuổi già",
            "notice": "03/GBT, Trạm Y tế xã Hòa Ẩn cấp ngày 01/02/2026",
        },
        "requester": REQUESTER,
    },
    "result-marital-status": COMMON
    | {
        "number": "05/UBND-XNTTHN",
        "person": PERSON | {"birth": "1998-12-31"},
        "requester": REQUESTER,
        "status": "Chưa đăng ký kết hôn với ai",
        "period": "Thôn Phước Thuận, từ ngày 31/12/2016 đến nay",
        "purpose": "Đăng ký kết hôn",
        "partner": "anh Lý Hữu Bường, sinh ngày 02/03/1996",
        "valid_to": "2026-08-05",
    },
    "result-civil-status-copy": COMMON
    | {
        "number": "11/TLBS",
        "event": "kết hôn",
        "sections": [
            {"title": "Bên nữ", "rows": [{"label": "Họ, chữ đệm, tên", "value": "Đặng Thị Mỹ Duyên"}, {"label": "Ngày sinh", "value": "1995-04-30"}]},
            {"title": "Bên nam", "rows": [{"label": "Họ, chữ đệm, tên", "value": "Lý Hữu Bường"}, {"label": "Ngày sinh", "value": "1994"}]},
        ],
        "registered_at": "Ủy ban nhân dân xã Hòa Ẩn",
        "registered_on": "2020-01-02",
        "registry": "03/2020",
        "requester": REQUESTER,
    },
    "result-social-pension": COMMON
    | {
        "number": "105/QĐ-UBND",
        "bases": ["Căn cứ Luật Bảo hiểm xã hội ngày 29 tháng 6 năm 2024", "Xét đề nghị của Phòng Văn hóa - Xã hội"],
        "person": PERSON | {"name": "Phạm Văn Ngỡi", "birth": "1941", "sex": "Nam"},
        "amount": 500_000,
        "from": "2026-03-01",
        "payment": "Chuyển khoản",
        "recipients": ["Như Điều 3", "Phòng Văn hóa - Xã hội"],
    },
    "result-temporary-residence": COMMON
    | {
        "agency": {"parent": "Công an tỉnh Thử Nghiệm", "name": "Công an xã Hòa Ẩn", "place": "Hòa Ẩn"},
        "signer": {"authority": "", "title": "Trưởng Công an xã", "name": "Hồ Sĩ Quế"},
        "number": "21/XN-CA",
        "person": PERSON | {"permanent": "Xã Vĩnh Thạnh, tỉnh Thử Nghiệm"},
        "residence": "Số 5, thôn Phước Thuận, xã Hòa Ẩn",
        "from": "2026-02-05",
        "until": "2028-02-04",
        "head": "Lý Hữu Bường",
        "relation": "Ở thuê",
        "members": [{"name": "Đặng Quỳnh Như", "birth": "2026-02-01", "sex": "Nữ", "personal_number": "001326000123", "relation": "Con"}],
    },
    "result-confirmation": COMMON
    | {
        "number": "03/XN",
        "title": "Giấy xác nhận điểm đặt tổ ong",
        "sections": [{"title": "Điểm đặt tổ", "rows": [{"label": "Số tổ", "value": 3}, {"label": "Đặt từ ngày", "value": "2026-02-05"}, {"label": "Ghi chú"}]}],
        "requester": REQUESTER,
    },
    "result-household-business": COMMON
    | {
        "agency": {"parent": "Ủy ban nhân dân xã Hòa Ẩn", "name": "Phòng Kinh tế", "place": "Hòa Ẩn"},
        "signer": {"authority": "", "title": "Trưởng phòng", "name": "Võ Đình Khuê"},
        "business_code": "001195000123",
        "business_name": "Hộ kinh doanh Tạp hóa Mỹ Duyên",
        "address": "Chợ Phước Thuận, xã Hòa Ẩn",
        "phone": "0901 234 567",
        "lines": [{"code": "4711", "name": "Bán lẻ lương thực, thực phẩm, đồ uống", "main": True}, {"code": "5610", "name": "Nhà hàng và dịch vụ ăn uống lưu động"}],
        "capital": 100_000_000,
        "owner": PERSON | {"name": "Đặng Thị Mỹ Duyên", "birth": "1995-04-30"},
    },
    "result-building-permit": COMMON
    | {
        "number": "08/GPXD",
        "owner": PERSON | {"name": "Lý Hữu Bường", "address": "Thôn Phước Thuận, xã Hòa Ẩn"},
        "work": "Nhà ở riêng lẻ",
        "design": "Bản vẽ số 01/2026",
        "designer": "Công ty TNHH Kiến trúc Ẩn Hòa",
        "location": "Thửa đất số 125, tờ bản đồ số 07, thôn Phước Thuận",
        "building": {
            "ground_level": "+0,45 m so với mặt đường",
            "density": "80 %; 1,6 lần",
            "boundary": "Theo trích lục bản đồ địa chính",
            "ground_floor": "96 m²",
            "floor_area": "180 m²",
            "height": "8,2 m; 02 tầng",
        },
        "land_paper": "Giấy chứng nhận quyền sử dụng đất số CĐ 123456, cấp ngày 03/05/2019",
        "valid_to": "2027-02-05",
    },
    "fee-receipt": COMMON
    | {
        "agency": AGENCY | {"tax_code": "4400123456", "address": "Thôn Trung, xã Hòa Ẩn"},
        "form_sign": "02BLP0-001",
        "series_sign": "AA-26E",
        "receipt_number": "0000125",
        "payer": "Đặng Thị Mỹ Duyên",
        "payer_address": "Thôn Phước Thuận, xã Hòa Ẩn",
        "payer_number": "001195000123",
        "reference": "H15.50.05.13-260205-0975",
        "lines": [{"name": "Lệ phí cấp giấy phép xây dựng", "amount": 75_000, "note": "Nộp trực tuyến"}, {"name": "Phí sao trích lục", "amount": 1_175_000}],
        "amount": 1_250_000,
        "payment": "Chuyển khoản qua mã VietQR",
        "paid_at": "2026-02-05T14:35",
        "collector": "Trần Văn Ưng",
    },
    "declaration": COMMON
    | {
        "title": "Tờ khai đăng ký khai sinh",
        "addressee": "Ủy ban nhân dân xã Hòa Ẩn",
        "sections": [
            {"title": "Người yêu cầu", "rows": [{"label": "Họ, chữ đệm, tên", "value": "Đặng Thị Mỹ Duyên"}, {"label": "Nơi cư trú", "value": ""}]},
            {"title": "Con", "rows": [{"label": "Ngày sinh", "value": "2026-02-01"}], "table": {"head": ["Họ tên", "Ngày sinh"], "rows": [["Đặng Quỳnh Như", "2026-02-01"]]}},
        ],
        "declarant": "Đặng Thị Mỹ Duyên",
        "place": "Hòa Ẩn",
        "dossier_code": "H15.50.05.13-260205-0975",
        "submitted_at": "2026-02-05T14:30",
    },
}  # fmt: skip
