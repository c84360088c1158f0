from motcua.catalogue.models.local_fee import LocalFee
from motcua.catalogue.models.procedure import Procedure
from motcua.catalogue.models.procedure_version import ProcedureVersion

__all__ = ["LocalFee", "Procedure", "ProcedureVersion"]
