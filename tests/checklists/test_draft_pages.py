"""The pages on which a workspace writes its own checklists."""

import pytest

from audits.checklists.actions import own_checks, own_parts
from audits.checklists.actions.library import load_built_in
from audits.checklists.models import ChecklistVersion, Draft
from audits.people.actor import Actor
from tests.checklists.drafting import (
    BUILT_IN,
    form_of,
    make_copy,
    make_empty,
    outline_of,
    slugs_of,
)
from tests.pages import Pages

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def pages(lead: Actor) -> Pages:
    load_built_in()
    return Pages.of(lead)


@pytest.fixture
def draft(lead: Actor, pages: Pages) -> Draft:
    return make_copy(lead, "quick-triage", "Our triage")


def publish(pages: Pages, draft: Draft) -> ChecklistVersion:
    draft.refresh_from_db()
    assert pages.send("draft-publish", draft.pk, seen=draft.version).status_code == 302
    return ChecklistVersion.objects.filter(slug=draft.slug).latest("version")


def test_a_built_in_checklist_is_copied_by_its_page(pages: Pages) -> None:
    assert pages.address("checklist-copy", "email", 1) in pages.text("checklist", "email")
    sent = pages.send("checklist-copy", "email", 1, title="Our mail")
    draft = Draft.objects.get()
    assert sent["Location"] == pages.address("draft", draft.pk)
    assert "Inbound parsing" in pages.text("draft", draft.pk)
    assert "Our mail" in pages.text("checklist-list")


def test_a_copy_comes_with_a_title_that_fits(pages: Pages, lead: Actor) -> None:
    assert pages.fields("checklist-copy", "email", 1)["title"] == "Email diagnostics (copy)"
    publish(pages, make_copy(lead, "email", "x" * 80))
    newest = ChecklistVersion.objects.get(title="x" * 80)
    assert pages.fields("checklist-copy", newest.slug, 1)["title"] == "x" * 73 + " (copy)"


def test_a_double_click_makes_one_copy(pages: Pages) -> None:
    values = {**pages.fields("checklist-copy", "email", 1), "title": "Our mail"}
    first, second = (pages.send("checklist-copy", "email", 1, **values) for _turn in range(2))
    assert first["Location"] == second["Location"] and Draft.objects.count() == 1


@pytest.mark.parametrize(
    ("title", "said"),
    [("", "required"), ("x" * 81, "too long"), ("Email", "built-in"), ("Our triage", "already")],
)
def test_a_title_that_cannot_be_taken_is_answered_at_its_field(
    pages: Pages, draft: Draft, title: str, said: str
) -> None:
    sent = pages.send("checklist-new", title=title)
    assert sent.status_code == 422 and said in str(sent.context["form"].errors["title"])


def test_a_check_is_changed_and_says_so(pages: Pages, draft: Draft) -> None:
    values = form_of(pages, "draft-check-edit", draft.pk, "qt-02") | {"expected": "Empty."}
    sent = pages.send("draft-check-edit", draft.pk, "qt-02", **values)
    assert sent["Location"].endswith("#qt-02")
    assert "Changed by you" in pages.text("draft", draft.pk)
    version = publish(pages, draft)
    text = pages.text("checklist-check", version.slug, 1, "qt-02")
    assert "What you changed" in text and "Empty." in text and "Your own" in text


@pytest.mark.parametrize("slug", ["quick-triage", "incident", "finance"])
def test_a_form_of_a_check_sent_as_it_is_changes_nothing(lead: Actor, pages: Pages, slug: str) -> None:
    draft = make_copy(lead, slug, "Copied")
    before = outline_of(draft)
    for slug in slugs_of(draft):
        sent = pages.send(
            "draft-check-edit", draft.pk, slug, **form_of(pages, "draft-check-edit", draft.pk, slug)
        )
        assert sent.status_code == 302
    assert outline_of(draft) == before


def test_a_check_is_written_with_figures_and_rows(pages: Pages, draft: Draft) -> None:
    values = form_of(pages, "draft-check-new", draft.pk) | {
        "title": "Nightly export",
        "group": "triage",
        "test": "Whether it arrives.",
        "how": "List the files:\n\taws s3 ls\n\nCompare.\n \n\nTell.",
        "limits-0-what": "Age",
        "limits-0-says": "fails",
        "limits-0-comparison": ">",
        "limits-0-value": "1.5",
        "limits-0-unit": "days",
        "record-1-label": "Newest file",
        "types": ["api"],
        "pauses": "on",
    }
    assert pages.send("draft-check-new", draft.pk, **values).status_code == 302
    check = outline_of(draft).checks[-1]
    assert [step.text for step in check.how] == ["List the files:\n    aws s3 ls", "Compare.", "Tell."]
    assert (check.slug, check.kind, check.types, check.pauses) == (
        "own-nightly-export",
        "own",
        ("api",),
        True,
    )
    assert [(limit.what, str(limit.value), limit.fails) for limit in check.limits] == [("Age", "1.5", True)]
    assert [(field.slug, field.label) for field in check.record] == [("newest-file", "Newest file")]


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("title", "", "title"),
        ("test", "a\x00b", "test"),
        ("test", "x" * 2001, "test"),
        ("how", "\n\n".join("abcdefghijklm"), "how"),
        ("group", "none", "group"),
        ("priority", "P9", "priority"),
    ],
)
def test_bad_input_is_answered_at_its_field_and_nothing_is_lost(
    pages: Pages, draft: Draft, field: str, value: str, place: str
) -> None:
    values = form_of(pages, "draft-check-edit", draft.pk, "qt-02") | {"remedy": "kept words", field: value}
    sent = pages.send("draft-check-edit", draft.pk, "qt-02", **values)
    assert sent.status_code == 422 and place in sent.context["form"].errors
    assert "kept words" in sent.content.decode() and outline_of(draft).check("qt-02") == BUILT_IN[
        "quick-triage"
    ].by_slug["qt-02"].model_copy(update={"group": "triage"})


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"limits-0-what": "Age"}, "This field is required"),
        ({"limits-0-what": "Age", "limits-0-unit": "d", "limits-0-value": "NaN"}, "Enter a number"),
        ({"limits-0-what": "Age", "limits-0-unit": "d", "limits-0-value": "1.23456"}, "decimal place"),
        ({"record-0-label": "x" * 81}, "too long"),
        ({"limits-TOTAL_FORMS": "9"}, "8"),
    ],
)
def test_a_row_that_is_not_whole_is_answered_in_the_row(
    pages: Pages, draft: Draft, row: dict[str, str], said: str
) -> None:
    values = form_of(pages, "draft-check-new", draft.pk) | {"title": "Lag", "test": "Look."}
    sent = pages.send("draft-check-new", draft.pk, **(values | row))
    assert sent.status_code == 422 and said in sent.content.decode()
    assert len(slugs_of(draft)) == 5


def test_a_row_is_taken_out_by_its_box(pages: Pages, draft: Draft) -> None:
    values = form_of(pages, "draft-check-edit", draft.pk, "qt-03")
    values |= {"limits-0-DELETE": "on", "record-0-DELETE": "on"}
    pages.send("draft-check-edit", draft.pk, "qt-03", **values)
    check = outline_of(draft).check("qt-03")
    assert check is not None and len(check.limits) == 1
    assert [field.slug for field in check.record] == ["failed-hop", "ids", "timing"]


def test_a_check_somebody_else_changed_shows_both(lead: Actor, pages: Pages, draft: Draft) -> None:
    values = form_of(pages, "draft-check-edit", draft.pk, "qt-02") | {"remedy": "mine"}
    theirs = {"remedy": "theirs", "limits": ()}
    own_checks.edit_check(actor=lead, draft=draft, check="qt-02", values=theirs)
    sent = pages.send("draft-check-edit", draft.pk, "qt-02", **values)
    text = sent.content.decode()
    assert sent.status_code == 409 and "It now says: theirs" in text and "mine" in text
    again = values | {"seen": sent.context["form"]["seen"].value()}
    assert pages.send("draft-check-edit", draft.pk, "qt-02", **again).status_code == 302
    check = outline_of(draft).check("qt-02")
    assert check is not None and check.remedy is not None and check.remedy.text == "mine"


def test_a_button_answers_the_draft_anew_or_leads_to_it(pages: Pages, draft: Draft) -> None:
    place = pages.address("draft-check-move", draft.pk, "qt-01")
    sent = pages.client.post(place, {"to": "down", "seen": 0}, headers=HTMX)
    text = sent.content.decode()
    assert sent.status_code == 200 and text.strip().startswith('<form class="stack" id="draft"')
    assert text.index('id="qt-02"') < text.index('id="qt-01"')
    plain = pages.client.post(place, {"to": "up", "seen": 1})
    assert plain["Location"].endswith("#qt-01") and slugs_of(draft)[0] == "qt-01"


def test_a_button_of_an_old_page_changes_nothing_and_shows_the_new_one(
    lead: Actor, pages: Pages, draft: Draft
) -> None:
    own_parts.add_group(actor=lead, draft=draft, title="Theirs")
    place = pages.address("draft-check-remove", draft.pk, "qt-01")
    for headers in (HTMX, {}):
        sent = pages.client.post(place, {"seen": 0}, headers=headers)
        assert sent.status_code == 409
        assert (
            "Somebody changed this checklist" in sent.content.decode() and "Theirs" in sent.content.decode()
        )
    assert "qt-01" in slugs_of(draft)


def test_a_button_that_does_not_say_what_it_saw_is_refused(pages: Pages, draft: Draft) -> None:
    assert pages.send("draft-check-remove", draft.pk, "qt-01").status_code == 422
    assert pages.send("draft-check-move", draft.pk, "qt-01", seen=0, to="sideways").status_code == 422


def test_checks_are_chosen_many_at_once(pages: Pages, draft: Draft) -> None:
    assert 'value="qt-01" disabled' in pages.text("draft-checks-add", draft.pk)
    sent = pages.send("draft-checks-add", draft.pk, checks=["gv-01", "fx-01"], seen=0)
    assert sent.status_code == 302
    assert [group.slug for group in outline_of(draft).groups] == ["triage", "governance", "failure-modes"]
    pages.send("draft-checks-add", draft.pk, checks=["gv-02"], group="triage", seen=1)
    assert slugs_of(draft)[5] == "gv-02"


@pytest.mark.parametrize(
    ("chosen", "said"), [([], "Choose at least one"), (["qt-01"], "already"), (["none"], "not one of the")]
)
def test_a_choice_that_cannot_be_taken_is_answered(
    pages: Pages, draft: Draft, chosen: list[str], said: str
) -> None:
    sent = pages.send("draft-checks-add", draft.pk, checks=chosen, seen=0)
    assert sent.status_code == 422 and said in sent.content.decode()


def test_a_search_keeps_what_is_ticked(pages: Pages, draft: Draft) -> None:
    place = pages.address("draft-checks-add", draft.pk, q="backlog")
    text = pages.client.get(f"{place}&checks=gv-03", headers=HTMX).content.decode()
    assert text.strip().startswith('<div class="stack" id="choices">')
    assert 'value="gv-03" checked' in text and 'value="dx-api-03"' in text and 'value="gv-01"' not in text


def test_an_own_check_is_taken_into_another_checklist(lead: Actor, pages: Pages, draft: Draft) -> None:
    own_checks.write_check(
        actor=lead, draft=draft, values={"title": "Lag", "group": "triage", "test": "Look.", "how": ()}
    )
    publish(pages, draft)
    other = make_empty(lead, "Other")
    assert pages.send("draft-checks-add", other.pk, checks=["our-triage:own-lag"], seen=0).status_code == 302
    assert slugs_of(other) == ["own-lag"]


def test_removing_a_group_asks_first(pages: Pages, draft: Draft) -> None:
    assert "5 checks go with it" in pages.text("draft-group-remove", draft.pk, "triage")
    assert pages.send("draft-group-remove", draft.pk, "triage", seen=0).status_code == 302
    assert slugs_of(draft) == []


@pytest.mark.parametrize("name", ["draft", "draft-preview", "draft-checks-add"])
def test_pages_need_the_same_queries_however_much_is_in_the_draft(
    lead: Actor, pages: Pages, draft: Draft, name: str
) -> None:
    before = pages.queries(name, draft.pk)
    values = {"group": "triage", "test": "Look.", "how": ()}
    for number in range(12):
        own_checks.write_check(actor=lead, draft=draft, values={**values, "title": f"Check {number}"})
    assert pages.queries(name, draft.pk) == before
