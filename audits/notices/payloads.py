"""What a message in the outbox holds, by kind: checked here before anything is written from it.

Whoever posts a message may put more into it; what is missing or of the wrong shape makes it undeliverable.
"""

from datetime import date, datetime
from typing import ClassVar, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import BaseModel, ConfigDict, Field

from audits.kit.languages import Language
from audits.notices.outside import ASKED, RECEIVED, SIGN
from audits.people import mail


class Part(BaseModel):
    """A piece of a payload."""

    model_config = ConfigDict(frozen=True)


class Noun(Part):
    """A run, finding or incident as it was called when the message was written."""

    id: UUID
    code: str = Field(min_length=1)
    title: str


class Payload(Part):
    """A message's content; each kind has a subject, a template and a place that its link opens."""

    template: ClassVar[str]
    # The switch on the person's profile that this kind obeys, and why they get it.
    switch: ClassVar[str] = "wants_assigned_mail"
    reason: ClassVar[str] = "assigned"

    def words(self) -> str:
        """The template of its text."""
        return self.template

    def subject(self) -> str:
        raise NotImplementedError

    def place(self) -> str:
        """The path below the workspace that the mail's link opens."""
        raise NotImplementedError

    def link(self, workspace: str) -> str:
        return mail.link(f"/w/{workspace}/{self.place()}")


class Given(Payload):
    """Something that a person or a schedule gave; no name when it came by itself."""

    by: str = ""


class AssignedItem(Part):
    slug: str
    title: str
    due: date | None = None

    @property
    def code(self) -> str:
        return self.slug.upper()


class ItemsAssigned(Given):
    """Items of one run, however many were given at once."""

    template = "notices/mail/items_assigned.txt"
    run: Noun
    items: tuple[AssignedItem, ...] = Field(min_length=1)

    def subject(self) -> str:
        words = ngettext(
            "%(count)d item of %(run)s is yours", "%(count)d items of %(run)s are yours", len(self.items)
        )
        return words % {"count": len(self.items), "run": self.run.title}

    def place(self) -> str:
        return f"runs/{self.run.id}/"


class RunAssigned(Given):
    template = "notices/mail/run_assigned.txt"
    run: Noun
    due: date | None = None

    def subject(self) -> str:
        return _("%(code)s is yours: %(title)s") % {"code": self.run.code, "title": self.run.title}

    def place(self) -> str:
        return f"runs/{self.run.id}/"


class FindingAssigned(Given):
    template = "notices/mail/finding_assigned.txt"
    finding: Noun
    due: date | None = None

    def subject(self) -> str:
        return _("%(code)s is yours: %(title)s") % {"code": self.finding.code, "title": self.finding.title}

    def place(self) -> str:
        return f"findings/{self.finding.id}/"


class GapAssigned(Given):
    template = "notices/mail/gap_assigned.txt"
    gap: Noun
    vendor: str
    due: date | None = None

    def subject(self) -> str:
        words = {"code": self.gap.code, "vendor": self.vendor, "title": self.gap.title}
        return _("Gap %(code)s of %(vendor)s is yours: %(title)s") % words

    def place(self) -> str:
        return f"gaps/{self.gap.id}"


class FindingReopened(Given):
    """Opened again by a person, or by itself when the time of an accepted risk is over."""

    template = "notices/mail/finding_reopened.txt"
    finding: Noun
    why: str = ""

    def subject(self) -> str:
        words = _("%(code)s is open again: %(title)s")
        return words % {"code": self.finding.code, "title": self.finding.title}

    def place(self) -> str:
        return f"findings/{self.finding.id}/"


class IncidentOpened(Given):
    template = "notices/mail/incident_opened.txt"
    incident: Noun

    def subject(self) -> str:
        words = _("Incident %(code)s: %(title)s")
        return words % {"code": self.incident.code, "title": self.incident.title}

    def place(self) -> str:
        return f"incidents/{self.incident.id}/"


class Moved(Part):
    """So many entries of a kind."""

    what: str
    count: int = Field(ge=1)


class WorkHandedOver(Given):
    """All that one person had open, or some kinds of it, is another's now."""

    template = "notices/mail/work_handed_over.txt"
    giver: str
    moved: tuple[Moved, ...] = Field(min_length=1)

    @property
    def number(self) -> int:
        return sum(each.count for each in self.moved)

    def subject(self) -> str:
        words = ngettext("%(number)d entry is yours now", "%(number)d entries are yours now", self.number)
        return words % {"number": self.number}

    def place(self) -> str:
        return "work/"


class GuestInvited(Given):
    """Somebody outside the workspace gets a link to what is theirs there; it is in no payload."""

    template = "notices/mail/guest_invited.txt"
    guest: UUID

    def subject(self) -> str:
        return _("%(name)s asks for your help") % {"name": self.by}

    def place(self) -> str:
        return "work/"


class Due(Part):
    """One thing to do; its path starts at the site's root."""

    title: str
    detail: str = ""
    due: date
    path: str = Field(pattern=r"^/[^/\s]\S*$")

    @property
    def address(self) -> str:
        return mail.link(self.path)


class DueDigest(Payload):
    """A person's work of one morning; the mail shows the first of a long list and counts the rest."""

    template = "notices/mail/due_digest.txt"
    switch = "wants_due_mail"
    reason = "due"
    date: date
    overdue: tuple[Due, ...] = ()
    today: tuple[Due, ...] = ()
    soon: tuple[Due, ...] = ()

    def subject(self) -> str:
        counts = [
            (_("%(count)d overdue"), len(self.overdue)),
            (_("%(count)d due today"), len(self.today)),
            (_("%(count)d due soon"), len(self.soon)),
        ]
        return ", ".join(words % {"count": count} for words, count in counts if count)

    def place(self) -> str:
        return "work/"


class ByLink(Payload):
    """To somebody outside, in their language, about the one thing that a link opens; it is in no payload."""

    # A mail that only brings the link is not sent once it is dead.
    needs_link: ClassVar[bool] = True
    link_id: UUID
    language: Language

    def words(self) -> str:
        return f"notices/mail/outside/{self.template}.{self.language}.txt"

    def place(self) -> str:
        raise NotImplementedError


class ClarificationAsked(ByLink):
    """Questions to a vendor: at first, again as a reminder, or with another deadline."""

    template = "asked"
    vendor: str
    occasion: Literal["asked", "reminded", "extended"]
    questions: int = Field(ge=1)
    due: date
    message: str = ""

    def subject(self) -> str:
        return ASKED[self.language][self.occasion] % {"vendor": self.vendor}


class Answered(Part):
    """One question with what the vendor sent to it."""

    code: str
    asked: str
    answer: str
    files: tuple[str, ...] = ()


class ClarificationReceived(ByLink):
    """The vendor's own copy of what it sent."""

    template = "received"
    needs_link = False
    vendor: str
    at: datetime
    due: date
    answers: tuple[Answered, ...] = Field(min_length=1)

    def subject(self) -> str:
        return RECEIVED[self.language] % {"vendor": self.vendor}


class ClarificationCame(Payload):
    """Word to whoever asked a vendor."""

    clarification: UUID
    code: str = Field(min_length=1)
    vendor: str

    def place(self) -> str:
        return f"clarifications/{self.clarification}/"


class ClarificationAnswered(ClarificationCame):
    template = "notices/mail/clarification_answered.txt"

    def subject(self) -> str:
        return _("%(vendor)s has answered %(code)s") % {"vendor": self.vendor, "code": self.code}


class ClarificationWanted(ClarificationCame):
    template = "notices/mail/clarification_wanted.txt"

    def subject(self) -> str:
        words = _("%(vendor)s asks for a new link to %(code)s")
        return words % {"vendor": self.vendor, "code": self.code}


class AboutRemark(Given):
    """Word of a remark, without its words."""

    remark: UUID
    code: str = Field(min_length=1)
    line: str
    evaluation: str

    def place(self) -> str:
        return f"remarks/{self.remark}/"


class WaiverExpired(Payload):
    """To whoever sees to it, once its last day is over."""

    template = "notices/mail/waiver_expired.txt"
    candidate: UUID
    vendor: str
    what: str = Field(min_length=1)
    on: date

    def subject(self) -> str:
        return _("A waiver for %(vendor)s has expired: %(what)s") % {"vendor": self.vendor, "what": self.what}

    def place(self) -> str:
        return f"candidates/{self.candidate}/waive/"


class RemarkRaised(AboutRemark):
    """A challenge, to whoever answers for the evaluation."""

    template = "notices/mail/remark_raised.txt"

    def subject(self) -> str:
        return _("%(code)s challenges: %(line)s") % {"code": self.code, "line": self.line}


class RemarkAnswered(AboutRemark):
    """To the remark's author."""

    template = "notices/mail/remark_answered.txt"

    def subject(self) -> str:
        return _("%(code)s is answered: %(line)s") % {"code": self.code, "line": self.line}


class Wanted(Part):
    """A request to sign a decision: at first, again as a reminder, or with the answer to a challenge."""

    occasion: Literal["asked", "reminded", "replied"]
    title: str = Field(min_length=1)
    name: str
    role: str
    due: date
    reply: str = ""


class SignatureAsked(Wanted, ByLink):
    """To somebody without an account."""

    template = "sign"

    def subject(self) -> str:
        return SIGN[self.language][self.occasion] % {"title": self.title}


class SignatureWanted(Wanted, Payload):
    """To a member, who signs signed in."""

    template = "notices/mail/signature_wanted.txt"
    signature: UUID

    def subject(self) -> str:
        return SIGN["en"][self.occasion] % {"title": self.title}

    def place(self) -> str:
        return f"signatures/{self.signature}/"


class SignatureAnswered(Payload):
    """Word to whoever asked for a signature."""

    template = "notices/mail/signature_answered.txt"
    evaluation: UUID
    title: str = Field(min_length=1)
    name: str
    answer: Literal["signed", "challenged"]
    objection: str = ""

    def subject(self) -> str:
        words = _("%(name)s has signed: %(title)s")
        if self.answer == "challenged":
            words = _("%(name)s challenges the decision: %(title)s")
        return words % {"name": self.name, "title": self.title}

    def place(self) -> str:
        return f"evaluations/{self.evaluation}/sign-offs/"


KINDS: dict[str, type[Payload]] = {
    "item.assigned": ItemsAssigned,
    "run.assigned": RunAssigned,
    "finding.assigned": FindingAssigned,
    "gap.assigned": GapAssigned,
    "finding.reopened": FindingReopened,
    "incident.opened": IncidentOpened,
    "work.handed_over": WorkHandedOver,
    "guest.invited": GuestInvited,
    "clarification.asked": ClarificationAsked,
    "clarification.received": ClarificationReceived,
    "clarification.answered": ClarificationAnswered,
    "clarification.wanted": ClarificationWanted,
    "waiver.expired": WaiverExpired,
    "remark.raised": RemarkRaised,
    "remark.answered": RemarkAnswered,
    "signature.asked": SignatureAsked,
    "signature.wanted": SignatureWanted,
    "signature.answered": SignatureAnswered,
    "due.digest": DueDigest,
}
