"""Fills the demo workspaces, as its people would have: through the product's own actions."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from audits.checklists.actions.library import load_built_in as load_checklists
from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.declarations import declare
from audits.evaluations.actions.objects import set_unused
from audits.evaluations.actions.setup import create_evaluation
from audits.evaluations.models import Evaluation
from audits.frameworks.actions import load_built_in
from audits.journal.models import OutboxMessage
from audits.kit import clock
from audits.operations.demo import people, stories
from audits.operations.demo.afterwards import story
from audits.operations.demo.people import Cast
from audits.operations.demo.play import Player, Step
from audits.operations.demo.stories import CandidateStory, DecisionStory, PurchaseStory
from audits.people.actor import Actor
from audits.vendors.actions import VendorValues, create_vendor
from audits.vendors.contacts import ContactValues, add_contact
from audits.vendors.models import Vendor

EARLIEST = timedelta(days=70)
"""Before everything that is told of the time after a purchase."""


@transaction.atomic
def seed() -> str:
    """Both workspaces with everything in them, or nothing; returns the people's password."""
    load_built_in()
    load_checklists()
    password = people.new_password()
    told = stories.purchases()
    first = min(purchase.opened_at for purchase in told) - timedelta(days=3)
    with clock.at(min(first, clock.now() - EARLIEST)):
        actors = people.make_people(password)
    for purchase in told:
        play(purchase, actors)
    play_all(story.steps(actors, today()))
    forget_messages(actors)
    return password


def today() -> date:
    return clock.now().astimezone(ZoneInfo(people.ZONE)).date()


def play(purchase: PurchaseStory, actors: Cast) -> None:
    """One evaluation, from its opening to where the demo leaves it."""
    lead = actors[purchase.lead]
    candidates = {name: stories.candidate(name) for name in purchase.candidates}
    with clock.at(purchase.opened_at):
        vendors = {name: make_vendor(lead, told) for name, told in candidates.items()}
        evaluation = open_evaluation(purchase, lead, list(vendors.values()))
        for name in purchase.panel:
            declare(actor=actors[name], evaluation=evaluation, interest="none")
    rows = {row.vendor_id: row for row in evaluation.candidates.with_parents()}
    steps: list[Step] = []
    for name, told in candidates.items():
        player = Player(rows[vendors[name]], actors, purchase.lead, purchase.crms[0])
        steps += player.steps(told)
    play_all(sorted(steps, key=lambda step: step[0]))
    if purchase.decision:
        chosen = rows[vendors[purchase.decision.candidate]].pk
        settle(purchase.decision, lead, evaluation, chosen)


def play_all(steps: Iterable[Step]) -> None:
    """Each at its moment, in the order given; times that are put into words are the workspace's."""
    with timezone.override(ZoneInfo(people.ZONE)):
        for at, step in steps:
            with clock.at(at):
                step()


def forget_messages(actors: Cast) -> None:
    """Nobody is told of what the stories hand out: it is long past, and nobody reads these mailboxes."""
    workspaces = {actor.workspace_id for actor in actors.values()}
    OutboxMessage.objects.filter(workspace__in=workspaces).delete()


def make_vendor(lead: Actor, story: CandidateStory) -> UUID:
    created = create_vendor(actor=lead, values=cast(VendorValues, story.vendor.model_dump()))
    vendor = Vendor.objects.get(pk=UUID(created["id"]))
    for contact in story.contacts:
        add_contact(actor=lead, vendor=vendor, values=cast(ContactValues, contact.model_dump()))
    return vendor.pk


def open_evaluation(purchase: PurchaseStory, lead: Actor, vendors: list[UUID]) -> Evaluation:
    created = create_evaluation(
        actor=lead,
        title=purchase.title,
        crms=purchase.crms,
        vendors=vendors,
        custom_objects=purchase.custom_objects,
        mode=purchase.mode,
    )
    evaluation = Evaluation.objects.get(pk=UUID(created["id"]))
    for mark in purchase.unused:
        set_unused(actor=lead, evaluation=evaluation, crm=mark.crm, name=mark.object, reason=mark.reason)
    return evaluation


def settle(decision: DecisionStory, lead: Actor, evaluation: Evaluation, chosen: UUID) -> None:
    with clock.at(decision.at):
        decide(actor=lead, evaluation=evaluation, candidate_id=chosen, reason=decision.reason)
