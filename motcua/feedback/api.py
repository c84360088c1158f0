"""The door of feedback."""

from motcua.feedback.actions.invite import invite
from motcua.feedback.actions.rate import rate
from motcua.feedback.models import Rating
from motcua.feedback.reasons import REASONS
from motcua.feedback.selectors import Remark, invitation_by_token, remarks, token_to_rate
from motcua.feedback.tokens import token_of
