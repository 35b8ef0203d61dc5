"""Who is on a candidate's panel and how far each of them is, never how anybody scored."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from audits.evaluations.admission import excluded
from audits.evaluations.models import Candidate, Evaluation, PanelScore
from audits.people import roles
from audits.people.models import Membership, User
from audits.people.roles import Role

JUDGED_BY = ("points", "is_abstained")


@dataclass(frozen=True, slots=True)
class Panelist:
    """Somebody of a candidate's panel, and which dimensions they have judged (by key)."""

    user_id: UUID
    name: str
    email: str
    judged: frozenset[int]
    total: int
    is_here: bool
    """Still a member who may score; points of others stay and count."""

    @property
    def done(self) -> int:
        return len(self.judged)

    @property
    def is_finished(self) -> bool:
        return self.done == self.total


def panel_of(candidate: Candidate) -> list[Panelist]:
    """Every panelist of the workspace, and whoever else has saved something, by name.

    Three queries, four when somebody has left.

    The lead may be one of the panel: by writing something down, not by being asked.
    """
    return panels_of(candidate.evaluation, [candidate.pk])[candidate.pk]


def panels_of(evaluation: Evaluation, candidates: Collection[UUID]) -> dict[UUID, list[Panelist]]:
    """The panel of each candidate, in as many queries as for one."""
    people, done = members(evaluation), judged(candidates)
    gone = {key for each in done.values() for key in each} - people.keys()
    users = {key: member.user for key, member in people.items()}
    users |= User.objects.in_bulk(gone) if gone else {}
    counting = counted(evaluation, users)
    total = len(evaluation.document.dimensions)

    def panelist(key: UUID, dimensions: Iterable[int]) -> Panelist:
        user = users[key]
        return Panelist(key, str(user), user.email, frozenset(dimensions), total, is_here=key in people)

    asked = {key for key, member in people.items() if member.role == Role.PANELIST}
    return {
        candidate: sorted(
            (
                panelist(key, done[candidate].get(key, ()))
                for key in (asked | done[candidate].keys()) & counting
            ),
            key=lambda one: (one.name.casefold(), one.user_id),
        )
        for candidate in candidates
    }


def members(evaluation: Evaluation) -> dict[UUID, Membership]:
    """Members who may give panel points."""
    rows = Membership.objects.active().filter(
        workspace_id=evaluation.workspace_id, role__in=roles.GIVES_PANEL_POINTS
    )
    return {row.user_id: row for row in rows.select_related("user")}


def judged(candidates: Collection[UUID]) -> dict[UUID, dict[UUID, set[int]]]:
    """By candidate, the dimensions that each who saved anything has given points to or abstained from."""
    found: dict[UUID, dict[UUID, set[int]]] = {key: defaultdict(set) for key in candidates}
    rows = PanelScore.objects.filter(candidate__in=candidates)
    for row in rows.only("candidate", "panelist", "dimension", *JUDGED_BY):
        dimensions = found[row.candidate_id][row.panelist_id]
        if row.is_done:
            dimensions.add(row.dimension_id)
    return found


def counted(evaluation: Evaluation, people: Iterable[UUID]) -> frozenset[UUID]:
    """Those of them whose points count: not of whoever a lead has excluded for an interest."""
    return frozenset(people) - excluded(evaluation.pk)


def unfinished(candidate: Candidate) -> list[Panelist]:
    """Who can still score and has not judged every dimension: the reveal names them and asks."""
    return [one for one in panel_of(candidate) if one.is_here and not one.is_finished]
