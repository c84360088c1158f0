from motcua.catalogue.models.procedure import Procedure
from motcua.catalogue.models.procedure_version import ProcedureVersion

__all__ = ["Procedure", "ProcedureVersion"]
