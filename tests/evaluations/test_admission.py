"""Who sees into an evaluation: nobody excluded, no member of a panel before they have declared."""

import pytest
from django.urls import reverse

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.declarations import rule
from audits.evaluations.actions.exhibits import attach_exhibit
from audits.evaluations.models import ReportFile
from audits.people.roles import Role
from tests.api.caller import caller_for
from tests.evaluations.declaring import clear, excluded, in_panel_mode, interested, panelist
from tests.evaluations.scoring_client import address, save
from tests.evidence.files import picture, upload
from tests.factories import make_actor

pytestmark = pytest.mark.django_db
OF_EVALUATION = [
    "evaluation",
    "compare",
    "decide",
    "evaluation-journal",
    "declaration-list",
    "report-request",
]
OF_CANDIDATE = ["candidate-score", "candidate-brief", "candidate-follow-ups", "trial"]


@pytest.fixture
def priya(workspace):
    return panelist(workspace)


def pages(evaluation, candidate):
    slug = evaluation.workspace.slug
    found = [reverse(name, args=[slug, evaluation.pk]) for name in [*OF_EVALUATION, "comparison-xlsx"]]
    found += [reverse(name, args=[slug, candidate.pk]) for name in OF_CANDIDATE]
    found.append(reverse("compare-questions", args=[slug, evaluation.pk, "sync-timing"]))
    return [*found, reverse("candidate-changes", args=[slug, candidate.pk]) + "?since=0"]


def test_whoever_is_excluded_gets_no_page_of_it(lead, priya, evaluation, candidate, sign_in):
    excluded(priya, evaluation, by=lead)
    client = sign_in(priya)
    assert {client.get(path).status_code for path in pages(evaluation, candidate)} == {403}


def test_whoever_is_excluded_saves_nothing(lead, priya, evaluation, candidate, sign_in):
    excluded(priya, evaluation, by=lead)
    assert save(sign_in(priya), candidate, "answers/st-1", verdict="strong").status_code == 403


def test_whoever_is_excluded_gets_no_file_of_it(lead, priya, evaluation, candidate, sign_in):
    made = attach_exhibit(
        actor=lead, candidate=candidate, dimension="", question="st-1", file=upload(picture())
    )
    evidence = candidate.exhibits.get(pk=made["id"]).evidence_id
    excluded(priya, evaluation, by=lead)
    client, slug = sign_in(priya), evaluation.workspace.slug
    for name in ["evidence", "evidence-file", "evidence-thumbnail"]:
        assert client.get(reverse(name, args=[slug, evidence])).status_code == 403


def test_whoever_is_excluded_gets_no_report_made_before(lead, priya, evaluation, sign_in):
    report = ReportFile.objects.create(
        workspace=evaluation.workspace,
        evaluation=evaluation,
        kind="comparison",
        content_key="1",
        revision=1,
        requested_by_id=lead.user_id,
    )
    excluded(priya, evaluation, by=lead)
    path = reverse("report-progress", args=[evaluation.workspace.slug, report.pk])
    assert sign_in(priya).get(path).status_code == 403
    assert caller_for(priya).get(f"/reports/{report.pk}").status_code == 403


def test_the_api_gives_whoever_is_excluded_nothing_and_takes_nothing(lead, priya, evaluation, candidate):
    excluded(priya, evaluation, by=lead)
    api = caller_for(priya)
    asked = [f"/evaluations/{evaluation.pk}", f"/evaluations/{evaluation.pk}/comparison"]
    asked += [f"/evaluations/{evaluation.pk}/comparison.xlsx", f"/evaluations/{evaluation.pk}/report.pdf"]
    asked += [f"/candidates/{candidate.pk}", f"/candidates/{candidate.pk}/report.pdf"]
    assert {api.get(path).status_code for path in asked} == {403}
    assert api.put(f"/candidates/{candidate.pk}/answers/st-1", {"verdict": "strong"}).status_code == 403
    assert api.put(f"/candidates/{candidate.pk}/scores/sync-timing", {"points": 3}).status_code == 403


def test_the_journal_of_the_workspace_leaves_it_out(lead, priya, evaluation, candidate, sign_in):
    save(sign_in(lead), candidate, "answers/st-1", note="Nightly, they say.")
    client, path = sign_in(priya), reverse("journal", args=[evaluation.workspace.slug])
    assert "Nightly, they say." in client.get(path).content.decode()
    excluded(priya, evaluation, by=lead)
    assert "Nightly, they say." not in client.get(path).content.decode()


def test_the_vendors_page_leaves_it_out(lead, priya, evaluation, candidate, sign_in):
    path = reverse("vendor-evaluations", args=[evaluation.workspace.slug, candidate.vendor_id])
    excluded(priya, evaluation, by=lead)
    assert evaluation.title not in sign_in(priya).get(path).content.decode()
    assert evaluation.title in sign_in(lead).get(path).content.decode()


def test_others_are_not_concerned(lead, workspace, priya, evaluation, candidate, sign_in):
    excluded(priya, evaluation, by=lead)
    assert sign_in(panelist(workspace, "marek")).get(address(candidate)).status_code == 200


@pytest.mark.parametrize("role", [Role.PANELIST, Role.LEAD])
def test_a_member_of_a_panel_is_led_to_the_declaration_first(role, workspace, evaluation, candidate, sign_in):
    in_panel_mode(evaluation)
    client = sign_in(make_actor(workspace, role, "new@halden.example"))
    wanted = reverse("declaration", args=[workspace.slug, evaluation.pk])
    for path in pages(evaluation, candidate)[:-1]:
        response = client.get(path)
        assert response.status_code == 302 and response["Location"].startswith(f"{wanted}?next=")


def test_after_nothing_to_declare_the_way_goes_on(priya, evaluation, candidate, sign_in):
    in_panel_mode(evaluation)
    client = sign_in(priya)
    place = client.get(address(candidate))["Location"]
    response = client.post(place, {"interest": "none", "note": ""})
    assert response["Location"] == address(candidate)
    assert client.get(address(candidate)).status_code == 200


def test_a_declared_interest_waits_for_a_ruling(lead, priya, evaluation, candidate, sign_in):
    row = interested(priya, in_panel_mode(evaluation))
    client = sign_in(priya)
    assert client.get(address(candidate)).status_code == 302
    rule(actor=lead, declaration=row, ruling="waived", reason="Long ago.")
    assert client.get(address(candidate)).status_code == 200


def test_a_save_of_somebody_who_has_not_declared_is_refused(priya, evaluation, candidate, sign_in):
    in_panel_mode(evaluation)
    response = save(sign_in(priya), candidate, "answers/st-1", verdict="strong")
    assert response.status_code == 403
    assert "Say first" in response.json()["detail"]


@pytest.mark.parametrize("role", [Role.ADMIN, Role.PROCUREMENT])
def test_whoever_gives_no_points_is_not_asked(role, workspace, evaluation, candidate, sign_in):
    in_panel_mode(evaluation)
    assert sign_in(make_actor(workspace, role)).get(address(candidate)).status_code == 200


def test_solo_evaluations_ask_nobody(priya, candidate, sign_in):
    assert sign_in(priya).get(address(candidate)).status_code == 200


def test_a_decided_evaluation_asks_nobody(lead, priya, evaluation, candidate, sign_in):
    decide(actor=lead, evaluation=in_panel_mode(evaluation), candidate_id=None, reason="None fits.")
    assert sign_in(priya).get(address(candidate)).status_code == 200


def test_the_api_requires_no_declaration(priya, evaluation, candidate):
    in_panel_mode(evaluation)
    assert caller_for(priya).get(f"/candidates/{candidate.pk}").status_code == 200


def test_a_declaration_costs_the_poll_no_query(
    lead, evaluation, candidate, sign_in, django_assert_num_queries
):
    clear(lead, in_panel_mode(evaluation))
    client = sign_in(lead)
    path = f"{address(candidate, 'changes')}?since={candidate.change}"
    assert client.get(path).status_code == 204
    with django_assert_num_queries(3):
        client.get(path)
