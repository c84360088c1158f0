"""Everything that can be done with a dossier at the desk: one deed a file, and the table of them."""

from motcua.desk.deeds.case import Case, Deed, Fields
from motcua.desk.deeds.table import DEEDS, deed_named

__all__ = ["DEEDS", "Case", "Deed", "Fields", "deed_named"]
