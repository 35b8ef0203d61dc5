"""The kinds of work: what each is called, how it is told apart, and where it is done."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.checklists.models.finding import FindingState, Severity
from audits.evaluations.models.gap import GapRuling
from audits.evaluations.models.remark import Place
from audits.people.work import Work

Words = Callable[[Work], str]


def of_item(work: Work) -> str:
    """The run, and what the check expects there."""
    return ": ".join(part for part in (work.detail, work.more) if part)


def joined(work: Work) -> str:
    return ", ".join(part for part in (work.detail, work.more) if part)


def of_finding(work: Work) -> str:
    """Where it failed and how bad it is; the draft of a finding says what it lacks."""
    severity = _("severity %(name)s") % {"name": str(Severity(work.more).label).lower()}
    draft = _("the record is not complete") if work.state == FindingState.DRAFT else ""
    return ", ".join(part for part in (work.detail, severity, draft) if part)


def of_credential(work: Work) -> str:
    return _("The credential %(label)s expires") % {"label": work.detail} if work.detail else ""


def of_contract(work: Work) -> str:
    return _("%(vendor)s, last day to give notice") % {"vendor": work.detail}


def of_clarification(work: Work) -> str:
    return _("The vendor asks for a new link or more time (%(title)s)") % {"title": work.detail}


def of_deferral(work: Work) -> str:
    return _("The decision was put off until now: %(reason)s") % {"reason": work.detail}


def of_condition(work: Work) -> str:
    return _("Condition of choosing %(vendor)s (%(title)s)") % {"vendor": work.detail, "title": work.more}


def of_waiver(work: Work) -> str:
    return _("The waiver ends; have the object confirmed or waive it again (%(title)s)") % {
        "title": work.detail
    }


def of_challenge(work: Work) -> str:
    """The line, and whose."""
    return ", ".join(part for part in (str(Place(work.more).label), work.detail) if part)


def of_gap(work: Work) -> str:
    """Whose gap it is, and how it is ruled on."""
    ruling = GapRuling(work.more).label if work.more else _("not ruled yet")
    return f"{work.detail}, {str(ruling).lower()}"


def of_signature(work: Work) -> str:
    return _("%(name)s asks you to sign the decision") % {"name": work.detail}


def of_objection(work: Work) -> str:
    return _("%(name)s does not sign: %(reason)s") % {"name": work.detail, "reason": work.more}


def of_commitment(work: Work) -> str:
    """Who promised it, and in answer to which question."""
    if not work.more:
        return _("Promised by %(vendor)s") % {"vendor": work.detail}
    said = {"vendor": work.detail, "question": work.more.upper()}
    return _("Promised by %(vendor)s in %(question)s") % said


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its word and icon, the page that its columns lead to, and how numbers are written."""

    label: Promise
    icon: str
    page: str
    of: tuple[str, ...] = ("key",)
    anchor: str = ""
    code: str = "{}"
    words: Words = joined

    def path(self, slug: str, work: Work) -> str:
        """The page on which it is done, in the workspace with that address."""
        address = reverse(self.page, args=[slug, *(getattr(work, name) for name in self.of)])
        return address + self.anchor.format(key=work.key)

    def code_of(self, work: Work) -> str:
        """The short name that people quote."""
        numbered = ":" in self.code
        return self.code.format(int(work.code) if numbered else work.code.upper())


KINDS = {
    "item": Kind(gettext_lazy("Run item"), "check", "run-item", ("parent", "code"), words=of_item),
    "finding": Kind(gettext_lazy("Finding"), "flag", "finding", code="F-{:04d}", words=of_finding),
    "run": Kind(gettext_lazy("Audit"), "doc", "run", code="R-{:04d}"),
    "incident": Kind(gettext_lazy("Incident"), "octagon", "incident", code="INC-{:04d}", words=of_finding),
    "task": Kind(gettext_lazy("Follow-up"), "follow", "trial", ("parent",), "#task-{key}"),
    "clarification": Kind(
        gettext_lazy("Clarification"), "follow", "clarification", code="CL-{:02d}", words=of_clarification
    ),
    "deferral": Kind(
        gettext_lazy("Decision"), "clock", "decide", ("parent",), code="EV-{:04d}", words=of_deferral
    ),
    "condition": Kind(gettext_lazy("Condition"), "check", "condition", code="C-{:02d}", words=of_condition),
    "waiver": Kind(gettext_lazy("Waiver"), "octagon", "candidate-waive", ("parent",), words=of_waiver),
    "signature": Kind(gettext_lazy("Sign-off"), "pen", "signature", words=of_signature),
    "objection": Kind(
        gettext_lazy("Challenge"),
        "flag",
        "signature-list",
        ("parent",),
        "#signature-{key}",
        words=of_objection,
    ),
    "challenge": Kind(gettext_lazy("Challenge"), "flag", "remark", code="RM-{:02d}", words=of_challenge),
    "gap": Kind(gettext_lazy("Gap"), "gap", "gap", code="G-{:02d}", words=of_gap),
    "commitment": Kind(
        gettext_lazy("Commitment"), "promise", "commitment", code="CM-{:02d}", words=of_commitment
    ),
    "contract": Kind(gettext_lazy("Contract"), "pen", "contract", words=of_contract),
    "credential": Kind(gettext_lazy("Credential"), "lock", "connector", words=of_credential),
}
