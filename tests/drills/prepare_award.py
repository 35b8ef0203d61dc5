"""Run beside a server: panels that have revealed, and decisions that somebody is asked to sign, as JSON.

usage: python -m tests.drills.prepare_award SLUG ROUNDS
"""

import json
import sys
from typing import Any
from uuid import UUID

import django

django.setup()

from django.db import transaction  # noqa: E402

from audits.evaluations.actions.decide import decide  # noqa: E402
from audits.evaluations.actions.declarations import declare  # noqa: E402
from audits.evaluations.actions.reveal import reveal  # noqa: E402
from audits.evaluations.models import Decision, Evaluation  # noqa: E402
from audits.people.actor import Actor  # noqa: E402
from audits.people.roles import Role  # noqa: E402
from tests import factories  # noqa: E402
from tests.drills.prepare import person  # noqa: E402
from tests.evaluations.award_scenes import ask, made_pdf  # noqa: E402


def revealed(leads: list[Actor], number: int) -> dict[str, str]:
    """A panel's candidate whose points are to be agreed on."""
    title, lead = f"Panel {number}", leads[0]
    evaluation = factories.make_evaluation(lead, title=title, vendors=[f"Vendor {number}"], mode="panel")
    candidate = factories.candidate_of(evaluation, f"Vendor {number}")
    for each in leads:
        declare(actor=each, evaluation=evaluation, interest="none", note="")
    reveal(actor=lead, candidate=candidate)
    return {"id": str(evaluation.pk), "candidate": str(candidate.pk)}


def to_sign(lead: Actor, signer: Actor, number: int) -> dict[str, str]:
    """A decision with its PDF, as the worker would have filed it."""
    evaluation = factories.make_evaluation(lead, title=f"Signed {number}", vendors=[f"Other {number}"])
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="A drill.")
    decision = Decision.objects.select_related("evaluation").get(evaluation=evaluation)
    row = ask(lead, decision, signer)
    sha256 = made_pdf(decision, f"%PDF {number}".encode())
    return {"id": str(evaluation.pk), "signature": str(row.pk), "sha256": sha256}


@transaction.atomic
def prepare(slug: str, rounds: int) -> dict[str, Any]:
    workspace = factories.make_workspace(slug)
    leads = [factories.make_actor(workspace, Role.LEAD, f"lead{each}@{slug}.example") for each in range(2)]
    signer = factories.make_actor(workspace, Role.PROCUREMENT)
    panels = [revealed(leads, number) for number in range(rounds)]
    document = Evaluation.objects.get(pk=UUID(panels[0]["id"])).document
    return {
        "slug": slug,
        "leads": [person(lead) for lead in leads],
        "signer": person(signer),
        "panels": panels,
        "decisions": [to_sign(leads[0], signer, number) for number in range(rounds)],
        "dimensions": [dimension.slug for dimension in document.dimensions],
        "objects": [item.slug for item in document.crms[0].objects],
        "crm": document.crms[0].slug,
    }


if __name__ == "__main__":
    print(json.dumps(prepare(sys.argv[1], int(sys.argv[2]))))
