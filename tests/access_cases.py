"""What the access tests need to know about each address. A new address, in the module of its area, needs:

- every new keyword of its path in `ARGUMENTS`, or in `ARGUMENTS_OF` where it means something else there;
- its name with the roles that may call it in `ROLES`, from the table of roles and not from its view;
- in `BODIES` (of `access_bodies` or its area) what its POST takes, and in `FOREIGN_BODIES` the same with
  foreign ids.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

from django.core.files.base import ContentFile

from audits.evaluations.actions.exhibits import attach_exhibit
from audits.evaluations.models import Capture, Demo, Trial, TrialTask
from audits.evaluations.models.decision import ReportFile, ReportKind
from audits.evidence.making import MadeStatus
from audits.evidence.models import Evidence
from audits.evidence.storage import evidence_storage
from audits.kit import clock
from audits.people import roles
from audits.people.actions import account
from audits.people.models import ApiToken, Invitation, User
from audits.people.roles import Role
from audits.vendors.models import Contact
from tests import access_bodies
from tests.access import AREAS
from tests.access_bodies import QUERIES
from tests.access_world import Tenant, Value, once
from tests.evidence.files import picture, upload
from tests.factories import make_actor


@once
def extra_member(tenant: Tenant) -> Any:
    return make_actor(tenant.workspace, Role.PANELIST, f"extra@{tenant.word}.example".lower())


@once
def invitation(tenant: Tenant) -> tuple[Invitation, str]:
    return Invitation.issue(
        workspace_id=tenant.workspace.pk,
        email=f"guest@{tenant.word}.example",
        role=Role.OWNER,
        by_id=tenant.admin.user_id,
    )


@once
def api_token(tenant: Tenant) -> ApiToken:
    """The owner's own: admins may see it as well, other roles may not."""
    return ApiToken.issue(membership=tenant.membership(Role.OWNER), name=f"{tenant.word} script")[0]


@once
def shot(tenant: Tenant) -> Evidence:
    """A picture among the evidence of the candidate."""
    attach_exhibit(
        actor=tenant.lead, candidate=tenant.candidate, dimension="", question="st-1", file=upload(picture())
    )
    tenant.workspace.evidence.update(name=f"{tenant.word} shot")
    return tenant.candidate.exhibits.get().evidence


@once
def contact(tenant: Tenant) -> Contact:
    values = {"workspace": tenant.workspace, "vendor_id": tenant.candidate.vendor_id}
    return Contact.objects.create(name=f"{tenant.word} contact", **values)


@once
def demo(tenant: Tenant) -> Demo:
    values = {"workspace": tenant.workspace, "candidate": tenant.candidate}
    return Demo.objects.create(held_at=clock.now(), attendees=tenant.word, **values)


@once
def capture(tenant: Tenant) -> Capture:
    values = {"workspace": tenant.workspace, "candidate": tenant.candidate}
    return Capture.objects.create(text=f"{tenant.word} line", caught_by_id=tenant.lead.user_id, **values)


@once
def trial_task(tenant: Tenant) -> TrialTask:
    today = clock.now().date()
    values = {"workspace": tenant.workspace, "created_by_id": tenant.lead.user_id}
    trial = Trial.objects.create(candidate=tenant.candidate, starts_on=today, ends_on=today, **values)
    question = tenant.candidate.answers.order_by("pk")[0].question
    return TrialTask.objects.create(
        workspace=tenant.workspace, trial=trial, question=question, text=f"{tenant.word} task"
    )


@once
def report(tenant: Tenant) -> ReportFile:
    """A finished report with its file."""
    content = b"%PDF-1.7"
    return ReportFile.objects.create(
        workspace=tenant.workspace,
        evaluation=tenant.evaluation,
        kind=ReportKind.COMPARISON,
        content_key=tenant.word,
        revision=1,
        status=MadeStatus.DONE,
        requested_by_id=tenant.lead.user_id,
        storage_key=evidence_storage().save(f"reports/{tenant.word}", ContentFile(content)),
        sha256=sha256(content).hexdigest(),
        size=len(content),
    )


def one_time_link(tenant: Tenant) -> list[str]:
    """Key and token of a sign-in link of the extra member."""
    user = User.objects.get(pk=extra_member(tenant).user_id)
    return account.sign_in_link(user).rstrip("/").split("/")[-2:]


__all__ = ["ARGUMENTS", "ARGUMENTS_OF", "BODIES", "FOREIGN_BODIES", "QUERIES", "ROLES"]


def merged(name: str) -> dict[Any, Any]:
    """That table of every area in one."""
    return {key: value for area in AREAS for key, value in getattr(area, name).items()}


ARGUMENTS: Mapping[str, Value] = {
    "workspace": lambda tenant: tenant.workspace.slug,
    "person": lambda tenant: extra_member(tenant).user_id,
    "invitation": lambda tenant: invitation(tenant)[0].pk,
    "vendor": lambda tenant: tenant.candidate.vendor_id,
    "evidence": lambda tenant: shot(tenant).pk,
    "version": lambda tenant: tenant.evaluation.framework_id,
    "contact": lambda tenant: contact(tenant).pk,
    "evaluation": lambda tenant: tenant.evaluation.pk,
    "candidate": lambda tenant: tenant.candidate.pk,
    "dimension": lambda tenant: "sync-timing",
    "question": lambda tenant: "st-1",
    "crm": lambda tenant: "salesforce",
    "demo": lambda tenant: demo(tenant).pk,
    "report": lambda tenant: report(tenant).pk,
    "capture": lambda tenant: capture(tenant).pk,
    "task": lambda tenant: trial_task(tenant).pk,
} | merged("ARGUMENTS")
ARGUMENTS_OF: Mapping[tuple[str, str], Value] = {
    ("token-revoke", "token"): lambda tenant: api_token(tenant).pk,
    ("invitation", "token"): lambda tenant: invitation(tenant)[1],
    ("sign-in-link", "key"): lambda tenant: one_time_link(tenant)[0],
    ("sign-in-link", "token"): lambda tenant: one_time_link(tenant)[1],
    ("account_reset_password_from_key", "uidb36"): lambda tenant: "abc",
    ("account_reset_password_from_key", "key"): lambda tenant: "wrong-key",
    ("get_framework", "slug"): lambda tenant: "crm-integration",
    ("put_object", "name"): lambda tenant: "lead",
    ("object-save", "name"): lambda tenant: "lead",
    ("demo-step", "step"): lambda tenant: "start",
} | merged("ARGUMENTS_OF")

BY_ROLES: list[tuple[frozenset[str], list[str]]] = [
    (roles.EVERYONE, ["workspace-home", "token-list", "token-create", "token-revoke"]),
    (roles.READS_SETTINGS, ["people", "workspace-settings"]),
    (
        roles.ADMINS,
        [
            "member-role",
            "member-end",
            "invitation-create",
            "invitation-revoke",
            "workspace-edit",
            "workspace-tickets",
            "workspace-test-mail",
        ],
    ),
    (
        roles.READS_EVALUATIONS,
        [
            "vendor-list",
            "vendor",
            "framework-list",
            "framework",
            "evaluation-list",
            "evaluation",
            "evaluation-journal",
            "compare",
            "compare-questions",
            "decide",
            "vendor-evaluations",
            "journal",
            "candidate-brief",
            "candidate-follow-ups",
            "candidate-score",
            "candidate-changes",
            "trial",
            "evidence",
            "evidence-file",
            "evidence-thumbnail",
            "report-request",
            "report-progress",
            "report-file",
            "comparison-xlsx",
            "get_comparison_report",
            "get_candidate_report",
            "get_report",
            "get_workbook",
            "get_framework",
            "list_vendors",
            "get_vendor",
            "list_evaluations",
            "get_evaluation",
            "get_comparison",
            "get_candidate",
        ],
    ),
    (
        roles.LEADS,
        [
            "vendor-new",
            "vendor-edit",
            "vendor-archive",
            "vendor-unarchive",
            "contact-new",
            "contact-edit",
            "contact-remove",
            "evaluation-new",
            "evaluation-edit",
            "evaluation-archive",
            "evaluation-unarchive",
            "evaluation-reopen",
            "candidate-add",
            "candidate-withdraw",
            "candidate-readmit",
            "candidate-waive",
            "object-unused",
            "object-used",
            "demo-new",
            "demo-edit",
            "trial-plan",
            "trial-tasks",
            "trial-task-edit",
            "post_vendor",
            "post_evaluation",
            "post_decision",
            "post_reopen",
            "post_waiver",
            "put_score",
        ],
    ),
    (
        roles.ANSWERS,
        [
            "answer-save",
            "score-save",
            "object-save",
            "objects-confirm",
            "capture-add",
            "capture-file",
            "capture-drop",
            "demo-time",
            "demo-step",
            "evidence-add",
            "evidence-withdraw",
            "trial-task-done",
            "trial-task-reopen",
            "put_answer",
            "put_object",
            "post_evidence",
        ],
    ),
]
BY_ROLES += [row for area in AREAS for row in area.BY_ROLES]
ROLES = {name: allowed for allowed, names in BY_ROLES for name in names}
BODIES: Mapping[str, Value] = dict(access_bodies.BODIES) | merged("BODIES")
FOREIGN_BODIES: Mapping[str, Callable[[Tenant, Tenant], Any]] = dict(access_bodies.FOREIGN_BODIES) | merged(
    "FOREIGN_BODIES"
)

# Addresses that more roles reach than may do what they ask for: whose object it is decides, or of what kind.
ONLY_FOR: Mapping[str, frozenset[str]] = {"token-revoke": frozenset({Role.ADMIN, Role.OWNER})} | merged(
    "ONLY_FOR"
)
# Pages that fewer may send than open.
POSTED_BY: Mapping[str, frozenset[str]] = {"decide": roles.LEADS} | merged("POSTED_BY")
# What the holder of a dead link may still ask for.
BY_DEAD_LINK = {("expired vendor", "clarified-again")}
# Asking for a report puts it into the worker's queue.
QUEUES_ON_GET = {"get_comparison_report", "get_candidate_report"}
# These tell of the health of the installation, which in a test has no worker.
MAY_BE_UNWELL = {"readyz"}
