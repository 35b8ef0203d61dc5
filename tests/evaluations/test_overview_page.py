"""The overview of an evaluation: candidates, objects not used, edit, archive."""

import re

import pytest
from django.urls import reverse

from audits.evaluations.actions.candidates import edit_evaluation
from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.objects import confirm_all, save_object
from audits.evaluations.actions.scores import save_score
from audits.evaluations.models import Candidate, Evaluation, ObjectCheck
from audits.frameworks.actions import publish
from audits.journal.models import Event
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.evaluations.declaring import clear, interested
from tests.evaluations.panel_points import give, give_all, make_panel, panel_evaluation
from tests.factories import candidate_of, make_actor, make_evaluation, make_workspace
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(lead: Actor) -> Pages:
    return Pages.of(lead)


@pytest.mark.covers("R036")
def test_each_candidate_stands_with_total_range_band_and_hard_stop(
    lead: Actor, candidate: Candidate, pages: Pages
) -> None:
    save_score(actor=lead, candidate=candidate, dimension="sync-timing", values={"points": 4}, version=0)
    save_object(
        actor=lead, candidate=candidate, crm="salesforce", name="lead", values={"read": False}, version=0
    )
    text = pages.text("evaluation", candidate.evaluation_id)
    for said in ("Hard stop: Lead", "<b>4</b>", "of 40", "range 4 to 39", "0 of 31 questions answered"):
        assert said in text
    assert "6 objects not confirmed" in text


def test_nothing_scored_is_no_zero(evaluation: Evaluation, pages: Pages) -> None:
    text = pages.text("evaluation", evaluation.pk)
    assert "not scored yet" in text and "<b>0</b> of 40" not in text


def test_each_page_of_a_candidate_is_reached_once(candidate: Candidate, pages: Pages) -> None:
    text = pages.text("evaluation", candidate.evaluation_id)
    links = [link for link in re.findall(r'href="([^"]+)"', text) if str(candidate.pk) in link]
    assert len(links) > 8 and len(links) == len(set(links))


@pytest.mark.covers("R004")
def test_the_blind_spots_are_shown_before_a_demo(evaluation: Evaluation, pages: Pages) -> None:
    text = pages.text("evaluation", evaluation.pk)
    assert len(evaluation.document.blind_spots) == 4
    assert all(spot.split(":")[0] in text for spot in evaluation.document.blind_spots)


def test_the_page_needs_the_same_queries_however_many_candidates(lead: Actor, pages: Pages) -> None:
    one = make_evaluation(lead, vendors=["A"])
    few = pages.queries("evaluation", one.pk)
    many = make_evaluation(lead, vendors=["B", "C", "D", "E"])
    assert pages.queries("evaluation", many.pk) == few <= 16


@pytest.mark.covers("R009")
def test_a_newer_framework_version_is_told_and_changes_nothing(evaluation: Evaluation, pages: Pages) -> None:
    newer = evaluation.document.model_copy(update={"version": 2, "title": "Newer wording"})
    publish(newer, workspace_id=None)
    text = pages.text("evaluation", evaluation.pk)
    assert "There is a newer version" in text
    evaluation.refresh_from_db()
    assert evaluation.document.version == 1


@pytest.mark.covers("R002")
def test_crms_are_changed_without_touching_what_was_recorded(
    lead: Actor, candidate: Candidate, pages: Pages
) -> None:
    confirm_all(actor=lead, candidate=candidate, crm="salesforce")
    rows = ObjectCheck.objects.count()
    evaluation = candidate.evaluation
    values = {**pages.fields("evaluation-edit", evaluation.pk), "crms": ["hubspot"], "title": "Renamed"}
    assert pages.send("evaluation-edit", evaluation.pk, **values).status_code == 302
    evaluation.refresh_from_db()
    assert (evaluation.crms, evaluation.title) == (["hubspot"], "Renamed")
    assert ObjectCheck.objects.count() == rows and ObjectCheck.objects.filter(read=True).count() == 6
    assert "Evaluation edited" in pages.text("evaluation-journal", evaluation.pk)


def test_open_screens_of_a_candidate_notice_other_crms(lead: Actor, candidate: Candidate) -> None:
    before = candidate.change
    edit_evaluation(
        actor=lead, evaluation=candidate.evaluation, title="T", crms=["hubspot"], custom_objects=[]
    )
    candidate.refresh_from_db()
    assert candidate.change > before


def test_an_edit_over_somebody_elses_keeps_what_was_typed(
    lead: Actor, evaluation: Evaluation, pages: Pages
) -> None:
    values = {**pages.fields("evaluation-edit", evaluation.pk), "title": "Mine"}
    edit_evaluation(actor=lead, evaluation=evaluation, title="Theirs", crms=["hubspot"], custom_objects=[])
    sent = pages.send("evaluation-edit", evaluation.pk, **values)
    text = sent.content.decode()
    assert sent.status_code == 409 and "Mine" in text and "It now says: Theirs" in text
    evaluation.refresh_from_db()
    assert evaluation.title == "Theirs"


def test_an_evaluation_needs_a_crm(evaluation: Evaluation, pages: Pages) -> None:
    sent = pages.send("evaluation-edit", evaluation.pk, title="T", seen="")
    assert sent.status_code == 422 and "crms" in sent.context["form"].errors


def test_an_object_is_marked_as_not_used_and_taken_back(candidate: Candidate, pages: Pages) -> None:
    key = candidate.evaluation_id
    sent = pages.send("object-unused", key, what="salesforce/campaign", reason="No campaigns here.")
    assert sent.status_code == 302
    text = pages.text("evaluation", key)
    assert "No campaigns here." in text and "5 objects not confirmed" in text
    pages.send("object-used", key, what="salesforce/campaign")
    assert "6 objects not confirmed" in pages.text("evaluation", key)
    kinds = set(Event.objects.filter(subject=key).values_list("kind", flat=True))
    assert {"object.unused", "object.used"} <= kinds


@pytest.mark.parametrize(
    "data",
    [{"what": "salesforce/lead"}, {"what": "hubspot/deal", "reason": "r"}, {"what": "", "reason": "r"}],
)
def test_a_mark_needs_a_required_object_and_a_reason(
    evaluation: Evaluation, pages: Pages, data: dict[str, str]
) -> None:
    assert pages.send("object-unused", evaluation.pk, **data).status_code == 422
    evaluation.refresh_from_db()
    assert evaluation.unused_objects == []


def test_taking_back_a_mark_that_is_not_there_is_refused(evaluation: Evaluation, pages: Pages) -> None:
    assert pages.send("object-used", evaluation.pk, what="salesforce/lead").status_code == 422


def test_an_archived_evaluation_says_so(evaluation: Evaluation, pages: Pages) -> None:
    pages.send("evaluation-archive", evaluation.pk)
    assert "nothing is deleted" in pages.text("evaluation", evaluation.pk)
    pages.send("evaluation-unarchive", evaluation.pk)
    evaluation.refresh_from_db()
    assert evaluation.archived_at is None


def test_a_decided_evaluation_is_read_only(lead: Actor, evaluation: Evaluation, pages: Pages) -> None:
    decide(actor=lead, evaluation=evaluation, candidate_id=None, reason="None fits us.")
    text = pages.text("evaluation", evaluation.pk)
    assert "Decided: none of them" in text and "None fits us." in text
    for name in ("evaluation-edit", "candidate-add", "object-unused"):
        assert pages.address(name, evaluation.pk) not in text
    values = {**pages.fields("evaluation-edit", evaluation.pk), "title": "After the fact"}
    sent = pages.send("evaluation-edit", evaluation.pk, **values)
    assert sent.status_code == 423 and "After the fact" in sent.content.decode()
    mark = {"what": "salesforce/lead", "reason": "typed words"}
    assert "typed words" in pages.send("object-unused", evaluation.pk, **mark).content.decode()


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT])
def test_others_read_and_do_not_write(workspace: Workspace, evaluation: Evaluation, role: str) -> None:
    reader = Pages.of(make_actor(workspace, role))
    candidate = candidate_of(evaluation)
    text = reader.text("evaluation", evaluation.pk)
    assert reader.address("evaluation-edit", evaluation.pk) not in text
    assert reader.address("candidate-withdraw", candidate.pk) not in text
    for name, key in (("evaluation-edit", evaluation.pk), ("demo-new", candidate.pk)):
        assert reader.send(name, key).status_code == 403


def test_another_workspaces_evaluation_is_not_found(pages: Pages) -> None:
    foreign = make_evaluation(make_actor(make_workspace("rival"), Role.LEAD))
    for name in ("evaluation", "evaluation-edit", "decide", "evaluation-journal", "candidate-add"):
        assert pages.open(name, foreign.pk).status_code == 404
    for name in ("candidate-brief", "candidate-follow-ups", "trial", "candidate-waive", "demo-new"):
        assert pages.open(name, candidate_of(foreign).pk).status_code == 404


@pytest.fixture
def panel(workspace: Workspace) -> list[Actor]:
    return make_panel(workspace, "priya", "marek")


def test_a_panels_progress_is_shown_and_never_its_points(
    lead: Actor, pages: Pages, panel: list[Actor]
) -> None:
    evaluation = panel_evaluation(lead)
    clear(lead, evaluation)
    give_all(panel[0], candidate_of(evaluation), 4)
    give(lead, candidate_of(evaluation), 5)
    text = pages.text("evaluation", evaluation.pk)
    assert "Finished: 1 of 3 on the panel. You: 1 of 8 scored." in text
    assert reverse("candidate-reveal", args=[lead.workspace_slug, candidate_of(evaluation).pk]) in text
    assert "<b>4</b>" not in text and "1.</span>" not in text


def test_a_lead_is_told_who_waits_for_a_ruling_and_who_has_not_declared(
    lead: Actor, pages: Pages, panel: list[Actor]
) -> None:
    evaluation = panel_evaluation(lead)
    clear(lead, evaluation)
    interested(panel[0], evaluation)
    text = pages.text("evaluation", evaluation.pk)
    assert "no answers shown until then: Priya." in text
    assert "no answers shown before: Marek." in text


def test_a_panels_progress_needs_the_same_queries_however_many_candidates(
    lead: Actor, pages: Pages, panel: list[Actor]
) -> None:
    few, many = panel_evaluation(lead, "A"), panel_evaluation(lead, "B", "C", "D")
    for evaluation in (few, many):
        clear(lead, evaluation)
    assert pages.queries("evaluation", few.pk) == pages.queries("evaluation", many.pk)
