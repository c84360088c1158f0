from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from motcua.base.public_ids import new_public_id
from motcua.directory.api import Subject


class Draft(models.Model):
    """A form somebody is filling. One open draft per account, subject and procedure; sealed when it is submitted.

    Who filed, for whom, by which channel, from what device and place, with what help, and when is kept from the start:
    the minutes from sign-in to submission are counted from here.
    """

    class State(models.TextChoices):
        OPEN = "open", _("đang điền")
        SEALED = "sealed", _("đã nộp")
        ABANDONED = "abandoned", _("đã bỏ")

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    owner_ref = models.CharField(max_length=80, help_text="account that fills: person:<id> or organisation:<id>")
    owner = models.ForeignKey("directory.Person", on_delete=models.PROTECT, null=True, related_name="+")
    owner_organisation = models.ForeignKey(
        "directory.Organisation", on_delete=models.PROTECT, null=True, related_name="+"
    )
    applicant_key = models.CharField(max_length=16, help_text="number of the account's person or organisation")
    subject_kind = models.CharField(max_length=12)
    subject_key = models.CharField(max_length=16)
    procedure = models.CharField(max_length=80, help_text="the pack's id")
    procedure_version = models.ForeignKey("catalogue.ProcedureVersion", on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey("directory.Agency", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    context = models.JSONField(default=dict, help_text="what session prefills and conditions see")
    at_page = models.CharField(max_length=80, blank=True)
    at_field = models.CharField(max_length=80, blank=True)
    passed = models.JSONField(default=list, help_text="pages the person went through")
    source_states = models.JSONField(default=dict, help_text="source → found, absent, unmatched, down")
    unmatched = models.JSONField(default=list, help_text="fields whose person the population database did not confirm")
    to_look_up = models.BooleanField(
        default=False, help_text="something was saved that sources were not asked about yet"
    )
    people_asked = models.PositiveSmallIntegerField(
        default=0, help_text="tries to look up other people, right or wrong"
    )
    opened_at = models.DateTimeField()
    signing_in_at = models.DateTimeField(null=True, help_text="press on sign-in, before leaving for the provider")
    login_at = models.DateTimeField(null=True)
    last_saved_at = models.DateTimeField(null=True)
    active_seconds = models.PositiveIntegerField(default=0)
    page_seconds = models.JSONField(default=dict, help_text="page → seconds spent on it, as far as it was saved")
    sealed_at = models.DateTimeField(null=True)
    sealed = models.JSONField(null=True, help_text="the sealed form, exactly as it was handed to the dossier")
    ended_at = models.DateTimeField(null=True)
    channel = models.PositiveSmallIntegerField(help_text="rules.codes.Channel")
    device = models.CharField(max_length=12, default="unknown")
    place = models.CharField(max_length=40, blank=True, help_text="home, counter, kiosk, house_visit … where known")
    assisted_by = models.ForeignKey("directory.Staff", on_delete=models.PROTECT, null=True, related_name="+")
    assistance = models.CharField(max_length=40, blank=True, help_text="what help: told, typed, filed")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_ref", "subject_kind", "subject_key", "procedure"],
                condition=models.Q(state="open"),
                name="draft_one_open",
                violation_error_message=_("Ông/bà đang có một bản khai chưa nộp của thủ tục này."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "sealed", "abandoned"]), name="draft_known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(subject_kind__in=["person", "organisation"]), name="draft_known_subject_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(state="sealed", sealed_at__isnull=False, sealed__isnull=False)
                | (~models.Q(state="sealed") & models.Q(sealed_at__isnull=True, sealed__isnull=True)),
                name="draft_sealed_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["opened_at"], condition=models.Q(state="open"), name="draft_waiting"),
            models.Index(fields=["owner_ref", "state"], name="draft_of_owner"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.public_id} ({self.get_state_display()})"

    @property
    def subject(self) -> Subject:
        """For whom it is filled."""
        return Subject(self.subject_kind, self.subject_key)

    @property
    def stream(self) -> str:
        """The journal stream of this draft."""
        return f"draft:{self.public_id}"

    @property
    def conditions_see(self) -> dict[str, Any]:
        """The context of conditions and session prefills."""
        return dict(self.context)
