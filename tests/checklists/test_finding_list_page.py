"""The list of findings: what touches revenue first, drafts visibly drafts, filters, pages."""

import pytest

from audits.checklists.actions.findings import save_draft
from audits.checklists.actions.settling import accept_risk, drop_draft, resolve_finding
from audits.checklists.models import Finding
from audits.checklists.models.finding import FindingState
from audits.people.roles import Role
from tests import factories
from tests.checklists.scenes import item_of, make_finding, make_run
from tests.factories import make_connector, make_vendor
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(lead):
    return Pages.of(lead)


def listed(pages, **query):
    return [row.code for row in pages.open("finding-list", **query).context["page"].rows]


def make_draft(actor, run, slug="qt-05"):
    item = item_of(run, slug)
    save_draft(actor=actor, item=item, values={"observed": "Something."})
    return Finding.objects.get(item=item)


@pytest.mark.covers("R098")
def test_revenue_stands_first_then_severity_then_age(lead, run, pages):
    make_finding(lead, run, "qt-01", severity="low")
    make_finding(lead, run, "qt-02", severity="critical")
    make_finding(lead, run, "qt-03", severity="low", is_revenue=True)
    make_finding(lead, run, "qt-04", severity="critical")
    make_draft(lead, run)
    assert listed(pages) == ["F-0003", "F-0002", "F-0004", "F-0001", "F-0005"]


@pytest.mark.covers("R091")
def test_drafts_look_like_drafts(lead, run, pages):
    make_draft(lead, run)
    text = pages.text("finding-list")
    assert "is-draft" in text and "the record is not whole" in text


def test_each_state_has_its_tab(lead, run, pages):
    opened, resolved, accepted = (make_finding(lead, run, f"qt-0{number}") for number in (1, 2, 3))
    draft, dropped = make_draft(lead, run, "qt-04"), make_draft(lead, run)
    resolve_finding(actor=lead, finding=resolved, fix="Pinned.")
    accept_risk(actor=lead, finding=accepted, reason="Fine.", until=lead.today.replace(year=2199))
    drop_draft(actor=lead, finding=dropped, reason="No failure.")
    assert listed(pages) == [opened.code, draft.code]
    assert listed(pages, show="draft") == [draft.code]
    assert listed(pages, show="accepted") == [accepted.code]
    assert listed(pages, show="resolved") == [resolved.code]
    assert listed(pages, show="all") == [each.code for each in (opened, draft, accepted, resolved, dropped)]


def test_filters_narrow_it_down(lead, owner, pages):
    relay, pipetap = make_vendor(lead, "Relay"), make_vendor(lead, "Pipetap")
    connector = make_connector(lead)
    first, second = make_run(lead, vendor=relay.pk), make_run(lead, vendor=pipetap.pk)
    make_finding(lead, first, "qt-01", owner=lead.user_id, connector=connector.pk)
    make_finding(lead, second, "qt-02", owner=owner.user_id)
    make_finding(lead, second, "qt-03")
    assert listed(pages, whose="mine") == ["F-0001"]
    assert listed(pages, whose="nobody") == ["F-0003"]
    assert listed(pages, vendor=pipetap.pk) == ["F-0002", "F-0003"]
    assert listed(pages, connector=connector.pk) == ["F-0001"]
    assert listed(pages, check="qt-02") == ["F-0002"]
    assert listed(pages, vendor=pipetap.pk, whose="nobody") == ["F-0003"]


@pytest.mark.parametrize("query", [{"show": "huge"}, {"vendor": "x"}, {"check": "none"}, {"after": "1"}])
def test_what_is_not_understood_is_as_if_not_asked(lead, run, pages, query):
    make_finding(lead, run)
    assert listed(pages, **query) == ["F-0001"]


def test_foreign_names_are_not_offered(lead, run, pages):
    stranger = factories.make_actor(factories.make_workspace("rival"), Role.LEAD)
    foreign = make_vendor(stranger, "Somebody else's")
    make_finding(stranger, make_run(stranger, vendor=foreign.pk))
    assert "Somebody else" not in pages.text("finding-list")
    assert listed(pages, vendor=foreign.pk) == []


def test_a_long_list_is_paged_and_no_row_is_lost(lead, run, pages):
    first = make_finding(lead, run)
    Finding.objects.bulk_create(
        Finding(
            workspace_id=lead.workspace_id,
            number=number,
            title=f"Finding {number}",
            state=FindingState.DRAFT if number % 3 else FindingState.OPEN,
            severity=["low", "critical", "medium"][number % 3],
            is_revenue=number % 4 == 0,
            occurred_at=first.occurred_at,
            steps="s",
            expected="e",
            observed="o",
            mitigation="none_yet",
            saved_by_id=lead.user_id,
            created_by_id=lead.user_id,
        )
        for number in range(2, 60)
    )
    page = pages.open("finding-list").context["page"]
    rest = pages.open("finding-list", after=page.next_key).context["page"]
    numbers = [row.number for row in [*page.rows, *rest.rows]]
    whole = Finding.objects.revenue_first().values_list("number", flat=True)
    assert numbers == list(whole) and len(page.rows) == 50 and rest.next_key is None


def test_it_needs_the_same_queries_however_long_it_is(lead, pages):
    make_finding(lead, make_run(lead), owner=lead.user_id)
    one = pages.queries("finding-list")
    for number in range(4):
        run = make_run(lead, vendor=make_vendor(lead, f"Vendor {number}").pk)
        make_finding(lead, run, connector=make_connector(lead, f"Connector {number}").pk)
    assert pages.queries("finding-list") == one <= 8


def test_an_empty_list_says_where_findings_come_from(pages):
    assert "A failed item of a run becomes a finding" in pages.text("finding-list")
    assert "No finding is like this" in pages.text("finding-list", whose="mine")
