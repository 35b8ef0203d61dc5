"""What could not be delivered, in a real browser: seen in the settings, and sent again."""

import pytest
from playwright.sync_api import expect

from audits.journal import outbox
from audits.journal.models import OutboxMessage
from tests.browser.looks import faults, sign_in
from tests.browser.test_people_pages import admin as admin

pytestmark = pytest.mark.django_db(transaction=True)


def give_up(admin):
    """A message that failed for good."""
    values = {"workspace_id": admin.workspace_id, "recipient_id": admin.user_id}
    outbox.post(kind="run.assigned", payload={}, **values)
    claimed = outbox.claim()
    assert claimed
    outbox.fail(claimed, "The mail server refused the recipient.", may_retry=False)


def test_dead_message_is_seen_in_the_settings_and_sent_again(page, live_server, admin, violations):
    for _ in range(2):
        give_up(admin)
    sign_in(page, live_server, admin)
    page.goto(f"{live_server.url}/w/halden/settings/")
    section = page.get_by_role("region", name="Messages that could not be delivered")
    expect(section.get_by_text("The mail server refused the recipient.")).to_have_count(2)
    assert violations(page) == []
    section.get_by_role("button", name="Retry Run given to somebody").first.click()
    expect(page.get_by_role("status")).to_contain_text("1 message is sent again.")
    assert OutboxMessage.objects.dead().count() == 1
    assert faults(page, violations) == []


def test_mails_are_switched_off_by_their_labels(page, live_server, admin):
    sign_in(page, live_server, admin)
    page.goto(f"{live_server.url}/profile/#mails")
    page.get_by_label("Mail me what is due each morning").uncheck()
    page.get_by_role("button", name="Save what I am mailed").click()
    expect(page.get_by_role("status")).to_contain_text("What you are mailed is saved.")
    expect(page.get_by_label("Mail me what is due each morning")).not_to_be_checked()
    expect(page.get_by_label("Mail me when work is given to me")).to_be_checked()
