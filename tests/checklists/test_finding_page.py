"""The page of a finding and the forms around it."""

from datetime import timedelta
from html import unescape

import pytest

from audits.checklists.actions.findings import edit_finding, save_draft
from audits.checklists.actions.settling import resolve_finding
from audits.checklists.models import Attachment, Finding, RunItem
from audits.evaluations.actions.exhibits import attach_exhibit
from audits.people.models import Workspace
from audits.people.roles import Role
from tests import factories
from tests.checklists.incident_scenes import make_incident
from tests.checklists.scenes import RECORD, make_finding, make_run
from tests.evidence.conftest import folder as folder
from tests.evidence.files import picture, upload
from tests.pages import Pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages(lead):
    return Pages.of(lead)


@pytest.fixture
def finding(lead, run):
    return make_finding(lead, run)


@pytest.fixture
def draft(lead, item):
    save_draft(actor=lead, item=item, values={"observed": "Nothing came."})
    return Finding.objects.get()


def test_it_shows_the_five_and_where_it_comes_from(finding, pages):
    text = pages.text("finding", finding.pk)
    for words in ("Called the test line", "in under 2 minutes", "No call after 5", "None yet", "QT-02"):
        assert words in text


@pytest.mark.covers("R130", "R131")
def test_it_suggests_the_failure_modes_of_its_check_with_their_fix(finding, pages):
    context = pages.open("finding", finding.pk).context
    assert [mode.slug for mode in context["suggested"]] == ["fx-04"]
    assert "dead-letter queues" in pages.text("finding", finding.pk)


def test_modes_that_it_is_put_down_to_are_suggested_no_more(lead, finding, pages):
    edit_finding(actor=lead, finding=finding, values={"failure_modes": ["fx-04", "fx-01"]})
    context = pages.open("finding", finding.pk).context
    assert [mode.slug for mode in context["modes"]] == ["fx-04", "fx-01"]
    assert context["suggested"] == []


def test_it_names_earlier_and_later_failures_of_its_check(lead, finding, pages):
    second, third = (make_finding(lead, make_run(lead)) for _turn in range(2))
    context = pages.open("finding", second.pk).context
    assert (context["earlier"], context["later"]) == ([finding], [third])
    assert "failed once before" in pages.text("finding", second.pk)


def test_a_draft_says_what_it_lacks(draft, pages):
    text = pages.text("finding", draft.pk)
    assert "Say when it happened." in text and "Say what you saw instead." not in text


def test_its_incidents_are_listed(lead, finding, pages):
    make_incident(lead, finding)
    assert "INC-0001" in pages.text("finding", finding.pk)


def test_the_form_saves_only_what_was_changed(finding, pages):
    before = finding.occurred_at
    fields = pages.fields("finding-edit", finding.pk)
    sent = pages.send("finding-edit", finding.pk, **fields | {"observed": "Two calls.", "severity": "high"})
    assert sent["Location"] == pages.address("finding", finding.pk)
    finding.refresh_from_db()
    assert (finding.observed, finding.severity) == ("Two calls.", "high")
    assert finding.occurred_at == before


def test_an_emptied_part_is_told_at_its_field_and_everything_typed_stays(finding, pages):
    fields = pages.fields("finding-edit", finding.pk) | {"steps": "", "fix": "Typed already."}
    sent = pages.send("finding-edit", finding.pk, **fields)
    form = sent.context["form"]
    assert sent.status_code == 422 and list(form.errors) == ["steps"]
    assert "Typed already." in sent.content.decode()


def test_a_stale_form_shows_both_and_sent_once_more_overwrites(lead, finding, pages):
    fields = pages.fields("finding-edit", finding.pk) | {"severity": "low"}
    edit_finding(actor=lead, finding=finding, values={"severity": "critical"})
    sent = pages.send("finding-edit", finding.pk, **fields)
    assert sent.status_code == 409 and "It now says: Critical" in sent.content.decode()
    again = sent.context["form"].data.dict()
    assert pages.send("finding-edit", finding.pk, **again).status_code == 302
    finding.refresh_from_db()
    assert finding.severity == "low"


def test_a_due_date_in_the_past_only_warns(lead, finding, pages):
    day = (lead.today - timedelta(days=1)).isoformat()
    pages.send("finding-edit", finding.pk, **pages.fields("finding-edit", finding.pk) | {"due_on": day})
    finding.refresh_from_db()
    assert finding.due_on is not None
    assert "The due date lies in the past" in pages.followed("finding", finding.pk)


def test_a_draft_is_saved_as_a_finding(draft, pages):
    fields = pages.fields("finding-edit", draft.pk) | RECORD | {"occurred_at": "2026-11-01T09:38"}
    pages.send("finding-complete", draft.pk, **fields)
    draft.refresh_from_db()
    assert draft.state == "open" and draft.item.status == "fail"


def test_half_a_draft_is_told_at_its_fields(draft, pages):
    sent = pages.send("finding-complete", draft.pk, **pages.fields("finding-edit", draft.pk))
    assert set(sent.context["form"].errors) == {"occurred_at", "steps", "expected", "mitigation"}
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_a_finding_is_written_by_hand(lead, pages):
    fields = pages.fields("finding-new") | RECORD | {"title": "Calls come twice"}
    pages.send("finding-new", **fields)
    assert Finding.objects.get().state == "open"


def test_a_double_click_writes_one(lead, pages):
    fields = pages.fields("finding-new") | {"title": "Calls come twice", "draft": "yes"}
    pages.send("finding-new", **fields)
    pages.send("finding-new", **fields)
    assert [finding.state for finding in Finding.objects.all()] == ["draft"]


@pytest.mark.parametrize(
    ("name", "sent", "state"),
    [
        ("finding-resolve", {"fix": "Pinned."}, "resolved"),
        ("finding-accept", {"reason": "Replaced in May.", "until": "2199-05-01"}, "accepted"),
    ],
)
def test_it_is_settled_on_a_page_of_its_own(finding, pages, name, sent, state):
    pages.send(name, finding.pk, **pages.fields(name, finding.pk) | sent)
    finding.refresh_from_db()
    assert finding.state == state


@pytest.mark.parametrize(
    ("name", "sent", "field"),
    [
        ("finding-resolve", {"fix": ""}, "fix"),
        ("finding-accept", {"reason": "Fine.", "until": "2020-01-01"}, "until"),
        ("finding-accept", {"reason": "", "until": "2199-05-01"}, "reason"),
    ],
)
def test_what_settles_nothing_is_told_at_its_field(finding, pages, name, sent, field):
    answer = pages.send(name, finding.pk, **sent)
    assert answer.status_code == 422 and list(answer.context["form"].errors) == [field]


def test_it_is_reopened_with_a_reason(lead, finding, pages):
    resolve_finding(actor=lead, finding=finding, fix="Pinned.")
    pages.send("finding-reopen", finding.pk, reason="It came back.")
    finding.refresh_from_db()
    assert finding.state == "open" and "It came back." in pages.text("finding", finding.pk)


def said_after(pages, name, finding, **sent):
    pages.send(name, finding.pk, **sent)
    return " ".join(unescape(pages.text("finding", finding.pk)).split())


def test_resolving_says_what_would_notice_it_and_what_is_next(finding, pages):
    text = said_after(pages, "finding-resolve", finding, fix="Pinned.", regression_test="contract test 7")
    assert "F-0001 is resolved. The regression test that would notice it: contract test 7." in text
    assert "Next: test QT-02 again in R-0001." in text


def test_resolving_without_a_test_asks_for_one(finding, pages):
    RunItem.objects.filter(pk=finding.item_id).update(status="pass")
    text = said_after(pages, "finding-resolve", finding, fix="Pinned.")
    assert "F-0001 is resolved. No regression test is named yet" in text and "Next: test" not in text


def test_accepting_and_reopening_say_until_when_and_whose(finding, pages):
    text = said_after(pages, "finding-accept", finding, reason="Replaced in May.", until="2199-05-01")
    assert "The risk of F-0001 is accepted until 1 May 2199" in text
    text = said_after(pages, "finding-reopen", finding, reason="It came back.")
    assert "F-0001 is open again. Next: give it an owner." in text


def test_two_who_resolve_it_are_told_apart(lead, finding, pages):
    fields = pages.fields("finding-resolve", finding.pk) | {"fix": "Mine."}
    resolve_finding(actor=lead, finding=finding, fix="Hers.")
    assert pages.send("finding-resolve", finding.pk, **fields).status_code == 409
    finding.refresh_from_db()
    assert finding.fix == "Hers."


def test_its_ticket_is_saved_on_the_page(finding, pages):
    pages.send("finding-ticket", finding.pk, ticket_url="https://tickets.example/41", seen=finding.version)
    finding.refresh_from_db()
    assert finding.ticket_url == "https://tickets.example/41"
    sent = pages.send("finding-ticket", finding.pk, ticket_url="javascript:alert(1)")
    assert sent.status_code == 422 and list(sent.context["ticket_form"].errors) == ["ticket_url"]


def test_jira_is_offered_where_it_is_set_up(finding, pages):
    assert "Open in Jira" not in pages.text("finding", finding.pk)
    Workspace.objects.update(jira_url="https://acme.example", jira_project="1", jira_issue_type="2")
    assert "https://acme.example/secure/CreateIssueDetails!init.jspa?" in pages.text("finding", finding.pk)


def test_it_is_saved_as_markdown(finding, pages):
    answer = pages.open("finding-markdown", finding.pk)
    assert answer.content.decode().startswith("# F-0001 ")
    assert answer["Content-Disposition"] == 'attachment; filename="F-0001.md"'


def test_evidence_is_attached_shown_and_handed_out(workspace, finding, pages):
    pages.send("finding-attach", finding.pk, file=upload(picture()))
    attachment = Attachment.objects.get()
    reader = Pages.of(factories.make_actor(workspace, Role.OWNER, "reader@halden.example"))
    assert "E-01" in reader.text("finding", finding.pk)
    assert attachment.evidence.sha256 in reader.text("attachment", attachment.pk)
    for name in ("attachment-file", "attachment-thumbnail"):
        answer = reader.open(name, attachment.pk)
        assert b"".join(answer.streaming_content) and "sandbox" in answer["Content-Security-Policy"]


def test_htmx_gets_the_evidence_alone_with_what_is_wrong(finding, pages):
    address = pages.address("finding-attach", finding.pk)
    answer = pages.client.post(address, {"url": "nonsense"}, headers={"HX-Request": "true"})
    assert answer.status_code == 422 and answer.content.decode().startswith('<section class="card" id="att')
    assert list(answer.context["attach_form"].errors) == ["url"]


def test_evidence_is_withdrawn_with_a_reason(finding, pages):
    pages.send("finding-attach", finding.pk, url="https://logs.example/41")
    attachment = Attachment.objects.get()
    assert pages.send("attachment-withdraw", attachment.pk, reason="").status_code == 422
    pages.send("attachment-withdraw", attachment.pk, reason="Another customer's.")
    assert "Withdrawn by" in pages.text("attachment", attachment.pk)
    assert "Run log" not in pages.open("finding", finding.pk).context["handing"].text


def test_evidence_of_evaluations_is_not_handed_out_here(lead, candidate, pages):
    shot = attach_exhibit(
        actor=lead, candidate=candidate, dimension="", question="st-1", file=upload(picture())
    )
    for name in ("attachment", "attachment-file", "attachment-thumbnail"):
        assert pages.open(name, shot["evidence"]).status_code == 404


def test_readers_see_no_buttons(workspace, finding):
    reader = Pages.of(factories.make_actor(workspace, Role.PANELIST))
    text = reader.text("finding", finding.pk)
    assert "finding-resolve" not in text and "Attach" not in text and "Save the link" not in text


def test_an_owner_writes_on_their_own_page_alone(owner, lead, run):
    own, other = make_finding(lead, run, owner=owner.user_id), make_finding(lead, run, "qt-01")
    pages = Pages.of(owner)
    assert pages.open("finding-edit", own.pk).status_code == 200
    assert pages.open("finding-edit", other.pk).status_code == 403
    assert pages.open("finding-accept", own.pk).status_code == 403


def test_it_needs_the_same_queries_however_much_there_is(lead, finding, pages):
    second = make_finding(lead, make_run(lead))
    one = pages.queries("finding", second.pk)
    for number in range(3):
        make_finding(lead, make_run(lead))
        make_incident(lead, second)
        pages.send("finding-attach", second.pk, url=f"https://logs.example/{number}")
    assert pages.queries("finding", second.pk) == one <= 12
