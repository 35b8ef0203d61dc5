"""Finding a commitment kept or broken, by hand or by a check that ran."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, F, Subquery, Value, When
from django.utils.translation import gettext as _

from audits.commitments.actions.cleaning import words
from audits.commitments.actions.rows import let_owner, locked, store
from audits.commitments.models import Commitment, Judgement, State
from audits.journal import actions as journal
from audits.kit import clock
from audits.kit.refusals import Blocked, Conflict, Invalid
from audits.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, and by which check; `is_kept` is None where a check takes its result back."""

    is_kept: bool | None
    note: str
    run: UUID | None = None
    run_title: str = ""
    check_path: str = ""

    @property
    def is_by_hand(self) -> bool:
        return self.run is None


def judge(
    *,
    actor: Actor,
    commitment: Commitment,
    is_kept: bool,
    note: str = "",
    version: int | None = None,
    key: str | None = None,
) -> dict[str, Any]:
    """One more judgement by hand, after which the commitment is kept or broken; answers {"id"}.

    By hand it is a lead's or the owner's to say. Raises Denied, Invalid, Blocked, Conflict.
    """
    found = Found(is_kept, words("note", note))
    let_owner(actor, commitment)
    if not is_kept and not found.note:
        raise Invalid({"note": [_("Say what was seen instead; it is what the vendor will be shown.")]})

    def do() -> dict[str, Any]:
        made = put_down(actor, commitment, found, version)
        commitment.refresh_from_db(fields=["state", "judged_at", "version"])
        return {"id": str(made.pk)}

    return journal.once(actor, key, journal.fingerprint("judge", commitment.pk, asdict(found), version), do)


def judge_by_check(
    *,
    actor: Actor,
    commitment: Commitment,
    is_kept: bool,
    note: str,
    run: UUID,
    run_title: str,
    check_path: str,
) -> None:
    """As `judge`, inside the transaction that saves a check's result, which has asked who may say so.

    A released commitment keeps the judgement in its history and stays released.
    """
    put_down(actor, commitment, Found(is_kept, words("note", note), run, run_title, check_path), None)


def put_down(actor: Actor, commitment: Commitment, found: Found, version: int | None) -> Judgement:
    at = clock.now()
    turn_state(actor, commitment, found, version, at)
    return add(actor, commitment, found, at)


def turn_state(actor: Actor, commitment: Commitment, found: Found, version: int | None, at: datetime) -> None:
    """The conditional update that goes first and locks: `Blocked` or `Conflict` where it finds no row."""
    state = State.KEPT if found.is_kept else State.BROKEN
    rows = Commitment.objects.filter(pk=commitment.pk, workspace_id=actor.workspace_id)
    wanted = rows if version is None else rows.filter(version=version)
    if found.is_by_hand:
        wanted = wanted.exclude(state=State.RELEASED)
    after = Case(When(state=State.RELEASED, then=F("state")), default=Value(state))
    if not wanted.update(state=after, judged_at=at, version=F("version") + 1):
        raise refusal(rows.get(), state)


def refusal(row: Commitment, state: State) -> Blocked | Conflict:
    """Why a judgement by hand found no row to turn."""
    if row.is_released:
        return Blocked(_("This commitment is released: the vendor is no longer held to it."))
    message = _("Somebody changed this since you opened it. Look again, then save.")
    theirs = str(State(row.state).label)
    return Conflict(message, yours=str(state.label), theirs=theirs, version=row.version)


def add(actor: Actor, commitment: Commitment, found: Found, at: datetime) -> Judgement:
    """Appends the judgement with its event, to a commitment whose row is held and has its new version."""
    by = {"workspace_id": actor.workspace_id, "judged_by_id": actor.user_id, "judged_at": at}
    version = Subquery(Commitment.objects.filter(pk=commitment.pk).values("version"))
    made = Judgement.objects.create(commitment=commitment, version=version, **by, **asdict(found))
    kind = "commitment.kept" if found.is_kept else "commitment.broken"
    if found.is_kept is None:
        kind = "commitment.reverted"
    after = {"note": found.note, "check": found.run_title}
    journal.record(actor, kind, subject=commitment.vendor_id, part=commitment.code, after=after)
    return made


def take_back(*, actor: Actor, commitment: Commitment, run: UUID, run_title: str, check_path: str) -> None:
    """A check of that run is open again: what it had found no longer counts, and stays on record.

    Inside the transaction that saves the check.
    """
    row = locked(actor, commitment)
    counted = in_force([judgement for judgement in row.judgements.all() if judgement.run != run])
    state = row.state if row.is_released else state_of(counted)
    store(row, {"state": state, "judged_at": counted.judged_at if counted else None})
    add(actor, row, Found(None, "", run, run_title, check_path), clock.now())


def standing_state(commitment: Commitment) -> State:
    """How a commitment stands by its judgements alone."""
    return state_of(in_force(list(commitment.judgements.all())))


def in_force(newest_first: Sequence[Judgement]) -> Judgement | None:
    """The latest judgement that no check has taken back."""
    taken_back = set()
    for judgement in newest_first:
        if judgement.is_kept is None:
            taken_back.add(judgement.run)
        elif judgement.run not in taken_back:
            return judgement
    return None


def state_of(judgement: Judgement | None) -> State:
    if judgement is None:
        return State.OPEN
    return State.KEPT if judgement.is_kept else State.BROKEN
