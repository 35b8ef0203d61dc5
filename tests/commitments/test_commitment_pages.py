"""The pages of a commitment: its source and history, and writing it by hand."""

import pytest

from audits.commitments.actions.commitments import edit_commitment, release
from audits.commitments.actions.judging import judge
from audits.commitments.models import Commitment
from audits.people.actor import Actor
from audits.people.models import Workspace
from audits.people.roles import Role
from tests.commitments.scenes import by_hand, taken_over, vendor_of
from tests.factories import make_actor, make_workspace
from tests.pages import Pages

pytestmark = pytest.mark.django_db
FIGURE = {"comparison": "<=", "limit": "0.5", "unit": "s"}


@pytest.fixture
def pages(lead: Actor) -> Pages:
    return Pages.of(lead)


@pytest.fixture
def commitment(lead: Actor) -> Commitment:
    return taken_over(lead)[0]


def test_the_page_tells_source_checks_and_journal(lead: Actor, commitment: Commitment, pages: Pages) -> None:
    judge(actor=lead, commitment=commitment, is_kept=True, note="Stopped after 41 s.")
    edit_commitment(actor=lead, commitment=commitment, values={"text": "Within a minute."}, version=None)
    page = pages.text("commitment", commitment.pk)
    for words in ("Within a minute.", "at most 60 s", "How long until an opt-out stops sending?", "ST-4"):
        assert words in page
    assert "Stopped after 41 s." in page and "Kept" in page and "by hand" in page
    assert "Commitment CM-01 found kept" in page and "Commitment CM-01 edited" in page
    assert "They showed no log." in page and "Judged then: Strong" in page


def test_one_is_made_by_hand(lead: Actor, pages: Pages) -> None:
    vendor = vendor_of(lead)
    values = {
        **pages.fields("commitment-new", vendor.pk),
        **FIGURE,
        "text": "Pages answer quickly.",
        "owner": str(lead.user_id),
        "due_on": "2026-12-24",
        "said_by": "Jo",
        "source_title": "Call",
    }
    sent = pages.send("commitment-new", vendor.pk, **values)
    row = Commitment.objects.get()
    assert sent.status_code == 302 and sent["Location"] == pages.address("commitment", row.pk)
    assert (row.figure, row.said_by, row.owner_id) == ("at most 0.5 s", "Jo", lead.user_id)
    assert "24 Dec 2026" in pages.text("commitment", row.pk)


def test_a_double_click_makes_one(lead: Actor, pages: Pages) -> None:
    values = {**pages.fields("commitment-new", vendor_of(lead).pk), "text": "Once."}
    for _turn in range(2):
        assert pages.send("commitment-new", vendor_of(lead).pk, **values).status_code == 302
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("text", ""),
        ("text", "x" * 1001),
        ("limit", "fast"),
        ("limit", "-1"),
        ("limit", "0.00001"),
        ("unit", ""),
        ("comparison", ""),
        ("comparison", "~"),
        ("owner", "018f0000-0000-7000-8000-000000000000"),
        ("due_on", "soon"),
        ("said_by", "a\x00"),
    ],
)
def test_bad_input_is_answered_at_its_field(lead: Actor, pages: Pages, field: str, value: str) -> None:
    values = {"text": "Kept words.", "source_title": "E-mail", **FIGURE, field: value}
    sent = pages.send("commitment-new", vendor_of(lead).pk, **values)
    assert sent.status_code == 422 and set(sent.context["form"].errors) == {field}
    assert "E-mail" in sent.content.decode() and not Commitment.objects.exists()


def test_an_edit_shows_what_the_demo_recorded_and_leaves_it(commitment: Commitment, pages: Pages) -> None:
    fields = pages.fields("commitment-edit", commitment.pk)
    assert "said_by" not in fields and fields["limit"] == "60"
    assert "They showed no log." in pages.text("commitment-edit", commitment.pk)
    pages.send("commitment-edit", commitment.pk, **{**fields, **FIGURE, "said_by": "Nobody"})
    commitment.refresh_from_db()
    assert (commitment.figure, commitment.said_by) == ("at most 0.5 s", "Mina Kovac (founder)")


def test_an_edit_over_somebody_elses_shows_both(lead: Actor, commitment: Commitment, pages: Pages) -> None:
    values = {**pages.fields("commitment-edit", commitment.pk), "text": "Mine."}
    edit_commitment(actor=lead, commitment=commitment, values={"text": "Theirs."}, version=None)
    sent = pages.send("commitment-edit", commitment.pk, **values)
    page = sent.content.decode()
    assert sent.status_code == 409 and "Mine." in page and "It now says: Theirs." in page
    again = {**values, "seen": sent.context["form"]["seen"].value()}
    assert pages.send("commitment-edit", commitment.pk, **again).status_code == 302
    assert Commitment.objects.get().text == "Mine."


def test_kept_or_broken_is_put_on_record(commitment: Commitment, pages: Pages) -> None:
    values = pages.fields("commitment-judge", commitment.pk)
    sent = pages.send("commitment-judge", commitment.pk, **values, outcome="broken")
    assert sent.status_code == 422 and "note" in sent.context["form"].errors
    sent = pages.send("commitment-judge", commitment.pk, **values, outcome="broken", note="3 minutes.")
    assert sent.status_code == 302
    page = pages.text("commitment", commitment.pk)
    assert "Promised in the demo on 12 Nov 2026, and not kept." in page and "3 minutes." in page


def test_a_judgement_since_is_shown_before_another(lead: Actor, commitment: Commitment, pages: Pages) -> None:
    values = pages.fields("commitment-judge", commitment.pk)
    judge(actor=lead, commitment=commitment, is_kept=False, note="Their note.")
    sent = pages.send("commitment-judge", commitment.pk, **values, outcome="kept", note="My note.")
    page = sent.content.decode()
    assert sent.status_code == 409 and "My note." in page and "Their note." in page


def test_its_owner_judges_and_others_are_refused(
    workspace: Workspace, lead: Actor, commitment: Commitment
) -> None:
    owner, other = make_actor(workspace, Role.OWNER), make_actor(workspace, Role.OWNER, "o2@halden.example")
    edit_commitment(actor=lead, commitment=commitment, values={"owner": owner.user_id}, version=None)
    assert Pages.of(other).open("commitment-judge", commitment.pk).status_code == 403
    assert Pages.of(other).send("commitment-judge", commitment.pk, outcome="kept").status_code == 403
    assert Pages.of(owner).send("commitment-judge", commitment.pk, outcome="kept").status_code == 302
    assert Commitment.objects.get().state == "kept"


def test_one_is_released_and_held_again(commitment: Commitment, pages: Pages) -> None:
    values = pages.fields("commitment-release", commitment.pk)
    assert pages.send("commitment-release", commitment.pk, **values, reason="").status_code == 422
    assert pages.send("commitment-release", commitment.pk, **values, reason="Not used.").status_code == 302
    assert "Not used." in pages.text("commitment", commitment.pk)
    assert pages.address("commitment-judge", commitment.pk) not in pages.text("commitment", commitment.pk)
    assert pages.send("commitment-hold", commitment.pk).status_code == 302
    assert Commitment.objects.get().state == "open"
    assert pages.send("commitment-hold", commitment.pk).status_code == 409


def test_releasing_what_somebody_released_already_keeps_the_words(
    lead: Actor, commitment: Commitment, pages: Pages
) -> None:
    values = pages.fields("commitment-release", commitment.pk)
    release(actor=lead, commitment=commitment, reason="First.")
    sent = pages.send("commitment-release", commitment.pk, **values, reason="Second.")
    assert sent.status_code == 409 and "Second." in sent.content.decode()


def test_a_missing_figure_is_asked_for(lead: Actor, pages: Pages) -> None:
    row = by_hand(lead)
    assert "No figure yet." in pages.text("commitment", row.pk)
    edit_commitment(actor=lead, commitment=row, values=FIGURE, version=0)  # type: ignore[arg-type]
    assert "No figure yet." not in pages.text("commitment", row.pk)


def test_the_page_needs_the_same_queries_however_long_its_history(
    lead: Actor, commitment: Commitment, pages: Pages
) -> None:
    judge(actor=lead, commitment=commitment, is_kept=True)
    few = pages.queries("commitment", commitment.pk)
    for _turn in range(20):
        judge(actor=lead, commitment=commitment, is_kept=True)
    assert pages.queries("commitment", commitment.pk) == few <= 9


def test_another_workspaces_commitment_is_not_found(pages: Pages) -> None:
    [foreign] = taken_over(make_actor(make_workspace("rival"), Role.LEAD))
    for name in ("commitment", "commitment-edit", "commitment-release", "commitment-judge"):
        assert pages.open(name, foreign.pk).status_code == 404
    assert pages.send("commitment-hold", foreign.pk).status_code == 404
