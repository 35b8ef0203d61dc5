"""A panel's evaluation up to its award: all that comes together only once it is decided."""

from typing import Any

from audits.evaluations.actions import signatures
from audits.evaluations.actions.conditions import settle
from audits.evaluations.actions.objects import waive
from audits.evaluations.actions.panel import OwnValues, save_own
from audits.evaluations.actions.proposals import ProposalValues, save_proposal
from audits.evaluations.actions.remarks import answer_remark, make_remark, withdraw_remark
from audits.evaluations.actions.reveal import agree
from audits.evaluations.actions.rounds import end_round
from audits.evaluations.models import Candidate, Condition, Decision, Evaluation, Remark
from audits.evaluations.remarks import Line
from audits.journal.models import Event
from audits.journal.sealing import seal_up_to
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from audits.vendors.models import Vendor
from tests import factories
from tests.evaluations.award_scenes import ask, challenged, chosen, fresh, made_pdf, signed, terms
from tests.evaluations.declaring import clear, excluded, interested
from tests.evaluations.panel_points import abstain, give, make_panel, panel_evaluation, revealed
from tests.reports.scene import check


def make_award(workspace: Workspace, lead: Actor) -> Evaluation:
    """Pipetap is chosen on a condition that was missed, Relay was left out, Dialmate is scored by nobody."""
    evaluation = panel_evaluation(lead, "Pipetap", "Relay", "Dialmate")
    Evaluation.objects.filter(pk=evaluation.pk).update(custom_objects=["Renewals"])
    Vendor.objects.filter(name="Pipetap").update(product="Flow 3")
    priya, marek, sofia = make_panel(workspace, "priya", "marek", "sofia")
    clear(priya, evaluation)
    interested(marek, evaluation, "A brother works there.")
    excluded(sofia, evaluation, by=lead)
    pipetap = factories.candidate_of(evaluation)
    propose(priya, pipetap)
    score(lead, pipetap, priya, marek)
    relay = factories.candidate_of(evaluation, "Relay")
    check(lead, relay, "salesforce", "campaign", {"write": False})
    waive(
        actor=lead,
        candidate=relay,
        crm="salesforce",
        name="campaign",
        reason="Not used.",
        expires_on=lead.today,
    )
    end_round(actor=lead, evaluation=evaluation, left_out={relay.pk: "It has no API."})
    evaluation.refresh_from_db()
    decision = chosen(lead, factories.candidate_of(evaluation), terms(lead))
    follow(lead, decision)
    object_to(workspace, lead, evaluation)
    seal_up_to(workspace.pk, Event.objects.latest("pk").pk)
    evaluation.refresh_from_db()
    return evaluation


def propose(priya: Actor, candidate: Candidate) -> None:
    values: ProposalValues = {"verdict": "partial", "proof": "sandbox", "note": "Only a mail & no alert."}
    save_proposal(actor=priya, candidate=candidate, question="eh-1", values=values, version=0)
    own: OwnValues = {"points": 2, "rationale": "Early on.", "demo_second": 185}
    save_own(actor=priya, candidate=candidate, dimension="sync-direction", values=own, version=None)


def score(lead: Actor, candidate: Candidate, priya: Actor, marek: Actor) -> None:
    """One dimension far apart and agreed outside of both, one abstained from, the rest as it comes."""
    for number, document in enumerate(candidate.evaluation.document.dimensions):
        slug = document.slug
        give(priya, candidate, 3 + number % 2, f"Priya on {slug}.", dimension=slug)
        give(marek, candidate, (2 + 3 * number) % 5, f"Marek <b>on</b> {slug}.", dimension=slug)
    give(priya, candidate, 2, "Retries were shown.")
    give(marek, candidate, 1, "No alert.")
    abstain(marek, candidate, "Came late.", dimension="sync-timing")
    row = revealed(lead, candidate, {})
    agreed: Any = {"points": 5, "rationale": "A patch came."}
    agree(actor=lead, candidate=row, dimension="error-handling", values=agreed, version=None)


def follow(lead: Actor, decision: Decision) -> None:
    """A condition that was missed, and people who signed, challenged, and have not answered."""
    condition = Condition.objects.with_parents().get()
    settle(actor=lead, condition=condition, status="missed", note="Not in the release.", version=0)
    first = ask(lead, decision)
    second = ask(lead, decision, email="cfo@lawfirm.example", name="Ola Berg", role="CFO")
    ask(lead, decision, email="open@lawfirm.example", name="Kim Ito", role="Security")
    sha256 = made_pdf(decision)
    signed(first, sha256)
    challenged(second, sha256, "The term is too long.")
    signatures.reply(actor=lead, signature=fresh(second), words="It is two years.")


def object_to(workspace: Workspace, lead: Actor, evaluation: Evaluation) -> None:
    petra = factories.make_actor(workspace, Role.PROCUREMENT)
    lines = {"challenge": Line("decision"), "comment": Line("dimension", "sync-timing")}
    for kind, line in lines.items():
        make_remark(actor=petra, evaluation=evaluation, line=line, kind=kind, words=f"A {kind} & why.")
    row = Remark.objects.get(kind="challenge")
    answer_remark(actor=lead, remark=row, words="We measured it on 4 May.")
    withdraw_remark(actor=petra, remark=Remark.objects.get(kind="comment"))
