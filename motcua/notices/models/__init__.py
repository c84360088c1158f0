from motcua.notices.models.delivery import Delivery
from motcua.notices.models.notice import Notice

__all__ = ["Delivery", "Notice"]
