"""Evaluation and candidate: the two parents that every write goes through."""

from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils.translation import gettext_lazy as _

from audits.frameworks.catalog import Catalog, catalog
from audits.frameworks.models import FrameworkVersion
from audits.kit import clock
from audits.kit.refusals import Decided
from audits.people.constraints import SameWorkspace
from audits.people.models import User
from audits.people.rows import Row, pair
from audits.scoring.framework import Crm, Framework
from audits.vendors.models import Vendor


class Mode(models.TextChoices):
    """Who gives points: the lead alone, or a panel in blind rounds."""

    SOLO = "solo", _("Solo: the lead gives the points")
    PANEL = "panel", _("Panel: each panelist scores blind")


class Status(models.TextChoices):
    OPEN = "open", _("Open")
    DECIDED = "decided", _("Decided")


class EvaluationQuerySet(models.QuerySet["Evaluation"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def current(self) -> Self:
        return self.filter(archived_at=None)

    def seen_by(self, user_id: UUID, workspace: str) -> Self:
        """As `CandidateQuerySet.seen_by`, with the workspace loaded."""
        return (
            self.filter(
                workspace__slug=workspace,
                workspace__memberships__user_id=user_id,
                workspace__memberships__ended_at=None,
            )
            .annotate(role=F("workspace__memberships__role"))
            .select_related("workspace")
        )

    def declared_by(self, user_id: UUID) -> Self:
        """Each with that person's own declaration and the ruling on it, in the same query."""
        own = FilteredRelation("declarations", condition=Q(declarations__person_id=user_id))
        return self.alias(own=own).annotate(interest=F("own__interest"), ruling=F("own__ruling"))


class Evaluation(Row):
    """One purchase: candidates scored on one framework version for the CRMs it must sync with."""

    number = models.PositiveIntegerField()
    title = models.CharField(_("title"), max_length=200)
    framework = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="evaluations")
    mode = models.CharField(_("mode"), max_length=10, choices=Mode.choices, default=Mode.SOLO)
    # Slugs of the CRMs that this purchase must sync with.
    crms = models.JSONField(_("CRMs"))
    # Names of the buyer's own objects that the vendors are to show (R039).
    custom_objects = models.JSONField(_("custom objects"), default=list)
    # "Not used by us": [{crm, object, reason, author, at}], waived on every candidate.
    unused_objects = models.JSONField(default=list)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.OPEN)
    revision = models.PositiveIntegerField(default=1)
    # Rounds narrow the candidates down to a shortlist.
    round = models.PositiveIntegerField(default=1)
    change = models.PositiveBigIntegerField(default=0)
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = EvaluationQuerySet.as_manager()
    # The reader's role where `seen_by`, and their declaration where `declared_by` fetched the row.
    role: str
    interest: str | None
    ruling: str | None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="evaluations_in_workspace"),
            models.UniqueConstraint(fields=["workspace", "number"], name="evaluations_number_once"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="evaluations_status"),
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="evaluations_mode"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="evaluations_revision"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def code(self) -> str:
        """The short name people quote: EV-0007."""
        return f"EV-{self.number:04d}"

    @property
    def is_open(self) -> bool:
        return self.status == Status.OPEN

    @property
    def is_panel(self) -> bool:
        """Each panelist scores blind, and the lead reveals."""
        return self.mode == Mode.PANEL

    @property
    def catalog(self) -> Catalog:
        return catalog(self.framework_id)

    @property
    def document(self) -> Framework:
        """The pinned framework's document."""
        return self.catalog.framework

    @property
    def required_crms(self) -> tuple[Crm, ...]:
        """The CRMs with their required objects, in the framework's order."""
        return tuple(crm for crm in self.document.crms if crm.slug in self.crms)

    def touch(self) -> None:
        """The conditional parent update of a write on the evaluation itself; `Decided` when closed.

        It is the first statement of the transaction, so a save and a decision exclude each other
        on SQLite and PostgreSQL alike.
        """
        touched = Evaluation.objects.filter(pk=self.pk, status=Status.OPEN).update(change=F("change") + 1)
        if not touched:
            raise Decided(str(_("This evaluation is decided. Reopen it to change anything.")))
        self.change += 1

    def hold(self) -> None:
        """Locks the row for a write on what a decision leaves open, such as the next number."""
        Evaluation.objects.filter(pk=self.pk).update(number=F("number"))


class CandidateQuerySet(models.QuerySet["Candidate"]):
    def for_workspace(self, workspace_id: UUID) -> Self:
        return self.filter(workspace_id=workspace_id)

    def running(self) -> Self:
        """Still in the race: neither withdrawn here nor in an archived evaluation."""
        return self.filter(archived_at=None)

    def shortlisted(self) -> Self:
        """In the race, and not left out at the end of a round."""
        return self.running().filter(left_round=None)

    def with_parents(self) -> Self:
        return self.select_related("evaluation", "vendor")

    def seen_by(self, user_id: UUID, workspace: str) -> Self:
        """Candidates of the workspace with that slug, each with the user's role there as `role`.

        One query that fetches and authorises at once, for the hot paths.
        """
        return self.filter(
            workspace__slug=workspace,
            workspace__memberships__user_id=user_id,
            workspace__memberships__ended_at=None,
        ).annotate(role=F("workspace__memberships__role"))

    def declared_by(self, user_id: UUID) -> Self:
        """As for evaluations, of the candidate's evaluation."""
        theirs = Q(evaluation__declarations__person_id=user_id)
        own = FilteredRelation("evaluation__declarations", condition=theirs)
        return self.alias(own=own).annotate(interest=F("own__interest"), ruling=F("own__ruling"))


class Candidate(Row):
    """A vendor in an evaluation; the parent row of its answers, objects and scores."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="candidates")
    vendor = models.ForeignKey(Vendor, models.PROTECT, related_name="candidates")
    # Counts every write under it: the ETag of pages and polls.
    change = models.PositiveBigIntegerField(default=0)
    # Mirrors the evaluation's status, so that one row update both checks and locks.
    is_open = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)
    archived_at = models.DateTimeField(null=True, blank=True)
    # Panel mode: when the panelists' own points were laid open and frozen, and by whom; for good.
    revealed_at = models.DateTimeField(null=True, blank=True)
    revealed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    # Left out of the shortlist: at the end of which round, and why. What was recorded stays.
    left_round = models.PositiveIntegerField(null=True, blank=True)
    left_reason = models.TextField(blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    left_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = CandidateQuerySet.as_manager()
    # The reader's role where `seen_by`, and their declaration where `declared_by` fetched the row.
    role: str
    interest: str | None
    ruling: str | None

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "id"], name="evaluations_candidate_in_workspace"),
            models.UniqueConstraint(fields=["evaluation", "vendor"], name="evaluations_candidate_once"),
            SameWorkspace(field="evaluation", name="evaluations_candidate_same_workspace"),
            SameWorkspace(field="vendor", name="evaluations_candidate_vendor_same_workspace"),
            pair("revealed_at", "revealed_by", "evaluations_candidate_revealed_pair"),
            pair("left_at", "left_by", "evaluations_candidate_left_pair"),
            models.CheckConstraint(
                condition=Q(left_round=None, left_at=None) | Q(left_round__gte=1, left_at__isnull=False),
                name="evaluations_candidate_left_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.vendor)

    @property
    def is_blind(self) -> bool:
        """Its panelists' points are still hidden from each other; the evaluation must be loaded."""
        return self.evaluation.is_panel and self.revealed_at is None

    def hold(self) -> None:
        """Locks the row for a write that is no change of its own; `Decided` when closed."""
        if not Candidate.objects.filter(pk=self.pk, is_open=True).update(is_open=True):
            raise Decided(str(_("This evaluation is decided. What it froze is read-only.")))

    def touch(self) -> None:
        """The conditional parent update: first statement of every save; `Decided` when closed.

        Its row lock orders the saves of one candidate and excludes the decision (threat 61).
        """
        if not Candidate.objects.filter(pk=self.pk, is_open=True).update(change=F("change") + 1):
            raise Decided(str(_("This evaluation is decided. What it froze is read-only.")))
        self.change += 1

    def follow(self) -> None:
        """The parent update of what stays open after a decision: first statement of every such save.

        Its row lock orders them among each other and against the decision, which holds the row too.
        """
        Candidate.objects.filter(pk=self.pk).update(change=F("change") + 1)
        self.change += 1
