from motcua.feedback.models.invitation import Invitation
from motcua.feedback.models.rating import Rating

__all__ = ["Invitation", "Rating"]
