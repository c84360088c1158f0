from django.db import models

from motcua.plans.models.item import Item


class Target(Item):
    """A figure to be reached. `indicator` names the criterion its value comes from; empty: entered by a person."""

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="targets")
    metric = models.CharField(max_length=80, help_text="slug of the list of measures, or other")
    comparator = models.CharField(max_length=10)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    value_text = models.CharField(max_length=120, blank=True, help_text="a value that is no number")
    measure_unit = models.CharField(max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    period = models.JSONField(default=dict, help_text="from, until, every")
    scope = models.TextField(blank=True)
    condition = models.TextField(blank=True)
    kind = models.CharField(max_length=20, blank=True)
    indicator = models.CharField(max_length=40, blank=True)
    above = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="below", help_text="target of the plan above"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="target_place_in_plan"),
            models.CheckConstraint(
                condition=models.Q(state__in=["proposed", "confirmed", "dropped"]), name="target_known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0, confidence__lte=1), name="target_confidence_share"
            ),
        ]
