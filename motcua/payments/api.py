"""The door of payments: bills for any reference, and the truth about money."""

from motcua.payments.actions.cancel_bill import cancel_bill
from motcua.payments.actions.hear_of_money import Arrival, hear_of_money
from motcua.payments.actions.open_bill import open_bill
from motcua.payments.actions.settle_question import ask_refund, assign, mark_refunded
from motcua.payments.actions.start_attempt import start_attempt
from motcua.payments.actions.take_cash import take_cash
from motcua.payments.events import BillSettled, Questioned
from motcua.payments.models import Attempt, Bill, Movement, Receipt
from motcua.payments.notices import hear_notice
from motcua.payments.selectors import bill_for, bill_seen_by, missing_payments, money_questions, open_attempt
from motcua.payments.states import BillState, MovementState, Question
from motcua.payments.tasks.ask_bank import ask_about

__all__ = [
    "Arrival",
    "Attempt",
    "Bill",
    "BillSettled",
    "BillState",
    "Movement",
    "MovementState",
    "Question",
    "Questioned",
    "Receipt",
    "ask_about",
    "ask_refund",
    "assign",
    "bill_for",
    "bill_seen_by",
    "cancel_bill",
    "hear_notice",
    "hear_of_money",
    "mark_refunded",
    "missing_payments",
    "money_questions",
    "open_attempt",
    "open_bill",
    "start_attempt",
    "take_cash",
]
