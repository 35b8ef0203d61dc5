"""A rich evaluation for report tests: every kind of thing a report can show, on real rows."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from audits.evaluations.actions.answers import save_answer
from audits.evaluations.actions.clarifications import revoke
from audits.evaluations.actions.clarified import attach as attach_theirs
from audits.evaluations.actions.clarified import come_in
from audits.evaluations.actions.cost import save_cost
from audits.evaluations.actions.exhibits import attach_exhibit, withdraw_exhibit
from audits.evaluations.actions.gaps import close_gap
from audits.evaluations.actions.objects import confirm_all, save_object, waive
from audits.evaluations.actions.scores import save_score
from audits.evaluations.models import Candidate, Capture, Demo, Evaluation, Exhibit
from audits.people.actor import Actor
from audits.scoring.framework import Fact, Question
from tests import factories
from tests.evaluations.clarification_scenes import ask, fresh, item_of, send
from tests.evaluations.gap_scenes import lacking
from tests.evaluations.sla_scenes import agreed
from tests.evidence.files import picture, upload

VENDORS = ("Northwind Sequencer", "Pipetap", "Relay Outbound")
PROOFS = ("claimed", "sandbox", "production", "own-org")
VERDICTS = ("strong", "partial", "none")
NOTE = "Vendor <b>said</b> “ready” & =1+1;\nsecond line of {name} on {slug}."


def make_scene(lead: Actor, vendors: tuple[str, ...] = VENDORS) -> Evaluation:
    """Vendors with all answers; Pipetap stays open in places and cannot be chosen."""
    evaluation = factories.make_evaluation(lead, vendors=vendors, crms=("salesforce", "hubspot"))
    for place, name in enumerate(vendors):
        candidate = factories.candidate_of(evaluation, name)
        answer_all(lead, candidate, place)
        score_all(lead, candidate, place)
        confirm(lead, candidate)
        hold_demo(lead, candidate)
    leave_open(lead, factories.candidate_of(evaluation, "Pipetap"))
    write_down(lead, factories.candidate_of(evaluation, "Pipetap"))
    fill_cost(lead, factories.candidate_of(evaluation, "Pipetap"))
    ask_in_writing(lead, factories.candidate_of(evaluation, "Pipetap"))
    evaluation.refresh_from_db()
    return evaluation


def write_down(lead: Actor, candidate: Candidate) -> None:
    """A blocking gap, an accepted one that was closed, and the service levels."""
    lacking(lead, candidate, title="No <b>record</b> filter")
    accepted = lacking(lead, candidate, title="Slow", ruling="acceptable", expires_on=lead.today)
    close_gap(actor=lead, gap=accepted, how="Shown & timed.")
    agreed(lead, candidate, breach="A <b>credit</b> & an apology.")


def ask_in_writing(lead: Actor, candidate: Candidate) -> None:
    """A request that was opened, answered, amended and then taken back; one question stayed open."""
    asked = ask(lead, candidate, message="Thank you for the demo.")
    come_in(fresh(asked))
    attach_theirs(
        clarification=fresh(asked),
        item=item_of(asked),
        file=upload(b"field,kept\n", "theirs.csv", "text/csv"),
    )
    send(asked, sd_1="We write five objects.")
    send(asked, sd_1="We write <b>all six</b> & more.")
    revoke(actor=lead, clarification=fresh(asked))


def answer_all(lead: Actor, candidate: Candidate, place: int) -> None:
    for index, question in enumerate(candidate.evaluation.document.questions):
        values: Any = {
            "verdict": VERDICTS[(index + place) % 3 if index % 5 == 0 else 0],
            "proof": PROOFS[(index + place) % 4],
            "note": NOTE.format(name=candidate.vendor.name, slug=question.slug),
            "red_flags": [flag.slug for flag in question.red_flags][:1] if index % 4 == 0 else [],
            "facts": {fact.slug: value_of(fact) for fact in question.facts},
            "follow_up": index % 7 == 0,
            "is_promise": index % 9 == 0,
            "demo_second": 60 + index * 37,
        }
        save(lead, candidate, question, values)


def save(lead: Actor, candidate: Candidate, question: Question, values: Any) -> None:
    save_answer(actor=lead, candidate=candidate, question=question.slug, values=values, version=None)


def value_of(fact: Fact) -> Any:
    values: dict[str, Any] = {
        "ticks": [option.slug for option in fact.options][:2],
        "choice": fact.options[0].slug if fact.options else "",
        "duration": {"value": "15", "unit": "min"},
        "time": "20:00" if fact.slug == "next-batch-at" else "09:00",
        "text": "Renewals object",
    }
    return values[fact.kind]


def score_all(lead: Actor, candidate: Candidate, place: int) -> None:
    for index, dimension in enumerate(candidate.evaluation.document.dimensions):
        values: Any = {
            "points": 5 - (index + place) % 3,
            "rationale": f"Reason {index} of {candidate.vendor}.",
            "demo_second": 90 + index,
        }
        save_score(actor=lead, candidate=candidate, dimension=dimension.slug, values=values, version=None)


def confirm(lead: Actor, candidate: Candidate) -> None:
    for crm in candidate.evaluation.crms:
        confirm_all(actor=lead, candidate=candidate, crm=crm)


def hold_demo(lead: Actor, candidate: Candidate) -> None:
    Demo.objects.create(
        workspace_id=lead.workspace_id,
        candidate=candidate,
        held_at=datetime(2026, 11, 12, 9, 30, tzinfo=UTC),
        environment="production",
        attendees="Dana Okafor, Priya Nair",
        vendor_people="Sam Reed",
        recorder_id=lead.user_id,
        recording_url="https://vendor.example/recording",
        status="ended",
        seconds_before=3300,
        dimension_seconds={"sync-timing": 420},
    )


def fill_cost(lead: Actor, candidate: Candidate) -> None:
    """Every line but the services."""
    values: Any = {
        "currency": "EUR",
        "term_months": 36,
        "licence_year": 1_920_050,
        "middleware_year": 1_200_000,
        "middleware_build": 720_000,
        "hours_low": Decimal("7.5"),
        "hours_high": Decimal(15),
        "hour_rate": 7_000,
        "weeks": 48,
        "services": None,
        "cleanup": 50_000,
        "repair_base": 1_000_000,
        "note": "List prices for 25 seats; one admin.",
    }
    save_cost(actor=lead, candidate=candidate, values=values, version=0)


def leave_open(lead: Actor, candidate: Candidate) -> None:
    """One dimension unscored, two questions open, a hard stop, an unconfirmed object, a waiver."""
    document = candidate.evaluation.document
    cleared: Any = {"points": None, "rationale": ""}
    save_score(actor=lead, candidate=candidate, dimension="permission-scoping", values=cleared, version=None)
    save(lead, candidate, document.question("ps-1"), {"verdict": ""})
    save(lead, candidate, document.question("ps-2"), {"is_vague": True})
    check(lead, candidate, "salesforce", "campaign", {"write": False})
    check(lead, candidate, "hubspot", "ticket", {"read": None})
    check(lead, candidate, "hubspot", "deal", {"write": False})
    waive(actor=lead, candidate=candidate, crm="hubspot", name="deal", reason="Deals stay in Salesforce.")
    Capture.objects.create(
        workspace_id=lead.workspace_id,
        candidate=candidate,
        text="They mentioned a limit of 200 calls.",
        demo_second=754,
        caught_by_id=lead.user_id,
    )


def check(lead: Actor, candidate: Candidate, crm: str, name: str, values: Any) -> None:
    save_object(actor=lead, candidate=candidate, crm=crm, name=name, values=values, version=None)


def attach_all(lead: Actor, candidate: Candidate) -> None:
    """A picture, a link, and a picture that was withdrawn."""
    shot = upload(picture(size=(640, 360)), "sync-activity.png")
    attach(lead, candidate, file=shot, proof="sandbox", demo_second=95)
    attach(lead, candidate, url="https://vendor.example/docs/limits")
    gone = attach(lead, candidate, file=upload(picture(color="red"), "old.png"))
    rows = Exhibit.objects.select_related("candidate", "evidence", "question", "dimension")
    withdraw_exhibit(actor=lead, exhibit=rows.get(pk=gone["id"]), reason="Shows another tenant.")


def attach(lead: Actor, candidate: Candidate, **given: Any) -> dict[str, Any]:
    return attach_exhibit(actor=lead, candidate=candidate, dimension="", question="eh-1", **given)
