from motcua.dossiers.models.apology import Apology
from motcua.dossiers.models.clock_pause import ClockPause
from motcua.dossiers.models.day_sequence import DaySequence
from motcua.dossiers.models.dossier import Dossier
from motcua.dossiers.models.dossier_form import DossierForm
from motcua.dossiers.models.fee_relief import FeeRelief
from motcua.dossiers.models.form_number import FormNumber
from motcua.dossiers.models.hand_over import HandOver
from motcua.dossiers.models.opinion_request import OpinionRequest
from motcua.dossiers.models.paper_blank import PaperBlank
from motcua.dossiers.models.part import Part
from motcua.dossiers.models.result import Result
from motcua.dossiers.models.sole_claim import SoleClaim
from motcua.dossiers.models.step import Step
from motcua.dossiers.models.supplement_request import SupplementRequest

__all__ = [
    "Apology",
    "ClockPause",
    "DaySequence",
    "Dossier",
    "DossierForm",
    "FeeRelief",
    "FormNumber",
    "HandOver",
    "OpinionRequest",
    "PaperBlank",
    "Part",
    "Result",
    "SoleClaim",
    "Step",
    "SupplementRequest",
]
