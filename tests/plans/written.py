"""What a plan of a commune begins with, for tests that write the rest."""

HEAD = """ỦY BAN NHÂN DÂN
XÃ TÂN LỘC
Số: 15/KH-UBND
Tân Lộc, ngày 05 tháng 02 năm 2026
KẾ HOẠCH
Nâng cao chất lượng dịch vụ công trực tuyến năm 2026
"""
AIMS = "II. MỤC TIÊU\n1. Tỷ lệ hồ sơ trực tuyến đạt ít nhất 90%.\n2. Tỷ lệ hài lòng đạt ít nhất 95%.\n"
# The same of one whose head nothing is missing from.
MASTHEAD = """ỦY BAN NHÂN DÂN
XÃ SƠN TÂY
Số: 08/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Sơn Tây, ngày 10 tháng 8 năm 2025
KẾ HOẠCH
Nâng cao chất lượng dịch vụ công trực tuyến trên địa bàn xã Sơn Tây năm 2026
"""
