"""What the page of a run shows besides its items."""

from collections.abc import Iterable
from typing import Any

from audits.checklists import library
from audits.checklists.actions.pausing import may_resume
from audits.checklists.clock_face import face_of
from audits.checklists.models import PausedAutomation, Run
from audits.checklists.next_audit import following
from audits.checklists.rights import may_write
from audits.checklists.views.board import Board, has_points
from audits.checklists.views.library_shown import Link, Places
from audits.connectors.models import Connector
from audits.http import MemberRequest
from audits.kit import clock
from audits.kit.forms import CreatingForm
from audits.people import roles
from audits.people.actor import Actor
from audits.people.owners import owner_choices

Context = dict[str, Any]
Held = tuple[PausedAutomation, bool]


def run_context(request: MemberRequest, board: Board) -> Context:
    run, actor = board.run, request.actor
    can_assign = run.is_open and actor.can(roles.LEADS)
    return frame(request, board) | {
        "connectors": connectors_of(run),
        "paused": paused_in(actor, run),
        "owners": owner_choices(actor, guests=True) if can_assign else [],
        "untouched": untouched(actor) if has_points(run) else (),
        "following": following(run) if run.finished_at else None,
    }


def frame(request: MemberRequest, board: Board) -> Context:
    """What the page and the answers to its saves have in common; no queries."""
    run, actor, now = board.run, request.actor, clock.now()
    return {
        "run": run,
        "board": board,
        "face": face_of(run, now),
        "now": now,
        "can_turn": any(row.may_write for row in board.rows) or (run.is_open and may_write(actor, run)),
        "can_finish": may_write(actor, run),
        "next_form": CreatingForm(),
        "is_points": has_points(run),
        "is_late": run.is_late(actor.today),
        "nav": "runs",
    }


def connectors_of(run: Run) -> list[Connector]:
    return list(Connector.objects.filter(run_connectors__run=run).by_name())


def paused_in(actor: Actor, run: Run) -> list[Held]:
    """What is on hold in a run, the latest first."""
    rows = PausedAutomation.objects.for_workspace(run.workspace_id).on_hold().seen_in(run)
    return held(actor, rows.with_parts().order_by("-pk"))


def held(actor: Actor, pauses: Iterable[PausedAutomation]) -> list[Held]:
    """Each with whether the reader may resume it."""
    return [(pause, may_resume(actor, pause)) for pause in pauses]


def untouched(actor: Actor) -> tuple[Link, ...]:
    """Checks that somebody who does all thirty points has still not been led to (R147)."""
    return Places(actor.workspace_slug).links(library.untouched())
