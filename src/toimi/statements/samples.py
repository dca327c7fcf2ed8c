"""Automatic statements drawn by lot, and what was said who decided them anew: the tables of ``drawing`` and ``redeciding``."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from toimi.statements.commissioning import Commissioning


class Sample(models.Model):
    """An automatic statement that was drawn; append-only.

    Attributes:
        subjects: those for which it was drawn: of each, every statement had the same chance.
        grounds: keys of the provisions that it names.
    """

    statement = models.OneToOneField("statements.Statement", models.PROTECT, related_name="sample")
    commissioning = models.ForeignKey(Commissioning, models.PROTECT, related_name="samples")
    person = models.BigIntegerField()
    subjects = ArrayField(models.CharField(max_length=30))
    grounds = ArrayField(models.CharField(max_length=200))
    drawn_on = models.DateField()

    class Meta:
        """By decision."""

        indexes = [models.Index(fields=["commissioning", "id"], name="sample_of_commissioning")]

    def __str__(self) -> str:
        return f"sample {self.pk}"


class Redecision(models.Model):
    """A sample was decided anew, blind; append-only.

    Attributes:
        stretches: from, until, outcome, citation of the ground, as the official gave them.
        differing: from, until, outcome of the statement, outcome and ground of the official; empty if they agree.
        grounds: citations that the official named on the differing days.
    """

    sample = models.OneToOneField(Sample, models.PROTECT, related_name="redecision")
    official = models.UUIDField()
    stretches = models.JSONField()
    differing = models.JSONField()
    grounds = ArrayField(models.CharField(max_length=40))
    agrees = models.BooleanField()
    decided_on = models.DateField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        """It agrees where nothing differs."""

        constraints = [
            models.CheckConstraint(
                condition=Q(agrees=True, differing=[]) | Q(agrees=False) & ~Q(differing=[]), name="redecision_agrees"
            )
        ]

    def __str__(self) -> str:
        return f"redecision {self.pk}"
