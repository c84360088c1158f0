"""The door of payments: bills for any reference, and the truth about money."""

from motcua.payments.actions.ask_refund import end_bills, hold_bills
from motcua.payments.actions.assign import assign
from motcua.payments.actions.cancel_bill import cancel_bill
from motcua.payments.actions.hear_of_money import Arrival, hear_of_money
from motcua.payments.actions.keep_fee import keep_fee
from motcua.payments.actions.mark_refunded import mark_refunded
from motcua.payments.actions.open_bill import open_bill, write_bill
from motcua.payments.actions.order_refund import order_refund, return_surplus
from motcua.payments.actions.start_attempt import start_attempt
from motcua.payments.actions.take_cash import take_cash
from motcua.payments.errors import RefundDecided
from motcua.payments.events import BillSettled, FeeKept, RefundAsked, Refunded, RefundOrdered
from motcua.payments.models import Attempt, Bill, Movement, Receipt, Refund
from motcua.payments.notices import hear_notice
from motcua.payments.policies import may_take_cash
from motcua.payments.purposes import known_purpose
from motcua.payments.receipt_xml import PaidFor, receipt_xml
from motcua.payments.selectors import (
    bill_for,
    bill_seen_by,
    missing_payments,
    money_questions,
    refunds_decided,
    refunds_of,
    refunds_to_do,
    surplus_looked_at,
)
from motcua.payments.states import COUNTER_QR, METHODS, BillState, MovementState, Question
from motcua.payments.tasks.ask_bank import ask_about
from motcua.rules.refunds import RefundCause, RefundState
