"""A workspace's settings, its mail, and a person's own page."""

import re

import pytest
from django.core import mail

from audits.journal.models import Event
from audits.people.models import User, Workspace
from audits.people.roles import Role
from tests.factories import make_actor, make_workspace, user_of

pytestmark = pytest.mark.django_db
SETTINGS = "/w/halden/settings/"
BANNER = "Mail is written to files, not sent."


@pytest.fixture
def files(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path)
    return tmp_path


def test_name_and_zone_are_saved_with_an_event(as_admin):
    as_admin.post(f"{SETTINGS}edit", {"name": "Halden  Group\n", "timezone": "Europe/Berlin"})
    assert Workspace.objects.values_list("name", "timezone").get() == ("Halden Group", "Europe/Berlin")
    payload = Event.objects.get(kind="workspace.edited").payload
    assert payload["before"] == {"name": "Halden Supply", "timezone": "UTC"}


@pytest.mark.parametrize(
    "values", [{"name": " "}, {"name": "a\0b"}, {"timezone": "Mars/Base"}, {"timezone": ""}]
)
def test_bad_settings_are_named_and_change_nothing(as_admin, values):
    response = as_admin.post(f"{SETTINGS}edit", {"name": "New", "timezone": "UTC"} | values)
    assert response.status_code == 422 and list(response.context["form"].errors) == list(values)
    assert Workspace.objects.get().name == "Halden Supply"


JIRA = {"jira_url": "https://acme.atlassian.net/", "jira_project": "10001", "jira_issue_type": "10004"}


def test_where_jira_is_is_saved_with_an_event(as_admin):
    as_admin.post(f"{SETTINGS}tickets", JIRA)
    assert Workspace.objects.values_list(*JIRA).get() == ("https://acme.atlassian.net", "10001", "10004")
    assert Event.objects.filter(kind="workspace.tickets").count() == 1
    as_admin.post(f"{SETTINGS}tickets", dict.fromkeys(JIRA, ""))
    assert Workspace.objects.get().jira_url == ""


@pytest.mark.parametrize(
    "values",
    [
        {"jira_url": "acme"},
        {"jira_url": "javascript:alert(1)"},
        {"jira_url": "https://me:secret@acme.example"},
        {"jira_url": "https://acme.example/?pid=1"},
        {"jira_project": "SYNC"},
        {"jira_project": ""},
        {"jira_issue_type": "Bug"},
    ],
)
def test_half_a_jira_is_named_and_changes_nothing(as_admin, values):
    response = as_admin.post(f"{SETTINGS}tickets", JIRA | values)
    assert response.status_code == 422 and list(response.context["tickets"].errors) == list(values)
    assert Workspace.objects.get().jira_url == ""


def test_a_lead_reads_settings_without_mails_or_buttons(as_lead, workspace, files):
    Workspace.objects.update(is_demo=True)
    page = as_lead.get(SETTINGS).content.decode()
    assert "Halden Supply" in page and "Send a test mail" not in page and "Mails of this demo" not in page


def test_admins_see_on_every_page_that_mail_is_not_sent(as_admin, as_lead):
    for path in ["/w/halden/evaluations/", "/w/halden/people/", "/w/halden/vendors/", SETTINGS]:
        assert BANNER in as_admin.get(path).content.decode()
    assert BANNER not in as_lead.get("/w/halden/people/").content.decode()


def test_the_banner_goes_when_mail_is_configured(as_admin, settings):
    settings.IS_MAIL_CONFIGURED = True
    assert BANNER not in as_admin.get("/w/halden/people/").content.decode()


def test_the_test_mail_is_really_sent(as_admin, admin, settings):
    settings.IS_MAIL_CONFIGURED = True
    response = as_admin.post(f"{SETTINGS}test-mail")
    assert mail.outbox[0].to == [admin.email]
    assert "took the test mail" in response.content.decode()


def test_a_failing_test_mail_says_why(as_admin, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    page = as_admin.post(f"{SETTINGS}test-mail").content.decode()
    assert "The test mail was not sent" in page and "refused" in page


def test_the_demo_shows_the_mails_written_for_its_people(as_admin, files):
    Workspace.objects.update(is_demo=True)
    as_admin.post("/w/halden/invitations", {"email": "guest@halden.example", "role": Role.OWNER})
    page = as_admin.get(SETTINGS).content.decode()
    assert "Join Halden Supply on Scorecard" in page and "/invitations/" in page


def test_mails_of_the_demo_tell_the_time_of_the_workspace(as_admin, files):
    Workspace.objects.update(is_demo=True, timezone="Asia/Tokyo")
    as_admin.post("/w/halden/invitations", {"email": "guest@halden.example", "role": Role.OWNER})
    (file,) = files.glob("*.log")
    dated = re.sub(r"(?m)^Date: .*$", "Date: Wed, 25 Nov 2026 18:30:00 -0000", file.read_text())
    file.write_text(dated)
    assert "guest@halden.example, 26 Nov 2026, 03:30" in as_admin.get(SETTINGS).content.decode()


def test_a_workspace_that_is_no_demo_shows_none(as_admin, files):
    as_admin.post(f"{SETTINGS}test-mail")
    assert "Mails of this demo" not in as_admin.get(SETTINGS).content.decode()


def test_mails_that_could_open_another_workspace_are_not_shown(as_admin, client, files, sign_in):
    """A password link of somebody who is elsewhere too, and an invitation to elsewhere."""
    Workspace.objects.update(is_demo=True)
    elsewhere = make_actor(make_workspace("other", name="Elsewhere"), Role.ADMIN, "both@halden.example")
    as_admin.post("/w/halden/invitations", {"email": "both@halden.example", "role": Role.OWNER})
    as_admin.post("/w/halden/invitations", {"email": "guest@halden.example", "role": Role.OWNER})
    client.post("/accounts/password/reset/", {"email": "both@halden.example"})
    sign_in(elsewhere).post("/w/other/invitations", {"email": "guest@halden.example", "role": Role.OWNER})
    page = as_admin.get(SETTINGS).content.decode()
    assert "password/reset/key" not in page and "Elsewhere" not in page


def test_the_name_is_saved_and_told_to_the_workspaces(as_lead, lead):
    as_lead.post("/profile/", {"name": "Ada  Lead"})
    assert user_of(lead).name == "Ada Lead"
    assert Event.objects.get(kind="member.renamed").payload["after"] == "Ada Lead"


def test_shortcuts_are_switched_off_and_on(as_lead, lead):
    as_lead.post("/profile/keys", {})
    assert not user_of(lead).has_keys
    response = as_lead.post("/profile/keys", {"has_keys": "on", "next": "/w/halden/people/"})
    assert user_of(lead).has_keys and response["Location"] == "/w/halden/people/"


def test_the_profile_changes_nothing_else(as_lead, lead):
    before = User.objects.filter(pk=lead.user_id).values("email", "is_active", "password").get()
    as_lead.post("/profile/", {"name": "Ada", "email": "x@y.example", "is_active": "", "password": "x"})
    assert User.objects.filter(pk=lead.user_id).values("email", "is_active", "password").get() == before


def test_mails_are_switched_off_and_on(as_lead, lead):
    as_lead.post("/profile/mails", {"wants_assigned_mail": "on"})
    assert (user_of(lead).wants_assigned_mail, user_of(lead).wants_due_mail) == (True, False)
    as_lead.post("/profile/mails", {"wants_due_mail": "on"})
    assert (user_of(lead).wants_assigned_mail, user_of(lead).wants_due_mail) == (False, True)
    page = as_lead.get("/profile/").content.decode()
    assert 'name="wants_due_mail" checked' in page and 'name="wants_assigned_mail" checked' not in page
