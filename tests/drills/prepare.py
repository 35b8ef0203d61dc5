"""Run beside a server: makes a workspace with people, tokens and evaluations, and prints them as JSON.

usage: python -m tests.drills.prepare SLUG PANELISTS EVALUATIONS CANDIDATES
"""

import json
import sys
from typing import Any

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402

from audits.evaluations.models import Candidate, Evaluation  # noqa: E402
from audits.people.actor import Actor  # noqa: E402
from audits.people.models import ApiToken, Membership, User  # noqa: E402
from audits.people.roles import Role  # noqa: E402
from tests import factories  # noqa: E402


def session_of(user: User) -> str:
    """A signed-in session, without the sign-in that Argon2 makes slow on purpose."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def person(actor: Actor) -> dict[str, str]:
    membership = Membership.objects.get(workspace_id=actor.workspace_id, user_id=actor.user_id)
    token = ApiToken.issue(membership=membership, name="drill")[1]
    return {"email": actor.email, "token": token, "session": session_of(factories.user_of(actor))}


def evaluation(lead: Actor, number: int, candidates: int) -> dict[str, Any]:
    names = [f"Vendor {number}-{each}" for each in range(candidates)]
    made: Evaluation = factories.make_evaluation(lead, title=f"Purchase {number}", vendors=names)
    rows = Candidate.objects.filter(evaluation=made).order_by("pk")
    return {"id": str(made.pk), "candidates": [str(row.pk) for row in rows]}


@transaction.atomic
def prepare(slug: str, panelists: int, evaluations: int, candidates: int) -> dict[str, Any]:
    workspace = factories.make_workspace(slug)
    lead = factories.make_actor(workspace, Role.LEAD)
    panel = [
        factories.make_actor(workspace, Role.PANELIST, f"panel{number}@{slug}.example")
        for number in range(panelists)
    ]
    made = [evaluation(lead, number, candidates) for number in range(evaluations)]
    questions = list(Evaluation.objects.get(pk=made[0]["id"]).catalog.question_ids)
    return {
        "slug": slug,
        "lead": person(lead),
        "panel": [person(actor) for actor in panel],
        "evaluations": made,
        "questions": questions,
    }


if __name__ == "__main__":
    print(json.dumps(prepare(sys.argv[1], *map(int, sys.argv[2:]))))
