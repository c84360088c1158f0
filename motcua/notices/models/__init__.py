from motcua.notices.models.delivery import Delivery
from motcua.notices.models.notice import Notice
from motcua.notices.models.reader import Reader

__all__ = ["Delivery", "Notice", "Reader"]
