"""Handing over everything open that one person owns to another, in one step."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.checklists.actions import handing as checklists
from audits.commitments.actions import handing as commitments
from audits.connectors.actions import handing as connectors
from audits.evaluations.actions import handing as evaluations
from audits.journal import actions as journal
from audits.journal import outbox
from audits.journal.handing import HandOver
from audits.kit.refusals import Invalid
from audits.people import roles
from audits.people.actor import Actor
from audits.people.models import Membership, User
from audits.people.owners import guests_of

Rows = Callable[[UUID, UUID], QuerySet[Any]]
Move = Callable[[HandOver], int]


@dataclass(frozen=True, slots=True)
class Parcel:
    """One kind of work: what is open of it, how it is moved, and who can take it over."""

    slug: str
    label: Promise
    rows: Rows
    move: Move
    takers: frozenset[str] = roles.WRITES_OWN


GUESTS_TOO = roles.MAY_OWN
# In the order in which every save takes its rows: a run before its findings, an incident before its own.
PARCELS = (
    Parcel("items", gettext_lazy("Run items"), checklists.items_of, checklists.hand_over_items, GUESTS_TOO),
    Parcel("audits", gettext_lazy("Audits"), checklists.runs_of, checklists.hand_over_runs),
    Parcel("incidents", gettext_lazy("Incidents"), checklists.incidents_of, checklists.hand_over_incidents),
    Parcel(
        "findings",
        gettext_lazy("Findings"),
        checklists.findings_of,
        checklists.hand_over_findings,
        GUESTS_TOO,
    ),
    Parcel("schedules", gettext_lazy("Schedules"), checklists.schedules_of, checklists.hand_over_schedules),
    Parcel(
        "connectors", gettext_lazy("Connectors"), connectors.connectors_of, connectors.hand_over_connectors
    ),
    # A gap's save takes its candidate before the commitment that follows it.
    Parcel("gaps", gettext_lazy("Gaps"), evaluations.gaps_of, evaluations.hand_over_gaps),
    Parcel(
        "commitments",
        gettext_lazy("Commitments"),
        commitments.commitments_of,
        commitments.hand_over_commitments,
    ),
    Parcel("contracts", gettext_lazy("Contracts"), commitments.contracts_of, commitments.hand_over_contracts),
    Parcel(
        "follow-ups",
        gettext_lazy("Follow-ups"),
        evaluations.tasks_of,
        evaluations.hand_over_tasks,
        roles.ANSWERS,
    ),
    Parcel(
        "clarifications",
        gettext_lazy("Clarifications"),
        evaluations.clarifications_of,
        evaluations.hand_over_clarifications,
        roles.LEADS,
    ),
    Parcel(
        "deferrals",
        gettext_lazy("Decisions put off"),
        evaluations.deferrals_of,
        evaluations.hand_over_deferrals,
        roles.LEADS,
    ),
    Parcel(
        "conditions",
        gettext_lazy("Conditions of a choice"),
        evaluations.conditions_of,
        evaluations.hand_over_conditions,
        roles.EVERYONE,
    ),
    Parcel(
        "waivers",
        gettext_lazy("Waivers that end"),
        evaluations.waivers_of,
        evaluations.hand_over_waivers,
        roles.LEADS,
    ),
    Parcel(
        "challenges",
        gettext_lazy("Challenges"),
        evaluations.challenges_of,
        evaluations.hand_over_challenges,
        roles.LEADS,
    ),
    Parcel(
        "sign-offs",
        gettext_lazy("Sign-offs asked for"),
        evaluations.signatures_of,
        evaluations.hand_over_signatures,
        roles.LEADS,
    ),
)


def open_work(workspace_id: UUID, person: UUID) -> dict[str, int]:
    """How much of each kind somebody owns that is not finished; kinds of which there is none are left out."""
    counts = {parcel.slug: parcel.rows(workspace_id, person).count() for parcel in PARCELS}
    return {slug: count for slug, count in counts.items() if count}


def hand_over(
    *, actor: Actor, giver: User, taker: UUID | None, kinds: Collection[str], key: str | None = None
) -> dict[str, Any]:
    """Moves all open work of these kinds; returns {"moved": {kind: number}}, with one message to the taker.

    People hand over their own, leads anybody's. Raises Denied, Invalid.
    """
    if giver.pk != actor.user_id:
        actor.require(roles.LEADS)
    chosen = clean_kinds(kinds)
    person = clean_taker(actor, giver, taker, chosen)
    deal = HandOver(actor, giver, person)

    def do() -> dict[str, Any]:
        counted = {parcel.slug: parcel.move(deal) for parcel in chosen}
        moved = {slug: number for slug, number in counted.items() if number}
        if moved and person.pk != actor.user_id:
            tell(deal, moved)
        return {"moved": moved}

    print_of = journal.fingerprint("hand_over", giver.pk, taker, sorted(kinds))
    return journal.once(actor, key, print_of, do)


def clean_kinds(kinds: Collection[str]) -> list[Parcel]:
    chosen = [parcel for parcel in PARCELS if parcel.slug in kinds]
    if not chosen or len(chosen) != len(set(kinds)):
        raise Invalid({"kinds": [_("Choose what is to be handed over.")]})
    return chosen


def clean_taker(actor: Actor, giver: User, taker: UUID | None, chosen: Collection[Parcel]) -> User:
    """The new owner; `Invalid` names what their role does not let them take."""
    if taker is None or taker == giver.pk:
        raise Invalid({"taker": [_("Choose somebody else.")]})
    person, role = person_and_role(actor, taker)
    if refused := [str(parcel.label) for parcel in chosen if role not in parcel.takers]:
        message = _("%(name)s cannot take these over: %(kinds)s. Leave them out, or choose somebody else.")
        raise Invalid({"taker": [message % {"name": person, "kinds": ", ".join(refused)}]})
    return person


def person_and_role(actor: Actor, key: UUID) -> tuple[User, str]:
    members = Membership.objects.active().filter(workspace_id=actor.workspace_id).select_related("user")
    if membership := members.filter(user_id=key).first():
        return membership.user, membership.role
    if guest := guests_of(actor.workspace_id).filter(user_id=key).first():
        return guest.user, roles.GUEST
    raise Invalid({"taker": [_("This person is not in the workspace.")]})


def tell(deal: HandOver, moved: dict[str, int]) -> None:
    """One message about everything, however much it is."""
    outbox.post(
        workspace_id=deal.actor.workspace_id,
        kind="work.handed_over",
        recipient_id=deal.taker.pk,
        payload={"by": deal.actor.name, "giver": str(deal.giver), "moved": in_words(moved)},
    )


def in_words(moved: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {"what": str(parcel.label), "count": moved[parcel.slug]} for parcel in PARCELS if parcel.slug in moved
    ]
