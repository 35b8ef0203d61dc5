"""Fills the demo workspaces, as its people would have: through the product's own actions."""

from datetime import timedelta
from typing import cast
from uuid import UUID

from django.db import transaction

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.objects import set_unused
from audits.evaluations.actions.setup import create_evaluation
from audits.evaluations.models import Evaluation
from audits.frameworks.actions import load_built_in
from audits.kit import clock
from audits.operations.demo import people, stories
from audits.operations.demo.people import Cast
from audits.operations.demo.play import Player, Step
from audits.operations.demo.stories import CandidateStory, DecisionStory, PurchaseStory
from audits.people.actor import Actor
from audits.vendors.actions import VendorValues, create_vendor
from audits.vendors.contacts import ContactValues, add_contact
from audits.vendors.models import Vendor


@transaction.atomic
def seed() -> str:
    """Both workspaces with everything in them, or nothing; returns the people's password."""
    load_built_in()
    password = people.new_password()
    told = stories.purchases()
    with clock.at(min(purchase.opened_at for purchase in told) - timedelta(days=3)):
        actors = people.make_people(password)
    for purchase in told:
        play(purchase, actors)
    return password


def play(purchase: PurchaseStory, actors: Cast) -> None:
    """One evaluation, from its opening to where the demo leaves it."""
    lead = actors[purchase.lead]
    candidates = {name: stories.candidate(name) for name in purchase.candidates}
    with clock.at(purchase.opened_at):
        vendors = {name: make_vendor(lead, story) for name, story in candidates.items()}
        evaluation = open_evaluation(purchase, lead, list(vendors.values()))
    rows = {row.vendor_id: row for row in evaluation.candidates.with_parents()}
    steps: list[Step] = []
    for name, story in candidates.items():
        player = Player(rows[vendors[name]], actors, purchase.lead, purchase.crms[0])
        steps += player.steps(story)
    for at, step in sorted(steps, key=lambda step: step[0]):
        with clock.at(at):
            step()
    if purchase.decision:
        chosen = rows[vendors[purchase.decision.candidate]].pk
        settle(purchase.decision, lead, evaluation, chosen)


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
    )
    evaluation = Evaluation.objects.get(pk=UUID(created["id"]))
    for mark in purchase.unused:
        set_unused(actor=lead, evaluation=evaluation, crm=mark.crm, name=mark.object, reason=mark.reason)
    return evaluation


def settle(decision: DecisionStory, lead: Actor, evaluation: Evaluation, chosen: UUID) -> None:
    with clock.at(decision.at):
        decide(actor=lead, evaluation=evaluation, candidate_id=chosen, reason=decision.reason)
