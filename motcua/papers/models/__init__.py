from motcua.papers.models.issued_paper import IssuedPaper
from motcua.papers.models.number import Number
from motcua.papers.models.number_series import NumberSeries

__all__ = ["IssuedPaper", "Number", "NumberSeries"]
