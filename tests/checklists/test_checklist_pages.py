"""The library's pages: which checklists there are, what a version holds, and a check whole."""

import pytest

from audits.checklists import library
from audits.checklists.actions.library import load_built_in, publish
from audits.checklists.models import ChecklistVersion
from audits.checklists.reach import untouched_by
from audits.people.actor import Actor
from audits.people.roles import Role
from tests.factories import make_actor, make_workspace
from tests.pages import Pages

pytestmark = pytest.mark.django_db
BY_SLUG = {checklist.slug: checklist for checklist in library.checklists()}


@pytest.fixture
def pages(lead: Actor) -> Pages:
    load_built_in()
    return Pages.of(lead)


def raised(of: str, workspace_id: object = None, **values: object) -> ChecklistVersion:
    """The next version of a built-in checklist, or an own one made from it."""
    document = BY_SLUG[of].model_copy(update={"version": 2, **values})
    return publish(document, workspace_id=workspace_id)  # type: ignore[arg-type]


def test_the_list_says_what_each_is_for(pages: Pages) -> None:
    text = pages.text("checklist-list")
    for checklist in library.checklists():
        assert f'href="{pages.address("checklist", checklist.slug)}">{checklist.title}</a>' in text
    assert "Five looks at all your integrations" in text and "10 to 30 minutes" in text
    assert "61 checks" in text and "31 checks" in text


def test_the_list_holds_own_ones_and_no_foreign_ones(lead: Actor, pages: Pages) -> None:
    raised("email", lead.workspace_id, slug="our-mail", title="Our mail")
    raised("email", make_workspace("rival").pk, slug="their-mail", title="Their mail")
    text = pages.text("checklist-list")
    assert "Our mail" in text and "Their mail" not in text
    assert pages.open("checklist", "their-mail").status_code == 404


@pytest.mark.parametrize("name", ["checklist-list", "check-list"])
def test_lists_need_the_same_queries_however_many_there_are(lead: Actor, pages: Pages, name: str) -> None:
    before = pages.queries(name)
    for number in range(12):
        raised("email", lead.workspace_id, slug=f"our-{number}", title=f"Our {number}")
    assert pages.queries(name) == before


@pytest.mark.covers("R094", "R095")
def test_a_checklist_shows_its_checks_with_expected_line_and_priority(pages: Pages) -> None:
    text = pages.text("checklist", "deep-audit")
    for check in BY_SLUG["deep-audit"].checks:
        assert pages.address("checklist-check", "deep-audit", 1, check.slug) in text
    assert "Mail events in the CRM in under 5 min" in text
    assert text.count('class="card__head"') == 9


@pytest.mark.covers("R096")
def test_rows_say_whether_the_source_states_what_is_expected(pages: Pages) -> None:
    text = pages.text("checklist", "quick-triage").split("<aside")[0]
    origins = [check.expected.origin for check in BY_SLUG["quick-triage"].checks if check.expected]
    assert text.count("Proposed by us") == origins.count("proposed") > 0
    assert text.count("Stated by the source") == origins.count("stated") > 0


@pytest.mark.covers("R144", "R146")
def test_the_points_stand_in_order_with_the_checks_that_detail_them(pages: Pages) -> None:
    groups = pages.open("checklist", "thirty-point").context["groups"]
    rows = [row for group in groups for row in group.rows]
    assert [row.check.number for row in rows] == list(range(1, 31))
    assert [link.code for link in rows[6].details] == ["RC-01", "DX-MKT-03", "MX-04"]
    assert rows[6].details[0].href == pages.address("check", "rc-01")


@pytest.mark.covers("R146")
def test_a_check_leads_back_to_its_points(pages: Pages) -> None:
    text = pages.text("check", "rc-01")
    for number in (7, 28):
        assert pages.address("check", f"p-{number:02}") in text
    rows = [row for group in pages.open("checklist", "marketing").context["groups"] for row in group.rows]
    assert [link.code for link in rows[2].points] == ["7", "13"]


@pytest.mark.covers("R147")
def test_the_points_say_what_they_leave_untouched(pages: Pages) -> None:
    links = pages.open("checklist", "thirty-point").context["untouched"]
    assert [link.code.lower() for link in links] == list(library.untouched())
    assert all(pages.client.get(link.href).status_code == 200 for link in links)
    assert "not marked" in pages.text("checklist", "thirty-point")


def test_a_list_with_fewer_points_leaves_more_untouched() -> None:
    points = BY_SLUG["thirty-point"]
    fewer = points.model_copy(update={"checks": points.checks[1:]})
    assert {check.slug for check in untouched_by(fewer)} - set(library.untouched()) == {"qt-01"}


@pytest.mark.covers("R094", "R095")
def test_a_check_shows_what_how_limits_remedy_and_record(pages: Pages) -> None:
    text = pages.text("check", "dx-api-03")
    for words in (
        "how far their consumers are behind",
        "Read depth and consumer lag of every queue",
        "fails over 5 minutes",
        "Add consumers, and let them scale",
        "Its priority class",
        "P1",
        "Backlog failure",
    ):
        assert words in text


@pytest.mark.covers("R127")
def test_a_command_stands_as_it_is_to_be_copied(pages: Pages) -> None:
    text = pages.text("check", "rc-02")
    assert (
        "-H &quot;Authorization: Bearer ${TOKEN}&quot; &quot;$BASE/contacts?limit=1&quot;</textarea>" in text
    )
    assert 'data-copy="command-1"' in text


def test_every_check_has_a_page_whose_links_lead_somewhere(pages: Pages) -> None:
    for slug, check in library.checks().items():
        shown = pages.open("check", slug).context["shown"]
        causes = [link for link, _cause in shown.causes]
        links = [*shown.points, *shown.more, *shown.next_steps, *shown.named_by, *causes]
        assert shown.check == check
        assert all(link.href and link.title for link in links), slug


def test_checks_are_found_by_all_words_in_any_text(pages: Pages) -> None:
    groups = pages.open("check-list", q="RETRY storm").context["groups"]
    slugs = [row.check.slug for group in groups for row in group.rows]
    assert slugs == ["dx-tel-03", "fx-03", "p-26"]
    assert "No check holds all of these words" in pages.text("check-list", q="zebra")


def test_an_overlong_search_shows_everything(pages: Pages) -> None:
    groups = pages.open("check-list", q="x" * 201).context["groups"]
    assert sum(len(group.rows) for group in groups) == len(library.checks())


def test_an_own_check_is_found_and_shown_where_it_stands(lead: Actor, pages: Pages) -> None:
    own = library.checks()["qt-01"].model_copy(
        update={"slug": "own-look", "title": "Zebra", "group": "email"}
    )
    raised("email", lead.workspace_id, slug="our-mail", title="Our mail", checks=(own,))
    assert "Zebra" in pages.text("check-list", q="zebra")
    place = pages.address("checklist-check", "our-mail", 2, "own-look")
    assert pages.open("check", "own-look")["Location"] == place
    assert "Your own" in pages.client.get(place).content.decode()


def test_older_versions_stay_open_and_say_so(pages: Pages) -> None:
    raised("email", title="Mail, revised")
    assert "Mail, revised" in pages.text("checklist", "email")
    older = pages.text("checklist-version", "email", 1)
    assert "This is version 1. The newest is version 2." in older and "Email diagnostics" in older
    assert pages.address("checklist-version", "email", 2) in older
    assert pages.open("checklist-version", "email", 3).status_code == 404


def test_a_built_in_version_that_changed_becomes_a_new_row(pages: Pages) -> None:
    raised("email", title="Mail, revised")
    load_built_in()
    titles = ChecklistVersion.objects.filter(slug="email").order_by("version").values_list("title", flat=True)
    assert list(titles) == ["Email diagnostics", "Mail, revised"]


@pytest.mark.parametrize("role", Role.values)
def test_every_role_reads_the_library(lead: Actor, pages: Pages, role: str) -> None:
    reader = Pages.of(make_actor(make_workspace("quiet"), role))
    for name, arguments in (("checklist-list", ()), ("checklist", ("email",)), ("check", ("qt-01",))):
        assert reader.open(name, *arguments).status_code == 200


def test_nothing_by_that_name_is_not_found(pages: Pages) -> None:
    assert pages.open("checklist", "none").status_code == 404
    assert pages.open("check", "none").status_code == 404
    assert pages.open("checklist-check", "email", 1, "qt-01").status_code == 404
