"""The columns of a spreadsheet of tasks and of targets, as agencies keep them, and of how the tasks stand."""

from __future__ import annotations

TASK_SHEET = "Nhiệm vụ"
TARGET_SHEET = "Chỉ tiêu"
PLAN_SHEET = "Kế hoạch"
STATE_SHEET = "Tình hình"
TASK_COLUMNS = {
    "number": "STT",
    "text": "Nhiệm vụ",
    "product": "Sản phẩm",
    "lead": "Cơ quan chủ trì",
    "coordinating": "Cơ quan phối hợp",
    "deadline_raw": "Thời gian hoàn thành",
}
TARGET_COLUMNS = {
    "number": "STT",
    "text": "Chỉ tiêu",
    "metric": "Mã chỉ số",
    "comparator": "So sánh",
    "value": "Giá trị",
    "measure_unit": "Đơn vị tính",
    "year": "Năm",
    "scope": "Phạm vi",
    "condition": "Điều kiện",
    "from": "Từ năm",
    "until": "Đến",
    "every": "Lặp lại",
    "kind": "Loại",
}
STATE_COLUMNS = {
    "number": "STT",
    "text": "Nhiệm vụ",
    "group": "Nhóm nhiệm vụ",
    "period": "Kỳ",
    "due": "Hạn",
    "stage": "Tình trạng",
    "delivered": "Sản phẩm đã nộp",
    "files": "Tệp minh chứng",
    "closed": "Ngày nộp",
    "checked": "Kiểm tra",
}
EACH_YEAR = "hằng năm"
PLAN_ROWS = {"title": "Tên kế hoạch", "number": "Số", "date": "Ngày"}
