"""The journal of an evaluation and of the workspace."""

import pytest

from audits.evaluations.actions.answers import save_answer
from audits.evaluations.actions.objects import save_object
from audits.evaluations.actions.scores import save_score
from audits.evaluations.models import Candidate
from audits.journal.actions import record
from audits.journal.models import Event
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.factories import candidate_of, make_actor, make_evaluation, make_workspace
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace(db: None) -> Workspace:
    return make_workspace(timezone="Asia/Kolkata")


@pytest.fixture
def pages(lead: Actor) -> Pages:
    return Pages.of(lead)


def score(actor: Actor, candidate: Candidate, points: int | None, version: int) -> None:
    save_score(
        actor=actor, candidate=candidate, dimension="sync-timing", values={"points": points}, version=version
    )


@pytest.mark.covers("R065")
def test_it_tells_who_changed_which_score_from_what_to_what(
    lead: Actor, candidate: Candidate, pages: Pages
) -> None:
    score(lead, candidate, 3, 0)
    score(lead, candidate, 5, 1)
    line = pages.open("evaluation-journal", candidate.evaluation_id).context["lines"][0]
    assert (line.who, line.what) == (lead.name, "Points of Sync timing")
    assert [(c.field, c.before, c.after) for c in line.changes] == [("points", "3", "5")]
    first = pages.open("evaluation-journal", candidate.evaluation_id).context["lines"][1]
    assert first.changes[0].before == "–"


def test_times_are_those_of_the_workspaces_zone(candidate: Candidate, pages: Pages) -> None:
    Event.objects.update(at="2026-11-23T09:00:00Z")
    text = pages.text("evaluation-journal", candidate.evaluation_id)
    assert "23 Nov 2026, 14:30:00" in text and "Asia/Kolkata" in text


def test_answers_and_objects_are_told_by_their_names(lead: Actor, candidate: Candidate, pages: Pages) -> None:
    save_answer(actor=lead, candidate=candidate, question="sd-1", values={"verdict": "none"}, version=0)
    save_object(
        actor=lead, candidate=candidate, crm="salesforce", name="lead", values={"read": True}, version=0
    )
    lines = pages.open("evaluation-journal", candidate.evaluation_id).context["lines"]
    assert lines[0].what == "Object Salesforce Lead" and lines[0].changes[0].after == "yes"
    assert lines[1].what.startswith("Answer to SD-1 ")
    assert [(c.field, c.after) for c in lines[1].changes] == [("verdict", "Not supported")]


def test_a_long_text_is_folded_and_whole(lead: Actor, candidate: Candidate, pages: Pages) -> None:
    note = "word " * 200 + "end of the note"
    save_answer(actor=lead, candidate=candidate, question="sd-1", values={"note": note}, version=0)
    text = pages.text("evaluation-journal", candidate.evaluation_id)
    assert "Long text" in text and "end of the note" in text


def test_it_is_filtered_by_score_changes_and_by_candidate(lead: Actor, pages: Pages) -> None:
    evaluation = make_evaluation(lead, vendors=["Relay", "Pipetap"])
    relay, pipetap = candidate_of(evaluation, "Relay"), candidate_of(evaluation)
    score(lead, relay, 3, 0)
    score(lead, pipetap, 4, 0)
    scores = pages.open("evaluation-journal", evaluation.pk, show="scores").context["lines"]
    assert {line.kind for line in scores} == {"score.saved"} and len(scores) == 2
    own = pages.open("evaluation-journal", evaluation.pk, candidate=relay.pk).context["lines"]
    assert [line.place.split(",")[0] for line in own] == ["Relay"]


def test_it_is_paged_by_key(lead: Actor, candidate: Candidate, pages: Pages) -> None:
    for number in range(60):
        score(lead, candidate, number % 6, number)
    first = pages.open("evaluation-journal", candidate.evaluation_id, show="scores").context
    rest = pages.open(
        "evaluation-journal", candidate.evaluation_id, show="scores", after=first["page"].next_key
    ).context
    assert (len(first["lines"]), len(rest["lines"])) == (50, 10)
    assert rest["page"].next_key is None and "show=scores" in first["query"]


@pytest.mark.parametrize("query", [{"after": "x"}, {"after": "9" * 30}, {"candidate": "x"}, {"after": "²"}])
def test_an_address_that_makes_no_sense_shows_all(
    candidate: Candidate, pages: Pages, query: dict[str, str]
) -> None:
    assert pages.open("evaluation-journal", candidate.evaluation_id, **query).context["lines"]


def test_another_evaluations_candidate_is_no_filter(lead: Actor, candidate: Candidate, pages: Pages) -> None:
    other = candidate_of(make_evaluation(lead, vendors=["Other"]), "Other")
    score(lead, other, 3, 0)
    lines = pages.open("evaluation-journal", candidate.evaluation_id, candidate=other.pk).context["lines"]
    assert {line.kind for line in lines} == {"evaluation.created", "candidate.added"}


def test_the_page_needs_the_same_queries_however_much_happened(
    lead: Actor, candidate: Candidate, pages: Pages
) -> None:
    few = pages.queries("evaluation-journal", candidate.evaluation_id), pages.queries("journal")
    for number in range(8):
        score(lead, candidate, number % 6, number)
    make_evaluation(lead, vendors=["Other"])
    assert (pages.queries("evaluation-journal", candidate.evaluation_id), pages.queries("journal")) == few
    assert max(few) <= 8


def test_the_workspaces_journal_names_the_place(lead: Actor, candidate: Candidate, pages: Pages) -> None:
    score(lead, candidate, 3, 0)
    line = pages.open("journal").context["lines"][0]
    assert (line.what, line.place) == ("Points of Sync timing", "Pipetap, EV-0001")


def test_people_and_settings_are_told_only_to_those_who_may_read_them(
    workspace: Workspace, lead: Actor, candidate: Candidate, pages: Pages
) -> None:
    record(lead, "member.joined", subject=lead.user_id, after={"email": "new@halden.example"})
    assert "new@halden.example" in pages.text("journal")
    reader = Pages.of(make_actor(workspace, Role.PROCUREMENT))
    assert "new@halden.example" not in reader.text("journal") and "Candidate added" in reader.text("journal")
    assert Pages.of(make_actor(workspace, Role.OWNER)).open("journal").status_code == 403


def test_another_workspaces_events_stay_there(candidate: Candidate) -> None:
    rival = Pages.of(make_actor(make_workspace("rival"), Role.LEAD))
    assert rival.open("journal").context["lines"] == []
