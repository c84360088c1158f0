from motcua.directory.models.agency import Agency
from motcua.directory.models.delegation import Delegation
from motcua.directory.models.failed_attempt import FailedAttempt
from motcua.directory.models.open_session import OpenSession
from motcua.directory.models.organisation import Organisation
from motcua.directory.models.person import Person
from motcua.directory.models.representation import Representation
from motcua.directory.models.role_grant import RoleGrant
from motcua.directory.models.staff import Staff
from motcua.directory.models.unit import Unit
from motcua.directory.models.used_password import UsedPassword
from motcua.directory.models.user import User

__all__ = [
    "Agency",
    "Delegation",
    "FailedAttempt",
    "OpenSession",
    "Organisation",
    "Person",
    "Representation",
    "RoleGrant",
    "Staff",
    "Unit",
    "UsedPassword",
    "User",
]
