"""A panel at work as a state machine: what may happen in which state, and what must always hold."""

import json
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from audits.evaluations.actions.declarations import declare
from audits.evaluations.models import Candidate, PanelScore
from audits.kit import clock
from audits.kit.refusals import Decided
from audits.people.actor import Actor
from audits.people.models import Membership, Workspace
from audits.people.roles import Role
from audits.scoring.panel import Tally
from tests import factories
from tests.api.caller import Caller, caller_for
from tests.evaluations.panel_points import abstain, panel_evaluation

MARK = "qz"
DIMENSIONS = ("sync-timing", "error-handling", "historical-data")
PANEL = ("priya", "marek", "lead")
READERS = (*PANEL, "admin", "procurement")
PAGES = (
    "evaluation",
    "compare",
    "decide",
    "evaluation-journal",
    "candidate-score",
    "candidate-brief",
    "candidate-follow-ups",
    "comparison-xlsx",
    "journal",
    "evaluation-list",
)
CALLS = ("/evaluations/{evaluation}", "/evaluations/{evaluation}/comparison", "/candidates/{candidate}")


class People:
    """Everybody with a token and a session, made once for all examples."""

    def __init__(self, workspace: Workspace) -> None:
        roles = {"priya": Role.PANELIST, "marek": Role.PANELIST, "lead": Role.LEAD}
        roles |= {"admin": Role.ADMIN, "procurement": Role.PROCUREMENT}
        self.actors: dict[str, Actor] = {
            name: factories.make_actor(workspace, role, f"{name}@{workspace.slug}.example")
            for name, role in roles.items()
        }
        self.api: dict[str, Caller] = {name: caller_for(actor) for name, actor in self.actors.items()}
        self.clients = {name: Client() for name in roles}
        for name, client in self.clients.items():
            client.force_login(factories.user_of(self.actors[name]))


@dataclass
class Own:
    """What somebody gave one dimension, as the machine remembers it."""

    points: int | None
    why: str
    is_abstained: bool = False


class PanelMachine(RuleBasedStateMachine):
    """Three people score one candidate blind; the lead reveals, agrees, decides and reopens."""

    people: People

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        evaluation = panel_evaluation(self.people.actors["lead"], "Aspen", "Birch")
        for name in PANEL:
            declare(actor=self.people.actors[name], evaluation=evaluation, interest="none")
        self.evaluation = evaluation
        self.candidate: Candidate = factories.candidate_of(evaluation, "Aspen")
        self.own: dict[tuple[str, str], Own] = {}
        self.agreed: dict[str, int | None] = {}
        self.frozen: Any = None
        self.is_revealed = self.is_decided = self.has_left = False
        self.words = count()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def at(self, rest: str = "") -> str:
        return f"/candidates/{self.candidate.pk}{rest}"

    def word(self, name: str) -> str:
        """A reason that is nobody else's."""
        return f"{MARK}-{name}-{next(self.words)}-{MARK}"

    @rule(
        name=st.sampled_from(PANEL),
        dimension=st.sampled_from(DIMENSIONS),
        points=st.none() | st.integers(0, 5),
    )
    def score(self, name: str, dimension: str, points: int | None) -> None:
        why = self.word(name)
        body = {"points": points, "rationale": why}
        answer = self.people.api[name].put(self.at(f"/scores/{dimension}"), body)
        if name == "marek" and self.has_left:
            assert answer.status_code == 401
        elif self.is_decided or self.is_revealed:
            assert answer.status_code == 423
        else:
            assert answer.status_code == 200, answer.content
            self.own[name, dimension] = Own(points, why)

    @rule(name=st.sampled_from(("priya", "lead")), dimension=st.sampled_from(DIMENSIONS))
    def abstain(self, name: str, dimension: str) -> None:
        why, actor = self.word(name), self.people.actors[name]
        try:
            abstain(actor, self.candidate, why, dimension=dimension)
        except Decided:
            assert self.is_decided or self.is_revealed
        else:
            assert not (self.is_decided or self.is_revealed)
            self.own[name, dimension] = Own(None, why, is_abstained=True)

    @rule(verdict=st.sampled_from(("strong", "partial", "none", None)))
    def answer(self, verdict: str | None) -> None:
        body = {"verdict": verdict, "proof": "sandbox"}
        answer = self.people.api["priya"].put(self.at("/answers/st-1"), body)
        assert answer.status_code == (423 if self.is_decided else 200)

    @rule()
    def reveal(self) -> None:
        answer = self.people.api["lead"].post(self.at("/reveal"), {})
        if self.is_decided or self.is_revealed:
            assert answer.status_code == (423 if self.is_decided else 409)
            return
        assert answer.status_code == 200, answer.content
        self.is_revealed = True
        self.agreed = {slug: self.tally(slug).rounded for slug in DIMENSIONS}

    def tally(self, dimension: str) -> Tally:
        given = [own.points for (_name, slug), own in self.own.items() if slug == dimension]
        return Tally(tuple(points for points in given if points is not None))

    @rule(
        dimension=st.sampled_from(DIMENSIONS), points=st.integers(0, 5), why=st.sampled_from(["", "Because."])
    )
    def agree(self, dimension: str, points: int, why: str) -> None:
        body = {"points": points, "rationale": why}
        answer = self.people.api["lead"].put(self.at(f"/agreed/{dimension}"), body)
        if self.is_decided or not self.is_revealed:
            assert answer.status_code == (423 if self.is_decided else 409)
        elif not why and not self.tally(dimension).holds(points):
            assert answer.status_code == 422
        else:
            assert answer.status_code == 200, answer.content
            self.agreed[dimension] = points

    @rule()
    def decide(self) -> None:
        body = {"candidate": None, "reason": "None fits."}
        answer = self.people.api["lead"].post(f"/evaluations/{self.evaluation.pk}/decision", body)
        assert answer.status_code == (423 if self.is_decided else 201)
        if not self.is_decided:
            self.is_decided, self.frozen = True, self.everything()

    @rule()
    def reopen(self) -> None:
        body = {"reason": "New facts."}
        answer = self.people.api["lead"].post(f"/evaluations/{self.evaluation.pk}/reopen", body)
        assert answer.status_code == (200 if self.is_decided else 409)
        self.is_decided = False

    @rule()
    def leave_or_return(self) -> None:
        """Marek's membership ends, or is taken up again."""
        self.has_left = not self.has_left
        mine = Membership.objects.filter(user_id=self.people.actors["marek"].user_id)
        mine.update(ended_at=clock.now() if self.has_left else None)

    @rule(name=st.sampled_from(READERS), page=st.sampled_from(PAGES))
    def look_at_a_page(self, name: str, page: str) -> None:
        keys: list[Any] = {"candidate": [self.candidate.pk], "journal": []}.get(
            page.partition("-")[0] if page != "evaluation-list" else "journal", [self.evaluation.pk]
        )
        address = reverse(page, args=["halden", *keys])
        self.hides(name, self.people.clients[name].get(address).content)

    @rule(name=st.sampled_from(READERS), call=st.sampled_from(CALLS), since=st.integers(0, 3))
    def look_by_api_and_poll(self, name: str, call: str, since: int) -> None:
        path = call.format(evaluation=self.evaluation.pk, candidate=self.candidate.pk)
        self.hides(name, self.people.api[name].get(path).content)
        poll = reverse("candidate-changes", args=["halden", self.candidate.pk])
        self.hides(name, self.people.clients[name].get(f"{poll}?since={since}").content)

    def hides(self, name: str, body: bytes) -> None:
        """Before the reveal nobody reads a reason of somebody else, whatever they ask for."""
        if not self.is_revealed:
            others = [other for other in PANEL if f"{MARK}-{other}-".encode() in body and other != name]
            assert others == [], f"{name} reads what {others} wrote"

    def everything(self) -> Any:
        """The candidate and the comparison as the lead's script reads them, and the rows behind them."""
        lead = self.people.api["lead"]
        rows = PanelScore.objects.filter(candidate=self.candidate).order_by("pk")
        comparison = lead.get(f"/evaluations/{self.evaluation.pk}/comparison").json()
        return lead.get(self.at()).json(), comparison, list(rows.values())

    @invariant()
    def points_are_the_sum_of_the_agreed_ones(self) -> None:
        found = self.people.api["lead"].get(self.at()).json()
        given = [points for points in self.agreed.values() if points is not None]
        score = found["score"]
        assert (score["points"], score["scored"], score["floor"]) == (sum(given), len(given), sum(given))
        assert sum(one["points"] or 0 for one in found["dimensions"]) == score["points"]

    @invariant()
    def nothing_changes_after_the_decision(self) -> None:
        if self.is_decided:
            assert self.everything() == self.frozen

    @invariant()
    def everybody_sees_their_own_points_and_nobody_elses(self) -> None:
        for name in ("priya", "lead"):
            body = self.people.api[name].get(self.at()).content
            self.hides(name, body)
            own, mine = json.loads(body)["own"], self.of(name)
            assert (own is None) == self.is_revealed
            if own:
                assert own["points"] == sum(each.points or 0 for each in mine.values())
                shown = {one["slug"]: one["rationale"] for one in own["dimensions"] if one["rationale"]}
                assert shown == {slug: each.why for slug, each in mine.items()}

    def of(self, name: str) -> dict[str, Own]:
        return {slug: own for (who, slug), own in self.own.items() if who == name}

    @invariant()
    def what_each_gave_stays_after_the_reveal(self) -> None:
        """Also of whoever has left by then or since."""
        if self.is_revealed:
            dimensions = self.people.api["lead"].get(self.at()).json()["dimensions"]
            shown = {
                (one["email"].partition("@")[0], each["slug"]): (one["points"], one["rationale"])
                for each in dimensions
                for one in each["panel"]
                if one["saved_at"]
            }
            assert shown == {place: (own.points, own.why) for place, own in self.own.items()}
