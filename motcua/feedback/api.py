"""The door of feedback."""

from motcua.feedback.actions.invite import invite
from motcua.feedback.actions.rate import rate
from motcua.feedback.events import Rated
from motcua.feedback.models import Rating
from motcua.feedback.reasons import REASONS
from motcua.feedback.selectors import comments_for, invitation_by_token, token_to_rate
from motcua.feedback.tokens import token_of

__all__ = [
    "REASONS",
    "Rated",
    "Rating",
    "comments_for",
    "invitation_by_token",
    "invite",
    "rate",
    "token_of",
    "token_to_rate",
]
