from motcua.payments.models.attempt import Attempt
from motcua.payments.models.bill import Bill
from motcua.payments.models.movement import Movement
from motcua.payments.models.receipt import Receipt
from motcua.payments.models.refund import Refund

__all__ = ["Attempt", "Bill", "Movement", "Receipt", "Refund"]
