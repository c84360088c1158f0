"""The door of the workroom: what other rooms may ask of dossiers."""

from motcua.dossiers.actions.accept import accept
from motcua.dossiers.actions.answer_supplement import HandedIn, answer_supplement
from motcua.dossiers.actions.ask_apology import ask_apology
from motcua.dossiers.actions.ask_fee import ask_fee
from motcua.dossiers.actions.ask_opinion import ask_opinion
from motcua.dossiers.actions.ask_return_fee import ask_return_fee
from motcua.dossiers.actions.ask_supplement import ask_supplement
from motcua.dossiers.actions.check_parts import check_parts
from motcua.dossiers.actions.correct_result import correct_result
from motcua.dossiers.actions.decline_apology import decline_apology
from motcua.dossiers.actions.decline_correction import decline_correction
from motcua.dossiers.actions.draft_result import draft_result
from motcua.dossiers.actions.export_evidence import export_evidence
from motcua.dossiers.actions.finish_step import finish_step
from motcua.dossiers.actions.give_opinion import give_opinion
from motcua.dossiers.actions.hand_over import hand_over, receive_hand_over
from motcua.dossiers.actions.open_result import open_result, result_in_vault
from motcua.dossiers.actions.pass_on import pass_on
from motcua.dossiers.actions.print_register import print_register
from motcua.dossiers.actions.refuse import RefusalReason, refuse
from motcua.dossiers.actions.release import release
from motcua.dossiers.actions.relieve_fee import relieve_fee
from motcua.dossiers.actions.replace_blank import replace_blank
from motcua.dossiers.actions.return_result import return_result
from motcua.dossiers.actions.return_step import return_step
from motcua.dossiers.actions.revoke_result import revoke_result
from motcua.dossiers.actions.sign_apology import sign_apologies, sign_apology
from motcua.dossiers.actions.sign_result import sign_result, sign_results
from motcua.dossiers.actions.spoil_blank import spoil_blank
from motcua.dossiers.actions.stop import stop
from motcua.dossiers.actions.submit import submit
from motcua.dossiers.actions.take import take
from motcua.dossiers.actions.withdraw import withdraw
from motcua.dossiers.blanks import BlankSaid, blanks_said, blanks_to_replace
from motcua.dossiers.circumstances import Circumstances
from motcua.dossiers.codes import (
    SIGNED,
    UNSIGNED,
    ApologyState,
    DeviceClass,
    FeeState,
    FiledAs,
    FormCode,
    HelpKind,
    ItemVerdict,
    Opinion,
    PartCheck,
    PartSource,
    PlaceKind,
    ResultState,
    StepState,
)
from motcua.dossiers.corrections import (
    being_corrected,
    corrections_signed_by,
    in_place,
    issuer_of_result,
    replaced_words,
    to_hand_out,
    under_correction,
)
from motcua.dossiers.errors import AlreadyFiled, Incomplete, MissingFile, NotNow, Stale, Taken
from motcua.dossiers.events import (
    Accepted,
    Apologised,
    BlankGiven,
    BlankSpoiled,
    CorrectionAsked,
    CorrectionDeclined,
    CorrectionReturned,
    DossierEvent,
    DueSoon,
    FeeAsked,
    FeeKept,
    FeePaid,
    FeeRelieved,
    FormMade,
    HandedOver,
    HandOverReceived,
    OpinionAsked,
    OpinionGiven,
    Overdue,
    PartsChecked,
    PassedOn,
    RefundAsked,
    Refunded,
    RefundOrdered,
    Refused,
    ResultCorrected,
    ResultDrafted,
    ResultReturned,
    ResultRevoked,
    ResultSigned,
    SignAsked,
    SignFailed,
    StepClaimed,
    StepFinished,
    StepOpened,
    StepReleased,
    StepReturned,
    Stopped,
    Submitted,
    SupplementAnswered,
    SupplementAsked,
    SupplementClosed,
    Withdrawn,
)
from motcua.dossiers.evidence import faults_of
from motcua.dossiers.facts import clock_of, desk_of, limit_of, promise_clock, send_apology_by, subject_of
from motcua.dossiers.fees import assess_fees, bill_lines, grantable
from motcua.dossiers.handing_in import keep_uploads, open_request
from motcua.dossiers.in_charge import apology_to_sign, who_sign_apology
from motcua.dossiers.meant_for import colleagues_meant, may_be_theirs
from motcua.dossiers.models import (
    Apology,
    ClockPause,
    Dossier,
    DossierForm,
    FeeRelief,
    HandOver,
    OpinionRequest,
    PaperBlank,
    Part,
    Result,
    Step,
    SupplementRequest,
)
from motcua.dossiers.policies import YOUR_OWN, is_for, is_own_business, may_export_evidence, may_file
from motcua.dossiers.selectors.addressees import handed_to
from motcua.dossiers.selectors.filters import SIGNERS, TO_CORRECT, Filter, conditions, open_dossiers
from motcua.dossiers.selectors.find import Track, dossier_for, my_dossiers, newest_dossiers, procedures_behind, track
from motcua.dossiers.selectors.history import (
    Happened,
    history,
    journal_of,
    record_read,
    replayed_status,
    who_looked,
)
from motcua.dossiers.selectors.late import Late, late_at
from motcua.dossiers.selectors.lateness import lateness
from motcua.dossiers.selectors.line import line_of
from motcua.dossiers.selectors.offers import (
    bill_to_pay,
    hand_over_to_confirm,
    offers,
    opinion_asked_of,
    results_in_force,
)
from motcua.dossiers.selectors.opening import Opening, opening
from motcua.dossiers.selectors.owner_view import refunds_of_dossier, results_given, revoked_among, surplus_of_dossier
from motcua.dossiers.selectors.progress import Progress, public_progress
from motcua.dossiers.selectors.search import found_by
from motcua.dossiers.selectors.seat import Seat, seat_of
from motcua.dossiers.selectors.work_list import (
    Wish,
    WorkList,
    WorkRow,
    opinions_to_give,
    to_sign,
    work_list,
)
from motcua.dossiers.sole import FiledBefore, filed_before
from motcua.dossiers.taken_back import is_left_something, is_taken_back, taken_back
from motcua.dossiers.words import APPEAL_ROUTE, DELIVERED, step_words
