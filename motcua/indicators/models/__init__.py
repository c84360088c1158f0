from motcua.indicators.models.fact import Fact
from motcua.indicators.models.reader import Reader

__all__ = ["Fact", "Reader"]
