"""The list of evaluations, and starting a new one."""

from datetime import timedelta

import pytest

from audits.evaluations.actions.decide import decide
from audits.evaluations.actions.scores import save_score
from audits.evaluations.models import Candidate, Evaluation
from audits.frameworks.actions import load_built_in
from audits.journal.models import Event
from audits.kit import clock
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from audits.vendors.models import Vendor
from tests.factories import candidate_of, make_actor, make_evaluation, make_vendor, make_workspace
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(lead: Actor) -> Pages:
    load_built_in()
    return Pages.of(lead)


def test_open_decided_and_archived_are_listed_apart(lead: Actor, pages: Pages) -> None:
    open_one, decided, archived = (make_evaluation(lead, title=t) for t in ("Opened", "Chosen", "Shelved"))
    decide(actor=lead, evaluation=decided, candidate_id=None, reason="None fits.")
    pages.send("evaluation-archive", archived.pk)
    for show, title in (("open", "Opened"), ("decided", "Chosen"), ("archived", "Shelved")):
        rows = pages.open("evaluation-list", show=show).context["page"].rows
        assert [row.evaluation.title for row in rows] == [title]
    assert open_one.code in pages.text("evaluation-list")


def test_a_save_on_a_candidate_is_the_last_change(lead: Actor, candidate: Candidate, pages: Pages) -> None:
    earlier = clock.now() - timedelta(days=3)
    Event.objects.update(at=earlier)
    assert pages.open("evaluation-list").context["page"].rows[0].changed_at == earlier
    save_score(actor=lead, candidate=candidate, dimension="sync-timing", values={"points": 4}, version=0)
    assert pages.open("evaluation-list").context["page"].rows[0].changed_at > earlier


def test_the_list_needs_the_same_queries_however_long_it_is(lead: Actor, pages: Pages) -> None:
    make_evaluation(lead)
    one = pages.queries("evaluation-list")
    for number in range(4):
        make_evaluation(lead, vendors=[f"A{number}", f"B{number}"])
    assert pages.queries("evaluation-list") == one <= 5


def test_the_list_is_paged_by_key(lead: Actor, pages: Pages) -> None:
    first = make_evaluation(lead)
    Evaluation.objects.bulk_create(
        Evaluation(
            workspace_id=lead.workspace_id,
            number=number,
            title=f"E{number}",
            framework_id=first.framework_id,
            crms=["hubspot"],
            created_by_id=lead.user_id,
        )
        for number in range(2, 54)
    )
    page = pages.open("evaluation-list").context["page"]
    rest = pages.open("evaluation-list", after=page.next_key).context["page"]
    numbers = [row.evaluation.number for row in [*page.rows, *rest.rows]]
    assert sorted(numbers) == list(range(1, 54)) and rest.next_key is None
    assert pages.open("evaluation-list", after="nonsense").status_code == 200


@pytest.mark.covers("R002", "R039")
def test_an_evaluation_is_started_with_old_and_new_vendors(lead: Actor, pages: Pages) -> None:
    relay = make_vendor(lead, "Relay")
    sent = pages.send(
        "evaluation-new",
        title="Q1 choice",
        crms=["hubspot"],
        vendors=[str(relay.pk)],
        new_vendors="Northwind\n\n Pipetap ",
        custom_objects="Renewal\nTerritory",
    )
    evaluation = Evaluation.objects.get()
    assert sent["Location"] == pages.address("evaluation", evaluation.pk)
    assert (evaluation.crms, evaluation.custom_objects) == (["hubspot"], ["Renewal", "Territory"])
    names = evaluation.candidates.values_list("vendor__name", flat=True)
    assert sorted(names) == ["Northwind", "Pipetap", "Relay"]


def test_a_panel_is_asked_for_on_the_page(pages: Pages) -> None:
    pages.send("evaluation-new", title="Q1", crms=["hubspot"], new_vendors="Relay", mode="panel")
    pages.send("evaluation-new", title="Q2", crms=["hubspot"], new_vendors="Pipetap")
    assert list(Evaluation.objects.order_by("number").values_list("mode", flat=True)) == ["panel", "solo"]


def test_a_new_vendor_that_is_there_already_is_refused_and_nothing_made(lead: Actor, pages: Pages) -> None:
    make_vendor(lead, "Relay")
    sent = pages.send("evaluation-new", title="Q1", crms=["hubspot"], new_vendors="Fresh\nrelay")
    assert sent.status_code == 422 and "choose it from the list" in sent.content.decode()
    assert not Evaluation.objects.exists() and Vendor.objects.count() == 1
    assert "Fresh" in sent.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "where"),
    [
        ("title", "", "title"),
        ("title", "x" * 201, "title"),
        ("crms", [], "crms"),
        ("crms", ["zoho"], "crms"),
        ("vendors", ["018f0000-0000-7000-8000-000000000000"], "vendors"),
        ("custom_objects", "y" * 201, "custom_objects"),
        ("mode", "jury", "mode"),
    ],
)
def test_bad_input_is_answered_at_its_field(pages: Pages, field: str, value: object, where: str) -> None:
    sent = pages.send("evaluation-new", **{"title": "Q1", "crms": ["hubspot"], field: value})
    assert sent.status_code == 422 and where in sent.context["form"].errors
    assert not Evaluation.objects.exists()


def test_a_foreign_vendor_cannot_be_chosen(pages: Pages) -> None:
    foreign = make_vendor(make_actor(make_workspace("rival"), Role.LEAD), "Foreign")
    sent = pages.send("evaluation-new", title="Q1", crms=["hubspot"], vendors=[str(foreign.pk)])
    assert sent.status_code == 422 and not Evaluation.objects.exists()


def test_no_crm_is_ticked_for_the_lead(lead: Actor, pages: Pages) -> None:
    refused = pages.send("evaluation-new", **{**pages.fields("evaluation-new"), "title": "Q1"})
    assert refused.status_code == 422 and not Evaluation.objects.exists()


def test_a_double_click_starts_one_evaluation(lead: Actor, pages: Pages) -> None:
    values = {**pages.fields("evaluation-new"), "title": "Q1", "crms": "hubspot", "new_vendors": "Relay"}
    first, second = (pages.send("evaluation-new", **values) for _turn in range(2))
    assert first["Location"] == second["Location"]
    assert (Evaluation.objects.count(), Vendor.objects.count()) == (1, 1)


@pytest.mark.parametrize("role", [Role.PANELIST, Role.PROCUREMENT])
def test_others_do_not_start_one(workspace: Workspace, pages: Pages, role: str) -> None:
    reader = Pages.of(make_actor(workspace, role))
    assert reader.address("evaluation-new") not in reader.text("evaluation-list")
    assert reader.send("evaluation-new", title="Q1").status_code == 403


def test_a_decided_one_shows_its_number_of_revision(lead: Actor, pages: Pages) -> None:
    evaluation = make_evaluation(lead)
    assert candidate_of(evaluation).is_open
    Evaluation.objects.update(revision=2)
    assert "revision 2" in pages.text("evaluation-list")
